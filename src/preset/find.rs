//! Where presets are found: a file, the user's configuration folder, the built-in catalogue.

use std::path::{Path, PathBuf};

use etcetera::{BaseStrategy, choose_base_strategy};

use super::catalogue;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::suggestion::{did_you_mean, nearest};
use crate::input::Unread;
use crate::{input, limits};

/// The text of a preset and where it comes from.
pub struct Found {
    /// The file, or the name of the built-in preset.
    pub name: String,
    /// Its TOML.
    pub text: String,
}

/// The preset of that name or in that file.
///
/// # Errors
/// There is none of that name, or the file cannot be read.
pub fn preset(name: &str) -> Result<Found, Diagnostic> {
    if is_path(name) {
        // The shell makes pipes of `<(…)`.
        return read(name, input::named(Path::new(name), limits::PRESET));
    }
    if let Some(path) = own().into_iter().find(|path| stem(path) == name) {
        return read(&path.display().to_string(), input::file(&path, limits::PRESET));
    }
    if let Some(text) = catalogue::find(name) {
        return Ok(Found { name: format!("{name}.toml"), text: text.to_owned() });
    }
    let own: Vec<String> = own().iter().map(|path| stem(path)).collect();
    let names = catalogue::all().map(|preset| preset.0).chain(own.iter().map(String::as_str));
    let near = nearest(name, names);
    let help = did_you_mean(&near)
        .unwrap_or_else(|| "`napkin list` shows the presets; a file is given with its path".to_owned());
    Err(Diagnostic::error(format!("there is no preset called `{name}`")).help(help))
}

/// The file that a preset of that name is kept in, or that the name is the path of.
#[must_use]
pub fn place(name: &str) -> Option<PathBuf> {
    if is_path(name) { Some(PathBuf::from(name)) } else { Some(folder()?.join(format!("{name}.toml"))) }
}

/// Whether a name is the path of a file: presets have no separators and no endings.
#[must_use]
pub fn is_path(name: &str) -> bool {
    name.contains(['/', '\\']) || Path::new(name).extension().is_some()
}

/// The presets in the user's configuration folder, by name.
#[must_use]
pub fn own() -> Vec<PathBuf> {
    let Some(entries) = folder().and_then(|folder| std::fs::read_dir(folder).ok()) else { return Vec::new() };
    let mut paths: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
        .collect();
    paths.sort();
    paths
}

/// The name of the preset in a file.
#[must_use]
pub fn stem(path: &Path) -> String {
    path.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned())
}

/// The folder of the user's own presets.
#[must_use]
pub fn folder() -> Option<PathBuf> {
    Some(choose_base_strategy().ok()?.config_dir().join("napkin").join("presets"))
}

fn read(name: &str, text: Result<String, Unread>) -> Result<Found, Diagnostic> {
    match text {
        Ok(text) => Ok(Found { name: name.to_owned(), text }),
        Err(Unread::Special(kind)) => Err(Diagnostic::error(format!("`{name}` is no preset: it is {kind}"))
            .help("a preset is a TOML file with a title: `napkin show pastebin` prints one")),
        Err(error) => Err(Diagnostic::error(format!("`{name}` cannot be read: {error}"))),
    }
}

/// The folder for what one session leaves to the next.
///
/// # Errors
/// This machine has none.
pub fn state() -> std::io::Result<PathBuf> {
    let folders = choose_base_strategy().map_err(std::io::Error::other)?;
    Ok(folders.state_dir().unwrap_or_else(|| folders.data_dir()).join("napkin"))
}

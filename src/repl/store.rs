//! The files of the session: the start-up file in the configuration folder, the history in the state folder,
//! presets that are written whole or not at all, and a text in the user's editor.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

use etcetera::{BaseStrategy, choose_base_strategy};

use crate::diagnostic::Diagnostic;

/// The definitions and nouns that every session starts with; `None` if there is no such file.
pub(super) fn startup() -> Result<Option<(PathBuf, String)>, Diagnostic> {
    let Ok(folders) = choose_base_strategy() else { return Ok(None) };
    let path = folders.config_dir().join("napkin").join("startup.napkin");
    let bytes = match std::fs::read(&path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(unreadable(&path, &error.to_string())),
    };
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Some((path, text))),
        Err(_) => Err(unreadable(&path, "it is not UTF-8 text")),
    }
}

fn unreadable(path: &Path, why: &str) -> Diagnostic {
    let message = format!("the start-up file `{}` cannot be read: {why}", path.display());
    Diagnostic::error(message).help("the session goes on without it")
}

/// Where the history is kept; its folder is made if there is none.
pub(super) fn history() -> io::Result<PathBuf> {
    let folders = choose_base_strategy().map_err(io::Error::other)?;
    let folder = folders.state_dir().unwrap_or_else(|| folders.data_dir()).join("napkin");
    std::fs::create_dir_all(&folder)?;
    Ok(folder.join("history"))
}

/// Writes a file whole or not at all.
///
/// # Errors
/// The file exists and may not be overwritten, or it cannot be written.
pub(super) fn write(path: &Path, text: &str, overwrite: bool) -> io::Result<()> {
    // A link stays one: what it points to is written.
    let path = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."));
    std::fs::create_dir_all(folder)?;
    let mut file = builder().tempfile_in(folder)?;
    file.write_all(text.as_bytes())?;
    file.as_file().sync_all()?;
    let persisted = if overwrite { file.persist(&path) } else { file.persist_noclobber(&path) };
    persisted.map(drop).map_err(|error| error.error)
}

/// Temporary files that become files of the user, with the permissions that those have.
fn builder() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".napkin-").suffix(".toml");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder
}

/// Why a file was not written.
pub(super) fn not_saved(path: &Path, error: &io::Error) -> Diagnostic {
    let path = path.display();
    match error.kind() {
        io::ErrorKind::AlreadyExists => Diagnostic::error(format!("`{path}` exists already")),
        _ => Diagnostic::error(format!("`{path}` cannot be written: {error}"))
            .help("nothing is lost: the model is still here, so save it elsewhere"),
    }
}

/// A text that went through the user's editor, and the file it is in.
pub(super) struct Edited {
    pub(super) text: String,
    pub(super) path: PathBuf,
    file: tempfile::TempPath,
}

impl Edited {
    /// Leaves the file where it is, and tells where that is.
    pub(super) fn keep(self) -> PathBuf {
        // What cannot be kept stays where it is all the same.
        self.file.keep().unwrap_or(self.path)
    }
}

/// Opens a text in the user's editor and waits for its end.
pub(super) fn edit(text: &str) -> Result<Edited, Diagnostic> {
    let editor =
        ["VISUAL", "EDITOR"].iter().find_map(|name| std::env::var(name).ok().filter(|one| !one.trim().is_empty()));
    let editor = editor.unwrap_or_else(|| "vi".to_owned());
    let failed = |what: &str| {
        Diagnostic::error(format!("the editor `{editor}` {what}; the model is as it was"))
            .help("set EDITOR to an editor that runs in a terminal, such as `nano`")
    };
    let prepared =
        builder().prefix("napkin-").tempfile().and_then(|mut file| file.write_all(text.as_bytes()).map(|()| file));
    let file = prepared
        .map_err(|error| Diagnostic::error(format!("no temporary file can be written: {error}")))?
        .into_temp_path();
    // As a shell would run it: the variable may hold options.
    let mut command = if cfg!(windows) { Command::new("cmd") } else { Command::new("sh") };
    if cfg!(windows) {
        command.arg("/C").arg(format!("{editor} {}", file.display()));
    } else {
        command.arg("-c").arg(format!("{editor} \"$1\"")).arg("sh").arg(&file);
    }
    match command.status() {
        Ok(status) if status.success() => {}
        Ok(status) => return Err(failed(&format!("ended with {status}"))),
        Err(error) => return Err(failed(&format!("cannot be started: {error}"))),
    }
    match std::fs::read_to_string(&file) {
        Ok(text) => Ok(Edited { text, path: file.to_path_buf(), file }),
        Err(error) => Err(failed(&format!("left no text: {error}"))),
    }
}

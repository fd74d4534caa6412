//! The files of the session: the start-up file in the configuration folder, the history in the state folder, and a text in
//! the user's editor. Presets are written in `saving`, models that nobody saved in `kept`.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

use etcetera::{BaseStrategy, choose_base_strategy};

use super::saving::builder;
use crate::diagnostic::Diagnostic;
use crate::input::{self, Unread};
use crate::limits;

/// The definitions and nouns that every session starts with; `None` if there is no such file.
pub(super) fn startup() -> Result<Option<(PathBuf, String)>, Diagnostic> {
    let Ok(folders) = choose_base_strategy() else { return Ok(None) };
    let path = folders.config_dir().join("napkin").join("startup.napkin");
    match input::file(&path, limits::TEXT) {
        Ok(text) => Ok(Some((path, text))),
        Err(Unread::System(error)) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(why) => Err(unreadable(&path, &why)),
    }
}

fn unreadable(path: &Path, why: &Unread) -> Diagnostic {
    let message = format!("the start-up file `{}` cannot be read: {why}", path.display());
    Diagnostic::error(message).help("the session goes on without it")
}

/// The folder for what one session leaves to the next.
pub(super) fn state() -> io::Result<PathBuf> {
    let folders = choose_base_strategy().map_err(io::Error::other)?;
    Ok(folders.state_dir().unwrap_or_else(|| folders.data_dir()).join("napkin"))
}

/// Where the history is kept; its folder is made if there is none.
pub(super) fn history() -> io::Result<PathBuf> {
    let folder = state()?;
    std::fs::create_dir_all(&folder)?;
    Ok(folder.join("history"))
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

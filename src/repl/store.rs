//! The files of the session: the start-up file in the configuration folder and the history in the state folder.

use std::io;
use std::path::{Path, PathBuf};

use etcetera::{BaseStrategy, choose_base_strategy};

use crate::diagnostic::Diagnostic;
use crate::input::{self, Unread};
use crate::limits;
use crate::preset::find;

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

/// Where the history is kept; its folder is made if there is none.
pub(super) fn history() -> io::Result<PathBuf> {
    let folder = find::state()?;
    std::fs::create_dir_all(&folder)?;
    Ok(folder.join("history"))
}

//! Presets that are written whole or not at all, in place of what a path leads to: through links, with the permissions
//! and the owner of the file that was there. And what to do where that fails.

use std::fs::{File, Metadata};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::diagnostic::Diagnostic;

/// More links than these lead round in a circle.
const LINKS: usize = 40;

/// Writes a file whole or not at all.
///
/// # Errors
/// The file exists and may not be overwritten, its folder does not exist, or it cannot be written.
pub fn write(path: &Path, text: &str, overwrite: bool) -> io::Result<()> {
    let path = target(path)?;
    let before = match std::fs::metadata(&path) {
        Ok(before) if before.is_dir() => return Err(io::ErrorKind::IsADirectory.into()),
        Ok(before) if !before.is_file() => return Err(io::Error::other("it is a device or a pipe")),
        Ok(_) if !overwrite => return Err(io::ErrorKind::AlreadyExists.into()),
        Ok(before) => Some(before),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(error),
    };
    let mut file = builder().tempfile_in(folder(&path))?;
    file.write_all(text.as_bytes())?;
    if let Some(before) = &before {
        keep_owner(file.as_file(), before);
        file.as_file().set_permissions(before.permissions())?;
    }
    file.as_file().sync_all()?;
    let persisted = if overwrite { file.persist(&path) } else { file.persist_noclobber(&path) };
    persisted.map(drop).map_err(|error| error.error)
}

/// Where a path leads to, also if there is no file yet.
fn target(path: &Path) -> io::Result<PathBuf> {
    let mut path = path.to_owned();
    for _ in 0..LINKS {
        match std::fs::read_link(&path) {
            Ok(to) => path = folder(&path).join(to),
            Err(_) => return Ok(path),
        }
    }
    Err(io::Error::other("its links lead round in a circle"))
}

fn folder(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."))
}

/// Gives a file the owner and the group that another one has, as far as the system allows.
#[cfg(unix)]
fn keep_owner(file: &File, before: &Metadata) {
    use std::os::unix::fs::{MetadataExt, fchown};
    if fchown(file, Some(before.uid()), Some(before.gid())).is_err() {
        // A group that one belongs to may be given.
        let _ = fchown(file, None, Some(before.gid()));
    }
}

#[cfg(not(unix))]
fn keep_owner(_: &File, _: &Metadata) {}

/// Temporary files that become files of the user, with the permissions that those have.
pub(super) fn builder() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".napkin-").suffix(".toml");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder
}

/// Why a model was not saved under a name, which stands for a path, and what helps.
#[must_use]
pub fn not_saved(name: &str, path: &Path, error: &io::Error) -> Diagnostic {
    let shown = path.display();
    let elsewhere = if crate::preset::find::is_path(name) {
        "nothing is lost: the model is still here; save it elsewhere, or by a plain name, `:save mine`"
    } else {
        "nothing is lost: the model is still here; save it as a file elsewhere, `:save ./mine.toml`"
    };
    let folder = folder(path);
    match error.kind() {
        io::ErrorKind::AlreadyExists => Diagnostic::error(format!("`{shown}` exists already"))
            .help(format!("`:save! {name}` overwrites it; another name leaves it as it is")),
        io::ErrorKind::NotFound if !folder.exists() => {
            Diagnostic::error(format!("`{shown}` cannot be written: there is no folder `{}`", folder.display()))
                .help("make the folder first, and save again")
                .help(elsewhere)
        }
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            Diagnostic::error(format!("`{shown}` cannot be written: {error}"))
                .help("make room, and save again")
                .help(elsewhere)
        }
        _ => Diagnostic::error(format!("`{shown}` cannot be written: {error}")).help(elsewhere),
    }
}

//! A text in the user's editor.

use std::io::Write;
use std::path::PathBuf;
use std::process::Command;

use super::saving::builder;
use crate::diagnostic::Diagnostic;

/// A text that went through the user's editor, and the file it is in.
pub struct Edited {
    /// The text as it was left.
    pub text: String,
    /// Where it is.
    pub path: PathBuf,
    file: tempfile::TempPath,
}

impl Edited {
    /// Leaves the file where it is, and tells where that is.
    #[must_use]
    pub fn keep(self) -> PathBuf {
        // What cannot be kept stays where it is all the same.
        self.file.keep().unwrap_or(self.path)
    }
}

/// Opens a text in the user's editor and waits for its end.
///
/// # Errors
/// The editor cannot be started or fails, or the text cannot be written or read.
pub fn edit(text: &str) -> Result<Edited, Diagnostic> {
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

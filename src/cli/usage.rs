//! What the parser of the arguments says: the help, the version, or what is wrong with them; as text, or as an object.

use std::io;

use clap::error::{Error, ErrorKind};
use serde_json::json;

use super::Ending;
use crate::diagnostic::Diagnostic;
use crate::terminal::Output;

/// Prints the help, the version or the error.
pub(super) fn tell(error: &Error, output: &mut Output) -> io::Result<Ending> {
    let said = error.render();
    let plain = said.to_string();
    let is_error = error.use_stderr();
    match (output.json, is_error) {
        (true, true) => output.problem(&problem(&plain))?,
        (true, false) if error.kind() == ErrorKind::DisplayVersion => {
            output.object(&json!({ "name": env!("CARGO_PKG_NAME"), "version": env!("CARGO_PKG_VERSION") }))?;
        }
        (true, false) => output.object(&json!({ "text": plain }))?,
        (false, _) => output.usage(&said.ansi().to_string(), &plain, is_error)?,
    }
    Ok(if is_error { Ending::WrongUsage } else { Ending::Success })
}

/// An error of the arguments: its paragraphs are what is wrong, tips, how the command is written, and where to read on.
fn problem(text: &str) -> Diagnostic {
    let joined = |paragraph: &str| paragraph.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut paragraphs = text.trim().split("\n\n");
    let message = joined(paragraphs.next().unwrap_or_default());
    let problem = Diagnostic::error(message.strip_prefix("error: ").unwrap_or(&message));
    paragraphs.fold(problem, |problem, paragraph| {
        let paragraph = joined(paragraph);
        problem.help(paragraph.strip_prefix("tip: ").unwrap_or(&paragraph))
    })
}

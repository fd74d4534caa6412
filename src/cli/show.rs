//! `napkin show`: the text of a preset, as a template for one's own.

use std::io;

use super::Ending;
use crate::preset::find;
use crate::terminal::Output;

/// Prints the TOML of a preset.
pub(super) fn show(name: &str, output: &mut Output) -> io::Result<Ending> {
    match find::preset(name) {
        Ok(found) => {
            output.text(&found.text)?;
            Ok(Ending::Success)
        }
        Err(problem) => {
            output.problem(&problem)?;
            Ok(Ending::WrongUsage)
        }
    }
}

//! `napkin show`: the text of a preset, as a template for one's own. A file that is no preset is not shown.

use std::io;

use serde_json::json;

use super::Ending;
use super::mistake::instead_of_preset;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::preset::find::{self, Found};
use crate::preset::{catalogue, read};
use crate::terminal::Output;

/// Prints the TOML of a preset.
pub(super) fn show(name: &str, output: &mut Output) -> io::Result<Ending> {
    let found = match find::preset(name) {
        Ok(found) => found,
        Err(problem) => {
            output.problem(&problem)?;
            return Ok(Ending::WrongUsage);
        }
    };
    if find::is_path(name)
        && let Err(problems) = check(name, &found, output)
    {
        output.problems(&problems)?;
        return Ok(Ending::WrongUsage);
    }
    if output.json {
        output.object(&json!({ "name": name, "text": found.text }))?;
    } else {
        output.file(&found.text)?;
    }
    Ok(Ending::Success)
}

/// Why the text of a file is no preset.
fn check(name: &str, found: &Found, output: &mut Output) -> Result<(), Diagnostics> {
    if catalogue::heading(&found.text).is_none() {
        let problem = Diagnostic::error(format!("`{name}` is no preset"));
        let problem = problem.help("a preset is a TOML file with a title: `napkin show pastebin` prints one");
        return Err(instead_of_preset(name, &found.text).unwrap_or(problem).into());
    }
    let source = output.sources.add(Some(found.name.clone()), found.text.clone());
    let (_, problems) = read(source, &found.text);
    if problems.has_errors() { Err(problems) } else { Ok(()) }
}

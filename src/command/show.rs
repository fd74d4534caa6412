//! `show`: the text of a preset, as a template for one's own. A file that is no preset is not shown.

use super::argument::{Argument, Kind};
use super::given::Given;
use super::opening::instead_of_preset;
use super::{Command, Doors, Failure, Response, Subject};
use crate::diagnostic::{Diagnostic, Diagnostics, Sources};
use crate::document::{Block, Document};
use crate::preset::find::{self, Found};
use crate::preset::{catalogue, read};
use crate::report::catalogue::TextRecord;
use crate::report::json::Object;
use crate::workspace::Workspace;

/// The command.
pub(super) static COMMAND: Command = Command {
    name: "show",
    aliases: &[],
    doors: Doors::Both,
    subject: Subject::Nothing,
    about: "Print the text of a preset: a template for one of your own",
    more: "It is TOML with comments: `napkin show pastebin > mine.toml`.",
    wants: "the name of a preset or a file",
    example: &[":show pastebin"],
    arguments: &[Argument::required("PRESET", Kind::Preset, "The name of a preset, or a TOML file")],
    is_question: false,
    run,
};

fn run<'w>(_: &'w mut Workspace, given: &Given, sources: &mut Sources) -> Result<Response<'w>, Failure> {
    let name = given.text("PRESET").to_owned();
    let found = find::preset(&name).map_err(Failure::usage)?;
    if find::is_path(&name) {
        check(&name, &found, sources).map_err(Failure::Usage)?;
    }
    Ok(Response::found(
        (name, found.text),
        |(_, text)| Document { blocks: vec![Block::Code(text.clone())] },
        |(name, text)| vec![Object::new(&TextRecord { name, text })],
    ))
}

/// Why the text of a file is no preset.
fn check(name: &str, found: &Found, sources: &mut Sources) -> Result<(), Diagnostics> {
    if catalogue::heading(&found.text).is_none() {
        let problem = Diagnostic::error(format!("`{name}` is no preset"));
        let problem = problem.help("a preset is a TOML file with a title: `napkin show pastebin` prints one");
        return Err(instead_of_preset(name, &found.text).unwrap_or(problem).into());
    }
    let source = sources.add(Some(found.name.clone()), found.text.clone());
    let (_, problems) = read(source, &found.text);
    if problems.has_errors() { Err(problems) } else { Ok(()) }
}

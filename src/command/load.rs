//! `load`: opens a preset in place of the model.

use super::argument::{Argument, Kind};
use super::given::Given;
use super::opening::{read_preset, unquoted};
use super::{Command, Doors, Failure, Response, Subject};
use crate::diagnostic::{Diagnostic, Sources};
use crate::preset::{find, kept};
use crate::workspace::Workspace;

/// The command.
pub(super) static COMMAND: Command = Command {
    name: "load",
    aliases: &["open"],
    doors: Doors::Session,
    subject: Subject::Nothing,
    about: "Open a preset as this session's model",
    more: "It takes the place of the current model; `:undo` brings that back. `last` is the model that was not saved last.",
    wants: "the name of a preset or a file",
    example: &[":load pastebin", "writes_per_month = 15M pastes/month"],
    arguments: &[Argument::required("PRESET|FILE", Kind::Preset, "The name of a preset, or a TOML file")],
    is_question: false,
    run,
};

fn run<'w>(workspace: &'w mut Workspace, given: &Given, sources: &mut Sources) -> Result<Response<'w>, Failure> {
    let name = unquoted(given.text("PRESET|FILE"));
    let found = kept::find(&name, workspace.kept_as.as_deref()).map_or_else(|| find::preset(&name), Ok);
    let is_kept = kept::is_name(&name);
    let found = found.map_err(|problem| {
        if !is_kept {
            return problem;
        }
        let problem = Diagnostic::error(format!("there is no model that was not saved as `{name}`"));
        problem.help("a session at a terminal keeps what was not saved when it is left")
    })?;
    let (mut preset, said) = read_preset(found.name, &found.text, sources)?;
    // A title that it has only got with its place.
    if is_kept && preset.title == kept::NAME {
        preset.title.clear();
    }
    let done = workspace.open(preset);
    if done.failed() { Err(done.problems.into()) } else { Ok(Response::said(said).with(done.problems)) }
}

//! `set`: the conventions of the model, and the settings of a session.

use super::argument::{Argument, Kind};
use super::given::Given;
use super::{Command, Doors, Failure, Response, Subject};
use crate::diagnostic::Sources;
use crate::workspace::Workspace;

/// The command.
pub(super) static COMMAND: Command = Command {
    name: "set",
    aliases: &[],
    doors: Doors::Session,
    subject: Subject::Nothing,
    about: "Show or choose conventions (bytes, day, month, year) and settings (digits, by-hand, samples, seed, sampled)",
    more: "Without arguments it shows all settings; `:set month default` goes back to the default.",
    wants: "",
    example: &["1 month -> days", ":set month 30 days", "1 month -> days", ":set digits 6", ":set by-hand on"],
    arguments: &[Argument::optional(
        "SETTING VALUE",
        Kind::Setting,
        "A setting and its value; the value now without one",
    )],
    is_question: false,
    run,
};

fn run<'w>(workspace: &'w mut Workspace, given: &Given, sources: &mut Sources) -> Result<Response<'w>, Failure> {
    let text = given.text("SETTING VALUE");
    let (key, value) = text.split_once([' ', '=']).unwrap_or((text, ""));
    let done = workspace.set(key, value.trim().trim_start_matches('=').trim(), sources);
    Ok(Response::done(workspace, done))
}

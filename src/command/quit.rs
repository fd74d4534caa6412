//! `quit`: ends the session.

use super::given::Given;
use super::{Command, Doors, Failure, Response, Subject};
use crate::diagnostic::Sources;
use crate::workspace::Workspace;

/// The command.
pub(super) static COMMAND: Command = Command {
    name: "quit",
    aliases: &["q", "exit"],
    doors: Doors::Session,
    subject: Subject::Nothing,
    about: "Leave; so does Ctrl-D",
    more: "A model that was not saved is kept: `:load last` opens it in the next session.",
    wants: "",
    example: &[":quit"],
    arguments: &[],
    is_question: false,
    run,
};

fn run<'w>(_: &'w mut Workspace, _: &Given, _: &mut Sources) -> Result<Response<'w>, Failure> {
    Ok(Response { quits: true, ..Response::from(crate::diagnostic::Diagnostics::default()) })
}

//! `undo`: takes the last change back.

use super::given::Given;
use super::{Command, Doors, Failure, Response, Subject};
use crate::diagnostic::Sources;
use crate::workspace::Workspace;

/// The command.
pub(super) static COMMAND: Command = Command {
    name: "undo",
    aliases: &["u"],
    doors: Doors::Session,
    subject: Subject::Nothing,
    about: "Take the last change back",
    more: "Every change can be taken back, also a `:load`, a `:reset`, a `:delete` or a `:set`.",
    wants: "",
    example: &["dau = 150M users", "dau = 50M users", ":undo"],
    arguments: &[],
    is_question: false,
    run,
};

fn run<'w>(workspace: &'w mut Workspace, _: &Given, _: &mut Sources) -> Result<Response<'w>, Failure> {
    let done = workspace.undo();
    Ok(Response::done(workspace, done))
}

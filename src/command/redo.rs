//! `redo`: makes the change again that was taken back.

use super::given::Given;
use super::{Command, Doors, Failure, Response, Subject};
use crate::diagnostic::Sources;
use crate::workspace::Workspace;

/// The command.
pub(super) static COMMAND: Command = Command {
    name: "redo",
    aliases: &[],
    doors: Doors::Session,
    subject: Subject::Nothing,
    about: "Make the change again that was taken back",
    more: "A new change ends what can be made again.",
    wants: "",
    example: &["dau = 150M users", ":undo", ":redo"],
    arguments: &[],
    is_question: false,
    run,
};

fn run<'w>(workspace: &'w mut Workspace, _: &Given, _: &mut Sources) -> Result<Response<'w>, Failure> {
    let done = workspace.redo();
    Ok(Response::done(workspace, done))
}

//! `reset`: goes back to the model that the session began with.

use super::given::Given;
use super::{Command, Doors, Failure, Response, Subject};
use crate::diagnostic::Sources;
use crate::document::Document;
use crate::workspace::Workspace;

/// The command.
pub(super) static COMMAND: Command = Command {
    name: "reset",
    aliases: &["clear"],
    doors: Doors::Session,
    subject: Subject::Nothing,
    about: "Start over, as the session began",
    more: "The definitions of the start-up file stay; `:undo` brings the rest back.",
    wants: "",
    example: &["dau = 150M users", ":reset"],
    arguments: &[],
    is_question: false,
    run,
};

fn run<'w>(workspace: &'w mut Workspace, _: &Given, _: &mut Sources) -> Result<Response<'w>, Failure> {
    let done = workspace.open(workspace.beginning.clone());
    if done.failed() {
        return Err(done.problems.into());
    }
    let said = Document::of_line("all is as the session began; `:undo` brings it back");
    Ok(Response::said(said).with(done.problems))
}

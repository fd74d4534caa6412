//! `mark`: remembers the model as it is, to tell differences from.

use super::given::Given;
use super::{Command, Doors, Failure, Response, Subject};
use crate::diagnostic::Sources;
use crate::document::Document;
use crate::workspace::{Mark, Workspace};

/// The command.
pub(super) static COMMAND: Command = Command {
    name: "mark",
    aliases: &[],
    doors: Doors::Session,
    subject: Subject::Nothing,
    about: "Remember the model as it is now, for `:diff`",
    more: "The mark stays through `:load` and `:undo`, until another one is set.",
    wants: "",
    example: &["dau = 150M users", ":mark", "dau = 50M users", ":diff"],
    arguments: &[],
    is_question: false,
    run,
};

fn run<'w>(workspace: &'w mut Workspace, _: &Given, _: &mut Sources) -> Result<Response<'w>, Failure> {
    let answers = workspace.answers().answers;
    workspace.mark = Some(Mark { model: workspace.preset.model.clone(), answers });
    let count = workspace.preset.model.names().count();
    let plural = if count == 1 { "" } else { "s" };
    let said = format!("marked {count} definition{plural}; `:diff` shows what differs from here on");
    Ok(Response::said(Document::of_line(said)))
}

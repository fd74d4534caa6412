//! `vars`: all that is defined.

use super::given::Given;
use super::{Command, Doors, Failure, Response, Subject};
use crate::diagnostic::Sources;
use crate::document::Document;
use crate::report::changes::waiting;
use crate::report::json::Object;
use crate::report::variables::{VariablesRecord, document};
use crate::workspace::Workspace;

/// The command.
pub(super) static COMMAND: Command = Command {
    name: "vars",
    aliases: &["ls"],
    doors: Doors::Both,
    subject: Subject::Preset,
    about: "List the assumptions and estimates, with what they measure and why",
    more: "A comment behind a definition is its reason. What uses other definitions is an estimate.",
    wants: "",
    example: &["dau = 150M users  # public figure, 2012", "writes = dau * 2 tweets/user/day", ":vars"],
    arguments: &[],
    is_question: true,
    run,
};

/// Adds nothing to the model, whose lists it brings up to date.
pub(super) fn run<'w>(workspace: &'w mut Workspace, _: &Given, _: &mut Sources) -> Result<Response<'w>, Failure> {
    workspace.preset.list_definitions();
    let answers = workspace.checked_answers()?;
    let workspace = &*workspace;
    let notes = workspace.notes.clone();
    let show = move |answers: &crate::model::Answers| {
        let waits = |id| workspace.waits(id).map(|waits| waiting(&waits));
        let document = document(&workspace.preset, answers, &waits, &workspace.tables());
        if document.is_empty() {
            return Document::of_line("nothing is defined yet: write `dau = 150M users`, or `:load pastebin`");
        }
        document
    };
    let objects = move |answers: &crate::model::Answers| {
        vec![Object::new(&VariablesRecord::new(&workspace.preset, answers, &workspace.tables()))]
    };
    Ok(Response::found(answers, show, objects).with(notes))
}

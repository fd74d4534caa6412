//! `edit`: the model in the user's editor.

use super::given::Given;
use super::opening::read_preset;
use super::{Command, Doors, Failure, Response, Subject};
use crate::diagnostic::{Diagnostic, Sources};
use crate::document::Document;
use crate::preset::{editing, write};
use crate::workspace::Workspace;

/// The command.
pub(super) static COMMAND: Command = Command {
    name: "edit",
    aliases: &["e"],
    doors: Doors::Session,
    subject: Subject::Nothing,
    about: "Change the model in your editor ($VISUAL or $EDITOR)",
    more: "The editor opens the preset that `:save` would write. What cannot be read is kept, and its place is told.",
    wants: "",
    example: &["dau = 150M users", ":edit"],
    arguments: &[],
    is_question: false,
    run,
};

fn run<'w>(workspace: &'w mut Workspace, _: &Given, sources: &mut Sources) -> Result<Response<'w>, Failure> {
    let before = write(&workspace.as_saved("session"));
    let edited = editing::edit(&before)?;
    if edited.text == before {
        return Ok(Response::said(Document::of_line("nothing was changed")));
    }
    let opened = read_preset(edited.path.display().to_string(), &edited.text, sources);
    let done = opened.and_then(|(preset, said)| {
        let done = workspace.replace(preset);
        if done.failed() { Err(done.problems) } else { Ok((said, done.problems)) }
    });
    match done {
        Ok((said, problems)) => Ok(Response::said(said).with(problems)),
        Err(mut problems) => {
            let kept = format!("the text is kept in {}; mend it there and `:load` it", edited.keep().display());
            problems.push(Diagnostic::hint(kept));
            Err(problems.into())
        }
    }
}

//! `diff`: what differs from the mark.

use super::given::Given;
use super::{Command, Doors, Failure, Response, Subject};
use crate::analysis::compare::{Side, compare, rewritten};
use crate::diagnostic::{Diagnostic, Sources};
use crate::quantity::display::DEFAULT_DIGITS;
use crate::report::compare::{ComparisonRecord, definitions, document};
use crate::report::json::Object;
use crate::workspace::Workspace;

/// The command.
pub(super) static COMMAND: Command = Command {
    name: "diff",
    aliases: &[],
    doors: Doors::Session,
    subject: Subject::Nothing,
    about: "Show what differs from the mark: definitions and results, the largest ratio first",
    more: "`:mark` says what to compare with.",
    wants: "",
    example: &["dau = 150M users", "writes = dau * 2 tweets/user/day", ":mark", "dau = 50M users", ":diff"],
    arguments: &[],
    is_question: true,
    run,
};

fn run<'w>(workspace: &'w mut Workspace, _: &Given, _: &mut Sources) -> Result<Response<'w>, Failure> {
    if workspace.mark.is_none() {
        let problem = Diagnostic::error("nothing is marked yet");
        return Err(problem.help("write `:mark`, change something, and `:diff` shows what that changed").into());
    }
    let answers = workspace.answers().answers;
    let workspace = &*workspace;
    let digits = workspace.digits.unwrap_or(DEFAULT_DIGITS);
    let sides = move |answers: &'_ [Option<crate::model::Answer>], tell: &mut dyn FnMut(Side<'_>, Side<'_>)| {
        if let Some(mark) = &workspace.mark {
            let marked = Side { name: "marked", settings: &[], model: &mark.model, answers: &mark.answers };
            let now = Side { name: "now", settings: &[], model: &workspace.preset.model, answers };
            tell(marked, now);
        }
    };
    let show = move |answers: &Vec<_>| {
        let mut shown = crate::document::Document::default();
        sides(answers, &mut |marked, now| {
            shown = definitions(&rewritten(marked.model, now.model), marked.name, now.name);
            shown.gap();
            shown.append(document(&compare(marked, vec![now]), digits));
        });
        shown
    };
    let objects = move |answers: &Vec<_>| {
        let mut objects = Vec::new();
        sides(answers, &mut |marked, now| {
            objects.push(Object::new(&ComparisonRecord::new(&compare(marked, vec![now]), digits)));
        });
        objects
    };
    Ok(Response::found(answers, show, objects))
}

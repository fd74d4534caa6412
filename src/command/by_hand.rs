//! `by-hand`: a result in interview arithmetic, step by step.

use super::argument::{Argument, Kind};
use super::given::{Given, Written};
use super::opening::asked;
use super::{Command, Doors, Failure, Response, Subject};
use crate::analysis::by_hand::working;
use crate::analysis::explain::subject;
use crate::diagnostic::{Diagnostic, Sources};
use crate::report::by_hand::{ByHandRecord, NO_ANSWER, document};
use crate::report::json::Object;
use crate::syntax::lines::lines;
use crate::syntax::parse;
use crate::workspace::Workspace;

/// The command.
pub(super) static COMMAND: Command = Command {
    name: "by-hand",
    aliases: &["hand"],
    doors: Doors::Both,
    subject: Subject::PerhapsPreset,
    about: "Calculate in interview arithmetic, step by step: one digit, powers of ten, a day of 1e5 s",
    more: "Every number has one digit; a day has 1e5 s, a month 2.5e6 s, a year 3e7 s. `:set by-hand on` adds the result to every answer. Without an expression it is about the last question.",
    wants: "",
    example: &["dau = 150M users", "writes = dau * 2 tweets/user/day -> QPS", ":by-hand writes"],
    arguments: &[Argument::optional("EXPRESSION", Kind::Expression, "An estimate; or the name of a result")],
    is_question: true,
    run,
};

fn run<'w>(workspace: &'w mut Workspace, given: &Given, _: &mut Sources) -> Result<Response<'w>, Failure> {
    let written = given.one("EXPRESSION").map(|written| with_definitions(workspace, written)).transpose()?;
    let (mut question, id) = asked(workspace, written.as_ref(), "by-hand")?;
    let id = subject(&question.preset.model, id);
    let answers = question.points()?;
    let notes = std::mem::take(&mut question.notes);
    let exact = answers.get(id).cloned();
    let (Some(working), Some(exact)) = (working(&question.preset.model, id, &question.options), exact) else {
        return Err(Diagnostic::error(NO_ANSWER.0).help(NO_ANSWER.1).into());
    };
    Ok(Response::found(
        (question, working, exact),
        |(question, working, exact)| document(working, exact, &question.preset.model, &question.formatter()),
        move |(question, working, exact)| {
            let model = &question.preset.model;
            vec![Object::new(&ByHandRecord::new(working, (id, exact), model, &question.formatter()))]
        },
    )
    .with(notes))
}

/// Of several statements the last is what is asked, and those before it are what it is worked out from.
fn with_definitions(workspace: &mut Workspace, written: &Written) -> Result<Written, Failure> {
    let codes = lines(&written.text).into_iter().map(|line| line.code).filter(|code| !code.is_empty());
    let mut codes: Vec<_> = codes.collect();
    if codes.len() < 2 || !workspace.is_strict() {
        return Ok(written.clone());
    }
    let last = codes.pop().unwrap_or_default();
    for code in codes {
        let part = written.part(&written.text[code]);
        workspace.preset.model.add(parse(&part.text, part.origin)?, None)?;
    }
    Ok(written.part(&written.text[last]))
}

//! `explain`: how a result is derived.

use super::argument::{Argument, Kind};
use super::given::Given;
use super::opening::asked;
use super::{Command, Doors, Failure, Response, Subject};
use crate::analysis::explain::{DEPTH, DEPTHS, derivation, subject};
use crate::analysis::sensitivity::Shares;
use crate::diagnostic::{Diagnostic, Sources};
use crate::report::derivation::{Board, DerivationRecord, document};
use crate::report::json::Object;
use crate::workspace::Workspace;

/// The command.
pub(super) static COMMAND: Command = Command {
    name: "explain",
    aliases: &["why"],
    doors: Doors::Both,
    subject: Subject::Preset,
    about: "Derive a result, from its formula down to the assumptions and their reasons",
    more: "Without an expression it is about the last question. What several parts use is shown once.",
    wants: "",
    example: &["dau = 150M users  # public figure, 2012", "writes = dau * 2 tweets/user/day -> QPS", ":explain writes"],
    arguments: &[
        Argument::optional("NAME", Kind::Expression, "The name of a result, or an expression over such names"),
        Argument::option("--depth", Kind::Number, "N", "Show so many levels of definitions below the result, 0 to 50"),
    ],
    is_question: true,
    run,
};

fn run<'w>(workspace: &'w mut Workspace, given: &Given, _: &mut Sources) -> Result<Response<'w>, Failure> {
    let depth = given.number("--depth").map_err(Failure::usage)?.unwrap_or(DEPTH);
    if !DEPTHS.contains(&depth) {
        let message = format!("the depth is a whole number from {} to {}", DEPTHS.start(), DEPTHS.end());
        return Err(Failure::usage(Diagnostic::error(message)));
    }
    let (mut question, id) = asked(workspace, given.one("NAME"), "explain")?;
    let answers = question.answers()?;
    let notes = std::mem::take(&mut question.notes);
    let derived = derivation(&question.preset, subject(&question.preset.model, id), depth);
    Ok(Response::found(
        (question, answers, derived),
        |(question, answers, derived)| {
            let formatter = question.formatter();
            document(derived, Board { model: &question.preset.model, answers, formatter: &formatter })
        },
        |(question, answers, derived)| {
            let formatter = question.formatter();
            let board = Board { model: &question.preset.model, answers, formatter: &formatter };
            vec![Object::new(&DerivationRecord::new(derived, board, &Shares::with_totals(answers)))]
        },
    )
    .with(notes))
}

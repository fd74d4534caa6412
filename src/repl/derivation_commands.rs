//! The commands that show how a result comes about: derived from its assumptions, and in mental arithmetic.
//! Each works on a copy of the model with the question in it; what they show is laid out by the reports.

use super::model_commands::tables;
use super::reply::Reply;
use super::session::Session;
use crate::analysis::by_hand::working;
use crate::analysis::explain::{DEPTH, derivation, subject};
use crate::diagnostic::{Diagnostic, Diagnostics, Sources};
use crate::model::EquationId;
use crate::preset::Preset;
use crate::report::by_hand::{self as work, NO_ANSWER};
use crate::report::derivation::{Board, document};

/// `:explain [NAME|EXPRESSION]`
pub(super) fn explain(session: &mut Session, text: &str, sources: &mut Sources) -> Reply {
    let (preset, id) = match asked(session, text, ":explain", sources) {
        Ok(asked) => asked,
        Err(problems) => return problems.into(),
    };
    let model = &preset.model;
    let derived = derivation(&preset, subject(model, id), DEPTH);
    let board = Board { model, answers: &model.answers(&session.options), formatter: &tables(session) };
    document(&derived, board).into()
}

/// `:by-hand [EXPRESSION]`
pub(super) fn by_hand(session: &mut Session, text: &str, sources: &mut Sources) -> Reply {
    let (preset, id) = match asked(session, text, ":by-hand", sources) {
        Ok(asked) => asked,
        Err(problems) => return problems.into(),
    };
    let model = &preset.model;
    let id = subject(model, id);
    match (working(model, id, &session.options), model.points(&session.options).get(id)) {
        (Some(working), Some(exact)) => work::document(&working, exact, model, &tables(session)).into(),
        _ => Diagnostic::error(NO_ANSWER.0).help(NO_ANSWER.1).into(),
    }
}

/// The model of a session with a question in it that has a result.
fn asked(
    session: &mut Session,
    text: &str,
    command: &str,
    sources: &mut Sources,
) -> Result<(Preset, EquationId), Diagnostics> {
    let question = session.question(text, command, sources)?;
    if let Some(problems) = session.trouble(&question) {
        return Err(problems);
    }
    session.preset.list_definitions();
    let mut preset = session.preset.clone();
    let id = preset.model.ask(question)?;
    Ok((preset, id))
}

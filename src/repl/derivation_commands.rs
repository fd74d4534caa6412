//! The commands that show how a result comes about: derived from its assumptions, and in mental arithmetic.
//! Each works on a copy of the model with the question in it; what they show is laid out by the reports.

use super::model_commands::tables;
use super::reply::Reply;
use crate::analysis::by_hand::working;
use crate::analysis::explain::{DEPTH, derivation, subject};
use crate::diagnostic::{Diagnostic, Diagnostics, Sources};
use crate::model::EquationId;
use crate::preset::Preset;
use crate::report::by_hand::{self as work, NO_ANSWER};
use crate::report::derivation::{Board, document};
use crate::workspace::Workspace;

/// `:explain [NAME|EXPRESSION]`
pub(super) fn explain(workspace: &mut Workspace, text: &str, sources: &mut Sources) -> Reply {
    let (preset, id) = match asked(workspace, text, ":explain", sources) {
        Ok(asked) => asked,
        Err(problems) => return problems.into(),
    };
    let model = &preset.model;
    let derived = derivation(&preset, subject(model, id), DEPTH);
    let board = Board { model, answers: &model.answers(&workspace.options), formatter: &tables(workspace) };
    document(&derived, board).into()
}

/// `:by-hand [EXPRESSION]`
pub(super) fn by_hand(workspace: &mut Workspace, text: &str, sources: &mut Sources) -> Reply {
    let (preset, id) = match asked(workspace, text, ":by-hand", sources) {
        Ok(asked) => asked,
        Err(problems) => return problems.into(),
    };
    let model = &preset.model;
    let id = subject(model, id);
    match (working(model, id, &workspace.options), model.points(&workspace.options).get(id)) {
        (Some(working), Some(exact)) => work::document(&working, exact, model, &tables(workspace)).into(),
        _ => Diagnostic::error(NO_ANSWER.0).help(NO_ANSWER.1).into(),
    }
}

/// The model of a session with a question in it that has a result.
fn asked(
    workspace: &mut Workspace,
    text: &str,
    command: &str,
    sources: &mut Sources,
) -> Result<(Preset, EquationId), Diagnostics> {
    let question = workspace.question(text, command, sources)?;
    if let Some(problems) = workspace.trouble(&question) {
        return Err(problems);
    }
    workspace.preset.list_definitions();
    let mut preset = workspace.preset.clone();
    let id = preset.model.ask(question)?;
    Ok((preset, id))
}

//! `napkin explain`: how a result of a preset is derived, down to its assumptions.

use std::io;

use super::Ending;
use super::opened::open;
use crate::analysis::explain::{derivation, subject};
use crate::analysis::sensitivity::Shares;
use crate::engine;
use crate::quantity::display::Formatter;
use crate::report::derivation::{Board, DerivationRecord, document};
use crate::terminal::Output;

/// What to derive.
pub(super) struct Options {
    /// The name of a result, or an expression over such names.
    pub(super) result: String,
    /// How many levels of definitions to show.
    pub(super) depth: usize,
    /// Definitions that take the place of its own.
    pub(super) set: Vec<String>,
    /// How uncertain results are found.
    pub(super) evaluation: engine::Options,
}

/// Prints the derivation of a result.
pub(super) fn explain(preset: &str, options: &Options, output: &mut Output) -> io::Result<Ending> {
    let asked = [("NAME", options.result.as_str())];
    let mut opened = match open(preset, &options.set, &asked, &options.evaluation, output)? {
        Ok(opened) => opened,
        Err(ending) => return Ok(ending),
    };
    let answers = opened.preset.model.answers(&options.evaluation);
    if opened.is_wrong(&answers, output)? {
        return Ok(Ending::ModelError);
    }
    let model = &opened.preset.model;
    for &asked in &opened.asked {
        let derived = derivation(&opened.preset, subject(model, asked), options.depth);
        let board = Board { model, answers: &answers, formatter: &Formatter::new(&model.units, false) };
        if output.json {
            output.object(&DerivationRecord::new(&derived, board, &Shares::with_totals(&answers)))?;
        } else {
            output.document(&document(&derived, board))?;
        }
    }
    output.problems(&opened.problems)?;
    Ok(Ending::Success)
}

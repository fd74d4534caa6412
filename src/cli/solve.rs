//! `napkin solve`: what an assumption may be for a condition to hold.

use std::io;

use super::Ending;
use super::opened::{named, open};
use crate::analysis::solve;
use crate::analysis::vary::Varied;
use crate::diagnostic::Diagnostic;
use crate::engine;
use crate::quantity::display::Formatter;
use crate::report::solution::{Question, SolutionRecord, document, without_answer};
use crate::terminal::Output;

/// Prints for which values of `name` the condition holds.
pub(super) fn solve(
    preset: &str,
    name: &str,
    condition: &str,
    set: &[String],
    evaluation: &engine::Options,
    output: &mut Output,
) -> io::Result<Ending> {
    let mut opened = match open(preset, set, &[("--such-that", condition)], evaluation, output)? {
        Ok(opened) => opened,
        Err(ending) => return Ok(ending),
    };
    let model = &mut opened.preset.model;
    let id = match named(model, "NAME", name, output) {
        Ok(id) => id,
        Err(problem) => {
            output.problem(&problem)?;
            return Ok(Ending::ModelError);
        }
    };
    let varied = Varied::new(model, &[id], evaluation);
    if opened.is_wrong(&varied.answers, output)? {
        return Ok(Ending::ModelError);
    }
    let model = &opened.preset.model;
    let formatter = Formatter::new(&model.units, false);
    let solution = match solve::solve(model, &varied, (id, opened.asked[0]), formatter.digits) {
        Ok(solution) => solution,
        Err(problem) => {
            output.problem(&problem)?;
            return Ok(Ending::ModelError);
        }
    };
    let Some(answer) = varied.answers.get(id) else { return Ok(Ending::ModelError) };
    let condition = model.equations()[opened.asked[0].index()].body.text();
    let question = Question { name, answer, condition };
    let without = without_answer(&question, &solution, &formatter);
    if output.json {
        let why = model.equations()[id.index()].why.as_deref();
        output.object(&SolutionRecord::new(&question, &solution, &formatter).because(why))?;
    } else if let Some(reason) = &without {
        output.problem(&Diagnostic::error(reason.clone()))?;
    } else {
        output.document(&document(&question, &solution, &formatter))?;
    }
    output.problems(&opened.problems)?;
    Ok(if without.is_some() { Ending::ModelError } else { Ending::Success })
}

//! `napkin solve`: what an assumption may be for a condition to hold.

use std::io;

use super::Ending;
use super::opened::{named, open};
use crate::analysis::solve::{self, Search};
use crate::diagnostic::Diagnostic;
use crate::engine::Sampling;
use crate::model::Kind;
use crate::quantity::display::Formatter;
use crate::report::solution::{Question, SolutionRecord, render};
use crate::terminal::Output;

/// Prints for which values of `name` the condition holds.
pub(super) fn solve(
    preset: &str,
    name: &str,
    condition: &str,
    set: &[String],
    sampling: Sampling,
    output: &mut Output,
) -> io::Result<Ending> {
    let mut opened = match open(preset, set, &[("--such-that", condition)], sampling, output)? {
        Ok(opened) => opened,
        Err(ending) => return Ok(ending),
    };
    let model = &opened.preset.model;
    let id = match named(model, "NAME", name, output) {
        Ok(id) => id,
        Err(problem) => {
            output.problem(&problem)?;
            return Ok(Ending::ModelError);
        }
    };
    let target = opened.asked[0];
    let answers = model.points();
    if opened.is_wrong(&answers, output)? {
        return Ok(Ending::ModelError);
    }
    let model = &opened.preset.model;
    let span = |id: crate::model::EquationId| model.equations()[id.index()].body.span();
    let is_condition = answers.get(target).is_some_and(|answer| answer.kind == Kind::Condition);
    let is_quantity = answers.get(id).is_some_and(|answer| answer.kind != Kind::Condition);
    let problem = if !is_condition {
        Some(
            Diagnostic::error("`--such-that` takes a condition")
                .at(span(target), "this is a value")
                .help("compare it with something: `--such-that 'app_servers <= 100 servers'`"),
        )
    } else if !is_quantity {
        Some(
            Diagnostic::error(format!("`{name}` is true or false, and nothing to solve for"))
                .help("name an assumption with a value"),
        )
    } else if !model.is_given(id) {
        Some(
            Diagnostic::error(format!("`{name}` is calculated from others"))
                .at(span(id), "not an assumption")
                .help("solve for one of the assumptions that it is calculated from"),
        )
    } else {
        None
    };
    if let Some(problem) = problem {
        output.problem(&problem)?;
        return Ok(Ending::ModelError);
    }
    let (Some(answer), Some(asked)) = (answers.get(id), answers.get(target)) else { return Ok(Ending::ModelError) };
    let formatter = Formatter::new(&model.units, false);
    let search = Search { sheet: &answers.sheet, input: answer, target: asked.slot };
    let solution = solve::solve(search, formatter.digits);
    let question = Question { name, answer, condition };
    if output.json {
        output.object(&SolutionRecord::new(&question, &solution, &formatter))?;
    } else {
        output.text(&render(&question, &solution, &formatter))?;
    }
    output.problems(&opened.problems)?;
    Ok(Ending::Success)
}

//! `napkin run`: the report of a preset, with some of its assumptions changed.

use std::io;

use super::Ending;
use super::opened::{Opened, open};
use crate::analysis::by_hand::Rounded;
use crate::analysis::sensitivity::{Shares, detail};
use crate::diagnostic::Diagnostic;
use crate::engine;
use crate::quantity::display::Formatter;
use crate::report::scenario::{BY_HAND, ScenarioRecord, checks, holds, render};
use crate::report::uncertainty;
use crate::syntax::lines::listed;
use crate::terminal::Output;

/// What to do with a preset.
pub(super) struct Options {
    /// Definitions that take the place of its own.
    pub(super) set: Vec<String>,
    /// Results to take apart.
    pub(super) detail: Vec<String>,
    /// Whether to print the checks only, and to fail with them.
    pub(super) check: bool,
    /// How uncertain results are found.
    pub(super) evaluation: engine::Options,
}

/// Prints the tables of a preset, or some of its results in detail.
pub(super) fn run(name: &str, options: &Options, output: &mut Output) -> io::Result<Ending> {
    let wanted = options.detail.iter().flat_map(|list| listed(list));
    let asked: Vec<(&str, &str)> = wanted.map(|text| ("--detail", text)).collect();
    let mut opened = match open(name, &options.set, &asked, &options.evaluation, output)? {
        Ok(opened) => opened,
        Err(ending) => return Ok(ending),
    };
    let answers = opened.preset.model.answers(&options.evaluation);
    if opened.is_wrong(&answers, output)? {
        return Ok(Ending::ModelError);
    }
    let Opened { preset, problems, asked: details } = opened;
    let formatter = Formatter::new(&preset.model.units, false);
    let width = Output::width();
    if options.check && preset.checks.is_empty() {
        let problem = Diagnostic::error("this preset has no checks");
        output.problem(&problem.help("write `checks = [{ condition = \"storage < 5 PB\", why = \"…\" }]`"))?;
        return Ok(Ending::ModelError);
    }
    if options.check && !output.json {
        output.styled(&checks(&preset, &answers, &formatter, width))?;
    } else if !details.is_empty() && !output.json {
        for id in details {
            if let Some(answer) = answers.get(id) {
                let detail = detail(&answers, id);
                let named = (preset.model.equations()[id.index()].title(), answer);
                output.styled(&uncertainty::in_full(
                    named,
                    detail.as_ref(),
                    options.evaluation.sampling,
                    &formatter,
                    width,
                ))?;
            }
        }
    } else if output.json {
        output.object(&ScenarioRecord::new(&preset, &answers, &Shares::with_totals(&answers), &formatter))?;
    } else {
        let by_hand = (width >= BY_HAND).then(|| Rounded::new(&preset.model, &options.evaluation));
        let shares = Shares::new(&answers);
        output.styled(&render(&preset, &answers, &shares, by_hand.as_ref(), &formatter, width))?;
    }
    output.problems(&problems)?;
    let all_hold = || preset.checks.iter().all(|check| answers.get(check.condition).is_some_and(holds));
    Ok(if options.check && !all_hold() { Ending::ModelError } else { Ending::Success })
}

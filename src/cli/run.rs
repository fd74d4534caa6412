//! `napkin run`: the report of a preset, with some of its assumptions changed.

use std::io;

use super::Ending;
use super::opened::{Opened, open};
use crate::analysis::by_hand::Rounded;
use crate::analysis::checks::all_hold;
use crate::analysis::sensitivity::{Shares, detail};
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::engine;
use crate::quantity::display::Formatter;
use crate::report::scenario::{ScenarioRecord, checks, document};
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
    if options.check && preset.checks.is_empty() {
        let problem = Diagnostic::error("this preset has no checks");
        output.problem(&problem.help("write `checks = [{ condition = \"storage < 5 PB\", why = \"…\" }]`"))?;
        return Ok(Ending::ModelError);
    }
    if options.check && !output.json {
        let mut document = Document::default();
        document.table(checks(&preset, &answers, &formatter));
        output.document(&document)?;
    } else if !details.is_empty() && !output.json {
        for id in details {
            if let Some(answer) = answers.get(id) {
                let detail = detail(&answers, id);
                let named = (preset.model.equations()[id.index()].title(), answer);
                let sampling = options.evaluation.sampling;
                output.document(&uncertainty::in_full(named, detail.as_ref(), sampling, &formatter))?;
            }
        }
    } else if output.json {
        output.object(&ScenarioRecord::new(&preset, &answers, &Shares::with_totals(&answers), &formatter))?;
    } else {
        let by_hand = Rounded::new(&preset.model, &options.evaluation);
        let shares = Shares::new(&answers);
        output.document(&document(&preset, &answers, &shares, Some(&by_hand), &formatter))?;
    }
    output.problems(&problems)?;
    Ok(if options.check && !all_hold(&preset, &answers) { Ending::ModelError } else { Ending::Success })
}

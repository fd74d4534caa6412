//! `napkin growth`: a preset over the years, with assumptions that grow.

use std::io;

use super::Ending;
use super::opened::{ask, open, statements};
use super::varied::{View, tell};
use crate::analysis::growth::{Rate, check_years, growth as calculate};
use crate::analysis::vary::Varied;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::engine;
use crate::model::{EquationId, Model};
use crate::report::sweep::{GrowthRecord, growth as render};
use crate::syntax::lines::listed;
use crate::syntax::tree::Statement;
use crate::syntax::{Origin, parse};
use crate::terminal::Output;

/// What to do with a preset.
pub(super) struct Options {
    /// Names with the rates at which they grow.
    pub(super) rates: Vec<String>,
    /// How many years are shown.
    pub(super) years: usize,
    /// Lists of expressions to show.
    pub(super) show: Vec<String>,
    /// A condition to wait for.
    pub(super) until: Option<String>,
    /// Definitions that take the place of those of the preset.
    pub(super) set: Vec<String>,
    /// How uncertain results would be found.
    pub(super) evaluation: engine::Options,
}

/// Prints estimates of a preset year by year.
pub(super) fn growth(preset: &str, options: &Options, output: &mut Output) -> io::Result<Ending> {
    if let Err(problem) = check_years(options.years) {
        output.problem(&problem)?;
        return Ok(Ending::WrongUsage);
    }
    let shown = options.show.iter().flat_map(|list| listed(list)).map(|text| ("--show", text));
    let asked: Vec<(&str, &str)> = shown.collect();
    let mut opened = match open(preset, &options.set, &asked, &options.evaluation, output)? {
        Ok(opened) => opened,
        Err(ending) => return Ok(ending),
    };
    let model = &mut opened.preset.model;
    let (mut rates, mut wrong) = (Vec::new(), Diagnostics::default());
    for text in options.rates.iter().flat_map(|rates| statements(rates)) {
        match rate(model, text, output) {
            Ok(rate) => rates.push(rate),
            Err(problem) => wrong.push(problem),
        }
    }
    let until = options.until.as_ref().map(|until| ask(model, "--until", until, output)).transpose();
    let until = until.unwrap_or_else(|problem| {
        wrong.push(problem);
        None
    });
    if !wrong.is_empty() {
        output.problems(&wrong)?;
        return Ok(Ending::ModelError);
    }
    let grown: Vec<_> = rates.iter().map(|rate| rate.id).collect();
    let varied = Varied::new(model, &grown, &options.evaluation);
    if opened.is_wrong(&varied.answers, output)? {
        return Ok(Ending::ModelError);
    }
    let calculate =
        |model: &Model, shown: &[EquationId]| calculate(model, &varied, &rates, (options.years, shown), until);
    let view = View { record: GrowthRecord::new, document: render };
    tell(opened, &varied, calculate, &view, output)
}

/// `name = rate`, of which the rate becomes an expression of the model.
fn rate(model: &mut Model, text: &str, output: &mut Output) -> Result<Rate, Diagnostic> {
    let source = output.sources.add(Some("NAME = RATE".to_owned()), text);
    let Statement::Definition { name, body } = parse(text, Origin::new(source, 0))? else {
        let whole = Origin::new(source, 0).span(text, 0..text.len());
        return Err(Diagnostic::error("growth is a name and a rate")
            .at(whole, "no `name = …`")
            .help("write `'active_users = 50%/year'`"));
    };
    Rate::add(model, &name, body)
}

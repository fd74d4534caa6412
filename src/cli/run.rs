//! `napkin run`: the report of a preset, with some of its assumptions changed.

use std::io;

use super::Ending;
use crate::analysis::sensitivity::{Shares, detail};
use crate::diagnostic::Diagnostic;
use crate::engine::Sampling;
use crate::model::{Answers, EquationId, Kind, Model};
use crate::preset::find;
use crate::preset::read;
use crate::quantity::display::Formatter;
use crate::quantity::unit::Units;
use crate::report::scenario::{ScenarioRecord, render};
use crate::report::uncertainty;
use crate::syntax::tree::Statement;
use crate::syntax::{Origin, parse, parse_expression};
use crate::terminal::Output;

/// What to do with a preset.
pub(super) struct Options {
    /// Definitions that take the place of its own.
    pub(super) set: Vec<String>,
    /// Results to take apart.
    pub(super) detail: Vec<String>,
    /// How uncertain results are found.
    pub(super) sampling: Sampling,
}

/// Prints the tables of a preset, or some of its results in detail.
pub(super) fn run(name: &str, options: &Options, output: &mut Output) -> io::Result<Ending> {
    let found = match find::preset(name) {
        Ok(found) => found,
        Err(problem) => {
            output.problem(&problem)?;
            return Ok(Ending::WrongUsage);
        }
    };
    let source = output.sources.add(Some(found.name), found.text.clone());
    let (mut preset, mut problems) = read(source, &found.text);
    preset.model.sampling = options.sampling;
    let settings = &options.set;
    let mut details = Vec::new();
    for detail in &options.detail {
        let source = output.sources.add(Some("--detail".to_owned()), detail);
        let parsed = parse_expression(detail, Origin::new(source, 0));
        let added = parsed.and_then(|body| preset.model.add(Statement::Expression(body), None));
        match added {
            Ok(id) => details.extend(id.map(|id| (detail, id))),
            Err(problem) => problems.push(problem),
        }
    }
    let before = (!settings.is_empty()).then(|| preset.model.points());
    let mut wrong_settings = Vec::new();
    for setting in settings {
        let changed = set(&mut preset.model, setting, before.as_ref(), output);
        wrong_settings.extend(changed.err());
    }
    if !wrong_settings.is_empty() {
        output.problems(&wrong_settings)?;
        return Ok(Ending::ModelError);
    }
    let answers = preset.model.answers();
    problems.extend(answers.diagnostics.iter().cloned());
    if problems.iter().any(Diagnostic::is_error) {
        problems.sort_by_key(|problem| problem.primary.as_ref().map(|label| label.span));
        output.problems(&problems)?;
        return Ok(Ending::ModelError);
    }
    let formatter = Formatter::new(&preset.model.units, false);
    if !details.is_empty() && !output.json {
        for (text, id) in details {
            if let Some(answer) = answers.get(id) {
                let detail = detail(&answers.sheet, answer);
                let (named, width) = ((text.as_str(), answer), Output::width());
                output.styled(&uncertainty::in_full(named, detail.as_ref(), options.sampling, &formatter, width))?;
            }
        }
    } else if output.json {
        output.object(&ScenarioRecord::new(&preset, &answers, &Shares::new(&answers), &formatter))?;
    } else {
        output.styled(&render(&preset, &answers, &Shares::new(&answers), &formatter, Output::width()))?;
    }
    output.problems(&problems)?;
    Ok(Ending::Success)
}

/// `name = expression`: the name must be defined, and the new value must measure what the old one does.
fn set(model: &mut Model, setting: &str, before: Option<&Answers>, output: &mut Output) -> Result<(), Diagnostic> {
    let source = output.sources.add(Some("--set".to_owned()), setting);
    let Statement::Definition { name, body } = parse(setting, Origin::new(source, 0))? else {
        let whole = Origin::new(source, 0).span(0..setting.len());
        return Err(Diagnostic::error("`--set` takes a definition")
            .at(whole, "no `name = …`")
            .help("write `--set 'dau = 50M users'`"));
    };
    let span = body.span();
    let id = model.redefine(&name, body, Some("given with `--set`".to_owned()))?;
    let measured = |answers: &Answers, id: EquationId| Some(describe(&answers.get(id)?.kind, &model.units));
    let was = before.and_then(|before| measured(before, id));
    let is = measured(&model.points(), id);
    match (was, is) {
        (Some(was), Some(is)) if was != is => Err(Diagnostic::error(format!("`{}` is {was}, not {is}", name.name))
            .at(span, format!("this is {is}"))
            .help("give it a value in the same unit")),
        _ => Ok(()),
    }
}

/// What something measures, in words.
fn describe(kind: &Kind, units: &Units) -> String {
    match kind {
        Kind::Quantity(quantity) => units.describe(&quantity.dimension),
        Kind::Condition => "true or false".to_owned(),
    }
}

//! A preset opened for a command: found, read, some of its assumptions changed, and asked for expressions of its names.

use std::io;

use super::Ending;
use crate::diagnostic::Diagnostic;
use crate::engine::Sampling;
use crate::model::{Answers, EquationId, Kind, Model};
use crate::preset::{Preset, find, read};
use crate::quantity::unit::Units;
use crate::syntax::tree::{Expression, Spelled, Statement};
use crate::syntax::{Origin, parse, parse_expression};
use crate::terminal::Output;

/// A preset with what is to be said of it, and expressions that were asked for beside it.
pub(super) struct Opened {
    pub(super) preset: Preset,
    /// What was found wrong in reading it, and hints.
    pub(super) problems: Vec<Diagnostic>,
    /// The expressions that were asked for, in order.
    pub(super) asked: Vec<EquationId>,
}

/// Opens a preset. `settings` are definitions that take the place of its own, `asked` expressions over its names, each
/// with the option that it comes from. Errors have been printed where there is none.
pub(super) fn open(
    name: &str,
    settings: &[String],
    asked: &[(&str, &str)],
    sampling: Sampling,
    output: &mut Output,
) -> io::Result<Result<Opened, Ending>> {
    let found = match find::preset(name) {
        Ok(found) => found,
        Err(problem) => {
            output.problem(&problem)?;
            return Ok(Err(Ending::WrongUsage));
        }
    };
    let source = output.sources.add(Some(found.name), found.text.clone());
    let (mut preset, problems) = read(source, &found.text);
    preset.model.sampling = sampling;
    let before = (!settings.is_empty()).then(|| preset.model.points());
    let mut wrong = Vec::new();
    for setting in settings {
        wrong.extend(set(&mut preset.model, setting, before.as_ref(), output).err());
    }
    let mut ids = Vec::with_capacity(asked.len());
    for (option, text) in asked {
        match ask(&mut preset.model, option, text, output) {
            Ok(id) => ids.push(id),
            Err(problem) => wrong.push(problem),
        }
    }
    if !wrong.is_empty() {
        output.problems(&wrong)?;
        return Ok(Err(Ending::ModelError));
    }
    Ok(Ok(Opened { preset, problems, asked: ids }))
}

impl Opened {
    /// Adds what is to be said of the answers of the model; if there is an error, prints all of it, and the command ends.
    pub(super) fn is_wrong(&mut self, answers: &Answers, output: &mut Output) -> io::Result<bool> {
        self.problems.extend(answers.diagnostics.iter().cloned());
        let is_wrong = self.problems.iter().any(Diagnostic::is_error);
        if is_wrong {
            self.problems.sort_by_key(|problem| problem.primary.as_ref().map(|label| label.span));
            output.problems(&self.problems)?;
        }
        Ok(is_wrong)
    }
}

/// Adds an expression over the names of a model.
pub(super) fn ask(model: &mut Model, option: &str, text: &str, output: &mut Output) -> Result<EquationId, Diagnostic> {
    let body = expression(option, text, output)?;
    let id = model.add(Statement::Expression(body), None)?;
    Ok(id.expect("an expression is an equation"))
}

/// An expression that was given with an option.
pub(super) fn expression(option: &str, text: &str, output: &mut Output) -> Result<Expression, Diagnostic> {
    let source = output.sources.add(Some(option.to_owned()), text);
    parse_expression(text, Origin::new(source, 0))
}

/// The definition of that name, given with an option.
pub(super) fn named(model: &Model, option: &str, name: &str, output: &mut Output) -> Result<EquationId, Diagnostic> {
    let source = output.sources.add(Some(option.to_owned()), name);
    let span = Origin::new(source, 0).span(0..name.len());
    model.named(&Spelled { name: crate::syntax::tree::Name::new(name), span })
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
pub(super) fn describe(kind: &Kind, units: &Units) -> String {
    match kind {
        Kind::Quantity(quantity) => units.describe(&quantity.dimension),
        Kind::Condition => "true or false".to_owned(),
    }
}

//! A preset opened for a command: found, read, some of its assumptions changed, and asked for expressions of its names.

use std::io;

use super::Ending;
use super::mistake::instead_of_preset;
use crate::diagnostic::{Diagnostic, Diagnostics, Span};
use crate::engine;
use crate::model::{Answers, EquationId, Kind, Model, OwnUnit, is_convention};
use crate::preset::{Preset, find, read};
use crate::quantity::unit::Units;
use crate::syntax::lines::lines;
use crate::syntax::tree::{Expression, Name, Spelled, Statement};
use crate::syntax::{Origin, parse, parse_expression};
use crate::terminal::Output;

/// A preset with what is to be said of it, and expressions that were asked for beside it.
pub(super) struct Opened {
    pub(super) preset: Preset,
    /// What was found wrong in reading it, and hints.
    pub(super) problems: Diagnostics,
    /// The expressions that were asked for, in order.
    pub(super) asked: Vec<EquationId>,
}

/// Opens a preset. `settings` are texts of definitions that take the place of its own, `asked` expressions over its names, each
/// with the option that it comes from. Errors have been printed where there is none.
pub(super) fn open(
    name: &str,
    settings: &[String],
    asked: &[(&str, &str)],
    evaluation: &engine::Options,
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
    let (mut preset, mut problems) = read(source, &found.text);
    if problems.has_errors()
        && let Some(problem) = instead_of_preset(name, &found.text)
    {
        output.problem(&problem)?;
        return Ok(Err(Ending::WrongUsage));
    }
    let (mut wrong, hints): (Diagnostics, Diagnostics) =
        set(&mut preset.model, settings, evaluation, output).into_iter().partition(Diagnostic::is_error);
    problems.extend(hints);
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
        let is_wrong = self.problems.has_errors();
        if is_wrong {
            self.problems.sort_by_place();
            output.problems(&self.problems)?;
        }
        Ok(is_wrong)
    }
}

/// Adds an expression over the names of a model.
pub(super) fn ask(model: &mut Model, option: &str, text: &str, output: &mut Output) -> Result<EquationId, Diagnostic> {
    match expression(option, text, output)? {
        (Some(label), body) => model.ask_labelled(label, body),
        (None, body) => model.ask(body),
    }
}

/// The expression that was given with an option, as a line says it: perhaps with a label in front of it and a comment
/// behind it.
fn expression(option: &str, text: &str, output: &mut Output) -> Result<(Option<Spelled>, Expression), Diagnostic> {
    let source = output.sources.add(Some(option.to_owned()), text);
    let mut codes = lines(text).into_iter().map(|line| line.code).filter(|code| !code.is_empty());
    let code = codes.next().unwrap_or(0..text.len());
    if let Some(second) = codes.next() {
        return Err(Diagnostic::error(format!("`{option}` takes one expression"))
            .at(Origin::new(source, 0).span(text, second), "a second one"));
    }
    let origin = Origin::new(source, code.start);
    parse_expression(&text[code.clone()], origin).map(|body| (None, body)).or_else(|problem| {
        match parse(&text[code], origin) {
            Ok(Statement::Labelled { label, body }) => Ok((Some(label), body)),
            _ => Err(problem),
        }
    })
}

/// The definition of that name, given with an option.
pub(super) fn named(model: &Model, option: &str, name: &str, output: &mut Output) -> Result<EquationId, Diagnostic> {
    let source = output.sources.add(Some(option.to_owned()), name);
    let span = Origin::new(source, 0).span(name, 0..name.len());
    model.named(&Spelled { name: Name::new(name), span })
}

/// The statements of a setting: `dau = 50M users; fanout = 75 deliveries/tweet`. A text without any is one that is wrong.
pub(super) fn statements(text: &str) -> Vec<&str> {
    let codes = lines(text).into_iter().map(|line| &text[line.code]).filter(|code| !code.is_empty());
    let codes: Vec<&str> = codes.collect();
    if codes.is_empty() { vec![text] } else { codes }
}

/// A definition that has been given another value.
struct Given {
    name: Name,
    id: EquationId,
    /// The new value.
    span: Span,
}

/// Gives definitions other values: each must be defined, and its new value must measure what the old one does. Returns
/// what is wrong, and a hint for each range that is gone with the old value.
fn set(model: &mut Model, settings: &[String], evaluation: &engine::Options, output: &mut Output) -> Diagnostics {
    if settings.is_empty() {
        return Diagnostics::default();
    }
    let before = model.points(evaluation);
    let (mut given, mut wrong, mut sources) = (Vec::new(), Diagnostics::default(), Vec::new());
    for text in settings {
        let source = output.sources.add(Some("--set".to_owned()), text.clone());
        sources.push(source);
        let codes = lines(text).into_iter().map(|line| line.code).filter(|code| !code.is_empty());
        let codes: Vec<_> = codes.collect();
        if codes.is_empty() {
            wrong.push(no_definition(Origin::new(source, 0).span(text, 0..text.len())));
        }
        for code in codes {
            match set_one(model, &text[code.clone()], Origin::new(source, code.start)) {
                Ok(one) => given.extend(one),
                Err(problem) => wrong.push(problem),
            }
        }
    }
    let after = model.points(evaluation);
    // A value that has no result has an error of its own, and whatever else follows from it is no news.
    let own = after.diagnostics.iter().filter(|problem| {
        let source = problem.primary.as_ref().map(|label| label.span.source());
        problem.is_error() && source.is_some_and(|source| sources.contains(&source))
    });
    wrong.extend(own.cloned());
    for Given { name, id, span } in given {
        let measured = |answers: &Answers| Some(describe(&answers.get(id)?.kind, &model.units));
        if let (Some(was), Some(is)) = (measured(&before), measured(&after))
            && was != is
        {
            let problem = Diagnostic::error(format!("`{name}` is {was}, not {is}"));
            wrong.push(problem.at(span, format!("this is {is}")).help("give it a value in the same unit"));
        }
        wrong.extend(model.settle_range(id, evaluation));
    }
    wrong
}

/// `name = expression` gives a definition another value; a convention or a unit is set as a line sets it.
fn set_one(model: &mut Model, code: &str, origin: Origin) -> Result<Option<Given>, Diagnostic> {
    match parse(code, origin)? {
        Statement::Definition { name, body } if is_convention(name.name.as_str()) => {
            model.set_convention(&name, body, true).map(|()| None)
        }
        Statement::Definition { name, body } => {
            let span = body.span();
            let before = model.find(name.name.as_str()).and_then(|id| model.equations()[id.index()].why.as_deref());
            let given = "given with `--set`";
            let why =
                before.map_or_else(|| given.to_owned(), |before| format!("{given}; of the value before: {before}"));
            let id = model.redefine(&name, body, Some(why))?;
            Ok(Some(Given { name: name.name, id, span }))
        }
        Statement::Unit { singular, plural, value } => {
            model.declare_unit(OwnUnit { singular, plural, value }, true).map(|()| None)
        }
        _ => Err(no_definition(origin.span(code, 0..code.len()))),
    }
}

fn no_definition(whole: Span) -> Diagnostic {
    Diagnostic::error("`--set` takes a definition").at(whole, "no `name = …`").help("write `--set 'dau = 50M users'`")
}

/// What something measures, in words.
pub(super) fn describe(kind: &Kind, units: &Units) -> String {
    kind.dimension().map_or_else(|| "true or false".to_owned(), |dimension| units.describe(dimension))
}

//! `napkin by-hand`: an estimate, or a result of a preset, in interview arithmetic, step by step.

use std::io;

use super::Ending;
use super::opened::{ask, open, statements};
use crate::analysis::by_hand::working;
use crate::analysis::explain::subject;
use crate::diagnostic::Diagnostic;
use crate::engine;
use crate::model::{EquationId, Model};
use crate::quantity::display::Formatter;
use crate::report::by_hand::{ByHandRecord, NO_ANSWER, document};
use crate::syntax::{Origin, parse};
use crate::terminal::Output;

/// Prints the steps to a result, and how far it is from the exact one.
pub(super) fn by_hand(
    words: &[String],
    set: &[String],
    evaluation: &engine::Options,
    output: &mut Output,
) -> io::Result<Ending> {
    if let [preset, name] = words
        && is_preset(preset)
    {
        let mut opened = match open(preset, set, &[("NAME", name)], evaluation, output)? {
            Ok(opened) => opened,
            Err(ending) => return Ok(ending),
        };
        let answers = opened.preset.model.points(evaluation);
        if opened.is_wrong(&answers, output)? {
            return Ok(Ending::ModelError);
        }
        let asked = opened.asked.first().copied();
        let ending = asked.map_or(Ok(Ending::Success), |id| work(&opened.preset.model, id, evaluation, output))?;
        output.problems(&opened.problems)?;
        return Ok(ending);
    }
    if !set.is_empty() {
        let problem = Diagnostic::error("`--set` changes an assumption of a preset, and there is none");
        output.problem(&problem.help("write `napkin by-hand PRESET NAME --set 'NAME = EXPRESSION'`"))?;
        return Ok(Ending::WrongUsage);
    }
    let text = words.join(" ");
    let mut model = Model::default();
    match asked(&mut model, &text, output) {
        Ok(id) => work(&model, id, evaluation, output),
        Err(problem) => {
            output.problem(&problem)?;
            Ok(Ending::ModelError)
        }
    }
}

/// The last statement of a text is what is asked, those before it are what it is worked out from.
fn asked(model: &mut Model, text: &str, output: &mut Output) -> Result<EquationId, Diagnostic> {
    let mut statements = statements(text);
    let last = statements.pop().unwrap_or(text);
    for statement in statements {
        let source = output.sources.add(Some("EXPRESSION".to_owned()), statement);
        model.add(parse(statement, Origin::new(source, 0))?, None)?;
    }
    ask(model, "EXPRESSION", last, output)
}

/// Whether the first of two words is a preset rather than the beginning of an expression.
fn is_preset(word: &str) -> bool {
    let begins = word.starts_with(|first: char| first.is_alphabetic() || matches!(first, '.' | '/' | '~'));
    begins && !word.contains(['(', '*', '+', '^', ' '])
}

fn work(model: &Model, asked: EquationId, evaluation: &engine::Options, output: &mut Output) -> io::Result<Ending> {
    let id = subject(model, asked);
    let answers = model.points(evaluation);
    if answers.has_errors() {
        output.problems(&answers.diagnostics)?;
        return Ok(Ending::ModelError);
    }
    let formatter = Formatter::new(&model.units, false);
    match (working(model, id, evaluation), answers.get(id)) {
        (Some(working), Some(exact)) if output.json => {
            output.object(&ByHandRecord::new(&working, (id, exact), model, &formatter))?;
        }
        (Some(working), Some(exact)) => {
            output.document(&document(&working, exact, model, &formatter))?;
        }
        _ => {
            output.problem(&Diagnostic::error(NO_ANSWER.0).help(NO_ANSWER.1))?;
            return Ok(Ending::ModelError);
        }
    }
    output.problems(&answers.diagnostics)?;
    Ok(Ending::Success)
}

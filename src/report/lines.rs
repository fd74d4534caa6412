//! The results of a text: a line for each, or an object for each statement in its order.

use super::answer::result;
use super::json::{AnswerRecord, Failure, LineRecord, Object};
use super::uncertainty;
use crate::analysis::sensitivity::{detail, shares};
use crate::diagnostic::{Diagnostic, Sources};
use crate::document::Document;
use crate::model::{Answer, Equation, EquationId};
use crate::quantity::display::Formatter;
use crate::syntax::Origin;
use crate::workspace::reading::Entry;
use crate::workspace::statements::{causes, line, not_calculated, sorted};
use crate::workspace::text::Text;

/// The results as lines; where there is one and it is uncertain, with what that comes from.
#[must_use]
pub fn document(text: &Text) -> Document {
    let formatter = Formatter::new(&text.model.units, true);
    let is_printed = text.is_printed();
    let all = text.model.equations().iter().zip((0..).map(EquationId));
    let wanted = all.filter(|(equation, _)| is_printed(equation));
    let wanted: Vec<_> = wanted.filter_map(|(equation, id)| Some((equation, id, text.answers.get(id)?))).collect();
    let mut document = Document::default();
    for &(equation, _, answer) in &wanted {
        let shown = result(answer, &formatter);
        document.line(match (&equation.name, &equation.label) {
            (Some(name), _) => format!("{} = {shown}", name.name),
            (None, Some(label)) => format!("{}: {shown}", label.name),
            (None, None) => shown.to_string(),
        });
    }
    if wanted.iter().any(|(.., answer)| answer.spread.is_some()) {
        if let [(_, id, _)] = wanted[..]
            && let Some(detail) = detail(&text.answers, id)
        {
            document.gap();
            document.append(uncertainty::detail(&detail, &formatter));
            document.gap();
        }
        let answers = wanted.iter().map(|one| one.2);
        uncertainty::footer_line(&mut document, answers, text.answers.sheet.plan.sampling);
    }
    document
}

/// The results and errors as objects, in the order of the lines, one by one: there may be many.
///
/// # Errors
/// What `tell` says.
pub fn objects<E>(text: &Text, sources: &Sources, mut tell: impl FnMut(Object) -> Result<(), E>) -> Result<(), E> {
    let formatter = Formatter::new(&text.model.units, true);
    let is_printed = text.is_printed();
    let (problems, elsewhere) = sorted(&text.entries, text.source, &text.problems);
    let is_wrong: Vec<bool> = problems.iter().map(|of| of.iter().any(|problem| problem.is_error())).collect();
    let causes =
        if text.is_wrong() { causes(&text.model, &text.entries, &is_wrong) } else { vec![None; problems.len()] };
    let line_of = |entry: &Entry| line(sources.get(text.source), entry);
    for (index, (entry, problems)) in text.entries.iter().zip(problems).enumerate() {
        let (errors, hints): (Vec<_>, Vec<_>) = problems.into_iter().partition(|problem| problem.is_error());
        let mut place = LineRecord {
            line: Some(line_of(entry)),
            name: entry.name.as_ref().map(ToString::to_string),
            label: entry.label.clone(),
            hint: hints.first().map(|hint| said(hint)),
        };
        for error in &errors {
            let next = LineRecord { hint: None, name: place.name.clone(), label: place.label.clone(), ..place };
            let place = std::mem::replace(&mut place, next);
            tell(Object::new(&Failure::new(error, sources).on(place)))?;
        }
        let answer = entry.id.and_then(|id| text.answers.get(id));
        match (entry.id.map(|id| (id, &text.model.equations()[id.index()])), answer) {
            // A definition that prints nothing has an object where something is to be said of it.
            (Some((id, equation)), Some(answer)) if is_printed(equation) || place.hint.is_some() => {
                tell(Object::new(&record(text, (id, equation), answer, &formatter).on(place)))?;
            }
            (Some(_), None) if errors.is_empty() => {
                let cause = causes[index].map(|cause| &text.entries[cause]);
                let message = not_calculated(entry, cause.map(|cause| (cause, line_of(cause))));
                let whole = Origin::new(text.source, 0).span(&sources.get(text.source).text, entry.code.clone());
                let problem = Diagnostic::error(message).at(whole, "");
                tell(Object::new(&Failure::new(&problem, sources).on(place)))?;
            }
            _ if place.hint.is_some() => tell(Object::new(&place))?,
            _ => {}
        }
    }
    for problem in elsewhere {
        if problem.is_error() {
            tell(Object::new(&Failure::new(problem, sources)))?;
        } else {
            tell(Object::new(&LineRecord { hint: Some(said(problem)), ..LineRecord::default() }))?;
        }
    }
    Ok(())
}

fn record(
    text: &Text,
    (id, equation): (EquationId, &Equation),
    answer: &Answer,
    formatter: &Formatter,
) -> AnswerRecord {
    let name = equation.name.as_ref().map(|name| name.name.as_str());
    let record = AnswerRecord::new(name, answer, result(answer, formatter).to_string(), formatter);
    record.because(equation.why.as_deref()).with_shares(&shares(&text.answers, id))
}

/// A hint as text: what may be wrong, and below it what to write instead.
fn said(hint: &Diagnostic) -> String {
    let lines = [hint.message.clone(), hint.help_text()];
    lines.into_iter().filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

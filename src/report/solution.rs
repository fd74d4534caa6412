//! For which values of an assumption a condition holds, in sentences and as an object.

use std::collections::BTreeMap;

use serde::Serialize;

use super::answer::assumption;
use super::json::{AnswerRecord, Number, dimension, unit};
use crate::analysis::solve::{Solution, Stretch, digits_of};
use crate::document::Document;
use crate::model::{Answer, Kind};
use crate::quantity::display::Formatter;

/// What was asked.
#[derive(Debug, Clone, Copy)]
pub struct Question<'a> {
    /// The assumption.
    pub name: &'a str,
    /// Its answer.
    pub answer: &'a Answer,
    /// The condition, as it is written.
    pub condition: &'a str,
}

/// A value, in as many digits as tell it from its neighbours.
fn show(question: &Question, value: f64, formatter: &Formatter) -> String {
    let is_share = matches!(&question.answer.kind, Kind::Quantity(quantity) if quantity.preference.percent);
    let formatter = &formatter.with_digits(digits_of(value, is_share, formatter.digits));
    match &question.answer.kind {
        Kind::Quantity(quantity) => match &quantity.written {
            // What was 0 of some unit may be of any size.
            Some(unit) if question.answer.value != 0.0 => formatter.in_unit(value, unit).plain(),
            _ => formatter.show(value, &quantity.dimension, &quantity.preference).plain(),
        },
        Kind::Condition => (value != 0.0).to_string(),
    }
}

/// Why there is no answer; `None` if there is one.
#[must_use]
pub fn without_answer(question: &Question, solution: &Solution, formatter: &Formatter) -> Option<String> {
    let Question { name, condition, .. } = question;
    let (least, most) = solution.tried;
    let [least, most] = [least, most].map(|value| show(question, value, formatter));
    let density = solution.density;
    match solution.stretches.as_slice() {
        _ if !solution.depends => Some(format!("`{condition}` has nothing to do with `{name}`")),
        [] if solution.undefined == 1.0 => {
            Some(format!("`{condition}` has no result for any {name} from {least} to {most}"))
        }
        [] => Some(format!(
            "no {name} from {least} to {most} makes `{condition}` true: {density} values of each power of ten were tried, and more where it came near"
        )),
        _ => None,
    }
}

/// The answer, a sentence a line.
#[must_use]
pub fn document(question: &Question, solution: &Solution, formatter: &Formatter) -> Document {
    let Question { name, condition, .. } = question;
    let show = |value: f64| show(question, value, formatter);
    let now = show(solution.now);
    let (least, most) = (show(solution.tried.0), show(solution.tried.1));
    let without = without_answer(question, solution, formatter);
    let mut lines = vec![match solution.stretches.as_slice() {
        _ if without.is_some() => without.unwrap_or_default(),
        [one] => format!("{name} {}", describe(*one, question, formatter, (&least, &most))),
        several => {
            let all: Vec<String> =
                several.iter().map(|one| describe(*one, question, formatter, (&least, &most))).collect();
            format!("{name} has several stretches, as the result does not go one way only: {}", all.join("; "))
        }
    }];
    if solution.depends {
        let holds = if solution.holds_now { "holds" } else { "does not hold" };
        let factor = solution.stretches.iter().flat_map(|one| [one.from, one.to]).flatten().next();
        let factor = factor.filter(|_| solution.stretches.len() == 1).map(|edge| edge / solution.now);
        let times = factor.filter(|factor| factor.is_finite() && *factor > 0.0).map_or_else(String::new, |factor| {
            format!("; the limit is {} times as much", crate::quantity::number::significant(factor, 3))
        });
        lines.push(format!("now it is {now}, and `{condition}` {holds}{times}"));
    }
    let mut document = Document::default();
    for line in lines {
        document.line(line);
    }
    document
}

fn describe(stretch: Stretch, question: &Question, formatter: &Formatter, (least, most): (&str, &str)) -> String {
    let formatter = formatter.with_digits(stretch.digits.max(formatter.digits));
    let show = |value: f64| show(question, value, &formatter);
    match (stretch.from, stretch.to) {
        (None, Some(to)) => format!("may be {} at most", show(to)),
        (Some(from), None) => format!("must be {} at least", show(from)),
        (Some(from), Some(to)) if show(from) == show(to) => format!("must be {}", show(from)),
        (Some(from), Some(to)) => format!("must be from {} to {}", show(from), show(to)),
        (None, None) => format!("may be anything from {least} to {most}: there is no limit"),
    }
}

/// The answer for programs; values in base units.
#[derive(Debug, Serialize)]
pub struct SolutionRecord {
    name: String,
    condition: String,
    /// What `now`, `tried`, `from` and `to` are numbers of.
    unit: String,
    dimension: BTreeMap<String, Number>,
    now: Number,
    /// The assumption as it is now.
    assumption: AnswerRecord,
    holds: bool,
    tried: [Number; 2],
    stretches: Vec<StretchRecord>,
    /// How many values of each power of ten were tried.
    density: usize,
    /// Why there is no answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
}

#[derive(Debug, Serialize)]
struct StretchRecord {
    from: Option<Number>,
    to: Option<Number>,
    display: String,
}

impl SolutionRecord {
    /// The object for a question and its answer.
    #[must_use]
    pub fn new(question: &Question, solution: &Solution, formatter: &Formatter) -> Self {
        let show = |value: f64| show(question, value, formatter);
        let (least, most) = (show(solution.tried.0), show(solution.tried.1));
        let now = assumption(question.answer, formatter);
        let stretches = solution.stretches.iter().map(|one| StretchRecord {
            from: one.from.map(Number::from),
            to: one.to.map(Number::from),
            display: describe(*one, question, formatter, (&least, &most)),
        });
        Self {
            name: question.name.to_owned(),
            condition: question.condition.to_owned(),
            unit: unit(&question.answer.kind, formatter.units),
            dimension: dimension(&question.answer.kind, formatter.units),
            now: solution.now.into(),
            assumption: AnswerRecord::new(Some(question.name), question.answer, now.plain(), formatter),
            holds: solution.holds_now,
            tried: [solution.tried.0.into(), solution.tried.1.into()],
            stretches: stretches.collect(),
            density: solution.density,
            error: without_answer(question, solution, formatter),
        }
    }

    /// The object with the reason that is given for the assumption, if there is one.
    #[must_use]
    pub fn because(self, why: Option<&str>) -> Self {
        Self { assumption: self.assumption.because(why), ..self }
    }
}

//! One answer in words: the same in a line of results, in a table and in the objects for programs.

use crate::model::{Answer, Kind};
use crate::quantity::display::{Formatter, Shown};

/// A result: a quantity in its readable form, or `true` or `false`.
#[must_use]
pub fn result(answer: &Answer, formatter: &Formatter) -> Shown {
    match &answer.kind {
        Kind::Condition => {
            let truth = answer.value != 0.0;
            Shown { number: truth.to_string(), unit: String::new(), aside: None }
        }
        Kind::Quantity(quantity) => formatter.show(answer.value, &quantity.dimension, &quantity.preference),
    }
}

/// An assumption, in the unit that it is written in.
#[must_use]
pub fn assumption(answer: &Answer, formatter: &Formatter) -> Shown {
    as_written(answer, answer.value, formatter)
}

/// The two ends of the range of an assumption, in the same unit.
#[must_use]
pub fn range(answer: &Answer, formatter: &Formatter) -> Option<(Shown, Shown)> {
    let (low, high) = answer.range?;
    Some((as_written(answer, low, formatter), as_written(answer, high, formatter)))
}

fn as_written(answer: &Answer, value: f64, formatter: &Formatter) -> Shown {
    match &answer.kind {
        Kind::Quantity(quantity) => match &quantity.written {
            Some(unit) => formatter.in_unit(value, unit),
            None => formatter.show(value, &quantity.dimension, &quantity.preference),
        },
        Kind::Condition => result(answer, formatter),
    }
}

//! The scale of bars whose lengths are in proportion to the logarithm of what they stand for.

use crate::document::Scale;
use crate::model::{Answer, Kind};
use crate::quantity::dimension::Dimension;
use crate::quantity::display::{Formatter, Preference};
use crate::quantity::noun::cancel_kinds;

/// The scale of bars of some values, from a power of ten below the least; `None` where they do not all measure the same.
pub(super) fn scale(answers: &[Option<Answer>], formatter: &Formatter) -> Option<Scale> {
    let values: Vec<&Answer> = answers.iter().flatten().collect();
    let first = values.first().filter(|_| values.len() > 1)?;
    let least = values.iter().map(|answer| answer.value).fold(f64::INFINITY, f64::min);
    let most = values.iter().map(|answer| answer.value).fold(0.0, f64::max);
    let alike = values.iter().all(|answer| measure(&answer.kind) == measure(&first.kind));
    if !alike || least <= 0.0 {
        return None;
    }
    // A power of ten in base units is one only to the last digits.
    let above = |value: f64| (value.log10() - 1e-9).ceil();
    let left = above(least) - 1.0;
    let edge = 10_f64.powf(left);
    let from = match &first.kind {
        Kind::Quantity(quantity) => formatter.show(edge, &quantity.dimension, &Preference::default()).plain(),
        Kind::Condition => String::new(),
    };
    Some(Scale { left, right: above(most), from })
}

fn measure(kind: &Kind) -> Option<Dimension> {
    match kind {
        Kind::Quantity(quantity) => Some(cancel_kinds(&quantity.dimension)),
        Kind::Condition => None,
    }
}

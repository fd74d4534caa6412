//! Whether the checks of a preset hold, and how far they are from the other side.

use crate::model::{Answer, Answers};
use crate::preset::{Check, Preset};
use crate::syntax::tree::BinaryOperator;

/// Whether a condition holds.
#[must_use]
pub fn holds(answer: &Answer) -> bool {
    answer.value != 0.0
}

/// Whether all checks of a preset hold; one without a result does not.
#[must_use]
pub fn all_hold(preset: &Preset, answers: &Answers) -> bool {
    preset.checks.iter().all(|check| answers.get(check.condition).is_some_and(holds))
}

/// How many times the larger side of a comparison is what the smaller one must stay below; less than 1 if it fails.
/// `None` if it compares nothing, or nothing positive.
#[must_use]
pub fn margin(preset: &Preset, check: &Check, answers: &Answers) -> Option<f64> {
    let (left, right) = check.sides?;
    let (operator, ..) = preset.model.equations()[check.condition.index()].body.sides()?;
    let (left, right) = (answers.get(left)?.value, answers.get(right)?.value);
    let margin = match operator {
        BinaryOperator::Less | BinaryOperator::AtMost => right / left,
        BinaryOperator::Greater | BinaryOperator::AtLeast => left / right,
        _ => return None,
    };
    (left > 0.0 && right > 0.0 && margin.is_finite()).then_some(margin)
}

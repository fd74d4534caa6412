//! The arithmetic of an interview: every number with one significant digit, a day of 100,000 seconds,
//! a month of 2.5 million, a year of 30 million. Conventions that a model has chosen itself stay.

use crate::model::{Answer, Compiled, EquationId, Kind, Model, Outcome};
use crate::quantity::unit::Units;
use crate::syntax::tree::{Expression, Statement};

/// Seconds in a day, a month and a year that are easy to divide by.
const DAY: f64 = 1e5;
const MONTH: f64 = 2.5e6;
const YEAR: f64 = 3e7;

/// What mental arithmetic gives.
#[derive(Debug, Clone)]
pub struct ByHand {
    /// The result, in the base units of `units`.
    pub answer: Answer,
    /// The units, with their easy days and months.
    pub units: Units,
}

/// The result of an expression in mental arithmetic; `None` if it has none.
#[must_use]
pub fn question(model: &Model, question: &Expression) -> Option<ByHand> {
    let mut model = rounded(model);
    let id = model.add(Statement::Expression(question.rounded(one_digit)), None).ok()??;
    answer(model, id)
}

/// The result of a definition in mental arithmetic; `None` if it has none.
#[must_use]
pub fn definition(model: &Model, id: EquationId) -> Option<ByHand> {
    answer(rounded(model), id)
}

fn answer(model: Model, id: EquationId) -> Option<ByHand> {
    let Compiled { sheet, mut outcomes, .. } = model.compile();
    let Outcome { slot, kind } = outcomes.get_mut(id.index())?.take()?;
    let value = sheet.plan.evaluate_rounded(one_digit).get(slot);
    value
        .is_finite()
        .then_some(ByHand { answer: Answer { value, kind, slot, spread: None, is_stated: false }, units: model.units })
}

impl ByHand {
    /// How far the result is from the exact one, as a share of that, both in the unit that they are shown in;
    /// `None` if the exact one is zero or none of these.
    #[must_use]
    pub fn error(&self, exact: &Answer, units: &Units) -> Option<f64> {
        let in_unit = |answer: &Answer, units: &Units| match &answer.kind {
            Kind::Quantity(quantity) => Some(answer.value / units.written_scale(&quantity.preference)),
            Kind::Condition => None,
        };
        let (easy, exact) = (in_unit(&self.answer, &self.units)?, in_unit(exact, units)?);
        (exact != 0.0).then_some(easy / exact - 1.0)
    }
}

/// The model with easy numbers.
fn rounded(model: &Model) -> Model {
    let mut rounded = model.clone();
    rounded.round_numbers(one_digit);
    let conventions = &mut rounded.units.conventions;
    let chosen: Vec<&str> = conventions.chosen().map(|one| one.0).collect();
    for (name, seconds) in [("day", DAY), ("month", MONTH), ("year", YEAR)] {
        if !chosen.contains(&name) {
            conventions.set(name, seconds);
        }
    }
    rounded
}

/// The nearest number with one significant digit.
fn one_digit(value: f64) -> f64 {
    if value == 0.0 || !value.is_finite() { value } else { format!("{value:.0e}").parse().unwrap_or(value) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::{Origin, parse, parse_expression};

    fn by_hand(lines: &[&str], asked: &str) -> Option<f64> {
        let mut model = Model::default();
        for line in lines {
            model.add(parse(line, Origin::default()).unwrap(), None).unwrap();
        }
        question(&model, &parse_expression(asked, Origin::default()).unwrap()).map(|found| found.answer.value)
    }

    #[test]
    fn numbers_have_one_digit_and_days_five_zeros() {
        for (value, rounded) in [(86_400.0, 9e4), (3472.0, 3e3), (0.0127, 0.01), (-95.0, -1e2), (0.0, 0.0)] {
            assert_eq!(one_digit(value), rounded);
        }
        // 10M a month is 10M / 2.5M a second.
        assert_eq!(by_hand(&[], "10M requests/month"), Some(4.0));
        assert_eq!(by_hand(&["dau = 150M users"], "dau * 2 tweets/user/day"), Some(4e3));
        assert_eq!(by_hand(&[], "1 / 0"), None);
    }
}

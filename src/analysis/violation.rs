//! How far a condition is from holding: a number for each value of an input that is negative or 0 where it holds, made of
//! the sides that it compares. Where a condition is only true or false, this says on which side to look.

use crate::engine::{Binary, Operation, Slot, Unary};
use crate::model::Sheet;

/// A condition by what it compares.
#[derive(Debug, Clone)]
pub(super) enum Test {
    /// One result must be below another, or at most that.
    Below(Slot, Slot),
    /// Two results must be the same.
    Equal(Slot, Slot),
    /// All must hold.
    All(Vec<Test>),
    /// One must hold.
    Any(Vec<Test>),
    /// It must not hold.
    Not(Box<Test>),
    /// Only whether it holds is known.
    Plain(Slot),
}

impl Test {
    /// The condition in a slot taken apart.
    pub(super) fn new(sheet: &Sheet, slot: Slot) -> Self {
        match sheet.plan.operations()[slot.index()] {
            Operation::Binary(Binary::Less | Binary::AtMost, a, b) => Self::Below(a, b),
            Operation::Binary(Binary::Equal, a, b) => Self::Equal(a, b),
            Operation::Binary(Binary::And, a, b) => Self::All(vec![Self::new(sheet, a), Self::new(sheet, b)]),
            Operation::Binary(Binary::Or, a, b) => Self::Any(vec![Self::new(sheet, a), Self::new(sheet, b)]),
            Operation::Unary(Unary::Not, x) => Self::Not(Box::new(Self::new(sheet, x))),
            _ => Self::Plain(slot),
        }
    }

    /// The results that it compares.
    pub(super) fn slots(&self) -> Vec<Slot> {
        match self {
            Self::Below(a, b) | Self::Equal(a, b) => vec![*a, *b],
            Self::All(tests) | Self::Any(tests) => tests.iter().flat_map(Self::slots).collect(),
            Self::Not(test) => test.slots(),
            Self::Plain(slot) => vec![*slot],
        }
    }

    /// How far it is from holding, relative to what it compares, where `value` gives the results.
    pub(super) fn violation(&self, value: &dyn Fn(Slot) -> f64) -> f64 {
        let difference = |a: Slot, b: Slot| {
            let (a, b) = (value(a), value(b));
            let size = a.abs().max(b.abs());
            if size > 0.0 && size.is_finite() { (a - b) / size } else { a - b }
        };
        let known = |number: f64| if number.is_nan() { f64::INFINITY } else { number };
        match self {
            Self::Below(a, b) => known(difference(*a, *b)),
            Self::Equal(a, b) => known(difference(*a, *b).abs()),
            Self::All(tests) => tests.iter().map(|test| test.violation(value)).fold(f64::NEG_INFINITY, f64::max),
            Self::Any(tests) => tests.iter().map(|test| test.violation(value)).fold(f64::INFINITY, f64::min),
            Self::Not(test) => match test.violation(value) {
                f64::INFINITY => f64::INFINITY,
                violation => -violation,
            },
            Self::Plain(slot) => {
                if value(*slot) == 1.0 {
                    -1.0
                } else {
                    1.0
                }
            }
        }
    }

    /// Which of the tests that must all hold is violated most; 0 where there is one only.
    pub(super) fn worst(&self, value: &dyn Fn(Slot) -> f64) -> usize {
        let mut all = Vec::new();
        self.flatten(&mut all);
        let violations = all.iter().map(|test| test.violation(value)).enumerate();
        violations.max_by(|one, other| one.1.total_cmp(&other.1)).map_or(0, |worst| worst.0)
    }

    fn flatten<'a>(&'a self, all: &mut Vec<&'a Self>) {
        match self {
            Self::All(tests) => tests.iter().for_each(|test| test.flatten(all)),
            test => all.push(test),
        }
    }

    /// The equations among the tests that must all hold: the two sides of each.
    pub(super) fn equations(&self) -> Vec<(Slot, Slot)> {
        let mut all = Vec::new();
        self.flatten(&mut all);
        let sides = all.into_iter().filter_map(|test| match test {
            Self::Equal(a, b) => Some((*a, *b)),
            _ => None,
        });
        sides.collect()
    }
}

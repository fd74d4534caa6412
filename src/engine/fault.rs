//! Why an operation has no result, and which one it is: faults are looked for only where a result is missing.
//! How they are told is for a model to say.

use super::distribution::Impossible;
use super::estimate::Estimate;
use super::plan::{Binary, Operation, Plan, Slot, Summary, Unary};
use super::sample::Case;
use super::values::Values;
use crate::formulas::Domain;

/// Why an operation has no result.
#[derive(Debug, Clone, PartialEq)]
pub enum Fault {
    /// A division by zero.
    DivisionByZero,
    /// A result beyond what a float holds.
    Overflow,
    /// The square root of a negative number.
    RootOfNegative,
    /// The logarithm of a number that is not positive.
    Logarithm,
    /// A logarithm to a base that is not positive, or 1.
    LogarithmBase,
    /// Zero to a negative power.
    PowerOfZero,
    /// A negative number to a broken power.
    PowerOfNegative,
    /// An argument outside the domain of a formula.
    Domain(Domain),
    /// A distribution that there is not.
    Impossible(Impossible),
    /// A percentile that is not between 0 and 100%.
    Level,
    /// What cases come to is no number, as a share of them has none: the reason of the first of them.
    Cases(f64, Box<(Slot, Fault)>),
}

impl Plan {
    /// The operation because of which a slot has no result, and why.
    #[must_use]
    pub fn fault(&self, values: &Values, slot: Slot) -> Option<(Slot, Fault)> {
        let is_bad = |slot: &Slot| !values.get(*slot).is_finite();
        let mut at = is_bad(&slot).then_some(slot)?;
        loop {
            let operation = self.operations()[at.index()];
            let operands = match operation {
                Operation::Select { condition, then, otherwise } => {
                    let chosen = if values.get(condition) == 0.0 { otherwise } else { then };
                    vec![condition, chosen]
                }
                operation => self.operands(operation).collect(),
            };
            // Cases without a result are told of where they are summed up, and not where one value has none.
            let estimate = values.estimates.iter().find(|estimate| estimate.0 == at).map(|estimate| &estimate.1);
            if let Some(estimate) = estimate.filter(|estimate| estimate.missing > 0.0)
                && let Some(reason) = self.why_missing(values, estimate)
            {
                return Some((at, Fault::Cases(estimate.missing, Box::new(reason))));
            }
            match operands.into_iter().find(is_bad) {
                Some(operand) => at = operand,
                None => return Some((at, self.cause(operation, values))),
            }
        }
    }

    /// Why a result has none in a case, and the operation because of which.
    #[must_use]
    pub fn why_case_missing(&self, values: &Values, slot: Slot, case: &Case) -> Option<(Slot, Fault)> {
        self.fault(&self.in_case(values, slot, case), slot)
    }

    /// Why the first case that has no result has none, and the operation because of which.
    #[must_use]
    pub fn why_missing(&self, values: &Values, estimate: &Estimate) -> Option<(Slot, Fault)> {
        let values = self.in_case(values, estimate.of, estimate.example.as_ref()?);
        let sides = [vec![estimate.of], self.sides(estimate.of)].concat();
        sides.into_iter().find_map(|side| self.fault(&values, side))
    }

    /// Why an operation on proper operands has no result.
    fn cause(&self, operation: Operation, values: &Values) -> Fault {
        match operation {
            Operation::Call(id) => {
                let call = self.call(id);
                let arguments: Vec<f64> = call.arguments.iter().map(|&slot| values.get(slot)).collect();
                (call.formula.apply)(&arguments).err().map_or(Fault::Overflow, Fault::Domain)
            }
            Operation::Draw(id) => {
                let draw = self.draw(id);
                let parameters: Vec<f64> = draw.parameters.iter().map(|&slot| values.get(slot)).collect();
                draw.distribution.curve(&parameters).err().map_or(Fault::Overflow, Fault::Impossible)
            }
            _ => cause(operation, values),
        }
    }
}

/// Why an operation of arithmetic on proper operands has no result.
fn cause(operation: Operation, values: &Values) -> Fault {
    match operation {
        Operation::Binary(Binary::Divide, _, b) if values.get(b) == 0.0 => Fault::DivisionByZero,
        Operation::Binary(Binary::Power, a, b) => {
            let (a, b) = (values.get(a), values.get(b));
            match (a, b) {
                (0.0, _) if b < 0.0 => Fault::PowerOfZero,
                _ if a < 0.0 && b.fract() != 0.0 => Fault::PowerOfNegative,
                _ => Fault::Overflow,
            }
        }
        Operation::Binary(Binary::Log, a, base) => match (values.get(a), values.get(base)) {
            (_, base) if base <= 0.0 || base == 1.0 => Fault::LogarithmBase,
            (a, _) if a <= 0.0 => Fault::Logarithm,
            _ => Fault::Overflow,
        },
        Operation::Summary(Summary::Quantile(level), _) if values.get(level) <= 0.0 || values.get(level) >= 1.0 => {
            Fault::Level
        }
        Operation::Unary(Unary::Ln | Unary::Log2 | Unary::Log10, _) => Fault::Logarithm,
        Operation::Unary(Unary::Sqrt, _) => Fault::RootOfNegative,
        _ => Fault::Overflow,
    }
}

//! What `p`, `mean` and `percentile` come to: a number, between which two it lies where that is not known better, and how
//! many cases have no result.

use std::sync::Arc;

use super::order::quantiles;
use super::plan::{Operation, Plan, Slot, Summary, Unary};
use super::sample::Case;
use super::spread::Spread;
use super::values::Values;

/// What the cases of a result come to.
#[derive(Debug, Clone, PartialEq)]
pub struct Estimate {
    /// The result whose cases they are.
    pub of: Slot,
    /// The number; NaN if there is none.
    pub value: f64,
    /// Between which it lies: another pair than the number twice where cases are unknown, or where no sample decides.
    pub ends: (f64, f64),
    /// How many samples it comes from; `None` for a closed form.
    pub samples: Option<usize>,
    /// The share of cases without a result.
    pub missing: f64,
    /// The part of those that grow without end.
    pub endless: f64,
    /// The first case without a result.
    pub example: Option<Case>,
    /// What part of the sum behind a sampled mean is the largest sample; 0 where it is no such mean.
    pub tail: f64,
}

impl Estimate {
    fn sure(of: Slot, value: f64) -> Self {
        Self { of, value, ends: (value, value), samples: None, missing: 0.0, endless: 0.0, example: None, tail: 0.0 }
    }

    /// Whether it is known no better than between two numbers.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.ends.0 != self.ends.1
    }
}

/// The least share that so many samples tell from none: with three expected ones, one is seen in 95% of cases.
#[must_use]
pub fn least_share(samples: usize) -> f64 {
    3.0 / samples.max(1) as f64
}

impl Plan {
    /// What the cases of a result come to.
    pub(super) fn estimate(&self, values: &Values, summary: Summary, of: Slot) -> Estimate {
        let is_level = |level: Slot| values.get(level) > 0.0 && values.get(level) < 1.0;
        if !self.is_uncertain(of) {
            let has_result = !matches!(summary, Summary::Quantile(level) if !is_level(level));
            let (low, high) = values.ends(of);
            let ends = if has_result { (low, high) } else { (f64::NAN, f64::NAN) };
            return Estimate { ends, ..Estimate::sure(of, if has_result { values.get(of) } else { f64::NAN }) };
        }
        match summary {
            Summary::Share => self.share(values, of),
            Summary::Mean => {
                let Some(spread) = self.spreads(values, &[of]).pop().flatten() else {
                    return Estimate::sure(of, f64::NAN);
                };
                let value = if spread.mean.is_finite() { spread.mean } else { f64::NAN };
                let Spread { samples, missing, endless, example, tail, .. } = Arc::unwrap_or_clone(spread);
                Estimate { samples, missing, endless, example, tail, ..Estimate::sure(of, value) }
            }
            Summary::Quantile(level) if is_level(level) => self.percentile(values, of, values.get(level)),
            Summary::Quantile(_) => Estimate::sure(of, f64::NAN),
        }
    }

    /// In what share of cases a condition holds. Cases that say nothing may be of either kind, and where all or none of
    /// the samples hold, there may be a few that do not or do.
    fn share(&self, values: &Values, of: Slot) -> Estimate {
        if let Some(spread) = self.closed_form(values, of) {
            return Estimate::sure(of, spread.mean);
        }
        let sides = self.sides(of);
        let (columns, inputs) = self.sampled_all(values, &[&[of], sides.as_slice()].concat());
        let [column, sides @ ..] = columns.as_slice() else { return Estimate::sure(of, f64::NAN) };
        let count = column.len() as f64;
        let share =
            |holds: &dyn Fn(usize) -> bool| (0..column.len()).filter(|&index| holds(index)).count() as f64 / count;
        let holding = share(&|index| column[index] == 1.0);
        let unknown = share(&|index| column[index].is_nan());
        let case = |index: usize| Case { index, inputs: Arc::clone(&inputs) };
        if unknown == 1.0 || self.interrupt.is_set() {
            return Estimate { missing: unknown, example: Some(case(0)), ..Estimate::sure(of, f64::NAN) };
        }
        let (mut low, mut high) = (holding, holding + unknown);
        let least = least_share(column.len());
        if high == 0.0 {
            high = least;
        } else if low == 1.0 {
            low = 1.0 - least;
        }
        let grows = |index: usize| sides.iter().any(|side| side[index].is_infinite());
        let is_missing = |index: usize| column[index].is_nan() || sides.iter().any(|side| !side[index].is_finite());
        let missing = share(&is_missing);
        let endless = share(&|index| !column[index].is_nan() && grows(index));
        let example = (missing > 0.0).then(|| (0..column.len()).find(|&index| is_missing(index))).flatten().map(case);
        let samples = Some(column.len());
        Estimate { of, value: holding, ends: (low, high), samples, missing, endless, example, tail: 0.0 }
    }

    /// The quantities that a condition is made of and that may have no result.
    pub(super) fn sides(&self, condition: Slot) -> Vec<Slot> {
        let (mut open, mut sides) = (vec![condition], Vec::new());
        while let Some(at) = open.pop() {
            let operation = self.operations()[at.index()];
            let is_condition = match operation {
                Operation::Unary(operation, _) => operation == Unary::Not,
                Operation::Binary(operation, ..) => operation.is_condition(),
                _ => false,
            };
            if is_condition {
                open.extend(self.operands(operation).filter(|&slot| self.is_called(slot)));
            } else if at != condition && !sides.contains(&at) {
                sides.push(at);
            }
        }
        sides
    }

    /// The value below which a share of all cases lies; what grows without end is above all others, what says nothing is
    /// passed over.
    fn percentile(&self, values: &Values, of: Slot, level: f64) -> Estimate {
        if let Some(value) = self.exact_quantile(values, of, level) {
            return Estimate::sure(of, value);
        }
        let (mut columns, inputs) = self.sampled_all(values, &[of]);
        let column = columns.pop().unwrap_or_default();
        let found = quantiles(&column, &[level]).map_or(f64::NAN, |found| found[0]);
        let value = if found.is_finite() { found } else { f64::NAN };
        let missing = column.iter().filter(|value| !value.is_finite()).count();
        let endless = column.iter().filter(|value| value.is_infinite()).count();
        let example = column.iter().position(|value| !value.is_finite()).map(|index| Case { index, inputs });
        let [missing, endless] = [missing, endless].map(|count| count as f64 / column.len() as f64);
        Estimate { samples: Some(column.len()), missing, endless, example, ..Estimate::sure(of, value) }
    }
}

//! Evaluation of a plan: over one value per operation, or over columns in blocks that stay in cache.

use super::column::{Inputs, Lane, select};
use super::kernel::{binary, finite, unary};
use super::part::Part;
use super::plan::{Draw, DrawId, Operation, Plan, Slot, Unary};
use super::values::Values;
use crate::formulas::Formula;

/// The stated values of inputs, and their medians.
pub(super) struct Middle {
    /// Whether what grows without end is infinite; otherwise it has no result.
    pub(super) has_ends: bool,
}

impl Inputs for Middle {
    fn fill<'b>(&self, plan: &Plan, draw: DrawId, out: &mut [f64], lane: &dyn Fn(Slot) -> Lane<'b>) {
        let draw = plan.draw(draw);
        for (row, out) in out.iter_mut().enumerate() {
            *out = draw.middle(|slot| lane(slot).at(row));
        }
    }

    fn has_ends(&self) -> bool {
        self.has_ends
    }
}

/// How many numbers a block may hold: half a megabyte, so that it stays in a second-level cache.
const BLOCK: usize = 1 << 16;

impl Plan {
    /// The value of every operation.
    #[must_use]
    pub fn evaluate(&self) -> Values {
        let mut values = Values::default();
        self.extend(&mut values);
        values
    }

    /// The value of every operation where some of them result in the given numbers.
    #[must_use]
    pub fn evaluate_with(&self, given: &[(Slot, f64)]) -> Values {
        self.with(given).evaluate()
    }

    /// Adds the values of the operations that were added since `values` were calculated.
    pub fn extend(&self, values: &mut Values) {
        let mut done = values.numbers.len();
        values.numbers.resize(self.len(), 0.0);
        // What the samples of a result come to needs all results before it, and no other operation does.
        while done < self.len() {
            let is_summary = |operation: &Operation| matches!(operation, Operation::Summary(..));
            let until = self.operations()[done..].iter().position(is_summary).map_or(self.len(), |next| done + next);
            let Values { numbers, ends, .. } = values;
            for numbers in std::iter::once(numbers).chain(ends.iter_mut().filter(|end| !end.is_empty())) {
                numbers.resize(self.len(), 0.0);
                self.run(&mut numbers[..until], done, 1, &[], 0, &Middle { has_ends: false });
            }
            if let Some(&Operation::Summary(summary, of)) = self.operations().get(until) {
                values.add(Slot(until as u32), self.estimate(values, summary, of));
            }
            done = until + 1;
        }
    }

    /// The value of every operation where each result of arithmetic is rounded, in its slot, before it is used.
    #[must_use]
    pub fn evaluate_rounded(&self, round: impl Fn(Slot, f64) -> f64) -> Values {
        let mut values = Values::default();
        values.numbers.reserve(self.len());
        for &operation in self.operations() {
            let value = match operation {
                Operation::Constant(value) => value,
                Operation::Unary(operation, x) => unary(operation, values.get(x)),
                Operation::Binary(operation, a, b) => binary(operation, values.get(a), values.get(b)),
                Operation::Select { condition, then, otherwise } => {
                    select(values.get(condition), values.get(then), values.get(otherwise))
                }
                Operation::Call(id) => {
                    let call = self.call(id);
                    let arguments: Vec<f64> = call.arguments.iter().map(|&slot| values.get(slot)).collect();
                    (call.formula.apply)(&arguments).unwrap_or(f64::NAN)
                }
                Operation::Draw(id) => {
                    let draw = self.draw(id);
                    draw.middle(|slot| values.get(slot))
                }
                Operation::Summary(summary, of) => {
                    let mut values = values.clone();
                    values.numbers.resize(self.len(), 0.0);
                    self.estimate(&values, summary, of).value
                }
            };
            let is_arithmetic = match operation {
                Operation::Binary(operation, ..) => !operation.is_condition(),
                Operation::Unary(operation, _) => !matches!(operation, Unary::Not),
                Operation::Call(_) | Operation::Draw(_) | Operation::Summary(..) => true,
                Operation::Constant(_) | Operation::Select { .. } => false,
            };
            let slot = Slot(values.numbers.len() as u32);
            values.numbers.push(if is_arithmetic { round(slot, value) } else { value });
        }
        values
    }

    /// The calls of formulas from the operation `first` on that have a result, with the values of their arguments.
    pub fn calls_from<'a>(
        &'a self,
        first: Slot,
        values: &'a Values,
    ) -> impl Iterator<Item = (Slot, &'static Formula, Vec<f64>)> {
        let calls = self.calls().iter().filter(move |call| call.at >= first && !values.get(call.at).is_nan());
        calls.map(|call| (call.at, call.formula, call.arguments.iter().map(|&slot| values.get(slot)).collect()))
    }

    /// The columns of the `wanted` slots, `length` numbers each, with the columns of some slots given; `values` are the
    /// results of what does not depend on those.
    ///
    /// # Panics
    /// If a given column has fewer than `length` numbers.
    #[must_use]
    pub fn columns(&self, values: &Values, given: &[(Slot, &[f64])], wanted: &[Slot], length: usize) -> Vec<Vec<f64>> {
        let is_given = |slot: Slot| given.iter().any(|column| column.0 == slot);
        let mut changes = vec![false; self.len()];
        for (index, &operation) in self.operations().iter().enumerate() {
            let depends = || self.operands(operation).any(|slot| changes[slot.index()]);
            changes[index] = is_given(Slot(index as u32)) || depends();
        }
        let is_live = |slot: Slot| changes[slot.index()] && !is_given(slot);
        let Part { plan, numbers, .. } = self.part(wanted, is_live, |slot| values.get(slot), true);
        let mut given: Vec<(Slot, &[f64])> =
            given.iter().filter_map(|column| Some((*numbers.get(&column.0)?, column.1))).collect();
        given.sort_by_key(|column| column.0);
        let lanes = (BLOCK / plan.len().max(1)).clamp(1, 1024).min(length.max(1));
        let mut block = vec![0.0; plan.len() * lanes];
        let mut columns: Vec<Vec<f64>> = wanted.iter().map(|_| Vec::with_capacity(length)).collect();
        let mut start = 0;
        while start < length {
            let count = lanes.min(length - start);
            plan.run(&mut block[..plan.len() * count], 0, count, &given, start, &Middle { has_ends: true });
            for (column, slot) in columns.iter_mut().zip(wanted) {
                column.extend_from_slice(&block[numbers[slot].index() * count..][..count]);
            }
            start += count;
        }
        columns
    }

    /// Fills `block`, which has `lanes` numbers for each operation in turn, from the operation `first` on.
    /// The given columns are sorted by slot.
    pub(super) fn run(
        &self,
        block: &mut [f64],
        first: usize,
        lanes: usize,
        given: &[(Slot, &[f64])],
        start: usize,
        inputs: &dyn Inputs,
    ) {
        let mut given = given.iter().peekable();
        let count = block.len() / lanes;
        for index in first..count {
            let (before, rest) = block.split_at_mut(index * lanes);
            let out = &mut rest[..lanes];
            if let Some((_, column)) = given.next_if(|(slot, _)| slot.index() == index) {
                out.copy_from_slice(&column[start..start + lanes]);
                continue;
            }
            let lane = |slot: Slot| Lane::Column(&before[slot.index() * lanes..][..lanes]);
            self.apply(Slot(index as u32), out, inputs, lane);
        }
    }
}

impl Draw {
    /// The value of the input where all others have their stated values and medians.
    fn middle(&self, value: impl Fn(Slot) -> f64) -> f64 {
        let parameters: Vec<f64> = self.parameters.iter().map(|&slot| value(slot)).collect();
        let curve = self.distribution.curve(&parameters);
        // A distribution that there is not has no stated value either, so that it is found.
        curve.map_or(f64::NAN, |curve| finite(self.stated.map_or_else(|| curve.quantile(0.5), value)))
    }
}

#[cfg(test)]
mod tests {
    use super::super::fault::Fault;
    use super::super::plan::Binary;
    use super::*;

    fn constants(plan: &mut Plan, values: &[f64]) -> Vec<Slot> {
        values.iter().map(|&value| plan.push(Operation::Constant(value))).collect()
    }

    #[test]
    fn columns_agree_with_points() {
        let mut plan = Plan::default();
        let slots = constants(&mut plan, &[6.0, 7.0]);
        let product = plan.push(Operation::Binary(Binary::Multiply, slots[0], slots[1]));
        let root = plan.push(Operation::Unary(Unary::Sqrt, product));
        let given: Vec<f64> = (0..5000).map(f64::from).collect();
        let columns = plan.columns(&plan.evaluate(), &[(slots[0], &given)], &[product, root], given.len());
        for (index, x) in given.iter().enumerate() {
            assert_eq!((columns[0][index], columns[1][index]), (x * 7.0, (x * 7.0).sqrt()));
        }
        assert!((plan.evaluate().get(product) - 42.0).abs() < f64::EPSILON);
    }

    #[test]
    fn a_plan_that_grows_is_calculated_from_where_it_grew() {
        let mut plan = Plan::default();
        let slots = constants(&mut plan, &[6.0, 7.0]);
        let mut values = plan.evaluate();
        let product = plan.push(Operation::Binary(Binary::Multiply, slots[0], slots[1]));
        plan.extend(&mut values);
        assert_eq!(values, plan.evaluate());
        assert!((values.get(product) - 42.0).abs() < f64::EPSILON);
    }

    #[test]
    fn faults_are_traced_to_their_operation() {
        let mut plan = Plan::default();
        let slots = constants(&mut plan, &[1.0, 0.0]);
        let quotient = plan.push(Operation::Binary(Binary::Divide, slots[0], slots[1]));
        let sum = plan.push(Operation::Binary(Binary::Add, slots[0], quotient));
        let guarded = plan.push(Operation::Select { condition: slots[1], then: sum, otherwise: slots[0] });
        let values = plan.evaluate();
        assert_eq!(plan.fault(&values, sum), Some((quotient, Fault::DivisionByZero)));
        assert_eq!(plan.fault(&values, guarded), None);
    }
}

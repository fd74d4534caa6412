//! A plan made ready for many samples: equal operations are one, what is certain stays a number, and a column of memory is
//! used again as soon as nobody needs what is in it, so that long plans stay in cache too.
//! What an operation does to a column is in `column`; which samples, in `sample`.

use std::collections::HashMap;

use super::column::{Inputs, Lane};
use super::plan::{Binary, Operation, Plan, Slot, Unary};

/// Where a result is found.
#[derive(Debug, Clone, Copy)]
enum Place {
    Column(u32),
    Number(f64),
}

/// The operations of a plan that are carried out.
#[derive(Debug)]
pub(super) struct Program {
    /// In their order.
    steps: Vec<Slot>,
    /// Where each result of the plan is found while it is needed.
    places: Vec<Place>,
    /// How many columns it takes.
    columns: usize,
    /// After which step each wanted result is there.
    results: Vec<(usize, usize)>,
    /// The wanted results that are certain.
    certain: Vec<(usize, f64)>,
    /// What the formulas in it cost.
    calls: usize,
}

/// What makes two operations the same one: what is done, and the operands.
type Same = (Kind, Vec<Operand>);

#[derive(Debug, PartialEq, Eq, Hash)]
enum Kind {
    Unary(Unary),
    Binary(Binary),
    Select,
    Call(&'static str),
}

#[derive(Debug, PartialEq, Eq, Hash)]
enum Operand {
    Slot(Slot),
    /// The bits of a number.
    Number(u64),
}

impl Program {
    /// The program for some results of a plan.
    pub(super) fn new(plan: &Plan, wanted: &[Slot]) -> Self {
        let mut steps: Vec<Slot> = Vec::new();
        // The slot that stands for each one, and at which step it is calculated.
        let mut stands: Vec<(Slot, usize)> = Vec::with_capacity(plan.len());
        let mut places = vec![Place::Number(f64::NAN); plan.len()];
        let mut known: HashMap<Same, Slot> = HashMap::new();
        let mut calls = 0;
        for (&operation, slot) in plan.operations().iter().zip((0..).map(Slot)) {
            if let Operation::Constant(value) = operation {
                places[slot.index()] = Place::Number(value);
                stands.push((slot, usize::MAX));
                continue;
            }
            let kind = match operation {
                Operation::Unary(operation, _) => Some(Kind::Unary(operation)),
                Operation::Binary(operation, ..) => Some(Kind::Binary(operation)),
                Operation::Select { .. } => Some(Kind::Select),
                Operation::Call(id) => Some(Kind::Call(plan.call(id).formula.name)),
                Operation::Constant(_) | Operation::Draw(_) | Operation::Summary(..) => None,
            };
            let operand = |at: Slot| match plan.operations()[at.index()] {
                Operation::Constant(value) => Operand::Number(value.to_bits()),
                _ => Operand::Slot(stands[at.index()].0),
            };
            let same = kind.map(|kind| (kind, plan.operands(operation).map(operand).collect()));
            let first = same.map_or(slot, |same: Same| *known.entry(same).or_insert(slot));
            if first == slot {
                if let Operation::Call(id) = operation {
                    calls += plan.call(id).formula.cost as usize;
                }
                stands.push((slot, steps.len()));
                steps.push(slot);
            } else {
                stands.push(stands[first.index()]);
            }
        }
        let mut last_use = vec![0; plan.len()];
        for (step, &slot) in steps.iter().enumerate() {
            last_use[slot.index()] = step;
            for operand in plan.operands(plan.operations()[slot.index()]) {
                last_use[stands[operand.index()].0.index()] = step;
            }
        }
        let mut columns = 0;
        let mut free: Vec<u32> = Vec::new();
        for (step, &slot) in steps.iter().enumerate() {
            let column = free.pop().unwrap_or_else(|| {
                columns += 1;
                columns - 1
            });
            places[slot.index()] = Place::Column(column);
            // Freed only now: no operation writes where it reads.
            let operands = plan.operands(plan.operations()[slot.index()]).map(|operand| stands[operand.index()].0);
            let mut ended: Vec<Slot> = operands.chain([slot]).collect();
            ended.sort_unstable();
            ended.dedup();
            for slot in ended {
                if let (Place::Column(column), true) = (places[slot.index()], last_use[slot.index()] == step) {
                    free.push(column);
                }
            }
        }
        for slot in 0..plan.len() {
            places[slot] = places[stands[slot].0.index()];
        }
        let (mut results, mut certain) = (Vec::new(), Vec::new());
        for (index, slot) in wanted.iter().enumerate() {
            match (plan.operations()[slot.index()], stands[slot.index()]) {
                (Operation::Constant(value), _) => certain.push((index, value)),
                (_, (_, step)) => results.push((step, index)),
            }
        }
        results.sort_unstable();
        Self { steps, places, columns: columns as usize, results, certain, calls }
    }

    /// How many columns it takes.
    pub(super) const fn columns(&self) -> usize {
        self.columns
    }

    /// What a row costs, in multiplications.
    pub(super) const fn cost(&self) -> usize {
        self.steps.len() + self.calls
    }

    /// Calculates some rows in the given columns, each of that many numbers at least, and tells `result` about each of the
    /// wanted results.
    pub(super) fn run(
        &self,
        plan: &Plan,
        columns: &mut [Vec<f64>],
        rows: usize,
        inputs: &dyn Inputs,
        mut result: impl FnMut(usize, Lane),
    ) {
        self.certain.iter().for_each(|&(index, value)| result(index, Lane::Number(value)));
        let mut results = self.results.iter().peekable();
        for (step, &slot) in self.steps.iter().enumerate() {
            let Place::Column(place) = self.places[slot.index()] else { continue };
            let mut out = std::mem::take(&mut columns[place as usize]);
            let lane = |operand: Slot| match self.places[operand.index()] {
                Place::Column(column) => Lane::Column(&columns[column as usize][..rows]),
                Place::Number(number) => Lane::Number(number),
            };
            plan.apply(slot, &mut out[..rows], inputs, lane);
            while let Some(&(_, index)) = results.next_if(|result| result.0 == step) {
                result(index, Lane::Column(&out[..rows]));
            }
            columns[place as usize] = out;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::evaluate::Middle;

    #[test]
    fn equal_operations_are_one_and_columns_are_used_again() {
        let mut plan = Plan::default();
        let two = plan.push(Operation::Constant(2.0));
        let again = plan.push(Operation::Constant(2.0));
        let (one, other) = (plan.push_draw_of(1.0), plan.push_draw_of(3.0));
        let product = plan.push(Operation::Binary(Binary::Multiply, one, two));
        let same = plan.push(Operation::Binary(Binary::Multiply, one, again));
        let mut last = plan.push(Operation::Binary(Binary::Add, product, same));
        for _ in 0..50 {
            last = plan.push(Operation::Binary(Binary::Add, last, other));
        }
        let wanted = [last, product, same, two];
        let program = Program::new(&plan, &wanted);
        assert_eq!((program.cost(), program.columns()), (54, 3));
        let mut columns = vec![vec![0.0; 4]; program.columns()];
        let mut found = [0.0; 4];
        let expected = plan.evaluate();
        program.run(&plan, &mut columns, 4, &Middle { has_ends: true }, |index, lane| found[index] = lane.at(3));
        assert_eq!(found, wanted.map(|slot| expected.get(slot)));
    }

    impl Plan {
        /// A uniform input with that middle.
        fn push_draw_of(&mut self, middle: f64) -> Slot {
            let ends = [middle - 1.0, middle + 1.0].map(|end| self.push(Operation::Constant(end)));
            self.push_draw(crate::engine::Distribution::Uniform, ends.to_vec(), None, 0)
        }
    }
}

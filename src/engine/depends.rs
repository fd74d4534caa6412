//! What a result depends on: the uncertain inputs, the formulas, and what samples come to.
//! The marks that each operation has from the start are in `plan`.

use std::collections::HashSet;

use super::plan::{DrawId, Operation, Plan, Slot};

impl Plan {
    /// The uncertain inputs that a result depends on.
    pub(super) fn draws_of(&self, slot: Slot) -> Vec<DrawId> {
        let mut is_seen = vec![false; slot.index() + 1];
        let (mut open, mut draws) = (vec![slot], Vec::new());
        while let Some(at) = open.pop() {
            if !self.is_uncertain(at) || std::mem::replace(&mut is_seen[at.index()], true) {
                continue;
            }
            match self.operations()[at.index()] {
                Operation::Draw(id) => {
                    draws.push(id);
                    open.extend(&self.draw(id).parameters);
                }
                operation => open.extend(self.operands(operation)),
            }
        }
        draws
    }

    /// Whether a result takes a formula of what is uncertain that costs more multiplications than that.
    pub(super) fn takes_slow(&self, cost: usize) -> impl Fn(Slot) -> bool {
        let is_slow =
            |operation| matches!(operation, Operation::Call(id) if self.call(id).formula.cost as usize > cost);
        let mut takes: Vec<bool> = Vec::new();
        if self.operations().iter().any(|&operation| is_slow(operation)) {
            for (&operation, slot) in self.operations().iter().zip((0..).map(Slot)) {
                let of_operands = || self.operands(operation).any(|operand| takes[operand.index()]);
                takes.push(self.is_uncertain(slot) && (is_slow(operation) || of_operands()));
            }
        }
        move |slot| takes.get(slot.index()).copied().unwrap_or(false)
    }

    /// Whether a result depends on what samples come to.
    #[must_use]
    pub fn is_summarized(&self, slot: Slot) -> bool {
        let (mut seen, mut open) = (HashSet::new(), vec![slot]);
        while let Some(slot) = open.pop() {
            let operation = self.operations()[slot.index()];
            if matches!(operation, Operation::Summary(..)) {
                return true;
            }
            if seen.insert(slot) {
                open.extend(self.operands(operation));
            }
        }
        false
    }
}

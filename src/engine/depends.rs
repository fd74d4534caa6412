//! What a result depends on: the uncertain inputs, the formulas, and what samples come to.
//! The marks that each operation has from the start are in `plan`.

use std::collections::HashSet;

use super::plan::{DrawId, Operation, Plan, Slot};

impl Plan {
    /// The uncertain inputs that a result depends on.
    pub(super) fn draws_of(&self, slot: Slot) -> Vec<DrawId> {
        let mut draws = Vec::new();
        self.walk(slot, |operation| {
            if let Operation::Draw(id) = operation {
                draws.push(id);
            }
        });
        draws
    }

    /// What the formulas cost that a result takes of what is uncertain, in multiplications.
    pub(super) fn calls_of(&self, slot: Slot) -> usize {
        let mut cost = 0;
        if self.is_called(slot) {
            self.walk(slot, |operation| {
                if let Operation::Call(id) = operation {
                    cost += self.call(id).formula.cost as usize;
                }
            });
        }
        cost
    }

    /// Visits each operation that is uncertain and that a result depends on.
    fn walk(&self, slot: Slot, mut visit: impl FnMut(Operation)) {
        let mut is_seen = vec![false; slot.index() + 1];
        let mut open = vec![slot];
        while let Some(at) = open.pop() {
            if !self.is_uncertain(at) || std::mem::replace(&mut is_seen[at.index()], true) {
                continue;
            }
            let operation = self.operations()[at.index()];
            visit(operation);
            match operation {
                Operation::Draw(id) => open.extend(&self.draw(id).parameters),
                _ => open.extend(self.operands(operation)),
            }
        }
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

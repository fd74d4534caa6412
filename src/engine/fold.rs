//! A walk over all that a result is made of, operands first, by which closed forms are found.
//! What is found on the way is for `closed` and `product` to say.

use std::collections::HashMap;

use super::plan::{Operation, Plan, Slot};

/// What has been found of the operations walked over so far.
pub(super) type Found<T> = HashMap<Slot, T>;

impl Plan {
    /// What `each` finds of a result from what it found of its operands; `None` as soon as it finds nothing, or after
    /// `longest` steps. Only what is uncertain and `is_open` has its operands walked over.
    pub(super) fn fold<T>(
        &self,
        slot: Slot,
        longest: usize,
        is_open: impl Fn(Operation) -> bool,
        each: impl Fn(Slot, Operation, &Found<T>) -> Option<T>,
    ) -> Option<T> {
        let mut found = Found::new();
        let mut open = vec![slot];
        for _ in 0..longest {
            let Some(&at) = open.last() else { return found.remove(&slot) };
            if found.contains_key(&at) {
                open.pop();
                continue;
            }
            let operation = self.operations()[at.index()];
            let before = open.len();
            if self.is_uncertain(at) && is_open(operation) {
                open.extend(self.operands(operation).filter(|operand| !found.contains_key(operand)));
            }
            // An operation is looked at again once its operands are known.
            if open.len() == before {
                found.insert(at, each(at, operation, &found)?);
            }
        }
        None
    }
}

//! A walk over all that a result is made of, operands first, by which closed forms are found.
//! What is found on the way is for `closed` and `product` to say.

use std::collections::HashMap;

use super::plan::{Operation, Plan, Slot};

/// What has been found of operations; `None` for those of which nothing is to be found. Results that are made of each
/// other are asked for one after the other, so that each costs only what it adds.
pub(super) struct Found<T> {
    recent: HashMap<Slot, Option<T>>,
    /// What was found before that, and will be forgotten unless something is made of it.
    earlier: HashMap<Slot, Option<T>>,
    /// How many numbers `recent` has.
    size: usize,
    size_of: fn(&T) -> usize,
}

impl<T> Found<T> {
    /// Nothing yet. `size_of` is how many numbers something has.
    pub(super) fn new(size_of: fn(&T) -> usize) -> Self {
        Self { recent: HashMap::new(), earlier: HashMap::new(), size: 0, size_of }
    }

    /// Notes what was found of an operation.
    pub(super) fn insert(&mut self, slot: Slot, found: Option<T>) {
        /// A few megabytes of numbers.
        const MOST: usize = 1 << 19;
        /// What an entry takes besides.
        const ENTRY: usize = 8;
        if self.size > MOST {
            self.earlier = std::mem::take(&mut self.recent);
            self.size = 0;
        }
        self.size += ENTRY + found.as_ref().map_or(0, self.size_of);
        self.recent.insert(slot, found);
    }

    /// Forgets some operations.
    pub(super) fn forget(&mut self, slots: std::ops::Range<usize>) {
        for slot in slots.map(|index| Slot(index as u32)) {
            self.recent.remove(&slot);
            self.earlier.remove(&slot);
        }
    }

    /// What has been found of an operation, if anything, and if that is not forgotten.
    pub(super) fn get(&self, slot: Slot) -> Option<&T> {
        self.recent.get(&slot).or_else(|| self.earlier.get(&slot))?.as_ref()
    }

    /// Whether an operation has been looked at, and something was found; it is kept longer now.
    pub(super) fn recall(&mut self, slot: Slot) -> Option<bool> {
        if let Some(found) = self.earlier.remove(&slot) {
            self.insert(slot, found);
        }
        self.recent.get(&slot).or_else(|| self.earlier.get(&slot)).map(Option::is_some)
    }
}

impl<T> std::ops::Index<&Slot> for Found<T> {
    type Output = T;

    fn index(&self, slot: &Slot) -> &T {
        self.get(*slot).expect("something was found of the operands of an operation that is looked at")
    }
}

impl Plan {
    /// What `each` finds of a result from what it found of its operands; `None` as soon as it finds nothing. Only what is
    /// uncertain and `is_open` has its operands walked over. What is found out is known from then on.
    pub(super) fn fold<'f, T>(
        &self,
        slot: Slot,
        found: &'f mut Found<T>,
        is_open: impl Fn(Operation) -> bool,
        each: impl Fn(Slot, Operation, &Found<T>) -> Option<T>,
    ) -> Option<&'f T> {
        let mut open = vec![slot];
        while let Some(&at) = open.last() {
            if found.recall(at).is_some() {
                open.pop();
                continue;
            }
            let operation = self.operations()[at.index()];
            let before = open.len();
            let mut is_nothing = false;
            if self.is_uncertain(at) && is_open(operation) {
                for operand in self.operands(operation) {
                    match found.recall(operand) {
                        Some(is_something) => is_nothing |= !is_something,
                        None => open.push(operand),
                    }
                }
            }
            if is_nothing {
                open.truncate(before);
                found.insert(at, None);
            } else if open.len() == before {
                // An operation is looked at again once its operands are known.
                let one = each(at, operation, found);
                found.insert(at, one);
            }
        }
        found.get(slot)
    }
}

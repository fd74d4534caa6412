//! The values of a plan at one point: a number for each operation, and what is known of those that samples came to.
//! How they are calculated is in `evaluate`.

use std::fmt;
use std::sync::Mutex;

use super::closed::Forms;
use super::estimate::Estimate;
use super::plan::Slot;

/// The value of every operation of a plan, for one point.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Values {
    pub(super) numbers: Vec<f64>,
    /// The same with every estimate at its low end, and at its high one; empty where all are known better.
    pub(super) ends: [Vec<f64>; 2],
    /// What `p`, `mean` and `percentile` came to.
    pub(super) estimates: Vec<(Slot, Estimate)>,
    known: Known,
}

/// The closed forms that are known of the results. They follow from the values, and say nothing more.
#[derive(Default)]
struct Known(Mutex<Forms>);

impl Clone for Known {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl PartialEq for Known {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl fmt::Debug for Known {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("closed forms")
    }
}

impl Values {
    /// Does something with the closed forms that are known, or with none where another thread is at them.
    pub(super) fn with_forms<T>(&self, work: impl FnOnce(&mut Forms) -> T) -> T {
        match self.known.0.try_lock() {
            Ok(mut forms) => work(&mut forms),
            Err(_) => work(&mut Forms::default()),
        }
    }

    /// The result in a slot; NaN if it has none, for a reason that `Plan::fault` finds.
    #[must_use]
    pub fn get(&self, slot: Slot) -> f64 {
        self.numbers[slot.index()]
    }

    /// The result where every probability that it is made of is at its low end, and at its high one: both the same where
    /// those are known.
    #[must_use]
    pub fn ends(&self, slot: Slot) -> (f64, f64) {
        let [low, high] = [&self.ends[0], &self.ends[1]].map(|end| end.get(slot.index()).copied());
        (low.unwrap_or(self.get(slot)), high.unwrap_or(self.get(slot)))
    }

    /// What `p`, `mean` and `percentile` came to, in the order of their operations.
    #[must_use]
    pub fn estimates(&self) -> &[(Slot, Estimate)] {
        &self.estimates
    }

    /// Puts another result in a slot.
    pub(super) fn set(&mut self, slot: Slot, value: f64) {
        self.numbers[slot.index()] = value;
        self.known = Known::default();
    }

    /// Forgets the results of all operations from the given number on.
    pub fn truncate(&mut self, length: usize) {
        let gone = length..self.numbers.len();
        if let Ok(forms) = self.known.0.get_mut() {
            forms.forget(&gone);
        }
        self.numbers.truncate(length);
        self.ends.iter_mut().for_each(|end| end.truncate(length));
        self.estimates.retain(|estimate| estimate.0.index() < length);
        if self.estimates.iter().all(|estimate| !estimate.1.is_open()) {
            self.ends = [Vec::new(), Vec::new()];
        }
    }

    /// Adds what samples came to, as the result of its operation.
    pub(super) fn add(&mut self, at: Slot, estimate: Estimate) {
        if estimate.is_open() && self.ends[0].is_empty() {
            self.ends = [self.numbers.clone(), self.numbers.clone()];
        }
        self.numbers[at.index()] = estimate.value;
        for (end, value) in self.ends.iter_mut().zip([estimate.ends.0, estimate.ends.1]) {
            if let Some(number) = end.get_mut(at.index()) {
                *number = value;
            }
        }
        self.estimates.push((at, estimate));
    }
}

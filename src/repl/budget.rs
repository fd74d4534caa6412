//! The time that colours and previews may take while a line is typed: next to none of a person's, and no more than a
//! part of the time in which a text comes that a terminal types by itself, so that it never waits for them.

use std::cell::Cell;
use std::time::{Duration, Instant};

/// What may be spent at once.
const AT_ONCE: Duration = Duration::from_millis(200);
/// The part of the time since the line was begun that may be spent, as one in so many.
const SHARE: u32 = 2;

/// The time for one line, and what has been spent of it.
pub(super) struct Budget {
    begun: Cell<Instant>,
    spent: Cell<Duration>,
}

impl Default for Budget {
    fn default() -> Self {
        Self { begun: Cell::new(Instant::now()), spent: Cell::default() }
    }
}

impl Budget {
    /// Takes note of a line: with its first letter, the time begins anew.
    pub(super) fn start(&self, line: &str) {
        if line.len() <= 1 {
            self.begun.set(Instant::now());
            self.spent.set(Duration::ZERO);
        }
    }

    /// Whether there is time left.
    pub(super) fn has_some(&self) -> bool {
        self.spent.get() <= AT_ONCE + self.begun.get().elapsed() / SHARE
    }

    /// Does something if there is time for it.
    pub(super) fn spend<T>(&self, work: impl FnOnce() -> T) -> Option<T> {
        if !self.has_some() {
            return None;
        }
        let start = Instant::now();
        let done = work();
        self.spent.set(self.spent.get() + start.elapsed());
        Some(done)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_takes_long_is_not_done_again_at_once() {
        let budget = Budget::default();
        budget.start("5");
        assert_eq!(budget.spend(|| std::thread::sleep(3 * AT_ONCE)), Some(()));
        assert_eq!(budget.spend(|| ()), None);
        budget.start("");
        assert_eq!(budget.spend(|| ()), Some(()));
    }
}

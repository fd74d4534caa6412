//! What a session has accepted: a model as it was, and the changes since. When a bug of napkin breaks off a line, the
//! model is made from these again, and never from what the line left half done.

use super::session::Session;
use crate::bug::{Bug, caught};
use crate::engine::Interrupt;
use crate::model::{Change, Live};
use crate::preset::Preset;
use crate::syntax::tree::Expression;

/// A change that the session has made.
enum Step {
    Change(Box<Change>),
    Keep(Expression),
}

/// What a session has accepted so far.
#[derive(Default)]
pub(super) struct Accepted {
    before: Preset,
    since: Vec<Step>,
    /// Whether the model has become another one in a way that is no single step.
    is_other: bool,
}

impl Accepted {
    /// Notes the change of one name.
    pub(super) fn change(&mut self, change: Change) {
        self.since.push(Step::Change(Box::new(change)));
    }

    /// Notes a line that `_` stands for.
    pub(super) fn keep(&mut self, line: &Expression) {
        self.since.push(Step::Keep(line.clone()));
    }

    /// Notes that the model has become another one.
    pub(super) const fn replace(&mut self) {
        self.is_other = true;
    }

    /// The model that was accepted.
    fn preset(&self) -> Preset {
        let mut preset = self.before.clone();
        for step in &self.since {
            match step {
                // What was accepted once is accepted again.
                Step::Change(change) => drop(preset.model.change(change)),
                Step::Keep(line) => drop(preset.model.keep(line.clone())),
            }
        }
        preset
    }
}

impl Session {
    /// Does what a line says. If that breaks off with a bug, the session is as it was before the line.
    ///
    /// # Errors
    /// The bug.
    pub(super) fn guarded<T>(&mut self, work: impl FnOnce(&mut Self) -> T) -> Result<T, Bug> {
        let done = caught(|| work(self));
        match done {
            Ok(_) => self.accept(),
            Err(_) => self.recover(),
        }
        done
    }

    /// Takes the model as it is for accepted.
    fn accept(&mut self) {
        // As many steps as the model has equations cost as much as the model.
        let most = 1_000 + 2 * self.preset.model.equations().len();
        if self.accepted.is_other || self.accepted.since.len() > most {
            self.accepted = Accepted { before: self.preset.clone(), ..Accepted::default() };
        }
    }

    /// Makes the model again from what was accepted.
    fn recover(&mut self) {
        let interrupt = self.interrupt();
        let mut preset = self.accepted.preset();
        preset.model.interrupt = Interrupt::default();
        self.live = Live::new(&preset.model).0;
        preset.model.interrupt = interrupt.clone();
        self.live.listen(interrupt);
        self.preset = preset;
        self.accepted.is_other = false;
        self.forget_last();
    }
}

//! What the lines of a session changed, and the way back and forth.

use super::reply::Reply;
use super::session::Session;
use crate::diagnostic::Diagnostic;
use crate::engine::Interrupt;
use crate::model::{Change, Defined, Definition, Equation, EquationId, Live};
use crate::preset::Preset;

/// What was done, and what of it was taken back.
#[derive(Default)]
pub(super) struct Steps {
    done: Vec<Step>,
    undone: Vec<Step>,
}

/// What one line changed.
pub(super) enum Step {
    /// One name.
    Name(Box<NameStep>),
    /// All of the model: the one before while the step is done, the one after while it is undone.
    All(Box<Preset>),
}

/// The change of one name.
pub(super) struct NameStep {
    pub(super) defined: Defined,
    pub(super) before: Option<Definition>,
    pub(super) after: Option<Definition>,
    /// The lines that got names by it: as they were without them while the step is done, with them while it is undone.
    pub(super) lines: Vec<(EquationId, Equation)>,
}

impl Steps {
    /// Adds a step, from which no other leads forth.
    pub(super) fn push(&mut self, step: Step) {
        self.done.push(step);
        self.undone.clear();
    }

    /// Makes what is defined so far the beginning.
    pub(super) fn clear(&mut self) {
        *self = Self::default();
    }

    /// The last step, if it changed one name.
    pub(super) fn last_name(&mut self) -> Option<&mut NameStep> {
        match self.done.last_mut() {
            Some(Step::Name(step)) => Some(step),
            _ => None,
        }
    }
}

impl Session {
    pub(super) fn undo(&mut self) -> Reply {
        let Some(mut step) = self.steps.done.pop() else {
            return Diagnostic::error("there is nothing to undo").into();
        };
        let reply = match &mut step {
            Step::Name(step) => {
                let reply = self.restore(&step.defined, step.before.clone());
                self.live.exchange(&mut self.preset.model, &mut step.lines);
                reply
            }
            Step::All(other) => self.restore_all(other),
        };
        self.steps.undone.push(step);
        reply
    }

    pub(super) fn redo(&mut self) -> Reply {
        let Some(mut step) = self.steps.undone.pop() else {
            return Diagnostic::error("there is nothing to redo").into();
        };
        let reply = match &mut step {
            Step::Name(step) => {
                self.live.exchange(&mut self.preset.model, &mut step.lines);
                self.restore(&step.defined, step.after.clone())
            }
            Step::All(other) => self.restore_all(other),
        };
        self.steps.done.push(step);
        reply
    }

    fn restore(&mut self, defined: &Defined, definition: Option<Definition>) -> Reply {
        let change = definition.map_or_else(|| Change::Delete(defined.clone()), Change::Define);
        match self.live.change(&mut self.preset.model, change) {
            Ok(update) => self.tell(defined, &update),
            Err(problems) => problems.into(),
        }
    }

    /// Exchanges the model for another one.
    fn restore_all(&mut self, other: &mut Preset) -> Reply {
        let mut preset = other.clone();
        preset.model.sampling = self.preset.model.sampling;
        // What was accepted before is accepted again, and takes its time.
        preset.model.interrupt = Interrupt::default();
        let live = Live::new(&preset.model).0;
        preset.model.interrupt = self.interrupt();
        *other = self.take_over(preset, live);
        self.live.listen(self.interrupt());
        let count = self.preset.model.names().count();
        Reply::line(format!("back to {count} definition{}", if count == 1 { "" } else { "s" }))
    }
}

//! The way back: what each line changed, so that `:undo` takes it back and `:redo` makes it again. Settings are changes
//! like others; a command that changes several names is one step.

use super::reply::Reply;
use super::session::Session;
use super::settings;
use crate::diagnostic::Diagnostic;
use crate::engine::{Interrupt, Sampling};
use crate::model::{Change, Defined, Definition, Live};
use crate::preset::Preset;

/// What one line changed.
pub(super) enum Step {
    Name(Box<NameStep>),
    All { before: Box<Preset>, after: Box<Preset> },
    Settings { before: Settings, after: Settings },
    Several(Vec<Self>),
}

/// The change of one name.
pub(super) struct NameStep {
    pub(super) defined: Defined,
    pub(super) before: Option<Definition>,
    pub(super) after: Option<Definition>,
}

/// The settings that are no part of the model.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Settings {
    pub(super) digits: Option<usize>,
    pub(super) by_hand: bool,
    pub(super) sampling: Sampling,
}

/// What was done, and what of it was taken back.
#[derive(Default)]
pub(super) struct Steps {
    done: Vec<Step>,
    undone: Vec<Step>,
}

impl Steps {
    /// Adds what was done; what was taken back before cannot be made again.
    pub(super) fn push(&mut self, step: Step) {
        self.done.push(step);
        self.undone.clear();
    }
}

/// Which way a step is taken.
#[derive(Clone, Copy)]
enum Way {
    Back,
    Again,
}

impl Session {
    /// The settings that are no part of the model.
    pub(super) const fn settings(&self) -> Settings {
        Settings { digits: self.digits, by_hand: self.by_hand, sampling: self.preset.model.sampling }
    }

    /// Notes that settings are not what they were, if so.
    pub(super) fn note_settings(&mut self, before: Settings) {
        let after = self.settings();
        if before != after {
            self.steps.push(Step::Settings { before, after });
        }
    }

    /// Makes one step of all that an action does.
    pub(super) fn together(&mut self, act: impl FnOnce(&mut Self) -> Reply) -> Reply {
        let length = self.steps.done.len();
        let reply = act(self);
        if self.steps.done.len() > length + 1 {
            let several = self.steps.done.split_off(length);
            self.steps.done.push(Step::Several(several));
        }
        reply
    }

    /// Makes one step of a definition and of the name that the last question got for it; none if the definition failed.
    pub(super) fn take_back_together(&mut self, before: Preset, failed: bool) {
        if failed {
            self.put_back(before);
        } else if let Some(step) = self.steps.done.last_mut() {
            *step = Step::All { before: Box::new(before), after: Box::new(self.preset.clone()) };
        }
    }

    pub(super) fn undo(&mut self) -> Reply {
        let Some(step) = self.steps.done.pop() else { return Diagnostic::error("there is nothing to undo").into() };
        let reply = self.take(&step, Way::Back);
        self.steps.undone.push(step);
        reply
    }

    pub(super) fn redo(&mut self) -> Reply {
        let Some(step) = self.steps.undone.pop() else { return Diagnostic::error("there is nothing to redo").into() };
        let reply = self.take(&step, Way::Again);
        self.steps.done.push(step);
        reply
    }

    fn take(&mut self, step: &Step, way: Way) -> Reply {
        match (step, way) {
            (Step::Name(step), Way::Back) => self.restore(&step.defined, step.before.clone()),
            (Step::Name(step), Way::Again) => self.restore(&step.defined, step.after.clone()),
            (Step::All { before: preset, .. }, Way::Back) | (Step::All { after: preset, .. }, Way::Again) => {
                self.restore_all((**preset).clone())
            }
            (Step::Settings { before: chosen, .. }, Way::Back) | (Step::Settings { after: chosen, .. }, Way::Again) => {
                self.restore_settings(*chosen)
            }
            (Step::Several(steps), way) => {
                let mut reply = Reply::default();
                for index in 0..steps.len() {
                    let index = if matches!(way, Way::Back) { steps.len() - 1 - index } else { index };
                    reply.append(self.take(&steps[index], way));
                }
                reply
            }
        }
    }

    fn restore(&mut self, defined: &Defined, definition: Option<Definition>) -> Reply {
        let change = definition.map_or_else(|| Change::Delete(defined.clone()), Change::Define);
        self.changes += 1;
        match self.live.change(&mut self.preset.model, change) {
            Ok(update) => self.tell(defined, &update),
            Err(problems) => problems.into(),
        }
    }

    fn restore_all(&mut self, mut preset: Preset) -> Reply {
        self.changes += 1;
        preset.model.sampling = self.preset.model.sampling;
        self.settle_last(&preset);
        self.put_back(preset);
        let count = self.preset.model.names().count();
        Reply::line(format!("back to {count} definition{}", if count == 1 { "" } else { "s" }))
    }

    /// Makes a model that was accepted before that of the session, with results of its own.
    fn put_back(&mut self, mut preset: Preset) {
        // What was accepted before is accepted again, and takes its time.
        preset.model.interrupt = Interrupt::default();
        self.live = Live::new(&preset.model).0;
        preset.model.interrupt = self.interrupt();
        self.live.listen(self.interrupt());
        self.preset = preset;
    }

    fn restore_settings(&mut self, chosen: Settings) -> Reply {
        let before = self.settings();
        if chosen.sampling != before.sampling
            && let Err(problems) = self.resample(chosen.sampling)
        {
            return problems.into();
        }
        (self.digits, self.by_hand) = (chosen.digits, chosen.by_hand);
        settings::changed(self, before)
    }
}

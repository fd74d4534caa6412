//! The way back: what each line changed, so that `:undo` takes it back and `:redo` makes it again. Settings are changes
//! like others; a command that changes several names is one step.

use std::collections::VecDeque;

use super::{Done, Event, Workspace};
use crate::diagnostic::Diagnostic;
use crate::engine::{Options, Sampling};
use crate::limits;
use crate::model::{Change, Defined, Definition, Equation, EquationId, Live};
use crate::preset::Preset;

/// What was done, and what of it was taken back.
#[derive(Default)]
pub(super) struct Steps {
    done: VecDeque<Step>,
    /// How many definitions the steps that are done hold.
    size: usize,
    /// Whether steps have been forgotten.
    is_cut: bool,
    undone: Vec<Step>,
}

/// What one line changed.
pub(super) enum Step {
    /// One name.
    Name(Box<NameStep>),
    /// All of the model: the one before while the step is done, the one after while it is undone.
    All(Box<Preset>),
    /// Settings that are no part of the model.
    Settings { before: Settings, after: Settings },
    /// All that one command changed.
    Several(Vec<Self>),
}

/// The change of one name.
pub(super) struct NameStep {
    pub(super) defined: Defined,
    pub(super) before: Option<Definition>,
    pub(super) after: Option<Definition>,
    /// The lines that got names by it: as they were without them while the step is done, with them while it is undone.
    pub(super) lines: Vec<(EquationId, Equation)>,
}

/// The settings that are no part of the model.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settings {
    /// Significant digits of results, where someone has chosen them.
    pub digits: Option<usize>,
    /// Whether answers say what mental arithmetic gives.
    pub by_hand: bool,
    /// How uncertain results are found.
    pub sampling: Sampling,
}

/// Which way a step is taken.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Back,
    Again,
}

impl Step {
    /// How many definitions it holds, about.
    fn size(&self) -> usize {
        match self {
            Self::Name(_) | Self::Settings { .. } => 1,
            Self::All(preset) => 1 + preset.model.equations().len(),
            Self::Several(steps) => steps.iter().map(Self::size).sum(),
        }
    }
}

impl Steps {
    /// Adds what was done; what was taken back before cannot be made again.
    pub(super) fn push(&mut self, step: Step) {
        self.add(step);
        self.undone.clear();
    }

    /// Adds a step that is done. The oldest ones are forgotten where all hold more definitions than [`limits::UNDO`]; the
    /// last one can be taken back however large it is.
    fn add(&mut self, step: Step) {
        self.size += step.size();
        self.done.push_back(step);
        while self.size > limits::UNDO && self.done.len() > 1 {
            self.size -= self.done.pop_front().map_or(0, |step| step.size());
            self.is_cut = true;
        }
    }

    /// Takes the last step that is done.
    fn pop(&mut self) -> Option<Step> {
        let step = self.done.pop_back()?;
        self.size -= step.size();
        Some(step)
    }

    /// Makes what is defined so far the beginning.
    pub(super) fn clear(&mut self) {
        *self = Self::default();
    }

    /// How many steps can be taken back.
    pub(super) fn length(&self) -> usize {
        self.done.len()
    }

    /// Forgets steps beyond so many. If there are fewer, one was taken back half, and nothing is known for sure.
    pub(super) fn shorten(&mut self, length: usize) {
        if self.done.len() < length {
            *self = Self { is_cut: true, ..Self::default() };
        }
        while self.done.len() > length {
            self.pop();
        }
    }

    /// The last step, if it changed one name.
    pub(super) fn last_name(&mut self) -> Option<&mut NameStep> {
        match self.done.back_mut() {
            Some(Step::Name(step)) => Some(step),
            _ => None,
        }
    }

    /// Why there is nothing to undo.
    fn nothing(&self) -> Diagnostic {
        if self.is_cut {
            let message = format!("`:undo` keeps no more than {} definitions", limits::UNDO);
            return Diagnostic::error(message).help("what was done before cannot be taken back");
        }
        Diagnostic::error("there is nothing to undo")
    }
}

impl Workspace {
    /// The settings that are no part of the model.
    pub const fn settings(&self) -> Settings {
        Settings { digits: self.digits, by_hand: self.by_hand, sampling: self.options.sampling }
    }

    /// Notes that settings are not what they were, if so.
    pub(super) fn note_settings(&mut self, before: Settings) {
        let after = self.settings();
        if before != after {
            self.steps.push(Step::Settings { before, after });
        }
    }

    /// Makes one step of all that an action does.
    pub fn together(&mut self, act: impl FnOnce(&mut Self) -> Done) -> Done {
        let length = self.steps.done.len();
        let done = act(self);
        if self.steps.done.len() > length + 1 {
            let several = self.steps.done.split_off(length);
            self.steps.done.push_back(Step::Several(several.into()));
        }
        done
    }

    /// Takes the last step back.
    pub fn undo(&mut self) -> Done {
        let Some(mut step) = self.steps.pop() else { return self.steps.nothing().into() };
        let done = self.take(&mut step, Way::Back);
        self.steps.undone.push(step);
        done
    }

    /// Makes the step again that was taken back last.
    pub fn redo(&mut self) -> Done {
        let Some(mut step) = self.steps.undone.pop() else {
            return Diagnostic::error("there is nothing to redo").into();
        };
        let done = self.take(&mut step, Way::Again);
        self.steps.add(step);
        done
    }

    fn take(&mut self, step: &mut Step, way: Way) -> Done {
        match (step, way) {
            (Step::Name(step), Way::Back) => {
                let done = self.restore(&step.defined, step.before.clone());
                self.exchange(&mut step.lines);
                done
            }
            (Step::Name(step), Way::Again) => {
                self.exchange(&mut step.lines);
                self.restore(&step.defined, step.after.clone())
            }
            (Step::All(other), _) => self.restore_all(other),
            (Step::Settings { before: chosen, .. }, Way::Back) | (Step::Settings { after: chosen, .. }, Way::Again) => {
                self.restore_settings(*chosen)
            }
            (Step::Several(steps), way) => {
                let mut done = Done::default();
                let count = steps.len();
                for index in 0..count {
                    let index = if way == Way::Back { count - 1 - index } else { index };
                    done.append(self.take(&mut steps[index], way));
                }
                done
            }
        }
    }

    fn restore(&mut self, defined: &Defined, definition: Option<Definition>) -> Done {
        let change = definition.map_or_else(|| Change::Delete(defined.clone()), Change::Define);
        self.changes += 1;
        match self.change_model(change) {
            Ok(update) => Done { events: self.events(defined, &update), ..Done::default() },
            Err(problems) => problems.into(),
        }
    }

    /// Exchanges the model for another one.
    fn restore_all(&mut self, other: &mut Preset) -> Done {
        self.changes += 1;
        let preset = other.clone();
        // What was accepted before is accepted again, and takes its time.
        let live = Live::new(&preset.model, &Options::from(self.options.sampling)).0;
        *other = self.take_over(preset, live);
        self.live.listen(self.interrupt());
        let count = self.preset.model.names().count();
        Done::one(Event::BackTo(count))
    }

    fn restore_settings(&mut self, chosen: Settings) -> Done {
        let before = self.settings();
        if chosen.sampling != before.sampling
            && let Err(problems) = self.resample(chosen.sampling)
        {
            return problems.into();
        }
        (self.digits, self.by_hand) = (chosen.digits, chosen.by_hand);
        self.changed_settings(before)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_many_steps_as_may_be_and_one_more() {
        let limit = limits::ALL.iter().find(|limit| limit.name == "UNDO").expect("it is a limit");
        let settings = Settings { digits: None, by_hand: false, sampling: Sampling::default() };
        let mut steps = Steps::default();
        (0..limit.most).for_each(|_| steps.push(Step::Settings { before: settings, after: settings }));
        assert_eq!(steps.length(), limit.most);
        assert_eq!(steps.nothing().message, "there is nothing to undo");
        steps.push(Step::Settings { before: settings, after: settings });
        assert_eq!(steps.length(), limit.most);
        while steps.pop().is_some() {}
        assert_eq!((steps.size, steps.nothing().message.as_str()), (0, limit.message));
    }
}

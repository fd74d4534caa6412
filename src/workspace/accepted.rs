//! What a session has accepted: a model as it was, and the changes since. When a bug of napkin breaks off a line, the
//! model is made from these again, and never from what the line left half done.

use super::{Settings, Workspace};
use crate::diagnostic::Diagnostics;
use crate::engine::Options;
use crate::model::{Change, Defined, Equation, EquationId, Live, Update};
use crate::preset::Preset;
use crate::syntax::tree::Expression;

/// A change that the session has made.
enum Step {
    /// A name got another meaning.
    Change(Box<Change>),
    /// A line was added that `_` stands for.
    Keep(Expression),
    /// Lines got names, or lost them.
    Exchange(Vec<(EquationId, Equation)>),
}

/// What a session has accepted so far.
pub(super) struct Accepted {
    before: Preset,
    since: Vec<Step>,
    /// How many of these belong to lines that have come to their end.
    count: usize,
    /// How many steps `:undo` can take back.
    steps: usize,
    /// The settings that were chosen.
    settings: Settings,
    /// Whether the model has become another one in a way that is no single step.
    is_other: bool,
}

impl Accepted {
    /// A model and settings to begin with.
    pub(super) fn of(preset: &Preset, settings: Settings) -> Self {
        Self { before: preset.clone(), since: Vec::new(), count: 0, steps: 0, settings, is_other: false }
    }

    /// Notes that the model has become another one.
    pub(super) const fn replace(&mut self) {
        self.is_other = true;
    }

    /// The model that was accepted.
    fn preset(&self) -> Preset {
        let mut preset = self.before.clone();
        for step in &self.since[..self.count] {
            match step {
                // What was accepted once is accepted again, and what was not is taken back by the next step.
                Step::Change(change) => {
                    let _ = preset.model.change(change);
                    if let Defined::Value(name) = change.defined()
                        && let Some(id) = preset.model.find(name.as_str())
                    {
                        preset.list_again(id);
                    }
                }
                Step::Keep(line) => {
                    preset.model.keep(line.clone());
                }
                Step::Exchange(lines) => {
                    for (id, equation) in lines {
                        preset.model.exchange(*id, &mut equation.clone());
                    }
                }
            }
        }
        preset
    }
}

impl Workspace {
    /// Changes one name of the model.
    ///
    /// # Errors
    /// The problems it would make; then all is as it was, but that the number of a new equation stays taken.
    pub(super) fn change_model(&mut self, change: Change) -> Result<Update, Diagnostics> {
        let defined = change.defined();
        let done = self.live.change(&mut self.preset.model, change.clone());
        self.accepted.since.push(Step::Change(Box::new(change)));
        if done.is_err() {
            let back = self.preset.model.definition(&defined).map_or(Change::Delete(defined), Change::Define);
            self.accepted.since.push(Step::Change(Box::new(back)));
        }
        done
    }

    /// Adds a line to the model that `_` stands for from then on.
    pub(super) fn keep_line(&mut self, line: Expression) -> EquationId {
        self.accepted.since.push(Step::Keep(line.clone()));
        self.live.keep(&mut self.preset.model, line)
    }

    /// Gives names to the lines that `_` stands for; returns the equations as they were before.
    pub(super) fn name_lines(&mut self) -> Vec<(EquationId, Equation)> {
        let lines = self.live.name_last(&mut self.preset.model);
        let named = lines.iter().map(|&(id, _)| (id, self.preset.model.equations()[id.index()].clone()));
        self.accepted.since.push(Step::Exchange(named.collect()));
        lines
    }

    /// Puts other equations in place of some that have the same results, and those in place of the others.
    pub(super) fn exchange(&mut self, lines: &mut [(EquationId, Equation)]) {
        self.accepted.since.push(Step::Exchange(lines.to_vec()));
        self.live.exchange(&mut self.preset.model, lines);
    }

    /// Accepts what a line did, or makes the model again as it was before if the line broke off with a bug.
    pub fn settle(&mut self, is_whole: bool) {
        if is_whole {
            self.accept();
        } else {
            self.recover();
        }
    }

    /// Takes the model as it is for accepted.
    fn accept(&mut self) {
        // As many steps as the model has equations cost as much as the model.
        let most = 1_000 + 2 * self.preset.model.equations().len();
        if self.accepted.is_other || self.accepted.since.len() > most {
            self.accepted = Accepted::of(&self.preset, self.settings());
        }
        self.accepted.count = self.accepted.since.len();
        self.accepted.steps = self.steps.length();
        self.accepted.settings = self.settings();
    }

    /// Makes the model again from what was accepted.
    fn recover(&mut self) {
        let Settings { digits, by_hand, sampling } = self.accepted.settings;
        let preset = self.accepted.preset();
        self.accepted.since.truncate(self.accepted.count);
        self.options.sampling = sampling;
        self.live = Live::new(&preset.model, &Options::from(sampling)).0;
        self.live.listen(self.interrupt());
        self.preset = preset;
        self.accepted.is_other = false;
        self.steps.shorten(self.accepted.steps);
        (self.digits, self.by_hand) = (digits, by_hand);
        self.asked.shorten(self.preset.model.equations().len());
    }
}

//! What `_` stands for in a session: the last question, which the model holds only once a line uses it.

use super::session::Session;
use crate::model::{Equation, EquationId, Live, Model};
use crate::preset::Preset;
use crate::syntax::tree::Expression;

impl Session {
    /// Notes a question that has an answer.
    pub(super) fn asks(&mut self, question: Expression) {
        if !question.mentions_last() {
            self.asked.clear();
        }
        self.asked.push(question);
        self.kept = None;
    }

    /// Makes the last question part of the model where an expression uses it, so that `_` stands for it.
    pub(super) fn keep_last(&mut self, body: &Expression) {
        if body.mentions_last()
            && let Some(asked) = self.asked.last()
            && (self.kept.is_none() || self.kept != self.preset.model.last())
        {
            self.kept = Some(self.live.keep(&mut self.preset.model, asked.clone()));
        }
    }

    /// The same where a definition uses it, which needs a name for it. Returns the equations as they were before.
    pub(super) fn name_last(&mut self, body: &Expression) -> Vec<(EquationId, Equation)> {
        self.keep_last(body);
        if body.mentions_last() { self.live.name_last(&mut self.preset.model) } else { Vec::new() }
    }

    /// Puts another model in place of that of the session, which it returns. `_` stands for the same line as before.
    pub(super) fn take_over(&mut self, preset: Preset, live: Live) -> Preset {
        let before = std::mem::replace(&mut self.preset, preset);
        self.live = live;
        let lines = |model| Model::lines_above(model).map(|id| (id, &model.equations()[id.index()].body));
        if lines(&self.preset.model).eq(lines(&before.model)) {
            return before;
        }
        self.kept = None;
        // The question itself is kept when a line uses it.
        if let Some((_, above)) = self.asked.split_last() {
            for body in above {
                self.live.keep(&mut self.preset.model, body.clone());
            }
        }
        before
    }
}

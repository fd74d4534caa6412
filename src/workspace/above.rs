//! What `_` stands for in a session: the last question, which the model holds only once a line uses it.

use super::Workspace;
use crate::diagnostic::Diagnostics;
use crate::model::{Equation, EquationId, Live, Model};
use crate::preset::Preset;
use crate::syntax::tree::Expression;
use crate::syntax::{Origin, parse_expression};

/// The last question, and what the model holds of it.
#[derive(Default)]
pub(super) struct Asked {
    /// The question, behind those that it uses as `_`.
    questions: Vec<Expression>,
    /// The lines of the model that are the first of these.
    kept: Vec<EquationId>,
}

impl Asked {
    /// Notes a question that has an answer.
    pub(super) fn push(&mut self, question: Expression) {
        if !question.mentions_last() {
            *self = Self::default();
        }
        self.questions.push(question);
    }

    /// Takes note that the model has no more than so many equations now.
    pub(super) fn shorten(&mut self, count: usize) {
        self.kept.retain(|id| id.index() < count);
    }
}

impl Workspace {
    /// Makes the last question part of the model where an expression uses it, so that `_` stands for it.
    ///
    /// # Errors
    /// It has no answer any more, since the model is another one.
    pub(super) fn keep_last(&mut self, body: &Expression) -> Result<(), Diagnostics> {
        if body.mentions_last() { self.keep(self.asked.questions.len()) } else { Ok(()) }
    }

    /// The last question as it was written; `None` if there is none.
    pub(super) fn last_asked(&self) -> Option<&Expression> {
        self.asked.questions.last()
    }

    /// The last question, to be looked at once more; `None` if there is none.
    ///
    /// # Errors
    /// What it uses as `_` has no answer any more.
    pub(super) fn last_question(&mut self) -> Result<Option<Expression>, Diagnostics> {
        let Some(question) = self.asked.questions.last().filter(|question| question.mentions_last()).cloned() else {
            return Ok(self.asked.questions.last().cloned());
        };
        let count = self.asked.questions.len();
        if self.asked.kept.len() == count {
            // `_` is the question itself by now.
            self.keep(count)?;
            return Ok(parse_expression("_", Origin::default()).ok());
        }
        self.keep(count - 1)?;
        Ok(Some(question))
    }

    /// Makes the first `count` of the last question and those it uses part of the model.
    fn keep(&mut self, count: usize) -> Result<(), Diagnostics> {
        if self.asked.kept.last().is_some_and(|&kept| Some(kept) != self.preset.model.last()) {
            self.asked.kept.clear();
        }
        for index in self.asked.kept.len()..count {
            let question = self.asked.questions[index].clone();
            if let Some(problems) = self.trouble(&question) {
                return Err(problems);
            }
            self.preset.model.check_room(question.span())?;
            let id = self.keep_line(question);
            self.asked.kept.push(id);
        }
        Ok(())
    }

    /// The same where a definition uses it, which needs a name for it. Returns the equations as they were before.
    pub(super) fn name_last(&mut self, body: &Expression) -> Result<Vec<(EquationId, Equation)>, Diagnostics> {
        self.keep_last(body)?;
        Ok(if body.mentions_last() { self.name_lines() } else { Vec::new() })
    }

    /// Puts another model in place of that of the session, which it returns. `_` stands for the same question as before.
    pub(super) fn take_over(&mut self, preset: Preset, live: Live) -> Preset {
        let before = std::mem::replace(&mut self.preset, preset);
        self.live = live;
        self.accepted.replace();
        let lines = |model| Model::lines_above(model).map(|id| (id, &model.equations()[id.index()].body));
        if !lines(&self.preset.model).eq(lines(&before.model)) {
            self.asked.kept.clear();
        }
        before
    }
}

//! The lines of a text as a model: each statement with its equation, its name and its place, and all results.
//! A text is calculated at once, in any order of its lines; a session takes them one by one.

use super::reading::{Entry, Lines, unmarked};
use crate::diagnostic::{Diagnostics, SourceId, Sources};
use crate::engine::Options;
use crate::model::{Answers, Equation, Model};

/// The lines of a text as a model, with their results.
pub struct Text {
    /// The text.
    pub source: SourceId,
    /// Its statements, in their order.
    pub entries: Vec<Entry>,
    /// The model that they are.
    pub model: Model,
    /// Its results.
    pub answers: Answers,
    /// All errors and hints, in the order of their places.
    pub problems: Diagnostics,
}

impl Text {
    /// Calculates the lines of a text.
    #[must_use]
    pub fn new(name: Option<String>, text: &str, options: &Options, sources: &mut Sources) -> Self {
        let text = unmarked(text);
        let source = sources.add(name, text);
        let Lines { entries, model, mut problems } = Lines::new(source, text);
        let answers = model.answers(options);
        problems.extend(answers.diagnostics.iter().cloned());
        let mut problems = problems.into_diagnostics();
        problems.sort_by_place();
        Self { source, entries, model, answers, problems }
    }

    /// Whether there is an error in it.
    #[must_use]
    pub fn is_wrong(&self) -> bool {
        self.problems.has_errors()
    }

    /// Whether an equation prints its result: a bare expression, or any where there are only definitions.
    pub fn is_printed(&self) -> impl Fn(&Equation) -> bool {
        let only_definitions = self.model.equations().iter().all(|equation| equation.name.is_some());
        move |equation| equation.name.is_none() || only_definitions
    }
}

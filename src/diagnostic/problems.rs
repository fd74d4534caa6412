//! What was found wrong, as far as it is kept: a text of which every line is wrong is not to fill the memory.

use super::{Diagnostic, Diagnostics, Span};
use crate::limits;

/// Collects errors and hints in the order in which they are found, and ends as [`Diagnostics`]. Of each kind there are no
/// more than [`limits::PROBLEMS`]; the others are counted.
#[derive(Debug, Clone, Default)]
pub struct Problems {
    kept: Vec<Diagnostic>,
    errors: usize,
    hints: usize,
    /// Where the first one is that is not kept.
    beyond: Option<Span>,
}

impl Problems {
    /// Notes a problem.
    pub fn push(&mut self, problem: Diagnostic) {
        let count = if problem.is_error() { &mut self.errors } else { &mut self.hints };
        *count += 1;
        if *count <= limits::PROBLEMS {
            self.kept.push(problem);
        } else if self.beyond.is_none() {
            self.beyond = problem.primary.map(|label| label.span);
        }
    }

    /// Those that are kept.
    #[must_use]
    pub fn kept(&self) -> &[Diagnostic] {
        &self.kept
    }

    /// Those that are kept, to say more of them.
    pub fn kept_mut(&mut self) -> &mut [Diagnostic] {
        &mut self.kept
    }

    /// Those that are kept, and one that says how many are not.
    #[must_use]
    pub fn into_diagnostics(mut self) -> Diagnostics {
        let all = self.errors + self.hints;
        let kept = self.kept.len();
        if kept < all {
            let message = format!("{}: the others are not listed", too_many());
            let is_error = self.errors > limits::PROBLEMS;
            let last = if is_error { Diagnostic::error(message) } else { Diagnostic::hint(message) };
            self.kept.push(match self.beyond {
                Some(span) => last.at(span, "from here on"),
                None => last,
            });
        }
        self.kept.into()
    }
}

/// What is said of those that are not kept.
fn too_many() -> String {
    format!("there are more than {} problems", limits::PROBLEMS)
}

/// Whether a problem is the one that says that there are others.
#[must_use]
pub fn is_of_others(problem: &Diagnostic) -> bool {
    problem.message.starts_with(&too_many())
}

impl Extend<Diagnostic> for Problems {
    fn extend<T: IntoIterator<Item = Diagnostic>>(&mut self, problems: T) {
        problems.into_iter().for_each(|problem| self.push(problem));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_many_as_may_be_and_one_more() {
        let mut problems = Problems::default();
        problems.extend((0..limits::PROBLEMS).map(|number| Diagnostic::error(number.to_string())));
        assert_eq!(problems.clone().into_diagnostics().len(), limits::PROBLEMS);
        problems.push(Diagnostic::hint("kept all the same"));
        problems.push(Diagnostic::error("one more"));
        let listed = problems.into_diagnostics();
        assert_eq!(listed.len(), limits::PROBLEMS + 2);
        let last = &listed[limits::PROBLEMS + 1];
        assert_eq!(last.message, "there are more than 10000 problems: the others are not listed");
        assert!(last.is_error() && is_of_others(last));
    }
}

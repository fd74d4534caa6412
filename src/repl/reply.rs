//! What a line is answered with: text for the person, problems, and whether the session goes on.

use crate::diagnostic::{Diagnostic, Diagnostics};

/// What a line is answered with.
#[derive(Debug, Default)]
pub struct Reply {
    /// Results, ending with a newline if there are any.
    pub text: String,
    /// Errors and hints.
    pub problems: Diagnostics,
    /// Whether the session is over.
    pub quit: bool,
}

impl Reply {
    /// A reply of one line.
    #[must_use]
    pub fn line(text: impl Into<String>) -> Self {
        Self { text: text.into() + "\n", ..Self::default() }
    }

    /// A reply of any number of lines.
    #[must_use]
    pub fn lines(lines: &[String]) -> Self {
        let text = lines.iter().flat_map(|line| [line.as_str(), "\n"]).collect();
        Self { text, ..Self::default() }
    }

    /// Adds what a further line was answered with.
    pub(super) fn append(&mut self, other: Self) {
        self.text += &other.text;
        self.problems.extend(other.problems);
        self.quit |= other.quit;
    }

    /// Whether the line failed, so that it changed nothing.
    #[must_use]
    pub fn failed(&self) -> bool {
        self.problems.has_errors()
    }
}

impl From<Diagnostics> for Reply {
    fn from(problems: Diagnostics) -> Self {
        Self { problems, ..Self::default() }
    }
}

impl From<Diagnostic> for Reply {
    fn from(problem: Diagnostic) -> Self {
        Diagnostics::from(problem).into()
    }
}

//! What a line is answered with: text for the person, problems, and whether the session goes on.

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::document::{Block, Document};
use crate::render::terminal;
use crate::report::changes::document;
use crate::workspace::{Done, Workspace};

/// What a line is answered with.
#[derive(Debug, Default)]
pub struct Reply {
    /// What there is to read.
    pub document: Document,
    /// Errors and hints.
    pub problems: Diagnostics,
    /// Whether the session is over.
    pub quit: bool,
}

impl Reply {
    /// A reply of one line.
    #[must_use]
    pub fn line(text: impl Into<String>) -> Self {
        Document::of_line(text.into()).into()
    }

    /// A reply of any number of lines.
    #[must_use]
    pub fn lines(lines: &[String]) -> Self {
        let blocks = lines.iter().map(|line| Block::Line(line.as_str().into())).collect();
        Document { blocks }.into()
    }

    /// What a line did, in words.
    pub(super) fn of(done: Done, workspace: &Workspace) -> Self {
        Self { document: document(workspace, &done.events), problems: done.problems, quit: false }
    }

    /// Adds what a further line was answered with.
    pub(super) fn append(&mut self, other: Self) {
        self.document.append(other.document);
        self.problems.extend(other.problems);
        self.quit |= other.quit;
    }

    /// What a terminal of so many columns shows of it, with its styles, without the problems.
    #[must_use]
    pub fn text(&self, width: usize) -> String {
        terminal::text(&self.document, width)
    }

    /// Whether the line failed, so that it changed nothing.
    #[must_use]
    pub fn failed(&self) -> bool {
        self.problems.has_errors()
    }
}

impl From<Document> for Reply {
    fn from(document: Document) -> Self {
        Self { document, ..Self::default() }
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

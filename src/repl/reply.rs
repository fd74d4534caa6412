//! What a line is answered with: text for the person, problems, and whether the session goes on.

use crate::command::{Failure, Response};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::document::{Block, Document};
use crate::render::terminal;
use crate::report::json::Object;

/// What a line is answered with.
#[derive(Debug, Default)]
pub struct Reply {
    /// What there is to read.
    pub document: Document,
    /// What there is to read for a program, where that was asked for.
    pub objects: Vec<Object>,
    /// Errors and hints.
    pub problems: Diagnostics,
    /// Whether the session is over.
    pub quit: bool,
    /// Whether a check fails, or a question has no answer, though nothing is wrong.
    pub fails: bool,
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

    /// What a command answers with, as a document or as objects.
    pub(super) fn of(response: Result<Response<'_>, Failure>, json: bool) -> Self {
        let response = match response {
            Ok(response) => response,
            Err(failure) => return failure.into_problems().into(),
        };
        let mut reply =
            Self { problems: response.problems, quit: response.quits, fails: response.fails, ..Self::default() };
        match &response.finding {
            Some(finding) if json => reply.objects = finding.objects(),
            Some(finding) => reply.document = finding.document(),
            None => {}
        }
        reply
    }

    /// Adds what a further line was answered with.
    pub(super) fn append(&mut self, other: Self) {
        self.document.append(other.document);
        self.objects.extend(other.objects);
        self.problems.extend(other.problems);
        self.quit |= other.quit;
        self.fails |= other.fails;
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

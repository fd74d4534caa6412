//! An error as an object.

use serde::Serialize;

use super::line::LineRecord;
use crate::diagnostic::{Diagnostic, Sources};

/// An error, its ways out, and where it is.
#[derive(Debug, Serialize)]
pub struct Failure {
    error: String,
    help: String,
    span: Option<Place>,
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    line: Option<LineRecord>,
}

/// Where an error is: bytes from 0, line and column from 1.
#[derive(Debug, Serialize)]
struct Place {
    source: Option<String>,
    start: usize,
    end: usize,
    line: usize,
    column: usize,
}

impl Failure {
    /// The object for a diagnostic.
    #[must_use]
    pub fn new(diagnostic: &Diagnostic, sources: &Sources) -> Self {
        let span = diagnostic.primary.as_ref().map(|label| {
            let source = sources.get(label.span.source());
            let range = label.span.range();
            let (line, column) = source.position(range.start);
            Place { source: source.name.clone(), start: range.start, end: range.end, line, column }
        });
        Self { error: diagnostic.message.clone(), help: diagnostic.help_text(), span, line: None }
    }

    /// The error with the line of the text that it makes wrong.
    #[must_use]
    pub fn on(self, line: LineRecord) -> Self {
        Self { line: Some(line), ..self }
    }
}

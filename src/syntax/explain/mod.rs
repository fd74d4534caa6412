//! Why a line is not in the language: the grammar's furthest failure, said as a person would say it. Each file knows one
//! family of what people type; the first that recognises the line speaks.

mod brackets;
mod definitions;
mod expected;
mod mathematics;
mod missing;
mod numbers;
mod pasted;
mod results;
mod shell;
mod side_by_side;
mod spelled_out;
mod trial;
mod words;

use std::ops::Range;

use pest::error::{Error, InputLocation};

use self::expected::{Expected, expected};
use super::Origin;
use super::grammar::Rule;
use crate::diagnostic::Diagnostic;

pub(super) use trial::Trial;

/// A line that is not in the language, and how far the grammar came.
struct Failure<'t> {
    /// Tries what is offered.
    trial: Trial<'t>,
    /// The line as it was written.
    text: &'t str,
    /// The byte that the grammar could not take.
    at: usize,
    /// What it would have taken there.
    expected: Expected,
}

impl<'t> Failure<'t> {
    /// What the grammar has taken, without spaces at its end.
    fn before(&self) -> &'t str {
        self.text[..self.at].trim_end()
    }

    /// What it could not take.
    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    /// The word, number or sign that it could not take.
    fn token(&self) -> &'t str {
        words::first(self.rest())
    }

    /// The bytes of that.
    fn token_range(&self) -> Range<usize> {
        self.at..self.at + self.token().len()
    }

    /// An error at a stretch of the line.
    fn error(&self, message: impl Into<String>, at: Range<usize>, label: &str) -> Diagnostic {
        Diagnostic::error(message).at(self.trial.origin.span(self.text, at), label)
    }
}

/// The families, in the order in which they are asked.
const FAMILIES: [fn(&Failure) -> Option<Diagnostic>; 12] = [
    shell::explain,
    definitions::explain,
    mathematics::explain,
    pasted::explain,
    spelled_out::explain,
    results::explain,
    numbers::explain,
    missing::at_the_end,
    brackets::explain,
    missing::unit,
    missing::value,
    side_by_side::explain,
];

/// The diagnostic for a failure of the grammar, which was to read `text` as `rule`.
pub(super) fn explain(error: &Error<Rule>, text: &str, origin: Origin, rule: Rule) -> Diagnostic {
    let at = match error.location {
        InputLocation::Pos(at) | InputLocation::Span((at, _)) => text.floor_char_boundary(at),
    };
    if text.trim().is_empty() {
        return Diagnostic::error("there is nothing to calculate")
            .at(origin.span(text, 0..text.len()), "")
            .help("write an estimate, such as `500M tweets/day * 10 KB/tweet -> TB/month`");
    }
    let trial = Trial { text, at, origin, rule };
    let failure = Failure { trial, text, at, expected: expected(error) };
    FAMILIES.iter().find_map(|family| family(&failure)).unwrap_or_else(|| missing::anything_else(&failure))
}

//! Syntax: from text to a tree with spans. The grammar itself is `grammar/napkin.pest`.
//! Knows nothing of units: whether a word is a unit, a counted thing or a name is for the model to say.

mod bracketing;
mod explain;
mod grammar;
mod grouping;
pub mod lexeme;
pub mod limits;
pub mod lines;
mod literal;
mod number;
mod parse;
pub mod tree;

use std::ops::Range;

use crate::diagnostic::{SourceId, Span};

pub use bracketing::two_readings;
pub use grouping::regrouped;
pub use literal::unshared_low_end;
pub use number::{is_suffix, multiplier};
pub use parse::{defined_name, is_name, parse, parse_expression, parse_unit, parse_unit_definition};

/// Where a piece of text stands in its source, so that spans point into the whole.
#[derive(Debug, Clone, Copy, Default)]
pub struct Origin {
    /// The source.
    pub source: SourceId,
    /// The byte of the source at which the piece starts.
    pub offset: usize,
    /// The length of what stands there, where the piece is not to be found letter by letter (a text with escapes).
    pub whole: Option<usize>,
}

impl Origin {
    /// A piece that starts at byte `offset` of a source.
    #[must_use]
    pub const fn new(source: SourceId, offset: usize) -> Self {
        Self { source, offset, whole: None }
    }

    /// A range of the piece as a span of the source.
    #[must_use]
    pub fn span(self, range: Range<usize>) -> Span {
        match self.whole {
            Some(length) => Span::new(self.source, self.offset..self.offset + length),
            None => Span::new(self.source, self.offset + range.start..self.offset + range.end),
        }
    }
}

//! Syntax: from text to a tree with spans. The grammar itself is `grammar/napkin.pest`.
//! Knows nothing of units: whether a word is a unit, a counted thing or a name is for the model to say.

mod bracketing;
mod declaration;
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
pub use parse::{defined_name, is_name, parse, parse_expression, parse_unfinished, parse_unit, parse_unit_definition};

/// Where a piece of text stands in its source, so that spans point into the whole.
#[derive(Debug, Clone, Copy, Default)]
pub struct Origin {
    source: SourceId,
    /// The byte of the source at which the piece starts.
    offset: usize,
    /// What stands there, where the piece is not to be found letter by letter (a text with escapes).
    whole: Option<Span>,
}

impl Origin {
    /// A piece that starts at byte `offset` of a source.
    #[must_use]
    pub const fn new(source: SourceId, offset: usize) -> Self {
        Self { source, offset, whole: None }
    }

    /// A piece of which every part stands for all of `span`, as it is written there in another way.
    #[must_use]
    pub const fn within(span: Span) -> Self {
        Self { source: span.source(), offset: span.start() as usize, whole: Some(span) }
    }

    /// The piece that starts `length` bytes later.
    #[must_use]
    pub const fn later(self, length: usize) -> Self {
        Self { offset: self.offset + length, ..self }
    }

    /// The byte of the source at which the piece starts.
    #[must_use]
    pub const fn offset(self) -> usize {
        self.offset
    }

    /// What stands in the source, where the piece is not to be found letter by letter.
    #[must_use]
    pub const fn whole(self) -> Option<Span> {
        self.whole
    }

    /// A range of the piece as a span of the source, of whole characters; `piece` is all of its text.
    #[must_use]
    pub fn span(self, piece: &str, range: Range<usize>) -> Span {
        self.whole.unwrap_or_else(|| Span::new(self.source, self.offset, piece, range))
    }
}

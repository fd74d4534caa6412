//! The conventions of a model as a person writes them: `bytes = "binary"`, `month = "30 days"`.

use crate::diagnostic::{Diagnostic, Span};
use crate::model;
use crate::quantity::unit::Units;
use crate::syntax::tree::{Expression, Name, Spelled};
use crate::syntax::{Origin, parse_expression};

/// Chooses a convention: `key` is one of `CONVENTIONS`, `text` stands at `origin` and covers `span`.
///
/// # Errors
/// A text that is neither of the two kinds of bytes, or no length of time.
pub fn choose(units: &mut Units, key: &str, text: &str, origin: Origin, span: Span) -> Result<(), Diagnostic> {
    let value = expression(key, text, origin, span)?;
    model::choose(units, &Spelled { name: Name::new(key), span }, &value)
}

/// The value of a convention as it is written.
pub(super) fn expression(key: &str, text: &str, origin: Origin, span: Span) -> Result<Expression, Diagnostic> {
    let parsed = parse_expression(text, origin);
    // Whatever is not in the language is neither of the two words.
    let neither = || Diagnostic::error("`bytes` is either \"decimal\" or \"binary\"").at(span, "");
    if key == "bytes" { parsed.map_err(|_| neither().help("\"binary\" makes KB mean 1024 bytes")) } else { parsed }
}

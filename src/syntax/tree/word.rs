//! Words of a text: names, and units as products of powers of words.
//! Whether a word is a unit, a counted thing or a name is for the model to say.

use std::fmt;
use std::sync::Arc;

use crate::diagnostic::Span;

/// The name of a definition, function, parameter or unit, as written.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name(Arc<str>);

impl Name {
    /// A name of that spelling.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self(text.into())
    }

    /// Its spelling.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`", self.0)
    }
}

impl std::borrow::Borrow<str> for Name {
    fn borrow(&self) -> &str {
        &self.0
    }
}

/// A name and where it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spelled {
    /// The name.
    pub name: Name,
    /// Where.
    pub span: Span,
}

/// The words of a unit, with their exponents, in the order in which they are written. Empty for none.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct UnitExpression {
    /// The factors.
    pub terms: Vec<UnitTerm>,
}

/// One factor of a unit.
#[derive(Debug, Clone, PartialEq)]
pub struct UnitTerm {
    /// The unit, as written.
    pub word: Spelled,
    /// Its exponent; negative below the fraction bar.
    pub exponent: f64,
}

/// Whether a word is a sign that stands before an amount of money.
#[must_use]
pub fn is_currency_sign(word: &str) -> bool {
    matches!(word, "$" | "€" | "£" | "¥" | "₹")
}

//! What a command was given: texts under the names of its arguments, each with its place, so that an error can point at
//! it. Both doors make it: from the words of a shell, or from a line of a session.

use super::argument::Argument;
use crate::diagnostic::{Diagnostic, Span};
use crate::syntax::Origin;
use crate::syntax::tree::{Name, Spelled};

/// What a command was given.
#[derive(Debug, Clone, Default)]
pub struct Given {
    values: Vec<(&'static str, Written)>,
}

/// A text as it was written, and where.
#[derive(Debug, Clone, Default)]
pub struct Written {
    /// The text.
    pub text: String,
    /// Where it stands.
    pub origin: Origin,
}

impl Written {
    /// All of the text.
    #[must_use]
    pub fn span(&self) -> Span {
        self.origin.span(&self.text, 0..self.text.len())
    }

    /// A part of the text, which is one of its slices.
    #[must_use]
    pub fn part(&self, part: &str) -> Self {
        let start = (part.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize).min(self.text.len());
        Self { text: part.to_owned(), origin: self.origin.later(start) }
    }

    /// The text as a name.
    #[must_use]
    pub fn name(&self) -> Spelled {
        Spelled { name: Name::new(&self.text), span: self.span() }
    }
}

impl Given {
    /// Adds a text.
    pub fn push(&mut self, argument: &Argument, written: Written) {
        self.values.push((argument.name, written));
    }

    /// The text of an argument, if it was given.
    #[must_use]
    pub fn one(&self, name: &'static str) -> Option<&Written> {
        self.all(name).next()
    }

    /// All texts of an argument.
    pub fn all(&self, name: &'static str) -> impl Iterator<Item = &Written> {
        self.values.iter().filter(move |value| value.0 == name).map(|value| &value.1)
    }

    /// Whether an option was given.
    #[must_use]
    pub fn has(&self, name: &'static str) -> bool {
        self.one(name).is_some()
    }

    /// The text of an argument, or an empty one.
    #[must_use]
    pub fn text(&self, name: &'static str) -> &str {
        self.one(name).map_or("", |written| written.text.as_str())
    }

    /// The whole number of an option, if it was given.
    ///
    /// # Errors
    /// It is no whole number.
    pub fn number(&self, name: &'static str) -> Result<Option<usize>, Diagnostic> {
        self.one(name).map(|written| number(written, name)).transpose()
    }

    /// The whole numbers of an option, separated by commas.
    ///
    /// # Errors
    /// One of them is no whole number.
    pub fn numbers(&self, name: &'static str) -> Result<Vec<usize>, Diagnostic> {
        let parts = self.all(name).flat_map(|written| written.text.split(',').map(|part| written.part(part)));
        parts.map(|part| number(&part, name)).collect()
    }
}

fn number(written: &Written, name: &str) -> Result<usize, Diagnostic> {
    let digits = written.text.trim().replace('_', "");
    digits.parse().map_err(|_| {
        Diagnostic::error(format!("`{name}` takes a whole number, not `{}`", written.text.trim()))
            .help(format!("write `{name} 10`"))
    })
}

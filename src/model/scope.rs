//! What lowering hands around: parts with their slots and kinds, the parameters in force, and why it stopped.

use super::rules::Kind;
use crate::diagnostic::Diagnostic;
use crate::engine::Slot;
use crate::syntax::tree::Name;

/// A checked expression, or a part of one.
#[derive(Debug, Clone, PartialEq)]
pub struct Typed {
    /// Where the plan has its result.
    pub slot: Slot,
    /// What it results in.
    pub kind: Kind,
}

/// Why an expression was not lowered.
pub(super) enum Stop {
    /// For a reason to report.
    Because(Box<Diagnostic>),
    /// There is no room or no time for more, so that all that follows would stop for the same reason.
    Final(Box<Diagnostic>),
    /// For reasons that have been reported already, or that nobody asks for.
    Silently,
}

impl From<Diagnostic> for Stop {
    fn from(diagnostic: Diagnostic) -> Self {
        Self::Because(Box::new(diagnostic))
    }
}

/// The parameters of a function that is being expanded, with the arguments they stand for.
#[derive(Default)]
pub(super) struct Bound(Vec<(Name, Typed)>);

impl Bound {
    pub(super) fn bind(&mut self, name: Name, value: Typed) {
        self.0.push((name, value));
    }

    pub(super) fn get(&self, name: &Name) -> Option<&Typed> {
        self.0.iter().find(|bound| bound.0 == *name).map(|bound| &bound.1)
    }

    pub(super) fn names(&self) -> Vec<&str> {
        self.0.iter().map(|bound| bound.0.as_str()).collect()
    }
}

//! What a line did to a workspace, as data: how it reads is for the report to say.

use std::sync::Arc;

use crate::analysis::by_hand::ByHand;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::Answer;
use crate::syntax::tree::Name;

/// What a line did, and what is to be said of it.
#[derive(Debug, Default)]
pub struct Done {
    /// What happened, in its order.
    pub events: Vec<Event>,
    /// Errors and hints.
    pub problems: Diagnostics,
}

/// One thing that happened.
#[derive(Debug)]
pub enum Event {
    /// A question has an answer.
    Answer {
        /// What is written in front of it, if anything.
        label: Option<Name>,
        /// The answer.
        answer: Box<Answer>,
        /// The same in mental arithmetic, where that is wanted and has a result.
        by_hand: Option<Box<ByHand>>,
    },
    /// A function has this text now.
    Function(Arc<str>),
    /// A name has no meaning any more.
    Gone(Name),
    /// Results were calculated again; that of the name that changed comes first.
    Changed(Vec<Moved>),
    /// A setting was chosen or asked for; all of them if it has no name.
    Setting(Option<&'static str>),
    /// The model is one of so many definitions again.
    BackTo(usize),
}

/// A definition whose result was calculated again.
#[derive(Debug)]
pub struct Moved {
    /// The definition.
    pub name: Name,
    /// Whether it is the one that changed, and not one that depends on it.
    pub is_own: bool,
    /// Its result before.
    pub before: Option<Answer>,
    /// Its result now.
    pub after: Option<Answer>,
    /// Whether only other samples were drawn.
    pub is_resampled: bool,
    /// What it waits for, if it waits and that is news.
    pub waits: Option<Waits>,
    /// The result in mental arithmetic, where that is wanted.
    pub by_hand: Option<Box<ByHand>>,
}

/// What a definition waits for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waits {
    /// The definition.
    pub name: Name,
    /// The names that it waits for: as many as are told, and one more if there are others.
    pub names: Vec<Name>,
    /// Words that the first of these may have been meant as.
    pub near: Vec<String>,
}

impl Done {
    /// Something that happened, without anything to be said of it.
    #[must_use]
    pub fn one(event: Event) -> Self {
        Self { events: vec![event], problems: Diagnostics::default() }
    }

    /// Adds what a further line did.
    pub fn append(&mut self, other: Self) {
        self.events.extend(other.events);
        self.problems.extend(other.problems);
    }

    /// Whether the line failed, so that it changed nothing.
    #[must_use]
    pub fn failed(&self) -> bool {
        self.problems.has_errors()
    }
}

impl From<Diagnostics> for Done {
    fn from(problems: Diagnostics) -> Self {
        Self { problems, ..Self::default() }
    }
}

impl From<Diagnostic> for Done {
    fn from(problem: Diagnostic) -> Self {
        Diagnostics::from(problem).into()
    }
}

//! What a command answers with: what it found, which a door shows as a document or as objects, and what is to be said
//! of it.

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::document::Document;
use crate::report::changes;
use crate::report::json::Object;
use crate::workspace::{Done, Event, Workspace};

/// What a command found.
pub trait Finding {
    /// As a person reads it.
    fn document(&self) -> Document;

    /// As a program reads it: an object for each line.
    fn objects(&self) -> Vec<Object>;
}

/// What a command answers with.
pub struct Response<'w> {
    /// What it found, if anything.
    pub finding: Option<Box<dyn Finding + 'w>>,
    /// Errors and hints.
    pub problems: Diagnostics,
    /// Whether a check fails, or a question has no answer, though nothing is wrong.
    pub fails: bool,
    /// Whether the session is over.
    pub quits: bool,
    /// Why a question has no answer, which on the command line is an error in place of what was found.
    pub instead: Option<Diagnostic>,
}

/// Why a command found nothing.
#[derive(Debug)]
pub enum Failure {
    /// It was called wrongly.
    Usage(Diagnostics),
    /// The model has an error.
    Model(Diagnostics),
}

impl Failure {
    /// A command that was called wrongly.
    #[must_use]
    pub fn usage(problem: impl Into<Diagnostics>) -> Self {
        Self::Usage(problem.into())
    }

    /// What is wrong.
    #[must_use]
    pub fn into_problems(self) -> Diagnostics {
        match self {
            Self::Usage(problems) | Self::Model(problems) => problems,
        }
    }
}

impl<T: Into<Diagnostics>> From<T> for Failure {
    fn from(problems: T) -> Self {
        Self::Model(problems.into())
    }
}

impl From<Diagnostics> for Response<'_> {
    fn from(problems: Diagnostics) -> Self {
        Self { finding: None, problems, fails: false, quits: false, instead: None }
    }
}

/// Data with the two ways to show it.
struct Found<T, D, O> {
    data: T,
    document: D,
    objects: O,
}

impl<T, D: Fn(&T) -> Document, O: Fn(&T) -> Vec<Object>> Finding for Found<T, D, O> {
    fn document(&self) -> Document {
        (self.document)(&self.data)
    }

    fn objects(&self) -> Vec<Object> {
        (self.objects)(&self.data)
    }
}

impl<'w> Response<'w> {
    /// What was found, with the two ways to show it.
    pub fn found<T: 'w>(
        data: T,
        document: impl Fn(&T) -> Document + 'w,
        objects: impl Fn(&T) -> Vec<Object> + 'w,
    ) -> Self {
        let finding = Found { data, document, objects };
        Self { finding: Some(Box::new(finding)), ..Self::from(Diagnostics::default()) }
    }

    /// A document, of which a program reads the text.
    #[must_use]
    pub fn said(document: Document) -> Self {
        Self::found(document, Document::clone, |document| vec![Object::of_text(document)])
    }

    /// What a line did to the model.
    #[must_use]
    pub fn done(workspace: &'w Workspace, done: Done) -> Self {
        let Done { events, problems } = done;
        let show = move |events: &Vec<Event>| changes::document(workspace, events);
        let objects = move |events: &Vec<Event>| changes::objects(workspace, events);
        if events.is_empty() { problems.into() } else { Self::found(events, show, objects).with(problems) }
    }

    /// The response with errors and hints.
    #[must_use]
    pub fn with(mut self, problems: impl IntoIterator<Item = Diagnostic>) -> Self {
        self.problems.extend(problems);
        self
    }

    /// Whether something is wrong.
    #[must_use]
    pub fn failed(&self) -> bool {
        self.problems.has_errors()
    }
}

//! A preset that is open for questions only: found, read, some of its definitions given other values. Unlike in a model
//! that grows line by line, a name that is not defined is an error.

use super::{Settings, Workspace};
use crate::diagnostic::{Diagnostic, Diagnostics, Span};
use crate::engine::Options;
use crate::model::{Answers, EquationId, Model, OwnUnit, is_convention};
use crate::preset::Preset;
use crate::syntax::lines::lines;
use crate::syntax::tree::{Name, Statement};
use crate::syntax::{Origin, parse};

/// A definition that has been given another value.
struct Given {
    name: Name,
    id: EquationId,
    /// The new value.
    span: Span,
}

impl Workspace {
    /// A preset under a name, with what was found in reading it.
    #[must_use]
    pub fn of_preset(name: &str, preset: Preset, notes: Diagnostics, options: Options) -> Self {
        let settings = Settings { digits: None, by_hand: false, sampling: options.sampling };
        let mut workspace = Self::with(Preset::default(), options, settings);
        workspace.preset = preset;
        workspace.notes = notes;
        name.clone_into(&mut workspace.called);
        workspace.is_strict = true;
        workspace
    }

    /// A copy that is open for questions only, without what waits for a name.
    #[must_use]
    pub fn copy(&mut self) -> Self {
        let preset = self.settled();
        let mut copy = Self::of_preset(&self.called, preset, self.notes.clone(), self.options.clone());
        copy.digits = self.digits;
        copy
    }

    /// The results of all equations. Where a name that is not defined is an error, hints are added to the notes.
    ///
    /// # Errors
    /// What is wrong with the model, and all that is to be said of it.
    pub fn checked_answers(&mut self) -> Result<Answers, Diagnostics> {
        if !self.is_strict {
            return Ok(self.answers());
        }
        let answers = self.preset.model.answers(&self.options);
        self.note(&answers)?;
        Ok(answers)
    }

    /// Adds what is to be said of answers to the notes.
    ///
    /// # Errors
    /// All notes, if there is an error among them.
    pub fn note(&mut self, answers: &Answers) -> Result<(), Diagnostics> {
        self.notes.extend(answers.diagnostics.iter().cloned());
        if self.notes.has_errors() {
            self.notes.sort_by_place();
            return Err(self.notes.clone());
        }
        Ok(())
    }

    /// Gives definitions other values: each must be defined, and its new value must measure what the old one does.
    /// `settings` are texts, each with its place. Hints are added to the notes. Returns what is wrong.
    pub fn set_all<'t>(&mut self, settings: impl Iterator<Item = (&'t str, Origin)>) -> Diagnostics {
        let settings: Vec<_> = settings.collect();
        if settings.is_empty() {
            return Diagnostics::default();
        }
        let (wrong, hints) =
            set(&mut self.preset.model, &settings, &self.options).into_iter().partition(Diagnostic::is_error);
        let hints: Diagnostics = hints;
        self.notes.extend(hints);
        wrong
    }
}

/// Returns what is wrong, and a hint for each range that is gone with the old value.
fn set(model: &mut Model, settings: &[(&str, Origin)], options: &Options) -> Diagnostics {
    let before = model.points(options);
    let (mut given, mut wrong) = (Vec::new(), Diagnostics::default());
    for &(text, origin) in settings {
        let codes = lines(text).into_iter().map(|line| line.code).filter(|code| !code.is_empty());
        let codes: Vec<_> = codes.collect();
        if codes.is_empty() {
            wrong.push(no_definition(origin.span(text, 0..text.len())));
        }
        for code in codes {
            match set_one(model, &text[code.clone()], origin.later(code.start)) {
                Ok(one) => given.extend(one),
                Err(problem) => wrong.push(problem),
            }
        }
    }
    let after = model.points(options);
    // A value that has no result has an error of its own, and whatever else follows from it is no news.
    let sources: Vec<_> = settings.iter().map(|(text, origin)| origin.span(text, 0..text.len()).source()).collect();
    let own = after.diagnostics.iter().filter(|problem| {
        let source = problem.primary.as_ref().map(|label| label.span.source());
        problem.is_error() && source.is_some_and(|source| sources.contains(&source))
    });
    wrong.extend(own.cloned());
    for Given { name, id, span } in given {
        let measured = |answers: &Answers| Some(answers.get(id)?.kind.describe(&model.units));
        if let (Some(was), Some(is)) = (measured(&before), measured(&after))
            && was != is
        {
            let problem = Diagnostic::error(format!("`{name}` is {was}, not {is}"));
            wrong.push(problem.at(span, format!("this is {is}")).help("give it a value in the same unit"));
        }
        wrong.extend(model.settle_range(id, options));
    }
    wrong
}

/// `name = expression` gives a definition another value; a convention or a unit is set as a line sets it.
fn set_one(model: &mut Model, code: &str, origin: Origin) -> Result<Option<Given>, Diagnostic> {
    match parse(code, origin)? {
        Statement::Definition { name, body } if is_convention(name.name.as_str()) => {
            model.set_convention(&name, body, true).map(|()| None)
        }
        Statement::Definition { name, body } => {
            let span = body.span();
            let before = model.find(name.name.as_str()).and_then(|id| model.equations()[id.index()].why.as_deref());
            let given = "given another value";
            let why = before.map_or_else(|| given.to_owned(), |before| format!("{given}; of the one before: {before}"));
            let id = model.redefine(&name, body, Some(why))?;
            Ok(Some(Given { name: name.name, id, span }))
        }
        Statement::Unit { singular, plural, value } => {
            model.declare_unit(OwnUnit { singular, plural, value }, true).map(|()| None)
        }
        _ => Err(no_definition(origin.span(code, 0..code.len()))),
    }
}

fn no_definition(whole: Span) -> Diagnostic {
    Diagnostic::error("`--set` takes a definition").at(whole, "no `name = …`").help("write `--set 'dau = 50M users'`")
}

//! An open model: lines in, what they did out; settings, the way back, and questions that leave no trace.
//! Knows no terminal, no file and no words of a report: behind an editor, a pipe or a program it is the same.

mod above;
mod accepted;
mod change;
mod done;
mod opened;
mod question;
pub mod reading;
mod settings;
pub mod statements;
pub mod text;
mod undo;

use self::above::Asked;
use self::accepted::Accepted;
use self::undo::{NameStep, Step, Steps};
use crate::analysis::by_hand;
use crate::diagnostic::{Diagnostic, Diagnostics, SourceId, Sources};
use crate::engine::{Interrupt, Options, Sampling};
use crate::model::{
    Answer, Answers, Change, Definition, Effort, Equation, EquationId, Live, Model, OwnUnit, Sheet, Typed,
    is_convention, unused_parameters,
};
use crate::preset::Preset;
use crate::quantity::dimension::Dimension;
use crate::quantity::display::{DEFAULT_DIGITS, Formatter};
use crate::syntax::tree::{Expression, Name, Statement};
use crate::syntax::{Origin, parse, parse_expression, parse_unfinished};

pub use done::{Done, Event, Moved, Waits};
pub use question::Question;
pub use settings::{SETTINGS, choices};
pub use undo::Settings;

/// How many operations a question may take.
const QUESTION: usize = 1_000_000;
/// What a preview may take: a few milliseconds at most, so that typing never stutters.
const GLANCE: Effort = Effort { operations: 20_000, samples: Some(1024), explains: false };

/// A model and its results as they were when someone marked them.
pub struct Mark {
    /// The model.
    pub model: Model,
    /// The results of its equations.
    pub answers: Vec<Option<Answer>>,
}

/// An open model.
pub struct Workspace {
    /// The model, with the titles and tables around it.
    pub preset: Preset,
    live: Live,
    /// How the model is evaluated.
    pub options: Options,
    /// The model that was there at the beginning.
    pub beginning: Preset,
    /// Significant digits of results, where someone has chosen them.
    pub digits: Option<usize>,
    /// Whether answers say what mental arithmetic gives.
    pub by_hand: bool,
    /// The file that the lines come from, and how many of its lines came before; `None` for lines that are typed.
    pub place: Option<(String, usize)>,
    /// What differences are told from.
    pub mark: Option<Mark>,
    /// The last question.
    asked: Asked,
    /// What the model is made from again where a bug breaks off a line.
    accepted: Accepted,
    /// What was done, and what of it was taken back.
    steps: Steps,
    /// How often the model has changed.
    pub changes: u64,
    /// How often it had when it was last saved or opened.
    pub saved: u64,
    /// How many changed models another one has taken the place of.
    pub left: u64,
    /// What the model is kept under while it is not saved, where it is kept.
    pub kept_as: Option<String>,
    /// What the model is called beside others.
    pub called: String,
    /// What was found in reading the model.
    pub notes: Diagnostics,
    /// Whether a name that is not defined is an error, as in a preset, and does not wait to be defined.
    is_strict: bool,
}

impl Workspace {
    /// An empty model, and how it samples.
    #[must_use]
    pub fn new(sampling: Sampling) -> Self {
        let settings = Settings { digits: None, by_hand: false, sampling };
        Self::with(Preset::default(), Options::from(sampling), settings)
    }

    fn with(preset: Preset, options: Options, settings: Settings) -> Self {
        Self {
            accepted: Accepted::of(&preset, settings),
            live: Live::new(&preset.model, &options).0,
            options,
            beginning: preset.clone(),
            preset,
            asked: Asked::default(),
            digits: None,
            by_hand: false,
            place: None,
            mark: None,
            steps: Steps::default(),
            changes: 0,
            saved: 0,
            left: 0,
            kept_as: None,
            called: "session".to_owned(),
            notes: Diagnostics::default(),
            is_strict: false,
        }
    }

    /// The flag that stops what is being calculated.
    #[must_use]
    pub fn interrupt(&self) -> Interrupt {
        self.options.interrupt.clone()
    }

    /// Makes what is defined so far the beginning, which `:undo` does not go behind.
    pub fn begin(&mut self) {
        self.beginning = self.preset.clone();
        self.asked = Asked::default();
        self.steps.clear();
        self.saved = self.changes;
    }

    /// A line as the text that spans point into.
    pub fn source(&self, code: &str, sources: &mut Sources) -> SourceId {
        match &self.place {
            Some((name, lines_before)) => sources.add_lines(Some(name.clone()), code, *lines_before),
            None => sources.add(None, code),
        }
    }

    /// The result of a line that is still being typed, if it has one already, and the line's expression. Open brackets
    /// count as closed.
    pub fn preview(&mut self, text: &str) -> Option<(Answer, Expression)> {
        let question = unfinished(text)?;
        self.keep_last(&question).ok()?;
        let (answer, _) = self.live.ask(&self.preset.model, &question, GLANCE).ok()?;
        Some((answer, question))
    }

    /// What the expression of a line measures that is still being typed, without its result; `None` if it cannot be told.
    #[must_use]
    pub fn measured(&self, text: &str) -> Option<Dimension> {
        let mut question = unfinished(text)?;
        if question.mentions_last() {
            // More than the last answer by itself is only known once the model holds it.
            let last = self.last_asked().filter(|last| !last.mentions_last())?;
            if question.text() != "_" {
                return None;
            }
            question = last.clone();
        }
        self.live.kind(&self.preset.model, &question, GLANCE)?.dimension().cloned()
    }

    /// Takes a statement: a definition, a question, a declaration or a convention. One that fails changes nothing.
    pub fn enter(&mut self, code: &str, why: Option<String>, sources: &mut Sources) -> Done {
        let source = self.source(code, sources);
        let statement = match parse(code, Origin::new(source, 0)) {
            Ok(statement) => statement,
            Err(problem) => return problem.into(),
        };
        match statement {
            Statement::Expression(question) => self.ask(&question, None),
            Statement::Labelled { label, body } => self.ask(&body, Some(label.name)),
            Statement::Definition { name, body } if is_convention(name.name.as_str()) => {
                self.set_convention(&name, body)
            }
            Statement::Definition { name, body } => {
                let mut lines = match self.name_last(&body) {
                    Ok(lines) => lines,
                    Err(problems) => return problems.into(),
                };
                let last = self.preset.model.last();
                let body = self.preset.model.with_last_named(&body, last);
                let equation = Equation { last, ..Equation::new(Some(name), body, why) };
                let (equation, hint) = self.preset.model.replacing(equation, &self.options);
                let mut done = self.change(Change::Define(Definition::Value(equation)));
                if done.failed() {
                    self.exchange(&mut lines);
                } else {
                    done.problems.extend(hint);
                    if let Some(step) = self.steps.last_name() {
                        step.lines = lines;
                    }
                }
                done
            }
            Statement::Function(function) => {
                let unused = unused_parameters(&function);
                let mut done = self.change(Change::Define(Definition::Function(function)));
                if !done.failed() {
                    done.problems.extend(unused);
                }
                done
            }
            Statement::Correlation { names, value } => {
                let mut preset = self.preset.clone();
                preset.model.correlate(names, value);
                self.reinterpret(preset)
            }
            Statement::Unit { singular, plural, value } => {
                let mut preset = self.preset.clone();
                match preset.model.declare_unit(OwnUnit { singular, plural, value }, true) {
                    Ok(()) => self.reinterpret(preset),
                    Err(problem) => problem.into(),
                }
            }
            Statement::Noun { .. } => {
                let mut preset = self.preset.clone();
                match preset.model.add(statement, None) {
                    Ok(_) => self.reinterpret(preset),
                    Err(problem) => problem.into(),
                }
            }
        }
    }

    fn ask(&mut self, question: &Expression, label: Option<Name>) -> Done {
        if let Err(problems) = self.keep_last(question) {
            return problems.into();
        }
        match self.live.ask(&self.preset.model, question, Effort { operations: QUESTION, ..Effort::default() }) {
            Ok((answer, problems)) => {
                self.asked.push(question.clone());
                let rounded = || by_hand::question(&self.preset.model, question, &self.options);
                let by_hand = if self.by_hand { rounded().map(Box::new) } else { None };
                Done { events: vec![Event::Answer { label, answer: Box::new(answer), by_hand }], problems }
            }
            Err(problems) => problems.into(),
        }
    }

    /// Chooses how uncertain results are found, and finds them again.
    ///
    /// # Errors
    /// Someone asked to stop; then all is as it was.
    fn resample(&mut self, sampling: Sampling) -> Result<(), Diagnostics> {
        let options = Options { sampling, ..self.options.clone() };
        let (live, problems) = Live::new(&self.preset.model, &options);
        if problems.has_errors() {
            return Err(problems);
        }
        self.live = live;
        self.options = options;
        Ok(())
    }

    /// The expression that a command is about, as it is written; the last question if none is given.
    ///
    /// # Errors
    /// It is not an expression, or nothing has been asked yet.
    pub fn question(&mut self, written: Option<(&str, Origin)>, command: &str) -> Result<Expression, Diagnostics> {
        let Some((text, origin)) = written else {
            let nothing = || {
                let help = format!("name a result: `{command} storage`");
                Diagnostic::error("nothing has been asked yet").help(help)
            };
            return Ok(self.last_question()?.ok_or_else(nothing)?);
        };
        let question = parse_expression(text, origin)?;
        self.keep_last(&question)?;
        Ok(question)
    }

    /// Whether a name that is not defined is an error, as in a preset, and does not wait to be defined.
    #[must_use]
    pub const fn is_strict(&self) -> bool {
        self.is_strict
    }

    /// Why an expression has no result; nothing if it has one.
    pub fn trouble(&mut self, question: &Expression) -> Option<Diagnostics> {
        let effort = Effort { operations: QUESTION, ..Effort::default() };
        let look = |sheet: &Sheet, outcome: &Typed| sheet.answer(outcome).map(drop);
        self.live.look(&self.preset.model, question, effort, look).err()
    }

    /// What `look` finds in the plan extended by a question, which is forgotten afterwards, with hints.
    ///
    /// # Errors
    /// Why there is nothing to look at, or what `look` says.
    pub fn look<T>(
        &mut self,
        question: &Expression,
        look: impl FnOnce(&Sheet, &Typed) -> Result<T, Diagnostic>,
    ) -> Result<(T, Diagnostics), Diagnostics> {
        self.live.look(&self.preset.model, question, Effort { operations: QUESTION, ..Effort::default() }, look)
    }

    /// The result of an equation; `None` if it waits.
    #[must_use]
    pub fn answer(&self, id: EquationId) -> Option<&Answer> {
        self.live.answer(id)
    }

    /// The results of all equations; none for those that wait.
    #[must_use]
    pub fn answers(&self) -> Answers {
        let ids = (0..self.preset.model.equations().len()).map(|index| EquationId(index as u32));
        let answers = ids.map(|id| self.live.answer(id).cloned()).collect();
        Answers { answers, diagnostics: Diagnostics::default(), sheet: self.live.sheet().clone() }
    }

    /// The model as it is saved, with a title if it has none.
    #[must_use]
    pub fn as_saved(&mut self, title: &str) -> Preset {
        self.preset.list_definitions();
        let mut preset = self.preset.clone();
        if preset.title.is_empty() {
            title.clone_into(&mut preset.title);
        }
        preset
    }

    /// How results are written in tables, in which short numbers are easier to compare.
    #[must_use]
    pub fn tables(&self) -> Formatter<'_> {
        let mut formatter = self.formatter();
        formatter.exact = false;
        formatter
    }

    /// How results are written: with as many digits as were chosen.
    #[must_use]
    pub fn formatter(&self) -> Formatter<'_> {
        let mut formatter = Formatter::new(&self.preset.model.units, true);
        formatter.digits = self.digits.unwrap_or(DEFAULT_DIGITS);
        formatter
    }
}

/// The expression of a line that is still being typed. Open brackets count as closed.
fn unfinished(text: &str) -> Option<Expression> {
    const LONGEST: usize = 2_000;
    let line = text.split('#').next().unwrap_or(text).trim();
    if line.len() > LONGEST || line.starts_with(':') || line.is_empty() {
        return None;
    }
    let count = |bracket| line.matches(bracket).count();
    let closed = line.to_owned() + &")".repeat(count('(').saturating_sub(count(')')));
    match parse_unfinished(&closed)? {
        Statement::Expression(body) | Statement::Labelled { body, .. } | Statement::Definition { body, .. } => {
            Some(body)
        }
        Statement::Unit { value, .. } => Some(value),
        Statement::Function(_) | Statement::Noun { .. } | Statement::Correlation { .. } => None,
    }
}

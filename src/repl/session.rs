//! A session: a model that grows line by line, what each line said, and the way back.
//! Knows lines and answers, but no terminal: the same session runs behind an editor and behind a pipe.

use std::collections::HashSet;

use super::above::Asked;
use super::accepted::Accepted;
use super::reply::Reply;
use super::settings;
use super::undo::{NameStep, Settings, Step, Steps};
use crate::analysis::by_hand;
use crate::analysis::sensitivity::taken_apart;
use crate::diagnostic::{Diagnostic, Diagnostics, SourceId, Sources};
use crate::document::Document;
use crate::engine::{Interrupt, Options, Sampling};
use crate::model::{
    Answer, Change, Defined, Definition, Effect, Effort, Equation, EquationId, Live, Model, OwnUnit, Sheet, Typed,
    is_convention, unused_parameters,
};
use crate::preset::Preset;
use crate::quantity::display::Formatter;
use crate::report::uncertainty;
use crate::syntax::tree::{Expression, Statement};
use crate::syntax::{Origin, parse, parse_expression, parse_unfinished};

/// How many operations a question may take.
const QUESTION: usize = 1_000_000;
/// How many operations a preview may take: a few milliseconds at most, so that typing never stutters.
const PREVIEW: usize = 20_000;
/// How many samples a preview may take.
const GLANCE: usize = 1024;

/// A model and its results as they were when someone marked them.
pub(super) struct Mark {
    pub(super) model: Model,
    pub(super) answers: Vec<Option<Answer>>,
}

/// A model in the making.
pub struct Session {
    pub(super) preset: Preset,
    pub(super) live: Live,
    /// How its model is evaluated.
    pub(super) options: Options,
    /// The model that `:reset` goes back to.
    pub(super) beginning: Preset,
    /// Significant digits of results, where someone has chosen them.
    pub(super) digits: Option<usize>,
    /// Whether answers say what mental arithmetic gives.
    pub(super) by_hand: bool,
    /// The file that the lines come from, and how many of its lines came before; `None` for lines that are typed.
    pub place: Option<(String, usize)>,
    /// What `:diff` compares with.
    pub(super) mark: Option<Mark>,
    /// The last question.
    pub(super) asked: Asked,
    /// The hints that have been given: the same slip is worth one.
    pub(super) hinted: HashSet<String>,
    /// What the model is made from again where a bug breaks off a line.
    pub(super) accepted: Accepted,
    /// What was done, and what of it was taken back.
    pub(super) steps: Steps,
    /// How often the model has changed, and how often it had when it was last saved or opened.
    pub(super) changes: u64,
    pub(super) saved: u64,
    /// How many changed models another one has taken the place of.
    pub(super) left: u64,
    /// What a model that is not saved is kept under, at a terminal.
    pub(super) kept_as: Option<String>,
}

impl Session {
    /// An empty session, and how it samples.
    #[must_use]
    pub fn new(sampling: Sampling) -> Self {
        let (preset, options) = (Preset::default(), Options::from(sampling));
        let settings = Settings { digits: None, by_hand: false, sampling };
        Self {
            accepted: Accepted::of(&preset, settings),
            live: Live::new(&preset.model, &options).0,
            options,
            beginning: preset.clone(),
            preset,
            asked: Asked::default(),
            hinted: HashSet::new(),
            digits: None,
            by_hand: false,
            place: None,
            mark: None,
            steps: Steps::default(),
            changes: 0,
            saved: 0,
            left: 0,
            kept_as: None,
        }
    }

    /// The flag that stops what the session is calculating.
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
    pub(super) fn source(&self, code: &str, sources: &mut Sources) -> SourceId {
        match &self.place {
            Some((name, lines_before)) => sources.add_lines(Some(name.clone()), code, *lines_before),
            None => sources.add(None, code),
        }
    }

    /// The result of a line that is still being typed, if it has one already. Open brackets count as closed.
    pub fn preview(&mut self, text: &str) -> Option<String> {
        const LONGEST: usize = 2_000;
        let line = text.split('#').next().unwrap_or(text).trim();
        if line.len() > LONGEST || line.starts_with(':') || line.is_empty() {
            return None;
        }
        let count = |bracket| line.matches(bracket).count();
        let closed = line.to_owned() + &")".repeat(count('(').saturating_sub(count(')')));
        let question = match parse_unfinished(&closed)? {
            Statement::Expression(body) | Statement::Labelled { body, .. } | Statement::Definition { body, .. } => body,
            Statement::Unit { value, .. } => value,
            Statement::Function(_) | Statement::Noun { .. } | Statement::Correlation { .. } => return None,
        };
        self.keep_last(&question).ok()?;
        let effort = Effort { operations: PREVIEW, samples: Some(GLANCE), explains: false };
        let (answer, _) = self.live.ask(&self.preset.model, &question, effort).ok()?;
        let shown = self.show(&answer);
        // A preview that only repeats the line says nothing.
        let written = question.text();
        (shown != written && shown.replace(',', "") != written).then_some(shown)
    }

    /// Takes a definition or a question.
    pub(super) fn statement(&mut self, code: &str, why: Option<String>, sources: &mut Sources) -> Reply {
        let source = self.source(code, sources);
        let statement = match parse(code, Origin::new(source, 0)) {
            Ok(statement) => statement,
            Err(problem) => return problem.into(),
        };
        match statement {
            Statement::Expression(question) => self.ask(&question),
            Statement::Labelled { label, body } => {
                let reply = self.ask(&body);
                if reply.failed() { reply } else { reply.labelled(label.name.as_str()) }
            }
            Statement::Definition { name, body } if is_convention(name.name.as_str()) => {
                settings::chosen(self, &name, body)
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
                let mut reply = self.change(Change::Define(Definition::Value(equation)));
                if reply.failed() {
                    self.exchange(&mut lines);
                } else {
                    reply.problems.extend(hint);
                    if let Some(step) = self.steps.last_name() {
                        step.lines = lines;
                    }
                }
                reply
            }
            Statement::Function(function) => {
                let unused = unused_parameters(&function);
                let mut reply = self.change(Change::Define(Definition::Function(function)));
                if !reply.failed() {
                    reply.problems.extend(unused);
                }
                reply
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

    fn ask(&mut self, question: &Expression) -> Reply {
        if let Err(problems) = self.keep_last(question) {
            return problems.into();
        }
        match self.live.ask(&self.preset.model, question, Effort { operations: QUESTION, ..Effort::default() }) {
            Ok((answer, problems)) => {
                self.asked.push(question.clone());
                let rounded =
                    self.by_hand.then(|| by_hand::question(&self.preset.model, question, &self.options)).flatten();
                let text = self.show(&answer) + &self.beside(&answer, rounded);
                Reply { problems, ..Reply::line(text) }
            }
            Err(problems) => problems.into(),
        }
    }

    /// Changes one name, and tells what that changed.
    pub(super) fn change(&mut self, change: Change) -> Reply {
        let defined = change.defined();
        match self.change_model(change) {
            Ok(update) => {
                if let Defined::Value(name) = &defined
                    && let Some(id) = self.preset.model.find(name.as_str())
                {
                    self.preset.list_again(id);
                }
                let reply = self.tell(&defined, &update);
                let after = self.preset.model.definition(&defined);
                let step = NameStep { defined, before: update.before, after, lines: Vec::new() };
                self.steps.push(Step::Name(Box::new(step)));
                self.changes += 1;
                Reply { problems: update.problems, ..reply }
            }
            Err(problems) => problems.into(),
        }
    }

    /// Puts another model in place of this one.
    pub(super) fn replace(&mut self, preset: Preset, said: Document) -> Reply {
        let (live, problems) = Live::new(&preset.model, &self.options);
        if problems.has_errors() {
            return problems.into();
        }
        let before = self.take_over(preset, live);
        self.steps.push(Step::All(Box::new(before)));
        self.changes += 1;
        Reply { document: said, problems, quit: false }
    }

    /// Puts the same equations under other units in place of this model, and tells which results that changed.
    pub(super) fn reinterpret(&mut self, preset: Preset) -> Reply {
        let before = self.answers().answers;
        let mut reply = self.replace(preset, Document::default());
        if !reply.failed() {
            let answers = before.into_iter().zip(self.answers().answers);
            let effects = answers.zip(0..).map(|((before, after), id)| Effect { id: EquationId(id), before, after });
            reply.append(Reply::lines(&self.tell_effects(&effects.collect::<Vec<_>>(), None)));
        }
        reply
    }

    /// Chooses how uncertain results are found, and finds them again.
    ///
    /// # Errors
    /// Someone asked to stop; then all is as it was.
    pub(super) fn resample(&mut self, sampling: Sampling) -> Result<(), Diagnostics> {
        let options = Options { sampling, ..self.options.clone() };
        let (live, problems) = Live::new(&self.preset.model, &options);
        if problems.has_errors() {
            return Err(problems);
        }
        self.live = live;
        self.options = options;
        Ok(())
    }

    /// The expression that a command is about; the last question if none is given.
    pub(super) fn question(
        &mut self,
        text: &str,
        command: &str,
        sources: &mut Sources,
    ) -> Result<Expression, Diagnostics> {
        if text.is_empty() {
            let nothing = || {
                let help = format!("name a result: `{command} storage`");
                Diagnostic::error("nothing has been asked yet").help(help)
            };
            return Ok(self.last_question()?.ok_or_else(nothing)?);
        }
        let source = self.source(text, sources);
        let question = parse_expression(text, Origin::new(source, 0))?;
        self.keep_last(&question)?;
        Ok(question)
    }

    /// Why an expression has no result; nothing if it has one.
    pub(super) fn trouble(&mut self, question: &Expression) -> Option<Diagnostics> {
        let effort = Effort { operations: QUESTION, ..Effort::default() };
        let look = |sheet: &Sheet, outcome: &Typed| sheet.answer(outcome).map(drop);
        self.live.look(&self.preset.model, question, effort, look).err()
    }

    /// An expression and all that its spread comes from; the last question if none is given.
    pub(super) fn detail(&mut self, text: &str, sources: &mut Sources) -> Reply {
        let question = match self.question(text, ":detail", sources) {
            Ok(question) => question,
            Err(problem) => return problem.into(),
        };
        let units = self.preset.model.units.clone();
        let digits = self.formatter().digits;
        let effort = Effort { operations: QUESTION, ..Effort::default() };
        let render = |sheet: &Sheet, outcome: &Typed| {
            let (answer, remark) = sheet.answer(outcome)?;
            let mut formatter = Formatter::new(&units, true);
            formatter.digits = digits;
            let detail = taken_apart(sheet, (outcome.slot, &answer));
            let named = (question.text(), &answer);
            Ok((uncertainty::in_full(named, detail.as_ref(), sheet.plan.sampling, &formatter), remark))
        };
        match self.live.look(&self.preset.model, &question, effort, render) {
            Ok(((document, remark), mut problems)) => {
                problems.extend(remark);
                Reply { document, problems, quit: false }
            }
            Err(problems) => problems.into(),
        }
    }
}

//! A session: a model that grows line by line, what each line said, and the way back.
//! Knows lines and answers, but no terminal: the same session runs behind an editor and behind a pipe.

use std::collections::HashSet;

use super::accepted::Accepted;
use super::reply::Reply;
use super::settings;
use crate::analysis::by_hand;
use crate::analysis::sensitivity::detail;
use crate::diagnostic::{Diagnostic, SourceId, Sources};
use crate::engine::{Interrupt, Sampling};
use crate::limits;
use crate::model::{
    Answer, Change, Defined, Definition, Effect, Effort, Equation, EquationId, Live, Model, Outcome, OwnUnit, Sheet,
    is_convention, mentions_last, unused_parameters,
};
use crate::preset::Preset;
use crate::quantity::display::Formatter;
use crate::report::uncertainty;
use crate::syntax::tree::{Expression, Statement};
use crate::syntax::{Origin, parse, parse_expression};

/// How many operations a question may take.
const QUESTION: usize = 1_000_000;
/// How many operations a preview may take: a few milliseconds at most, so that typing never stutters.
const PREVIEW: usize = 20_000;
/// How many samples a preview may take.
const GLANCE: usize = 1024;

/// What one line changed, so that it can be taken back.
enum Step {
    Name(Box<NameStep>),
    All { before: Box<Preset>, after: Box<Preset> },
}

/// The change of one name.
struct NameStep {
    defined: Defined,
    before: Option<Definition>,
    after: Option<Definition>,
}

/// A model and its results as they were when someone marked them.
pub(super) struct Mark {
    pub(super) model: Model,
    pub(super) answers: Vec<Option<Answer>>,
}

/// A model in the making.
pub struct Session {
    pub(super) preset: Preset,
    pub(super) live: Live,
    /// The model that `:reset` goes back to.
    pub(super) beginning: Preset,
    /// Significant digits of results, where someone has chosen them.
    pub(super) digits: Option<usize>,
    /// Whether answers say what mental arithmetic gives.
    pub(super) by_hand: bool,
    /// How many columns a table may take.
    pub width: usize,
    /// The file that the lines come from, and how many of its lines came before; `None` for lines that are typed.
    pub place: Option<(String, usize)>,
    /// What `:diff` compares with.
    pub(super) mark: Option<Mark>,
    /// The last question.
    pub(super) asked: Option<Expression>,
    /// Whether the model holds the last question, as it does once `_` stands for it.
    is_kept: bool,
    /// The hints that have been given: the same slip is worth one.
    pub(super) hinted: HashSet<String>,
    /// What the model is made from again where a bug breaks off a line.
    pub(super) accepted: Accepted,
    done: Vec<Step>,
    undone: Vec<Step>,
}

impl Session {
    /// An empty session whose tables are at most `width` columns wide, and how it samples.
    #[must_use]
    pub fn new(width: usize, sampling: Sampling) -> Self {
        let mut preset = Preset::default();
        preset.model.sampling = sampling;
        let mut session = Self {
            live: Live::new(&preset.model).0,
            beginning: preset.clone(),
            preset,
            asked: None,
            is_kept: false,
            hinted: HashSet::new(),
            digits: None,
            by_hand: false,
            width,
            place: None,
            mark: None,
            accepted: Accepted::default(),
            done: Vec::new(),
            undone: Vec::new(),
        };
        session.accepted.replace();
        session
    }

    /// Forgets that the model holds the last question.
    pub(super) const fn forget_last(&mut self) {
        self.is_kept = false;
    }

    /// The flag that stops what the session is calculating.
    #[must_use]
    pub fn interrupt(&self) -> Interrupt {
        self.preset.model.interrupt.clone()
    }

    /// Makes what is defined so far the beginning, which `:undo` does not go behind.
    pub fn begin(&mut self) {
        self.beginning = self.preset.clone();
        self.asked = None;
        self.done.clear();
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
        let question = match parse(&closed, Origin::default()).ok()? {
            Statement::Expression(body) | Statement::Labelled { body, .. } | Statement::Definition { body, .. } => body,
            Statement::Unit { value, .. } => value,
            Statement::Function(_) | Statement::Noun { .. } | Statement::Correlation { .. } => return None,
        };
        self.keep_last(&question);
        let (answer, _) =
            self.live.ask(&self.preset.model, &question, Effort { operations: PREVIEW, samples: Some(GLANCE) }).ok()?;
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
                if reply.failed() { reply } else { Reply { text: format!("{}: {}", label.name, reply.text), ..reply } }
            }
            Statement::Definition { name, body } if is_convention(name.name.as_str()) => {
                settings::chosen(self, &name, body)
            }
            Statement::Definition { name, body } => {
                self.keep_last(&body);
                let before = mentions_last(&body).then(|| self.preset.clone());
                if before.is_some() {
                    self.preset.model.name_last();
                    self.accepted.replace();
                }
                let last = self.preset.model.last();
                let equation = Equation { last, ..Equation::new(Some(name), body, why) };
                let reply = self.change(Change::Define(Definition::Value(equation)));
                if let Some(before) = before {
                    self.take_back_together(before, reply.failed());
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
                self.reinterpret(preset, String::new())
            }
            Statement::Unit { singular, plural, value } => {
                let mut preset = self.preset.clone();
                match preset.model.declare_unit(OwnUnit { singular, plural, value }, true) {
                    Ok(()) => self.reinterpret(preset, String::new()),
                    Err(problem) => problem.into(),
                }
            }
            Statement::Noun { .. } => {
                let mut preset = self.preset.clone();
                match preset.model.add(statement, None) {
                    Ok(_) => self.reinterpret(preset, String::new()),
                    Err(problem) => problem.into(),
                }
            }
        }
    }

    /// Makes one step of a definition and of the name that the last question got for it; none if the definition failed.
    fn take_back_together(&mut self, before: Preset, failed: bool) {
        if failed {
            self.preset = before;
            self.accepted.replace();
        } else if let Some(step) = self.done.last_mut() {
            *step = Step::All { before: Box::new(before), after: Box::new(self.preset.clone()) };
            self.forget_old_steps();
        }
    }

    /// Forgets the oldest steps where those that can be taken back hold more definitions than [`limits::UNDO`].
    fn forget_old_steps(&mut self) {
        let count = |step: &Step| match step {
            Step::Name(_) => 1,
            Step::All { before, after } => before.model.equations().len() + after.model.equations().len(),
        };
        let mut room = limits::UNDO;
        let fits = |step: &&Step| {
            let left = room.checked_sub(count(step));
            room = left.unwrap_or(0);
            left.is_some()
        };
        // The last one can be taken back however large it is.
        let kept = self.done.iter().rev().take_while(fits).count().max(1);
        self.done.drain(..self.done.len().saturating_sub(kept));
    }

    /// Makes the last question part of the model where an expression uses it, so that `_` stands for it.
    fn keep_last(&mut self, body: &Expression) {
        if let (true, Some(asked), false) = (mentions_last(body), &self.asked, self.is_kept) {
            self.live.keep(&mut self.preset.model, asked.clone());
            self.accepted.keep(asked);
            self.is_kept = true;
        }
    }

    fn ask(&mut self, question: &Expression) -> Reply {
        self.keep_last(question);
        match self.live.ask(&self.preset.model, question, Effort { operations: QUESTION, ..Effort::default() }) {
            Ok((answer, problems)) => {
                self.asked = Some(question.clone());
                self.is_kept = false;
                let rounded = self.by_hand.then(|| by_hand::question(&self.preset.model, question)).flatten();
                let text = self.show(&answer) + &self.beside(&answer, rounded);
                Reply { problems, ..Reply::line(text) }
            }
            Err(problems) => problems.into(),
        }
    }

    /// Changes one name, and tells what that changed.
    pub(super) fn change(&mut self, change: Change) -> Reply {
        let defined = change.defined();
        let count = self.preset.model.equations().len();
        match self.live.change(&mut self.preset.model, change.clone()) {
            Ok(update) => {
                self.accepted.change(change);
                if let Defined::Value(name) = &defined
                    && let Some(id) = self.preset.model.find(name.as_str())
                {
                    self.preset.list_again(id);
                }
                let reply = self.tell(&defined, &update);
                let after = self.preset.model.definition(&defined);
                self.done.push(Step::Name(Box::new(NameStep { defined, before: update.before, after })));
                self.undone.clear();
                Reply { problems: update.problems, ..reply }
            }
            Err(problems) => {
                if self.preset.model.equations().len() > count {
                    // The number of the equation stays taken.
                    self.accepted.change(change);
                    self.accepted.change(Change::Delete(defined));
                }
                problems.into()
            }
        }
    }

    /// Puts another model in place of this one.
    pub(super) fn replace(&mut self, mut preset: Preset, said: String) -> Reply {
        preset.model.sampling = self.preset.model.sampling;
        preset.model.interrupt = self.interrupt();
        let (live, problems) = Live::new(&preset.model);
        if problems.iter().any(Diagnostic::is_error) {
            return problems.into();
        }
        let before = Box::new(std::mem::replace(&mut self.preset, preset));
        self.accepted.replace();
        self.is_kept = false;
        self.live = live;
        self.done.push(Step::All { before, after: Box::new(self.preset.clone()) });
        self.forget_old_steps();
        self.undone.clear();
        Reply { text: said, problems, quit: false }
    }

    /// Puts the same equations under other units in place of this model, and tells which results that changed.
    pub(super) fn reinterpret(&mut self, preset: Preset, said: String) -> Reply {
        let before = self.answers().answers;
        let mut reply = self.replace(preset, said);
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
    pub(super) fn resample(&mut self, sampling: Sampling) -> Result<(), Vec<Diagnostic>> {
        let mut model = self.preset.model.clone();
        model.sampling = sampling;
        let (live, problems) = Live::new(&model);
        if problems.iter().any(Diagnostic::is_error) {
            return Err(problems);
        }
        self.live = live;
        self.preset.model = model;
        self.accepted.replace();
        Ok(())
    }

    /// The expression that a command is about; the last question if none is given.
    pub(super) fn question(
        &mut self,
        text: &str,
        command: &str,
        sources: &mut Sources,
    ) -> Result<Expression, Diagnostic> {
        if text.is_empty() {
            let help = || format!("name a result: `{command} storage`");
            return self.asked.clone().ok_or_else(|| Diagnostic::error("nothing has been asked yet").help(help()));
        }
        let source = self.source(text, sources);
        let question = parse_expression(text, Origin::new(source, 0))?;
        self.keep_last(&question);
        Ok(question)
    }

    /// Why an expression has no result; nothing if it has one.
    pub(super) fn trouble(&mut self, question: &Expression) -> Option<Vec<Diagnostic>> {
        let effort = Effort { operations: QUESTION, ..Effort::default() };
        let look = |sheet: &Sheet, outcome: &Outcome| sheet.answer(outcome).map(drop);
        self.live.look(&self.preset.model, question, effort, look).err()
    }

    /// An expression and all that its spread comes from; the last question if none is given.
    pub(super) fn detail(&mut self, text: &str, sources: &mut Sources) -> Reply {
        let question = match self.question(text, ":detail", sources) {
            Ok(question) => question,
            Err(problem) => return problem.into(),
        };
        let units = self.preset.model.units.clone();
        let (width, digits) = (self.width, self.formatter().digits);
        let effort = Effort { operations: QUESTION, ..Effort::default() };
        let render = |sheet: &Sheet, outcome: &Outcome| {
            let (answer, remark) = sheet.answer(outcome)?;
            let mut formatter = Formatter::new(&units, true);
            formatter.digits = digits;
            let detail = detail(sheet, &answer);
            let named = (question.text(), &answer);
            Ok((uncertainty::in_full(named, detail.as_ref(), sheet.plan.sampling, &formatter, width), remark))
        };
        match self.live.look(&self.preset.model, &question, effort, render) {
            Ok(((text, remark), mut problems)) => {
                problems.extend(remark);
                Reply { text, problems, quit: false }
            }
            Err(problems) => problems.into(),
        }
    }

    pub(super) fn undo(&mut self) -> Reply {
        let Some(step) = self.done.pop() else { return Diagnostic::error("there is nothing to undo").into() };
        let reply = match &step {
            Step::Name(step) => self.restore(&step.defined, step.before.clone()),
            Step::All { before, .. } => self.restore_all((**before).clone()),
        };
        self.undone.push(step);
        reply
    }

    pub(super) fn redo(&mut self) -> Reply {
        let Some(step) = self.undone.pop() else { return Diagnostic::error("there is nothing to redo").into() };
        let reply = match &step {
            Step::Name(step) => self.restore(&step.defined, step.after.clone()),
            Step::All { after, .. } => self.restore_all((**after).clone()),
        };
        self.done.push(step);
        reply
    }

    fn restore(&mut self, defined: &Defined, definition: Option<Definition>) -> Reply {
        let change = definition.map_or_else(|| Change::Delete(defined.clone()), Change::Define);
        match self.live.change(&mut self.preset.model, change.clone()) {
            Ok(update) => {
                self.accepted.change(change);
                self.tell(defined, &update)
            }
            Err(problems) => problems.into(),
        }
    }

    fn restore_all(&mut self, mut preset: Preset) -> Reply {
        preset.model.sampling = self.preset.model.sampling;
        // What was accepted before is accepted again, and takes its time.
        preset.model.interrupt = Interrupt::default();
        self.live = Live::new(&preset.model).0;
        preset.model.interrupt = self.interrupt();
        self.live.listen(self.interrupt());
        self.preset = preset;
        self.accepted.replace();
        self.is_kept = false;
        let count = self.preset.model.names().count();
        Reply::line(format!("back to {count} definition{}", if count == 1 { "" } else { "s" }))
    }
}

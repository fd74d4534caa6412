//! A question to an open model: a copy in which expressions are asked and definitions vary, so that the model itself
//! stays as it is. In a session the copy is of the plan, too: only what is asked and what varies is checked again.

use super::Workspace;
use crate::analysis::vary::Varied;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::engine::Options;
use crate::model::{Answers, EquationId, Live};
use crate::preset::Preset;
use crate::quantity::display::{DEFAULT_DIGITS, Formatter};
use crate::quantity::unit::UnitProduct;
use crate::syntax::lines::lines;
use crate::syntax::tree::{Spelled, Statement};
use crate::syntax::{Origin, parse, parse_expression, parse_unit};

/// A copy of an open model.
#[derive(Debug, Clone)]
pub struct Question {
    /// The model, with the titles and tables around it.
    pub preset: Preset,
    /// How it is evaluated.
    pub options: Options,
    /// What is to be said of it: hints, once nothing is wrong.
    pub notes: Diagnostics,
    /// What is wrong with what was asked.
    wrong: Diagnostics,
    digits: usize,
    /// The plan that is there; `None` for a preset that is open for questions only, which has not been compiled yet.
    live: Option<Live>,
    /// Whether what is wrong elsewhere in the model is an error: in a session, what waits for a name is not.
    is_strict: bool,
}

impl Question {
    /// A copy of a model without what waits for a name.
    #[must_use]
    pub fn new(workspace: &mut Workspace) -> Self {
        Self { preset: workspace.settled(), is_strict: true, ..Self::whole(workspace) }
    }

    /// A copy of a model.
    #[must_use]
    pub fn whole(workspace: &Workspace) -> Self {
        Self {
            preset: workspace.preset.clone(),
            options: workspace.options.clone(),
            notes: workspace.notes.clone(),
            wrong: Diagnostics::default(),
            digits: workspace.digits.unwrap_or(DEFAULT_DIGITS),
            live: (!workspace.is_strict).then(|| workspace.live.clone()),
            is_strict: workspace.is_strict,
        }
    }

    /// Asks for an expression as a line says it, perhaps with a label in front of it and a comment behind it. What is
    /// wrong with it is kept for [`Self::check`].
    pub fn expression(&mut self, argument: &str, text: &str, origin: Origin) -> Option<EquationId> {
        let asked = expression(argument, text, origin).and_then(|statement| match statement {
            Statement::Labelled { label, body } => self.preset.model.ask_labelled(label, body),
            Statement::Expression(body) => self.preset.model.ask(body),
            _ => Err(Diagnostic::error(format!("`{argument}` takes one expression"))),
        });
        self.keep(asked)
    }

    /// How many base units one of a unit is that a result is to be in.
    ///
    /// # Errors
    /// It is no unit, or the result measures something else.
    pub fn unit(&self, id: EquationId, text: &str, origin: Origin) -> Result<f64, Diagnostics> {
        let unit = parse_unit(text, origin)?;
        let mut model = self.preset.model.clone();
        let mut equation = model.equations()[id.index()].clone();
        equation.body = equation.body.converted(unit, origin.span(text, 0..text.len()));
        model.exchange(id, &mut equation);
        let compiled = model.compile(&self.options);
        let asked =
            compiled.sheet.outcome(id).and_then(|outcome| outcome.kind.as_quantity()?.preference.asked.as_deref());
        asked.map(UnitProduct::factor).ok_or_else(|| compiled.diagnostics.errors())
    }

    /// A definition of the model.
    pub fn named(&mut self, name: &Spelled) -> Option<EquationId> {
        let named = self.preset.model.named(name);
        self.keep(named)
    }

    /// What was asked, or nothing if it is wrong.
    pub fn keep<T>(&mut self, asked: Result<T, Diagnostic>) -> Option<T> {
        asked.map_err(|problem| self.wrong.push(problem)).ok()
    }

    /// Whether all that was asked is right so far.
    ///
    /// # Errors
    /// What is wrong.
    pub fn check(&mut self) -> Result<(), Diagnostics> {
        if self.wrong.is_empty() { Ok(()) } else { Err(std::mem::take(&mut self.wrong)) }
    }

    /// The results of all equations, with how uncertain they are.
    ///
    /// # Errors
    /// What is wrong with what was asked, or with the model.
    pub fn answers(&mut self) -> Result<Answers, Diagnostics> {
        self.check()?;
        let model = &self.preset.model;
        let answers = self.live.as_ref().map_or_else(|| model.answers(&self.options), |live| live.with_added(model));
        self.note(&answers)?;
        Ok(answers)
    }

    /// The results of all equations at one point.
    ///
    /// # Errors
    /// What is wrong with what was asked, or with the model.
    pub fn points(&mut self) -> Result<Answers, Diagnostics> {
        self.check()?;
        let model = &self.preset.model;
        let answers = self.live.as_ref().map_or_else(|| model.points(&self.options), |live| live.varied(model, &[]));
        self.note(&answers)?;
        Ok(answers)
    }

    /// The model with some definitions that vary.
    ///
    /// # Errors
    /// What is wrong with what was asked, or with the model.
    pub fn varied(&mut self, ids: &[EquationId]) -> Result<Varied, Diagnostics> {
        self.check()?;
        let model = &mut self.preset.model;
        let varied = match &self.live {
            Some(live) => Varied::from_plan(live, model, ids),
            None => Varied::new(model, ids, &self.options),
        };
        self.note(&varied.answers)?;
        Ok(varied)
    }

    fn note(&mut self, answers: &Answers) -> Result<(), Diagnostics> {
        if !self.is_strict {
            return Ok(());
        }
        self.notes.extend(answers.diagnostics.iter().cloned());
        if self.notes.has_errors() {
            self.notes.sort_by_place();
            return Err(std::mem::take(&mut self.notes));
        }
        Ok(())
    }

    /// How results are written in tables, in which short numbers are easier to compare.
    #[must_use]
    pub fn formatter(&self) -> Formatter<'_> {
        let mut formatter = Formatter::new(&self.preset.model.units, false);
        formatter.digits = self.digits;
        formatter
    }
}

/// The expression that was given with an option, as a line says it.
fn expression(argument: &str, text: &str, origin: Origin) -> Result<Statement, Diagnostic> {
    let mut codes = lines(text).into_iter().map(|line| line.code).filter(|code| !code.is_empty());
    let code = codes.next().unwrap_or(0..text.len());
    if let Some(second) = codes.next() {
        return Err(Diagnostic::error(format!("`{argument}` takes one expression"))
            .at(origin.span(text, second), "a second one"));
    }
    let origin = origin.later(code.start);
    parse_expression(&text[code.clone()], origin).map(Statement::Expression).or_else(|problem| {
        match parse(&text[code], origin) {
            Ok(labelled @ Statement::Labelled { .. }) => Ok(labelled),
            _ => Err(problem),
        }
    })
}

//! Compilation of a whole model, equation by equation in dependency order, and the answers of its plan.

use std::collections::HashSet;

use super::explain;
use super::lower::Lowering;
use super::order::order;
use super::resolve::{Meaning, has_parameter, parts};
use super::scope::{Bound, Stop, Typed};
use super::{Equation, EquationId, Kind, Model};
use crate::diagnostic::{Diagnostic, Span};
use crate::engine::{Plan, Slot, Values};
use crate::formulas::Formula;
use crate::syntax::tree::{Expression, Name, NodeKind};

/// What the check of an equation found.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// Where the plan has its result.
    pub slot: Slot,
    /// What it results in.
    pub kind: Kind,
    /// Where the plan has the ends of its range.
    pub range: Option<(Slot, Slot)>,
}

/// A model whose names, dimensions and conversions have been resolved.
#[derive(Debug, Clone)]
pub struct Compiled {
    /// The operations of all equations.
    pub plan: Plan,
    /// For each equation of the model what it results in; `None` if it is wrong or uses one that is.
    pub outcomes: Vec<Option<Outcome>>,
    /// All errors and hints, in the order of their places.
    pub diagnostics: Vec<Diagnostic>,
    spans: Vec<Span>,
}

/// The result of one equation.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// The number in base units, or 1 and 0 for true and false.
    pub value: f64,
    /// What it is.
    pub kind: Kind,
    /// The ends of its range, in base units.
    pub range: Option<(f64, f64)>,
}

/// The results of a model.
#[derive(Debug, Clone)]
pub struct Answers {
    /// For each equation its result; `None` if it has none.
    pub answers: Vec<Option<Answer>>,
    /// All errors and hints of the model and of its evaluation, in the order of their places.
    pub diagnostics: Vec<Diagnostic>,
}

impl Answers {
    /// Whether an equation is wrong or has no result.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(Diagnostic::is_error)
    }

    /// The result of an equation.
    #[must_use]
    pub fn get(&self, id: EquationId) -> Option<&Answer> {
        self.answers.get(id.index())?.as_ref()
    }
}

impl Model {
    /// Resolves names, checks dimensions and builds the plan. All problems are found, not only the first.
    #[must_use]
    pub fn compile(&self) -> Compiled {
        let mut lowering = Lowering::new(self);
        lowering.all();
        let unknown = lowering.unknown_names_in_functions();
        let mut diagnostics = std::mem::take(&mut lowering.problems);
        diagnostics.extend(unknown);
        sort(&mut diagnostics);
        Compiled { plan: lowering.plan, outcomes: lowering.outcomes, diagnostics, spans: lowering.spans }
    }

    /// Compiles and evaluates the model.
    #[must_use]
    pub fn answers(&self) -> Answers {
        self.compile().evaluate()
    }
}

impl Lowering<'_> {
    /// Lowers every equation of the model.
    pub(super) fn all(&mut self) {
        let model = self.model;
        let order = order(&self.words.dependencies(model.equations().iter()));
        let mut circular = HashSet::new();
        for circle in &order.circles {
            self.problems.push(explain::circle(model, circle));
            circular.extend(circle.iter().copied());
        }
        for index in order.sorted.into_iter().filter(|index| !circular.contains(index)) {
            self.one(EquationId(index as u32));
        }
    }

    /// Lowers an equation whose dependencies have been lowered.
    pub(super) fn one(&mut self, id: EquationId) {
        let model = self.model;
        let outcome = self.equation(&model.equations()[id.index()]);
        let waits = self.open.as_mut().map(std::mem::take).unwrap_or_default();
        self.waiting.remove(&id);
        match outcome {
            Ok(outcome) => self.outcomes[id.index()] = Some(outcome),
            Err(stop) => {
                self.outcomes[id.index()] = None;
                self.note(stop);
                if !waits.is_empty() {
                    self.waiting.insert(id, waits);
                }
            }
        }
    }

    fn equation(&mut self, equation: &Equation) -> Result<Outcome, Stop> {
        let typed = self.expression(&equation.body, &Bound::default());
        let range = match (&equation.range, &typed) {
            (Some(range), Ok(typed)) => self.range_of(equation, typed, range),
            (Some(range), Err(_)) => self.range(range).map(|_| None),
            (None, _) => Ok(None),
        };
        // A range that is wrong does not make the value wrong.
        let range = range.unwrap_or_else(|stop| {
            self.note(stop);
            None
        });
        typed.map(|typed| Outcome { slot: typed.slot, kind: typed.kind, range })
    }

    /// The ends of the range of an equation, which must be alike what it results in.
    fn range_of(
        &mut self,
        equation: &Equation,
        typed: &Typed,
        range: &Expression,
    ) -> Result<Option<(Slot, Slot)>, Stop> {
        let (low, high) = self.range(range)?;
        let span = range.span();
        let own = Self::wants_quantity(typed.kind.clone(), span)?;
        let ends = Self::wants_quantity(high.kind, span)?;
        let spans = (equation.body.span(), span);
        own.alike(ends, None).map_err(|mismatch| self.prose().different(&mismatch, "range over", span, spans))?;
        Ok(Some((low.slot, high.slot)))
    }

    /// Names in the bodies of functions that mean nothing, whether or not the functions are called.
    fn unknown_names_in_functions(&self) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        for function in self.model.functions.values() {
            let is_unknown =
                |name: &Name| !has_parameter(function, name) && matches!(self.words.value(name), Meaning::Unknown);
            for node in parts(function).flat_map(Expression::nodes) {
                if let NodeKind::Name(name) = &node.kind
                    && is_unknown(name)
                {
                    let parameters: Vec<_> = function.parameters.iter().map(|one| one.name.name.as_str()).collect();
                    found.push(self.prose().unknown_name(name, node.span, &parameters));
                }
            }
        }
        found
    }
}

impl Compiled {
    /// Evaluates the plan at the values that are written in the model.
    #[must_use]
    pub fn evaluate(mut self) -> Answers {
        let values = self.plan.evaluate();
        let mut answers = Vec::with_capacity(self.outcomes.len());
        let mut reported = HashSet::new();
        for outcome in self.outcomes.drain(..) {
            let answer = outcome.map(|outcome| answer(&self.plan, &self.spans, &values, outcome));
            answers.push(match answer {
                Some(Ok((answer, empty_range))) => {
                    self.diagnostics.extend(empty_range);
                    Some(answer)
                }
                Some(Err(problem)) => {
                    if reported.insert(problem.at) {
                        self.diagnostics.push(problem.diagnostic);
                    }
                    None
                }
                None => None,
            });
        }
        self.diagnostics.extend(remarks(&self.plan, &self.spans, &values, Slot(0)));
        sort(&mut self.diagnostics);
        Answers { answers, diagnostics: self.diagnostics }
    }
}

/// The operation at which a calculation ends without a result, and why.
pub(super) struct NoAnswer {
    pub(super) at: Slot,
    pub(super) diagnostic: Diagnostic,
}

/// The result of a checked equation, with a problem if its range is empty.
///
/// # Errors
/// There is none.
pub(super) fn answer(
    plan: &Plan,
    spans: &[Span],
    values: &Values,
    Outcome { slot, kind, range }: Outcome,
) -> Result<(Answer, Option<Diagnostic>), Box<NoAnswer>> {
    if let Some((at, fault)) = plan.fault(values, slot) {
        return Err(Box::new(NoAnswer { at, diagnostic: super::fault::explain(plan, spans, at, fault) }));
    }
    let ends = range.map(|(low, high)| (values.get(low), values.get(high)));
    let is_empty = ends.is_some_and(|(low, high)| low.is_nan() || high.is_nan() || low >= high);
    let empty = range.filter(|_| is_empty).map(|(_, high)| explain::empty_range(spans[high.index()]));
    Ok((Answer { value: values.get(slot), kind, range: ends }, empty))
}

/// What formulas have to say of their results, from the operation `first` on.
pub(super) fn remarks(plan: &Plan, spans: &[Span], values: &Values, first: Slot) -> Vec<Diagnostic> {
    let remark = |(at, formula, arguments): (Slot, &Formula, Vec<f64>)| {
        let remark = formula.remark.and_then(|remark| remark(&arguments))?;
        Some(Diagnostic::hint(format!("in `{}`, {remark}", formula.name)).at(spans[at.index()], ""))
    };
    plan.calls_from(first, values).filter_map(remark).collect()
}

/// By place, each once: a function that is expanded twice is wrong in one place.
pub(super) fn sort(diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.sort_by_key(|diagnostic| diagnostic.primary.as_ref().map(|label| label.span));
    diagnostics.dedup_by(|later, first| later.message == first.message && later.primary == first.primary);
}

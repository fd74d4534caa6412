//! Compilation of a whole model, equation by equation in dependency order, and the answers of its plan.

use std::collections::HashSet;

use super::answer::Answer;
use super::explain;
use super::explain_declare;
use super::lower::Lowering;
use super::order::order;
use super::resolve::{Meaning, has_parameter};
use super::scope::{Bound, Stop, Typed};
use super::sheet::{Answered, Sheet, sort};
use super::{Equation, EquationId, Kind, Model, Quantity};
use crate::diagnostic::{Diagnostics, Problems, Span};
use crate::engine::{Operation, Options, Slot};
use crate::quantity::dimension::{Base, Dimension, Exponent};
use crate::quantity::naming::Naming;
use crate::syntax::tree::{Expression, Function, Name, NodeKind};

/// A model whose names, dimensions and conversions have been resolved.
#[derive(Debug, Clone)]
pub struct Compiled {
    /// The operations of all equations, whose values are not calculated yet, and what each equation results in.
    pub sheet: Sheet,
    /// All errors and hints, in the order of their places.
    pub diagnostics: Diagnostics,
}

/// The results of a model.
#[derive(Debug, Clone)]
pub struct Answers {
    /// For each equation its result; `None` if it has none.
    pub answers: Vec<Option<Answer>>,
    /// All errors and hints of the model and of its evaluation, in the order of their places.
    pub diagnostics: Diagnostics,
    /// The plan that they come from.
    pub sheet: Sheet,
}

impl Answers {
    /// Whether an equation is wrong or has no result.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.diagnostics.has_errors()
    }

    /// The result of an equation.
    #[must_use]
    pub fn get(&self, id: EquationId) -> Option<&Answer> {
        self.answers.get(id.index())?.as_ref()
    }

    /// The result of an equation, and where the plan has it.
    #[must_use]
    pub fn located(&self, id: EquationId) -> Option<(Slot, &Answer)> {
        Some((self.sheet.outcome(id)?.slot, self.get(id)?))
    }
}

impl Model {
    /// Resolves names, checks dimensions and builds the plan. All problems are found, not only the first.
    #[must_use]
    pub fn compile(&self, options: &Options) -> Compiled {
        Self::compiled(Lowering::new(self, options)).0
    }

    /// Compiles the model and evaluates it at one point, where each result of arithmetic is rounded before it is used:
    /// rates in the time that they are written per, all else in base units.
    #[must_use]
    pub fn rounded(&self, round: fn(f64) -> f64, options: &Options) -> Sheet {
        let mut lowering = Lowering::new(self, options);
        lowering.times = Some(Vec::new());
        let (Compiled { mut sheet, .. }, times) = Self::compiled(lowering);
        let mut scales = vec![1.0; sheet.plan.len()];
        // A conversion shares the slot of what it converts, which comes first.
        for (slot, time) in times.into_iter().rev() {
            scales[slot.index()] = self.units.known(time).map_or(1.0, |unit| unit.factor);
        }
        let in_unit = |slot: Slot, value: f64| {
            let scale = scales[slot.index()];
            round(value * scale) / scale
        };
        sheet.values = sheet.plan.evaluate_rounded(in_unit);
        sheet
    }

    fn compiled(mut lowering: Lowering) -> (Compiled, Vec<(Slot, &'static str)>) {
        lowering.all();
        let mut unknown = lowering.unknown_names_in_functions();
        unknown.extend(lowering.model.waiting_units());
        if !lowering.model.is_reviewed {
            // A parameter may be unused because its name is misspelled, which is said.
            let is_wrong = |function: &Function| {
                let body = function.body.span();
                let lies_in = |span: Span| {
                    span.source() == body.source() && body.start() <= span.start() && span.end() <= body.end()
                };
                unknown.iter().any(|problem| problem.primary.as_ref().is_some_and(|label| lies_in(label.span)))
            };
            let functions = lowering.model.functions.values().filter(|function| !is_wrong(function));
            let unused: Vec<_> = functions.flat_map(super::unused_parameters).collect();
            unknown.extend(unused);
        }
        let mut problems = std::mem::take(&mut lowering.problems);
        problems.extend(unknown);
        let mut diagnostics = problems.into_diagnostics();
        sort(&mut diagnostics);
        let compiled = Compiled { sheet: lowering.sheet, diagnostics };
        (compiled, lowering.times.unwrap_or_default())
    }

    /// Compiles and evaluates the model.
    #[must_use]
    pub fn answers(&self, options: &Options) -> Answers {
        self.compile(options).evaluate()
    }

    /// Compiles the model and evaluates it at one point: nothing is said of how uncertain the results are.
    #[must_use]
    pub fn points(&self, options: &Options) -> Answers {
        self.compile(options).points()
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
        self.correlations();
    }

    /// Lowers an equation whose dependencies have been lowered.
    pub(super) fn one(&mut self, id: EquationId) {
        let model = self.model;
        let equation = &model.equations()[id.index()];
        let outcome = self.equation(equation).and_then(|outcome| {
            let varies = model.varied.contains(&id);
            if varies { self.varied(outcome, equation.body.span()) } else { Ok(outcome) }
        });
        let waits = self.open.as_mut().map(std::mem::take).unwrap_or_default();
        self.waiting.remove(id);
        match outcome {
            Ok(outcome) => self.sheet.outcomes[id.index()] = Some(outcome),
            Err(stop) => {
                self.sheet.outcomes[id.index()] = None;
                self.note(stop);
                let waits = self.awaited_by(equation, waits);
                self.waiting.insert(id, waits);
            }
        }
    }

    /// What an equation waits for: the names that lowering met, and those that it could not get to without them.
    fn awaited_by(&self, equation: &Equation, mut waits: Vec<Name>) -> Vec<Name> {
        if waits.is_empty() {
            return waits;
        }
        for name in self.words.names(equation) {
            match self.model.find(name.as_str()) {
                Some(id) => waits.extend(self.waiting.through(id, name).into_iter().flatten()),
                None => waits.push(name.clone()),
            }
        }
        waits
    }

    /// A result in an operation of its own, as one that is not known beforehand.
    fn varied(&mut self, outcome: Typed, span: Span) -> Result<Typed, Stop> {
        let Typed { slot, kind } = outcome;
        let same = Operation::Select { condition: slot, then: slot, otherwise: slot };
        let kind = match kind {
            Kind::Quantity(quantity) => {
                Kind::Quantity(Quantity { written: quantity.written.clone(), ..quantity.unknown() })
            }
            Kind::Condition => Kind::Condition,
        };
        Ok(Typed { slot: self.push(same, span)?, kind })
    }

    fn equation(&mut self, equation: &Equation) -> Result<Typed, Stop> {
        self.owner = equation.name.as_ref().map(|name| name.name.clone());
        self.last = equation.last;
        self.has_hint = self.model.is_reviewed;
        self.drawn = 0;
        let typed = self.expression(&equation.body, &Bound::default());
        let typed = typed.and_then(|typed| self.check_name(equation, &typed).map(|()| typed));
        let Some(range) = &equation.range else {
            return typed;
        };
        let typed = match typed {
            Ok(typed) => typed,
            Err(stop) => {
                // The range is looked at all the same, for what is wrong with it.
                let range = self.expression(range, &Bound::default());
                range.err().into_iter().for_each(|stop| self.note(stop));
                return Err(stop);
            }
        };
        match self.stated(&typed, equation.body.span(), range) {
            Ok(slot) => Ok(Typed { slot, ..typed }),
            // A range that is wrong does not make the value wrong.
            Err(stop) => {
                self.note(stop);
                Ok(typed)
            }
        }
    }

    /// A definition may be called like a counted thing, or like a rate or several times if it holds one.
    fn check_name(&self, equation: &Equation, typed: &Typed) -> Result<(), Stop> {
        let Some(name) = &equation.name else { return Ok(()) };
        let word = name.name.as_str();
        // No unit that is built in has such letters, and most names do.
        let is_plain = word.contains(|letter: char| letter == '_' || letter.is_ascii_digit());
        if is_plain && self.model.own_units.is_empty() {
            return Ok(());
        }
        let (wanted, example) = match self.model.units.naming(word) {
            Naming::Free | Naming::Counted => return Ok(()),
            Naming::Unit => return Err(explain_declare::called_like_a_unit(name).into()),
            Naming::Rate => ("a rate", "1k requests/s"),
            Naming::PluralTime => ("a time", "5 years"),
        };
        let found = match &typed.kind {
            Kind::Condition => "true or false".to_owned(),
            Kind::Quantity(quantity) => {
                let dimension = &quantity.dimension;
                let is_held = match wanted {
                    "a time" => *dimension == Dimension::of(Base::TIME),
                    _ => {
                        dimension.exponent(Base::TIME) == Exponent::integer(-1)
                            && dimension.terms().iter().all(|term| term.0 == Base::TIME || term.0.is_noun())
                    }
                };
                if is_held {
                    return Ok(());
                }
                self.model.units.describe(dimension)
            }
        };
        Err(explain_declare::holds_something_else(name, wanted, &found, example).into())
    }

    /// Names in the bodies of functions that mean nothing, whether or not the functions are called.
    fn unknown_names_in_functions(&self) -> Diagnostics {
        let mut found = Diagnostics::default();
        for function in self.model.functions.values() {
            let is_unknown =
                |name: &Name| !has_parameter(function, name) && matches!(self.words.value(name), Meaning::Unknown);
            for node in function.expressions().flat_map(Expression::nodes) {
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
    /// Evaluates the plan, and finds how uncertain its results are.
    #[must_use]
    pub fn evaluate(mut self) -> Answers {
        self.sheet.calculate();
        let outcomes: Vec<&Typed> = self.sheet.outcomes.iter().flatten().collect();
        let gathered = self.gather(self.sheet.answers(&outcomes));
        self.answered(gathered)
    }

    /// Evaluates the plan at one point: at the values that are stated, and at the medians of what is uncertain.
    #[must_use]
    pub fn points(mut self) -> Answers {
        self.sheet.calculate();
        let points = self.sheet.outcomes.iter().flatten().map(|outcome| Ok((self.sheet.point(outcome)?, None)));
        let gathered = self.gather(points);
        self.answered(gathered)
    }

    /// The answers of all equations in their order, from those of the ones that are right, and what is to be said of them.
    fn gather(&self, mut answered: impl Iterator<Item = Answered>) -> (Vec<Option<Answer>>, Problems) {
        let mut answers = Vec::with_capacity(self.sheet.outcomes.len());
        let mut problems = Problems::default();
        let mut reported = HashSet::new();
        for outcome in &self.sheet.outcomes {
            answers.push(match outcome.as_ref().and_then(|_| answered.next()) {
                Some(Ok((answer, remark))) => {
                    problems.extend(remark);
                    Some(answer)
                }
                Some(Err(problem)) => {
                    if reported.insert(problem.at) {
                        problems.push(problem.diagnostic);
                    }
                    None
                }
                None => None,
            });
        }
        (answers, problems)
    }

    fn answered(mut self, (answers, mut problems): (Vec<Option<Answer>>, Problems)) -> Answers {
        problems.extend(self.sheet.is_interrupted());
        problems.extend(self.sheet.remarks(Slot(0)));
        self.diagnostics.extend(problems.into_diagnostics());
        sort(&mut self.diagnostics);
        Answers { answers, diagnostics: self.diagnostics, sheet: self.sheet }
    }
}

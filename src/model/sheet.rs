//! A plan with its values, where each operation is written, and what its uncertain inputs are called: answers come from
//! here, whether a model was compiled whole or changes line by line.

use std::collections::HashSet;
use std::sync::Arc;

use super::answer::{Answer, Estimated, Form};
use super::rules::Kind;
use super::scope::Typed;
use super::{EquationId, explain};
use crate::diagnostic::{Diagnostic, Diagnostics, Span};
use crate::engine::{
    Binary, Distribution, DrawId, Fault, Influence, Kept, Operation, Plan, Slot, Spread, Swing, Unary, Values,
};
use crate::formulas::Formula;
use crate::quantity::number::significant;
use crate::syntax::tree::Name;

/// What an uncertain input is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The definition that it is part of.
    pub name: Option<Name>,
    /// How it is written.
    pub text: Arc<str>,
}

/// A plan and its values, with the equations that it was made from.
#[derive(Debug, Clone, Default)]
pub struct Sheet {
    /// The operations.
    pub plan: Plan,
    /// For each equation of the model what it results in; `None` if it is wrong or uses one that is.
    pub outcomes: Vec<Option<Typed>>,
    /// The values of the operations at one point.
    pub(super) values: Values,
    pub(super) spans: Vec<Span>,
    pub(super) sources: Vec<Source>,
}

/// The operation at which a calculation ends without a result, and why.
pub(super) struct NoAnswer {
    pub(super) at: Slot,
    pub(super) diagnostic: Diagnostic,
}

pub(super) type Answered = Result<(Answer, Option<Diagnostic>), Box<NoAnswer>>;

impl Sheet {
    /// What an equation results in; `None` if it is wrong or uses one that is.
    #[must_use]
    pub fn outcome(&self, id: EquationId) -> Option<&Typed> {
        self.outcomes.get(id.index())?.as_ref()
    }

    /// The number of an equation at one point, of which nothing more is said; `None` if it has none.
    #[must_use]
    pub fn plain(&self, id: EquationId) -> Option<Answer> {
        let Typed { slot, kind } = self.outcome(id)?;
        let value = self.values.get(*slot);
        value.is_finite().then(|| Answer::new(value, kind.clone()))
    }

    /// Calculates what was added to the plan.
    pub(super) fn calculate(&mut self) {
        self.plan.extend(&mut self.values);
    }

    /// Forgets all operations from the given number on.
    pub(super) fn truncate(&mut self, length: usize) {
        self.plan.truncate(length);
        self.spans.truncate(length);
        self.values.truncate(length);
        self.sources.truncate(self.plan.draws().len());
    }

    /// The result of a checked equation at one point.
    ///
    /// # Errors
    /// There is none.
    pub(super) fn point(&self, outcome: &Typed) -> Result<Answer, Box<NoAnswer>> {
        if let Some((at, fault)) = self.plan.fault(&self.values, outcome.slot) {
            return Err(Box::new(NoAnswer {
                at,
                diagnostic: super::fault::explain(&self.plan, &self.spans, at, fault),
            }));
        }
        let (slot, kind) = (outcome.slot, outcome.kind.clone());
        let mut value = self.values.get(slot);
        let (estimated, no_result) = self.estimated(slot).unzip();
        let no_result = no_result.flatten();
        if let (Some(estimated), Kind::Condition) = (&estimated, &kind) {
            // A condition over what is known only between two numbers holds if it does at both.
            value = value.min(estimated.ends.0).min(estimated.ends.1);
        }
        let is_stated = self.plan.is_stated(slot);
        let form = self.form(slot);
        let estimated = estimated.map(Arc::new);
        Ok(Answer { value, kind, spread: None, estimated, no_result, is_stated, form })
    }

    /// What the result of an operation is made of.
    fn form(&self, slot: Slot) -> Form {
        let operations = self.plan.operations();
        match operations[slot.index()] {
            Operation::Constant(_) => Form::Literal,
            Operation::Unary(Unary::Negate, operand)
                if matches!(operations[operand.index()], Operation::Constant(_)) =>
            {
                Form::Literal
            }
            Operation::Binary(Binary::Add | Binary::Subtract, a, b) => {
                Form::Sum([a, b].map(|operand| self.values.get(operand)))
            }
            // What was rounded to a step has the digits of that.
            Operation::Binary(Binary::Multiply, steps, _)
                if matches!(
                    operations[steps.index()],
                    Operation::Unary(Unary::Ceil | Unary::Floor | Unary::Round, _)
                ) =>
            {
                Form::Literal
            }
            Operation::Draw(id) => {
                let draw = self.plan.draw(id);
                let is_range = matches!(draw.distribution, Distribution::Interval | Distribution::ShareInterval);
                let is_known = !draw.parameters.iter().any(|parameter| self.plan.is_uncertain(*parameter));
                if is_range && is_known { Form::Literal } else { Form::Calculated }
            }
            _ => Form::Calculated,
        }
    }

    /// What is known of a number that is made of what samples come to, and why some of those have no result.
    fn estimated(&self, slot: Slot) -> Option<(Estimated, Option<Arc<str>>)> {
        if self.values.estimates().is_empty() {
            return None;
        }
        let (mut open, mut seen) = (vec![slot], HashSet::new());
        while let Some(at) = open.pop() {
            if seen.insert(at) && !self.plan.is_uncertain(at) {
                open.extend(self.plan.operands(self.plan.operations()[at.index()]));
            }
        }
        let parts: Vec<_> = self.values.estimates().iter().filter(|estimate| seen.contains(&estimate.0)).collect();
        let samples = parts.iter().find(|part| part.0 == slot).and_then(|part| part.1.samples);
        let worst = parts.iter().max_by(|one, other| one.1.missing.total_cmp(&other.1.missing))?;
        let missing = worst.1.missing;
        let because = if missing > 0.0 { self.plan.why_missing(&self.values, &worst.1) } else { None };
        let no_result = because.map(|(at, fault)| self.reason(at, fault).into());
        let tail = parts.iter().map(|part| part.1.tail).fold(0.0, f64::max);
        let (one, other) = self.values.ends(slot);
        Some((Estimated { ends: (one.min(other), one.max(other)), samples, missing, tail }, no_result))
    }

    /// Why an operation has no result, in a clause.
    fn reason(&self, at: Slot, fault: Fault) -> String {
        match &fault {
            Fault::Domain(domain) if let Some(endless) = domain.endless => endless.to_owned(),
            _ => super::fault::explain(&self.plan, &self.spans, at, fault).message,
        }
    }

    /// The results of checked equations, each with what is known of it where it is uncertain, and with a remark if some
    /// cases have no result.
    pub(super) fn answers(&self, outcomes: &[&Typed]) -> impl Iterator<Item = Answered> {
        let is_uncertain = |outcome: &Typed| self.plan.is_uncertain(outcome.slot);
        let slots: Vec<Slot> =
            outcomes.iter().filter(|outcome| is_uncertain(outcome)).map(|outcome| outcome.slot).collect();
        let mut spreads = self.plan.spreads(&self.values, &slots).into_iter();
        outcomes.iter().map(move |outcome| {
            let spread = if is_uncertain(outcome) { spreads.next().flatten() } else { None };
            let Some(spread) = spread else { return self.point(outcome).map(|answer| (answer, None)) };
            Ok(self.uncertain(outcome, spread))
        })
    }

    /// The result of a checked equation, with a remark if some cases have none.
    ///
    /// # Errors
    /// There is none, or someone has asked to stop.
    pub fn answer(&self, outcome: &Typed) -> Result<(Answer, Option<Diagnostic>), Diagnostic> {
        let answered = self.answers(&[outcome]).next().expect("there is an answer for each outcome");
        match self.is_interrupted() {
            Some(interrupted) => Err(interrupted),
            None => answered.map_err(|problem| problem.diagnostic),
        }
    }

    /// An uncertain result: its value is the one at the stated values of the inputs where those are stated, otherwise
    /// the median.
    fn uncertain(&self, outcome: &Typed, spread: Arc<Spread>) -> (Answer, Option<Diagnostic>) {
        let (slot, kind) = (outcome.slot, outcome.kind.clone());
        let point = Some(self.values.get(slot)).filter(|point| self.plan.is_stated(slot) && !point.is_nan());
        let middle = || match kind {
            Kind::Quantity(_) => spread.median(),
            Kind::Condition => f64::from(u8::from(spread.mean >= 0.5)),
        };
        let value = point.unwrap_or_else(middle);
        let because = spread.example.as_ref().and_then(|case| self.plan.why_case_missing(&self.values, slot, case));
        let remark = because.as_ref().map(|(at, fault)| self.why_missing(*at, fault.clone(), &spread));
        let no_result = because.map(|(at, fault)| self.reason(at, fault).into());
        let spread = (!spread.is_one).then_some(spread);
        let form = self.form(slot);
        (Answer { value, kind, spread, estimated: None, no_result, is_stated: point.is_some(), form }, remark)
    }

    /// Why some cases have no result: the reason of the first of them.
    fn why_missing(&self, at: Slot, fault: Fault, spread: &Spread) -> Diagnostic {
        let reason = super::fault::explain(&self.plan, &self.spans, at, fault);
        let share = significant(spread.missing * 100.0, 3);
        let mut hint = Diagnostic::hint(format!("{share}% of the cases have no result: {}", reason.message));
        hint.primary = reason.primary;
        hint.secondary = reason.secondary;
        let help = if spread.endless > 0.0 {
            "the interval counts those that grow without end as greater than all others"
        } else {
            "the interval and the mean are those of the other cases"
        };
        hint.help(help)
    }

    /// What formulas have to say of their results, and stated values outside of their ranges, from the operation `first` on.
    pub(super) fn remarks(&self, first: Slot) -> Diagnostics {
        let remark = |(at, formula, arguments): (Slot, &Formula, Vec<f64>)| {
            let remark = formula.remark.and_then(|remark| remark(&arguments))?;
            Some(Diagnostic::hint(format!("in `{}`, {remark}", formula.name)).at(self.spans[at.index()], ""))
        };
        let outside = |id: DrawId| {
            let hint = format!("the stated value of `{}` lies outside of its range", self.input(id));
            Diagnostic::hint(hint)
                .at(self.spans[self.plan.draw(id).at.index()], "the range")
                .help("state a value near the middle of the range, or give another range")
        };
        let outside = self.plan.stated_outside(&self.values, first).into_iter().map(outside);
        self.plan.calls_from(first, &self.values).filter_map(remark).chain(outside).collect()
    }

    /// Columns of results with the columns of some slots given; see [`Plan::columns`].
    #[must_use]
    pub fn columns(&self, given: &[(Slot, &[f64])], wanted: &[Slot], length: usize) -> Vec<Vec<f64>> {
        self.plan.columns(&self.values, given, wanted, length)
    }

    /// The influence of every uncertain input on each of some results, which the plan has in these slots; see
    /// [`Plan::influences`].
    #[must_use]
    pub fn influences(&self, answers: &[(Slot, &Answer)], rows: (usize, usize)) -> Vec<Vec<Influence>> {
        let mut wanted: Vec<(Slot, Option<&Kept>)> = Vec::with_capacity(answers.len());
        for &(slot, answer) in answers {
            wanted.push((slot, answer.spread.as_ref().and_then(|spread| spread.kept.as_deref())));
        }
        self.plan.influences(&self.values, &wanted, rows)
    }

    /// How far a result swings with each uncertain input.
    #[must_use]
    pub fn swings(&self, slot: Slot) -> Vec<Swing> {
        self.plan.swings(&self.values, slot)
    }

    /// What an uncertain input is called: the definition that consists of it, or as it is written.
    #[must_use]
    pub fn input(&self, id: DrawId) -> String {
        let source = &self.sources[id.index()];
        let is_whole = || {
            // The inputs of a definition were added one after the other.
            let (before, after) = self.sources.split_at(id.index());
            let is_of_it = |other: &&Source| other.name == source.name;
            let mut others = before.iter().rev().take_while(is_of_it).chain(after.iter().take_while(is_of_it));
            others.all(|other| other.text == source.text)
        };
        match &source.name {
            Some(name) if is_whole() => name.to_string(),
            _ => source.text.to_string(),
        }
    }
}

/// By place, each once: a function that is expanded twice is wrong in one place.
pub(super) fn sort(diagnostics: &mut Diagnostics) {
    diagnostics.sort_by_place();
    diagnostics.dedup();
}

impl Sheet {
    /// Whether sampling was asked to stop; then results are not to be trusted.
    pub(super) fn is_interrupted(&self) -> Option<Diagnostic> {
        self.plan.interrupt.is_set().then(explain::interrupted)
    }
}

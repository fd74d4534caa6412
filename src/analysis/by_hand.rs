//! The arithmetic of an interview: every number with one significant digit, a day of 100,000 seconds,
//! a month of 2.5 million, a year of 30 million. Conventions that a model has chosen itself stay.

use std::collections::HashSet;

use crate::engine::Options;
use crate::model::{Answer, EquationId, Model, Sheet};
use crate::quantity::unit::Units;
use crate::syntax::tree::{BinaryOperator, Expression, Name, NodeId, NodeKind};

/// Seconds in a day, a month and a year that are easy to divide by.
const DAY: f64 = 1e5;
const MONTH: f64 = 2.5e6;
const YEAR: f64 = 3e7;

/// What mental arithmetic gives.
#[derive(Debug, Clone)]
pub struct ByHand {
    /// The result, in the base units of `units`.
    pub answer: Answer,
    /// The units, with their easy days and months.
    pub units: Units,
}

/// How many steps are worked out: those nearest to the result.
const STEPS: usize = 100;

/// All results of a model in mental arithmetic, of one evaluation.
#[derive(Debug)]
pub struct Rounded {
    sheet: Sheet,
    /// The units, with their easy days and months.
    pub units: Units,
}

/// A result in mental arithmetic, with the way to it.
#[derive(Debug, Clone)]
pub struct Working {
    /// The result.
    pub result: ByHand,
    /// The steps, each after those that it uses.
    pub steps: Vec<Step>,
    /// Whether there were more steps before these.
    pub is_cut: bool,
    /// Whether a range has to do with it, for which its stated value or its median stands.
    pub is_uncertain: bool,
}

/// One step of mental arithmetic.
#[derive(Debug, Clone)]
pub struct Step {
    /// The equation that it is part of.
    pub equation: EquationId,
    /// What is done.
    pub doing: Doing,
    /// What it is done with.
    pub operands: Vec<Answer>,
    /// What comes out.
    pub result: Answer,
}

/// What is done in a step.
#[derive(Debug, Clone, PartialEq)]
pub enum Doing {
    /// `a * b`
    Binary(BinaryOperator),
    /// `x -> QPS`
    Convert,
    /// `log2(x)`
    Call(Name),
}

/// The result of an expression in mental arithmetic; `None` if it has none.
#[must_use]
pub fn question(model: &Model, question: &Expression, options: &Options) -> Option<ByHand> {
    let mut model = rounded(model);
    let id = model.ask(question.rounded(one_digit)).ok()?;
    answer(model, id, options)
}

/// The result of a definition in mental arithmetic; `None` if it has none.
#[must_use]
pub fn definition(model: &Model, id: EquationId, options: &Options) -> Option<ByHand> {
    answer(rounded(model), id, options)
}

fn answer(model: Model, id: EquationId, options: &Options) -> Option<ByHand> {
    let rounded = Rounded::of(model, options);
    rounded.get(id).map(|answer| ByHand { answer, units: rounded.units })
}

/// The result of an equation in mental arithmetic, with the steps that lead to it; `None` if it has none.
#[must_use]
pub fn working(model: &Model, id: EquationId, options: &Options) -> Option<Working> {
    let mut model = rounded(model);
    let mut steps: Vec<(EquationId, NodeId)> = Vec::new();
    for equation in below(&model, id) {
        let nodes = model.equations()[equation.index()].body.nodes();
        let ids = (0..nodes.len()).map(|index| NodeId(index as u32));
        steps.extend(ids.zip(nodes).filter(|(_, node)| doing(&node.kind).is_some()).map(|(id, _)| (equation, id)));
    }
    let cut = steps.len().saturating_sub(STEPS);
    // Each part of an equation is evaluated as an equation of its own, all of them at once.
    let mut parts = Vec::new();
    for (equation, node) in steps.drain(..).skip(cut) {
        let body = model.equations()[equation.index()].body.clone();
        let kind = &body.node(node).kind;
        let mut add = |id| model.ask(body.part(id)).ok();
        let operands: Option<Vec<_>> = kind.operands().map(&mut add).collect();
        parts.push((equation, doing(kind)?, operands?, add(node)?));
    }
    let rounded = Rounded::of(model, options);
    let step = |(equation, doing, operands, result): (EquationId, Doing, Vec<EquationId>, EquationId)| {
        let operands: Option<Vec<Answer>> = operands.into_iter().map(|id| rounded.get(id)).collect();
        Some(Step { equation, doing, operands: operands?, result: rounded.get(result)? })
    };
    let steps = parts.into_iter().filter_map(step).collect();
    let answer = rounded.get(id)?;
    let is_uncertain = rounded.sheet.outcome(id).is_some_and(|one| rounded.sheet.plan.is_uncertain(one.slot));
    Some(Working { result: ByHand { answer, units: rounded.units }, steps, is_cut: cut > 0, is_uncertain })
}

/// An equation and all that it is derived from, each after those that it uses.
fn below(model: &Model, id: EquationId) -> Vec<EquationId> {
    let uses = model.uses();
    let (mut found, mut seen, mut way) = (Vec::new(), HashSet::from([id]), vec![(id, 0)]);
    while let Some((id, next)) = way.last_mut() {
        if let Some(&needed) = uses[id.index()].get(*next) {
            *next += 1;
            if seen.insert(needed) {
                way.push((needed, 0));
            }
        } else {
            found.push(*id);
            way.pop();
        }
    }
    found
}

/// What is done in a node that is worth a step.
fn doing(kind: &NodeKind) -> Option<Doing> {
    use BinaryOperator as Op;
    match kind {
        NodeKind::Binary { operator, .. } => {
            matches!(operator, Op::Add | Op::Subtract | Op::Multiply | Op::Divide | Op::Power)
                .then_some(Doing::Binary(*operator))
        }
        NodeKind::Convert(..) => Some(Doing::Convert),
        NodeKind::Call { function, .. } => Some(Doing::Call(function.name.clone())),
        _ => None,
    }
}

impl Rounded {
    /// All results of a model in mental arithmetic.
    #[must_use]
    pub fn new(model: &Model, options: &Options) -> Self {
        Self::of(rounded(model), options)
    }

    fn of(model: Model, options: &Options) -> Self {
        Self { sheet: model.rounded(one_digit, options), units: model.units }
    }

    /// The result of an equation; `None` if it has none.
    #[must_use]
    pub fn get(&self, id: EquationId) -> Option<Answer> {
        self.sheet.plain(id)
    }
}

impl ByHand {
    /// How far the result is from the exact one, as a share of that, both in the unit that they are shown in;
    /// `None` if the exact one is zero or none of these.
    #[must_use]
    pub fn error(&self, exact: &Answer, units: &Units) -> Option<f64> {
        let in_unit = |answer: &Answer, units: &Units| {
            Some(answer.value / units.written_scale(&answer.as_quantity()?.preference))
        };
        let (easy, exact) = (in_unit(&self.answer, &self.units)?, in_unit(exact, units)?);
        (exact != 0.0).then_some(easy / exact - 1.0)
    }
}

/// The model with easy numbers.
fn rounded(model: &Model) -> Model {
    let mut rounded = model.clone();
    rounded.round_numbers(one_digit);
    let conventions = &mut rounded.units.conventions;
    let chosen: Vec<&str> = conventions.chosen().map(|one| one.0).collect();
    for (name, seconds) in [("day", DAY), ("month", MONTH), ("year", YEAR)] {
        if !chosen.contains(&name) {
            conventions.set(name, seconds);
        }
    }
    rounded
}

/// The nearest number with one significant digit.
fn one_digit(value: f64) -> f64 {
    if value == 0.0 || !value.is_finite() { value } else { format!("{value:.0e}").parse().unwrap_or(value) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::{Origin, parse, parse_expression};

    fn by_hand(lines: &[&str], asked: &str) -> Option<f64> {
        let mut model = Model::default();
        for line in lines {
            model.add(parse(line, Origin::default()).unwrap(), None).unwrap();
        }
        question(&model, &parse_expression(asked, Origin::default()).unwrap(), &Options::default())
            .map(|found| found.answer.value)
    }

    #[test]
    fn numbers_have_one_digit_and_days_five_zeros() {
        for (value, rounded) in [(86_400.0, 9e4), (3472.0, 3e3), (0.0127, 0.01), (-95.0, -1e2), (0.0, 0.0)] {
            assert_eq!(one_digit(value), rounded);
        }
        // 10M a month is 10M / 2.5M a second.
        assert_eq!(by_hand(&[], "10M requests/month"), Some(4.0));
        assert_eq!(by_hand(&["dau = 150M users"], "dau * 2 tweets/user/day"), Some(4e3));
        assert_eq!(by_hand(&[], "1 / 0"), None);
    }
}

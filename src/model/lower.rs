//! From checked expressions to operations: one pass over the nodes finds dimensions and fills the plan.

use std::collections::HashMap;

use super::explain::Prose;
use super::resolve::{Meaning, Words, is_dotted};
use super::rules::{Kind, Mismatch, Quantity, known_exponent};
use super::scope::{Bound, Stop, Typed};
use super::sheet::Sheet;
use super::{EquationId, Model, Outcome};
use crate::diagnostic::{Diagnostic, Span};
use crate::engine::{Binary, Operation, Plan, Slot, Unary};
use crate::formulas::Formula;
use crate::quantity::unit::{Unit, UnitProduct};
use crate::syntax::tree::{BinaryOperator, Expression, Name, Node, NodeId, NodeKind, UnaryOperator, UnitExpression};
use crate::syntax::{Origin, parse_expression};

/// How many operations a plan may have; functions that call functions grow quickly.
pub(super) const MAX_OPERATIONS: usize = 1_000_000;

/// After how many operations to look whether to stop.
const INTERVAL: usize = 256;

/// The state of lowering a whole model.
pub(super) struct Lowering<'m> {
    pub(super) model: &'m Model,
    pub(super) words: Words<'m>,
    /// The plan, where each operation is written, and what its uncertain inputs are called.
    pub(super) sheet: Sheet,
    /// The name of the definition that is being lowered, and how many uncertain inputs it has so far.
    pub(super) owner: Option<Name>,
    pub(super) drawn: usize,
    pub(super) outcomes: Vec<Option<Outcome>>,
    /// Errors and hints, in the order in which they were found.
    pub(super) problems: Vec<Diagnostic>,
    /// The functions that are being expanded, outermost first, with their calls.
    pub(super) calls: Vec<(Name, Span)>,
    /// Whether a definition may mention names that come later, and those which the current one does.
    pub(super) open: Option<Vec<Name>>,
    /// The names that equations without a result wait for.
    pub(super) waiting: HashMap<EquationId, Vec<Name>>,
    /// How many operations the plan may have.
    pub(super) limit: usize,
    /// The times that rates are written per, for those who ask: `day` where the plan has a rate per second.
    pub(super) times: Option<Vec<(Slot, &'static str)>>,
    prose: Prose<'m>,
}

impl<'m> Lowering<'m> {
    pub(super) fn new(model: &'m Model) -> Self {
        Self::resumed(model, vec![None; model.equations().len()])
    }

    /// A lowering that knows the outcomes of some equations.
    pub(super) fn resumed(model: &'m Model, outcomes: Vec<Option<Outcome>>) -> Self {
        Self {
            model,
            words: Words::new(model),
            sheet: Sheet { plan: Plan::new(model.sampling, model.interrupt.clone()), ..Sheet::default() },
            owner: None,
            drawn: 0,
            outcomes,
            problems: Vec::new(),
            calls: Vec::new(),
            open: None,
            waiting: HashMap::new(),
            limit: MAX_OPERATIONS,
            times: None,
            prose: Prose::new(model),
        }
    }

    pub(super) fn prose(&self) -> &Prose<'m> {
        &self.prose
    }

    pub(super) fn push(&mut self, operation: Operation, span: Span) -> Result<Slot, Stop> {
        self.check_room(span)?;
        self.sheet.spans.push(span);
        Ok(self.sheet.plan.push(operation))
    }

    pub(super) fn check_room(&self, span: Span) -> Result<(), Stop> {
        if self.sheet.plan.len() >= self.limit {
            return Err(Stop::Final(Box::new(super::explain::too_large(span, self.limit))));
        }
        if self.sheet.plan.len().is_multiple_of(INTERVAL) && self.sheet.plan.interrupt.is_set() {
            return Err(Stop::Final(Box::new(super::explain::interrupted())));
        }
        Ok(())
    }

    pub(super) fn push_call(
        &mut self,
        formula: &'static Formula,
        arguments: Vec<Slot>,
        span: Span,
    ) -> Result<Slot, Stop> {
        self.check_room(span)?;
        self.sheet.spans.push(span);
        Ok(self.sheet.plan.push_call(formula, arguments))
    }

    /// Lowers an expression; `scope` holds the parameters of the function that it is the body of.
    pub(super) fn expression(&mut self, body: &Expression, scope: &Bound) -> Result<Typed, Stop> {
        let mut done = self.nodes(body, body.nodes(), scope)?;
        Ok(done.pop().flatten().expect("the last node is the whole expression"))
    }

    /// Lowers nodes in order. One that cannot be lowered is reported, and what needs it is passed over, so that
    /// all problems of an expression are found.
    pub(super) fn nodes(
        &mut self,
        body: &Expression,
        nodes: &[Node],
        scope: &Bound,
    ) -> Result<Vec<Option<Typed>>, Stop> {
        let mut done: Vec<Option<Typed>> = Vec::with_capacity(nodes.len());
        let mut failed = false;
        for node in nodes {
            let lowered = if failed && node.kind.operands().any(|operand| done[operand.0 as usize].is_none()) {
                self.unit_without_value(node)
            } else {
                self.node(body, node, &mut done, scope)
            };
            match lowered {
                Ok(typed) => {
                    if let (Some(times), Kind::Quantity(quantity)) = (&mut self.times, &typed.kind) {
                        times.extend(quantity.preference.per_time.map(|time| (typed.slot, time)));
                    }
                    done.push(Some(typed));
                }
                Err(Stop::Final(problem)) => return Err(Stop::Final(problem)),
                Err(stop) => {
                    self.note(stop);
                    failed = true;
                    done.push(None);
                }
            }
        }
        if failed { Err(Stop::Silently) } else { Ok(done) }
    }

    /// The unit of a conversion can be wrong whether or not there is something to convert.
    fn unit_without_value(&self, node: &Node) -> Result<Typed, Stop> {
        if let NodeKind::Convert(_, unit) = &node.kind {
            self.target(unit)?;
        }
        Err(Stop::Silently)
    }

    /// Notes why something was not lowered.
    pub(super) fn note(&mut self, stop: Stop) {
        match stop {
            Stop::Because(problem) | Stop::Final(problem) => self.problems.push(*problem),
            Stop::Silently => {}
        }
    }

    fn node(
        &mut self,
        body: &Expression,
        node: &Node,
        done: &mut [Option<Typed>],
        scope: &Bound,
    ) -> Result<Typed, Stop> {
        let span = node.span;
        match &node.kind {
            NodeKind::Quantity { value, unit } => self.quantity(*value, unit, span, scope),
            NodeKind::Name(name) => self.name(name, span, scope),
            NodeKind::Unary(operator, operand) => {
                let operand = take(done, *operand);
                self.unary(*operator, operand, span)
            }
            NodeKind::Binary { operator, at, left, right } => {
                self.hint_at_reading(body, *operator, (*left, *right), scope);
                if matches!(operator, BinaryOperator::Range | BinaryOperator::PlusMinus) {
                    return self.range(body, *operator, (*left, *right), (*at, span), done);
                }
                let operands = (take(done, *left), take(done, *right));
                let spans = (body.node(*left).span, body.node(*right).span);
                self.binary(*operator, operands, spans, *at, span)
            }
            NodeKind::Convert(value, target) => {
                let value_span = body.node(*value).span;
                let typed = take(done, *value);
                let quantity = Self::wants_quantity(typed.kind, value_span)?;
                let product = self.target(target)?;
                let from = quantity.dimension.clone();
                let to = product.dimension();
                let unit_span = target.terms.iter().map(|term| term.word.span).reduce(Span::to).unwrap_or(span);
                let quantity = quantity.converted(product).map_err(|mismatch| {
                    self.prose().conversion(&mismatch, &from, to.as_ref().ok(), value_span, unit_span)
                })?;
                Ok(Typed { slot: typed.slot, kind: Kind::Quantity(quantity) })
            }
            NodeKind::Scale(value, unit) => {
                let value_span = body.node(*value).span;
                let typed = take(done, *value);
                let one = self.quantity(1.0, unit, span, scope)?;
                self.binary(BinaryOperator::Multiply, (typed, one), (value_span, span), span, span)
            }
            NodeKind::Conditional { condition, then, otherwise } => {
                let spans = [*condition, *then, *otherwise].map(|id| body.node(id).span);
                let [condition, then, otherwise] = [*condition, *then, *otherwise].map(|id| take(done, id));
                self.wants_condition(&condition.kind, spans[0])?;
                let kind = match (then.kind, otherwise.kind) {
                    (Kind::Condition, Kind::Condition) => Kind::Condition,
                    (then, otherwise) => {
                        let then = Self::wants_quantity(then, spans[1])?;
                        let otherwise = Self::wants_quantity(otherwise, spans[2])?;
                        let chosen = then.alike(otherwise, None);
                        Kind::Quantity(chosen.map_err(|mismatch| {
                            self.prose().different(&mismatch, "choose between", span, (spans[1], spans[2]))
                        })?)
                    }
                };
                let select =
                    Operation::Select { condition: condition.slot, then: then.slot, otherwise: otherwise.slot };
                Ok(Typed { slot: self.push(select, span)?, kind })
            }
            NodeKind::Call { function, arguments } => {
                let values =
                    arguments.iter().map(|argument| (take(done, argument.value), body.node(argument.value).span));
                let values: Vec<_> = values.collect();
                self.call(function, arguments, values, (body.slice(span), span))
            }
        }
    }

    /// A number and the unit after it. A word that is no unit may be a name, which then multiplies or divides.
    pub(super) fn quantity(
        &mut self,
        value: f64,
        unit: &UnitExpression,
        span: Span,
        scope: &Bound,
    ) -> Result<Typed, Stop> {
        if unit.terms.is_empty() {
            let slot = self.push(Operation::Constant(value), span)?;
            return Ok(Typed { slot, kind: Kind::Quantity(Quantity::number(value)) });
        }
        let mut units = Vec::with_capacity(unit.terms.len());
        let mut names = Vec::new();
        for term in &unit.terms {
            let word = &term.word;
            match self.words.in_unit(&word.name) {
                _ if scope.get(&word.name).is_some() && self.words.unit(&word.name).is_none() => names.push(term),
                Meaning::Unit(unit) => units.push((unit, term.exponent)),
                Meaning::Equation(_) => names.push(term),
                Meaning::Broken => return Err(Stop::Silently),
                Meaning::Truth(_) | Meaning::Figure(_) | Meaning::Unknown => {
                    return Err(self.prose().unknown_unit(word, Some(value)).into());
                }
            }
        }
        let terms = units.iter().map(|(unit, exponent)| (&**unit, *exponent));
        let mut quantity = Quantity::of_units(&terms).map_err(|mismatch| self.prose().exponent(&mismatch, span))?;
        if names.is_empty() {
            quantity = quantity.written_in(self.target(unit)?);
        }
        let value = value * factor(terms);
        if !value.is_finite() {
            return Err(super::explain::too_large_a_number(span).into());
        }
        if units.iter().all(|(unit, _)| unit.dimension.is_none()) {
            quantity.constant = Some(value);
        }
        let mut typed = Typed { slot: self.push(Operation::Constant(value), span)?, kind: Kind::Quantity(quantity) };
        for term in names {
            let word_span = term.word.span;
            let mut operand = self.name(&term.word.name, word_span, scope)?;
            if (term.exponent.abs() - 1.0).abs() > f64::EPSILON {
                let power = self.push(Operation::Constant(term.exponent.abs()), word_span)?;
                let power = Typed { slot: power, kind: Kind::Quantity(Quantity::number(term.exponent.abs())) };
                operand =
                    self.binary(BinaryOperator::Power, (operand, power), (word_span, word_span), word_span, word_span)?;
            }
            let operator = if term.exponent < 0.0 { BinaryOperator::Divide } else { BinaryOperator::Multiply };
            typed = self.binary(operator, (typed, operand), (span, word_span), word_span, span)?;
        }
        Ok(typed)
    }

    fn name(&mut self, name: &Name, span: Span, scope: &Bound) -> Result<Typed, Stop> {
        if let Some(typed) = scope.get(name) {
            return Ok(typed.clone());
        }
        match self.words.value(name) {
            Meaning::Equation(id) => match &self.outcomes[id.index()] {
                Some(outcome) => Ok(Typed { slot: outcome.slot, kind: outcome.kind.clone() }),
                None => Err(self.without_result(id, name, span)),
            },
            Meaning::Unit(unit) => {
                let one = std::iter::once((&*unit, 1.0));
                let quantity = Quantity::of_units(&one).map_err(|mismatch| self.prose().exponent(&mismatch, span))?;
                let slot = self.push(Operation::Constant(unit.factor), span)?;
                Ok(Typed { slot, kind: Kind::Quantity(quantity) })
            }
            Meaning::Truth(truth) => {
                let slot = self.push(Operation::Constant(f64::from(u8::from(truth))), span)?;
                Ok(Typed { slot, kind: Kind::Condition })
            }
            Meaning::Figure(figure) => {
                let origin =
                    Origin { source: span.source, offset: span.start as usize, whole: Some(span.range().len()) };
                let written = parse_expression(figure.value, origin)?;
                self.expression(&written, &Bound::default())
            }
            Meaning::Broken => Err(Stop::Silently),
            Meaning::Unknown if is_dotted(name) => Err(self.prose().unknown_figure(name, span).into()),
            Meaning::Unknown => {
                Err(self.wait_for(name).unwrap_or_else(|| self.prose().unknown_name(name, span, &scope.names()).into()))
            }
        }
    }

    /// Notes that the current definition waits for a name, if it may.
    pub(super) fn wait_for(&mut self, name: &Name) -> Option<Stop> {
        self.open.as_mut()?.push(name.clone());
        Some(Stop::Silently)
    }

    /// Why an equation that has no result stops another one.
    fn without_result(&mut self, id: EquationId, name: &Name, span: Span) -> Stop {
        match (self.waiting.get(&id), &mut self.open) {
            (Some(names), Some(open)) => open.extend(names.iter().cloned()),
            (Some(names), None) => return super::explain::waits(name, names, span).into(),
            (None, _) => {}
        }
        Stop::Silently
    }

    fn unary(&mut self, operator: UnaryOperator, operand: Typed, span: Span) -> Result<Typed, Stop> {
        if operator == UnaryOperator::Not {
            self.wants_condition(&operand.kind, span)?;
            let slot = self.push(Operation::Unary(Unary::Not, operand.slot), span)?;
            return Ok(Typed { slot, kind: Kind::Condition });
        }
        let quantity = Self::wants_quantity(operand.kind, span)?;
        if operator == UnaryOperator::Positive {
            return Ok(Typed { slot: operand.slot, kind: Kind::Quantity(quantity) });
        }
        let slot = self.push(Operation::Unary(Unary::Negate, operand.slot), span)?;
        Ok(Typed { slot, kind: Kind::Quantity(quantity.negated()) })
    }

    pub(super) fn binary(
        &mut self,
        operator: BinaryOperator,
        (left, right): (Typed, Typed),
        spans: (Span, Span),
        at: Span,
        span: Span,
    ) -> Result<Typed, Stop> {
        use BinaryOperator as Op;
        let (a, b) = (left.slot, right.slot);
        if matches!(operator, Op::And | Op::Or) {
            self.wants_condition(&left.kind, spans.0)?;
            self.wants_condition(&right.kind, spans.1)?;
            let operation = if operator == Op::And { Binary::And } else { Binary::Or };
            return Ok(Typed { slot: self.push(Operation::Binary(operation, a, b), span)?, kind: Kind::Condition });
        }
        if operator.is_comparison() && matches!((&left.kind, &right.kind), (Kind::Condition, _)) {
            return Err(super::explain::chained_comparison(at, spans).into());
        }
        let (left, right) = (Self::wants_quantity(left.kind, spans.0)?, Self::wants_quantity(right.kind, spans.1)?);
        let (operation, result) = match operator {
            Op::Add => (Binary::Add, left.alike(right, Some(Binary::Add))),
            Op::Subtract => (Binary::Subtract, left.alike(right, Some(Binary::Subtract))),
            Op::Multiply => (Binary::Multiply, left.product(right, false)),
            Op::Divide => (Binary::Divide, left.product(right, true)),
            Op::Power => (Binary::Power, left.power(&right)),
            _ => {
                let verb = "compare";
                left.alike(right, None).map_err(|mismatch| self.prose().different(&mismatch, verb, at, spans))?;
                return self.comparison(operator, a, b, span);
            }
        };
        let verb = if operator == Op::Subtract { "subtract" } else { "add" };
        let quantity = result.map_err(|mismatch| match mismatch {
            Mismatch::Different(..) => self.prose().different(&mismatch, verb, at, spans),
            _ => self.prose().exponent(&mismatch, spans.1),
        })?;
        Ok(Typed { slot: self.push(Operation::Binary(operation, a, b), span)?, kind: Kind::Quantity(quantity) })
    }

    fn comparison(&mut self, operator: BinaryOperator, a: Slot, b: Slot, span: Span) -> Result<Typed, Stop> {
        let operation = match operator {
            BinaryOperator::Less => Operation::Binary(Binary::Less, a, b),
            BinaryOperator::AtMost => Operation::Binary(Binary::AtMost, a, b),
            BinaryOperator::Greater => Operation::Binary(Binary::Less, b, a),
            BinaryOperator::AtLeast => Operation::Binary(Binary::AtMost, b, a),
            _ => Operation::Binary(Binary::Equal, a, b),
        };
        let mut slot = self.push(operation, span)?;
        if operator == BinaryOperator::Unequal {
            slot = self.push(Operation::Unary(Unary::Not, slot), span)?;
        }
        Ok(Typed { slot, kind: Kind::Condition })
    }

    /// The unit of a conversion.
    pub(super) fn target(&self, target: &UnitExpression) -> Result<UnitProduct, Stop> {
        let mut terms = Vec::with_capacity(target.terms.len());
        for term in &target.terms {
            let Some(unit) = self.words.unit(&term.word.name) else {
                return Err(self.prose().unknown_unit(&term.word, None).into());
            };
            let exponent =
                known_exponent(term.exponent).map_err(|mismatch| self.prose().exponent(&mismatch, term.word.span))?;
            terms.push((Unit::clone(&unit), exponent));
        }
        Ok(UnitProduct::new(terms))
    }

    pub(super) fn wants_quantity(kind: Kind, span: Span) -> Result<Quantity, Stop> {
        match kind {
            Kind::Quantity(quantity) => Ok(quantity),
            Kind::Condition => Err(super::explain::condition_as_value(span).into()),
        }
    }

    pub(super) fn wants_condition(&self, kind: &Kind, span: Span) -> Result<(), Stop> {
        match kind {
            Kind::Condition => Ok(()),
            Kind::Quantity(quantity) => Err(self.prose().value_as_condition(&quantity.dimension, span).into()),
        }
    }
}

pub(super) fn take(done: &mut [Option<Typed>], id: NodeId) -> Typed {
    done[id.0 as usize].take().expect("each node is the operand of one other")
}

fn factor<'u>(terms: impl Iterator<Item = (&'u Unit, f64)>) -> f64 {
    terms.fold(1.0, |factor, (unit, exponent)| match exponent {
        1.0 => factor * unit.factor,
        -1.0 => factor / unit.factor,
        power => factor * unit.factor.powf(power),
    })
}

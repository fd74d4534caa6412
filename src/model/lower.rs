//! From checked expressions to operations: one pass over the nodes finds dimensions and fills the plan.

use super::explain::Prose;
use super::resolve::{Meaning, Words, is_dotted};
use super::rules::{Kind, Quantity};
use super::scope::{Bound, Stop, Typed};
use super::sheet::Sheet;
use super::waiting::Waiting;
use super::way_out::offer_range;
use super::{EquationId, Model};
use crate::diagnostic::{Diagnostic, Problems, Span};
use crate::engine::{Operation, Options, Plan, Slot};
use crate::formulas::Formula;
use crate::limits::OPERATIONS;
use crate::syntax::tree::{BinaryOperator, Expression, Form, Name, Node, NodeId, NodeKind, UnitExpression};
use crate::syntax::{Origin, parse_expression};

/// After how many operations to look whether to stop.
const INTERVAL: usize = 256;

/// The state of lowering a whole model.
pub(super) struct Lowering<'m> {
    pub(super) model: &'m Model,
    pub(super) words: Words<'m>,
    /// The plan, where each operation is written, what its uncertain inputs are called, and what equations result in.
    pub(super) sheet: Sheet,
    /// The name of the definition that is being lowered, and how many uncertain inputs it has so far.
    pub(super) owner: Option<Name>,
    /// The last bare line above the equation that is being lowered, which `_` stands for.
    pub(super) last: Option<EquationId>,
    pub(super) drawn: usize,
    /// Errors and hints, in the order in which they were found.
    pub(super) problems: Problems,
    /// The functions that are being expanded, outermost first, with their calls.
    pub(super) calls: Vec<(Name, Span)>,
    /// Whether a definition may mention names that come later, and those which the current one does.
    pub(super) open: Option<Vec<Name>>,
    /// The names that equations without a result wait for.
    pub(super) waiting: Waiting,
    /// How many operations the plan may have.
    pub(super) limit: usize,
    /// The times that rates are written per, for those who ask: `day` where the plan has a rate per second.
    pub(super) times: Option<Vec<(Slot, &'static str)>>,
    /// Whether something has been remarked on the equation that is being lowered: one remark a line is enough.
    pub(super) has_hint: bool,
    /// Whether to explain unknown words.
    pub(super) explains: bool,
    prose: Prose<'m>,
}

impl<'m> Lowering<'m> {
    pub(super) fn new(model: &'m Model, options: &Options) -> Self {
        let plan = Plan::new(options);
        Self::resumed(model, Sheet { plan, outcomes: vec![None; model.equations().len()], ..Sheet::default() })
    }

    /// A lowering that goes on where the plan of some equations ends.
    pub(super) fn resumed(model: &'m Model, sheet: Sheet) -> Self {
        Self {
            model,
            words: Words::new(model),
            sheet,
            owner: None,
            last: None,
            drawn: 0,
            problems: Problems::default(),
            calls: Vec::new(),
            open: None,
            waiting: Waiting::default(),
            limit: OPERATIONS,
            times: None,
            has_hint: false,
            explains: true,
            prose: Prose::new(model),
        }
    }

    pub(super) fn prose(&self) -> &Prose<'m> {
        &self.prose
    }

    /// Stops at an unknown word, with what is to be said of it where someone wants to know.
    pub(super) fn unknown(&self, problem: impl FnOnce(&Prose<'m>) -> Diagnostic) -> Stop {
        if self.explains { problem(&self.prose).into() } else { Stop::Silently }
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
        match &node.kind {
            NodeKind::Convert(_, unit) => drop(self.target(unit)?),
            NodeKind::To { target, .. } if !self.is_range_end(target, &Bound::default()) => drop(self.target(target)?),
            _ => {}
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
        let (span, id) = (node.span, NodeId(done.len() as u32));
        match &node.kind {
            NodeKind::Quantity { value, unit } => {
                let typed = self.quantity((*value, body.slice(span)), unit, span, scope)?;
                self.hint_at_literal(body, node, &typed);
                Ok(typed)
            }
            NodeKind::Name(name) => {
                self.check_of(body, id, name, scope)?;
                self.name(name, span, is_divisor(body, id), scope)
            }
            NodeKind::Unary(operator, operand) => {
                let operand = take(done, *operand);
                self.unary(*operator, operand, span)
            }
            NodeKind::Binary { operator, at, left, right } => {
                if operator.is_arithmetic() || operator.is_range() {
                    self.check_brackets(body, [*left, *right], scope)?;
                }
                self.hint_at_reading(body, *operator, (*left, *right), scope);
                if operator.is_range() {
                    Self::check_operands(body, id, [*left, *right])?;
                    return self.range(body, *operator, (*left, *right), (*at, span), done);
                }
                if node.form == Form::Piece && *operator == BinaryOperator::Add {
                    self.check_times(body, (*left, *right), span)?;
                }
                let operands = (take(done, *left), take(done, *right));
                if *operator == BinaryOperator::Of {
                    self.wants_share(body, *left, &operands.0.kind, *right)?;
                }
                let spans = (body.node(*left).span, body.node(*right).span);
                let checked = self.may_be_slip(body, node).then(|| operands.clone());
                let typed = self.binary(*operator, operands, spans, *at, span);
                let typed = typed.map_err(|stop| offer_range(stop, body, node))?;
                if let Some((left, right)) = checked {
                    self.hint_at_slip(body, node, (&left, &right), &typed);
                }
                Ok(typed)
            }
            NodeKind::Convert(value, target) => {
                let typed = take(done, *value);
                let from = typed.kind.clone();
                let converted = self.convert(body.node(*value).span, typed, target, span);
                converted.map_err(|stop| self.offer_factor(stop, body, *value, &from, target))
            }
            NodeKind::To { value, .. } => {
                let typed = take(done, *value);
                self.to(body, id, typed, scope)
            }
            NodeKind::Aside { value, says } => {
                let typed = take(done, *value);
                let at = body.node(*value).span;
                self.check_aside(&typed, (at, body.slice(at)), says)?;
                Ok(typed)
            }
            NodeKind::Scale(value, unit) => {
                let value_span = body.node(*value).span;
                let typed = take(done, *value);
                let one = self.quantity((1.0, body.slice(span)), unit, span, scope)?;
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

    /// A value shown in another unit.
    pub(super) fn convert(
        &mut self,
        value_span: Span,
        typed: Typed,
        target: &UnitExpression,
        span: Span,
    ) -> Result<Typed, Stop> {
        let quantity = Self::wants_quantity(typed.kind, value_span)?;
        let product = self.target(target)?;
        let from = quantity.dimension.clone();
        let to = product.dimension();
        let unit_span = target.terms.iter().map(|term| term.word.span).reduce(Span::to).unwrap_or(span);
        let quantity = quantity
            .converted(product)
            .map_err(|mismatch| self.prose().conversion(&mismatch, &from, to.as_ref().ok(), value_span, unit_span))?;
        Ok(Typed { slot: typed.slot, kind: Kind::Quantity(quantity) })
    }

    pub(super) fn name(&mut self, name: &Name, span: Span, below: bool, scope: &Bound) -> Result<Typed, Stop> {
        #[cfg(feature = "test-panic")]
        crate::bug::provoke(name.as_str());
        if let Some(typed) = scope.get(name) {
            return Ok(typed.clone());
        }
        if name.as_str() == "_" {
            let Some(id) = self.last else { return Err(super::explain::nothing_above(span).into()) };
            return match &self.sheet.outcomes[id.index()] {
                Some(outcome) => Ok(outcome.clone()),
                None => Err(self.without_result(id, name, span)),
            };
        }
        match self.words.value(name) {
            Meaning::Equation(id) => match &self.sheet.outcomes[id.index()] {
                Some(outcome) => Ok(outcome.clone()),
                None => Err(self.without_result(id, name, span)),
            },
            Meaning::Unit(_) if !below && self.model.units.is_plural_noun(name.as_str()) => {
                Err(self.wait_for(name).unwrap_or_else(|| super::explain_word::unknown_count(name, span).into()))
            }
            Meaning::Unit(unit) => {
                let one = std::iter::once((&*unit, 1.0));
                let quantity = Quantity::of_units(&one).map_err(|mismatch| self.prose().exponent(&mismatch, span))?;
                let slot = self.push(Operation::Constant(unit.factor), span)?;
                Ok(Typed { slot, kind: Kind::Quantity(quantity) })
            }
            Meaning::Number(value) => {
                let slot = self.push(Operation::Constant(value), span)?;
                Ok(Typed { slot, kind: Kind::Quantity(Quantity::number(value)) })
            }
            Meaning::Truth(truth) => {
                let slot = self.push(Operation::Constant(f64::from(u8::from(truth))), span)?;
                Ok(Typed { slot, kind: Kind::Condition })
            }
            Meaning::Figure(figure) => {
                let written = parse_expression(figure.value, Origin::within(span))?;
                self.expression(&written, &Bound::default())
            }
            Meaning::Broken => Err(Stop::Silently),
            Meaning::Unknown if is_dotted(name) => Err(self.prose().unknown_figure(name, span).into()),
            Meaning::Unknown => {
                let unknown = |prose: &Prose| prose.unknown_name(name, span, &scope.names());
                Err(self.wait_for(name).unwrap_or_else(|| self.unknown(unknown)))
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
        match (self.waiting.through(id, name), &mut self.open) {
            (Some(names), Some(open)) => open.extend(names),
            (Some(_), None) => {
                let names = self.waiting.in_the_end(self.model, id);
                return super::explain::waits(name, &names, span).into();
            }
            (None, _) => {}
        }
        Stop::Silently
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

/// Whether a single node is what something is divided by: its operator comes right after it.
fn is_divisor(body: &Expression, id: NodeId) -> bool {
    let next = body.nodes().get(id.0 as usize + 1);
    next.is_some_and(
        |next| matches!(&next.kind, NodeKind::Binary { operator: BinaryOperator::Divide, right, .. } if *right == id),
    )
}

pub(super) fn take(done: &mut [Option<Typed>], id: NodeId) -> Typed {
    done[id.0 as usize].take().expect("each node is the operand of one other")
}

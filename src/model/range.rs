//! Ranges and distributions: what is written as one becomes an uncertain input of the plan.
//! What the distributions are is in the engine; here are their units and their defaults.

use super::call::Value;
use super::explain_range as explain;
use super::lower::{Lowering, take};
use super::rules::{Kind, Quantity};
use super::scope::{Bound, Stop, Typed};
use super::sheet::Source;
use crate::diagnostic::Span;
use crate::engine::{Distribution, Operation, Slot, Unary};
use crate::syntax::tree::{BinaryOperator, Expression, Form, Name, NodeId, NodeKind, Spelled, UnitExpression};
use crate::syntax::two_readings;

/// How much of a distribution lies within a range, unless it says otherwise.
const CONFIDENCE: f64 = 0.9;

impl Lowering<'_> {
    /// `a to b` and `a +- b`.
    pub(super) fn range(
        &mut self,
        body: &Expression,
        operator: BinaryOperator,
        (left, right): (NodeId, NodeId),
        (at, span): (Span, Span),
        done: &mut [Option<Typed>],
    ) -> Result<Typed, Stop> {
        let ends = (take(done, left), take(done, right));
        let spans = (body.node(left).span, body.node(right).span);
        if operator == BinaryOperator::Range {
            self.hint_at_shared_multiplier(body, left, right, span);
        }
        self.interval(operator, ends, (spans.0, at, spans.1), (body.slice(span), span))
    }

    /// `5 GB to MB`, a conversion, or `low to high`, a range: a word that is a unit and no name converts.
    pub(super) fn to(&mut self, body: &Expression, id: NodeId, typed: Typed, scope: &Bound) -> Result<Typed, Stop> {
        let node = body.node(id);
        let NodeKind::To { value, at, target } = &node.kind else { unreachable!("the node is a `to`") };
        let value_span = body.node(*value).span;
        if !self.is_range_end(target, scope) {
            let is_waiting = matches!(&body.node(*value).kind, NodeKind::Name(_) | NodeKind::Call { .. });
            if let ([only], true) = (target.terms.as_slice(), is_waiting)
                && self.words.unit(&only.word.name).is_none()
                && let Some(stop) = self.wait_for(&only.word.name)
            {
                return Err(stop);
            }
            return self.convert(value_span, typed, target, node.span);
        }
        let [only] = target.terms.as_slice() else { return Err(two_readings(body, id).into()) };
        let word = &only.word;
        if self.words.unit(&word.name).is_some() {
            return Err(explain::unit_or_name(word, body.slice(value_span), node.span).into());
        }
        if body.node(*value).form == Form::Open {
            return Err(two_readings(body, id).into());
        }
        let high = self.name(&word.name, word.span, false, scope)?;
        let spans = (value_span, *at, word.span);
        self.interval(BinaryOperator::Range, (typed, high), spans, (body.slice(node.span), node.span))
    }

    /// Whether what follows `to` is the high end of a range rather than a unit.
    pub(super) fn is_range_end(&self, target: &UnitExpression, scope: &Bound) -> bool {
        target.terms.iter().any(|term| self.is_value(&term.word.name, scope))
    }

    /// Refuses a product, a sum or another range beside `to` or `+-`, which reads in two ways.
    pub(super) fn check_operands(body: &Expression, id: NodeId, operands: [NodeId; 2]) -> Result<(), Stop> {
        let is_range = |kind: &NodeKind| matches!(kind, NodeKind::Binary { operator, .. } if operator.is_range());
        let is_open = |operand: NodeId| {
            let node = body.node(operand);
            node.form == Form::Open || (node.form == Form::Piece && is_range(&node.kind))
        };
        let [left, right] = operands;
        if let (NodeKind::Binary { operator: BinaryOperator::PlusMinus, at, .. }, NodeKind::Unary(..)) =
            (&body.node(id).kind, &body.node(right).kind)
            && body.node(right).form == Form::Open
        {
            let mut inner = right;
            while let NodeKind::Unary(_, operand) = &body.node(inner).kind {
                inner = *operand;
            }
            let texts = [left, inner].map(|id| body.slice(body.node(id).span));
            return Err(explain::one_sign_too_many(*at, body.node(id).span, texts).into());
        }
        if operands.into_iter().any(is_open) { Err(two_readings(body, id).into()) } else { Ok(()) }
    }

    /// Refuses `low to high` as an operand of another operator.
    pub(super) fn check_brackets(&self, body: &Expression, operands: [NodeId; 2], scope: &Bound) -> Result<(), Stop> {
        let is_range = |operand: &NodeId| {
            let node = body.node(*operand);
            let NodeKind::To { target, .. } = &node.kind else { return false };
            node.form == Form::Open && self.is_range_end(target, scope)
        };
        operands.into_iter().find(is_range).map_or(Ok(()), |range| Err(two_readings(body, range).into()))
    }

    /// A range between two values, which becomes an uncertain input.
    fn interval(
        &mut self,
        operator: BinaryOperator,
        (mut low, mut high): (Typed, Typed),
        (low_span, at, high_span): (Span, Span, Span),
        (text, span): (&str, Span),
    ) -> Result<Typed, Stop> {
        let spans = (low_span, high_span);
        // `5 to 50 KB` has its unit at the end, `10 KB +- 20%` at the beginning.
        let with_unit = if operator == BinaryOperator::Range { &high } else { &low };
        let written = match &with_unit.kind {
            Kind::Quantity(quantity) => quantity.written.clone(),
            Kind::Condition => None,
        };
        let is_share = matches!(&high.kind, Kind::Quantity(quantity) if quantity.preference.percent);
        let distribution = if operator == BinaryOperator::Range {
            let [a, b] =
                [(&low, low_span), (&high, high_span)].map(|(end, at)| Self::wants_quantity(end.kind.clone(), at));
            a?.alike(b?, None).map_err(|mismatch| self.prose().different(&mismatch, "make a range of", at, spans))?;
            if is_share { Distribution::ShareInterval } else { Distribution::Interval }
        } else {
            if is_share {
                high = self.binary(BinaryOperator::Multiply, (low.clone(), high), spans, at, span)?;
                // A share of a negative value is as wide as that of a positive one.
                high.slot = self.push(Operation::Unary(Unary::Abs, high.slot), span)?;
            }
            let below = self.binary(BinaryOperator::Subtract, (low.clone(), high.clone()), spans, at, span)?;
            let above = self.binary(BinaryOperator::Add, (low, high), spans, at, span)?;
            (low, high) = (below, above);
            Distribution::NormalInterval
        };
        let confidence = self.push(Operation::Constant(CONFIDENCE), span)?;
        let (a, b) = (Self::wants_quantity(low.kind, low_span)?, Self::wants_quantity(high.kind, high_span)?);
        let quantity = a.alike(b, None).map_err(|mismatch| self.prose().different(&mismatch, "compare", at, spans))?;
        let slot = self.draw(distribution, vec![low.slot, high.slot, confidence], None, text, span)?;
        Ok(Typed { slot, kind: Kind::Quantity(Quantity { written, ..quantity.unknown() }) })
    }

    /// Adds an uncertain input to the plan.
    fn draw(
        &mut self,
        distribution: Distribution,
        parameters: Vec<Slot>,
        stated: Option<Slot>,
        text: &str,
        span: Span,
    ) -> Result<Slot, Stop> {
        self.check_room(span)?;
        self.sheet.spans.push(span);
        let order = order(self.owner.as_ref(), self.drawn);
        self.drawn += 1;
        self.sheet.sources.push(Source { name: self.owner.clone(), text: text.into() });
        Ok(self.sheet.plan.push_draw(distribution, parameters, stated, order))
    }

    /// The range of a definition that has a value of its own: an input that has that value where one is wanted.
    pub(super) fn stated(&mut self, typed: &Typed, body: Span, range: &Expression) -> Result<Slot, Stop> {
        let drawn = self.expression(range, &Bound::default())?;
        let span = range.span();
        let own = Self::wants_quantity(typed.kind.clone(), span)?;
        let ends = Self::wants_quantity(drawn.kind, span)?;
        own.alike(ends, None)
            .map_err(|mismatch| self.prose().different(&mismatch, "range over", span, (body, span)))?;
        let Operation::Draw(id) = self.sheet.plan.operations()[drawn.slot.index()] else {
            return Err(explain::not_a_range(span).into());
        };
        let draw = self.sheet.plan.draw(id);
        let (distribution, parameters) = (draw.distribution, draw.parameters.clone());
        self.draw(distribution, parameters, Some(typed.slot), range.text(), span)
    }

    /// A distribution that is written as a function.
    pub(super) fn distribution(
        &mut self,
        distribution: Distribution,
        function: &Spelled,
        names: &[&str],
        bound: Vec<Option<Value>>,
        (text, span): (&str, Span),
    ) -> Result<Typed, Stop> {
        use Distribution as D;
        let is_given = |name: &str| names.iter().zip(&bound).any(|(known, value)| *known == name && value.is_some());
        let by_ends = ["low", "high", "confidence"].into_iter().any(is_given);
        let (distribution, wanted): (D, &[&str]) = match distribution {
            D::Normal | D::LogNormal if by_ends => {
                if let Some(name) = ["mean", "sd"].into_iter().find(|name| is_given(name)) {
                    return Err(explain::either(function, name, span).into());
                }
                let interval = if distribution == D::Normal { D::NormalInterval } else { D::LogNormalInterval };
                (interval, &["low", "high", "confidence"])
            }
            D::Normal | D::LogNormal => (distribution, &["mean", "sd"]),
            D::Choice => (distribution, &[]),
            _ => (distribution, names),
        };
        let mut slots = Vec::with_capacity(bound.len());
        let mut alike: Option<(Quantity, Span)> = None;
        let mut values: Vec<(&str, Option<Value>)> = if distribution == D::Choice {
            bound.into_iter().map(|value| ("x", value)).collect()
        } else {
            names.iter().copied().zip(bound).filter(|(name, _)| wanted.contains(name)).collect()
        };
        for (name, value) in &mut values {
            let Some((typed, at)) = value.take() else {
                if *name == "confidence" {
                    slots.push(self.push(Operation::Constant(CONFIDENCE), span)?);
                    continue;
                }
                return Err(super::explain_call::missing_argument(function, name, wanted).into());
            };
            slots.push(typed.slot);
            let quantity = Self::wants_quantity(typed.kind, at)?;
            if matches!(*name, "confidence" | "shape" | "alpha" | "beta") {
                quantity.pure().map_err(|mismatch| self.prose().wants_pure(function.name.as_str(), &mismatch, at))?;
                continue;
            }
            alike = Some(match alike.take() {
                None => (quantity, at),
                Some((first, first_at)) => {
                    let both = first.alike(quantity, None);
                    let spans = (first_at, at);
                    (both.map_err(|mismatch| self.prose().different(&mismatch, "compare", at, spans))?, first_at)
                }
            });
        }
        if slots.is_empty() {
            return Err(super::explain_call::missing_argument(function, "x", &["x", "y", "…"]).into());
        }
        let is_share = alike.as_ref().is_some_and(|(quantity, _)| quantity.preference.percent);
        let distribution = if distribution == D::Interval && is_share { D::ShareInterval } else { distribution };
        let quantity = alike.map_or_else(Quantity::default, |(quantity, _)| quantity.unknown());
        let slot = self.draw(distribution, slots, None, text, span)?;
        Ok(Typed { slot, kind: Kind::Quantity(quantity) })
    }

    /// `5 to 20M` is read as `5M to 20M`, which is worth a word.
    fn hint_at_shared_multiplier(&mut self, body: &Expression, left: NodeId, right: NodeId, span: Span) {
        let (low, high) = (body.node(left), body.node(right));
        let (NodeKind::Quantity { value, .. }, NodeKind::Quantity { unit, .. }) = (&low.kind, &high.kind) else {
            return;
        };
        let written = body.slice(low.span);
        let alone = written.replace('\u{2212}', "-").trim_start_matches('+').replace(' ', "").parse::<f64>();
        if alone.is_ok_and(|alone| alone != *value) {
            let unit = if unit.terms.is_empty() {
                String::new()
            } else {
                self.target(unit).map_or_else(|_| String::new(), |unit| unit.text(true))
            };
            self.remark(explain::shared_multiplier(body.slice(span), written, span, &unit));
        }
    }

    /// Inputs that move together, once everything is lowered.
    pub(super) fn correlations(&mut self) {
        let model = self.model;
        let mut pairs: Vec<(Slot, Slot, f64)> = Vec::new();
        for correlation in &model.correlations {
            match self.correlation(correlation) {
                Ok(pair) => pairs.extend(pair),
                Err(stop) => self.note(stop),
            }
        }
        if let (false, Some(last)) = (can_hold(&pairs), model.correlations.last()) {
            self.problems.push(explain::contradiction(last.value.span()));
            pairs.clear();
        }
        self.sheet.plan.correlations = pairs;
    }

    fn correlation(&mut self, correlation: &super::Correlation) -> Result<Option<(Slot, Slot, f64)>, Stop> {
        let span = correlation.value.span();
        let typed = self.expression(&correlation.value, &Bound::default())?;
        let value = match typed.kind {
            Kind::Quantity(quantity) => quantity.constant,
            Kind::Condition => None,
        };
        let Some(value) = value.filter(|value| (-1.0..=1.0).contains(value)) else {
            return Err(explain::no_correlation(span).into());
        };
        let mut slots = [None, None];
        for (slot, name) in slots.iter_mut().zip(&correlation.names) {
            let Some(id) = self.model.find(name.name.as_str()) else {
                // In a session, what is not there yet or any more moves with nothing.
                let known = self.open.is_some();
                return if known {
                    Ok(None)
                } else {
                    Err(super::explain::not_defined(name, self.model.names()).into())
                };
            };
            let Some(outcome) = &self.sheet.outcomes[id.index()] else { return Ok(None) };
            match self.sheet.plan.operations()[outcome.slot.index()] {
                Operation::Draw(_) => *slot = Some(outcome.slot),
                _ if self.sheet.plan.is_uncertain(outcome.slot) => return Err(explain::not_an_input(name).into()),
                _ => return Ok(None),
            }
        }
        match slots {
            [Some(a), Some(b)] if a == b => Err(explain::with_itself(&correlation.names[1]).into()),
            [Some(a), Some(b)] => Ok(Some((a, b, value))),
            _ => Ok(None),
        }
    }
}

/// Whether numbers can correlate in all these ways at once.
fn can_hold(pairs: &[(Slot, Slot, f64)]) -> bool {
    let mut slots: Vec<Slot> = pairs.iter().flat_map(|pair| [pair.0, pair.1]).collect();
    slots.sort_unstable();
    slots.dedup();
    let correlation = |a: Slot, b: Slot| {
        let is_pair = |pair: &&(Slot, Slot, f64)| (pair.0, pair.1) == (a, b) || (pair.1, pair.0) == (a, b);
        if a == b { 1.0 } else { pairs.iter().find(is_pair).map_or(0.0, |pair| pair.2) }
    };
    let matrix: Vec<Vec<f64>> = slots.iter().map(|&a| slots.iter().map(|&b| correlation(a, b)).collect()).collect();
    crate::engine::triangle(&matrix).is_some()
}

/// The place of an input among all others: by the name of its definition and its place in there, so that it does not
/// depend on the order of definitions.
fn order(owner: Option<&Name>, place: usize) -> u64 {
    const PLACES: u64 = 0xffff;
    // The hash of Fowler, Noll and Vo.
    let hash = owner.map_or(0, |name| {
        let bytes = name.as_str().bytes();
        bytes.fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
    });
    (hash & !PLACES) | (place as u64).min(PLACES)
}

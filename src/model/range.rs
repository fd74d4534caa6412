//! Ranges and distributions: what is written as one becomes an uncertain input of the plan.
//! What the distributions are is in the engine; here are their units and their defaults.

use super::call::Value;
use super::explain_range as explain;
use super::lower::{Lowering, take};
use super::rules::{Kind, Quantity};
use super::scope::{Bound, Stop, Typed};
use super::sheet::Source;
use crate::diagnostic::Span;
use crate::engine::{Distribution, Operation, Slot};
use crate::syntax::tree::{BinaryOperator, Expression, Name, NodeId, NodeKind, Spelled, UnitExpression};

/// How much of a distribution lies within a range, unless it says otherwise.
const CONFIDENCE: f64 = 0.9;

impl Lowering<'_> {
    /// `a to b` and `a +- b`. A low end without a unit takes that of the high end.
    pub(super) fn range(
        &mut self,
        body: &Expression,
        operator: BinaryOperator,
        (left, right): (NodeId, NodeId),
        (at, span): (Span, Span),
        done: &mut [Option<Typed>],
    ) -> Result<Typed, Stop> {
        let (mut low, mut high) = (take(done, left), take(done, right));
        let spans = (body.node(left).span, body.node(right).span);
        // `5 to 50 KB` has its unit at the end, `10 KB +- 20%` at the beginning.
        let with_unit = if operator == BinaryOperator::Range { &high } else { &low };
        let written = match &with_unit.kind {
            Kind::Quantity(quantity) => quantity.written.clone(),
            Kind::Condition => None,
        };
        let distribution = if operator == BinaryOperator::Range {
            let [a, b] =
                [(&low, spans.0), (&high, spans.1)].map(|(end, at)| Self::wants_quantity(end.kind.clone(), at));
            let (a, b) = (a?, b?);
            if let Some(unit) = missing_unit(&body.node(left).kind, &body.node(right).kind) {
                let unit = self.quantity(1.0, &unit, spans.1, &Bound::default())?;
                low = self.binary(BinaryOperator::Multiply, (low, unit), spans, at, spans.0)?;
            } else {
                a.alike(b, None).map_err(|mismatch| self.prose().different(&mismatch, "make a range of", at, spans))?;
            }
            self.hint_at_confidence(body, left, at);
            match &high.kind {
                Kind::Quantity(quantity) if quantity.preference.percent => Distribution::ShareInterval,
                _ => Distribution::Interval,
            }
        } else {
            let is_share = matches!(&high.kind, Kind::Quantity(quantity) if quantity.preference.percent);
            if is_share {
                high = self.binary(BinaryOperator::Multiply, (low.clone(), high), spans, at, span)?;
            }
            let below = self.binary(BinaryOperator::Subtract, (low.clone(), high.clone()), spans, at, span)?;
            let above = self.binary(BinaryOperator::Add, (low, high), spans, at, span)?;
            (low, high) = (below, above);
            Distribution::NormalInterval
        };
        let confidence = self.push(Operation::Constant(CONFIDENCE), span)?;
        let (a, b) = (Self::wants_quantity(low.kind, spans.0)?, Self::wants_quantity(high.kind, spans.1)?);
        let quantity = a.alike(b, None).map_err(|mismatch| self.prose().different(&mismatch, "compare", at, spans))?;
        let slot = self.draw(distribution, vec![low.slot, high.slot, confidence], None, body.slice(span), span)?;
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

    /// `80% of a to b` is a range from 80% of a, and not an interval of 80%.
    fn hint_at_confidence(&mut self, body: &Expression, left: NodeId, at: Span) {
        let NodeKind::Binary { operator: BinaryOperator::Multiply, at: of, left: share, right } = &body.node(left).kind
        else {
            return;
        };
        let is_share = |kind: &NodeKind| matches!(kind, NodeKind::Quantity { unit, .. } if unit.terms.iter().any(|term| term.word.name.as_str() == "%"));
        if body.slice(*of) == "of" && is_share(&body.node(*share).kind) {
            let [share, low] = [*share, *right].map(|id| body.slice(body.node(id).span).to_owned());
            self.problems.push(explain::share_of_an_end(&share, &low, body.node(left).span.to(at)));
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
            let Some(outcome) = &self.outcomes[id.index()] else { return Ok(None) };
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

/// What the low end of a range lacks that is written behind the high end only: in `5 to 50 KB` a unit, in `$10 to $45/h`
/// what the dollars are per. It goes by what is written, since hours a day are a pure number and have a unit all the same.
fn missing_unit(low: &NodeKind, high: &NodeKind) -> Option<UnitExpression> {
    let (NodeKind::Quantity { unit: low, .. }, NodeKind::Quantity { unit: high, .. }) = (low, high) else {
        return None;
    };
    let is_dollars = |unit: &UnitExpression| unit.terms.first().is_some_and(|term| term.word.name.as_str() == "$");
    let missing = match low.terms.as_slice() {
        [] => high.terms.as_slice(),
        [_] if is_dollars(low) && is_dollars(high) => &high.terms[1..],
        _ => &[],
    };
    (!missing.is_empty()).then(|| UnitExpression { terms: missing.to_vec() })
}

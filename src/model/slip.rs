//! Remarks on what is nearly always a slip: bytes that should be per thing, a `B` that means billions, a bare 86,400, a
//! percentage that is added as a number. None stops a calculation, and a line gets one at most.

use super::explain_slip as explain;
use super::lower::Lowering;
use super::rules::Kind;
use super::scope::Typed;
use super::way_out::hyphenated_range;
use crate::diagnostic::{Diagnostic, Diagnostics, Span};
use crate::quantity::dimension::{Base, Dimension, Exponent};
use crate::syntax::tree::{BinaryOperator, Expression, Function, Name, Node, NodeKind, UnitExpression};

/// Lengths of times in seconds that people write without their unit.
const SECONDS: [f64; 7] = [3_600.0, 86_400.0, 604_800.0, 2_592_000.0, 2_628_000.0, 31_536_000.0, 31_557_600.0];

/// The two operands of an operator, each with where it is written and what it results in.
struct Operands<'a> {
    left: (&'a Node, &'a Dimension),
    right: (&'a Node, &'a Dimension),
}

impl Lowering<'_> {
    /// Whether an operation has a literal that may be a slip: most have none, and are not looked at twice.
    pub(super) fn may_be_slip(&self, body: &Expression, node: &Node) -> bool {
        let NodeKind::Binary { operator, left, right, .. } = &node.kind else { return false };
        if self.has_hint || is_conversion(body) {
            return false;
        }
        let (left, right) = (body.node(*left), body.node(*right));
        let is_literal = |node: &Node| matches!(&node.kind, NodeKind::Quantity { .. });
        let is_percentage = |node: &Node| match &node.kind {
            NodeKind::Quantity { unit, .. } => unit.terms.first().is_some_and(|term| term.word.name.as_str() == "%"),
            _ => false,
        };
        let is_tight = |node: &Node| match &node.kind {
            NodeKind::Name(name) => self.written_tight(name).is_some(),
            kind => matches!(kind, NodeKind::Quantity { .. }),
        };
        match operator {
            BinaryOperator::Add => is_percentage(right),
            BinaryOperator::Subtract => is_percentage(right) || (is_literal(left) && is_literal(right)),
            BinaryOperator::Multiply | BinaryOperator::Divide => is_tight(left) || is_tight(right),
            _ => false,
        }
    }

    /// Notes a slip in an operation.
    pub(super) fn hint_at_slip(&mut self, body: &Expression, node: &Node, operands: (&Typed, &Typed), result: &Typed) {
        let NodeKind::Binary { operator, left, right, .. } = &node.kind else { return };
        let (Kind::Quantity(a), Kind::Quantity(b), Kind::Quantity(result)) =
            (&operands.0.kind, &operands.1.kind, &result.kind)
        else {
            return;
        };
        let percent = (a.preference.percent, b.preference.percent);
        let (a, b) = (a.dimension.clone(), b.dimension.clone());
        let pair = Operands { left: (body.node(*left), &a), right: (body.node(*right), &b) };
        let remark = match operator {
            BinaryOperator::Add | BinaryOperator::Subtract => {
                added_percentage(body, node, &pair, *operator, percent).or_else(|| hyphen(body, node, &pair, *operator))
            }
            BinaryOperator::Multiply => {
                let both = [(pair.left, pair.right), (pair.right, pair.left)];
                let mut found = both.iter().enumerate().find_map(|(place, &(one, other))| {
                    self.billions(body, one.0, Some(other.1))
                        .or_else(|| bare_seconds(body, one, other))
                        .or_else(|| self.of_each(body, one, other, (&result.dimension, place == 1)))
                });
                found = found.or_else(|| self.money_over_time(body, &pair, &result.dimension));
                found
            }
            BinaryOperator::Divide => self
                .billions(body, pair.left.0, pair.right.1.is_none().then_some(pair.right.1))
                .or_else(|| bare_seconds(body, pair.right, pair.left))
                .or_else(|| self.price_of_thousands(body, &pair))
                .or_else(|| is_rate_per_time(&result.dimension).then(|| explain::rate_per_time(node.span))),
            _ => None,
        };
        if let Some(remark) = remark {
            self.remark(remark);
        }
    }

    /// Notes a slip in a literal: a rate per time, and a fraction of a byte.
    pub(super) fn hint_at_literal(&mut self, body: &Expression, node: &Node, typed: &Typed) {
        let (NodeKind::Quantity { value, unit }, Kind::Quantity(quantity)) = (&node.kind, &typed.kind) else { return };
        if self.has_hint || is_conversion(body) || unit.terms.is_empty() {
            return;
        }
        if unit.terms.len() > 1 && is_rate_per_time(&quantity.dimension) {
            self.remark(explain::rate_per_time(node.span));
        } else if value.fract() != 0.0 && is_tight_bytes(body.slice(node.span), unit) {
            self.remark(explain::billions(node.span, body.slice(node.span), "a fraction of a byte"));
        }
    }

    /// A tight `70B` times bytes, or over a pure number.
    fn billions(&self, body: &Expression, node: &Node, other: Option<&Dimension>) -> Option<Diagnostic> {
        let other = other?;
        let is_suspect = other.is_none() || *other == Dimension::of(Base::INFORMATION);
        let is_product = !other.is_none();
        if !is_suspect {
            return None;
        }
        let what = if is_product { "square bytes" } else { "bytes over a number" };
        match &node.kind {
            // `2B * 3` is six bytes; only a quotient of a pure number tells.
            NodeKind::Quantity { unit, .. } if is_tight_bytes(body.slice(node.span), unit) => {
                let is_told = is_product || body.nodes().iter().any(|one| is_quotient_of(body, one, node));
                is_told.then(|| explain::billions(node.span, body.slice(node.span), what))
            }
            NodeKind::Name(name) => {
                let (span, text) = self.written_tight(name)?;
                let is_told = is_product || body.nodes().iter().any(|one| is_quotient_of(body, one, node));
                is_told.then(|| explain::billions(span, &text, what).with(node.span, "used here"))
            }
            _ => None,
        }
    }

    /// A definition that is a literal of bytes whose `B` stands tight to the number.
    fn written_tight(&self, name: &Name) -> Option<(Span, String)> {
        let equation = &self.model.equations()[self.model.find(name.as_str())?.index()];
        let [Node { kind: NodeKind::Quantity { unit, .. }, span, .. }] = equation.body.nodes() else { return None };
        let text = equation.body.slice(*span);
        is_tight_bytes(text, unit).then(|| (*span, text.to_owned()))
    }

    /// `280 bytes * 10M users` and `100M users * 10 requests/day` are bytes and requests times users; per user was meant. Each
    /// user has bytes or a rate; of two counts it is the second that each has.
    fn of_each(
        &self,
        body: &Expression,
        (node, own): (&Node, &Dimension),
        (_, other): (&Node, &Dimension),
        (result, is_second): (&Dimension, bool),
    ) -> Option<Diagnostic> {
        let NodeKind::Quantity { .. } = &node.kind else { return None };
        let counted = |dimension: &Dimension| {
            let thing = dimension.terms().iter().find(|term| term.0.is_noun() && term.1 == Exponent::ONE)?.0;
            dimension.terms().iter().all(|term| term.0 == thing || term.0 == Base::TIME).then_some(thing)
        };
        let is_bytes = *own == Dimension::of(Base::INFORMATION);
        let (measured, thing) = (if is_bytes { Base::INFORMATION } else { counted(own)? }, counted(other)?);
        let [is_rate, other_is_rate] = [own, other].map(|one| one.exponent(Base::TIME) != Exponent::ZERO);
        let is_had = is_bytes || if is_rate == other_is_rate { is_second } else { is_rate };
        let is_product =
            measured != thing && [measured, thing].iter().all(|base| result.exponent(*base) == Exponent::ONE);
        (is_had && is_product).then(|| {
            let per = format!("{}/{}", body.slice(node.span), self.model.units.nouns.name(thing));
            explain::per_thing(node.span, &per, &self.model.units.describe(result))
        })
    }

    /// `$2.16 * 30 days` is dollars times days; per day was meant.
    fn money_over_time(&self, body: &Expression, pair: &Operands, result: &Dimension) -> Option<Diagnostic> {
        let product = Dimension::of(Base::MONEY).times(&Dimension::of(Base::TIME)).ok()?;
        if *result != product {
            return None;
        }
        let both = [(pair.left, pair.right), (pair.right, pair.left)];
        let (money, time) = both.into_iter().find(|(money, _)| *money.1 == Dimension::of(Base::MONEY))?;
        let NodeKind::Quantity { .. } = &money.0.kind else { return None };
        let unit = match &time.0.kind {
            NodeKind::Quantity { unit, .. } => self.target(unit).ok()?.terms().first()?.0.singular.to_string(),
            _ => "h".to_owned(),
        };
        let per = format!("{}/{unit}", body.slice(money.0.span));
        Some(explain::per_thing(money.0.span, &per, &self.model.units.describe(result)))
    }

    /// `1M tokens/day * $0.003/1K`: a price of a thousand tokens, and not a thousandth of a product.
    fn price_of_thousands(&self, body: &Expression, pair: &Operands) -> Option<Diagnostic> {
        let NodeKind::Quantity { value, unit } = &pair.right.0.kind else { return None };
        let NodeKind::Binary { operator: BinaryOperator::Multiply, right, .. } = &pair.left.0.kind else { return None };
        let price = body.node(*right);
        let is_price = matches!(&price.kind, NodeKind::Quantity { unit, .. }
            if unit.terms.len() == 1 && crate::syntax::tree::is_currency_sign(unit.terms[0].word.name.as_str()));
        let thing = pair.left.1.terms().iter().find(|term| term.0.is_noun() && term.1 == Exponent::ONE)?.0;
        let is_slip =
            is_price && unit.terms.is_empty() && *value >= 1e3 && price.span.end() + 1 == pair.right.0.span.start();
        is_slip.then(|| {
            let count = crate::quantity::number::suffixed(*value, 6);
            let price_text = body.slice(price.span);
            let per = format!("{price_text} per {count} {}", self.model.units.nouns.plural(thing));
            explain::per_thing(price.span.to(pair.right.0.span), &per, &self.model.units.describe(pair.left.1))
        })
    }
}

/// Whether an expression says itself what it is shown as.
fn is_conversion(body: &Expression) -> bool {
    matches!(body.nodes().last().map(|node| &node.kind), Some(NodeKind::Convert(..) | NodeKind::To { .. }))
}

/// Whether a node is a quotient whose dividend is the given one and whose divisor is a bare number.
fn is_quotient_of(body: &Expression, quotient: &Node, dividend: &Node) -> bool {
    match &quotient.kind {
        NodeKind::Binary { operator: BinaryOperator::Divide, left, right, .. } => {
            std::ptr::eq(body.node(*left), dividend)
                && matches!(&body.node(*right).kind, NodeKind::Quantity { unit, .. } if unit.terms.is_empty())
        }
        _ => false,
    }
}

/// `70B`: bytes whose unit stands tight to the number.
fn is_tight_bytes(text: &str, unit: &UnitExpression) -> bool {
    matches!(unit.terms.as_slice(), [only] if only.word.name.as_str() == "B" && only.exponent == 1.0)
        && text.strip_suffix('B').is_some_and(|number| number.ends_with(|letter: char| letter.is_ascii_digit()))
}

/// A rate of something that is counted or of bytes, per time once more.
fn is_rate_per_time(dimension: &Dimension) -> bool {
    let time = dimension.exponent(Base::TIME);
    let counts = |base: Base| base.is_noun() || base == Base::INFORMATION;
    time.to_f64() <= -2.0
        && dimension.terms().iter().all(|term| term.0 == Base::TIME || counts(term.0))
        && dimension.terms().iter().any(|term| counts(term.0) && term.1.is_positive())
}

/// `1M requests/day / 86400`: the rate has its time already.
fn bare_seconds(
    body: &Expression,
    (node, own): (&Node, &Dimension),
    (_, rate): (&Node, &Dimension),
) -> Option<Diagnostic> {
    let NodeKind::Quantity { value, unit } = &node.kind else { return None };
    let is_slip = unit.terms.is_empty()
        && own.is_none()
        && SECONDS.contains(value)
        && rate.exponent(Base::TIME) == Exponent::integer(-1);
    is_slip.then(|| explain::bare_seconds(node.span, body.slice(node.span)))
}

/// `100 + 5%` adds 0.05.
fn added_percentage(
    body: &Expression,
    node: &Node,
    pair: &Operands,
    operator: BinaryOperator,
    percent: (bool, bool),
) -> Option<Diagnostic> {
    let NodeKind::Quantity { value, unit } = &pair.right.0.kind else { return None };
    let is_percentage = matches!(unit.terms.as_slice(), [only] if only.word.name.as_str() == "%");
    let is_one = matches!(&pair.left.0.kind, NodeKind::Quantity { value, .. } if *value == 1.0);
    if !is_percentage || percent.0 || is_one || !pair.left.1.is_none() {
        return None;
    }
    let factor = if operator == BinaryOperator::Add { 100.0 + value } else { 100.0 - value };
    let [base, share] = [pair.left.0.span, pair.right.0.span].map(|span| body.slice(span));
    Some(explain::added_percentage(node.span, base, share, factor, operator == BinaryOperator::Add))
}

/// `5-20M` is a difference; a range was meant.
fn hyphen(body: &Expression, node: &Node, pair: &Operands, operator: BinaryOperator) -> Option<Diagnostic> {
    let (NodeKind::Quantity { value: low, .. }, NodeKind::Quantity { value: high, .. }) =
        (&pair.left.0.kind, &pair.right.0.kind)
    else {
        return None;
    };
    let has_suffix = body.slice(pair.right.0.span).ends_with(|letter: char| letter.is_alphabetic());
    let is_slip = operator == BinaryOperator::Subtract && has_suffix && low < high;
    let range = hyphenated_range(body, node).filter(|_| is_slip)?;
    Some(explain::hyphen(node.span, &range))
}

/// The remarks on parameters that the body of a function does not use, as in `Availability (Total) = …`.
#[must_use]
pub fn unused_parameters(function: &Function) -> Diagnostics {
    let uses = |name: &Name| function.expressions().any(|part| part.words().any(|word| word == name));
    let unused = function.parameters.iter().filter(|parameter| !uses(&parameter.name.name));
    unused.take(1).map(|parameter| explain::unused_parameter(&function.name, &parameter.name)).collect()
}

//! Ways out that only the whole line shows: a range that was written with a hyphen, a conversion that lacks `/user` or
//! `days` in one of its factors, and words behind `of` that say nothing to a calculation.

use super::explain;
use super::lower::Lowering;
use super::rules::Kind;
use super::scope::{Bound, Stop};
use crate::diagnostic::{Diagnostic, Offer};
use crate::quantity::dimension::{Base, Dimension, Exponent};
use crate::syntax::tree::{BinaryOperator, Expression, Form, Name, Node, NodeId, NodeKind, UnitExpression};
use crate::syntax::{is_suffix, multiplier};

/// Adds what a stop says with another way out.
fn with(stop: Stop, offer: Option<Offer>) -> Stop {
    match (stop, offer) {
        (Stop::Because(mut problem), Some(offer)) => {
            // What fits the line comes before what fits any.
            problem.help.insert(0, offer.into());
            Stop::Because(problem)
        }
        (stop, _) => stop,
    }
}

/// `5-20M users` where a range was meant.
pub(super) fn offer_range(stop: Stop, body: &Expression, node: &Node) -> Stop {
    let offer = hyphenated_range(body, node).map(|text| Offer::write("for a range, write", node.span, text));
    with(stop, offer)
}

/// The range that a tight difference of two literals may have been meant as, with the multiplier of the high end on both.
pub(super) fn hyphenated_range(body: &Expression, node: &Node) -> Option<String> {
    let NodeKind::Binary { operator: BinaryOperator::Subtract, left, right, .. } = &node.kind else { return None };
    let (low, high) = (body.node(*left), body.node(*right));
    let (NodeKind::Quantity { value: a, unit }, NodeKind::Quantity { value: b, .. }) = (&low.kind, &high.kind) else {
        return None;
    };
    let (low_text, high_text) = (body.slice(low.span), body.slice(high.span));
    let number = high_text.trim_start_matches(|letter: char| letter.is_ascii_digit() || "._,".contains(letter));
    let word = number.split(|letter: char| !letter.is_alphabetic()).next().unwrap_or("");
    let suffix = if is_suffix(word) { word } else { "" };
    let is_bare = unit.terms.is_empty() && low_text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let is_shared = is_bare && !suffix.is_empty() && a * multiplier(suffix).unwrap_or(1.0) < *b;
    (low.span.end() + 1 == high.span.start() && high.form == Form::Piece && *a > 0.0)
        .then(|| format!("{low_text}{} to {high_text}", if is_shared { suffix } else { "" }))
}

impl Lowering<'_> {
    /// Refuses what stands behind `of` in `16 GB of RAM`, where it is no name.
    pub(super) fn check_of(&self, body: &Expression, id: NodeId, name: &Name, scope: &Bound) -> Result<(), Stop> {
        let after = |id: NodeId| body.nodes().get(id.0 as usize + 1).map(|next| &next.kind);
        // `RAM per server` is one operand.
        let operand = match after(id) {
            Some(NodeKind::Scale(value, _)) if *value == id => NodeId(id.0 + 1),
            _ => id,
        };
        let Some(NodeKind::Binary { operator: BinaryOperator::Of, left, right, .. }) = after(operand) else {
            return Ok(());
        };
        let NodeKind::Quantity { unit, .. } = &body.node(*left).kind else { return Ok(()) };
        let is_share = unit.terms.is_empty() || unit.terms.iter().any(|term| term.word.name.as_str() == "%");
        if *right != operand || is_share || self.is_value(name, scope) {
            return Ok(());
        }
        let before = body.node(*left).span;
        let rest = body.node(id).span.after(before);
        Err(explain::words_behind_of(name, body.slice(before), rest, before.to(rest)).into())
    }

    /// Adds what a factor of a product lacks for the conversion to be possible.
    pub(super) fn offer_factor(
        &self,
        stop: Stop,
        body: &Expression,
        value: NodeId,
        from: &Kind,
        target: &UnitExpression,
    ) -> Stop {
        let offer = self.missing_per_user(body, value, from).or_else(|| self.missing_days(body, value, from, target));
        with(stop, offer)
    }

    /// `2 tweets/day * 10M users -> QPS`: `2 tweets/user/day` was meant.
    fn missing_per_user(&self, body: &Expression, value: NodeId, from: &Kind) -> Option<Offer> {
        let Kind::Quantity(from) = from else { return None };
        let counted = from.dimension.terms().iter().filter(|term| term.0.is_noun() && term.1 == Exponent::ONE);
        let counted: Vec<Base> = counted.map(|term| term.0).collect();
        if counted.len() != 2 {
            return None;
        }
        let NodeKind::Binary { operator: BinaryOperator::Multiply, left, right, .. } = &body.node(value).kind else {
            return None;
        };
        [*left, *right].into_iter().find_map(|factor| {
            let node = body.node(factor);
            let NodeKind::Quantity { unit, .. } = &node.kind else { return None };
            let (first, rest) = unit.terms.split_first()?;
            let own = self.words.unit(&first.word.name)?.dimension.clone();
            let other = counted.iter().find(|base| own != Dimension::of(**base))?;
            let is_rate = !rest.is_empty() && counted.iter().any(|base| own == Dimension::of(*base));
            let text = body.slice(node.span);
            let end = first.word.span.end().checked_sub(node.span.start())? as usize;
            let per = format!("{}/{}{}", text.get(..end)?, self.model.units.nouns.name(*other), text.get(end..)?);
            is_rate.then(|| Offer::write("if it is meant of each, write", node.span, per))
        })
    }

    /// `3 GB/day * 30 -> TB`: `30 days` was meant.
    fn missing_days(&self, body: &Expression, value: NodeId, from: &Kind, target: &UnitExpression) -> Option<Offer> {
        let Kind::Quantity(from) = from else { return None };
        let wanted = self.target(target).ok()?.dimension().ok()?;
        let missing = wanted.over(&from.dimension).ok()?;
        let NodeKind::Binary { operator: BinaryOperator::Multiply, left, right, .. } = &body.node(value).kind else {
            return None;
        };
        if missing != Dimension::of(Base::TIME) {
            return None;
        }
        let bare = [*right, *left]
            .into_iter()
            .map(|id| body.node(id))
            .find(|node| matches!(&node.kind, NodeKind::Quantity { unit, .. } if unit.terms.is_empty()))?;
        let time = from.preference.per_time.unwrap_or("s");
        let unit = self.model.units.known(time)?;
        let text = format!("{} {}", body.slice(bare.span), unit.plural);
        Some(Offer::write("if it is a time, write", bare.span, text))
    }
}

/// `widgets = 20 widgets/user/day`: the word after the number is a counted thing that nobody has declared.
pub(super) fn counts_itself(name: &Name, body: &Expression, problem: Diagnostic) -> Diagnostic {
    let at = body.nodes().iter().find_map(|node| match &node.kind {
        NodeKind::Quantity { unit, .. } => {
            unit.terms.iter().find(|term| term.exponent > 0.0 && term.word.name == *name).map(|term| term.word.span)
        }
        _ => None,
    });
    match at {
        Some(at) => explain::counts_itself(name, at),
        None => problem,
    }
}

//! Ranges that state between what an assumption lies: their two ends, in the unit of the value.

use super::explain;
use super::lower::{Lowering, take};
use super::rules::Kind;
use super::scope::{Bound, Stop, Typed};
use crate::syntax::tree::{BinaryOperator, Expression, Node, NodeKind, UnitExpression};

impl Lowering<'_> {
    /// Lowers the two ends of a range. A low end without a unit takes that of the high end.
    pub(super) fn range(&mut self, body: &Expression) -> Result<(Typed, Typed), Stop> {
        let Some((Node { kind: NodeKind::Binary { operator, left, right, at }, span }, operands)) =
            body.nodes().split_last()
        else {
            return Err(explain::not_a_range(body.span()).into());
        };
        let scope = Bound::default();
        let mut done = self.nodes(body, operands, &scope)?;
        let (mut low, mut high) = (take(&mut done, *left), take(&mut done, *right));
        let spans = (body.node(*left).span, body.node(*right).span);
        match operator {
            BinaryOperator::Range => {
                let (a, b) = (
                    Self::wants_quantity(low.kind.clone(), spans.0)?,
                    Self::wants_quantity(high.kind.clone(), spans.1)?,
                );
                if let Some(unit) = missing_unit(&body.node(*left).kind, &body.node(*right).kind) {
                    let unit = self.quantity(1.0, &unit, spans.1, &scope)?;
                    low = self.binary(BinaryOperator::Multiply, (low, unit), spans, *at, spans.0)?;
                } else {
                    a.alike(b, None)
                        .map_err(|mismatch| self.prose().different(&mismatch, "make a range of", *at, spans))?;
                }
                Ok((low, high))
            }
            BinaryOperator::PlusMinus => {
                let is_share = matches!(&high.kind, Kind::Quantity(quantity) if quantity.preference.percent);
                if is_share {
                    high = self.binary(BinaryOperator::Multiply, (low.clone(), high), spans, *at, *span)?;
                }
                let below = self.binary(BinaryOperator::Subtract, (low.clone(), high.clone()), spans, *at, *span)?;
                let above = self.binary(BinaryOperator::Add, (low, high), spans, *at, *span)?;
                Ok((below, above))
            }
            _ => Err(explain::not_a_range(*span).into()),
        }
    }
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

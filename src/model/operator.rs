//! Signs and operators: what their operands must measure, and the operations that they become.
//! Ranges are in `range`, literals in `literal`.

use super::explain;
use super::lower::Lowering;
use super::rules::{Kind, Mismatch};
use super::scope::{Stop, Typed};
use crate::diagnostic::Span;
use crate::engine::{Binary, Operation, Slot, Unary};
use crate::syntax::tree::{BinaryOperator, Expression, Form, NodeId, NodeKind, UnaryOperator};

impl Lowering<'_> {
    pub(super) fn unary(&mut self, operator: UnaryOperator, operand: Typed, span: Span) -> Result<Typed, Stop> {
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
            return Err(explain::chained_comparison(at, spans).into());
        }
        let (left, right) = (Self::wants_quantity(left.kind, spans.0)?, Self::wants_quantity(right.kind, spans.1)?);
        let (operation, result) = match operator {
            Op::Add => (Binary::Add, left.alike(right, Some(Binary::Add))),
            Op::Subtract => (Binary::Subtract, left.alike(right, Some(Binary::Subtract))),
            Op::Multiply | Op::Of => (Binary::Multiply, left.product(right, false)),
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

    /// What stands before `of` must be a share: a percentage, a fraction, a literal up to 1, or a name or a bracket
    /// without a unit.
    pub(super) fn wants_share(&self, body: &Expression, id: NodeId, kind: &Kind, of: NodeId) -> Result<(), Stop> {
        let node = body.node(id);
        let Kind::Quantity(quantity) = kind else {
            return Err(explain::condition_as_value(node.span).into());
        };
        let is_share = quantity.preference.percent
            || (quantity.dimension.is_none()
                && match &node.kind {
                    _ if node.form == Form::Bracketed => true,
                    NodeKind::Quantity { value, unit } => {
                        unit.terms.is_empty() && (value.abs() <= 1.0 || body.slice(node.span).contains('/'))
                    }
                    NodeKind::Binary { operator, right, .. } if operator.is_range() => {
                        matches!(&body.node(*right).kind, NodeKind::Quantity { value, .. } if value.abs() <= 1.0)
                    }
                    NodeKind::Binary { operator, .. } => *operator == BinaryOperator::Of,
                    NodeKind::Name(_) | NodeKind::Call { .. } => true,
                    _ => false,
                });
        if is_share {
            return Ok(());
        }
        let what = self.prose().describe(&quantity.dimension);
        let is_number = matches!(&node.kind, NodeKind::Quantity { unit, .. } if unit.terms.is_empty());
        let whole = node.span.to(body.node(of).span);
        let texts = [node.span, body.node(of).span].map(|span| body.slice(span));
        Err(explain::not_a_share(node.span, whole, texts, if is_number { None } else { Some(&what) }).into())
    }
}

//! Remarks on readings that are right by the rules and may surprise all the same.

use super::explain;
use super::lower::Lowering;
use super::resolve::Meaning;
use crate::syntax::tree::{BinaryOperator, Expression, NodeId, NodeKind};

impl Lowering<'_> {
    /// Remarks on readings that are right by the rules and may surprise all the same.
    pub(super) fn hint_at_reading(&mut self, body: &Expression, operator: BinaryOperator, left: NodeId, right: NodeId) {
        let (a, b) = (body.node(left), body.node(right));
        let tight = a.span.end + 1 == b.span.start;
        if let (BinaryOperator::Divide, true, NodeKind::Quantity { unit, .. }, NodeKind::Quantity { unit: below, .. }) =
            (operator, tight, &a.kind, &b.kind)
            && unit.terms.is_empty()
            && !below.terms.is_empty()
        {
            self.hints.push(explain::number_over_quantity(a.span, b.span));
        }
        if operator == BinaryOperator::Divide
            && tight
            && let (NodeKind::Name(_), NodeKind::Name(below)) = (&a.kind, &b.kind)
            && self.model.find(below.as_str()).is_some()
            && self.words.unit(below).is_some()
        {
            self.hints.push(explain::variable_over_unit(below, b.span));
        }
        for node in [a, b].into_iter().take(if operator == BinaryOperator::Divide { 1 } else { 2 }) {
            let NodeKind::Name(name) = &node.kind else { continue };
            if let Meaning::Unit(unit) = self.words.value(name)
                && unit.dimension.terms().iter().any(|term| term.0.is_noun())
                && *unit.plural == *name.as_str()
            {
                self.hints.push(explain::undefined_count(name, node.span));
            }
        }
    }
}

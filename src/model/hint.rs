//! Remarks on readings that are right by the rules and may surprise all the same.

use super::explain;
use super::lower::Lowering;
use super::resolve::Meaning;
use super::scope::Bound;
use crate::quantity::number::significant;
use crate::syntax::tree::{BinaryOperator, Expression, NodeId, NodeKind};

impl Lowering<'_> {
    /// Notes what may surprise about an operation.
    pub(super) fn hint_at_reading(
        &mut self,
        body: &Expression,
        operator: BinaryOperator,
        (left, right): (NodeId, NodeId),
        scope: &Bound,
    ) {
        let (a, b) = (body.node(left), body.node(right));
        let tight = a.span.end + 1 == b.span.start;
        if let (NodeKind::Quantity { value, unit }, NodeKind::Quantity { value: divisor, unit: below }) =
            (&a.kind, &b.kind)
            && operator == BinaryOperator::Divide
            && tight
            && unit.terms.is_empty()
            && !below.terms.is_empty()
            && let Ok(below) = self.target(below)
        {
            let [value, divisor] = [value, divisor].map(|value| significant(*value, 6));
            self.problems.push(explain::number_over_quantity(a.span.to(b.span), &value, &divisor, &below.text(true)));
        }
        if operator == BinaryOperator::Divide
            && tight
            && let (NodeKind::Name(_), NodeKind::Name(below)) = (&a.kind, &b.kind)
            && scope.get(below).is_none()
            && self.model.find(below.as_str()).is_some()
            && self.words.unit(below).is_some()
        {
            self.problems.push(explain::variable_over_unit(below, b.span));
        }
        for node in [a, b].into_iter().take(if operator == BinaryOperator::Divide { 1 } else { 2 }) {
            let NodeKind::Name(name) = &node.kind else { continue };
            if scope.get(name).is_some() {
                continue;
            }
            let Meaning::Unit(unit) = self.words.value(name) else { continue };
            let counts = unit.dimension.terms().iter().any(|term| term.0.is_noun());
            if counts && *unit.plural == *name.as_str() {
                self.problems.push(explain::undefined_count(name, &unit.plural, node.span));
            } else if counts && is_written_small(&unit.singular, name.as_str()) {
                self.problems.push(explain::undefined_count(name, &unit.singular, node.span));
            }
        }
    }
}

/// Whether a word is a unit of capitals in small letters, such as `qps`: so are names of one's own.
fn is_written_small(unit: &str, word: &str) -> bool {
    unit != word && unit.to_lowercase() == word
}

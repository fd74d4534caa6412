//! Remarks on readings that are right by the rules and may surprise all the same: units that bind tighter than they look,
//! and names that are units as well. What is nearly always a slip is in `slip`.

use super::explain;
use super::lower::Lowering;
use super::resolve::Meaning;
use super::scope::Bound;
use crate::diagnostic::Diagnostic;
use crate::quantity::number::significant;
use crate::syntax::tree::{BinaryOperator, Expression, NodeId, NodeKind};

impl Lowering<'_> {
    /// Adds a remark, unless the equation that is being lowered has one already.
    pub(super) fn remark(&mut self, remark: Diagnostic) {
        if !self.has_hint {
            self.has_hint = true;
            self.problems.push(remark);
        }
    }

    /// Notes what may surprise about an operation.
    pub(super) fn hint_at_reading(
        &mut self,
        body: &Expression,
        operator: BinaryOperator,
        (left, right): (NodeId, NodeId),
        scope: &Bound,
    ) {
        let b = body.node(right);
        let mut a = body.node(left);
        // In `3 * 1/2 GB` it is the 1 that stands before the slash.
        if let NodeKind::Binary { operator: BinaryOperator::Multiply, right, .. } = &a.kind {
            a = body.node(*right);
        }
        let tight = a.span.end() + 1 == b.span.start();
        if let (NodeKind::Quantity { value, unit }, NodeKind::Quantity { value: divisor, unit: below }) =
            (&a.kind, &b.kind)
            && operator == BinaryOperator::Divide
            && tight
            && unit.terms.is_empty()
            && value < divisor
            && !below.terms.is_empty()
            && below.terms[0].word.name.as_str() != "%"
            && let Ok(below) = self.target(below)
        {
            let [value, divisor] = [value, divisor].map(|value| significant(*value, 6).replace(',', "_"));
            let whole = a.span.to(b.span);
            self.remark(explain::number_over_quantity(whole, &value, &divisor, &below.text(true)));
        }
        let a = body.node(left);
        if operator == BinaryOperator::Divide
            && tight
            && let (NodeKind::Name(_), NodeKind::Name(below)) = (&a.kind, &b.kind)
            && scope.get(below).is_none()
            && self.model.find(below.as_str()).is_some()
            && self.words.unit(below).is_some()
        {
            self.remark(explain::variable_over_unit(below, b.span, b.span.after(a.span)));
        }
        for node in [a, b].into_iter().take(if operator == BinaryOperator::Divide { 1 } else { 2 }) {
            let NodeKind::Name(name) = &node.kind else { continue };
            if scope.get(name).is_some() {
                continue;
            }
            let Meaning::Unit(unit) = self.words.value(name) else { continue };
            let counts = unit.dimension.terms().iter().any(|term| term.0.is_noun());
            if counts && is_written_small(&unit.singular, name.as_str()) {
                self.remark(explain::undefined_count(name, &unit.singular, node.span));
            }
        }
    }
}

/// Whether a word is a unit of capitals in small letters, such as `qps`: so are names of one's own.
fn is_written_small(unit: &str, word: &str) -> bool {
    unit != word && unit.to_lowercase() == word
}

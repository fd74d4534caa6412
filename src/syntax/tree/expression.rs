//! An expression: a flat list of nodes in which operands come before their operators, so that every later pass is a loop
//! and no expression is too deep to walk or to drop.

use std::ops::Range;
use std::sync::Arc;

use super::node::{Form, Node, NodeId, NodeKind};
use super::operator::BinaryOperator;
use super::word::{Name, UnitExpression};
use crate::diagnostic::Span;

/// An expression: its nodes, operands first, the whole of it last.
#[derive(Debug, Clone, PartialEq)]
pub struct Expression {
    nodes: Vec<Node>,
    text: Arc<str>,
    /// The byte of its source at which the text starts.
    start: u32,
}

impl Expression {
    /// An expression of the given nodes, of which each refers to earlier ones only.
    #[must_use]
    pub(in crate::syntax) fn new(mut nodes: Vec<Node>, text: &str, start: u32) -> Self {
        debug_assert!(!nodes.is_empty());
        // A model keeps many short expressions.
        nodes.shrink_to_fit();
        Self { nodes, text: text.into(), start }
    }

    /// The number 0, as something that is no longer there leaves it.
    #[must_use]
    pub fn zero(span: Span) -> Self {
        let kind = NodeKind::Quantity { value: 0.0, unit: UnitExpression::default() };
        Self::new(vec![Node { kind, span, form: Form::Piece }], "0", span.start())
    }

    /// The expression with another number in place of each.
    #[must_use]
    pub fn rounded(&self, round: fn(f64) -> f64) -> Self {
        let mut rounded = self.clone();
        for node in &mut rounded.nodes {
            if let NodeKind::Quantity { value, .. } = &mut node.kind {
                *value = round(*value);
            }
        }
        rounded
    }

    /// The text with another name in place of one.
    #[must_use]
    pub fn renamed(&self, name: &str, other: &str) -> String {
        let names = self.nodes.iter().filter(|node| matches!(&node.kind, NodeKind::Name(own) if own.as_str() == name));
        let units = self.nodes.iter().filter_map(|node| node.kind.words());
        let terms = units.flat_map(|unit| &unit.terms).filter(|term| term.word.name.as_str() == name);
        let mut places: Vec<Range<usize>> = names
            .map(|node| node.span)
            .chain(terms.map(|term| term.word.span))
            .filter_map(|span| self.place(span))
            .collect();
        places.sort_by_key(|place| place.start);
        places.dedup();
        let mut text = String::with_capacity(self.text.len());
        let mut done = 0;
        for place in places {
            text.push_str(self.text.get(done..place.start).unwrap_or(""));
            text.push_str(other);
            done = place.end;
        }
        text.push_str(self.text.get(done..).unwrap_or(""));
        text
    }

    /// Every word that could be a name: of a value, of a unit, of a function.
    pub fn words(&self) -> impl Iterator<Item = &Name> {
        self.nodes.iter().flat_map(|node| {
            let name = match &node.kind {
                NodeKind::Name(name) => Some(name),
                NodeKind::Call { function, .. } => Some(&function.name),
                _ => None,
            };
            let terms = node.kind.words().into_iter().flat_map(|unit| &unit.terms);
            name.into_iter().chain(terms.map(|term| &term.word.name))
        })
    }

    /// Whether it uses the answer above it.
    #[must_use]
    pub fn mentions_last(&self) -> bool {
        self.words().any(|word| word.as_str() == "_")
    }

    /// The two sides of a comparison; `None` if the whole is something else.
    #[must_use]
    pub fn sides(&self) -> Option<(BinaryOperator, Self, Self)> {
        self.halves().filter(|(operator, ..)| operator.is_comparison())
    }

    /// The two operands of the operator that is applied last; `None` if that is not one between two.
    #[must_use]
    pub fn halves(&self) -> Option<(BinaryOperator, Self, Self)> {
        let NodeKind::Binary { operator, left, right, .. } = &self.nodes.last()?.kind else { return None };
        Some((*operator, self.part(*left), self.part(*right)))
    }

    /// The expression as it is written, without comments.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// A part of the text; all of it where the source writes it with escapes.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        self.place(span).and_then(|range| self.text.get(range)).unwrap_or(&self.text)
    }

    /// The bytes of the text that a part of it takes, unless it starts before it.
    #[must_use]
    pub fn place(&self, span: Span) -> Option<Range<usize>> {
        let (start, end) = span.start().checked_sub(self.start).zip(span.end().checked_sub(self.start))?;
        Some(start as usize..end as usize)
    }

    /// The expression that a node is the whole of, with the text of all.
    #[must_use]
    pub fn part(&self, id: NodeId) -> Self {
        // Operands come first, so that a part is the stretch of the list that its first operand begins.
        let mut first = id;
        while let Some(operand) = self.node(first).kind.operands().next() {
            first = operand;
        }
        let nodes = self.nodes[first.0 as usize..=id.0 as usize].iter().cloned();
        Self { nodes: nodes.map(|node| node.shifted(first.0)).collect(), text: self.text.clone(), start: self.start }
    }

    /// All nodes, operands before operators.
    #[must_use]
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// The node of that index.
    #[must_use]
    pub fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.0 as usize]
    }

    /// The expression converted to a unit that is written elsewhere.
    #[must_use]
    pub fn converted(mut self, unit: UnitExpression, span: Span) -> Self {
        let value = NodeId(self.nodes.len() as u32 - 1);
        self.nodes.push(Node { kind: NodeKind::Convert(value, unit), span, form: Form::Open });
        self
    }

    /// Where the whole expression is written.
    ///
    /// # Panics
    /// Never: an expression has a node.
    #[must_use]
    pub fn span(&self) -> Span {
        self.nodes.last().expect("an expression has a node").span
    }
}

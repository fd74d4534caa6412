//! The parts of an expression, which refer to each other by their places in its list.

use super::operator::{BinaryOperator, UnaryOperator};
use super::word::{Name, Spelled, UnitExpression};
use crate::diagnostic::Span;

/// The index of a node in its expression.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NodeId(pub u32);

/// A part of an expression.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// What it is.
    pub kind: NodeKind,
    /// Where it is written, with its operands, without brackets around it.
    pub span: Span,
    /// How it holds together.
    pub form: Form,
}

/// How a part of an expression holds together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// An operator and its operands.
    Open,
    /// A name, a call or a literal.
    Piece,
    /// In brackets of its own.
    Bracketed,
}

impl Node {
    /// The node in a list that starts `shift` nodes later.
    pub(super) fn shifted(mut self, shift: u32) -> Self {
        let lower = |id: &mut NodeId| id.0 -= shift;
        match &mut self.kind {
            NodeKind::Quantity { .. } | NodeKind::Name(_) => {}
            NodeKind::Unary(_, value)
            | NodeKind::Convert(value, _)
            | NodeKind::To { value, .. }
            | NodeKind::Scale(value, _)
            | NodeKind::Aside { value, .. } => lower(value),
            NodeKind::Binary { left, right, .. } => [left, right].into_iter().for_each(lower),
            NodeKind::Conditional { condition, then, otherwise } => {
                [condition, then, otherwise].into_iter().for_each(lower);
            }
            NodeKind::Call { arguments, .. } => {
                arguments.iter_mut().map(|argument| &mut argument.value).for_each(lower);
            }
        }
        self
    }
}

/// What a part of an expression is.
#[derive(Debug, Clone, PartialEq)]
pub enum NodeKind {
    /// `10 KB/tweet`, `20%`, `5`
    Quantity {
        /// The number.
        value: f64,
        /// The words after it.
        unit: UnitExpression,
    },
    /// `dau`
    Name(Name),
    /// `-x`
    Unary(UnaryOperator, NodeId),
    /// `a + b`
    Binary {
        /// What is done.
        operator: BinaryOperator,
        /// The sign of the operation, to point at.
        at: Span,
        /// The left operand.
        left: NodeId,
        /// The right operand.
        right: NodeId,
    },
    /// `x -> TB`
    Convert(NodeId, UnitExpression),
    /// `5 GB to MB`, a conversion, or `low to high`, a range: which one depends on what the word means.
    To {
        /// The operand before `to`.
        value: NodeId,
        /// The word `to`, to point at.
        at: Span,
        /// What follows it.
        target: UnitExpression,
    },
    /// `200 s (3 min 20 s)`: a value, and the same said in another way.
    Aside {
        /// The value.
        value: NodeId,
        /// What the bracket says.
        says: Box<Aside>,
    },
    /// `(2 + 3) GB`, `writes per second`
    Scale(NodeId, UnitExpression),
    /// `if a then b else c`
    Conditional {
        /// The condition.
        condition: NodeId,
        /// The result if it holds.
        then: NodeId,
        /// The result if it does not.
        otherwise: NodeId,
    },
    /// `log(x, base = 2)`
    Call {
        /// The function.
        function: Spelled,
        /// The arguments, in order.
        arguments: Vec<Argument>,
    },
}

impl NodeKind {
    /// The words beside its value, of which some may turn out to be names; those after `->` are units.
    pub(super) const fn words(&self) -> Option<&UnitExpression> {
        match self {
            Self::Quantity { unit, .. } | Self::Scale(_, unit) | Self::To { target: unit, .. } => Some(unit),
            _ => None,
        }
    }

    /// The nodes that this one is made of.
    pub fn operands(&self) -> impl Iterator<Item = NodeId> {
        let (fixed, arguments): ([Option<NodeId>; 3], &[Argument]) = match self {
            Self::Quantity { .. } | Self::Name(_) => ([None; 3], &[]),
            Self::Unary(_, value)
            | Self::Convert(value, _)
            | Self::To { value, .. }
            | Self::Scale(value, _)
            | Self::Aside { value, .. } => ([Some(*value), None, None], &[]),
            Self::Binary { left, right, .. } => ([Some(*left), Some(*right), None], &[]),
            Self::Conditional { condition, then, otherwise } => {
                ([Some(*condition), Some(*then), Some(*otherwise)], &[])
            }
            Self::Call { arguments, .. } => ([None; 3], arguments),
        };
        fixed.into_iter().flatten().chain(arguments.iter().map(|argument| argument.value))
    }
}

/// What a bracket behind a value says: the same in other units, or an interval around it.
#[derive(Debug, Clone, PartialEq)]
pub struct Aside {
    /// Where it is written, with its brackets.
    pub span: Span,
    /// The value, or the low end of the interval: a sum of quantities, each a number and its unit.
    pub low: Vec<(f64, UnitExpression)>,
    /// The high end of the interval, if it is one.
    pub high: Option<Vec<(f64, UnitExpression)>>,
    /// The largest relative rounding of the value and of what is said of it.
    pub rounding: f64,
}

/// An argument of a call.
#[derive(Debug, Clone, PartialEq)]
pub struct Argument {
    /// The parameter that it names, if it does.
    pub name: Option<Spelled>,
    /// Its value.
    pub value: NodeId,
    /// Whether the comma before it could as well group the digits of one number, as in `1,000`.
    pub could_group: bool,
}

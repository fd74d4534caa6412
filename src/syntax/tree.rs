//! The syntax tree. An expression is a flat list of nodes in which operands come before their operators,
//! so that every later pass is a loop and no expression is too deep to walk or to drop.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::Span;

/// The name of a definition, function, parameter or unit, as written.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name(Arc<str>);

impl Name {
    /// A name of that spelling.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self(text.into())
    }

    /// Its spelling.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`", self.0)
    }
}

impl std::borrow::Borrow<str> for Name {
    fn borrow(&self) -> &str {
        &self.0
    }
}

/// A name and where it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spelled {
    /// The name.
    pub name: Name,
    /// Where.
    pub span: Span,
}

/// One line of a model.
#[derive(Debug, Clone, PartialEq)]
pub enum Statement {
    /// `noun paste`
    Noun {
        /// The counted thing.
        singular: Spelled,
        /// Its plural, where that is not regular.
        plural: Option<Spelled>,
    },
    /// `peak(x, factor = 3) = x * factor`
    Function(Function),
    /// `dau = 150M users`
    Definition {
        /// What is defined.
        name: Spelled,
        /// As what.
        body: Expression,
    },
    /// `unit page = 4 KiB`
    Unit {
        /// The unit.
        singular: Spelled,
        /// Its plural, where that is not regular.
        plural: Option<Spelled>,
        /// What one of it is.
        value: Expression,
    },
    /// `corr(dau, posts) = 0.6`
    Correlation {
        /// The assumptions that move together.
        names: [Spelled; 2],
        /// How much they do.
        value: Expression,
    },
    /// An expression whose result is shown.
    Expression(Expression),
    /// `API load: 1000 QPS * 5 minutes`
    Labelled {
        /// What is written in front of the result.
        label: Spelled,
        /// The expression.
        body: Expression,
    },
}

/// A function of a model.
#[derive(Debug, Clone, PartialEq)]
pub struct Function {
    /// What it is called.
    pub name: Spelled,
    /// Its parameters, in order.
    pub parameters: Vec<Parameter>,
    /// What it is.
    pub body: Expression,
    /// The whole definition as it is written.
    pub text: Arc<str>,
}

/// A parameter of a function.
#[derive(Debug, Clone, PartialEq)]
pub struct Parameter {
    /// What it is called.
    pub name: Spelled,
    /// What it is if no argument is given for it.
    pub default: Option<Expression>,
}

/// The index of a node in its expression.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NodeId(pub u32);

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
    pub(super) fn new(mut nodes: Vec<Node>, text: &str, start: u32) -> Self {
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
        let units = self.nodes.iter().filter_map(|node| match &node.kind {
            NodeKind::Quantity { unit, .. } | NodeKind::Scale(_, unit) | NodeKind::To { target: unit, .. } => {
                Some(unit)
            }
            _ => None,
        });
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
    fn shifted(mut self, shift: u32) -> Self {
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

/// An operator before its operand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnaryOperator {
    /// `-x`
    Negative,
    /// `+x`
    Positive,
    /// `not x`
    Not,
}

/// An operator between its operands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BinaryOperator {
    /// `a + b`
    Add,
    /// `a - b`
    Subtract,
    /// `a * b`
    Multiply,
    /// `20% of b`
    Of,
    /// `a / b`
    Divide,
    /// `a ^ b`
    Power,
    /// `a < b`
    Less,
    /// `a <= b`
    AtMost,
    /// `a > b`
    Greater,
    /// `a >= b`
    AtLeast,
    /// `a == b`
    Equal,
    /// `a != b`
    Unequal,
    /// `a and b`
    And,
    /// `a or b`
    Or,
    /// `a to b`
    Range,
    /// `a +- b`
    PlusMinus,
}

impl BinaryOperator {
    /// Whether it compares its operands.
    #[must_use]
    pub const fn is_comparison(self) -> bool {
        matches!(self, Self::Less | Self::AtMost | Self::Greater | Self::AtLeast | Self::Equal | Self::Unequal)
    }

    /// Whether it adds, multiplies or raises its operands.
    #[must_use]
    pub const fn is_arithmetic(self) -> bool {
        matches!(self, Self::Add | Self::Subtract | Self::Multiply | Self::Of | Self::Divide | Self::Power)
    }

    /// Whether it makes a range of its operands.
    #[must_use]
    pub const fn is_range(self) -> bool {
        matches!(self, Self::Range | Self::PlusMinus)
    }
}

/// The words of a unit, with their exponents, in the order in which they are written. Empty for none.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct UnitExpression {
    /// The factors.
    pub terms: Vec<UnitTerm>,
}

/// One factor of a unit.
#[derive(Debug, Clone, PartialEq)]
pub struct UnitTerm {
    /// The unit, as written.
    pub word: Spelled,
    /// Its exponent; negative below the fraction bar.
    pub exponent: f64,
}

/// Whether a word is a sign that stands before an amount of money.
#[must_use]
pub fn is_currency_sign(word: &str) -> bool {
    matches!(word, "$" | "€" | "£" | "¥" | "₹")
}

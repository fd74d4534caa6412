//! The operators of the language. How tightly they bind is in the grammar.

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

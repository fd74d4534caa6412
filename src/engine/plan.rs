//! The plan: operations in an order in which each uses only earlier ones.

use crate::formulas::Formula;

/// The number of an operation, and of its result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slot(pub u32);

impl Slot {
    /// The slot as an index.
    #[must_use]
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// An operation on one number. Conditions are 1 for true and 0 for false.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unary {
    /// `-x`
    Negate,
    /// `not x`
    Not,
    /// `|x|`
    Abs,
    /// The next whole number up; a number within rounding of a whole one is that one.
    Ceil,
    /// The next whole number down, likewise.
    Floor,
    /// The nearest whole number, halves away from zero.
    Round,
    /// The square root.
    Sqrt,
    /// The natural logarithm.
    Ln,
    /// The logarithm to base 2.
    Log2,
    /// The logarithm to base 10.
    Log10,
    /// e to the power of x.
    Exp,
}

/// An operation on two numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Binary {
    /// `a + b`
    Add,
    /// `a - b`
    Subtract,
    /// `a * b`
    Multiply,
    /// `a / b`
    Divide,
    /// `a ^ b`
    Power,
    /// The logarithm of a to base b.
    Log,
    /// The smaller.
    Min,
    /// The larger.
    Max,
    /// `a < b`
    Less,
    /// `a <= b`
    AtMost,
    /// `a == b`, within rounding.
    Equal,
    /// `a and b`
    And,
    /// `a or b`
    Or,
}

impl Binary {
    /// Whether it results in true or false.
    #[must_use]
    pub const fn is_condition(self) -> bool {
        matches!(self, Self::Less | Self::AtMost | Self::Equal | Self::And | Self::Or)
    }
}

/// The number of a call in its plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CallId(u32);

/// A formula and the earlier results that it is applied to.
#[derive(Debug, Clone)]
pub struct Call {
    /// The formula.
    pub formula: &'static Formula,
    /// Its arguments, one per parameter.
    pub arguments: Vec<Slot>,
    /// The operation that makes the call.
    pub at: Slot,
}

/// One step of a plan.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Operation {
    /// A number that is known.
    Constant(f64),
    /// A function of one earlier result.
    Unary(Unary, Slot),
    /// A function of two earlier results.
    Binary(Binary, Slot, Slot),
    /// One of two earlier results, chosen by a third.
    Select {
        /// The condition.
        condition: Slot,
        /// The result where it holds.
        then: Slot,
        /// The result where it does not.
        otherwise: Slot,
    },
    /// A formula of earlier results.
    Call(CallId),
}

/// A list of operations; the result of each has the number of its place.
#[derive(Debug, Clone, Default)]
pub struct Plan {
    operations: Vec<Operation>,
    calls: Vec<Call>,
}

impl Plan {
    /// Adds an operation and returns the number of its result.
    pub fn push(&mut self, operation: Operation) -> Slot {
        self.operations.push(operation);
        Slot(self.operations.len() as u32 - 1)
    }

    /// Adds the call of a formula and returns the number of its result.
    pub fn push_call(&mut self, formula: &'static Formula, arguments: Vec<Slot>) -> Slot {
        let at = self.push(Operation::Call(CallId(self.calls.len() as u32)));
        self.calls.push(Call { formula, arguments, at });
        at
    }

    /// The call of that number.
    ///
    /// # Panics
    /// If the number comes from another plan.
    #[must_use]
    pub fn call(&self, id: CallId) -> &Call {
        &self.calls[id.0 as usize]
    }

    /// All calls, in the order of their operations.
    #[must_use]
    pub fn calls(&self) -> &[Call] {
        &self.calls
    }

    /// Forgets all operations from the given number on.
    pub fn truncate(&mut self, length: usize) {
        self.operations.truncate(length);
        let kept = self.calls.partition_point(|call| call.at.index() < length);
        self.calls.truncate(kept);
    }

    /// All operations in order.
    #[must_use]
    pub fn operations(&self) -> &[Operation] {
        &self.operations
    }

    /// How many operations there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.operations.len()
    }

    /// Whether there is nothing to calculate.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.operations.is_empty()
    }
}

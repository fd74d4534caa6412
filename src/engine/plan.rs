//! The plan: operations in an order in which each uses only earlier ones.

use super::distribution::Distribution;
use super::interrupt::Interrupt;
use super::options::Options;
use super::sampling::Sampling;
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
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

/// What a column of samples comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Summary {
    /// The share of samples in which a condition holds.
    Share,
    /// The mean.
    Mean,
    /// The value below which a share of all samples lies, which an earlier result says.
    Quantile(Slot),
}

/// The number of an uncertain input in its plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DrawId(pub(super) u32);

impl DrawId {
    /// The number as an index.
    #[must_use]
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// An uncertain input: a distribution whose parameters are earlier results.
#[derive(Debug, Clone)]
pub struct Draw {
    /// The family.
    pub distribution: Distribution,
    /// Its parameters.
    pub parameters: Vec<Slot>,
    /// The value at the point for which a single answer is calculated; without one, the median.
    pub stated: Option<Slot>,
    /// By which inputs are put in an order that does not depend on when they were added.
    pub order: u64,
    /// The operation that draws it.
    pub at: Slot,
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
    /// An uncertain input.
    Draw(DrawId),
    /// What the samples of an earlier result come to.
    Summary(Summary, Slot),
}

/// What is known of every operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Mark {
    /// Whether it depends on an uncertain input.
    uncertain: bool,
    /// Whether one of those has a stated value beside its distribution.
    stated: bool,
    /// Whether it takes a formula of what is uncertain, which may have no result, or none that is finite.
    called: bool,
}

/// A list of operations; the result of each has the number of its place.
#[derive(Debug, Clone, Default)]
pub struct Plan {
    operations: Vec<Operation>,
    marks: Vec<Mark>,
    calls: Vec<Call>,
    draws: Vec<Draw>,
    /// Inputs that move together: the operations that draw them, and the correlation of the normal distributions behind
    /// theirs.
    pub correlations: Vec<(Slot, Slot, f64)>,
    /// How uncertain results are found.
    pub sampling: Sampling,
    /// Whether to stop sampling.
    pub interrupt: Interrupt,
}

impl Plan {
    /// An empty plan whose uncertain results are found in the given way, until someone asks to stop.
    #[must_use]
    pub fn new(options: &Options) -> Self {
        Self { sampling: options.sampling, interrupt: options.interrupt.clone(), ..Self::default() }
    }

    /// How it is evaluated.
    #[must_use]
    pub fn options(&self) -> Options {
        Options { sampling: self.sampling, interrupt: self.interrupt.clone() }
    }

    /// Adds an operation and returns the number of its result.
    pub fn push(&mut self, operation: Operation) -> Slot {
        self.marks.push(self.mark(operation));
        self.operations.push(operation);
        Slot(self.operations.len() as u32 - 1)
    }

    /// The plan with numbers in place of some operations.
    pub(super) fn with(&self, given: &[(Slot, f64)]) -> Self {
        let mut plan = self.clone();
        for &(slot, value) in given {
            plan.operations[slot.index()] = Operation::Constant(value);
        }
        // What was uncertain because of them no longer is.
        for index in 0..plan.operations.len() {
            plan.marks[index] = plan.mark(plan.operations[index]);
        }
        plan
    }

    /// Adds the call of a formula and returns the number of its result.
    pub fn push_call(&mut self, formula: &'static Formula, arguments: Vec<Slot>) -> Slot {
        let at = Slot(self.operations.len() as u32);
        let id = CallId(self.calls.len() as u32);
        self.calls.push(Call { formula, arguments, at });
        self.push(Operation::Call(id))
    }

    /// Adds an uncertain input and returns the number of its result.
    pub fn push_draw(
        &mut self,
        distribution: Distribution,
        parameters: Vec<Slot>,
        stated: Option<Slot>,
        order: u64,
    ) -> Slot {
        let at = Slot(self.operations.len() as u32);
        let id = DrawId(self.draws.len() as u32);
        self.draws.push(Draw { distribution, parameters, stated, order, at });
        self.push(Operation::Draw(id))
    }

    fn mark(&self, operation: Operation) -> Mark {
        let of = |slot: Slot| self.marks[slot.index()];
        match operation {
            // What a column comes to is one number.
            Operation::Constant(_) | Operation::Summary(..) => Mark::default(),
            Operation::Draw(id) => {
                let draw = self.draw(id);
                let stated = draw.stated.is_some() || draw.parameters.iter().any(|&slot| of(slot).stated);
                let called = draw.parameters.iter().any(|&slot| of(slot).called);
                Mark { uncertain: true, stated, called }
            }
            _ => {
                let is_call = matches!(operation, Operation::Call(_));
                let operands = self.operands(operation).map(of);
                let mark = operands.fold(Mark::default(), |one, other| Mark {
                    uncertain: one.uncertain || other.uncertain,
                    stated: one.stated || other.stated,
                    called: one.called || other.called,
                });
                Mark { called: mark.called || is_call, ..mark }
            }
        }
    }

    /// The results that an operation is calculated from.
    pub fn operands(&self, operation: Operation) -> impl Iterator<Item = Slot> {
        let (fixed, listed): ([Option<Slot>; 3], &[Slot]) = match operation {
            Operation::Constant(_) => ([None; 3], &[]),
            Operation::Unary(_, x) | Operation::Summary(Summary::Share | Summary::Mean, x) => {
                ([Some(x), None, None], &[])
            }
            Operation::Binary(_, a, b) | Operation::Summary(Summary::Quantile(b), a) => ([Some(a), Some(b), None], &[]),
            Operation::Select { condition, then, otherwise } => ([Some(condition), Some(then), Some(otherwise)], &[]),
            Operation::Call(id) => ([None; 3], &self.call(id).arguments),
            Operation::Draw(id) => {
                let draw = self.draw(id);
                ([draw.stated, None, None], &draw.parameters)
            }
        };
        listed.iter().copied().chain(fixed.into_iter().flatten())
    }

    /// Whether a result depends on an uncertain input.
    #[must_use]
    pub fn is_uncertain(&self, slot: Slot) -> bool {
        self.marks[slot.index()].uncertain
    }

    /// Whether a result depends on an input that has a stated value beside its distribution.
    #[must_use]
    pub fn is_stated(&self, slot: Slot) -> bool {
        self.marks[slot.index()].stated
    }

    /// Whether a result takes a formula.
    pub(super) fn is_called(&self, slot: Slot) -> bool {
        self.marks[slot.index()].called
    }

    /// The uncertain input of that number.
    ///
    /// # Panics
    /// If the number comes from another plan.
    #[must_use]
    pub fn draw(&self, id: DrawId) -> &Draw {
        &self.draws[id.index()]
    }

    /// All uncertain inputs, in the order of their operations.
    #[must_use]
    pub fn draws(&self) -> &[Draw] {
        &self.draws
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
        self.marks.truncate(length);
        let kept = self.draws.partition_point(|draw| draw.at.index() < length);
        self.draws.truncate(kept);
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

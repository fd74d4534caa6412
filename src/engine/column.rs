//! What an operation does to columns of numbers: the loops that all evaluation runs in.
//! Which operations, in which order and on which columns is in `evaluate` and `program`.

use super::kernel::{binary, binary_without_end, plain_sum, unary, unary_without_end};
use super::plan::{Binary, DrawId, Operation, Plan, Slot, Unary};

/// An operand: a column, or one number that is the same in every row.
#[derive(Debug, Clone, Copy)]
pub(super) enum Lane<'a> {
    Column(&'a [f64]),
    Number(f64),
}

impl Lane<'_> {
    /// Whether a number of it grows without end, or falls.
    fn has_no_end(self) -> bool {
        match self {
            // All of them are looked at, several at a time: hardly ever is there one.
            Self::Column(column) => column.iter().fold(false, |any, number| any | number.is_infinite()),
            Self::Number(number) => number.is_infinite(),
        }
    }

    #[inline]
    pub(super) fn at(self, row: usize) -> f64 {
        match self {
            Self::Column(column) => column[row],
            Self::Number(number) => number,
        }
    }
}

/// Where the values of uncertain inputs come from.
pub(super) trait Inputs {
    /// Fills the column of an input; `lane` has its parameters and its stated value.
    fn fill<'b>(&self, plan: &Plan, draw: DrawId, out: &mut [f64], lane: &dyn Fn(Slot) -> Lane<'b>);

    /// Whether what grows without end is infinite: greater than every number in a column of many cases. In a single
    /// answer it is none.
    fn has_ends(&self) -> bool {
        true
    }
}

impl Plan {
    /// Fills the column of an operation from those of its operands.
    #[inline]
    pub(super) fn apply<'b>(
        &self,
        slot: Slot,
        out: &mut [f64],
        inputs: &(impl Inputs + ?Sized),
        lane: impl Fn(Slot) -> Lane<'b>,
    ) {
        let operation = self.operations()[slot.index()];
        match operation {
            Operation::Constant(value) => out.fill(value),
            Operation::Unary(operation, x) => map(out, lane(x), operation),
            Operation::Binary(operation, a, b) => zip(out, lane(a), lane(b), operation),
            Operation::Select { condition, then, otherwise } => {
                let (condition, then, otherwise) = (lane(condition), lane(then), lane(otherwise));
                for (row, out) in out.iter_mut().enumerate() {
                    *out = select(condition.at(row), then.at(row), otherwise.at(row));
                }
            }
            Operation::Call(id) => {
                let call = self.call(id);
                let columns: Vec<Lane> = call.arguments.iter().map(|&slot| lane(slot)).collect();
                let mut arguments = vec![0.0; columns.len()];
                for (row, out) in out.iter_mut().enumerate() {
                    arguments.iter_mut().zip(&columns).for_each(|(argument, column)| *argument = column.at(row));
                    *out = match (call.formula.apply)(&arguments) {
                        // What a formula makes of no end is unknown, unless it has none itself.
                        Ok(_) if arguments.iter().any(|argument| argument.is_infinite()) => f64::NAN,
                        Ok(result) => result,
                        Err(domain) if domain.is_endless() && inputs.has_ends() => f64::INFINITY,
                        Err(_) => f64::NAN,
                    };
                }
            }
            Operation::Draw(id) => inputs.fill(self, id, out, &lane),
            // It is calculated between two runs.
            Operation::Summary(..) => out.fill(f64::NAN),
        }
        if inputs.has_ends() && self.is_called(slot) {
            without_end(out, operation, lane);
        }
    }
}

#[inline]
pub(super) const fn select(condition: f64, then: f64, otherwise: f64) -> f64 {
    if condition.is_nan() {
        f64::NAN
    } else if condition == 0.0 {
        otherwise
    } else {
        then
    }
}

/// Runs a loop with the operation as a constant: it is chosen once per column, and each loop is compiled for itself.
macro_rules! chosen_once {
    ($operation:ident, $each:ident, [$($variant:path),+]) => {
        match $operation {
            $($variant => $each!($variant),)+
        }
    };
}

#[rustfmt::skip]
fn map(out: &mut [f64], x: Lane, operation: Unary) {
    macro_rules! each {
        ($chosen:path) => {
            match x {
                Lane::Column(x) => out.iter_mut().zip(x).for_each(|(out, x)| *out = unary($chosen, *x)),
                Lane::Number(x) => out.fill(unary($chosen, x)),
            }
        };
    }
    chosen_once!(operation, each, [
        Unary::Negate, Unary::Not, Unary::Abs, Unary::Ceil, Unary::Floor, Unary::Round, Unary::Sqrt,
        Unary::Ln, Unary::Log2, Unary::Log10, Unary::Exp
    ]);
}

#[rustfmt::skip]
fn zip(out: &mut [f64], a: Lane, b: Lane, operation: Binary) {
    macro_rules! each {
        ($chosen:path) => {
            match (a, b) {
                (Lane::Column(a), Lane::Column(b)) => {
                    out.iter_mut().zip(a.iter().zip(b)).for_each(|(out, (a, b))| *out = binary($chosen, *a, *b));
                }
                (Lane::Column(a), Lane::Number(b)) => {
                    out.iter_mut().zip(a).for_each(|(out, a)| *out = binary($chosen, *a, b));
                }
                (Lane::Number(a), Lane::Column(b)) => {
                    out.iter_mut().zip(b).for_each(|(out, b)| *out = binary($chosen, a, *b));
                }
                (Lane::Number(a), Lane::Number(b)) => out.fill(binary($chosen, a, b)),
            }
        };
    }
    if matches!(operation, Binary::Add | Binary::Subtract) && added(out, a, b, operation) {
        return;
    }
    chosen_once!(operation, each, [
        Binary::Add, Binary::Subtract, Binary::Multiply, Binary::Divide, Binary::Power, Binary::Log, Binary::Min,
        Binary::Max, Binary::Less, Binary::AtMost, Binary::Equal, Binary::And, Binary::Or
    ]);
}

/// Adds or subtracts without a look at rounding in each row, several rows at a time. Returns whether that was right: no
/// result is so small beside its operands that it may be rounding.
fn added(out: &mut [f64], a: Lane, b: Lane, operation: Binary) -> bool {
    let sign = if operation == Binary::Add { 1.0 } else { -1.0 };
    let mut is_rounding = false;
    let mut add = |out: &mut f64, a: f64, b: f64| {
        let (sum, is_small) = plain_sum(a, sign * b);
        *out = sum;
        is_rounding |= is_small;
    };
    match (a, b) {
        (Lane::Column(a), Lane::Column(b)) => {
            out.iter_mut().zip(a.iter().zip(b)).for_each(|(out, (a, b))| add(out, *a, *b));
        }
        (Lane::Column(a), Lane::Number(b)) => out.iter_mut().zip(a).for_each(|(out, a)| add(out, *a, b)),
        (Lane::Number(a), Lane::Column(b)) => out.iter_mut().zip(b).for_each(|(out, b)| add(out, a, *b)),
        (Lane::Number(_), Lane::Number(_)) => return false,
    }
    !is_rounding
}

/// Puts right the rows in which an operand grows without end: arithmetic takes what is infinite for an overflow.
fn without_end<'b>(out: &mut [f64], operation: Operation, lane: impl Fn(Slot) -> Lane<'b>) {
    match operation {
        Operation::Unary(_, x) if !lane(x).has_no_end() => {}
        Operation::Binary(_, a, b) if !lane(a).has_no_end() && !lane(b).has_no_end() => {}
        Operation::Unary(operation, x) => {
            let x = lane(x);
            for (row, out) in out.iter_mut().enumerate().filter(|(row, _)| x.at(*row).is_infinite()) {
                *out = unary_without_end(operation, x.at(row));
            }
        }
        Operation::Binary(operation, a, b) => {
            let (a, b) = (lane(a), lane(b));
            for (row, out) in out.iter_mut().enumerate() {
                let (a, b) = (a.at(row), b.at(row));
                if a.is_infinite() || b.is_infinite() {
                    *out = binary_without_end(operation, a, b);
                }
            }
        }
        _ => {}
    }
}

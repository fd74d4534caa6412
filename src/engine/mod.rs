//! The engine: a plan of numbered operations and its evaluation over columns of numbers.
//! Knows neither names nor text nor units: a model has resolved all of that before. Formulas it only applies.

mod evaluate;
mod interrupt;
mod kernel;
mod plan;

pub use evaluate::{Fault, Values};
pub use interrupt::Interrupt;
pub use kernel::{binary, unary};
pub use plan::{Binary, Call, CallId, Operation, Plan, Slot, Unary};

//! The engine: a plan of numbered operations and its evaluation over columns of numbers.
//! Knows neither names nor text nor units: a model has resolved all of that before. Formulas it only applies.

mod closed;
mod column;
mod depends;
mod distribution;
mod estimate;
mod evaluate;
mod fault;
mod fold;
mod indices;
mod interrupt;
mod kernel;
mod moments;
mod monotone;
mod options;
mod order;
mod part;
mod plan;
mod points;
mod product;
mod program;
mod quantiles;
mod sample;
mod sampled;
mod sampling;
mod sensitivity;
mod spread;
mod values;

pub use distribution::{Distribution, Impossible};
pub use estimate::{Estimate, least_share};
pub use fault::Fault;
pub use interrupt::Interrupt;
pub use kernel::{binary, unary};
pub use options::Options;
pub use plan::{Binary, Call, CallId, Draw, DrawId, Operation, Plan, Slot, Summary, Unary};
pub use product::Product;
pub use sample::{Case, Cone, triangle};
pub use sampling::{SAMPLES, Sampling, USUAL};
pub use sensitivity::{Influence, Swing};
pub use spread::{DOTS, Kept, PERCENTILES, Spread};
pub use values::Values;

//! What the numbers of a model mean: in mental arithmetic, beside what real systems ran, how sure they are, and over
//! other values and times.
//! Every analysis runs the plan again, over other numbers; none has an evaluator of its own.

pub mod bottleneck;
pub mod by_hand;
pub mod calibrate;
pub mod checks;
pub mod compare;
pub mod explain;
pub mod figures;
pub mod growth;
pub mod sensitivity;
pub mod solve;
pub mod sweep;
mod tried;
pub mod vary;
mod violation;

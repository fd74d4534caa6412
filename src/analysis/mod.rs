//! What the numbers of a model mean: in mental arithmetic, beside what real systems ran, and how sure they are.
//! Every analysis runs the plan again, over other numbers; none has an evaluator of its own.

pub mod bottleneck;
pub mod by_hand;
pub mod calibrate;
pub mod compare;
pub mod explain;
pub mod sensitivity;
pub mod solve;

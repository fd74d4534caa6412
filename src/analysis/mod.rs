//! What the numbers of a model mean: so far, what an estimate comes to in mental arithmetic.
//! Every analysis runs the plan again, over other numbers; none has an evaluator of its own.

pub mod by_hand;

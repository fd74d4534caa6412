//! What the calculation of an equation results in.

use std::sync::Arc;

use super::rules::Kind;
use crate::engine::{Slot, Spread};

/// What is known of a number that is made of `p`, `mean` or `percentile`.
#[derive(Debug, Clone, PartialEq)]
pub struct Estimated {
    /// Between which two numbers it lies: apart where cases are unknown, or where no sample decides.
    pub ends: (f64, f64),
    /// How many samples it comes from, if it is such a number itself.
    pub samples: Option<usize>,
    /// The share of the cases behind it that have no result.
    pub missing: f64,
    /// What part of the sum behind a sampled mean is the largest sample; 0 where it is not of samples.
    pub tail: f64,
}

/// The result of one equation.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// The number in base units, or 1 and 0 for true and false.
    pub value: f64,
    /// What it is.
    pub kind: Kind,
    /// Where the plan has it.
    pub slot: Slot,
    /// What is known of it if it is uncertain.
    pub spread: Option<Arc<Spread>>,
    /// What is known of it if it is certain and yet made of what samples come to.
    pub estimated: Option<Arc<Estimated>>,
    /// Why the first of the cases without a result has none, in a clause.
    pub no_result: Option<Arc<str>>,
    /// Whether the number is that of stated values beside ranges, and not the median.
    pub is_stated: bool,
    /// What it is the result of, as far as that matters to how it is shown.
    pub form: Form,
}

/// What a result is the result of, as far as that matters to how it is shown.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub enum Form {
    /// It is as someone wrote it: one number, or a range of two.
    Literal,
    /// A sum or difference of two numbers, in base units.
    Sum([f64; 2]),
    /// Anything else.
    #[default]
    Calculated,
}

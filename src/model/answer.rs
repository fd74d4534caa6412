//! What the check of an equation finds, and what its calculation results in.

use std::sync::Arc;

use super::rules::Kind;
use crate::engine::{Slot, Spread};

/// What the check of an equation found.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// Where the plan has its result.
    pub slot: Slot,
    /// What it results in.
    pub kind: Kind,
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

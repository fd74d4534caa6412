//! What the calculation of an equation results in.

use std::sync::Arc;

use super::rules::{Kind, Quantity};
use crate::engine::Spread;
use crate::quantity::dimension::Dimension;

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

impl Answer {
    /// A number of which nothing more is known.
    #[must_use]
    pub fn new(value: f64, kind: Kind) -> Self {
        Self { value, kind, spread: None, estimated: None, no_result: None, is_stated: false, form: Form::default() }
    }

    /// What is known of the quantity that it is; `None` for true or false.
    #[must_use]
    pub const fn as_quantity(&self) -> Option<&Quantity> {
        self.kind.as_quantity()
    }

    /// What it measures; `None` for true or false.
    #[must_use]
    pub const fn dimension(&self) -> Option<&Dimension> {
        self.kind.dimension()
    }

    /// Whether it is true or false.
    #[must_use]
    pub const fn is_condition(&self) -> bool {
        self.kind.is_condition()
    }
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

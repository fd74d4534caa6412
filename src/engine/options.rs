//! What an evaluation is told beside the model: how to sample, and when to stop.

use super::interrupt::Interrupt;
use super::sampling::Sampling;

/// How a model is evaluated. Clones share the flag that stops them.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// How uncertain results are found.
    pub sampling: Sampling,
    /// Whether to stop what is being calculated.
    pub interrupt: Interrupt,
}

impl From<Sampling> for Options {
    fn from(sampling: Sampling) -> Self {
        Self { sampling, ..Self::default() }
    }
}

//! How uncertain results are found: how many samples, and from which seed.

/// How uncertain results are found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sampling {
    /// How many samples are drawn; `None` for as many as are quick.
    pub samples: Option<usize>,
    /// What the samples start from.
    pub seed: u64,
    /// Whether to sample what has a closed form, too.
    pub always: bool,
}

/// How many samples make sense: fewer say nothing, and more would take long and a lot of memory.
pub const SAMPLES: std::ops::RangeInclusive<usize> = 100..=10_000_000;

/// How many samples a result has unless someone says so: the most where they are quick, never fewer than the least.
pub const USUAL: std::ops::RangeInclusive<usize> = 4096..=32_768;

impl Default for Sampling {
    fn default() -> Self {
        Self { samples: None, seed: 1, always: false }
    }
}

/// How many multiplications take a few milliseconds on two cores.
pub(super) const QUICK: usize = 4_000_000;

impl Sampling {
    /// How many samples to draw at first of results of which each sample costs so many multiplications: those whose ends
    /// are known well by then need no more.
    #[must_use]
    pub fn count(&self, cost: usize) -> usize {
        self.within(QUICK / 2, cost)
    }

    /// How many samples to draw in all of results whose ends are rough with [`Self::count`] of them.
    #[must_use]
    pub fn most(&self, cost: usize) -> usize {
        self.within(3 * QUICK, cost)
    }

    /// The number that was asked for, or about as many as so many multiplications allow: a power of two, so that the points
    /// of the samples are spread evenly.
    fn within(&self, multiplications: usize, cost: usize) -> usize {
        // The nearest one, be it above or below.
        let quick = (multiplications as f64 / cost.max(1) as f64 * std::f64::consts::SQRT_2).max(1.0) as usize;
        self.samples.unwrap_or_else(|| (1 << quick.ilog2()).clamp(*USUAL.start(), *USUAL.end()))
    }
}

//! Random numbers for the simulations that confirm formulas in tests: the same at every run and on every machine.
//! No simulation lives here; each is next to the formula it confirms.

/// SplitMix64: small, and more than good enough for a few hundred thousand draws.
pub(super) struct Random {
    state: u64,
}

impl Random {
    pub(super) fn new(seed: u64) -> Self {
        Self { state: seed }
    }

    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.state ^ (self.state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// From 0 up to, and without, 1.
    pub(super) fn uniform(&mut self) -> f64 {
        (self.next() >> 11) as f64 / 53_f64.exp2()
    }

    /// The time until the next event, of events at that rate.
    pub(super) fn exponential(&mut self, rate: f64) -> f64 {
        -(-self.uniform()).ln_1p() / rate
    }
}

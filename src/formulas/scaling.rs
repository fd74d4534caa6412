//! Scaling: what parallel work gains at most, and how fan-out and retries multiply what goes wrong.
//! The universal scalability law, which also knows of crosstalk, is in `usl`.

use super::Domain;
use super::domain::{at_least, not_negative, share, share_below_one, whole};
use super::types::{Count, Ratio, Typed};

formulas! {
    /// The speed-up of a task of fixed size on several processors (Amdahl).
    ///
    /// `1 / ((1 - parallel) + parallel / processors)`, where `parallel` is the share of the time on one processor that
    /// can be split.
    ///
    /// # Errors
    /// A share outside 0 to 1; fewer than 1 processor.
    ///
    /// Source: G. Amdahl, Validity of the Single Processor Approach, 1967.
    pub fn amdahl_speedup(parallel: Ratio, processors: Count) -> Result<Ratio, Domain> {
        share("parallel", parallel)?;
        at_least("processors", processors, 1.0)?;
        Ok(Ratio::from_base(1.0 / (1.0 - parallel.base() + parallel.base() / processors.base())))
    }

    /// The speed-up of a task of fixed size that no number of processors exceeds (Amdahl).
    ///
    /// `1 / (1 - parallel)`.
    ///
    /// # Errors
    /// A share below 0, or of 1 or more, which has no limit.
    ///
    /// Source: G. Amdahl, Validity of the Single Processor Approach, 1967.
    pub fn amdahl_limit(parallel: Ratio) -> Result<Ratio, Domain> {
        share_below_one("parallel", parallel)?;
        Ok(Ratio::from_base(1.0 / (1.0 - parallel.base())))
    }

    /// The speed-up of a task that grows with the number of processors (Gustafson).
    ///
    /// `(1 - parallel) + parallel * processors`, where `parallel` is the share of the time on all processors that is
    /// spent in parallel.
    ///
    /// # Errors
    /// A share outside 0 to 1; fewer than 1 processor.
    ///
    /// Source: J. Gustafson, Reevaluating Amdahl's Law, 1988.
    pub fn gustafson_speedup(parallel: Ratio, processors: Count) -> Result<Ratio, Domain> {
        share("parallel", parallel)?;
        at_least("processors", processors, 1.0)?;
        Ok(Ratio::from_base(1.0 - parallel.base() + parallel.base() * processors.base()))
    }

    /// The probability that a request is slow when it waits for the slowest of several servers.
    ///
    /// `1 - (1 - slow)^servers`, where `slow` is the probability that one server is slow, independently of the others.
    ///
    /// # Errors
    /// Servers that are not a whole number; a probability outside 0 to 1.
    ///
    /// Source: Dean and Barroso, The Tail at Scale, 2013.
    pub fn tail_at_scale(servers: Count, slow: Ratio = 0.01) -> Result<Ratio, Domain> {
        let servers = whole("servers", servers, 0.0)?;
        share("slow", slow)?;
        // `1 - (1 - p)^n` without losing a small `p`; for no servers the logarithm of 0 would not be a number.
        let slow = if servers == 0.0 { 0.0 } else { -(servers * (-slow.base()).ln_1p()).exp_m1() };
        Ok(Ratio::from_base(slow))
    }

    /// The quantile that each of several servers must meet, so that a request that waits for all of them meets its own.
    ///
    /// `quantile^(1 / servers)`, for servers that are slow independently of each other: with 100 servers, the 99th
    /// percentile of the whole is the 99.99th of each.
    ///
    /// # Errors
    /// A quantile outside 0 to 1; servers that are not a whole number of 1 or more.
    ///
    /// Source: Dean and Barroso, The Tail at Scale, 2013.
    pub fn leaf_quantile(servers: Count, quantile: Ratio = 0.99) -> Result<Ratio, Domain> {
        let servers = whole("servers", servers, 1.0)?;
        share("quantile", quantile)?;
        Ok(Ratio::from_base(quantile.base().powf(1.0 / servers)))
    }

    /// How many times a request is tried at the bottom when each of several layers retries and nothing succeeds.
    ///
    /// `(1 + retries)^layers`: the amplification of load in an outage.
    ///
    /// # Errors
    /// Negative retries; layers that are not a whole number.
    ///
    /// Source: Google, Site Reliability Engineering, chapter 22, Addressing Cascading Failures.
    pub fn retry_amplification(retries: Ratio, layers: Ratio = 1.0) -> Result<Ratio, Domain> {
        not_negative("retries", retries)?;
        let layers = whole("layers", layers, 0.0)?;
        Ok(Ratio::from_base((1.0 + retries.base()).powf(layers)))
    }

    /// How many times a request is tried on average, when each try fails with a probability.
    ///
    /// `(1 - failure^(retries + 1)) / (1 - failure)`, the sum of `failure^i` from 0 to the number of retries, for tries
    /// that fail independently; under overload they do not.
    ///
    /// # Errors
    /// A probability outside 0 to 1; retries that are not a whole number.
    ///
    /// Source: geometric series.
    pub fn average_tries(failure: Ratio, retries: Ratio) -> Result<Ratio, Domain> {
        share("failure", failure)?;
        let tries = whole("retries", retries, 0.0)? + 1.0;
        let succeeds = 1.0 - failure.base();
        let all = if succeeds == 0.0 { tries } else { -(tries * (-succeeds).ln_1p()).exp_m1() / succeeds };
        Ok(Ratio::from_base(all))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formulas::{refused, worked};

    #[test]
    fn worked_answers() {
        worked(FORMULAS, "amdahl_speedup", &[0.95, 64.0], 15.4217);
        worked(FORMULAS, "amdahl_limit", &[0.95], 20.0);
        worked(FORMULAS, "gustafson_speedup", &[0.95, 64.0], 60.85);
        worked(FORMULAS, "tail_at_scale", &[100.0, 0.01], 0.633_968);
        worked(FORMULAS, "leaf_quantile", &[100.0, 0.99], 0.9999);
        worked(FORMULAS, "retry_amplification", &[3.0, 3.0], 64.0);
        worked(FORMULAS, "average_tries", &[0.1, 3.0], 1.111);
    }

    #[test]
    fn the_ends() {
        worked(FORMULAS, "tail_at_scale", &[0.0, 1.0], 0.0);
        worked(FORMULAS, "tail_at_scale", &[3.0, 1.0], 1.0);
        worked(FORMULAS, "average_tries", &[1.0, 3.0], 4.0);
        worked(FORMULAS, "average_tries", &[0.0, 3.0], 1.0);
    }

    #[test]
    fn refusals() {
        refused(FORMULAS, "amdahl_speedup", &[0.95, 0.0], "processors");
        refused(FORMULAS, "amdahl_limit", &[1.0], "parallel");
        refused(FORMULAS, "tail_at_scale", &[100.0, 1.2], "slow");
        refused(FORMULAS, "retry_amplification", &[3.0, 1.5], "layers");
    }
}

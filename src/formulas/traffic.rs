//! Traffic: how many requests a second, on average and at the peak.

use super::Domain;
use super::types::{Count, Rate, Ratio, Time, Typed};

formulas! {
    /// The average rate at which a number of things happens.
    ///
    /// `count / period`, in things a second.
    ///
    /// Source: System Design Primer, handy conversion guide.
    pub fn average_rate(count: Count, period: Time) -> Rate {
        count / period
    }

    /// The rate at the peak, from the average and a peak factor of at least 1 (2 to 3 is typical, spiky traffic has 5 to 10).
    ///
    /// `average * factor`, in things a second.
    ///
    /// # Errors
    /// A factor below 1.
    ///
    /// Source: Alex Xu, System Design Interview, chapter 2.
    pub fn peak_rate(average: Rate, factor: Ratio = 2.0) -> Result<Rate, Domain> {
        if factor.base() < 1.0 {
            return Err(Domain::new("factor", "must be 1 or more"));
        }
        Ok(average * factor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formulas::worked;

    #[test]
    fn worked_answers() {
        worked(FORMULAS, "average_rate", &[1e9, 2.5e6], 400.0);
        worked(FORMULAS, "average_rate", &[1e9, 30.0 * 86_400.0], 385.802);
        worked(FORMULAS, "peak_rate", &[3472.22, 2.0], 6944.44);
    }
}

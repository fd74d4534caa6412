//! Estimation itself: what a 90% interval says of a lognormal quantity, and how good an estimate was.
//! How ranges are calculated with is in the engine; here are the closed forms.

use super::Domain;
use super::domain::{positive, proper_share, require};
use super::types::{Count, Ratio, Typed};

/// The width of the central 90% of a normal distribution, in standard deviations.
const NINETY_PERCENT: f64 = 3.289_707_253_902_945;

/// Refuses an interval whose ends are not positive or stand in the wrong order.
fn interval(low: Count, high: Count) -> Result<(), Domain> {
    positive("low", low)?;
    require(high.base() > low.base(), "high", "must be greater than the low end")
}

fn sigma(low: Count, high: Count) -> f64 {
    (high.base() / low.base()).ln() / NINETY_PERCENT
}

formulas! {
    /// The median of a lognormal quantity, from the ends of its 90% interval.
    ///
    /// `sqrt(low * high)`: half of all cases lie above it and half below.
    ///
    /// # Errors
    /// Ends that are not above 0, or a high end that is not above the low one.
    ///
    /// Source: properties of the lognormal distribution; J. Aitchison and J. A. C. Brown, 1957.
    pub fn lognormal_median(low: Count, high: Count) -> Result<Count, Domain> {
        interval(low, high)?;
        Ok(Count::from_base(low.base().sqrt() * high.base().sqrt()))
    }

    /// The mean of a lognormal quantity, from the ends of its 90% interval; it lies above the median.
    ///
    /// `median * exp(sigma^2 / 2)`, where `sigma` is that of `lognormal_sigma`.
    ///
    /// # Errors
    /// Ends that are not above 0, or a high end that is not above the low one.
    ///
    /// Source: properties of the lognormal distribution; J. Aitchison and J. A. C. Brown, 1957.
    pub fn lognormal_mean(low: Count, high: Count) -> Result<Count, Domain> {
        let median = lognormal_median(low, high)?;
        Ok(median * Ratio::from_base((sigma(low, high).powi(2) / 2.0).exp()))
    }

    /// The standard deviation of the logarithm of a lognormal quantity, from the ends of its 90% interval.
    ///
    /// `ln(high / low) / 3.28971`: the interval is 3.28971 standard deviations wide.
    ///
    /// # Errors
    /// Ends that are not above 0, or a high end that is not above the low one.
    ///
    /// Source: properties of the lognormal distribution; J. Aitchison and J. A. C. Brown, 1957.
    pub fn lognormal_sigma(low: Count, high: Count) -> Result<Ratio, Domain> {
        interval(low, high)?;
        Ok(Ratio::from_base(sigma(low, high)))
    }

    /// The points that an estimate earns by its power of ten: 5 for the right one, 3 and 1 for the next two, or 0.
    ///
    /// The power of ten of a number is that of its scientific notation, and the next one from a coefficient of 5 on.
    ///
    /// # Errors
    /// Numbers that are not above 0.
    ///
    /// Source: Science Olympiad, rules of Fermi Questions.
    pub fn fermi_score(estimate: Count, actual: Count) -> Result<Ratio, Domain> {
        positive("estimate", estimate)?;
        positive("actual", actual)?;
        let power = |number: f64| {
            let power = number.log10().floor();
            power + f64::from(u8::from(number / 10_f64.powf(power) >= HALF))
        };
        let [estimate, actual] = [estimate, actual].map(|number| power(number.base()));
        let points = match (estimate - actual).abs() {
            0.0 => 5.0,
            1.0 => 3.0,
            2.0 => 1.0,
            _ => 0.0,
        };
        Ok(Ratio::from_base(points))
    }

    /// The penalty of an interval estimate in powers of ten: how wide it is, and how far it misses; less is better.
    ///
    /// `log10(high / low) + (2 / alpha) * miss`, where `miss` is the distance of the actual number from the interval in
    /// powers of ten, and `alpha` the share of cases that may lie outside.
    ///
    /// # Errors
    /// Numbers that are not above 0; a high end that is not above the low one; an `alpha` that is not between 0 and 1.
    ///
    /// Source: R. L. Winkler, A decision-theoretic approach to interval estimation, 1972.
    pub fn interval_score(low: Count, high: Count, actual: Count, alpha: Ratio = 0.1) -> Result<Ratio, Domain> {
        interval(low, high)?;
        positive("actual", actual)?;
        proper_share("alpha", alpha)?;
        let [low, high, actual] = [low, high, actual].map(|number| number.base().log10());
        let miss = (low - actual).max(actual - high).max(0.0);
        Ok(Ratio::from_base(high - low + 2.0 / alpha.base() * miss))
    }
}

/// From this coefficient on a number rounds up to the next power of ten; it is 5, but for rounding.
const HALF: f64 = 5.0 - 1e-12;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formulas::{refused, worked};

    #[test]
    fn worked_answers() {
        worked(FORMULAS, "lognormal_median", &[50e6, 300e6], 1.22474e8);
        worked(FORMULAS, "lognormal_mean", &[50e6, 300e6], 1.42057e8);
        worked(FORMULAS, "lognormal_sigma", &[50e6, 300e6], 0.544_656);
        worked(FORMULAS, "fermi_score", &[4e5, 6e4], 5.0);
        worked(FORMULAS, "interval_score", &[1e4, 1e5, 5e4, 0.1], 1.0);
        worked(FORMULAS, "interval_score", &[1e4, 1e5, 2e5, 0.1], 7.02060);
    }

    #[test]
    fn points_by_powers_of_ten() {
        for (estimate, points) in
            [(6e4, 5.0), (1e5, 5.0), (4e5, 5.0), (1e4, 3.0), (9e3, 3.0), (9e2, 1.0), (9e6, 1.0), (1e8, 0.0)]
        {
            worked(FORMULAS, "fermi_score", &[estimate, 6e4], points);
        }
        worked(FORMULAS, "fermi_score", &[600.0, 1000.0], 5.0);
        worked(FORMULAS, "fermi_score", &[1e6, 6e6], 3.0);
    }

    #[test]
    fn intervals_in_order() {
        refused(FORMULAS, "lognormal_mean", &[5.0, 5.0], "high");
        refused(FORMULAS, "lognormal_sigma", &[0.0, 5.0], "low");
        refused(FORMULAS, "interval_score", &[1.0, 2.0, 1.5, 1.0], "alpha");
    }
}

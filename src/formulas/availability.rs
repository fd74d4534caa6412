//! Availability: of systems from their parts, nines and downtime, error budgets and how fast they burn.
//! Whether data survives is in `durability`.

use super::Domain;
use super::domain::{complement, not_negative, positive, require, share, share_below_one, whole};
use super::types::{Count, Ratio, Time, Typed};

/// The most components for which the sum over a binomial distribution is quick.
const MOST_COMPONENTS: f64 = 1e9;

formulas! {
    /// The availability of up to four components in series, all of which must be up.
    ///
    /// `first * second * third * fourth`, for components that fail independently.
    ///
    /// # Errors
    /// An availability outside 0 to 1.
    ///
    /// Source: System Design Primer, availability in sequence.
    pub fn serial_availability(
        first: Ratio,
        second: Ratio,
        third: Ratio = 1.0,
        fourth: Ratio = 1.0,
    ) -> Result<Ratio, Domain> {
        share("first", first)?;
        share("second", second)?;
        share("third", third)?;
        share("fourth", fourth)?;
        Ok(first * second * third * fourth)
    }

    /// The availability of up to four components in parallel, one of which must be up.
    ///
    /// `1 - (1 - first) * (1 - second) * …`, for components that fail independently. What they share, as power, a
    /// configuration or a bug, makes it less.
    ///
    /// # Errors
    /// An availability outside 0 to 1.
    ///
    /// Source: System Design Primer, availability in parallel.
    pub fn parallel_availability(
        first: Ratio,
        second: Ratio,
        third: Ratio = 0.0,
        fourth: Ratio = 0.0,
    ) -> Result<Ratio, Domain> {
        share("first", first)?;
        share("second", second)?;
        share("third", third)?;
        share("fourth", fourth)?;
        let down = [first, second, third, fourth].map(|availability| 1.0 - availability.base());
        Ok(Ratio::from_base(1.0 - down.iter().product::<f64>()))
    }

    /// The availability of a chain of components that are alike, all of which must be up.
    ///
    /// `availability^components`, for components that fail independently.
    ///
    /// # Errors
    /// An availability outside 0 to 1; components that are not a whole number.
    ///
    /// Source: System Design Primer, availability in sequence.
    pub fn chain_availability(availability: Ratio, components: Count) -> Result<Ratio, Domain> {
        share("availability", availability)?;
        let components = whole("components", components, 0.0)?;
        Ok(Ratio::from_base(availability.base().powf(components)))
    }

    /// The availability of replicas that are alike, one of which must be up.
    ///
    /// `1 - (1 - availability)^replicas`, for replicas that fail independently.
    ///
    /// # Errors
    /// An availability outside 0 to 1; replicas that are not a whole number of 1 or more.
    ///
    /// Source: System Design Primer, availability in parallel.
    pub fn redundant_availability(availability: Ratio, replicas: Count = 2.0) -> Result<Ratio, Domain> {
        share("availability", availability)?;
        let replicas = whole("replicas", replicas, 1.0)?;
        Ok(Ratio::from_base(1.0 - (1.0 - availability.base()).powf(replicas)))
    }

    /// The availability of components that are alike, `needed` of which must be up, as in a quorum.
    ///
    /// `sum(C(n, i) * a^i * (1 - a)^(n - i))` over `i` from `needed` to `n`, for `n` components of availability `a`
    /// that fail independently.
    ///
    /// # Errors
    /// An availability outside 0 to 1; components that are not a whole number, or more than 10^9; a needed number that
    /// is not whole, or larger.
    ///
    /// Source: binomial distribution.
    pub fn k_of_n_availability(availability: Ratio, needed: Count, components: Count) -> Result<Ratio, Domain> {
        share("availability", availability)?;
        let needed = whole("needed", needed, 0.0)?;
        let components = whole("components", components, 0.0)?;
        require(components <= MOST_COMPONENTS, "components", "must be at most 10^9")?;
        require(needed <= components, "needed", "must be at most the number of components")?;
        Ok(Ratio::from_base(at_least(needed, components, availability.base())))
    }

    /// The availability of a component that fails and is repaired.
    ///
    /// `mtbf / (mtbf + mttr)`, where `mtbf` is the mean time between a repair and the next failure, and `mttr` the mean
    /// time to repair.
    ///
    /// # Errors
    /// A time between failures of 0 or less; a negative time to repair.
    ///
    /// Source: renewal theory; the steady-state availability of reliability engineering.
    pub fn mtbf_availability(mtbf: Time, mttr: Time) -> Result<Ratio, Domain> {
        positive("mtbf", mtbf)?;
        not_negative("mttr", mttr)?;
        Ok(Ratio::from_base(1.0 / (1.0 + (mttr / mtbf).base())))
    }

    /// How many nines an availability has.
    ///
    /// `-log10(1 - availability)`: 3 for 99.9%, 3.3 for 99.95%.
    ///
    /// # Errors
    /// An availability below 0, or of 1 or more.
    ///
    /// Source: definition.
    pub fn number_of_nines(availability: Ratio) -> Result<Ratio, Domain> {
        share_below_one("availability", availability)?;
        // The absolute value is that of the zero that no nines are.
        Ok(Ratio::from_base((1.0 - availability.base()).log10().abs()))
    }

    /// The availability that a number of nines stands for.
    ///
    /// `1 - 10^-nines`: 99.9% for 3.
    ///
    /// # Errors
    /// A negative number of nines.
    ///
    /// Source: definition.
    pub fn availability_of_nines(nines: Ratio) -> Result<Ratio, Domain> {
        not_negative("nines", nines)?;
        Ok(Ratio::from_base(1.0 - 10_f64.powf(-nines.base())))
    }

    /// The downtime that an availability allows.
    ///
    /// `(1 - availability) * period`, in seconds, of a year of 365 days unless another period is given.
    ///
    /// # Errors
    /// An availability outside 0 to 1; a negative period.
    ///
    /// Source: System Design Primer, availability in numbers.
    pub fn allowed_downtime(availability: Ratio, period: Time = 31_536_000.0) -> Result<Time, Domain> {
        share("availability", availability)?;
        not_negative("period", period)?;
        Ok(period * complement(availability.base()))
    }

    /// How many requests may fail under an objective.
    ///
    /// `requests * (1 - objective)`, in things.
    ///
    /// # Errors
    /// An objective outside 0 to 1; a negative number of requests.
    ///
    /// Source: Google, Site Reliability Engineering, chapter 3.
    pub fn error_budget(objective: Ratio, requests: Count) -> Result<Count, Domain> {
        share("objective", objective)?;
        not_negative("requests", requests)?;
        Ok(requests * complement(objective.base()))
    }

    /// How fast errors burn an error budget: at 1, it lasts exactly as long as its period.
    ///
    /// `error_rate / (1 - objective)`, where the error rate is the share of requests that fail.
    ///
    /// # Errors
    /// An error rate outside 0 to 1; an objective below 0, or of 1 or more, which leaves no budget.
    ///
    /// Source: Google, The Site Reliability Workbook, chapter 5, Alerting on SLOs.
    pub fn burn_rate(error_rate: Ratio, objective: Ratio = 0.999) -> Result<Ratio, Domain> {
        share("error_rate", error_rate)?;
        share_below_one("objective", objective)?;
        Ok(Ratio::from_base(error_rate.base() / complement(objective.base())))
    }

    /// The share of an error budget that is burned in a window of time.
    ///
    /// `burn_rate * window / period`, of a period of 30 days unless another is given; more than 1 is overspent.
    ///
    /// # Errors
    /// A negative burn rate or window; a period of 0 or less.
    ///
    /// Source: Google, The Site Reliability Workbook, chapter 5, Alerting on SLOs.
    pub fn budget_burned(burn_rate: Ratio, window: Time, period: Time = 2_592_000.0) -> Result<Ratio, Domain> {
        not_negative("burn_rate", burn_rate)?;
        not_negative("window", window)?;
        positive("period", period)?;
        Ok(burn_rate * window / period)
    }

    /// How long a burn rate takes to burn a share of an error budget.
    ///
    /// `burned * period / burn_rate`, in seconds, of a period of 30 days unless another is given: 14.4 burns 2% in 1 h.
    ///
    /// # Errors
    /// A burn rate of 0 or less; a negative share or period.
    ///
    /// Source: Google, The Site Reliability Workbook, chapter 5, Alerting on SLOs.
    pub fn burn_time(burn_rate: Ratio, burned: Ratio = 1.0, period: Time = 2_592_000.0) -> Result<Time, Domain> {
        positive("burn_rate", burn_rate)?;
        not_negative("burned", burned)?;
        not_negative("period", period)?;
        Ok(period * burned / burn_rate)
    }
}

/// A weight too small to matter. Zero would not do: the smallest floats round back to themselves when multiplied by
/// nearly 1.
const NEGLIGIBLE: f64 = 1e-300;

/// The probability that of `n` trials with probability `p` at least `k` succeed. The weights of the numbers of
/// successes are relative to the likeliest one and followed to both sides until they vanish, some tens of standard
/// deviations away: no factorial and no logarithm is needed, and nothing overflows.
fn at_least(k: f64, n: f64, p: f64) -> f64 {
    if k == 0.0 || p == 1.0 {
        return 1.0;
    }
    let odds = p / (1.0 - p);
    let likeliest = ((n + 1.0) * p).floor().min(n);
    let (mut enough, mut too_few) = (0.0, 0.0);
    let mut add = |successes: f64, weight: f64| *(if successes >= k { &mut enough } else { &mut too_few }) += weight;
    let (mut successes, mut weight) = (likeliest, 1.0);
    while weight > NEGLIGIBLE {
        add(successes, weight);
        weight *= (n - successes) / (successes + 1.0) * odds;
        successes += 1.0;
    }
    (successes, weight) = (likeliest, 1.0);
    while successes > 0.0 && weight > NEGLIGIBLE {
        weight *= successes / (n - successes + 1.0) / odds;
        successes -= 1.0;
        add(successes, weight);
    }
    enough / (enough + too_few)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formulas::{refused, worked};

    const HOUR: f64 = 3600.0;
    const DAY: f64 = 24.0 * HOUR;

    #[test]
    fn worked_answers() {
        worked(FORMULAS, "serial_availability", &[0.999, 0.999, 1.0, 1.0], 0.998_001);
        worked(FORMULAS, "chain_availability", &[0.999, 2.0], 0.998_001);
        worked(FORMULAS, "chain_availability", &[0.999, 10.0], 0.990_045);
        worked(FORMULAS, "parallel_availability", &[0.999, 0.999, 0.0, 0.0], 0.999_999);
        worked(FORMULAS, "redundant_availability", &[0.999, 2.0], 0.999_999);
        worked(FORMULAS, "k_of_n_availability", &[0.99, 2.0, 3.0], 0.999_702);
        worked(FORMULAS, "k_of_n_availability", &[0.99, 3.0, 5.0], 0.999_990_15);
        worked(FORMULAS, "mtbf_availability", &[1000.0 * HOUR, HOUR], 0.999_001);
        worked(FORMULAS, "number_of_nines", &[0.9995], 3.30103);
        worked(FORMULAS, "availability_of_nines", &[3.0], 0.999);
        worked(FORMULAS, "error_budget", &[0.999, 1e9], 1e6);
        assert_eq!(crate::formulas::apply(FORMULAS, "error_budget", &[0.999, 1000.0]), Ok(1.0));
        worked(FORMULAS, "burn_rate", &[0.0144, 0.999], 14.4);
        worked(FORMULAS, "budget_burned", &[14.4, HOUR, 30.0 * DAY], 0.02);
        worked(FORMULAS, "burn_time", &[14.4, 0.02, 30.0 * DAY], HOUR);
    }

    #[test]
    fn downtime_of_different_years_and_months() {
        for (period, expected) in [
            (365.0 * DAY, 8.76 * HOUR),
            (365.25 * DAY, 8.766 * HOUR),
            (365.2425 * DAY, 8.76582 * HOUR),
            (30.0 * DAY, 43.0 * 60.0 + 12.0),
            (2_629_746.0, 43.0 * 60.0 + 49.746),
        ] {
            worked(FORMULAS, "allowed_downtime", &[0.999, period], expected);
        }
    }

    #[test]
    fn availabilities_near_one_keep_their_nines() {
        // A comparison of availabilities to six digits would not see these.
        let down = 1.0 - at_least(3.0, 5.0, 0.99);
        assert!((down / 9.850_6e-6 - 1.0).abs() < 1e-5, "{down}");
    }

    #[test]
    fn sums_over_many_components() {
        let half = at_least(500_000_000.0, 1e9, 0.5);
        assert!((half - 0.5).abs() < 2e-5 && half > 0.5, "{half}");
        // By symmetry, more than half of an odd number is as likely as not.
        worked(FORMULAS, "k_of_n_availability", &[0.5, 50_001.0, 100_001.0], 0.5);
        // Poisson: 1e6 components, of which 2 are up on average.
        worked(FORMULAS, "k_of_n_availability", &[2e-6, 1.0, 1e6], 0.864_665);
        worked(FORMULAS, "k_of_n_availability", &[0.0, 1.0, 3.0], 0.0);
        worked(FORMULAS, "k_of_n_availability", &[1.0, 3.0, 3.0], 1.0);
        worked(FORMULAS, "k_of_n_availability", &[0.3, 0.0, 0.0], 1.0);
        worked(FORMULAS, "k_of_n_availability", &[0.1, 4.0, 4.0], 1e-4);
    }

    #[test]
    fn refusals() {
        refused(FORMULAS, "serial_availability", &[0.9, 1.2, 1.0, 1.0], "second");
        refused(FORMULAS, "k_of_n_availability", &[0.9, 4.0, 3.0], "needed");
        refused(FORMULAS, "k_of_n_availability", &[0.9, 4.0, 1e10], "components");
        refused(FORMULAS, "number_of_nines", &[1.0], "availability");
        refused(FORMULAS, "burn_rate", &[0.1, 1.0], "objective");
        refused(FORMULAS, "burn_time", &[0.0, 1.0, 1.0], "burn_rate");
    }
}

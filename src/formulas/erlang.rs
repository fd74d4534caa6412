//! Erlang's formulas: the probability that all servers are busy, for calls that are lost (B) and that wait (C), and
//! the smallest number of servers for such a probability. Waiting times are in `queueing`.

use std::f64::consts::PI;

use super::Domain;
use super::domain::{not_negative, positive, positive_share, proper_share, require, round_up, whole};
use super::types::{Count, Ratio, Typed};

/// The largest load for which the recursion, of some fifty times its square root of steps, is quick.
pub(super) const LARGEST_LOAD: f64 = 1e8;

formulas! {
    /// The probability that a request is lost because all servers are busy (Erlang B).
    ///
    /// `(a^c / c!) / sum(a^i / i!)` over `i` from 0 to `c`, for a load of `a` erlangs on `c` servers. It holds for
    /// Poisson arrivals and any distribution of service times. The load may be larger than the number of servers.
    ///
    /// # Errors
    /// A negative load, or one beyond 10^8 erlangs; servers that are not a whole number.
    ///
    /// Source: A. K. Erlang, 1917; computed by its recursion `B(i) = a B(i-1) / (i + a B(i-1))`.
    pub fn erlang_b(load: Ratio, servers: Count) -> Result<Ratio, Domain> {
        let load = computable("load", load)?;
        let servers = whole("servers", servers, 0.0)?;
        Ok(Ratio::from_base(blocking(load, servers)))
    }
    cost 1_300

    /// The probability that a request waits because all servers are busy (Erlang C).
    ///
    /// `c B / (c - a (1 - B))`, where `B` is the probability of Erlang B for a load of `a` erlangs on `c` servers. It
    /// holds for Poisson arrivals and exponential service times, and a load below the number of servers.
    ///
    /// # Errors
    /// A negative load, or one beyond 10^8 erlangs; servers that are not a whole number, or not more than the load.
    ///
    /// Source: A. K. Erlang, 1917; L. Kleinrock, Queueing Systems, volume 1.
    pub fn erlang_c(load: Ratio, servers: Count) -> Result<Ratio, Domain> {
        let load = computable("load", load)?;
        let servers = whole("servers", servers, 0.0)?;
        require(load < servers, "load", "must be less than the number of servers, or the queue grows without end")?;
        Ok(Ratio::from_base(waiting(load, servers)))
    }
    cost 1_300

    /// The smallest number of servers that loses no more than a share of the requests (Erlang B).
    ///
    /// The smallest `c` for which `erlang_b(load, c)` is at most `blocking`.
    ///
    /// # Errors
    /// A negative load, or one beyond 10^8 erlangs; a probability that is not above 0 and at most 1.
    ///
    /// Source: A. K. Erlang, 1917; found along the recursion, since each server lowers the probability.
    pub fn erlang_b_servers(load: Ratio, blocking: Ratio = 0.01) -> Result<Count, Domain> {
        let load = computable("load", load)?;
        positive_share("blocking", blocking)?;
        Ok(Count::from_base(fewest(0.0, load, |_, blocked| blocked <= blocking.base())))
    }
    cost 2_000

    /// The smallest number of servers that lets no more than a share of the requests wait (Erlang C).
    ///
    /// The smallest `c` above the load for which `erlang_c(load, c)` is at most `waiting`.
    ///
    /// # Errors
    /// A negative load, or one beyond 10^8 erlangs; a probability that is not above 0 and at most 1.
    ///
    /// Source: A. K. Erlang, 1917; found along the recursion, since each server lowers the probability.
    pub fn erlang_c_servers(load: Ratio, waiting: Ratio = 0.05) -> Result<Count, Domain> {
        let load = computable("load", load)?;
        positive_share("waiting", waiting)?;
        let stable = load.floor() + 1.0;
        let enough = |servers: f64, blocked: f64| waiting_if(load, servers, blocked) <= waiting.base();
        Ok(Count::from_base(fewest(stable, load, enough)))
    }
    cost 2_000

    /// The number of servers by the square-root rule of staffing.
    ///
    /// `ceil(a + beta * sqrt(a))` for a load of `a` erlangs. The larger the load, the smaller the share of spare
    /// servers for the same quality; `halfin_whitt_waiting` says what probability of waiting a `beta` stands for.
    ///
    /// # Errors
    /// A negative load; a `beta` of 0 or less.
    ///
    /// Source: Halfin and Whitt, Heavy-Traffic Limits for Queues with Many Exponential Servers, 1981.
    pub fn square_root_staffing(load: Ratio, beta: Ratio) -> Result<Count, Domain> {
        not_negative("load", load)?;
        positive("beta", beta)?;
        Ok(Count::from_base(round_up(load.base() + beta.base() * load.base().sqrt())))
    }

    /// The probability that a request waits under square-root staffing.
    ///
    /// `1 / (1 + beta * Phi(beta) / phi(beta))`, with the distribution function and the density of the normal
    /// distribution: the limit of Erlang C for large loads, some percent off for loads of tens of erlangs.
    ///
    /// # Errors
    /// A `beta` of 0 or less.
    ///
    /// Source: Halfin and Whitt, Heavy-Traffic Limits for Queues with Many Exponential Servers, 1981.
    pub fn halfin_whitt_waiting(beta: Ratio) -> Result<Ratio, Domain> {
        positive("beta", beta)?;
        Ok(Ratio::from_base(halfin_whitt(beta.base())))
    }

    /// The `beta` of square-root staffing for a probability of waiting.
    ///
    /// The root of `halfin_whitt_waiting(beta) = waiting`.
    ///
    /// # Errors
    /// A probability that is not between 0 and 1.
    ///
    /// Source: Halfin and Whitt, Heavy-Traffic Limits for Queues with Many Exponential Servers, 1981; by bisection.
    pub fn halfin_whitt_beta(waiting: Ratio = 0.05) -> Result<Ratio, Domain> {
        proper_share("waiting", waiting)?;
        let (mut low, mut high) = (0.0, NEVER_WAITS);
        for _ in 0..64 {
            let middle = f64::midpoint(low, high);
            if halfin_whitt(middle) > waiting.base() { low = middle } else { high = middle }
        }
        Ok(Ratio::from_base(high))
    }
    cost 3_000
}

/// The load, if the recursion is quick enough for it.
pub(super) fn computable(parameter: &'static str, load: Ratio) -> Result<f64, Domain> {
    not_negative(parameter, load)?;
    require(load.base() <= LARGEST_LOAD, parameter, "must be at most 10^8 erlangs (servers busy on average)")?;
    Ok(load.base())
}

/// Erlang B for a load within bounds and a whole number of servers.
///
/// Each step of the recursion forgets a part of what it started with. Started ten square roots of the load below it,
/// where `1 - i / a` is a good guess, nothing of the guess is left at the load; a few tens of square roots above it the
/// probability is too small for a number. So a large load takes far fewer steps than it has servers.
fn blocking(load: f64, servers: f64) -> f64 {
    let start = start(load);
    if servers < start {
        return blocking_overloaded(load, servers);
    }
    // Not down to 0: the smallest floats round back to themselves when multiplied by nearly 1.
    let steps = recursion(load).take_while(|step| step.1 >= SMALLEST);
    let last = steps.take_while(|step| step.0 <= servers).last();
    last.map_or(0.0, |(busy, blocked)| if busy == servers { blocked } else { 0.0 })
}

/// Where the recursion starts.
fn start(load: f64) -> f64 {
    (load - 10.0 * load.sqrt()).floor().max(0.0)
}

/// Every number of servers from the start of the recursion on, with Erlang B for it.
fn recursion(load: f64) -> impl Iterator<Item = (f64, f64)> {
    let start = start(load);
    let guess = if start > 0.0 { 1.0 - start / load } else { 1.0 };
    std::iter::successors(Some((start, guess)), move |&(busy, blocked)| {
        let busy = busy + 1.0;
        Some((busy, load * blocked / (busy + load * blocked)))
    })
}

/// Erlang B far below the load: `1/B` is the sum of `c/a * (c-1)/a * …`, whose terms fall fast there.
fn blocking_overloaded(load: f64, servers: f64) -> f64 {
    let (mut sum, mut term, mut left) = (1.0, 1.0, servers);
    while left > 0.0 && term > f64::EPSILON * sum {
        term *= left / load;
        sum += term;
        left -= 1.0;
    }
    1.0 / sum
}

/// Erlang C for a load within bounds, below the whole number of servers.
pub(super) fn waiting(load: f64, servers: f64) -> f64 {
    waiting_if(load, servers, blocking(load, servers))
}

/// Erlang C from Erlang B.
fn waiting_if(load: f64, servers: f64, blocked: f64) -> f64 {
    blocked / (1.0 - load / servers * (1.0 - blocked))
}

/// The smallest whole number of servers from `low` on that is enough, as it is for good some tens of square roots above
/// the load. `enough` is told the number and Erlang B for it.
fn fewest(low: f64, load: f64, enough: impl Fn(f64, f64) -> bool) -> f64 {
    let start = start(load);
    if low < start && enough(start, blocking_overloaded(load, start)) {
        // Far below the load there are few steps to any answer: halve the range.
        let is_enough = |servers: f64| enough(servers, blocking_overloaded(load, servers));
        if is_enough(low) {
            return low;
        }
        let (mut low, mut high) = (low, start);
        while high - low > 1.0 {
            let middle = f64::midpoint(low, high).floor();
            if is_enough(middle) { high = middle } else { low = middle }
        }
        return high;
    }
    let is_enough =
        |&(servers, blocked): &(f64, f64)| servers >= low && (blocked < SMALLEST || enough(servers, blocked));
    recursion(load).find(is_enough).map_or(low, |step| step.0)
}

/// Smaller probabilities are none: their floats have few digits.
const SMALLEST: f64 = 1e-300;

/// Beyond this, the probability of waiting is too small for a number.
const NEVER_WAITS: f64 = 38.0;

/// The limit of Erlang C. `Phi / phi` is `1 / (2 phi)` plus the sum of `x^(2k+1) / (1 * 3 * … * (2k+1))`.
fn halfin_whitt(beta: f64) -> f64 {
    if beta >= NEVER_WAITS {
        return 0.0;
    }
    let square = beta * beta;
    let (mut sum, mut term, mut odd) = (0.0, beta, 1.0);
    while term > f64::EPSILON * sum {
        sum += term;
        odd += 2.0;
        term *= square / odd;
    }
    let half_over_density = (PI / 2.0).sqrt() * (square / 2.0).exp();
    1.0 / (1.0 + beta * (half_over_density + sum))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formulas::{apply, refused, worked};

    #[test]
    fn worked_answers() {
        worked(FORMULAS, "erlang_b", &[10.0, 15.0], 0.036_496_9);
        worked(FORMULAS, "erlang_b", &[100.0, 117.0], 0.009_790_07);
        worked(FORMULAS, "erlang_c", &[8.0, 10.0], 0.409_180);
        worked(FORMULAS, "erlang_c", &[40.0, 52.0], 0.045_945_8);
        worked(FORMULAS, "erlang_b_servers", &[100.0, 0.01], 117.0);
        worked(FORMULAS, "erlang_c_servers", &[40.0, 0.05], 52.0);
        worked(FORMULAS, "erlang_c_servers", &[40.0, 0.01], 57.0);
        worked(FORMULAS, "square_root_staffing", &[40.0, 1.761], 52.0);
        worked(FORMULAS, "halfin_whitt_waiting", &[1.761], 0.047_630_7);
        worked(FORMULAS, "halfin_whitt_beta", &[0.047_630_7], 1.761);
    }

    #[test]
    fn the_short_way_is_that_of_the_whole_recursion() {
        for load in [0.3_f64, 5.0, 120.0, 1000.0, 40_000.0] {
            let mut blocked = 1.0;
            for servers in 1..=60_000 {
                let servers = f64::from(servers);
                blocked = load * blocked / (servers + load * blocked);
                if blocked < 1e-299 {
                    break;
                }
                if servers % 997.0 == 0.0 || (servers - load).abs() < 3.0 || servers < 4.0 {
                    let short = blocking(load, servers);
                    assert!((short - blocked).abs() <= 1e-11 * blocked, "{load}, {servers}: {short} is not {blocked}");
                }
            }
        }
    }

    #[test]
    fn very_many_servers_follow_the_limit() {
        let (load, beta) = (1e8, 1.5);
        let servers = apply(FORMULAS, "square_root_staffing", &[load, beta]).unwrap();
        let exact = apply(FORMULAS, "erlang_c", &[load, servers]).unwrap();
        let limit = apply(FORMULAS, "halfin_whitt_waiting", &[beta]).unwrap();
        assert!((exact / limit - 1.0).abs() < 1e-3, "{exact} is not near {limit}");
    }

    #[test]
    fn the_fewest_servers_are_enough_and_one_less_is_not() {
        for load in [0.01, 1.0, 7.5, 300.0, 10_000.0] {
            for probability in [0.9, 0.2, 1e-3, 1e-9] {
                for (formula, fewest) in [("erlang_b", "erlang_b_servers"), ("erlang_c", "erlang_c_servers")] {
                    let servers = apply(FORMULAS, fewest, &[load, probability]).unwrap();
                    let met = |servers: f64| apply(FORMULAS, formula, &[load, servers]).is_ok_and(|p| p <= probability);
                    assert!(met(servers) && !met(servers - 1.0), "{fewest}({load}, {probability}) is {servers}");
                }
            }
        }
    }

    #[test]
    fn the_ends() {
        worked(FORMULAS, "erlang_b", &[5.0, 0.0], 1.0);
        worked(FORMULAS, "erlang_b", &[0.0, 0.0], 1.0);
        worked(FORMULAS, "erlang_b", &[0.0, 3.0], 0.0);
        worked(FORMULAS, "erlang_c", &[0.0, 1.0], 0.0);
        worked(FORMULAS, "erlang_c", &[3.0, 1e300], 0.0);
        worked(FORMULAS, "erlang_b_servers", &[0.0, 1.0], 0.0);
        worked(FORMULAS, "erlang_c_servers", &[0.0, 0.5], 1.0);
    }

    #[test]
    fn refusals() {
        refused(FORMULAS, "erlang_b", &[1e9, 1e9], "load");
        refused(FORMULAS, "erlang_b", &[1.0, 1.5], "servers");
        refused(FORMULAS, "erlang_c", &[10.0, 10.0], "load");
        refused(FORMULAS, "erlang_b_servers", &[10.0, 0.0], "blocking");
        refused(FORMULAS, "erlang_c_servers", &[10.0, 1.2], "waiting");
        refused(FORMULAS, "square_root_staffing", &[10.0, -1.0], "beta");
    }
}

//! Erlang's formulas: the probability that all servers are busy, for calls that are lost (B) and that wait (C), and
//! the smallest number of servers for such a probability. Waiting times are in `queueing`.

use super::Domain;
use super::domain::{not_negative, positive, positive_share, proper_share, require, round_up, whole};
use super::kernel::erlang::{blocking, fewest, halfin_whitt, halfin_whitt_beta as inverse, waiting, waiting_if};
use super::types::{Count, Ratio, Typed};

/// The largest load for which a number of servers is exact to the last one.
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
    /// Source: A. K. Erlang, 1917; computed by the recursion `1/B(i) = 1 + i/a * 1/B(i-1)`, for
    /// large loads from a series of Ramanujan's on.
    pub fn erlang_b(load: Ratio, servers: Count) -> Result<Ratio, Domain> {
        let load = computable("load", load)?;
        let servers = whole("servers", servers, 0.0)?;
        Ok(Ratio::from_base(blocking(load, servers)))
    }
    cost 250

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
    cost 250

    /// The smallest number of servers that loses no more than a share of the requests (Erlang B).
    ///
    /// The smallest `c` for which `erlang_b(load, c)` is at most `blocking`.
    ///
    /// # Errors
    /// A negative load, or one beyond 10^8 erlangs; a probability that is not above 0 and at most 1.
    ///
    /// Source: A. K. Erlang, 1917; found along its recursion, since each server lowers the probability.
    pub fn erlang_b_servers(load: Ratio, blocking: Ratio = 0.01) -> Result<Count, Domain> {
        let load = computable("load", load)?;
        positive_share("blocking", blocking)?;
        Ok(Count::from_base(fewest(0.0, load, blocking.base(), |_, blocked| blocked)))
    }
    cost 400

    /// The smallest number of servers that lets no more than a share of the requests wait (Erlang C).
    ///
    /// The smallest `c` above the load for which `erlang_c(load, c)` is at most `waiting`.
    ///
    /// # Errors
    /// A negative load, or one beyond 10^8 erlangs; a probability that is not above 0 and at most 1.
    ///
    /// Source: A. K. Erlang, 1917; found along its recursion, since each server lowers the probability.
    pub fn erlang_c_servers(load: Ratio, waiting: Ratio = 0.05) -> Result<Count, Domain> {
        let load = computable("load", load)?;
        positive_share("waiting", waiting)?;
        let stable = load.floor() + 1.0;
        let waits = |servers: f64, blocked: f64| waiting_if(load, servers, blocked);
        Ok(Count::from_base(fewest(stable, load, waiting.base(), waits)))
    }
    cost 400

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
    /// Source: Halfin and Whitt, Heavy-Traffic Limits for Queues with Many Exponential Servers, 1981; by Chandrupatla's method.
    pub fn halfin_whitt_beta(waiting: Ratio = 0.05) -> Result<Ratio, Domain> {
        proper_share("waiting", waiting)?;
        Ok(Ratio::from_base(inverse(waiting.base())))
    }
    cost 1_000
}

/// The load, if the recursion is quick enough for it.
pub(super) fn computable(parameter: &'static str, load: Ratio) -> Result<f64, Domain> {
    not_negative(parameter, load)?;
    require(load.base() <= LARGEST_LOAD, parameter, "must be at most 10^8 erlangs (servers busy on average)")?;
    Ok(load.base())
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

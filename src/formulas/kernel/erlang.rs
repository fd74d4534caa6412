//! Erlang's probabilities of blocking and of waiting, and the fewest servers for one, for loads up to hundreds of
//! millions: a number of steps that does not grow with the load.
//! All of it works on `1 / B`, which is 1 without servers and grows by `1/B(c) = 1 + c/a * 1/B(c-1)` with each.

use std::f64::consts::PI;

use super::quadrature::integral;
use super::root::root;

/// Up to this load the recursion starts without servers; beyond, at as many servers as the load, where there is a series.
const FEW: f64 = 40.0;
/// From this load on the integral is smooth enough for the quadrature.
const MANY: f64 = 2000.0;
/// So many steps of the recursion are quicker than the quadrature.
const NEAR: f64 = 150.0;
/// Beyond this `1/B` the probability is none: its float has few digits.
const LARGEST: f64 = 1e300;

/// Erlang B for a load of 0 or more and a whole number of servers.
pub(in crate::formulas) fn blocking(load: f64, servers: f64) -> f64 {
    probability(inverse(load, servers))
}

/// Erlang C for a load below the whole number of servers.
pub(in crate::formulas) fn waiting(load: f64, servers: f64) -> f64 {
    waiting_if(load, servers, blocking(load, servers))
}

/// Erlang C from Erlang B.
pub(in crate::formulas) fn waiting_if(load: f64, servers: f64, blocked: f64) -> f64 {
    blocked / (1.0 - load / servers * (1.0 - blocked))
}

fn probability(inverse: f64) -> f64 {
    if inverse > LARGEST { 0.0 } else { 1.0 / inverse }
}

/// `1 / B`; anything beyond [`LARGEST`] where it is larger than that.
fn inverse(load: f64, servers: f64) -> f64 {
    if load < FEW {
        return steps(load, 0.0, 1.0, servers);
    }
    let whole = load.floor();
    if load > MANY && (servers - whole).abs() > NEAR {
        return quadrature(load, servers);
    }
    if servers >= whole {
        return steps(load, whole, at_load(load, whole), servers);
    }
    // The sum of c/a * (c-1)/a * …, whose terms fall fast below the load.
    let (mut sum, mut term, mut left) = (1.0, 1.0, servers);
    while left > 0.0 && term > f64::EPSILON * sum / 4.0 {
        term *= left / load;
        sum += term;
        left -= 1.0;
    }
    sum
}

/// The recursion from a number of servers up to a larger one.
fn steps(load: f64, from: f64, inverse: f64, servers: f64) -> f64 {
    let (mut busy, mut inverse) = (from, inverse);
    let each = 1.0 / load;
    while busy < servers && inverse <= LARGEST {
        busy += 1.0;
        inverse = 1.0 + if each.is_finite() { busy * each } else { busy / load } * inverse;
    }
    inverse
}

/// `1 / B` with as many servers as the load has whole erlangs: for a load that is whole, half of `e^n n! / n^n` and a
/// series of Ramanujan's; from there to the load itself by the power series of its differential equation in the load,
/// `y' = (1 - n/a) y - 1`.
///
/// Source: S. Ramanujan, 1911; D. E. Knuth, The Art of Computer Programming, volume 1, 1.2.11.3.
fn at_load(load: f64, whole: f64) -> f64 {
    const THETA: [f64; 7] = [
        1.0 / 3.0,
        4.0 / 135.0,
        -8.0 / 2835.0,
        -16.0 / 8505.0,
        8992.0 / 12_629_925.0,
        334_144.0 / 492_567_075.0,
        -698_752.0 / 1_477_701_225.0,
    ];
    const STIRLING: [f64; 4] = [1.0 / 12.0, -1.0 / 360.0, 1.0 / 1260.0, -1.0 / 1680.0];
    /// Terms of the power series: each is smaller by the root of the load or more.
    const TERMS: u32 = 16;
    let step = 1.0 / whole;
    let stirling = STIRLING.iter().rev().fold(0.0, |sum, term| sum * step * step + term) * step;
    let theta = THETA.iter().rev().fold(0.0, |sum, term| sum * step + term);
    let at_whole = 1.0 + (PI * whole / 2.0).sqrt() * stirling.exp() - theta;
    let beyond = load - whole;
    let (mut before, mut term) = (at_whole, -1.0);
    let (mut sum, mut power) = (at_whole - beyond, beyond);
    for order in 1..TERMS {
        let order = f64::from(order);
        // The equation has 1 on its right beside the first power.
        let next = (before - f64::from(u8::from(order == 1.0)) - order * term) * step / (order + 1.0);
        (before, term) = (term, next);
        power *= beyond;
        sum += term * power;
        if (term * power).abs() < f64::EPSILON / 8.0 * sum {
            break;
        }
    }
    sum
}

/// `1 / B` as an integral, `a` times that of `e^(-a v) (1 + v)^c` over all `v` above 0, around the top of its bell.
/// The number of servers need not be whole.
fn quadrature(load: f64, servers: f64) -> f64 {
    /// So many standard deviations from its top a bell curve is none.
    const REACH: f64 = 9.0;
    /// Half of the square of that, and a little for what falls more slowly.
    const DEPTH: f64 = 48.0;
    let spread = servers.sqrt() / load;
    if servers > load {
        let top = (servers - load) / load;
        let height = servers * top.ln_1p() - (servers - load);
        let (from, to) = ((top - REACH * spread).max(0.0), top + 1.15 * REACH * spread);
        let bell = integral(from, to, |v| (servers * log_less((v - top) / (1.0 + top))).exp());
        return load * bell * height.exp();
    }
    let slope = load - servers;
    // Where `slope * v + servers * v^2 / 2` is as deep as that.
    let to = 2.0 * DEPTH / (slope + (slope * slope + 2.0 * servers * DEPTH).sqrt());
    load * integral(0.0, to, |v| (servers * log_less(v) - slope * v).exp())
}

/// `ln(1 + x) - x`, to rounding where `x` is small.
fn log_less(x: f64) -> f64 {
    if x.abs() > 0.4 {
        return x.ln_1p() - x;
    }
    let part = x / (2.0 + x);
    let square = part * part;
    let odd = (0..12).rev().fold(0.0, |sum, term| sum * square + 1.0 / f64::from(2 * term + 3));
    2.0 * part * square * odd - x * part
}

/// The smallest whole number of servers from `low` on for which `value`, that is told the number and Erlang B for it and
/// falls with each server, is `target` or less.
pub(in crate::formulas) fn fewest(low: f64, load: f64, target: f64, value: impl Fn(f64, f64) -> f64) -> f64 {
    let is_enough = |servers: f64, inverse: f64| servers >= low && value(servers, probability(inverse)) <= target;
    let (mut busy, mut inverted) = if load < FEW { (0.0, 1.0) } else { (load.floor(), at_load(load, load.floor())) };
    if busy >= low && is_enough(busy, inverted) {
        // Far below the load: halve the range.
        let (mut low, mut high) = (low - 1.0, busy);
        while high - low > 1.0 {
            let middle = f64::midpoint(low, high).floor();
            if value(middle, blocking(load, middle)) <= target { high = middle } else { low = middle }
        }
        return high;
    }
    let each = 1.0 / load;
    for _ in 0..NEAR as u32 {
        busy += 1.0;
        inverted = 1.0 + if each.is_finite() { busy * each } else { busy / load } * inverted;
        if inverted > LARGEST && busy >= low || is_enough(busy, inverted) {
            return busy;
        }
    }
    if load <= MANY {
        loop {
            busy += 1.0;
            inverted = 1.0 + busy * each * inverted;
            if inverted > LARGEST || is_enough(busy, inverted) {
                return busy;
            }
        }
    }
    // Far above a large load: the logarithm is nearly straight.
    let excess =
        |servers: f64| (value(servers, probability(quadrature(load, servers))) / target).max(1.0 / LARGEST).ln();
    let nearly = root(busy.max(low), load + 40.0 * load.sqrt(), 0.1, excess).round();
    let is_enough = |servers: f64| value(servers, blocking(load, servers)) <= target;
    let mut servers = nearly.max(busy);
    while servers > busy && is_enough(servers - 1.0) {
        servers -= 1.0;
    }
    while !is_enough(servers) {
        servers += 1.0;
    }
    servers
}

/// Beyond this, the probability of waiting is too small for a number.
const NEVER_WAITS: f64 = 38.0;

/// The limit of Erlang C for large loads with `beta` square roots of the load to spare.
pub(in crate::formulas) fn halfin_whitt(beta: f64) -> f64 {
    if beta >= NEVER_WAITS { 0.0 } else { 1.0 / (1.0 + beta * mills(beta)) }
}

/// The distribution function of the normal distribution over its density: `1 / (2 phi)` plus the sum of
/// `x^(2k+1) / (1 * 3 * … * (2k+1))`.
fn mills(beta: f64) -> f64 {
    let square = beta * beta;
    let (mut sum, mut term, mut odd) = (0.0, beta, 1.0);
    while term > f64::EPSILON * sum {
        sum += term;
        odd += 2.0;
        term *= square / odd;
    }
    (PI / 2.0).sqrt() * (square / 2.0).exp() + sum
}

/// The `beta` for which [`halfin_whitt`] is a probability between 0 and 1.
pub(in crate::formulas) fn halfin_whitt_beta(waiting: f64) -> f64 {
    // The odds fall from infinity to nothing, and their logarithm is nearly straight.
    let odds = ((1.0 - waiting) / waiting).ln();
    // The probability is no more than `e^(-beta^2 / 2)`.
    let most = (-2.0 * waiting.ln()).sqrt().min(NEVER_WAITS) + f64::EPSILON;
    root(0.0, most, 0.0, |beta| (beta * mills(beta)).max(1.0 / LARGEST).ln() - odds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_short_way_is_that_of_the_whole_recursion() {
        for load in [0.3_f64, 5.0, 39.9, 40.0, 40.999, 120.0, 777.7, 1000.0, 2001.5, 40_000.0, 123_456.789] {
            let mut inverse = 1.0;
            for servers in 1..=160_000 {
                let servers = f64::from(servers);
                inverse = 1.0 + servers / load * inverse;
                if inverse > 1e299 {
                    break;
                }
                let distance = (servers - load) / load.sqrt();
                if servers % 997.0 == 0.0 || (servers % 7.0 == 0.0 && distance.abs() < 8.0) || servers < 4.0 {
                    let short = super::inverse(load, servers);
                    assert!((short / inverse - 1.0).abs() <= 2e-12, "{load}, {servers}: {short} is not {inverse}");
                    if distance.abs() < 8.0 {
                        assert!(
                            (short / inverse - 1.0).abs() <= 1e-13 * (1.0 + load.sqrt() / 50.0),
                            "{load}, {servers}"
                        );
                    }
                }
            }
        }
    }

    /// The fewest servers by going through all of them.
    #[test]
    fn the_fewest_servers_are_those_of_the_whole_recursion() {
        for load in [0.01_f64, 1.0, 7.5, 39.0, 41.0, 300.0, 1999.0, 2001.0, 30_000.0] {
            for target in [0.9, 0.5, 0.2, 0.01, 1e-3, 1e-9, 1e-40] {
                let (mut servers, mut inverse) = (0.0, 1.0);
                while 1.0 / inverse > target {
                    servers += 1.0;
                    inverse = 1.0 + servers / load * inverse;
                }
                assert_eq!(fewest(0.0, load, target, |_, blocked| blocked), servers, "{load}, {target}");
            }
        }
    }

    #[test]
    fn the_limit_and_its_inverse() {
        for waiting in [1e-300, 1e-9, 0.01, 0.3, 0.5, 0.9, 1.0 - 1e-9] {
            let beta = halfin_whitt_beta(waiting);
            assert!((halfin_whitt(beta) / waiting - 1.0).abs() < 1e-12, "{waiting}: {beta}");
        }
    }
}

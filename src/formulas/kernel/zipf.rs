//! Sums over Zipf's law, where item `i` is asked for in proportion to `i^-s`: generalized harmonic numbers.
//! A few terms are summed, the rest is the Euler-Maclaurin formula, for any number of items.

use std::f64::consts::LN_2;

/// The largest exponent that the sums here are made for.
pub(in crate::formulas) const LARGEST_EXPONENT: f64 = 10.0;

/// So many terms are summed; from there on the formula is exact to rounding.
const SUMMED: usize = 10;

/// The generalized harmonic number `1 + 2^-s + … + n^-s`, linear between whole `n`.
pub(in crate::formulas) fn harmonic(n: f64, s: f64) -> f64 {
    let [sum] = harmonics([n], s);
    sum
}

/// Those of several numbers, which have the first terms in common.
pub(in crate::formulas) fn harmonics<const N: usize>(numbers: [f64; N], s: f64) -> [f64; N] {
    let powers = first_powers(s);
    numbers.map(|n| {
        let whole = n.floor();
        let partial = if n > whole { (n - whole) * (whole + 1.0).powf(-s) } else { 0.0 };
        if whole < SUMMED as f64 {
            return partial + powers[..whole as usize].iter().sum::<f64>();
        }
        let first: f64 = powers[..SUMMED - 1].iter().sum();
        partial + first + euler_maclaurin(SUMMED as f64, powers[SUMMED - 1], whole, s)
    })
}

/// `1, 2^-s, … 10^-s`: of products of smaller numbers only the product.
fn first_powers(s: f64) -> [f64; SUMMED] {
    /// The logarithms of 2, 3, 5 and 7.
    const LOGARITHMS: [f64; 4] = [LN_2, 1.098_612_288_668_109_8, 1.609_437_912_434_100_3, 1.945_910_149_055_313_2];
    let [two, three, five, seven] = LOGARITHMS.map(|logarithm| (-s * logarithm).exp());
    let four = two * two;
    [1.0, two, three, four, five, two * three, seven, four * two, three * three, two * five]
}

/// `1, 2^-s, … n^-s`, likewise.
pub(super) fn powers(n: usize, s: f64) -> Vec<f64> {
    let mut powers = vec![0.0; n];
    for number in 1..=n {
        let divisor = [2, 3, 5, 7, 11, 13].into_iter().find(|&prime| prime < number && number % prime == 0);
        powers[number - 1] = match divisor {
            Some(prime) => powers[prime - 1] * powers[number / prime - 1],
            None => (number as f64).powf(-s),
        };
    }
    powers
}

/// `a^-s + … + b^-s` by the Euler-Maclaurin formula up to the thirteenth derivative.
fn euler_maclaurin(a: f64, power_a: f64, b: f64, s: f64) -> f64 {
    /// Bernoulli numbers over factorials: `B(2k) / (2k)!`.
    const WEIGHTS: [f64; 7] = [
        1.0 / 12.0,
        -1.0 / 720.0,
        1.0 / 30_240.0,
        -1.0 / 1_209_600.0,
        1.0 / 47_900_160.0,
        -691.0 / 1_307_674_368_000.0,
        1.0 / 74_724_249_600.0,
    ];
    let power_b = b.powf(-s);
    // The integral of x^-s is a logarithm for s = 1, and near it a difference that would cancel.
    let (stretch, rest) = ((b / a).ln(), 1.0 - s);
    let integral = a * power_a * if rest == 0.0 { stretch } else { (rest * stretch).exp_m1() / rest };
    let corrections = |x: f64, power: f64| {
        let square = 1.0 / (x * x);
        let (mut derivative, mut order, mut sum) = (s / x, s, 0.0);
        for weight in WEIGHTS {
            sum += weight * derivative;
            derivative *= (order + 1.0) * (order + 2.0) * square;
            order += 2.0;
        }
        sum * power
    };
    integral + f64::midpoint(power_a, power_b) + corrections(a, power_a) - corrections(b, power_b)
}

/// The exponent with which the first `cached` of all items have a share `hits` of the requests, between 0 and the
/// largest; the share grows with it.
pub(in crate::formulas) fn exponent(items: f64, cached: f64, hits: f64) -> f64 {
    let excess = |s: f64| {
        let [some, all] = harmonics([cached, items], s);
        some / all - hits
    };
    super::root::root(0.0, LARGEST_EXPONENT, 0.0, excess)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(found: f64, expected: f64, within: f64) {
        assert!((found / expected - 1.0).abs() < within, "{found} is not {expected}");
    }

    #[test]
    fn harmonic_numbers_are_the_sums() {
        for s in [0.0, 0.3, 0.999_999_999, 1.0, 1.000_001, 2.0, 5.5, 10.0] {
            for n in [1_u32, 9, 10, 11, 31, 32, 33, 1000] {
                let sum: f64 = (1..=n).rev().map(|term| f64::from(term).powf(-s)).sum();
                close(harmonic(f64::from(n), s), sum, 1e-14);
            }
        }
    }

    #[test]
    fn harmonic_numbers_of_very_many() {
        const EULER: f64 = 0.577_215_664_901_532_9;
        close(harmonic(1e12, 1.0), 1e12_f64.ln() + EULER + 0.5e-12, 1e-14);
        close(harmonic(1e300, 2.0), std::f64::consts::PI.powi(2) / 6.0, 1e-14);
        close(harmonic(1e300, 0.0), 1e300, 1e-12);
        close(harmonic(2.5, 1.0), 1.5 + 0.5 / 3.0, 1e-15);
    }

    #[test]
    fn exponents_give_back_their_share() {
        for s in [0.1, 0.8, 1.0, 2.0] {
            let hits = harmonic(2e5, s) / harmonic(1e6, s);
            close(exponent(1e6, 2e5, hits), s, 1e-12);
        }
    }
}

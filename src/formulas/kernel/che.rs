//! Che's approximation of an LRU cache under Zipf's law: an item is in the cache if it was asked for in the last `T`
//! requests, where `T` is such that the sum of `1 - e^(-p T)` over all items is the size of the cache.
//! The first items are summed, all others are an integral with the corrections of Euler and Maclaurin: the same few
//! hundred operations for any number of items.

use std::cell::{OnceCell, RefCell};
use std::f64::consts::LN_2;

use super::edge::{Edge, Presence};
use super::zipf::{harmonics, powers};

/// The share of requests that a cache of `cached` among `items` items answers, where item `i` is asked for in proportion
/// to `i^-s`.
pub(in crate::formulas) fn lru_hit_ratio(items: f64, cached: f64, s: f64) -> f64 {
    if cached >= items {
        return 1.0;
    }
    if cached <= 0.0 {
        return 0.0;
    }
    let items = items.round();
    if s < FLAT {
        return (cached / items).min(1.0);
    }
    RECENT.with_borrow_mut(|recent| {
        let key = (items.to_bits(), s.to_bits());
        let mixed = (key.0 ^ key.1.rotate_left(32)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let place = (mixed >> 32) as usize % KEPT;
        if recent.len() < KEPT {
            recent.resize_with(KEPT, || None);
        }
        let is_known = recent[place].as_ref().is_some_and(|known| (known.count.to_bits(), known.s.to_bits()) == key);
        let law = if is_known { recent[place].take() } else { None };
        let law = law.unwrap_or_else(|| Items::new(items, s));
        let hits = (law.fill(cached).asked / law.total).min(1.0);
        recent[place] = Some(law);
        hits
    })
}

/// How many laws are kept: caches of several sizes are often asked for with the same items, a thousand cases at a time.
const KEPT: usize = 2048;

thread_local! {
    /// The laws of recent calls: what is known of them is the same for every size of the cache.
    static RECENT: RefCell<Vec<Option<Items>>> = const { RefCell::new(Vec::new()) };
}

/// With an exponent below, all items are alike.
const FLAT: f64 = 1e-9;
/// Beyond, `e^-z` is nothing beside 1.
pub(super) const SURE: f64 = 40.0;
/// How many terms the polynomial of `1 - e^-z` has.
const TERMS: usize = 15;

/// What is in a cache after a time.
#[derive(Debug, Clone, Copy)]
struct Cache {
    /// The sum of `1 - e^-z` over all items, where `z` is how often an item was asked for on average.
    count: f64,
    /// The sum of `i^-s (1 - e^-z)`: the part of the requests that finds its item there, before it is divided by the sum
    /// of `i^-s`.
    asked: f64,
    /// The sum of `i^-s e^-z`: the other part, and by how much the count grows with the time.
    rest: f64,
}

/// Items that are asked for by Zipf's law.
struct Items {
    count: f64,
    s: f64,
    /// The sum of `i^-s`.
    total: f64,
    /// How many items are summed, and the sum of `i^-s` over them.
    head: (u32, f64),
    /// The ranks that are an integral; none if all are summed.
    tail: Option<Tail>,
    /// `i^-s` of the first items, once it is needed.
    popularities: OnceCell<Vec<f64>>,
    /// `i^-s` of the last item, and its logarithm.
    least: (f64, f64),
}

/// What is known of the ranks that are an integral, whatever the time.
struct Tail {
    /// The first of these ranks.
    first: f64,
    /// `i^-s` there.
    popularity: f64,
    /// By how much the first of these items is more popular than the last, and the logarithm of that.
    most: (f64, f64),
    /// The integral of `t^-p` from 1 to `most`, for `p = 1 / s`.
    whole: f64,
    /// That of `t^-p e^(-SPLIT t)` over all `t` above 1.
    beyond_split: f64,
    series: Series,
}

impl Items {
    fn new(count: f64, s: f64) -> Self {
        /// The corrections are exact from a rank on that is larger for steeper laws.
        const HEAD: f64 = 12.0;
        const STEEP: f64 = 12.0;
        let first = (HEAD + STEEP * s).floor();
        let summed = if count <= 2.0 * first { count } else { first - 1.0 };
        let power = |rank: f64| {
            let logarithm = -s * rank.ln();
            (logarithm.exp(), logarithm)
        };
        let least = power(count);
        let tail = (count > summed).then(|| {
            let p = 1.0 / s;
            let popularity = power(first);
            let stretch = popularity.1 - least.1;
            Tail {
                first,
                popularity: popularity.0,
                most: (stretch.exp(), stretch),
                whole: power_integral(1.0 - p, stretch),
                beyond_split: exponential_integral(p, SPLIT) * (-SPLIT).exp(),
                series: Series::new(p),
            }
        });
        let [head, total] = harmonics([summed, count], s);
        let head = (summed as u32, head);
        Self { count, s, total, head, popularities: OnceCell::new(), tail, least }
    }

    /// The cache after the time in which the first item is asked for `time` times, of which `at` is the logarithm.
    fn after(&self, time: f64, at: f64) -> Cache {
        let (summed, popularities) = self.head;
        let (mut count, mut asked, mut rest) = (0.0, 0.0, 0.0);
        if self.tail.as_ref().is_some_and(|tail| tail.popularity * time > SURE) {
            // All of the first items are there.
            (count, asked) = (f64::from(summed), popularities);
        } else {
            for &popularity in self.popularities.get_or_init(|| powers(summed as usize, self.s)) {
                let often = Presence::new(popularity * time);
                count += often.present;
                asked += popularity * often.present;
                rest += popularity * often.left;
            }
        }
        let Some(tail) = &self.tail else { return Cache { count, asked, rest } };
        let least = self.least.0;
        let (early, late) = (Presence::new(tail.popularity * time), Presence::new(least * time));
        let integral = Integral::new(self, tail, at, &early, &late);
        // Ranks are measured by the last one, popularities by the least.
        count += self.count * integral.present;
        asked += self.count * least * integral.asked;
        rest += self.count * least * integral.rest;
        let from = Edge::new(tail.first, &early, self.s);
        let to = Edge::new(self.count, &late, self.s);
        let ends = (f64::midpoint(from.rest, to.rest) + to.rest_slope - from.rest_slope) / time;
        Cache {
            count: count + f64::midpoint(from.present, to.present) + to.slope - from.slope,
            asked: asked + (f64::midpoint(from.asked, to.asked) + to.asked_slope - from.asked_slope) / time,
            rest: rest + ends,
        }
    }

    /// The full cache: the logarithm of the time at which the logarithm of `-ln(1 - count / items)`, which is nearly
    /// straight, is what it must be. Newton's step first, then the inverse cubic through two points and their slopes; and
    /// bisection where these leave the range.
    fn fill(&self, cached: f64) -> Cache {
        const CLOSE: f64 = 1e-13;
        /// The error of the cubic is a small part of its last term.
        const CUBIC: f64 = 1e-11;
        /// The error of Newton's step goes with the square of one.
        const NEWTON: f64 = 3e-7;
        /// The logarithm of 50.
        const FIFTY: f64 = 3.912_023_005_428_146;
        let emptiness = |count: f64| -(-(count / self.count).min(1.0 - f64::EPSILON)).ln_1p();
        let full = emptiness(cached);
        let wanted = full.ln();
        // No request brings more than one item into the cache; an item that is asked for fifty times is there.
        let (mut low, mut high) = ((cached / self.total).ln() - 0.1, FIFTY - self.least.1);
        high = high.max(low);
        let mut at = self.guess(cached, (full, wanted)).clamp(low, high);
        let mut time = at.exp();
        let mut cache = self.after(time, at);
        let mut before: Option<(f64, f64, f64)> = None;
        for _ in 0..100 {
            if cache.count < cached {
                low = at;
            } else {
                high = at;
            }
            let left = (self.count - cache.count).max(f64::EPSILON * self.count);
            let empty = emptiness(cache.count);
            let off = empty.ln() - wanted;
            let by_off = left * empty / (time * cache.rest);
            let newton = -off * by_off;
            let (step, is_last) = match before {
                Some((at_before, off_before, by_before)) if off != off_before => {
                    let apart = off - off_before;
                    let chord = (at - at_before) / apart;
                    let (second, first) = ((by_off - chord) / apart, (chord - by_before) / apart);
                    let cubic = -off * off * off_before * (second - first) / apart;
                    (newton + off * off * second + cubic, cubic.abs() < CUBIC)
                }
                _ => (newton, false),
            };
            let is_small = is_last || step.abs() < NEWTON;
            let is_inside = at + step > low && at + step < high;
            before = Some((at, off, by_off));
            at = if is_inside || is_small { at + step } else { f64::midpoint(low, high) };
            time = at.exp();
            cache = self.after(time, at);
            if is_small || high - low < CLOSE {
                break;
            }
        }
        cache
    }

    /// About the logarithm of how often the first item is asked for until the cache is full: what is asked for once or more
    /// is there, and of all else as many as it is asked for. `full` is how often each is asked for if all are alike, with
    /// the logarithm of that.
    fn guess(&self, cached: f64, full: (f64, f64)) -> f64 {
        let alike = full.1 - self.least.1;
        if self.s < 0.7 {
            return alike + (-self.s / (1.0 + full.0)).ln_1p();
        }
        let (size, cached, rest) = (-self.least.1 / self.s, cached.ln(), 1.0 - self.s);
        let mut rank = (cached - LN_2).max(-LN_2);
        for _ in 0..3 {
            let stretch = (size - rank).max(0.0);
            let others = stretch * exp_m1_over(rest * stretch);
            rank += (cached - rank - others.ln_1p()) * 0.8;
        }
        (self.s * rank + 0.08 + 0.36 * full.0).min(alike)
    }
}

/// Integrals over the ranks from the first of the tail to the last, with the last as the unit of rank and its popularity
/// as that of popularity: of `1 - e^-z`, and of the same times the popularity.
struct Integral {
    present: f64,
    asked: f64,
    rest: f64,
}

impl Integral {
    /// By how often the first and the last item are asked for until the time of which `at` is the logarithm.
    ///
    /// In `t = z / late`, which runs from 1 to `early / late`, both are made of the integral of `t^-p e^(-late t)` with
    /// `p = 1 / s`: a generalized exponential integral. Below a `z` it is a series, above a continued fraction.
    fn new(items: &Items, tail: &Tail, at: f64, early: &Presence, late: &Presence) -> Self {
        let p = 1.0 / items.s;
        // `most^-p` is the rank of the first item by that of the last.
        let first = tail.first / items.count;
        let beyond = |power: f64| {
            if early.often > SURE { 0.0 } else { power * exponential_integral(p, early.often) * early.left }
        };
        let (left, asked);
        if late.often >= SPLIT {
            left = exponential_integral(p, late.often) * late.left - beyond(first * tail.most.0);
            asked = tail.whole - left;
        } else if early.often <= SPLIT {
            asked = tail.series.asked(late.often, early.often, first * tail.most.0, tail.most.1);
            left = tail.whole - asked;
        } else {
            // From the last item to where one is asked for `SPLIT` times, and from there to the first.
            let near = LN_2 - items.least.1 - at;
            let far = tail.most.1 - near;
            let power = ((1.0 - p) * near).exp();
            let of_near = tail.series.asked(late.often, SPLIT, power, near);
            let of_far = power * tail.beyond_split - beyond(first * tail.most.0);
            left = power_term(1.0 - p, near, power, 1.0) - of_near + of_far;
            asked = of_near + power * power_integral(1.0 - p, far) - of_far;
        }
        // By parts.
        Self { present: late.present - first * early.present + late.often * left, asked: p * asked, rest: p * left }
    }
}

/// Below this `z` integrals are a series.
const SPLIT: f64 = 2.0;

/// The integral of `t^-p (1 - e^(-z t))` from 1 on, as far as `z t` is [`SPLIT`] at most: term by term of a polynomial.
struct Series {
    p: f64,
    /// The factors of the polynomial by the exponents of their integrals, and the sum of that for [`SPLIT`].
    factors: [f64; TERMS],
    at_split: f64,
    /// Over so short a stretch, by its logarithm, a term is a difference that would cancel.
    short: f64,
}

impl Series {
    fn new(p: f64) -> Self {
        let (mut factors, mut least, mut exponent) = (FACTORS, f64::INFINITY, 1.0 - p);
        for factor in &mut factors {
            exponent += 1.0;
            *factor /= exponent;
            least = least.min(exponent.abs());
        }
        Self { p, factors, at_split: polynomial(&factors, SPLIT), short: CANCELS / least }
    }

    /// From where an item is asked for `from` times to where one is `to` times, over a stretch by the logarithm; `power` is
    /// `e^((1 - p) stretch)`.
    fn asked(&self, from: f64, to: f64, power: f64, stretch: f64) -> f64 {
        if stretch > self.short {
            let at_end = if to == SPLIT { self.at_split } else { polynomial(&self.factors, to) };
            return power * at_end - polynomial(&self.factors, from);
        }
        let (mut asked, mut far, mut near, mut exponent) = (0.0, power, 1.0, 1.0 - self.p);
        for factor in FACTORS {
            exponent += 1.0;
            far *= to;
            near *= from;
            asked += factor * power_term(exponent, stretch, far, near);
            if (factor * far).abs() < 1e-18 * asked.abs() {
                break;
            }
        }
        asked
    }
}

/// The sum of the factors times `z`, `z^2`, …, for `z` up to [`SPLIT`].
fn polynomial(factors: &[f64; TERMS], z: f64) -> f64 {
    let (mut sum, mut power) = (0.0, 1.0);
    for factor in factors {
        power *= z;
        let term = factor * power;
        sum += term;
        if term.abs() < 1e-18 * sum.abs() {
            break;
        }
    }
    sum
}

/// `1 - e^-z` for `z` up to [`SPLIT`], as a polynomial without a constant term: with ten terms fewer than the power series,
/// and within 3e-18 of it for each `z`, by interpolation of `(1 - e^-z) / z` at Chebyshev's points.
const FACTORS: [f64; TERMS] = [
    1.0,
    -0.499_999_999_999_999_7,
    0.166_666_666_666_656_36,
    -0.041_666_666_666_514_37,
    0.008_333_333_332_153_96,
    -0.001_388_888_883_382_239_1,
    0.000_198_412_681_606_707,
    -2.480_155_206_603_379_3e-5,
    2.755_679_591_959_093e-6,
    -2.755_171_879_681_936e-7,
    2.500_866_008_225_309e-8,
    -2.063_359_957_203_820_6e-9,
    1.509_430_536_148_703_7e-10,
    -8.848_283_513_485_567e-12,
    3.041_339_856_246_936_7e-13,
];

/// With a smaller exponent over a stretch a difference of powers loses digits.
const CANCELS: f64 = 0.3;

/// `(far - near) / exponent`, where `far` is `near` times `e^(exponent stretch)`.
fn power_term(exponent: f64, stretch: f64, far: f64, near: f64) -> f64 {
    let growth = exponent * stretch;
    if growth.abs() < CANCELS { near * stretch * exp_m1_over(growth) } else { (far - near) / exponent }
}

/// The integral of `t^(exponent - 1)` from 1 to `e^stretch`.
fn power_integral(exponent: f64, stretch: f64) -> f64 {
    stretch * exp_m1_over(exponent * stretch)
}

fn exp_m1_over(x: f64) -> f64 {
    if x == 0.0 { 1.0 } else { x.exp_m1() / x }
}

/// The integral of `t^-p e^(-z (t - 1))` over all `t` above 1, for `z` of [`SPLIT`] and more: the continued fraction, by
/// the recurrence of its numerators and denominators.
///
/// Source: Abramowitz and Stegun, 5.1.22.
fn exponential_integral(p: f64, z: f64) -> f64 {
    /// Beyond this, numerators and denominators are scaled down.
    const LARGE: f64 = 1e100;
    let mut added = z + p;
    let (mut above, mut below) = ((0.0, 1.0), (1.0, added));
    let (mut step, mut fraction) = (0.0, 1.0 / added);
    loop {
        for _ in 0..4 {
            step += 1.0;
            added += 2.0;
            let factor = step * (p + step - 1.0);
            above = (above.1, added * above.1 - factor * above.0);
            below = (below.1, added * below.1 - factor * below.0);
        }
        let next = above.1 / below.1;
        if (next - fraction).abs() <= f64::EPSILON * next || step > 400.0 {
            return next;
        }
        fraction = next;
        if below.1 > LARGE {
            let scale = 1.0 / below.1;
            above = (above.0 * scale, above.1 * scale);
            below = (below.0 * scale, 1.0);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(found: f64, expected: f64, within: f64) {
        assert!((found / expected - 1.0).abs() < within, "{found} is not {expected}");
    }

    /// Item by item.
    fn directly(items: u32, s: f64, time: f64) -> (f64, f64) {
        (1..=items).rev().fold((0.0, 0.0), |(count, asked), rank| {
            let popularity = f64::from(rank).powf(-s);
            let present = -(-popularity * time).exp_m1();
            (count + present, asked + popularity * present)
        })
    }

    #[test]
    fn the_polynomial_is_the_exponential() {
        for step in 1..=200 {
            let z = SPLIT * f64::from(step) / 200.0;
            let polynomial = FACTORS.iter().rev().fold(0.0, |sum, factor| (sum + factor) * z);
            close(polynomial, -(-z).exp_m1(), 1e-15);
        }
    }

    #[test]
    fn the_integral_is_the_sum() {
        for s in [1e-6, 0.1, 1.0 / 3.0, 0.5, 0.8, 0.999_999, 1.0, 1.000_001, 1.5, 2.0, 3.0, 10.0] {
            for items in [50_u32, 300, 20_000] {
                let law = Items::new(f64::from(items), s);
                for time in [1e-6, 0.3, 1.0, 1.7, 30.0, 5e3, 1e6, 1e12] {
                    let (count, asked) = directly(items, s, time);
                    let cache = law.after(time, time.ln());
                    close(cache.count, count, 1e-10);
                    close(cache.asked, asked, 1e-10);
                    let rest = law.total - asked;
                    assert!((cache.rest - rest).abs() <= 1e-10 * law.total, "{} is not {rest}", cache.rest);
                }
            }
        }
    }

    #[test]
    fn a_cache_is_full_after_the_time_to_fill_it() {
        for s in [1e-6, 0.3, 0.6, 0.95, 1.0, 1.3, 2.0, 10.0] {
            for items in [2.0, 60.0, 300.0, 1e6, 1e15] {
                let law = Items::new(items, s);
                for share in [1e-3, 0.1, 0.5, 0.9, 0.999] {
                    let cached = items * share;
                    close(law.fill(cached).count, cached, 1e-10);
                }
            }
        }
    }
}

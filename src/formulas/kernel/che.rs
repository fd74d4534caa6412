//! Che's approximation of an LRU cache under Zipf's law: an item is in the cache if it was asked for in the last `T`
//! requests, where `T` is such that the sum of `1 - e^(-p T)` over all items is the size of the cache.
//! The first items are summed, all others are an integral with the corrections of Euler and Maclaurin: the same few
//! hundred operations for any number of items.

use std::cell::{OnceCell, RefCell};

use super::edge::Edge;
use super::zipf::{harmonic, powers};

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
    /// The rank from which on items are an integral, and `i^-s` there; none if all are summed.
    tail: Option<(f64, f64)>,
    /// `i^-s` of those, once it is needed.
    popularities: OnceCell<Vec<f64>>,
    /// `i^-s` of the last item.
    least: f64,
    /// The integral of `t^-p e^(-SPLIT t)` over all `t` above 1, for `p = 1 / s`.
    beyond_split: f64,
}

impl Items {
    fn new(count: f64, s: f64) -> Self {
        /// The corrections are exact from a rank on that is larger for steeper laws.
        const HEAD: f64 = 12.0;
        const STEEP: f64 = 12.0;
        let first = (HEAD + STEEP * s).floor();
        let summed = if count <= 2.0 * first { count } else { first - 1.0 };
        let tail = (count > summed).then(|| (first, first.powf(-s)));
        let beyond_split = if tail.is_some() { exponential_integral(1.0 / s, SPLIT) } else { 0.0 };
        let head = (summed as u32, harmonic(summed, s));
        let (total, least) = (harmonic(count, s), count.powf(-s));
        Self { count, s, total, head, popularities: OnceCell::new(), tail, least, beyond_split }
    }

    /// The cache after the time in which the first item is asked for `time` times.
    fn after(&self, time: f64) -> Cache {
        let (summed, popularities) = self.head;
        let (mut count, mut asked, mut rest) = (0.0, 0.0, 0.0);
        if self.tail.is_some_and(|(_, popularity)| popularity * time > SURE) {
            // All of the first items are there.
            (count, asked) = (f64::from(summed), popularities);
        } else {
            for &popularity in self.popularities.get_or_init(|| powers(summed as usize, self.s)) {
                let often = popularity * time;
                let present = if often > SURE { 1.0 } else { -(-often).exp_m1() };
                count += present;
                asked += popularity * present;
                rest += if often > SURE { 0.0 } else { popularity * (-often).exp() };
            }
        }
        let Some((first, popularity)) = self.tail else { return Cache { count, asked, rest } };
        let (early, late) = (popularity * time, self.least * time);
        let integral = Integral::new(self, first, early, late);
        // Ranks are measured by the last one, popularities by the least.
        count += self.count * integral.present;
        asked += self.count * self.least * integral.asked;
        rest += self.count * self.least * integral.rest;
        let from = Edge::new(first, early, self.s);
        let to = Edge::new(self.count, late, self.s);
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
        let emptiness = |count: f64| -(-(count / self.count).min(1.0 - f64::EPSILON)).ln_1p();
        let wanted = emptiness(cached).ln();
        // No request brings more than one item into the cache; an item that is asked for fifty times is there.
        let (mut low, mut high) = ((cached / self.total).ln() - 0.1, (50.0 / self.least).ln());
        high = high.max(low);
        let mut at = self.guess(cached).ln().clamp(low, high);
        let mut cache = self.after(at.exp());
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
            let by_off = left * empty / (at.exp() * cache.rest);
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
            cache = self.after(at.exp());
            if is_small || high - low < CLOSE {
                break;
            }
        }
        cache
    }

    /// About how often the first item is asked for until the cache is full: what is asked for once or more is there, and of
    /// all else as many as it is asked for.
    fn guess(&self, cached: f64) -> f64 {
        let full = -(-cached / self.count).ln_1p();
        if self.s < 0.7 {
            return full * (1.0 - self.s / (1.0 + full)) / self.least;
        }
        let (size, rest) = (self.count.ln(), 1.0 - self.s);
        let mut rank = (cached / 2.0).max(0.5).ln();
        for _ in 0..3 {
            let stretch = (size - rank).max(0.0);
            let others = stretch * exp_m1_over(rest * stretch);
            rank += (cached.ln() - rank - others.ln_1p()) * 0.8;
        }
        (self.s * rank + 0.08 + 0.36 * full).exp().min(full / self.least)
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
    /// By how often the first and the last item are asked for.
    ///
    /// In `t = z / late`, which runs from 1 to `early / late`, both are made of the integral of `t^-p e^(-late t)` with
    /// `p = 1 / s`: a generalized exponential integral. Below a `z` it is a series, above a continued fraction.
    fn new(items: &Items, first: f64, early: f64, late: f64) -> Self {
        let p = 1.0 / items.s;
        let most = early / late;
        let present = |often: f64| if often > SURE { 1.0 } else { -(-often).exp_m1() };
        // `most^-p` is the rank of the first item by that of the last.
        let first = first / items.count;
        let beyond = |often: f64, power: f64| if often > SURE { 0.0 } else { power * exponential_integral(p, often) };
        let (left, asked);
        if late >= SPLIT {
            left = exponential_integral(p, late) - beyond(early, first * most);
            asked = power_integral(1.0 - p, most.ln()) - left;
        } else if early <= SPLIT {
            let series = Series::new(p, late, most, first * most);
            (left, asked) = (series.left, series.asked);
        } else {
            let reach = SPLIT / late;
            let power = ((1.0 - p) * reach.ln()).exp();
            let series = Series::new(p, late, reach, power);
            let far = power * items.beyond_split - beyond(early, first * most);
            left = series.left + far;
            asked = series.asked + power * power_integral(1.0 - p, (early / SPLIT).ln()) - far;
        }
        // By parts.
        Self { present: present(late) - first * present(early) + late * left, asked: p * asked, rest: p * left }
    }
}

/// Below this `z` integrals are a series.
const SPLIT: f64 = 2.0;

/// The integral of `t^-p e^(-z t)` from 1 to `reach`, and that of `t^-p (1 - e^(-z t))`, where `z reach` is [`SPLIT`] at
/// most: term by term of a polynomial.
struct Series {
    left: f64,
    asked: f64,
}

impl Series {
    /// `power` is `reach^(1-p)`.
    fn new(p: f64, z: f64, reach: f64, power: f64) -> Self {
        let stretch = reach.ln();
        let whole = power_term(1.0 - p, stretch, power, 1.0);
        let (mut asked, mut far, mut near, mut order) = (0.0, power, 1.0, 0.0);
        for factor in FACTORS {
            order += 1.0;
            // The factors of z and of the reach together, so that neither leaves the range.
            far *= z * reach;
            near *= z;
            asked += factor * power_term(order + 1.0 - p, stretch, far, near);
            if (factor * far).abs() < 1e-18 * asked.abs() {
                break;
            }
        }
        Self { left: whole - asked, asked }
    }
}

/// `1 - e^-z` for `z` up to [`SPLIT`], as a polynomial without a constant term: with ten terms fewer than the power series,
/// and within 3e-18 of it for each `z`, by interpolation of `(1 - e^-z) / z` at Chebyshev's points.
const FACTORS: [f64; 15] = [
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

/// `(far - near) / exponent`, where `far` is `near` times `e^(exponent stretch)`.
fn power_term(exponent: f64, stretch: f64, far: f64, near: f64) -> f64 {
    const CANCELS: f64 = 0.3;
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

/// The integral of `t^-p e^(-z t)` over all `t` above 1, for `z` of [`SPLIT`] and more: the continued fraction, by the
/// recurrence of its numerators and denominators.
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
            return next * (-z).exp();
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
                    let cache = law.after(time);
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

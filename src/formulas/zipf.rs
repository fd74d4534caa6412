//! Sums over Zipf's law, where item `i` is asked for in proportion to `i^-s`: harmonic numbers and Che's approximation.
//! Pure arithmetic, fast for 10^15 items; what it means for a cache, and what is refused, is in `caching`.

/// The largest exponent that the sums here are made for.
pub(super) const LARGEST_EXPONENT: f64 = 10.0;
/// The most items that Che's approximation is made for.
pub(super) const MOST_ITEMS: f64 = 1e15;

/// The generalized harmonic number `1 + 2^-s + … + n^-s`, linear between whole `n`.
/// Summed up to 32 terms; the rest is the Euler-Maclaurin formula, which is exact to rounding there.
pub(super) fn harmonic(n: f64, s: f64) -> f64 {
    const SUMMED: f64 = 32.0;
    let whole = n.floor();
    let partial = if n > whole { (n - whole) * (whole + 1.0).powf(-s) } else { 0.0 };
    let (mut sum, mut term) = (partial, 1.0);
    while term <= whole && term < SUMMED {
        sum += term.powf(-s);
        term += 1.0;
    }
    if whole < SUMMED { sum } else { sum + euler_maclaurin(SUMMED, whole, s) }
}

/// `a^-s + … + b^-s` by the Euler-Maclaurin formula up to the fifth derivative.
fn euler_maclaurin(a: f64, b: f64, s: f64) -> f64 {
    let power = |x: f64| x.powf(-s);
    // The integral of x^-s is a logarithm for s = 1, and near it a difference that would cancel.
    let (stretch, rest) = ((b / a).ln(), 1.0 - s);
    let integral = a * power(a) * if rest == 0.0 { stretch } else { (rest * stretch).exp_m1() / rest };
    let corrections = |x: f64| {
        let third = s * (s + 1.0) * (s + 2.0) / x.powi(3);
        let fifth = third * (s + 3.0) * (s + 4.0) / x.powi(2);
        power(x) * (s / x / 12.0 - third / 720.0 + fifth / 30_240.0)
    };
    integral + f64::midpoint(power(a), power(b)) + corrections(a) - corrections(b)
}

/// The share of requests that an LRU cache of `cached` among `items` items answers, by Che's approximation.
///
/// An item is in the cache if it was asked for in the last `T` requests, where `T` is such that the cache is full:
/// the sum of `1 - e^(-p T)` over all items is `cached`.
pub(super) fn lru_hit_ratio(items: f64, cached: f64, s: f64) -> f64 {
    if cached >= items {
        return 1.0;
    }
    if cached <= 0.0 {
        return 0.0;
    }
    let items = Popularity::new(items, s);
    let time = items.time_to_fill(cached);
    items.sum(|popularity| -popularity * (-popularity * time).exp_m1()).min(1.0)
}

/// How probable a request for each item is. The head of the distribution is item by item; its tail, which is smooth, is
/// a few hundred points of an integral over the logarithm of the rank, each standing for many items.
struct Popularity {
    /// Probability of an item, and how many items it stands for.
    points: Vec<(f64, f64)>,
    /// The smallest probability.
    least: f64,
}

impl Popularity {
    fn new(items: f64, s: f64) -> Self {
        const HEAD: f64 = 32.0;
        let items = items.round();
        let mut ranks = Vec::new();
        let mut rank = 1.0;
        while rank <= items.min(HEAD) {
            ranks.push((rank, 1.0));
            rank += 1.0;
        }
        if items > HEAD {
            // Half a rank to both sides of each item makes the integral as large as the sum, but for a 24th of the slope
            // where it starts. The steeper the distribution, the smaller the steps.
            let step = f64::min(2.0, 2.5 / s);
            integrate(HEAD + 0.5, items + 0.5, step, &mut ranks);
            ranks.extend([(HEAD + 1.0, 1.0 / 24.0), (HEAD, -1.0 / 24.0)]);
        }
        let total: f64 = ranks.iter().map(|(rank, count)| count * rank.powf(-s)).sum();
        let points = ranks.into_iter().map(|(rank, count)| (rank.powf(-s) / total, count)).collect();
        Self { points, least: items.powf(-s) / total }
    }

    /// The sum of a function of the probability over all items.
    fn sum(&self, of: impl Fn(f64) -> f64) -> f64 {
        self.points.iter().map(|&(popularity, count)| count * of(popularity)).sum()
    }

    /// How many items are in the cache after a time, and by how much more for each part that the time grows by.
    fn filled(&self, time: f64) -> (f64, f64) {
        self.points.iter().fold((0.0, 0.0), |(items, slope), &(popularity, count)| {
            let asked_for = popularity * time;
            let missing = (-asked_for).exp_m1();
            (items - count * missing, slope + count * asked_for * (1.0 + missing))
        })
    }

    /// The number of requests after which so many items were asked for: Newton's method for the logarithm of the time,
    /// and bisection where it leaves the range.
    fn time_to_fill(&self, cached: f64) -> f64 {
        // An item that is asked for fifty times on average was asked for, but for rounding.
        const FULL: f64 = 50.0;
        // No request brings more than one item into the cache, so that the time is `cached` or more.
        let mut low = cached.ln();
        let mut high = (FULL / self.least).ln().max(low);
        let mut guess = low;
        for _ in 0..100 {
            let (items, slope) = self.filled(guess.exp());
            if items < cached {
                low = guess;
            } else {
                high = guess;
            }
            let newton = guess - (items - cached) / slope;
            let next = if newton > low && newton < high { newton } else { f64::midpoint(low, high) };
            let step = (next - guess).abs();
            guess = next;
            if step < 1e-11 {
                break;
            }
        }
        guess.exp()
    }
}

/// Points and weights of an integral from `from` to `to`: Gauss-Legendre with eight points, in steps of the logarithm.
fn integrate(from: f64, to: f64, step: f64, points: &mut Vec<(f64, f64)>) {
    const GAUSS_LEGENDRE: [(f64, f64); 4] = [
        (0.183_434_642_495_649_8, 0.362_683_783_378_362),
        (0.525_532_409_916_329, 0.313_706_645_877_887_3),
        (0.796_666_477_413_626_7, 0.222_381_034_453_374_5),
        (0.960_289_856_497_536_3, 0.101_228_536_290_376_3),
    ];
    let (start, length) = (from.ln(), (to / from).ln());
    let steps = (length / step).ceil();
    let half = length / steps / 2.0;
    let mut index = 0.0;
    while index < steps {
        let centre = start + (2.0 * index + 1.0) * half;
        for (offset, weight) in GAUSS_LEGENDRE {
            for position in [centre - offset * half, centre + offset * half] {
                let point = position.exp();
                points.push((point, weight * half * point));
            }
        }
        index += 1.0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(found: f64, expected: f64, within: f64) {
        assert!((found / expected - 1.0).abs() < within, "{found} is not {expected}");
    }

    #[test]
    fn harmonic_numbers_are_the_sums() {
        for s in [0.0, 0.3, 0.999_999_999, 1.0, 1.000_001, 2.0, 10.0] {
            for n in [1_u32, 31, 32, 33, 1000] {
                let sum: f64 = (1..=n).map(|term| f64::from(term).powf(-s)).sum();
                close(harmonic(f64::from(n), s), sum, 1e-13);
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
    fn the_tail_of_the_distribution_is_that_of_its_items() {
        for s in [0.0, 0.8, 1.0, 3.0] {
            let items = Popularity::new(20_000.0, s);
            close(items.sum(|popularity| popularity), 1.0, 1e-12);
            close(items.sum(|_| 1.0), 20_000.0, 1e-9);
            let total = harmonic(20_000.0, s);
            let (time, mut sum) = (5000.0, 0.0);
            for rank in 1..=20_000 {
                sum += -(-f64::from(rank).powf(-s) / total * time).exp_m1();
            }
            close(items.filled(time).0, sum, 1e-7);
        }
    }

    #[test]
    fn a_cache_is_full_after_the_time_to_fill_it() {
        for s in [0.0, 0.6, 1.0, 2.0, 10.0] {
            for items in [2.0, 300.0, 1e6, 1e15] {
                let popularity = Popularity::new(items, s);
                for share in [1e-3, 0.1, 0.5, 0.9, 0.999] {
                    let cached = items * share;
                    close(popularity.filled(popularity.time_to_fill(cached)).0, cached, 1e-9);
                }
            }
        }
    }
}

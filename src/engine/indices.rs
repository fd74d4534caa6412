//! Estimators of Sobol indices: first-order ones from samples by themselves, sorted into bins of an input, total ones from
//! pairs of samples that differ in one input.
//! Shares of the variance say little where a few samples make most of it, so results are put on a scale first.

/// The scale on which a result varies.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Scale {
    /// As it is.
    Plain,
    /// Its logarithm, where all results are positive and that is the more symmetric.
    Log,
    /// Its rank among these samples: the tails are heavy on both sides, or some cases grow without end.
    Rank(Vec<f64>),
}

/// The scale for a column of samples, and the column on it.
pub(super) fn scaled(mut column: Vec<f64>) -> (Scale, Vec<f64>) {
    /// With a larger fourth moment, by the square of the variance, a few samples make most of the variance.
    const HEAVY: f64 = 30.0;
    const ENOUGH: usize = 1024;
    if column.iter().any(|value| value.is_infinite()) {
        return ranked(column);
    }
    if column.iter().all(|value| value.is_nan() || *value > 0.0) {
        // Which of two is the more symmetric shows in some of the samples.
        let enough = ENOUGH.min(column.len());
        let (some, rest) = column.split_at_mut(enough);
        let logarithms: Vec<f64> = some.iter().map(|value| value.ln()).collect();
        let (plain, log) = (moments(some.iter().copied()), moments(logarithms.iter().copied()));
        if log.0.abs() >= plain.0.abs() {
            return (Scale::Plain, column);
        }
        some.copy_from_slice(&logarithms);
        for value in rest {
            *value = value.ln();
        }
        return (Scale::Log, column);
    }
    if moments(column.iter().copied()).1 > HEAVY { ranked(column) } else { (Scale::Plain, column) }
}

/// The ranks of a column among its own numbers: what is equal has the middle of its ranks.
fn ranked(mut column: Vec<f64>) -> (Scale, Vec<f64>) {
    let mut order: Vec<(f64, usize)> = column.iter().copied().zip(0..).filter(|(value, _)| !value.is_nan()).collect();
    order.sort_unstable_by(|one, other| one.0.total_cmp(&other.0));
    let mut below = 0;
    for equal in order.chunk_by(|one, other| one.0 == other.0) {
        let above = below + equal.len();
        let rank = f64::midpoint(below as f64, above as f64);
        for &(_, place) in equal {
            column[place] = rank;
        }
        below = above;
    }
    (Scale::Rank(order.into_iter().map(|(value, _)| value).collect()), column)
}

impl Scale {
    /// Puts a column on the scale.
    pub(super) fn apply(&self, column: &mut [f64]) {
        match self {
            Self::Plain => {}
            Self::Log => column.iter_mut().for_each(|value| *value = value.ln()),
            Self::Rank(sorted) => {
                for value in column.iter_mut().filter(|value| !value.is_nan()) {
                    let below = sorted.partition_point(|other| other < value);
                    let above = sorted.partition_point(|other| other <= value);
                    *value = f64::midpoint(below as f64, above as f64);
                }
            }
        }
    }
}

/// The skewness and the kurtosis of numbers; NaN is passed over.
fn moments(numbers: impl Iterator<Item = f64> + Clone) -> (f64, f64) {
    let numbers = numbers.filter(|value| !value.is_nan());
    let (sum, count) = numbers.clone().fold((0.0, 0.0), |(sum, count), value| (sum + value, count + 1.0));
    let mean = sum / count;
    let (mut second, mut third, mut fourth) = (0.0, 0.0, 0.0);
    for value in numbers {
        let off = value - mean;
        let square = off * off;
        second += square;
        third += square * off;
        fourth += square * square;
    }
    let variance = second / count;
    if variance > 0.0 { (third / count / variance.powf(1.5), fourth / count / variance.powi(2)) } else { (0.0, 0.0) }
}

/// The most bins that an input is sorted into.
const MOST_BINS: usize = 64;

/// The samples sorted into bins of an input, each of 64 samples and more.
pub(super) struct Bins {
    /// The bin of each sample.
    of: Vec<u8>,
    /// How many samples each has.
    counts: [f64; MOST_BINS],
}

impl Bins {
    /// The bins that the numbers of an input fall into.
    pub(super) fn new(uniform: &[f64]) -> Self {
        const SAMPLES: usize = 64;
        let bins = (uniform.len() / SAMPLES).clamp(4, MOST_BINS);
        let of = uniform.iter().map(|place| ((place * bins as f64) as usize).min(bins - 1) as u8);
        let of: Vec<u8> = of.collect();
        let mut counts = [0.0; MOST_BINS];
        for &bin in &of {
            counts[usize::from(bin)] += 1.0;
        }
        Self { of, counts }
    }
}

/// A column of samples, ready for many inputs.
pub(super) struct Centred {
    /// The samples less their mean: numbers far from 0 would lose their variance.
    column: Vec<f64>,
    /// The sum of their squares.
    squares: f64,
    /// How many have a result.
    count: f64,
}

impl Centred {
    pub(super) fn new(mut column: Vec<f64>) -> Self {
        let numbers = column.iter().copied().filter(|value| !value.is_nan());
        let (sum, count) = numbers.fold((0.0, 0.0), |(sum, count), value| (sum + value, count + 1.0));
        let mean = sum / count;
        let mut squares = 0.0;
        for value in &mut column {
            *value -= mean;
            if !value.is_nan() {
                squares += *value * *value;
            }
        }
        Self { column, squares, count }
    }
}

/// The share of the variance that goes when an input is known, from the means of the results in bins of it: the variance
/// between the bins, less what the variance within them adds by chance.
///
/// Source: E. Plischke, An adaptive correlation ratio method using the cumulative sum of the reordered output, 2012.
pub(super) fn first_order(samples: &Centred, bins: &Bins) -> f64 {
    let mut sums = [0.0; MOST_BINS];
    let mut counts = bins.counts;
    let all = samples.squares;
    if samples.count == samples.column.len() as f64 {
        samples.column.iter().zip(&bins.of).for_each(|(value, &bin)| sums[usize::from(bin) % MOST_BINS] += value);
    } else {
        for (&value, &bin) in samples.column.iter().zip(&bins.of) {
            let bin = usize::from(bin) % MOST_BINS;
            if value.is_nan() {
                counts[bin] -= 1.0;
            } else {
                sums[bin] += value;
            }
        }
    }
    let filled = || sums.iter().zip(&counts).filter(|(_, count)| **count > 0.0);
    let between: f64 = filled().map(|(sum, count)| sum * sum / count).sum();
    let bins = filled().count() as f64;
    let by_chance = (bins - 1.0) * (all - between) / (samples.count - bins).max(1.0);
    if all > 0.0 { ((between - by_chance) / all).clamp(0.0, 1.0) } else { 0.0 }
}

/// The same for inputs that move together, from two independent sets of samples and the first with those inputs of the
/// second.
///
/// Source: A. Saltelli and others, Variance based sensitivity analysis of model output, 2010, table 2.
pub(super) fn first_order_of_mixed(sets: &[&[f64]], mixed: &[f64]) -> f64 {
    let (mean, variance) = spread(sets);
    share(sets, mixed, variance, |a, b, mixed| (b - mean) * (mixed - a))
}

/// The share of the variance that stays when all other inputs are known.
///
/// Source: M. Jansen, Analysis of variance designs for model output, 1999.
pub(super) fn total(sets: &[&[f64]], mixed: &[f64]) -> f64 {
    share(sets, mixed, spread(sets).1, |a, _, mixed| (a - mixed).powi(2) / 2.0)
}

fn spread(sets: &[&[f64]]) -> (f64, f64) {
    let both = || sets[0].iter().chain(sets[1]).copied().filter(|value| !value.is_nan());
    let count = both().count().max(1) as f64;
    let mean = both().sum::<f64>() / count;
    (mean, both().map(|value| (value - mean).powi(2)).sum::<f64>() / count)
}

fn share(sets: &[&[f64]], mixed: &[f64], variance: f64, of: impl Fn(f64, f64, f64) -> f64) -> f64 {
    let (mut sum, mut count) = (0.0, 0.0_f64);
    for ((&a, &b), &mixed) in sets[0].iter().zip(sets[1]).zip(mixed) {
        // A row in which one of the three has no result says nothing.
        if !(a + b + mixed).is_nan() {
            sum += of(a, b, mixed);
            count += 1.0;
        }
    }
    if variance > 0.0 { (sum / count.max(1.0) / variance).clamp(0.0, 1.0) } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_result_is_made_of_has_all_of_its_variance() {
        let uniform: Vec<f64> = (0..4096_u64).map(|index| (index as f64 + 0.5) / 4096.0).collect();
        let other: Vec<f64> = (0..4096_u64).map(|index| ((index * 1789) % 4096) as f64 / 4096.0).collect();
        let column: Vec<f64> = uniform.iter().map(|u| (12.0 * u).sin()).collect();
        let samples = Centred::new(column);
        assert!((first_order(&samples, &Bins::new(&uniform)) - 1.0).abs() < 0.02);
        assert!(first_order(&samples, &Bins::new(&other)) < 0.02);
    }

    #[test]
    fn scales() {
        let normal: Vec<f64> = (1..1000).map(|index| (f64::from(index) / 1000.0 * 6.0 - 3.0).tanh()).collect();
        let heavy: Vec<f64> = normal.iter().map(|value| (9.0 * value).exp()).collect();
        assert_eq!(scaled(normal).0, Scale::Plain);
        assert_eq!(scaled(heavy).0, Scale::Log);
        assert!(matches!(scaled(vec![1.0, f64::INFINITY]).0, Scale::Rank(_)));
    }
}

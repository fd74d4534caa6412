//! Order statistics of a column: the few quantiles that a result is described by, without sorting all of it.

/// The monotone whole number of a float: it orders as the floats do, from the least to the greatest.
const fn rank_key(value: f64) -> u64 {
    let bits = value.to_bits();
    if bits >> 63 == 0 { bits | (1 << 63) } else { !bits }
}

/// The quantiles of the numbers in a column at ascending levels between 0 and 1; NaN is passed over. `None` if there
/// are no numbers. Between two numbers they are interpolated; the first of `n` stands for the level `1 / 2n`.
///
/// Numbers are counted by their leading bits; only those that share a bucket with a wanted one are looked at closely.
pub(super) fn quantiles(column: &[f64], levels: &[f64]) -> Option<Vec<f64>> {
    let numbers = || column.iter().copied().filter(|value| !value.is_nan());
    let (mut least, mut greatest, mut count) = (u64::MAX, 0, 0_usize);
    for value in numbers() {
        let key = rank_key(value);
        (least, greatest, count) = (least.min(key), greatest.max(key), count + 1);
    }
    if count == 0 {
        return None;
    }
    let buckets = (count / 4).next_power_of_two().clamp(256, 1 << 16);
    let shift = (64 - (greatest - least).leading_zeros()).saturating_sub(buckets.trailing_zeros());
    let bucket = |value: f64| ((rank_key(value) - least) >> shift) as usize;
    let mut starts = vec![0_u32; buckets + 1];
    numbers().for_each(|value| starts[bucket(value) + 1] += 1);
    let mut sum = 0;
    for start in &mut starts {
        sum += *start;
        *start = sum;
    }
    let wanted: Vec<(usize, f64)> = levels
        .iter()
        .map(|level| {
            let place = (level * count as f64 - 0.5).clamp(0.0, (count - 1) as f64);
            (place as usize, place.fract())
        })
        .collect();
    let ranks = wanted.iter().flat_map(|&(rank, _)| [rank, (rank + 1).min(count - 1)]);
    let ranks: Vec<(usize, usize)> =
        ranks.map(|rank| (rank, starts.partition_point(|&start| start as usize <= rank) - 1)).collect();
    // For each wanted bucket, where its numbers are gathered.
    let mut gathered: Vec<Vec<f64>> = Vec::new();
    let mut place = vec![u16::MAX; buckets];
    for &(_, bucket) in &ranks {
        if place[bucket] == u16::MAX {
            place[bucket] = gathered.len() as u16;
            gathered.push(Vec::with_capacity((starts[bucket + 1] - starts[bucket]) as usize));
        }
    }
    for value in numbers() {
        if let Some(numbers) = gathered.get_mut(usize::from(place[bucket(value)])) {
            numbers.push(value);
        }
    }
    for numbers in &mut gathered {
        numbers.sort_unstable_by(f64::total_cmp);
    }
    let at = |&(rank, bucket): &(usize, usize)| gathered[usize::from(place[bucket])][rank - starts[bucket] as usize];
    let pairs = ranks.chunks_exact(2).zip(&wanted);
    Some(pairs.map(|(pair, &(_, part))| between(at(&pair[0]), at(&pair[1]), part)).collect())
}

/// The number a part of the way from one to another; between two whole numbers, as of servers, the nearer of them, and
/// halfway the lower: at or below it lie as many cases as it takes.
fn between(low: f64, high: f64, part: f64) -> f64 {
    /// Larger numbers are near enough to each other.
    const COUNTED: f64 = 1e6;
    let are_whole = low.fract() == 0.0 && high.fract() == 0.0 && high.abs() < COUNTED;
    if are_whole || !low.is_finite() || !high.is_finite() {
        return if part <= 0.5 { low } else { high };
    }
    low * (1.0 - part) + high * part
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_those_of_the_sorted_column() {
        let levels = [0.0, 0.05, 0.5, 0.77, 0.95, 1.0];
        let spread = |index: u64| (index.wrapping_mul(2_654_435_761) % 10_007) as f64;
        for (name, column) in [
            ("whole", (0..5000).map(spread).collect::<Vec<_>>()),
            ("wide", (0..5000).map(|index| (spread(index) / 100.0).exp()).collect()),
            ("around zero", (0..5000).map(|index| spread(index) - 5000.0).collect()),
            ("few", vec![3.0, 1.0]),
            ("one", vec![7.0]),
            ("alike", vec![2.0; 1000]),
            ("steps", (0..5000).map(|index| (spread(index) / 2000.0).ceil()).collect()),
            ("with gaps", (0..5000).map(|index| if index % 3 == 0 { f64::NAN } else { spread(index) }).collect()),
        ] {
            let mut sorted: Vec<f64> = column.iter().copied().filter(|value| !value.is_nan()).collect();
            sorted.sort_by(f64::total_cmp);
            let expected = levels.map(|level| {
                let place = (level * sorted.len() as f64 - 0.5).clamp(0.0, (sorted.len() - 1) as f64);
                let (low, part) = (place as usize, place.fract());
                between(sorted[low], sorted[(low + 1).min(sorted.len() - 1)], part)
            });
            assert_eq!(quantiles(&column, &levels).unwrap(), expected, "{name}");
        }
    }

    #[test]
    fn nothing_has_no_quantiles() {
        assert_eq!(quantiles(&[], &[0.5]), None);
        assert_eq!(quantiles(&[f64::NAN; 4], &[0.5]), None);
    }
}

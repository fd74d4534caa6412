//! Order statistics of a column: the few quantiles that a result is described by, without sorting all of it.

/// The monotone whole number of a float: it orders as the floats do, from the least to the greatest.
const fn rank_key(value: f64) -> u64 {
    // Zero is one number, whatever its sign.
    let bits = (value + 0.0).to_bits();
    if bits >> 63 == 0 { bits | (1 << 63) } else { !bits }
}

/// What the numbers of a column add up to, and how far they reach; NaN is passed over.
#[derive(Debug)]
pub(super) struct Sums {
    pub(super) sum: f64,
    /// The sum of their sizes.
    pub(super) sizes: f64,
    pub(super) least: f64,
    pub(super) greatest: f64,
    pub(super) count: usize,
}

impl Sums {
    pub(super) fn new(column: &[f64]) -> Self {
        /// So many side by side take hardly longer than one.
        const LANES: usize = 4;
        /// So many numbers are added up by themselves, so that sums of long columns round no more than those of short ones.
        const PART: usize = 1024;
        let (mut sum, mut sizes, mut count) = (0.0, 0.0, 0);
        let (mut least, mut greatest) = ([f64::INFINITY; LANES], [f64::NEG_INFINITY; LANES]);
        for part in column.chunks(PART) {
            let (mut sums, mut sizes_here) = ([0.0; LANES], [0.0; LANES]);
            let mut add = |lane: usize, value: f64| {
                sums[lane] += value;
                sizes_here[lane] += value.abs();
                least[lane] = if value < least[lane] { value } else { least[lane] };
                greatest[lane] = if value > greatest[lane] { value } else { greatest[lane] };
            };
            let (whole, rest) = part.as_chunks::<LANES>();
            for numbers in whole {
                for (lane, &value) in numbers.iter().enumerate() {
                    add(lane, value);
                }
            }
            for (lane, &value) in rest.iter().enumerate() {
                add(lane, value);
            }
            let whole: f64 = sums.iter().sum();
            if whole.is_nan() {
                let numbers = || part.iter().copied().filter(|value| !value.is_nan());
                sum += numbers().sum::<f64>();
                sizes += numbers().map(f64::abs).sum::<f64>();
                count += numbers().count();
            } else {
                sum += whole;
                sizes += sizes_here.iter().sum::<f64>();
                count += part.len();
            }
        }
        let least = least.into_iter().fold(f64::INFINITY, f64::min);
        let greatest = greatest.into_iter().fold(f64::NEG_INFINITY, f64::max);
        Self { sum, sizes, least, greatest, count }
    }
}

/// The memory that quantiles are found in; it is used again for the next column.
#[derive(Debug, Default)]
pub(super) struct Room {
    /// Before each bucket, how many numbers there are.
    starts: Vec<u32>,
    /// The bucket of each number.
    buckets: Vec<u16>,
    /// For each bucket, where its numbers are gathered, if they are.
    places: Vec<u16>,
    gathered: Vec<Vec<f64>>,
}

/// [`Room::quantiles`] of one column.
pub(super) fn quantiles(column: &[f64], levels: &[f64]) -> Option<Vec<f64>> {
    Room::default().quantiles(column, &Sums::new(column), levels)
}

impl Room {
    /// The quantiles of the numbers in a column at ascending levels between 0 and 1; NaN is passed over. `None` if there
    /// are no numbers. Between two numbers they are interpolated; the first of `n` stands for the level `1 / 2n`.
    ///
    /// Numbers are counted by their leading bits; only those that share a bucket with a wanted one are looked at closely.
    pub(super) fn quantiles(&mut self, column: &[f64], sums: &Sums, levels: &[f64]) -> Option<Vec<f64>> {
        let Self { starts, buckets: in_buckets, places, gathered } = self;
        let count = sums.count;
        if count == 0 {
            return None;
        }
        let (least, greatest) = (rank_key(sums.least), rank_key(sums.greatest));
        let buckets = (count / 4).next_power_of_two().clamp(256, 1 << 15);
        let shift = (64 - (greatest - least).leading_zeros()).saturating_sub(buckets.trailing_zeros());
        starts.clear();
        starts.resize(buckets + 2, 0);
        in_buckets.clear();
        let mut counted = |bucket: usize| {
            starts[bucket + 1] += 1;
            bucket as u16
        };
        if sums.least > 0.0 && count == column.len() {
            // The usual case: their bits order positive numbers as they are.
            let least = sums.least.to_bits();
            in_buckets.extend(column.iter().map(|value| counted(((value.to_bits() - least) >> shift) as usize)));
        } else {
            // What is no number has a bucket of its own, the last one.
            let bucket =
                |value: f64| if value.is_nan() { buckets } else { ((rank_key(value) - least) >> shift) as usize };
            in_buckets.extend(column.iter().map(|&value| counted(bucket(value))));
        }
        let mut sum = 0;
        for start in starts.iter_mut() {
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
        places.clear();
        places.resize(buckets + 1, u16::MAX);
        gathered.iter_mut().for_each(Vec::clear);
        let mut used = 0;
        for &(_, bucket) in &ranks {
            if places[bucket] == u16::MAX {
                places[bucket] = used as u16;
                used += 1;
            }
        }
        if gathered.len() < used {
            gathered.resize_with(used, Vec::new);
        }
        for (&bucket, &value) in in_buckets.iter().zip(column) {
            let place = places[usize::from(bucket)];
            if place != u16::MAX {
                gathered[usize::from(place)].push(value);
            }
        }
        for numbers in gathered.iter_mut() {
            numbers.sort_unstable_by(f64::total_cmp);
        }
        let at =
            |&(rank, bucket): &(usize, usize)| gathered[usize::from(places[bucket])][rank - starts[bucket] as usize];
        let pairs = ranks.chunks_exact(2).zip(&wanted);
        Some(pairs.map(|(pair, &(_, part))| between(at(&pair[0]), at(&pair[1]), part)).collect())
    }
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
        let mut room = Room::default();
        let spread = |index: u64| (index.wrapping_mul(2_654_435_761) % 10_007) as f64;
        for (name, column) in [
            ("whole", (0..5000).map(spread).collect::<Vec<_>>()),
            ("wide", (0..5000).map(|index| (spread(index) / 100.0).exp()).collect()),
            ("around zero", (0..5000).map(|index| spread(index) - 5000.0).collect()),
            ("few", vec![3.0, 1.0]),
            ("one", vec![7.0]),
            ("alike", vec![2.0; 1000]),
            ("steps", (0..5000).map(|index| (spread(index) / 2000.0).ceil()).collect()),
            ("zeros", (0..5000).map(|index| [0.0, -0.0, -1.0, 2.0][index % 4]).collect()),
            ("with gaps", (0..5000).map(|index| if index % 3 == 0 { f64::NAN } else { spread(index) }).collect()),
        ] {
            let mut sorted: Vec<f64> = column.iter().copied().filter(|value| !value.is_nan()).collect();
            sorted.sort_by(f64::total_cmp);
            let expected = levels.map(|level| {
                let place = (level * sorted.len() as f64 - 0.5).clamp(0.0, (sorted.len() - 1) as f64);
                let (low, part) = (place as usize, place.fract());
                between(sorted[low], sorted[(low + 1).min(sorted.len() - 1)], part)
            });
            assert_eq!(room.quantiles(&column, &Sums::new(&column), &levels).unwrap(), expected, "{name}");
        }
    }

    #[test]
    fn nothing_has_no_quantiles() {
        assert_eq!(quantiles(&[], &[0.5]), None);
        assert_eq!(quantiles(&[f64::NAN; 4], &[0.5]), None);
    }
}

//! The uniform numbers behind samples: an Owen-scrambled Sobol sequence, one dimension for each uncertain input.
//! Past the dimensions of the sequence a pseudo-random generator takes over.

use rand_pcg::Pcg64Mcg;
use rand_pcg::rand_core::{Rng, SeedableRng};
use sobol_burley::parts::{hash, owen_scramble_rev, sobol_rev};

/// How many dimensions the sequence has.
const DIMENSIONS: usize = 256;
/// How long the sequence is; then it starts again with another scramble.
const LENGTH: usize = 1 << 16;
/// How many consecutive points differ in what a table holds only.
const TABLE: usize = 256;

/// Where the numbers of a sample come from.
#[derive(Debug, Clone)]
pub(super) struct Points {
    seed: u64,
    /// For each dimension the first points of the sequence, from which all others follow: the sequence is linear.
    tables: Vec<[u32; TABLE]>,
}

impl Points {
    /// The numbers of so many dimensions.
    pub(super) fn new(seed: u64, dimensions: usize) -> Self {
        let table = |dimension: usize| {
            let mut table = [0; TABLE];
            for index in 1..TABLE {
                let lowest = 1 << index.trailing_zeros();
                table[index] = if index == lowest {
                    sobol_rev((index as u32).reverse_bits(), dimension as u32)
                } else {
                    table[index - lowest] ^ table[lowest]
                };
            }
            table
        };
        Self { seed, tables: (0..dimensions.min(DIMENSIONS)).map(table).collect() }
    }

    /// Fills a column with the numbers `start..` of a dimension, all strictly between 0 and 1.
    pub(super) fn fill(&self, column: &mut [f64], dimension: usize, start: usize) {
        /// The sequence is written in steps of 2^-32; a number stands for the middle of its step.
        const STEP: f64 = 1.0 / (1_u64 << 32) as f64;
        let Some(table) = self.tables.get(dimension) else { return self.random(column, dimension, start) };
        let (mut point, mut left) = (start, column);
        while !left.is_empty() {
            let (index, low) = (point % LENGTH, point % TABLE);
            let count = (TABLE - low).min(left.len());
            let high = sobol_rev(((index - low) as u32).reverse_bits(), dimension as u32);
            let scramble = hash(self.scramble(point / LENGTH) ^ (dimension as u32).wrapping_mul(0x9e37_79b9));
            let (now, later) = left.split_at_mut(count);
            for (out, table) in now.iter_mut().zip(&table[low..]) {
                let scrambled = owen_scramble_rev(high ^ table, scramble).reverse_bits();
                *out = (f64::from(scrambled) + 0.5) * STEP;
            }
            (left, point) = (later, point + count);
        }
    }

    /// The seed of one run through the sequence.
    const fn scramble(&self, run: usize) -> u32 {
        // Neighbouring seeds must not give neighbouring scrambles: the finalizer of MurmurHash3.
        let mut mixed = self.seed.wrapping_add((run as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15));
        mixed = (mixed ^ (mixed >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
        mixed = (mixed ^ (mixed >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
        (mixed ^ (mixed >> 33)) as u32
    }

    /// Pseudo-random numbers of which each depends on its place only, whoever asks for it.
    fn random(&self, column: &mut [f64], dimension: usize, start: usize) {
        /// How many numbers share a generator.
        const RUN: usize = 256;
        let mut place = start;
        let mut left = column;
        while !left.is_empty() {
            let (run, skip) = (place / RUN, place % RUN);
            let seed = (u128::from(self.seed) << 64) ^ ((dimension as u128) << 40) ^ run as u128;
            let mut generator = Pcg64Mcg::seed_from_u64((seed ^ (seed >> 64)) as u64);
            for _ in 0..skip {
                let _ = generator.next_u64();
            }
            let count = (RUN - skip).min(left.len());
            let (now, later) = left.split_at_mut(count);
            now.fill_with(|| ((generator.next_u64() >> 12) as f64 + 0.5) / (1_u64 << 52) as f64);
            (left, place) = (later, place + count);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_depend_on_their_place_only() {
        let points = Points::new(1, 300);
        for dimension in [0, 1, 3, 250, 299] {
            let mut whole = vec![0.0; 1000];
            points.fill(&mut whole, dimension, 65_000);
            for (from, count) in [(0, 1), (17, 300), (600, 400)] {
                let mut part = vec![0.0; count];
                points.fill(&mut part, dimension, 65_000 + from);
                assert_eq!(part, whole[from..from + count], "dimension {dimension} from {from}");
            }
            assert!(whole.iter().all(|&number| number > 0.0 && number < 1.0));
        }
    }

    #[test]
    fn numbers_are_spread_evenly() {
        for (dimension, most) in [(0, 2e-4), (17, 2e-4), (255, 2e-4), (256, 2e-2)] {
            let mut column = vec![0.0; 8192];
            Points::new(7, dimension + 1).fill(&mut column, dimension, 0);
            column.sort_by(f64::total_cmp);
            let gaps = column.iter().enumerate().map(|(index, number)| (number - (index as f64 + 0.5) / 8192.0).abs());
            let worst = gaps.fold(0.0, f64::max);
            assert!(worst < most, "dimension {dimension}: {worst}");
        }
    }

    /// Any two dimensions fill a square evenly: each of 64 by 64 fields has its share of 4096 points, give or take.
    #[test]
    fn pairs_of_dimensions_are_spread_evenly() {
        let points = Points::new(1, 40);
        let column = |dimension| {
            let mut column = vec![0.0; 4096];
            points.fill(&mut column, dimension, 0);
            column
        };
        for (one, other) in [(0, 1), (1, 2), (3, 4), (0, 7), (10, 20), (30, 39)] {
            let (a, b) = (column(one), column(other));
            let mut fields = [0_u32; 64];
            a.iter().zip(&b).for_each(|(a, b)| fields[(a * 8.0) as usize * 8 + (b * 8.0) as usize] += 1);
            assert!(fields.iter().all(|&count| (48..=80).contains(&count)), "{one} and {other}: {fields:?}");
        }
    }

    #[test]
    fn seeds_and_runs_differ() {
        let first = |seed, start| {
            let mut column = [0.0];
            Points::new(seed, 1).fill(&mut column, 0, start);
            column[0]
        };
        assert_ne!(first(1, 5), first(2, 5));
        assert_ne!(first(1, 5), first(1, 5 + LENGTH));
    }
}

//! The uniform numbers behind samples: an Owen-scrambled Sobol sequence, one dimension for each uncertain input.
//! Past the dimensions of the sequence a pseudo-random generator takes over.

use rand_pcg::Pcg64Mcg;
use rand_pcg::rand_core::{Rng, SeedableRng};

/// How many dimensions the sequence has.
pub(super) const DIMENSIONS: usize = 256;
/// How long the sequence is; then it starts again with another scramble.
const LENGTH: usize = 1 << 16;
/// The sequence is written in steps of 2^-23; a number stands for the middle of its step.
const HALF_STEP: f64 = 1.0 / (1 << 24) as f64;

/// Where the numbers of a sample come from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Points {
    pub(super) seed: u64,
}

impl Points {
    /// The numbers `start..` of consecutive dimensions from `first` on: a column of the length of `columns / dimensions`
    /// for each. All lie strictly between 0 and 1.
    pub(super) fn fill(self, columns: &mut [f64], dimensions: usize, first: usize, start: usize) {
        let length = columns.len() / dimensions.max(1);
        let mut done = 0;
        while done < dimensions {
            let dimension = first + done;
            if dimension >= DIMENSIONS {
                self.random(&mut columns[done * length..][..length], dimension, start);
                done += 1;
                continue;
            }
            // The sequence gives four dimensions at a time.
            let lane = dimension % 4;
            let count = (4 - lane).min(dimensions - done);
            let block = &mut columns[done * length..][..count * length];
            for index in 0..length {
                let point = start + index;
                let scramble = self.scramble(point / LENGTH);
                let set = (dimension / 4) as u32;
                let numbers = sobol_burley::sample_4d((point % LENGTH) as u32, set, scramble);
                for place in 0..count {
                    block[place * length + index] = f64::from(numbers[lane + place]) + HALF_STEP;
                }
            }
            done += count;
        }
    }

    /// The seed of one run through the sequence.
    const fn scramble(self, run: usize) -> u32 {
        // Neighbouring seeds must not give neighbouring scrambles: the finalizer of MurmurHash3.
        let mut mixed = self.seed.wrapping_add((run as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15));
        mixed = (mixed ^ (mixed >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
        mixed = (mixed ^ (mixed >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
        (mixed ^ (mixed >> 33)) as u32
    }

    /// Pseudo-random numbers of which each depends on its place only, whoever asks for it.
    fn random(self, column: &mut [f64], dimension: usize, start: usize) {
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
        for first in [0, 3, 250, 300] {
            let points = Points { seed: 1 };
            let (dimensions, length) = (9, 1000);
            let mut whole = vec![0.0; dimensions * length];
            points.fill(&mut whole, dimensions, first, 65_000);
            for (from, count) in [(0, 1), (17, 300), (600, 400)] {
                let mut part = vec![0.0; 2 * count];
                points.fill(&mut part, 2, first + 5, 65_000 + from);
                assert_eq!(part[..count], whole[5 * length + from..][..count], "dimension {first} from {from}");
                assert_eq!(part[count..], whole[6 * length + from..][..count]);
            }
            assert!(whole.iter().all(|&number| number > 0.0 && number < 1.0));
        }
    }

    #[test]
    fn numbers_are_spread_evenly() {
        for (dimension, most) in [(0, 2e-4), (17, 2e-4), (255, 2e-4), (256, 2e-2)] {
            let mut column = vec![0.0; 8192];
            Points { seed: 7 }.fill(&mut column, 1, dimension, 0);
            column.sort_by(f64::total_cmp);
            let gaps = column.iter().enumerate().map(|(index, number)| (number - (index as f64 + 0.5) / 8192.0).abs());
            let worst = gaps.fold(0.0, f64::max);
            assert!(worst < most, "dimension {dimension}: {worst}");
        }
    }

    #[test]
    fn seeds_differ() {
        let first = |seed| {
            let mut column = [0.0];
            Points { seed }.fill(&mut column, 1, 0, 5);
            column[0]
        };
        assert_ne!(first(1), first(2));
    }
}

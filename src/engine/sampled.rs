//! What samples say of uncertain results, and more samples where they do not say enough.
//! What is known without samples is in `spread`, how samples are drawn in `sample`.

use std::sync::Arc;

use rayon::prelude::*;

use super::order::{Room, Sums};
use super::plan::{DrawId, Plan, Slot};
use super::sample::{Case, Cone};
use super::sampling::SAMPLES;
use super::spread::{Kept, Spread};
use super::values::Values;

/// How many numbers the columns of one round may hold together: 64 MiB.
const ROUND: usize = 1 << 23;
/// How well the ends of an interval are to be known: a result of which they are not gets more samples, and a quick one
/// again where they are still far from it.
const CLOSE: [f64; 2] = [0.008, 0.012];
/// How many samples are kept with what they say: shares of inputs come from so many.
const KEPT: usize = 4096;
/// How many numbers are kept of all results together; those of others are sampled again where they are needed.
const IN_ALL: usize = 1 << 21;

/// Evenly spread points are off by about half of what independent ones are, or less.
const EVENLY: f64 = 0.5;

/// What columns of samples say; `None` for one that has no result in any of them.
fn of_columns(columns: &[&[f64]], inputs: &Arc<[DrawId]>) -> Vec<Option<Spread>> {
    /// So many numbers are worth a second core.
    const MANY: usize = 1 << 14;
    let of = |room: &mut Room, column: &&[f64]| Spread::sampled(column, inputs, room);
    if columns.iter().map(|column| column.len()).sum::<usize>() > MANY {
        columns.par_iter().map_init(Room::default, of).collect()
    } else {
        let mut room = Room::default();
        columns.iter().map(|column| of(&mut room, column)).collect()
    }
}

impl Spread {
    /// What a column of samples says; NaN is a sample without a result, and what is infinite grows without end.
    fn sampled(column: &[f64], inputs: &Arc<[DrawId]>, room: &mut Room) -> Option<Self> {
        let sums = Sums::new(column);
        let (percentiles, dots) = Self::of(|levels| room.quantiles(column, &sums, levels))?;
        let Sums { sum, sizes, least, greatest, count } = sums;
        // Where no case has a finite result there is none.
        if !percentiles[0].is_finite() && column.iter().all(|value| !value.is_finite()) {
            return None;
        }
        let (mut endless, mut missing, mut example) = (0, column.len() - count, None);
        if missing > 0 || !sum.is_finite() {
            endless = column.iter().filter(|value| value.is_infinite()).count();
            missing += endless;
            let index = column.iter().position(|value| !value.is_finite());
            example = index.map(|index| Case { index, inputs: Arc::clone(inputs) });
        }
        let largest = least.abs().max(greatest.abs());
        let tail = if sum.is_finite() && largest > 0.0 { largest / sizes } else { 0.0 };
        let [missing, endless] = [missing, endless].map(|count| count as f64 / column.len() as f64);
        let (samples, mean) = (Some(column.len()), sum / count as f64);
        Some(Self {
            samples,
            mean,
            percentiles,
            dots,
            missing,
            endless,
            example,
            tail,
            is_one: least == greatest && missing == 0.0,
            kept: None,
        })
    }

    /// Whether the ends of the 90% interval are not known to `close`, relative to them.
    fn is_rough(&self, samples: usize, close: f64) -> bool {
        self.errors(samples).into_iter().any(|(end, error)| {
            let error = error / end.abs();
            error.is_finite() && error > close
        })
    }

    /// The ends of the 90% interval with the size of their errors: by how far the percentiles beside them are, and how far
    /// chance takes the share of samples below them.
    fn errors(&self, samples: usize) -> [(f64, f64); 2] {
        let [p5, p10, .., p90, p95] = self.percentiles;
        let chance = EVENLY * (0.05 * 0.95 / samples as f64).sqrt() / 0.05;
        [(p5, p10), (p95, p90)].map(|(end, beside)| (end, chance * (end - beside).abs()))
    }

    /// Whether the 90% interval of another spread of the same result differs from this one by no more than sampling error
    /// explains. Closed forms have none.
    #[must_use]
    pub fn is_within_error_of(&self, other: &Self) -> bool {
        /// An error three times its usual size is hardly ever seen.
        const UNUSUAL: f64 = 3.0;
        let (Some(one), Some(two)) = (self.samples, other.samples) else { return false };
        let samples = one.min(two);
        let [ours, theirs] = [self, other].map(|spread| spread.errors(samples));
        let is_near = |(one, error): (f64, f64), (two, other): (f64, f64)| {
            one == two || (one - two).abs() <= UNUSUAL * error.max(other)
        };
        let share = UNUSUAL * EVENLY / (samples as f64).sqrt();
        ours.into_iter().zip(theirs).all(|(ours, theirs)| is_near(ours, theirs))
            && (self.missing - other.missing).abs() <= share
            && (self.missing > 0.0) == (other.missing > 0.0)
    }
}

impl Plan {
    /// Samples some of the wanted results, and those whose ends are rough further, where nobody has said how often.
    pub(super) fn sample_spreads(
        &self,
        values: &Values,
        wanted: &[Slot],
        open: &[usize],
        spreads: &mut [Option<Spread>],
    ) {
        /// Formulas of more multiplications than that are worth columns of their own for results that do without them.
        const SLOW: usize = 200;
        const BESIDE_SLOW: usize = 6;
        if open.is_empty() {
            return;
        }
        let is_slow = self.takes_slow(SLOW);
        let (slow, quick): (Vec<usize>, Vec<usize>) = open.iter().partition(|&&index| is_slow(wanted[index]));
        // Slow results take most of the time; the others beside them get less of it.
        let of_quick = if slow.is_empty() { (1, &CLOSE[..]) } else { (BESIDE_SLOW, &CLOSE[..1]) };
        let of_slow = (1, &CLOSE[..1]);
        let rounds = |open: &[usize], how: (usize, &[f64])| self.sample_rounds(values, wanted, open, how);
        let (of_quick, of_slow) = if quick.is_empty() || slow.is_empty() {
            (rounds(&quick, of_quick), rounds(&slow, of_slow))
        } else {
            rayon::join(|| rounds(&quick, of_quick), || rounds(&slow, of_slow))
        };
        for (index, spread) in quick.into_iter().zip(of_quick).chain(slow.into_iter().zip(of_slow)) {
            spreads[index] = spread;
        }
        let with_samples = spreads.iter_mut().flatten().filter(|spread| spread.kept.is_some());
        with_samples.skip(IN_ALL / KEPT).for_each(|spread| spread.kept = None);
    }

    /// What samples say of some of the wanted results, as many of them at a time as memory allows.
    fn sample_rounds(
        &self,
        values: &Values,
        wanted: &[Slot],
        open: &[usize],
        how: (usize, &[f64]),
    ) -> Vec<Option<Spread>> {
        let slots: Vec<Slot> = open.iter().map(|&index| wanted[index]).collect();
        if slots.is_empty() {
            return Vec::new();
        }
        let most = self.sampling.most(0);
        let (most, at_once) = if self.sampling.samples.is_some() {
            (most, (ROUND / most).max(1))
        } else {
            // Results that are made of each other have most of their operations in common, which are sampled once, and
            // not once for every so many results: nobody looks at all of thousands of results, and few samples do.
            let room = (ROUND / slots.len()).max(*SAMPLES.start());
            let most = most.min(1 << room.ilog2());
            // A quarter of a round, where there are several: to prepare them takes memory as well.
            (most, if slots.len() * most > ROUND { ROUND / most / 4 } else { slots.len() })
        };
        slots.chunks(at_once).flat_map(|slots| self.sample_round(values, slots, most, how)).collect()
    }

    /// What samples of the same cases say of some results: `most` of them or fewer, of results of which each counts so many
    /// times its cost, and so many that their ends are known as well as that.
    fn sample_round(
        &self,
        values: &Values,
        slots: &[Slot],
        most: usize,
        (weight, close): (usize, &[f64]),
    ) -> Vec<Option<Spread>> {
        let cone = self.cone(values, slots, self.sampling.count(0));
        let samples = self.sampling.count(weight * cone.cost()).min(most);
        let inputs: Arc<[DrawId]> = cone.inputs().collect();
        // All in one piece of memory, of which the system gives what is written to.
        let mut numbers = vec![0.0; most * slots.len()];
        let columns = numbers.chunks_exact_mut(most).map(|column| &mut column[..samples]);
        cone.sample_into(columns.collect(), 0..samples, &inputs);
        let columns: Vec<&[f64]> = numbers.chunks_exact(most).map(|column| &column[..samples]).collect();
        let mut found = of_columns(&columns, &inputs);
        // The fewer results are left, the more samples of them are quick.
        let mut counts = vec![samples; slots.len()];
        for &close in close {
            self.sample_further(
                (values, &cone),
                slots,
                &inputs,
                &mut numbers,
                (&mut counts, weight, close),
                &mut found,
            );
        }
        for (spread, column) in found.iter_mut().zip(numbers.chunks_exact(most)).take(IN_ALL / KEPT) {
            if let Some(spread) = spread {
                let column = column[..samples.min(KEPT)].to_vec();
                spread.kept = Some(Arc::new(Kept { column, inputs: Arc::clone(&inputs) }));
            }
        }
        found
    }

    /// Continues the samples of results whose ends are rough, with what is known of them then. `numbers` has a column for
    /// each result, of which `counts` samples are there; `first` is what these came from.
    fn sample_further(
        &self,
        (values, first): (&Values, &Cone),
        slots: &[Slot],
        inputs: &Arc<[DrawId]>,
        numbers: &mut [f64],
        (counts, weight, close): (&mut [usize], usize, f64),
        found: &mut [Option<Spread>],
    ) {
        let most = numbers.len() / slots.len().max(1);
        let longest = counts.iter().copied().max().unwrap_or(most);
        // Those that are still rough after one round have as many samples as any.
        let is_rough = |place: usize| {
            let spread = found[place].as_ref().filter(|_| counts[place] == longest);
            spread.is_some_and(|spread| spread.is_rough(longest, close))
        };
        let rough: Vec<usize> = (0..slots.len()).filter(|&place| is_rough(place)).collect();
        if rough.is_empty() || most <= longest {
            return;
        }
        let slots: Vec<Slot> = rough.iter().map(|&place| slots[place]).collect();
        let cone = self.cone_beside(Some(first), values, &slots, longest);
        let in_all = self.sampling.most(weight * cone.cost()).min(most);
        if in_all <= longest {
            return;
        }
        let columns =
            numbers.chunks_exact_mut(most).enumerate().filter(|(place, _)| rough.binary_search(place).is_ok());
        let columns = columns.map(|(_, column)| &mut column[longest..in_all]);
        cone.sample_into(columns.collect(), longest..in_all, inputs);
        let columns: Vec<&[f64]> = rough.iter().map(|place| &numbers[place * most..][..in_all]).collect();
        let again = of_columns(&columns, inputs);
        for (place, spread) in rough.into_iter().zip(again) {
            (found[place], counts[place]) = (spread, in_all);
        }
    }
}

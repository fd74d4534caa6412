//! What samples say of uncertain results, and more samples where they do not say enough.
//! What is known without samples is in `spread`, how samples are drawn in `sample`.

use std::sync::Arc;

use rayon::prelude::*;

use super::order::{Room, Sums};
use super::plan::{DrawId, Plan, Slot};
use super::sample::Case;
use super::spread::{Kept, Spread};
use super::values::Values;

/// How many numbers the columns of one round may hold together: a quarter of a gigabyte.
const ROUND: usize = 1 << 25;
/// How many samples are kept with what they say: shares of inputs come from so many.
const KEPT: usize = 4096;

/// What columns of samples say; `None` for one that has no result in any of them.
fn of_columns(columns: &[&[f64]], inputs: &Arc<[DrawId]>) -> Vec<Option<Spread>> {
    /// So many numbers are worth a second core.
    const MANY: usize = 1 << 16;
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

    /// Whether the ends of the 90% interval are not known to a percent or two: by how far the percentiles beside them are,
    /// and how far chance takes the share of samples below them.
    fn is_rough(&self, samples: usize) -> bool {
        /// Evenly spread points are off by about half of what independent ones are, or less.
        const EVENLY: f64 = 0.5;
        const CLOSE: f64 = 0.008;
        let [p5, p10, .., p90, p95] = self.percentiles;
        let chance = EVENLY * (0.05 * 0.95 / samples as f64).sqrt() / 0.05;
        [(p5, p10), (p95, p90)].into_iter().any(|(end, beside)| {
            let error = chance * (end - beside).abs() / end.abs();
            error.is_finite() && error > CLOSE
        })
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
        let is_quick = |index: &&usize| self.calls_of(wanted[**index]) <= SLOW;
        let (quick, slow): (Vec<usize>, Vec<usize>) = open.iter().partition(is_quick);
        // Slow results take most of the time; the others beside them get less of it.
        let weights = [if slow.is_empty() { 1 } else { BESIDE_SLOW }, 1];
        let most = self.sampling.most(0);
        for (open, weight) in [quick, slow].iter().zip(weights) {
            for open in open.chunks((ROUND / most).max(1)) {
                let slots: Vec<Slot> = open.iter().map(|&index| wanted[index]).collect();
                for (&index, spread) in open.iter().zip(self.sample_round(values, &slots, most, weight)) {
                    spreads[index] = spread;
                }
            }
        }
    }

    /// What samples of the same cases say of some results, `most` of them or fewer, each for so many times its cost.
    fn sample_round(&self, values: &Values, slots: &[Slot], most: usize, weight: usize) -> Vec<Option<Spread>> {
        let cone = self.cone(values, slots, self.sampling.count(0));
        let samples = self.sampling.count(weight * cone.cost());
        let inputs: Arc<[DrawId]> = cone.inputs().collect();
        // All in one piece of memory, of which the system gives what is written to.
        let mut numbers = vec![0.0; most * slots.len()];
        let columns = numbers.chunks_exact_mut(most).map(|column| &mut column[..samples]);
        cone.sample_into(columns.collect(), 0..samples, &inputs);
        let columns: Vec<&[f64]> = numbers.chunks_exact(most).map(|column| &column[..samples]).collect();
        let mut found = of_columns(&columns, &inputs);
        self.sample_further(values, slots, &inputs, &mut numbers, (samples, weight), &mut found);
        for (spread, column) in found.iter_mut().zip(numbers.chunks_exact(most)) {
            if let Some(spread) = spread {
                let column = column[..samples.min(KEPT)].to_vec();
                spread.kept = Some(Arc::new(Kept { column, inputs: Arc::clone(&inputs) }));
            }
        }
        found
    }

    /// Continues the samples of results whose ends are rough, with what is known of them then. `numbers` has a column for
    /// each result, of which so many samples are there.
    fn sample_further(
        &self,
        values: &Values,
        slots: &[Slot],
        inputs: &Arc<[DrawId]>,
        numbers: &mut [f64],
        (samples, weight): (usize, usize),
        found: &mut [Option<Spread>],
    ) {
        let most = numbers.len() / slots.len().max(1);
        let is_rough = |place: usize| found[place].as_ref().is_some_and(|spread| spread.is_rough(samples));
        let rough: Vec<usize> = (0..slots.len()).filter(|&place| is_rough(place)).collect();
        if rough.is_empty() || most <= samples {
            return;
        }
        let slots: Vec<Slot> = rough.iter().map(|&place| slots[place]).collect();
        let cone = self.cone(values, &slots, samples);
        let in_all = self.sampling.most(weight * cone.cost());
        if in_all <= samples {
            return;
        }
        let columns = numbers.chunks_exact_mut(most).enumerate().filter(|(place, _)| rough.contains(place));
        let columns = columns.map(|(_, column)| &mut column[samples..in_all]);
        cone.sample_into(columns.collect(), samples..in_all, inputs);
        let columns: Vec<&[f64]> = rough.iter().map(|place| &numbers[place * most..][..in_all]).collect();
        let again = of_columns(&columns, inputs);
        rough.into_iter().zip(again).for_each(|(place, spread)| found[place] = spread);
    }
}

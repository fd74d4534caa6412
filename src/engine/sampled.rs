//! What samples say of uncertain results, and more samples where they do not say enough.
//! What is known without samples is in `spread`, how samples are drawn in `sample`.

use std::sync::Arc;

use rayon::prelude::*;

use super::order::quantiles;
use super::plan::{DrawId, Plan, Slot};
use super::sample::{Case, Cone};
use super::sampling::{SAMPLES, USUAL};
use super::spread::{Kept, Spread};
use super::values::Values;

/// How many numbers the columns of one round may hold together: an eighth of a gigabyte.
const ROUND: usize = 1 << 24;

/// How many numbers are kept of all results together; those of others are sampled again where they are needed.
const KEPT: usize = 1 << 22;

/// What the samples of a result add up to; those without a result are passed over.
#[derive(Default)]
struct Sums {
    sum: f64,
    /// The sum of their sizes.
    sizes: f64,
    /// The largest size.
    largest: f64,
    count: usize,
}

impl Sums {
    fn add(&mut self, part: &[f64]) {
        /// So many sums side by side take hardly longer than one.
        const LANES: usize = 4;
        let (mut sums, mut sizes, mut largest) = ([0.0; LANES], [0.0; LANES], [0.0_f64; LANES]);
        for numbers in part.chunks(LANES) {
            for (lane, &value) in numbers.iter().enumerate() {
                let size = value.abs();
                sums[lane] += value;
                sizes[lane] += size;
                largest[lane] = if size > largest[lane] { size } else { largest[lane] };
            }
        }
        let sum: f64 = sums.iter().sum();
        if sum.is_nan() {
            let numbers: Vec<f64> = part.iter().copied().filter(|value| !value.is_nan()).collect();
            self.sum += numbers.iter().sum::<f64>();
            self.sizes += numbers.iter().map(|value| value.abs()).sum::<f64>();
            self.count += numbers.len();
        } else {
            self.sum += sum;
            self.sizes += sizes.iter().sum::<f64>();
            self.count += part.len();
        }
        self.largest = largest.into_iter().fold(self.largest, f64::max);
    }
}

/// What columns of samples say; `None` for one that has no result in any of them.
fn of_columns(columns: &[Vec<f64>], inputs: &Arc<[DrawId]>) -> Vec<Option<Spread>> {
    /// So many numbers are worth a second core.
    const MANY: usize = 1 << 16;
    let of = |column: &Vec<f64>| Spread::sampled(column, inputs);
    if columns.iter().map(Vec::len).sum::<usize>() > MANY {
        columns.par_iter().map(of).collect()
    } else {
        columns.iter().map(of).collect()
    }
}

impl Spread {
    /// What a column of samples says; NaN is a sample without a result, and what is infinite grows without end.
    fn sampled(column: &[f64], inputs: &Arc<[DrawId]>) -> Option<Self> {
        let (percentiles, dots) = Self::of(|levels| quantiles(column, levels))?;
        let mut sums = Sums::default();
        column.chunks(1024).for_each(|part| sums.add(part));
        let Sums { sum, sizes, largest, count } = sums;
        let differ = column.iter().any(|value| !value.is_nan() && *value != percentiles[0]);
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
            is_one: !differ && missing == 0.0,
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
        if open.is_empty() {
            return;
        }
        let most = self.sampling.count(0);
        let mut room = KEPT;
        let mut take = |open: &[usize], cone: &Cone, samples: usize| {
            let slots: Vec<Slot> = open.iter().map(|&index| wanted[index]).collect();
            let inputs: Arc<[DrawId]> = cone.inputs().collect();
            let mut columns = cone.sampled(samples);
            let mut found = of_columns(&columns, &inputs);
            self.sample_further(values, &slots, &inputs, &mut columns, &mut found);
            for ((&index, spread), column) in open.iter().zip(found).zip(columns) {
                spreads[index] = spread.map(|mut spread| {
                    let is_short = column.len() <= *USUAL.end() && column.len() <= room;
                    room -= if is_short { column.len() } else { 0 };
                    spread.kept = is_short.then(|| Arc::new(Kept { column, inputs: Arc::clone(&inputs) }));
                    spread
                });
            }
        };
        let cone = |open: &[usize]| {
            let slots: Vec<Slot> = open.iter().map(|&index| wanted[index]).collect();
            self.cone(values, &slots, most)
        };
        let all = cone(open);
        let samples = self.sampling.count(all.cost());
        let most_results = (ROUND / samples).max(1);
        if open.len() <= most_results {
            take(open, &all, samples);
        } else if self.sampling.samples.is_none() {
            // Results that are made of each other have most of their operations in common, which are sampled once, and
            // not once for every so many results: nobody looks at all of thousands of results, and few samples do.
            let room = (ROUND / open.len()).max(*SAMPLES.start());
            take(open, &all, 1 << room.ilog2());
        } else {
            drop(all);
            open.chunks(most_results).for_each(|open| take(open, &cone(open), samples));
        }
    }

    /// Continues the samples of results whose ends are rough, with what is known of them then.
    fn sample_further(
        &self,
        values: &Values,
        slots: &[Slot],
        inputs: &Arc<[DrawId]>,
        columns: &mut [Vec<f64>],
        found: &mut [Option<Spread>],
    ) {
        let samples = columns.first().map_or(0, Vec::len);
        let is_rough = |spread: &Option<Spread>| spread.as_ref().is_some_and(|spread| spread.is_rough(samples));
        let rough: Vec<usize> = (0..slots.len()).filter(|&place| is_rough(&found[place])).collect();
        if rough.is_empty() || self.sampling.most(0) <= samples || samples < *USUAL.start() {
            return;
        }
        let slots: Vec<Slot> = rough.iter().map(|&place| slots[place]).collect();
        let cone = self.cone(values, &slots, samples);
        let in_all = self.sampling.most(cone.cost());
        if in_all <= samples {
            return;
        }
        let further = cone.sampled_in(samples..in_all, inputs);
        let longer = rough.iter().zip(further).map(|(&place, further)| {
            let mut column = std::mem::take(&mut columns[place]);
            column.extend(further);
            column
        });
        let longer: Vec<Vec<f64>> = longer.collect();
        let again = of_columns(&longer, inputs);
        for ((place, column), spread) in rough.into_iter().zip(longer).zip(again) {
            (columns[place], found[place]) = (column, spread);
        }
    }
}

//! How much each uncertain input has to do with the spread of a result: exact where there is a closed form, otherwise
//! Sobol indices; and how far a result swings when one input moves and the others stay.

use rayon::prelude::*;

use super::indices::{Bins, Centred, first_order, first_order_of_mixed, scaled, total};
use super::plan::{DrawId, Operation, Plan, Slot};
use super::points::Points;
use super::sample::Cone;
use super::sampling::QUICK;
use super::spread::Kept;
use super::values::Values;

/// Of more inputs than that, none has a share to speak of, and finding them would take long.
const MANY: usize = 100;
/// So many steps of adding up are worth a second core.
const WORTH_A_CORE: usize = 1 << 18;
/// With fewer rows totals say nothing.
const FEW: usize = 128;

/// The part of inputs that move together, or of a single one, in the variance of a result: of its logarithm where the
/// result is positive.
#[derive(Debug, Clone, PartialEq)]
pub struct Influence {
    /// The inputs.
    pub inputs: Vec<DrawId>,
    /// The share of the variance that goes when they are known, on average.
    pub share: f64,
    /// The share of the variance that stays when all others are known; more than `share` where inputs act on each other.
    pub total: f64,
}

/// A result with one input at the ends of its 90% interval and all others at their medians.
#[derive(Debug, Clone, PartialEq)]
pub struct Swing {
    /// The input.
    pub input: DrawId,
    /// The result with the input at its low end.
    pub low: f64,
    /// The result with the input at its high end.
    pub high: f64,
    /// The smallest and the largest result with the input at its ends or between.
    pub extremes: (f64, f64),
}

/// A result with samples of it, and the inputs in the order of their dimensions.
struct Sampled<'a> {
    slot: Slot,
    column: Vec<f64>,
    order: &'a [DrawId],
    /// The samples that differ in one input or the other, one set after the other.
    mixture: Vec<f64>,
}

impl Plan {
    /// The influence of every input on each of some results, the largest first. Shares come from the samples that are
    /// kept with a spread, or from `rows.0` new ones; totals from up to `rows.1` and as many for each input, fewer where
    /// they take long, or none: then they are the shares.
    #[must_use]
    pub fn influences(
        &self,
        values: &Values,
        wanted: &[(Slot, Option<&Kept>)],
        rows: (usize, usize),
    ) -> Vec<Vec<Influence>> {
        let mut distinct: Vec<(Slot, Option<&Kept>)> = wanted.to_vec();
        distinct.sort_by_key(|one| one.0);
        distinct.dedup_by_key(|one| one.0);
        let mut influences: Vec<Option<Vec<Influence>>> =
            distinct.iter().map(|one| self.exact_influences(values, one.0)).collect();
        let open: Vec<usize> = (0..distinct.len()).filter(|&index| influences[index].is_none()).collect();
        let slots: Vec<(Slot, Option<&Kept>)> = open.iter().map(|&index| distinct[index]).collect();
        let found = self.sampled_influences(values, &slots, rows);
        open.into_iter().zip(found).for_each(|(index, found)| influences[index] = Some(found));
        for influences in influences.iter_mut().flatten() {
            influences.sort_by(|one, other| other.share.total_cmp(&one.share));
        }
        let place = |slot: Slot| distinct.binary_search_by_key(&slot, |one| one.0).unwrap_or(0);
        wanted.iter().map(|one| influences[place(one.0)].clone().unwrap_or_default()).collect()
    }

    fn sampled_influences(
        &self,
        values: &Values,
        wanted: &[(Slot, Option<&Kept>)],
        (rows, most): (usize, usize),
    ) -> Vec<Vec<Influence>> {
        let slots: Vec<Slot> = wanted.iter().map(|one| one.0).collect();
        if slots.is_empty() {
            return Vec::new();
        }
        // Without totals the cone only tells the inputs, save where some of them move together.
        let count = if most == 0 && self.correlations.is_empty() { 1 } else { 16 * rows };
        let cone = self.cone(values, &slots, count);
        let groups = cone.groups();
        if groups.len() > MANY {
            return vec![Vec::new(); slots.len()];
        }
        let is_together = groups.iter().any(|group| group.len() > 1);
        let quick = QUICK / (cone.cost() * (groups.len() + 2));
        let least = if is_together { FEW } else { 0 };
        let mixed = most.min((1 << quick.max(1).ilog2()).max(FEW)).max(least);
        let wanted: Vec<_> =
            wanted.iter().map(|&(slot, kept)| (slot, kept.filter(|kept| kept.column.len() >= rows))).collect();
        // Kept samples may be of more inputs than these results have.
        let kept = wanted.iter().filter_map(|one| one.1).map(|kept| kept.inputs.len()).max().unwrap_or(0);
        let points = Points::new(self.sampling.seed, kept.max(2 * cone.inputs().len()));
        let mixtures = cone.columns(mixed * (groups.len() + 2), &|numbers, start| {
            cone.mixed(numbers, start, mixed, &groups, &points);
        });
        let inputs: Vec<DrawId> = cone.inputs().collect();
        // What has no samples yet, or too few, is sampled by itself. The first part of the points is as even as all of them.
        let unkept: Vec<Slot> = wanted.iter().filter(|one| one.1.is_none()).map(|one| one.0).collect();
        let mut own = self.cone(values, &unkept, rows).sampled_in(0..rows, &inputs).into_iter();
        let columns = wanted.iter().map(|one| match one.1 {
            Some(kept) => (kept.column[..rows].to_vec(), &kept.inputs[..]),
            None => (own.next().unwrap_or_default(), &inputs[..]),
        });
        let columns: Vec<(Vec<f64>, &[DrawId])> = columns.collect();
        let dimensions = columns.iter().map(|(_, order)| order.len()).max().unwrap_or(0);
        let is_much = rows * dimensions * columns.len() > WORTH_A_CORE;
        let bins = |uniform: &mut Vec<f64>, dimension: usize| {
            points.fill(uniform, dimension, 0);
            Bins::new(uniform)
        };
        let room = || vec![0.0; rows];
        let sorted: Vec<Bins> = if is_much {
            (0..dimensions).into_par_iter().map_init(room, bins).collect()
        } else {
            let mut uniform = room();
            (0..dimensions).map(|dimension| bins(&mut uniform, dimension)).collect()
        };
        let influences = |Sampled { slot, column, order, mut mixture }: Sampled| {
            let depends = self.draws_of(slot);
            let (scale, column) = scaled(column);
            scale.apply(&mut mixture);
            let samples = Centred::new(column);
            let sets: Vec<&[f64]> = if mixed == 0 { Vec::new() } else { mixture.chunks_exact(mixed).collect() };
            let ids = |group: &Vec<usize>| group.iter().map(|&place| inputs[place]).collect::<Vec<_>>();
            let groups = groups.iter().map(ids).enumerate();
            let influence = |(group, ids): (usize, Vec<DrawId>)| {
                let dimension = order.iter().position(|id| *id == ids[0]);
                let share = match (ids.as_slice(), dimension) {
                    ([_], Some(dimension)) => first_order(&samples, &sorted[dimension]),
                    _ => first_order_of_mixed(&sets, sets[group + 2]),
                };
                let total = if most == 0 { share } else { total(&sets, sets[group + 2]) };
                Influence { inputs: ids, share, total: total.max(share) }
            };
            groups.filter(|(_, ids)| ids.iter().any(|id| depends.contains(id))).map(influence).collect()
        };
        let parts = wanted.iter().zip(columns).zip(mixtures);
        let parts = parts.map(|((one, (column, order)), mixture)| Sampled { slot: one.0, column, order, mixture });
        let parts: Vec<Sampled> = parts.collect();
        if is_much {
            parts.into_par_iter().map(influences).collect()
        } else {
            parts.into_iter().map(influences).collect()
        }
    }

    fn exact_influences(&self, values: &Values, slot: Slot) -> Option<Vec<Influence>> {
        if let Operation::Draw(id) = self.operations()[slot.index()] {
            return Some(vec![Influence { inputs: vec![id], share: 1.0, total: 1.0 }]);
        }
        if self.sampling.always {
            return None;
        }
        let Some(product) = self.product(values, slot) else {
            let mut variances = self.variances(values, slot).filter(|variances| variances.len() <= MANY)?;
            let all: f64 = variances.iter().map(|one| one.1).sum();
            variances.retain(|one| one.1 > 0.0);
            let influence =
                |(id, own): (DrawId, f64)| Influence { inputs: vec![id], share: own / all, total: own / all };
            return (all > 0.0 && all.is_finite()).then(|| variances.into_iter().map(influence).collect());
        };
        if product.coefficients.len() > MANY {
            return None;
        }
        let all = self.variance(&product.coefficients);
        let groups = self.cone(values, &[slot], 1);
        let inputs: Vec<DrawId> = groups.inputs().collect();
        let influences = groups.groups().into_iter().map(|group| {
            let inputs: Vec<DrawId> = group.into_iter().map(|place| inputs[place]).collect();
            let own: Vec<_> = product.coefficients.iter().copied().filter(|one| inputs.contains(&one.0)).collect();
            let share = if all > 0.0 { self.variance(&own) / all } else { 0.0 };
            Influence { inputs, share, total: share }
        });
        Some(influences.collect())
    }

    /// How far a result swings with each input, the widest first.
    #[must_use]
    pub fn swings(&self, values: &Values, slot: Slot) -> Vec<Swing> {
        /// The standard normal number at the high end of a 90% interval.
        const END: f64 = 1.644_853_626_951_472_7;
        /// How many values each input takes from one end to the other, its median in the middle.
        const LEVELS: usize = 17;
        let cone = self.cone(values, &[slot], 1);
        let inputs: Vec<DrawId> = cone.inputs().collect();
        if inputs.len() > MANY {
            return Vec::new();
        }
        let mut columns = cone.columns(LEVELS * inputs.len(), &|numbers, start| {
            let lanes = numbers.len() / inputs.len().max(1);
            for (place, column) in numbers.chunks_mut(lanes.max(1)).enumerate() {
                for (row, number) in (start..).zip(column) {
                    let part = (row % LEVELS) as f64 / (LEVELS - 1) as f64;
                    let level = if row / LEVELS == place { 0.05 + 0.9 * part } else { 0.5 };
                    *number = if cone.is_normal(place) { END * (level - 0.5) / 0.45 } else { level };
                }
            }
        });
        let column = columns.pop().unwrap_or_default();
        let swing = |(input, results): (DrawId, &[f64])| {
            let numbers = || results.iter().copied().filter(|result| !result.is_nan());
            let extremes = (numbers().fold(f64::INFINITY, f64::min), numbers().fold(f64::NEG_INFINITY, f64::max));
            Swing { input, low: results[0], high: results[LEVELS - 1], extremes }
        };
        let mut swings: Vec<Swing> = inputs.into_iter().zip(column.chunks_exact(LEVELS)).map(swing).collect();
        let width = |swing: &Swing| {
            // What has no result at an end swings farthest of all.
            if swing.low.is_nan() || swing.high.is_nan() {
                return f64::INFINITY;
            }
            let (least, greatest) = swing.extremes;
            if least > 0.0 { (greatest / least).ln() } else { greatest - least }
        };
        swings.sort_by(|one, other| width(other).total_cmp(&width(one)));
        swings
    }
}

impl Cone {
    /// Rows of two independent sets of samples A and B, then of A with the columns of one group after the other taken
    /// from B.
    fn mixed(&self, numbers: &mut [f64], start: usize, rows: usize, groups: &[Vec<usize>], points: &Points) {
        let inputs = self.inputs().len();
        let lanes = numbers.len() / inputs.max(1);
        let mut done = 0;
        let mut part = Vec::new();
        while done < lanes {
            let (set, row) = ((start + done) / rows, (start + done) % rows);
            let count = (rows - row).min(lanes - done);
            part.resize(inputs * count, 0.0);
            let mixed: &[usize] = set.checked_sub(2).and_then(|group| groups.get(group)).map_or(&[], Vec::as_slice);
            for (place, column) in part.chunks_exact_mut(count).enumerate() {
                let is_other = set == 1 || mixed.contains(&place);
                points.fill(column, if is_other { inputs + place } else { place }, row);
            }
            self.correlate_block(&mut part, count);
            for (place, column) in part.chunks_exact(count).enumerate() {
                numbers[place * lanes + done..][..count].copy_from_slice(column);
            }
            done += count;
        }
    }
}

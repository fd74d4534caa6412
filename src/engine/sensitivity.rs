//! How much each uncertain input has to do with the spread of a result: exact where there is a closed form, otherwise
//! Sobol indices; and how far a result swings when one input moves and the others stay.

use super::evaluate::Values;
use super::indices::{first_order, first_order_of_mixed, scale, total};
use super::plan::{DrawId, Operation, Plan, Slot};
use super::points::Points;
use super::sample::Cone;
use super::sampling::QUICK;

/// Of more inputs than that, none has a share to speak of, and finding them would take long.
const MANY: usize = 100;
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

impl Plan {
    /// The influence of every input on each of some results, the largest first: shares from `rows.0` samples, totals from
    /// up to `rows.1` and as many for each input, fewer where they take long.
    #[must_use]
    pub fn influences(&self, values: &Values, wanted: &[Slot], rows: (usize, usize)) -> Vec<Vec<Influence>> {
        let mut distinct = wanted.to_vec();
        distinct.sort_unstable();
        distinct.dedup();
        let influences = self.influences_of(values, &distinct, rows);
        let place = |slot: &Slot| distinct.binary_search(slot).expect("each wanted result is among the distinct ones");
        wanted.iter().map(|slot| influences[place(slot)].clone()).collect()
    }

    fn influences_of(&self, values: &Values, wanted: &[Slot], rows: (usize, usize)) -> Vec<Vec<Influence>> {
        let mut influences: Vec<Option<Vec<Influence>>> =
            wanted.iter().map(|&slot| self.exact_influences(values, slot)).collect();
        let open: Vec<usize> = (0..wanted.len()).filter(|&index| influences[index].is_none()).collect();
        if !open.is_empty() {
            let slots: Vec<Slot> = open.iter().map(|&index| wanted[index]).collect();
            let found = self.sampled_influences(values, &slots, rows);
            open.into_iter().zip(found).for_each(|(index, found)| influences[index] = Some(found));
        }
        let sorted = influences.into_iter().map(|influences| {
            let mut influences = influences.unwrap_or_default();
            influences.sort_by(|one, other| other.share.total_cmp(&one.share));
            influences
        });
        sorted.collect()
    }

    fn sampled_influences(&self, values: &Values, slots: &[Slot], (rows, most): (usize, usize)) -> Vec<Vec<Influence>> {
        let cone = self.cone(values, slots, 16 * rows);
        let groups = cone.groups();
        if groups.len() > MANY {
            return vec![Vec::new(); slots.len()];
        }
        let quick = QUICK / (cone.cost() * (groups.len() + 2));
        let mixed = most.min((1 << quick.max(1).ilog2()).max(FEW));
        let points = Points::new(self.sampling.seed, 2 * cone.inputs().len());
        let columns = cone.sampled(rows);
        let mixtures = cone.columns(mixed * (groups.len() + 2), &|numbers, start| {
            cone.mixed(numbers, start, mixed, &groups, &points);
        });
        let uniform: Vec<Vec<f64>> = (0..cone.inputs().len())
            .map(|place| {
                let mut column = vec![0.0; rows];
                points.fill(&mut column, place, 0);
                column
            })
            .collect();
        let depends: Vec<Vec<DrawId>> = slots.iter().map(|&slot| self.cone(values, &[slot], 1).inputs().collect()).collect();
        let all = columns.into_iter().zip(mixtures).zip(depends);
        all.map(|((column, mixture), depends)| cone.indices((column, mixture), &uniform, &groups, &depends)).collect()
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
            let influence = |(id, own): (DrawId, f64)| Influence { inputs: vec![id], share: own / all, total: own / all };
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

    /// The indices of every group from a column of samples with its uniform numbers, and from the rows of
    /// [`Cone::mixed`]. What a result does not depend on has no part in it.
    fn indices(
        &self,
        (mut column, mut mixture): (Vec<f64>, Vec<f64>),
        uniform: &[Vec<f64>],
        groups: &[Vec<usize>],
        depends: &[DrawId],
    ) -> Vec<Influence> {
        let scale = scale(&column);
        scale.apply(&mut column);
        scale.apply(&mut mixture);
        let inputs: Vec<DrawId> = self.inputs().collect();
        let rows = mixture.len() / (groups.len() + 2);
        let sets: Vec<&[f64]> = mixture.chunks_exact(rows).collect();
        let influence = |(group, mixed): (&Vec<usize>, &&[f64])| {
            let total = total(&sets, mixed);
            let share = match group.as_slice() {
                [place] => first_order(&column, &uniform[*place]),
                _ => first_order_of_mixed(&sets, mixed),
            };
            let ids = group.iter().map(|&place| inputs[place]).collect();
            Influence { inputs: ids, share, total: total.max(share) }
        };
        let matters = |(group, _): &(&Vec<usize>, &&[f64])| group.iter().any(|&place| depends.contains(&inputs[place]));
        groups.iter().zip(&sets[2..]).filter(matters).map(influence).collect()
    }
}

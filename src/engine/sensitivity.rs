//! How much each uncertain input has to do with the spread of a result: exact where there is a closed form, otherwise
//! Sobol indices; and how far a result swings when one input moves and the others stay.

use super::evaluate::Values;
use super::plan::{DrawId, Operation, Plan, Slot};
use super::points::Points;
use super::sample::Cone;
use super::sampling::QUICK;

/// Of more inputs than that, none has a share to speak of, and finding them would take long.
const MANY: usize = 100;
/// With fewer rows shares say nothing.
const FEW: usize = 32;

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
}

impl Plan {
    /// The influence of every input on each of some results, the largest first, from `rows` samples of each of two sets
    /// and as many for each input; fewer where they take long, but no fewer than `least`. If that is 0, what takes long
    /// is left out.
    ///
    /// First-order indices: A. Saltelli and others, Variance based sensitivity analysis of model output, 2010, table 2.
    /// Total ones: M. Jansen, Analysis of variance designs for model output, 1999.
    #[must_use]
    pub fn influences(&self, values: &Values, wanted: &[Slot], (least, rows): (usize, usize)) -> Vec<Vec<Influence>> {
        let mut distinct = wanted.to_vec();
        distinct.sort_unstable();
        distinct.dedup();
        let influences = self.influences_of(values, &distinct, (least, rows));
        let place = |slot: &Slot| distinct.binary_search(slot).expect("each wanted result is among the distinct ones");
        wanted.iter().map(|slot| influences[place(slot)].clone()).collect()
    }

    fn influences_of(&self, values: &Values, wanted: &[Slot], (least, rows): (usize, usize)) -> Vec<Vec<Influence>> {
        let mut influences: Vec<Option<Vec<Influence>>> =
            wanted.iter().map(|&slot| self.exact_influences(values, slot)).collect();
        let open: Vec<usize> = (0..wanted.len()).filter(|&index| influences[index].is_none()).collect();
        for open in [open].into_iter().filter(|open| !open.is_empty()) {
            let slots: Vec<Slot> = open.iter().map(|&index| wanted[index]).collect();
            let cone = self.cone(values, &slots, 16 * rows);
            let groups = cone.groups();
            if groups.len() > MANY {
                continue;
            }
            let quick = QUICK / (cone.cost() * (groups.len() + 2));
            let rows = rows.min((1 << quick.max(1).ilog2()).max(least));
            if least == 0 && quick < FEW {
                continue;
            }
            let points = Points::new(self.sampling.seed, 2 * cone.inputs().len());
            let columns = cone.columns(rows * (groups.len() + 2), &|numbers, start| {
                cone.mixed(numbers, start, rows, &groups, &points);
            });
            for (index, column) in open.into_iter().zip(columns) {
                influences[index] = Some(cone.indices(column, rows, &groups));
            }
        }
        let sorted = influences.into_iter().map(|influences| {
            let mut influences = influences.unwrap_or_default();
            influences.sort_by(|one, other| other.share.total_cmp(&one.share));
            influences
        });
        sorted.collect()
    }

    fn exact_influences(&self, values: &Values, slot: Slot) -> Option<Vec<Influence>> {
        if let Operation::Draw(id) = self.operations()[slot.index()] {
            return Some(vec![Influence { inputs: vec![id], share: 1.0, total: 1.0 }]);
        }
        let product = self.product(values, slot).filter(|_| !self.sampling.always)?;
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
        let cone = self.cone(values, &[slot], 1);
        let inputs: Vec<DrawId> = cone.inputs().collect();
        if inputs.len() > MANY {
            return Vec::new();
        }
        let mut columns = cone.columns(2 * inputs.len(), &|numbers, start| {
            let lanes = numbers.len() / inputs.len().max(1);
            for (place, column) in numbers.chunks_mut(lanes.max(1)).enumerate() {
                for (row, number) in (start..).zip(column) {
                    let level = if row / 2 == place { [0.05, 0.95][row % 2] } else { 0.5 };
                    *number = if cone.is_normal(place) { END * (level - 0.5) / 0.45 } else { level };
                }
            }
        });
        let column = columns.pop().unwrap_or_default();
        let swings = inputs.into_iter().zip(column.chunks_exact(2));
        let mut swings: Vec<Swing> = swings.map(|(input, ends)| Swing { input, low: ends[0], high: ends[1] }).collect();
        let width = |swing: &Swing| {
            let is_positive = swing.low > 0.0 && swing.high > 0.0;
            let width = if is_positive { (swing.high / swing.low).ln() } else { swing.high - swing.low };
            // What has no result at an end swings farthest of all.
            if width.is_nan() { f64::INFINITY } else { width.abs() }
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

    /// The indices of every group from the rows of [`Cone::mixed`].
    fn indices(&self, mut column: Vec<f64>, rows: usize, groups: &[Vec<usize>]) -> Vec<Influence> {
        if column.iter().all(|value| value.is_nan() || *value > 0.0) {
            for value in &mut column {
                *value = value.ln();
            }
        }
        let inputs: Vec<DrawId> = self.inputs().collect();
        let sets: Vec<&[f64]> = column.chunks_exact(rows).collect();
        let both = || sets[0].iter().chain(sets[1]).copied().filter(|value| !value.is_nan());
        let count = both().count().max(1) as f64;
        let mean = both().sum::<f64>() / count;
        let variance = both().map(|value| (value - mean).powi(2)).sum::<f64>() / count;
        let influence = |(group, mixed): (&Vec<usize>, &&[f64])| {
            let (mut first, mut total, mut count) = (0.0, 0.0, 0.0_f64);
            for ((a, b), mixed) in sets[0].iter().zip(sets[1]).zip(*mixed) {
                // A row in which one of the three has no result says nothing.
                if !(a + b + mixed).is_nan() {
                    first += (b - mean) * (mixed - a);
                    total += (a - mixed).powi(2) / 2.0;
                    count += 1.0;
                }
            }
            let share = |sum: f64| {
                if variance > 0.0 { (sum / count.max(1.0) / variance).clamp(0.0, 1.0) } else { 0.0 }
            };
            let inputs = group.iter().map(|&place| inputs[place]).collect();
            Influence { inputs, share: share(first), total: share(total) }
        };
        groups.iter().zip(&sets[2..]).map(influence).collect()
    }
}

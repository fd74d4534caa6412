//! Sampling: the part of a plan that is uncertain, calculated over columns of samples in blocks that stay in cache.
//! A result is sampled with all inputs it depends on, each drawn once, so that `x - x` is 0 in every sample.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;
use statrs::distribution::ContinuousCDF;

use super::distribution::{Impossible, standard};
use super::evaluate::Inputs;
use super::kernel::finite;
use super::part::Part;
use super::plan::{DrawId, Operation, Plan, Slot};
use super::points::Points;
use super::quantiles::Quantiles;
use super::values::Values;

/// How many numbers a block may hold: an eighth of a megabyte, so that it stays in a second-level cache and takes few
/// pages of memory.
const BLOCK: usize = 1 << 14;
/// Fewer lanes take longer than a block that is not as quick.
const FEW: usize = 32;
/// How many numbers a block may have for that.
const LARGEST_BLOCK: usize = 1 << 22;
/// How many operations on numbers pay for a second core.
const WORTH_A_CORE: usize = 1 << 20;
/// More inputs have no tables of their quantiles, which would take more memory than all else.
const MANY_INPUTS: usize = 1_000;
/// How many lanes a core takes at a time.
const SHARE: usize = 1 << 11;

/// The part of a plan that some results depend on and that is uncertain, as a plan of its own.
pub struct Cone {
    plan: Plan,
    wanted: Vec<Slot>,
    /// For each operation its number in the whole plan.
    origins: Vec<Slot>,
    /// The uncertain inputs in their order: one dimension each.
    inputs: Vec<Input>,
    /// For each draw of this plan the place of its input.
    places: Vec<usize>,
    groups: Vec<Group>,
}

/// An uncertain input of a cone.
struct Input {
    id: DrawId,
    /// Its quantiles, if its parameters are certain.
    quantiles: Option<Result<Quantiles, Impossible>>,
    /// Whether its column is one of standard normal numbers, and not of uniform ones.
    is_normal: bool,
}

/// Inputs that move together: their places, and the lower triangle that makes independent normal numbers correlate.
struct Group {
    places: Vec<usize>,
    triangle: Vec<Vec<f64>>,
}

/// One case among samples: the number of the sample, and the inputs in the order of its dimensions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    pub(super) index: usize,
    pub(super) inputs: Arc<[DrawId]>,
}

/// The memory that a core works in.
#[derive(Default)]
struct Room {
    block: Vec<f64>,
    numbers: Vec<f64>,
}

/// Columns of numbers between 0 and 1, or of normal ones, for the inputs of a cone.
pub(super) struct Samples<'a> {
    cone: &'a Cone,
    numbers: &'a [f64],
}

impl Inputs for Samples<'_> {
    fn fill<'b>(&self, plan: &Plan, draw: DrawId, out: &mut [f64], lane: &dyn Fn(Slot) -> &'b [f64]) {
        let place = self.cone.places[draw.index()];
        let input = &self.cone.inputs[place];
        let numbers = &self.numbers[place * out.len()..][..out.len()];
        match &input.quantiles {
            Some(Ok(quantiles)) if input.is_normal => {
                let curve = quantiles.curve();
                out.iter_mut().zip(numbers).for_each(|(out, &z)| *out = finite(curve.at_deviation(z)));
            }
            Some(Ok(quantiles)) => out.iter_mut().zip(numbers).for_each(|(out, &u)| *out = finite(quantiles.at(u))),
            Some(Err(_)) => out.fill(f64::NAN),
            None => {
                let draw = plan.draw(draw);
                let columns: Vec<&[f64]> = draw.parameters.iter().map(|&slot| lane(slot)).collect();
                let mut parameters = vec![0.0; columns.len()];
                for (index, (out, &number)) in out.iter_mut().zip(numbers).enumerate() {
                    parameters.iter_mut().zip(&columns).for_each(|(parameter, column)| *parameter = column[index]);
                    *out = draw.distribution.curve(&parameters).map_or(f64::NAN, |curve| {
                        finite(if input.is_normal { curve.at_deviation(number) } else { curve.quantile(number) })
                    });
                }
            }
        }
    }
}

impl Plan {
    /// The uncertain part of the plan that some results depend on, for about `count` samples.
    #[must_use]
    pub fn cone(&self, values: &Values, wanted: &[Slot], count: usize) -> Cone {
        let Part { plan, numbers, origins, draws } =
            self.part(wanted, |slot| self.is_uncertain(slot), |slot| values.get(slot), false);
        let count = if draws.len() > MANY_INPUTS { 1 } else { count };
        let mut inputs: Vec<Input> = draws.iter().map(|&id| self.input(values, id, count)).collect();
        inputs.sort_by_key(|input| (self.draw(input.id).order, input.id));
        let place: HashMap<DrawId, usize> = inputs.iter().enumerate().map(|(place, input)| (input.id, place)).collect();
        let places = draws.iter().map(|id| place[id]).collect();
        let wanted = wanted.iter().map(|slot| numbers[slot]).collect();
        let mut cone = Cone { plan, wanted, origins, inputs, places, groups: Vec::new() };
        cone.correlate(self, &place);
        cone
    }

    fn input(&self, values: &Values, id: DrawId, count: usize) -> Input {
        let draw = self.draw(id);
        let is_certain = draw.parameters.iter().all(|&slot| !self.is_uncertain(slot));
        let quantiles = is_certain.then(|| {
            let parameters: Vec<f64> = draw.parameters.iter().map(|&slot| values.get(slot)).collect();
            draw.distribution.curve(&parameters).map(|curve| Quantiles::new(curve, count))
        });
        Input { id, quantiles, is_normal: false }
    }

    /// As many samples of some results as are quick, of the same cases, and the inputs in the order of their dimensions.
    pub(super) fn sampled_all(&self, values: &Values, wanted: &[Slot]) -> (Vec<Vec<f64>>, Arc<[DrawId]>) {
        let cone = self.cone(values, wanted, self.sampling.count(0));
        (cone.sampled(self.sampling.count(cone.cost())), cone.inputs().collect())
    }

    /// The values of all operations that a result is made of, in one case.
    pub(super) fn in_case(&self, values: &Values, wanted: Slot, case: &Case) -> Values {
        let cone = self.cone(values, &[wanted], 1);
        let mut block = vec![0.0; cone.plan.len()];
        let mut numbers = vec![0.0; cone.inputs.len()];
        let points = Points::new(self.sampling.seed, case.inputs.len());
        for (number, input) in numbers.iter_mut().zip(cone.inputs()) {
            if let Some(dimension) = case.inputs.iter().position(|id| *id == input) {
                points.fill(std::slice::from_mut(number), dimension, case.index);
            }
        }
        cone.correlate_block(&mut numbers, 1);
        let samples = Samples { cone: &cone, numbers: &numbers };
        cone.plan.run(&mut block, 0, 1, &[], 0, &samples);
        let mut found = values.clone();
        cone.origins.iter().zip(block).for_each(|(&slot, value)| found.set(slot, value));
        found
    }
}

impl Cone {
    /// The uncertain inputs, in the order of their columns.
    #[must_use]
    pub fn inputs(&self) -> impl ExactSizeIterator<Item = DrawId> {
        self.inputs.iter().map(|input| input.id)
    }

    /// The places of the inputs that move together, and each other one by itself.
    #[must_use]
    pub fn groups(&self) -> Vec<Vec<usize>> {
        let mut groups: Vec<Vec<usize>> = self.groups.iter().map(|group| group.places.clone()).collect();
        let is_free = |place: &usize| !self.groups.iter().any(|group| group.places.contains(place));
        groups.extend((0..self.inputs.len()).filter(is_free).map(|place| vec![place]));
        groups.sort_unstable();
        groups
    }

    /// Columns of samples of the wanted results.
    #[must_use]
    pub fn sampled(&self, samples: usize) -> Vec<Vec<f64>> {
        self.sampled_in(0..samples, &self.inputs().collect::<Vec<_>>())
    }

    /// Columns of some of the samples, of cases in which the inputs have their dimensions in an order of more of them.
    pub(super) fn sampled_in(&self, samples: Range<usize>, order: &[DrawId]) -> Vec<Vec<f64>> {
        let points = Points::new(self.plan.sampling.seed, order.len());
        let places: HashMap<DrawId, usize> = order.iter().zip(0..).map(|(&id, place)| (id, place)).collect();
        let dimensions: Vec<usize> = self.inputs().map(|id| places[&id]).collect();
        self.columns(samples.len(), &|numbers, start| {
            let lanes = numbers.len() / dimensions.len().max(1);
            for (column, &dimension) in numbers.chunks_exact_mut(lanes.max(1)).zip(&dimensions) {
                points.fill(column, dimension, samples.start + start);
            }
            self.correlate_block(numbers, lanes);
        })
    }

    /// Columns of the wanted results, `length` numbers each. `fill` is given room for a column of each input, and the
    /// number of the first row; it fills in uniform numbers, or normal ones for inputs that move together.
    pub(super) fn columns(&self, length: usize, fill: &(dyn Fn(&mut [f64], usize) + Sync)) -> Vec<Vec<f64>> {
        let mut columns = vec![vec![0.0; length]; self.wanted.len()];
        let mut shares: Vec<Vec<&mut [f64]>> = Vec::new();
        for column in &mut columns {
            for (index, part) in column.chunks_mut(SHARE).enumerate() {
                if index == shares.len() {
                    shares.push(Vec::new());
                }
                shares[index].push(part);
            }
        }
        let work = |room: &mut Room, (index, parts): (usize, Vec<&mut [f64]>)| {
            self.share(parts, index * SHARE, fill, room);
        };
        if self.cost().saturating_mul(length) > WORTH_A_CORE {
            shares.into_par_iter().enumerate().for_each_init(Room::default, work);
        } else {
            let mut room = Room::default();
            shares.into_iter().enumerate().for_each(|share| work(&mut room, share));
        }
        columns
    }

    /// How much a sample costs, in multiplications.
    #[must_use]
    pub fn cost(&self) -> usize {
        /// What the quantile of an input costs.
        const QUANTILE: usize = 12;
        let calls: usize = self.plan.calls().iter().map(|call| call.formula.cost as usize).sum();
        self.plan.len() + QUANTILE * self.inputs.len() + calls
    }

    fn share(
        &self,
        mut parts: Vec<&mut [f64]>,
        start: usize,
        fill: &(dyn Fn(&mut [f64], usize) + Sync),
        room: &mut Room,
    ) {
        let length = parts.first().map_or(0, |part| part.len());
        let most = |numbers: usize| numbers / (self.plan.len() + self.inputs.len()).max(1);
        let lanes = most(BLOCK).max(FEW.min(most(LARGEST_BLOCK))).clamp(1, 1024).min(length.max(1));
        let Room { block, numbers } = room;
        block.resize(self.plan.len() * lanes, 0.0);
        numbers.resize(self.inputs.len() * lanes, 0.0);
        let mut done = 0;
        while done < length {
            let count = lanes.min(length - done);
            let numbers = &mut numbers[..self.inputs.len() * count];
            if self.plan.interrupt.is_set() {
                for part in &mut parts {
                    part[done..].fill(f64::NAN);
                }
                return;
            }
            fill(numbers, start + done);
            let samples = Samples { cone: self, numbers };
            self.plan.run(&mut block[..self.plan.len() * count], 0, count, &[], 0, &samples);
            for (part, slot) in parts.iter_mut().zip(&self.wanted) {
                part[done..done + count].copy_from_slice(&block[slot.index() * count..][..count]);
            }
            done += count;
        }
    }

    /// Finds the inputs that move together.
    fn correlate(&mut self, whole: &Plan, place: &HashMap<DrawId, usize>) {
        let at = |slot: Slot| match whole.operations()[slot.index()] {
            Operation::Draw(id) => place.get(&id).copied(),
            _ => None,
        };
        let pairs = whole.correlations.iter();
        let pairs: Vec<_> = pairs.filter_map(|&(a, b, correlation)| Some((at(a)?, at(b)?, correlation))).collect();
        let mut groups: Vec<Vec<usize>> = Vec::new();
        for &(a, b, _) in &pairs {
            let (touched, mut rest): (Vec<_>, Vec<_>) =
                groups.into_iter().partition(|group| group.contains(&a) || group.contains(&b));
            let mut group: Vec<usize> = touched.into_iter().flatten().chain([a, b]).collect();
            group.sort_unstable();
            group.dedup();
            rest.push(group);
            groups = rest;
        }
        for places in groups {
            let correlation = |one: usize, other: usize| {
                let is_pair =
                    |pair: &&(usize, usize, f64)| (pair.0, pair.1) == (one, other) || (pair.1, pair.0) == (one, other);
                if one == other { 1.0 } else { pairs.iter().find(is_pair).map_or(0.0, |pair| pair.2) }
            };
            let matrix: Vec<Vec<f64>> =
                places.iter().map(|&one| places.iter().map(|&other| correlation(one, other)).collect()).collect();
            // A model refuses correlations that contradict each other.
            let Some(triangle) = triangle(&matrix) else { continue };
            for &place in &places {
                self.inputs[place].is_normal = true;
            }
            self.groups.push(Group { places, triangle });
        }
    }

    /// Turns the uniform numbers of inputs that move together into correlated normal ones.
    pub(super) fn correlate_block(&self, numbers: &mut [f64], lanes: usize) {
        let normal = standard();
        for group in &self.groups {
            let mut free = vec![0.0; group.places.len()];
            for lane in 0..lanes {
                for (free, place) in free.iter_mut().zip(&group.places) {
                    *free = normal.inverse_cdf(numbers[place * lanes + lane]);
                }
                for (row, place) in group.triangle.iter().zip(&group.places) {
                    numbers[place * lanes + lane] = row.iter().zip(&free).map(|(factor, free)| factor * free).sum();
                }
            }
        }
    }

    /// Whether the column of an input is one of normal numbers.
    pub(super) fn is_normal(&self, place: usize) -> bool {
        self.inputs[place].is_normal
    }
}

/// The lower triangle whose product with its transpose is a matrix of correlations (Cholesky); `None` if no numbers can
/// correlate like that.
#[must_use]
pub fn triangle(matrix: &[Vec<f64>]) -> Option<Vec<Vec<f64>>> {
    /// How far rounding may take what is 0 below it.
    const ROUNDING: f64 = 1e-12;
    let mut triangle: Vec<Vec<f64>> = Vec::with_capacity(matrix.len());
    for (row, entries) in matrix.iter().enumerate() {
        let mut factors = vec![0.0; matrix.len()];
        for column in 0..=row {
            let known: f64 = if column == row {
                factors[..column].iter().map(|factor| factor * factor).sum()
            } else {
                factors[..column].iter().zip(&triangle[column]).map(|(a, b)| a * b).sum()
            };
            let rest = entries[column] - known;
            factors[column] = if column == row {
                if rest < -ROUNDING {
                    return None;
                }
                rest.max(0.0).sqrt()
            } else if triangle[column][column] > ROUNDING {
                rest / triangle[column][column]
            } else if rest.abs() < ROUNDING.sqrt() {
                0.0
            } else {
                return None;
            };
        }
        triangle.push(factors);
    }
    Some(triangle)
}

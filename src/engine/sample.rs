//! Sampling: the part of a plan that is uncertain, calculated over columns of samples in blocks that stay in cache.
//! A result is sampled with all inputs it depends on, each drawn once, so that `x - x` is 0 in every sample.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;
use statrs::distribution::ContinuousCDF;

use super::column::{Inputs, Lane};
use super::distribution::{Impossible, standard};
use super::kernel::finite;
use super::part::Part;
use super::plan::{DrawId, Operation, Plan, Slot};
use super::points::Points;
use super::program::Program;
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
/// The most and the fewest rows that a core takes at a time: as many as are worth its while, and no more, so that no core waits
/// long for another one.
const ROWS: std::ops::RangeInclusive<usize> = 128..=1024;
/// More inputs have no tables of their quantiles, which would take more memory than all else.
const MANY_INPUTS: usize = 1_000;

/// The part of a plan that some results depend on and that is uncertain, as a plan of its own.
pub struct Cone {
    plan: Plan,
    /// Its wanted results.
    wanted: Vec<Slot>,
    program: Program,
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
    quantiles: Option<Result<Arc<Quantiles>, Impossible>>,
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
    columns: Vec<Vec<f64>>,
    numbers: Vec<f64>,
}

/// Columns of numbers between 0 and 1, or of normal ones, for the inputs of a cone.
pub(super) struct Samples<'a> {
    cone: &'a Cone,
    numbers: &'a [f64],
}

impl Inputs for Samples<'_> {
    fn fill<'b>(&self, plan: &Plan, draw: DrawId, out: &mut [f64], lane: &dyn Fn(Slot) -> Lane<'b>) {
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
                let columns: Vec<Lane> = draw.parameters.iter().map(|&slot| lane(slot)).collect();
                let mut parameters = vec![0.0; columns.len()];
                for (row, (out, &number)) in out.iter_mut().zip(numbers).enumerate() {
                    parameters.iter_mut().zip(&columns).for_each(|(parameter, column)| *parameter = column.at(row));
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
        self.cone_beside(None, values, wanted, count)
    }

    /// The same, with the quantiles that another cone of the same plan has for its inputs.
    pub(super) fn cone_beside(&self, other: Option<&Cone>, values: &Values, wanted: &[Slot], count: usize) -> Cone {
        let Part { plan, numbers, origins, draws } =
            self.part(wanted, |slot| self.is_uncertain(slot), |slot| values.get(slot), false);
        let count = if draws.len() > MANY_INPUTS { 1 } else { count };
        let known: HashMap<DrawId, &Input> =
            other.iter().flat_map(|cone| &cone.inputs).map(|input| (input.id, input)).collect();
        let input = |&id: &DrawId| match known.get(&id) {
            Some(input) => Input { id, quantiles: input.quantiles.clone(), is_normal: false },
            None => self.input(values, id, count),
        };
        let mut inputs: Vec<Input> = draws.iter().map(input).collect();
        inputs.sort_by_key(|input| (self.draw(input.id).order, input.id));
        let place: HashMap<DrawId, usize> = inputs.iter().enumerate().map(|(place, input)| (input.id, place)).collect();
        let places = draws.iter().map(|id| place[id]).collect();
        let wanted: Vec<Slot> = wanted.iter().map(|slot| numbers[slot]).collect();
        let program = Program::new(&plan, &wanted);
        let mut cone = Cone { plan, wanted, program, origins, inputs, places, groups: Vec::new() };
        cone.correlate(self, &place);
        cone
    }

    fn input(&self, values: &Values, id: DrawId, count: usize) -> Input {
        let draw = self.draw(id);
        let is_certain = draw.parameters.iter().all(|&slot| !self.is_uncertain(slot));
        let quantiles = is_certain.then(|| {
            let parameters: Vec<f64> = draw.parameters.iter().map(|&slot| values.get(slot)).collect();
            draw.distribution.curve(&parameters).map(|curve| Arc::new(Quantiles::new(curve, count)))
        });
        Input { id, quantiles, is_normal: false }
    }

    /// As many samples of some results as are quick, of the same cases, and the inputs in the order of their dimensions.
    pub(super) fn sampled_all(&self, values: &Values, wanted: &[Slot]) -> (Vec<Vec<f64>>, Arc<[DrawId]>) {
        let cone = self.cone(values, wanted, self.sampling.most(0));
        (cone.sampled(self.sampling.most(cone.cost())), cone.inputs().collect())
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
        let mut columns = vec![vec![0.0; samples.len()]; self.wanted.len()];
        self.sample_into(columns.iter_mut().map(Vec::as_mut_slice).collect(), samples, order);
        columns
    }

    /// The same in columns that are there.
    pub(super) fn sample_into(&self, columns: Vec<&mut [f64]>, samples: Range<usize>, order: &[DrawId]) {
        let points = Points::new(self.plan.sampling.seed, order.len());
        let places: HashMap<DrawId, usize> = order.iter().zip(0..).map(|(&id, place)| (id, place)).collect();
        let dimensions: Vec<usize> = self.inputs().map(|id| places[&id]).collect();
        self.fill(columns, samples.len(), &|numbers, start| {
            let lanes = numbers.len() / dimensions.len().max(1);
            for (column, &dimension) in numbers.chunks_exact_mut(lanes.max(1)).zip(&dimensions) {
                points.fill(column, dimension, samples.start + start);
            }
            self.correlate_block(numbers, lanes);
        });
    }

    /// Columns of the wanted results, `length` numbers each. `fill` is given room for a column of each input, and the
    /// number of the first row; it fills in uniform numbers, or normal ones for inputs that move together.
    pub(super) fn columns(&self, length: usize, fill: &(dyn Fn(&mut [f64], usize) + Sync)) -> Vec<Vec<f64>> {
        let mut columns = vec![vec![0.0; length]; self.wanted.len()];
        self.fill(columns.iter_mut().map(Vec::as_mut_slice).collect(), length, fill);
        columns
    }

    fn fill(&self, columns: Vec<&mut [f64]>, length: usize, fill: &(dyn Fn(&mut [f64], usize) + Sync)) {
        let rows = (WORTH_A_CORE / self.cost().max(1)).clamp(*ROWS.start(), *ROWS.end());
        let mut shares: Vec<Vec<&mut [f64]>> = Vec::new();
        for column in columns {
            for (index, part) in column.chunks_mut(rows).enumerate() {
                if index == shares.len() {
                    shares.push(Vec::new());
                }
                shares[index].push(part);
            }
        }
        let work = |room: &mut Room, (index, parts): (usize, Vec<&mut [f64]>)| {
            self.share(parts, index * rows, fill, room);
        };
        if self.cost().saturating_mul(length) > WORTH_A_CORE {
            shares.into_par_iter().enumerate().for_each_init(Room::default, work);
        } else {
            let mut room = Room::default();
            shares.into_iter().enumerate().for_each(|share| work(&mut room, share));
        }
    }

    /// How much a sample costs, in multiplications.
    #[must_use]
    pub fn cost(&self) -> usize {
        /// What the quantile of an input costs.
        const QUANTILE: usize = 12;
        /// What it costs to describe a result by its samples.
        const DESCRIBED: usize = 24;
        self.program.cost() + QUANTILE * self.inputs.len() + DESCRIBED * self.wanted.len()
    }

    fn share(
        &self,
        mut parts: Vec<&mut [f64]>,
        start: usize,
        fill: &(dyn Fn(&mut [f64], usize) + Sync),
        room: &mut Room,
    ) {
        let length = parts.first().map_or(0, |part| part.len());
        let most = |numbers: usize| numbers / (self.program.columns() + self.inputs.len()).max(1);
        let lanes = most(BLOCK).max(FEW.min(most(LARGEST_BLOCK))).clamp(1, 1024).min(length.max(1));
        let Room { columns, numbers } = room;
        columns.resize_with(self.program.columns(), Vec::new);
        for column in columns.iter_mut() {
            column.resize(lanes, 0.0);
        }
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
            self.program.run(&self.plan, columns, count, &samples, |index, result| {
                let out = &mut parts[index][done..done + count];
                match result {
                    Lane::Column(column) => out.copy_from_slice(column),
                    Lane::Number(number) => out.fill(number),
                }
            });
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

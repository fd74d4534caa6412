//! What is known of an uncertain result: its quantiles and its mean, from a closed form or from samples.

use std::sync::Arc;

use rayon::prelude::*;
use statrs::distribution::ContinuousCDF;

use super::distribution::{Curve, standard};
use super::order::quantiles;
use super::plan::{Draw, DrawId, Operation, Plan, Slot, Unary};
use super::sample::Case;
use super::sampling::{QUICK, USUAL};
use super::values::Values;

/// The levels of the percentiles that a result is described by.
pub const PERCENTILES: [f64; 7] = [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95];
/// How many dots show a distribution: each stands for a twentieth of all cases.
pub const DOTS: usize = 20;
/// How many numbers the columns of one round may hold together: a quarter of a gigabyte.
const ROUND: usize = 1 << 25;

/// At how many levels it is looked whether a result of one input goes one way only.
const LOOKS: usize = 24;

/// What is known of an uncertain result.
#[derive(Debug, Clone, PartialEq)]
pub struct Spread {
    /// How many samples it comes from; `None` for a closed form.
    pub samples: Option<usize>,
    /// The mean; of a condition, the share of cases in which it holds.
    pub mean: f64,
    /// The values at [`PERCENTILES`].
    pub percentiles: [f64; 7],
    /// The middle of each twentieth of all cases.
    pub dots: [f64; DOTS],
    /// The share of samples that have no result, or none that is finite.
    pub missing: f64,
    /// The part of those that grow without end: they are above all others.
    pub endless: f64,
    /// The first case that has none.
    pub example: Option<Case>,
    /// What part of the sum of all samples is the largest one; 0 where the mean is not that of samples.
    pub tail: f64,
    /// Whether all cases have one and the same result after all, as `x - x` does.
    pub is_one: bool,
    /// The samples themselves, where they are not too many.
    pub kept: Option<Arc<Kept>>,
}

/// Samples of a result, and the inputs in the order of their dimensions.
#[derive(Clone)]
pub struct Kept {
    pub(super) column: Vec<f64>,
    pub(super) inputs: Arc<[DrawId]>,
}

/// Samples say no more than the spread that they are kept with.
impl PartialEq for Kept {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl std::fmt::Debug for Kept {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} samples", self.column.len())
    }
}

impl Spread {
    /// Whether it is a closed form.
    #[must_use]
    pub const fn is_exact(&self) -> bool {
        self.samples.is_none()
    }

    /// The low end of the 90% interval.
    #[must_use]
    pub const fn p5(&self) -> f64 {
        self.percentiles[0]
    }

    /// The median.
    #[must_use]
    pub const fn median(&self) -> f64 {
        self.percentiles[3]
    }

    /// The high end of the 90% interval.
    #[must_use]
    pub const fn p95(&self) -> f64 {
        self.percentiles[6]
    }

    /// The levels of all quantiles, ascending, each with where it belongs: a percentile, or one of the dots.
    fn levels() -> Vec<(f64, usize)> {
        let dots = (0..DOTS).map(|dot| ((dot as f64 + 0.5) / DOTS as f64, PERCENTILES.len() + dot));
        let mut levels: Vec<_> = PERCENTILES.into_iter().zip(0..).chain(dots).collect();
        levels.sort_by(|one, other| one.0.total_cmp(&other.0));
        levels
    }

    fn of(quantile: impl Fn(&[f64]) -> Option<Vec<f64>>) -> Option<([f64; 7], [f64; DOTS])> {
        let levels = Self::levels();
        let found = quantile(&levels.iter().map(|level| level.0).collect::<Vec<_>>())?;
        let (mut percentiles, mut dots) = ([0.0; 7], [0.0; DOTS]);
        for ((_, place), value) in levels.into_iter().zip(found) {
            match place.checked_sub(PERCENTILES.len()) {
                Some(dot) => dots[dot] = value,
                None => percentiles[place] = value,
            }
        }
        Some((percentiles, dots))
    }

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

    /// What a closed form says.
    fn exact(mean: f64, is_one: bool, quantile: impl Fn(f64) -> f64) -> Option<Self> {
        let (percentiles, dots) = Self::of(|levels| Some(levels.iter().map(|&level| quantile(level)).collect()))?;
        let (missing, endless, tail) = (0.0, 0.0, 0.0);
        let spread =
            Self { samples: None, mean, percentiles, dots, missing, endless, example: None, tail, is_one, kept: None };
        (mean.is_finite() && dots.iter().all(|dot| dot.is_finite())).then_some(spread)
    }
}

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

impl Plan {
    /// What is known of uncertain results; `None` for one that has no result in any sample.
    #[must_use]
    pub fn spreads(&self, values: &Values, wanted: &[Slot]) -> Vec<Option<Spread>> {
        // Several results may be one and the same, in other units.
        let mut distinct = wanted.to_vec();
        distinct.sort_unstable();
        distinct.dedup();
        let spreads = self.spreads_of(values, &distinct);
        let place = |slot: &Slot| distinct.binary_search(slot).expect("each wanted result is among the distinct ones");
        wanted.iter().map(|slot| spreads[place(slot)].clone()).collect()
    }

    fn spreads_of(&self, values: &Values, wanted: &[Slot]) -> Vec<Option<Spread>> {
        let mut spreads: Vec<Option<Spread>> = wanted.iter().map(|&slot| self.closed_form(values, slot)).collect();
        let open: Vec<usize> = (0..wanted.len()).filter(|&index| spreads[index].is_none()).collect();
        self.sample_spreads(values, wanted, &open, &mut spreads);
        let mut budget = QUICK;
        for index in open {
            let Some(spread) = &mut spreads[index] else { continue };
            if self.sampling.always || spread.missing > 0.0 {
                continue;
            }
            // A result costs no more than all operations up to it.
            let cost = LOOKS * (wanted[index].index() + 1);
            let found = if cost <= budget { self.of_one_input(values, wanted[index]) } else { None };
            budget = budget.saturating_sub(cost);
            if let Some((percentiles, dots)) = found {
                (spread.percentiles, spread.dots) = (percentiles, dots);
            }
            // The mean is often known where the percentiles are not, and hard to sample where the tail is heavy.
            if let Some(mean) = self.exact_mean(values, wanted[index]) {
                (spread.mean, spread.tail) = (mean, 0.0);
            }
        }
        spreads
    }

    /// Samples some of the wanted results, and those whose ends are rough further, where nobody has said how often.
    fn sample_spreads(&self, values: &Values, wanted: &[Slot], open: &[usize], spreads: &mut [Option<Spread>]) {
        let most = self.sampling.count(0);
        for open in open.chunks((ROUND / most).max(1)) {
            let slots: Vec<Slot> = open.iter().map(|&index| wanted[index]).collect();
            let cone = self.cone(values, &slots, most);
            let samples = self.sampling.count(cone.cost());
            let inputs: Arc<[DrawId]> = cone.inputs().collect();
            let mut columns = cone.sampled(samples);
            let mut found = of_columns(&columns, &inputs);
            self.sample_further(values, &slots, &inputs, &mut columns, &mut found);
            for ((&index, spread), column) in open.iter().zip(found).zip(columns) {
                spreads[index] = spread.map(|mut spread| {
                    let is_short = column.len() <= *USUAL.end();
                    spread.kept = is_short.then(|| Arc::new(Kept { column, inputs: Arc::clone(&inputs) }));
                    spread
                });
            }
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
        if rough.is_empty() || self.sampling.most(0) <= samples {
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

    /// The percentiles and dots of a result of one input with which it goes one way only, as far as can be seen: its
    /// values at those of the input.
    fn of_one_input(&self, values: &Values, slot: Slot) -> Option<([f64; 7], [f64; DOTS])> {
        let [id] = self.draws_of(slot)[..] else { return None };
        self.certain_curve(values, id)?;
        let cone = self.cone(values, &[slot], 1);
        let levels: Vec<f64> = Spread::levels().into_iter().map(|level| level.0).collect();
        let looks = (0..LOOKS).map(|look| (look as f64 + 0.5) / LOOKS as f64);
        let turned = levels.iter().map(|level| 1.0 - level);
        let all: Vec<f64> = levels.iter().copied().chain(turned).chain(looks).collect();
        let mut columns = cone.columns(all.len(), &|numbers, start| {
            let count = numbers.len();
            numbers.copy_from_slice(&all[start..start + count]);
        });
        let column = columns.pop().filter(|column| column.iter().all(|value| value.is_finite()))?;
        let (at, looks) = column.split_at(2 * levels.len());
        let rises = looks.is_sorted();
        let falls = looks.is_sorted_by(|one, other| one >= other);
        let found = match (rises, falls) {
            (true, _) => at[..levels.len()].to_vec(),
            (_, true) => at[levels.len()..].to_vec(),
            _ => return None,
        };
        Spread::of(|_| Some(found.clone()))
    }

    /// What is known of a result without samples.
    pub(super) fn closed_form(&self, values: &Values, slot: Slot) -> Option<Spread> {
        if self.sampling.always {
            return None;
        }
        if let Operation::Draw(id) = self.operations()[slot.index()]
            && let Some(curve) = self.certain_curve(values, id)
        {
            let (low, high) = curve.support();
            return Spread::exact(curve.mean(), low == high, |level| curve.quantile(level));
        }
        let Some(product) = self.product(values, slot) else {
            let closed = self.closed(values, slot)?;
            let (low, high) = closed.ends();
            let is_condition = matches!(self.operations()[slot.index()], Operation::Binary(operation, ..) if operation.is_condition())
                || matches!(self.operations()[slot.index()], Operation::Unary(Unary::Not, _));
            let mean = if is_condition {
                closed.probability()
            } else {
                self.exact_mean(values, slot).unwrap_or_else(|| closed.mean())
            };
            // A condition that holds in all cases but for rounding is certain.
            let is_one = low == high || (is_condition && (mean == 0.0 || mean == 1.0));
            return Spread::exact(mean, is_one, |level| closed.quantile(level));
        };
        let sigma = self.variance(&product.coefficients).sqrt();
        let sign = product.scale.signum();
        let normal = standard();
        let quantile = |level: f64| {
            if level == 0.5 { product.scale } else { product.scale * (sigma * sign * normal.inverse_cdf(level)).exp() }
        };
        Spread::exact(product.scale * (sigma * sigma / 2.0).exp(), sigma == 0.0, quantile)
    }

    /// The distribution of an input whose parameters are certain.
    pub(super) fn certain_curve(&self, values: &Values, id: DrawId) -> Option<Curve> {
        let draw = self.draw(id);
        let parameters = draw.parameters.iter().map(|&slot| (!self.is_uncertain(slot)).then(|| values.get(slot)));
        draw.distribution.curve(&parameters.collect::<Option<Vec<f64>>>()?).ok()
    }

    /// The inputs from the operation `first` on whose stated value lies outside of their range.
    #[must_use]
    pub fn stated_outside(&self, values: &Values, first: Slot) -> Vec<DrawId> {
        /// How far rounding may take an end.
        const ROUNDING: f64 = 1e-6;
        let is_outside = |draw: &Draw, id: DrawId| {
            let stated =
                draw.stated.filter(|&slot| draw.at >= first && !self.is_uncertain(slot)).map(|slot| values.get(slot));
            let curve = self.certain_curve(values, id);
            stated.zip(curve).is_some_and(|(stated, curve)| {
                // A range has the ends that are written, be they of an interval or of all there is.
                let (low, high) =
                    if curve.is_normal() { (curve.quantile(0.05), curve.quantile(0.95)) } else { curve.support() };
                // An end is no value outside, and neither is one that rounding takes there.
                let slack = ROUNDING * low.abs().max(high.abs());
                stated < low - slack || stated > high + slack
            })
        };
        let draws = self.draws().iter().enumerate().map(|(index, draw)| (draw, DrawId(index as u32)));
        draws.filter(|(draw, id)| is_outside(draw, *id)).map(|(_, id)| id).collect()
    }

    /// The value of an uncertain result below which a share of all cases lies, if that is known without samples.
    pub(super) fn exact_quantile(&self, values: &Values, slot: Slot, level: f64) -> Option<f64> {
        if self.sampling.always {
            return None;
        }
        if let Some(product) = self.product(values, slot) {
            let sigma = self.variance(&product.coefficients).sqrt();
            return Some(product.scale * (sigma * product.scale.signum() * standard().inverse_cdf(level)).exp());
        }
        self.closed(values, slot).map(|closed| closed.quantile(level))
    }
}

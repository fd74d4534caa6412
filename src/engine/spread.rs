//! What is known of an uncertain result: its quantiles and its mean, from a closed form or from samples.

use std::sync::Arc;

use statrs::distribution::ContinuousCDF;

use super::closed::Forms;
use super::distribution::{Curve, standard};
use super::plan::{Draw, DrawId, Operation, Plan, Slot, Unary};
use super::sample::Case;
use super::sampling::QUICK;
use super::values::Values;

/// The levels of the percentiles that a result is described by.
pub const PERCENTILES: [f64; 7] = [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95];
/// How many dots show a distribution: each stands for a twentieth of all cases.
pub const DOTS: usize = 20;
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

    pub(super) fn of(quantile: impl FnOnce(&[f64]) -> Option<Vec<f64>>) -> Option<([f64; 7], [f64; DOTS])> {
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

    /// What a closed form says.
    fn exact(mean: f64, is_one: bool, quantile: impl Fn(f64) -> f64) -> Option<Self> {
        let (percentiles, dots) = Self::of(|levels| Some(levels.iter().map(|&level| quantile(level)).collect()))?;
        let (missing, endless, tail) = (0.0, 0.0, 0.0);
        let spread =
            Self { samples: None, mean, percentiles, dots, missing, endless, example: None, tail, is_one, kept: None };
        (mean.is_finite() && dots.iter().all(|dot| dot.is_finite())).then_some(spread)
    }
}

impl Plan {
    /// What is known of uncertain results; `None` for one that has no result in any sample.
    #[must_use]
    pub fn spreads(&self, values: &Values, wanted: &[Slot]) -> Vec<Option<Arc<Spread>>> {
        // Several results may be one and the same, in other units.
        let mut distinct = wanted.to_vec();
        distinct.sort_unstable();
        distinct.dedup();
        let spreads = self.spreads_of(values, &distinct).into_iter();
        let spreads: Vec<Option<Arc<Spread>>> = spreads.map(|spread| spread.map(Arc::new)).collect();
        let place = |slot: &Slot| distinct.binary_search(slot).expect("each wanted result is among the distinct ones");
        wanted.iter().map(|slot| spreads[place(slot)].clone()).collect()
    }

    fn spreads_of(&self, values: &Values, wanted: &[Slot]) -> Vec<Option<Spread>> {
        let mut spreads: Vec<Option<Spread>> = self
            .with_forms(values, |forms| wanted.iter().map(|&slot| self.closed_form_of(values, slot, forms)).collect());
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
            if let Some(mean) = self.with_forms(values, |forms| self.exact_mean(values, wanted[index], forms)) {
                (spread.mean, spread.tail) = (mean, 0.0);
            }
        }
        spreads
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
        self.with_forms(values, |forms| self.closed_form_of(values, slot, forms))
    }

    /// Does something with the closed forms that are known. How inputs move together may change under them.
    fn with_forms<T>(&self, values: &Values, work: impl FnOnce(&mut Forms) -> T) -> T {
        if self.correlations.is_empty() { values.with_forms(work) } else { work(&mut Forms::default()) }
    }

    /// The same, where the closed forms of others are known.
    fn closed_form_of(&self, values: &Values, slot: Slot, forms: &mut Forms) -> Option<Spread> {
        if self.sampling.always {
            return None;
        }
        if let Operation::Draw(id) = self.operations()[slot.index()]
            && let Some(curve) = self.certain_curve(values, id)
        {
            let (low, high) = curve.support();
            return Spread::exact(curve.mean(), low == high, |level| curve.quantile(level));
        }
        let Some(product) = self.product_of(values, slot, &mut forms.products) else {
            let closed = self.closed(values, slot, forms)?.clone();
            let (low, high) = closed.ends();
            let is_condition = matches!(self.operations()[slot.index()], Operation::Binary(operation, ..) if operation.is_condition())
                || matches!(self.operations()[slot.index()], Operation::Unary(Unary::Not, _));
            let mean = if is_condition {
                closed.probability()
            } else {
                self.exact_mean(values, slot, forms).unwrap_or_else(|| closed.mean())
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
        self.with_forms(values, |forms| {
            if let Some(product) = self.product_of(values, slot, &mut forms.products) {
                let sigma = self.variance(&product.coefficients).sqrt();
                return Some(product.scale * (sigma * product.scale.signum() * standard().inverse_cdf(level)).exp());
            }
            self.closed(values, slot, forms).map(|closed| closed.quantile(level))
        })
    }
}

//! What is known of an uncertain result: its quantiles and its mean, from a closed form or from samples.

use std::collections::HashMap;

use rayon::prelude::*;
use statrs::distribution::ContinuousCDF;

use super::distribution::{Curve, standard};
use super::evaluate::Values;
use super::order::quantiles;
use super::plan::{Binary, DrawId, Operation, Plan, Slot, Unary};
use super::sample::Cone;

/// The levels of the percentiles that a result is described by.
pub const PERCENTILES: [f64; 7] = [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95];
/// How many dots show a distribution: each stands for a twentieth of all cases.
pub const DOTS: usize = 20;
/// How many numbers the columns of one round may hold together: a quarter of a gigabyte.
const ROUND: usize = 1 << 25;

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
    /// The share of samples that have no result.
    pub missing: f64,
    /// The first sample that has none.
    pub example: Option<usize>,
    /// Whether all cases have one and the same result after all, as `x - x` does.
    pub is_one: bool,
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

    /// What a column of samples says; NaN is a sample without a result.
    fn sampled(column: &[f64]) -> Option<Self> {
        let (percentiles, dots) = Self::of(|levels| quantiles(column, levels))?;
        let (mut sum, mut count, mut differ) = (0.0, 0_usize, false);
        for part in column.chunks(1024) {
            let numbers = part.iter().copied().filter(|value| !value.is_nan());
            sum += numbers.clone().sum::<f64>();
            differ |= numbers.clone().any(|value| value != percentiles[0]);
            count += numbers.count();
        }
        let missing = (column.len() - count) as f64 / column.len() as f64;
        let example = (missing > 0.0).then(|| column.iter().position(|value| value.is_nan())).flatten();
        let (samples, mean) = (Some(column.len()), sum / count as f64);
        Some(Self { samples, mean, percentiles, dots, missing, example, is_one: !differ && missing == 0.0 })
    }
}

/// A product of powers of lognormal inputs: `scale * exp(sum of coefficient * z)`, with a standard normal z for each.
#[derive(Debug, Clone, PartialEq)]
pub struct Product {
    /// The median.
    pub scale: f64,
    /// The inputs, in order, with the standard deviation that each gives the logarithm.
    pub coefficients: Vec<(DrawId, f64)>,
}

impl Product {
    fn constant(scale: f64) -> Self {
        Self { scale, coefficients: Vec::new() }
    }

    /// The product with another one raised to a power of 1 or -1.
    fn times(self, other: &Self, power: f64) -> Option<Self> {
        let scale = if power < 0.0 { self.scale / other.scale } else { self.scale * other.scale };
        let mut coefficients = self.coefficients;
        for &(id, coefficient) in &other.coefficients {
            match coefficients.binary_search_by_key(&id, |one| one.0) {
                Ok(place) => coefficients[place].1 += power * coefficient,
                Err(place) => coefficients.insert(place, (id, power * coefficient)),
            }
        }
        Self { scale, coefficients }.checked()
    }

    fn power(self, exponent: f64) -> Option<Self> {
        let is_whole = exponent.fract() == 0.0 && exponent.abs() <= 1024.0;
        if self.scale <= 0.0 && !is_whole {
            return None;
        }
        let scale = if is_whole { self.scale.powi(exponent as i32) } else { self.scale.powf(exponent) };
        let coefficients = self.coefficients.into_iter().map(|(id, one)| (id, one * exponent)).collect();
        Self { scale, coefficients }.checked()
    }

    /// A product of which something is known, without inputs that have cancelled.
    fn checked(mut self) -> Option<Self> {
        /// How far rounding may take what has cancelled from 0.
        const ROUNDING: f64 = 1e-13;
        self.coefficients.retain(|one| one.1.abs() > ROUNDING);
        (self.scale.is_finite() && self.scale != 0.0).then_some(self)
    }
}

/// The closed forms that are known, of results that have one and of those that have none. Results that are made of
/// each other are asked for in their order, so that each costs only what it adds.
#[derive(Default)]
struct Products {
    known: HashMap<Slot, Option<Product>>,
    /// How many coefficients they have together.
    size: usize,
}

impl Products {
    /// Forgets what is known where it has become too much to keep.
    fn make_room(&mut self) {
        const MOST: usize = 1 << 20;
        if self.size > MOST {
            *self = Self::default();
        }
    }
}

impl Plan {
    /// The closed form of a result, if it is a product, quotient or constant power of lognormal inputs and constants.
    #[must_use]
    pub fn product(&self, values: &Values, slot: Slot) -> Option<Product> {
        self.product_of(values, slot, &mut Products::default())
    }

    /// The closed form of a result, where those of others are known; what is found out is known from then on.
    fn product_of(&self, values: &Values, slot: Slot, products: &mut Products) -> Option<Product> {
        products.make_room();
        let product = self.product_from(values, slot, &mut products.known);
        products.size += product.as_ref().map_or(0, |product| product.coefficients.len());
        products.known.insert(slot, product.clone());
        product
    }

    fn product_from(
        &self,
        values: &Values,
        slot: Slot,
        before: &mut HashMap<Slot, Option<Product>>,
    ) -> Option<Product> {
        /// Longer products are sampled: their closed form would cost more than it tells.
        const LONGEST: usize = 10_000;
        let mut known: HashMap<Slot, Product> = HashMap::new();
        let mut open = vec![slot];
        let mut steps = 0;
        // Operands before what is made of them: an operation is looked at again once they are known.
        while let Some(&at) = open.last() {
            steps += 1;
            if steps > LONGEST {
                return None;
            }
            if known.contains_key(&at) {
                open.pop();
                continue;
            }
            if let Some(product) = before.get(&at) {
                known.insert(at, product.clone()?);
                continue;
            }
            if !self.is_uncertain(at) {
                known.insert(at, Product::constant(values.get(at)).checked()?);
                continue;
            }
            let operation = self.operations()[at.index()];
            let operands = match operation {
                Operation::Draw(id) => {
                    let Some(Curve::LogNormal { median, sigma }) = self.certain_curve(values, id) else { return None };
                    known.insert(at, Product { scale: median, coefficients: vec![(id, sigma)] }.checked()?);
                    continue;
                }
                Operation::Unary(Unary::Negate | Unary::Abs | Unary::Sqrt, x) => [Some(x), None],
                Operation::Binary(Binary::Multiply | Binary::Divide, a, b) => [Some(a), Some(b)],
                Operation::Binary(Binary::Power, a, b) if !self.is_uncertain(b) => [Some(a), None],
                _ => return None,
            };
            let before = open.len();
            open.extend(operands.into_iter().flatten().filter(|operand| !known.contains_key(operand)));
            if open.len() > before {
                continue;
            }
            let product = match operation {
                Operation::Unary(Unary::Negate, x) => Product { scale: -known[&x].scale, ..known[&x].clone() },
                Operation::Unary(Unary::Abs, x) => Product { scale: known[&x].scale.abs(), ..known[&x].clone() },
                Operation::Unary(_, x) => known[&x].clone().power(0.5)?,
                Operation::Binary(Binary::Multiply, a, b) => known[&a].clone().times(&known[&b], 1.0)?,
                Operation::Binary(Binary::Divide, a, b) => known[&a].clone().times(&known[&b], -1.0)?,
                Operation::Binary(_, a, b) => known[&a].clone().power(values.get(b))?,
                _ => return None,
            };
            known.insert(at, product);
        }
        known.remove(&slot)
    }

    /// The variance of the logarithm of a product, from the coefficients of some of its inputs.
    #[must_use]
    pub fn variance(&self, coefficients: &[(DrawId, f64)]) -> f64 {
        let own: f64 = coefficients.iter().map(|one| one.1 * one.1).sum();
        let coefficient = |slot: Slot| match self.operations()[slot.index()] {
            Operation::Draw(id) => coefficients.iter().find(|one| one.0 == id).map_or(0.0, |one| one.1),
            _ => 0.0,
        };
        let shared =
            self.correlations.iter().map(|&(a, b, correlation)| 2.0 * correlation * coefficient(a) * coefficient(b));
        (own + shared.sum::<f64>()).max(0.0)
    }

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
        let mut products = Products::default();
        let mut spreads: Vec<Option<Spread>> =
            wanted.iter().map(|&slot| self.closed_form(values, slot, &mut products)).collect();
        let open: Vec<usize> = (0..wanted.len()).filter(|&index| spreads[index].is_none()).collect();
        let most = self.sampling.count(0);
        // What takes long has fewer samples, and does not take them from the rest.
        let (dear, cheap): (Vec<usize>, Vec<usize>) = open.iter().partition(|&&index| self.is_dear(wanted[index]));
        for open in [cheap, dear].into_iter().filter(|open| !open.is_empty()) {
            let cone = |open: &[usize]| {
                let slots: Vec<Slot> = open.iter().map(|&index| wanted[index]).collect();
                self.cone(values, &slots, most)
            };
            let mut take = |open: &[usize], cone: &Cone, samples: usize| {
                let found = sampled(&cone.sampled(samples), samples);
                open.iter().zip(found).for_each(|(&index, spread)| spreads[index] = spread);
            };
            // Results that are made of each other have most of their operations in common: in as few rounds as there is
            // room for, these are sampled once, and not once for every so many results.
            let all = cone(&open);
            let samples = self.sampling.count(all.cost());
            let most_results = (ROUND / samples).max(1);
            if open.len() <= most_results {
                take(&open, &all, samples);
            } else {
                drop(all);
                open.chunks(most_results).for_each(|open| take(open, &cone(open), samples));
            }
        }
        spreads
    }

    fn closed_form(&self, values: &Values, slot: Slot, products: &mut Products) -> Option<Spread> {
        if self.sampling.always {
            return None;
        }
        if let Operation::Draw(id) = self.operations()[slot.index()]
            && let Some(curve) = self.certain_curve(values, id)
        {
            let (percentiles, dots) = Spread::of(|levels| Some(levels.iter().map(|&u| curve.quantile(u)).collect()))?;
            let (mean, is_one) = (curve.mean(), dots[0] == dots[DOTS - 1]);
            let spread = Spread { samples: None, mean, percentiles, dots, missing: 0.0, example: None, is_one };
            return dots.iter().all(|dot| dot.is_finite()).then_some(spread);
        }
        let product = self.product_of(values, slot, products)?;
        let sigma = self.variance(&product.coefficients).sqrt();
        let sign = product.scale.signum();
        let normal = standard();
        let quantile = |level: &f64| {
            if *level == 0.5 {
                product.scale
            } else {
                product.scale * (sigma * sign * normal.inverse_cdf(*level)).exp()
            }
        };
        let (percentiles, dots) = Spread::of(|levels| Some(levels.iter().map(quantile).collect()))?;
        let mean = product.scale * (sigma * sigma / 2.0).exp();
        let is_one = sigma == 0.0;
        let spread = Spread { samples: None, mean, percentiles, dots, missing: 0.0, example: None, is_one };
        (mean.is_finite() && dots.iter().all(|dot| dot.is_finite())).then_some(spread)
    }

    /// The distribution of an input whose parameters are certain.
    fn certain_curve(&self, values: &Values, id: DrawId) -> Option<Curve> {
        let draw = self.draw(id);
        let parameters = draw.parameters.iter().map(|&slot| (!self.is_uncertain(slot)).then(|| values.get(slot)));
        draw.distribution.curve(&parameters.collect::<Option<Vec<f64>>>()?).ok()
    }

    /// The value of an uncertain result below which a share of all cases lies; NaN for a share that is none.
    pub(super) fn quantile(&self, values: &Values, slot: Slot, level: f64) -> f64 {
        if !(level > 0.0 && level < 1.0) {
            return f64::NAN;
        }
        if let Some(product) = self.product(values, slot).filter(|_| !self.sampling.always) {
            let sigma = self.variance(&product.coefficients).sqrt();
            return product.scale * (sigma * product.scale.signum() * standard().inverse_cdf(level)).exp();
        }
        let cone = self.cone(values, &[slot], self.sampling.count(0));
        let columns = cone.sampled(self.sampling.count(cone.cost()));
        quantiles(&columns[0], &[level]).map_or(f64::NAN, |found| found[0])
    }
}

/// What columns of samples say.
fn sampled(columns: &[Vec<f64>], samples: usize) -> Vec<Option<Spread>> {
    /// So many numbers pay for a second core.
    const WORTH_A_CORE: usize = 1 << 16;
    if columns.len() * samples > WORTH_A_CORE {
        columns.par_iter().map(|column| Spread::sampled(column)).collect()
    } else {
        columns.iter().map(|column| Spread::sampled(column)).collect()
    }
}

//! Closed forms beyond products of lognormal inputs: sums of normal inputs, and whatever goes one way only with an input
//! or a product, such as `ceil(x / c)` or `x > c`. Quantiles go through such steps, and so do probabilities.

use super::distribution::Curve;
use super::fold::Found;
use super::kernel::{binary, unary};
use super::plan::{Binary, DrawId, Operation, Plan, Slot, Unary};
use super::product::Product;
use super::values::Values;

/// A step on the way from a distribution to a result.
#[derive(Debug, Clone, Copy)]
enum Step {
    Unary(Unary),
    /// The result so far with a number on its right.
    With(Binary, f64),
    /// A number with the result so far on its right.
    Of(f64, Binary),
}

impl Step {
    fn apply(self, x: f64) -> f64 {
        match self {
            Self::Unary(operation) => unary(operation, x),
            Self::With(operation, number) => binary(operation, x, number),
            Self::Of(number, operation) => binary(operation, number, x),
        }
    }

    /// Whether it falls where its operand grows; `None` if it does neither throughout.
    #[allow(clippy::match_same_arms, reason = "a line for each kind of step")]
    fn falls(self, low: f64, high: f64) -> Option<bool> {
        let is_positive = low > 0.0;
        match self {
            Self::Unary(Unary::Negate | Unary::Not) => Some(true),
            Self::Unary(Unary::Ceil | Unary::Floor | Unary::Round | Unary::Exp) => Some(false),
            Self::Unary(Unary::Abs) if low >= 0.0 => Some(false),
            Self::Unary(Unary::Abs) if high <= 0.0 => Some(true),
            Self::Unary(Unary::Sqrt) if low >= 0.0 => Some(false),
            Self::Unary(Unary::Ln | Unary::Log2 | Unary::Log10) if is_positive => Some(false),
            Self::With(Binary::Add | Binary::Subtract | Binary::Min | Binary::Max, _)
            | Self::Of(_, Binary::Add | Binary::Min | Binary::Max | Binary::Less | Binary::AtMost) => Some(false),
            Self::With(Binary::Less | Binary::AtMost, _) | Self::Of(_, Binary::Subtract) => Some(true),
            Self::With(Binary::Multiply, number) | Self::Of(number, Binary::Multiply) => Some(number < 0.0),
            Self::With(Binary::Divide, number) if number != 0.0 => Some(number < 0.0),
            Self::With(Binary::Power, number) if is_positive => Some(number < 0.0),
            Self::With(Binary::Log, number) if is_positive && number > 1.0 => Some(false),
            Self::Of(number, Binary::Divide) if is_positive || high < 0.0 => Some(number > 0.0),
            Self::Of(number, Binary::Power) if number > 0.0 => Some(number < 1.0),
            _ => None,
        }
    }
}

/// A result that goes one way only with a quantity whose distribution is known.
#[derive(Debug, Clone)]
pub(super) struct Closed {
    curve: Curve,
    /// The steps, the last one first.
    steps: Vec<Step>,
    falls: bool,
}

impl Closed {
    /// The result for a value of what it is made of.
    fn at(&self, x: f64) -> f64 {
        self.steps.iter().rev().fold(x, |x, step| step.apply(x))
    }

    /// The value below which a share of all cases lies.
    pub(super) fn quantile(&self, level: f64) -> f64 {
        self.at(self.curve.quantile(if self.falls { 1.0 - level } else { level }))
    }

    /// The least and the greatest value that need be looked at.
    pub(super) fn ends(&self) -> (f64, f64) {
        let (low, high) = self.curve.support();
        (self.at(low), self.at(high))
    }

    /// The probability of a result that is 1 or 0.
    pub(super) fn probability(&self) -> f64 {
        /// Larger shares have so many decimals.
        const LEAST: f64 = 1e-3;
        const DECIMALS: f64 = 1e13;
        if let Curve::Choice(values) = &self.curve {
            return values.iter().map(|&value| self.at(value)).sum::<f64>() / values.len() as f64;
        }
        let (mut low, mut high) = self.curve.support();
        let (at_low, at_high) = (self.at(low), self.at(high));
        if at_low == at_high {
            return at_low;
        }
        // Halves between floats, whatever their size, until there is none between.
        loop {
            let middle = between(low, high);
            if middle <= low || middle >= high {
                break;
            }
            if self.at(middle) == at_low { low = middle } else { high = middle }
        }
        let share = if at_high == 1.0 { self.curve.above(high) } else { self.curve.below(low) };
        // Numbers within rounding of each other compare as equal, which must not show in a half.
        if share > LEAST { (share * DECIMALS).round() / DECIMALS } else { share }
    }

    /// The mean, as an average over the quantiles of many levels.
    pub(super) fn mean(&self) -> f64 {
        /// Standard normal numbers at even distances; what is smooth is exact to rounding with far fewer.
        const STEPS: u32 = 1 << 10;
        const REACH: f64 = 9.0;
        if let Curve::Choice(values) = &self.curve {
            return values.iter().map(|&value| self.at(value)).sum::<f64>() / values.len() as f64;
        }
        if !self.curve.is_normal() {
            let levels = (0..STEPS).map(|step| (f64::from(step) + 0.5) / f64::from(STEPS));
            return levels.map(|level| self.at(self.curve.quantile(level))).sum::<f64>() / f64::from(STEPS);
        }
        let mut sums = (0.0, 0.0);
        for step in 0..STEPS {
            let z = REACH * (2.0 * (f64::from(step) + 0.5) / f64::from(STEPS) - 1.0);
            let weight = (-z * z / 2.0).exp();
            sums = (sums.0 + weight * self.at(self.curve.at_deviation(z)), sums.1 + weight);
        }
        sums.0 / sums.1
    }
}

/// The float halfway between two others, by how many floats there are between.
fn between(low: f64, high: f64) -> f64 {
    let key = |value: f64| {
        let bits = value.to_bits().cast_signed();
        if bits < 0 { i64::MIN.wrapping_sub(bits) } else { bits }
    };
    let (low, high) = (i128::from(key(low)), i128::from(key(high)));
    let middle = i64::try_from(i128::midpoint(low, high)).unwrap_or(0);
    f64::from_bits(if middle < 0 { i64::MIN.wrapping_sub(middle) } else { middle } as u64)
}

/// A sum of inputs with factors.
#[derive(Debug, Clone, Default)]
struct Sum {
    constant: f64,
    factors: Vec<(DrawId, f64)>,
}

impl Sum {
    fn plus(mut self, other: &Self, sign: f64) -> Self {
        self.constant += sign * other.constant;
        for &(id, factor) in &other.factors {
            match self.factors.iter_mut().find(|one| one.0 == id) {
                Some(one) => one.1 += sign * factor,
                None => self.factors.push((id, sign * factor)),
            }
        }
        self
    }

    fn times(mut self, factor: f64) -> Self {
        self.constant *= factor;
        self.factors.iter_mut().for_each(|one| one.1 *= factor);
        self
    }
}

/// Sums of more inputs are sampled: their closed form would cost more than it tells.
const MOST_INPUTS: usize = 250;
/// The same for steps that go one way only.
const STEEPEST: usize = 64;

/// A mean, and the inputs that it is of.
type Mean = (f64, Vec<DrawId>);

/// The closed forms that are known.
pub(super) struct Forms {
    pub(super) products: Found<Product>,
    sums: Found<Sum>,
    means: Found<Mean>,
}

impl Default for Forms {
    fn default() -> Self {
        Self {
            products: Product::none(),
            sums: Found::new(|sum| sum.factors.len()),
            means: Found::new(|mean| mean.1.len()),
        }
    }
}

/// Whether sums and means go through an operation.
fn is_arithmetic(operation: Operation) -> bool {
    matches!(
        operation,
        Operation::Unary(Unary::Negate, _)
            | Operation::Binary(Binary::Add | Binary::Subtract | Binary::Multiply | Binary::Divide, ..)
    )
}

impl Plan {
    /// The closed form of a result that goes one way only with an input, a product of lognormal ones or a sum of normal
    /// ones.
    pub(super) fn closed(&self, values: &Values, slot: Slot, forms: &mut Forms) -> Option<Closed> {
        let (mut at, mut steps) = (slot, Vec::new());
        let curve = loop {
            let certain = |slot: Slot| (!self.is_uncertain(slot)).then(|| values.get(slot));
            (steps.len() < STEEPEST).then_some(())?;
            match self.operations()[at.index()] {
                Operation::Draw(id) => break self.certain_curve(values, id)?,
                Operation::Unary(operation, x) => {
                    steps.push(Step::Unary(operation));
                    at = x;
                }
                Operation::Binary(operation, a, b) => match (certain(a), certain(b)) {
                    (None, Some(number)) => {
                        steps.push(Step::With(operation, number));
                        at = a;
                    }
                    (Some(number), None) => {
                        steps.push(Step::Of(number, operation));
                        at = b;
                    }
                    _ => break self.compared(values, (operation, a, b), at, &mut steps, forms)?,
                },
                _ => return None,
            }
        };
        let (low, high) = curve.support();
        let (mut ends, mut falls) = ((low, high), false);
        for step in steps.iter().rev() {
            let is_turned = step.falls(ends.0.min(ends.1), ends.0.max(ends.1))?;
            falls ^= is_turned;
            ends = (step.apply(ends.0), step.apply(ends.1));
            if !ends.0.is_finite() || !ends.1.is_finite() {
                return None;
            }
        }
        Some(Closed { curve, steps, falls })
    }

    /// The distribution of what is made of two uncertain results: a product, a sum, or a comparison of two of them, which
    /// is one of their ratio with 1 or of their difference with 0.
    fn compared(
        &self,
        values: &Values,
        (operation, a, b): (Binary, Slot, Slot),
        at: Slot,
        steps: &mut Vec<Step>,
        forms: &mut Forms,
    ) -> Option<Curve> {
        if matches!(operation, Binary::Less | Binary::AtMost) {
            let sides = [a, b].map(|side| self.sum(values, side, &mut forms.sums).cloned());
            let difference = if let [Some(a), Some(b)] = sides { Some(a.plus(&b, -1.0)) } else { None };
            if let Some(curve) = difference.and_then(|difference| self.normal(values, &difference)) {
                steps.push(Step::With(operation, 0.0));
                return Some(curve);
            }
            let left = self.product_of(values, a, &mut forms.products)?.clone();
            let right = self.product_of(values, b, &mut forms.products)?;
            let is_positive = left.scale > 0.0 && right.scale > 0.0;
            let ratio = is_positive.then(|| left.times(right, -1.0)).flatten()?;
            let sigma = self.variance(&ratio.coefficients).sqrt();
            steps.push(Step::With(operation, 1.0));
            return (sigma > 0.0).then_some(Curve::LogNormal { median: ratio.scale, sigma });
        }
        if matches!(operation, Binary::Add | Binary::Subtract) {
            return self.normal(values, self.sum(values, at, &mut forms.sums)?);
        }
        let product = self.product_of(values, at, &mut forms.products)?;
        let sigma = self.variance(&product.coefficients).sqrt();
        if product.scale < 0.0 {
            steps.push(Step::Unary(Unary::Negate));
        }
        (sigma > 0.0).then_some(Curve::LogNormal { median: product.scale.abs(), sigma })
    }

    /// The distribution of a sum of normal inputs.
    fn normal(&self, values: &Values, sum: &Sum) -> Option<Curve> {
        /// How far rounding may take what has cancelled from 0.
        const ROUNDING: f64 = 1e-12;
        let (mut mean, mut size) = (sum.constant, 0.0_f64);
        let mut deviations = Vec::with_capacity(sum.factors.len());
        for &(id, factor) in &sum.factors {
            let Some(Curve::Normal { mean: own, sd }) = self.certain_curve(values, id) else { return None };
            mean += factor * own;
            size = size.max(sd);
            deviations.push((id, factor * sd));
        }
        let sd = self.variance(&deviations).sqrt();
        (sd > ROUNDING * size && mean.is_finite()).then_some(Curve::Normal { mean, sd })
    }

    /// A result as a sum of inputs with factors, if it is one.
    fn sum<'f>(&self, values: &Values, slot: Slot, found: &'f mut Found<Sum>) -> Option<&'f Sum> {
        self.fold(slot, found, is_arithmetic, |at, operation, known: &Found<Sum>| {
            if !self.is_uncertain(at) {
                return Some(Sum { constant: values.get(at), factors: Vec::new() });
            }
            let number = |slot: Slot| (!self.is_uncertain(slot)).then(|| values.get(slot));
            let sum = match operation {
                Operation::Draw(id) => Some(Sum { constant: 0.0, factors: vec![(id, 1.0)] }),
                Operation::Unary(Unary::Negate, x) => Some(known[&x].clone().times(-1.0)),
                Operation::Binary(Binary::Add, a, b) => Some(known[&a].clone().plus(&known[&b], 1.0)),
                Operation::Binary(Binary::Subtract, a, b) => Some(known[&a].clone().plus(&known[&b], -1.0)),
                Operation::Binary(Binary::Multiply, a, b) => match (number(a), number(b)) {
                    (Some(factor), _) => Some(known[&b].clone().times(factor)),
                    (_, Some(factor)) => Some(known[&a].clone().times(factor)),
                    _ => None,
                },
                Operation::Binary(Binary::Divide, a, b) => Some(known[&a].clone().times(1.0 / number(b)?)),
                _ => None,
            };
            sum.filter(|sum| sum.factors.len() <= MOST_INPUTS)
        })
    }

    /// The part of each input in the variance of a sum of independent inputs.
    pub(super) fn variances(&self, values: &Values, slot: Slot) -> Option<Vec<(DrawId, f64)>> {
        let mut found = Forms::default().sums;
        let sum = self.sum(values, slot, &mut found).filter(|_| self.correlations.is_empty())?;
        let part =
            |(id, factor): (DrawId, f64)| Some((id, factor * factor * self.certain_curve(values, id)?.variance()));
        sum.factors.iter().copied().map(part).collect()
    }

    /// The mean of a result, where it follows from those of its inputs: sums, and products of what is independent.
    pub(super) fn exact_mean(&self, values: &Values, slot: Slot, forms: &mut Forms) -> Option<f64> {
        let found = self.fold(slot, &mut forms.means, is_arithmetic, |at, operation, known: &Found<Mean>| {
            if !self.is_uncertain(at) {
                return Some((values.get(at), Vec::new()));
            }
            let together = |a: Slot, b: Slot| {
                let mut both: Vec<DrawId> = known[&a].1.iter().chain(&known[&b].1).copied().collect();
                both.sort_unstable();
                both.dedup();
                both
            };
            let mean = match operation {
                Operation::Draw(id) => Some((self.certain_curve(values, id)?.mean(), vec![id])),
                Operation::Unary(Unary::Negate, x) => Some((-known[&x].0, known[&x].1.clone())),
                Operation::Binary(Binary::Add, a, b) => Some((known[&a].0 + known[&b].0, together(a, b))),
                Operation::Binary(Binary::Subtract, a, b) => Some((known[&a].0 - known[&b].0, together(a, b))),
                Operation::Binary(Binary::Multiply, a, b) => {
                    let both = together(a, b);
                    let is_free = both.len() == known[&a].1.len() + known[&b].1.len() && self.correlations.is_empty();
                    is_free.then(|| (known[&a].0 * known[&b].0, both))
                }
                Operation::Binary(Binary::Divide, a, b) if !self.is_uncertain(b) => {
                    Some((known[&a].0 / known[&b].0, known[&a].1.clone()))
                }
                _ => None,
            };
            mean.filter(|mean| mean.1.len() <= MOST_INPUTS)
        });
        found.map(|found| found.0).filter(|mean| mean.is_finite())
    }
}

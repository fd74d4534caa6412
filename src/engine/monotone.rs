//! Results that go one way only with a quantity whose distribution is known: the steps to them, and what follows for their
//! quantiles, their mean and the probability of a condition. Which results of a plan are of this kind is in `closed`.

use std::sync::Arc;

use super::distribution::Curve;
use super::kernel::{binary, unary};
use super::plan::{Binary, Unary};

/// More steps are sampled, save where they can be made one: their closed form would cost more than it tells.
const STEEPEST: usize = 64;

/// A step on the way from a distribution to a result.
#[derive(Debug, Clone, Copy)]
pub(super) enum Step {
    Unary(Unary),
    /// The result so far with a number on its right.
    With(Binary, f64),
    /// A number with the result so far on its right.
    Of(f64, Binary),
    /// The result so far times a number, and another number added: many steps in one.
    Linear(f64, f64),
}

impl Step {
    fn apply(self, x: f64) -> f64 {
        match self {
            Self::Unary(operation) => unary(operation, x),
            Self::With(operation, number) => binary(operation, x, number),
            Self::Of(number, operation) => binary(operation, number, x),
            Self::Linear(factor, constant) => factor * x + constant,
        }
    }

    /// The factor and the constant of a step that is linear.
    fn linear(self) -> Option<(f64, f64)> {
        match self {
            Self::Unary(Unary::Negate) => Some((-1.0, 0.0)),
            Self::With(Binary::Add, number) | Self::Of(number, Binary::Add) => Some((1.0, number)),
            Self::With(Binary::Subtract, number) => Some((1.0, -number)),
            Self::Of(number, Binary::Subtract) => Some((-1.0, number)),
            Self::With(Binary::Multiply, number) | Self::Of(number, Binary::Multiply) => Some((number, 0.0)),
            Self::With(Binary::Divide, number) if (1.0 / number).is_finite() => Some((1.0 / number, 0.0)),
            Self::Linear(factor, constant) => Some((factor, constant)),
            _ => None,
        }
    }

    /// Makes one step of each row of linear ones.
    fn merge(steps: &mut Vec<Self>) {
        let mut merged: Vec<Self> = Vec::with_capacity(steps.len());
        for &step in &*steps {
            let before = merged.last().and_then(|step| step.linear());
            match before.zip(step.linear()) {
                Some(((factor, constant), (times, plus))) => {
                    merged.pop();
                    merged.push(Self::Linear(times * factor, times * constant + plus));
                }
                None => merged.push(step),
            }
        }
        *steps = merged;
    }

    /// Whether its result jumps from one number to another.
    const fn jumps(self) -> bool {
        matches!(self, Self::Unary(Unary::Ceil | Unary::Floor | Unary::Round))
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
            Self::Linear(factor, _) => Some(factor < 0.0),
            _ => None,
        }
    }
}

/// A result that goes one way only with a quantity whose distribution is known.
#[derive(Debug, Clone)]
pub(super) struct Closed {
    curve: Arc<Curve>,
    /// The steps, the first one first.
    steps: Vec<Step>,
    /// The results for the least and the greatest value that need be looked at.
    ends: (f64, f64),
    falls: bool,
}

impl Closed {
    /// A quantity of that distribution itself.
    pub(super) fn of(curve: Curve) -> Self {
        Self { ends: curve.support(), curve: Arc::new(curve), steps: Vec::new(), falls: false }
    }

    /// The result with another step, if it goes one way only, and there are not too many.
    pub(super) fn then(&self, step: Step) -> Option<Self> {
        let is_turned = step.falls(self.ends.0.min(self.ends.1), self.ends.0.max(self.ends.1))?;
        let ends = (step.apply(self.ends.0), step.apply(self.ends.1));
        let mut steps = Vec::with_capacity(self.steps.len() + 1);
        steps.extend_from_slice(&self.steps);
        steps.push(step);
        if steps.len() >= STEEPEST {
            Step::merge(&mut steps);
        }
        let is_good = ends.0.is_finite() && ends.1.is_finite() && steps.len() < STEEPEST;
        is_good.then(|| Self { curve: Arc::clone(&self.curve), steps, ends, falls: self.falls ^ is_turned })
    }

    /// How many numbers it has.
    pub(super) fn size(&self) -> usize {
        3 * self.steps.len()
    }

    /// The result for a value of what it is made of.
    fn at(&self, x: f64) -> f64 {
        self.steps.iter().fold(x, |x, step| step.apply(x))
    }

    /// The value below which a share of all cases lies.
    pub(super) fn quantile(&self, level: f64) -> f64 {
        /// Where a result jumps just there, it is the value before the jump: at or below it lie as many cases as it takes.
        const BEFORE: f64 = 1.0 - 1e-12;
        let level = if self.steps.iter().any(|step| step.jumps()) { level * BEFORE } else { level };
        self.at(self.curve.quantile(if self.falls { 1.0 - level } else { level }))
    }

    /// The results for the least and the greatest value that need be looked at.
    pub(super) const fn ends(&self) -> (f64, f64) {
        self.ends
    }

    /// The probability of a result that is 1 or 0.
    pub(super) fn probability(&self) -> f64 {
        /// Larger shares have so many decimals.
        const LEAST: f64 = 1e-3;
        const DECIMALS: f64 = 1e13;
        if let Curve::Choice(values) = &*self.curve {
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
        if let Curve::Choice(values) = &*self.curve {
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

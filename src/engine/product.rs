//! Products, quotients and powers of lognormal inputs, which are lognormal themselves: their closed form.
//! What is known of a result by it is in `spread`.

use super::distribution::Curve;
use super::fold::Found;
use super::plan::{Binary, DrawId, Operation, Plan, Slot, Unary};
use super::values::Values;

/// A product of powers of lognormal inputs: `scale * exp(sum of coefficient * z)`, with a standard normal z for each.
#[derive(Debug, Clone, PartialEq)]
pub struct Product {
    /// The median.
    pub scale: f64,
    /// The inputs, in order, with the standard deviation that each gives the logarithm.
    pub coefficients: Vec<(DrawId, f64)>,
}

impl Product {
    /// No closed forms yet.
    pub(super) fn none() -> Found<Self> {
        Found::new(|product| product.coefficients.len())
    }

    fn constant(scale: f64) -> Self {
        Self { scale, coefficients: Vec::new() }
    }

    /// The product with another one raised to a power of 1 or -1.
    pub(super) fn times(self, other: &Self, power: f64) -> Option<Self> {
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
        /// Longer products are sampled: their closed form would cost more than it tells.
        const LONGEST: usize = 1_000;
        self.coefficients.retain(|one| one.1.abs() > ROUNDING);
        (self.scale.is_finite() && self.scale != 0.0 && self.coefficients.len() <= LONGEST).then_some(self)
    }
}

impl Plan {
    /// The closed form of a result, if it is a product, quotient or constant power of lognormal inputs and constants.
    #[must_use]
    pub fn product(&self, values: &Values, slot: Slot) -> Option<Product> {
        self.product_of(values, slot, &mut Product::none()).cloned()
    }

    /// The same, where the closed forms of others are known.
    pub(super) fn product_of<'f>(
        &self,
        values: &Values,
        slot: Slot,
        found: &'f mut Found<Product>,
    ) -> Option<&'f Product> {
        let is_open = |operation| match operation {
            Operation::Unary(operation, _) => matches!(operation, Unary::Negate | Unary::Abs | Unary::Sqrt),
            Operation::Binary(Binary::Power, _, exponent) => !self.is_uncertain(exponent),
            Operation::Binary(operation, ..) => matches!(operation, Binary::Multiply | Binary::Divide),
            _ => false,
        };
        self.fold(slot, found, is_open, |at, operation, known: &Found<Product>| {
            if !self.is_uncertain(at) {
                return Some(Product::constant(values.get(at)));
            }
            match operation {
                Operation::Draw(id) => {
                    let Some(Curve::LogNormal { median, sigma }) = self.certain_curve(values, id) else { return None };
                    Product { scale: median, coefficients: vec![(id, sigma)] }.checked()
                }
                Operation::Unary(Unary::Negate, x) => Some(Product { scale: -known[&x].scale, ..known[&x].clone() }),
                Operation::Unary(Unary::Abs, x) => Some(Product { scale: known[&x].scale.abs(), ..known[&x].clone() }),
                Operation::Unary(Unary::Sqrt, x) => known[&x].clone().power(0.5),
                Operation::Binary(Binary::Multiply, a, b) => known[&a].clone().times(&known[&b], 1.0),
                Operation::Binary(Binary::Divide, a, b) => known[&a].clone().times(&known[&b], -1.0),
                Operation::Binary(Binary::Power, a, b) if !self.is_uncertain(b) => {
                    known[&a].clone().power(values.get(b))
                }
                _ => None,
            }
        })
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
}

//! Closed forms beyond products of lognormal inputs: sums of normal inputs, and whatever goes one way only with an input
//! or a product, such as `ceil(x / c)` or `x > c`; and what is known of them. What follows from that is in `monotone`.

use std::ops::Range;

use super::distribution::Curve;
use super::fold::Found;
use super::monotone::{Closed, Step};
use super::plan::{Binary, DrawId, Operation, Plan, Slot, Unary};
use super::product::Product;
use super::values::Values;

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

/// A mean, and the inputs that it is of.
type Mean = (f64, Vec<DrawId>);

/// The closed forms that are known.
pub(super) struct Forms {
    pub(super) products: Found<Product>,
    sums: Found<Sum>,
    means: Found<Mean>,
    closed: Found<Closed>,
}

impl Default for Forms {
    fn default() -> Self {
        Self {
            products: Product::none(),
            sums: Found::new(|sum| sum.factors.len()),
            means: Found::new(|mean| mean.1.len()),
            closed: Found::new(Closed::size),
        }
    }
}

impl Forms {
    /// Forgets those of some operations.
    pub(super) fn forget(&mut self, slots: &Range<usize>) {
        self.products.forget(slots.clone());
        self.sums.forget(slots.clone());
        self.means.forget(slots.clone());
        self.closed.forget(slots.clone());
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
    pub(super) fn closed<'f>(&self, values: &Values, slot: Slot, forms: &'f mut Forms) -> Option<&'f Closed> {
        let certain = |slot: Slot| (!self.is_uncertain(slot)).then(|| values.get(slot));
        // From the result to the nearest one that is known, and back.
        let (mut at, mut open) = (slot, Vec::new());
        loop {
            if forms.closed.recall(at).is_some() {
                break;
            }
            let (step, from) = match self.operations()[at.index()] {
                Operation::Unary(operation, x) => (Step::Unary(operation), x),
                Operation::Binary(operation, a, b) => match (certain(a), certain(b)) {
                    (None, Some(number)) => (Step::With(operation, number), a),
                    (Some(number), None) => (Step::Of(number, operation), b),
                    _ => {
                        let closed = self.compared(values, (operation, a, b), at, forms);
                        forms.closed.insert(at, closed);
                        break;
                    }
                },
                Operation::Draw(id) => {
                    forms.closed.insert(at, self.certain_curve(values, id).map(Closed::of));
                    break;
                }
                _ => {
                    forms.closed.insert(at, None);
                    break;
                }
            };
            open.push((at, step));
            at = from;
        }
        while let Some((next, step)) = open.pop() {
            let closed = forms.closed.get(at).and_then(|closed| closed.then(step));
            forms.closed.insert(next, closed);
            at = next;
        }
        forms.closed.get(slot)
    }

    /// The distribution of what is made of two uncertain results: a product, a sum, or a comparison of two of them, which
    /// is one of their ratio with 1 or of their difference with 0.
    fn compared(
        &self,
        values: &Values,
        (operation, a, b): (Binary, Slot, Slot),
        at: Slot,
        forms: &mut Forms,
    ) -> Option<Closed> {
        if matches!(operation, Binary::Less | Binary::AtMost) {
            let sides = [a, b].map(|side| self.sum(values, side, &mut forms.sums).cloned());
            let difference = if let [Some(a), Some(b)] = sides { Some(a.plus(&b, -1.0)) } else { None };
            if let Some(curve) = difference.and_then(|difference| self.normal(values, &difference)) {
                return Closed::of(curve).then(Step::With(operation, 0.0));
            }
            let left = self.product_of(values, a, &mut forms.products)?.clone();
            let right = self.product_of(values, b, &mut forms.products)?;
            let is_positive = left.scale > 0.0 && right.scale > 0.0;
            let ratio = is_positive.then(|| left.times(right, -1.0)).flatten()?;
            let sigma = self.variance(&ratio.coefficients).sqrt();
            let curve = (sigma > 0.0).then_some(Curve::LogNormal { median: ratio.scale, sigma })?;
            return Closed::of(curve).then(Step::With(operation, 1.0));
        }
        if matches!(operation, Binary::Add | Binary::Subtract) {
            return self.normal(values, self.sum(values, at, &mut forms.sums)?).map(Closed::of);
        }
        let product = self.product_of(values, at, &mut forms.products)?;
        let sigma = self.variance(&product.coefficients).sqrt();
        let curve = (sigma > 0.0).then_some(Curve::LogNormal { median: product.scale.abs(), sigma })?;
        let closed = Closed::of(curve);
        if product.scale < 0.0 { closed.then(Step::Unary(Unary::Negate)) } else { Some(closed) }
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

//! Quantiles of a distribution by the thousand: read off a table in a tenth of the time.
//! What the distributions are is in `distribution`.

use std::sync::LazyLock;

use statrs::distribution::ContinuousCDF;

use super::distribution::{Curve, standard};

/// A distribution whose quantiles are read off a table: within two millionths of the curve, in a tenth of the time.
#[derive(Debug, Clone)]
pub(super) struct Quantiles {
    curve: Curve,
    /// For each cell of the table the polynomial that goes through its ends and the ends of its neighbours.
    cells: Vec<[f64; 4]>,
}

const CELLS: usize = 1024;
/// Towards its ends a curve grows too steep for a table.
const EDGE: usize = 32;
/// For how many samples a table pays.
const PAYS: usize = 2 * CELLS;

/// A polynomial for each cell of a table: through its ends and the ends of its neighbours.
fn cells(knots: &[f64]) -> Vec<[f64; 4]> {
    let cells = knots.windows(4).map(|knots| {
        let [before, from, to, after] = [knots[0], knots[1], knots[2], knots[3]];
        let second = f64::midpoint(before, to) - from;
        let third = (after - 3.0 * to + 3.0 * from - before) / 6.0;
        [from, (to - before) / 2.0 - third, second, third]
    });
    cells.collect()
}

#[inline]
fn read(cells: &[[f64; 4]], place: f64) -> Option<f64> {
    let cell = place as usize;
    let [start, first, second, third] = cells.get(cell.wrapping_sub(EDGE))?;
    let part = place - cell as f64;
    Some(((third * part + second) * part + first) * part + start)
}

/// The standard normal numbers at the knots of every table: most distributions are made of them.
static DEVIATIONS: LazyLock<Vec<f64>> = LazyLock::new(|| {
    let normal = standard();
    (EDGE - 1..=CELLS - EDGE + 1).map(|knot| normal.inverse_cdf(knot as f64 / CELLS as f64)).collect()
});

/// How much finer the table of the lower tail is, which is that of the upper one with another sign.
const FINER: usize = 1 << 5;

/// The standard normal numbers up to where the table begins, but for the outermost thousandth.
static TAIL: LazyLock<Vec<[f64; 4]>> = LazyLock::new(|| {
    let normal = standard();
    let knots = (EDGE - 1..=EDGE * FINER + 1).map(|knot| normal.inverse_cdf(knot as f64 / (CELLS * FINER) as f64));
    cells(&knots.collect::<Vec<_>>())
});

/// The value of a curve made of a normal one in a tail.
fn in_tail(curve: &Curve, u: f64) -> f64 {
    let (depth, sign) = if u < 0.5 { (u, 1.0) } else { (1.0 - u, -1.0) };
    match read(&TAIL, depth * (CELLS * FINER) as f64) {
        Some(z) => curve.at_deviation(sign * z),
        None => curve.quantile(u),
    }
}

impl Quantiles {
    /// The quantiles of a curve, with a table if that pays for so many of them.
    pub(super) fn new(curve: Curve, count: usize) -> Self {
        if count < PAYS || !curve.is_smooth() {
            return Self { curve, cells: Vec::new() };
        }
        let knots = (EDGE - 1..=CELLS - EDGE + 1).map(|knot| knot as f64 / CELLS as f64);
        let knots: Vec<f64> = if curve.is_normal() {
            DEVIATIONS.iter().map(|&z| curve.at_deviation(z)).collect()
        } else {
            knots.map(|knot| curve.quantile(knot)).collect()
        };
        Self { cells: cells(&knots), curve }
    }

    pub(super) const fn curve(&self) -> &Curve {
        &self.curve
    }

    #[inline]
    pub(super) fn at(&self, u: f64) -> f64 {
        match read(&self.cells, u * CELLS as f64) {
            Some(value) => value,
            None if !self.cells.is_empty() && self.curve.is_normal() => in_tail(&self.curve, u),
            None => self.curve.quantile(u),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Distribution;

    #[test]
    fn a_table_says_what_the_curve_does() {
        use Distribution as D;
        for (distribution, parameters) in [
            (D::Interval, &[1.0, 1e6, 0.9][..]),
            (D::Interval, &[-5.0, 15.0, 0.9]),
            (D::ShareInterval, &[0.99, 0.9999, 0.9]),
            (D::Beta, &[0.5, 0.5]),
            (D::Gamma, &[0.7, 3.0]),
            (D::Gamma, &[1e5, 3.0]),
            (D::LogUniform, &[1.0, 100.0]),
        ] {
            let quantiles = Quantiles::new(distribution.curve(parameters).unwrap(), 1 << 20);
            for index in 0..10_000 {
                let u = (f64::from(index) + 0.37) / 1e4;
                let (table, curve) = (quantiles.at(u), quantiles.curve.quantile(u));
                let size = curve.abs().max(1e-3);
                assert!((table - curve).abs() < 2e-6 * size, "{distribution:?} at {u}: {table}, not {curve}");
            }
        }
    }
}

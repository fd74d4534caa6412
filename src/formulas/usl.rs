//! The universal scalability law: throughput against concurrency, where it peaks, and its three numbers from measured
//! points. The laws of parallel speed-up are in `scaling`.

use super::domain::{at_least, not_negative, positive, require, require_or_endless, share};
use super::types::{Rate, Ratio, Time, Typed};
use super::{Domain, Formula, Parameter};
use crate::quantity::number::significant;

/// The three numbers of the universal scalability law.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Usl {
    /// Throughput at a concurrency of 1, in things a second.
    pub lambda: f64,
    /// Contention: the share of work that is done one after the other.
    pub sigma: f64,
    /// Crosstalk: the cost of keeping every pair of workers coherent.
    pub kappa: f64,
}

impl Usl {
    /// The law that is nearest to measured points of concurrency and throughput, by least squares.
    ///
    /// A contention below 0 says that throughput grew faster than concurrency, which the formulas of the law refuse.
    ///
    /// # Errors
    /// Fewer than three points of different concurrency; a concurrency or throughput that is not above 0; points
    /// through which no such law goes.
    ///
    /// Source: N. Gunther, Guerrilla Capacity Planning, 2007; Levenberg-Marquardt as in Marquardt, 1963.
    pub fn fit(points: &[(f64, f64)]) -> Result<Self, Domain> {
        let measured = |&(n, x): &(f64, f64)| n > 0.0 && x > 0.0 && n.is_finite() && x.is_finite();
        require(points.iter().all(measured), "points", "must have a concurrency and a throughput above 0")?;
        let mut concurrencies: Vec<f64> = points.iter().map(|point| point.0).collect();
        concurrencies.sort_by(f64::total_cmp);
        concurrencies.dedup();
        require(concurrencies.len() >= 3, "points", "must be at three different concurrencies or more")?;

        // In units of the highest throughput, so that no squares overflow.
        let highest = points.iter().fold(0.0, |highest: f64, point| highest.max(point.1));
        let scaled: Vec<_> = points.iter().map(|&(n, x)| (n, x / highest)).collect();
        let steepest = scaled.iter().fold(0.0, |steepest: f64, &(n, x)| steepest.max(x / n));
        let starts = [parabola(&scaled), Some([steepest, 0.1, 0.01]), Some([steepest, 0.01, 1e-6])];
        let fits = starts.into_iter().flatten().map(|start| descend(&scaled, start));
        let best = fits.min_by(|a, b| a.1.total_cmp(&b.1));
        match best {
            Some(([lambda, sigma, kappa], error)) if error.is_finite() && lambda > 0.0 => {
                Ok(Self { lambda: lambda * highest, sigma, kappa })
            }
            _ => Err(Domain::new("points", "must be near to some universal scalability law")),
        }
    }

    /// The throughput at a concurrency of `n`, in things a second.
    #[must_use]
    pub fn throughput(&self, n: f64) -> f64 {
        self.lambda * n / (1.0 + self.sigma * (n - 1.0) + self.kappa * n * (n - 1.0))
    }

    /// The concurrency at which throughput is highest, if it ever falls.
    #[must_use]
    pub fn peak(&self) -> Option<f64> {
        let peak = ((1.0 - self.sigma) / self.kappa).sqrt();
        (self.kappa > 0.0 && peak.is_finite()).then_some(peak)
    }
}

formulas! {
    /// The throughput of a system at a concurrency, by the universal scalability law.
    ///
    /// `lambda * n / (1 + sigma * (n - 1) + kappa * n * (n - 1))`, in things a second, where `lambda` is the throughput
    /// at a concurrency of 1, `sigma` the contention and `kappa` the crosstalk. Without crosstalk it is Amdahl's law.
    ///
    /// # Errors
    /// A negative `lambda` or `kappa`; a `sigma` outside 0 to 1; a concurrency below 1.
    ///
    /// Source: N. Gunther, Guerrilla Capacity Planning, 2007.
    pub fn usl_throughput(lambda: Rate, sigma: Ratio, kappa: Ratio, n: Ratio) -> Result<Rate, Domain> {
        Ok(Rate::from_base(law(lambda, sigma, kappa)?.throughput(concurrency(n)?)))
    }

    /// The concurrency at which throughput is highest, by the universal scalability law.
    ///
    /// `sqrt((1 - sigma) / kappa)`; beyond it throughput falls. Below 1, every further worker makes it worse.
    ///
    /// # Errors
    /// A `sigma` outside 0 to 1; a `kappa` of 0 or less, without which throughput never falls.
    ///
    /// Source: N. Gunther, Guerrilla Capacity Planning, 2007.
    pub fn usl_peak(sigma: Ratio, kappa: Ratio) -> Result<Ratio, Domain> {
        share("sigma", sigma)?;
        let crosstalk = kappa.base();
        require(crosstalk >= 0.0, "kappa", "must be greater than 0")?;
        require_or_endless(crosstalk > 0.0, "kappa", "must be greater than 0", "throughput grows without end")?;
        Ok(Ratio::from_base(((1.0 - sigma.base()) / kappa.base()).sqrt()))
    }

    /// The response time of a system at a concurrency, by the universal scalability law.
    ///
    /// `(1 + sigma * (n - 1) + kappa * n * (n - 1)) / lambda`, in seconds: Little's law for `n` requests at the
    /// throughput of the law.
    ///
    /// # Errors
    /// A `lambda` of 0 or less; a `sigma` outside 0 to 1; a negative `kappa`; a concurrency below 1.
    ///
    /// Source: N. Gunther, Guerrilla Capacity Planning, 2007; Little's law.
    pub fn usl_response(lambda: Rate, sigma: Ratio, kappa: Ratio, n: Ratio) -> Result<Time, Domain> {
        positive("lambda", lambda)?;
        let n = concurrency(n)?;
        Ok(Time::from_base(n / law(lambda, sigma, kappa)?.throughput(n)))
    }
}

/// The law with numbers that it is defined for.
fn law(lambda: Rate, sigma: Ratio, kappa: Ratio) -> Result<Usl, Domain> {
    not_negative("lambda", lambda)?;
    share("sigma", sigma)?;
    not_negative("kappa", kappa)?;
    Ok(Usl { lambda: lambda.base(), sigma: sigma.base(), kappa: kappa.base() })
}

/// A concurrency that the law is defined for.
fn concurrency(n: Ratio) -> Result<f64, Domain> {
    at_least("n", n, 1.0)?;
    Ok(n.base())
}

/// `lambda`, `sigma`, `kappa`, in that order.
type Numbers = [f64; 3];

/// A start for the descent: `n / throughput` is a parabola in `n`, which has a best fit in one step. It weighs the
/// points otherwise than the law does.
fn parabola(points: &[(f64, f64)]) -> Option<Numbers> {
    let largest = points.iter().fold(0.0, |largest: f64, point| largest.max(point.0));
    let (mut matrix, mut right) = ([[0.0; 3]; 3], [0.0; 3]);
    for &(n, x) in points {
        let u = n / largest;
        accumulate(&mut matrix, &mut right, [1.0, u, u * u], n / x);
    }
    let [constant, linear, square] = solve(matrix, right)?;
    let (linear, square) = (linear / largest, square / (largest * largest));
    let lambda = 1.0 / (constant + linear + square);
    let kappa = square * lambda;
    let start = [lambda, linear * lambda + kappa, kappa];
    (lambda > 0.0 && start.iter().all(|number| number.is_finite())).then_some(start)
}

/// Descends from a start to the least sum of squares (Levenberg-Marquardt); with the sum that is reached.
fn descend(points: &[(f64, f64)], start: Numbers) -> (Numbers, f64) {
    let error = |[lambda, sigma, kappa]: Numbers| -> f64 {
        let law = Usl { lambda, sigma, kappa };
        points.iter().map(|&(n, x)| (x - law.throughput(n)).powi(2)).sum()
    };
    let (mut numbers, mut least, mut damping) = (start, error(start), 1e-3);
    for _ in 0..300 {
        let [lambda, sigma, kappa] = numbers;
        let (mut matrix, mut right) = ([[0.0; 3]; 3], [0.0; 3]);
        for &(n, x) in points {
            let divisor = 1.0 + sigma * (n - 1.0) + kappa * n * (n - 1.0);
            let slope = -lambda * n * (n - 1.0) / (divisor * divisor);
            accumulate(&mut matrix, &mut right, [n / divisor, slope, slope * n], x - lambda * n / divisor);
        }
        for (index, row) in matrix.iter_mut().enumerate() {
            row[index] *= 1.0 + damping;
        }
        let Some(step) = solve(matrix, right) else { break };
        let next = [lambda + step[0], sigma + step[1], kappa + step[2]];
        let reached = error(next);
        let is_still = (reached - least).abs() <= f64::EPSILON * least
            && step.iter().zip(&numbers).all(|(step, number)| step.abs() <= 1e-13 * number.abs());
        // A step that leads nowhere or out of the numbers is tried again, shorter.
        if reached <= least {
            (numbers, least, damping) = (next, reached, (damping / 10.0).max(1e-15));
        } else if damping < 1e20 {
            damping *= 10.0;
        } else {
            break;
        }
        if is_still || least == 0.0 {
            break;
        }
    }
    (numbers, least)
}

/// Adds a point to the normal equations of a least-squares fit.
fn accumulate(matrix: &mut [[f64; 3]; 3], right: &mut [f64; 3], slopes: [f64; 3], residual: f64) {
    for row in 0..3 {
        right[row] += slopes[row] * residual;
        for (value, slope) in matrix[row].iter_mut().zip(slopes) {
            *value += slopes[row] * slope;
        }
    }
}

/// Solves three linear equations by elimination, if they have one solution.
fn solve(mut matrix: [[f64; 3]; 3], mut right: [f64; 3]) -> Option<Numbers> {
    // The three unknowns differ by orders of magnitude; with 1 on the diagonal they do not.
    let scale = [0, 1, 2].map(|index| 1.0 / matrix[index][index].sqrt());
    for row in 0..3 {
        right[row] *= scale[row];
        for (value, scale_of_column) in matrix[row].iter_mut().zip(scale) {
            *value *= scale[row] * scale_of_column;
        }
    }
    for pivot in 0..3 {
        let largest = (pivot..3).max_by(|&a, &b| matrix[a][pivot].abs().total_cmp(&matrix[b][pivot].abs()))?;
        matrix.swap(pivot, largest);
        right.swap(pivot, largest);
        let (pivot_row, pivot_right) = (matrix[pivot], right[pivot]);
        for row in (0..3).filter(|&row| row != pivot) {
            let factor = matrix[row][pivot] / pivot_row[pivot];
            for (value, above) in matrix[row].iter_mut().zip(pivot_row) {
                *value -= factor * above;
            }
            right[row] -= factor * pivot_right;
        }
    }
    let solution = [0, 1, 2].map(|index| right[index] / matrix[index][index] * scale[index]);
    solution.iter().all(|number| number.is_finite()).then_some(solution)
}

/// The formulas of measured points, as many as there are: pairs of a concurrency and a throughput.
pub static FITS: &[&Formula] = &[&Formula {
    name: "usl_fit_peak",
    documentation: "The concurrency at which throughput is highest, by the universal scalability law that fits measured points.\n\
        \n\
        `sqrt((1 - sigma) / kappa)` of the least-squares fit; the points are pairs of a concurrency and a throughput,\n\
        such as `usl_fit_peak(1, 65/s, 18, 996/s, 36, 1652/s, 72, 1853/s)`. The three numbers of the law come with it.\n\
        \n\
        # Errors\n\
        Fewer than three points of different concurrency; points above which throughput never falls.\n\
        \n\
        Source: N. Gunther, Guerrilla Capacity Planning, 2007.",
    parameters: POINT,
    repeated: POINT.len(),
    result: <Ratio as Typed>::EXPONENTS,
    apply: |numbers| {
        let never = || Domain::new("throughput", "must fall at last, and that of this fit never does");
        let fit = fit(numbers)?;
        let largest = numbers.chunks_exact(2).fold(0.0, |largest: f64, point| largest.max(point[0]));
        // Crosstalk that changes nothing at any point that was measured is rounding.
        let is_felt = fit.kappa * largest * largest > 1e-6 * (1.0 + fit.sigma.abs() * largest);
        fit.peak().filter(|_| is_felt).ok_or_else(never)
    },
    remark: Some(the_law),
    cost: 6_000,
}];

const POINT: &[Parameter] = &[
    Parameter { name: "concurrency", exponents: <Ratio as Typed>::EXPONENTS, default: None },
    Parameter { name: "throughput", exponents: <Rate as Typed>::EXPONENTS, default: None },
];

fn fit(numbers: &[f64]) -> Result<Usl, Domain> {
    let (pairs, rest) = numbers.as_chunks::<2>();
    require(rest.is_empty(), "throughput", "must follow each concurrency")?;
    let points: Vec<(f64, f64)> = pairs.iter().map(|&[n, throughput]| (n, throughput)).collect();
    Usl::fit(&points).map_err(|domain| Domain { parameter: "concurrency", ..domain })
}

fn the_law(numbers: &[f64]) -> Option<String> {
    let Usl { lambda, sigma, kappa } = fit(numbers).ok()?;
    let [lambda, sigma, kappa] = [lambda, sigma, kappa].map(|number| significant(number, 6));
    Some(format!("the fit has lambda = {lambda} /s, sigma = {sigma} and kappa = {kappa}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formulas::{refused, worked};

    /// Throughput of a benchmark on 1 to 216 virtual processors, the example of the `usl` crate.
    const MEASURED: [(f64, f64); 7] =
        [(1.0, 65.0), (18.0, 996.0), (36.0, 1652.0), (72.0, 1853.0), (108.0, 1829.0), (144.0, 1775.0), (216.0, 1702.0)];

    #[track_caller]
    fn close(found: f64, expected: f64, within: f64) {
        assert!((found / expected - 1.0).abs() < within, "{found} is not {expected}");
    }

    #[test]
    fn worked_answers() {
        let law = Usl::fit(&MEASURED).unwrap();
        close(law.lambda, 89.9871, 5.1e-6);
        close(law.sigma, 0.027_728_8, 5.1e-6);
        close(law.kappa, 0.000_104_348, 5.1e-6);
        close(law.peak().unwrap(), 96.5275, 5.1e-6);
        close(law.throughput(100.0), 1883.28, 5.1e-6);
        worked(FORMULAS, "usl_throughput", &[law.lambda, law.sigma, law.kappa, 100.0], 1883.28);
        worked(FORMULAS, "usl_peak", &[law.sigma, law.kappa], 96.5275);
        worked(FORMULAS, "usl_response", &[law.lambda, law.sigma, law.kappa, 100.0], 53.0988e-3);
    }

    #[test]
    fn exact_points_give_back_their_law() {
        for (lambda, sigma, kappa) in
            [(1.0, 0.0, 0.0), (1000.0, 0.05, 1e-6), (5e6, 0.9, 0.0), (1e-3, 0.001, 0.2), (40.0, 0.5, 1e-12)]
        {
            let law = Usl { lambda, sigma, kappa };
            for largest in [8.0_f64, 1e3, 1e5] {
                let points: Vec<_> =
                    (0..9).map(|step| largest.powf(f64::from(step) / 8.0)).map(|n| (n, law.throughput(n))).collect();
                let found = Usl::fit(&points).unwrap();
                for (n, x) in points {
                    close(found.throughput(n), x, 1e-5);
                }
            }
        }
    }

    #[test]
    fn no_fit_is_better_nearby() {
        let error = |law: Usl| -> f64 { MEASURED.iter().map(|&(n, x)| (x - law.throughput(n)).powi(2)).sum() };
        let law = Usl::fit(&MEASURED).unwrap();
        for (lambda, sigma, kappa) in [(1e-4, 0.0, 0.0), (0.0, 1e-4, 0.0), (0.0, 0.0, 1e-4), (1e-4, -1e-4, 1e-4)] {
            for sign in [-1.0, 1.0] {
                let near = Usl {
                    lambda: law.lambda * (1.0 + sign * lambda),
                    sigma: law.sigma * (1.0 + sign * sigma),
                    kappa: law.kappa * (1.0 + sign * kappa),
                };
                assert!(error(near) > error(law));
            }
        }
    }

    #[test]
    fn points_that_say_nothing_are_refused() {
        for points in [
            &[(1.0, 10.0), (2.0, 19.0)][..],
            &[(1.0, 10.0), (2.0, 19.0), (2.0, 18.0)],
            &[(1.0, 10.0), (2.0, 0.0), (3.0, 5.0)],
            &[(1.0, 10.0), (2.0, f64::NAN), (3.0, 5.0)],
            &[],
        ] {
            assert_eq!(Usl::fit(points).unwrap_err().parameter, "points");
        }
        // Whatever the points, there is an answer.
        let nasty = [1e-300, 0.5, 1.0, 2.0, 1e6, 1e300];
        for a in nasty {
            for b in nasty {
                let _ = Usl::fit(&[(a, b), (b, a), (1.0, b), (2.0, a), (a, 1.0)]);
            }
        }
    }

    #[test]
    fn refusals() {
        refused(FORMULAS, "usl_throughput", &[1.0, 1.5, 0.0, 1.0], "sigma");
        refused(FORMULAS, "usl_throughput", &[1.0, 0.5, 0.0, 0.0], "n");
        refused(FORMULAS, "usl_peak", &[0.5, 0.0], "kappa");
        // Points on a straight line never fall.
        assert!((FITS[0].apply)(&[1.0, 10.0, 2.0, 20.0, 4.0, 40.0]).is_err());
    }
}

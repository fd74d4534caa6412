//! The mean and the variance of each distribution: by its formula, or by an integral that is exact to rounding.
//! What the distributions are is in `distribution`.

use statrs::statistics::Distribution;

use super::distribution::Curve;

impl Curve {
    /// The mean.
    pub(super) fn mean(&self) -> f64 {
        match self {
            Self::Normal { mean, .. } => *mean,
            Self::LogNormal { median, sigma } => median * (sigma * sigma / 2.0).exp(),
            Self::Uniform { low, width } => low + width / 2.0,
            Self::LogUniform { mu, width } => mu.exp() * width.exp_m1() / width,
            Self::Beta { low, width, beta } => low + width * beta.shape_a() / (beta.shape_a() + beta.shape_b()),
            Self::Exponential(exponential) => 1.0 / exponential.rate(),
            Self::Gamma { scale, gamma } => scale * gamma.shape(),
            Self::Choice(values) => values.iter().sum::<f64>() / values.len() as f64,
            Self::Triangular(triangular) => triangular.mean().unwrap_or(f64::NAN),
            Self::LogitNormal { .. } => self.normal_average(|value| value),
        }
    }

    /// The average of a function over all cases of what is made of a normal distribution: the trapezoidal rule, which is
    /// exact to rounding for what is smooth.
    fn normal_average(&self, of: impl Fn(f64) -> f64) -> f64 {
        const STEPS: i32 = 128;
        const REACH: f64 = 9.0;
        let (mut sum, mut weights) = (0.0, 0.0);
        for step in -STEPS..=STEPS {
            let z = REACH * f64::from(step) / f64::from(STEPS);
            let weight = (-z * z / 2.0).exp();
            sum += weight * of(self.at_deviation(z));
            weights += weight;
        }
        sum / weights
    }

    /// The variance.
    pub(super) fn variance(&self) -> f64 {
        match self {
            Self::Normal { sd, .. } => sd * sd,
            Self::LogNormal { sigma, .. } => (self.mean() * (sigma * sigma).exp_m1().sqrt()).powi(2),
            Self::Uniform { width, .. } => width * width / 12.0,
            Self::LogUniform { mu, width } => {
                (2.0 * mu).exp() * (2.0 * width).exp_m1() / (2.0 * width) - self.mean().powi(2)
            }
            Self::Beta { width, beta, .. } => {
                let (a, b) = (beta.shape_a(), beta.shape_b());
                width * width * a * b / ((a + b).powi(2) * (a + b + 1.0))
            }
            Self::Exponential(exponential) => exponential.rate().powi(-2),
            Self::Gamma { scale, gamma } => scale * scale * gamma.shape(),
            Self::Choice(values) => {
                let mean = self.mean();
                values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / values.len() as f64
            }
            Self::Triangular(triangular) => triangular.variance().unwrap_or(f64::NAN),
            Self::LogitNormal { .. } => {
                let mean = self.mean();
                self.normal_average(|value| (value - mean).powi(2))
            }
        }
    }
}

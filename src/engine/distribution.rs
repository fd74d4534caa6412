//! The distributions of uncertain inputs: what their parameters must be, and their quantiles.
//! Where the uniform numbers come from is no matter here.

use statrs::distribution::{Beta, ContinuousCDF, Exp, Gamma, Normal, Triangular};

/// A family of distributions. Each takes its parameters in the order in which they are named here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Distribution {
    /// `low, high, confidence`: lognormal between positive ends, normal if the low end is negative.
    Interval,
    /// `low, high, confidence`, both ends shares: as [`Self::Interval`], but what would pass 100% is logit-normal.
    ShareInterval,
    /// `low, high, confidence` of a normal distribution.
    NormalInterval,
    /// `low, high, confidence` of a lognormal distribution.
    LogNormalInterval,
    /// `mean, sd`
    Normal,
    /// `mean, sd` of the quantity itself, not of its logarithm.
    LogNormal,
    /// `low, high`
    Uniform,
    /// `low, high`: the logarithm is uniform.
    LogUniform,
    /// `low, mode, high`
    Triangular,
    /// `low, mode, high`: a beta distribution with the mean `(low + 4 mode + high) / 6`.
    Pert,
    /// `alpha, beta`, from 0 to 1
    Beta,
    /// `mean`
    Exponential,
    /// `shape, scale`
    Gamma,
    /// Any number of values, each as likely as the others.
    Choice,
}

/// Why there is no such distribution.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Impossible {
    /// The high end is not above the low one.
    Empty,
    /// A lognormal distribution has no end at 0.
    ZeroEnd,
    /// A share has no end at 100%.
    WholeEnd,
    /// The parameter of that place is not what it must be, as the end of a sentence that starts with its name.
    Parameter(usize, &'static str),
}

/// A distribution with its parameters, ready for quantiles.
#[derive(Debug, Clone)]
pub(super) enum Curve {
    Normal {
        mean: f64,
        sd: f64,
    },
    LogNormal {
        median: f64,
        sigma: f64,
    },
    LogitNormal {
        mu: f64,
        sigma: f64,
    },
    Uniform {
        low: f64,
        width: f64,
    },
    LogUniform {
        mu: f64,
        width: f64,
    },
    Triangular(Triangular),
    Beta {
        low: f64,
        width: f64,
        beta: Beta,
    },
    Exponential(Exp),
    Gamma {
        scale: f64,
        gamma: Gamma,
    },
    /// In their order.
    Choice(Vec<f64>),
}

/// The standard normal distribution.
pub(super) fn standard() -> Normal {
    Normal::new(0.0, 1.0).expect("the standard deviation is positive")
}

impl Distribution {
    /// The distribution with these parameters.
    ///
    /// # Errors
    /// There is none.
    pub(super) fn curve(self, parameters: &[f64]) -> Result<Curve, Impossible> {
        let positive = |place: usize| {
            let is_positive = parameters[place] > 0.0;
            if is_positive {
                Ok(parameters[place])
            } else {
                Err(Impossible::Parameter(place, "must be greater than 0"))
            }
        };
        // Beyond, distributions are so narrow or so skewed that their quantiles are lost in rounding.
        let shape = |place: usize| {
            let is_shape = (0.5..=1e6).contains(&parameters[place]);
            let must = "must be from 0.5 to 1 million";
            if is_shape { Ok(parameters[place]) } else { Err(Impossible::Parameter(place, must)) }
        };
        let ordered = |low: f64, high: f64| if low < high { Ok(()) } else { Err(Impossible::Empty) };
        match (self, parameters) {
            (
                Self::Interval | Self::ShareInterval | Self::NormalInterval | Self::LogNormalInterval,
                &[low, high, confidence],
            ) => {
                ordered(low, high)?;
                if !(confidence > 0.0 && confidence < 1.0) {
                    return Err(Impossible::Parameter(2, "must be greater than 0 and less than 1 (100%)"));
                }
                self.interval(low, high, standard().inverse_cdf(0.5 + confidence / 2.0))
            }
            (Self::Normal, &[mean, _]) => Ok(Curve::Normal { mean, sd: positive(1)? }),
            (Self::LogNormal, _) => {
                let (mean, sd) = (positive(0)?, positive(1)?);
                let variance = (sd / mean).powi(2);
                Ok(Curve::LogNormal { median: mean / (1.0 + variance).sqrt(), sigma: variance.ln_1p().sqrt() })
            }
            (Self::Uniform, &[low, high]) => {
                ordered(low, high)?;
                Ok(Curve::Uniform { low, width: high - low })
            }
            (Self::LogUniform, &[low, high]) => {
                ordered(low, high)?;
                Ok(Curve::LogUniform { mu: positive(0)?.ln(), width: (high / low).ln() })
            }
            (Self::Triangular | Self::Pert, &[low, mode, high]) => {
                ordered(low, high)?;
                if !(low..=high).contains(&mode) {
                    return Err(Impossible::Parameter(1, "must be between the low and the high end"));
                }
                if self == Self::Triangular {
                    let triangular = Triangular::new(low, high, mode);
                    return triangular.map(Curve::Triangular).map_err(|_| Impossible::Empty);
                }
                let width = high - low;
                let (alpha, beta) = (1.0 + 4.0 * (mode - low) / width, 1.0 + 4.0 * (high - mode) / width);
                let beta = Beta::new(alpha, beta).map_err(|_| Impossible::Empty)?;
                Ok(Curve::Beta { low, width, beta })
            }
            (Self::Beta, _) => {
                let beta = Beta::new(shape(0)?, shape(1)?).map_err(|_| Impossible::Parameter(0, "must be smaller"));
                Ok(Curve::Beta { low: 0.0, width: 1.0, beta: beta? })
            }
            (Self::Exponential, _) => {
                let rate = Exp::new(1.0 / positive(0)?);
                rate.map(Curve::Exponential).map_err(|_| Impossible::Parameter(0, "must be larger"))
            }
            (Self::Gamma, _) => {
                let gamma = Gamma::new(shape(0)?, 1.0).map_err(|_| Impossible::Parameter(0, "must be smaller"))?;
                Ok(Curve::Gamma { scale: positive(1)?, gamma })
            }
            (Self::Choice, values) if !values.is_empty() && !values.iter().any(|value| value.is_nan()) => {
                let mut values = values.to_vec();
                values.sort_unstable_by(f64::total_cmp);
                Ok(Curve::Choice(values))
            }
            _ => Err(Impossible::Empty),
        }
    }

    /// The distribution whose ends lie `reach` standard deviations to either side of its middle.
    fn interval(self, low: f64, high: f64, reach: f64) -> Result<Curve, Impossible> {
        /// Of a thousand cases, a lognormal share may put one past 100%: so many standard deviations from the middle.
        const TAIL: f64 = 3.09;
        let normal = Curve::Normal { mean: f64::midpoint(low, high), sd: (high - low) / (2.0 * reach) };
        if self == Self::NormalInterval || (self != Self::LogNormalInterval && low < 0.0) {
            return Ok(normal);
        }
        match low {
            0.0 => return Err(Impossible::ZeroEnd),
            _ if low < 0.0 => return Err(Impossible::Parameter(0, "must be greater than 0")),
            _ => {}
        }
        let (median, sigma) = (low.sqrt() * high.sqrt(), (high.ln() - low.ln()) / (2.0 * reach));
        // The root of the product is exact more often, where that is not out of range.
        let median = if (low * high).is_normal() { (low * high).sqrt() } else { median };
        if self == Self::ShareInterval && high <= 1.0 && -median.ln() < TAIL * sigma {
            if high == 1.0 {
                return Err(Impossible::WholeEnd);
            }
            let logit = |share: f64| (share / (1.0 - share)).ln();
            let (low, high) = (logit(low), logit(high));
            return Ok(Curve::LogitNormal { mu: low.midpoint(high), sigma: (high - low) / (2.0 * reach) });
        }
        Ok(Curve::LogNormal { median, sigma })
    }
}

impl Curve {
    /// The value below which the share `u` of all cases lies; `u` is between 0 and 1.
    pub(super) fn quantile(&self, u: f64) -> f64 {
        match self {
            Self::Normal { .. } | Self::LogNormal { .. } | Self::LogitNormal { .. } => {
                self.at_deviation(standard().inverse_cdf(u))
            }
            Self::Uniform { low, width } => low + width * u,
            Self::LogUniform { mu, width } => (mu + width * u).exp(),
            Self::Triangular(triangular) => triangular.inverse_cdf(u),
            Self::Beta { low, width, beta } => low + width * beta.inverse_cdf(u),
            Self::Exponential(exponential) => exponential.inverse_cdf(u),
            Self::Gamma { scale, gamma } => scale * gamma.inverse_cdf(u),
            // At or below the value lie as many cases as it takes.
            Self::Choice(values) => values[((u * values.len() as f64).ceil() as usize).clamp(1, values.len()) - 1],
        }
    }

    /// The value that lies as far from the middle as a standard normal one at `z` does.
    pub(super) fn at_deviation(&self, z: f64) -> f64 {
        match self {
            Self::Normal { mean, sd } => mean + sd * z,
            Self::LogNormal { median, sigma } => median * (sigma * z).exp(),
            Self::LogitNormal { mu, sigma } => 1.0 / (1.0 + (-mu - sigma * z).exp()),
            _ => self.quantile(standard().cdf(z).clamp(f64::EPSILON, 1.0 - f64::EPSILON)),
        }
    }

    /// The least and the greatest value that are of any weight, or that there are.
    pub(super) fn support(&self) -> (f64, f64) {
        /// Standard deviations beyond which the tail of a normal distribution is too small for a number.
        const REACH: f64 = 37.0;
        match self {
            Self::Normal { .. } | Self::LogNormal { .. } | Self::LogitNormal { .. } => {
                let [low, high] = [-REACH, REACH].map(|z| self.at_deviation(z));
                (low.max(f64::MIN), high.min(f64::MAX))
            }
            Self::Uniform { low, width } | Self::Beta { low, width, .. } => (*low, low + width),
            Self::LogUniform { mu, width } => (mu.exp(), (mu + width).exp()),
            Self::Triangular(triangular) => (triangular.min(), triangular.max()),
            Self::Exponential(exponential) => (0.0, 745.0 / exponential.rate()),
            Self::Gamma { scale, gamma } => (0.0, scale * (gamma.shape() + 50.0 * gamma.shape().sqrt() + 745.0)),
            Self::Choice(values) => values
                .iter()
                .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), &one| (low.min(one), high.max(one))),
        }
    }

    /// How likely it is to be at or below a value.
    pub(super) fn below(&self, x: f64) -> f64 {
        match self {
            Self::Normal { .. } | Self::LogNormal { .. } | Self::LogitNormal { .. } => {
                standard().cdf(self.deviation(x))
            }
            Self::Uniform { low, width } => ((x - low) / width).clamp(0.0, 1.0),
            Self::LogUniform { mu, width } if x > 0.0 => ((x.ln() - mu) / width).clamp(0.0, 1.0),
            Self::LogUniform { .. } => 0.0,
            Self::Triangular(triangular) => triangular.cdf(x),
            Self::Beta { low, width, beta } => beta.cdf(((x - low) / width).clamp(0.0, 1.0)),
            Self::Exponential(exponential) => exponential.cdf(x),
            Self::Gamma { scale, gamma } => gamma.cdf(x / scale),
            Self::Choice(values) => values.iter().filter(|value| **value <= x).count() as f64 / values.len() as f64,
        }
    }

    /// How likely it is to be above a value.
    pub(super) fn above(&self, x: f64) -> f64 {
        match self {
            Self::Normal { .. } | Self::LogNormal { .. } | Self::LogitNormal { .. } => {
                standard().cdf(-self.deviation(x))
            }
            Self::Exponential(exponential) => exponential.sf(x),
            Self::Gamma { scale, gamma } => gamma.sf(x / scale),
            Self::Triangular(triangular) => triangular.sf(x),
            Self::Beta { low, width, beta } => beta.sf(((x - low) / width).clamp(0.0, 1.0)),
            _ => 1.0 - self.below(x),
        }
    }

    /// How far a value lies from the middle, in standard deviations of the normal distribution behind.
    fn deviation(&self, x: f64) -> f64 {
        match self {
            Self::Normal { mean, sd } => (x - mean) / sd,
            Self::LogNormal { median, sigma } if x > 0.0 => (x / median).ln() / sigma,
            Self::LogitNormal { mu, sigma } if x > 0.0 && x < 1.0 => ((x / (1.0 - x)).ln() - mu) / sigma,
            _ if x <= 0.0 => f64::NEG_INFINITY,
            _ => f64::INFINITY,
        }
    }

    /// Whether its quantiles are made of those of a normal distribution.
    pub(super) const fn is_normal(&self) -> bool {
        matches!(self, Self::Normal { .. } | Self::LogNormal { .. } | Self::LogitNormal { .. })
    }

    /// Whether quantiles change smoothly, so that they may be read off between others.
    pub(super) const fn is_smooth(&self) -> bool {
        !matches!(self, Self::Choice(_) | Self::Uniform { .. })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each distribution with parameters and its quantiles at 5%, 50% and 95%, as another program gives them.
    #[test]
    #[rustfmt::skip]
    fn quantiles() {
        use Distribution as D;
        for (distribution, parameters, expected) in [
            (D::Interval, &[50.0, 300.0, 0.9][..], [50.0, 122.474_487, 300.0]),
            (D::Interval, &[-5.0, 15.0, 0.9], [-5.0, 5.0, 15.0]),
            (D::Interval, &[1.0, 100.0, 0.5], [0.036_419_7, 10.0, 2_745.766_7]),
            (D::NormalInterval, &[8.0, 12.0, 0.9], [8.0, 10.0, 12.0]),
            (D::ShareInterval, &[0.1, 0.2, 0.9], [0.1, 0.141_421, 0.2]),
            (D::ShareInterval, &[0.2, 0.8, 0.9], [0.2, 0.5, 0.8]),
            (D::Normal, &[10.0, 2.0], [6.710_293, 10.0, 13.289_707]),
            (D::LogNormal, &[10.0, 5.0], [4.112_438_5, 8.944_271_9, 19.453_178_4]),
            (D::Uniform, &[2.0, 6.0], [2.2, 4.0, 5.8]),
            (D::LogUniform, &[1.0, 100.0], [1.258_93, 10.0, 79.432_8]),
            (D::Triangular, &[0.0, 1.0, 4.0], [0.447_214, 1.550_51, 3.225_40]),
            (D::Pert, &[0.0, 1.0, 4.0], [0.305_761_6, 1.255_240_7, 2.629_633_3]),
            (D::Beta, &[2.0, 5.0], [0.062_850, 0.264_450, 0.581_803]),
            (D::Exponential, &[10.0], [0.512_933, 6.931_472, 29.957_323]),
            (D::Gamma, &[2.0, 3.0], [1.066_084, 5.035_041, 14.231_594]),
            (D::Choice, &[3.0, 1.0, 2.0], [1.0, 2.0, 3.0]),
            (D::Choice, &[3.0, 4.0, 1.0, 2.0], [1.0, 2.0, 4.0]),
        ] {
            let curve = distribution.curve(parameters).unwrap();
            for (u, expected) in [0.05, 0.5, 0.95].into_iter().zip(expected) {
                let quantile = curve.quantile(u);
                assert!((quantile / expected - 1.0).abs() < 2e-5, "{distribution:?} at {u}: {quantile}, not {expected}");
            }
        }
    }

    #[test]
    fn impossible_distributions() {
        use Distribution as D;
        for (distribution, parameters, expected) in [
            (D::Interval, &[5.0, 5.0, 0.9][..], Impossible::Empty),
            (D::Interval, &[0.0, 5.0, 0.9], Impossible::ZeroEnd),
            (D::ShareInterval, &[0.2, 1.0, 0.9], Impossible::WholeEnd),
            (D::LogUniform, &[-1.0, 5.0], Impossible::Parameter(0, "must be greater than 0")),
            (D::Normal, &[1.0, 0.0], Impossible::Parameter(1, "must be greater than 0")),
            (D::Triangular, &[1.0, 9.0, 5.0], Impossible::Parameter(1, "must be between the low and the high end")),
            (D::Uniform, &[f64::NAN, 1.0], Impossible::Empty),
        ] {
            assert_eq!(distribution.curve(parameters).unwrap_err(), expected, "{distribution:?}");
        }
    }
}

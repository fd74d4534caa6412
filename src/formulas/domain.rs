//! The domains in which formulas hold: the checks that recur, and the refusal that they all return.
//! Also rounding up to whole machines, which must not add one for a rounding error. No formula lives here.

use std::fmt;

use super::types::Typed;

/// Numbers this near to each other, relative to their size, differ by rounding only.
const ROUNDING: f64 = 5e-15;

/// An argument outside the domain in which a formula holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Domain {
    /// The parameter that it is given for.
    pub parameter: &'static str,
    /// What it must be, as the end of a sentence that starts with its name: `must be less than 1`.
    pub must: String,
    /// What grows without end outside the domain, as a sentence; `None` where nothing is known of the result there.
    pub endless: Option<&'static str>,
}

impl Domain {
    /// An argument that is not what it must be.
    #[must_use]
    pub fn new(parameter: &'static str, must: impl Into<String>) -> Self {
        Self { parameter, must: must.into(), endless: None }
    }

    /// Whether the result grows without end outside the domain: among many cases it is greater than every number.
    #[must_use]
    pub const fn is_endless(&self) -> bool {
        self.endless.is_some()
    }
}

impl fmt::Display for Domain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` {}", self.parameter, self.must)
    }
}

impl std::error::Error for Domain {}

/// Refuses an argument unless a condition holds. Written so that NaN, which no condition holds for, is refused.
pub(super) fn require(holds: bool, parameter: &'static str, must: &str) -> Result<(), Domain> {
    if holds { Ok(()) } else { Err(Domain::new(parameter, must)) }
}

/// Refuses an argument unless a condition holds, outside of which the result grows without end: in a single answer it is
/// none, and among many cases greater than every number.
pub(super) fn require_or_endless(
    holds: bool,
    parameter: &'static str,
    must: &str,
    endless: &'static str,
) -> Result<(), Domain> {
    let refusal = || Domain { endless: Some(endless), ..Domain::new(parameter, format!("{must}, or {endless}")) };
    if holds { Ok(()) } else { Err(refusal()) }
}

/// Refuses what is below 0.
pub(super) fn not_negative<T: Typed>(parameter: &'static str, value: T) -> Result<(), Domain> {
    require(value.base() >= 0.0, parameter, "must be 0 or more")
}

/// Refuses 0 and what is below.
pub(super) fn positive<T: Typed>(parameter: &'static str, value: T) -> Result<(), Domain> {
    require(value.base() > 0.0, parameter, "must be greater than 0")
}

/// Refuses what is below `least`.
pub(super) fn at_least<T: Typed>(parameter: &'static str, value: T, least: f64) -> Result<(), Domain> {
    if value.base() >= least { Ok(()) } else { Err(Domain::new(parameter, format!("must be {least} or more"))) }
}

/// Refuses what is no share or probability: below 0 or above 1.
pub(super) fn share<T: Typed>(parameter: &'static str, value: T) -> Result<(), Domain> {
    require((0.0..=1.0).contains(&value.base()), parameter, "must be from 0 to 1 (100%)")
}

/// Refuses all but shares above 0, by which a formula divides.
pub(super) fn positive_share<T: Typed>(parameter: &'static str, value: T) -> Result<(), Domain> {
    require(value.base() > 0.0 && value.base() <= 1.0, parameter, "must be greater than 0 and at most 1 (100%)")
}

/// Refuses all but shares below 1, whose complement a formula divides by.
pub(super) fn share_below_one<T: Typed>(parameter: &'static str, value: T) -> Result<(), Domain> {
    require((0.0..1.0).contains(&value.base()), parameter, "must be 0 or more and less than 1 (100%)")
}

/// Refuses all but probabilities strictly between 0 and 1.
pub(super) fn proper_share<T: Typed>(parameter: &'static str, value: T) -> Result<(), Domain> {
    require(value.base() > 0.0 && value.base() < 1.0, parameter, "must be greater than 0 and less than 1 (100%)")
}

/// The whole number that an argument is, up to rounding; refuses fractions and what is below `least`.
pub(super) fn whole<T: Typed>(parameter: &'static str, value: T, least: f64) -> Result<f64, Domain> {
    let value = value.base();
    let nearest = value.round();
    if is_rounding(value, nearest) && nearest >= least {
        Ok(nearest)
    } else {
        Err(Domain::new(parameter, format!("must be a whole number, {least} or more")))
    }
}

/// What is missing of a share to the whole, without the digits that rounding makes up: of 99.9% it is 0.1%.
pub(super) fn complement(share: f64) -> f64 {
    /// A share has no more decimals than that.
    const DECIMALS: f64 = 1e15;
    let rest = 1.0 - share;
    let rounded = (rest * DECIMALS).round() / DECIMALS;
    let is_rounding = (rest - rounded).abs() <= 2.0 * f64::EPSILON && rounded != 0.0 && rest > 1e-12;
    if is_rounding { rounded } else { rest }
}

/// `value` rounded up to a whole number, unless it is above one by rounding only.
pub(super) fn round_up(value: f64) -> f64 {
    let nearest = value.round();
    if is_rounding(value, nearest) { nearest } else { value.ceil() }
}

fn is_rounding(value: f64, nearest: f64) -> bool {
    (value - nearest).abs() <= ROUNDING * value.abs()
}

/// The result of a formula if a number can hold it, else the argument that took it out of range: the one whose size is
/// furthest from 1.
pub(super) fn finite<T: Typed>(result: T, parameters: &[&'static str], arguments: &[f64]) -> Result<T, Domain> {
    if result.base().is_finite() {
        return Ok(result);
    }
    // Zero takes nothing out of range: where it does not hold, it is refused before.
    let distance = |argument: f64| if argument == 0.0 { 0.0 } else { argument.abs().ln().abs() };
    let furthest = parameters.iter().zip(arguments).max_by(|a, b| distance(*a.1).total_cmp(&distance(*b.1)));
    let (&parameter, &argument) = furthest.expect("a formula without arguments has a finite result");
    let must = if argument.abs() < 1.0 { "must be larger" } else { "must be smaller" };
    Err(Domain::new(parameter, format!("{must}: the result is beyond the range of numbers")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formulas::types::Ratio;

    #[test]
    fn rounding_up_forgives_rounding_errors_only() {
        assert_eq!(round_up(700.0 / (1000.0 * 0.7)), 1.0);
        assert_eq!(round_up(1.000_001), 2.0);
        assert_eq!(round_up(1e12 + 0.25), 1e12 + 1.0);
        assert_eq!(round_up(0.0), 0.0);
    }

    #[test]
    fn the_rest_of_a_share_has_no_more_digits_than_the_share() {
        assert_eq!((complement(0.999), complement(0.999_99), complement(0.1)), (0.001, 0.000_01, 0.9));
        assert_eq!((complement(1.0), complement(1.0 - f64::EPSILON)), (0.0, f64::EPSILON));
    }

    #[test]
    fn what_is_no_number_is_refused() {
        let nan = Ratio::from_base(f64::NAN);
        for refused in [not_negative("x", nan), positive("x", nan), at_least("x", nan, 1.0), share("x", nan)] {
            assert!(refused.is_err());
        }
        assert!(whole("x", nan, 0.0).is_err());
    }

    #[test]
    fn fractions_are_no_whole_numbers() {
        let whole_of = |value: f64| whole("x", Ratio::from_base(value), 1.0);
        assert_eq!(whole_of(3.0), Ok(3.0));
        assert_eq!(whole_of(0.1 * 3.0 * 10.0), Ok(3.0));
        assert_eq!(whole_of(2.5).unwrap_err().to_string(), "`x` must be a whole number, 1 or more");
        assert!(whole_of(0.0).is_err());
    }

    #[test]
    fn a_result_beyond_numbers_names_the_argument_to_blame() {
        let blamed = |arguments: [f64; 2]| {
            finite(Ratio::from_base(f64::INFINITY), &["a", "b"], &arguments).unwrap_err().parameter
        };
        assert_eq!(blamed([2.0, 1e300]), "b");
        assert_eq!(blamed([1e-300, 5.0]), "a");
        assert_eq!(blamed([0.0, 1e300]), "b");
        let seven = Ratio::from_base(7.0);
        assert_eq!(finite(seven, &["a"], &[2.0]), Ok(seven));
    }
}

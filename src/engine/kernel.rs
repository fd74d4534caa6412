//! The arithmetic of single numbers. Every result is finite or NaN: what has no finite result is NaN,
//! and NaN never turns into a number again, so that an error in one place shows in all that depends on it.

use super::plan::{Binary, Unary};

/// Numbers this near to each other, relative to their size, differ by rounding only: some twenty units in the last place.
const ROUNDING: f64 = 5e-15;
/// Below this number every whole number has a float of its own.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// `value`, or NaN if it is infinite.
#[inline]
pub(super) fn finite(value: f64) -> f64 {
    // Infinity times zero is NaN, and anything else times zero adds nothing.
    value + value * 0.0
}

/// The whole number next to `x` towards 0. The processors that programs are built for by default have no instruction for
/// it, but they have one for conversion.
#[inline]
fn truncated(x: f64) -> f64 {
    if x.abs() < EXACT { (x as i64) as f64 } else { x }
}

#[inline]
fn ceiling(x: f64) -> f64 {
    let whole = truncated(x);
    if whole < x { whole + 1.0 } else { whole }
}

/// The nearest whole number, halves away from 0.
#[inline]
fn nearest(x: f64) -> f64 {
    let whole = truncated(x);
    if (x - whole).abs() >= 0.5 { whole + 1.0_f64.copysign(x) } else { whole }
}

#[inline]
fn truth(condition: bool) -> f64 {
    f64::from(u8::from(condition))
}

#[inline]
fn nearly_equal(a: f64, b: f64) -> bool {
    let size = a.abs().max(b.abs());
    // Two whole numbers that differ do so by at least one, and not by rounding. Most numbers are not near at all.
    a == b || ((a - b).abs() <= ROUNDING * size && !(size < EXACT && truncated(a) == a && truncated(b) == b))
}

/// `a - b`, or 0 if they differ in the last bit only, as `0.3` and `0.1 * 3` do.
#[inline]
fn difference(a: f64, b: f64) -> f64 {
    let difference = a - b;
    let is_rounding = difference.abs() <= f64::EPSILON * a.abs().max(b.abs()) && truncated(difference) != difference;
    if is_rounding { 0.0 } else { difference }
}

/// `a + b`, and whether it is so small that it may be rounding: [`difference`] looks closer then.
#[inline]
pub(super) fn plain_sum(a: f64, b: f64) -> (f64, bool) {
    let sum = a + b;
    // No maximum of the library, which makes more of NaN than is needed here.
    let (a, b) = (a.abs(), b.abs());
    let largest = if a > b { a } else { b };
    (finite(sum), (sum != 0.0) & (sum.abs() <= f64::EPSILON * largest))
}

/// `rounded`, unless `value` is within rounding of a whole number: then that one.
#[inline]
fn unless_whole(value: f64, rounded: f64) -> f64 {
    let whole = nearest(value);
    if nearly_equal(value, whole) { whole } else { rounded }
}

/// The next whole number up; a number within rounding of a whole one is that one.
#[inline]
fn rounded_up(x: f64) -> f64 {
    let whole = truncated(x);
    let (part, rounding) = ((x - whole).abs(), ROUNDING * (x.abs() + 1.0));
    // Most numbers are near no whole one.
    if part > rounding && part < 1.0 - rounding {
        return if whole < x { whole + 1.0 } else { whole };
    }
    unless_whole(x, ceiling(x))
}

/// Applies an operation to a number.
#[inline]
#[must_use]
pub fn unary(operation: Unary, x: f64) -> f64 {
    match operation {
        Unary::Negate => -x,
        Unary::Not => 1.0 - x,
        Unary::Abs => x.abs(),
        Unary::Ceil => rounded_up(x),
        Unary::Floor => -rounded_up(-x),
        Unary::Round => nearest(x),
        Unary::Sqrt => x.sqrt(),
        Unary::Ln => finite(x.ln()),
        Unary::Log2 => finite(x.log2()),
        Unary::Log10 => finite(x.log10()),
        Unary::Exp => finite(x.exp()),
    }
}

/// Applies an operation to two numbers.
#[inline]
#[must_use]
pub fn binary(operation: Binary, a: f64, b: f64) -> f64 {
    match operation {
        Binary::Add => finite(difference(a, -b)),
        Binary::Subtract => finite(difference(a, b)),
        Binary::Multiply => finite(a * b),
        Binary::Divide => finite(a / b),
        Binary::Power => finite(power(a, b)),
        Binary::Log if b <= 0.0 => f64::NAN,
        Binary::Log => finite(a.ln() / b.ln()),
        Binary::And if a == 0.0 => a,
        Binary::Or if a == 1.0 => a,
        _ if a.is_nan() || b.is_nan() => f64::NAN,
        Binary::And | Binary::Or => b,
        Binary::Min => a.min(b),
        Binary::Max => a.max(b),
        Binary::Less => truth(a < b && !nearly_equal(a, b)),
        Binary::AtMost => truth(a <= b || nearly_equal(a, b)),
        Binary::Equal => truth(nearly_equal(a, b)),
    }
}

/// [`unary`] of what grows without end, or falls.
pub(super) fn unary_without_end(operation: Unary, x: f64) -> f64 {
    match operation {
        Unary::Negate => -x,
        Unary::Not => f64::NAN,
        Unary::Abs => x.abs(),
        Unary::Ceil | Unary::Floor | Unary::Round => x,
        Unary::Sqrt => x.sqrt(),
        Unary::Ln | Unary::Log2 | Unary::Log10 => x.ln(),
        Unary::Exp => x.exp(),
    }
}

/// [`binary`] where at least one of two grows without end, or falls: it is greater than every number, and how it compares
/// with another one that does so is unknown.
pub(super) fn binary_without_end(operation: Binary, a: f64, b: f64) -> f64 {
    let is_unknown = match operation {
        Binary::Divide | Binary::Power => b == 0.0,
        Binary::Less | Binary::AtMost | Binary::Equal => a == b,
        _ => false,
    };
    if is_unknown || a.is_nan() || b.is_nan() {
        return f64::NAN;
    }
    match operation {
        Binary::Add => a + b,
        Binary::Subtract => a - b,
        Binary::Multiply => a * b,
        Binary::Divide => a / b,
        Binary::Power => a.powf(b),
        Binary::Log => a.ln() / b.ln(),
        Binary::Min => a.min(b),
        Binary::Max => a.max(b),
        Binary::Less | Binary::AtMost => truth(a < b),
        Binary::Equal => 0.0,
        Binary::And | Binary::Or => binary(operation, a, b),
    }
}

#[inline]
fn power(a: f64, b: f64) -> f64 {
    // Anything to the power of 0 is 1 in IEEE arithmetic, even what is undefined.
    if a.is_nan() || b.is_nan() {
        f64::NAN
    } else if b == truncated(b) && b.abs() <= 1024.0 {
        a.powi(b as i32)
    } else {
        a.powf(b)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_are_those_of_the_library() {
        let edges =
            [0.0, 0.5, 1.0, 1.5, 2.5, 0.1, 1e9 + 0.5, EXACT - 1.0, EXACT / 2.0 + 0.5, EXACT, 1e300, f64::INFINITY];
        let near = edges.into_iter().flat_map(|x: f64| [x, x.next_up(), x.next_down()]);
        for x in near.flat_map(|x| [x, -x]) {
            assert_eq!((ceiling(x), -ceiling(-x)), (x.ceil(), x.floor()), "{x:e}");
            assert_eq!((nearest(x), truncated(x)), (x.round(), x.trunc()), "{x:e}");
            assert_eq!(rounded_up(x), unless_whole(x, x.ceil()), "{x:e}");
        }
        assert!(ceiling(f64::NAN).is_nan() && nearest(f64::NAN).is_nan());
    }

    #[test]
    fn nothing_is_infinite() {
        for result in [
            binary(Binary::Divide, 1.0, 0.0),
            binary(Binary::Multiply, 1e200, 1e200),
            binary(Binary::Power, 0.0, -1.0),
            unary(Unary::Ln, 0.0),
            unary(Unary::Exp, 1e3),
        ] {
            assert!(result.is_nan());
        }
    }

    #[test]
    fn what_grows_without_end_is_greater_than_every_number() {
        let endless = f64::INFINITY;
        let of = |operation, a, b| binary_without_end(operation, a, b);
        assert_eq!(of(Binary::Add, endless, -5.0), endless);
        assert_eq!(of(Binary::Multiply, endless, -2.0), -endless);
        assert_eq!((of(Binary::Less, 1e300, endless), of(Binary::Equal, endless, 1.0)), (1.0, 0.0));
        assert_eq!((of(Binary::Min, endless, 3.0), of(Binary::Divide, 3.0, endless)), (3.0, 0.0));
        for (operation, a, b) in [
            (Binary::Subtract, endless, endless),
            (Binary::Multiply, endless, 0.0),
            (Binary::AtMost, endless, endless),
            (Binary::Divide, endless, 0.0),
            (Binary::Max, endless, f64::NAN),
        ] {
            assert!(of(operation, a, b).is_nan(), "{operation:?}");
        }
        assert_eq!(unary_without_end(Unary::Exp, -endless), 0.0);
    }

    #[test]
    fn what_is_undefined_stays_undefined() {
        for operation in [Binary::Min, Binary::Max, Binary::Less, Binary::Equal, Binary::Power] {
            assert!(binary(operation, f64::NAN, 0.0).is_nan(), "{operation:?}");
            assert!(binary(operation, 1.0, f64::NAN).is_nan(), "{operation:?}");
        }
    }

    #[test]
    fn conditions_need_only_what_decides_them() {
        assert!(binary(Binary::And, 0.0, f64::NAN) == 0.0);
        assert!(binary(Binary::Or, 1.0, f64::NAN) == 1.0);
        assert!(binary(Binary::And, 1.0, f64::NAN).is_nan());
    }

    #[test]
    fn whole_numbers_compare_exactly() {
        assert!(binary(Binary::Less, 1e15, 1e15 + 1.0) == 1.0);
        assert!(binary(Binary::Equal, 1e12, 1e12 + 1.0) == 0.0);
        assert!(binary(Binary::Subtract, 1e15 + 1.0, 1e15) == 1.0);
    }

    #[test]
    fn rounding_errors_are_not_rounded_up() {
        assert!((unary(Unary::Ceil, 0.1 * 30.0) - 3.0).abs() < f64::EPSILON);
        assert!((unary(Unary::Floor, 0.7 * 10.0 - 1e-15) - 7.0).abs() < f64::EPSILON);
        assert!((unary(Unary::Ceil, 1e12 + 0.4) - 1e12 - 1.0).abs() < f64::EPSILON);
        assert!((unary(Unary::Ceil, 1e-13) - 1.0).abs() < f64::EPSILON);
        assert!(binary(Binary::Equal, 0.1 + 0.2, 0.3) == 1.0);
        for (a, b) in [(0.3, 0.1 * 3.0), (1e15 + 1.0, 1e15), (5.0, 5.0), (0.0, 0.0), (1e-9, 1.0), (1.0, f64::NAN)] {
            let (sum, is_small) = plain_sum(a, -b);
            let expected = binary(Binary::Subtract, a, b);
            assert!(is_small || sum == expected || (sum.is_nan() && expected.is_nan()), "{a} - {b}");
        }
        assert!(binary(Binary::Subtract, 0.3, 0.1 * 3.0) == 0.0);
    }
}

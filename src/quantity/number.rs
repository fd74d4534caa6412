//! Numbers for people: significant digits, thousands separators, suffixes, and exact integers and decimals.
//! All scaling moves the decimal point of digits that were rounded once, so no second rounding can creep in.
//! What a float has beyond 15 digits, and what a share lacks of one by rounding errors, is never shown.

/// As many digits as every float has; more of them would show rounding errors.
const SURE_DIGITS: usize = 15;
/// A share that is nearer to one than that is one: what it lacks are the errors of exponentials and logarithms.
const DUST: f64 = 5e-13;

/// A finite number as rounded decimal digits: `0.d1d2d3… * 10^point`, without trailing zeros.
struct Decimal {
    negative: bool,
    digits: String,
    point: i32,
}

impl Decimal {
    /// Rounds `value` to `significant` digits.
    fn new(value: f64, significant: usize) -> Self {
        let mut digits = format!("{:.*e}", significant.clamp(1, SURE_DIGITS) - 1, value.abs());
        // What is not finite has no exponent, and is written by [`special`].
        let (mantissa, exponent) = digits.split_once('e').unwrap_or(("0", "0"));
        let exponent: i32 = exponent.parse().unwrap_or(0);
        digits.truncate(mantissa.trim_end_matches(['0', '.']).len());
        if digits.len() > 1 {
            digits.remove(1);
        }
        Self { negative: value < 0.0 && !digits.is_empty(), digits, point: exponent + 1 }
    }

    /// The digits with the decimal point moved left by `shift` places.
    fn plain(&self, shift: i32) -> String {
        let point = self.point - shift;
        let mut text = String::with_capacity(24);
        if self.negative {
            text.push('-');
        }
        let (whole, fraction) = self.digits.split_at(self.digits.len().min(point.max(0) as usize));
        let zeros =
            if self.digits.is_empty() { 0 } else { (point.unsigned_abs() as usize).saturating_sub(whole.len()) };
        if whole.is_empty() {
            text.push('0');
        } else {
            push_grouped(&mut text, whole, zeros);
        }
        if !fraction.is_empty() {
            text.push('.');
            // A number with a whole part has no zeros here.
            text.extend(std::iter::repeat_n('0', zeros));
            text.push_str(fraction);
        }
        text
    }

    fn scientific(&self) -> String {
        format!("{}e{}", self.plain(self.point - 1), self.point - 1)
    }
}

/// What is written for a number that is not finite. No result is one; should a scale make one of it, it is not to be
/// taken for a number.
fn special(value: f64) -> Option<String> {
    (!value.is_finite()).then(|| value.to_string())
}

/// Thousands separators: `1,234,567`.
#[must_use]
pub fn grouped(digits: &str) -> String {
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    push_grouped(&mut text, digits, 0);
    text
}

/// Adds digits and as many zeros as follow them, with separators.
fn push_grouped(text: &mut String, digits: &str, zeros: usize) {
    let length = digits.len() + zeros;
    for (index, digit) in digits.chars().chain(std::iter::repeat_n('0', zeros)).enumerate() {
        if index > 0 && (length - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
}

/// The digits needed so that a share just below one does not print as one.
fn digits_below_one(value: f64, one: f64, digits: usize) -> usize {
    let gap = (one - value.abs()) / one;
    if gap > DUST && gap < 0.1 && round_to(value.abs(), digits) >= one {
        // 99.9999% needs its nines and one more digit to be told from 100%.
        digits.max((-gap.log10()).ceil() as usize + 1)
    } else {
        digits
    }
}

/// `value` with `digits` significant digits: `57.87`, `3,472`, `1.2e-7`.
#[must_use]
pub fn significant(value: f64, digits: usize) -> String {
    if let Some(text) = special(value) {
        return text;
    }
    let decimal = Decimal::new(value, digits);
    if decimal.digits.is_empty() || (-3..=15).contains(&decimal.point) {
        decimal.plain(0)
    } else {
        decimal.scientific()
    }
}

/// A pure number with `digits` significant digits, or more if it would otherwise round up to 1.
#[must_use]
pub fn share(value: f64, digits: usize) -> String {
    significant(value, digits_below_one(value, 1.0, digits))
}

/// A percentage with `digits` significant digits, or more if it would otherwise round up to 100.
#[must_use]
pub fn percentage(value: f64, digits: usize) -> String {
    significant(value, digits_below_one(value, 100.0, digits))
}

/// `value` with at least `digits` significant digits and never fewer than its whole part has: `12,346`.
#[must_use]
pub fn whole_part(value: f64, digits: usize) -> String {
    let whole = (value.abs().log10().floor() as i32).saturating_add(1);
    // What is shown with an exponent has no whole part to keep.
    significant(value, if (0..=15).contains(&whole) { digits.max(whole as usize) } else { digits })
}

/// A short exact decimal such as `6.5536`, if that is what `value` is to 15 digits.
#[must_use]
pub fn exact_decimal(value: f64) -> Option<String> {
    const SHORT: usize = 13;
    let decimal = Decimal::new(value, SURE_DIGITS);
    (value.is_finite() && decimal.digits.len() <= SHORT && (-8..=15).contains(&decimal.point)).then(|| decimal.plain(0))
}

/// All digits of a whole number below 2^53, with separators; beyond, a float does not tell them all apart.
#[must_use]
pub fn exact_integer(value: f64) -> Option<String> {
    const SURE: f64 = 9_007_199_254_740_992.0;
    if value.fract() != 0.0 || value.abs() >= SURE {
        return None;
    }
    let sign = if value < 0.0 { "-" } else { "" };
    Some(format!("{sign}{}", grouped(&format!("{:.0}", value.abs()))))
}

/// The exponent of an exact power of two from 2^10 on.
#[must_use]
pub fn power_of_two(value: f64) -> Option<u32> {
    let exponent = value.log2().round();
    ((10.0..=1000.0).contains(&exponent) && value == exponent.exp2()).then_some(exponent as u32)
}

/// `value` with `digits` significant digits and a suffix that numbers may carry: `3.472k`, `150M`, `1.5bn`.
#[must_use]
pub fn suffixed(value: f64, digits: usize) -> String {
    if let Some(text) = special(value) {
        return text;
    }
    let decimal = Decimal::new(value, digits);
    match decimal.point {
        4..=6 => decimal.plain(3) + "k",
        7..=9 => decimal.plain(6) + "M",
        10..=12 => decimal.plain(9) + "bn",
        13..=15 => decimal.plain(12) + "T",
        -3..=3 => decimal.plain(0),
        _ if decimal.digits.is_empty() => decimal.plain(0),
        _ => decimal.scientific(),
    }
}

/// Whether `digits` significant digits do not say all of `value`.
#[must_use]
pub fn is_rounded(value: f64, digits: usize) -> bool {
    digits_of(value) > digits
}

/// How many significant digits say all of `value`, as far as a float is sure of it.
#[must_use]
pub fn digits_of(value: f64) -> usize {
    Decimal::new(value, SURE_DIGITS).digits.len()
}

/// `value` rounded to `digits` significant digits, to choose a scale by what will be printed.
#[must_use]
pub fn round_to(value: f64, digits: usize) -> f64 {
    format!("{value:.*e}", digits.clamp(1, SURE_DIGITS) - 1).parse().unwrap_or(value)
}

/// The fewest digits, two at least and `most` at most, in which `value` is off by no more than a part `error` of it and
/// is not rounded up to a power of ten.
#[must_use]
pub fn digits_within(value: f64, error: f64, most: usize) -> usize {
    const FEWEST: usize = 2;
    let exponent = |value: f64| Decimal::new(value, SURE_DIGITS).point;
    let fits = |&digits: &usize| {
        let rounded = round_to(value, digits);
        let off = (rounded - value).abs();
        off <= error * value.abs() && (off <= DUST * value.abs() || exponent(rounded) == exponent(value))
    };
    (FEWEST..most).find(fits).unwrap_or(most)
}

/// A number that stands for itself or for counted things: whole ones exactly as long as that is readable.
#[must_use]
pub fn count(value: f64, digits: usize) -> String {
    /// From here on a number has a suffix.
    const LONG: f64 = 1e4;
    let magnitude = value.abs();
    if value.fract() == 0.0 && magnitude < 1e15 {
        let short = !is_rounded(value, digits);
        if magnitude < LONG || (magnitude < 1e6 && !short) {
            return exact_integer(value).unwrap_or_else(|| suffixed(value, digits));
        }
    }
    let is_short = magnitude < 0.9 * LONG || (magnitude < LONG && round_to(magnitude, digits) < LONG);
    if is_short { significant(value, digits) } else { suffixed(value, digits) }
}

/// The number that [`count`] has written with a suffix, or any other that is written here, as a float.
#[must_use]
pub fn read(text: &str) -> Option<f64> {
    let (digits, factor) = unsuffixed(text);
    let plain: String = digits.chars().filter(|letter| !matches!(letter, ',' | '$')).collect();
    Some(plain.parse::<f64>().ok()? * factor)
}

/// A number as written here, without its suffix, and what that multiplies it by.
#[must_use]
pub fn unsuffixed(text: &str) -> (&str, f64) {
    const SUFFIXES: [(&str, f64); 4] = [("k", 1e3), ("M", 1e6), ("bn", 1e9), ("T", 1e12)];
    let find = |&(suffix, factor): &(&str, f64)| Some((text.strip_suffix(suffix)?, factor));
    SUFFIXES.iter().find_map(find).unwrap_or((text, 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn significant_digits() {
        for (value, expected) in [
            (57.870_370, "57.87"),
            (3_472.222, "3,472"),
            (0.1 + 0.2, "0.3"),
            (0.0, "0"),
            (-0.000_01, "-1e-5"),
            (-0.012_345, "-0.01235"),
            (999_999.0, "1,000,000"),
            (1.5e20, "1.5e20"),
            (0.999_999_6, "1"),
            (1.000_000_4, "1"),
        ] {
            assert_eq!(significant(value, 4), expected);
        }
        assert_eq!(significant(0.1 + 0.2, 17), "0.3");
    }

    #[test]
    fn shares_round_up_to_one_where_they_lack_no_more_than_rounding_errors() {
        for (value, expected) in
            [(0.999_999_6, "0.9999996"), (0.999_999_999_999_54, "1"), (0.5, "0.5"), (1.0 - 1e-12, "0.999999999999")]
        {
            assert_eq!(share(value, 4), expected);
        }
    }

    #[test]
    fn digits_that_are_near_enough() {
        for (value, error, expected) in [
            (183.4, 0.02, 2),
            (105.0, 0.02, 3),
            (87.0, 0.02, 2),
            (999.4, 0.02, 3),
            (10.001, 1e-5, 5),
            (0.0, 0.02, 2),
            (12.3456, 0.0, 6),
        ] {
            assert_eq!(digits_within(value, error, 12), expected, "{value}");
        }
    }

    #[test]
    fn numbers_are_read_as_they_are_written() {
        for (text, expected) in [("55k", 55e3), ("1,234.5", 1234.5), ("$-2bn", -2e9), ("1.5e20", 1.5e20), ("", 0.0)] {
            assert_eq!(read(text).unwrap_or_default(), expected);
        }
    }

    #[test]
    fn percentages_never_round_up_to_a_hundred() {
        for (value, expected) in
            [(99.9999, "99.9999"), (99.999_99, "99.99999"), (12.345_67, "12.35"), (100.0, "100"), (250.0, "250")]
        {
            assert_eq!(percentage(value, 4), expected);
        }
    }

    #[test]
    fn whole_numbers_to_the_digit() {
        assert_eq!(exact_integer(2_f64.powi(53) - 1.0).as_deref(), Some("9,007,199,254,740,991"));
        assert_eq!(exact_integer(2_f64.powi(64)), None);
        assert_eq!(exact_integer(62_f64.powi(7)).as_deref(), Some("3,521,614,606,208"));
        assert_eq!(exact_integer(-1000.0).as_deref(), Some("-1,000"));
        assert_eq!(exact_integer(3_f64.powi(40)), None);
        assert_eq!(exact_integer(0.5), None);
    }

    #[test]
    fn counts_are_exact_while_readable() {
        for (value, expected) in [
            (143.0, "143"),
            (12_345.0, "12,345"),
            (12_000.0, "12k"),
            (150e6, "150M"),
            (1.5e9, "1.5bn"),
            (3_521_614_606_208.0, "3.522T"),
            (3_472.2, "3,472"),
            (57_870.4, "57.87k"),
            (9_999.96, "10k"),
            (0.25, "0.25"),
        ] {
            assert_eq!(count(value, 4), expected);
        }
    }

    #[test]
    fn short_decimals() {
        assert_eq!(exact_decimal(6.5536).as_deref(), Some("6.5536"));
        assert_eq!(exact_decimal(1.099_511_627_776).as_deref(), Some("1.099511627776"));
        assert_eq!(exact_decimal(152.083_333_333_333_33), None);
        assert_eq!(power_of_two(2_f64.powi(40)), Some(40));
        assert_eq!(power_of_two(1000.0), None);
    }
}

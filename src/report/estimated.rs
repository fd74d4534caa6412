//! Numbers that are made of `p`, `mean` and `percentile`: between which two they lie where samples do not tell, how many
//! digits of a probability are sure, and what share of the cases has no result.

use crate::engine::{Spread, least_share};
use crate::model::Answer;
use crate::quantity::number::{grouped, round_to, significant};

/// How many digits the sampled mean of a heavy tail has.
const COARSE: usize = 2;

/// A number as samples tell it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Told {
    /// It is that, to so many digits; `None` for all of them.
    Number(f64, Option<usize>),
    /// Less than that: no sample has it.
    Below(f64),
    /// More than that: no sample is without it.
    Above(f64),
    /// Between two numbers, as nothing is known of some cases.
    Between(f64, f64),
}

/// What samples tell of a number.
#[must_use]
pub fn told(answer: &Answer) -> Told {
    let Some(estimated) = &answer.estimated else { return Told::Number(answer.value, None) };
    let (low, high) = estimated.ends;
    let (value, is_open) = (answer.value, low != high);
    match estimated.samples {
        // All samples agree: between the number and the end beside it none was drawn.
        _ if is_open && estimated.missing == 0.0 && value == 0.0 => Told::Below(up(high)),
        _ if is_open && estimated.missing == 0.0 && value == high => Told::Above(high - up(high - low)),
        _ if is_open && estimated.missing > 0.0 => Told::Between(low, high),
        _ if estimated.tail > HEAVY => Told::Number(value, Some(COARSE)),
        Some(samples) if (0.0..=1.0).contains(&value) && !is_open => Told::Number(value, Some(digits(value, samples))),
        _ => Told::Number(value, None),
    }
}

/// A small number rounded up to one digit.
fn up(value: f64) -> f64 {
    let step = 10_f64.powf(value.log10().floor());
    let rounded = round_to((value / step - 1e-9).ceil() * step, 12);
    if rounded.is_finite() { rounded } else { value }
}

/// How many digits of a share that comes from so many samples are sure. Evenly spread points are off by some third of
/// what independent ones are, or less.
#[must_use]
pub fn digits(share: f64, samples: usize) -> usize {
    const EVENLY: f64 = 3.0;
    let error = (share * (1.0 - share) / samples.max(1) as f64).sqrt() / EVENLY;
    let digits = (share / error).log10().floor() + 1.0;
    if digits.is_finite() { digits.clamp(1.0, 6.0) as usize } else { 6 }
}

/// A share of cases in percent, with the digits that it has: `33.8%`, `less than 0.01%`, `99.98%`.
#[must_use]
pub fn likely(share: f64, samples: Option<usize>) -> String {
    let Some(samples) = samples else { return percent(share, 3) };
    let least = up(least_share(samples));
    match share {
        0.0 => format!("less than {}", percent(least, 1)),
        1.0 => format!("more than {}", percent(1.0 - least, 1)),
        _ => percent(share, digits(share, samples).min(3)),
    }
}

/// Which way a probability is known only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    /// It is that number.
    None,
    /// It is less.
    Below,
    /// It is more.
    Above,
}

/// How likely a condition is, or the bound that samples give where all of them agree.
#[must_use]
pub fn bound(spread: &Spread) -> (f64, Bound) {
    match (spread.samples, spread.mean) {
        (Some(samples), 0.0) => (up(least_share(samples)), Bound::Below),
        (Some(samples), 1.0) => (1.0 - up(least_share(samples)), Bound::Above),
        (_, mean) => (mean, Bound::None),
    }
}

/// A share in percent; near the whole with as many digits as the distance from it has.
fn percent(share: f64, digits: usize) -> String {
    /// A little more than 1, so that what rounding makes smaller is not taken for another power of ten.
    const ROUNDING: f64 = 1.0 + 1e-9;
    let rest = (1.0 - share) * 100.0;
    let is_near = share < 1.0 && rest < 1.0;
    let places = if is_near { (-(rest * ROUNDING).log10().floor()).clamp(0.0, 15.0) as usize } else { 0 };
    if is_near { format!("{:.places$}%", share * 100.0) } else { format!("{}%", significant(share * 100.0, digits)) }
}

/// What share of the cases behind a result has none, and why.
#[must_use]
pub fn missing(answer: &Answer) -> Option<String> {
    let of_spread = answer.spread.as_ref().map(|spread| spread.missing);
    let share = of_spread.or_else(|| Some(answer.estimated.as_ref()?.missing)).filter(|share| *share > 0.0)?;
    let share = significant(share * 100.0, 3);
    let reason = answer.no_result.as_ref().map_or_else(String::new, |reason| format!(": {reason}"));
    Some(format!("{share}% of the cases have no result{reason}"))
}

/// The largest part of the sum behind a mean that one sample may be: with more of it, another seed tells another mean.
const HEAVY: f64 = 0.01;

/// What to say of a number that is made of the mean of a heavy tail.
#[must_use]
pub fn heavy_tail(answer: &Answer) -> Option<String> {
    let estimated = answer.estimated.as_ref()?;
    tail(estimated.tail, estimated.samples)
}

/// What to say of the mean of an uncertain result with a heavy tail.
#[must_use]
pub fn heavy_mean(spread: &Spread) -> Option<String> {
    tail(spread.tail, spread.samples)
}

fn tail(share: f64, samples: Option<usize>) -> Option<String> {
    let of = samples
        .map_or_else(|| "the samples".to_owned(), |samples| format!("{} samples", grouped(&samples.to_string())));
    (share > HEAVY).then(|| format!("a heavy tail: the largest of {of} makes up {} of their sum", percent(share, 2)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_have_the_digits_that_they_have() {
        for (share, samples, expected) in [
            (0.0, Some(32_768), "less than 0.01%"),
            (1.0, Some(32_768), "more than 99.99%"),
            (0.0, Some(4096), "less than 0.08%"),
            (0.0, None, "0%"),
            (1.0, None, "100%"),
            (0.3383, Some(32_768), "33.8%"),
            (0.999_9, None, "99.99%"),
            (0.000_3, Some(32_768), "0.03%"),
            (2.9e-7, None, "2.9e-5%"),
        ] {
            assert_eq!(likely(share, samples), expected, "{share}");
        }
    }
}

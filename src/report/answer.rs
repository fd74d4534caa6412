//! One answer in words: the same in a line of results, in a table and in the objects for programs.
//! An uncertain one is its median with its 90% interval, in no more digits than that interval deserves.

use super::estimated::{self, Told};
use crate::engine::Spread;
use crate::model::{Answer, Kind};
use crate::quantity::display::{Formatter, Shown};
use crate::quantity::number::{round_to, significant};
use crate::quantity::unit::UnitProduct;

/// The fewest digits that a number of an uncertain result is written in.
const FEWEST: usize = 2;
/// A step that is a little too wide will do.
const ROUNDING: f64 = 0.05;
/// What part of an interval is told from 0.
const NOTHING: f64 = 1e-3;
/// Larger whole numbers are rounded wherever they are shown.
const COUNTED: f64 = 1e4;
/// How many digits the ends have between which a number lies.
const SAMPLED: usize = 3;
/// More digits than that tell rounding errors.
const SURE: usize = 12;

/// A result: a quantity in its readable form, or `true` or `false`; beside it how uncertain it is.
#[must_use]
pub fn result(answer: &Answer, formatter: &Formatter) -> Shown {
    beside(answer, None, value(answer, None, formatter), formatter)
}

/// An assumption, in the unit that it is written in.
#[must_use]
pub fn assumption(answer: &Answer, formatter: &Formatter) -> Shown {
    beside(answer, written(answer), value(answer, written(answer), formatter), formatter)
}

/// The two ends of the 90% interval of an assumption, in the unit that it is written in.
#[must_use]
pub fn range(answer: &Answer, formatter: &Formatter) -> Option<(Shown, Shown)> {
    let [low, _, high] = three(answer, written(answer), formatter)?;
    Some((low, high))
}

/// The 90% interval of a result, as a table has room for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Interval {
    /// The median, where the value is another number.
    pub median: String,
    /// The ends, with their units where those differ from that of the value, and a mark where they are exact.
    pub ends: String,
}

/// What marks a closed form.
pub const EXACT: &str = "*";

/// The 90% interval of a result; nothing for one that is certain.
#[must_use]
pub fn interval(answer: &Answer, formatter: &Formatter) -> Interval {
    let Some(spread) = &answer.spread else { return Interval::default() };
    if answer.kind == Kind::Condition {
        return Interval { ends: likelihood(answer).unwrap_or_default(), median: String::new() };
    }
    let Some([low, median, high]) = three(answer, None, formatter) else { return Interval::default() };
    let shown = value(answer, None, formatter);
    let is_median = is_shown(answer, &median, formatter);
    let text =
        |shown_here: &Shown| if shown_here.unit == shown.unit { shown_here.number.clone() } else { shown_here.plain() };
    let mark = if spread.is_exact() { EXACT } else { "" };
    let missing = missing(spread).map_or_else(String::new, |missing| format!(" ({missing})"));
    let ends = if low == high { String::new() } else { format!("{}{mark}", span(&low, &high, &shown)) };
    let ends = format!("{ends}{missing}");
    Interval { median: if is_median { String::new() } else { text(&median) }, ends }
}

/// `5M to 20M`: both ends, with their units only where those are not that of the value.
#[must_use]
pub fn span(low: &Shown, high: &Shown, value: &Shown) -> String {
    let alike = |one: &Shown, other: &Shown| one.unit == other.unit || one.number == "1" || other.number == "1";
    if value.unit == "%" || !alike(low, high) {
        format!("{} to {}", low.plain(), high.plain())
    } else if alike(high, value) {
        format!("{} to {}", low.number, high.number)
    } else {
        format!("{} to {}", low.number, high.plain())
    }
}

/// Whether the value says what the median would, in as many digits.
fn is_shown(answer: &Answer, median: &Shown, formatter: &Formatter) -> bool {
    let coarse = |digits| in_unit(answer, answer.value, None, &formatter.with_digits(digits)).number == median.number;
    !answer.is_stated || (FEWEST..=formatter.digits.max(FEWEST)).any(coarse)
}

fn value(answer: &Answer, unit: Option<&UnitProduct>, formatter: &Formatter) -> Shown {
    match (&answer.kind, &answer.spread) {
        (Kind::Condition, _) => {
            let truth = answer.value != 0.0;
            Shown { number: truth.to_string(), unit: String::new(), aside: None }
        }
        (Kind::Quantity(_), Some(_)) if !answer.is_stated => {
            let three = three(answer, unit, formatter);
            three.map_or_else(|| in_unit(answer, answer.value, unit, formatter), |[_, median, _]| median)
        }
        // Beside an interval, all digits of a stated value would say too much.
        (Kind::Quantity(_), Some(_)) => in_unit(answer, answer.value, unit, &formatter.with_digits(formatter.digits)),
        (Kind::Quantity(_), None) => {
            let show = |value: f64, digits: Option<usize>| {
                let digits = digits.map_or(formatter.digits, |digits| digits.min(formatter.digits));
                in_unit(answer, value, unit, &formatter.with_digits(digits))
            };
            let with = |before: &str, shown: Shown| Shown { number: format!("{before}{}", shown.number), ..shown };
            match estimated::told(answer) {
                Told::Number(_, None) => in_unit(answer, answer.value, unit, formatter),
                Told::Number(value, digits) => show(value, digits),
                Told::Below(value) => with("less than ", show(value, None)),
                Told::Above(value) => with("more than ", show(value, None)),
                Told::Between(low, high) => {
                    with(&format!("{} to ", show(low, Some(SAMPLED)).plain()), show(high, Some(SAMPLED)))
                }
            }
        }
    }
}

/// A shown value with its interval in place of what else could be said of it.
fn beside(answer: &Answer, unit: Option<&UnitProduct>, mut shown: Shown, formatter: &Formatter) -> Shown {
    let Some(spread) = &answer.spread else {
        shown.aside = estimated::missing(answer).or(shown.aside);
        return shown;
    };
    let missing = missing(spread).map_or_else(String::new, |missing| format!("; {missing}"));
    shown.aside = match &answer.kind {
        Kind::Condition => likelihood(answer).map(|likely| format!("true {likely}{missing}")),
        Kind::Quantity(_) => three(answer, unit, formatter).map(|[low, median, high]| {
            let ends = span(&low, &high, &high);
            let ends = if ends.ends_with(&high.plain()) { ends } else { format!("{} to {}", low.number, high.plain()) };
            let is_median = is_shown(answer, &median, formatter);
            let median = if is_median { String::new() } else { format!("median {}, ", median.plain()) };
            format!("{median}90%: {ends}{missing}")
        }),
    };
    shown
}

/// How likely it is that an uncertain condition holds: `in 73% of cases`.
#[must_use]
pub fn likelihood(answer: &Answer) -> Option<String> {
    let spread = answer.spread.as_ref().filter(|_| answer.kind == Kind::Condition)?;
    Some(format!("in {} of cases", estimated::likely(spread.mean, spread.samples)))
}

/// What share of all cases has no result, if any.
fn missing(spread: &Spread) -> Option<String> {
    (spread.missing > 0.0).then(|| format!("{}% of the cases have none", significant(spread.missing * 100.0, 3)))
}

fn written(answer: &Answer) -> Option<&UnitProduct> {
    match &answer.kind {
        Kind::Quantity(quantity) => quantity.written.as_deref(),
        Kind::Condition => None,
    }
}

fn in_unit(answer: &Answer, value: f64, unit: Option<&UnitProduct>, formatter: &Formatter) -> Shown {
    match (&answer.kind, unit) {
        (Kind::Quantity(_), Some(unit)) => formatter.in_unit(value, unit),
        (Kind::Quantity(quantity), None) => formatter.show(value, &quantity.dimension, &quantity.preference),
        (Kind::Condition, _) => Shown { number: value.to_string(), unit: String::new(), aside: None },
    }
}

/// The low end, the median and the high end of a 90% interval.
fn three(answer: &Answer, unit: Option<&UnitProduct>, formatter: &Formatter) -> Option<[Shown; 3]> {
    let spread = answer.spread.as_ref()?;
    if answer.kind == Kind::Condition {
        return None;
    }
    let values = [spread.p5(), spread.median(), spread.p95()];
    Some(labels(&values, spread, formatter, |value, formatter| in_unit(answer, value, unit, formatter)))
}

/// Some values of an uncertain result, each without more digits than its spread deserves, and no two alike that are
/// different numbers.
#[must_use]
pub fn values<const N: usize>(answer: &Answer, values: [f64; N], formatter: &Formatter) -> Option<[Shown; N]> {
    let spread = answer.spread.as_ref()?;
    Some(labels(&values, spread, formatter, |value, formatter| in_unit(answer, value, None, formatter)))
}

fn labels<const N: usize>(
    values: &[f64; N],
    spread: &Spread,
    formatter: &Formatter,
    show: impl Fn(f64, &Formatter) -> Shown,
) -> [Shown; N] {
    let mut digits = deserved(spread);
    // Between a negative and a positive end, what is near 0 is 0.
    let width = spread.p95() - spread.p5();
    let is_nothing =
        |value: f64| width.is_finite() && spread.p5() < 0.0 && spread.p95() > 0.0 && value.abs() < width * NOTHING;
    let values = values.map(|value| if is_nothing(value) { 0.0 } else { value });
    loop {
        let coarse = formatter.with_digits(digits);
        let shown = values.map(|value| {
            if value.is_finite() {
                // Counts are exact otherwise.
                let is_count = value.fract() == 0.0 && value.abs() < COUNTED;
                let value = round_to(value, if is_count { digits } else { SURE });
                Shown { aside: None, ..show(value, &coarse) }
            } else {
                let number = if value.is_nan() { "beyond numbers" } else { "no end" };
                Shown { number: number.to_owned(), unit: String::new(), aside: None }
            }
        });
        let are_distinct = values.windows(2).zip(shown.windows(2)).all(|(values, shown)| {
            values[0] == values[1] || (&shown[0].number, &shown[0].unit) != (&shown[1].number, &shown[1].unit)
        });
        if are_distinct || digits >= SURE {
            return shown;
        }
        digits += 1;
    }
}

/// How many digits tell a tenth of the 90% interval apart.
fn deserved(spread: &Spread) -> usize {
    let size = spread.median().abs().max(spread.p5().abs());
    let step = (spread.p95() - spread.p5()).abs() / 10.0;
    let digits = size.log10().floor() + 1.0 - step.log10();
    if digits.is_finite() { (digits - ROUNDING).ceil().clamp(FEWEST as f64, SURE as f64) as usize } else { FEWEST }
}

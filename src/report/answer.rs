//! One answer in words: the same in a line of results, in a table and in the objects for programs.
//! An uncertain one is its value with its 90% interval, in no more digits than that interval deserves.

use super::estimated::{self, Told};
use super::json::unit;
use crate::document::{Cell, Figure, Quantity};
use crate::engine::Spread;
use crate::model::{Answer, Form, Kind};
use crate::quantity::dimension::Dimension;
use crate::quantity::display::{Formatter, Keeps, Shown, Tolerance};
use crate::quantity::number::{digits_of, grouped, read, round_to, unsuffixed};
use crate::quantity::unit::UnitProduct;

/// The fewest digits that a number of an uncertain result is written in.
const FEWEST: usize = 2;
/// A step that is a little too wide will do.
const ROUNDING: f64 = 0.05;
/// What part of an interval is told from 0.
const NOTHING: f64 = 1e-3;
/// By what part of it an end of an interval may be off.
const OFF: f64 = 0.02;
/// By what part of the interval one of its ends may be off.
const OFF_WIDTH: f64 = 0.05;
/// By what part of what was added a sum may be off.
const OFF_ADDED: f64 = 0.25;
/// How many digits the ends have between which a number lies.
const SAMPLED: usize = 3;
/// More digits than that tell rounding errors.
const SURE: usize = 12;
/// Digits that say all of a number.
const MOST: usize = 15;

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
fn range(answer: &Answer, formatter: &Formatter) -> Option<(Shown, Shown)> {
    let [low, _, high] = three(answer, written(answer), formatter)?;
    Some((low, high))
}

/// What marks a closed form.
pub const EXACT: &str = "*";

/// A result, or what is shown in its place, as a cell of a table.
#[must_use]
pub fn cell(answer: &Answer, shown: Shown, formatter: &Formatter) -> Cell {
    if answer.kind == Kind::Condition {
        return Cell::text(shown.plain());
    }
    let measured = Some(measured(answer, formatter));
    Cell::Figure(Figure { text: shown.plain(), number: shown.number, unit: shown.unit, long: None, measured })
}

/// The number of an answer in base units.
#[must_use]
pub fn measured(answer: &Answer, formatter: &Formatter) -> Quantity {
    Quantity { value: answer.value, unit: unit(&answer.kind, formatter.units) }
}

/// The 90% interval of a result as a table has room for it, with a mark where it is exact; nothing for one that is
/// certain.
#[must_use]
pub fn interval(answer: &Answer, formatter: &Formatter) -> Cell {
    let Some(spread) = &answer.spread else { return Cell::Empty };
    if answer.kind == Kind::Condition {
        return Cell::text(likelihood(answer).unwrap_or_default());
    }
    let Some([low, _, high]) = three(answer, None, formatter) else { return Cell::Empty };
    let mark = if spread.is_exact() { EXACT } else { "" };
    let ends = if low == high {
        String::new()
    } else {
        format!("{}{mark}", span(&low, &high, &value(answer, None, formatter)))
    };
    let missing = estimated::missing(answer).map_or_else(String::new, |missing| format!(" ({missing})"));
    between(ends + &missing, spread)
}

/// The 90% interval of an assumption, in the unit that it is written in, beside its value.
#[must_use]
pub fn stated_range(answer: &Answer, value: &Shown, formatter: &Formatter) -> Cell {
    let range = answer.spread.as_ref().and_then(|spread| Some((spread, range(answer, formatter)?)));
    range.map_or(Cell::Empty, |(spread, (low, high))| between(span(&low, &high, value), spread))
}

fn between(text: String, spread: &Spread) -> Cell {
    if text.is_empty() { Cell::Empty } else { Cell::Interval { text, ends: [spread.p5(), spread.p95()] } }
}

/// `5M to 20M`: both ends, with their units only where those are not that of the value.
fn span(low: &Shown, high: &Shown, value: &Shown) -> String {
    let is_short = low.is_like(high) && high.is_like(value) && high.unit != "%" && !takes_suffix(low, high);
    if is_short { format!("{} to {}", low.number, high.number) } else { ends(low, high) }
}

/// `5M to 20M users`: both ends, with their units, but only one where both have the same.
fn ends(low: &Shown, high: &Shown) -> String {
    let is_ambiguous = takes_suffix(low, high);
    if is_ambiguous && high.unit.is_empty() {
        // Without a suffix there is none to share.
        let whole = read(&high.number).map_or_else(|| high.number.clone(), |number| grouped(&format!("{number:.0}")));
        format!("{} to {whole}", low.number)
    } else if low.is_like(high) && high.unit != "%" && !is_ambiguous {
        format!("{} to {}", low.number, high.plain())
    } else {
        format!("{} to {}", low.plain(), high.plain())
    }
}

/// Whether a bare low end would be read with the suffix of the high end: `5 to 20M` is five million and more.
fn takes_suffix(low: &Shown, high: &Shown) -> bool {
    let ((low, low_factor), (high, factor)) = (unsuffixed(&low.number), unsuffixed(&high.number));
    let is_bare = low_factor == 1.0 && low.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    is_bare && factor > 1.0 && read(low).zip(read(high)).is_some_and(|(low, high)| low < high)
}

fn value(answer: &Answer, unit: Option<&UnitProduct>, formatter: &Formatter) -> Shown {
    match (&answer.kind, &answer.spread) {
        (Kind::Condition, _) => Shown::new((answer.value != 0.0).to_string(), String::new()),
        (Kind::Quantity(_), Some(_)) if !answer.is_stated => {
            let three = three(answer, unit, formatter);
            three.map_or_else(|| in_unit(answer, answer.value, unit, formatter), |[_, median, _]| median)
        }
        // Beside an interval, all digits of a stated value would say too much.
        (Kind::Quantity(_), Some(_)) => in_unit(answer, answer.value, unit, &formatter.with_digits(formatter.digits)),
        (Kind::Quantity(_), None) if answer.estimated.is_none() && formatter.exact => certain(answer, unit, formatter),
        (Kind::Quantity(_), None) => {
            let show = |value: f64, digits: Option<usize>| {
                let digits = digits.map_or(formatter.digits, |digits| digits.min(formatter.digits));
                in_unit(answer, value, unit, &formatter.with_digits(digits))
            };
            let with = |before: &str, mut shown: Shown| {
                shown.number.insert_str(0, before);
                shown
            };
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

/// A certain result with as many digits as were typed, or as tell a sum from what was added.
fn certain(answer: &Answer, unit: Option<&UnitProduct>, formatter: &Formatter) -> Shown {
    let show = |value: f64, digits: usize| in_unit(answer, value, unit, &formatter.finer(digits));
    let usual = show(answer.value, 0);
    match answer.form {
        Form::Literal => {
            let digits = written_digits(answer);
            if digits <= formatter.digits || digits > SURE {
                return usual;
            }
            // What rounds up to the next unit is that unit, and a long count has its digits beside it.
            let fine = show(answer.value, digits);
            let has_digits = usual.aside.as_ref().is_some_and(|aside| says_all(aside));
            let is_whole = fine.number == show(answer.value, MOST).number;
            if fine.is_like(&usual) && is_whole && !has_digits { usual.with_number_of(fine) } else { usual }
        }
        Form::Sum(operands) => {
            // A number that is shown whole differs from any other.
            if unit.is_none() && read(&usual.number) == Some(answer.value) {
                return usual;
            }
            let others = || operands.into_iter().filter(|&operand| operand != answer.value);
            // Numbers that are far apart need not be written to be told apart.
            let step = answer.value.abs() * 10_f64.powf(1.0 - formatter.digits.min(SURE) as f64);
            let differs = |shown: &Shown, digits: usize| {
                others().all(|operand| (answer.value - operand).abs() > step || show(operand, digits) != *shown)
            };
            // What was added shows, if not in all its digits: 10 GB and 5 MB are not 10.01 GB.
            let is_near = |digits: usize| {
                let off = (round_to(answer.value, digits) - answer.value).abs();
                others().all(|operand| off <= (answer.value - operand).abs() * OFF_ADDED)
            };
            if (usual.aside.is_some() || is_near(formatter.digits)) && differs(&usual, 0) {
                return usual;
            }
            let finer = (formatter.digits + 1..=SURE).filter(|&digits| is_near(digits));
            let mut finer = finer.map(|digits| (show(answer.value, digits), digits));
            match finer.find(|(shown, digits)| differs(shown, *digits)) {
                Some((shown, _)) => usual.with_number_of(shown),
                None => usual,
            }
        }
        Form::Calculated => usual,
    }
}

/// How many digits a literal was written with.
fn written_digits(answer: &Answer) -> usize {
    match &answer.kind {
        Kind::Quantity(quantity) if quantity.written.is_some() || quantity.dimension == Dimension::none() => {
            digits_of(answer.value / quantity.written.as_ref().map_or(1.0, |unit| unit.factor()))
        }
        _ => 0,
    }
}

/// Whether what is beside a number is the number itself, digit by digit.
fn says_all(aside: &str) -> bool {
    aside.bytes().all(|byte| byte.is_ascii_digit() || byte == b',')
}

/// A shown value with its interval in place of what else could be said of it.
fn beside(answer: &Answer, unit: Option<&UnitProduct>, mut shown: Shown, formatter: &Formatter) -> Shown {
    if answer.spread.is_none() {
        shown.aside = estimated::missing(answer).or_else(|| estimated::heavy_tail(answer)).or(shown.aside);
        return shown;
    }
    let missing = estimated::missing(answer);
    shown.aside = match &answer.kind {
        Kind::Condition => likelihood(answer).map(|likely| {
            let missing = missing.map_or_else(String::new, |missing| format!("; {missing}"));
            format!("true {likely}{missing}")
        }),
        Kind::Quantity(_) => three(answer, unit, formatter).and_then(|[low, _, high]| {
            let is_one = low.plain() == high.plain();
            let interval = if is_one { String::new() } else { format!("90%: {}; ", ends(&low, &high)) };
            let aside = interval + missing.as_deref().unwrap_or("");
            Some(aside.trim_end_matches("; ").to_owned()).filter(|aside| !aside.is_empty())
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
        (Kind::Condition, _) => Shown::new(value.to_string(), String::new()),
    }
}

/// The low end, the median and the high end of a 90% interval: the ends in the fewest digits that are near enough, the
/// median in those that it deserves, and in more where they would not be in order.
fn three(answer: &Answer, unit: Option<&UnitProduct>, formatter: &Formatter) -> Option<[Shown; 3]> {
    let spread = answer.spread.as_ref()?;
    if answer.kind == Kind::Condition {
        return None;
    }
    let values = without_nothing([spread.p5(), spread.median(), spread.p95()], spread);
    let [low, median, high] = values;
    let show = |value: f64, formatter: &Formatter| bounded(value, |value| in_unit(answer, value, unit, formatter));
    let keeps = match answer.form {
        Form::Literal => Keeps::All,
        _ if spread.is_exact() => Keeps::Whole,
        _ => Keeps::None,
    };
    let width = Some(high - low).filter(|width| width.is_finite() && *width > 0.0).unwrap_or(f64::INFINITY);
    let (mut digits, mut share) = (deserved(spread), OFF_WIDTH);
    loop {
        let end = |value: f64| {
            let error = OFF.min(width * share / value.abs());
            show(value, &formatter.within(Tolerance { error, most: SURE, keeps }))
        };
        let shown = [end(low), show(median, &formatter.coarse(digits)), end(high)];
        if digits >= SURE || are_in_order(&values, &shown) {
            return Some(shown);
        }
        digits += 1;
        share /= 10.0;
    }
}

/// Some values of an uncertain result, each without more digits than its spread deserves, and no two alike that are
/// different numbers.
#[must_use]
pub fn values<const N: usize>(answer: &Answer, values: [f64; N], formatter: &Formatter) -> Option<[Shown; N]> {
    let spread = answer.spread.as_ref()?;
    let values = without_nothing(values, spread);
    let mut digits = deserved(spread);
    loop {
        let coarse = formatter.coarse(digits);
        let shown = values.map(|value| bounded(value, |value| in_unit(answer, value, None, &coarse)));
        let are_distinct = values
            .windows(2)
            .zip(shown.windows(2))
            .all(|(values, shown)| values[0] == values[1] || shown[0].plain() != shown[1].plain());
        if are_distinct || digits >= SURE {
            return Some(shown);
        }
        digits += 1;
    }
}

/// Between a negative and a positive end, what is near 0 is 0.
fn without_nothing<const N: usize>(values: [f64; N], spread: &Spread) -> [f64; N] {
    let width = spread.p95() - spread.p5();
    let is_nothing =
        |value: f64| width.is_finite() && spread.p5() < 0.0 && spread.p95() > 0.0 && value.abs() < width * NOTHING;
    values.map(|value| if is_nothing(value) { 0.0 } else { value })
}

/// A value without its aside, if it is a number.
fn bounded(value: f64, show: impl Fn(f64) -> Shown) -> Shown {
    if value.is_finite() {
        let mut shown = show(value);
        shown.aside = None;
        shown
    } else {
        Shown::new(if value.is_nan() { "beyond numbers" } else { "no end" }.to_owned(), String::new())
    }
}

/// Whether values that ascend are shown as numbers that do; values in different units are as far apart as those.
fn are_in_order(values: &[f64], shown: &[Shown]) -> bool {
    values.windows(2).zip(shown.windows(2)).all(|(values, shown)| {
        let numbers = || read(&shown[0].number).zip(read(&shown[1].number));
        let is_same = values[0] >= values[1] || values.iter().any(|value| !value.is_finite());
        is_same || !shown[0].is_like(&shown[1]) || numbers().is_some_and(|(before, after)| before < after)
    })
}

/// How many digits tell a tenth of the 90% interval apart.
fn deserved(spread: &Spread) -> usize {
    let size = spread.median().abs().max(spread.p5().abs());
    let step = (spread.p95() - spread.p5()).abs() / 10.0;
    let digits = size.log10().floor() + 1.0 - step.log10();
    if digits.is_finite() { (digits - ROUNDING).ceil().clamp(FEWEST as f64, SURE as f64) as usize } else { FEWEST }
}

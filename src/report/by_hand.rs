//! Mental arithmetic in words: numbers as one says them, a line for each step, and how far the result is off.
//! The arithmetic itself is done elsewhere.

use serde::Serialize;

use super::answer::result;
use super::json::AnswerRecord;
use crate::analysis::by_hand::{Doing, Step, Working};
use crate::document::{Column, Document, Kind as Is, Table};
use crate::model::{Answer, EquationId, Kind, Model, Quantity};
use crate::quantity::dimension::{Base, Dimension, Exponent};
use crate::quantity::display::{Formatter, Shown};
use crate::quantity::noun::cancel_kinds;
use crate::quantity::number::significant;
use crate::quantity::unit::{UnitProduct, Units};
use crate::syntax::tree::BinaryOperator;

/// What is said where there is no result, and what to do about it.
pub const NO_ANSWER: (&str, &str) = (
    "there is no answer by hand",
    "with one digit for every number, some step has no result, such as a division by 1 - 1: calculate it exactly",
);

/// Digits of a result that has more than one, such as a sum of 100 and 25.
const DIGITS: usize = 3;
/// Errors below that are not worth a number.
const EXACT: f64 = 0.005;
/// Errors below that are those of floats.
const SAME: f64 = 1e-9;

/// A result in mental arithmetic, in its readable form.
#[must_use]
pub fn shown(answer: &Answer, units: &Units) -> Shown {
    result(answer, &Formatter::new(units, false).with_digits(DIGITS))
}

/// The steps, the result, and how far it is from the exact one; `formatter` is that of exact results.
#[must_use]
pub fn document(working: &Working, exact: &Answer, model: &Model, formatter: &Formatter) -> Document {
    let mut document = Document::default();
    let mut last = None;
    let mut rows = Vec::new();
    for step in &working.steps {
        let Some(line) = line(step, &working.result.units) else { continue };
        let label = if last == Some(step.equation) { None } else { name(model, step.equation) };
        last = Some(step.equation);
        rows.push(vec![label.unwrap_or_default().into(), line.into()]);
    }
    if working.is_cut {
        document.line("… the steps nearest to the result:");
    }
    if !rows.is_empty() {
        document.table(Table::new([Is::Label, Is::Prose].map(|kind| Column::new("", kind))).rows(rows));
        document.gap();
    }
    document.line(summary(working, exact, formatter));
    let conventions = &working.result.units.conventions;
    let [day, month, year] = [conventions.day, conventions.month(), conventions.year()].map(spoken);
    let mut remark = format!("One digit each; a day has {day} s, a month {month} s, a year {year} s.");
    if working.is_uncertain {
        remark += " Ranges count with their stated values or medians.";
    }
    document.note(remark);
    document
}

/// `~4 QPS by hand, 3.805 QPS exact, +5%`
fn summary(working: &Working, exact: &Answer, formatter: &Formatter) -> String {
    let easy = shown(&working.result.answer, &working.result.units).plain();
    let exactly = result(exact, formatter).plain();
    let error = match working.result.error(exact, formatter.units) {
        Some(error) if error.abs() < SAME => ", the same".to_owned(),
        Some(error) if error.abs() < EXACT => ", within 0.5%".to_owned(),
        Some(error) if error.is_finite() => format!(", {:+.0}%", error * 100.0),
        _ => String::new(),
    };
    format!("~{easy} by hand, {exactly} exact{error}")
}

fn name(model: &Model, id: EquationId) -> Option<&str> {
    model.equations()[id.index()].name.as_ref().map(|name| name.name.as_str())
}

/// A step as one says it; `None` if it only says the same twice.
fn line(step: &Step, units: &Units) -> Option<String> {
    let operands: Vec<String> = step.operands.iter().map(|operand| amount(operand, units)).collect();
    let after = amount(&step.result, units);
    let before = match &step.doing {
        Doing::Binary(operator) => {
            let sign = match operator {
                BinaryOperator::Add => "+",
                BinaryOperator::Subtract => "-",
                BinaryOperator::Divide => "/",
                BinaryOperator::Power => "^",
                _ => "*",
            };
            let [left, right] = operands.as_slice() else { return None };
            let right = if right.starts_with('-') { format!("({right})") } else { right.clone() };
            format!("{left} {sign} {right}")
        }
        Doing::Convert => {
            let operand = step.operands.first()?;
            let before = operands.concat();
            match divided_time(operand, &step.result, units) {
                Some((name, seconds)) => format!("{before} / ({} s/{name})", spoken(seconds)),
                None => before,
            }
        }
        Doing::Call(name) => format!("{name}({})", operands.join(", ")),
    };
    (before != after).then(|| format!("{before} = {after}"))
}

/// The time that a rate was written per, where a conversion to a rate per second divides by it.
fn divided_time(from: &Answer, to: &Answer, units: &Units) -> Option<(&'static str, f64)> {
    let (Kind::Quantity(before), Kind::Quantity(after)) = (&from.kind, &to.kind) else { return None };
    let name = before.preference.per_time?;
    let seconds = units.known(name)?.factor;
    let (before, _) = in_unit(from.value, before, units);
    let (after, _) = in_unit(to.value, after, units);
    let ratio = before / after / seconds;
    (seconds > 1.0 && (ratio - 1.0).abs() < 1e-9).then_some((name, seconds))
}

/// A quantity as one says it: `4`, `2e8 tweets/day`, `$3e4/month`.
fn amount(answer: &Answer, units: &Units) -> String {
    let Kind::Quantity(quantity) = &answer.kind else { return (answer.value != 0.0).to_string() };
    let (value, unit) = in_unit(answer.value, quantity, units);
    let number = spoken(value);
    let unit = unit.text(number != "1");
    match unit.strip_prefix('$') {
        Some(rest) if rest.is_empty() || rest.starts_with('/') => match number.strip_prefix('-') {
            Some(number) => format!("-${number}{rest}"),
            None => format!("${number}{rest}"),
        },
        _ if unit.is_empty() || unit == "%" => format!("{number}{unit}"),
        _ => format!("{number} {unit}"),
    }
}

/// The number of a quantity and its unit: the one asked for or written, or base units per time and size as written.
fn in_unit(value: f64, quantity: &Quantity, units: &Units) -> (f64, UnitProduct) {
    let unit = match (&quantity.preference.asked, &quantity.written) {
        (Some(unit), _) | (None, Some(unit)) => UnitProduct::clone(unit),
        (None, None) if quantity.preference.percent => units.known("%").map_or_else(
            || units.base_product(&Dimension::none()),
            |percent| UnitProduct::new(vec![(percent, Exponent::ONE)]),
        ),
        (None, None) => {
            let below =
                [(Base::TIME, quantity.preference.per_time), (Base::INFORMATION, quantity.preference.per_information)];
            let product = units.base_product(&cancel_kinds(&quantity.dimension));
            let terms = product.terms().iter().map(|(unit, exponent)| {
                let is_below = |base: Base| unit.dimension == Dimension::of(base) && *exponent == Exponent::integer(-1);
                let written =
                    below.iter().find(|(base, _)| is_below(*base)).and_then(|(_, name)| units.known((*name)?));
                (written.unwrap_or_else(|| unit.clone()), *exponent)
            });
            UnitProduct::new(terms.collect())
        }
    };
    (value / unit.factor(), unit)
}

/// A number as one says it: plain where it is short, and with a power of ten otherwise.
fn spoken(value: f64) -> String {
    if !value.is_finite() {
        return "beyond numbers".to_owned();
    }
    if value == 0.0 || (1e-2..999.5).contains(&value.abs()) {
        return significant(value, DIGITS);
    }
    let written = format!("{value:.*e}", DIGITS - 1);
    match written.split_once('e') {
        Some((digits, power)) if digits.contains('.') => {
            format!("{}e{power}", digits.trim_end_matches('0').trim_end_matches('.'))
        }
        _ => written,
    }
}

/// A result in mental arithmetic for programs.
#[derive(Debug, Serialize)]
pub struct ByHandRecord {
    by_hand: AnswerRecord,
    exact: AnswerRecord,
    /// How far it is from the exact one, as a share of that.
    error: Option<f64>,
    /// Whether there were more steps before these.
    is_cut: bool,
    steps: Vec<StepRecord>,
}

#[derive(Debug, Serialize)]
struct StepRecord {
    name: Option<String>,
    text: String,
}

impl ByHandRecord {
    /// The object for a result of an equation.
    #[must_use]
    pub fn new(working: &Working, (id, exact): (EquationId, &Answer), model: &Model, formatter: &Formatter) -> Self {
        let units = &working.result.units;
        let easy = Formatter::new(units, false);
        let display = shown(&working.result.answer, units).plain();
        let step = |step: &Step| {
            let name = name(model, step.equation).map(str::to_owned);
            Some(StepRecord { name, text: line(step, units)? })
        };
        let record = |answer: &Answer, display: String, formatter: &Formatter| {
            let why = model.equations()[id.index()].why.as_deref();
            AnswerRecord::new(name(model, id), answer, display, formatter).because(why)
        };
        Self {
            by_hand: record(&working.result.answer, display, &easy),
            exact: record(exact, result(exact, formatter).plain(), formatter),
            error: working.result.error(exact, formatter.units).filter(|error| error.is_finite()),
            is_cut: working.is_cut,
            steps: working.steps.iter().filter_map(step).collect(),
        }
    }
}

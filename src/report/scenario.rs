//! The report of a preset: its question, its assumptions with their reasons, its tables, and the conventions used.

use std::fmt::Write;

use super::json::Record;
use super::style::{HEADING, REMARK};
use super::table::{Column, paragraph, table};
use super::visible::visible;
use super::{answer, by_hand, estimated, uncertainty};
use crate::analysis::by_hand::Rounded;
use crate::analysis::sensitivity::Shares;
use crate::model::{Answer, Answers, EquationId, Kind};
use crate::preset::{Check, Preset, Row};
use crate::quantity::conventions::{Bytes, Conventions};
use crate::quantity::display::{Formatter, Shown};
use crate::quantity::number::significant;
use crate::syntax::tree::BinaryOperator;
use serde::Serialize;

/// The narrowest report that has room for results in mental arithmetic.
pub const BY_HAND: usize = 90;

/// The whole report as text, with styles that a stream removes where they cannot be shown.
///
/// `by_hand` is what mental arithmetic gives; its column is left out without it and below [`BY_HAND`] columns.
#[must_use]
pub fn render(
    preset: &Preset,
    answers: &Answers,
    shares: &Shares,
    by_hand: Option<&Rounded>,
    formatter: &Formatter,
    width: usize,
) -> String {
    let by_hand = by_hand.filter(|_| width >= BY_HAND);
    let mut text = String::new();
    if !preset.title.is_empty() {
        let _ = writeln!(text, "{HEADING}{}{HEADING:#}", visible(&preset.title));
    }
    if !preset.question.is_empty() {
        text += &paragraph(&preset.question, width);
    }
    for line in preset.summary.split("\n\n").filter(|line| !line.is_empty()) {
        let _ = write!(text, "\n{}", paragraph(&line.replace('\n', " "), width));
    }
    if !preset.assumptions.is_empty() {
        heading(&mut text, "Assumptions");
        text += &assumptions(preset, answers, formatter, width);
    }
    for section in &preset.tables {
        heading(&mut text, &section.title);
        let rows: Vec<_> = section
            .rows
            .iter()
            .map(|row| {
                let [number, unit, ends] = cells(answers.get(row.estimate), formatter);
                let easy = easy(by_hand, row.estimate, &unit);
                vec![row.label.clone(), number, unit, easy, ends, row.note.clone()]
            })
            .collect();
        text += &table(&RESULTS, &rows, width);
        if !section.note.is_empty() {
            let _ = write!(text, "{REMARK}{}{REMARK:#}", paragraph(&section.note, width));
        }
    }
    if preset.tables.is_empty() && !preset.estimates.is_empty() {
        heading(&mut text, "Estimates");
        text += &estimates(preset, answers, by_hand, formatter, width);
    }
    if !preset.checks.is_empty() {
        heading(&mut text, "Checks");
        text += &checks(preset, answers, formatter, width);
    }
    if !preset.decides.is_empty() {
        heading(&mut text, "What the numbers decide");
        for line in preset.decides.split("\n\n").filter(|line| !line.is_empty()) {
            text += &paragraph(&line.replace('\n', " "), width);
        }
    }
    let results = results(preset);
    let average = shares.average(&results);
    if average.len() > 1 {
        heading(&mut text, "What to pin down first");
        text += &uncertainty::pin_down(&average, width);
        let note = "The share of each assumption in the spread of these results, on average.";
        let _ = write!(text, "{REMARK}{}{REMARK:#}", paragraph(note, width));
    }
    let footer = format!("Conventions: {}", conventions(&formatter.units.conventions));
    let _ = write!(text, "\n{REMARK}{}{REMARK:#}", paragraph(&footer, width));
    if let Some(footer) =
        uncertainty::footer(results.iter().filter_map(|&id| answers.get(id)), answers.sheet.plan.sampling)
    {
        let _ = write!(text, "{REMARK}{}{REMARK:#}", paragraph(&footer, width));
    }
    text
}

/// A heading with an empty line before it, unless it comes first.
fn heading(text: &mut String, title: &str) {
    if !text.is_empty() {
        text.push('\n');
    }
    let _ = writeln!(text, "{HEADING}{}{HEADING:#}", visible(title));
}

fn assumptions(preset: &Preset, answers: &Answers, formatter: &Formatter, width: usize) -> String {
    let rows: Vec<_> = preset
        .assumptions
        .iter()
        .map(|&id| {
            let equation = &preset.model.equations()[id.index()];
            let name = equation.name.as_ref().map_or(String::new(), |name| name.name.to_string());
            let why = equation.why.clone().unwrap_or_default();
            let Some(assumed) = answers.get(id) else {
                return vec![name, "–".to_owned(), String::new(), String::new(), why];
            };
            let value = answer::assumption(assumed, formatter);
            let range = answer::range(assumed, formatter);
            let range = range.map_or_else(String::new, |(low, high)| answer::span(&low, &high, &value));
            vec![name, value.number, value.unit, range, why]
        })
        .collect();
    let columns = [
        ("", Column::Label),
        ("value", Column::Number),
        ("", Column::Unit),
        ("range", Column::Label),
        ("why", Column::Prose),
    ];
    table(&columns, &rows, width)
}

/// What must hold, whether it does, and the two sides of it.
#[must_use]
pub fn checks(preset: &Preset, answers: &Answers, formatter: &Formatter, width: usize) -> String {
    let rows: Vec<_> = preset
        .checks
        .iter()
        .map(|check| {
            let condition = preset.model.equations()[check.condition.index()].body.text().to_owned();
            let answer = answers.get(check.condition);
            let verdict = match answer {
                Some(answer) if holds(answer) => "holds",
                Some(_) => "FAILS",
                None => "–",
            };
            let likely = answer.and_then(answer::likelihood).unwrap_or_default();
            let margin = margin(preset, check, answers).map_or_else(String::new, to_spare);
            let shown = |id: EquationId| answers.get(id).map(|answer| answer::result(answer, formatter).plain());
            let sides =
                check.sides.and_then(|(left, right)| Some(format!(" ({} against {})", shown(left)?, shown(right)?)));
            let why = if check.why.is_empty() { String::new() } else { format!(": {}", check.why) };
            let missing =
                answer.and_then(estimated::missing).map_or_else(String::new, |missing| format!(" ({missing})"));
            vec![verdict.to_owned(), margin, likely, condition + &sides.unwrap_or_default() + &missing + &why]
        })
        .collect();
    let columns = [("", Column::Label), ("", Column::Label), ("", Column::Label), ("", Column::Prose)];
    table(&columns, &rows, width)
}

/// Whether a condition holds.
#[must_use]
pub fn holds(answer: &Answer) -> bool {
    answer.value != 0.0
}

/// How many times the larger side of a comparison is what the smaller one must stay below; less than 1 if it fails.
/// `None` if it compares nothing, or nothing positive.
fn margin(preset: &Preset, check: &Check, answers: &Answers) -> Option<f64> {
    let (left, right) = check.sides?;
    let (operator, ..) = preset.model.equations()[check.condition.index()].body.sides()?;
    let (left, right) = (answers.get(left)?.value, answers.get(right)?.value);
    let margin = match operator {
        BinaryOperator::Less | BinaryOperator::AtMost => right / left,
        BinaryOperator::Greater | BinaryOperator::AtLeast => left / right,
        _ => return None,
    };
    (left > 0.0 && right > 0.0 && margin.is_finite()).then_some(margin)
}

/// A margin in words: `19 times over`, `12% to spare`, `7% short`.
fn to_spare(margin: f64) -> String {
    match margin {
        _ if margin >= 2.0 => format!("{} times over", significant(margin, 2)),
        _ if margin >= 1.0 => format!("{}% to spare", significant((margin - 1.0) * 100.0, 2)),
        _ if margin >= 0.5 => format!("{}% short", significant((1.0 - margin) * 100.0, 2)),
        _ => format!("{} times too much", significant(1.0 / margin, 2)),
    }
}

/// The estimates of a preset that has no tables of its own.
fn estimates(
    preset: &Preset,
    answers: &Answers,
    by_hand: Option<&Rounded>,
    formatter: &Formatter,
    width: usize,
) -> String {
    let rows: Vec<_> = preset
        .estimates
        .iter()
        .map(|&id| {
            let equation = &preset.model.equations()[id.index()];
            let name = equation.name.as_ref().map_or(String::new(), |name| name.name.to_string());
            let why = equation.why.clone().unwrap_or_default();
            let [number, unit, ends] = cells(answers.get(id), formatter);
            let easy = easy(by_hand, id, &unit);
            vec![name, number, unit, easy, ends, why]
        })
        .collect();
    table(&RESULTS, &rows, width)
}

/// The columns of results: an empty one is left out.
const RESULTS: [(&str, Column); 6] = [
    ("", Column::Label),
    ("", Column::Number),
    ("", Column::Unit),
    ("by hand", Column::Quantity),
    ("90% of cases", Column::Label),
    ("", Column::Prose),
];

/// The value of a result with its unit and its 90% interval.
fn cells(answer: Option<&Answer>, formatter: &Formatter) -> [String; 3] {
    let Some(answer) = answer else { return ["–".to_owned(), String::new(), String::new()] };
    let shown = answer::result(answer, formatter);
    [shown.number, shown.unit, answer::interval(answer, formatter)]
}

/// A result in mental arithmetic, with its unit only where that is not the one beside it.
fn easy(by_hand: Option<&Rounded>, id: EquationId, unit: &str) -> String {
    let answer = by_hand.and_then(|by_hand| Some((by_hand.get(id)?, by_hand)));
    let Some((answer, by_hand)) = answer.filter(|(answer, _)| answer.kind != Kind::Condition) else {
        return String::new();
    };
    let shown = by_hand::shown(&answer, &by_hand.units);
    format!("~{}", if shown.unit == unit { shown.number } else { shown.plain() })
}

/// The results that a report shows: the rows of its tables, or its estimates if it has none.
fn results(preset: &Preset) -> Vec<EquationId> {
    if preset.tables.is_empty() {
        return preset.estimates.clone();
    }
    preset.tables.iter().flat_map(|table| &table.rows).map(|row| row.estimate).collect()
}

/// What the report calculates with, in one line.
#[must_use]
pub fn conventions(conventions: &Conventions) -> String {
    let kilobyte = if conventions.bytes == Bytes::Binary { "1024" } else { "1000" };
    let day = conventions.day;
    let time = |seconds: f64| {
        let days = seconds / day;
        let close = (days * 100.0).round() / 100.0;
        if (days - close).abs() < 1e-9 {
            format!("{} days", significant(days, 6))
        } else {
            format!("{} s", significant(seconds, 8))
        }
    };
    let month = conventions.month();
    let month = if (12.0 * month - conventions.year()).abs() < 1e-6 { "year/12".to_owned() } else { time(month) };
    format!("KB = {kilobyte} B, day = {} s, month = {month}, year = {}", significant(day, 8), time(conventions.year()))
}

/// The report for programs.
#[derive(Debug, Serialize)]
pub struct ScenarioRecord {
    title: String,
    conventions: String,
    assumptions: Vec<Record>,
    estimates: Vec<Record>,
    tables: Vec<TableRecord>,
    checks: Vec<CheckRecord>,
}

#[derive(Debug, Serialize)]
struct CheckRecord {
    condition: String,
    holds: Option<bool>,
    /// How many times the limit is what must stay below it; less than 1 if the check fails.
    #[serde(skip_serializing_if = "Option::is_none")]
    margin: Option<f64>,
    /// How likely it is that it holds, where that is uncertain.
    #[serde(skip_serializing_if = "Option::is_none")]
    probability: Option<f64>,
    why: String,
}

#[derive(Debug, Serialize)]
struct TableRecord {
    title: String,
    rows: Vec<RowRecord>,
}

#[derive(Debug, Serialize)]
struct RowRecord {
    label: String,
    #[serde(flatten)]
    result: Option<Record>,
}

impl ScenarioRecord {
    /// The object for a preset and its answers.
    #[must_use]
    pub fn new(preset: &Preset, answers: &Answers, shares: &Shares, formatter: &Formatter) -> Self {
        let record = |id: EquationId, shown: fn(&Answer, &Formatter) -> Shown| {
            let name = preset.model.equations()[id.index()].name.as_ref().map(|name| name.name.as_str());
            let answer = answers.get(id)?;
            Some(Record::new(name, answer, shown(answer, formatter).plain(), formatter).with_shares(shares.get(id)))
        };
        let row = |row: &Row| RowRecord { label: row.label.clone(), result: record(row.estimate, answer::result) };
        let check = |check: &Check| CheckRecord {
            condition: preset.model.equations()[check.condition.index()].body.text().to_owned(),
            holds: answers.get(check.condition).map(holds),
            margin: margin(preset, check, answers),
            probability: answers.get(check.condition).and_then(|answer| Some(answer.spread.as_ref()?.mean)),
            why: check.why.clone(),
        };
        let tables = preset
            .tables
            .iter()
            .map(|table| TableRecord { title: table.title.clone(), rows: table.rows.iter().map(row).collect() });
        Self {
            title: preset.title.clone(),
            conventions: conventions(&formatter.units.conventions),
            assumptions: preset.assumptions.iter().filter_map(|&id| record(id, answer::assumption)).collect(),
            estimates: preset.estimates.iter().filter_map(|&id| record(id, answer::result)).collect(),
            tables: tables.collect(),
            checks: preset.checks.iter().map(check).collect(),
        }
    }
}

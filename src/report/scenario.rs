//! The report of a preset: its question, its assumptions with their reasons, its tables, and the conventions used.

use std::fmt::Write;

use super::json::Record;
use super::table::{Column, paragraph, table};
use crate::model::{Answers, EquationId, Kind};
use crate::preset::Preset;
use crate::quantity::conventions::{Bytes, Conventions};
use crate::quantity::display::{Formatter, Shown};
use crate::quantity::number::significant;
use serde::Serialize;

/// The style of headings, where a terminal shows styles.
const HEADING: anstyle::Style = anstyle::Style::new().bold();
/// The style of remarks.
const REMARK: anstyle::Style = anstyle::Style::new().dimmed();

/// The whole report as text, with styles that a stream removes where they cannot be shown.
#[must_use]
pub fn render(preset: &Preset, answers: &Answers, formatter: &Formatter, width: usize) -> String {
    let mut text = String::new();
    let _ = write!(text, "{HEADING}{}{HEADING:#}\n{}", preset.title, paragraph(&preset.question, width));
    for line in preset.summary.split("\n\n").filter(|line| !line.is_empty()) {
        let _ = write!(text, "\n{}", paragraph(&line.replace('\n', " "), width));
    }
    if !preset.assumptions.is_empty() {
        let _ = write!(text, "\n{HEADING}Assumptions{HEADING:#}\n");
        text += &assumptions(preset, answers, formatter, width);
    }
    for section in &preset.tables {
        let _ = write!(text, "\n{HEADING}{}{HEADING:#}\n", section.title);
        let rows: Vec<_> = section
            .rows
            .iter()
            .map(|row| {
                let shown = shown(answers, row.estimate, formatter);
                let number = shown.as_ref().map_or_else(|| "–".to_owned(), |shown| shown.number.clone());
                let unit = shown.as_ref().map_or_else(String::new, |shown| shown.unit.clone());
                vec![row.label.clone(), number, unit, row.note.clone()]
            })
            .collect();
        let columns = [("", Column::Label), ("", Column::Number), ("", Column::Unit), ("", Column::Prose)];
        text += &table(&columns, &rows, width);
        if !section.note.is_empty() {
            let _ = write!(text, "{REMARK}{}{REMARK:#}", paragraph(&section.note, width));
        }
    }
    let footer = format!("Conventions: {}", conventions(&formatter.units.conventions));
    let _ = write!(text, "\n{REMARK}{}{REMARK:#}", paragraph(&footer, width));
    text
}

fn assumptions(preset: &Preset, answers: &Answers, formatter: &Formatter, width: usize) -> String {
    let rows: Vec<_> = preset
        .assumptions
        .iter()
        .map(|&id| {
            let equation = &preset.model.equations()[id.index()];
            let name = equation.name.as_ref().map_or(String::new(), |name| name.name.to_string());
            let why = equation.why.clone().unwrap_or_default();
            let Some((value, range)) = assumed(answers, id, formatter) else {
                return vec![name, "–".to_owned(), String::new(), String::new(), why];
            };
            let range = range.map_or_else(String::new, |(low, high)| span(&low, &high, &value));
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

fn shown(answers: &Answers, id: EquationId, formatter: &Formatter) -> Option<Shown> {
    let answer = answers.get(id)?;
    match &answer.kind {
        Kind::Condition => {
            let number = if answer.value == 0.0 { "no" } else { "yes" };
            Some(Shown { number: number.to_owned(), unit: String::new(), aside: None })
        }
        Kind::Quantity(quantity) => Some(formatter.show(answer.value, &quantity.dimension, &quantity.preference)),
    }
}

/// An assumption and the ends of its range, in the unit that it is written in.
fn assumed(answers: &Answers, id: EquationId, formatter: &Formatter) -> Option<(Shown, Option<(Shown, Shown)>)> {
    let answer = answers.get(id)?;
    let Kind::Quantity(quantity) = &answer.kind else { return Some((shown(answers, id, formatter)?, None)) };
    let show = |value| match &quantity.written {
        Some(unit) => formatter.in_unit(value, unit),
        None => formatter.show(value, &quantity.dimension, &quantity.preference),
    };
    Some((show(answer.value), answer.range.map(|(low, high)| (show(low), show(high)))))
}

/// `5M to 20M`: both ends, with their units only where those are not that of the value.
fn span(low: &Shown, high: &Shown, value: &Shown) -> String {
    if low.unit == high.unit && high.unit == value.unit && value.unit != "%" {
        format!("{} to {}", low.number, high.number)
    } else {
        format!("{} to {}", low.plain(), high.plain())
    }
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
    pub fn new(preset: &Preset, answers: &Answers, formatter: &Formatter) -> Self {
        let record = |id: &EquationId| {
            let name = preset.model.equations()[id.index()].name.as_ref().map(|name| name.name.as_str());
            Some(Record::new(name, answers.get(*id)?, formatter))
        };
        let row = |row: &crate::preset::Row| RowRecord { label: row.label.clone(), result: record(&row.estimate) };
        let tables = preset
            .tables
            .iter()
            .map(|table| TableRecord { title: table.title.clone(), rows: table.rows.iter().map(row).collect() });
        Self {
            title: preset.title.clone(),
            conventions: conventions(&formatter.units.conventions),
            assumptions: preset.assumptions.iter().filter_map(record).collect(),
            estimates: preset.estimates.iter().filter_map(record).collect(),
            tables: tables.collect(),
        }
    }
}

//! The report of a preset: its question, its assumptions with their reasons, its tables, and the conventions used.

use super::json::AnswerRecord;
use super::{answer, by_hand, estimated, uncertainty};
use crate::analysis::by_hand::Rounded;
use crate::analysis::checks::{holds, margin};
use crate::analysis::sensitivity::Shares;
use crate::document::{Cell, Column, Document, Figure, Kind as Is, Priority, Table};
use crate::model::{Answer, Answers, EquationId, Kind};
use crate::preset::{Check, Preset, Row};
use crate::quantity::conventions::{Bytes, Conventions};
use crate::quantity::display::{Formatter, Shown};
use crate::quantity::number::significant;
use serde::Serialize;

/// Shown where there is no result.
const NONE: &str = "–";

/// The whole report. `by_hand` is what mental arithmetic gives.
#[must_use]
pub fn document(
    preset: &Preset,
    answers: &Answers,
    shares: &Shares,
    by_hand: Option<&Rounded>,
    formatter: &Formatter,
) -> Document {
    let mut document = Document::default();
    if !preset.title.is_empty() {
        document.heading(preset.title.as_str());
    }
    if !preset.question.is_empty() {
        document.paragraph(preset.question.as_str());
    }
    for line in paragraphs(&preset.summary) {
        document.gap();
        document.paragraph(line);
    }
    if !preset.assumptions.is_empty() {
        document.section("Assumptions");
        document.table(assumptions(preset, answers, formatter));
    }
    for section in &preset.tables {
        document.section(section.title.as_str());
        let rows = section.rows.iter().map(|row| {
            let label = row.label.as_str();
            result_row(label, row.estimate, row.note.as_str(), (answers, by_hand), formatter)
        });
        document.table(Table::new(results_columns()).rows(rows));
        if !section.note.is_empty() {
            document.note(section.note.as_str());
        }
    }
    if preset.tables.is_empty() && !preset.estimates.is_empty() {
        document.section("Estimates");
        let rows = preset.estimates.iter().map(|&id| {
            let why = preset.model.equations()[id.index()].why.as_deref().unwrap_or_default();
            result_row(name(preset, id), id, why, (answers, by_hand), formatter)
        });
        document.table(Table::new(results_columns()).rows(rows));
    }
    if !preset.checks.is_empty() {
        document.section("Checks");
        document.table(checks(preset, answers, formatter));
    }
    if !preset.decides.is_empty() {
        document.section("What the numbers decide");
        paragraphs(&preset.decides).for_each(|line| document.paragraph(line));
    }
    let results = results(preset);
    let average = shares.average(&results);
    if average.len() > 1 {
        document.section("What to pin down first");
        document.table(uncertainty::pin_down(&average));
        document.note("The share of each assumption in the spread of these results, on average.");
    }
    document.gap();
    document.note(format!("Conventions: {}", conventions(&formatter.units.conventions)));
    let uncertain = results.iter().filter_map(|&id| answers.get(id));
    if let Some(footer) = uncertainty::footer(uncertain, answers.sheet.plan.sampling) {
        document.note(footer);
    }
    document
}

/// The paragraphs of a text, each on one line.
fn paragraphs(text: &str) -> impl Iterator<Item = String> {
    text.split("\n\n").filter(|line| !line.is_empty()).map(|line| line.replace('\n', " "))
}

fn name(preset: &Preset, id: EquationId) -> &str {
    preset.model.equations()[id.index()].name.as_ref().map_or("", |name| name.name.as_str())
}

fn assumptions(preset: &Preset, answers: &Answers, formatter: &Formatter) -> Table {
    let rows = preset.assumptions.iter().map(|&id| {
        let why = preset.model.equations()[id.index()].why.as_deref().unwrap_or_default();
        let Some(assumed) = answers.get(id) else {
            return vec![name(preset, id).into(), NONE.into(), Cell::Empty, why.into()];
        };
        let value = answer::assumption(assumed, formatter);
        let range = answer::stated_range(assumed, &value, formatter);
        vec![name(preset, id).into(), answer::cell(assumed, value, formatter), range, why.into()]
    });
    let columns = [
        Column::new("", Is::Label),
        Column::new("value", Is::Value),
        Column::new("range", Is::Label),
        Column::new("why", Is::Prose),
    ];
    Table::new(columns).rows(rows)
}

/// What must hold, whether it does, and the two sides of it.
#[must_use]
pub fn checks(preset: &Preset, answers: &Answers, formatter: &Formatter) -> Table {
    let rows = preset.checks.iter().map(|check| {
        let condition = preset.model.equations()[check.condition.index()].body.text().to_owned();
        let answer = answers.get(check.condition);
        let likely = answer.and_then(answer::likelihood).unwrap_or_default();
        let margin = margin(preset, check, answers).map_or_else(String::new, to_spare);
        let shown = |id: EquationId| answers.get(id).map(|answer| answer::result(answer, formatter).plain());
        let sides =
            check.sides.and_then(|(left, right)| Some(format!(" ({} against {})", shown(left)?, shown(right)?)));
        let why = if check.why.is_empty() { String::new() } else { format!(": {}", check.why) };
        let missing = answer.and_then(estimated::missing).map_or_else(String::new, |missing| format!(" ({missing})"));
        let sentence = condition + &sides.unwrap_or_default() + &missing + &why;
        vec![Cell::Verdict(answer.map(holds)), margin.into(), likely.into(), sentence.into()]
    });
    let columns = [Is::Label, Is::Label, Is::Label, Is::Prose].map(|kind| Column::new("", kind));
    Table::new(columns).rows(rows)
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

/// The columns of results.
fn results_columns() -> [Column; 5] {
    [
        Column::new("", Is::Label),
        Column::new("", Is::Value),
        Column::new("by hand", Is::Quantity).priority(Priority::Wide),
        Column::new("90% of cases", Is::Label),
        Column::new("", Is::Prose),
    ]
}

/// A result with what mental arithmetic gives, its 90% interval and a note.
fn result_row(
    label: &str,
    id: EquationId,
    note: &str,
    (answers, by_hand): (&Answers, Option<&Rounded>),
    formatter: &Formatter,
) -> Vec<Cell> {
    let Some(answer) = answers.get(id) else {
        return vec![label.into(), NONE.into(), Cell::Empty, Cell::Empty, note.into()];
    };
    let shown = answer::result(answer, formatter);
    let by_hand = by_hand.map_or(Cell::Empty, |by_hand| easy(by_hand, id, &shown.unit));
    let interval = answer::interval(answer, formatter);
    vec![label.into(), answer::cell(answer, shown, formatter), by_hand, interval, note.into()]
}

/// A result in mental arithmetic, with its unit only where that is not the one beside it.
fn easy(by_hand: &Rounded, id: EquationId, unit: &str) -> Cell {
    let Some(answer) = by_hand.get(id).filter(|answer| answer.kind != Kind::Condition) else { return Cell::Empty };
    let shown = by_hand::shown(&answer, &by_hand.units);
    let text = format!("~{}", if shown.unit == unit { shown.number.clone() } else { shown.plain() });
    match answer::cell(&answer, shown, &Formatter::new(&by_hand.units, false)) {
        Cell::Figure(figure) => Cell::Figure(Figure { text, ..figure }),
        other => other,
    }
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
    assumptions: Vec<AnswerRecord>,
    estimates: Vec<AnswerRecord>,
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
    result: Option<AnswerRecord>,
}

impl ScenarioRecord {
    /// The object for a preset and its answers.
    #[must_use]
    pub fn new(preset: &Preset, answers: &Answers, shares: &Shares, formatter: &Formatter) -> Self {
        let record = |id: EquationId, shown: fn(&Answer, &Formatter) -> Shown| {
            let equation = &preset.model.equations()[id.index()];
            let name = equation.name.as_ref().map(|name| name.name.as_str());
            let answer = answers.get(id)?;
            let record = AnswerRecord::new(name, answer, shown(answer, formatter).plain(), formatter);
            Some(record.because(equation.why.as_deref()).with_shares(shares.get(id)))
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

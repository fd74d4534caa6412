//! Models side by side: what differs, in a table with ratios, and how much does not.

use serde::Serialize;

use super::answer;
use super::json::AnswerRecord;
use super::scenario;
use crate::analysis::compare::{Cell, Comparison, Difference, Rewritten, Row, Side};
use crate::document::{self, Column, Document, Kind as Is, Table};
use crate::model::Answer;
use crate::quantity::display::Formatter;
use crate::quantity::number::significant;

/// How many names that only one side has are listed.
const LISTED: usize = 12;

/// The table of what differs, with what the variants are before it and what it leaves out after it.
#[must_use]
pub fn document(comparison: &Comparison, digits: usize) -> Document {
    let mut document = Document::default();
    for variant in comparison.variants.iter().filter(|variant| !variant.settings.is_empty()) {
        document.paragraph(format!("{}: {}", variant.name, variant.settings.join("; ")));
    }
    document.gap();
    if !comparison.rows.is_empty() {
        document.table(rows(comparison, digits));
        document.gap();
    }
    for line in remarks(comparison) {
        document.note(line);
    }
    document
}

fn rows(comparison: &Comparison, digits: usize) -> Table {
    let formatters = comparison.sides().map(|side| formatter(side, digits)).collect::<Vec<_>>();
    let show = |answer: Option<&Answer>, formatter: &Formatter| {
        let shown = |answer| answer::cell(answer, answer::assumption(answer, formatter), formatter);
        answer.map_or_else(|| "–".into(), shown)
    };
    let row = |row: &Row| {
        let mut line = vec![row.name.as_str().into(), show(row.base.as_ref(), &formatters[0])];
        for (cell, formatter) in row.cells.iter().zip(&formatters[1..]) {
            let is_same = cell.difference == Difference::Same;
            let value = if is_same { "=".into() } else { show(cell.answer.as_ref(), formatter) };
            line.extend([value, document::Cell::text(in_words(cell.difference))]);
        }
        line
    };
    let mut columns = vec![Column::new("", Is::Label), Column::new(comparison.base.name, Is::Quantity)];
    for variant in &comparison.variants {
        columns.extend([Column::new(variant.name, Is::Quantity), Column::new("", Is::Label)]);
    }
    Table::new(columns).rows(comparison.rows.iter().map(row))
}

fn formatter(side: Side<'_>, digits: usize) -> Formatter<'_> {
    let mut formatter = Formatter::new(&side.model.units, false);
    formatter.digits = digits;
    formatter
}

/// A difference as a table has room for: `x3.2`.
fn in_words(difference: Difference) -> String {
    match difference {
        Difference::Ratio(ratio) => format!("x{}", factor(ratio)),
        Difference::FromNothing => "+".to_owned(),
        Difference::Turned => "turned".to_owned(),
        Difference::Incomparable => "not comparable".to_owned(),
        Difference::Same | Difference::Unknown => String::new(),
    }
}

/// A factor in two digits, or in as many as tell it from 1.
fn factor(ratio: f64) -> String {
    const MOST: usize = 13;
    (2..MOST).map(|digits| significant(ratio, digits)).find(|text| text != "1").unwrap_or_else(|| "1".to_owned())
}

/// What the table leaves out.
fn remarks(comparison: &Comparison) -> Vec<String> {
    let mut lines = Vec::new();
    let many = comparison.variants.len() > 1;
    let (all, both) = if many { ("all", "all") } else { ("both", "both") };
    match (comparison.rows.len(), comparison.unchanged) {
        (0, 0) => lines.push(format!("No name is defined in {both}.")),
        (0, 1) => lines.push(format!("Nothing differs: the only result is the same in {all}.")),
        (0, count) => lines.push(format!("Nothing differs: {count} results are the same in {all}.")),
        (_, 0) => {}
        (_, 1) => lines.push(format!("1 other result is the same in {all}.")),
        (_, count) => lines.push(format!("{count} other results are the same in {all}.")),
    }
    for (side, names) in comparison.sides().zip(&comparison.only) {
        if names.is_empty() {
            continue;
        }
        let more = names.len().saturating_sub(LISTED);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        let listed = names.iter().take(LISTED).map(String::as_str).collect::<Vec<_>>().join(", ");
        lines.push(format!("Only in {}: {listed}{more}", side.name));
    }
    let first = &comparison.base.model.units.conventions;
    if comparison.variants.iter().any(|variant| variant.model.units.conventions != *first) {
        let of = |side: Side| format!("{}: {}", side.name, scenario::conventions(&side.model.units.conventions));
        lines.extend(comparison.sides().map(of));
    }
    if comparison.sides().flat_map(|side| side.answers).flatten().any(|answer| answer.spread.is_some()) {
        lines.push("What is uncertain is compared by its stated value, or by its median without one.".to_owned());
    }
    lines
}

/// The definitions that are not written as they were; nothing if all are. Of many, those that are new or gone are left
/// out.
#[must_use]
pub fn definitions(rewritten: &[Rewritten], before: &str, after: &str) -> Document {
    let mut document = Document::default();
    let is_few = rewritten.len() <= LISTED;
    let listed = rewritten.iter().filter(|one| is_few || (one.before.is_some() && one.after.is_some()));
    let cell = |text: &Option<String>| document::Cell::text(text.as_deref().unwrap_or("–"));
    let rows: Vec<_> = listed.map(|one| vec![one.name.as_str().into(), cell(&one.before), cell(&one.after)]).collect();
    if !rows.is_empty() {
        document.heading("Definitions");
        let columns = ["", before, after].map(|title| Column::new(title, Is::Label));
        document.table(Table::new(columns).rows(rows));
    }
    document
}

/// A comparison for programs.
#[derive(Debug, Serialize)]
pub struct ComparisonRecord {
    base: String,
    variants: Vec<VariantRecord>,
    rows: Vec<DifferingRecord>,
    unchanged: usize,
    only: Vec<OnlyRecord>,
}

#[derive(Debug, Serialize)]
struct VariantRecord {
    name: String,
    set: Vec<String>,
}

/// A name whose results differ.
#[derive(Debug, Serialize)]
struct DifferingRecord {
    name: String,
    base: Option<AnswerRecord>,
    variants: Vec<CellRecord>,
}

/// A result in a variant; there is a ratio where there is a finite one.
#[derive(Debug, Serialize)]
struct CellRecord {
    #[serde(flatten)]
    result: Option<AnswerRecord>,
    same: bool,
    comparable: bool,
    ratio: Option<f64>,
}

/// The names that a side has and others have not.
#[derive(Debug, Serialize)]
struct OnlyRecord {
    side: String,
    names: Vec<String>,
}

impl ComparisonRecord {
    /// The object for a comparison.
    #[must_use]
    pub fn new(comparison: &Comparison, digits: usize) -> Self {
        let record = |answer: &Answer, name: &str, side: Side| {
            let formatter = formatter(side, digits);
            let why = side.model.find(name).and_then(|id| side.model.equations()[id.index()].why.as_deref());
            AnswerRecord::new(None, answer, answer::assumption(answer, &formatter).plain(), &formatter).because(why)
        };
        let cell = |name: &str, cell: &Cell, side: Side| CellRecord {
            result: cell.answer.as_ref().map(|answer| record(answer, name, side)),
            same: cell.difference == Difference::Same,
            comparable: !matches!(cell.difference, Difference::Incomparable | Difference::Unknown),
            ratio: match cell.difference {
                Difference::Ratio(ratio) => Some(ratio),
                Difference::Same => Some(1.0),
                _ => None,
            },
        };
        let rows = comparison.rows.iter().map(|row| DifferingRecord {
            name: row.name.clone(),
            base: row.base.as_ref().map(|answer| record(answer, &row.name, comparison.base)),
            variants: row
                .cells
                .iter()
                .zip(&comparison.variants)
                .map(|(one, side)| cell(&row.name, one, *side))
                .collect(),
        });
        let variant = |side: &Side| VariantRecord { name: side.name.to_owned(), set: side.settings.to_vec() };
        let only = comparison.sides().zip(&comparison.only);
        Self {
            base: comparison.base.name.to_owned(),
            variants: comparison.variants.iter().map(variant).collect(),
            rows: rows.collect(),
            unchanged: comparison.unchanged,
            only: only.map(|(side, names)| OnlyRecord { side: side.name.to_owned(), names: names.clone() }).collect(),
        }
    }
}

//! Tables of a document on a terminal: cells as words and bars, and what gives way where the page is narrow.

use super::layout::{self, labelled, paragraph, side_by_side};
use crate::document::{Cell, Column, Kind, Narrow, Priority, Scale, Table};

/// The narrowest page for columns that are for wide ones only.
const WIDE: usize = 90;
/// How long a bar of the whole is.
const BAR: usize = 20;
/// How long the longest bar on a logarithmic scale may be: what is pleasant, and what still tells one factor of ten from
/// another.
const POWERS: [usize; 2] = [20, 10];
/// The narrowest column of sentences where something else gives way first.
const SENTENCES: usize = 20;
/// Where there are no sentences, their column takes no room.
const NONE: usize = 0;

/// What of a table is shown, and how.
#[derive(Clone, Copy)]
struct Choice {
    /// How many columns a factor of ten takes, where bars on a logarithmic scale are shown.
    step: Option<f64>,
    /// Whether sentences stand in the table, and not below it.
    has_sentences: bool,
    /// Whether columns that can be spared are shown.
    has_spare: bool,
    /// Whether quantities are said at length.
    is_long: bool,
}

const ALL: Choice = Choice { step: None, has_sentences: true, has_spare: true, is_long: true };

/// A table, at most `width` columns wide. Ends with a newline.
pub(super) fn text(table: &Table, width: usize) -> String {
    if table.narrow == Narrow::Parts {
        return parts(table, width);
    }
    let shown = |choice: Choice| {
        let (header, rows) = words(table, choice, width);
        let text = side_by_side(&header, &rows, width, SENTENCES)?;
        Some(if choice.has_sentences { text } else { text + &below(table, width) })
    };
    if table.scale.is_some() || !table.names.is_empty() {
        return with_bars(table, width, shown);
    }
    let has_choice = table.columns.iter().any(|column| column.priority == Priority::Spare);
    let choices = [ALL, Choice { has_spare: false, ..ALL }, Choice { has_spare: false, is_long: false, ..ALL }];
    choices.into_iter().filter(|_| has_choice).find_map(shown).unwrap_or_else(|| {
        let (header, rows) = words(table, ALL, width);
        layout::table(&header, &rows, width)
    })
}

/// A table with bars, or with sentences that know their way below it: first the bars become shorter, then the sentences
/// move below, then the bars go.
fn with_bars(table: &Table, width: usize, shown: impl Fn(Choice) -> Option<String>) -> String {
    let scale = table.scale.as_ref();
    let steps = scale.map(|scale| POWERS.map(|room| (room as f64 / (scale.right - scale.left)).floor()));
    let bars = || steps.into_iter().flatten().filter(|&step| step >= 1.0).map(Some);
    let beside = bars().map(|step| Choice { step, ..ALL });
    let without = bars().map(|step| Choice { step, has_sentences: false, ..ALL });
    let found = beside.chain(without).chain([ALL]).find_map(|choice| Some((shown(choice)?, choice.step)));
    match (found, scale) {
        (Some((text, Some(step))), Some(scale)) => text + &legend(scale, step, width),
        (Some((text, _)), _) => text,
        (None, _) => {
            let (header, rows) = words(table, Choice { has_sentences: false, ..ALL }, width);
            layout::table(&header, &rows, width) + &below(table, width)
        }
    }
}

/// What the bars are drawn to.
fn legend(scale: &Scale, step: f64, width: usize) -> String {
    let columns = if step > 1.0 { format!("{step} columns") } else { "one column".to_owned() };
    let left = &scale.from;
    let text = format!("Bars: a logarithmic scale, {columns} for each factor of 10, from {left} at the left edge.");
    "\n".to_owned() + &super::words::broken(&text.into(), crate::document::Role::Remark, width)
}

/// Columns side by side as far as there is room, the others in further tables below, each with the first column.
fn parts(table: &Table, width: usize) -> String {
    let mut text = String::new();
    let mut rest = 1..table.columns.len();
    while !rest.is_empty() {
        let of = |count: usize| {
            let kept = || std::iter::once(0).chain(rest.start..rest.start + count);
            Table {
                columns: kept().map(|column| table.columns[column].clone()).collect(),
                rows: table.rows.iter().map(|row| kept().map(|column| row[column].clone()).collect()).collect(),
                ..Table::default()
            }
        };
        let fitting = (1..=rest.len()).rev().find_map(|count| {
            let part = of(count);
            let (header, rows) = words(&part, ALL, width);
            Some((count, side_by_side(&header, &rows, width, NONE)?))
        });
        let (count, part) = fitting.unwrap_or_else(|| {
            let part = of(1);
            let (header, rows) = words(&part, ALL, width);
            (1, layout::table(&header, &rows, width))
        });
        if !text.is_empty() {
            text.push('\n');
        }
        text += &part;
        rest.start += count;
    }
    text
}

/// The sentences of a table below it, each under the words that name its row.
fn below(table: &Table, width: usize) -> String {
    let (_, rows) = words(table, ALL, width);
    let names = if table.names.is_empty() { vec![0] } else { table.names.clone() };
    let mut text = String::new();
    let sentences = table.columns.iter().zip(0..).filter(|(column, _)| column.kind == Kind::Prose);
    let sentences: Vec<usize> = sentences.map(|(_, index)| index).collect();
    for ((label, _), cells) in labelled(&rows).zip(&table.rows) {
        let name = |&column: &usize| if column == 0 { label.to_owned() } else { plain(&cells[column]) };
        let name = names.iter().map(name).collect::<Vec<_>>().join(", ");
        for &column in sentences.iter().filter(|&&column| !cells[column].is_empty()) {
            text += &paragraph(&format!("{name}: {}", plain(&cells[column])), width);
        }
    }
    text
}

fn plain(cell: &Cell) -> String {
    word(cell, ALL, None)
}

type Words<'t> = (Vec<(&'t str, layout::Column)>, Vec<Vec<String>>);

/// The columns of a table that are shown and its cells in words: a column of values is one of numbers and one of units.
fn words(table: &Table, choice: Choice, width: usize) -> Words<'_> {
    let is_shown = |column: &Column| match column.priority {
        Priority::Essential => true,
        Priority::Spare => choice.has_spare,
        Priority::Wide => width >= WIDE,
    };
    let kept: Vec<usize> = (0..table.columns.len()).filter(|&index| is_shown(&table.columns[index])).collect();
    let mut header = Vec::with_capacity(kept.len() + 1);
    for column in kept.iter().map(|&index| &table.columns[index]) {
        let title = column.title.as_str();
        match column.kind {
            Kind::Label => header.push((title, layout::Column::Label)),
            Kind::Quantity => header.push((title, layout::Column::Quantity)),
            Kind::Prose => header.push((title, layout::Column::Prose)),
            Kind::Bar => header.push((title, layout::Column::Unit)),
            Kind::Value => header.extend([(title, layout::Column::Number), ("", layout::Column::Unit)]),
        }
    }
    let row = |row: &Vec<Cell>| {
        let mut words = Vec::with_capacity(header.len());
        for &index in &kept {
            let cell = &row[index];
            match (table.columns[index].kind, cell) {
                (Kind::Value, Cell::Figure(figure)) => words.extend([figure.number.clone(), figure.unit.clone()]),
                (Kind::Value, cell) => words.extend([word(cell, choice, None), String::new()]),
                (Kind::Prose, _) if !choice.has_sentences => words.push(String::new()),
                (_, cell) => words.push(word(cell, choice, table.scale.as_ref())),
            }
        }
        words
    };
    let rows = table.rows.iter().map(row).collect();
    (header, rows)
}

fn word(cell: &Cell, choice: Choice, scale: Option<&Scale>) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) | Cell::Interval { text, .. } | Cell::Share { text, .. } => text.clone(),
        Cell::Figure(figure) => figure.long.as_ref().filter(|_| choice.is_long).unwrap_or(&figure.text).clone(),
        Cell::Bar(share) => bar((share.clamp(0.0, 1.0) * BAR as f64 * 8.0).round() as usize),
        Cell::Extent(from, to) => extent(*from, *to),
        Cell::Power(power) => {
            let eighths = choice.step.zip(scale).map(|(step, scale)| (power - scale.left) * step * 8.0);
            eighths.map_or_else(String::new, |eighths| bar(eighths.round().max(1.0) as usize))
        }
        Cell::Verdict(Some(true)) => "holds".to_owned(),
        Cell::Verdict(Some(false)) => "FAILS".to_owned(),
        Cell::Verdict(None) => "–".to_owned(),
    }
}

/// A bar of so many eighths of a column.
fn bar(eighths: usize) -> String {
    const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
    "█".repeat(eighths / 8) + EIGHTHS[eighths % 8]
}

/// A bar between two places of the axis, at least a column long.
fn extent(from: f64, to: f64) -> String {
    let place = |share: f64| (share.clamp(0.0, 1.0) * BAR as f64).round() as usize;
    let (from, to) = (place(from), place(to));
    format!("{}{}{}", " ".repeat(from), "█".repeat((to - from.min(to)).max(1)), " ".repeat(BAR - to))
}

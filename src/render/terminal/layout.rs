//! The one table style: no box, a rule under the header, numbers to the right with their units beside them. Cells are
//! words here; what they say is in `table`.

use std::borrow::Cow;

use comfy_table::{Cell, CellAlignment, ColumnConstraint, ContentArrangement, LineStyle, Table, TableStyle, Width};

use crate::render::characters::{is_hidden, visible};

/// How a column is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    /// Words, to the left; not broken.
    Label,
    /// A number, to the right.
    Number,
    /// The unit of the number before it.
    Unit,
    /// A number with its unit, to the right; not broken.
    Quantity,
    /// Prose, broken into lines where the terminal is narrow.
    Prose,
}

const STYLE: TableStyle = TableStyle::new().header_separator(LineStyle::none().fill('─').junction('─'));

/// The narrowest column in which prose is pleasant to read; where there is less room, it follows below the table.
const PROSE: usize = 28;
/// A longer word, in bytes, is not one that someone has written.
const LONG_WORD: usize = 1_000;
/// A longer table is laid out in parts, each with widths of its own: as a whole it would take a lot of memory.
const MANY_ROWS: usize = 5_000;

/// How much room columns take beside each other: numbers, labels in one line each, labels broken at every space, and
/// prose.
struct Widths {
    numbers: usize,
    labels: usize,
    words: usize,
    prose: usize,
}

impl Widths {
    /// The room of all columns that have an entry, with that for the gaps between them, if prose may shrink to `prose`.
    fn new(header: &[(&str, Column)], rows: &[Vec<String>], prose: usize) -> Self {
        let mut widths = Self { numbers: 0, labels: 0, words: 0, prose: 0 };
        for (column, &(name, kind)) in header.iter().enumerate() {
            let widest = rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
            if widest == 0 {
                continue;
            }
            let gap = gap(kind) + 1;
            let widest = widest.max(name.chars().count());
            match kind {
                Column::Number | Column::Unit | Column::Quantity => widths.numbers += widest + gap,
                Column::Label => {
                    widths.labels += widest + gap;
                    widths.words += longest_word(rows, column) + gap;
                }
                Column::Prose => widths.prose += widest.min(prose) + gap,
            }
        }
        widths
    }

    /// Whether all columns stand side by side. There is no gap after the last one.
    const fn fit(&self, width: usize) -> bool {
        self.numbers + self.labels + self.prose <= width + 1
    }
}

/// The empty columns that belong to a column; between two columns there is one more.
const fn gap(kind: Column) -> usize {
    match kind {
        Column::Number | Column::Quantity => 1,
        Column::Label | Column::Unit | Column::Prose => 2,
    }
}

/// The rows with all their columns side by side, at most `width` columns wide, where that leaves `prose` columns for
/// prose.
pub(super) fn side_by_side(
    header: &[(&str, Column)],
    rows: &[Vec<String>],
    width: usize,
    prose: usize,
) -> Option<String> {
    let rows = &*shown(rows);
    Widths::new(header, rows, prose).fit(width).then(|| laid_out(header, rows, width))
}

/// Lays out rows under a header, at most `width` columns wide. Ends with a newline. Columns without a single entry are
/// left out; a row without a label goes on with that of the row above.
pub(super) fn table(header: &[(&str, Column)], rows: &[Vec<String>], width: usize) -> String {
    let rows = &*shown(rows);
    let widths = Widths::new(header, rows, PROSE);
    if widths.numbers + widths.words > width + 1 {
        return stacked(header, rows, width);
    }
    if widths.numbers + widths.labels == 0 || widths.fit(width) {
        return laid_out(header, rows, width);
    }
    let prose: Vec<usize> = (0..header.len()).filter(|&column| header[column].1 == Column::Prose).collect();
    let mut narrow = rows.to_vec();
    for row in &mut narrow {
        for &column in &prose {
            row[column].clear();
        }
    }
    let mut text = laid_out(header, &narrow, width);
    for (label, row) in labelled(rows) {
        for &column in prose.iter().filter(|&&column| !row[column].is_empty()) {
            text += &paragraph(&format!("{label}: {}", row[column]), width);
        }
    }
    text
}

/// A paragraph for each row, where there is no room for columns at all.
fn stacked(header: &[(&str, Column)], rows: &[Vec<String>], width: usize) -> String {
    let line = |(label, row): (&str, &Vec<String>)| {
        let mut text = format!("{label}:");
        for (cell, (name, kind)) in row.iter().zip(header).skip(1).filter(|(cell, _)| !cell.is_empty()) {
            let named = matches!(kind, Column::Label | Column::Quantity) && !name.is_empty();
            let goes_on = text.ends_with(':') || matches!(kind, Column::Number | Column::Unit);
            text += if goes_on { " " } else { "; " };
            if named {
                text.extend([name, " "]);
            }
            text += cell;
        }
        paragraph(&text, width)
    };
    labelled(rows).map(line).collect()
}

/// Each row with its label, or with the one that it goes on with.
pub(super) fn labelled(rows: &[Vec<String>]) -> impl Iterator<Item = (&str, &Vec<String>)> {
    rows.iter().scan("", |label, row| {
        if !row[0].is_empty() {
            *label = &row[0];
        }
        Some((*label, row))
    })
}

fn laid_out(header: &[(&str, Column)], rows: &[Vec<String>], width: usize) -> String {
    if rows.len() > MANY_ROWS {
        let nameless: Vec<_> = header.iter().map(|&(_, kind)| ("", kind)).collect();
        let headers = std::iter::once(header).chain(std::iter::repeat(&nameless[..]));
        return headers.zip(rows.chunks(MANY_ROWS)).map(|(header, rows)| laid_out(header, rows, width)).collect();
    }
    let broken;
    let rows = if rows.iter().flatten().any(|cell| has_long_word(cell)) {
        let row = |row: &Vec<String>| row.iter().map(|cell| with_breaks(cell).into_owned()).collect();
        broken = rows.iter().map(row).collect::<Vec<Vec<String>>>();
        &broken
    } else {
        rows
    };
    let kept: Vec<usize> = (0..header.len()).filter(|&column| rows.iter().any(|row| !row[column].is_empty())).collect();
    let fits = Widths::new(header, rows, 0).fit(width);
    let mut table = Table::new();
    table.load_style(STYLE).set_content_arrangement(ContentArrangement::Dynamic);
    table.set_width(u16::try_from(width).unwrap_or(u16::MAX));
    if kept.iter().any(|&column| !header[column].0.is_empty()) {
        table.set_header(kept.iter().map(|&column| aligned(header[column].0, header[column].1)));
    }
    for row in rows {
        table.add_row(kept.iter().map(|&column| aligned(&row[column], header[column].1)));
    }
    for (place, &column) in kept.iter().enumerate() {
        let Some(laid_out) = table.column_mut(place) else { continue };
        let kind = header[column].1;
        laid_out.set_padding((0, gap(kind) as u16));
        match kind {
            Column::Number | Column::Unit | Column::Quantity => laid_out.set_constraint(ColumnConstraint::ContentWidth),
            Column::Label if fits => laid_out.set_constraint(ColumnConstraint::ContentWidth),
            Column::Label => {
                let word = u16::try_from(longest_word(rows, column) + 2).unwrap_or(u16::MAX);
                laid_out.set_constraint(ColumnConstraint::LowerBoundary(Width::Fixed(word)))
            }
            Column::Prose => laid_out,
        };
    }
    let mut text = String::new();
    for line in table.lines() {
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

/// A paragraph of prose, broken to `width` columns. Ends with a newline.
pub(super) fn paragraph(text: &str, width: usize) -> String {
    laid_out(&[("", Column::Prose)], &[vec![visible(text).into_owned()]], width)
}

/// Rows whose hidden characters are escapes, which take room.
fn shown(rows: &[Vec<String>]) -> Cow<'_, [Vec<String>]> {
    if rows.iter().flatten().any(|cell| cell.contains(is_hidden)) {
        let row = |row: &Vec<String>| row.iter().map(|cell| visible(cell).into_owned()).collect();
        return Cow::Owned(rows.iter().map(row).collect());
    }
    Cow::Borrowed(rows)
}

/// Whether a text has a word that nobody has written.
fn has_long_word(text: &str) -> bool {
    text.len() > LONG_WORD && text.split(char::is_whitespace).any(|word| word.len() > LONG_WORD)
}

/// The text with spaces in words that nobody has written: they are broken into lines in any case, and the table looks
/// for the places in a time that grows with the square of their length.
fn with_breaks(text: &str) -> Cow<'_, str> {
    if !has_long_word(text) {
        return Cow::Borrowed(text);
    }
    let mut broken = String::with_capacity(text.len() + text.len() / LONG_WORD + 1);
    let mut letters = 0;
    for letter in text.chars() {
        letters = if letter.is_whitespace() { 0 } else { letters + 1 };
        if letters > LONG_WORD {
            broken.push(' ');
            letters = 1;
        }
        broken.push(letter);
    }
    Cow::Owned(broken)
}

fn longest_word(rows: &[Vec<String>], column: usize) -> usize {
    rows.iter().flat_map(|row| row[column].split(' ')).map(|word| word.chars().count()).max().unwrap_or(0)
}

fn aligned(text: &str, column: Column) -> Cell {
    let right = matches!(column, Column::Number | Column::Quantity);
    let alignment = if right { CellAlignment::Right } else { CellAlignment::Left };
    Cell::new(text).set_alignment(alignment)
}

//! The one table style: no box, a rule under the header, numbers to the right with their units beside them.

use comfy_table::{Cell, CellAlignment, ColumnConstraint, ContentArrangement, LineStyle, Table, TableStyle, Width};

/// How a column is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
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

/// The widths of columns that stand side by side: numbers, labels in one line each, labels broken at every space, and prose.
struct Widths {
    numbers: usize,
    labels: usize,
    words: usize,
    prose: usize,
}

impl Widths {
    fn new(header: &[(&str, Column)], rows: &[Vec<String>]) -> Self {
        let mut widths = Self { numbers: 0, labels: 0, words: 0, prose: 0 };
        for (column, &(_, kind)) in header.iter().enumerate() {
            let widest = rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
            match kind {
                Column::Number | Column::Unit | Column::Quantity => widths.numbers += widest + 2,
                Column::Label => {
                    widths.labels += widest + 2;
                    widths.words += longest_word(rows, column) + 2;
                }
                Column::Prose => widths.prose += widest.min(PROSE),
            }
        }
        widths
    }

    const fn fit(&self, width: usize) -> bool {
        self.numbers + self.labels + self.prose <= width
    }
}

/// Whether all columns stand side by side in `width` columns, each entry but prose in one line.
#[must_use]
pub fn fits(header: &[(&str, Column)], rows: &[Vec<String>], width: usize) -> bool {
    Widths::new(header, rows).fit(width)
}

/// Lays out rows under a header, at most `width` columns wide. Ends with a newline. Columns without a single entry are left
/// out; a row without a label goes on with that of the row above.
#[must_use]
pub fn table(header: &[(&str, Column)], rows: &[Vec<String>], width: usize) -> String {
    let widths = Widths::new(header, rows);
    if widths.numbers > 0 && widths.numbers + widths.words > width {
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
            text += if matches!(kind, Column::Number | Column::Unit) { " " } else { "; " };
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
fn labelled(rows: &[Vec<String>]) -> impl Iterator<Item = (&str, &Vec<String>)> {
    rows.iter().scan("", |label, row| {
        if !row[0].is_empty() {
            *label = &row[0];
        }
        Some((*label, row))
    })
}

fn laid_out(header: &[(&str, Column)], rows: &[Vec<String>], width: usize) -> String {
    let kept: Vec<usize> = (0..header.len()).filter(|&column| rows.iter().any(|row| !row[column].is_empty())).collect();
    let widest = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let whole = kept.iter().filter(|&&column| header[column].1 != Column::Prose).map(|&column| widest(column) + 2);
    let fits = whole.sum::<usize>() <= width;
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
        laid_out.set_padding((0, if kind == Column::Number { 1 } else { 2 }));
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
#[must_use]
pub fn paragraph(text: &str, width: usize) -> String {
    laid_out(&[("", Column::Prose)], &[vec![text.to_owned()]], width)
}

fn longest_word(rows: &[Vec<String>], column: usize) -> usize {
    rows.iter().flat_map(|row| row[column].split(' ')).map(|word| word.chars().count()).max().unwrap_or(0)
}

fn aligned(text: &str, column: Column) -> Cell {
    let right = matches!(column, Column::Number | Column::Quantity);
    let alignment = if right { CellAlignment::Right } else { CellAlignment::Left };
    Cell::new(text).set_alignment(alignment)
}

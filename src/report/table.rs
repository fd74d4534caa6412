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
    /// Prose, broken into lines where the terminal is narrow.
    Prose,
}

const STYLE: TableStyle = TableStyle::new().header_separator(LineStyle::none().fill('─').junction('─'));

/// The narrowest column in which prose is pleasant to read; where there is less room, it follows below the table.
const PROSE: usize = 28;

/// Lays out rows under a header, at most `width` columns wide. Ends with a newline. Columns without a single entry are left out.
#[must_use]
pub fn table(header: &[(&str, Column)], rows: &[Vec<String>], width: usize) -> String {
    let widest = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let columns = |kind: fn(Column) -> bool| (0..header.len()).filter(move |&column| kind(header[column].1));
    let prose: Vec<usize> = columns(|kind| kind == Column::Prose).collect();
    let numbers: usize =
        columns(|kind| matches!(kind, Column::Number | Column::Unit)).map(|column| widest(column) + 2).sum();
    let labels: usize = columns(|kind| kind == Column::Label).map(|column| widest(column) + 2).sum();
    let words: usize = columns(|kind| kind == Column::Label).map(|column| longest_word(rows, column) + 2).sum();
    if numbers + words > width {
        return stacked(header, rows, width);
    }
    let wanted: usize = prose.iter().map(|&column| widest(column).min(PROSE)).sum();
    if numbers + labels == 0 || numbers + labels + wanted <= width {
        return laid_out(header, rows, width);
    }
    let mut narrow = rows.to_vec();
    for row in &mut narrow {
        for &column in &prose {
            row[column].clear();
        }
    }
    let mut text = laid_out(header, &narrow, width);
    for row in rows {
        for &column in prose.iter().filter(|&&column| !row[column].is_empty()) {
            text += &paragraph(&format!("{}: {}", row[0], row[column]), width);
        }
    }
    text
}

/// A paragraph for each row, where there is no room for columns at all.
fn stacked(header: &[(&str, Column)], rows: &[Vec<String>], width: usize) -> String {
    let line = |row: &Vec<String>| {
        let mut text = format!("{}:", row[0]);
        for (cell, (name, kind)) in row.iter().zip(header).skip(1).filter(|(cell, _)| !cell.is_empty()) {
            let named = *kind == Column::Label && !name.is_empty();
            text += if matches!(kind, Column::Number | Column::Unit) { " " } else { "; " };
            if named {
                text.extend([name, " "]);
            }
            text += cell;
        }
        paragraph(&text, width)
    };
    rows.iter().map(line).collect()
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
            Column::Number | Column::Unit => laid_out.set_constraint(ColumnConstraint::ContentWidth),
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
    let alignment = if column == Column::Number { CellAlignment::Right } else { CellAlignment::Left };
    Cell::new(text).set_alignment(alignment)
}

//! The tables of a document as CSV: plain numbers in base units, the unit in the header where a column has one, in a
//! column of its own where it has several. Everything else is left out. Between two tables there is an empty line.

use crate::document::{Block, Cell, Document, Figure, Kind, Table};

/// The tables of a document; nothing if it has none.
#[must_use]
pub fn text(document: &Document) -> String {
    let tables = document.blocks.iter().filter_map(|block| match block {
        Block::Table(table) => Some(self::table(table)),
        _ => None,
    });
    tables.collect::<Vec<_>>().join("\n")
}

fn table(table: &Table) -> String {
    let mut columns: Vec<Vec<String>> = Vec::new();
    for (index, column) in table.columns.iter().enumerate() {
        let cells: Vec<&Cell> = table.rows.iter().map(|row| &row[index]).collect();
        if column.kind == Kind::Bar || cells.iter().all(|cell| cell.is_empty()) {
            continue;
        }
        let title = match (column.title.as_str(), column.kind) {
            ("", Kind::Value) => "value",
            ("", Kind::Label) if index == 0 => "name",
            (title, _) => title,
        };
        let with = |title: String, cell: &dyn Fn(&Cell) -> String| {
            std::iter::once(title).chain(cells.iter().map(|one| cell(one))).collect::<Vec<_>>()
        };
        if cells.iter().any(|cell| matches!(cell, Cell::Figure(_))) {
            match unit(&cells) {
                Some("1") => columns.push(with(title.to_owned(), &number)),
                Some(unit) => columns.push(with(format!("{title} [{unit}]").trim_start().to_owned(), &number)),
                None => columns.extend([with(title.to_owned(), &number), with(unit_title(title), &of_unit)]),
            }
        } else if cells.iter().any(|cell| matches!(cell, Cell::Interval { .. })) {
            let end = |index: usize| move |cell: &Cell| end(cell, index);
            columns.extend([with("p5".to_owned(), &end(0)), with("p95".to_owned(), &end(1))]);
        } else {
            columns.push(with(title.to_owned(), &number));
        }
    }
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in 0..=table.rows.len() {
        let written = writer.write_record(columns.iter().map(|column| column[row].as_str()));
        written.expect("memory can be written, and all rows have as many cells");
    }
    let bytes = writer.into_inner().expect("memory can be written");
    String::from_utf8(bytes).expect("all cells are text")
}

fn unit_title(title: &str) -> String {
    if title == "value" { "unit".to_owned() } else { format!("{title} unit") }
}

/// The base unit of all figures; `None` if they have several.
fn unit<'c>(cells: &[&'c Cell]) -> Option<&'c str> {
    let mut units = cells.iter().filter_map(|cell| match cell {
        Cell::Figure(Figure { measured: Some(measured), .. }) => Some(measured.unit.as_str()),
        _ => None,
    });
    let first = units.next().unwrap_or("1");
    units.all(|unit| unit == first).then_some(first)
}

fn of_unit(cell: &Cell) -> String {
    match cell {
        Cell::Figure(Figure { measured: Some(measured), .. }) => measured.unit.clone(),
        _ => String::new(),
    }
}

fn number(cell: &Cell) -> String {
    match cell {
        Cell::Figure(Figure { measured: Some(measured), .. }) => measured.value.to_string(),
        Cell::Figure(figure) => figure.text.clone(),
        Cell::Text(text) | Cell::Interval { text, .. } => text.clone(),
        Cell::Share { share, .. } => share.to_string(),
        Cell::Verdict(Some(holds)) => holds.to_string(),
        Cell::Empty | Cell::Bar(_) | Cell::Extent(..) | Cell::Power(_) | Cell::Verdict(None) => String::new(),
    }
}

fn end(cell: &Cell, index: usize) -> String {
    match cell {
        Cell::Interval { ends, .. } => ends[index].to_string(),
        Cell::Text(text) if index == 0 => text.clone(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Column, Quantity};

    fn figure(value: f64, unit: &str) -> Cell {
        let measured = Some(Quantity { value, unit: unit.to_owned() });
        Cell::Figure(Figure { text: format!("{value} {unit}"), measured, ..Figure::default() })
    }

    #[test]
    fn numbers_are_plain_and_units_in_the_header() {
        let columns = [Column::new("", Kind::Label), Column::new("storage", Kind::Value), Column::new("", Kind::Label)];
        let interval = Cell::Interval { text: "1 to 2 B".to_owned(), ends: [1.0, 2.0] };
        let rows =
            vec![vec!["a, \"b\"".into(), figure(1.5, "B"), interval], vec!["c".into(), figure(2.0, "B"), Cell::Empty]];
        let mut document = Document::default();
        document.table(Table::new(columns.clone()).rows(rows));
        assert_eq!(text(&document), "name,storage [B],p5,p95\n\"a, \"\"b\"\"\",1.5,1,2\nc,2,,\n");
        let rows =
            vec![vec!["a".into(), figure(1.5, "B"), Cell::Empty], vec!["b".into(), figure(10.0, "1/s"), Cell::Empty]];
        let mut document = Document::default();
        document.table(Table::new(columns).rows(rows));
        assert_eq!(text(&document), "name,storage,storage unit\na,1.5,B\nb,10,1/s\n");
    }
}

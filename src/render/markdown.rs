//! Documents as Markdown: headings, paragraphs and tables that stay aligned where they are pasted; what is drawn in
//! characters stands in a block of its own.

use std::borrow::Cow;

use super::characters::visible;
use super::terminal;
use crate::document::{Block, Cell, Column, Document, Kind, Role, Table, Text};

/// How wide what is drawn in characters is.
const DRAWN: usize = 80;

/// A document as Markdown; headings are of the given level and below. Ends with a newline unless it is empty.
#[must_use]
pub fn text(document: &Document, level: usize) -> String {
    let mut parts: Vec<String> = Vec::new();
    let mut lines = String::new();
    for block in &document.blocks {
        if let Block::Line(text) = block {
            lines.extend([inline(text).as_str(), "  \n"]);
            continue;
        }
        if !lines.is_empty() {
            parts.push(std::mem::take(&mut lines).trim_end().to_owned());
        }
        parts.extend(self::block(block, level));
    }
    if !lines.is_empty() {
        parts.push(lines.trim_end().to_owned());
    }
    if parts.is_empty() { String::new() } else { parts.join("\n\n") + "\n" }
}

fn block(block: &Block, level: usize) -> Option<String> {
    let heading = |title: &str| format!("{} {}", "#".repeat(level.clamp(1, 6)), escaped(title));
    Some(match block {
        Block::Heading(title) => heading(title),
        Block::Paragraph(text) | Block::Line(text) => inline(text),
        Block::Note(text) => format!("*{}*", escaped(&text.plain())),
        Block::Table(table) => self::table(table)?,
        Block::Listing(groups) => {
            let group = |group: &crate::document::Group| {
                let entry = |(name, about): &(String, String)| format!("- `{name}`: {}\n", escaped(about));
                let entries: String = group.entries.iter().map(entry).collect();
                format!("{}\n\n{}", heading(&group.title), entries.trim_end())
            };
            groups.iter().map(group).collect::<Vec<_>>().join("\n\n")
        }
        Block::Terms(terms) => {
            let term = |(term, about): &(String, String)| format!("- `{term}`: {}", escaped(about));
            terms.iter().map(term).collect::<Vec<_>>().join("\n")
        }
        Block::Curve(_) | Block::Bars(_) | Block::Dots(_) | Block::Tree(_) => {
            let drawn = terminal::plain(&Document { blocks: vec![block.clone()] }, DRAWN);
            if drawn.is_empty() {
                return None;
            }
            fenced(&drawn)
        }
        Block::Code(code) => fenced(code),
        Block::Gap => return None,
    })
}

/// Lines as they are, between fences that are longer than any within.
fn fenced(code: &str) -> String {
    let longest = code.split(|letter| letter != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat((longest + 1).max(3));
    format!("{fence}text\n{}\n{fence}", code.trim_end())
}

fn inline(text: &Text) -> String {
    let piece = |(role, piece): &(Role, String)| match role {
        Role::Subject if !piece.trim().is_empty() => format!("**{}**", escaped(piece)),
        Role::Remark if !piece.trim().is_empty() => format!("*{}*", escaped(piece)),
        _ => escaped(piece).into_owned(),
    };
    text.pieces.iter().map(piece).collect()
}

/// A text in which nothing is taken for a mark of Markdown.
fn escaped(text: &str) -> Cow<'_, str> {
    let is_mark = |letter: char| matches!(letter, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' | '~');
    let text = visible(text);
    if !text.contains(|letter| is_mark(letter) || letter == '\n') {
        return text;
    }
    let mut shown = String::with_capacity(text.len() + 8);
    for letter in text.chars() {
        if is_mark(letter) {
            shown.push('\\');
        }
        shown.push(if letter == '\n' { ' ' } else { letter });
    }
    shown.into()
}

/// A table whose columns are aligned in the text, too; bars are left out.
fn table(table: &Table) -> Option<String> {
    let is_shown =
        |index: &usize| table.columns[*index].kind != Kind::Bar && table.rows.iter().any(|row| !row[*index].is_empty());
    let kept: Vec<usize> = (0..table.columns.len()).filter(is_shown).collect();
    let column = |index: usize| -> Vec<String> {
        let cells = table.rows.iter().map(|row| cell(&row[index]));
        std::iter::once(escaped(&table.columns[index].title).into_owned()).chain(cells).collect()
    };
    let columns: Vec<(&Column, Vec<String>, usize)> = kept
        .iter()
        .map(|&index| {
            let cells = column(index);
            let width = cells.iter().map(|cell| cell.chars().count()).max().unwrap_or(0).max(3);
            (&table.columns[index], cells, width)
        })
        .collect();
    let is_right = |column: &Column| matches!(column.kind, Kind::Value | Kind::Quantity);
    let line = |row: usize| {
        let cell = |(column, cells, width): &(&Column, Vec<String>, usize)| {
            let (text, width) = (&cells[row], *width);
            if is_right(column) { format!("| {text:>width$} ") } else { format!("| {text:width$} ") }
        };
        columns.iter().map(cell).collect::<String>() + "|"
    };
    let rule = |(column, _, width): &(&Column, Vec<String>, usize)| {
        let dashes = "-".repeat(*width);
        if is_right(column) { format!("| {}: ", &dashes[1..]) } else { format!("| {dashes} ") }
    };
    let mut lines = vec![line(0), columns.iter().map(rule).collect::<String>() + "|"];
    lines.extend((1..=table.rows.len()).map(line));
    (!kept.is_empty()).then(|| lines.join("\n"))
}

fn cell(cell: &Cell) -> String {
    match cell {
        Cell::Empty | Cell::Bar(_) | Cell::Extent(..) | Cell::Power(_) => String::new(),
        Cell::Text(text) | Cell::Interval { text, .. } | Cell::Share { text, .. } => escaped(text).into_owned(),
        Cell::Figure(figure) => escaped(&figure.text).into_owned(),
        Cell::Verdict(Some(true)) => "holds".to_owned(),
        Cell::Verdict(Some(false)) => "**fails**".to_owned(),
        Cell::Verdict(None) => "–".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Figure;

    #[test]
    fn a_document_is_markdown() {
        let mut document = Document::default();
        document.heading("Storage of a_b");
        document.paragraph("How much?");
        let figure = |number: &str, unit: &str| Figure {
            number: number.to_owned(),
            unit: unit.to_owned(),
            text: format!("{number} {unit}"),
            ..Figure::default()
        };
        let columns = [Column::new("", Kind::Label), Column::new("value", Kind::Value), Column::new("", Kind::Bar)];
        let rows = [("in|out", figure("450", "GB")), ("all", figure("1.35", "TB"))];
        let rows = rows.map(|(name, figure)| vec![name.into(), figure.into(), Cell::Bar(0.5)]);
        document.table(Table::new(columns).rows(rows));
        document.note("A note.");
        let expected = "## Storage of a\\_b\n\nHow much?\n\n|         |   value |\n| ------- | ------: |\n\
                        | in\\|out |  450 GB |\n| all     | 1.35 TB |\n\n*A note.*\n";
        assert_eq!(text(&document, 2), expected);
    }
}

//! Documents as the text of a terminal: a width is kept to, and styles are escape codes, which a stream takes out where
//! they cannot be shown.

pub mod diagnostics;
mod dotplot;
mod layout;
mod plot;
mod table;
mod tree;
pub mod typed;
mod words;

use anstyle::Style;

use self::layout::paragraph;
use super::characters::visible;
use crate::document::{Block, Document, Group, Role, Text};

/// How far the explanation of a term is indented.
const INDENT: usize = 4;

const fn style(role: Role) -> Style {
    match role {
        Role::Plain => Style::new(),
        Role::Subject => Style::new().bold(),
        Role::Remark => Style::new().dimmed(),
    }
}

/// A document, at most `width` columns wide but for lines that are never broken. Each block ends with a newline.
#[must_use]
pub fn text(document: &Document, width: usize) -> String {
    let mut text = String::new();
    let mut gap = false;
    for block in &document.blocks {
        if matches!(block, Block::Gap) {
            gap = true;
            continue;
        }
        if let Block::Line(line) = block {
            if gap && !text.is_empty() {
                text.push('\n');
            }
            gap = false;
            words::line(line, &mut text);
            continue;
        }
        let part = self::block(block, width);
        let is_plot = matches!(block, Block::Curve(_) | Block::Bars(_));
        if !part.is_empty() {
            if (gap || is_plot) && !text.is_empty() {
                text.push('\n');
            }
            gap = false;
            text += &part;
        }
    }
    text
}

/// The same without styles.
#[must_use]
pub fn plain(document: &Document, width: usize) -> String {
    anstream::adapter::strip_str(&text(document, width)).to_string()
}

fn block(block: &Block, width: usize) -> String {
    match block {
        Block::Heading(title) => heading(title, width),
        Block::Paragraph(text) => words::broken(text, Role::Plain, width),
        Block::Note(text) => words::broken(text, Role::Remark, width),
        Block::Table(table) => table::text(table, width),
        Block::Listing(groups) => listing(groups, width),
        Block::Terms(terms) => terms.iter().map(|(term, about)| self::term(term, about, width)).collect(),
        Block::Curve(curve) => titled(&curve.title, curve.is_log, plot::curve(curve, width), width),
        Block::Bars(bars) => {
            let drawn = plot::bars(&bars.rows, width);
            if drawn.is_empty() {
                let curve = &bars.otherwise;
                return titled(&curve.title, curve.is_log, plot::curve(curve, width), width);
            }
            titled(&bars.title, false, drawn, width)
        }
        Block::Dots(dots) => dotplot::dotplot(&dots.dots, &dots.labels, width),
        Block::Tree(node) => tree::text(node, width),
        Block::Code(code) => code.lines().flat_map(|line| [visible(line), "\n".into()]).collect(),
        // Lines are written as they come, and gaps before what follows them.
        Block::Line(_) | Block::Gap => String::new(),
    }
}

fn heading(title: &str, width: usize) -> String {
    let style = style(Role::Subject);
    format!("{style}{}{style:#}\n", paragraph(title, width).trim_end())
}

/// A plot under its title; nothing if there was no room for it.
fn titled(title: &str, is_log: bool, drawn: String, width: usize) -> String {
    if drawn.is_empty() {
        return drawn;
    }
    let scale = if is_log { ", logarithmic" } else { "" };
    heading(&format!("{title}{scale}"), width) + &drawn
}

fn listing(groups: &[Group], width: usize) -> String {
    let names = groups.iter().flat_map(|group| &group.entries).map(|(name, _)| name.chars().count());
    let column = names.max().unwrap_or(0) + 2;
    let group = |group: &Group| {
        let entry = |(name, about): &(String, String)| {
            let line = format!("  {:column$}{}", visible(name), visible(about.trim()));
            shortened(line.trim_end(), width) + "\n"
        };
        heading(&group.title, width) + &group.entries.iter().map(entry).collect::<String>()
    };
    groups.iter().map(group).collect::<Vec<_>>().join("\n")
}

/// A line that is cut where it would be too wide.
fn shortened(line: &str, width: usize) -> String {
    if line.chars().count() <= width {
        return line.to_owned();
    }
    let mut short: String = line.chars().take(width.saturating_sub(1)).collect();
    short.truncate(short.trim_end().len());
    short + "…"
}

fn term(term: &str, about: &str, width: usize) -> String {
    let about = paragraph(about, width.saturating_sub(INDENT));
    let lines = about.lines().map(|line| format!("{:INDENT$}{line}\n", ""));
    paragraph(term, width) + &lines.collect::<String>()
}

/// A paragraph of plain words, at most `width` columns wide, without the end of its last line.
#[must_use]
pub fn sentence(text: &str, width: usize) -> String {
    let document = Document { blocks: vec![Block::Paragraph(Text::from(text))] };
    self::text(&document, width).trim_end().to_owned()
}

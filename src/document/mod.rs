//! A report as data: blocks in the order in which they are read. What a block holds is said in `text`, `table`, `plot`
//! and `tree`; how it looks, on a terminal or elsewhere, is for `render` to say.

mod plot;
mod table;
mod text;
mod tree;

pub use plot::{Bars, Curve, Dots};
pub use table::{Cell, Column, Figure, Kind, Narrow, Priority, Quantity, Scale, Table};
pub use text::{Class, Role, Text};
pub use tree::Node;

/// A report.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Document {
    /// What is read one after the other.
    pub blocks: Vec<Block>,
}

/// A part of a report.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// The title of what follows.
    Heading(String),
    /// A sentence or more, broken into lines where the page is narrow.
    Paragraph(Text),
    /// The same for a remark that may be passed over.
    Note(Text),
    /// One line that is never broken: a result.
    Line(Text),
    /// Rows and columns.
    Table(Table),
    /// Names with what is said of each, under headings; each takes one line, cut where it is too long.
    Listing(Vec<Group>),
    /// Terms with an indented explanation below each.
    Terms(Vec<(String, String)>),
    /// A curve over even steps.
    Curve(Curve),
    /// A bar for each row.
    Bars(Bars),
    /// Dots over an axis, each a part of all cases.
    Dots(Dots),
    /// How a result is derived.
    Tree(Node),
    /// Lines of the language or of a file, as they are written.
    Code(String),
    /// Some room between what belongs together and what follows.
    Gap,
}

/// Names under one heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// The heading.
    pub title: String,
    /// Names, each with what is said of it.
    pub entries: Vec<(String, String)>,
}

impl Document {
    /// A report of one line.
    #[must_use]
    pub fn of_line(text: impl Into<Text>) -> Self {
        Self { blocks: vec![Block::Line(text.into())] }
    }

    /// Whether there is nothing to read.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.blocks.is_empty()
    }

    /// Adds any block.
    pub fn push(&mut self, block: Block) {
        self.blocks.push(block);
    }

    /// Adds the title of what follows, with some room before it.
    pub fn section(&mut self, title: impl Into<String>) {
        self.gap();
        self.heading(title);
    }

    /// Adds the title of what follows.
    pub fn heading(&mut self, title: impl Into<String>) {
        self.push(Block::Heading(title.into()));
    }

    /// Adds a sentence or more.
    pub fn paragraph(&mut self, text: impl Into<Text>) {
        self.push(Block::Paragraph(text.into()));
    }

    /// Adds a remark.
    pub fn note(&mut self, text: impl Into<Text>) {
        self.push(Block::Note(text.into()));
    }

    /// Adds a line that is never broken.
    pub fn line(&mut self, text: impl Into<Text>) {
        self.push(Block::Line(text.into()));
    }

    /// Adds a table.
    pub fn table(&mut self, table: Table) {
        self.push(Block::Table(table));
    }

    /// Adds some room, unless nothing comes before it or there is some.
    pub fn gap(&mut self) {
        if !matches!(self.blocks.last(), None | Some(Block::Gap)) {
            self.push(Block::Gap);
        }
    }

    /// Adds all of another report.
    pub fn append(&mut self, other: Self) {
        self.blocks.extend(other.blocks);
    }
}

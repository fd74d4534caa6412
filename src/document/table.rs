//! Tables: columns that say what they hold and how much they matter, and cells that know their number and its unit.

/// Rows under columns.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Table {
    /// What each cell of a row is. A column without an entry is left out.
    pub columns: Vec<Column>,
    /// The rows, each with a cell for every column. A row without a label goes on with that of the row above.
    pub rows: Vec<Vec<Cell>>,
    /// The columns whose words name a row, where a sentence of it stands below the table; the first one if empty.
    pub names: Vec<usize>,
    /// What becomes of it on a narrow page.
    pub narrow: Narrow,
    /// What bars of quantities are drawn to, in a table that has any.
    pub scale: Option<Scale>,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its heading, which may be empty.
    pub title: String,
    /// What its cells are.
    pub kind: Kind,
    /// Which columns go first where there is no room for all of them.
    pub priority: Priority,
}

/// What the cells of a column are, by which they are aligned and broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Words, not broken where that can be helped.
    Label,
    /// Numbers to the right, with their units in a column of their own.
    Value,
    /// Numbers with their units, to the right.
    Quantity,
    /// Bars.
    Bar,
    /// Sentences, broken where the page is narrow.
    Prose,
}

/// How much a column matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Priority {
    /// It is always there.
    #[default]
    Essential,
    /// It is left out where it has no room beside the others.
    Spare,
    /// It is for wide pages only, whether it has room or not.
    Wide,
}

/// What becomes of a table that is wider than the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Narrow {
    /// Sentences move below it, each under the words of its row.
    #[default]
    SentencesBelow,
    /// Columns go on in further tables, each with the first column in front.
    Parts,
}

/// The logarithmic scale of the bars of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Scale {
    /// The power of ten at the left edge.
    pub left: f64,
    /// The power of ten that the longest bar reaches.
    pub right: f64,
    /// The quantity at the left edge, as a person reads it.
    pub from: String,
}

/// What stands in a row under a column.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Cell {
    /// Nothing.
    #[default]
    Empty,
    /// Words.
    Text(String),
    /// A number with its unit.
    Figure(Figure),
    /// A 90% interval.
    Interval {
        /// Both ends as a person reads them.
        text: String,
        /// The ends in base units.
        ends: [f64; 2],
    },
    /// A part of the whole.
    Share {
        /// The part, in percent, as a person reads it.
        text: String,
        /// The part, 1 for the whole.
        share: f64,
    },
    /// A bar from 0 to a part of the longest one that there may be, 1 for all of it.
    Bar(f64),
    /// A bar between two parts of the axis, 0 to 1.
    Extent(f64, f64),
    /// A bar to a power of ten of the scale of the table.
    Power(f64),
    /// Whether a condition holds; `None` if nobody knows.
    Verdict(Option<bool>),
}

/// A number with its unit, as a person reads it and as a program does.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Figure {
    /// The number, with its currency sign if it has one: `3.285`, `$47.8k`.
    pub number: String,
    /// The unit: `PB`, `/month`; empty for a pure number.
    pub unit: String,
    /// Both as they stand in a line: `3.285 PB`, `$47.8k/month`.
    pub text: String,
    /// The same said at more length, such as `43 min 12 s`; it stands in the place of the text where there is room.
    pub long: Option<String>,
    /// What a program reads; `None` for a number that is known in words only.
    pub measured: Option<Quantity>,
}

/// A number in base units.
#[derive(Debug, Clone, PartialEq)]
pub struct Quantity {
    /// The number.
    pub value: f64,
    /// The base unit: `B`, `1/s`; `1` for a pure number.
    pub unit: String,
}

impl Column {
    /// A column that is always there.
    #[must_use]
    pub fn new(title: impl Into<String>, kind: Kind) -> Self {
        Self { title: title.into(), kind, priority: Priority::Essential }
    }

    /// The column with another priority.
    #[must_use]
    pub fn priority(self, priority: Priority) -> Self {
        Self { priority, ..self }
    }
}

impl Table {
    /// A table without rows.
    #[must_use]
    pub fn new(columns: impl IntoIterator<Item = Column>) -> Self {
        Self { columns: columns.into_iter().collect(), ..Self::default() }
    }

    /// The table with these rows.
    #[must_use]
    pub fn rows(self, rows: impl IntoIterator<Item = Vec<Cell>>) -> Self {
        Self { rows: rows.into_iter().collect(), ..self }
    }
}

impl Cell {
    /// Words, or nothing if there are none.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }

    /// Whether there is nothing in it.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        matches!(self, Self::Empty)
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::text(text)
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::text(text)
    }
}

impl From<Figure> for Cell {
    fn from(figure: Figure) -> Self {
        Self::Figure(figure)
    }
}

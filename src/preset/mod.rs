//! Presets: models in TOML files, with titles, reasons and tables around them; the built-in catalogue.
//! Reads text, not files; where presets are found is for the command line to know.

pub mod catalogue;
mod document;
mod read;

use crate::model::{EquationId, Model};

pub use read::read;

/// A preset, read and parsed; whether its equations make sense is found by compiling its model.
#[derive(Debug, Clone, Default)]
pub struct Preset {
    /// What it is called in a heading.
    pub title: String,
    /// The question it answers.
    pub question: String,
    /// What it is about and what its numbers decide.
    pub summary: String,
    /// Topics.
    pub tags: Vec<String>,
    /// Where its figures come from.
    pub sources: Vec<String>,
    /// Assumptions, estimates, and the rows of its tables as bare expressions.
    pub model: Model,
    /// The assumptions, in order.
    pub assumptions: Vec<EquationId>,
    /// The estimates, in order.
    pub estimates: Vec<EquationId>,
    /// The tables, in order.
    pub tables: Vec<Table>,
}

/// A table of estimates.
#[derive(Debug, Clone, Default)]
pub struct Table {
    /// Its heading.
    pub title: String,
    /// What its numbers decide.
    pub note: String,
    /// Its rows.
    pub rows: Vec<Row>,
}

/// A row of a table.
#[derive(Debug, Clone)]
pub struct Row {
    /// What the row shows.
    pub label: String,
    /// The expression whose result it shows, converted to the unit that it asks for.
    pub estimate: EquationId,
    /// A remark.
    pub note: String,
}

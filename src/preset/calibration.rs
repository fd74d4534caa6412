//! Real systems beside presets: the load that was published of them, and what they really ran.
//! The data is in `calibration.toml` beside this; what a preset predicts from it is calculated in the analyses.

use serde::Deserialize;

/// A system whose load and machines have been published.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct System {
    /// What it is called.
    pub name: String,
    /// When the figures were true.
    pub year: u16,
    /// Where they were published.
    pub source: String,
    /// The preset whose rules are held against them.
    pub preset: String,
    /// What is published of its load, as definitions in the preset's words: `dau = 150M users`.
    #[serde(default)]
    pub set: Vec<String>,
    /// What was really run, row by row.
    pub rows: Vec<Row>,
}

/// One figure that was published, and how the preset arrives at it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Row {
    /// What it is.
    pub label: String,
    /// The expression that predicts it.
    pub predicted: String,
    /// What was published.
    pub real: String,
    /// Why they differ.
    #[serde(default)]
    pub note: String,
}

#[derive(Debug, Deserialize)]
struct File {
    systems: Vec<System>,
}

/// The systems that come with the program.
///
/// # Panics
/// Never: a test reads them.
#[must_use]
pub fn systems() -> Vec<System> {
    let file: File = toml::from_str(include_str!("calibration.toml")).expect("a test reads this file");
    file.systems
}

//! Words and units, for programs.

use serde::Serialize;

/// A word and what it is.
#[derive(Debug, Serialize)]
pub struct WordRecord<'r> {
    /// The word.
    pub word: &'r str,
    /// What kind of word it is.
    pub kind: &'r str,
    /// What it means.
    pub about: &'r str,
}

/// The names of dimensions.
#[derive(Debug, Serialize)]
pub struct DimensionsRecord<'r> {
    /// The names.
    pub dimensions: &'r [&'r str],
}

/// A unit.
#[derive(Debug, Serialize)]
pub struct UnitRecord<'r> {
    /// Its symbol.
    pub unit: &'r str,
    /// What several of it are called.
    pub name: &'r str,
    /// What it is in base units.
    pub about: &'r str,
}

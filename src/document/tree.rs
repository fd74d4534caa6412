//! A derivation as data: a result with the steps that lead to it, and below it what it comes from.

/// A result and what it comes from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Node {
    /// What it is called; empty for an expression.
    pub name: String,
    /// The formula, the formula with values, the result, as far as they differ.
    pub steps: Vec<String>,
    /// Whether the steps are meant for one line.
    pub is_short: bool,
    /// What is said behind the result: `see above`.
    pub mark: String,
    /// Why it is what it is.
    pub why: String,
    /// The functions that the formula calls, as they are written.
    pub functions: Vec<String>,
    /// The results that it comes from.
    pub uses: Vec<Self>,
}

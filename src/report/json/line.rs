//! The line of a text that an object belongs to.

use serde::Serialize;

/// Where in a text something stands, and what is said of that line; by itself, a line that has a hint and no result.
#[derive(Debug, Default, Serialize)]
pub struct LineRecord {
    /// The number of the line, from 1; several statements may share one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
    /// What the line defines, unless the object has a name already.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What is written in front of its result.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// Why the result may not be the one that was meant, and what to write instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
}

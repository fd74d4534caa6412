//! How documents and errors look: as the text of a terminal, as Markdown, as CSV, and the text of JSON objects.
//! One file for each format; none knows what is said.

pub mod characters;
pub mod csv;
pub mod json;
pub mod markdown;
pub mod terminal;

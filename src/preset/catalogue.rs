//! The presets that come with the program: the files in `presets/`, each by being there. Nothing is parsed before it
//! is asked for.

use serde::Deserialize;

use super::document::has_too_many_parts;

/// The presets by name, in the order in which they are listed: all that `build.rs` has found in `presets/`.
static BUILT_IN: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/presets.rs"));

/// The text of a built-in preset.
#[must_use]
pub fn find(name: &str) -> Option<&'static str> {
    BUILT_IN.iter().find(|preset| preset.0 == name).map(|preset| preset.1)
}

/// The names and texts of all built-in presets.
pub fn all() -> impl Iterator<Item = (&'static str, &'static str)> {
    BUILT_IN.iter().copied()
}

/// What a list of presets says of each.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
pub struct Heading {
    /// What it is called.
    pub title: String,
    /// The question it answers.
    #[serde(default)]
    pub question: String,
    /// The heading under which it is listed.
    #[serde(default)]
    pub topic: String,
    /// What it is about.
    #[serde(default)]
    pub summary: String,
    /// What its numbers decide.
    #[serde(default)]
    pub decides: String,
    /// Words by which it is found.
    #[serde(default)]
    pub tags: Vec<String>,
}

/// The heading of a preset, without reading its equations; `None` if the text is no preset.
#[must_use]
pub fn heading(text: &str) -> Option<Heading> {
    if has_too_many_parts(text) { None } else { toml::from_str(text).ok() }
}

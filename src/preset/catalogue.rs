//! The presets that come with the program. Nothing is parsed before it is asked for.

use serde::Deserialize;

/// The presets by name, in the order in which they are listed.
static BUILT_IN: &[(&str, &str)] = &[
    ("pastebin", include_str!("../../presets/pastebin.toml")),
    ("twitter", include_str!("../../presets/twitter.toml")),
    ("web-crawler", include_str!("../../presets/web-crawler.toml")),
];

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
    toml::from_str(text).ok()
}

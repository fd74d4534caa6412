//! The list of presets: a heading for each topic, and under it one line for each preset.

use serde::Serialize;

use crate::document::{Block, Document, Group};
use crate::preset::catalogue::Heading;

/// A preset in the list.
#[derive(Debug, Clone)]
pub struct Entry {
    /// What it is called.
    pub name: String,
    /// The heading under which it stands.
    pub topic: String,
    /// What its text says of it; `None` if that is no preset.
    pub heading: Option<Heading>,
}

/// The presets by topic, in the order in which the topics come first.
#[must_use]
pub fn list(presets: &[&Entry]) -> Document {
    let mut topics: Vec<&str> = Vec::new();
    for preset in presets {
        if !topics.contains(&preset.topic.as_str()) {
            topics.push(&preset.topic);
        }
    }
    let entry = |preset: &&&Entry| {
        let about = match &preset.heading {
            Some(heading) if heading.question.is_empty() => heading.title.clone(),
            Some(heading) => heading.question.replace('\n', " "),
            None => "(not a preset: `napkin run` says why)".to_owned(),
        };
        (preset.name.clone(), about)
    };
    let group = |topic: &str| Group {
        title: if topic.is_empty() { "Other" } else { topic }.to_owned(),
        entries: presets.iter().filter(|preset| preset.topic == topic).map(|preset| entry(&preset)).collect(),
    };
    Document { blocks: vec![Block::Listing(topics.into_iter().map(group).collect())] }
}

/// A preset in the list, for programs.
#[derive(Debug, Serialize)]
pub struct EntryRecord<'r> {
    name: &'r str,
    title: &'r str,
    topic: &'r str,
    question: &'r str,
    tags: &'r [String],
}

impl<'r> EntryRecord<'r> {
    /// The object for a preset.
    #[must_use]
    pub fn new(entry: &'r Entry) -> Self {
        let text = |text: fn(&'r Heading) -> &'r str| entry.heading.as_ref().map_or("", text);
        Self {
            name: &entry.name,
            title: text(|heading| &heading.title),
            topic: text(|heading| &heading.topic),
            question: text(|heading| &heading.question),
            tags: entry.heading.as_ref().map_or(&[], |heading| &heading.tags),
        }
    }
}

/// The text of a preset, for programs.
#[derive(Debug, Serialize)]
pub struct TextRecord<'r> {
    /// What it is called.
    pub name: &'r str,
    /// Its TOML.
    pub text: &'r str,
}

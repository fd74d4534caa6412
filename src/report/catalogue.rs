//! The list of presets: a heading for each topic, and under it one line for each preset.

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

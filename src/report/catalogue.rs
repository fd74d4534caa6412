//! The list of presets: a heading for each topic, and under it one line for each preset.

use std::fmt::Write;

use super::style::HEADING;
use super::visible::visible;
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

/// The presets by topic, in the order in which the topics come first. No line is wider than `width`.
#[must_use]
pub fn list(presets: &[&Entry], width: usize) -> String {
    let mut topics: Vec<&str> = Vec::new();
    for preset in presets {
        if !topics.contains(&preset.topic.as_str()) {
            topics.push(&preset.topic);
        }
    }
    let column = presets.iter().map(|preset| preset.name.chars().count()).max().unwrap_or(0) + 2;
    let mut text = String::new();
    for topic in topics {
        if !text.is_empty() {
            text.push('\n');
        }
        let title = if topic.is_empty() { "Other" } else { topic };
        let _ = writeln!(text, "{HEADING}{}{HEADING:#}", visible(title));
        for preset in presets.iter().filter(|preset| preset.topic == topic) {
            let about = match &preset.heading {
                Some(heading) if heading.question.is_empty() => heading.title.clone(),
                Some(heading) => heading.question.replace('\n', " "),
                None => "(not a preset: `napkin run` says why)".to_owned(),
            };
            let line = format!("  {:column$}{}", visible(&preset.name), visible(about.trim()));
            text += &shortened(line.trim_end(), width);
            text.push('\n');
        }
    }
    text
}

/// A line that is cut where it would be too wide.
fn shortened(line: &str, width: usize) -> String {
    if line.chars().count() <= width {
        return line.to_owned();
    }
    let mut short: String = line.chars().take(width.saturating_sub(1)).collect();
    short.truncate(short.trim_end().len());
    short + "…"
}

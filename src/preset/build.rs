//! Makes the catalogue of what lies in `presets/`, so that a preset is in it by being there: a table of names and
//! texts in the order in which they are listed. What cannot be listed fails the build.

use std::path::Path;
use std::{env, fs};

/// The topics, in the order in which they are listed.
pub const TOPICS: &[&str] = &[
    "Solved by the Primer",
    "Links and identifiers",
    "Feeds and social graphs",
    "Chat and collaboration",
    "Search and crawling",
    "Storage and files",
    "Video and media",
    "Data and streams",
    "Caches and stores",
    "Commerce and places",
    "Infrastructure",
    "Machine learning",
    "Games and devices",
    "Object-oriented questions",
];

/// The presets that come first in their topic, in the order of the Primer. All others follow by name.
pub const FIRST: &[&str] =
    &["pastebin", "twitter", "web-crawler", "mint", "social-graph", "query-cache", "sales-rank", "scaling-aws"];

fn main() {
    // Editing a text counts too, since its topic may be another one.
    println!("cargo::rerun-if-changed=presets");
    match presets(Path::new("presets")) {
        Ok(names) => {
            let folder = env::var_os("OUT_DIR").expect("cargo says where to write");
            fs::write(Path::new(&folder).join("presets.rs"), table(&names)).expect("cargo's folder can be written");
        }
        Err(problems) => problems.iter().for_each(|problem| println!("cargo::error={problem}")),
    }
}

/// The names of the presets in a folder, as they are listed.
///
/// # Errors
/// All that keeps a file from being listed.
pub fn presets(folder: &Path) -> Result<Vec<String>, Vec<String>> {
    let unread = |path: &Path, error| format!("{} cannot be read: {error}", path.display());
    let entries = fs::read_dir(folder).map_err(|error| vec![unread(folder, error)])?;
    let (mut found, mut problems) = (Vec::new(), Vec::new());
    for entry in entries {
        let path = entry.map_err(|error| vec![unread(folder, error)])?.path();
        match place(&path) {
            Ok(Some(place)) => found.push(place),
            Ok(None) => {}
            Err(problem) => problems.push(format!("{} {problem}", path.display())),
        }
    }
    found.sort_unstable();
    let is_used = |topic| found.iter().any(|place| place.0 == topic);
    let unused = TOPICS.iter().enumerate().filter(|(topic, _)| !is_used(*topic));
    problems.extend(unused.map(|(_, topic)| format!("no preset has the topic `{topic}` of TOPICS in {}", file!())));
    let missing = FIRST.iter().filter(|name| found.iter().all(|place| place.2 != **name));
    problems.extend(missing.map(|name| format!("there is no preset `{name}`, which FIRST in {} names", file!())));
    problems.sort_unstable();
    if problems.is_empty() { Ok(found.into_iter().map(|place| place.2).collect()) } else { Err(problems) }
}

/// Where the preset in a file stands in the list: its topic, its place among those that come first, its name.
/// `None` if the file is there for another reason.
fn place(path: &Path) -> Result<Option<(usize, usize, String)>, String> {
    let file = path.file_name().unwrap_or_default().to_string_lossy();
    // Editors and file managers leave hidden files and copies with other endings.
    if file.starts_with('.') {
        return Ok(None);
    }
    if path.is_dir() {
        return Err("is a folder, in which no preset is looked for".to_owned());
    }
    if !file.to_ascii_lowercase().ends_with(".toml") {
        return Ok(None);
    }
    let Some(name) = file.strip_suffix(".toml").filter(|name| is_name(name)) else {
        return Err("is not called like a preset: small letters, digits and hyphens, then `.toml`".to_owned());
    };
    let text = fs::read_to_string(path).map_err(|error| format!("cannot be read: {error}"))?;
    let topic = text.lines().find_map(topic).ok_or("has no line `topic = \"…\"`")?;
    let Some(topic) = TOPICS.iter().position(|known| *known == topic) else {
        return Err(format!("has the topic `{topic}`, which is not among TOPICS in {}", file!()));
    };
    let first = FIRST.iter().position(|first| *first == name).unwrap_or(FIRST.len());
    Ok(Some((topic, first, name.to_owned())))
}

/// The topic, if a line of a preset says it.
fn topic(line: &str) -> Option<&str> {
    let value = line.strip_prefix("topic")?.trim_start().strip_prefix('=')?.trim();
    value.strip_prefix('"')?.strip_suffix('"')
}

/// Whether a word can be typed as the name of a preset on any system, and is no path.
fn is_name(word: &str) -> bool {
    word.starts_with(|letter: char| letter.is_ascii_lowercase())
        && word.chars().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-')
}

/// Rust for the names and texts. The paths are put together by the compiler, so that none of this machine is written.
fn table(names: &[String]) -> String {
    let line = |name| {
        format!("    (\"{name}\", include_str!(concat!(env!(\"CARGO_MANIFEST_DIR\"), \"/presets/{name}.toml\"))),\n")
    };
    format!("&[\n{}]\n", names.iter().map(line).collect::<String>())
}

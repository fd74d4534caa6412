//! What lies in `presets/` is the catalogue, and what cannot be listed fails the build.

mod support;

#[allow(dead_code, clippy::print_stdout, reason = "only cargo runs the program")]
#[path = "../src/preset/build.rs"]
mod build;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use build::{FIRST, TOPICS, presets};
use napkin::diagnostic::SourceId;
use napkin::preset::catalogue::{all, find, heading};
use napkin::preset::read;
use support::{Folder, run};

/// The folder of the built-in presets.
fn folder() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/presets"))
}

#[test]
fn the_catalogue_is_the_folder() {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder()).expect("the folder can be listed") {
        let path = entry.expect("the folder can be listed").path();
        let file = path.file_name().expect("an entry has a name").to_string_lossy().into_owned();
        if !file.starts_with('.') {
            let name = file.strip_suffix(".toml").unwrap_or_else(|| panic!("presets/{file} is no preset"));
            files.insert(name.to_owned(), fs::read_to_string(&path).expect("a preset is text"));
        }
    }
    let built_in: BTreeMap<String, String> = all().map(|(name, text)| (name.to_owned(), text.to_owned())).collect();
    assert_eq!(built_in.len(), all().count(), "a name is in the catalogue twice");
    let names = |of: &BTreeMap<String, String>| of.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&built_in), names(&files), "the catalogue has other presets than the folder");
    for (name, text) in &files {
        assert!(built_in[name] == *text, "presets/{name}.toml has changed since the catalogue was made");
        assert_eq!(find(name), Some(text.as_str()), "{name} is not found");
        let problems = read(SourceId::default(), text).1;
        assert!(problems.is_empty(), "presets/{name}.toml: {problems:?}");
    }
}

/// The topic is the one that TOML says, not only the line that the build goes by.
#[test]
fn they_stand_by_topic_and_name() {
    let place = |(name, text)| {
        let heading = heading(text).unwrap_or_else(|| panic!("presets/{name}.toml is no preset"));
        let topic = TOPICS.iter().position(|topic| *topic == heading.topic);
        let topic = topic.unwrap_or_else(|| panic!("presets/{name}.toml: no list has the topic `{}`", heading.topic));
        let first = FIRST.iter().position(|first| *first == name).unwrap_or(FIRST.len());
        (topic, first, name)
    };
    let places: Vec<(usize, usize, &str)> = all().map(place).collect();
    for (before, after) in places.iter().zip(&places[1..]) {
        assert!(before < after, "{} stands before {}", before.2, after.2);
    }
    let mut topics: Vec<usize> = places.iter().map(|place| place.0).collect();
    topics.dedup();
    assert!(topics.into_iter().eq(0..TOPICS.len()), "a topic has no preset");
    let list = run(&["list"]).out;
    let listed = list.lines().filter_map(|line| line.strip_prefix("  ")?.split(' ').next());
    assert!(listed.eq(all().map(|preset| preset.0)), "the list has another order:\n{list}");
    let headings = list.lines().filter(|line| !line.is_empty() && !line.starts_with(' '));
    assert!(headings.eq(TOPICS.iter().copied()), "the list has other topics:\n{list}");
}

#[test]
fn what_cannot_be_listed_fails_the_build() {
    let copy = Folder::new("presets-that-cannot-be-listed");
    for (name, text) in all() {
        copy.write(&format!("{name}.toml"), text);
    }
    let found = || presets(Path::new(&copy.path()));
    // What editors leave is no preset; a new one is, in its place.
    copy.write(".#redis.toml", "");
    copy.write("redis.toml~", "");
    copy.write("new-1.toml", "title = \"New\"\r\ntopic = \"Caches and stores\"\r\n");
    let names = found().expect("all can be listed");
    let mut expected: Vec<&str> = all().map(|preset| preset.0).collect();
    expected.insert(expected.iter().position(|name| *name == "redis").expect("it is there"), "new-1");
    assert_eq!(names, expected);

    for (file, text, problem) in [
        ("Upper.toml", "topic = \"Caches and stores\"", "is not called like a preset"),
        ("a.b.toml", "topic = \"Caches and stores\"", "is not called like a preset"),
        ("other.TOML", "topic = \"Caches and stores\"", "is not called like a preset"),
        ("more/nested.toml", "topic = \"Caches and stores\"", "is a folder"),
        ("elsewhere.toml", "topic = \"Cashes\"", "has the topic `Cashes`, which is not among TOPICS"),
        ("nowhere.toml", "title = \"Nowhere\"", "has no line `topic"),
    ] {
        copy.write(file, text);
        let problems = found().expect_err("it cannot be listed").join("\n");
        let at = file.split('/').next().expect("a path has a part");
        assert!(problems.contains(&format!("{at} {problem}")), "{file}: {problems}");
    }
    fs::remove_file(format!("{}/mint.toml", copy.path())).expect("it is there");
    fs::remove_file(format!("{}/card-game.toml", copy.path())).expect("it is there");
    let problems = found().expect_err("two are missing").join("\n");
    assert!(problems.contains("no preset `mint`"), "{problems}");
    assert!(problems.contains("no preset has the topic `Games and devices`"), "{problems}");
}

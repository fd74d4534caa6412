//! A session, line by line: whatever was typed, what it keeps is what a fresh one makes of it.

use std::collections::BTreeSet;
use std::path::PathBuf;

use napkin::diagnostic::Sources;
use napkin::engine::Sampling;
use napkin::preset::find;
use napkin::repl::{Reply, Session};

use crate::FEW;

/// Longer scripts say no more than shorter ones, and take longer.
const MOST_LINES: usize = 40;

struct Talk {
    session: Session,
    sources: Sources,
}

impl Talk {
    fn new() -> Self {
        let sampling = Sampling { samples: Some(FEW), ..Sampling::default() };
        Self { session: Session::new(sampling), sources: Sources::default() }
    }

    fn says(&mut self, line: &str) -> String {
        self.enter(line).text(80)
    }

    fn enter(&mut self, line: &str) -> Reply {
        self.session.enter(line, &mut self.sources)
    }

    /// What the definitions come to, as `:vars` lists them, without their order, and without what samples say of them: those
    /// are others where fewer results are calculated together.
    fn values(&mut self) -> BTreeSet<String> {
        let mut width = usize::MAX;
        let text = self.says(":vars");
        let rows = text.lines().filter_map(|line| {
            if let Some((before, _)) = line.split_once("90% of cases") {
                width = before.chars().count();
                return None;
            }
            let row: String = line.chars().take(width).collect();
            Some(row.split_whitespace().collect::<Vec<_>>().join(" "))
        });
        rows.collect()
    }
}

/// A script of lines does not end the session, and what it leaves is the same when it is saved and loaded.
pub fn session(text: &str) {
    // What one script saves is nothing to the next.
    if let Some(presets) = find::folder() {
        let _ = std::fs::remove_dir_all(presets);
    }
    let mut talk = Talk::new();
    for line in text.lines().filter(|line| is_harmless(line)).take(MOST_LINES) {
        let _ = talk.session.preview(line);
        talk.says(line);
    }
    // Settings of how results are shown belong to the session and not to the model.
    talk.says(":set digits 12");
    let path = folder().join("saved.toml");
    let name = path.display();
    let saved = talk.says(&format!(":save! {name}"));
    if !saved.starts_with("saved as ") {
        return;
    }
    let mut fresh = Talk::new();
    let loaded = fresh.enter(&format!(":load {name}"));
    let written = || std::fs::read_to_string(&path).unwrap_or_default();
    let failed = loaded.problems.iter().find(|problem| problem.is_error());
    assert!(failed.is_none(), "what was saved does not load: {failed:?}\n{}", written());
    fresh.says(":set digits 12");
    assert_eq!(talk.values(), fresh.values(), "loaded it is another model:\n{}", written());
}

/// Only files of the folder of this run are read or written, and no other program is started.
fn is_harmless(line: &str) -> bool {
    let line = line.trim_start();
    let names_a_file = [":save", ":load", ":run", ":compare"].iter().any(|command| line.starts_with(command));
    !(line.starts_with(":edit") || (names_a_file && line.contains(['/', '~', '\\'])))
}

/// A folder of this process, in which it also runs and looks for presets.
fn folder() -> PathBuf {
    std::env::temp_dir().join(format!("napkin-fuzz-{}", std::process::id()))
}

/// Makes the folder, and keeps the process in it.
pub fn settle() {
    let folder = folder();
    std::fs::create_dir_all(&folder).expect("the folder for temporary files can be written");
    std::env::set_current_dir(&folder).expect("a new folder can be entered");
}

//! Writes where libFuzzer starts from: the presets, the sentences of the tests, and lines of each command of a session.

#[allow(dead_code, reason = "not every list of the tests is a seed")]
#[path = "../../tests/support/sentences.rs"]
mod sentences;

// What counts the branches of the program is there, though nothing here goes by it.
use libfuzzer_sys as _;
use std::fs;
use std::io;
use std::path::Path;

use sentences::{HINTS, SENTENCES};

/// Lines that follow the text of a seed of the session, one after each.
const COMMANDS: &[&str] = &[
    ":vars",
    ":undo",
    ":redo",
    "x = _ / 2",
    "_ * 2",
    ":delete x",
    ":set digits 3",
    ":set month 30 days",
    "day = 1e5 s",
    ":explain x",
    ":detail x",
    ":by-hand x",
    ":sweep x 1..10",
    ":growth x = 50%/year",
    ":solve x such that x > 3",
    ":mark",
    ":diff",
    ":units GB",
    ":info x",
    ":formulas",
    ":reset",
    ":save seed",
    ":load seed",
    ":tour",
    ":help",
    "unit page = 4 KiB",
    "noun widget",
    "f(x) = x * 2",
    "corr(a, b) = 0.5",
    "x = 5 to 10 GB  # a reason",
];

fn main() -> io::Result<()> {
    let folder = std::env::args().nth(1).ok_or_else(|| io::Error::other("name the folder to write to"))?;
    let folder = Path::new(&folder);
    for target in ["parse", "one-off", "preset", "session"] {
        fs::create_dir_all(folder.join(target))?;
    }
    let sentences = SENTENCES.iter().map(|(text, _)| *text).chain(HINTS.iter().map(|(text, ..)| *text));
    for (index, text) in sentences.enumerate() {
        let lines = text.replace("; ", "\n");
        fs::write(folder.join(format!("parse/sentence-{index}")), &lines)?;
        fs::write(folder.join(format!("one-off/sentence-{index}")), &lines)?;
        let command = COMMANDS[index % COMMANDS.len()];
        fs::write(folder.join(format!("session/sentence-{index}")), format!("{lines}\nx = _\n{command}\n{command}\n"))?;
    }
    for (name, text) in napkin::preset::catalogue::all() {
        fs::write(folder.join(format!("preset/{name}")), text)?;
        fs::write(folder.join(format!("session/{name}")), format!(":load {name}\n:vars\n:undo\n"))?;
    }
    Ok(())
}

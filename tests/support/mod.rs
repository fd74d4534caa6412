//! What the tests share: an estimate taken through the whole library, and the real program with its two streams.

#![allow(dead_code, unused_imports, reason = "each test file uses its own part")]

pub mod estimate;
pub mod sentences;

use std::io::{Read, Write};
use std::process::{Command, Output, Stdio};

pub use estimate::{check, model, outcome, reads_back, shown};

/// The program with some arguments, away from the terminal and the presets of whoever runs the tests.
pub fn program(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_napkin"));
    command.args(arguments).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    for variable in
        ["COLUMNS", "NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "RUST_BACKTRACE", "LC_ALL", "LC_CTYPE", "LANG"]
    {
        command.env_remove(variable);
    }
    command.env("XDG_CONFIG_HOME", std::env::temp_dir().join("napkin-tests-without-presets"));
    command
}

/// What a run of the program printed, and how it ended.
#[derive(Debug, PartialEq, Eq)]
pub struct Run {
    /// The exit code; `None` if a signal ended the program.
    pub code: Option<i32>,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

impl From<Output> for Run {
    fn from(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).expect("the program prints UTF-8");
        Self { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
    }
}

/// Runs the program with some arguments.
pub fn run(arguments: &[&str]) -> Run {
    program(arguments).output().expect("the program starts").into()
}

/// Runs the program with a text on its standard input.
pub fn feed(arguments: &[&str], input: &[u8]) -> Run {
    let mut child = program(arguments).stdin(Stdio::piped()).spawn().expect("the program starts");
    let mut stdin = child.stdin.take().expect("standard input is a pipe");
    let input = input.to_vec();
    // Written beside the reading, so that neither side waits for the other.
    let writer = std::thread::spawn(move || drop(stdin.write_all(&input)));
    let output = child.wait_with_output().expect("the program ends");
    writer.join().expect("the input is written");
    output.into()
}

/// Runs a command and closes its standard output after the first byte.
pub fn close_early(mut command: Command) -> Run {
    let mut child = command.spawn().expect("the program starts");
    let mut stdout = child.stdout.take().expect("standard output is a pipe");
    let mut first = [0];
    stdout.read_exact(&mut first).expect("there is some output");
    drop(stdout);
    child.wait_with_output().expect("the program ends").into()
}

/// A folder of its own for one test, removed at the end.
pub struct Folder(std::path::PathBuf);

impl Folder {
    /// An empty folder whose name holds `test` and the number of this process.
    pub fn new(test: &str) -> Self {
        let path = std::env::temp_dir().join(format!("napkin-{}-{test}", std::process::id()));
        std::fs::create_dir_all(&path).expect("the folder for temporary files can be written");
        Self(path)
    }

    /// Writes a file and returns its path.
    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) -> String {
        let path = self.0.join(name);
        std::fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("a folder can be made");
        std::fs::write(&path, content).expect("a file can be written");
        path.display().to_string()
    }

    /// The path of the folder.
    pub fn path(&self) -> String {
        self.0.display().to_string()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // Nothing depends on it.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

//! A keyboard: the program in a pseudo-terminal, typed at key by key.

#![allow(dead_code, reason = "each test file uses its own part")]

use std::io::Write;
use std::time::Duration;

use crate::support::Folder;
use expectrl::process::unix::WaitStatus;
use expectrl::{Eof, Expect, Session, session::OsSession};

pub const TAB: &str = "\t";
pub const ENTER: &str = "\r";
pub const UP: &str = "\x1b[A";
pub const LEFT: &str = "\x1b[D";
pub const CTRL_A: &str = "\x01";
pub const CTRL_C: &str = "\x03";
pub const CTRL_D: &str = "\x04";
pub const CTRL_R: &str = "\x12";

/// A session at a terminal of 80 columns, with files of its own.
pub struct Terminal {
    pub session: OsSession,
}

impl Terminal {
    pub fn open(folder: &Folder) -> Self {
        Self::sized(folder, 80)
    }

    pub fn sized(folder: &Folder, columns: u16) -> Self {
        Self::with(folder, columns, Some(("NO_COLOR", "1")))
    }

    /// A terminal with these variables in its environment.
    pub fn with<'v>(folder: &Folder, columns: u16, variables: impl IntoIterator<Item = (&'v str, &'v str)>) -> Self {
        let mut terminal = Self::spawned(folder, columns, variables);
        terminal.sees("> ");
        terminal
    }

    fn spawned<'v>(folder: &Folder, columns: u16, variables: impl IntoIterator<Item = (&'v str, &'v str)>) -> Self {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_napkin"));
        command.env_clear().env("TERM", "xterm-256color").env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command.current_dir(folder.path()).env("HOME", folder.path());
        command.env("XDG_CONFIG_HOME", format!("{}/config", folder.path()));
        command.env("XDG_STATE_HOME", format!("{}/state", folder.path()));
        command.envs(variables);
        let mut session = Session::spawn(command).expect("the program starts in a pseudo-terminal");
        session.set_expect_timeout(Some(Duration::from_secs(20)));
        session.get_process_mut().set_window_size(columns, 24).expect("a pseudo-terminal has a size");
        Self { session }
    }

    /// A terminal that greets with this before its first prompt.
    #[track_caller]
    pub fn with_greeting(folder: &Folder, greeting: &str) -> Self {
        let mut terminal = Self::spawned(folder, 80, [("NO_COLOR", "1")]);
        terminal.sees(greeting);
        terminal.sees("> ");
        terminal
    }

    pub fn types(&mut self, keys: &str) {
        self.session.write_all(keys.as_bytes()).and_then(|()| self.session.flush()).expect("the terminal takes keys");
    }

    /// Clears the line with Ctrl-C and waits for the next prompt: what is typed in the same instant is dropped with it.
    #[track_caller]
    pub fn clears(&mut self) {
        self.types(CTRL_C);
        self.sees("\r\n");
        self.sees("> ");
    }

    /// Waits until the screen has shown this, after what was seen before.
    #[track_caller]
    pub fn sees(&mut self, text: &str) {
        if let Err(error) = self.session.expect(text) {
            let mut rest = [0; 4096];
            let length = self.session.try_read(&mut rest).unwrap_or(0);
            panic!("`{text}` never came: {error}; instead {:?}", String::from_utf8_lossy(&rest[..length]));
        }
    }

    /// Pastes a text, as a terminal marks it. What the program echoes is read on the way, or it would stop reading.
    pub fn pastes(&mut self, text: &str) {
        let text = format!("\x1b[200~{text}\x1b[201~");
        let mut rest = text.as_bytes();
        while !rest.is_empty() {
            match self.session.write(&rest[..rest.len().min(1024)]) {
                Ok(written) => rest = &rest[written..],
                Err(error) if error.kind() == std::io::ErrorKind::WouldBlock => {
                    std::thread::sleep(Duration::from_millis(1));
                }
                Err(error) => panic!("the terminal takes no keys: {error}"),
            }
            while matches!(self.session.try_read(&mut [0; 4096]), Ok(length) if length > 0) {}
        }
    }

    /// Types a line and waits for its answer.
    #[track_caller]
    pub fn asks(&mut self, line: &str, answer: &str) {
        self.types(line);
        self.types(ENTER);
        self.sees("\r\n");
        self.sees(answer);
    }

    /// Leaves with Ctrl-D; the program ends in peace.
    #[track_caller]
    pub fn leaves(mut self) {
        // A terminal swallows the key while the program is not reading: press it again, as one would.
        self.session.set_expect_timeout(Some(Duration::from_millis(500)));
        let ends = (0..40).any(|_| {
            self.types(CTRL_D);
            self.session.expect(Eof).is_ok()
        });
        assert!(ends, "the program does not end");
        let status = self.session.get_process().wait().expect("it leaves a status");
        assert!(matches!(status, WaitStatus::Exited(_, 0)), "{status:?}");
    }
}

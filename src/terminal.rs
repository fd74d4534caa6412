//! The two streams: results on standard output, remarks on standard error, each with colour only where that shows.

use std::io::{self, BufWriter, IsTerminal, Write};

use serde::Serialize;

use crate::diagnostic::{Diagnostic, Sources};
use crate::report::diagnostics::render;
use crate::report::json::{Failure, to_line};
use crate::report::plot::ascii;

/// How wide reports are where no terminal says otherwise.
const DEFAULT_WIDTH: usize = 100;

/// Where and how the program prints.
pub struct Output {
    results: BufWriter<io::Stdout>,
    /// Whether results and errors are objects.
    pub json: bool,
    /// The texts that diagnostics point into.
    pub sources: Sources,
}

impl Output {
    /// The streams of the process.
    #[must_use]
    pub fn new(json: bool) -> Self {
        Self { results: BufWriter::with_capacity(1 << 16, io::stdout()), json, sources: Sources::default() }
    }

    /// How many columns a report may take.
    #[must_use]
    pub fn width() -> usize {
        let columns = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok()).filter(|&width| width > 0);
        let terminal = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
        columns.or_else(|| if io::stdout().is_terminal() { terminal() } else { None }).unwrap_or(DEFAULT_WIDTH)
    }

    /// Whether the terminal, or who uses it, wants plain ASCII only.
    fn is_ascii() -> bool {
        let is_asked = std::env::var_os("NAPKIN_ASCII").is_some_and(|value| !value.is_empty());
        let is_dumb = || std::env::var_os("TERM").is_some_and(|terminal| terminal == "dumb");
        is_asked || (io::stdout().is_terminal() && is_dumb())
    }

    /// Prints a result on a line of its own.
    ///
    /// # Errors
    /// The stream cannot be written.
    pub fn line(&mut self, text: &str) -> io::Result<()> {
        self.results.write_all(text.as_bytes())?;
        self.results.write_all(b"\n")
    }

    /// Prints text as it is.
    ///
    /// # Errors
    /// The stream cannot be written.
    pub fn text(&mut self, text: &str) -> io::Result<()> {
        self.results.write_all(text.as_bytes())
    }

    /// Prints text whose styles are removed where they cannot be shown.
    ///
    /// # Errors
    /// The stream cannot be written.
    pub fn styled(&mut self, text: &str) -> io::Result<()> {
        self.results.flush()?;
        let plain = if Self::is_ascii() { Some(ascii(text)) } else { None };
        let text = plain.as_deref().unwrap_or(text);
        anstream::AutoStream::auto(io::stdout().lock()).write_all(text.as_bytes())
    }

    /// Prints an object on a line of its own.
    ///
    /// # Errors
    /// The stream cannot be written.
    pub fn object(&mut self, object: &impl Serialize) -> io::Result<()> {
        self.line(&to_line(object))
    }

    /// Prints an error or a hint: errors are objects if results are; hints are for people only.
    ///
    /// # Errors
    /// The stream cannot be written.
    pub fn problem(&mut self, diagnostic: &Diagnostic) -> io::Result<()> {
        if self.json && diagnostic.is_error() {
            return self.object(&Failure::new(diagnostic, &self.sources));
        }
        self.results.flush()?;
        let stderr = io::stderr();
        let colour = anstream::AutoStream::choice(&stderr) != anstream::ColorChoice::Never;
        let width = if stderr.is_terminal() { Self::width() } else { DEFAULT_WIDTH };
        stderr.lock().write_all(render(diagnostic, &self.sources, colour, width).as_bytes())
    }

    /// Prints all problems, with a note instead of those beyond a screenful.
    ///
    /// # Errors
    /// The stream cannot be written.
    pub fn problems(&mut self, diagnostics: &[Diagnostic]) -> io::Result<()> {
        const SHOWN: usize = 50;
        let shown = if self.json { diagnostics.len() } else { SHOWN };
        for diagnostic in diagnostics.iter().take(shown) {
            self.problem(diagnostic)?;
        }
        match diagnostics.len().saturating_sub(shown) {
            0 => Ok(()),
            more => self.problem(&Diagnostic::hint(format!("and {more} more problems like these"))),
        }
    }

    /// Prints what is still held back.
    ///
    /// # Errors
    /// The stream cannot be written.
    pub fn flush(&mut self) -> io::Result<()> {
        self.results.flush()
    }
}

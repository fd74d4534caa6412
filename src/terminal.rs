//! The two streams: results on standard output, remarks on standard error, each with colour only where that shows, and
//! in the characters that it can show. A stream that cannot be written is an error of its own, unlike all else that may
//! go wrong with files.

use std::io::{self, BufWriter, IsTerminal, Write};

use crate::diagnostic::{Diagnostic, Sources, is_of_others};
use crate::document::{Block, Document};
use crate::render::characters::{Characters, in_characters, styled};
use crate::render::json::{escaped, to_line};
use crate::render::terminal;
use crate::render::terminal::diagnostics::{Look, render};
use crate::report::json::{Failure, Object};

/// How wide reports are where no terminal says otherwise.
const DEFAULT_WIDTH: usize = 100;

/// Where and how the program prints.
pub struct Output {
    results: BufWriter<io::Stdout>,
    /// Whether results and errors are objects.
    pub json: bool,
    /// The texts that diagnostics point into.
    pub sources: Sources,
    /// Whether someone wants plain ASCII everywhere.
    is_ascii: bool,
    /// What standard output can show.
    characters: Characters,
}

impl Output {
    /// The streams of the process; `is_ascii` if they were asked for plain ASCII.
    #[must_use]
    pub fn new(json: bool, is_ascii: bool) -> Self {
        let is_asked = is_ascii || is_set("NAPKIN_ASCII");
        Self {
            results: BufWriter::with_capacity(1 << 16, io::stdout()),
            json,
            sources: Sources::default(),
            is_ascii: is_asked,
            characters: characters(is_asked, io::stdout().is_terminal()),
        }
    }

    /// How many columns a report may take.
    #[must_use]
    pub fn width() -> usize {
        let columns = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok()).filter(|&width| width > 0);
        let terminal = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
        columns.or_else(|| if io::stdout().is_terminal() { terminal() } else { None }).unwrap_or(DEFAULT_WIDTH)
    }

    /// What standard output can show.
    #[must_use]
    pub const fn characters(&self) -> Characters {
        self.characters
    }

    /// Prints a report, with its styles where they show.
    ///
    /// # Errors
    /// The stream cannot be written.
    pub fn document(&mut self, document: &Document) -> io::Result<()> {
        match document.blocks.as_slice() {
            [Block::Code(text)] => self.file(text),
            _ => self.styled(&terminal::text(document, Self::width())),
        }
    }

    /// Prints the text of a file, which someone may keep in another one: in a pipe the locale takes no letters from it.
    fn file(&mut self, text: &str) -> io::Result<()> {
        let is_kept = !self.is_ascii && !io::stdout().is_terminal();
        let characters = if is_kept { Characters::All } else { self.characters };
        self.results.write_all(in_characters(text, characters).as_bytes())
    }

    /// Prints text whose styles are removed where they cannot be shown.
    fn styled(&mut self, text: &str) -> io::Result<()> {
        self.results.flush()?;
        let text = styled(text, self.characters);
        anstream::AutoStream::auto(io::stdout().lock()).write_all(text.as_bytes())
    }

    /// Prints an object on a line of its own.
    ///
    /// # Errors
    /// The stream cannot be written.
    pub fn object(&mut self, object: impl Into<Object>) -> io::Result<()> {
        let text = to_line(object.into().text());
        let text = if self.is_ascii { escaped(text, |_| true) } else { text };
        self.results.write_all(text.as_bytes())?;
        self.results.write_all(b"\n")
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
        self.remark(diagnostic)
    }

    /// What standard error can show.
    fn characters_of_errors(&self) -> Characters {
        characters(self.is_ascii, io::stderr().is_terminal())
    }

    /// Prints a diagnostic for people.
    fn remark(&self, diagnostic: &Diagnostic) -> io::Result<()> {
        let stderr = io::stderr();
        let look = Look {
            colour: anstream::AutoStream::choice(&stderr) != anstream::ColorChoice::Never,
            width: if stderr.is_terminal() { Self::width() } else { DEFAULT_WIDTH },
            characters: self.characters_of_errors(),
        };
        stderr.lock().write_all(render(diagnostic, &self.sources, look).as_bytes())
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
        let rest = diagnostics.get(shown..).unwrap_or_default();
        match (rest.len(), rest.iter().find(|problem| is_of_others(problem))) {
            (0, _) => Ok(()),
            (_, Some(others)) => self.problem(others),
            (more, None) => self.problem(&Diagnostic::hint(format!("and {more} more problems like these"))),
        }
    }

    /// Prints what the parser of arguments says, with its styles where they show: help on standard output, errors on the
    /// other stream. `plain` is the same without styles. There are no hidden characters in it.
    ///
    /// # Errors
    /// The stream cannot be written.
    pub fn usage(&mut self, ansi: &str, plain: &str, is_error: bool) -> io::Result<()> {
        self.results.flush()?;
        let characters = if is_error { self.characters_of_errors() } else { self.characters };
        let text = if characters == Characters::All { ansi.into() } else { in_characters(plain, characters) };
        if is_error {
            anstream::AutoStream::auto(io::stderr().lock()).write_all(text.as_bytes())
        } else {
            anstream::AutoStream::auto(io::stdout().lock()).write_all(text.as_bytes())
        }
    }

    /// Prints what is still held back.
    ///
    /// # Errors
    /// The stream cannot be written.
    pub fn flush(&mut self) -> io::Result<()> {
        self.results.flush()
    }

    /// What is left to do about a stream that could not be written: nothing if whoever reads it has seen enough,
    /// otherwise to say so. Returns whether it is an error.
    #[must_use]
    pub fn failed(&self, error: &io::Error) -> bool {
        if error.kind() == io::ErrorKind::BrokenPipe {
            return false;
        }
        // If the message cannot be written either, the exit code is all there is.
        let _ = self.remark(&Diagnostic::error(format!("the output cannot be written: {error}")));
        true
    }
}

/// What a stream can show: ASCII where someone asks for it or the locale says so, and at a terminal that knows no more.
fn characters(is_asked: bool, is_terminal: bool) -> Characters {
    let is_dumb = || std::env::var_os("TERM").is_some_and(|terminal| terminal == "dumb");
    let is_plain = is_asked || (is_terminal && is_dumb()) || !is_unicode(locale().as_deref());
    if is_plain { Characters::Ascii } else { Characters::All }
}

/// What the locale says of characters: the first of these variables that says anything.
fn locale() -> Option<String> {
    let said = |name: &&str| std::env::var_os(name).filter(|value| !value.is_empty());
    let value = ["LC_ALL", "LC_CTYPE", "LANG"].iter().find_map(said)?;
    Some(value.to_string_lossy().into_owned())
}

/// Whether a locale leaves room for Unicode: it names no other encoding, and is not the one of bare ASCII. Most of those
/// without a name for it are UTF-8 today.
fn is_unicode(locale: Option<&str>) -> bool {
    let Some(locale) = locale else { return true };
    let locale = locale.split('@').next().unwrap_or(locale);
    let (language, encoding) = locale.split_once('.').unwrap_or((locale, ""));
    let encoding: String = encoding.chars().filter(char::is_ascii_alphanumeric).collect();
    match language {
        "C" | "POSIX" if encoding.is_empty() => false,
        _ => encoding.is_empty() || encoding.eq_ignore_ascii_case("utf8"),
    }
}

fn is_set(variable: &str) -> bool {
    std::env::var_os(variable).is_some_and(|value| !value.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_locale_says_what_a_terminal_shows() {
        for locale in ["C", "POSIX", "en_US.ISO-8859-1", "de_DE.ISO-8859-15@euro", "ja_JP.eucJP", "C.ASCII"] {
            assert!(!is_unicode(Some(locale)), "{locale}");
        }
        for locale in ["C.UTF-8", "en_US.utf8", "en_GB.UTF-8@euro", "UTF-8", "vi_VN", "de_DE@euro"] {
            assert!(is_unicode(Some(locale)), "{locale}");
        }
        assert!(is_unicode(None));
    }
}

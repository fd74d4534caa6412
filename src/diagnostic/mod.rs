//! The one error type a person sees: what is wrong, where, and what to do about it.
//! It is data; how it looks on a terminal or in JSON is decided by the reports.

mod diagnostics;
mod help;
mod problems;
pub mod suggestion;

use std::error::Error;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

pub use diagnostics::Diagnostics;
pub use help::{Edit, Help, Offer, Place};
pub use problems::{Problems, is_of_others};

/// A text that spans point into: a line of the command, a file, a preset.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The file's name; `None` for text given on the command line.
    pub name: Option<String>,
    /// The whole text.
    pub text: String,
    /// How many lines of the file come before the text.
    pub lines_before: usize,
    line_starts: Vec<usize>,
}

impl Source {
    /// A text and where it comes from.
    #[must_use]
    pub fn new(name: Option<String>, text: impl Into<String>) -> Self {
        let text = text.into();
        let after_newlines = text.bytes().enumerate().filter(|&(_, byte)| byte == b'\n').map(|(at, _)| at + 1);
        let line_starts = std::iter::once(0).chain(after_newlines).collect();
        Self { name, text, lines_before: 0, line_starts }
    }

    /// The line, from 0, in which a byte lies.
    #[must_use]
    pub fn line_of(&self, at: usize) -> usize {
        self.line_starts.partition_point(|&start| start <= at).saturating_sub(1)
    }

    /// The bytes of a line, without its end.
    #[must_use]
    pub fn line(&self, line: usize) -> Range<usize> {
        let start = self.line_starts.get(line).copied().unwrap_or(self.text.len());
        let end = self.line_starts.get(line + 1).map_or(self.text.len(), |next| next - 1);
        start..end.max(start)
    }

    /// The line of the file and the column, in characters, at which a byte lies; both from 1.
    #[must_use]
    pub fn position(&self, at: usize) -> (usize, usize) {
        let line = self.line_of(at);
        let before = self.text.get(self.line(line).start..at).unwrap_or("");
        (self.lines_before + line + 1, before.chars().count() + 1)
    }
}

/// Which of several sources.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct SourceId(pub u32);

/// All texts that a model was read from. Clones share the texts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sources {
    texts: Vec<Arc<Source>>,
}

impl Sources {
    /// Adds a text and returns its number.
    pub fn add(&mut self, name: Option<String>, text: impl Into<String>) -> SourceId {
        self.texts.push(Arc::new(Source::new(name, text)));
        SourceId(self.texts.len() as u32 - 1)
    }

    /// Adds some lines of a file, with the number of lines that come before them.
    pub fn add_lines(&mut self, name: Option<String>, text: impl Into<String>, lines_before: usize) -> SourceId {
        self.texts.push(Arc::new(Source { lines_before, ..Source::new(name, text) }));
        SourceId(self.texts.len() as u32 - 1)
    }

    /// The text of that number.
    ///
    /// # Panics
    /// If the number comes from another collection.
    #[must_use]
    pub fn get(&self, id: SourceId) -> &Source {
        &self.texts[id.0 as usize]
    }

    /// The text that a span covers.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        self.get(span.source).text.get(span.range()).unwrap_or("")
    }
}

/// A stretch of a source, in bytes. It consists of whole characters: its ends come from a text, in which no end falls
/// inside a character, or are those of other spans.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    source: SourceId,
    start: u32,
    end: u32,
}

impl Span {
    /// The stretch `range` of a piece of text that starts at byte `offset` of its source. A character of which the range
    /// has a part belongs to the stretch; what the range has beyond the text does not.
    #[must_use]
    pub fn new(source: SourceId, offset: usize, piece: &str, range: Range<usize>) -> Self {
        let place = |at: usize| u32::try_from(offset + at).unwrap_or(u32::MAX);
        let start = piece.floor_char_boundary(range.start);
        Self { source, start: place(start), end: place(piece.ceil_char_boundary(range.end).max(start)) }
    }

    /// The text it lies in.
    #[must_use]
    pub const fn source(self) -> SourceId {
        self.source
    }

    /// Its first byte.
    #[must_use]
    pub const fn start(self) -> u32 {
        self.start
    }

    /// The byte after its last one.
    #[must_use]
    pub const fn end(self) -> u32 {
        self.end
    }

    /// A part of it, in bytes from its start; `text` is what stands there. All of it if that stands there in another
    /// way, with escapes.
    #[must_use]
    pub fn part(self, text: &str, range: Range<usize>) -> Self {
        if text.len() == self.range().len() { Self::new(self.source, self.start as usize, text, range) } else { self }
    }

    /// The place before its first byte, where nothing stands.
    #[must_use]
    pub const fn before(self) -> Self {
        Self { source: self.source, start: self.start, end: self.start }
    }

    /// The stretch from the end of another one in the same source to the end of this one.
    #[must_use]
    pub fn after(self, other: Self) -> Self {
        Self { start: other.end.min(self.end), ..self }
    }

    /// The stretch from the end of this one to the start of another in the same source.
    #[must_use]
    pub fn gap(self, other: Self) -> Self {
        Self { start: self.end, end: other.start.max(self.end), ..self }
    }

    /// The same stretch, from the start of another in the same source if that comes before it.
    #[must_use]
    pub fn from(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), ..self }
    }

    /// The bytes it covers.
    #[must_use]
    pub const fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The stretch from the start of this one to the end of another in the same source.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        Self { end: other.end.max(self.end), start: self.start.min(other.start), ..self }
    }
}

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Severity {
    /// There is no result.
    Error,
    /// There is a result, but perhaps not the one that was meant.
    Hint,
}

/// A remark about a stretch of a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The stretch.
    pub span: Span,
    /// The remark; may be empty.
    pub text: String,
}

/// What is wrong, where, and the way out. An error like any other, where `?` hands it up:
///
/// ```
/// use napkin::model::Model;
/// use napkin::syntax::{Origin, parse};
///
/// fn add(model: &mut Model, line: &str) -> Result<(), Box<dyn std::error::Error>> {
///     model.add(parse(line, Origin::default())?, None)?;
///     Ok(())
/// }
///
/// let mut model = Model::default();
/// add(&mut model, "dau = 150M users")?;
/// let error = add(&mut model, "dau = 5M users").expect_err("it is defined already");
/// assert!(error.to_string().starts_with("`dau` is defined twice"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Error or hint.
    pub severity: Severity,
    /// What is wrong, in one line.
    pub message: String,
    /// Where; `None` if it is in no text, such as a missing file.
    pub primary: Option<Label>,
    /// Other places that matter.
    pub secondary: Vec<Label>,
    /// The ways out, a line each.
    pub help: Vec<Help>,
}

impl Diagnostic {
    /// An error that says what is wrong.
    #[must_use]
    pub fn error(message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Error,
            message: message.into(),
            primary: None,
            secondary: Vec::new(),
            help: Vec::new(),
        }
    }

    /// A remark on a result that may not be the one that was meant.
    #[must_use]
    pub fn hint(message: impl Into<String>) -> Self {
        Self { severity: Severity::Hint, ..Self::error(message) }
    }

    /// Where it is, with a remark under the caret.
    #[must_use]
    pub fn at(mut self, span: Span, text: impl Into<String>) -> Self {
        self.primary = Some(Label { span, text: text.into() });
        self
    }

    /// Another place that matters.
    #[must_use]
    pub fn with(mut self, span: Span, text: impl Into<String>) -> Self {
        self.secondary.push(Label { span, text: text.into() });
        self
    }

    /// Advice on what to do about it.
    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help.push(Help::Advice(text.into()));
        self
    }

    /// Advice on what to do about it, if that is known.
    #[must_use]
    pub fn maybe_help(mut self, text: Option<String>) -> Self {
        self.help.extend(text.map(Help::Advice));
        self
    }

    /// Something to write instead.
    #[must_use]
    pub fn offer(mut self, offer: Offer) -> Self {
        self.help.push(Help::Offer(offer));
        self
    }

    /// Something to write instead, if that is known.
    #[must_use]
    pub fn maybe_offer(mut self, offer: Option<Offer>) -> Self {
        self.help.extend(offer.map(Help::Offer));
        self
    }

    /// The ways out as one text, a line each.
    #[must_use]
    pub fn help_text(&self) -> String {
        self.help.iter().map(Help::to_string).collect::<Vec<_>>().join("\n")
    }

    /// Whether there is no result because of it.
    #[must_use]
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

/// The message and the ways out, a line each; without the place, and with the texts as they were written.
impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        self.help.iter().try_for_each(|help| write!(f, "\nhelp: {help}"))
    }
}

impl Error for Diagnostic {}

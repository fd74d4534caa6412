//! Text in pieces, each with what it is to the reader. How that looks is for a renderer to say.

/// What a piece of text is to the reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Role {
    /// Text like any other.
    #[default]
    Plain,
    /// What the text is about.
    Subject,
    /// What may be passed over.
    Remark,
}

/// What a word of a line is that is being typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// A number.
    Number,
    /// A unit, or a counted thing.
    Unit,
    /// The name of a function or of a formula.
    Function,
    /// A word of the grammar.
    Keyword,
    /// The name of a command.
    Command,
    /// A word that means nothing here.
    Unknown,
    /// What may be passed over: a comment, a remark behind the line.
    Comment,
    /// Anything else.
    Plain,
}

/// A text in pieces.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Text {
    /// What is read one after the other, without anything between.
    pub pieces: Vec<(Role, String)>,
}

impl Text {
    /// A text of one piece.
    #[must_use]
    pub fn of(role: Role, text: impl Into<String>) -> Self {
        Self { pieces: vec![(role, text.into())] }
    }

    /// The text with another piece behind it.
    #[must_use]
    pub fn with(mut self, role: Role, text: impl Into<String>) -> Self {
        self.pieces.push((role, text.into()));
        self
    }

    /// The text alone.
    #[must_use]
    pub fn plain(&self) -> String {
        self.pieces.iter().map(|(_, text)| text.as_str()).collect()
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Self::of(Role::Plain, text)
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

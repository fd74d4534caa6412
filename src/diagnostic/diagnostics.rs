//! Several diagnostics in order: what a function returns that finds all problems of a text, and not only the first.

use std::error::Error;
use std::fmt;
use std::ops::{Deref, DerefMut};

use super::{Diagnostic, Sources, Span};

/// Errors and hints in order; possibly none. It reads like a slice, and `?` makes it of a single [`Diagnostic`]:
///
/// ```
/// use napkin::diagnostic::{Diagnostic, Diagnostics};
/// use napkin::syntax::tree::Expression;
/// use napkin::syntax::{Origin, parse_expression};
///
/// fn expressions(texts: &[&str]) -> Result<Vec<Expression>, Diagnostics> {
///     let mut read = Vec::new();
///     for text in texts {
///         read.push(parse_expression(text, Origin::default())?);
///     }
///     Ok(read)
/// }
///
/// let mut problems = expressions(&["150M users", "(3 + 4"]).expect_err("a bracket is open");
/// problems.push(Diagnostic::hint("the first one was read"));
/// assert!(problems.has_errors() && problems.len() == 2);
/// assert_eq!(problems.iter().filter(|problem| problem.is_error()).count(), 1);
/// ```
///
/// It is an error of its own, for callers who do not tell errors apart:
///
/// ```
/// use napkin::diagnostic::Sources;
/// use napkin::preset::read;
///
/// fn title(text: &str) -> Result<String, Box<dyn std::error::Error>> {
///     let mut sources = Sources::default();
///     let (preset, problems) = read(sources.add(None, text), text);
///     if problems.has_errors() {
///         return Err(problems.into());
///     }
///     Ok(preset.title)
/// }
///
/// assert_eq!(title("title = \"Paste service\"")?, "Paste service");
/// assert!(title("titel = 3").is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// As a text each one has its message and its ways out, and the line and the column where it is, if the texts that it
/// points into are with it ([`Self::within`]).
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
    /// The texts that they point into, for whoever has no others.
    sources: Option<Sources>,
}

impl Diagnostics {
    /// Adds one at the end.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.list.push(diagnostic);
    }

    /// Keeps only those for which `is_wanted` holds.
    pub fn retain(&mut self, is_wanted: impl FnMut(&Diagnostic) -> bool) {
        self.list.retain(is_wanted);
    }

    /// Whether there is an error among them, and not only hints.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.iter().any(Diagnostic::is_error)
    }

    /// The errors among them, without the hints.
    #[must_use]
    pub fn errors(&self) -> Self {
        self.iter().filter(|diagnostic| diagnostic.is_error()).cloned().collect()
    }

    /// Puts them in the order of their places; those in no text come first.
    pub fn sort_by_place(&mut self) {
        self.list.sort_by_key(Self::place);
    }

    /// Leaves one of neighbours that say the same of the same place.
    pub fn dedup(&mut self) {
        self.list.dedup_by(|later, first| later.message == first.message && later.primary == first.primary);
    }

    /// The same with the texts that they point into, for whoever has no others.
    #[must_use]
    pub fn within(self, sources: &Sources) -> Self {
        Self { sources: Some(sources.clone()), ..self }
    }

    /// The texts that they point into, if they came with them.
    #[must_use]
    pub const fn sources(&self) -> Option<&Sources> {
        self.sources.as_ref()
    }

    fn place(diagnostic: &Diagnostic) -> Option<Span> {
        diagnostic.primary.as_ref().map(|label| label.span)
    }
}

impl Deref for Diagnostics {
    type Target = [Diagnostic];

    fn deref(&self) -> &[Diagnostic] {
        &self.list
    }
}

impl DerefMut for Diagnostics {
    fn deref_mut(&mut self) -> &mut [Diagnostic] {
        &mut self.list
    }
}

/// Each on lines of its own, with its place if the texts are there.
impl fmt::Display for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, diagnostic) in self.iter().enumerate() {
            f.write_str(if index == 0 { "" } else { "\n" })?;
            if let (Some(sources), Some(span)) = (&self.sources, Self::place(diagnostic)) {
                let source = sources.get(span.source());
                let (line, column) = source.position(span.start() as usize);
                match &source.name {
                    Some(name) => write!(f, "{name}:{line}:{column}: ")?,
                    None => write!(f, "line {line}, column {column}: ")?,
                }
            }
            diagnostic.fmt(f)?;
        }
        Ok(())
    }
}

/// Without the texts, which may be long.
impl fmt::Debug for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Diagnostics").field(&self.list).finish()
    }
}

impl Error for Diagnostics {}

impl From<Diagnostic> for Diagnostics {
    fn from(diagnostic: Diagnostic) -> Self {
        Self::from(vec![diagnostic])
    }
}

impl From<Vec<Diagnostic>> for Diagnostics {
    fn from(diagnostics: Vec<Diagnostic>) -> Self {
        Self { list: diagnostics, sources: None }
    }
}

impl FromIterator<Diagnostic> for Diagnostics {
    fn from_iter<T: IntoIterator<Item = Diagnostic>>(diagnostics: T) -> Self {
        Self::from(diagnostics.into_iter().collect::<Vec<_>>())
    }
}

impl Extend<Diagnostic> for Diagnostics {
    fn extend<T: IntoIterator<Item = Diagnostic>>(&mut self, diagnostics: T) {
        self.list.extend(diagnostics);
    }
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.into_iter()
    }
}

impl<'a> IntoIterator for &'a Diagnostics {
    type Item = &'a Diagnostic;
    type IntoIter = std::slice::Iter<'a, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shown_as_plain_text() {
        let one = Diagnostic::error("unknown name `dua`").help("did you mean `dau`?").help("or define it");
        assert_eq!(one.to_string(), "unknown name `dua`\nhelp: did you mean `dau`?\nhelp: or define it");
        let several = Diagnostics::from(vec![one, Diagnostic::hint("`x` is not used")]);
        assert!(several.to_string().ends_with("help: or define it\n`x` is not used"));
        assert_eq!(Diagnostics::default().to_string(), "");
    }

    #[test]
    fn shown_with_their_places() {
        let mut sources = Sources::default();
        let mut problem = |name: Option<&str>, text: &str| {
            let source = sources.add_lines(name.map(str::to_owned), text, 2);
            let at = text.find("dua").expect("it is there");
            Diagnostic::error("unknown name `dua`").at(Span::new(source, 0, text, at..at + 3), "")
        };
        let problems = vec![problem(Some("mine.toml"), "é\né dua"), problem(None, "dua"), Diagnostic::hint("nowhere")];
        let shown = Diagnostics::from(problems).within(&sources).to_string();
        let expected = "mine.toml:4:3: unknown name `dua`\nline 3, column 1: unknown name `dua`\nnowhere";
        assert_eq!(shown, expected);
    }
}

//! TOML with places: every key and value knows where it stands, and all problems of a file are gathered.

use std::collections::BTreeMap;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::diagnostic::suggestion::{did_you_mean, nearest};
use crate::diagnostic::{Diagnostic, Problems, SourceId, Span};
use crate::limits;
use crate::syntax::Origin;

/// A string of the document and where its letters stand.
#[derive(Debug, Clone)]
pub(super) struct Literal {
    pub(super) text: String,
    pub(super) origin: Origin,
    /// The whole literal, with its quotes.
    pub(super) span: Span,
}

/// A key and its value, in the order of the file.
pub(super) struct Entry<'a> {
    pub(super) key: &'a str,
    pub(super) key_span: Span,
    pub(super) value: &'a Spanned<DeValue<'a>>,
}

/// A document that is being read, with the problems found so far.
pub(super) struct Document<'t> {
    source: SourceId,
    content: &'t str,
    /// Whether the TOML itself is without errors.
    pub(super) is_toml: bool,
    pub(super) problems: Problems,
}

/// Whether a text has more parts than a preset may: a TOML document takes up to a kilobyte of memory for each. Signs in texts
/// are counted as well; there are fewer of them than letters.
pub(super) fn has_too_many_parts(text: &str) -> bool {
    text.len() > limits::PARTS && text.bytes().filter(|byte| b"\n=,.[{".contains(byte)).count() > limits::PARTS
}

impl<'t> Document<'t> {
    pub(super) fn new(source: SourceId, text: &'t str) -> Self {
        Self { source, content: text, is_toml: true, problems: Problems::default() }
    }

    /// The top-level table. Errors of the TOML itself are noted; what could be read in spite of them is returned.
    pub(super) fn parse(&mut self) -> Spanned<DeTable<'t>> {
        /// All errors of a longer text would take many times its memory.
        const SHORT: usize = 1 << 17;
        if has_too_many_parts(self.content) {
            self.is_toml = false;
            let problem = format!("a preset has no more than {} lines, keys and values", limits::PARTS);
            self.problems.push(Diagnostic::error(problem).at(self.span(0..0), "").help("make several presets of it"));
            return Spanned::new(0..0, DeTable::new());
        }
        let (table, errors) = if self.content.len() <= SHORT {
            DeTable::parse_recoverable(self.content)
        } else {
            match DeTable::parse(self.content) {
                Ok(table) => (table, Vec::new()),
                Err(error) => (Spanned::new(0..0, DeTable::new()), vec![error]),
            }
        };
        self.is_toml = errors.is_empty();
        for error in errors {
            let diagnostic = Diagnostic::error(format!("this is not TOML: {}", error.message()));
            let range = error.span().unwrap_or(0..0);
            self.problems.push(diagnostic.at(self.span(range), ""));
        }
        table
    }

    pub(super) fn span(&self, range: std::ops::Range<usize>) -> Span {
        Span::new(self.source, 0, self.content, range)
    }

    /// The entries of a table in the order of the file.
    pub(super) fn entries<'a>(&self, table: &'a DeTable<'a>) -> Vec<Entry<'a>> {
        let mut entries: Vec<_> = table
            .iter()
            .map(|(key, value)| Entry { key: key.get_ref(), key_span: self.span(key.span()), value })
            .collect();
        entries.sort_by_key(|entry| entry.key_span.start());
        entries
    }

    /// The entries of a table by key, with a problem for every key that is not among `known`.
    pub(super) fn known_entries<'a>(&mut self, table: &'a DeTable<'a>, known: &[&str]) -> BTreeMap<&'a str, Entry<'a>> {
        let mut found = BTreeMap::new();
        for entry in self.entries(table) {
            if known.contains(&entry.key) {
                found.insert(entry.key, entry);
            } else {
                let help = did_you_mean(&nearest(entry.key, known.iter().copied()));
                let help = help.unwrap_or_else(|| format!("the keys here are {}", known.join(", ")));
                let problem = Diagnostic::error(format!("unknown key `{}`", entry.key));
                self.problems.push(problem.at(entry.key_span, "has no meaning here").help(help));
            }
        }
        found
    }

    /// Notes that a value is not what its place wants.
    fn wrong_type(&mut self, value: &Spanned<DeValue>, wanted: &str, help: &str) {
        let found = kind(value.get_ref());
        let problem = Diagnostic::error(format!("{wanted} is wanted here, not {found}"));
        self.problems.push(problem.at(self.span(value.span()), format!("this is {found}")).help(help));
    }

    /// An expression or a unit; a problem if it is no string.
    pub(super) fn code(&mut self, value: &Spanned<DeValue>) -> Option<Literal> {
        match value.get_ref() {
            // What the TOML could not be read for has been reported.
            DeValue::String(text) if text.is_empty() && !self.is_toml => None,
            DeValue::String(text) => Some(self.literal(text, value.span())),
            DeValue::Integer(number) => {
                let help = format!("put it in quotes, with its unit if it has one: \"{number}\"");
                self.wrong_type(value, "an expression", &help);
                None
            }
            _ => {
                self.wrong_type(value, "an expression", "put it in quotes, with its unit if it has one");
                None
            }
        }
    }

    /// A text for people; a problem if it is something else. What of it may be shown is for those who show it to say.
    pub(super) fn prose(&mut self, value: &Spanned<DeValue>) -> Option<String> {
        let DeValue::String(text) = value.get_ref() else {
            self.wrong_type(value, "a text", "put it in quotes");
            return None;
        };
        let text = text.trim();
        Some(if text.contains(['\t', '\r']) { text.replace("\r\n", "\n").replace('\t', " ") } else { text.to_owned() })
    }

    fn literal(&self, text: &str, range: std::ops::Range<usize>) -> Literal {
        let literal = &self.content[range.clone()];
        // With escapes the letters are not to be found in the file; then the whole literal stands for each of them.
        // Without escapes the letters follow the first quotation mark.
        let at = if literal.get(1..).is_some_and(|rest| rest.starts_with(text)) { Some(1) } else { literal.find(text) };
        let origin = match at {
            Some(at) if !text.is_empty() => Origin::new(self.source, range.start + at),
            _ => Origin::within(self.span(range.clone())),
        };
        Literal { text: text.to_owned(), origin, span: self.span(range) }
    }

    /// The text under a key, or an empty one.
    pub(super) fn optional_prose(&mut self, entry: Option<&Entry>) -> String {
        entry.and_then(|entry| self.prose(entry.value)).unwrap_or_default()
    }

    /// The items of a list.
    pub(super) fn items<'a>(&mut self, value: &'a Spanned<DeValue<'a>>, wanted: &str) -> &'a [Spanned<DeValue<'a>>] {
        if let DeValue::Array(items) = value.get_ref() {
            items
        } else {
            self.wrong_type(value, wanted, "a list is written in square brackets, or as `[[…]]` sections");
            &[]
        }
    }

    /// A table; a problem if it is something else.
    pub(super) fn table<'a>(&mut self, value: &'a Spanned<DeValue<'a>>) -> Option<&'a DeTable<'a>> {
        if let DeValue::Table(table) = value.get_ref() {
            Some(table)
        } else {
            self.wrong_type(value, "a table", "a table is written as a `[…]` section, or in curly brackets");
            None
        }
    }

    /// The tables of a list.
    pub(super) fn tables<'a>(&mut self, value: &'a Spanned<DeValue<'a>>) -> Vec<(&'a DeTable<'a>, Span)> {
        let items = self.items(value, "a list of tables");
        items.iter().filter_map(|item| Some((self.table(item)?, self.span(item.span())))).collect()
    }
}

fn kind(value: &DeValue) -> &'static str {
    match value {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) | DeValue::Float(_) => "a bare number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}

//! The class of each word of a line. What is unknown is shown as such once the cursor has left it.
//! How a class looks is for whoever shows the line.

use std::ops::Range;

use crate::command;
pub use crate::document::Class;
use crate::model::is_function;
use crate::reference;
use crate::syntax::lexeme::{Lexeme, LexemeKind, lexemes};
use crate::workspace::Workspace;

/// A word of a line and what it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coloured {
    /// Its bytes.
    pub range: Range<usize>,
    /// What it is.
    pub class: Class,
}

/// The words of a line in order, with the cursor at byte `offset`. Signs and spaces between them have no class.
#[must_use]
pub fn colours(text: &str, offset: usize, workspace: &Workspace) -> Vec<Coloured> {
    if text.starts_with(':') {
        let end = text.find(char::is_whitespace).unwrap_or(text.len());
        let is_known = command::find(text[..end].trim_end_matches('!')).is_some();
        let class = if is_known || offset <= end { Class::Command } else { Class::Unknown };
        return vec![Coloured { range: 0..end, class }];
    }
    let found = lexemes(text);
    let is_declaration = found.first().is_some_and(|first| text[first.range.clone()] == *"noun");
    let line = Line { workspace, text, offset, defines: text.contains('='), is_declaration };
    found.into_iter().map(|lexeme| Coloured { class: line.class(&lexeme), range: lexeme.range }).collect()
}

/// A line and what its words mean anything in.
struct Line<'l> {
    workspace: &'l Workspace,
    text: &'l str,
    offset: usize,
    defines: bool,
    is_declaration: bool,
}

impl Line<'_> {
    fn class(&self, lexeme: &Lexeme) -> Class {
        let word = &self.text[lexeme.range.clone()];
        let model = &self.workspace.preset.model;
        let is_typed = lexeme.range.contains(&self.offset) || lexeme.range.end == self.offset;
        let is_unit = || model.units.known(word).is_some() || matches!(word, "%" | "1");
        let is_known = match lexeme.kind {
            LexemeKind::Number => return Class::Number,
            LexemeKind::Keyword => return Class::Keyword,
            LexemeKind::Comment => return Class::Comment,
            LexemeKind::Unit => is_unit() || model.find(word).is_some(),
            // A definition may use what comes later, and a function has parameters.
            LexemeKind::Function => self.defines || is_function(model, word),
            LexemeKind::Name => {
                self.defines
                    || self.is_declaration
                    || matches!(word, "_" | "true" | "false")
                    || model.find(word).is_some()
                    || is_unit()
                    || reference::find(word).is_some()
            }
        };
        match lexeme.kind {
            _ if !is_known && !is_typed => Class::Unknown,
            LexemeKind::Unit => Class::Unit,
            LexemeKind::Function => Class::Function,
            LexemeKind::Name if model.find(word).is_none() && is_unit() => Class::Unit,
            _ => Class::Plain,
        }
    }
}

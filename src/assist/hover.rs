//! What is known of the word at a place of a line: the same as a person would be told who asks for it.
//! What a word stands for in this line is not worked out: a word with several meanings has all of them, the likeliest first.

use std::ops::Range;

use super::is_part;
use crate::command;
use crate::command::vocabulary::{Sort, unit_in_words, words};
use crate::syntax::lexeme::{LexemeKind, lexemes};
use crate::workspace::Workspace;

/// What is known of a word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hover {
    /// The bytes of the word.
    pub range: Range<usize>,
    /// Each of its meanings: what kind of word it is, and all that is known of it.
    pub meanings: Vec<(&'static str, String)>,
}

/// What is known of the word at byte `offset`; `None` if there is no word, or nothing is.
#[must_use]
pub fn hover(text: &str, offset: usize, workspace: &Workspace) -> Option<Hover> {
    let range = word_at(text, offset)?;
    let word = &text[range.clone()];
    if let Some(argument) = option(text, word) {
        return Some(Hover {
            range,
            meanings: vec![(
                "option",
                format!("{word} {}", argument.value).trim_end().to_owned() + ": " + argument.about,
            )],
        });
    }
    // A command may be written in short, and is known by its own name.
    let name = match word.strip_prefix(':') {
        Some(name) => format!(":{}", command::find(name.trim_end_matches('!'))?.name),
        None => word.to_owned(),
    };
    let mut found = words(workspace, |word| word.trim_end_matches('(') == name);
    let kind = lexemes(text).into_iter().find(|lexeme| lexeme.range == range).map(|lexeme| lexeme.kind);
    let is_likely = |sort| match kind {
        Some(LexemeKind::Unit) => matches!(sort, Sort::Unit | Sort::Noun),
        Some(LexemeKind::Function) => sort == Sort::Function,
        _ => sort == Sort::Definition,
    };
    found.sort_by_key(|word| !is_likely(word.sort));
    let mut meanings: Vec<_> = found.iter().map(|word| (word.sort.name(), word.in_full(workspace))).collect();
    meanings.dedup();
    if let (true, Some(unit)) = (meanings.is_empty(), workspace.preset.model.units.known(&name)) {
        let quantity = workspace.preset.model.units.describe(&unit.dimension);
        meanings.push((Sort::Unit.name(), format!("{name}: {}", unit_in_words(workspace, &unit, &quantity))));
    }
    (!meanings.is_empty()).then_some(Hover { range, meanings })
}

/// The bytes of the word at a place; its letters may end there. A unit may stand tight behind a number.
fn word_at(text: &str, offset: usize) -> Option<Range<usize>> {
    let (before, after) = (text.get(..offset)?, text.get(offset..)?);
    if text.starts_with(':') {
        let name = text.find(char::is_whitespace).unwrap_or(text.len());
        if offset <= name {
            return Some(0..name);
        }
    }
    let is_its = |letter: char| is_part(letter) || matches!(letter, '$' | '€' | '£' | '¥' | '₹' | '-');
    let option = before.trim_end_matches(is_its).len();
    if text[option..].starts_with("--") {
        let end = offset + after.find(|letter| !is_its(letter)).unwrap_or(after.len());
        return Some(option..end);
    }
    let is_its = |letter: char| letter != '-' && is_its(letter);
    let start = before.trim_end_matches(is_its).len();
    let end = offset + after.find(|letter| !is_its(letter)).unwrap_or(after.len());
    let word = text[start..end].trim_end_matches('.');
    let (start, end) = match word.find(|letter: char| !letter.is_ascii_digit() && letter != '.') {
        Some(digits) => (start + digits, start + word.len()),
        None => return None,
    };
    (start < end).then_some(start..end)
}

/// The option of the line's command that is written so.
fn option(text: &str, word: &str) -> Option<&'static command::argument::Argument> {
    let name = text.split_whitespace().next().filter(|name| word.starts_with("--") && name.starts_with(':'))?;
    command::find(name.trim_end_matches('!'))?.all_arguments().find(|argument| argument.name == word)
}

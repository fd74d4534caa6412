//! What is refused before the grammar sees it: characters that cannot be meant, brackets that do not match,
//! and input so large or so deep that parsing it would not end well. Each bound has its own message.

use super::Origin;
use crate::diagnostic::{Diagnostic, Span};

/// How deep brackets, signs, powers and conditions may nest.
pub const MAX_NESTING: usize = 200;
/// How long one line may be, in bytes.
pub const MAX_LINE: usize = 4 << 20;
/// How long one name may be, in bytes.
pub const MAX_NAME: usize = 255;

/// Checks a line of code before it is parsed.
///
/// # Errors
/// The first bound that it exceeds, bad character, or bracket without its counterpart.
pub fn check(text: &str, origin: Origin) -> Result<(), Diagnostic> {
    if text.len() > MAX_LINE {
        return Err(Diagnostic::error(format!("the line is {} bytes long; the limit is {MAX_LINE}", text.len()))
            .at(origin.span(0..1), "starts here")
            .help("give the parts names, one definition per line"));
    }
    let mut open: Vec<usize> = Vec::new();
    let mut conditions = 0;
    let mut word: Option<usize> = None;
    let mut comment = false;
    let mut signs = 0;
    for (at, character) in text.char_indices().chain([(text.len(), '\n')]) {
        if comment {
            comment = character != '\n';
            continue;
        }
        if character.is_alphanumeric() || character == '_' {
            word.get_or_insert(at);
        } else if let Some(start) = word.take() {
            check_word(text, start..at, &mut conditions, origin)?;
            signs = if &text[start..at] == "not" { signs + 1 } else { 0 };
        }
        check_character(character, at, origin)?;
        match character {
            '#' => comment = true,
            '-' | '+' | '−' => signs += 1,
            '(' => {
                open.push(at);
                if open.len() > MAX_NESTING {
                    return Err(Diagnostic::error(format!("brackets are nested more than {MAX_NESTING} deep"))
                        .at(origin.span(at..at + 1), "one too deep")
                        .help("give the inner parts names, one definition per line"));
                }
            }
            ')' if open.pop().is_none() => {
                return Err(Diagnostic::error("a closing bracket has no opening one")
                    .at(origin.span(at..at + 1), "nothing to close")
                    .help("remove it, or add the `(` that it belongs to"));
            }
            _ if !character.is_whitespace() && word.is_none() => signs = 0,
            _ => {}
        }
        // The first one may stand between two operands.
        if signs > MAX_NESTING + 1 {
            return Err(too_many_signs(origin.span(at..at + character.len_utf8())));
        }
    }
    match open.last() {
        Some(&at) => Err(Diagnostic::error("a bracket is never closed")
            .at(origin.span(at..at + 1), "opened here")
            .help("add the `)` that it lacks")),
        None => Ok(()),
    }
}

/// Signs and powers that the grammar, or the tree, would have to nest too deep.
pub(super) fn too_many_signs(at: Span) -> Diagnostic {
    Diagnostic::error(format!("more than {MAX_NESTING} signs or powers in a row"))
        .at(at, "one too many")
        .help("give the inner parts names, one definition per line")
}

fn check_word(
    text: &str,
    word: std::ops::Range<usize>,
    conditions: &mut usize,
    origin: Origin,
) -> Result<(), Diagnostic> {
    if word.len() > MAX_NAME {
        let message = format!("a word of {} bytes is too long; the limit is {MAX_NAME}", word.len());
        return Err(Diagnostic::error(message).at(origin.span(word.start..word.start + 1), "starts here"));
    }
    if &text[word.clone()] == "if" {
        *conditions += 1;
        if *conditions > MAX_NESTING {
            return Err(Diagnostic::error(format!("more than {MAX_NESTING} conditions in one line"))
                .at(origin.span(word), "one too many")
                .help("give the parts names, one definition per line"));
        }
    }
    Ok(())
}

fn check_character(character: char, at: usize, origin: Origin) -> Result<(), Diagnostic> {
    let span = origin.span(at..at + character.len_utf8());
    if character.is_control() && !matches!(character, '\n' | '\r' | '\t') {
        let message = format!("a control character (U+{:04X}) has no meaning here", u32::from(character));
        return Err(Diagnostic::error(message).at(span, "remove it"));
    }
    if let '\u{ff01}'..='\u{ff5e}' | '\u{3000}' = character {
        let plain = u32::from(character).checked_sub(0xfee0).and_then(char::from_u32).unwrap_or(' ');
        return Err(Diagnostic::error(format!("`{character}` is a full-width character"))
            .at(span, "")
            .help(format!("type the plain `{plain}`")));
    }
    Ok(())
}

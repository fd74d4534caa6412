//! What is refused before the grammar sees it: characters that cannot be meant, brackets that do not match,
//! and input so large or so deep that parsing it would not end well. Each bound has its own message.

use super::Origin;
use crate::diagnostic::Diagnostic;

/// How deep brackets, signs, powers and conditions may nest.
pub const MAX_NESTING: usize = 200;
/// How long one line may be, in bytes.
pub const MAX_LINE: usize = 4 << 20;
/// How long one name may be, in bytes.
pub const MAX_NAME: usize = 255;

/// Checks that no chain of signs is longer than the grammar can follow: it recurses for each.
fn check_signs(text: &str, origin: Origin) -> Result<(), Diagnostic> {
    let (mut signs, mut at, mut comment) = (0, 0, false);
    for piece in text.split_inclusive(|letter: char| !letter.is_alphanumeric()) {
        let (word, last) = match piece.chars().next_back() {
            Some(last) if !last.is_alphanumeric() => (&piece[..piece.len() - last.len_utf8()], Some(last)),
            _ => (piece, None),
        };
        at += piece.len();
        comment = match last {
            Some('\n') => false,
            Some('#') => true,
            _ => comment,
        };
        signs = match word {
            "" => signs,
            "not" => signs + 1,
            _ => 0,
        };
        signs = match last {
            Some('-' | '+' | '−') if !comment => signs + 1,
            Some(letter) if !letter.is_whitespace() => 0,
            _ => signs,
        };
        // The first one may stand between two operands.
        if signs > MAX_NESTING + 1 {
            return Err(too_many_signs(origin.span(at - piece.len()..at)));
        }
    }
    Ok(())
}

/// Signs or powers that would be nested too deep.
pub(super) fn too_many_signs(at: crate::diagnostic::Span) -> Diagnostic {
    Diagnostic::error(format!("more than {MAX_NESTING} signs or powers in a row"))
        .at(at, "one too many")
        .help("give the inner parts names, one definition per line")
}

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
    check_signs(text, origin)?;
    let mut open: Vec<usize> = Vec::new();
    let mut conditions = 0;
    let mut word: Option<usize> = None;
    let mut comment = false;
    for (at, character) in text.char_indices().chain([(text.len(), '\n')]) {
        if comment {
            comment = character != '\n';
            continue;
        }
        if character.is_alphanumeric() || character == '_' {
            word.get_or_insert(at);
        } else if let Some(start) = word.take() {
            check_word(text, start..at, &mut conditions, origin)?;
        }
        check_character(character, at, origin)?;
        match character {
            '#' => comment = true,
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
            _ => {}
        }
    }
    match open.last() {
        Some(&at) => Err(Diagnostic::error("a bracket is never closed")
            .at(origin.span(at..at + 1), "opened here")
            .help("add the `)` that it lacks")),
        None => Ok(()),
    }
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

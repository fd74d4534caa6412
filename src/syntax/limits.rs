//! What is refused before the grammar sees it: characters that cannot be meant, brackets that do not match,
//! and input so large or so deep that parsing it would not end well. Each bound has its own message.

use super::Origin;
use super::explain::Trial;
use super::grammar::Rule;
use super::grouping::is_call;
use crate::diagnostic::Diagnostic;
use crate::limits::{LINE as MAX_LINE, NAME as MAX_NAME, NESTING as MAX_NESTING};

/// Checks that no chain of signs or of powers is longer than the grammar can follow: it recurses for each.
fn check_signs(text: &str, origin: Origin) -> Result<(), Diagnostic> {
    // Most lines are too short for that.
    if text.len() <= MAX_NESTING {
        return Ok(());
    }
    let (mut signs, mut powers, mut at, mut comment) = (0, 0, 0, false);
    let mut before = None;
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
        powers = match word {
            "of" if !comment => powers + 1,
            "and" | "or" | "not" | "if" | "then" | "else" | "to" | "in" => 0,
            _ => powers,
        };
        powers = match last {
            Some('^') if !comment => powers + 1,
            // The sign of an exponent, and whatever may stand in an operand.
            Some('-' | '+' | '−') if before == Some('^') && word.is_empty() => powers,
            Some(letter) if letter.is_whitespace() || "()._%$".contains(letter) => powers,
            Some(_) => 0,
            None => powers,
        };
        before = match last.filter(|letter| !letter.is_whitespace()) {
            Some(letter) => Some(letter),
            None if word.is_empty() => before,
            None => None,
        };
        // The first sign may stand between two operands.
        if signs > MAX_NESTING + 1 || powers > MAX_NESTING {
            return Err(too_many_signs(origin.span(text, at - piece.len()..at)));
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
    match problem(text, origin) {
        Ok(()) => Ok(()),
        Err(Problem::Bound(diagnostic)) => Err(*diagnostic),
        Err(Problem::Character(at, character)) => Err(bad_character(text, character, at, origin)),
        Err(Problem::NeverOpened(at)) => Err(never_opened(text, at, origin)),
        Err(Problem::NeverClosed(at, open)) => Err(never_closed(text, at, open, origin)),
    }
}

/// Whether a line may be parsed.
pub(super) fn is_within(text: &str) -> bool {
    problem(text, Origin::default()).is_ok()
}

/// What is found, before a way out of it is looked for: that is a line to be checked in its turn.
enum Problem {
    /// A bound is exceeded.
    Bound(Box<Diagnostic>),
    /// A character that cannot be meant, and where.
    Character(usize, char),
    /// A bracket that closes nothing.
    NeverOpened(usize),
    /// A bracket that nothing closes, and how many there are.
    NeverClosed(usize, usize),
}

impl From<Diagnostic> for Problem {
    fn from(diagnostic: Diagnostic) -> Self {
        Self::Bound(Box::new(diagnostic))
    }
}

fn problem(text: &str, origin: Origin) -> Result<(), Problem> {
    if text.len() > MAX_LINE {
        return Err(Diagnostic::error(format!("the line is {} bytes long; the limit is {MAX_LINE}", text.len()))
            .at(origin.span(text, 0..1), "starts here")
            .help("give the parts names, one definition per line")
            .into());
    }
    check_signs(text, origin)?;
    let mut open: Vec<usize> = Vec::new();
    let mut conditions = 0;
    let mut word: Option<usize> = None;
    let mut comment = false;
    for (at, character) in text.char_indices() {
        if comment {
            comment = character != '\n';
            continue;
        }
        if character.is_alphanumeric() || character == '_' {
            word.get_or_insert(at);
        } else if let Some(start) = word.take() {
            check_word(text, start..at, &mut conditions, origin)?;
        }
        if is_control(character) || full_width(character) != character {
            return Err(Problem::Character(at, character));
        }
        match character {
            '#' => comment = true,
            '(' => {
                open.push(at);
                if open.len() > MAX_NESTING {
                    return Err(Diagnostic::error(format!("brackets are nested more than {MAX_NESTING} deep"))
                        .at(origin.span(text, at..at + 1), "one too deep")
                        .help("give the inner parts names, one definition per line")
                        .into());
                }
            }
            ')' if open.pop().is_none() => {
                return Err(Problem::NeverOpened(at));
            }
            _ => {}
        }
    }
    if let Some(start) = word {
        check_word(text, start..text.len(), &mut conditions, origin)?;
    }
    match open.last() {
        Some(&at) => Err(Problem::NeverClosed(at, open.len())),
        None => Ok(()),
    }
}

/// A bracket that closes nothing: without it, or with its counterpart at the start.
fn never_opened(text: &str, at: usize, origin: Origin) -> Diagnostic {
    let trial = Trial { text, at, origin, rule: Rule::statement };
    let start = text.len() - text.trim_start().len();
    let line = start..text.len();
    let (before, after) = (text[start..at].trim_end(), &text[at + 1..]);
    // The name of a definition stays outside.
    let value = before.rfind('=').map_or(0, |sign| before.len() - before[sign + 1..].trim_start().len());
    let opened = format!("{}({}){after}", &before[..value], &before[value..]);
    let error =
        Diagnostic::error("a closing bracket has no opening one").at(origin.span(text, at..at + 1), "nothing to close");
    // The mark of a list, such as `1)` or `a)`.
    let is_mark = before.chars().all(char::is_alphanumeric) && after.starts_with(' ');
    let listed = is_mark.then(|| trial.offer("leave the mark of the list out:", line.clone(), after.trim())).flatten();
    if listed.is_some() {
        return error.maybe_offer(listed);
    }
    error
        .maybe_offer(trial.offer("remove it:", line.clone(), format!("{before}{after}").trim()))
        .maybe_offer(trial.offer("or open it:", line, opened.trim()))
}

/// A bracket that nothing closes: with its counterpart at the end of the line, or without it.
fn never_closed(text: &str, at: usize, open: usize, origin: Origin) -> Diagnostic {
    let trial = Trial { text, at, origin, rule: Rule::statement };
    let start = text.len() - text.trim_start().len();
    let error = Diagnostic::error("a bracket is never closed").at(origin.span(text, at..at + 1), "opened here");
    if text.contains('#') {
        return error.help("add the `)` that it lacks");
    }
    let line = text.trim();
    let line = line.strip_suffix([',', ';']).unwrap_or(line);
    // A conversion is of the whole.
    let end = line.rfind(" ->").filter(|&arrow| start + arrow > at).unwrap_or(line.len());
    let closed = format!("{}{}{}", &line[..end], ")".repeat(open), &line[end..]);
    let without = format!("{}{}", &text[..at], &text[at + 1..]);
    let is_alone = open == 1 && !is_call(text, at);
    error
        .maybe_offer(trial.offer("close it:", start..text.len(), &closed))
        .maybe_offer(is_alone.then(|| trial.offer("or leave it out:", start..text.len(), without.trim())).flatten())
}

fn check_word(
    text: &str,
    word: std::ops::Range<usize>,
    conditions: &mut usize,
    origin: Origin,
) -> Result<(), Diagnostic> {
    if word.len() > MAX_NAME {
        let message = format!("a word of {} bytes is too long; the limit is {MAX_NAME}", word.len());
        return Err(Diagnostic::error(message).at(origin.span(text, word.start..word.start + 1), "starts here"));
    }
    if &text[word.clone()] == "if" {
        *conditions += 1;
        if *conditions > MAX_NESTING {
            return Err(Diagnostic::error(format!("more than {MAX_NESTING} conditions in one line"))
                .at(origin.span(text, word), "one too many")
                .help("give the parts names, one definition per line"));
        }
    }
    Ok(())
}

/// A control character, or a full-width one: without it, or with the plain one.
fn bad_character(text: &str, character: char, at: usize, origin: Origin) -> Diagnostic {
    let span = origin.span(text, at..at + character.len_utf8());
    let instead =
        |plain: fn(char) -> Option<char>| text.chars().filter_map(plain).collect::<String>().trim().to_owned();
    let trial = Trial { text, at, origin, rule: Rule::statement };
    if is_control(character) {
        let message = format!("a control character (U+{:04X}) has no meaning here", u32::from(character));
        let line = instead(|one| (!is_control(one)).then_some(one));
        let error = Diagnostic::error(message).at(span, "remove it");
        return error.maybe_offer(trial.offer("without it, the line is", 0..text.len(), &line));
    }
    let plain = full_width(character);
    let line = instead(|one| Some(full_width(one)));
    let error = Diagnostic::error(format!("`{character}` is a full-width character")).at(span, "");
    match trial.offer("type plain ones:", 0..text.len(), &line) {
        Some(offer) => error.offer(offer),
        None => error.help(format!("type the plain `{plain}`")),
    }
}

/// Whether a character only tells a terminal what to do.
fn is_control(character: char) -> bool {
    character.is_control() && !matches!(character, '\n' | '\r' | '\t')
}

/// The plain letter that a full-width one stands for.
fn full_width(character: char) -> char {
    match character {
        '\u{ff01}'..='\u{ff5e}' => {
            u32::from(character).checked_sub(0xfee0).and_then(char::from_u32).unwrap_or(character)
        }
        '\u{3000}' => ' ',
        other => other,
    }
}

//! What can stand where a line goes on: a value, a unit, or the unit of a conversion and what is converted to it.
//! It looks at signs and words alone, since a line that is being typed is seldom one that the grammar takes.

use crate::syntax::lexeme::{LexemeKind, lexemes};

/// What can stand behind a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Position<'t> {
    /// A value.
    Value,
    /// A unit: after a number, or after `per`.
    Unit,
    /// A unit or a value: after a tight slash.
    Under,
    /// A unit that something is converted to.
    Target(Target<'t>),
    /// Nothing: it is a comment.
    Comment,
}

/// What is converted, and how far its unit is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Target<'t> {
    /// The expression.
    pub(super) of: &'t str,
    /// What of the unit is there: `TB/`.
    pub(super) written: &'t str,
    /// Whether it may be the end of a range as well: after `to`.
    pub(super) may_be_range: bool,
}

/// What is known of the text within one pair of brackets.
#[derive(Default)]
struct Level {
    /// Where its expression starts.
    start: usize,
    /// Where the sign of a conversion starts and ends, and whether it is `to`.
    arrow: Option<(usize, usize, bool)>,
}

impl Level {
    const fn at(start: usize) -> Self {
        Self { start, arrow: None }
    }
}

/// What can stand behind a text, which ends where a word starts.
pub(super) fn position(text: &str) -> Position<'_> {
    let Some(level) = last_level(text) else { return Position::Comment };
    let within = text.get(level.start..).unwrap_or_default();
    let target = |(sign, end, may_be_range): (usize, usize, bool)| Target {
        of: text.get(level.start..sign).unwrap_or_default(),
        written: text.get(end..).unwrap_or_default(),
        may_be_range,
    };
    match level.arrow.map(target) {
        // `5 to 20` is a range as soon as there is a number behind the word.
        Some(target) if !target.may_be_range || !target.written.trim_start().starts_with(is_no_unit) => {
            Position::Target(target)
        }
        _ => in_expression(within),
    }
}

fn is_no_unit(letter: char) -> bool {
    letter.is_ascii_digit() || matches!(letter, '.' | '(' | '~' | '≈' | '-' | '+')
}

/// What can stand behind a text without a conversion.
fn in_expression(before: &str) -> Position<'static> {
    let is_tight = before.ends_with('/') && !before.ends_with(" /");
    let before = before.trim_end();
    let after_number = before.ends_with(|letter: char| letter.is_ascii_digit())
        && lexemes(before).last().is_some_and(|last| last.kind == LexemeKind::Number && last.range.end == before.len());
    let after_per = before.strip_suffix("per").is_some_and(|before| !before.ends_with(super::is_part));
    match (is_tight, after_number || after_per) {
        (true, _) => Position::Under,
        (_, true) => Position::Unit,
        _ => Position::Value,
    }
}

/// The innermost brackets that are open at the end of a text; `None` in a comment.
fn last_level(text: &str) -> Option<Level> {
    let mut levels = Vec::new();
    let mut level = Level::default();
    let (mut at, mut previous) = (0, ' ');
    while let Some(letter) = text[at..].chars().next() {
        let rest = &text[at..];
        let mut end = at + letter.len_utf8();
        let next = text[end..].chars().next().unwrap_or(' ');
        match letter {
            _ if letter.is_alphabetic() || letter == '_' => {
                let word = &rest[..rest.find(|letter| !super::is_part(letter)).unwrap_or(rest.len())];
                end = at + word.len();
                match word {
                    "in" | "to" => level.arrow = Some((at, end, word == "to")),
                    "if" | "then" | "else" => level = Level::at(end),
                    _ => {}
                }
            }
            '(' => levels.push(std::mem::replace(&mut level, Level::at(end))),
            ')' => level = levels.pop().unwrap_or(level),
            ';' | '\n' => {
                levels.clear();
                level = Level::at(end);
            }
            ',' if !(previous.is_ascii_digit() && next.is_ascii_digit()) => level = Level::at(end),
            '=' if !matches!(previous, '<' | '>' | '!' | '=') && next != '=' => level = Level::at(end),
            // The label of a line; a ratio has no space behind its colon.
            ':' if next.is_whitespace() => level = Level::at(end),
            '-' if next == '>' => {
                end += 1;
                level.arrow = Some((at, end, false));
            }
            '→' | '⟶' => level.arrow = Some((at, end, false)),
            '+' | '<' | '>' => level.arrow = None,
            // A tight hyphen joins two units.
            '-' if next.is_whitespace() => level.arrow = None,
            '#' => end = at + rest.find('\n')?,
            _ => {}
        }
        (at, previous) = (end, text[..end].chars().next_back().unwrap_or(' '));
    }
    Some(level)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_converted() {
        for (text, of, written) in [
            ("a + b -> ", "a + b ", " "),
            ("x = a * 3 -> TB/", " a * 3 ", " TB/"),
            ("API load: 1000 QPS -> ", " 1000 QPS ", " "),
            ("max(1, a -> ", " a ", " "),
            ("max(a, b) in ", "max(a, b) ", " "),
            ("1,000 GB to ", "1,000 GB ", " "),
            ("if a > b then a -> ", " a ", " "),
            ("a; b → ", " b ", " "),
        ] {
            let Position::Target(target) = position(text) else { panic!("{text}: {:?}", position(text)) };
            assert_eq!((target.of, target.written), (of, written), "{text}");
        }
    }

    #[test]
    fn what_is_no_conversion() {
        for (text, expected) in [
            ("", Position::Value),
            ("a -> GB + ", Position::Value),
            ("(a -> GB) * ", Position::Value),
            ("5 ", Position::Unit),
            ("5 to 20 ", Position::Unit),
            ("tweets per ", Position::Unit),
            ("10 KB/", Position::Under),
            ("x2 ", Position::Value),
            ("5 GB # in ", Position::Comment),
        ] {
            assert_eq!(position(text), expected, "{text}");
        }
    }
}

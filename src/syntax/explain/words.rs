//! Words, numbers and signs of a line that the grammar refused, told apart by their letters alone.

use std::ops::Range;

/// The words that the grammar keeps for itself.
pub(super) fn is_keyword(word: &str) -> bool {
    matches!(word, "if" | "then" | "else" | "and" | "or" | "not" | "of" | "per" | "in" | "to")
}

/// Whether a letter may stand in a word.
pub(super) fn is_letter(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

/// The word, number or sign that a text starts with; a number with its decimal point is one word.
pub(super) fn first(text: &str) -> &str {
    let first = text.chars().next().unwrap_or(' ');
    let length = if first.is_ascii_digit() {
        let end = text.find(|letter| !is_letter(letter) && letter != '.').unwrap_or(text.len());
        text[..end].trim_end_matches('.').len()
    } else if is_letter(first) {
        text.find(|letter| !is_letter(letter)).unwrap_or(text.len())
    } else {
        let signs = ["->", "==", "=>", "<=", ">=", "!=", "&&", "||", "<>", "..."];
        let long = signs.into_iter().find(|sign| text.starts_with(sign));
        long.map_or_else(|| first.len_utf8().min(text.len()), str::len)
    };
    &text[..length]
}

/// The word, number or sign that a text ends with; a number with its decimal point is one word.
pub(super) fn last(text: &str) -> &str {
    let letters = |letter: &(usize, char)| is_letter(letter.1) || letter.1 == '.';
    match text.char_indices().rev().take_while(letters).last() {
        Some((at, _)) => &text[at..],
        None => text.char_indices().next_back().map_or("", |(at, _)| &text[at..]),
    }
}

/// Whether a word is digits, perhaps with a decimal point.
pub(super) fn is_number(text: &str) -> bool {
    text.ends_with(|letter: char| letter.is_ascii_digit())
        && text.chars().all(|letter| letter.is_ascii_digit() || matches!(letter, '_' | '.'))
}

/// Whether a word begins like a number, such as `10M`.
pub(super) fn starts_number(text: &str) -> bool {
    text.trim_start_matches('.').starts_with(|letter: char| letter.is_ascii_digit())
}

/// Whether a text is one word that could be a name or a unit.
pub(super) fn is_word(text: &str) -> bool {
    text.starts_with(|letter: char| letter.is_alphabetic() || letter == '_') && text.chars().all(is_letter)
}

/// The byte from `start` on at which something other than spaces stands.
pub(super) fn skip_spaces(text: &str, start: usize) -> usize {
    text.len() - text[start..].trim_start().len()
}

/// Whether an operand may begin behind this text: at the start of a line, behind a sign or an open bracket.
pub(super) fn begins_operand(before: &str) -> bool {
    before.trim_end().chars().next_back().is_none_or(|sign| "=(,+-*/^<>:×÷·".contains(sign))
}

/// Whether a word looks like a unit: of time, with a capital (`GB`, `QPS`), or plural.
pub(super) fn looks_like_unit(word: &str) -> bool {
    const OTHERS: [&str; 12] = ["s", "ms", "us", "ns", "min", "h", "hr", "d", "day", "month", "year", "bps"];
    let head = word.split(['/', '·']).next().unwrap_or(word);
    OTHERS.contains(&head) || head.len() > 1 && head.contains(char::is_uppercase) || is_plural(head)
}

/// Whether a word looks like a plural.
pub(super) fn is_plural(word: &str) -> bool {
    word.len() > 3 && word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("us") && !word.ends_with("is")
        || word == "people"
}

/// Whether the units of two literals surely measure the same: bytes, bits, a time, or the same word.
pub(super) fn measure_the_same(one: &str, other: &str) -> bool {
    let kind = |word: &str| match word {
        "s" | "ms" | "us" | "ns" | "min" | "h" | "hr" | "d" => "time".to_owned(),
        _ if ["sec", "min", "hour", "day", "week", "month", "year"].iter().any(|time| word.starts_with(time)) => {
            "time".to_owned()
        }
        _ if word.len() < 4 && word.ends_with('B') => "bytes".to_owned(),
        _ => word.trim_end_matches('s').to_owned(),
    };
    kind(one) == kind(other)
}

/// The operand that a text ends with: a bracket with the name before it, or a number with its unit, or a name.
pub(super) fn operand_before(text: &str) -> Range<usize> {
    let end = text.trim_end().len();
    let text = &text[..end];
    let start = if text.ends_with(')') {
        let mut depth = 0_usize;
        let open = text.char_indices().rev().find(|&(_, letter)| {
            match letter {
                ')' => depth += 1,
                '(' => depth -= 1,
                _ => {}
            }
            depth == 0
        });
        let open = open.map_or(0, |(at, _)| at);
        text[..open].trim_end_matches(is_letter).len()
    } else {
        let stem =
            |text: &str| text.trim_end_matches(|letter| is_letter(letter) || ".,_$€£¥₹%/".contains(letter)).len();
        let start = stem(text);
        let earlier = text[..start].trim_end();
        let number = &earlier[stem(earlier)..];
        if !starts_number(&text[start..]) && starts_number(number.trim_start_matches(['$', '€'])) {
            earlier.len() - number.len()
        } else {
            start
        }
    };
    start..end
}

/// The length of the operand that a text starts with: a bracket, a number with its unit, or a name with its brackets.
pub(super) fn operand_after(text: &str) -> usize {
    let word =
        |text: &str| text.find(|letter| !is_letter(letter) && !".,_$€£¥₹%/".contains(letter)).unwrap_or(text.len());
    let length = word(text);
    if text[length..].starts_with('(') {
        let mut depth = 0_usize;
        let close = text.char_indices().skip_while(|&(at, _)| at < length).find(|&(_, letter)| {
            match letter {
                '(' => depth += 1,
                ')' => depth -= 1,
                _ => {}
            }
            depth == 0
        });
        return close.map_or(text.len(), |(at, _)| at + 1);
    }
    let after = &text[length..];
    let spaces = after.len() - after.trim_start_matches(' ').len();
    let next = &after[spaces..];
    let unit = &next[..word(next)];
    let is_unit = starts_number(text.trim_start_matches('$'))
        && spaces > 0
        && unit.starts_with(char::is_alphabetic)
        && !is_keyword(unit)
        && unit != "x";
    text[..length + if is_unit { spaces + unit.len() } else { 0 }].trim_end_matches(['.', ',']).len()
}

//! What stands in a text and is no part of the grammar: comments, and signs that group the digits of a number
//! (`1,234,567`, `1 000 000`). Both are written over with as many other bytes, so that all else keeps its place.

use std::borrow::Cow;

/// The text with spaces in place of comments, and `_` in place of the signs that group digits.
pub(super) fn plain(text: &str) -> Cow<'_, str> {
    let text = without_comments(text);
    let signs = grouping_signs(&text);
    if signs.is_empty() {
        return text;
    }
    let mut bytes = text.into_owned().into_bytes();
    for (at, length) in signs {
        bytes[at..at + length].fill(b'_');
    }
    Cow::Owned(String::from_utf8(bytes).expect("whole characters are written over"))
}

fn without_comments(text: &str) -> Cow<'_, str> {
    if !text.contains('#') {
        return Cow::Borrowed(text);
    }
    let mut blank = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let (code, comment) = line.split_at(line.find('#').unwrap_or(line.len()));
        blank.push_str(code);
        blank.extend(comment.bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }));
    }
    Cow::Owned(blank)
}

/// The signs that group digits: where each starts, and its bytes.
fn grouping_signs(text: &str) -> Vec<(usize, usize)> {
    let bytes = text.as_bytes();
    let mut signs = Vec::new();
    // For each open bracket whether it is that of a call, in which commas separate.
    let mut calls: Vec<bool> = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'(' => calls.push(is_call(text, at)),
            b')' => drop(calls.pop()),
            byte if byte.is_ascii_digit() => {
                let starts_number =
                    !text[..at].ends_with(|letter: char| letter.is_alphanumeric() || "_.".contains(letter));
                let end = digits_end(bytes, at);
                if starts_number {
                    let in_call = calls.last() == Some(&true);
                    at = group(text, at..end, in_call, &mut signs);
                } else {
                    at = end;
                }
                continue;
            }
            _ => {}
        }
        at += 1;
    }
    signs
}

fn digits_end(bytes: &[u8], start: usize) -> usize {
    bytes[start..].iter().position(|byte| !byte.is_ascii_digit()).map_or(bytes.len(), |length| start + length)
}

/// Notes the signs of a grouped number whose first group is `first`; returns where the number ends.
fn group(text: &str, first: std::ops::Range<usize>, in_call: bool, signs: &mut Vec<(usize, usize)>) -> usize {
    let bytes = text.as_bytes();
    let sign = text[first.end..].chars().next().unwrap_or('x');
    let separates = match sign {
        ',' => !in_call,
        ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}' => true,
        _ => false,
    };
    if !separates || first.len() > 3 {
        return first.end;
    }
    let mut found = Vec::new();
    let mut groups = Vec::new();
    let mut end = first.end;
    while text[end..].starts_with(sign) {
        let start = end + sign.len_utf8();
        let next = digits_end(bytes, start);
        if !(2..=3).contains(&(next - start)) {
            break;
        }
        found.push((end, sign.len_utf8()));
        groups.push(&text[start..next]);
        end = next;
    }
    let threes = groups.iter().all(|group| group.len() == 3);
    // As in India: groups of two above the last one.
    let twos =
        || groups.split_last().is_some_and(|(last, rest)| last.len() == 3 && rest.iter().all(|one| one.len() == 2));
    let goes_on = text[end..].starts_with(sign)
        && text[end + sign.len_utf8()..].starts_with(|letter: char| letter.is_ascii_digit());
    let is_number = !groups.is_empty()
        && !goes_on
        && match sign {
            ',' => threes || twos(),
            ' ' => threes && (groups.len() > 1 || groups == ["000"]),
            _ => threes,
        };
    if !is_number {
        return first.end;
    }
    signs.extend(found);
    end
}

/// Whether a bracket is that of a call: it follows a word, unless that is the unit of a number.
pub(super) fn is_call(text: &str, bracket: usize) -> bool {
    let is_letter = |letter: char| letter.is_alphanumeric() || letter == '_';
    let before = text[..bracket].trim_end();
    let word = &before[before.trim_end_matches(is_letter).len()..];
    if word.is_empty() || word.starts_with(|first: char| first.is_ascii_digit()) {
        return false;
    }
    if before.len() == bracket {
        return true;
    }
    let before = before[..before.len() - word.len()].trim_end();
    let token = &before[before.trim_end_matches(|letter: char| !letter.is_whitespace()).len()..];
    let number = token.trim_start_matches(|first: char| !first.is_alphanumeric());
    let is_unit =
        token.ends_with(['/', '·']) || token == "per" || number.starts_with(|first: char| first.is_ascii_digit());
    !is_unit
}

/// Whether the comma between two arguments could as well group the digits of one number: `1,000`.
pub(super) fn could_group(text: &str, before: usize, after: usize) -> bool {
    if text.get(before..after) != Some(",") {
        return false;
    }
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let backwards = text[..before].bytes().rev().take_while(u8::is_ascii_digit).count();
    let stem = &text[..before - backwards];
    let starts = !stem.ends_with(|letter: char| letter.is_alphanumeric() || "_.".contains(letter));
    (1..=3).contains(&backwards) && starts && digits(&text[after..]) == 3
}

/// A call with another sign in place of each comma that could group digits.
#[must_use]
pub fn regrouped(call: &str, sign: &str) -> String {
    let mut text = String::with_capacity(call.len());
    for (at, letter) in call.char_indices() {
        if letter == ',' && could_group(call, at, at + 1) {
            text.push_str(sign);
        } else {
            text.push(letter);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_in_groups() {
        for (text, expected) in [
            ("1,234,567.8 users", "1_234_567.8 users"),
            ("12,34,567", "12_34_567"),
            ("$1,234.56/month", "$1_234.56/month"),
            ("1 000 000 users", "1_000_000 users"),
            ("1 000 GB", "1_000 GB"),
            ("3 200 GB", "3 200 GB"),
            ("3\u{a0}200 GB", "3__200 GB"),
            ("3\u{202f}200", "3___200"),
            ("1,5", "1,5"),
            ("1,00", "1,00"),
            ("1234,567", "1234,567"),
            ("max(1,000, 2)", "max(1,000, 2)"),
            ("max((1,000), 2)", "max((1_000), 2)"),
            ("3.5T links (3,500,000)", "3.5T links (3_500_000)"),
            ("300M tweets/day (3,472 /s)", "300M tweets/day (3_472 /s)"),
            ("-5 years (-1,000 to 5)", "-5 years (-1_000 to 5)"),
            ("max (1,000, 2)", "max (1,000, 2)"),
            ("1h 000", "1h 000"),
            ("5 # 1,000", "5        "),
        ] {
            assert_eq!(plain(text), expected);
        }
    }
}

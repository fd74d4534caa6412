//! Something is missing: the line ends too early, an operator has no value before it, a conversion no unit.

use super::words::{first, is_keyword, is_letter, last, skip_spaces, starts_number};
use super::{Diagnostic, Expected, Failure, mathematics};

/// A line that ends where more was expected.
pub(super) fn at_the_end(failure: &Failure) -> Option<Diagnostic> {
    if !failure.rest().trim().is_empty() {
        return None;
    }
    let before = failure.before();
    let last_at = before.char_indices().next_back().map_or(0, |(at, _)| at);
    let (message, label) = match failure.expected {
        Expected::Unit => ("the line ends where a unit was expected".to_owned(), "a unit comes after this"),
        Expected::Word(what) => (format!("the line ends where {what} was expected"), ""),
        Expected::Value | Expected::Operator => {
            ("the line ends where a value was expected".to_owned(), "a value comes after this")
        }
    };
    let error = failure.error(message, last_at..before.len(), label);
    if matches!(failure.expected, Expected::Word(_)) {
        return Some(error);
    }
    // Without the operators that wait for a value.
    let mut left = before;
    loop {
        let word = last(left);
        let is_waiting = is_keyword(word) || !word.starts_with(|letter| is_letter(letter) || letter == ')');
        if !is_waiting || left.is_empty() {
            break;
        }
        left = left[..left.len() - word.len()].trim_end();
    }
    let start = skip_spaces(failure.text, 0);
    if left.trim().is_empty() || left == before {
        return Some(error);
    }
    Some(error.maybe_offer(failure.trial.offer(
        "for what stands before it, write",
        start..failure.text.len(),
        left.trim_start(),
    )))
}

/// A conversion or a `per` without a unit.
pub(super) fn unit(failure: &Failure) -> Option<Diagnostic> {
    if failure.expected != Expected::Unit {
        return None;
    }
    let text = failure.text;
    let before = failure.before();
    let word = last(before);
    let token = failure.token();
    // `-> in TB`, `in to TB`
    let is_twice = matches!(token, "in" | "to" | "per" | "->" | "→" | "=" | "/" | "of");
    if is_twice {
        let error = failure.error(format!("a unit was expected, and not `{token}`"), failure.token_range(), "");
        let end = skip_spaces(text, failure.at + token.len());
        return Some(error.maybe_offer(failure.trial.offer_line("leave it out:", failure.at..end, "")));
    }
    let is_count = word == "in" && starts_number(token);
    let is_below = matches!(word, "per" | "every" | "/") || is_count;
    let message = if is_below { format!("`{word}` is followed by a unit") } else { "a unit was expected".to_owned() };
    let error = failure.error(message, failure.token_range(), "not a unit");
    let sign_at = before.len() - if before.ends_with("->") { 2 } else { word.len() };
    let left = text[..sign_at].trim();
    let start = skip_spaces(text, 0);
    let length = super::words::operand_after(failure.rest());
    if is_below && length > 0 {
        let divisor = &failure.rest()[..length];
        let divisor = if divisor.contains(' ') && !divisor.starts_with('(') {
            format!("({divisor})")
        } else {
            divisor.to_owned()
        };
        let line = format!("{} / {divisor}", text[..sign_at].trim_end());
        let place = start..failure.at + length;
        return Some(error.maybe_offer(failure.trial.offer("to divide, write", place, line.trim_start())));
    }
    let article = ["a", "an", "the"].contains(&token);
    if article {
        let end = skip_spaces(text, failure.at + token.len());
        return Some(error.maybe_offer(failure.trial.offer_line("leave it out:", failure.at..end, "")));
    }
    Some(error.maybe_offer(failure.trial.offer("for what stands before it, write", start..text.len(), left)))
}

/// The signs that want a value before them.
const SIGNS: [char; 19] =
    [')', '*', '/', '+', '^', '<', '>', '!', '-', '→', '=', '≤', '≥', '≠', '×', '÷', '·', ',', '±'];

/// An operator with no value before it.
pub(super) fn value(failure: &Failure) -> Option<Diagnostic> {
    let text = failure.text;
    let before = failure.before();
    let token = failure.token();
    let currency = before.chars().next_back().filter(|sign| "$€£¥₹".contains(*sign));
    if let (Some('-' | '−'), Some(currency)) = (token.chars().next(), currency) {
        let message = format!("the sign of a number stands before the `{currency}`");
        let error = failure.error(message, failure.token_range(), "");
        let after = &text[failure.at + token.len()..];
        let number: String = after.chars().take_while(|letter| is_letter(*letter) || ".,".contains(*letter)).collect();
        let place = before.len() - currency.len_utf8()..failure.at + token.len() + number.len();
        return Some(error.maybe_offer(failure.trial.offer("write", place, &format!("-{currency}{number}"))));
    }
    if failure.expected != Expected::Value || !token.starts_with(SIGNS) {
        return None;
    }
    let sign = ["**", "+-"].into_iter().find(|sign| failure.rest().starts_with(sign)).unwrap_or(token);
    let error = failure.error(format!("a value is missing before `{sign}`"), failure.at..failure.at + sign.len(), "");
    let end = skip_spaces(text, failure.at + sign.len());
    let earlier = match before.chars().next_back() {
        Some(letter) if "*/+-^<>=×÷·−".contains(letter) => last(before),
        _ => "",
    };
    if before.is_empty() {
        return Some(error.maybe_offer(failure.trial.offer(
            "for what follows it, write",
            0..text.len(),
            text[end..].trim(),
        )));
    }
    if sign == ")" {
        let offer = before.strip_suffix('(').map(|left| {
            let whole = left.trim_end_matches(['*', '/', '+', '-', ' ']);
            failure.trial.offer("without the empty brackets:", 0..text.len(), &format!("{whole}{}", &text[end..]))
        });
        let dangling = before.trim_end_matches(['*', '/', '+', '-', '^', ',', ' ']);
        let closed = format!("{dangling}{}", &text[failure.at..]);
        return Some(
            error.maybe_offer(offer.flatten().or_else(|| failure.trial.offer("write", 0..text.len(), &closed))),
        );
    }
    if earlier.is_empty() {
        return Some(error);
    }
    let second = failure.trial.offer_line("keep one of the two:", failure.at..end, "");
    if earlier == sign {
        return Some(error.maybe_offer(second));
    }
    let first = failure.trial.offer_line("or", before.len() - earlier.len()..failure.at, "");
    Some(error.maybe_offer(second).maybe_offer(first))
}

/// What no family knows.
pub(super) fn anything_else(failure: &Failure) -> Diagnostic {
    let token = failure.token();
    let error = |label: &str| failure.error(format!("unexpected `{token}`"), failure.token_range(), label);
    let end = skip_spaces(failure.text, failure.at + token.len());
    let place = failure.at..end;
    let is_word = is_letter(token.chars().next().unwrap_or(' ')) || starts_number(first(token));
    let is_part = |letter: Option<char>| letter.is_some_and(|letter| is_letter(letter) || "/\\".contains(letter));
    let is_inside = is_part(failure.text[..failure.at].chars().next_back())
        && is_part(failure.text[failure.at + token.len()..].chars().next());
    match failure.expected {
        Expected::Word(what) => error("").help(format!("{what} was expected before it")),
        _ if is_word => error("this has no meaning here"),
        // Between two letters it may well be part of something else.
        _ if is_inside => error("this has no meaning here"),
        // Without a sign of mathematics the rest means something else.
        _ if mathematics::is_sign(token) => error("this has no meaning here"),
        _ => error("this has no meaning here").maybe_offer(failure.trial.offer_line("leave it out:", place, "")),
    }
}

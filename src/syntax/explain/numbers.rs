//! Numbers and ranges in the spelling of other places: `1,5`, `1.234,56`, `1'000'000`, `1.000.000`, `5..20M`, `5–20M`.

use std::ops::Range;

use super::words::{is_letter, starts_number};
use super::{Diagnostic, Failure};
use crate::syntax::number::is_suffix;

/// Signs that people write between the ends of a range, the longest first.
const DASHES: [&str; 10] = ["...", "..", "…", "–", "—", "~", "〜", "～", "‑", "−"];

pub(super) fn explain(failure: &Failure) -> Option<Diagnostic> {
    range(failure)
        .or_else(|| number(failure))
        .or_else(|| comma(failure))
        .or_else(|| point(failure))
        .or_else(|| colon(failure))
}

/// `5..20M users`, `5–20M`
fn range(failure: &Failure) -> Option<Diagnostic> {
    let text = failure.text;
    let at = text[..failure.at].trim_end_matches('.').len();
    let dash = DASHES.into_iter().find(|dash| text[at..].starts_with(dash))?;
    let end = at + dash.len();
    let high = text[end..].trim_start();
    let high_at = text.len() - high.len();
    let money = high.strip_prefix(['$', '€', '£']).unwrap_or(high);
    let low = literal_before(text[..at].trim_end());
    if !starts_number(money) || low.is_empty() {
        return None;
    }
    let high = &high[..literal_after(high)];
    let low_text = text[low.clone()].trim();
    let written = format!("{}{} to {high}", low_text, shared_suffix(low_text, high));
    let error = failure.error(format!("`{dash}` makes no range"), at..end, "");
    Some(error.maybe_offer(failure.trial.offer("write", low.start..high_at + high.len(), &written)))
}

/// The suffix that a bare low end takes from the high end.
fn shared_suffix(low: &str, high: &str) -> String {
    let digits = |text: &str| {
        let text = text.trim_start_matches(['$', '€', '£']);
        text.find(|letter: char| !letter.is_ascii_digit() && letter != '.').unwrap_or(text.len())
    };
    let bare = low.trim_start_matches(['$', '€', '£']);
    if digits(low) != bare.len() {
        return String::new();
    }
    let high = high.trim_start_matches(['$', '€', '£']);
    let (number, after) = high.split_at(digits(high));
    let suffix: String = after.chars().take_while(|letter| is_letter(*letter)).collect();
    let value = |text: &str| text.parse::<f64>().unwrap_or(f64::INFINITY);
    if is_suffix(&suffix) && value(bare) < value(number) { suffix } else { String::new() }
}

/// The number that a text ends with, with its sign of money and its unit.
fn literal_before(text: &str) -> Range<usize> {
    let is_part = |letter: char| is_letter(letter) || ".,_%$€£¥/".contains(letter);
    let start = text.trim_end_matches(is_part).len();
    if starts_number(text[start..].trim_start_matches(['$', '€', '£', '¥'])) {
        return start..text.len();
    }
    let earlier = text[..start].trim_end();
    let number = earlier.trim_end_matches(is_part).len();
    let is_number = starts_number(earlier[number..].trim_start_matches(['$', '€', '£', '¥']));
    if is_number { number..text.len() } else { text.len()..text.len() }
}

/// The length of the number that a text starts with, without a unit apart from it.
fn literal_after(text: &str) -> usize {
    let end = text.find(|letter| !is_letter(letter) && !".,_%$€£¥".contains(letter)).unwrap_or(text.len());
    text[..end].trim_end_matches(['.', ',']).len()
}

/// The digits and signs around a place that were meant as one number.
fn around(failure: &Failure) -> Range<usize> {
    let is_part = |letter: char| letter.is_ascii_digit() || ".,'’_`´".contains(letter);
    let text = failure.text;
    let start = text[..failure.at].trim_end_matches(is_part).len();
    let end = text[failure.at..].find(|letter| !is_part(letter)).map_or(text.len(), |length| failure.at + length);
    // Groups that spaces part: `1 000,5`.
    let mut start = start;
    while text[start..].bytes().take_while(u8::is_ascii_digit).count() == 3 {
        let Some(earlier) = text[..start].strip_suffix([' ', '\u{a0}', '\u{2009}', '\u{202f}']) else { break };
        let group = earlier.trim_end_matches(|letter: char| letter.is_ascii_digit()).len();
        if !(1..=3).contains(&(earlier.len() - group)) || earlier[..group].ends_with(is_letter) {
            break;
        }
        start = group;
    }
    let whole = &text[start..end];
    start..start + whole.trim_end_matches(|letter: char| !letter.is_ascii_digit()).len()
}

/// `1.234,56`, `1'000'000`, `1.000.000`, `1,5`
fn number(failure: &Failure) -> Option<Diagnostic> {
    let sign = failure.rest().chars().next()?;
    let is_sign = ",.'’`´".contains(sign);
    let is_inside = failure.text[..failure.at].ends_with(|letter: char| letter.is_ascii_digit())
        && starts_number(&failure.rest()[sign.len_utf8()..])
        && !failure.rest()[sign.len_utf8()..].starts_with('.');
    if !is_sign || !is_inside {
        return None;
    }
    let place = around(failure);
    let written = &failure.text[place.clone()];
    if written.starts_with(|letter: char| !letter.is_ascii_digit())
        || is_letter(failure.text[..place.start].chars().next_back().unwrap_or(' '))
    {
        return None;
    }
    let groups: Vec<&str> = written.split(|letter: char| !letter.is_ascii_digit()).collect();
    let signs: Vec<char> = written.chars().filter(|letter| !letter.is_ascii_digit()).collect();
    let (last, rest) = groups.split_last()?;
    let in_threes = |groups: &[&str]| groups.iter().skip(1).all(|group| group.len() == 3);
    let all_alike = signs.iter().all(|one| *one == signs[0]);
    let grouped = |groups: &[&str]| groups.join("_");
    let offer = |lead: &str, text: String| failure.trial.offer(lead, place.clone(), &text);
    let apostrophe = |letter: char| "'’`´".contains(letter);
    if all_alike && signs.len() > 1 && in_threes(&groups) || signs.len() == 1 && apostrophe(signs[0]) {
        let error = failure.error(format!("`{sign}` does not group digits"), failure.token_range(), "");
        return Some(error.maybe_offer(offer("write", grouped(&groups))));
    }
    let comma_last = signs.last() == Some(&',');
    if comma_last && signs[..signs.len() - 1].iter().all(|sign| *sign != ',') {
        let error = failure.error("a decimal point is written `.`", failure.token_range(), "");
        let error = error.maybe_offer(offer("write", format!("{}.{last}", grouped(rest))));
        let two = format!("{}; {last}", rest.join("_"));
        let two = (signs.len() == 1).then(|| offer("for two results, write", two)).flatten();
        return Some(error.maybe_offer(two));
    }
    let message =
        if signs.contains(&',') { "these groups of digits make no number" } else { "a number has one decimal point" };
    let error = failure.error(message, place.clone(), "");
    let one_number = || offer("for one number, write", groups.concat());
    let shortened = || offer("write", format!("{}.{}", groups[0], groups[1..].concat()));
    Some(match signs.iter().filter(|sign| **sign == ',').count() {
        0 if signs.len() == 2 => error.maybe_offer(shortened()),
        0 => error,
        commas if commas == signs.len() => error.maybe_offer(one_number()),
        _ => error,
    })
}

/// A comma outside of a call: `5 GB, 3 GB`.
fn comma(failure: &Failure) -> Option<Diagnostic> {
    let rest = failure.rest();
    if !rest.starts_with([',', ';', '、', '，']) || failure.before().is_empty() {
        return None;
    }
    let sign = rest.chars().next()?;
    let end = failure.text.len() - rest[sign.len_utf8()..].trim_start().len();
    let is_call = in_brackets(&failure.text[..failure.at]);
    let (message, lead, instead) = if is_call {
        ("arguments are separated by commas", "write", ", ")
    } else {
        ("a comma separates the arguments of a function, and nothing else", "for several results, write", "; ")
    };
    let place = failure.before().len()..end;
    let error = failure.error(message, failure.token_range(), "");
    if sign == ',' && is_call {
        let error = failure.error("a value is missing at this comma", failure.token_range(), "");
        return Some(error.maybe_offer(failure.trial.offer_line(
            "leave the comma out:",
            failure.at..failure.at + 1,
            "",
        )));
    }
    Some(error.maybe_offer(failure.trial.offer_line(lead, place, instead)))
}

/// Whether a text ends inside of brackets.
fn in_brackets(text: &str) -> bool {
    text.matches('(').count() > text.matches(')').count()
}

/// `5. GB`
fn point(failure: &Failure) -> Option<Diagnostic> {
    if !failure.rest().starts_with('.') {
        return None;
    }
    let before = failure.before();
    if !before.ends_with(|letter: char| letter.is_ascii_digit()) {
        return Some(failure.error("this point belongs to no number", failure.token_range(), ""));
    }
    let error = failure.error("a number ends in a digit", failure.token_range(), "no digits after this point");
    Some(error.maybe_offer(failure.trial.offer_line("write", failure.at..failure.at + 1, "")))
}

/// `12:30:15`, a time of the day, and `5 GB : 3`, a division.
fn colon(failure: &Failure) -> Option<Diagnostic> {
    let after = failure.rest().strip_prefix(':')?;
    let text = failure.text;
    let is_part = |letter: char| letter.is_ascii_digit() || letter == ':';
    let start = text[..failure.at].trim_end_matches(is_part).len();
    let end = text[failure.at..].find(|letter| !is_part(letter)).map_or(text.len(), |length| failure.at + length);
    let parts: Vec<&str> = text[start..end].split(':').collect();
    if let [hours, minutes, seconds] = parts[..] {
        let error = failure.error("a ratio has two numbers", start..end, "");
        let time = format!("{hours} h {minutes} min {seconds} s");
        return Some(error.maybe_offer(failure.trial.offer("for a time, write", start..end, &time)));
    }
    let is_value = starts_number(after.trim_start().trim_start_matches(['$', '(']));
    (is_value && !failure.before().is_empty()).then(|| {
        failure
            .error("`:` makes a ratio of two numbers, and no division", failure.token_range(), "")
            .maybe_offer(failure.trial.offer_line("to divide, write", failure.at..failure.at + 1, "/"))
    })
}

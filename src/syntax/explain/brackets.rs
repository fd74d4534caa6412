//! Remarks in brackets (`64 GB (reserved)`), and brackets of other kinds (`[1 + 2] * 3`).

use super::words::skip_spaces;
use super::{Diagnostic, Failure};
use crate::syntax::grouping::is_call;

pub(super) fn explain(failure: &Failure) -> Option<Diagnostic> {
    remark(failure).or_else(|| other_brackets(failure))
}

/// `64 GB (reserved)`, `3 servers (c5.xlarge)`
fn remark(failure: &Failure) -> Option<Diagnostic> {
    let text = failure.text;
    let open = innermost(text, failure.at)?;
    let close = closing(text, open)?;
    let before = text[..open].trim_end();
    let is_behind_value = before.ends_with(|letter: char| letter.is_alphanumeric() || ")]%_$€".contains(letter));
    let is_round = text[open..].starts_with('(');
    if !is_behind_value || is_round && (is_call(text, open) || before.len() == open) {
        return None;
    }
    let inside = text[open + 1..close].trim();
    let (start, end) = (before.len(), close + 1);
    let outside = format!("{before}{}", &text[end..]);
    let line = skip_spaces(text, 0)..text.len();
    let without = failure.trial.offer("leave it out:", line.clone(), outside.trim());
    let is_last = text[end..].trim().is_empty();
    let remark = format!("{} # {inside}", before.trim_start());
    let remark = is_last.then(|| failure.trial.offer("or write it as a remark:", line, &remark)).flatten();
    // A calculation, and no remark.
    let is_calculation = inside.contains(['+', '*', '/']) && inside.contains(|letter: char| letter.is_ascii_digit());
    let product = is_calculation.then(|| failure.trial.offer_line("to multiply, write", start..open, " * ")).flatten();
    without.is_some().then(|| {
        failure
            .error("a bracket behind a value can only say the same in another way", open..end, "a remark?")
            .maybe_offer(product)
            .maybe_offer(without)
            .maybe_offer(remark)
    })
}

/// `[1 + 2] * 3`, `{1 + 2}`
fn other_brackets(failure: &Failure) -> Option<Diagnostic> {
    let sign = failure.rest().chars().next()?;
    if !"[]{}⟨⟩【】（）".contains(sign) {
        return None;
    }
    let round = failure.text.replace(['[', '{', '⟨', '【', '（'], "(").replace([']', '}', '⟩', '】', '）'], ")");
    let bare = failure.text.replace(['[', ']', '{', '}'], "");
    let place = skip_spaces(failure.text, 0)..failure.text.len();
    let offer = |lead: &str, line: &str| failure.trial.offer(lead, place.clone(), line.trim());
    let offer = offer("write", &round).or_else(|| offer("leave it out:", &bare));
    Some(failure.error("brackets are round", failure.token_range(), "").maybe_offer(offer))
}

/// The innermost bracket that is open at a place, or opens there.
fn innermost(text: &str, at: usize) -> Option<usize> {
    let mut open = Vec::new();
    for (place, letter) in text.char_indices().take_while(|&(place, _)| place <= at) {
        match letter {
            '(' | '[' | '{' => open.push(place),
            ')' | ']' | '}' if place < at => drop(open.pop()),
            _ => {}
        }
    }
    // A bracket inside a remark is part of it.
    open.into_iter().find(|&place| !is_call(text, place) && !text[..place].trim().is_empty())
}

/// Where a bracket closes.
fn closing(text: &str, open: usize) -> Option<usize> {
    let mut depth = 0_usize;
    text.char_indices().skip_while(|&(at, _)| at < open).find_map(|(at, letter)| {
        match letter {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        (depth == 0).then_some(at)
    })
}

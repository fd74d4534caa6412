//! Signs of mathematics that the language has words for: `√16`, `|x|`, `5!`, `5 ‰`.

use super::words::{is_letter, last, operand_after, skip_spaces};
use super::{Diagnostic, Failure};

/// Whether a token is a sign that changes what stands beside it.
pub(super) fn is_sign(token: &str) -> bool {
    token.starts_with(|sign: char| "√∛|!‰‱∞∑∏∫∂∆Δ∝".contains(sign))
}

pub(super) fn explain(failure: &Failure) -> Option<Diagnostic> {
    root(failure).or_else(|| size(failure)).or_else(|| factorial(failure)).or_else(|| per_mille(failure))
}

/// `√16`
fn root(failure: &Failure) -> Option<Diagnostic> {
    let token = failure.token();
    if token != "√" {
        return None;
    }
    let error = failure.error("a square root is the result of `sqrt`", failure.token_range(), "");
    let at = skip_spaces(failure.text, failure.at + token.len());
    let operand = &failure.text[at..at + operand_after(&failure.text[at..])];
    if operand.is_empty() {
        return Some(error);
    }
    let inside = operand.strip_prefix('(').and_then(|inside| inside.strip_suffix(')')).unwrap_or(operand);
    let place = failure.at..at + operand.len();
    Some(error.maybe_offer(failure.trial.offer("write", place, &format!("sqrt({inside})"))))
}

/// `|x|`
fn size(failure: &Failure) -> Option<Diagnostic> {
    let inside = failure.rest().strip_prefix('|')?;
    let (inside, _) = inside.split_once('|').filter(|(inside, _)| !inside.trim().is_empty())?;
    let error = failure.error("an absolute value is the result of `abs`", failure.token_range(), "");
    let place = failure.at..failure.at + inside.len() + 2;
    Some(error.maybe_offer(failure.trial.offer("write", place, &format!("abs({})", inside.trim()))))
}

/// `5!`
fn factorial(failure: &Failure) -> Option<Diagnostic> {
    /// Beyond that no float is large enough.
    const LARGEST: u32 = 170;
    /// Up to that every digit is right.
    const WHOLE: u32 = 18;
    let before = failure.before();
    let number = last(before);
    let is_number = !number.is_empty() && number.chars().all(|letter| letter.is_ascii_digit());
    let after = failure.rest().strip_prefix('!')?.trim_start();
    if !is_number || after.starts_with(|letter| is_letter(letter) || letter == '!') {
        return None;
    }
    let place = before.len() - number.len()..failure.at + 1;
    let error = failure.error("there is no sign for a factorial", place.clone(), "");
    let number = number.parse().ok().filter(|number| *number <= LARGEST);
    let offer = number.and_then(|number| {
        let value: f64 = (1..=number).map(f64::from).product();
        let text = if number <= WHOLE { value.to_string() } else { format!("{value:.5e}") };
        failure.trial.offer("write", place, &text)
    });
    Some(error.maybe_offer(offer))
}

/// `5 ‰`
fn per_mille(failure: &Failure) -> Option<Diagnostic> {
    let token = failure.token();
    if token != "‰" {
        return None;
    }
    let before = failure.before();
    let number = last(before);
    let start = before.len() - number.len();
    let share: f64 = number.parse().ok()?;
    // In decimals, as a tenth of 0.7 is no number of few binary digits.
    let percent = format!("{:.12}", share / 10.0);
    let percent = percent.trim_end_matches('0').trim_end_matches('.');
    let error = failure.error("a share is written in percent", failure.token_range(), "");
    let place = start..failure.at + token.len();
    Some(error.maybe_offer(failure.trial.offer("write", place, &format!("{percent}%"))))
}

//! A result that stands behind its calculation: `5 GB * 8 = 40 GB`, `≈ 40 GB`, `=> 40 GB`, `→ 40 GB`.

use super::words::{is_keyword, is_letter, is_word, looks_like_unit, skip_spaces, starts_number};
use super::{Diagnostic, Expected, Failure};

/// The signs that people write in front of a result, the longest first.
const SIGNS: [&str; 16] = ["==>", "-->", "~=", "=~", "≈>", "=>", "->", "=", "≈", "≅", "≃", "~", "→", "⟶", "⇒", "∴"];

pub(super) fn explain(failure: &Failure) -> Option<Diagnostic> {
    let (at, sign) = sign(failure)?;
    let text = failure.text;
    let start = skip_spaces(text, 0);
    let end = at + sign.len();
    let left = text[..at].trim();
    let right = text[end..].trim();
    let is_arrow = matches!(sign, "->" | "→" | "⟶");
    // A tight one between two numbers makes a range.
    let is_tight = sign == "~" && !text[..at].ends_with(' ') && !text[end..].starts_with(' ');
    if is_tight && starts_number(right) {
        return None;
    }
    if is_arrow && !starts_number(right.trim_start_matches(['$', '€', '~', '≈', '-', '+', '−', ' ']))
        || sign == "=" && right.starts_with('=')
    {
        return None;
    }
    let line = start..text.len();
    if left.is_empty() {
        let error = failure.error(format!("a name is missing before `{sign}`"), at..end, "");
        return Some(
            error
                .maybe_offer(failure.trial.offer("to see a value, write", line, right))
                .help("a definition is a name, `=` and a value: `dau = 150M users`"),
        );
    }
    if let Some((name, other)) = left.split_once('=').filter(|_| sign == "=")
        && is_word(name.trim())
        && is_word(other.trim())
        && !right.is_empty()
    {
        let error = failure.error("one line defines one name", at..end, "a second definition");
        let one = format!("{} = {right}", name.trim());
        return Some(error.maybe_offer(failure.trial.offer("for the first one, write", line, &one)));
    }
    let message = match sign {
        _ if right.is_empty() => format!("nothing follows `{sign}`"),
        _ if is_arrow => format!("a value follows `{sign}`, where a unit was expected"),
        _ => format!("a value follows `{sign}`, which makes no definition here"),
    };
    let mut error = failure.error(message, at..text.trim_end().len(), "the result?");
    error = error.maybe_offer(failure.trial.offer("napkin calculates it: write", line.clone(), left));
    if right.is_empty() {
        return Some(error);
    }
    // What may be asked for: `= ? TB`, `= TB`, `-> 40 GB`.
    let unit = right.trim_start_matches(['?', ' ', '~', '≈']);
    let unit = unit.trim_start_matches(|letter: char| letter.is_ascii_digit() || ".,_".contains(letter)).trim();
    let is_unit = unit.chars().all(|letter| is_letter(letter) || letter == '/')
        && is_word(unit.split('/').next().unwrap_or(""))
        && !is_keyword(unit);
    let is_asked = right.starts_with('?') || is_word(right) || is_arrow;
    if is_unit && is_asked {
        let asked = format!("{left} -> {unit}");
        error = error.maybe_offer(failure.trial.offer("to convert it, write", line.clone(), &asked));
    }
    let value = right.trim_start_matches(['~', '≈', ' ']);
    let is_value = value.starts_with(|letter: char| letter.is_ascii_digit() || "($€.-+".contains(letter))
        || is_word(value) && !looks_like_unit(value);
    // A number without a unit is never the same as a literal with one.
    let has_unit = |text: &str| text.ends_with(|letter: char| letter.is_alphabetic() || letter == '%');
    let is_literal = starts_number(left) && !left.contains(['+', '*', '/', '-', '(']);
    let is_another = is_literal && has_unit(left) && !has_unit(value);
    if is_value && !is_another && !value.contains('=') {
        let compared = if left.contains("->") { format!("({left}) == {value}") } else { format!("{left} == {value}") };
        error = error.maybe_offer(failure.trial.offer("to compare, write", line.clone(), &compared));
    }
    if sign == "=>" && is_value {
        let at_least = format!("{left} >= {value}");
        error = error.maybe_offer(failure.trial.offer("for at least, write", line.clone(), &at_least));
    }
    if is_call(left) {
        let defined = format!("{left} = {value}");
        error = error.maybe_offer(failure.trial.offer("to define a function, write", line, &defined));
    } else if sign == "=" && !left.contains('=') {
        error = error.help("a definition is a name, `=` and a value: `dau = 150M users`");
    }
    Some(error)
}

/// The sign in front of the place that was refused, or at it, with its place.
fn sign(failure: &Failure) -> Option<(usize, &'static str)> {
    let text = failure.text;
    let before = failure.before();
    if failure.expected == Expected::Unit {
        let arrow = ["->", "→", "⟶"].into_iter().find(|arrow| before.ends_with(arrow));
        if let Some(arrow) = arrow {
            return Some((before.len() - arrow.len(), arrow));
        }
    }
    let at_sign = |at: usize| SIGNS.into_iter().find(|sign| text[at..].starts_with(sign)).map(|sign| (at, sign));
    // An arrow with a long shaft begins with a minus.
    let shaft = text[..failure.at].strip_suffix('-').map(str::len).filter(|&at| text[at..].starts_with("-->"));
    let found = shaft.and_then(at_sign).or_else(|| at_sign(failure.at))?;
    let is_conversion = matches!(found.1, "->" | "→" | "⟶");
    (!is_conversion && !text[found.0..].starts_with("==") || found.1 == "==>").then_some(found)
}

/// Whether a text is written like the head of a function.
fn is_call(text: &str) -> bool {
    text.split_once('(').is_some_and(|(name, inside)| {
        is_word(name)
            && inside.ends_with(')')
            && inside[..inside.len() - 1].chars().all(|letter| is_letter(letter) || ", ".contains(letter))
    })
}

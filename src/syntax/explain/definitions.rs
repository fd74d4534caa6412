//! Lines that mean to define a name, and are written otherwise: a name of several words, `let`, `:=`, a word of the
//! language.

use super::words::{first, is_keyword, is_letter, is_word, skip_spaces};
use super::{Diagnostic, Failure};

/// Words that other languages begin a definition with.
const LET: [&str; 13] =
    ["let", "const", "var", "val", "def", "set", "define", "assume", "given", "export", "int", "float", "double"];

pub(super) fn explain(failure: &Failure) -> Option<Diagnostic> {
    colon(failure)
        .or_else(|| changed(failure))
        .or_else(|| keyword(failure))
        .or_else(|| name_of_several_words(failure))
        .or_else(|| declaration(failure))
}

/// Where the sign of a definition stands, outside of brackets.
fn equals(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    text.char_indices().find_map(|(at, letter)| {
        match letter {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        let before = text[..at].chars().next_back();
        let is_single = letter == '='
            && !text[at + 1..].starts_with(['=', '>', '<', '/', '~'])
            && !before.is_some_and(|before| "=<>!+-*/^≈~".contains(before));
        (depth == 0 && is_single).then_some(at)
    })
}

/// `x := 5`, and `dau:5M users`, which could be a definition or a label.
fn colon(failure: &Failure) -> Option<Diagnostic> {
    let rest = failure.rest();
    let name = failure.before().trim_start();
    if !rest.starts_with(':') || rest.starts_with("::") || name.is_empty() {
        return None;
    }
    let start = skip_spaces(failure.text, 0);
    let line = |text: &str| failure.trial.offer("write", start..failure.text.len(), text);
    if let Some(value) = rest.strip_prefix(":=") {
        let error = failure.error("a definition is written with `=`", failure.at..failure.at + 2, "");
        return Some(error.maybe_offer(line(&format!("{} = {}", joined(name), value.trim()))));
    }
    let value = rest[1..].trim();
    if !name.starts_with(char::is_alphabetic) || value.is_empty() || value.starts_with(['/', '\\']) {
        return None;
    }
    let error =
        failure.error("a colon stands between a label and a space", failure.token_range(), "no space behind it");
    let define = format!("{} = {value}", joined(name));
    let label = format!("{name}: {value}");
    let offer = |lead: &str, text: &str| failure.trial.offer(lead, start..failure.text.len(), text);
    Some(error.maybe_offer(offer("to define a name, write", &define)).maybe_offer(offer("for a label, write", &label)))
}

/// `x += 5`
fn changed(failure: &Failure) -> Option<Diagnostic> {
    let text = failure.text;
    let sign = text[..failure.at].chars().next_back()?;
    let is_change = "+-*/^".contains(sign) && failure.rest().starts_with('=') && !failure.rest().starts_with("==");
    let at = failure.at - sign.len_utf8();
    let name = text.get(..at)?.trim();
    if !is_change || !is_word(name) {
        return None;
    }
    let value = failure.rest()[1..].trim();
    let error = failure.error("a name is defined once and keeps its value", at..failure.at + 1, "would change it");
    let start = skip_spaces(text, 0);
    let lead = "give the new value a name of its own:";
    Some(error.maybe_offer(failure.trial.offer(
        lead,
        start..text.len(),
        &format!("new_{name} = {name} {sign} {value}"),
    )))
}

/// `if = 3`
fn keyword(failure: &Failure) -> Option<Diagnostic> {
    let text = failure.text;
    let at = equals(text)?;
    let name = text[..at].trim();
    if !is_keyword(name) || failure.at > at {
        return None;
    }
    let start = skip_spaces(text, 0);
    let place = start..start + name.len();
    let error = failure.error(format!("`{name}` is a word of the language"), place.clone(), "cannot be defined");
    Some(error.maybe_offer(failure.trial.offer("choose another name, such as", place, &format!("{name}_"))))
}

/// `tweet size = 280 bytes`, `let x = 5`
fn name_of_several_words(failure: &Failure) -> Option<Diagnostic> {
    let text = failure.text;
    let at = equals(text)?;
    if failure.at > at {
        return None;
    }
    let start = skip_spaces(text, 0);
    let left = text[..at].trim();
    let value = text[at + 1..].trim();
    let first = first(left);
    let after = left[first.len()..].trim_start();
    if matches!(first, "noun" | "unit" | "where" | "require" | "use") && !after.is_empty() {
        return None;
    }
    let is_let = LET.contains(&first) && !after.is_empty();
    let left = if is_let { after } else { left };
    let is_spoken = |letter: char| is_letter(letter) || " -/&'’.,[]()%:".contains(letter);
    if !left.chars().all(is_spoken) {
        return None;
    }
    let starts_word = |text: &str| text.starts_with(|letter: char| letter.is_alphabetic() || letter == '_');
    let name = match left.split_once(' ') {
        _ if is_let && left.contains('(') => left.to_owned(),
        _ if starts_word(left) => joined(left),
        // A name begins with a letter: `95th percentile` is `percentile_95th`.
        Some((number, words)) if starts_word(words) && left.starts_with(|letter: char| letter.is_ascii_digit()) => {
            joined(&format!("{words} {number}"))
        }
        _ => return None,
    };
    let line = format!("{name} = {value}");
    let place = start..start + text[..at].trim().len();
    let error = if is_let {
        failure.error(format!("a definition needs no `{first}`"), start..start + first.len(), "")
    } else {
        failure.error("the name of a value is one word", place.clone(), "several words")
    };
    if line.chars().count() > 72 {
        return Some(error.maybe_offer(failure.trial.offer("write", place, &name)));
    }
    Some(error.maybe_offer(failure.trial.offer("write", start..text.len(), &line)))
}

/// Several words as one name.
fn joined(words: &str) -> String {
    let words = words.replace(['\'', '’'], "").replace('%', " percent ").replace('&', " and ");
    let words: Vec<_> = words.split(|letter| !is_letter(letter)).filter(|word| !word.is_empty()).collect();
    words.join("_")
}

/// `noun 5`, `noun active user`, `unit page 4 KiB`
fn declaration(failure: &Failure) -> Option<Diagnostic> {
    let text = failure.text.trim_start();
    let start = failure.text.len() - text.len();
    let line = start..failure.text.len();
    let word = first(text);
    let after = text[word.len()..].trim();
    if !text[word.len()..].starts_with(' ') || after.is_empty() {
        return None;
    }
    match word {
        "noun" if is_word(after.split(' ').next().unwrap_or("")) => {
            let error = failure.error("what is counted is one word", failure.token_range(), "one word too many");
            let name = joined(after.split(['(', '=']).next().unwrap_or(after));
            Some(error.maybe_offer(failure.trial.offer("write", line, &format!("noun {name}"))))
        }
        "noun" => Some(
            failure
                .error("`noun` is followed by the word for what is counted", start..start + word.len(), "")
                .help("write it in the singular: `noun paste`"),
        ),
        "unit" if !after.contains('=') && !after.starts_with(['-', '+', '*', '/', '<', '>']) => {
            let (name, value) = after.split_once(' ').unwrap_or((after, ""));
            let value = value.trim().trim_start_matches("is ").trim();
            let error = failure.error(
                "a unit of one's own is a name, `=` and what one of it is",
                start..start + word.len(),
                "",
            );
            Some(match failure.trial.offer("write", line, &format!("unit {name} = {value}")) {
                Some(offer) => error.offer(offer),
                None => error.help("write it as `unit page = 4 KiB`"),
            })
        }
        _ => None,
    }
}

//! What a shell has put into the line, or taken out of it, before the program saw it: `$2` gone, `$0` turned into the
//! shell's name, file names in place of `*`.

use super::words::{is_letter, starts_number};
use super::{Diagnostic, Failure};

const QUOTES: &str = "put the line in single quotes, so that the shell leaves it as it is: `'…'`";

pub(super) fn explain(failure: &Failure) -> Option<Diagnostic> {
    name_of_the_shell(failure).or_else(|| lost_dollar(failure)).or_else(|| file_names(failure))
}

/// `150M users * /user`: the shell took `$2` for a variable.
fn lost_dollar(failure: &Failure) -> Option<Diagnostic> {
    let (before, rest) = (failure.before(), failure.rest());
    let is_cut = before.is_empty() || before.ends_with(['*', '+', '=', '(', '×', '/']) && !before.ends_with("==");
    let below = rest.strip_prefix('/')?;
    let is_unit = below.starts_with(|letter: char| letter.is_alphabetic());
    (is_cut && is_unit && failure.token() == "/").then(|| {
        failure
            .error("a value is missing before `/`", failure.token_range(), "an amount such as `$2`?")
            .help(format!("a shell takes `$2` away: {QUOTES}"))
    })
}

/// `bash.023/GB`: the shell wrote its own name in place of `$0`.
fn name_of_the_shell(failure: &Failure) -> Option<Diagnostic> {
    const SHELLS: [&str; 6] = ["bash", "zsh", "fish", "dash", "ksh", "sh"];
    let text = failure.text;
    let (shell, start, end) = SHELLS.iter().find_map(|shell| {
        let start = text.match_indices(shell).map(|(at, _)| at).find(|&at| {
            let end = at + shell.len();
            let digits = text[end..].strip_prefix('.').is_some_and(starts_number);
            digits && !text[..at].ends_with(is_letter)
        })?;
        Some((shell, start, start + shell.len()))
    })?;
    // Its path, or the sign of a login shell.
    let from = text[..start].trim_end_matches(|letter| is_letter(letter) || letter == '/' || letter == '-').len();
    let message = format!("`{shell}` stands where an amount was expected: a shell writes its name in place of `$0`");
    let diagnostic = failure.error(message, from..end, "written by the shell").help(QUOTES);
    Some(diagnostic.maybe_offer(failure.trial.offer_line("with the amount, the line is", from..end, "$0")))
}

/// `5 Cargo.toml src tests 3`: the shell wrote file names in place of `*`.
fn file_names(failure: &Failure) -> Option<Diagnostic> {
    let text = failure.text;
    let is_number_like = |word: &str| starts_number(word.trim_start_matches('$'));
    let words: Vec<(usize, &str)> =
        text.split_whitespace().map(|word| (word.as_ptr() as usize - text.as_ptr() as usize, word)).collect();
    let is_name = |word: &str| {
        !is_number_like(word) && word.chars().all(|letter| is_letter(letter) || letter == '.' || letter == '-')
    };
    let is_file = |word: &str| {
        let stem_and_end = word.rsplit_once('.');
        is_name(word) && stem_and_end.is_some_and(|(stem, end)| !stem.is_empty() && (1..=5).contains(&end.len()))
    };
    let known = |word: &str| {
        matches!(word, "src" | "tests" | "target" | "node_modules" | "Makefile" | "Dockerfile" | "LICENSE")
    };
    let start = words.iter().position(|&(_, word)| is_file(word) || known(word))?;
    let from = words[..start].iter().rposition(|&(_, word)| !is_name(word)).map_or(0, |at| at + 1);
    let until = words[start..].iter().position(|&(_, word)| !is_name(word)).map_or(words.len(), |at| start + at);
    // A single word with a point in it may as well be a mistyped number of the field.
    let is_run = until - from > 1 || words.get(until).is_some_and(|&(_, word)| is_number_like(word));
    if from == 0 || until == words.len() || !is_run {
        return None;
    }
    let (low, high) = (words[from].0, words[until - 1].0 + words[until - 1].1.len());
    if words[from - 1].1.ends_with(['*', '/', '+']) || failure.at < words[from - 1].0 {
        return None;
    }
    let message = "file names stand where `*` was expected: a shell writes them in its place";
    let diagnostic = failure.error(message, low..high, "written by the shell").help(QUOTES);
    Some(diagnostic.maybe_offer(failure.trial.offer_line("with the sign, the line is", low..high, "*")))
}

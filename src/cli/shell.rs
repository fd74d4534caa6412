//! What a shell makes of an estimate without quotes around it, as far as the arguments show it: file names in place of
//! `*`, and the end of `->` gone with a file that the output goes to. And arguments as one would type them.

use crate::diagnostic::Diagnostic;

/// What a shell has done to an estimate. `is_word` tells whether an argument is a word of the language, which a file may
/// be called like, and `calculates` whether a text is an estimate. `None` if nothing shows.
pub(super) fn done_to(
    words: &[String],
    is_word: impl Fn(&str) -> bool,
    calculates: impl Fn(&str) -> bool,
) -> Option<Diagnostic> {
    without_arrow(words).or_else(|| names_of_files(words, is_word, calculates))
}

/// `5 GB -> MB` without quotes leaves `5 GB -`.
fn without_arrow(words: &[String]) -> Option<Diagnostic> {
    let (last, before) = words.split_last()?;
    let is_cut = last.ends_with('-') && !last.contains(' ') && (last != "-" || !before.is_empty());
    is_cut.then(|| {
        Diagnostic::error("the estimate ends with `-`; if `->` was typed, the shell has taken the `>` for itself")
            .help("put an estimate in single quotes: `napkin '5 GB -> MB'`")
    })
}

/// `5 * 3` without quotes is `5 a.txt b.txt 3` in a folder of two files.
fn names_of_files(
    words: &[String],
    is_word: impl Fn(&str) -> bool,
    calculates: impl Fn(&str) -> bool,
) -> Option<Diagnostic> {
    let is_file = |word: &String| {
        let begins = word.starts_with(|first: char| first.is_alphabetic() || first == '_');
        begins && !is_word(word) && std::fs::symlink_metadata(word).is_ok()
    };
    let are_files: Vec<bool> = words.iter().map(is_file).collect();
    let first = are_files.iter().position(|&is_file| is_file).filter(|&first| first > 0)?;
    let mut restored: Vec<&str> = Vec::with_capacity(words.len());
    for (word, is_file) in words.iter().zip(are_files) {
        match (is_file, restored.last()) {
            (true, Some(&"*")) => {}
            (true, _) => restored.push("*"),
            (false, _) => restored.push(word),
        }
    }
    let restored = restored.join(" ");
    let example = if calculates(&restored) { restored } else { "5 GB * 3".to_owned() };
    let message = format!("`{}` is a file: a shell puts the names of files in place of `*`", words[first]);
    Some(Diagnostic::error(message).help(format!("put an estimate in single quotes: `napkin {}`", typed(&[example]))))
}

/// Arguments as they are typed into a shell.
pub(super) fn typed(words: &[String]) -> String {
    let is_plain = |letter: char| letter.is_alphanumeric() || "_-./:=,+%@".contains(letter);
    let quoted = words.iter().map(|word| {
        if !word.is_empty() && word.chars().all(is_plain) {
            word.clone()
        } else {
            format!("'{}'", word.replace('\'', r"'\''"))
        }
    });
    quoted.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_quoted_where_a_shell_would_change_them() {
        let words = ["run", "twitter", "--set", "dau = 5M users", "it's"].map(str::to_owned);
        assert_eq!(typed(&words), r"run twitter --set 'dau = 5M users' 'it'\''s'");
    }
}

//! What a shell makes of an estimate without quotes around it, as far as the arguments show it: file names in place of
//! `*`, and the end of `->` gone with a file that the output goes to. And arguments as one would type them.

use crate::diagnostic::Diagnostic;

/// What a shell has done to an estimate; `calculates` tells whether a text is one. `None` if nothing shows.
pub(super) fn done_to(words: &[String], calculates: impl Fn(&str) -> bool) -> Option<Diagnostic> {
    without_arrow(words).or_else(|| names_of_files(words, calculates))
}

/// `5 GB -> MB` without quotes leaves `5 GB -`.
fn without_arrow(words: &[String]) -> Option<Diagnostic> {
    let (last, before) = words.split_last()?;
    let is_cut = last == "-" && !before.is_empty() || last.len() > 1 && last.ends_with('-');
    is_cut.then(|| {
        Diagnostic::error("the estimate ends with `-`: the shell takes `>` for itself, and what follows for a file").help(
            "put an estimate in single quotes: `napkin '5 GB -> MB'`",
        )
    })
}

/// `5 * 3` without quotes is `5 a.txt b.txt 3` in a folder of two files.
fn names_of_files(words: &[String], calculates: impl Fn(&str) -> bool) -> Option<Diagnostic> {
    let (first, _) = words.iter().find_map(|word| std::fs::symlink_metadata(word).ok().map(|found| (word, found)))?;
    let restored = restored(words)?;
    let (problem, help) = if calculates(&restored) {
        let quoted = typed(&[restored]);
        (format!("the shell has put `{first}` and what else is here in place of `*`"), quoted)
    } else if words.len() > 2 && words.first() != Some(first) {
        (format!("`{first}` is a file: a shell puts the names of files in place of `*`"), typed(&["5 GB * 3".to_owned()]))
    } else {
        return None;
    };
    Some(Diagnostic::error(problem).help(format!("put an estimate in single quotes: `napkin {help}`")))
}

/// The estimate with `*` in place of the names of all files of this folder; `None` if they do not stand in it.
fn restored(words: &[String]) -> Option<String> {
    let names = std::fs::read_dir(".").ok()?.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let mut names: Vec<String> = names.filter(|name| !name.starts_with('.')).collect();
    names.sort();
    let (mut restored, mut rest) = (Vec::new(), words);
    while let Some(word) = rest.first() {
        let is_all = names.binary_search(word).is_ok() && rest.get(..names.len()).is_some_and(|stretch| {
            let mut stretch: Vec<&String> = stretch.iter().collect();
            stretch.sort();
            stretch.into_iter().eq(&names)
        });
        restored.push(if is_all { "*" } else { word });
        rest = &rest[if is_all { names.len() } else { 1 }..];
    }
    restored.contains(&"*").then(|| restored.join(" "))
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

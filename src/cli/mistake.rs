//! What a command line that is no estimate was meant to be: a command mistyped, a preset or a file without its command,
//! an estimate that a shell has changed. Looked for only where the estimate has an error, so that none is taken for a
//! mistake; a word that is a unit, a counted thing or a name of the language is never one.

use std::io;
use std::path::Path;

use super::Ending;
use super::arguments::{Arguments, listed, parser};
use super::shell::{done_to, typed};
use crate::command::argument::Kind;
use crate::command::opening::calculates;
use crate::command::{Command, Subject};
use crate::diagnostic::suggestion::nearest;
use crate::diagnostic::{Diagnostic, SourceId, Span};
use crate::model::{Model, is_function};
use crate::preset::catalogue::{self, heading};
use crate::preset::find;
use crate::reference::table;
use crate::syntax::lines::lines;
use crate::terminal::Output;

/// How short a word may be to be taken for a mistyped preset.
const SHORTEST_PRESET: usize = 5;

/// What was meant instead of what was typed.
pub(super) enum Mistake {
    /// The help, or an error of the arguments of a command.
    Help(clap::Error),
    /// Something else, with the way to it.
    Usage(Diagnostic),
}

impl Mistake {
    /// Prints what was meant.
    pub(super) fn tell(self, output: &mut Output) -> io::Result<Ending> {
        match self {
            Self::Help(error) => super::usage::tell(&error, output),
            Self::Usage(problem) => {
                output.problem(&problem)?;
                Ok(Ending::WrongUsage)
            }
        }
    }
}

fn usage(message: String, help: String) -> Mistake {
    Mistake::Usage(Diagnostic::error(message).help(help))
}

/// What the words of an estimate with an error were meant to be.
pub(super) fn of_words(words: &[String]) -> Option<Mistake> {
    // A command may have been put in quotes as a whole.
    let parted: Vec<String> = match words {
        [one] if is_spoken(one) && !Path::new(one).is_file() => one.split_whitespace().map(str::to_owned).collect(),
        _ => words.to_vec(),
    };
    let (first, rest) = parted.split_first()?;
    if first == "help" && rest.len() <= 1 && rest.iter().all(|word| is_spoken(word)) {
        return Some(help(rest));
    }
    let is_command = !is_of_language(first) && !rest.first().is_some_and(|word| is_operator(word));
    let meant = if is_command { command(first, rest) } else { None };
    let meant = meant.or_else(|| match words {
        [word] if !is_of_language(word) => file(word).or_else(|| preset(first, rest)),
        _ if is_command => preset(first, rest).or_else(|| with_file(first, rest)),
        _ => None,
    });
    meant.or_else(|| done_to(words, is_of_language, calculates).map(Mistake::Usage))
}

/// What a command line with options that belong to a command was meant to be.
pub(super) fn of_options(words: &[String]) -> Option<Mistake> {
    let (first, rest) = words.split_first().filter(|(first, _)| is_spoken(first) && !is_of_language(first))?;
    if rest.first().is_some_and(|word| is_operator(word)) {
        return None;
    }
    command(first, rest).or_else(|| preset(first, rest))
}

/// What to say of a file that cannot be read, if it is something else.
pub(super) fn instead_of_file(path: &str) -> Option<String> {
    if find::preset(path).is_ok() {
        Some(format!("`{path}` is a preset: `napkin run {path}`"))
    } else if calculates(path) {
        Some(format!("to calculate an estimate, write `napkin {}`", typed(&[path.to_owned()])))
    } else {
        None
    }
}

/// What a file with errors is, if not lines: a preset, or a document that has fences in it.
pub(super) fn of_file(name: Option<&str>, text: &str, source: SourceId) -> Option<Mistake> {
    let path = name.filter(|name| *name != "-");
    if let Some(path) = path.filter(|path| has_ending(path, "toml"))
        && heading(text).is_some()
    {
        let command = typed(&[path.to_owned()]);
        return Some(usage(
            format!("`{path}` is a preset"),
            format!("to print its tables, write `napkin run {command}`"),
        ));
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let is_fence = |code: &str| code.starts_with("```") || code.starts_with("~~~");
    let fence = lines(text).into_iter().map(|line| line.code).find(|code| is_fence(&text[code.clone()]))?;
    let span = Span::new(source, 0, text, fence.start..fence.start + 3);
    Some(Mistake::Usage(markdown(path.unwrap_or("the text")).at(span, "a fence of Markdown")))
}

/// What to do with a document.
fn markdown(name: &str) -> Diagnostic {
    let name = if name == "the text" { name.to_owned() } else { format!("`{name}`") };
    Diagnostic::error(format!("{name} is Markdown, and only lines of napkin are read"))
        .help("keep the lines of the estimate in a text file of their own, and calculate that")
}

/// `napkin help` and `napkin help run`.
fn help(command: &[String]) -> Mistake {
    let words = ["napkin"].into_iter().chain(command.iter().map(String::as_str)).chain(["--help"]);
    match command.first().filter(|command| !commands().contains(command)) {
        None => match Arguments::read(words) {
            Err(error) => Mistake::Help(error),
            Ok(_) => usage("there is no help".to_owned(), "`napkin --help` lists the commands".to_owned()),
        },
        Some(unknown) => {
            let near = nearest(unknown, commands().iter().map(String::as_str));
            let help = near.first().map_or_else(
                || "`napkin help` lists the commands".to_owned(),
                |near| format!("did you mean `napkin help {near}`?"),
            );
            usage(format!("there is no command called `{unknown}`"), help)
        }
    }
}

/// A command that is mistyped, or was put in quotes with its arguments.
fn command(first: &str, rest: &[String]) -> Option<Mistake> {
    if !first.chars().all(|letter| letter.is_alphabetic() || letter == '-') {
        return None;
    }
    let commands = commands();
    let is_right = commands.iter().any(|command| command == first);
    let names = commands.iter().map(String::as_str).chain(["help"]);
    let meant = if is_right { first.to_owned() } else { nearest(first, names).into_iter().next()? };
    if !is_right && matches!(rest, [path] if Path::new(path).is_file()) && !takes_file(&meant) {
        return None;
    }
    let message = if is_right {
        format!("`{first}` and its arguments are one word in quotes")
    } else if find::preset(first).is_ok() {
        return None;
    } else {
        format!("there is no command called `{first}`")
    };
    let help = match completed(&meant, rest) {
        Some(words) if is_right => format!("write `napkin {}`", typed(&words)),
        Some(words) => format!("did you mean `napkin {}`?", typed(&words)),
        None if is_right => format!("`napkin help {meant}` shows how it is written"),
        None => format!("did you mean `{meant}`? `napkin help {meant}` shows how it is written"),
    };
    Some(usage(message, help))
}

/// The words of a command that can be typed as they are; a preset that is mistyped too is set right.
fn completed(command: &str, rest: &[String]) -> Option<Vec<String>> {
    let mut words: Vec<String> = std::iter::once(command.to_owned()).chain(rest.iter().cloned()).collect();
    if command == "help" {
        return (rest.is_empty() || rest.len() == 1 && commands().contains(&rest[0])).then_some(words);
    }
    match command {
        "eval" if rest.first()? != "-" && !Path::new(rest.first()?).is_file() => return None,
        _ if command != "eval" && takes_file(command) => {
            let preset = words.get_mut(1)?;
            if find::preset(preset).is_err() {
                *preset = near_preset(preset)?;
            }
        }
        _ => {}
    }
    Arguments::read(std::iter::once("napkin".to_owned()).chain(words.iter().cloned())).is_ok().then_some(words)
}

/// Whether the first argument of a command is a preset or a file.
fn takes_file(command: &str) -> bool {
    let is_preset = |command: &Command| {
        let first = command.arguments.first().map(|argument| argument.kind);
        command.subject == Subject::Preset || (command.subject == Subject::Nothing && first == Some(Kind::Preset))
    };
    command == "eval" || listed().any(|one| one.name == command && is_preset(one))
}

/// A file without a command.
fn file(path: &str) -> Option<Mistake> {
    let command = typed(&[path.to_owned()]);
    let name = format!("`{path}`");
    if !Path::new(path).is_file() {
        let is_name = ["txt", "md", "toml", "napkin"].iter().any(|ending| has_ending(path, ending));
        let is_name = is_name && !path.contains(char::is_whitespace);
        return is_name.then(|| {
            let help = "`napkin help eval` shows how a file is calculated, `napkin help run` how a preset is printed";
            usage(format!("there is no file {name}"), help.to_owned())
        });
    }
    Some(if has_ending(path, "toml") {
        usage(format!("{name} is a file"), format!("to print the tables of a preset, write `napkin run {command}`"))
    } else if has_ending(path, "md") || has_ending(path, "markdown") {
        Mistake::Usage(markdown(path))
    } else {
        usage(format!("{name} is a file"), format!("to calculate its lines, write `napkin eval {command}`"))
    })
}

/// A file behind a word that is no command.
fn with_file(first: &str, rest: &[String]) -> Option<Mistake> {
    match rest {
        [path] if is_spoken(first) && Path::new(path).is_file() => file(path),
        _ => None,
    }
}

/// A preset without a command, or one that is mistyped where nothing else is said.
fn preset(name: &str, rest: &[String]) -> Option<Mistake> {
    if is_spoken(name) && !name.contains(['.', '/']) && find::preset(name).is_ok() {
        let words = completed("run", &[&[name.to_owned()], rest].concat());
        let words = words.unwrap_or_else(|| vec!["run".to_owned(), name.to_owned()]);
        return Some(usage(
            format!("`{name}` is a preset"),
            format!("to print its tables, write `napkin {}`", typed(&words)),
        ));
    }
    if !rest.is_empty() || name.len() < SHORTEST_PRESET || !is_spoken(name) {
        return None;
    }
    let near = near_preset(name)?;
    let message = format!("`{name}` is neither an estimate nor a command");
    Some(usage(message, format!("did you mean the preset `{near}`? `napkin run {near}` prints its tables")))
}

/// The preset whose name is nearest.
fn near_preset(name: &str) -> Option<String> {
    let own: Vec<String> = find::own().iter().map(|path| find::stem(path)).collect();
    nearest(name, catalogue::all().map(|preset| preset.0).chain(own.iter().map(String::as_str))).into_iter().next()
}

fn commands() -> Vec<String> {
    parser().get_subcommands().map(|command| command.get_name().to_owned()).collect()
}

/// Whether a text is nothing but words, as commands, presets and files are called.
fn is_spoken(text: &str) -> bool {
    let is_plain = |letter: char| letter.is_alphanumeric() || matches!(letter, ' ' | '-' | '_' | '.' | '/' | '~');
    text.starts_with(|first: char| first.is_alphabetic() || matches!(first, '.' | '/' | '~'))
        && text.chars().all(is_plain)
}

/// Whether a word is a unit, a counted thing, a function or a table of the language.
fn is_of_language(word: &str) -> bool {
    let model = Model::default();
    model.units.known(word).is_some()
        || is_function(&model, word)
        || table(word).is_some()
        || matches!(word, "true" | "false" | "pi")
}

/// Whether an argument goes on with an expression.
fn is_operator(word: &str) -> bool {
    let is_word = matches!(word, "-" | "/" | "x" | "X" | "to" | "in" | "of" | "per" | "and" | "or" | "mod" | "every");
    is_word || word.starts_with("->") || word.starts_with(['*', '+', '^', '=', '<', '>', '!', '→', '×', '÷', '(', '±'])
}

fn has_ending(path: &str, ending: &str) -> bool {
    Path::new(path).extension().is_some_and(|found| found.eq_ignore_ascii_case(ending))
}

//! A line of a session that is a command: its name, and what it was given. What an argument is says how far it goes:
//! a name is a word, a range goes as far as its units, an expression to the next option.

use super::argument::{Argument, Count, Kind};
use super::given::{Given, Written};
use super::{Command, find, near};
use crate::diagnostic::suggestion::{did_you_mean, nearest};
use crate::diagnostic::{Diagnostic, Sources};
use crate::model::Model;
use crate::syntax::Origin;
use crate::workspace::Workspace;

/// The option of every command that has objects printed.
pub const JSON: &str = "--json";

/// A command as a line says it.
#[derive(Debug)]
pub struct Called {
    /// The command.
    pub command: &'static Command,
    /// What it was given.
    pub given: Given,
    /// Whether objects are wanted.
    pub json: bool,
}

/// The command of a line that starts with a colon.
///
/// # Errors
/// There is no such command, or it lacks an argument or has one too many.
pub fn parse(line: &str, workspace: &Workspace, sources: &mut Sources) -> Result<Called, Diagnostic> {
    let (name, argument) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    // `:save! file` is a saving that may overwrite; the exclamation mark goes with the argument.
    let (name, argument) = match name.strip_suffix('!') {
        Some(name) => (name, format!("! {}", argument.trim())),
        None => (name, argument.trim().to_owned()),
    };
    let command = find(name).ok_or_else(|| unknown(name))?;
    let mut reader = Reader { command, workspace, sources, given: Given::default(), json: false };
    let rest = reader.options(&argument)?;
    let left = reader.positional(rest.trim())?;
    if !left.is_empty() {
        let problem = Diagnostic::error(format!("`:{}` takes no argument", command.name));
        return Err(problem.help(format!("write `:{}` alone", command.name)));
    }
    let is_bare = argument.trim_start_matches('!').trim().is_empty();
    if !command.wants.is_empty() && (is_bare || !reader.has_all()) {
        let problem = Diagnostic::error(format!("`:{}` wants {}", command.name, command.wants));
        return Err(problem.help(format!("write `{}`", command.usage().replace(['[', ']'], ""))));
    }
    Ok(Called { command, given: reader.given, json: reader.json })
}

fn unknown(name: &str) -> Diagnostic {
    let help = did_you_mean(&near(name)).unwrap_or_else(|| "`:help` lists the commands".to_owned());
    Diagnostic::error(format!("there is no command `{name}`")).help(help)
}

struct Reader<'r> {
    command: &'static Command,
    workspace: &'r Workspace,
    sources: &'r mut Sources,
    given: Given,
    json: bool,
}

impl Reader<'_> {
    fn give(&mut self, argument: &Argument, text: &str) {
        let text = text.trim();
        let origin = Origin::new(self.workspace.source(text, self.sources), 0);
        self.given.push(argument, Written { text: text.to_owned(), origin });
    }

    fn argument(&self, is_it: impl Fn(&Argument) -> bool) -> Option<&'static Argument> {
        self.command.all_arguments().find(|argument| is_it(argument))
    }

    fn has_all(&self) -> bool {
        let needed = |argument: &&Argument| matches!(argument.count, Count::Required | Count::Some);
        self.command.arguments.iter().filter(needed).all(|argument| self.given.has(argument.name))
    }

    /// Takes the options out of a text; returns what is left of it.
    fn options(&mut self, text: &str) -> Result<String, Diagnostic> {
        let starts: Vec<usize> = option_starts(text).collect();
        let first = starts.first().copied().unwrap_or(text.len());
        let mut left = self.words(&text[..first]);
        for (index, &start) in starts.iter().enumerate() {
            let end = starts.get(index + 1).copied().unwrap_or(text.len());
            let (name, value) = option(&text[start..end]);
            if name == JSON {
                self.json = true;
                left = left + " " + value;
                continue;
            }
            let Some(argument) = self.argument(|argument| argument.name == name) else {
                let options = self.command.all_arguments().map(|one| one.name).filter(|name| name.starts_with("--"));
                let near = did_you_mean(&nearest(name, options.chain([JSON])));
                let help = near.unwrap_or_else(|| format!("`:help {}` lists its options", self.command.name));
                return Err(Diagnostic::error(format!("`:{}` has no option `{name}`", self.command.name)).help(help));
            };
            let (value, after) = match argument.kind {
                Kind::Flag => ("", value),
                Kind::Number | Kind::Numbers | Kind::Text => {
                    value.split_once(char::is_whitespace).unwrap_or((value, ""))
                }
                _ => (value, ""),
            };
            if argument.kind != Kind::Flag && value.is_empty() {
                let problem = Diagnostic::error(format!("`{name}` has no value"));
                return Err(problem.help(format!("write `{name} {}`", argument.value)));
            }
            self.give(argument, unquoted(value));
            left = left + " " + after;
        }
        Ok(left)
    }

    /// Takes the options that are words out of a text, such as `until`; returns what is left of it.
    fn words(&mut self, text: &str) -> String {
        let with_value = |argument: &&Argument| !argument.word.is_empty() && argument.kind != Kind::Flag;
        for argument in self.command.arguments.iter().filter(with_value) {
            if let Some((before, value)) = text.split_once(&format!(" {} ", argument.word)) {
                self.give(argument, value);
                return before.to_owned();
            }
        }
        text.to_owned()
    }

    /// Takes the arguments that are no options from a text; returns what is left of it.
    fn positional<'t>(&mut self, mut text: &'t str) -> Result<&'t str, Diagnostic> {
        for argument in self.command.arguments.iter().filter(|argument| !argument.is_option()) {
            if text.is_empty() {
                break;
            }
            text = if argument.kind == Kind::Axes {
                self.axes(argument, text)?
            } else {
                self.give(argument, text);
                ""
            };
        }
        Ok(text)
    }

    /// Names with their ranges, perhaps a flag that is a word, and what to show.
    fn axes<'t>(&mut self, argument: &Argument, text: &'t str) -> Result<&'t str, Diagnostic> {
        let wrong = || {
            let problem = Diagnostic::error(format!("`:{}` wants {}", self.command.name, self.command.wants));
            problem.help("write `:sweep dau 10M..1bn log storage`")
        };
        let Some((name, from, to, mut rest)) = axis(&self.workspace.preset.model, text) else { return Err(wrong()) };
        let mut pairs = vec![(name, from, to)];
        if let Some((name, from, to, after)) = axis(&self.workspace.preset.model, rest)
            && !from.contains([',', '(', ' '])
        {
            pairs.push((name, from, to));
            rest = after;
        }
        for (name, from, to) in pairs {
            self.give(argument, name);
            self.give(argument, &format!("{from}..{to}"));
        }
        let flag = self.argument(|one| one.kind == Kind::Flag && !one.word.is_empty());
        if let Some(flag) = flag
            && let Some(after) = rest.strip_prefix(flag.word)
            && (after.is_empty() || after.starts_with([' ', ',']))
        {
            self.give(flag, "");
            rest = after.trim_start_matches([',', ' ']);
        }
        let list = self.argument(|one| one.is_option() && one.kind == Kind::Expressions);
        match list {
            Some(list) if !rest.is_empty() => {
                self.give(list, rest);
                Ok("")
            }
            _ => Ok(rest),
        }
    }
}

/// Where options start: at the beginning or after a space, with two hyphens before a letter.
pub fn option_starts(text: &str) -> impl Iterator<Item = usize> {
    text.match_indices("--").map(|(at, _)| at).filter(|&at| {
        let before = text[..at].chars().next_back();
        before.is_none_or(char::is_whitespace) && text[at + 2..].starts_with(|first: char| first.is_ascii_alphabetic())
    })
}

/// `--name value` or `--name=value`
fn option(text: &str) -> (&str, &str) {
    let end = text.find(|letter: char| letter.is_whitespace() || letter == '=').unwrap_or(text.len());
    let value = text[end..].trim();
    (&text[..end], value.strip_prefix('=').map_or(value, str::trim))
}

/// A value without the quotation marks that a shell would take from it.
fn unquoted(value: &str) -> &str {
    let inner = |mark: char| value.strip_prefix(mark)?.strip_suffix(mark).filter(|inner| !inner.contains(mark));
    inner('\'').or_else(|| inner('"')).unwrap_or(value)
}

/// A name, the two ends of its range, and what comes after them. The last end goes as far as there are units.
#[must_use]
pub fn axis<'t>(model: &Model, text: &'t str) -> Option<(&'t str, &'t str, &'t str, &'t str)> {
    let (name, rest) = text.split_once(char::is_whitespace)?;
    let (from, rest) = rest.split_once("..")?;
    let (to, rest) = end(model, rest.trim());
    let from = from.trim();
    (!from.is_empty() && !to.is_empty()).then(|| (name, from, to, rest.trim_start_matches([',', ' '])))
}

fn end<'t>(model: &Model, text: &'t str) -> (&'t str, &'t str) {
    let mut end = 0;
    for word in text.split(' ') {
        let bare = word.split('/').next().unwrap_or(word).trim_end_matches(',');
        let is_unit = bare != "log" && model.units.known(bare).is_some() && model.find(bare).is_none();
        if end > 0 && !is_unit && !word.is_empty() {
            break;
        }
        end += word.len() + usize::from(end > 0);
        if word.ends_with(',') {
            break;
        }
    }
    let (to, rest) = text.split_at(end);
    (to.trim_end_matches(','), rest)
}

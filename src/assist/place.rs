//! Which part of a command stands at the cursor: its name, an option, or one of its arguments, by the table of what it
//! takes. What may stand there is for completion to say.

use crate::command::argument::{Argument, Count, Kind};
use crate::command::line::{JSON, axis, option_starts};
use crate::command::{self, Command};
use crate::model::Model;

/// What stands at the end of a text.
#[derive(Debug, Clone, Copy)]
pub(super) enum Place {
    /// A line that is no command.
    Line,
    /// The name of a command.
    Command,
    /// The name of an option; or nothing else, so that an option may follow.
    Option(&'static Command),
    /// A word that stands for an option, from this byte on.
    Word(&'static Command, usize),
    /// An argument, from this byte on.
    Argument(&'static Command, &'static Argument, usize),
    /// Nothing that is known.
    Nothing,
}

/// What stands at the end of a text.
pub(super) fn place(before: &str) -> Place {
    if !before.starts_with(':') {
        return Place::Line;
    }
    let Some(end) = before.find(char::is_whitespace) else { return Place::Command };
    let Some(command) = command::find(before[..end].trim_end_matches('!')) else { return Place::Nothing };
    let word = before.rfind(char::is_whitespace).map_or(before, |space| before[space..].trim_start());
    if word == "--" {
        return Place::Option(command);
    }
    let rest = &before[end..];
    // What belongs to no option, and where its last part starts.
    let starts: Vec<usize> = option_starts(rest).collect();
    let first = starts.first().copied().unwrap_or(rest.len());
    let (mut left, mut tail) = (rest[..first].to_owned(), end);
    for (index, &start) in starts.iter().enumerate() {
        let stop = starts.get(index + 1).copied().unwrap_or(rest.len());
        let (option, is_last) = (&rest[start..stop], stop == rest.len());
        let Some(name_ends) = option.find(|letter: char| letter.is_whitespace() || letter == '=') else {
            if is_last {
                return Place::Option(command);
            }
            continue;
        };
        let argument = command.all_arguments().find(|argument| argument.name == &option[..name_ends]);
        let value = option[name_ends..].trim_start_matches(|letter: char| letter.is_whitespace() || letter == '=');
        let after = match argument.map(|argument| argument.kind) {
            None if &option[..name_ends] != JSON => return Place::Nothing,
            None | Some(Kind::Flag) => value,
            Some(Kind::Number | Kind::Numbers | Kind::Text) => match value.split_once(char::is_whitespace) {
                Some((_, after)) => after,
                None if is_last => return Place::Nothing,
                None => "",
            },
            Some(_) => {
                if let (true, Some(argument)) = (is_last, argument) {
                    let inner = value.trim_start_matches(['\'', '"']);
                    return Place::Argument(command, argument, before.len() - inner.len());
                }
                ""
            }
        };
        left += " ";
        left += after;
        tail = end + stop - after.len();
    }
    positional(command, before, &left, tail)
}

/// What stands at the end of the arguments that are no options: `left` is all of them, and their last part is what
/// stands in the text from byte `tail` on.
fn positional(command: &'static Command, before: &str, left: &str, tail: usize) -> Place {
    let at = |end: &str| (before.len() - end.len().min(before.len())).max(tail);
    let has_value = |argument: &&Argument| !argument.word.is_empty() && argument.kind != Kind::Flag;
    for argument in command.arguments.iter().filter(has_value) {
        if let Some((_, value)) = left.split_once(&format!(" {} ", argument.word)) {
            return Place::Argument(command, argument, at(value.trim_start()));
        }
    }
    let text = left.trim_start();
    let Some(argument) = command.arguments.iter().find(|argument| !argument.is_option()) else {
        return if text.is_empty() { Place::Option(command) } else { Place::Nothing };
    };
    match (argument.kind, text.find(char::is_whitespace)) {
        (Kind::Name, Some(end)) if argument.count != Count::Some => Place::Word(command, at(text[end..].trim_start())),
        (Kind::Name | Kind::Defined, Some(_)) => {
            let last = text.rfind([' ', ',']).map_or(text, |space| &text[space + 1..]);
            Place::Argument(command, argument, at(last))
        }
        _ => Place::Argument(command, argument, at(text)),
    }
}

/// What stands at the end of names with their ranges.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Axes {
    /// A name.
    Name,
    /// A range, in which nothing is known.
    Range,
    /// What comes after the ranges, from this byte on.
    After(usize),
}

/// What stands at the end of names with their ranges.
pub(super) fn axes(model: &Model, text: &str) -> Axes {
    if !text.contains(char::is_whitespace) {
        return Axes::Name;
    }
    let Some(start) = after_range(model, text) else { return Axes::Range };
    let rest = &text[start..];
    let is_range = rest.split_once(char::is_whitespace).is_some_and(|(name, after)| {
        let is_end = after.starts_with(|first: char| first.is_ascii_digit() || first == '.');
        model.find(name).is_some() && (is_end || after.contains(".."))
    });
    if !is_range {
        return Axes::After(start);
    }
    after_range(model, rest).map_or(Axes::Range, |after| Axes::After(start + after))
}

/// Where a text goes on behind the range that it starts with; `None` if that has not come to its end.
fn after_range(model: &Model, text: &str) -> Option<usize> {
    let (.., rest) = axis(model, text)?;
    // The rest is a slice of the text, without the spaces at its end.
    if rest.is_empty() {
        return text.ends_with([' ', ',']).then_some(text.len());
    }
    (rest.as_ptr() as usize).checked_sub(text.as_ptr() as usize)
}

//! The commands of napkin, each in a file of its own: what it is called, what it takes, an example, and what it does to an
//! open model. The command line, the session, their help and completion all read this registry; none of them names a
//! command.
// All commands have one type, also those that cannot fail.
#![allow(clippy::unnecessary_wraps)]

pub mod argument;
mod bottleneck;
mod by_hand;
mod calibrate;
mod compare;
mod delete;
mod detail;
mod diff;
mod edit;
mod explain;
mod formulas;
pub mod given;
mod growth;
mod help;
mod info;
pub mod line;
mod list;
mod load;
mod mark;
pub mod opening;
mod quit;
pub mod reading;
mod redo;
mod reference;
mod reset;
mod response;
mod run;
mod save;
mod search;
mod set;
mod show;
mod solve;
mod sweep;
mod undo;
mod units;
mod vars;
pub mod vocabulary;

use self::argument::{Argument, Count, Kind};
use self::given::Given;
use crate::diagnostic::Sources;
use crate::diagnostic::suggestion::nearest;
use crate::workspace::Workspace;

pub use response::{Failure, Finding, Response};

/// A command.
pub struct Command {
    /// Its name, without the colon that a session writes before it.
    pub name: &'static str,
    /// Other names for it in a session, not listed.
    pub aliases: &'static [&'static str],
    /// Where it can be given.
    pub doors: Doors,
    /// What it works on, on the command line.
    pub subject: Subject,
    /// What it does, in one line.
    pub about: &'static str,
    /// What else there is to know.
    pub more: &'static str,
    /// What must follow it, in words; empty if nothing must.
    pub wants: &'static str,
    /// Lines that show it at work in an empty session.
    pub example: &'static [&'static str],
    /// What it takes.
    pub arguments: &'static [Argument],
    /// Whether it calculates and changes nothing, so that what it says is worth nothing once it was stopped.
    pub is_question: bool,
    /// What it does.
    pub run: Run,
}

/// What a command does to an open model, with what it was given.
pub type Run = for<'w> fn(&'w mut Workspace, &Given, &mut Sources) -> Result<Response<'w>, Failure>;

/// Where a command can be given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doors {
    /// On the command line and in a session.
    Both,
    /// In a session, whose model it changes or remembers.
    Session,
}

/// What a command works on where there is no session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// Nothing but its arguments.
    Nothing,
    /// A preset, which is the first argument; `--set` gives its definitions other values.
    Preset,
    /// A preset, or nothing if the first argument is none.
    PerhapsPreset,
}

/// Gives a definition of the model another value, for this question.
pub const SET: Argument = Argument::option(
    "--set",
    Kind::Definitions,
    "NAME=EXPRESSION",
    "Give an assumption another value: `--set 'dau = 50M users'`",
)
.times(Count::Any);

/// All commands, in the order in which help lists them.
pub static COMMANDS: &[&Command] = &[
    &help::COMMAND,
    &vars::COMMAND,
    &info::COMMAND,
    &units::COMMAND,
    &search::COMMAND,
    &load::COMMAND,
    &save::COMMAND,
    &run::COMMAND,
    &detail::COMMAND,
    &solve::COMMAND,
    &explain::COMMAND,
    &by_hand::COMMAND,
    &sweep::COMMAND,
    &growth::COMMAND,
    &bottleneck::COMMAND,
    &compare::COMMAND,
    &mark::COMMAND,
    &diff::COMMAND,
    &list::COMMAND,
    &show::COMMAND,
    &calibrate::COMMAND,
    &formulas::COMMAND,
    &reference::COMMAND,
    &undo::COMMAND,
    &redo::COMMAND,
    &delete::COMMAND,
    &reset::COMMAND,
    &set::COMMAND,
    &edit::COMMAND,
    &quit::COMMAND,
];

/// The command of that name, with or without its colon.
#[must_use]
pub fn find(name: &str) -> Option<&'static Command> {
    let name = name.strip_prefix(':').unwrap_or(name);
    COMMANDS.iter().copied().find(|one| one.name == name || one.aliases.contains(&name))
}

/// The names of commands in a session that are nearest to a word, with their colons.
fn near(name: &str) -> Vec<String> {
    let names = COMMANDS.iter().flat_map(|one| std::iter::once(one.name).chain(one.aliases.iter().copied()));
    let names: Vec<String> = names.filter(|name| name.len() > 1).map(|name| format!(":{name}")).collect();
    nearest(name, names.iter().map(String::as_str))
}

impl Command {
    /// The arguments of the command line: `--set` belongs to all that work on a preset.
    pub fn all_arguments(&self) -> impl Iterator<Item = &'static Argument> {
        let has_set = self.subject != Subject::Nothing && self.arguments.iter().all(|one| one.name != SET.name);
        self.arguments.iter().chain(has_set.then_some(&SET))
    }

    /// What it does, as a clause: `list the units of a dimension`.
    #[must_use]
    pub fn clause(&self) -> String {
        let mut letters = self.about.chars();
        letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
    }

    /// How it is written in a session: `:sweep NAME A..B [EXPRESSION, …]`. Options have a line each in its help.
    #[must_use]
    pub fn usage(&self) -> String {
        let positional = self.arguments.iter().filter(|one| !one.is_option());
        let words = self.arguments.iter().filter(|one| !one.word.is_empty());
        let mut text = format!(":{}", self.name);
        for argument in positional {
            text += " ";
            text += &argument.usage();
        }
        for argument in words {
            let written = format!("{} {}", argument.word, argument.value);
            let written = written.trim_end();
            let brackets = if argument.count == Count::Required { ["", ""] } else { ["[", "]"] };
            text.extend([" ", brackets[0], written, brackets[1]]);
        }
        text
    }
}

impl std::fmt::Debug for Command {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, ":{}", self.name)
    }
}

//! The commands of a session: what each is called, what it does, an example that runs, and the way to its code.
//! What they do to the model is in `model_commands`, what they tell about words in `word_commands`.

use super::reply::Reply;
use super::session::Session;
use super::{model_commands as model, word_commands as word};
use crate::diagnostic::suggestion::{did_you_mean, nearest};
use crate::diagnostic::{Diagnostic, Sources};

/// A command.
pub(super) struct Command {
    /// With its colon.
    pub(super) name: &'static str,
    /// Other names for it, not listed.
    aliases: &'static [&'static str],
    /// What follows it, as help shows it.
    pub(super) arguments: &'static str,
    /// What it does, in one line.
    pub(super) about: &'static str,
    /// What else there is to know.
    pub(super) more: &'static str,
    /// Lines that show it at work in an empty session.
    pub(super) example: &'static [&'static str],
    run: fn(&mut Session, &str, &mut Sources) -> Reply,
}

/// All commands, in the order in which help lists them.
pub(super) static COMMANDS: &[Command] = &[
    Command {
        name: ":help",
        aliases: &[":h", ":?"],
        arguments: "[NAME]",
        about: "list the commands, or explain one with an example",
        more: "A name is that of a command, or any word that `:info` knows.",
        example: &[":help :vars"],
        run: word::help,
    },
    Command {
        name: ":vars",
        aliases: &[":ls"],
        arguments: "",
        about: "the assumptions and estimates, with what they measure and why",
        more: "A comment behind a definition is its reason. What uses other definitions is an estimate.",
        example: &["dau = 150M users  # public figure, 2012", "writes = dau * 2 tweets/user/day", ":vars"],
        run: model::vars,
    },
    Command {
        name: ":info",
        aliases: &[":i"],
        arguments: "WORD",
        about: "what a word means: a definition, unit, function, counted thing, preset or command",
        more: "Units come with their factor, functions with their arguments.",
        example: &[":info GiB"],
        run: word::info,
    },
    Command {
        name: ":units",
        aliases: &[],
        arguments: "[DIMENSION]",
        about: "the units of a dimension, such as time or throughput",
        more: "Without a dimension it lists those that there are. A unit stands for its dimension.",
        example: &[":units throughput"],
        run: word::units,
    },
    Command {
        name: ":search",
        aliases: &[":find"],
        arguments: "WORD",
        about: "every word whose name or description holds this one",
        more: "It looks through definitions, functions, units, counted things, presets and commands.",
        example: &[":search byte"],
        run: word::search,
    },
    Command {
        name: ":load",
        aliases: &[":open"],
        arguments: "PRESET|FILE",
        about: "open a preset as this session's model",
        more: "It takes the place of the current model; `:undo` brings that back.",
        example: &[":load pastebin", "writes_per_month = 50M pastes/month"],
        run: model::load,
    },
    Command {
        name: ":save",
        aliases: &[":w"],
        arguments: "NAME|FILE",
        about: "write the model as a preset; `:save!` overwrites",
        more: "A plain name goes to your presets, where `napkin run NAME` finds it; a path or a name with `.toml` is a file.",
        example: &["dau = 150M users", ":save daily.toml"],
        run: model::save,
    },
    Command {
        name: ":run",
        aliases: &[":report", ":tables"],
        arguments: "",
        about: "the tables of the current model",
        more: "A model without tables of its own shows its assumptions and estimates.",
        example: &[":load pastebin", ":run"],
        run: model::run,
    },
    Command {
        name: ":undo",
        aliases: &[":u"],
        arguments: "",
        about: "take the last change back",
        more: "Every change can be taken back, also a `:load`, a `:reset` or a `:delete`.",
        example: &["dau = 150M users", "dau = 50M users", ":undo"],
        run: model::undo,
    },
    Command {
        name: ":redo",
        aliases: &[],
        arguments: "",
        about: "make the change again that was taken back",
        more: "A new change ends what can be made again.",
        example: &["dau = 150M users", ":undo", ":redo"],
        run: model::redo,
    },
    Command {
        name: ":delete",
        aliases: &[":del", ":rm"],
        arguments: "NAME…",
        about: "forget a definition or a function",
        more: "What uses it then waits until the name is defined again.",
        example: &["dau = 150M users", "writes = dau * 2 tweets/user/day", ":delete dau"],
        run: model::delete,
    },
    Command {
        name: ":reset",
        aliases: &[":clear"],
        arguments: "",
        about: "start over, as the session began",
        more: "The definitions of the start-up file stay; `:undo` brings the rest back.",
        example: &["dau = 150M users", ":reset"],
        run: model::reset,
    },
    Command {
        name: ":set",
        aliases: &[],
        arguments: "[SETTING VALUE]",
        about: "conventions (bytes, day, month, year), digits, by-hand",
        more: "Without arguments it shows all settings; `:set month default` goes back to the default.",
        example: &["1 month -> days", ":set month 30 days", "1 month -> days", ":set digits 6", ":set by-hand on"],
        run: model::set,
    },
    Command {
        name: ":edit",
        aliases: &[":e"],
        arguments: "",
        about: "change the model in your editor ($VISUAL or $EDITOR)",
        more: "The editor opens the preset that `:save` would write. What cannot be read is kept, and its place is told.",
        example: &["dau = 150M users", ":edit"],
        run: model::edit,
    },
    Command {
        name: ":quit",
        aliases: &[":q", ":exit"],
        arguments: "",
        about: "leave; so does Ctrl-D",
        more: "The history of lines is kept; a model is kept by `:save` only.",
        example: &[":quit"],
        run: |_, _, _| Reply { quit: true, ..Reply::default() },
    },
];

/// The command of that name, with or without its colon.
pub(super) fn find(name: &str) -> Option<&'static Command> {
    let bare = |name: &'static str| &name[1..];
    let name = name.strip_prefix(':').unwrap_or(name);
    COMMANDS.iter().find(|one| bare(one.name) == name || one.aliases.iter().any(|alias| bare(alias) == name))
}

/// Runs a command line that starts with a colon.
pub(super) fn run(session: &mut Session, line: &str, sources: &mut Sources) -> Reply {
    let (name, argument) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    // `:save! file` is a saving that may overwrite; the exclamation mark goes with the argument.
    let (name, argument) = match name.strip_suffix('!') {
        Some(name) => (name, format!("! {}", argument.trim())),
        None => (name, argument.trim().to_owned()),
    };
    match find(name) {
        Some(command) if command.arguments.is_empty() && !argument.is_empty() => {
            Diagnostic::error(format!("`{}` takes no argument", command.name))
                .help(format!("write `{}` alone", command.name))
                .into()
        }
        Some(command) => (command.run)(session, &argument, sources),
        None => unknown(name),
    }
}

fn unknown(name: &str) -> Reply {
    let names = COMMANDS.iter().flat_map(|one| std::iter::once(one.name).chain(one.aliases.iter().copied()));
    let near = nearest(name, names.filter(|name| name.len() > 2));
    let help = did_you_mean(&near).unwrap_or_else(|| "`:help` lists the commands".to_owned());
    Diagnostic::error(format!("there is no command `{name}`")).help(help).into()
}

/// The error of a command that lacks its argument.
pub(super) fn wanted(name: &str, what: &str) -> Reply {
    let command = find(name).expect("only commands that exist want an argument");
    Diagnostic::error(format!("`{name}` wants {what}")).help(format!("write `{name} {}`", command.arguments)).into()
}

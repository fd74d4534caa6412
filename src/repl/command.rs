//! The commands of a session as data: what each is called, what it does, and an example that runs.
//! What is done for each is in `model_commands` and `word_commands`; `dialogue` finds the way there.

use crate::diagnostic::Diagnostic;
use crate::diagnostic::suggestion::{did_you_mean, nearest};

/// What a command does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Action {
    Help,
    Vars,
    Info,
    Units,
    Search,
    Load,
    Save,
    Run,
    Detail,
    Solve,
    Bottleneck,
    Mark,
    Diff,
    Compare,
    Explain,
    ByHand,
    Sweep,
    Growth,
    Undo,
    Redo,
    Delete,
    Reset,
    Set,
    Edit,
    Quit,
}

impl Action {
    /// Whether it calculates and changes nothing, so that what it says is worth nothing once it was stopped.
    pub(super) const fn is_question(self) -> bool {
        matches!(
            self,
            Self::Vars
                | Self::Run
                | Self::Detail
                | Self::Solve
                | Self::Bottleneck
                | Self::Diff
                | Self::Compare
                | Self::Explain
                | Self::ByHand
                | Self::Sweep
                | Self::Growth
        )
    }
}

/// A command.
pub(super) struct Command {
    pub(super) action: Action,
    /// With its colon.
    pub(super) name: &'static str,
    /// Other names for it, not listed.
    aliases: &'static [&'static str],
    /// What follows it, as help shows it.
    pub(super) arguments: &'static str,
    /// What must follow it, in words; empty if nothing must.
    wants: &'static str,
    /// What it does, in one line.
    pub(super) about: &'static str,
    /// What else there is to know.
    pub(super) more: &'static str,
    /// Lines that show it at work in an empty session.
    pub(super) example: &'static [&'static str],
}

/// All commands, in the order in which help lists them.
pub(super) static COMMANDS: &[Command] = &[
    Command {
        action: Action::Help,
        name: ":help",
        aliases: &[":h", ":?"],
        arguments: "[NAME]",
        wants: "",
        about: "list the commands, or explain one with an example",
        more: "A name is that of a command, or any word that `:info` knows.",
        example: &[":help :vars"],
    },
    Command {
        action: Action::Vars,
        name: ":vars",
        aliases: &[":ls"],
        arguments: "",
        wants: "",
        about: "the assumptions and estimates, with what they measure and why",
        more: "A comment behind a definition is its reason. What uses other definitions is an estimate.",
        example: &["dau = 150M users  # public figure, 2012", "writes = dau * 2 tweets/user/day", ":vars"],
    },
    Command {
        action: Action::Info,
        name: ":info",
        aliases: &[":i"],
        arguments: "WORD",
        wants: "a word",
        about: "what a word means: a definition, unit, function, counted thing, preset or command",
        more: "Units come with their factor, functions with their arguments.",
        example: &[":info GiB"],
    },
    Command {
        action: Action::Units,
        name: ":units",
        aliases: &[],
        arguments: "[DIMENSION]",
        wants: "",
        about: "the units of a dimension, such as time or throughput",
        more: "Without a dimension it lists those that there are. A unit stands for its dimension.",
        example: &[":units throughput"],
    },
    Command {
        action: Action::Search,
        name: ":search",
        aliases: &[":find"],
        arguments: "WORD",
        wants: "a word",
        about: "every word whose name or description holds this one",
        more: "It looks through definitions, functions, units, counted things, presets and commands.",
        example: &[":search byte"],
    },
    Command {
        action: Action::Load,
        name: ":load",
        aliases: &[":open"],
        arguments: "PRESET|FILE",
        wants: "the name of a preset or a file",
        about: "open a preset as this session's model",
        more: "It takes the place of the current model; `:undo` brings that back. `last` is the model that was not saved last.",
        example: &[":load pastebin", "writes_per_month = 15M pastes/month"],
    },
    Command {
        action: Action::Save,
        name: ":save",
        aliases: &[":w"],
        arguments: "NAME|FILE",
        wants: "a name or a file",
        about: "write the model as a preset; `:save!` overwrites",
        more: "A plain name goes to your presets, where `napkin run NAME` finds it; a path or a name with `.toml` is a file.",
        example: &["dau = 150M users", ":save daily.toml"],
    },
    Command {
        action: Action::Run,
        name: ":run",
        aliases: &[":report", ":tables"],
        arguments: "",
        wants: "",
        about: "the tables of the current model",
        more: "A model without tables of its own shows its assumptions and estimates.",
        example: &[":load pastebin", ":run"],
    },
    Command {
        action: Action::Detail,
        name: ":detail",
        aliases: &[":d"],
        arguments: "[EXPRESSION]",
        wants: "",
        about: "how an uncertain result spreads, and which assumptions that comes from",
        more: "Without an expression it is about the last question.",
        example: &["dau = 50M to 300M users", "dau * (1 to 3 tweets/user/day) -> QPS", ":detail"],
    },
    Command {
        action: Action::Solve,
        name: ":solve",
        aliases: &[],
        arguments: "NAME such that CONDITION",
        wants: "an assumption and a condition",
        about: "what an assumption may be for a condition to hold",
        more: "The value is looked for over nine orders of magnitude to either side.",
        example: &[
            "dau = 10M users",
            "servers = ceil(dau / (1M users/server))",
            ":solve dau such that servers <= 100 servers",
        ],
    },
    Command {
        action: Action::Bottleneck,
        name: ":bottleneck",
        aliases: &[":binds"],
        arguments: "LABEL = NEED / PER_UNIT, …",
        wants: "resources",
        about: "which resource of a tier binds, and how far the next one is",
        more: "Resources are separated by commas; each is what is needed / what one unit has.",
        example: &[
            "working_set = 1 TB to 3 TB",
            ":bottleneck memory = working_set / (64 GB/node), operations = 500k QPS / (100k QPS/node)",
        ],
    },
    Command {
        action: Action::Mark,
        name: ":mark",
        aliases: &[],
        arguments: "",
        wants: "",
        about: "remember the model as it is now, for `:diff`",
        more: "The mark stays through `:load` and `:undo`, until another one is set.",
        example: &["dau = 150M users", ":mark", "dau = 50M users", ":diff"],
    },
    Command {
        action: Action::Diff,
        name: ":diff",
        aliases: &[],
        arguments: "",
        wants: "",
        about: "what differs from the mark: definitions and results, the largest ratio first",
        more: "`:mark` says what to compare with.",
        example: &["dau = 150M users", "writes = dau * 2 tweets/user/day", ":mark", "dau = 50M users", ":diff"],
    },
    Command {
        action: Action::Compare,
        name: ":compare",
        aliases: &[],
        arguments: "PRESET|FILE",
        wants: "the name of a preset or a file",
        about: "the model beside a preset: what both define, and the ratio",
        more: "`napkin compare` does the same with two presets.",
        example: &[":load twitter", "fanout = 75 deliveries/tweet", ":compare twitter"],
    },
    Command {
        action: Action::Explain,
        name: ":explain",
        aliases: &[":why"],
        arguments: "[NAME|EXPRESSION]",
        wants: "",
        about: "how a result is derived, from its formula down to the assumptions and their reasons",
        more: "Without an expression it is about the last question. What several parts use is shown once.",
        example: &[
            "dau = 150M users  # public figure, 2012",
            "writes = dau * 2 tweets/user/day -> QPS",
            ":explain writes",
        ],
    },
    Command {
        action: Action::ByHand,
        name: ":by-hand",
        aliases: &[":hand"],
        arguments: "[EXPRESSION]",
        wants: "",
        about: "a result in interview arithmetic, step by step, and how far off it is",
        more: "Every number has one digit; a day has 1e5 s, a month 2.5e6 s, a year 3e7 s. `:set by-hand on` adds the result to every answer.",
        example: &["dau = 150M users", "writes = dau * 2 tweets/user/day -> QPS", ":by-hand writes"],
    },
    Command {
        action: Action::Sweep,
        name: ":sweep",
        aliases: &[],
        arguments: "NAME A..B [log] [EXPRESSION, …]",
        wants: "a name and a range",
        about: "estimates over ten values of an assumption, with a plot",
        more: "`log` takes equal ratios instead of equal differences. Without expressions it shows what depends on the name.",
        example: &["dau = 150M users", "storage = dau * 2 MB/user -> TB", ":sweep dau 10M..1bn log storage"],
    },
    Command {
        action: Action::Growth,
        name: ":growth",
        aliases: &[":grow"],
        arguments: "NAME = RATE, … [until CONDITION]",
        wants: "a name and its rate",
        about: "the model over five years in which assumptions grow",
        more: "A rate is a share per time, `50%/year` or `3%/month`; it compounds. A condition is waited for up to 100 years.",
        example: &[
            "dau = 150M users",
            "storage = dau * 2 MB/user -> TB",
            ":growth dau = 50%/year until storage > 1 PB",
        ],
    },
    Command {
        action: Action::Undo,
        name: ":undo",
        aliases: &[":u"],
        arguments: "",
        wants: "",
        about: "take the last change back",
        more: "Every change can be taken back, also a `:load`, a `:reset`, a `:delete` or a `:set`.",
        example: &["dau = 150M users", "dau = 50M users", ":undo"],
    },
    Command {
        action: Action::Redo,
        name: ":redo",
        aliases: &[],
        arguments: "",
        wants: "",
        about: "make the change again that was taken back",
        more: "A new change ends what can be made again.",
        example: &["dau = 150M users", ":undo", ":redo"],
    },
    Command {
        action: Action::Delete,
        name: ":delete",
        aliases: &[":del", ":rm"],
        arguments: "NAME…",
        wants: "a name",
        about: "forget a definition or a function",
        more: "What uses it then waits until the name is defined again.",
        example: &["dau = 150M users", "writes = dau * 2 tweets/user/day", ":delete dau"],
    },
    Command {
        action: Action::Reset,
        name: ":reset",
        aliases: &[":clear"],
        arguments: "",
        wants: "",
        about: "start over, as the session began",
        more: "The definitions of the start-up file stay; `:undo` brings the rest back.",
        example: &["dau = 150M users", ":reset"],
    },
    Command {
        action: Action::Set,
        name: ":set",
        aliases: &[],
        arguments: "[SETTING VALUE]",
        wants: "",
        about: "conventions (bytes, day, month, year), digits, by-hand",
        more: "Without arguments it shows all settings; `:set month default` goes back to the default.",
        example: &["1 month -> days", ":set month 30 days", "1 month -> days", ":set digits 6", ":set by-hand on"],
    },
    Command {
        action: Action::Edit,
        name: ":edit",
        aliases: &[":e"],
        arguments: "",
        wants: "",
        about: "change the model in your editor ($VISUAL or $EDITOR)",
        more: "The editor opens the preset that `:save` would write. What cannot be read is kept, and its place is told.",
        example: &["dau = 150M users", ":edit"],
    },
    Command {
        action: Action::Quit,
        name: ":quit",
        aliases: &[":q", ":exit"],
        arguments: "",
        wants: "",
        about: "leave; so does Ctrl-D",
        more: "A model that was not saved is kept: `:load last` opens it in the next session.",
        example: &[":quit"],
    },
];

/// The command of that name, with or without its colon.
pub(super) fn find(name: &str) -> Option<&'static Command> {
    let bare = |name: &'static str| &name[1..];
    let name = name.strip_prefix(':').unwrap_or(name);
    COMMANDS.iter().find(|one| bare(one.name) == name || one.aliases.iter().any(|alias| bare(alias) == name))
}

/// The command of a line that starts with a colon, and its argument.
///
/// # Errors
/// There is no such command, or it lacks an argument or has one too many.
pub(super) fn parse(line: &str) -> Result<(&'static Command, String), Diagnostic> {
    let (name, argument) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    // `:save! file` is a saving that may overwrite; the exclamation mark goes with the argument.
    let (name, argument) = match name.strip_suffix('!') {
        Some(name) => (name, format!("! {}", argument.trim())),
        None => (name, argument.trim().to_owned()),
    };
    let command = find(name).ok_or_else(|| unknown(name))?;
    if command.arguments.is_empty() && !argument.is_empty() {
        let problem = Diagnostic::error(format!("`{}` takes no argument", command.name));
        return Err(problem.help(format!("write `{}` alone", command.name)));
    }
    if !command.wants.is_empty() && argument.trim_start_matches('!').trim().is_empty() {
        let problem = Diagnostic::error(format!("`{}` wants {}", command.name, command.wants));
        return Err(problem.help(format!("write `{} {}`", command.name, command.arguments)));
    }
    Ok((command, argument))
}

fn unknown(name: &str) -> Diagnostic {
    let names = COMMANDS.iter().flat_map(|one| std::iter::once(one.name).chain(one.aliases.iter().copied()));
    let near = nearest(name, names.filter(|name| name.len() > 2));
    let help = did_you_mean(&near).unwrap_or_else(|| "`:help` lists the commands".to_owned());
    Diagnostic::error(format!("there is no command `{name}`")).help(help)
}

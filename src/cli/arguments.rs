//! The arguments of the command line, and what is an estimate among them. What commands take is read from their
//! registry.

use std::ffi::OsString;

use clap::error::ErrorKind;
use clap::{Arg, ArgAction, ArgMatches, value_parser};

use crate::command::argument::{Argument, Count, Kind};
use crate::command::{self, COMMANDS, Command, Doors, Subject};
use crate::engine::{SAMPLES, Sampling};

/// A command line, read.
#[derive(Debug, Default)]
pub(super) struct Arguments {
    /// What is to be done; an estimate is to be calculated if nothing else is.
    pub(super) command: Option<Called>,
    /// Whether results and errors are objects.
    pub(super) json: bool,
    /// Whether plain ASCII is wanted.
    pub(super) ascii: bool,
    /// How the results of ranges are found.
    pub(super) ranges: Ranges,
    /// The words of an estimate.
    pub(super) expression: Vec<String>,
}

/// A command with what it was given.
#[derive(Debug)]
pub(super) enum Called {
    /// A session.
    Repl,
    /// The lines of a file.
    Eval(String),
    /// A command of the registry.
    Command {
        /// The command.
        command: &'static Command,
        /// The preset that it works on, if any.
        preset: Option<String>,
        /// Its arguments.
        given: Vec<(&'static Argument, String)>,
    },
}

/// How the results of ranges are found.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Ranges {
    samples: Option<usize>,
    seed: Option<u64>,
    sampled: bool,
}

/// A number of samples that makes sense: too few say nothing, and the most fill a gigabyte of memory at worst.
fn samples(text: &str) -> Result<usize, String> {
    let number = text.replace('_', "").parse::<usize>().ok();
    number
        .filter(|number| SAMPLES.contains(number))
        .ok_or_else(|| format!("the number of samples is a whole one from {} to {}", SAMPLES.start(), SAMPLES.end()))
}

impl Ranges {
    /// How uncertain results are found.
    pub(super) fn sampling(self) -> Sampling {
        Sampling { samples: self.samples, seed: self.seed.unwrap_or(Sampling::default().seed), always: self.sampled }
    }
}

const EXAMPLES: &str = "Examples:\n  napkin '500M tweets/day * 10 KB/tweet -> TB/month'\n  napkin '12k QPS / (1k QPS/server)'\n  napkin run pastebin --set 'writes_per_month = 50M pastes/month'\n  napkin eval notes.txt\n\nA shell has a use of its own for `$`, `*` and `>`: put an estimate in single quotes.";
const USAGE: &str = "napkin [--json] [--] EXPRESSION…\n       napkin COMMAND";
const PRESET: &str = "The name of a preset (see `napkin list`), or a TOML file";
/// What the words of a command are called that may begin with a preset.
const WORDS: &str = "words";

/// The parser of the command line.
pub(super) fn parser() -> clap::Command {
    let flag = |name: &'static str, help: &'static str| {
        Arg::new(name).long(name).action(ArgAction::SetTrue).global(true).help(help)
    };
    let value = |name: &'static str, help: &'static str| {
        Arg::new(name).long(name).value_name("N").global(true).help(help).help_heading("Ranges")
    };
    let expression = Arg::new("expression").value_name("EXPRESSION").num_args(0..).allow_hyphen_values(true);
    clap::Command::new("napkin")
        .version(env!("CARGO_PKG_VERSION"))
        .about("A back-of-the-envelope capacity calculator that knows what a QPS is")
        .args_conflicts_with_subcommands(true)
        .subcommand_precedence_over_arg(true)
        .disable_help_subcommand(true)
        .after_help(EXAMPLES)
        .override_usage(USAGE)
        .subcommand(
            clap::Command::new("repl")
                .about("Open a session, also on lines that are piped in; `napkin` alone does so at a terminal"),
        )
        .subcommand(
            clap::Command::new("eval").about("Calculate a file of lines, or standard input with `-`").arg(
                Arg::new("file")
                    .value_name("FILE")
                    .required(true)
                    .help("The file: definitions in any order; every bare expression prints its result"),
            ),
        )
        .subcommands(listed().map(subcommand))
        .arg(flag("json", "Print results and errors as JSON objects, one per line"))
        .arg(flag("ascii", "Print plain ASCII; so does a value of `NAPKIN_ASCII`"))
        .arg(
            value("samples", "Draw so many samples; unless told as many as are quick, from 4,096 to 32,768")
                .value_parser(samples),
        )
        .arg(value("seed", "Start the samples from another number than 1").value_parser(value_parser!(u64)))
        .arg(flag("sampled", "Sample what has a closed form, too").help_heading("Ranges"))
        .arg(expression.help("The estimate to calculate; several arguments are joined by spaces"))
}

/// The commands that can be given on the command line.
pub(super) fn listed() -> impl Iterator<Item = &'static Command> {
    COMMANDS.iter().copied().filter(|command| command.doors == Doors::Both)
}

/// Whether a word is a command of the command line.
pub(super) fn is_command(word: &str) -> bool {
    matches!(word, "repl" | "eval") || listed().any(|command| command.name == word)
}

fn subcommand(command: &'static Command) -> clap::Command {
    let mut parser = clap::Command::new(command.name).about(command.about);
    match command.subject {
        Subject::Preset => {
            parser = parser.arg(Arg::new("preset").value_name("PRESET").required(true).help(PRESET));
        }
        Subject::PerhapsPreset => {
            let first = command.arguments.iter().find(|argument| !argument.is_option());
            let about = first.map_or("", |argument| argument.about);
            let name = first.map_or("", |argument| argument.name);
            let help = format!("The name of a preset, if any, and what is asked of it. {about}");
            let words = Arg::new(WORDS).value_name(format!("[PRESET] {name}")).required(true).num_args(1..);
            parser = parser.arg(words.help(help));
        }
        Subject::Nothing => {}
    }
    let is_of_words = |argument: &Argument| command.subject == Subject::PerhapsPreset && !argument.is_option();
    parser.args(command.all_arguments().filter(|argument| !is_of_words(argument)).map(argument))
}

fn argument(argument: &'static Argument) -> Arg {
    let arg = Arg::new(argument.name).help(argument.about);
    let Some(long) = argument.name.strip_prefix("--") else {
        let arg = arg.value_name(argument.name).required(matches!(argument.count, Count::Required | Count::Some));
        return match (argument.kind, argument.count) {
            (Kind::Axes, _) => arg.num_args(2..=4),
            (_, Count::Some | Count::Any) => arg.num_args(1..),
            _ => arg,
        };
    };
    let arg = arg.long(long);
    match (argument.kind, argument.count) {
        (Kind::Flag, _) => arg.action(ArgAction::SetTrue),
        (_, Count::Required) => arg.value_name(argument.value).required(true),
        (_, Count::Any | Count::Some) => arg.value_name(argument.value).action(ArgAction::Append),
        (_, Count::Optional) => arg.value_name(argument.value),
    }
}

/// What a command of the registry was given.
fn called(command: &'static Command, matches: &ArgMatches) -> Called {
    let texts = |name: &str| -> Vec<String> {
        matches.try_get_many::<String>(name).ok().flatten().map_or_else(Vec::new, |texts| texts.cloned().collect())
    };
    let mut preset = texts("preset").into_iter().next();
    let mut given = Vec::new();
    let mut words = texts(WORDS);
    if let (Some(first), Subject::PerhapsPreset) = (words.first(), command.subject) {
        let argument = command.arguments.iter().find(|argument| !argument.is_option());
        let begins_with_preset = match argument.map(|argument| argument.kind) {
            Some(Kind::Resources) => !first.contains('='),
            _ => words.len() == 2 && is_preset(first),
        };
        if begins_with_preset {
            preset = Some(words.remove(0));
        }
        match argument {
            Some(argument) if argument.kind == Kind::Expression => given.push((argument, words.join(" "))),
            Some(argument) => given.extend(words.into_iter().map(|word| (argument, word))),
            None => {}
        }
    }
    for argument in command.all_arguments() {
        if argument.kind == Kind::Flag {
            if matches.try_get_one::<bool>(argument.name).ok().flatten() == Some(&true) {
                given.push((argument, String::new()));
            }
        } else {
            given.extend(texts(argument.name).into_iter().map(|text| (argument, text)));
        }
    }
    Called::Command { command, preset, given }
}

/// Whether the first of two words is a preset rather than the beginning of an expression.
fn is_preset(word: &str) -> bool {
    let begins = word.starts_with(|first: char| first.is_alphabetic() || matches!(first, '.' | '/' | '~'));
    begins && !word.contains(['(', '*', '+', '^', ' '])
}

/// How many of the first words are options that every command takes, with their values.
pub(super) fn options(words: &[OsString]) -> usize {
    let mut count = 0;
    while let Some(word) = words.get(count).and_then(|word| word.to_str()) {
        let has_value = matches!(word, "--samples" | "--seed");
        let is_option = has_value
            || matches!(word, "--json" | "--ascii" | "--sampled")
            || word.starts_with("--samples=")
            || word.starts_with("--seed=");
        if !is_option {
            break;
        }
        count += 1 + usize::from(has_value);
    }
    count.min(words.len())
}

impl Arguments {
    /// The arguments of a process, of which the first is its own name.
    pub(super) fn parsed(raw: &[OsString]) -> Result<Self, clap::Error> {
        match Self::of_estimate(raw) {
            Some(arguments) => Ok(arguments),
            None => Self::read(raw).and_then(|arguments| arguments.settled(raw)),
        }
    }

    /// A command line that is an estimate and nothing else. Most are, and need no description of all commands built
    /// before they are understood.
    fn of_estimate(raw: &[OsString]) -> Option<Self> {
        let words = raw.get(1..)?.iter().map(|word| word.to_str().map(str::to_owned));
        let words: Vec<String> = words.collect::<Option<_>>()?;
        let is_option = |word: &String| {
            let name = word.strip_prefix('-').unwrap_or("");
            name.starts_with(|first: char| first == '-' || first.is_ascii_alphabetic())
        };
        let is_estimate = !is_command(words.first()?) && !words.iter().any(is_option);
        is_estimate.then(|| Self { expression: words, ..Self::default() })
    }

    /// The arguments as the parser reads them.
    pub(super) fn read(raw: impl IntoIterator<Item = impl Into<OsString> + Clone>) -> Result<Self, clap::Error> {
        let matches = parser().try_get_matches_from(raw)?;
        let command = match matches.subcommand() {
            Some(("repl", _)) => Some(Called::Repl),
            Some(("eval", of)) => Some(Called::Eval(of.get_one::<String>("file").cloned().unwrap_or_default())),
            Some((name, of)) => command::find(name).map(|command| called(command, of)),
            None => None,
        };
        // A global option is known to a subcommand, too.
        let of = matches.subcommand().map_or(&matches, |(_, of)| of);
        let texts = matches.get_many::<String>("expression");
        Ok(Self {
            command,
            json: of.get_flag("json"),
            ascii: of.get_flag("ascii"),
            ranges: Ranges {
                samples: of.get_one("samples").copied(),
                seed: of.get_one("seed").copied(),
                sampled: of.get_flag("sampled"),
            },
            expression: texts.map_or_else(Vec::new, |texts| texts.cloned().collect()),
        })
    }

    /// An expression may start with a minus sign, so that the argument parser lets every hyphen pass once it has seen
    /// an expression. Options among its words are options all the same, unless they come after `--`.
    fn settled(mut self, raw: &[OsString]) -> Result<Self, clap::Error> {
        if raw.iter().any(|argument| argument == "--") {
            return Ok(self);
        }
        let words = std::mem::take(&mut self.expression);
        let mut given: Vec<String> = vec!["napkin".to_owned()];
        let mut words = words.into_iter();
        while let Some(word) = words.next() {
            let name = word.strip_prefix("--").unwrap_or("");
            let is_option =
                name.starts_with(|first: char| first.is_ascii_alphabetic()) && !name.contains(char::is_whitespace);
            if matches!(word.as_str(), "-h" | "--help" | "-V" | "--version") {
                return Err(Self::read(["napkin", &word]).err().unwrap_or_else(unknown(&word)));
            }
            if options(&[OsString::from(&word)]) > 0 {
                let has_value = matches!(word.as_str(), "--samples" | "--seed");
                given.push(word);
                if has_value {
                    given.extend(words.next());
                }
            } else if is_option {
                return Err(unknown(&word)());
            } else {
                self.expression.push(word);
            }
        }
        if given.len() > 1 {
            let given = Self::read(given)?;
            self.json |= given.json;
            self.ascii |= given.ascii;
            self.ranges = Ranges {
                samples: given.ranges.samples.or(self.ranges.samples),
                seed: given.ranges.seed.or(self.ranges.seed),
                sampled: given.ranges.sampled || self.ranges.sampled,
            };
        }
        Ok(self)
    }
}

fn unknown(word: &str) -> impl Fn() -> clap::Error {
    let message = format!("unexpected option '{word}'\n\n  tip: to calculate with it, write '-- {word}'\n");
    move || parser().error(ErrorKind::UnknownArgument, &message)
}

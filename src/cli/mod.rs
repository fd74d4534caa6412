//! The command line: arguments, one file per command, and the two output streams. No arithmetic here.

mod calibrate;
mod evaluate;
mod formulas;
mod list;
mod reference;
mod run;
mod show;

use std::ffi::OsString;
use std::io::{self, IsTerminal, Read};
use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{CommandFactory, Parser, Subcommand};

use crate::diagnostic::Diagnostic;
use crate::repl;
use crate::terminal::Output;

/// A back-of-the-envelope capacity calculator that knows what a QPS is.
#[derive(Debug, Parser)]
#[command(
    name = "napkin",
    version,
    about,
    args_conflicts_with_subcommands = true,
    subcommand_precedence_over_arg = true,
    disable_help_subcommand = true,
    after_help = "Examples:\n  napkin '500M tweets/day * 10 KB/tweet -> TB/month'\n  napkin '12k QPS / (1k QPS/server)'\n  napkin run pastebin --set 'writes_per_month = 50M pastes/month'\n  napkin eval notes.txt",
    override_usage = "napkin [--json] [--] EXPRESSION…\n       napkin COMMAND"
)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,

    /// Print results and errors as JSON objects, one per line
    #[arg(long, global = true)]
    json: bool,

    /// The estimate to calculate; several arguments are joined by spaces
    #[arg(value_name = "EXPRESSION", allow_hyphen_values = true)]
    expression: Vec<String>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Open a session, also on lines that are piped in; `napkin` alone does so at a terminal
    Repl,
    /// Calculate a file of lines, or standard input with `-`
    Eval {
        /// The file: definitions in any order; every bare expression prints its result
        file: String,
    },
    /// Print the tables of a preset
    Run {
        /// The name of a preset (see `napkin list`), or a TOML file
        preset: String,
        /// Give an assumption another value: `--set 'dau = 50M users'`
        #[arg(long, value_name = "NAME=EXPRESSION")]
        set: Vec<String>,
    },
    /// List the presets by topic
    List {
        /// Only those with a tag
        #[arg(long, value_name = "TAG")]
        tag: Option<String>,
        /// Only those that mention a word
        #[arg(long, value_name = "WORD")]
        search: Option<String>,
    },
    /// Print the text of a preset: a template for one of your own
    Show {
        /// The name of a preset, or a TOML file
        preset: String,
    },
    /// Hold the presets against real systems: what their rules predict, and what was really run
    Calibrate {
        /// The name of a system: `Tumblr`
        system: Option<String>,
    },
    /// List the field's formulas, or explain one: queueing, storage, availability, caching, …
    Formulas {
        /// The name of a formula: `erlang_c`
        name: Option<String>,
    },
    /// Print the field's numbers and their sources: latencies, prices, powers of two, …
    Reference {
        /// A table, or one of its entries: `latency.disk_seek`; without it, the list of tables
        table: Option<String>,
        /// Show what one source says: `--source dean2009`
        #[arg(long, value_name = "SOURCE", requires = "table", conflicts_with = "all")]
        source: Option<String>,
        /// Show what all sources say
        #[arg(long, requires = "table")]
        all: bool,
    },
}

/// How a command ended, short of an error of the system.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ending {
    /// It did what it was asked to.
    Success,
    /// The model has an error, which has been printed.
    ModelError,
    /// The command was called wrongly, which has been printed.
    WrongUsage,
}

/// Runs the program with the arguments of the process, and returns its exit code.
#[must_use]
pub fn main() -> ExitCode {
    let mut raw: Vec<OsString> = std::env::args_os().collect();
    // An option before a command would make the command an expression.
    if raw.len() > 2 && raw[1] == "--json" && !raw.iter().any(|argument| argument == "--") {
        raw[1..].rotate_left(1);
    }
    let arguments = match Arguments::of_estimate(&raw) {
        Some(arguments) => Ok(arguments),
        None => Arguments::try_parse_from(&raw).and_then(|arguments| arguments.settled(&raw)),
    };
    let arguments = match arguments {
        Ok(arguments) => arguments,
        Err(error) => return usage(&error),
    };
    let mut output = Output::new(arguments.json);
    let ending = dispatch(arguments, &mut output).and_then(|ending| output.flush().map(|()| ending));
    match ending {
        Ok(Ending::Success) => ExitCode::SUCCESS,
        Ok(Ending::ModelError) => ExitCode::from(1),
        Ok(Ending::WrongUsage) => ExitCode::from(2),
        // Whoever reads the output has seen enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            // If the message cannot be written either, the exit code is all there is.
            let _ = output.problem(&Diagnostic::error(format!("the output cannot be written: {error}")));
            ExitCode::from(1)
        }
    }
}

fn dispatch(arguments: Arguments, output: &mut Output) -> io::Result<Ending> {
    match arguments.command {
        Some(Command::Eval { file }) if file == "-" => standard_input(output),
        Some(Command::Eval { file }) => evaluate::file(&file, output),
        Some(Command::Run { preset, set }) => run::run(&preset, &set, output),
        Some(Command::List { tag, search }) => list::list(tag.as_deref(), search.as_deref(), output),
        Some(Command::Show { preset }) => show::show(&preset, output),
        Some(Command::Calibrate { system }) => calibrate::calibrate(system.as_deref(), output),
        Some(Command::Formulas { name }) => formulas::formulas(name.as_deref(), output),
        Some(Command::Reference { table, source, all }) => {
            reference::reference(table.as_deref(), source.as_deref(), all, output)
        }
        None if !arguments.expression.is_empty() => evaluate::text(None, &arguments.expression.join(" "), output),
        Some(Command::Repl) => session(output),
        None if io::stdin().is_terminal() => session(output),
        None => standard_input(output),
    }
}

fn session(output: &mut Output) -> io::Result<Ending> {
    if output.json {
        let problem = Diagnostic::error("a session has no `--json`");
        output.problem(&problem.help("`napkin eval FILE --json` prints objects"))?;
        return Ok(Ending::WrongUsage);
    }
    if repl::is_possible() {
        return repl::interactive(output).map(|()| Ending::Success);
    }
    let succeeded = repl::piped(io::stdin().lock(), output)?;
    Ok(if succeeded { Ending::Success } else { Ending::ModelError })
}

fn standard_input(output: &mut Output) -> io::Result<Ending> {
    let mut bytes = Vec::new();
    io::stdin().lock().read_to_end(&mut bytes)?;
    evaluate::bytes(Some("-".to_owned()), bytes, output)
}

fn usage(error: &clap::Error) -> ExitCode {
    // If even this cannot be printed, the exit code still tells.
    let _ = error.print();
    ExitCode::from(if error.use_stderr() { 2 } else { 0 })
}

impl Arguments {
    /// A command line that is an estimate and nothing else. Most are, and need no description of all commands built
    /// before they are understood.
    fn of_estimate(raw: &[OsString]) -> Option<Self> {
        let words = raw.get(1..)?.iter().map(|word| word.to_str().map(str::to_owned));
        let words: Vec<String> = words.collect::<Option<_>>()?;
        let is_option = |word: &String| {
            let name = word.strip_prefix('-').unwrap_or("");
            name.starts_with(|first: char| first == '-' || first.is_ascii_alphabetic())
        };
        let is_estimate = !Command::has_subcommand(words.first()?) && !words.iter().any(is_option);
        is_estimate.then_some(Self { command: None, json: false, expression: words })
    }

    /// An expression may start with a minus sign, so that the argument parser lets every hyphen pass once it has seen
    /// an expression. Options among its words are options all the same, unless they come after `--`.
    fn settled(mut self, raw: &[OsString]) -> Result<Self, clap::Error> {
        if raw.iter().any(|argument| argument == "--") {
            return Ok(self);
        }
        for word in std::mem::take(&mut self.expression) {
            let name = word.strip_prefix("--").unwrap_or("");
            let is_option =
                name.starts_with(|first: char| first.is_ascii_alphabetic()) && !name.contains(char::is_whitespace);
            match word.as_str() {
                "--json" => self.json = true,
                "-h" | "--help" | "-V" | "--version" => {
                    return Err(Self::try_parse_from(["napkin", &word]).err().unwrap_or_else(unknown(&word)));
                }
                _ if is_option => return Err(unknown(&word)()),
                _ => self.expression.push(word),
            }
        }
        Ok(self)
    }
}

fn unknown(word: &str) -> impl Fn() -> clap::Error {
    let message = format!("unexpected option '{word}'\n\n  tip: to calculate with it, write '-- {word}'\n");
    move || Arguments::command().error(ErrorKind::UnknownArgument, &message)
}

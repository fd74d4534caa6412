//! The command line: arguments, one file per command, and the two output streams. No arithmetic here.

mod arguments;
mod bottleneck;
mod by_hand;
mod calibrate;
mod compare;
mod evaluate;
mod explain;
mod formulas;
mod growth;
mod list;
mod mistake;
mod opened;
mod reference;
mod run;
mod shell;
mod show;
mod solve;
mod statements;
mod sweep;
mod varied;

use std::ffi::OsString;
use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use self::arguments::{Arguments, Command, options};
use crate::diagnostic::{Diagnostic, Sources};
use crate::engine::Sampling;
use crate::report::diagnostics::render;
use crate::terminal::Output;
use crate::{bug, input, limits, repl};

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

/// The exit code of a bug of napkin.
const BUG: u8 = 101;

/// Runs the program with the arguments of the process, and returns its exit code.
#[must_use]
pub fn main() -> ExitCode {
    let raw: Vec<OsString> = std::env::args_os().collect();
    bug::report_quietly();
    let words = raw.iter().skip(1).map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ");
    bug::caught(|| run(raw)).unwrap_or_else(|bug| {
        let text = render(&bug.report(&words), &Sources::default(), false, Output::width());
        // If the report cannot be written, the exit code is all there is.
        let _ = io::stderr().write_all(text.as_bytes());
        ExitCode::from(BUG)
    })
}

fn run(mut raw: Vec<OsString>) -> ExitCode {
    // An option before a command would make the command an expression.
    let before = if raw.iter().any(|argument| argument == "--") { 0 } else { options(&raw[1..]) };
    if raw.len() > 1 + before {
        raw[1..].rotate_left(before);
    }
    let arguments = match Arguments::of_estimate(&raw) {
        Some(arguments) => Ok(arguments),
        None => Arguments::try_parse_from(&raw).and_then(|arguments| arguments.settled(&raw)),
    };
    let arguments = match arguments {
        Ok(arguments) => arguments,
        Err(error) => return usage(&error, &raw[1..]),
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
    let sampling = arguments.ranges.sampling();
    match arguments.command {
        Some(Command::Eval { file }) if file == "-" => standard_input(sampling, output),
        Some(Command::Eval { file }) => evaluate::file(&file, sampling, output),
        Some(Command::Run { preset, set, detail, check }) => {
            run::run(&preset, &run::Options { set, detail, check, sampling }, output)
        }
        Some(Command::Solve { preset, name, such_that, set }) => {
            solve::solve(&preset, &name, &such_that, &set, sampling, output)
        }
        Some(Command::Compare { preset, other, set }) => {
            compare::compare(&preset, other.as_deref(), &set, sampling, output)
        }
        Some(Command::Bottleneck { arguments, set }) => bottleneck::bottleneck(&arguments, &set, sampling, output),
        Some(Command::Explain { preset, name, depth, set }) => {
            explain::explain(&preset, &explain::Options { result: name, depth, set, sampling }, output)
        }
        Some(Command::ByHand { words, set }) => by_hand::by_hand(&words, &set, sampling, output),
        Some(Command::Sweep { preset, inputs, steps, log, show, set, ascii }) => {
            let options = sweep::Options { inputs, steps, is_log: log, show, set, is_ascii: ascii, sampling };
            sweep::sweep(&preset, &options, output)
        }
        Some(Command::Growth { preset, rates, years, show, until, set, ascii }) => {
            let options = growth::Options { rates, years, show, until, set, is_ascii: ascii, sampling };
            growth::growth(&preset, &options, output)
        }
        Some(Command::List { tag, search }) => list::list(tag.as_deref(), search.as_deref(), output),
        Some(Command::Show { preset }) => show::show(&preset, output),
        Some(Command::Calibrate { system }) => calibrate::calibrate(system.as_deref(), output),
        Some(Command::Formulas { name }) => formulas::formulas(name.as_deref(), output),
        Some(Command::Reference { table, source, all }) => {
            reference::reference(table.as_deref(), source.as_deref(), all, output)
        }
        None if !arguments.expression.is_empty() => evaluate::words(&arguments.expression, sampling, output),
        Some(Command::Repl) => session(sampling, output),
        None if io::stdin().is_terminal() => session(sampling, output),
        None => standard_input(sampling, output),
    }
}

fn session(sampling: Sampling, output: &mut Output) -> io::Result<Ending> {
    if output.json {
        let problem = Diagnostic::error("a session has no `--json`");
        output.problem(&problem.help("`napkin eval FILE --json` prints objects"))?;
        return Ok(Ending::WrongUsage);
    }
    if repl::is_possible() {
        return repl::interactive(sampling, output).map(|()| Ending::Success);
    }
    let succeeded = repl::piped(io::stdin().lock(), sampling, output)?;
    Ok(if succeeded { Ending::Success } else { Ending::ModelError })
}

fn standard_input(sampling: Sampling, output: &mut Output) -> io::Result<Ending> {
    evaluate::read(None, input::text(io::stdin().lock(), limits::TEXT), sampling, output)
}

/// Prints what is wrong with the arguments, or what they were meant to be if no command is named.
fn usage(error: &clap::Error, words: &[OsString]) -> ExitCode {
    let words: Option<Vec<String>> = words.iter().map(|word| word.to_str().map(str::to_owned)).collect();
    if error.use_stderr()
        && let Some(words) = words.filter(|words| words.first().is_some_and(|first| !Command::has_subcommand(first)))
        && let Some(mistake) = mistake::of_options(&words)
    {
        let mut output = Output::new(words.iter().any(|word| word == "--json"));
        // If even this cannot be printed, the exit code still tells.
        let _ = mistake.tell(&mut output).and_then(|_| output.flush());
        return ExitCode::from(2);
    }
    let _ = error.print();
    ExitCode::from(if error.use_stderr() { 2 } else { 0 })
}

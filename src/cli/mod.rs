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
mod usage;
mod varied;

use std::ffi::OsString;
use std::io::{self, IsTerminal};
use std::process::ExitCode;

use clap::Subcommand;

use self::arguments::{Arguments, Command, options};
use crate::diagnostic::Diagnostic;
use crate::engine;
use crate::render::characters::visible;
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
    bug::report_quietly();
    bug::caught(|| run(std::env::args_os().collect())).unwrap_or_else(|bug| {
        let raw: Vec<OsString> = std::env::args_os().collect();
        let words = raw.iter().skip(1).map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ");
        let mut output = Output::new(is_given(&raw, "--json"), is_given(&raw, "--ascii"));
        // If the report cannot be written, the exit code is all there is.
        let _ = output.problem(&bug.report(&words)).and_then(|()| output.flush());
        ExitCode::from(BUG)
    })
}

fn run(mut raw: Vec<OsString>) -> ExitCode {
    // An option before a command would make the command an expression.
    let before = if raw.iter().any(|argument| argument == "--") { 0 } else { options(&raw[1..]) };
    if raw.len() > 1 + before {
        raw[1..].rotate_left(before);
    }
    shield(&mut raw);
    let (mut output, done) = match Arguments::parsed(&raw) {
        Ok(arguments) => {
            let mut output = Output::new(arguments.json, arguments.ascii);
            let done = dispatch(arguments, &mut output);
            (output, done)
        }
        Err(error) => {
            let mut output = Output::new(is_given(&raw, "--json"), is_given(&raw, "--ascii"));
            let done = wrong_arguments(error, &raw, &mut output);
            (output, done)
        }
    };
    match done.and_then(|ending| output.flush().map(|()| ending)) {
        Ok(Ending::Success) => ExitCode::SUCCESS,
        Ok(Ending::ModelError) => ExitCode::from(1),
        Ok(Ending::WrongUsage) => ExitCode::from(2),
        Err(error) => ExitCode::from(u8::from(output.failed(&error))),
    }
}

/// Whether an option is among the arguments, wrong as they may be.
fn is_given(raw: &[OsString], option: &str) -> bool {
    raw.iter().take_while(|argument| *argument != "--").any(|argument| argument == option)
}

fn dispatch(arguments: Arguments, output: &mut Output) -> io::Result<Ending> {
    let evaluation = engine::Options::from(arguments.ranges.sampling());
    match arguments.command {
        Some(Command::Eval { file }) if file == "-" => standard_input(&evaluation, output),
        Some(Command::Eval { file }) => evaluate::file(&file, &evaluation, output),
        Some(Command::Run { preset, set, detail, check }) => {
            run::run(&preset, &run::Options { set, detail, check, evaluation }, output)
        }
        Some(Command::Solve { preset, name, such_that, set }) => {
            solve::solve(&preset, &name, &such_that, &set, &evaluation, output)
        }
        Some(Command::Compare { preset, other, set }) => {
            compare::compare(&preset, other.as_deref(), &set, &evaluation, output)
        }
        Some(Command::Bottleneck { arguments, set }) => bottleneck::bottleneck(&arguments, &set, &evaluation, output),
        Some(Command::Explain { preset, name, depth, set }) => {
            explain::explain(&preset, &explain::Options { result: name, depth, set, evaluation }, output)
        }
        Some(Command::ByHand { words, set }) => by_hand::by_hand(&words, &set, &evaluation, output),
        Some(Command::Sweep { preset, inputs, steps, log, show, set }) => {
            let options = sweep::Options { inputs, steps, is_log: log, show, set, evaluation };
            sweep::sweep(&preset, &options, output)
        }
        Some(Command::Growth { preset, rates, years, show, until, set }) => {
            let options = growth::Options { rates, years, show, until, set, evaluation };
            growth::growth(&preset, &options, output)
        }
        Some(Command::List { tag, search }) => list::list(tag.as_deref(), search.as_deref(), output),
        Some(Command::Show { preset }) => show::show(&preset, output),
        Some(Command::Calibrate { system }) => calibrate::calibrate(system.as_deref(), output),
        Some(Command::Formulas { name }) => formulas::formulas(name.as_deref(), output),
        Some(Command::Reference { table, source, all }) => {
            reference::reference(table.as_deref(), source.as_deref(), all, output)
        }
        None if !arguments.expression.is_empty() => evaluate::words(&arguments.expression, &evaluation, output),
        Some(Command::Repl) => session(&evaluation, output),
        None if io::stdin().is_terminal() => session(&evaluation, output),
        None => standard_input(&evaluation, output),
    }
}

/// The ends of a sweep may be negative, `-3..3`: a space before the sign keeps it from being taken for an option.
fn shield(raw: &mut [OsString]) {
    if raw.get(1).is_none_or(|command| command != "sweep") {
        return;
    }
    for word in &mut raw[2..] {
        let is_range = word.to_str().is_some_and(|word| {
            word.contains("..")
                && word
                    .strip_prefix('-')
                    .is_some_and(|rest| rest.starts_with(|first: char| first.is_ascii_digit() || first == '.'))
        });
        if is_range {
            let mut shielded = OsString::from(" ");
            shielded.push(&*word);
            *word = shielded;
        }
    }
}

fn session(evaluation: &engine::Options, output: &mut Output) -> io::Result<Ending> {
    if output.json {
        let problem = Diagnostic::error("a session has no `--json`");
        output.problem(&problem.help("`napkin eval FILE --json` prints objects"))?;
        return Ok(Ending::WrongUsage);
    }
    if repl::is_possible() {
        let is_read = repl::interactive(evaluation.sampling, output)?;
        return Ok(if is_read { Ending::Success } else { Ending::ModelError });
    }
    let succeeded = repl::piped(io::stdin().lock(), evaluation.sampling, output)?;
    Ok(if succeeded { Ending::Success } else { Ending::ModelError })
}

fn standard_input(evaluation: &engine::Options, output: &mut Output) -> io::Result<Ending> {
    evaluate::read(None, input::text(io::stdin().lock(), limits::TEXT), evaluation, output)
}

/// Prints what is wrong with the arguments, or what they were meant to be if no command is named.
fn wrong_arguments(error: clap::Error, raw: &[OsString], output: &mut Output) -> io::Result<Ending> {
    let words: Option<Vec<String>> = raw[1..].iter().map(|word| word.to_str().map(str::to_owned)).collect();
    if error.use_stderr()
        && let Some(words) = words.filter(|words| words.first().is_some_and(|first| !Command::has_subcommand(first)))
        && let Some(mistake) = mistake::of_options(&words)
    {
        mistake.tell(output)?;
        return Ok(Ending::WrongUsage);
    }
    // The message repeats what was typed, hidden characters and all: it is made again from what can be seen of that.
    let seen: Vec<OsString> = raw.iter().map(|word| visible(&word.to_string_lossy()).into_owned().into()).collect();
    let error = if seen == raw { error } else { Arguments::parsed(&seen).err().unwrap_or(error) };
    usage::tell(&error, output)
}

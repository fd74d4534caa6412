//! The command line: arguments to a command, and what it answers with to the streams. No arithmetic here.

mod arguments;
mod evaluate;
mod mistake;
mod shell;
mod usage;

use std::ffi::OsString;
use std::io::{self, IsTerminal};
use std::process::ExitCode;

use self::arguments::{Arguments, Called, is_command, options};
use crate::command::argument::{Argument, Kind};
use crate::command::given::{Given, Written};
use crate::command::opening::open;
use crate::command::{self, Command, Failure, Response, SET};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::engine::{Options, Sampling};
use crate::preset::Preset;
use crate::render::characters::visible;
use crate::syntax::Origin;
use crate::terminal::Output;
use crate::workspace::Workspace;
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
    let options = Options::from(arguments.ranges.sampling());
    match arguments.command {
        Some(Called::Eval(file)) if file == "-" => standard_input(&options, output),
        Some(Called::Eval(file)) => evaluate::file(&file, &options, output),
        Some(Called::Command { command, preset, given }) => run_command(command, preset, given, options, output),
        None if !arguments.expression.is_empty() => evaluate::words(&arguments.expression, &options, output),
        Some(Called::Repl) => session(options.sampling, output),
        None if io::stdin().is_terminal() => session(options.sampling, output),
        None => standard_input(&options, output),
    }
}

/// Runs a command of the registry on a preset, or on nothing.
fn run_command(
    command: &'static Command,
    preset: Option<String>,
    arguments: Vec<(&'static Argument, String)>,
    options: Options,
    output: &mut Output,
) -> io::Result<Ending> {
    let mut given = Given::default();
    for (argument, text) in arguments {
        let name = if argument.kind == Kind::Resources { "resource" } else { argument.name };
        let source = output.sources.add(Some(name.to_owned()), text.clone());
        given.push(argument, Written { text, origin: Origin::new(source, 0) });
    }
    let opened = match preset {
        Some(name) => open(&name, options, &mut output.sources),
        None if given.has(SET.name) => {
            let problem = Diagnostic::error("`--set` changes an assumption of a preset, and there is none");
            let takes_resources = command.arguments.iter().any(|argument| argument.kind == Kind::Resources);
            let asked = if takes_resources { "'memory = working_set / (64 GB/node)'" } else { "NAME" };
            let help = format!("write `napkin {} PRESET {asked} --set 'NAME = EXPRESSION'`", command.name);
            Err(Failure::usage(problem.help(help)))
        }
        None => Ok(Workspace::of_preset("", Preset::default(), Diagnostics::default(), options)),
    };
    let mut workspace = match opened {
        Ok(workspace) => workspace,
        Err(failure) => return failed(failure, output),
    };
    let has_own_set = command.arguments.iter().any(|argument| argument.name == SET.name);
    if !has_own_set {
        let wrong = workspace.set_all(given.all(SET.name).map(|one| (one.text.as_str(), one.origin)));
        if !wrong.is_empty() {
            return failed(wrong.into(), output);
        }
    }
    let response = match (command.run)(&mut workspace, &given, &mut output.sources) {
        Ok(response) => response,
        Err(failure) => return failed(failure, output),
    };
    let Response { finding, problems, fails, instead, .. } = response;
    match (finding, instead) {
        (Some(finding), _) if output.json => {
            for object in finding.objects() {
                output.object(object)?;
            }
        }
        (_, Some(instead)) => output.problem(&instead)?,
        (Some(finding), None) => output.document(&finding.document())?,
        (None, None) => {}
    }
    output.problems(&problems)?;
    Ok(if fails || problems.has_errors() { Ending::ModelError } else { Ending::Success })
}

fn failed(failure: Failure, output: &mut Output) -> io::Result<Ending> {
    let ending = match failure {
        Failure::Usage(_) => Ending::WrongUsage,
        Failure::Model(_) => Ending::ModelError,
    };
    output.problems(&failure.into_problems())?;
    Ok(ending)
}

/// The ends of a range may be negative, `-3..3`: a space before the sign keeps it from being taken for an option.
fn shield(raw: &mut [OsString]) {
    let command = raw.get(1).and_then(|word| command::find(word.to_str()?));
    if !command.is_some_and(|command| command.arguments.iter().any(|argument| argument.kind == Kind::Axes)) {
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

fn session(sampling: Sampling, output: &mut Output) -> io::Result<Ending> {
    if repl::is_possible() {
        if output.json {
            let problem = Diagnostic::error("a session at a terminal has no `--json`");
            output
                .problem(&problem.help("write it behind a command, `:run --json`; a piped session prints objects"))?;
            return Ok(Ending::WrongUsage);
        }
        let is_read = repl::interactive(sampling, output)?;
        return Ok(if is_read { Ending::Success } else { Ending::ModelError });
    }
    let succeeded = repl::piped(io::stdin().lock(), sampling, output)?;
    Ok(if succeeded { Ending::Success } else { Ending::ModelError })
}

fn standard_input(options: &Options, output: &mut Output) -> io::Result<Ending> {
    evaluate::read(None, input::text(io::stdin().lock(), limits::TEXT), options, output)
}

/// Prints what is wrong with the arguments, or what they were meant to be if no command is named.
fn wrong_arguments(error: clap::Error, raw: &[OsString], output: &mut Output) -> io::Result<Ending> {
    let words: Option<Vec<String>> = raw[1..].iter().map(|word| word.to_str().map(str::to_owned)).collect();
    if error.use_stderr()
        && let Some(words) = words.filter(|words| words.first().is_some_and(|first| !is_command(first)))
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

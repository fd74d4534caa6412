//! `napkin EXPRESSION` and `napkin eval FILE`: lines are a model, and every bare expression prints its result.

use std::io;
use std::mem::ManuallyDrop;
use std::path::Path;

use super::{Ending, mistake};
use crate::diagnostic::Diagnostic;
use crate::engine::Options;
use crate::input::Unread;
use crate::repl::unreadable_input;
use crate::report::lines::{document, objects};
use crate::terminal::Output;
use crate::workspace::text::Text;
use crate::{input, limits};

/// Calculates the estimate that the arguments of the command line are.
pub(super) fn words(words: &[String], options: &Options, output: &mut Output) -> io::Result<Ending> {
    let evaluated = Text::new(None, &words.join(" "), options, &mut output.sources);
    if evaluated.is_wrong()
        && let Some(mistake) = mistake::of_words(words)
    {
        return mistake.tell(output);
    }
    print(&evaluated, output)
}

/// Calculates a file.
pub(super) fn file(path: &str, options: &Options, output: &mut Output) -> io::Result<Ending> {
    read(Some(path), input::named(Path::new(path), limits::TEXT), options, output)
}

/// Calculates the text of a file, or of standard input, if it could be read.
pub(super) fn read(
    path: Option<&str>,
    content: Result<String, Unread>,
    options: &Options,
    output: &mut Output,
) -> io::Result<Ending> {
    let name = Some(path.unwrap_or("-").to_owned());
    match content {
        Ok(content) => {
            // The process ends next: to free a large model piece by piece would take as long as to print it.
            let evaluated = ManuallyDrop::new(Text::new(name.clone(), &content, options, &mut output.sources));
            if evaluated.is_wrong()
                && let Some(mistake) = mistake::of_file(name.as_deref(), &content, evaluated.source)
            {
                return mistake.tell(output);
            }
            print(&evaluated, output)
        }
        Err(why) => {
            let (problem, ending) = unread(path, &why);
            output.problem(&problem)?;
            Ok(ending)
        }
    }
}

/// What is said of a text that could not be read.
fn unread(path: Option<&str>, why: &Unread) -> (Diagnostic, Ending) {
    let plain = path.unwrap_or("standard input");
    let quoted = path.map_or_else(|| plain.to_owned(), |path| format!("`{path}`"));
    match why {
        Unread::Binary(at) => {
            let problem = Diagnostic::error(format!("{plain} is not UTF-8 text: byte {at} belongs to no character"));
            (problem.help("save the file as UTF-8"), Ending::ModelError)
        }
        Unread::TooLarge(most) => {
            let problem = Diagnostic::error(format!("{quoted} is larger than {most} bytes"));
            (problem.help("calculate it in parts"), Ending::ModelError)
        }
        Unread::System(error) if path.is_none() => (unreadable_input(error), Ending::WrongUsage),
        Unread::System(_) | Unread::Special(_) => {
            let problem = Diagnostic::error(format!("{quoted} cannot be read: {why}"));
            (problem.maybe_help(path.and_then(mistake::instead_of_file)), Ending::WrongUsage)
        }
    }
}

/// Prints the results, and what is to be said of them.
fn print(text: &Text, output: &mut Output) -> io::Result<Ending> {
    if output.json {
        let sources = std::mem::take(&mut output.sources);
        let done = objects(text, &sources, |object| output.object(object));
        output.sources = sources;
        done?;
    } else {
        output.document(&document(text))?;
        output.problems(&text.problems)?;
    }
    Ok(if text.is_wrong() { Ending::ModelError } else { Ending::Success })
}

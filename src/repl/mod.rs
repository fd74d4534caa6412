//! The session at the terminal: lines and commands, an editor with preview and completion, history and start-up file.
//! `dialogue` and the commands know no terminal.

mod budget;
mod dialogue;
mod editor;
mod interactive;
mod keeper;
mod reply;
mod store;

use std::io::{self, BufRead};

use crate::diagnostic::Diagnostic;
use crate::engine::Sampling;
use crate::input::line as read_line;
use crate::limits;
use crate::terminal::Output;
pub use dialogue::Session;
pub use interactive::{is_possible, run as interactive};
pub use reply::Reply;

/// Runs the lines of an input as a session, to its end; tells whether all of them succeeded.
///
/// # Errors
/// The output cannot be written.
pub fn piped(input: impl BufRead, sampling: Sampling, output: &mut Output) -> io::Result<bool> {
    let mut session = Session::new(sampling);
    session.json = output.json;
    let mut succeeded = start(&mut session, output)?;
    let mut input = input.take(limits::SESSION_TEXT as u64 + 1);
    // Lines wait here until their brackets are closed.
    let (mut waiting, mut depth, mut lines_before) = (String::new(), 0_i64, 0);
    loop {
        let bytes = match read_line(&mut input) {
            Ok(bytes) => bytes,
            Err(error) => {
                output.problem(&unreadable_input(&error))?;
                return Ok(false);
            }
        };
        let is_end = bytes.is_empty();
        let too_many = if input.limit() == 0 {
            Some(format!("a session takes no more than {} bytes", limits::SESSION_TEXT))
        } else if lines_before >= limits::SESSION && !is_end {
            Some(format!("a session takes no more than {} lines", limits::SESSION))
        } else {
            None
        };
        if let Some(message) = too_many {
            output.problem(&Diagnostic::error(message).help("the lines from here on were not read"))?;
            return Ok(false);
        }
        if waiting.len() + bytes.len() > limits::TEXT {
            let message = format!("the lines of an open bracket are longer than {} bytes", limits::TEXT);
            output.problem(&Diagnostic::error(message).help("they were passed over"))?;
            succeeded = false;
            lines_before += waiting.matches('\n').count();
            waiting.clear();
            depth = 0;
        }
        if let Ok(line) = str::from_utf8(&bytes) {
            waiting += if lines_before == 0 { line.trim_start_matches('\u{feff}') } else { line };
            let code = line.split('#').next().unwrap_or(line);
            let opened = code.bytes().map(|byte| i64::from(byte == b'(') - i64::from(byte == b')')).sum::<i64>();
            depth = (depth + opened).max(0);
        } else {
            succeeded = false;
            let line = lines_before + waiting.lines().count() + 1;
            output.problem(&Diagnostic::error(format!("line {line} is not UTF-8 text; it was passed over")))?;
            waiting.push('\n');
        }
        if depth > 0 && !is_end {
            continue;
        }
        session.workspace.place = Some(("standard input".to_owned(), lines_before));
        let reply = session.enter(&waiting, &mut output.sources);
        lines_before += waiting.matches('\n').count();
        waiting.clear();
        depth = 0;
        succeeded &= !reply.failed() && !reply.fails;
        print(&reply, output)?;
        if is_end || reply.quit {
            return Ok(succeeded);
        }
    }
}

/// Why standard input is no use.
#[must_use]
pub fn unreadable_input(error: &io::Error) -> Diagnostic {
    let problem = Diagnostic::error(format!("standard input cannot be read: {error}"));
    let is_folder = error.kind() == io::ErrorKind::IsADirectory;
    problem.maybe_help(is_folder.then(|| "give it a file, or lines from a pipe".to_owned()))
}

/// Reads the start-up file; tells whether all of its lines succeeded.
fn start(session: &mut Session, output: &mut Output) -> io::Result<bool> {
    let (path, text) = match store::startup() {
        Ok(Some(found)) => found,
        Ok(None) => return Ok(true),
        Err(problem) => {
            output.problem(&problem)?;
            return Ok(false);
        }
    };
    session.workspace.place = Some((path.display().to_string(), 0));
    let reply = session.enter(&text, &mut output.sources);
    session.workspace.place = None;
    // Its results are no news.
    output.problems(&reply.problems)?;
    session.begin();
    Ok(!reply.failed())
}

fn print(reply: &Reply, output: &mut Output) -> io::Result<()> {
    if !reply.document.is_empty() {
        output.document(&reply.document)?;
    }
    for object in &reply.objects {
        output.object(object.clone())?;
    }
    output.problems(&reply.problems)?;
    output.flush()
}

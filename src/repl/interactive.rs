//! The session at a terminal: reads lines with the editor, prints what the session says, and keeps the history.

use std::cell::RefCell;
use std::io::{self, IsTerminal};
use std::path::PathBuf;
use std::rc::Rc;

use rustyline::config::Configurer;
use rustyline::error::ReadlineError;
use rustyline::history::FileHistory;
use rustyline::{ColorMode, CompletionType, Config, Editor};

use super::dialogue::Session;
use super::editor::{Assistant, PROMPT};
use super::keeper::Keeper;
use super::{print, start, store};
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::engine::Sampling;
use crate::render::characters::Characters;
use crate::terminal::Output;

/// How many lines the history keeps.
const HISTORY: usize = 10_000;

type LineEditor = Editor<Assistant, FileHistory>;

/// Runs a session at the terminal until it is left; tells whether the terminal could be used until then.
///
/// # Errors
/// The output cannot be written.
pub fn run(sampling: Sampling, output: &mut Output) -> io::Result<bool> {
    let session = Session::new(sampling);
    let session = Rc::new(RefCell::new(session));
    let interrupt = session.borrow().interrupt();
    let stop = interrupt.clone();
    // At worst Ctrl-C ends the program, as it would without us.
    let _ = ctrlc::set_handler(move || stop.set());
    let greeting = "`:help` lists the commands, `:load pastebin` opens an example, Ctrl-D leaves.";
    say(Some(greeting.to_owned()), output)?;
    start(&mut session.borrow_mut(), output)?;
    let mut keeper = Keeper::new(&mut session.borrow_mut().workspace);
    say(keeper.news(), output)?;
    let mut editor = match editor(Rc::clone(&session), output.characters()) {
        Ok(editor) => editor,
        Err(error) => {
            output.problem(&unusable(&error))?;
            return Ok(false);
        }
    };
    let mut history = open_history(&mut editor, output)?;
    loop {
        interrupt.clear();
        editor.helper().inspect(|assistant| assistant.measure());
        let line = match editor.readline(PROMPT) {
            Ok(line) => line,
            // Ctrl-C clears the line, and a terminal that changes its size is no input.
            Err(ReadlineError::Interrupted | ReadlineError::Signal(_)) => continue,
            Err(ReadlineError::Eof) => break,
            Err(ReadlineError::Io(error)) if error.kind() == io::ErrorKind::InvalidData => {
                output.problem(&Diagnostic::error("the line is not UTF-8 text"))?;
                continue;
            }
            Err(error) => {
                // A terminal that has gone cannot be told either.
                keeper.finish(&mut session.borrow_mut().workspace);
                output.problem(&unusable(&error))?;
                return Ok(false);
            }
        };
        remember(&mut editor, &line, &mut history, output)?;
        let reply = session.borrow_mut().enter(&line, &mut output.sources);
        // A bug in what is kept ends no session either.
        let not_kept = session.borrow_mut().guarded(|session| keeper.look(&mut session.workspace)).ok().flatten();
        print(&reply, output)?;
        output.problems(not_kept.as_slice())?;
        if reply.quit {
            break;
        }
    }
    let not_kept = keeper.finish(&mut session.borrow_mut().workspace);
    output.problems(not_kept.as_slice())?;
    say(keeper.farewell(), output)?;
    Ok(true)
}

/// Prints what is to be said, if anything.
fn say(remark: Option<String>, output: &mut Output) -> io::Result<()> {
    let Some(remark) = remark else { return Ok(()) };
    let mut document = Document::default();
    document.paragraph(remark);
    output.document(&document)?;
    output.flush()
}

/// Why no line can be read at the terminal.
fn unusable(error: &ReadlineError) -> Diagnostic {
    Diagnostic::error(format!("the terminal cannot be read: {error}"))
}

fn editor(session: Rc<RefCell<Session>>, characters: Characters) -> rustyline::Result<LineEditor> {
    let config = Config::builder()
        .completion_type(CompletionType::List)
        .completion_show_all_if_ambiguous(true)
        .max_history_size(HISTORY)?
        .history_ignore_dups(true)?
        .history_ignore_space(true)
        .build();
    let mut editor = LineEditor::with_config(config)?;
    editor.set_helper(Some(Assistant::new(session, characters)));
    if anstream::AutoStream::choice(&io::stdout()) == anstream::ColorChoice::Never {
        editor.set_color_mode(ColorMode::Disabled);
    }
    Ok(editor)
}

/// Reads the history; returns where it is kept, or nothing if it cannot be used.
fn open_history(editor: &mut LineEditor, output: &mut Output) -> io::Result<Option<PathBuf>> {
    let found =
        store::history().map_err(|error| ("the folder for the history cannot be used".to_owned(), error.to_string()));
    let opened = found.and_then(|path| match editor.load_history(&path) {
        Ok(()) => Ok(path),
        Err(ReadlineError::Io(error)) if error.kind() == io::ErrorKind::NotFound => Ok(path),
        Err(error) => Err((format!("the history in `{}` cannot be read", path.display()), error.to_string())),
    });
    match opened {
        Ok(path) => Ok(Some(path)),
        Err((what, why)) => {
            // What could be read of it stays; nothing is added, so that nothing in it is lost.
            output.problem(
                &Diagnostic::hint(format!("{what}: {why}")).help("the session goes on, and keeps no history"),
            )?;
            Ok(None)
        }
    }
}

/// Adds a line to the history, at once, so that another session and a crash lose nothing.
fn remember(editor: &mut LineEditor, line: &str, history: &mut Option<PathBuf>, output: &mut Output) -> io::Result<()> {
    let added = editor.add_history_entry(line).unwrap_or(false);
    let Some(path) = history.as_ref().filter(|_| added) else { return Ok(()) };
    if let Err(error) = editor.append_history(path) {
        let message = format!("the history in `{}` cannot be written: {error}", path.display());
        output.problem(&Diagnostic::hint(message).help("the session goes on, and keeps no history"))?;
        *history = None;
    }
    Ok(())
}

/// Whether a person sits at both ends.
#[must_use]
pub fn is_possible() -> bool {
    io::stdin().is_terminal() && io::stdout().is_terminal()
}

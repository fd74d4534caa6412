//! The line editor's side of what helps while someone types: `assist` says what there is, and here it is laid out for a
//! terminal of some width. It reads the session and changes nothing of it.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

use rustyline::completion::{Completer, FilenameCompleter, Pair};
use rustyline::highlight::{CmdKind, Highlighter};
use rustyline::hint::{Hint, Hinter};
use rustyline::validate::{ValidationContext, ValidationResult, Validator};
use rustyline::{CompletionType, Context, Helper};

use super::budget::Budget;
use super::dialogue::Session;
use crate::assist::colours::colours;
use crate::assist::completion::{Candidate, complete};
use crate::assist::preview::{self, preview};
use crate::bug::caught;
use crate::document::Class;
use crate::render::characters::{Characters, in_characters, is_hidden};
use crate::render::terminal::typed::coloured;
use crate::syntax::lines::is_open;
use crate::terminal::Output;
use crate::workspace::Workspace;

/// More candidates than anyone reads.
const MOST_CANDIDATES: usize = 500;
/// A longer text is pasted, not typed: it is taken as it is.
const LONGEST_TYPED: usize = 2_000;

/// The session as the line editor sees it.
pub(super) struct Assistant {
    session: Rc<RefCell<Session>>,
    files: FilenameCompleter,
    characters: Characters,
    /// How many columns the terminal has.
    width: Cell<usize>,
    budget: Budget,
}

impl Assistant {
    pub(super) fn new(session: Rc<RefCell<Session>>, characters: Characters) -> Self {
        let width = Cell::new(Output::width());
        Self { session, files: FilenameCompleter::new(), characters, width, budget: Budget::default() }
    }

    /// Takes note of how wide the terminal has become.
    pub(super) fn measure(&self) {
        self.width.set(Output::width());
    }

    /// Candidates as they are shown. None has hidden characters: it could not be seen what is taken into the line.
    fn seen(&self, mut candidates: Vec<Pair>) -> Vec<Pair> {
        candidates.retain(|candidate| !candidate.replacement.contains(is_hidden));
        for candidate in &mut candidates {
            candidate.display = in_characters(&candidate.display, self.characters).into_owned();
        }
        candidates
    }
}

impl Helper for Assistant {}

/// A remark behind the line, which is never taken into it.
pub(super) struct Preview(String);

impl Hint for Preview {
    fn display(&self) -> &str {
        &self.0
    }

    fn completion(&self) -> Option<&str> {
        None
    }
}

impl Hinter for Assistant {
    type Hint = Preview;

    fn hint(&self, line: &str, _: usize, _: &Context<'_>) -> Option<Preview> {
        if line.contains('\n') {
            return None;
        }
        self.budget.start(line);
        let mut session = self.session.borrow_mut();
        let mut ask = || session.guarded(|session| preview(line, &mut session.workspace)).ok().flatten();
        let found = if line.starts_with(':') { ask() } else { self.budget.spend(ask).flatten() };
        let result = match found? {
            preview::Preview::Usage(arguments) => {
                let gap = if line.ends_with(' ') { "" } else { " " };
                return Some(Preview(format!("{gap}{arguments}")));
            }
            preview::Preview::Result(result) => result,
        };
        let preview = format!("   = {result}");
        let preview = in_characters(&preview, self.characters).into_owned();
        // A preview that wraps would push the line that is being typed up.
        let room = self.width.get().saturating_sub(line.chars().count() + PROMPT.len() + 1);
        (preview.chars().count() <= room).then_some(Preview(preview))
    }
}

/// What stands before every line.
pub(super) const PROMPT: &str = "> ";

impl Highlighter for Assistant {
    fn highlight<'l>(&self, line: &'l str, cursor: usize) -> Cow<'l, str> {
        if line.is_empty() || line.len() > LONGEST_TYPED {
            return Cow::Borrowed(line);
        }
        let session = self.session.borrow();
        // A bug in colours is no reason to end a session; it shows where the line is entered, if it is one of more.
        let coloured = self.budget.spend(|| caught(|| in_colours(&session.workspace, line, cursor)).ok()).flatten();
        coloured.map_or(Cow::Borrowed(line), Cow::Owned)
    }

    fn highlight_prompt<'b, 's: 'b, 'p: 'b>(&'s self, prompt: &'p str, _: bool) -> Cow<'b, str> {
        Cow::Owned(coloured(prompt, Class::Comment))
    }

    fn highlight_hint<'h>(&self, hint: &'h str) -> Cow<'h, str> {
        Cow::Owned(coloured(hint, Class::Comment))
    }

    fn highlight_candidate<'c>(&self, candidate: &'c str, _: CompletionType) -> Cow<'c, str> {
        match candidate.split_once("  ") {
            Some((word, about)) => Cow::Owned(format!("{word}  {}", coloured(about, Class::Comment))),
            None => Cow::Borrowed(candidate),
        }
    }

    fn highlight_char(&self, line: &str, _: usize, kind: CmdKind) -> bool {
        kind != CmdKind::MoveCursor && line.len() <= LONGEST_TYPED && self.budget.has_some()
    }
}

/// A line with its words in colours.
fn in_colours(workspace: &Workspace, line: &str, cursor: usize) -> String {
    let mut text = String::with_capacity(2 * line.len());
    let mut done = 0;
    for word in colours(line, cursor, workspace) {
        text += &line[done..word.range.start];
        text += &coloured(&line[word.range.clone()], word.class);
        done = word.range.end;
    }
    text + &line[done..]
}

impl Completer for Assistant {
    type Candidate = Pair;

    fn complete(&self, line: &str, cursor: usize, _: &Context<'_>) -> rustyline::Result<(usize, Vec<Pair>)> {
        let session = self.session.borrow();
        // A bug in completion is no reason to end a session either.
        let found = caught(|| complete(line, cursor, &session.workspace)).unwrap_or_default();
        let (start, mut candidates) = (found.start, pairs(found.candidates, self.width.get()));
        if found.files {
            let (file_starts, files) = self.files.complete_path(line, cursor)?;
            if candidates.is_empty() {
                return Ok((file_starts, self.seen(files)));
            }
            if file_starts == start && start < cursor {
                candidates.extend(files);
            }
        }
        Ok((start, self.seen(candidates)))
    }
}

/// Candidates with their descriptions, each on a line of its own and none wider than the terminal.
fn pairs(mut candidates: Vec<Candidate>, width: usize) -> Vec<Pair> {
    candidates.truncate(MOST_CANDIDATES);
    let name = candidates.iter().map(|one| one.text.chars().count()).max().unwrap_or(0);
    let is_bare = candidates.iter().all(|one| one.about.is_empty());
    let room = width.saturating_sub(3);
    let pair = |one: Candidate| {
        if is_bare {
            return Pair { display: one.text.clone(), replacement: one.text };
        }
        let line = format!("{:name$}  {}", one.text, one.about);
        let is_short = line.chars().count() <= room;
        let display =
            if is_short { format!("{line:room$}") } else { line.chars().take(room).collect::<String>() + "…" };
        Pair { display, replacement: one.text }
    };
    candidates.into_iter().map(pair).collect()
}

impl Validator for Assistant {
    fn validate(&self, context: &mut ValidationContext) -> rustyline::Result<ValidationResult> {
        let input = context.input();
        // An empty line ends what is open, so that its error can be seen.
        let is_unfinished = !input.starts_with(':') && !input.ends_with('\n') && is_open(input);
        Ok(if is_unfinished { ValidationResult::Incomplete } else { ValidationResult::Valid(None) })
    }
}

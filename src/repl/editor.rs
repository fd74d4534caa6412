//! What the line editor asks while someone types: a preview of the result, colours, completion, whether more must follow.
//! It reads the session and changes nothing of it.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::fmt::Write;
use std::rc::Rc;

use anstyle::{AnsiColor, Style};
use rustyline::completion::{Completer, FilenameCompleter, Pair};
use rustyline::highlight::{CmdKind, Highlighter};
use rustyline::hint::{Hint, Hinter};
use rustyline::validate::{ValidationContext, ValidationResult, Validator};
use rustyline::{CompletionType, Context, Helper};

use super::budget::Budget;
use super::dialogue::Session;
use crate::bug::caught;
use crate::command;
use crate::command::vocabulary::{Sort, Word, words};
use crate::quantity::system::rows;
use crate::reference;
use crate::render::characters::{Characters, in_characters, is_hidden};
use crate::syntax::lexeme::{Lexeme, LexemeKind, lexemes};
use crate::syntax::lines::is_open;
use crate::terminal::Output;
use crate::workspace::{SETTINGS, Workspace};

const NUMBER: Style = AnsiColor::Cyan.on_default();
const UNIT: Style = AnsiColor::Green.on_default();
const FUNCTION: Style = AnsiColor::Blue.on_default();
const KEYWORD: Style = AnsiColor::Yellow.on_default();
const COMMAND: Style = AnsiColor::Magenta.on_default();
const UNKNOWN: Style = AnsiColor::Red.on_default();
const DIM: Style = Style::new().dimmed();

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
        if let Some(name) = line.strip_prefix(':') {
            let found = command::find(name.trim_end())?;
            let gap = if name.ends_with(' ') { "" } else { " " };
            let usage = found.usage();
            let (_, arguments) = usage.split_once(' ')?;
            return Some(Preview(format!("{gap}{arguments}")));
        }
        // What is wrong here will be said when the line is entered.
        let preview =
            self.budget.spend(|| session.guarded(|session| session.preview(line)).ok().flatten()).flatten()?;
        let preview = format!("   = {preview}");
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
        if line.starts_with(':') {
            let end = line.find(char::is_whitespace).unwrap_or(line.len());
            let is_known = command::find(line[..end].trim_end_matches('!')).is_some();
            let style = if is_known || cursor <= end { COMMAND } else { UNKNOWN };
            return Cow::Owned(format!("{style}{}{style:#}{}", &line[..end], &line[end..]));
        }
        let session = self.session.borrow();
        // A bug in colours is no reason to end a session; it shows where the line is entered, if it is one of more.
        let coloured = self.budget.spend(|| caught(|| coloured(&session.workspace, line, cursor)).ok()).flatten();
        coloured.map_or(Cow::Borrowed(line), Cow::Owned)
    }

    fn highlight_prompt<'b, 's: 'b, 'p: 'b>(&'s self, prompt: &'p str, _: bool) -> Cow<'b, str> {
        Cow::Owned(format!("{DIM}{prompt}{DIM:#}"))
    }

    fn highlight_hint<'h>(&self, hint: &'h str) -> Cow<'h, str> {
        Cow::Owned(format!("{DIM}{hint}{DIM:#}"))
    }

    fn highlight_candidate<'c>(&self, candidate: &'c str, _: CompletionType) -> Cow<'c, str> {
        match candidate.split_once("  ") {
            Some((word, about)) => Cow::Owned(format!("{word}  {DIM}{about}{DIM:#}")),
            None => Cow::Borrowed(candidate),
        }
    }

    fn highlight_char(&self, line: &str, _: usize, kind: CmdKind) -> bool {
        kind != CmdKind::MoveCursor && line.len() <= LONGEST_TYPED && self.budget.has_some()
    }
}

/// A line with its words in colours.
fn coloured(workspace: &Workspace, line: &str, cursor: usize) -> String {
    let mut text = String::with_capacity(2 * line.len());
    let mut done = 0;
    let found = lexemes(line);
    for lexeme in &found {
        let style = style(workspace, line, lexeme, &found, cursor);
        text += &line[done..lexeme.range.start];
        let _ = write!(text, "{style}{}{style:#}", &line[lexeme.range.clone()]);
        done = lexeme.range.end;
    }
    text + &line[done..]
}

/// The colour of a word. What is unknown is shown as such once the cursor has left it.
fn style(workspace: &Workspace, line: &str, lexeme: &Lexeme, all: &[Lexeme], cursor: usize) -> Style {
    let word = &line[lexeme.range.clone()];
    let units = &workspace.preset.model.units;
    let model = &workspace.preset.model;
    let is_typed = lexeme.range.contains(&cursor) || lexeme.range.end == cursor;
    let defines = line.contains('=');
    let is_unit = || units.known(word).is_some() || matches!(word, "%" | "1");
    let is_known = match lexeme.kind {
        LexemeKind::Number => return NUMBER,
        LexemeKind::Keyword => return KEYWORD,
        LexemeKind::Comment => return DIM,
        LexemeKind::Unit => is_unit() || model.find(word).is_some(),
        // A definition may use what comes later, and a function has parameters.
        LexemeKind::Function => defines || crate::model::is_function(model, word),
        LexemeKind::Name => {
            let is_declared = all.first().is_some_and(|first| line[first.range.clone()] == *"noun");
            defines
                || is_declared
                || word == "_"
                || matches!(word, "true" | "false")
                || model.find(word).is_some()
                || is_unit()
                || reference::find(word).is_some()
        }
    };
    match lexeme.kind {
        _ if !is_known && !is_typed => UNKNOWN,
        LexemeKind::Unit => UNIT,
        LexemeKind::Function => FUNCTION,
        LexemeKind::Name if model.find(word).is_none() && is_unit() => UNIT,
        _ => Style::new(),
    }
}

impl Completer for Assistant {
    type Candidate = Pair;

    fn complete(&self, line: &str, cursor: usize, _: &Context<'_>) -> rustyline::Result<(usize, Vec<Pair>)> {
        let (start, candidates) = self.candidates(line, cursor)?;
        Ok((start, self.seen(candidates)))
    }
}

impl Assistant {
    /// What a word may go on to, and where the word starts.
    fn candidates(&self, line: &str, cursor: usize) -> rustyline::Result<(usize, Vec<Pair>)> {
        let session = self.session.borrow();
        let workspace = &session.workspace;
        let before = &line[..cursor];
        let is_part = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '.' | '%');
        let start = before.trim_end_matches(is_part).len();
        let prefix = &before[start..];
        let Some((name, argument)) = before.split_once(char::is_whitespace).filter(|_| before.starts_with(':')) else {
            if before.starts_with(':') {
                let found = sorted(workspace, before, |sort| sort == Sort::Command);
                return Ok((0, pairs(found, self.width.get())));
            }
            // A word that starts with a digit is a number, whose unit may stand tight to it.
            let unit_starts =
                start + prefix.find(|letter: char| !letter.is_ascii_digit() && letter != '.').unwrap_or(0);
            let in_unit = in_unit_position(&before[..unit_starts]);
            let is_wanted = |sort| match sort {
                Sort::Unit | Sort::Noun => in_unit || unit_starts < cursor,
                Sort::Definition => true,
                Sort::Function => !in_unit,
                // All of a table only when it has been named.
                Sort::Figure => !in_unit && !prefix.is_empty(),
                Sort::Preset | Sort::Command => false,
            };
            return Ok((unit_starts, pairs(sorted(workspace, &before[unit_starts..], is_wanted), self.width.get())));
        };
        // Names of presets hold hyphens, those of files whatever they like.
        let argument_starts = cursor - argument.trim_start().len();
        let argument = &before[argument_starts..];
        let mut found = match command::find(name.trim_end_matches('!')).map_or("", |found| found.name) {
            "load" => pairs(sorted(workspace, argument, |sort| sort == Sort::Preset), self.width.get()),
            "delete" => {
                let is_own = |sort| matches!(sort, Sort::Definition | Sort::Function);
                return Ok((start, pairs(sorted(workspace, prefix, is_own), self.width.get())));
            }
            "help" => pairs(
                sorted(workspace, argument, |sort| matches!(sort, Sort::Command | Sort::Function)),
                self.width.get(),
            ),
            "info" | "search" => pairs(sorted(workspace, argument, |_| true), self.width.get()),
            "units" => {
                let mut names: Vec<&str> = rows().map(|row| row.quantity).collect();
                names.dedup();
                listed(&names, argument)
            }
            "set" => listed(&SETTINGS, argument),
            "save" => Vec::new(),
            _ => return Ok((cursor, Vec::new())),
        };
        if matches!(command::find(name.trim_end_matches('!')).map(|found| found.name), Some("load" | "save")) {
            let (file_starts, files) = self.files.complete_path(line, cursor)?;
            if found.is_empty() {
                return Ok((file_starts, files));
            }
            if file_starts == argument_starts && !argument.is_empty() {
                found.extend(files);
            }
        }
        Ok((argument_starts, found))
    }
}

/// Whether a word after this text is a unit first: after a number, a tight slash, an arrow or `per`.
fn in_unit_position(before: &str) -> bool {
    let is_tight = before.ends_with('/') && !before.ends_with(" /");
    let before = before.trim_end();
    let after_number = before.ends_with(|letter: char| letter.is_ascii_digit())
        && lexemes(before).last().is_some_and(|last| last.kind == LexemeKind::Number);
    let after_word = ["->", "→", "per"].iter().any(|word| before.ends_with(word));
    is_tight || after_number || after_word
}

/// The words that start so: in the case that is typed, or else in any.
fn sorted(workspace: &Workspace, prefix: &str, is_wanted: impl Fn(Sort) -> bool) -> Vec<Word> {
    let folded = prefix.to_lowercase();
    let found = |starts: &dyn Fn(&str) -> bool| {
        let mut found = words(workspace, starts);
        found.retain(|word| is_wanted(word.sort));
        found
    };
    let exact = found(&|word| word.starts_with(prefix));
    if exact.is_empty() && !prefix.is_empty() { found(&|word| word.to_lowercase().starts_with(&folded)) } else { exact }
}

fn listed(names: &[&str], prefix: &str) -> Vec<Pair> {
    let starting = names.iter().filter(|name| name.starts_with(prefix));
    starting.map(|name| Pair { display: (*name).to_owned(), replacement: (*name).to_owned() }).collect()
}

/// Candidates with their descriptions, each on a line of its own and none wider than the terminal.
fn pairs(mut words: Vec<Word>, width: usize) -> Vec<Pair> {
    words.truncate(MOST_CANDIDATES);
    let name = words.iter().map(|word| word.text.chars().count()).max().unwrap_or(0);
    let room = width.saturating_sub(3);
    let pair = |word: Word| {
        let line = format!("{:name$}  {}", word.text, word.about);
        let is_short = line.chars().count() <= room;
        let display =
            if is_short { format!("{line:room$}") } else { line.chars().take(room).collect::<String>() + "…" };
        Pair { display, replacement: word.text }
    };
    words.into_iter().map(pair).collect()
}

impl Validator for Assistant {
    fn validate(&self, context: &mut ValidationContext) -> rustyline::Result<ValidationResult> {
        let input = context.input();
        // An empty line ends what is open, so that its error can be seen.
        let is_unfinished = !input.starts_with(':') && !input.ends_with('\n') && is_open(input);
        Ok(if is_unfinished { ValidationResult::Incomplete } else { ValidationResult::Valid(None) })
    }
}

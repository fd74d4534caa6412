//! What several commands do before their own work: open a preset, ask for an expression, take a list apart.

use std::path::Path;

use serde::Serialize;

use super::given::{Given, Written};
use super::{Failure, Response};
use crate::analysis::vary::Varied;
use crate::diagnostic::{Diagnostic, Diagnostics, Sources};
use crate::document::Document;
use crate::engine::Options;
use crate::model::{EquationId, Model};
use crate::preset::{Preset, catalogue, find, read};
use crate::quantity::display::Formatter;
use crate::report::json::Object;
use crate::syntax::lines::{lines, listed, separated};
use crate::syntax::{Origin, parse};
use crate::workspace::{Question, Workspace};

/// Opens a preset for questions.
///
/// # Errors
/// There is none of that name, or what is a file of that name is none. What is wrong within one is among its notes.
pub fn open(name: &str, options: Options, sources: &mut Sources) -> Result<Workspace, Failure> {
    let found = find::preset(name).map_err(Failure::usage)?;
    let source = sources.add(Some(found.name), found.text.clone());
    let (preset, notes) = read(source, &found.text);
    if notes.has_errors()
        && let Some(problem) = instead_of_preset(name, &found.text)
    {
        return Err(Failure::usage(problem));
    }
    Ok(Workspace::of_preset(name, preset, notes, options))
}

/// The preset of a text, if it is without errors, and what to say of it.
pub(super) fn read_preset(name: String, text: &str, sources: &mut Sources) -> Result<(Preset, Document), Diagnostics> {
    let source = sources.add(Some(name), text);
    let (preset, problems) = read(source, text);
    if problems.has_errors() {
        return Err(problems);
    }
    let count = |number: usize, what: &str| format!("{number} {what}{}", if number == 1 { "" } else { "s" });
    let (assumptions, estimates) = (preset.assumptions.len(), preset.estimates.len());
    let (assumptions, estimates) = (count(assumptions, "assumption"), count(estimates, "estimate"));
    let said = format!("{}: {assumptions}, {estimates}; `:run` shows the tables", preset.title);
    Ok((preset, Document::of_line(said)))
}

/// What a text that is no preset is, if the lines of it can be calculated.
pub(super) fn instead_of_preset(name: &str, text: &str) -> Option<Diagnostic> {
    let is_toml = Path::new(name).extension().is_some_and(|found| found.eq_ignore_ascii_case("toml"));
    let is_lines = !is_toml && catalogue::heading(text).is_none() && calculates(text);
    is_lines.then(|| {
        let help = format!("to calculate them, write `napkin eval {}`", quoted(name));
        Diagnostic::error(format!("`{name}` is no preset: it has lines of napkin in it")).help(help)
    })
}

/// Whether a text is an estimate without an error.
#[must_use]
pub fn calculates(text: &str) -> bool {
    let mut model = Model::default();
    let is_read = lines(text).into_iter().filter(|line| !line.code.is_empty()).all(|line| {
        parse(&text[line.code], Origin::default()).and_then(|statement| model.add(statement, None)).is_ok()
    });
    is_read && !model.equations().is_empty() && !model.points(&Options::default()).has_errors()
}

/// A copy of the model with an expression in it that has a result; the last question if none is given.
pub(super) fn asked(
    workspace: &mut Workspace,
    written: Option<&Written>,
    command: &str,
) -> Result<(Question, EquationId), Failure> {
    if !workspace.is_strict() {
        let written = written.map(|written| (written.text.as_str(), written.origin));
        let expression = workspace.question(written, &format!(":{command}"))?;
        if let Some(problems) = workspace.trouble(&expression) {
            return Err(problems.into());
        }
        workspace.preset.list_definitions();
        let mut question = Question::whole(workspace);
        let id = question.preset.model.ask(expression)?;
        return Ok((question, id));
    }
    let Some(written) = written else {
        let problem = Diagnostic::error(format!("`{command}` takes the NAME of a result, or an EXPRESSION"));
        return Err(Failure::usage(problem.help(format!("write `napkin {command} pastebin storage`"))));
    };
    let mut question = Question::new(workspace);
    let id = question.expression("NAME", &written.text, written.origin);
    question.check()?;
    id.map(|id| (question, id)).ok_or_else(|| Diagnostics::default().into())
}

/// The estimates to show that were asked for.
pub(super) fn shown(question: &mut Question, given: &Given) -> Vec<EquationId> {
    let mut estimates = Vec::new();
    for list in given.all("--show") {
        for text in listed(&list.text) {
            let part = list.part(text);
            estimates.extend(question.expression("--show", &part.text, part.origin));
        }
    }
    estimates
}

/// The parts of a list, without the quotation marks that some put around one; an empty one is a part that is wrong.
pub(super) fn parts(written: &Written) -> Vec<Written> {
    let bare = |part: &str| {
        let inner = ['\'', '"'].into_iter().find_map(|mark| part.strip_prefix(mark)?.strip_suffix(mark));
        written.part(inner.unwrap_or(part))
    };
    separated(&written.text).into_iter().map(bare).collect()
}

/// What was found over other values of some definitions, with hints at estimates that stay the same.
pub(super) fn over_values<'w, F: 'w, R: Serialize + 'w>(
    mut question: Question,
    (varied, estimates): (&Varied, &[EquationId]),
    found: F,
    document: fn(&F, &Formatter) -> Document,
    record: fn(&F, &Formatter) -> R,
) -> Response<'w> {
    let mut notes = std::mem::take(&mut question.notes);
    notes.extend(varied.unmoved(&question.preset.model, estimates));
    let found = Response::found(
        (question, found),
        move |(question, found)| document(found, &question.formatter()),
        move |(question, found)| vec![Object::new(&record(found, &question.formatter()))],
    );
    found.with(notes)
}

/// The statements of a setting: `dau = 50M users; fanout = 75 deliveries/tweet`.
pub(crate) fn codes(text: &str) -> Vec<&str> {
    lines(text).into_iter().map(|line| &text[line.code]).filter(|code| !code.is_empty()).collect()
}

/// A file name as a shell reads it.
fn quoted(name: &str) -> String {
    let is_plain = |letter: char| letter.is_alphanumeric() || matches!(letter, '-' | '_' | '.' | '/' | '~');
    if name.chars().all(is_plain) { name.to_owned() } else { format!("'{name}'") }
}

/// A file name without the quotation marks that some put around it, and with the folder that `~` stands for.
pub(super) fn unquoted(name: &str) -> String {
    let inner = |mark: char| name.strip_prefix(mark).and_then(|rest| rest.strip_suffix(mark));
    let name = inner('"').or_else(|| inner('\'')).unwrap_or(name);
    match (name.strip_prefix("~/"), etcetera::home_dir()) {
        (Some(rest), Ok(home)) => home.join(rest).display().to_string(),
        _ => name.to_owned(),
    }
}

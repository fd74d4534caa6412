//! `info`: what a word means.

use super::argument::{Argument, Kind};
use super::given::Given;
use super::vocabulary::{Word, unit_in_words, words};
use super::{Command, Doors, Failure, Response, Subject};
use crate::diagnostic::suggestion::{did_you_mean, nearest};
use crate::diagnostic::{Diagnostic, Sources};
use crate::document::Document;
use crate::report::json::Object;
use crate::report::words::WordRecord;
use crate::workspace::Workspace;

/// The command.
pub(super) static COMMAND: Command = Command {
    name: "info",
    aliases: &["i"],
    doors: Doors::Both,
    subject: Subject::Nothing,
    about: "Say what a word means: a definition, unit, function, counted thing, preset or command",
    more: "Units come with their factor, functions with their arguments.",
    wants: "a word",
    example: &[":info GiB"],
    arguments: &[Argument::required("WORD", Kind::Word, "The word")],
    is_question: false,
    run,
};

fn run<'w>(workspace: &'w mut Workspace, given: &Given, _: &mut Sources) -> Result<Response<'w>, Failure> {
    about(workspace, given.text("WORD"))
}

/// All that is known of a word.
pub(super) fn about<'w>(workspace: &'w Workspace, name: &str) -> Result<Response<'w>, Failure> {
    // A function may be asked for with its brackets, a command without its colon.
    let name = name.split('(').next().unwrap_or(name).trim();
    let is_it = |word: &str| {
        let word = word.trim_end_matches('(');
        word == name || word.strip_prefix(':') == Some(name)
    };
    let entry = |word: &Word| (word.name().to_owned(), word.sort.name(), word.in_full(workspace));
    let mut found: Vec<(String, &str, String)> = words(workspace, is_it).iter().map(entry).collect();
    if let (true, Some(unit)) = (found.is_empty(), workspace.preset.model.units.known(name)) {
        let quantity = workspace.preset.model.units.describe(&unit.dimension);
        let text = format!("{name}: {}", unit_in_words(workspace, &unit, &quantity));
        found.push((name.to_owned(), "unit", text));
    }
    found.dedup_by(|one, other| one.2 == other.2);
    if found.is_empty() {
        let known = words(workspace, |_| true);
        let near = nearest(name, known.iter().map(Word::name));
        let help = did_you_mean(&near).unwrap_or_else(|| format!("`:search {name}` looks for it in descriptions"));
        return Err(Failure::usage(Diagnostic::error(format!("nothing is called `{name}`")).help(help)));
    }
    let show = |found: &Vec<(String, &str, String)>| {
        let mut document = Document::default();
        found.iter().flat_map(|(.., text)| text.lines()).for_each(|line| document.paragraph(line));
        document
    };
    let record = |(word, kind, about): &(String, &str, String)| Object::new(&WordRecord { word, kind, about });
    Ok(Response::found(found, show, move |found| found.iter().map(record).collect()))
}

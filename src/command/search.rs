//! `search`: every word whose name or description holds another one.

use super::argument::{Argument, Kind as Takes};
use super::given::Given;
use super::vocabulary::{Word, words};
use super::{Command, Doors, Failure, Response, Subject};
use crate::diagnostic::{Diagnostic, Sources};
use crate::document::{Column, Document, Kind, Table};
use crate::report::json::Object;
use crate::report::words::WordRecord;
use crate::workspace::Workspace;

/// More words than anyone reads.
const SHOWN: usize = 40;

/// The command.
pub(super) static COMMAND: Command = Command {
    name: "search",
    aliases: &["find"],
    doors: Doors::Both,
    subject: Subject::Nothing,
    about: "List every word whose name or description holds this one",
    more: "It looks through definitions, functions, units, counted things, presets and commands.",
    wants: "a word",
    example: &[":search byte"],
    arguments: &[Argument::required("WORD", Takes::Word, "A word, or a part of one")],
    is_question: false,
    run,
};

fn run<'w>(workspace: &'w mut Workspace, given: &Given, _: &mut Sources) -> Result<Response<'w>, Failure> {
    let word = given.text("WORD");
    let needle = word.to_lowercase();
    let holds = |text: &str| text.to_lowercase().contains(&needle);
    let found = words(workspace, |_| true).into_iter().filter(|one| holds(&one.text) || holds(&one.about));
    let found: Vec<Word> = found.collect();
    if found.is_empty() {
        let help = "`:units` lists the dimensions, `:help` the commands, `napkin list` the presets";
        return Err(Failure::usage(Diagnostic::error(format!("nothing mentions `{word}`")).help(help)));
    }
    let show = |found: &Vec<Word>| {
        let rows = found.iter().take(SHOWN).map(|word| vec![word.name().into(), word.about.as_str().into()]);
        let columns = [Kind::Label, Kind::Prose].map(|kind| Column::new("", kind));
        let mut document = Document::default();
        document.table(Table::new(columns).rows(rows));
        if found.len() > SHOWN {
            document.line(format!("… and {} more", found.len() - SHOWN));
        }
        document
    };
    let record =
        |word: &Word| Object::new(&WordRecord { word: word.name(), kind: word.sort.name(), about: &word.about });
    Ok(Response::found(found, show, move |found| found.iter().map(record).collect()))
}

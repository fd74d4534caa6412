//! `help`: the commands, or one of them with an example.

use super::argument::{Argument, Kind as Takes};
use super::given::Given;
use super::{COMMANDS, Command, Doors, Failure, Response, Subject, find, info};
use crate::diagnostic::Sources;
use crate::document::{Block, Cell, Column, Document, Kind, Table};
use crate::workspace::Workspace;

const LANGUAGE: &str = "A line is an expression (`500M tweets/day * 10 KB/tweet -> TB/month`), a definition \
    (`dau = 150M users  # why`), a function (`peak(x, factor = 3) = x * factor`), a counted thing or a unit of your own \
    (`noun paste`, `unit EUR = 1.08 USD`) or a convention (`month = 30 days`); `;` parts lines. `5 to 20M users` is a \
    range, `20% of reads` a share, `_` the last answer. Tab completes, Ctrl-C clears the line, Ctrl-D leaves.";

/// The command.
pub(super) static COMMAND: Command = Command {
    name: "help",
    aliases: &["h", "?"],
    doors: Doors::Session,
    subject: Subject::Nothing,
    about: "List the commands, or explain one with an example",
    more: "A name is that of a command, or any word that `:info` knows.",
    wants: "",
    example: &[":help :vars"],
    arguments: &[Argument::optional("NAME", Takes::Topic, "A command, or any word that means something")],
    is_question: false,
    run,
};

fn run<'w>(workspace: &'w mut Workspace, given: &Given, _: &mut Sources) -> Result<Response<'w>, Failure> {
    let name = given.text("NAME");
    if name.is_empty() {
        let mut document = Document::default();
        document.paragraph(LANGUAGE);
        document.gap();
        document.table(described(COMMANDS.iter().map(|one| (one.usage(), one.clause()))));
        return Ok(Response::said(document));
    }
    let Some(command) = find(name) else { return info::about(workspace, name) };
    let mut document = Document::default();
    document.paragraph(format!("{}: {}", command.usage(), command.clause()));
    document.paragraph(command.more);
    let options: Vec<_> = command.all_arguments().filter(|one| one.is_option()).collect();
    if !options.is_empty() {
        document.gap();
        let usage =
            |one: &&Argument| (format!("{} {}", one.name, one.value).trim_end().to_owned(), one.about.to_owned());
        document.table(described(options.iter().map(usage)));
    }
    document.gap();
    document.line("Example:");
    let example: String = command.example.iter().flat_map(|line| ["  ", line, "\n"]).collect();
    document.push(Block::Code(example));
    Ok(Response::said(document))
}

/// A table of words, each with a sentence about it.
fn described(rows: impl Iterator<Item = (String, String)>) -> Table {
    let columns = [Kind::Label, Kind::Prose].map(|kind| Column::new("", kind));
    Table::new(columns).rows(rows.map(|(name, about)| vec![Cell::text(name), about.into()]))
}

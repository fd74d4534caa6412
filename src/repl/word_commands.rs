//! The commands that tell about words: `:help`, `:info`, `:units` and `:search`. They change nothing.

use super::command::{COMMANDS, Command, find};
use super::reply::Reply;
use super::vocabulary::{Word, unit_in_words, words};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::suggestion::{did_you_mean, nearest};
use crate::document::{Block, Cell, Column, Document, Kind, Table};
use crate::quantity::system::rows;
use crate::workspace::Workspace;

const LANGUAGE: &str = "A line is an expression (`500M tweets/day * 10 KB/tweet -> TB/month`), a definition \
    (`dau = 150M users  # why`), a function (`peak(x, factor = 3) = x * factor`), a counted thing or a unit of your own \
    (`noun paste`, `unit EUR = 1.08 USD`) or a convention (`month = 30 days`); `;` parts lines. `5 to 20M users` is a \
    range, `20% of reads` a share, `_` the last answer. Tab completes, Ctrl-C clears the line, Ctrl-D leaves.";

/// `:help` and `:help NAME`
pub(super) fn help(workspace: &Workspace, name: &str) -> Reply {
    if name.is_empty() {
        let mut document = Document::default();
        document.paragraph(LANGUAGE);
        document.gap();
        let rows = COMMANDS.iter().map(|one| vec![with_arguments(one).into(), one.about.into()]);
        document.table(words_with_sentences(rows));
        return document.into();
    }
    let Some(command) = find(name) else { return info(workspace, name) };
    let mut document = Document::default();
    document.paragraph(format!("{}: {}", with_arguments(command), command.about));
    document.paragraph(command.more);
    document.gap();
    document.line("Example:");
    let example: String = command.example.iter().flat_map(|line| ["  ", line, "\n"]).collect();
    document.push(Block::Code(example));
    document.into()
}

fn with_arguments(command: &Command) -> String {
    format!("{} {}", command.name, command.arguments).trim_end().to_owned()
}

/// `:info WORD`
pub(super) fn info(workspace: &Workspace, name: &str) -> Reply {
    // A function may be asked for with its brackets, a command without its colon.
    let name = name.split('(').next().unwrap_or(name).trim();
    let is_it = |word: &str| {
        let word = word.trim_end_matches('(');
        word == name || word.strip_prefix(':') == Some(name)
    };
    let mut lines: Vec<String> = words(workspace, is_it).iter().map(|word| word.in_full(workspace)).collect();
    if let (true, Some(unit)) = (lines.is_empty(), workspace.preset.model.units.known(name)) {
        let quantity = workspace.preset.model.units.describe(&unit.dimension);
        lines.push(format!("{name}: {}", unit_in_words(workspace, &unit, &quantity)));
    }
    lines.dedup();
    if lines.is_empty() {
        let known = words(workspace, |_| true);
        let near = nearest(name, known.iter().map(Word::name));
        let help = did_you_mean(&near).unwrap_or_else(|| format!("`:search {name}` looks for it in descriptions"));
        return Diagnostic::error(format!("nothing is called `{name}`")).help(help).into();
    }
    let mut document = Document::default();
    lines.iter().flat_map(|line| line.lines()).for_each(|line| document.paragraph(line));
    document.into()
}

/// `:units` and `:units DIMENSION`
pub(super) fn units(workspace: &Workspace, name: &str) -> Reply {
    let mut dimensions: Vec<&'static str> = rows().map(|row| row.quantity).collect();
    dimensions.dedup();
    if name.is_empty() {
        let mut document = Document::default();
        document.paragraph(dimensions.join(", "));
        return document.into();
    }
    let units = &workspace.preset.model.units;
    let of_unit = units.known(name).and_then(|unit| {
        let is_its = |row: &&crate::quantity::system::Row| row.dimension() == unit.dimension;
        rows().find(is_its).map(|row| row.quantity)
    });
    let Some(dimension) = dimensions.iter().copied().find(|one| *one == name).or(of_unit) else {
        let near = did_you_mean(&nearest(name, dimensions.iter().copied()));
        let help = near.unwrap_or_else(|| format!("the dimensions are {}", dimensions.join(", ")));
        return Diagnostic::error(format!("`{name}` is neither a dimension nor a unit")).help(help).into();
    };
    let declared = rows().filter(|row| row.quantity == dimension).filter_map(|row| {
        let unit = units.known((row.abbreviation)())?;
        let factor = unit_in_words(workspace, &unit, dimension);
        Some(vec![(row.abbreviation)().into(), (row.plural)().into(), factor.into()])
    });
    let measured = rows().find(|row| row.quantity == dimension).map(crate::quantity::system::Row::dimension);
    let own = units.own_units().iter().filter(|own| Some(&own.dimension) == measured.as_ref()).map(|own| {
        let factor = unit_in_words(workspace, &own.into(), dimension);
        vec![own.singular.to_string().into(), own.plural.to_string().into(), factor.into()]
    });
    let columns = [Column::new("unit", Kind::Label), Column::new("name", Kind::Label), Column::new("", Kind::Prose)];
    let mut document = Document::default();
    document.table(Table::new(columns).rows(declared.chain(own)));
    document.into()
}

/// `:search WORD`
pub(super) fn search(workspace: &Workspace, word: &str) -> Reply {
    const SHOWN: usize = 40;
    let needle = word.to_lowercase();
    let holds = |text: &str| text.to_lowercase().contains(&needle);
    let found: Vec<Word> =
        words(workspace, |_| true).into_iter().filter(|one| holds(&one.text) || holds(&one.about)).collect();
    if found.is_empty() {
        let help = "`:units` lists the dimensions, `:help` the commands, `napkin list` the presets";
        return Diagnostic::error(format!("nothing mentions `{word}`")).help(help).into();
    }
    let rows = found.iter().take(SHOWN).map(|word| vec![word.name().into(), word.about.as_str().into()]);
    let mut document = Document::default();
    document.table(words_with_sentences(rows));
    if found.len() > SHOWN {
        document.line(format!("… and {} more", found.len() - SHOWN));
    }
    document.into()
}

/// A table of words, each with a sentence about it.
fn words_with_sentences(rows: impl Iterator<Item = Vec<Cell>>) -> Table {
    Table::new([Kind::Label, Kind::Prose].map(|kind| Column::new("", kind))).rows(rows)
}

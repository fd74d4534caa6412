//! The commands that tell about words: `:help`, `:info`, `:units` and `:search`. They change nothing.

use super::command::{COMMANDS, Command, find};
use super::reply::Reply;
use super::session::Session;
use super::vocabulary::{Word, unit_in_words, words};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::suggestion::{did_you_mean, nearest};
use crate::quantity::system::rows;
use crate::report::table::{Column, paragraph, table};

const LANGUAGE: &str = "A line is an expression (`500M tweets/day * 10 KB/tweet -> TB/month`), a definition \
    (`dau = 150M users  # why`), a function (`peak(x, factor = 3) = x * factor`), a counted thing or a unit of your own \
    (`noun paste`, `unit EUR = 1.08 USD`) or a convention (`month = 30 days`); `;` parts lines. `5 to 20M users` is a \
    range, `20% of reads` a share, `_` the last answer. Tab completes, Ctrl-C clears the line, Ctrl-D leaves.";

/// `:help` and `:help NAME`
pub(super) fn help(session: &Session, name: &str) -> Reply {
    if name.is_empty() {
        let rows = COMMANDS.iter().map(|one| vec![with_arguments(one), one.about.to_owned()]);
        let rows: Vec<_> = rows.collect();
        let list = table(&[("", Column::Label), ("", Column::Prose)], &rows, session.width);
        return Reply { text: format!("{}\n{list}", paragraph(LANGUAGE, session.width)), ..Reply::default() };
    }
    let Some(command) = find(name) else { return info(session, name) };
    let mut text = paragraph(&format!("{}: {}", with_arguments(command), command.about), session.width);
    text += &paragraph(command.more, session.width);
    text += "\nExample:\n";
    let example: Vec<String> = command.example.iter().map(|line| format!("  {line}")).collect();
    let mut reply = Reply { text, ..Reply::default() };
    reply.append(Reply::lines(&example));
    reply
}

fn with_arguments(command: &Command) -> String {
    format!("{} {}", command.name, command.arguments).trim_end().to_owned()
}

/// `:info WORD`
pub(super) fn info(session: &Session, name: &str) -> Reply {
    // A function may be asked for with its brackets, a command without its colon.
    let name = name.split('(').next().unwrap_or(name).trim();
    let is_it = |word: &str| {
        let word = word.trim_end_matches('(');
        word == name || word.strip_prefix(':') == Some(name)
    };
    let mut lines: Vec<String> = words(session, is_it).iter().map(|word| word.in_full(session)).collect();
    if let (true, Some(unit)) = (lines.is_empty(), session.preset.model.units.known(name)) {
        let quantity = session.preset.model.units.describe(&unit.dimension);
        lines.push(format!("{name}: {}", unit_in_words(session, &unit, &quantity)));
    }
    lines.dedup();
    if lines.is_empty() {
        let known = words(session, |_| true);
        let near = nearest(name, known.iter().map(Word::name));
        let help = did_you_mean(&near).unwrap_or_else(|| format!("`:search {name}` looks for it in descriptions"));
        return Diagnostic::error(format!("nothing is called `{name}`")).help(help).into();
    }
    let text = lines.iter().flat_map(|line| line.lines()).map(|line| paragraph(line, session.width));
    Reply { text: text.collect(), ..Reply::default() }
}

/// `:units` and `:units DIMENSION`
pub(super) fn units(session: &Session, name: &str) -> Reply {
    let mut dimensions: Vec<&'static str> = rows().map(|row| row.quantity).collect();
    dimensions.dedup();
    if name.is_empty() {
        return Reply::line(paragraph(&dimensions.join(", "), session.width).trim_end());
    }
    let units = &session.preset.model.units;
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
        let factor = unit_in_words(session, &unit, dimension);
        Some(vec![(row.abbreviation)().to_owned(), (row.plural)().to_owned(), factor])
    });
    let measured = rows().find(|row| row.quantity == dimension).map(crate::quantity::system::Row::dimension);
    let own = units.own_units().iter().filter(|own| Some(&own.dimension) == measured.as_ref()).map(|own| {
        let factor = unit_in_words(session, &own.into(), dimension);
        vec![own.singular.to_string(), own.plural.to_string(), factor]
    });
    let rows: Vec<_> = declared.chain(own).collect();
    let columns = [("unit", Column::Label), ("name", Column::Label), ("", Column::Prose)];
    Reply { text: table(&columns, &rows, session.width), ..Reply::default() }
}

/// `:search WORD`
pub(super) fn search(session: &Session, word: &str) -> Reply {
    const SHOWN: usize = 40;
    let needle = word.to_lowercase();
    let holds = |text: &str| text.to_lowercase().contains(&needle);
    let found: Vec<Word> =
        words(session, |_| true).into_iter().filter(|one| holds(&one.text) || holds(&one.about)).collect();
    if found.is_empty() {
        let help = "`:units` lists the dimensions, `:help` the commands, `napkin list` the presets";
        return Diagnostic::error(format!("nothing mentions `{word}`")).help(help).into();
    }
    let rows = found.iter().take(SHOWN).map(|word| vec![word.name().to_owned(), word.about.clone()]);
    let rows: Vec<_> = rows.collect();
    let text = table(&[("", Column::Label), ("", Column::Prose)], &rows, session.width);
    let mut reply = Reply { text, ..Reply::default() };
    if found.len() > SHOWN {
        reply.append(Reply::line(format!("… and {} more", found.len() - SHOWN)));
    }
    reply
}

//! `reference`: the field's numbers, and who says so.

use super::argument::{Argument, Kind};
use super::given::Given;
use super::{Command, Doors, Failure, Response, Subject};
use crate::diagnostic::suggestion::{did_you_mean, nearest};
use crate::diagnostic::{Diagnostic, Sources};
use crate::quantity::unit::Units;
use crate::reference::{Entry, Figure, Rows, Selection, TABLES, Table, find, names, table};
use crate::report::json::Object;
use crate::report::reference as report;
use crate::workspace::Workspace;

/// The command.
pub(super) static COMMAND: Command = Command {
    name: "reference",
    aliases: &[],
    doors: Doors::Both,
    subject: Subject::Nothing,
    about: "Print the field's numbers and their sources: latencies, prices, powers of two, …",
    more: "Without a table it lists the tables. A number is used in an estimate by its name, `latency.disk_seek`.",
    wants: "",
    example: &[":reference latency"],
    arguments: &[
        Argument::optional(
            "TABLE",
            Kind::Table,
            "A table, or one of its entries: `latency.disk_seek`; without it, the list of tables",
        ),
        Argument::option("--source", Kind::Text, "SOURCE", "Show what one source says: `--source dean2009`"),
        Argument::flag("--all", "Show what all sources say"),
    ],
    is_question: false,
    run,
};

type Row = (&'static Entry, &'static Figure);

fn run<'w>(_: &'w mut Workspace, given: &Given, _: &mut Sources) -> Result<Response<'w>, Failure> {
    let source = given.one("--source").map(|written| written.text.as_str());
    let all = given.has("--all");
    let usage = match (given.one("TABLE"), source, all) {
        (_, Some(_), true) => Some("`--source` and `--all` cannot be given together"),
        (None, Some(_), _) | (None, _, true) => Some("a source is one of a table, and none is named"),
        _ => None,
    };
    if let Some(usage) = usage {
        return Err(Failure::usage(Diagnostic::error(usage).help("write `reference latency --source dean2009`")));
    }
    let selection = match source {
        Some(key) => Selection::Source(key),
        None if all => Selection::All,
        None => Selection::Default,
    };
    let Some(name) = given.one("TABLE") else {
        let objects = |(): &()| report::overview_records().iter().map(Object::new).collect();
        return Ok(Response::found((), |(): &()| report::overview(), objects));
    };
    let (table, rows) = chosen(&name.text, selection).map_err(Failure::usage)?;
    let show = move |rows: &Vec<Row>| {
        let units = Units::default();
        match table.rows {
            Rows::Figures(_) => report::figures(table, rows, &units),
            Rows::Powers(powers) => report::powers(table, powers, &units),
            Rows::Nines(levels) => report::nines(table, levels, &units),
        }
    };
    let objects = move |rows: &Vec<Row>| {
        let units = Units::default();
        match table.rows {
            Rows::Figures(_) => report::figure_records(table, rows, &units).iter().map(Object::new).collect(),
            Rows::Powers(powers) => report::power_records(powers, &units).iter().map(Object::new).collect(),
            Rows::Nines(levels) => report::nines_records(levels, &units).iter().map(Object::new).collect(),
        }
    };
    Ok(Response::found(rows, show, objects))
}

/// The table of a name and the figures wanted of it.
fn chosen(name: &str, selection: Selection) -> Result<(&'static Table, Vec<Row>), Diagnostic> {
    if let Some((table_name, _)) = name.split_once('.') {
        return entry(table_name, name, selection);
    }
    let table = table(name).ok_or_else(|| no_table(name))?;
    if let Selection::Source(key) = selection {
        let keys = table.sources().into_iter().map(|source| source.key);
        check_source(table.name, key, &keys.collect::<Vec<_>>())?;
    }
    Ok((table, table.figures(selection)))
}

/// The figures of one entry: those of all its sources unless one is named.
fn entry(table_name: &str, name: &str, selection: Selection) -> Result<(&'static Table, Vec<Row>), Diagnostic> {
    let Some(found) = find(name) else {
        let Some(table) = table(table_name) else { return Err(no_table(table_name)) };
        let names: Vec<String> = names().collect();
        let help = did_you_mean(&nearest(name, names.iter().map(String::as_str)));
        return Err(Diagnostic::error(format!("there is no number called `{name}`"))
            .help(help.unwrap_or_else(|| format!("`napkin reference {}` shows the table", table.name))));
    };
    let named_source = name.split('.').nth(2);
    let key = match selection {
        Selection::Source(key) => Some(key),
        Selection::Default => named_source,
        Selection::All => None,
    };
    let figures = found.entry.figures;
    let Some(key) = key else {
        return Ok((found.table, figures.iter().map(|figure| (found.entry, figure)).collect()));
    };
    let keys = figures.iter().map(|figure| figure.source.key);
    check_source(found.entry.name, key, &keys.collect::<Vec<_>>())?;
    Ok((found.table, found.entry.by(key).map(|figure| (found.entry, figure)).into_iter().collect()))
}

fn no_table(name: &str) -> Diagnostic {
    let near = nearest(name, TABLES.iter().map(|table| table.name));
    Diagnostic::error(format!("there is no table called `{name}`"))
        .help(did_you_mean(&near).unwrap_or_else(|| "`napkin reference` shows the tables".to_owned()))
}

/// A source must have something to say about what is asked.
fn check_source(what: &str, key: &str, keys: &[&str]) -> Result<(), Diagnostic> {
    if keys.contains(&key) {
        return Ok(());
    }
    if keys.is_empty() {
        return Err(Diagnostic::error(format!("`{what}` has no sources to choose from"))
            .help("its numbers are calculated: leave out `--source`"));
    }
    let help = did_you_mean(&nearest(key, keys.iter().copied()));
    let quoted = || keys.iter().map(|key| format!("`{key}`")).collect::<Vec<_>>().join(", ");
    Err(Diagnostic::error(format!("`{key}` is not a source of `{what}`"))
        .help(help.unwrap_or_else(|| format!("its sources: {}", quoted()))))
}

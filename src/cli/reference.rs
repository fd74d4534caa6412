//! `napkin reference`: the field's numbers, and who says so.

use std::io;

use serde::Serialize;

use super::Ending;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::suggestion::{did_you_mean, nearest};
use crate::document::Document;
use crate::quantity::unit::Units;
use crate::reference::{Entry, Figure, Rows, Selection, TABLES, Table, find, names, table};
use crate::report::reference as report;
use crate::terminal::Output;

/// Prints a table or one of its entries; without a name, the list of tables.
pub(super) fn reference(
    name: Option<&str>,
    source: Option<&str>,
    all: bool,
    output: &mut Output,
) -> io::Result<Ending> {
    let selection = match source {
        Some(key) => Selection::Source(key),
        None if all => Selection::All,
        None => Selection::Default,
    };
    let Some(name) = name else {
        return print(output, report::overview_records, report::overview);
    };
    match chosen(name, selection) {
        Ok((table, rows)) => show(table, &rows, output),
        Err(problem) => {
            output.problem(&problem)?;
            Ok(Ending::WrongUsage)
        }
    }
}

fn show(table: &'static Table, rows: &[Row], output: &mut Output) -> io::Result<Ending> {
    let units = Units::default();
    match table.rows {
        Rows::Figures(_) => {
            let records = || report::figure_records(table, rows, &units);
            print(output, records, || report::figures(table, rows, &units))
        }
        Rows::Powers(powers) => {
            let records = || report::power_records(powers, &units);
            print(output, records, || report::powers(table, powers, &units))
        }
        Rows::Nines(levels) => {
            let records = || report::nines_records(levels, &units);
            print(output, records, || report::nines(table, levels, &units))
        }
    }
}

/// Prints objects, or the report.
fn print<R: Serialize>(
    output: &mut Output,
    records: impl FnOnce() -> Vec<R>,
    document: impl FnOnce() -> Document,
) -> io::Result<Ending> {
    if output.json {
        for record in records() {
            output.object(&record)?;
        }
    } else {
        output.document(&document())?;
    }
    Ok(Ending::Success)
}

type Row = (&'static Entry, &'static Figure);

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

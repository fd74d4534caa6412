//! The field's numbers as tables: what sources say, with bars to scale; powers of two; availability.

mod record;
mod scale;

use super::answer;
use super::scenario::conventions;
use crate::analysis::figures::{calculated_nines, calculated_powers, values};
use crate::document::{Cell, Column, Document, Figure as Shown, Kind as Is, Priority, Table as Rows};
use crate::model::Answer;
use crate::quantity::display::Formatter;
use crate::quantity::number::percentage;
use crate::quantity::unit::Units;
use crate::reference::{Dated, Entry, Figure, Nines, PERIODS, Power, Source, TABLES, Table};

pub use record::{
    FigureRecord, NinesRecord, PowerRecord, ReferenceRecord, figure_records, nines_records, overview_records,
    power_records,
};

/// Shown where an expression has no result.
const NOTHING: &str = "–";

fn shown(answer: Option<&Answer>, show: impl Fn(&Answer) -> Cell) -> Cell {
    answer.map_or_else(|| NOTHING.into(), show)
}

fn result(answer: &Answer, formatter: &Formatter) -> Cell {
    answer::cell(answer, answer::result(answer, formatter), formatter)
}

/// The list of tables.
#[must_use]
pub fn overview() -> Document {
    let rows = TABLES.iter().map(|table| {
        let (number, unit) = (table.len().to_string(), "rows".to_owned());
        let count = Shown { text: format!("{number} {unit}"), number, unit, ..Shown::default() };
        vec![table.name.into(), count.into(), table.about.into()]
    });
    let columns = [Column::new("table", Is::Label), Column::new("", Is::Value), Column::new("what it says", Is::Prose)];
    let mut document = Document::default();
    document.table(Rows::new(columns).rows(rows));
    document
}

/// A table of figures, each with its bar where there is room, its source and its note.
#[must_use]
pub fn figures(about: &Table, rows: &[(&Entry, &Figure)], units: &Units) -> Document {
    let formatter = Formatter::new(units, true);
    let answers = values(units, rows.iter().map(|(_, figure)| figure.value.to_owned()));
    let mut document = headed(about);
    let columns = [
        Column::new("", Is::Label),
        Column::new("value", Is::Value),
        Column::new("", Is::Bar),
        Column::new("source", Is::Label),
        Column::new("note", Is::Prose),
    ];
    let table = Rows::new(columns).rows(lines(rows, &answers, &formatter));
    // A note below the table is about the figure of one source.
    document.table(Rows { names: vec![0, 3], scale: scale::scale(&answers, &formatter), ..table });
    let entries = rows.chunk_by(|one, next| one.0.name == next.0.name).map(|same| same[0].0);
    let hidden = entries.map(|entry| entry.figures.len()).sum::<usize>().saturating_sub(rows.len());
    if hidden > 0 {
        let count = if hidden == 1 { "1 more figure".to_owned() } else { format!("{hidden} more figures") };
        document.gap();
        document.note(format!("Other sources have {count} for these: `napkin reference {} --all`.", about.name));
    }
    sources(&mut document, rows.iter().map(|(_, figure)| figure.source));
    document
}

/// One line for each figure; the title of an entry stands beside its first figure only.
fn lines(rows: &[(&Entry, &Figure)], answers: &[Option<Answer>], formatter: &Formatter) -> Vec<Vec<Cell>> {
    let mut before = "";
    let line = |(&(entry, figure), answer): (&(&Entry, &Figure), &Option<Answer>)| {
        let title = if entry.name == before { "" } else { entry.title };
        before = entry.name;
        let value =
            shown(answer.as_ref(), |answer| answer::cell(answer, answer::assumption(answer, formatter), formatter));
        let bar = answer.as_ref().map_or(Cell::Empty, |answer| Cell::Power(answer.value.log10()));
        vec![title.into(), value, bar, figure.source.key.into(), figure.note.into()]
    };
    rows.iter().zip(answers).map(line).collect()
}

/// Powers of two: the number, what people say for it, and how far off that is.
#[must_use]
pub fn powers(about: &Table, powers: &[Power], units: &Units) -> Document {
    let formatter = Formatter::new(units, true);
    let calculated = calculated_powers(powers, units);
    let rows = calculated.iter().map(|(power, [exact, bytes, error])| {
        let spoken = power.spoken.as_ref();
        let exactly = match shown(exact.as_ref(), |answer| result(answer, &formatter)) {
            Cell::Figure(figure) => Cell::Figure(Shown { text: figure.number.clone(), ..figure }),
            other => other,
        };
        let error = spoken.and(error.as_ref()).map_or(Cell::Empty, |error| Cell::Share {
            text: format!("{}%", percentage(100.0 * error.value, formatter.digits)),
            share: error.value,
        });
        vec![
            format!("2^{}", power.exponent).into(),
            exactly,
            shown(bytes.as_ref(), |answer| result(answer, &formatter)),
            power.binary.into(),
            spoken.and_then(|spoken| spoken.number).unwrap_or_default().into(),
            spoken.map_or("", |spoken| spoken.bytes).into(),
            error,
            spoken.map_or("", |spoken| spoken.source.key).into(),
        ]
    });
    let columns = [
        Column::new("", Is::Label),
        Column::new("exactly", Is::Quantity),
        Column::new("bytes", Is::Quantity),
        Column::new("binary", Is::Quantity),
        Column::new("spoken", Is::Quantity),
        Column::new("loosely", Is::Quantity),
        Column::new("error", Is::Quantity),
        Column::new("source", Is::Label),
    ];
    let mut document = headed(about);
    document.table(Rows::new(columns).rows(rows));
    sources(&mut document, powers.iter().filter_map(|power| Some(power.spoken.as_ref()?.source)));
    document
}

/// Levels of availability: how long a service may be down in a day, a week, a month and a year.
#[must_use]
pub fn nines(about: &Table, levels: &[Nines], units: &Units) -> Document {
    let formatter = Formatter::new(units, true);
    let calculated = calculated_nines(levels, units);
    let downtime = |answer: &Option<Answer>| {
        let Some(answer) = answer else { return NOTHING.into() };
        let shown = answer::result(answer, &formatter);
        let long = shown.aside.clone();
        match answer::cell(answer, shown, &formatter) {
            // Where there is no room for hours, minutes and seconds, they become a decimal number of one of them.
            Cell::Figure(figure) => Cell::Figure(Shown { long, ..figure }),
            other => other,
        }
    };
    let rows = calculated.iter().map(|(level, downtimes)| {
        let names = [level.availability, level.name].map(Cell::text);
        names.into_iter().chain(downtimes.iter().map(downtime)).collect()
    });
    let names = [Column::new("", Is::Label), Column::new("", Is::Label).priority(Priority::Spare)];
    let columns = names.into_iter().chain(PERIODS.map(|period| Column::new(period, Is::Quantity)));
    let mut document = headed(about);
    document.table(Rows::new(columns).rows(rows));
    document.gap();
    document.note(format!("Conventions: {}", conventions(&units.conventions)));
    document
}

/// A report that begins with what a table is about.
fn headed(table: &Table) -> Document {
    let mut document = Document::default();
    document.heading(table.title);
    document.paragraph(table.about);
    document.gap();
    document
}

/// The sources used, each once.
fn sources<'a>(document: &mut Document, all: impl Iterator<Item = &'a Source>) {
    let mut used: Vec<&Source> = Vec::new();
    for source in all {
        if used.iter().all(|one| one.key != source.key) {
            used.push(source);
        }
    }
    document.section("Sources");
    let row =
        |source: &&Source| vec![source.key.into(), Cell::text(format!("{} ({})", source.title, dated(source.dated)))];
    let columns = [Column::new("", Is::Label), Column::new("", Is::Prose)];
    document.table(Rows::new(columns).rows(used.iter().map(row)));
}

fn dated(dated: Dated) -> String {
    match dated {
        Dated::In(year) => year.to_string(),
        Dated::AsOf(year) => format!("as of {year}"),
    }
}

//! The field's numbers as tables: what sources say, with bars to scale; powers of two; availability. The values are
//! expressions, and the model says what they come to.

mod record;
mod scale;

use std::fmt::Write;

use super::answer;
use super::scenario::conventions;
use super::style::{HEADING, REMARK};
use super::table::{Column, paragraph, side_by_side, table};
use crate::engine::Options;
use crate::model::{Answer, EquationId, Model};
use crate::quantity::display::{Formatter, Shown};
use crate::quantity::number::percentage;
use crate::quantity::unit::Units;
use crate::reference::{Dated, Entry, Figure, Nines, Power, Source, TABLES, Table};
use crate::syntax::{Origin, parse};

pub use record::{
    FigureRecord, NinesRecord, PowerRecord, TableRecord, figure_records, nines_records, overview_records, power_records,
};
use scale::Scale;

/// Shown where an expression has no result.
const NOTHING: &str = "–";

/// What expressions come to, each in its place; `None` for one that is wrong.
fn answers(units: &Units, expressions: impl IntoIterator<Item = String>) -> Vec<Option<Answer>> {
    let mut model = Model::new(units.clone());
    let mut add = |text: String| model.add(parse(&text, Origin::default()).ok()?, None).ok()?;
    let ids: Vec<Option<EquationId>> = expressions.into_iter().map(&mut add).collect();
    let found = model.points(&Options::default());
    ids.into_iter().map(|id| found.get(id?).cloned()).collect()
}

fn shown(answer: Option<&Answer>, show: impl Fn(&Answer) -> Shown) -> Shown {
    answer.map_or_else(|| Shown::new(NOTHING.to_owned(), String::new()), show)
}

/// The list of tables.
#[must_use]
pub fn overview(width: usize) -> String {
    let rows: Vec<_> = TABLES
        .iter()
        .map(|table| vec![table.name.to_owned(), table.len().to_string(), "rows".to_owned(), table.about.to_owned()])
        .collect();
    let columns = [("table", Column::Label), ("", Column::Number), ("", Column::Unit), ("what it says", Column::Prose)];
    table(&columns, &rows, width)
}

/// A table of figures, each with its bar where there is room, its source and its note.
#[must_use]
pub fn figures(about: &Table, rows: &[(&Entry, &Figure)], units: &Units, width: usize) -> String {
    let formatter = Formatter::new(units, true);
    let answers = answers(units, rows.iter().map(|(_, figure)| figure.value.to_owned()));
    // First the bars become shorter, then the notes move below, then the bars go.
    let scales = BARS.map(|room| Scale::new(&answers, room));
    let bars = || scales.iter().flatten().map(Some);
    let beside = bars().map(|scale| (scale, true));
    let mut layouts = beside.chain(bars().map(|scale| (scale, false))).chain([(None, true)]);
    let laid_out = layouts.find_map(|(scale, notes_beside)| {
        let lines = lines(rows, &answers, scale, &formatter);
        let body = if notes_beside {
            side_by_side(FIGURES, &lines, width, NOTE)?
        } else {
            side_by_side(FIGURES, &without_notes(lines), width, NOTE)? + &notes(rows, width)
        };
        Some((body, scale))
    });
    let (body, scale) = laid_out.unwrap_or_else(|| {
        let lines = without_notes(lines(rows, &answers, None, &formatter));
        (table(FIGURES, &lines, width) + &notes(rows, width), None)
    });
    let mut text = heading(about, width) + &body;
    if let Some(scale) = scale {
        remark(&mut text, &scale.explained(&formatter), width);
    }
    let entries = rows.chunk_by(|one, next| one.0.name == next.0.name).map(|same| same[0].0);
    let hidden = entries.map(|entry| entry.figures.len()).sum::<usize>().saturating_sub(rows.len());
    if hidden > 0 {
        let count = if hidden == 1 { "1 more figure".to_owned() } else { format!("{hidden} more figures") };
        let line = format!("Other sources have {count} for these: `napkin reference {} --all`.", about.name);
        remark(&mut text, &line, width);
    }
    text += &sources(rows.iter().map(|(_, figure)| figure.source), width);
    text
}

/// How many columns the longest bar may take: what is pleasant, and what still tells one factor of ten from another.
const BARS: [usize; 2] = [20, 10];

/// The narrowest column in which notes are pleasant to read.
const NOTE: usize = 20;

const FIGURES: &[(&str, Column)] = &[
    ("", Column::Label),
    ("value", Column::Number),
    ("", Column::Unit),
    ("", Column::Label),
    ("source", Column::Label),
    ("note", Column::Prose),
];

/// One line for each figure; the title of an entry stands beside its first figure only.
fn lines(
    rows: &[(&Entry, &Figure)],
    answers: &[Option<Answer>],
    scale: Option<&Scale>,
    formatter: &Formatter,
) -> Vec<Vec<String>> {
    let mut before = "";
    let line = |(&(entry, figure), answer): (&(&Entry, &Figure), &Option<Answer>)| {
        let title = if entry.name == before { "" } else { entry.title };
        before = entry.name;
        let value = shown(answer.as_ref(), |answer| answer::assumption(answer, formatter));
        let bar = scale.zip(answer.as_ref()).map_or_else(String::new, |(scale, answer)| scale.bar(answer.value));
        let note = figure.note.to_owned();
        vec![title.to_owned(), value.number, value.unit, bar, figure.source.key.to_owned(), note]
    };
    rows.iter().zip(answers).map(line).collect()
}

fn without_notes(mut lines: Vec<Vec<String>>) -> Vec<Vec<String>> {
    for line in &mut lines {
        line[5].clear();
    }
    lines
}

/// The notes as they follow a table that has no room for them: each says which figure it is about.
fn notes(rows: &[(&Entry, &Figure)], width: usize) -> String {
    let noted = rows.iter().filter(|(_, figure)| !figure.note.is_empty());
    noted
        .map(|(entry, figure)| paragraph(&format!("{}, {}: {}", entry.title, figure.source.key, figure.note), width))
        .collect()
}

/// Powers of two: the number, what people say for it, and how far off that is.
#[must_use]
pub fn powers(about: &Table, powers: &[Power], units: &Units, width: usize) -> String {
    let formatter = Formatter::new(units, true);
    let rows: Vec<_> = calculated_powers(powers, units)
        .iter()
        .map(|(power, [exact, bytes, error])| {
            let spoken = power.spoken.as_ref();
            let plain =
                |answer: &Option<Answer>| shown(answer.as_ref(), |answer| answer::result(answer, &formatter)).plain();
            vec![
                format!("2^{}", power.exponent),
                shown(exact.as_ref(), |answer| answer::result(answer, &formatter)).number,
                plain(bytes),
                power.binary.to_owned(),
                spoken.and_then(|spoken| spoken.number).unwrap_or_default().to_owned(),
                spoken.map_or_else(String::new, |spoken| spoken.bytes.to_owned()),
                spoken.and(error.as_ref()).map_or_else(String::new, |error| {
                    format!("{}%", percentage(100.0 * error.value, formatter.digits))
                }),
                spoken.map_or_else(String::new, |spoken| spoken.source.key.to_owned()),
            ]
        })
        .collect();
    let columns = [
        ("", Column::Label),
        ("exactly", Column::Quantity),
        ("bytes", Column::Quantity),
        ("binary", Column::Quantity),
        ("spoken", Column::Quantity),
        ("loosely", Column::Quantity),
        ("error", Column::Quantity),
        ("source", Column::Label),
    ];
    let mut text = heading(about, width);
    text += &table(&columns, &rows, width);
    text += &sources(powers.iter().filter_map(|power| Some(power.spoken.as_ref()?.source)), width);
    text
}

/// For each power the number, as many bytes, and the relative error of what people say.
fn calculated_powers<'a>(powers: &'a [Power], units: &Units) -> Vec<(&'a Power, [Option<Answer>; 3])> {
    let expressions = powers.iter().flat_map(|power| {
        let exact = format!("2^{}", power.exponent);
        let spoken = power.spoken.as_ref().map_or(power.binary, |spoken| spoken.bytes);
        [exact.clone(), format!("{exact} * 1 B"), format!("{spoken} / ({exact} * 1 B) - 1 -> %")]
    });
    let mut answers = answers(units, expressions).into_iter();
    let mut next = || answers.next().flatten();
    powers.iter().map(|power| (power, [next(), next(), next()])).collect()
}

/// The times for which downtime is told.
const PERIODS: [&str; 4] = ["day", "week", "month", "year"];

/// Levels of availability: how long a service may be down in a day, a week, a month and a year.
#[must_use]
pub fn nines(about: &Table, levels: &[Nines], units: &Units, width: usize) -> String {
    let formatter = Formatter::new(units, true);
    let calculated = calculated_nines(levels, units);
    let rows = |say: fn(Shown) -> String| -> Vec<Vec<String>> {
        let row = |(level, downtimes): &(&Nines, Vec<Option<Answer>>)| {
            let downtimes =
                downtimes.iter().map(|answer| say(shown(answer.as_ref(), |answer| answer::result(answer, &formatter))));
            [level.availability.to_owned(), level.name.to_owned()].into_iter().chain(downtimes).collect()
        };
        calculated.iter().map(row).collect()
    };
    let mut columns = vec![("", Column::Label), ("", Column::Label)];
    columns.extend(PERIODS.iter().map(|&period| (period, Column::Quantity)));
    let spelled_out = rows(|shown| shown.aside.clone().unwrap_or_else(|| shown.plain()));
    let decimal = rows(|shown| shown.plain());
    // First the names go, then hours, minutes and seconds become a decimal number of one of them.
    let unnamed = |mut rows: Vec<Vec<String>>| {
        for row in &mut rows {
            row[1].clear();
        }
        rows
    };
    let variants = [spelled_out.clone(), unnamed(spelled_out.clone()), unnamed(decimal)];
    let mut text = heading(about, width);
    text += &variants
        .iter()
        .find_map(|rows| side_by_side(&columns, rows, width, 0))
        .unwrap_or_else(|| table(&columns, &spelled_out, width));
    remark(&mut text, &format!("Conventions: {}", conventions(&units.conventions)), width);
    text
}

/// For each level the downtime in each of the [`PERIODS`].
fn calculated_nines<'a>(levels: &'a [Nines], units: &Units) -> Vec<(&'a Nines, Vec<Option<Answer>>)> {
    let expressions = levels.iter().flat_map(|level| PERIODS.map(|period| downtime(level, period)));
    let mut answers = answers(units, expressions).into_iter();
    levels.iter().map(|level| (level, answers.by_ref().take(PERIODS.len()).collect())).collect()
}

/// How long a service may be down in one `day`, `month` or `year`, in the language.
fn downtime(level: &Nines, period: &str) -> String {
    format!("(1 - {}) * (1 {period})", level.availability)
}

fn heading(table: &Table, width: usize) -> String {
    format!("{HEADING}{}{HEADING:#}\n{}\n", table.title, paragraph(table.about, width))
}

fn remark(text: &mut String, line: &str, width: usize) {
    let _ = write!(text, "\n{REMARK}{}{REMARK:#}", paragraph(line, width));
}

/// The sources used, each once.
fn sources<'a>(all: impl Iterator<Item = &'a Source>, width: usize) -> String {
    let mut rows: Vec<Vec<String>> = Vec::new();
    for source in all {
        if rows.iter().all(|row| row[0] != source.key) {
            rows.push(vec![source.key.to_owned(), format!("{} ({})", source.title, dated(source.dated))]);
        }
    }
    let columns = [("", Column::Label), ("", Column::Prose)];
    format!("\n{HEADING}Sources{HEADING:#}\n{}", table(&columns, &rows, width))
}

fn dated(dated: Dated) -> String {
    match dated {
        Dated::In(year) => year.to_string(),
        Dated::AsOf(year) => format!("as of {year}"),
    }
}

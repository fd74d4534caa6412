//! The field's numbers as tables: what sources say, with bars to scale; powers of two; availability. The values are
//! expressions, and the model says what they come to.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde::Serialize;

use super::answer;
use super::json::Record;
use super::scenario::{HEADING, REMARK, conventions};
use super::table::{Column, paragraph, side_by_side, table};
use crate::model::{Answer, EquationId, Kind, Model};
use crate::quantity::display::{Formatter, Preference, Shown};
use crate::quantity::noun::cancel_kinds;
use crate::quantity::number::percentage;
use crate::quantity::unit::Units;
use crate::reference::{Dated, Entry, Figure, Nines, Power, Source, TABLES, Table};
use crate::syntax::{Origin, parse};

/// Shown where an expression has no result.
const NOTHING: &str = "–";

/// What expressions come to, each in its place; `None` for one that is wrong.
fn answers(units: &Units, expressions: impl IntoIterator<Item = String>) -> Vec<Option<Answer>> {
    let mut model = Model::new(units.clone());
    let mut add = |text: String| model.add(parse(&text, Origin::default()).ok()?, None).ok()?;
    let ids: Vec<Option<EquationId>> = expressions.into_iter().map(&mut add).collect();
    let found = model.answers();
    ids.into_iter().map(|id| found.get(id?).cloned()).collect()
}

fn shown(answer: Option<&Answer>, show: impl Fn(&Answer) -> Shown) -> Shown {
    answer.map_or_else(|| Shown { number: NOTHING.to_owned(), unit: String::new(), aside: None }, show)
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
    let laid_out =
        |scale: Option<&Scale>| side_by_side(FIGURES, &lines(rows, &answers, scale, &formatter), width, NOTE);
    let mut with_bars = BARS.into_iter().filter_map(|room| {
        let scale = Scale::new(&answers, room)?;
        Some((laid_out(Some(&scale))?, scale))
    });
    let mut text = heading(about, width);
    if let Some((body, scale)) = with_bars.next() {
        text += &body;
        remark(&mut text, &scale.explained(&formatter), width);
    } else {
        let notes_below = || with_notes_below(rows, lines(rows, &answers, None, &formatter), width);
        text += &laid_out(None).unwrap_or_else(notes_below);
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

/// A table whose notes follow it, since there is no room beside it: each says which figure it is about.
fn with_notes_below(rows: &[(&Entry, &Figure)], mut lines: Vec<Vec<String>>, width: usize) -> String {
    for line in &mut lines {
        line[5].clear();
    }
    let mut text = table(FIGURES, &lines, width);
    for (entry, figure) in rows.iter().filter(|(_, figure)| !figure.note.is_empty()) {
        text += &paragraph(&format!("{}, {}: {}", entry.title, figure.source.key, figure.note), width);
    }
    text
}

/// How long the bar of a value is: in proportion to the logarithm of the value, from a power of ten below the least.
struct Scale {
    /// What all values measure.
    kind: Kind,
    /// The power of ten at the left edge, in base units.
    left: f64,
    /// Columns for each factor of ten.
    step: f64,
}

impl Scale {
    /// A scale whose longest bar takes at most `room` columns; none where the values do not all measure the same.
    fn new(answers: &[Option<Answer>], room: usize) -> Option<Self> {
        let values: Vec<&Answer> = answers.iter().flatten().collect();
        let first = values.first().filter(|_| values.len() > 1)?;
        let least = values.iter().map(|answer| answer.value).fold(f64::INFINITY, f64::min);
        let most = values.iter().map(|answer| answer.value).fold(0.0, f64::max);
        let alike = values.iter().all(|answer| measure(&answer.kind) == measure(&first.kind));
        if !alike || least <= 0.0 {
            return None;
        }
        // A power of ten in base units is one only to the last digits.
        let above = |value: f64| (value.log10() - 1e-9).ceil();
        let left = above(least) - 1.0;
        let step = (room as f64 / (above(most) - left)).floor();
        (step >= 1.0).then(|| Self { kind: first.kind.clone(), left, step })
    }

    fn bar(&self, value: f64) -> String {
        const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
        let eighths = ((value.log10() - self.left) * self.step * 8.0).round().max(1.0) as usize;
        "█".repeat(eighths / 8) + EIGHTHS[eighths % 8]
    }

    fn explained(&self, formatter: &Formatter) -> String {
        let left = 10_f64.powf(self.left);
        let left = match &self.kind {
            Kind::Quantity(quantity) => formatter.show(left, &quantity.dimension, &Preference::default()).plain(),
            Kind::Condition => String::new(),
        };
        let columns = if self.step > 1.0 { format!("{} columns", self.step) } else { "one column".to_owned() };
        format!("Bars: a logarithmic scale, {columns} for each factor of 10, from {left} at the left edge.")
    }
}

fn measure(kind: &Kind) -> Option<crate::quantity::dimension::Dimension> {
    match kind {
        Kind::Quantity(quantity) => Some(cancel_kinds(&quantity.dimension)),
        Kind::Condition => None,
    }
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

/// A table in the list of tables, for programs.
#[derive(Debug, Serialize)]
pub struct TableRecord {
    name: &'static str,
    title: &'static str,
    about: &'static str,
    rows: usize,
}

/// The list of tables, for programs.
#[must_use]
pub fn overview_records() -> Vec<TableRecord> {
    let record = |table: &&'static Table| TableRecord {
        name: table.name,
        title: table.title,
        about: table.about,
        rows: table.len(),
    };
    TABLES.iter().map(record).collect()
}

/// A figure, for programs; its name is what finds it again.
#[derive(Debug, Serialize)]
pub struct FigureRecord {
    #[serde(flatten)]
    value: Option<Record>,
    title: &'static str,
    written: &'static str,
    source: SourceRecord,
    note: &'static str,
}

/// A source, for programs.
#[derive(Debug, Serialize)]
struct SourceRecord {
    key: &'static str,
    title: &'static str,
    year: u16,
}

impl From<&'static Source> for SourceRecord {
    fn from(source: &'static Source) -> Self {
        Self { key: source.key, title: source.title, year: source.dated.year() }
    }
}

/// Figures, for programs.
#[must_use]
pub fn figure_records(about: &Table, rows: &[(&'static Entry, &'static Figure)], units: &Units) -> Vec<FigureRecord> {
    let formatter = Formatter::new(units, true);
    let answers = answers(units, rows.iter().map(|(_, figure)| figure.value.to_owned()));
    let record = |(&(entry, figure), answer): (&(&'static Entry, &'static Figure), Option<Answer>)| {
        let name = format!("{}.{}.{}", about.name, entry.name, figure.source.key);
        let value = |answer: Answer| {
            let display = answer::assumption(&answer, &formatter).plain();
            Record::new(Some(&name), &answer, display, &formatter)
        };
        FigureRecord {
            value: answer.map(value),
            title: entry.title,
            written: figure.value,
            source: figure.source.into(),
            note: figure.note,
        }
    };
    rows.iter().zip(answers).map(record).collect()
}

/// A power of two, for programs.
#[derive(Debug, Serialize)]
pub struct PowerRecord {
    #[serde(flatten)]
    value: Option<Record>,
    power: u32,
    bytes: Option<Record>,
    binary: &'static str,
    spoken: Option<SpokenRecord>,
}

#[derive(Debug, Serialize)]
struct SpokenRecord {
    number: Option<&'static str>,
    bytes: &'static str,
    error: Option<Record>,
    source: SourceRecord,
}

/// Powers of two, for programs.
#[must_use]
pub fn power_records(powers: &'static [Power], units: &Units) -> Vec<PowerRecord> {
    let formatter = Formatter::new(units, true);
    let record = |answer: Option<Answer>| {
        let answer = answer?;
        let display = answer::result(&answer, &formatter).to_string();
        Some(Record::new(None, &answer, display, &formatter))
    };
    let power = |(power, [exact, bytes, error]): (&'static Power, [Option<Answer>; 3])| PowerRecord {
        value: record(exact),
        power: power.exponent,
        bytes: record(bytes),
        binary: power.binary,
        spoken: power.spoken.as_ref().map(|spoken| SpokenRecord {
            number: spoken.number,
            bytes: spoken.bytes,
            error: record(error),
            source: spoken.source.into(),
        }),
    };
    calculated_powers(powers, units).into_iter().map(power).collect()
}

/// A level of availability, for programs.
#[derive(Debug, Serialize)]
pub struct NinesRecord {
    availability: &'static str,
    name: &'static str,
    downtime: BTreeMap<&'static str, Option<Record>>,
}

/// Levels of availability, for programs.
#[must_use]
pub fn nines_records(levels: &'static [Nines], units: &Units) -> Vec<NinesRecord> {
    let formatter = Formatter::new(units, true);
    let record = |answer: Option<Answer>| {
        let answer = answer?;
        let display = answer::result(&answer, &formatter).to_string();
        Some(Record::new(None, &answer, display, &formatter))
    };
    let level = |(level, downtimes): (&'static Nines, Vec<Option<Answer>>)| NinesRecord {
        availability: level.availability,
        name: level.name,
        downtime: PERIODS.into_iter().zip(downtimes.into_iter().map(record)).collect(),
    };
    calculated_nines(levels, units).into_iter().map(level).collect()
}

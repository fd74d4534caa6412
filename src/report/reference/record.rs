//! The field's numbers for programs: one object for each row of a table.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::analysis::figures::{calculated_nines, calculated_powers, values};
use crate::model::Answer;
use crate::quantity::display::Formatter;
use crate::quantity::unit::Units;
use crate::reference::{Entry, Figure, Nines, PERIODS, Power, Source, TABLES, Table};
use crate::report::answer;
use crate::report::json::AnswerRecord;

/// A table in the list of tables, for programs.
#[derive(Debug, Serialize)]
pub struct ReferenceRecord {
    name: &'static str,
    title: &'static str,
    about: &'static str,
    rows: usize,
}

/// The list of tables, for programs.
#[must_use]
pub fn overview_records() -> Vec<ReferenceRecord> {
    let record = |table: &&'static Table| ReferenceRecord {
        name: table.name,
        title: table.title,
        about: table.about,
        rows: table.len(),
    };
    TABLES.iter().map(record).collect()
}

/// A figure of a table, for programs; its name is what finds it again.
#[derive(Debug, Serialize)]
pub struct FigureRecord {
    #[serde(flatten)]
    value: Option<AnswerRecord>,
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
    let answers = values(units, rows.iter().map(|(_, figure)| figure.value.to_owned()));
    let record = |(&(entry, figure), answer): (&(&'static Entry, &'static Figure), Option<Answer>)| {
        let name = format!("{}.{}.{}", about.name, entry.name, figure.source.key);
        let value = |answer: Answer| {
            let display = answer::assumption(&answer, &formatter).plain();
            AnswerRecord::new(Some(&name), &answer, display, &formatter)
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
    value: Option<AnswerRecord>,
    power: u32,
    bytes: Option<AnswerRecord>,
    binary: &'static str,
    spoken: Option<SpokenRecord>,
}

#[derive(Debug, Serialize)]
struct SpokenRecord {
    number: Option<&'static str>,
    bytes: &'static str,
    error: Option<AnswerRecord>,
    source: SourceRecord,
}

/// Powers of two, for programs.
#[must_use]
pub fn power_records(powers: &'static [Power], units: &Units) -> Vec<PowerRecord> {
    let formatter = Formatter::new(units, true);
    let record = |answer| result(answer, &formatter);
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
    downtime: BTreeMap<&'static str, Option<AnswerRecord>>,
}

/// Levels of availability, for programs.
#[must_use]
pub fn nines_records(levels: &'static [Nines], units: &Units) -> Vec<NinesRecord> {
    let formatter = Formatter::new(units, true);
    let record = |answer| result(answer, &formatter);
    let level = |(level, downtimes): (&'static Nines, Vec<Option<Answer>>)| NinesRecord {
        availability: level.availability,
        name: level.name,
        downtime: PERIODS.into_iter().zip(downtimes.into_iter().map(record)).collect(),
    };
    calculated_nines(levels, units).into_iter().map(level).collect()
}

fn result(answer: Option<Answer>, formatter: &Formatter) -> Option<AnswerRecord> {
    let answer = answer?;
    let display = answer::result(&answer, formatter).to_string();
    Some(AnswerRecord::new(None, &answer, display, formatter))
}

//! Real systems beside what presets predict of them, with the ratio of the two.

use serde::Serialize;

use super::answer::{cell, result};
use super::json::AnswerRecord;
use crate::analysis::calibrate::Calibration;
use crate::document::{Cell, Column, Document, Kind as Is, Table};
use crate::model::Answer;
use crate::quantity::display::Formatter;
use crate::quantity::number::significant;

/// All systems, a table each.
#[must_use]
pub fn document(calibrations: &[Calibration]) -> Document {
    let mut document = Document::default();
    for Calibration { system, units, figures } in calibrations {
        let formatter = Formatter::new(units, false);
        document.section(format!("{} {}, by the rules of `{}`", system.name, system.year, system.preset));
        let rows = system.rows.iter().zip(figures).map(|(row, figure)| {
            let shown = |answer| cell(answer, result(answer, &formatter), &formatter);
            let ratio = format!("{}x", significant(figure.ratio(), 2));
            let [predicted, real] = [&figure.predicted, &figure.real].map(shown);
            vec![row.label.as_str().into(), predicted, real, Cell::text(ratio), row.note.as_str().into()]
        });
        let columns = [
            Column::new("", Is::Label),
            Column::new("predicted", Is::Quantity),
            Column::new("really", Is::Quantity),
            Column::new("ratio", Is::Quantity),
            Column::new("", Is::Prose),
        ];
        document.table(Table::new(columns).rows(rows));
        if !system.set.is_empty() {
            document.note(format!("Given: {}", system.set.join("; ")));
        }
        document.note(format!("Source: {}", system.source));
    }
    document
}

/// A figure of a real system beside what is predicted of it, for programs.
#[derive(Debug, Serialize)]
pub struct CalibrationRecord {
    system: String,
    year: u16,
    preset: String,
    label: String,
    predicted: String,
    real: String,
    ratio: f64,
    source: String,
    answers: SidesRecord,
}

/// The two sides of a figure.
#[derive(Debug, Serialize)]
struct SidesRecord {
    predicted: AnswerRecord,
    real: AnswerRecord,
}

/// All figures, for programs.
#[must_use]
pub fn records(calibrations: &[Calibration]) -> Vec<CalibrationRecord> {
    let mut records = Vec::new();
    for Calibration { system, units, figures } in calibrations {
        let formatter = Formatter::new(units, false);
        let shown = |answer: &Answer| result(answer, &formatter).plain();
        let record = |answer: &Answer| AnswerRecord::new(None, answer, shown(answer), &formatter);
        records.extend(system.rows.iter().zip(figures).map(|(row, figure)| CalibrationRecord {
            system: system.name.clone(),
            year: system.year,
            preset: system.preset.clone(),
            label: row.label.clone(),
            predicted: shown(&figure.predicted),
            real: shown(&figure.real),
            ratio: figure.ratio(),
            source: system.source.clone(),
            answers: SidesRecord { predicted: record(&figure.predicted), real: record(&figure.real) },
        }));
    }
    records
}

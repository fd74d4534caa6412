//! Real systems beside what presets predict of them, with the ratio of the two.

use std::fmt::Write;

use serde::Serialize;

use super::answer::result;
use super::style::{HEADING, REMARK};
use super::table::{Column, paragraph, table};
use crate::analysis::calibrate::Calibration;
use crate::quantity::display::Formatter;
use crate::quantity::number::significant;

/// All systems, a table each.
#[must_use]
pub fn render(calibrations: &[Calibration], width: usize) -> String {
    let mut text = String::new();
    for Calibration { system, units, figures } in calibrations {
        if !text.is_empty() {
            text.push('\n');
        }
        let formatter = Formatter::new(units, false);
        let title = format!("{} {}, by the rules of `{}`", system.name, system.year, system.preset);
        let _ = writeln!(text, "{HEADING}{}{HEADING:#}", paragraph(&title, width).trim_end());
        let rows: Vec<_> = system
            .rows
            .iter()
            .zip(figures)
            .map(|(row, figure)| {
                let [predicted, real] = [&figure.predicted, &figure.real].map(|answer| result(answer, &formatter));
                let ratio = format!("{}x", significant(figure.ratio(), 2));
                vec![row.label.clone(), predicted.plain(), real.plain(), ratio, row.note.clone()]
            })
            .collect();
        let columns = [
            ("", Column::Label),
            ("predicted", Column::Quantity),
            ("really", Column::Quantity),
            ("ratio", Column::Quantity),
            ("", Column::Prose),
        ];
        text += &table(&columns, &rows, width);
        let load = (!system.set.is_empty()).then(|| format!("Given: {}", system.set.join("; ")));
        for line in load.into_iter().chain([format!("Source: {}", system.source)]) {
            let _ = write!(text, "{REMARK}{}{REMARK:#}", paragraph(&line, width));
        }
    }
    text
}

/// A figure, for programs.
#[derive(Debug, Serialize)]
pub struct FigureRecord {
    system: String,
    year: u16,
    preset: String,
    label: String,
    predicted: String,
    real: String,
    ratio: f64,
    source: String,
}

/// All figures, for programs.
#[must_use]
pub fn records(calibrations: &[Calibration]) -> Vec<FigureRecord> {
    let mut records = Vec::new();
    for Calibration { system, units, figures } in calibrations {
        let formatter = Formatter::new(units, false);
        records.extend(system.rows.iter().zip(figures).map(|(row, figure)| FigureRecord {
            system: system.name.clone(),
            year: system.year,
            preset: system.preset.clone(),
            label: row.label.clone(),
            predicted: result(&figure.predicted, &formatter).plain(),
            real: result(&figure.real, &formatter).plain(),
            ratio: figure.ratio(),
            source: system.source.clone(),
        }));
    }
    records
}

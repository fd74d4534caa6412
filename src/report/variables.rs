//! What is defined in a session: assumptions and estimates with what they measure and why, functions, counted things.

use std::fmt::Write;

use super::answer;
use super::scenario::conventions;
use super::style::{HEADING, REMARK};
use super::table::{Column, paragraph, table};
use crate::model::{Answers, EquationId, Kind};
use crate::preset::Preset;
use crate::quantity::conventions::Conventions;
use crate::quantity::display::Formatter;

/// The tables of all definitions; empty if there are none. `waits` says what a definition without a result waits for.
#[must_use]
pub fn render(
    preset: &Preset,
    answers: &Answers,
    waits: &dyn Fn(EquationId) -> Option<String>,
    formatter: &Formatter,
    width: usize,
) -> String {
    let mut text = String::new();
    for (heading, ids) in [("Assumptions", &preset.assumptions), ("Estimates", &preset.estimates)] {
        if ids.is_empty() {
            continue;
        }
        let rows: Vec<_> = ids.iter().map(|&id| row(preset, answers, waits, formatter, id)).collect();
        let columns = [
            ("", Column::Label),
            ("value", Column::Number),
            ("", Column::Unit),
            ("90% of cases", Column::Label),
            ("measures", Column::Label),
            ("why", Column::Prose),
        ];
        let _ = write!(text, "{HEADING}{heading}{HEADING:#}\n{}\n", table(&columns, &rows, width));
    }
    let functions = preset.model.functions();
    if !functions.is_empty() {
        let _ = writeln!(text, "{HEADING}Functions{HEADING:#}");
        for function in functions {
            text += &paragraph(&function.text, width);
        }
        text.push('\n');
    }
    let nouns = formatter.units.nouns.declared();
    if !nouns.is_empty() {
        let nouns: Vec<_> = nouns.iter().map(|noun| &*noun.plural).collect();
        text += &paragraph(&format!("Counted: {}", nouns.join(", ")), width);
    }
    if formatter.units.conventions != Conventions::default() {
        let conventions = format!("Conventions: {}", conventions(&formatter.units.conventions));
        let _ = write!(text, "{REMARK}{}{REMARK:#}", paragraph(&conventions, width));
    }
    text.truncate(text.trim_end().len());
    if text.is_empty() { text } else { text + "\n" }
}

fn row(
    preset: &Preset,
    answers: &Answers,
    waits: &dyn Fn(EquationId) -> Option<String>,
    formatter: &Formatter,
    id: EquationId,
) -> Vec<String> {
    let equation = &preset.model.equations()[id.index()];
    let name = equation.name.as_ref().map_or(String::new(), |name| name.name.to_string());
    let why = equation.why.clone().unwrap_or_default();
    let Some(found) = answers.get(id) else {
        return vec![name, "–".to_owned(), String::new(), String::new(), waits(id).unwrap_or_default(), why];
    };
    let shown = answer::assumption(found, formatter);
    let measures = match &found.kind {
        Kind::Condition => "true or false".to_owned(),
        Kind::Quantity(quantity) => formatter.units.describe(&quantity.dimension),
    };
    let range = answer::range(found, formatter);
    let range = range.map_or_else(String::new, |(low, high)| answer::span(&low, &high, &shown));
    vec![name, shown.number, shown.unit, range, measures, why]
}

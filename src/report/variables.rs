//! What is defined in a session: assumptions and estimates with what they measure and why, functions, counted things.

use super::answer;
use super::scenario::conventions;
use crate::document::{Cell, Column, Document, Kind as Is, Table};
use crate::model::{Answers, EquationId, Kind};
use crate::preset::Preset;
use crate::quantity::conventions::Conventions;
use crate::quantity::display::Formatter;

/// The tables of all definitions; empty if there are none. `waits` says what a definition without a result waits for.
#[must_use]
pub fn document(
    preset: &Preset,
    answers: &Answers,
    waits: &dyn Fn(EquationId) -> Option<String>,
    formatter: &Formatter,
) -> Document {
    let mut document = Document::default();
    for (heading, ids) in [("Assumptions", &preset.assumptions), ("Estimates", &preset.estimates)] {
        if ids.is_empty() {
            continue;
        }
        let columns = [
            Column::new("", Is::Label),
            Column::new("value", Is::Value),
            Column::new("90% of cases", Is::Label),
            Column::new("measures", Is::Label),
            Column::new("why", Is::Prose),
        ];
        document.section(heading);
        document.table(Table::new(columns).rows(ids.iter().map(|&id| row(preset, answers, waits, formatter, id))));
    }
    let functions = preset.model.functions();
    if !functions.is_empty() {
        document.section("Functions");
        for function in functions {
            document.paragraph(&*function.text);
        }
    }
    let nouns = formatter.units.nouns.declared();
    if !nouns.is_empty() {
        let nouns: Vec<_> = nouns.iter().map(|noun| &*noun.plural).collect();
        document.gap();
        document.paragraph(format!("Counted: {}", nouns.join(", ")));
    }
    if formatter.units.conventions != Conventions::default() {
        if nouns.is_empty() {
            document.gap();
        }
        document.note(format!("Conventions: {}", conventions(&formatter.units.conventions)));
    }
    document
}

fn row(
    preset: &Preset,
    answers: &Answers,
    waits: &dyn Fn(EquationId) -> Option<String>,
    formatter: &Formatter,
    id: EquationId,
) -> Vec<Cell> {
    let equation = &preset.model.equations()[id.index()];
    let name = Cell::text(equation.name.as_ref().map_or("", |name| name.name.as_str()));
    let why = Cell::text(equation.why.as_deref().unwrap_or_default());
    let Some(found) = answers.get(id) else {
        return vec![name, "–".into(), Cell::Empty, waits(id).unwrap_or_default().into(), why];
    };
    let shown = answer::assumption(found, formatter);
    let measures = match &found.kind {
        Kind::Condition => "true or false".to_owned(),
        Kind::Quantity(quantity) => formatter.units.describe(&quantity.dimension),
    };
    let range = answer::stated_range(found, &shown, formatter);
    vec![name, answer::cell(found, shown, formatter), range, measures.into(), why]
}

//! What is defined in a session: assumptions and estimates with what they measure and why, functions, counted things.

use serde::Serialize;

use super::answer;
use super::json::AnswerRecord;
use super::scenario::conventions;
use crate::document::{Cell, Column, Document, Kind as Is, Table};
use crate::model::{Answers, EquationId};
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
    let measures = found.kind.describe(formatter.units);
    let range = answer::stated_range(found, &shown, formatter);
    vec![name, answer::cell(found, shown, formatter), range, measures.into(), why]
}

/// All definitions, for programs.
#[derive(Debug, Serialize)]
pub struct VariablesRecord {
    assumptions: Vec<AnswerRecord>,
    estimates: Vec<AnswerRecord>,
    functions: Vec<String>,
}

impl VariablesRecord {
    /// The object for a model and its results; what has none is left out.
    #[must_use]
    pub fn new(preset: &Preset, answers: &Answers, formatter: &Formatter) -> Self {
        let record = |&id: &EquationId| {
            let equation = &preset.model.equations()[id.index()];
            let name = equation.name.as_ref().map(|name| name.name.as_str());
            let answer = answers.get(id)?;
            let record = AnswerRecord::new(name, answer, answer::assumption(answer, formatter).plain(), formatter);
            Some(record.because(equation.why.as_deref()))
        };
        Self {
            assumptions: preset.assumptions.iter().filter_map(record).collect(),
            estimates: preset.estimates.iter().filter_map(record).collect(),
            functions: preset.model.functions().iter().map(|function| function.text.to_string()).collect(),
        }
    }
}

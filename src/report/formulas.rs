//! The field's formulas as a person reads them: the list by subject, and one with its arguments, domain and source.
//! What they say is their own documentation.

use crate::document::{Block, Document};
use crate::formulas::{Formula, Parameter, SUBJECTS};
use crate::quantity::dimension::Dimension;
use crate::quantity::display::{Formatter, Preference};
use serde::Serialize;

/// `peak_rate(average, factor = 2)`
#[must_use]
pub fn signature(formula: &Formula, formatter: &Formatter) -> String {
    let one = |parameter: &Parameter| match parameter.default {
        Some(value) => {
            let dimension = Dimension::from_exponents(parameter.exponents);
            let shown = formatter.show(value, &dimension, &Preference::default()).plain();
            // What is counted is for the caller to say.
            format!("{} = {}", parameter.name, shown.replace(" things", "").replace("/thing", ""))
        }
        None => parameter.name.to_owned(),
    };
    let more = if formula.repeated > 0 { ", …" } else { "" };
    format!("{}({}{more})", formula.name, formula.parameters.iter().map(one).collect::<Vec<_>>().join(", "))
}

/// The documentation of a formula, a line for each paragraph.
#[must_use]
pub fn explained(formula: &Formula) -> String {
    let mut paragraphs = vec![String::new()];
    for line in formula.documentation.lines().map(str::trim) {
        if line.is_empty() {
            paragraphs.push(String::new());
            continue;
        }
        let last = paragraphs.last_mut().expect("there is one from the start");
        match line {
            "# Errors" => "Errors:".clone_into(last),
            _ if last.is_empty() => line.clone_into(last),
            _ => last.extend([" ", line]),
        }
    }
    paragraphs.retain(|paragraph| !paragraph.is_empty());
    paragraphs.join("\n")
}

/// One formula with its arguments, domain and source.
#[must_use]
pub fn one(formula: &Formula, formatter: &Formatter) -> Document {
    let mut document = Document::default();
    document.heading(signature(formula, formatter));
    for line in explained(formula).lines() {
        document.gap();
        document.paragraph(line);
    }
    document
}

/// The list of all formulas by subject.
#[must_use]
pub fn overview(formatter: &Formatter) -> Document {
    let mut document = Document::default();
    for (subject, formulas) in SUBJECTS {
        let mut title = (*subject).to_owned();
        title[..1].make_ascii_uppercase();
        document.section(title);
        let term = |formula: &&Formula| (signature(formula, formatter), formula.about().to_owned());
        document.push(Block::Terms(formulas.iter().map(term).collect()));
    }
    document
}

/// A formula, for programs.
#[derive(Debug, Serialize)]
pub struct FormulaRecord {
    name: &'static str,
    subject: &'static str,
    signature: String,
    about: &'static str,
    documentation: String,
}

/// Formulas, for programs: all, or the one of a name.
#[must_use]
pub fn records(name: Option<&str>, formatter: &Formatter) -> Vec<FormulaRecord> {
    let all = SUBJECTS.iter().flat_map(|(subject, formulas)| formulas.iter().map(move |formula| (*subject, *formula)));
    let wanted = all.filter(|(_, formula)| name.is_none_or(|name| name == formula.name));
    let record = |(subject, formula): (&'static str, &'static Formula)| FormulaRecord {
        name: formula.name,
        subject,
        signature: signature(formula, formatter),
        about: formula.about(),
        documentation: explained(formula),
    };
    wanted.map(record).collect()
}

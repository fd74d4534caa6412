//! The field's formulas as a person reads them: the list by subject, and one with its arguments, domain and source.
//! What they say is their own documentation.

use std::fmt::Write;

use super::style::HEADING;
use super::table::paragraph;
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
pub fn one(formula: &Formula, formatter: &Formatter, width: usize) -> String {
    let mut text = format!("{HEADING}{}{HEADING:#}\n", paragraph(&signature(formula, formatter), width).trim_end());
    for line in explained(formula).lines() {
        let _ = write!(text, "\n{}", paragraph(line, width));
    }
    text
}

/// The list of all formulas by subject.
#[must_use]
pub fn overview(formatter: &Formatter, width: usize) -> String {
    const INDENT: usize = 4;
    let mut text = String::new();
    for (subject, formulas) in SUBJECTS {
        if !text.is_empty() {
            text.push('\n');
        }
        let mut title = (*subject).to_owned();
        title[..1].make_ascii_uppercase();
        let _ = writeln!(text, "{HEADING}{title}{HEADING:#}");
        for formula in *formulas {
            text += &paragraph(&signature(formula, formatter), width);
            for line in paragraph(formula.about(), width.saturating_sub(INDENT)).lines() {
                let _ = writeln!(text, "{:INDENT$}{line}", "");
            }
        }
    }
    text
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

//! Two states of a model side by side, or two models: which results differ, by what ratio, and which definitions.
//! What is compared has been calculated already; how it is shown is for the reports.

use std::collections::HashSet;

use crate::model::{Answer, Defined, Definition, Model};
use crate::quantity::dimension::Exponent;
use crate::quantity::noun::{cancel_kinds, parent};
use crate::quantity::unit::Units;

/// One of the models that are compared.
#[derive(Debug, Clone, Copy)]
pub struct Side<'a> {
    /// What it is called.
    pub name: &'a str,
    /// What was changed to get it from the base, as written.
    pub settings: &'a [String],
    /// Its definitions.
    pub model: &'a Model,
    /// For each equation of the model its result, if it has one.
    pub answers: &'a [Option<Answer>],
}

/// How a result differs from the one in the base.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Difference {
    /// Not at all.
    Same,
    /// By a finite factor.
    Ratio(f64),
    /// It was nothing before, so that there is no factor.
    FromNothing,
    /// A condition that holds in one and not in the other.
    Turned,
    /// They measure different things.
    Incomparable,
    /// One of the two has no result.
    Unknown,
}

impl Difference {
    /// How large it is: the logarithm of the ratio up or down; what has no ratio comes after what has one.
    fn size(self) -> f64 {
        match self {
            Self::FromNothing => f64::INFINITY,
            Self::Ratio(ratio) => ratio.abs().ln().abs(),
            Self::Turned => -1.0,
            Self::Incomparable => -2.0,
            Self::Unknown => -3.0,
            Self::Same => -4.0,
        }
    }
}

/// The result of a name in one of the variants.
#[derive(Debug, Clone)]
pub struct Cell {
    /// The result, if it has one.
    pub answer: Option<Answer>,
    /// How it differs from that of the base.
    pub difference: Difference,
}

/// A name whose results differ.
#[derive(Debug, Clone)]
pub struct Row {
    /// The name.
    pub name: String,
    /// Its result in the base, if it has one.
    pub base: Option<Answer>,
    /// Its results in the variants, in their order.
    pub cells: Vec<Cell>,
}

/// A base and its variants.
#[derive(Debug, Clone)]
pub struct Comparison<'a> {
    /// What the others are compared with.
    pub base: Side<'a>,
    /// The others.
    pub variants: Vec<Side<'a>>,
    /// What is defined in all of them and not the same, the largest difference first.
    pub rows: Vec<Row>,
    /// How many names have the same result in all of them.
    pub unchanged: usize,
    /// For the base and then for each variant, the names that not all of them define.
    pub only: Vec<Vec<String>>,
}

impl<'a> Comparison<'a> {
    /// The base and then the variants.
    pub fn sides(&self) -> impl Iterator<Item = Side<'a>> {
        std::iter::once(self.base).chain(self.variants.iter().copied())
    }
}

/// Compares variants with a base, name by name.
#[must_use]
pub fn compare<'a>(base: Side<'a>, variants: Vec<Side<'a>>) -> Comparison<'a> {
    let sides: Vec<Side> = std::iter::once(base).chain(variants.iter().copied()).collect();
    let is_common = |name: &str| sides.iter().all(|side| side.model.find(name).is_some());
    let mut rows: Vec<Row> = Vec::new();
    let mut unchanged = 0;
    for name in base.model.names().filter(|name| is_common(name)) {
        let before = base.answer(name);
        let cell = |variant: &Side| {
            let answer = variant.answer(name);
            Cell { difference: difference((&base, before), (variant, answer)), answer: answer.cloned() }
        };
        let cells: Vec<Cell> = variants.iter().map(cell).collect();
        if cells.iter().all(|cell| cell.difference == Difference::Same) {
            unchanged += 1;
        } else {
            rows.push(Row { name: name.to_owned(), base: before.cloned(), cells });
        }
    }
    let size = |row: &Row| row.cells.iter().map(|cell| cell.difference.size()).fold(f64::NEG_INFINITY, f64::max);
    rows.sort_by(|one, other| size(other).total_cmp(&size(one)));
    let only = |side: &Side| side.model.names().filter(|name| !is_common(name)).map(str::to_owned).collect();
    let only = sides.iter().map(only).collect();
    Comparison { base, variants, rows, unchanged, only }
}

impl<'a> Side<'a> {
    fn answer(&self, name: &str) -> Option<&'a Answer> {
        self.answers.get(self.model.find(name)?.index())?.as_ref()
    }
}

fn difference(before: (&Side, Option<&Answer>), after: (&Side, Option<&Answer>)) -> Difference {
    let ((base, before), (variant, after)) = (before, after);
    let (before, after) = match (before, after) {
        (Some(before), Some(after)) => (before, after),
        (None, None) => return Difference::Same,
        _ => return Difference::Unknown,
    };
    let [was, is] = [(base, before), (variant, after)].map(|(side, answer)| measured(answer, &side.model.units));
    match (was, is) {
        (None, None) if before.value == after.value => Difference::Same,
        (None, None) => Difference::Turned,
        (was, is) if was != is => Difference::Incomparable,
        _ if !before.value.is_finite() || !after.value.is_finite() => Difference::Unknown,
        _ => change(before.value, after.value, doubt(before).max(doubt(after))),
    }
}

/// How two numbers of one kind differ; those closer than `doubt`, relative to their size, are the same.
fn change(before: f64, after: f64, doubt: f64) -> Difference {
    if (after - before).abs() <= doubt * before.abs().max(after.abs()) {
        return Difference::Same;
    }
    let ratio = after / before;
    if ratio.is_finite() { Difference::Ratio(ratio) } else { Difference::FromNothing }
}

/// Differences that say nothing: rounding, and where the number is the median of samples, that they are others.
fn doubt(answer: &Answer) -> f64 {
    const ROUNDING: f64 = 1e-12;
    const SAMPLED: f64 = 5e-3;
    let is_sampled = answer.spread.as_ref().is_some_and(|spread| !spread.is_exact()) && !answer.is_stated;
    if is_sampled { SAMPLED } else { ROUNDING }
}

/// What a result measures, by names that mean the same in every model: the bases of a counted thing have other numbers
/// in each. Reads count as requests. `None` for a condition.
fn measured(answer: &Answer, units: &Units) -> Option<Vec<(String, Exponent)>> {
    let dimension = cancel_kinds(answer.dimension()?);
    let named = dimension.terms().iter().map(|&(base, exponent)| {
        let general = parent(base).unwrap_or(base);
        (units.nouns.name(general).to_owned(), exponent)
    });
    let mut terms: Vec<(String, Exponent)> = named.collect();
    terms.sort_by(|one, other| one.0.cmp(&other.0));
    Some(terms)
}

/// A definition that is not written as it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rewritten {
    /// What it defines.
    pub name: String,
    /// What it was; `None` if it is new.
    pub before: Option<String>,
    /// What it is; `None` if it is gone.
    pub after: Option<String>,
}

/// The definitions of values and functions that are not written the same in two models.
#[must_use]
pub fn rewritten(before: &Model, after: &Model) -> Vec<Rewritten> {
    let mut names: Vec<Defined> = defined(before);
    let known: HashSet<Defined> = names.iter().cloned().collect();
    names.extend(defined(after).into_iter().filter(|name| !known.contains(name)));
    let changed = names.into_iter().filter_map(|name| {
        let [was, is] = [before, after].map(|model| model.definition(&name).map(|definition| written(&definition)));
        (was != is).then(|| Rewritten { name: name.name().to_string(), before: was, after: is })
    });
    changed.collect()
}

fn defined(model: &Model) -> Vec<Defined> {
    let values =
        model.equations().iter().filter_map(|equation| Some(Defined::Value(equation.name.as_ref()?.name.clone())));
    let functions = model.functions().into_iter().map(|function| Defined::Function(function.name.name.clone()));
    values.chain(functions).collect()
}

fn written(definition: &Definition) -> String {
    match definition {
        Definition::Function(function) => function.text.to_string(),
        Definition::Value(equation) => {
            let range = equation.range.as_ref().map(|range| format!(" (range {})", range.text()));
            equation.body.text().to_owned() + &range.unwrap_or_default()
        }
    }
}

//! A sweep: estimates over many values of one assumption, or over a grid of two.
//! How the model is run again is in `vary`, how a sweep is shown in `report::sweep`.

use std::ops::RangeInclusive;
use std::sync::Arc;

use super::vary::{Results, Varied};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{Answer, Answers, EquationId, Kind, Model, Quantity};
use crate::quantity::conversion::sum;
use crate::quantity::number::grouped;
use crate::quantity::unit::UnitProduct;
use crate::syntax::tree::Expression;

/// How many steps an assumption may take.
pub const STEPS: RangeInclusive<usize> = 2..=10_000;
/// How many cells a grid may have.
pub const CELLS: usize = 10_000;

/// A definition that is to take many values, and between which.
#[derive(Debug, Clone, Copy)]
pub struct Axis {
    /// The definition.
    pub id: EquationId,
    /// The expressions of its first and its last value.
    pub ends: [EquationId; 2],
    /// How many values it takes, both ends among them.
    pub steps: usize,
}

/// Estimates over the values of one or two assumptions.
#[derive(Debug, Clone)]
pub struct Sweep {
    /// The values of the assumptions, one or two.
    pub inputs: Vec<Results>,
    /// Whether the steps are equal ratios rather than equal differences.
    pub is_log: bool,
    /// The estimates. Those of a grid run through the values of the second input for each value of the first.
    pub results: Vec<Results>,
    /// Whether a range that is not swept has to do with the estimates.
    pub is_uncertain: bool,
}

/// Whether an assumption may take so many values.
///
/// # Errors
/// Too few or too many.
pub fn check_steps(steps: usize) -> Result<(), Diagnostic> {
    if steps < *STEPS.start() {
        return Err(Diagnostic::error("a sweep needs at least two steps: its ends").help("write `--steps 10`"));
    }
    if steps > *STEPS.end() {
        let most = grouped(&STEPS.end().to_string());
        return Err(Diagnostic::error(format!("a sweep has at most {most} steps"))
            .help("take fewer, and sweep again between those that matter"));
    }
    Ok(())
}

/// The two ends of `A..B`, as they are written.
#[must_use]
pub fn ends(text: &str) -> Option<[&str; 2]> {
    let (from, to) = text.split_once("..")?;
    let ends = [from, to].map(str::trim);
    ends.iter().all(|end| !end.is_empty()).then_some(ends)
}

/// Adds the ends of an axis to the model.
///
/// # Errors
/// An end that cannot be added.
pub fn axis(model: &mut Model, id: EquationId, ends: [Expression; 2], steps: usize) -> Result<Axis, Diagnostic> {
    let [from, to] = ends;
    Ok(Axis { id, ends: [model.ask(from)?, model.ask(to)?], steps })
}

/// Evaluates estimates at every step of one or two axes.
///
/// # Errors
/// An end that measures something else than its assumption, two equal ends, one that has no logarithm where the steps
/// are to be equal ratios, or a grid that is too large.
pub fn sweep(
    model: &Model,
    varied: &Varied,
    axes: &[Axis],
    is_log: bool,
    shown: &[EquationId],
) -> Result<Sweep, Diagnostics> {
    let mut inputs = Vec::with_capacity(axes.len());
    let mut problems = Diagnostics::default();
    for axis in axes {
        match input(model, &varied.answers, axis, is_log) {
            Ok(input) => inputs.push(input),
            Err(problem) => problems.push(problem),
        }
    }
    let cells = axes.iter().map(|axis| axis.steps).product::<usize>();
    if cells > CELLS {
        let problem = Diagnostic::error(format!(
            "a grid of {} cells is larger than {}",
            grouped(&cells.to_string()),
            grouped(&CELLS.to_string())
        ));
        problems.push(problem.help("take fewer steps: `--steps 20,10` are rows and columns"));
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let given = match inputs.as_slice() {
        [rows, columns] => {
            let across = columns.values.len();
            let first = rows.values.iter().flat_map(|&value| std::iter::repeat_n(value, across)).collect();
            vec![first, columns.values.repeat(rows.values.len())]
        }
        _ => inputs.iter().map(|input| input.values.clone()).collect(),
    };
    let results = varied.results(model, &given, shown, 1);
    let is_uncertain = shown.iter().any(|&id| varied.is_uncertain(id));
    Ok(Sweep { inputs, is_log, results, is_uncertain })
}

/// The values that an assumption takes.
fn input(model: &Model, answers: &Answers, axis: &Axis, is_log: bool) -> Result<Results, Diagnostic> {
    let name = model.equations()[axis.id.index()].name.as_ref().map_or("", |name| name.name.as_str());
    let Some(swept) = answers.get(axis.id).and_then(Answer::as_quantity) else {
        return Err(Diagnostic::error(format!("`{name}` is true or false, and has no values between two ends")));
    };
    let unit = unit(answers, axis, swept);
    let [from, to] = [0, 1].map(|end| value(model, answers, (axis.ends[end], name), swept, unit.as_deref()));
    let (mut from, mut to) = (from?, to?);
    if swept.preference.percent {
        // Bare numbers are percentages, as the assumption is one, unless both could be shares.
        let is_bare = axis.ends.map(|end| answers.get(end).is_some_and(is_bare));
        let are_shares = [from, to].iter().all(|end| (0.0..=1.0).contains(end));
        for (end, is_bare) in [&mut from, &mut to].into_iter().zip(is_bare) {
            *end *= if is_bare && !are_shares { PERCENT } else { 1.0 };
        }
    }
    let bodies = axis.ends.map(|id| &model.equations()[id.index()].body);
    if from == to {
        return Err(Diagnostic::error(format!("`{name}` would have the same value at every step"))
            .at(bodies[1].span(), format!("the same as `{}`", bodies[0].text()))
            .help("give two ends that differ: `10M..1bn`"));
    }
    if is_log && let Some(end) = [from, to].iter().position(|&end| end <= 0.0) {
        return Err(Diagnostic::error("a logarithmic sweep needs two positive ends")
            .at(bodies[end].span(), "not positive")
            .help("leave the logarithmic steps out, or start a little above zero"));
    }
    let last = (axis.steps - 1) as f64;
    let at = |step: usize| match step as f64 / last {
        0.0 => from,
        1.0 => to,
        share if is_log => (from.ln() + (to.ln() - from.ln()) * share).exp(),
        share => from * (1.0 - share) + to * share,
    };
    let mut quantity = swept.clone();
    quantity.written = unit;
    let values = (0..axis.steps).map(at).collect();
    Ok(Results { name: name.to_owned(), kind: Kind::Quantity(quantity), values })
}

/// What a number is multiplied by that is a percentage.
const PERCENT: f64 = 0.01;

/// Whether a value is a number without a unit, and no percentage.
fn is_bare(answer: &Answer) -> bool {
    answer.as_quantity().is_some_and(|quantity| {
        quantity.dimension.is_none() && !quantity.preference.percent && quantity.written.is_none()
    })
}

/// The unit that an assumption is written in; if it has none, the one of an end.
fn unit(answers: &Answers, axis: &Axis, swept: &Quantity) -> Option<Arc<UnitProduct>> {
    let of_end = |id: EquationId| {
        let end = answers.get(id)?.as_quantity()?;
        sum(&swept.dimension, &end.dimension).and_then(|_| end.written.clone())
    };
    let own = swept.written.clone().or_else(|| swept.preference.asked.clone());
    own.or_else(|| axis.ends.into_iter().find_map(of_end))
}

/// The value of an end in base units. A bare number takes the unit of the assumption.
fn value(
    model: &Model,
    answers: &Answers,
    (id, name): (EquationId, &str),
    swept: &Quantity,
    unit: Option<&UnitProduct>,
) -> Result<f64, Diagnostic> {
    let body = &model.equations()[id.index()].body;
    let measured = model.units.describe(&swept.dimension);
    let different = |is: String| {
        Diagnostic::error(format!("`{name}` is {measured}, not {is}")).at(body.span(), format!("this is {is}"))
    };
    let Some(answer) = answers.get(id) else { return Err(different("without a result".to_owned())) };
    let end = answer.as_quantity().ok_or_else(|| different("true or false".to_owned()))?;
    let value = match unit {
        _ if sum(&swept.dimension, &end.dimension).is_some() => answer.value,
        Some(unit) if end.dimension.is_none() => answer.value * unit.factor(),
        _ => {
            let is_billion = body.text().strip_suffix('B').is_some_and(|number| number.parse::<f64>().is_ok());
            let billion = is_billion.then(|| "a billion is `bn`: `B` is bytes".to_owned());
            let problem = different(model.units.describe(&end.dimension));
            return Err(problem.maybe_help(billion).help("give both ends in its unit"));
        }
    };
    let too_large = || Diagnostic::error("a number larger than any that can be calculated with").at(body.span(), "");
    Some(value).filter(|value| value.is_finite()).ok_or_else(too_large)
}

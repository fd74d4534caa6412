//! What an assumption may be for a condition to hold: the values are bracketed on a grid over many orders of magnitude
//! and each edge is narrowed down to the last digit, so that steps such as `ceil` makes are found as they are.

use super::vary::Varied;
use crate::diagnostic::Diagnostic;
use crate::engine::Slot;
use crate::model::{EquationId, Kind, Model, Sheet};

/// How many orders of magnitude to either side of its value an assumption is tried.
const DECADES: f64 = 9.0;
/// How many values are tried in each.
const DENSITY: usize = 60;
/// The same for conditions over probabilities, each of which takes many samples.
const COARSE: usize = 4;
/// How many times an edge is narrowed down, and into how many parts each time.
const ROUNDS: usize = 12;
const PARTS: usize = 32;

/// A stretch of values for which the condition holds. An end that is open goes on beyond all values that were tried.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stretch {
    /// The smallest value for which it holds; `None` if smaller ones were not tried.
    pub from: Option<f64>,
    /// The largest.
    pub to: Option<f64>,
}

/// For which values of an assumption a condition holds.
#[derive(Debug, Clone, PartialEq)]
pub struct Solution {
    /// The value that the model states, in base units.
    pub now: f64,
    /// Whether the condition holds for it.
    pub holds_now: bool,
    /// The smallest and the largest value that were tried.
    pub tried: (f64, f64),
    /// The stretches, from the smallest values to the largest; none if there is no answer.
    pub stretches: Vec<Stretch>,
    /// Whether the condition has anything to do with the assumption.
    pub depends: bool,
    /// The share of the tried values for which the condition has no result.
    pub undefined: f64,
}

/// Looks for the values of an assumption that varies for which a condition holds; edges are printable in so many digits.
///
/// # Errors
/// The condition is none, or the assumption is calculated or has no value to vary.
pub fn solve(
    model: &Model,
    varied: &Varied,
    (assumption, condition): (EquationId, EquationId),
    digits: usize,
) -> Result<Solution, Diagnostic> {
    let answers = &varied.answers;
    let body = |id: EquationId| &model.equations()[id.index()].body;
    let name = model.equations()[assumption.index()].name.as_ref().map_or("", |name| name.name.as_str());
    if !model.is_given(assumption) {
        return Err(Diagnostic::error(format!("`{name}` is calculated from others"))
            .at(body(assumption).span(), "not an assumption")
            .help("solve for one of the assumptions that it is calculated from"));
    }
    let target = answers.get(condition).filter(|answer| answer.kind == Kind::Condition).ok_or_else(|| {
        Diagnostic::error("a condition is wanted here")
            .at(body(condition).span(), "this is a value")
            .help("compare it with something: `servers <= 100 servers`")
    })?;
    let input = answers.get(assumption).filter(|answer| answer.kind != Kind::Condition).ok_or_else(|| {
        Diagnostic::error(format!("`{name}` has no value to vary"))
            .at(body(assumption).span(), "")
            .help("name an assumption that is a quantity")
    })?;
    let (sheet, target) = (&answers.sheet, target.slot);
    let holds = Holds { sheet, input: input.slot, target };
    let (is_share, unit) = match &input.kind {
        Kind::Quantity(quantity) => {
            (quantity.preference.percent, quantity.written.as_ref().map_or(1.0, |unit| unit.factor()))
        }
        Kind::Condition => (false, 1.0),
    };
    let grid = grid(input.value, is_share && (0.0..=1.0).contains(&input.value), holds.density());
    let found = holds.at(&grid);
    let undefined = found.iter().filter(|one| one.is_nan()).count() as f64 / found.len() as f64;
    let mut stretches = Vec::new();
    let mut open: Option<Stretch> = None;
    for (index, (&value, &one)) in grid.iter().zip(&found).enumerate() {
        match (one == 1.0, &open) {
            (true, None) => {
                let from = index.checked_sub(1).map(|before| holds.edge(value, grid[before]));
                open = Some(Stretch { from, to: None });
            }
            (false, Some(stretch)) => {
                stretches.push(Stretch { to: Some(holds.edge(grid[index - 1], value)), ..*stretch });
                open = None;
            }
            _ => {}
        }
    }
    stretches.extend(open);
    for end in stretches.iter_mut().flat_map(|one| [&mut one.from, &mut one.to]).flatten() {
        *end = holds.printable(*end, unit, digits);
    }
    Ok(Solution {
        now: input.value,
        holds_now: holds.at(&[input.value])[0] == 1.0,
        tried: (grid[0], grid[grid.len() - 1]),
        stretches,
        depends: varied.depends(condition),
        undefined,
    })
}

/// Values from small to large around the one that a model states.
fn grid(now: f64, is_share: bool, density: usize) -> Vec<f64> {
    let middle = if now == 0.0 { 1.0 } else { now.abs() };
    let steps = (2.0 * DECADES) as usize * density;
    let sizes = (0..=steps).map(|step| middle * 10_f64.powf(step as f64 / density as f64 - DECADES));
    let sizes: Vec<f64> = sizes.filter(|size| !is_share || *size < 1.0).collect();
    let mut grid: Vec<f64> = if now < 0.0 {
        sizes.iter().rev().map(|size| -size).collect()
    } else if is_share {
        sizes.into_iter().chain([1.0]).collect()
    } else {
        sizes
    };
    if now == 0.0 {
        grid.insert(0, 0.0);
    }
    grid
}

/// Whether a condition holds, for other values of an input.
struct Holds<'a> {
    sheet: &'a Sheet,
    input: Slot,
    target: Slot,
}

impl Holds<'_> {
    fn is_slow(&self) -> bool {
        self.sheet.plan.is_summarized(self.target)
    }

    fn density(&self) -> usize {
        if self.is_slow() { COARSE } else { DENSITY }
    }

    /// 1 where the condition holds, 0 where it does not, NaN where it has no result.
    fn at(&self, values: &[f64]) -> Vec<f64> {
        if self.is_slow() {
            return values
                .iter()
                .map(|&value| self.sheet.plan.evaluate_with(self.input, value).get(self.target))
                .collect();
        }
        let mut columns = self.sheet.columns(&[(self.input, values)], &[self.target], values.len());
        columns.pop().unwrap_or_default()
    }

    /// The value with so many digits in its unit that is nearest to an edge and for which the condition holds, so that
    /// what is printed can be trusted; the edge itself if there is none.
    fn printable(&self, edge: f64, unit: f64, digits: usize) -> f64 {
        let in_unit = edge / unit;
        let step = 10_f64.powf(in_unit.abs().log10().floor() + 1.0 - digits as f64);
        if !step.is_normal() {
            return edge;
        }
        let nearest = (in_unit / step).round();
        let near = [nearest, nearest - 1.0, nearest + 1.0].map(|steps| steps * step * unit);
        let found = self.at(&near);
        near.into_iter().zip(found).find(|one| one.1 == 1.0).map_or(edge, |one| one.0)
    }

    /// The last value on the way from one for which the condition holds to one for which it does not.
    fn edge(&self, mut inside: f64, mut outside: f64) -> f64 {
        let (rounds, parts) = if self.is_slow() { (20, 2) } else { (ROUNDS, PARTS) };
        for _ in 0..rounds {
            let step = (outside - inside) / parts as f64;
            let between: Vec<f64> = (1..parts).map(|part| inside + step * part as f64).collect();
            let last = self.at(&between).iter().take_while(|one| **one == 1.0).count();
            outside = if last < between.len() { between[last] } else { outside };
            inside = if last > 0 { between[last - 1] } else { inside };
        }
        inside
    }
}

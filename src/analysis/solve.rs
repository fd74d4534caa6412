//! What an assumption may be for a condition to hold: values over many orders of magnitude, closer ones where the condition
//! comes near to holding or where it is missed on two sides, and each edge to the last digit, so that steps such as `ceil`
//! makes are found as they are. An equation is a root.

use super::tried::{COARSE, DENSITY, grid, whole};
use super::vary::Varied;
use super::violation::Test;
use crate::diagnostic::Diagnostic;
use crate::engine::Slot;
use crate::model::{EquationId, Model, Sheet};

/// How many times an edge is narrowed down, and into how many parts each time.
const ROUNDS: usize = 12;
const PARTS: usize = 32;
/// Near 100%, a share has so many digits of its distance from there.
const OF_REST: usize = 2;

/// A stretch of values for which the condition holds. An end that is open goes on beyond all values that were tried.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stretch {
    /// The smallest value for which it holds; `None` if smaller ones were not tried.
    pub from: Option<f64>,
    /// The largest.
    pub to: Option<f64>,
    /// How many digits its ends need: more than were asked for where it is narrow.
    pub digits: usize,
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
    /// How many values were tried in each power of ten, before it looked closer.
    pub density: usize,
    /// The stretches, from the smallest values to the largest; none if there is no answer.
    pub stretches: Vec<Stretch>,
    /// Whether the condition has anything to do with the assumption.
    pub depends: bool,
    /// The share of the tried values for which the condition has no result.
    pub undefined: f64,
}

/// How many digits tell a value from its neighbours: `digits`, and near 100% as many as the distance from there needs.
#[must_use]
pub fn digits_of(value: f64, is_share: bool, digits: usize) -> usize {
    let rest = 1.0 - value;
    if !is_share || rest <= 0.0 || rest > 0.1 {
        return digits;
    }
    // Two digits before the point of the percentage, and those behind it.
    let behind = OF_REST as f64 - 1.0 - (rest * 100.0).log10().floor();
    digits.max(2 + behind.clamp(0.0, 13.0) as usize)
}

/// How many digits the ends of a stretch need, so that what is printed lies in it; of an equation, which holds within
/// rounding, no more than were asked for.
fn digits_between(stretch: Stretch, digits: usize) -> usize {
    const ROUNDING: f64 = 1e10;
    let (Some(from), Some(to)) = (stretch.from, stretch.to) else { return digits };
    let parts = from.abs().max(to.abs()) / (to - from).abs();
    if parts < ROUNDING { digits.max(parts.log10().ceil().max(0.0) as usize + 1) } else { digits }
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
    let (target, _) = answers.located(condition).filter(|(_, answer)| answer.is_condition()).ok_or_else(|| {
        Diagnostic::error("a condition is wanted here")
            .at(body(condition).span(), "this is a value")
            .help("compare it with something: `servers <= 100 servers`")
    })?;
    let (slot, input) = answers.located(assumption).filter(|(_, answer)| !answer.is_condition()).ok_or_else(|| {
        Diagnostic::error(format!("`{name}` has no value to vary"))
            .at(body(assumption).span(), "")
            .help("name an assumption that is a quantity")
    })?;
    let sheet = &answers.sheet;
    let test = Test::new(sheet, target);
    let quantity = input.as_quantity();
    let is_percent = quantity.is_some_and(|quantity| quantity.preference.percent);
    let unit = quantity.and_then(|quantity| quantity.written.as_ref()).map_or(1.0, |unit| unit.factor());
    let is_share = is_percent && (0.0..=1.0).contains(&input.value);
    let mut search = Search { sheet, input: slot, target, test, is_share, whole: None };
    let middle = if input.value == 0.0 { unit } else { input.value.abs() };
    let undefined_of =
        |found: &[Point]| found.iter().filter(|point| point.holds.is_nan()).count() as f64 / found.len().max(1) as f64;
    let mut found = search.points(&grid((input.value, middle), is_share, search.density()));
    let mut undefined = undefined_of(&found);
    if undefined > 0.5 && !is_share {
        // Many a formula knows whole numbers only, as of servers.
        let whole_found = search.points(&whole(unit, search.density()));
        if undefined_of(&whole_found) < undefined {
            (search.whole, undefined, found) = (Some(unit), undefined_of(&whole_found), whole_found);
        }
    }
    let tried = (found[0].at, found[found.len() - 1].at);
    let mut stretches = search.stretches(&search.closer(found));
    for stretch in &mut stretches {
        let is_point = stretch.from == stretch.to;
        stretch.digits = digits_between(*stretch, digits);
        let digits = stretch.digits;
        for (end, inwards) in [(&mut stretch.from, 1.0), (&mut stretch.to, -1.0)] {
            *end = end.map(|end| search.printable(end, if is_point { 0.0 } else { inwards }, unit, digits));
        }
    }
    Ok(Solution {
        now: input.value,
        holds_now: search.points(&[input.value])[0].holds == 1.0,
        tried,
        density: search.density(),
        stretches,
        depends: varied.depends(condition),
        undefined,
    })
}

/// What was found for one value of the input.
#[derive(Debug, Clone, Copy)]
struct Point {
    at: f64,
    /// 1 where the condition holds, 0 where it does not, NaN where it has no result.
    holds: f64,
    /// How far it is from holding.
    violation: f64,
    /// Which part of it is violated most.
    worst: usize,
}

impl Point {
    fn holds(&self) -> bool {
        self.holds == 1.0
    }
}

/// The search for where a condition holds.
struct Search<'a> {
    sheet: &'a Sheet,
    input: Slot,
    target: Slot,
    test: Test,
    is_share: bool,
    /// The unit of which only whole numbers have a result.
    whole: Option<f64>,
}

impl Search<'_> {
    fn is_slow(&self) -> bool {
        self.sheet.plan.is_summarized(self.target)
    }

    fn density(&self) -> usize {
        if self.is_slow() { COARSE } else { DENSITY }
    }

    /// Columns of some results for other values of the input.
    fn columns(&self, wanted: &[Slot], values: &[f64]) -> Vec<Vec<f64>> {
        if !self.is_slow() {
            return self.sheet.columns(&[(self.input, values)], wanted, values.len());
        }
        let mut columns = vec![Vec::with_capacity(values.len()); wanted.len()];
        for &value in values {
            let found = self.sheet.plan.evaluate_with(&[(self.input, value)]);
            columns.iter_mut().zip(wanted).for_each(|(column, &slot)| {
                // Where samples leave it open, a condition holds if it does at both ends.
                let (low, high) = found.ends(slot);
                let number = found.get(slot);
                column.push(if slot == self.target { number.min(low).min(high) } else { number });
            });
        }
        columns
    }

    /// What is found for some values of the input.
    fn points(&self, values: &[f64]) -> Vec<Point> {
        let slots = [vec![self.target], self.test.slots()].concat();
        let columns = self.columns(&slots, values);
        let point = |(index, &at): (usize, &f64)| {
            let value =
                |slot: Slot| slots.iter().position(|one| *one == slot).map_or(f64::NAN, |place| columns[place][index]);
            let (holds, violation) = (columns[0][index], self.test.violation(&value));
            Point { at, holds, violation, worst: self.test.worst(&value) }
        };
        values.iter().enumerate().map(point).collect()
    }

    fn point(&self, at: f64) -> Point {
        self.points(&[at])[0]
    }

    /// The points with others between them, where a condition that holds at none of two neighbours may hold between, or
    /// one that holds at both may not.
    fn closer(&self, mut points: Vec<Point>) -> Vec<Point> {
        if self.whole.is_some() {
            return points;
        }
        let mut more = Vec::new();
        for pair in points.windows(2) {
            let [one, other] = [pair[0], pair[1]];
            if one.holds() || other.holds() || one.worst == other.worst {
                continue;
            }
            more.extend(self.between(one, other));
        }
        for three in points.windows(3) {
            let [before, middle, after] = [three[0], three[1], three[2]];
            let all_alike = before.holds() == middle.holds() && middle.holds() == after.holds();
            let sign = if middle.holds() { -1.0 } else { 1.0 };
            let depth = |point: Point| sign * point.violation;
            let is_lowest = depth(middle) <= depth(before) && depth(middle) <= depth(after);
            let is_flat = depth(middle) == depth(before) && depth(middle) == depth(after);
            if all_alike && is_lowest && !is_flat {
                more.extend(self.lowest(before, middle, after, sign));
            }
        }
        points.extend(more);
        points.sort_by(|one, other| one.at.total_cmp(&other.at));
        points.dedup_by(|later, first| later.at == first.at);
        points
    }

    /// A point between two at which the condition is missed on two sides, at which it holds.
    fn between(&self, mut one: Point, mut other: Point) -> Option<Point> {
        const HALVES: usize = 60;
        for _ in 0..HALVES {
            let middle = self.point(f64::midpoint(one.at, other.at));
            if middle.holds() {
                return Some(middle);
            }
            if middle.at <= one.at || middle.at >= other.at {
                return None;
            }
            if middle.worst == one.worst {
                one = middle;
            } else if middle.worst == other.worst {
                other = middle;
            } else {
                return None;
            }
        }
        None
    }

    /// A point around one that comes nearest to the other answer, at which it is the other.
    fn lowest(&self, mut before: Point, mut middle: Point, mut after: Point, sign: f64) -> Option<Point> {
        let (rounds, parts) = if self.is_slow() { (6, 4) } else { (12, 16) };
        let was = middle.holds();
        for _ in 0..rounds {
            let all = 2 * parts;
            let place = |part: usize| {
                let (from, to, part) =
                    if part < parts { (before.at, middle.at, part) } else { (middle.at, after.at, part - parts) };
                from + (to - from) * part as f64 / parts as f64
            };
            let values: Vec<f64> = (0..=all).map(place).collect();
            let points = self.points(&values);
            if let Some(found) = points.iter().find(|point| point.holds() != was) {
                return Some(*found);
            }
            let depth = |index: usize| sign * points[index].violation;
            let best = (1..all).min_by(|&one, &other| depth(one).total_cmp(&depth(other)))?;
            (before, middle, after) = (points[best - 1], points[best], points[best + 1]);
        }
        None
    }

    /// The stretches in which the condition holds, and the roots of its equations.
    fn stretches(&self, points: &[Point]) -> Vec<Stretch> {
        let mut stretches = Vec::new();
        let mut open: Option<Stretch> = None;
        for (index, point) in points.iter().enumerate() {
            match (point.holds(), &open) {
                (true, None) => {
                    let from = index.checked_sub(1).map(|before| self.edge(point.at, points[before].at));
                    open = Some(Stretch { from, to: None, digits: 0 });
                }
                (false, Some(stretch)) => {
                    stretches.push(Stretch { to: Some(self.edge(points[index - 1].at, point.at)), ..*stretch });
                    open = None;
                }
                _ => {}
            }
        }
        stretches.extend(open);
        for (a, b) in self.test.equations() {
            for root in self.roots(points, (a, b)) {
                let is_known = |one: &Stretch| {
                    one.from.is_none_or(|from| from <= root * (1.0 + 1e-9))
                        && one.to.is_none_or(|to| to >= root * (1.0 - 1e-9))
                };
                if !stretches.iter().any(is_known) {
                    stretches.push(Stretch { from: Some(root), to: Some(root), digits: 0 });
                }
            }
        }
        stretches.sort_by(|one, other| one.from.unwrap_or(f64::MIN).total_cmp(&other.from.unwrap_or(f64::MIN)));
        stretches
    }

    /// Where two sides cross, between points at which the condition does not hold; all else that it asks for holds there.
    fn roots(&self, points: &[Point], (a, b): (Slot, Slot)) -> Vec<f64> {
        /// Sides that differ by more, relative to their size, jump over each other.
        const CLOSE: f64 = 1e-7;
        let difference = |values: &[f64]| -> Vec<f64> {
            let columns = self.columns(&[a, b], values);
            columns[0]
                .iter()
                .zip(&columns[1])
                .map(|(a, b)| (a - b) / a.abs().max(b.abs()).max(f64::MIN_POSITIVE))
                .collect()
        };
        let places: Vec<f64> = points.iter().map(|point| point.at).collect();
        let differences = difference(&places);
        let mut roots = Vec::new();
        for (index, pair) in differences.windows(2).enumerate() {
            let is_crossed = pair[0] * pair[1] < 0.0 && !points[index].holds() && !points[index + 1].holds();
            if !is_crossed {
                continue;
            }
            let (mut low, mut high) = (places[index], places[index + 1]);
            while f64::midpoint(low, high) > low && f64::midpoint(low, high) < high {
                let middle = f64::midpoint(low, high);
                if difference(&[middle])[0] * pair[0] > 0.0 {
                    low = middle;
                } else {
                    high = middle;
                }
                if self.is_slow() && (high - low).abs() < 1e-9 * high.abs() {
                    break;
                }
            }
            let ends = self.points(&[low, high]);
            let nearest = if ends[0].violation <= ends[1].violation { ends[0] } else { ends[1] };
            if nearest.violation < CLOSE {
                roots.push(nearest.at);
            }
        }
        roots
    }

    /// The value with so many digits in its unit that is nearest to an edge, inwards of it, and for which the condition holds, so that
    /// what is printed can be trusted; the edge itself if there is none.
    fn printable(&self, edge: f64, inwards: f64, unit: f64, digits: usize) -> f64 {
        /// How far rounding may take an edge.
        const ROUNDING: f64 = 1e-9;
        let in_unit = edge / unit;
        let digits = digits_of(edge, self.is_share, digits);
        let step = 10_f64.powf(in_unit.abs().log10().floor() + 1.0 - digits as f64);
        if !step.is_normal() {
            return edge;
        }
        let nearest = (in_unit / step).round();
        let near = [nearest, nearest - 1.0, nearest + 1.0].map(|steps| steps * step * unit);
        let found = self.points(&near);
        let is_inside = |at: f64| (at - edge) * inwards >= -ROUNDING * edge.abs();
        found.iter().find(|point| point.holds() && is_inside(point.at)).map_or(edge, |point| point.at)
    }

    /// The last value on the way from one for which the condition holds to one for which it does not.
    fn edge(&self, mut inside: f64, mut outside: f64) -> f64 {
        let (rounds, parts) = if self.is_slow() { (24, 2) } else { (ROUNDS, PARTS) };
        for _ in 0..rounds {
            let step = (outside - inside) / parts as f64;
            let between = (1..parts).map(|part| inside + step * part as f64);
            let between: Vec<f64> =
                between.map(|at| self.whole.map_or(at, |unit| (at / unit).round() * unit)).collect();
            let last = self.points(&between).iter().take_while(|point| point.holds()).count();
            outside = if last < between.len() { between[last] } else { outside };
            inside = if last > 0 { between[last - 1] } else { inside };
        }
        inside
    }
}

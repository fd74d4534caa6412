//! Sweeps and growth as a person or a program reads them: a table of steps or years, and a plot beneath it.
//! What the numbers are is found in `analysis::sweep` and `analysis::growth`.

use std::fmt::Write;

use serde::Serialize;

use super::answer::{assumption, result};
use super::json::Scalar;
use super::plot::{bars, curve};
use super::style::{HEADING, REMARK};
use super::table::{Column, paragraph, side_by_side, table};
use crate::analysis::growth::{Growth, MONTHS, Until, YEARS};
use crate::analysis::sweep::Sweep;
use crate::analysis::vary::Results;
use crate::model::{Answer, Kind};
use crate::quantity::display::Formatter;

/// What stands where there is no result.
const NONE: &str = "–";
/// How many plots there are at most.
const PLOTS: usize = 3;
/// How many digits a label of a plot has.
const COARSE: usize = 3;
/// More digits than that tell rounding errors.
const SURE: usize = 12;
/// More bars than that are no picture.
const BARS: usize = 12;
/// A prose column that takes no room.
const NO_PROSE: usize = 0;

/// A sweep as text.
#[must_use]
pub fn sweep(sweep: &Sweep, formatter: &Formatter, width: usize) -> String {
    let mut text = String::new();
    match (sweep.inputs.as_slice(), sweep.results.as_slice()) {
        ([rows, columns], results) => results.iter().for_each(|cells| {
            let title = format!("{}, by {} down and {} across", cells.name, rows.name, columns.name);
            text += &heading(&title, width);
            text += &grid(rows, columns, cells, formatter, width);
        }),
        ([input], results) => {
            let labels = stated(input, formatter);
            let columns: Vec<_> = results.iter().map(|results| column(results, formatter)).collect();
            text += &tables((&input.name, Column::Quantity), &labels, &columns, width);
            let ends = [first(&labels), last(&labels)];
            for results in results.iter().filter(|results| is_plotted(results)).take(PLOTS) {
                let is_log = sweep.is_log && is_positive(results);
                text += &titled_curve(results, is_log, ends, formatter, width);
            }
        }
        _ => {}
    }
    text += &remark(sweep.is_uncertain, "Every other range", width);
    text
}

/// A model that grows as text: a table by year, a plot of the first estimate, and when the condition holds.
#[must_use]
pub fn growth(growth: &Growth, formatter: &Formatter, width: usize) -> String {
    let years: Vec<usize> = (0..months(growth)).step_by(MONTHS).collect();
    let labels: Vec<String> = years.iter().map(|month| year(month / MONTHS)).collect();
    let yearly = |shown: Vec<String>| years.iter().map(|&month| shown[month].clone()).collect::<Vec<_>>();
    let grown = growth.grown.iter().map(|grown| (grown.name.as_str(), yearly(stated(grown, formatter))));
    let results = growth.results.iter().map(|result| (result.name.as_str(), yearly(column(result, formatter).1)));
    let columns: Vec<_> = grown.chain(results).collect();
    let mut text = tables(("", Column::Label), &labels, &columns, width);
    let all = || growth.results.iter().chain(&growth.grown);
    if let Some(results) = all().find(|results| is_plotted(results)) {
        let bar = |(label, &month): (&String, &usize)| {
            let value = results.values[month];
            (label.clone(), value.is_finite().then_some(value), cell(results, month, formatter))
        };
        let rows: Vec<_> = labels.iter().zip(&years).map(bar).collect();
        let barred = if rows.len() <= BARS { bars(&rows, width) } else { String::new() };
        if barred.is_empty() {
            text += &titled_curve(results, is_positive(results), [first(&labels), last(&labels)], formatter, width);
        } else {
            let _ = write!(text, "\n{}{barred}", heading(&results.name, width));
        }
    }
    if let Some(until) = &growth.until {
        let _ = write!(text, "\n{}", paragraph(&told(until), width));
    }
    text += &remark(growth.is_uncertain, "Every range", width);
    text
}

/// When a condition first holds, in a sentence.
fn told(Until { condition, month }: &Until) -> String {
    match *month {
        None => format!("`{condition}` does not hold in any month of {} years.", YEARS.end()),
        Some(0) => format!("`{condition}` holds already at the start."),
        Some(month) if month < MONTHS => format!("`{condition}` first holds after {}.", count(month, "month")),
        Some(month) => {
            let rest = match month % MONTHS {
                0 => String::new(),
                rest => format!(" and {}", count(rest, "month")),
            };
            format!("`{condition}` first holds after {month} months: {}{rest}.", count(month / MONTHS, "year"))
        }
    }
}

fn count(number: usize, thing: &str) -> String {
    format!("{number} {thing}{}", if number == 1 { "" } else { "s" })
}

fn year(year: usize) -> String {
    if year == 0 { "start".to_owned() } else { format!("year {year}") }
}

/// How many months there are results for, the start among them.
fn months(growth: &Growth) -> usize {
    growth.grown.iter().map(|grown| grown.values.len()).min().unwrap_or(0)
}

/// Estimates as columns, in as many tables below each other as the width wants.
fn tables((name, kind): (&str, Column), labels: &[String], columns: &[(&str, Vec<String>)], width: usize) -> String {
    let mut text = String::new();
    let mut rest = columns;
    while !rest.is_empty() {
        let laid_out = |count: usize| {
            let header = std::iter::once((name, kind));
            let header: Vec<_> = header.chain(rest[..count].iter().map(|one| (one.0, Column::Quantity))).collect();
            let row = |(index, label): (usize, &String)| {
                std::iter::once(label.clone()).chain(rest[..count].iter().map(|one| one.1[index].clone())).collect()
            };
            (header, labels.iter().enumerate().map(row).collect::<Vec<Vec<String>>>())
        };
        let fitting = (1..=rest.len()).rev().find_map(|count| {
            let (header, rows) = laid_out(count);
            Some((count, side_by_side(&header, &rows, width, NO_PROSE)?))
        });
        let (count, part) = fitting.unwrap_or_else(|| {
            let (header, rows) = laid_out(1);
            (1, table(&header, &rows, width))
        });
        if !text.is_empty() {
            text.push('\n');
        }
        text += &part;
        rest = &rest[count..];
    }
    text
}

/// One estimate over two inputs.
fn grid(rows: &Results, columns: &Results, cells: &Results, formatter: &Formatter, width: usize) -> String {
    let across = columns.values.len();
    let labels = stated(rows, formatter);
    let heads = stated(columns, formatter);
    let shown = column(cells, formatter).1;
    let columns: Vec<(&str, Vec<String>)> = heads
        .iter()
        .enumerate()
        .map(|(index, head)| (head.as_str(), shown.iter().skip(index).step_by(across).cloned().collect()))
        .collect();
    tables(("", Column::Quantity), &labels, &columns, width)
}

/// The values of an assumption in the unit that it is written in, with as many digits as tell them apart.
fn stated(input: &Results, formatter: &Formatter) -> Vec<String> {
    let mut digits = formatter.digits;
    loop {
        let fine = formatter.with_digits(digits);
        let shown =
            |step: usize| input.answer(step).map_or_else(|| NONE.to_owned(), |one| assumption(&one, &fine).plain());
        let labels: Vec<String> = (0..input.values.len()).map(shown).collect();
        let differ = |step: usize| input.values[step] == input.values[step + 1] || labels[step] != labels[step + 1];
        if digits >= SURE || (0..labels.len().saturating_sub(1)).all(differ) {
            return labels;
        }
        digits += 1;
    }
}

/// An estimate at every step.
fn column<'r>(results: &'r Results, formatter: &Formatter) -> (&'r str, Vec<String>) {
    (&results.name, (0..results.values.len()).map(|step| cell(results, step, formatter)).collect())
}

fn cell(results: &Results, step: usize, formatter: &Formatter) -> String {
    results.answer(step).map_or_else(|| NONE.to_owned(), |answer| result(&answer, formatter).plain())
}

/// Whether there is something to see.
fn is_plotted(results: &Results) -> bool {
    let mut finite = results.values.iter().filter(|value| value.is_finite());
    let first = finite.next();
    results.kind != Kind::Condition && finite.any(|value| Some(value) != first)
}

fn is_positive(results: &Results) -> bool {
    results.values.iter().filter(|value| value.is_finite()).all(|value| *value > 0.0)
}

fn first(labels: &[String]) -> &str {
    labels.first().map_or("", String::as_str)
}

fn last(labels: &[String]) -> &str {
    labels.last().map_or("", String::as_str)
}

/// A curve under a heading, after an empty line; nothing if there is no room for one.
fn titled_curve(results: &Results, is_log: bool, ends: [&str; 2], formatter: &Formatter, width: usize) -> String {
    let coarse = formatter.with_digits(COARSE);
    let label = |value: f64| {
        let answer = Results { values: vec![value], ..results.clone() }.answer(0);
        answer.map_or_else(String::new, |answer: Answer| result(&answer, &coarse).plain())
    };
    let drawn = curve(&results.values, is_log, ends, label, width);
    if drawn.is_empty() {
        return drawn;
    }
    let scale = if is_log { ", logarithmic" } else { "" };
    format!("\n{}{drawn}", heading(&format!("{}{scale}", results.name), width))
}

/// A heading, broken where it is too long.
fn heading(title: &str, width: usize) -> String {
    format!("{HEADING}{}{HEADING:#}\n", paragraph(title, width).trim_end())
}

/// What the numbers are where ranges have to do with them.
fn remark(is_uncertain: bool, which: &str, width: usize) -> String {
    if !is_uncertain {
        return String::new();
    }
    let remark = &format!("{which} is at the value stated beside it, or at its median.");
    format!("\n{REMARK}{}{REMARK:#}", paragraph(remark, width))
}

/// A sweep for programs.
#[derive(Debug, Serialize)]
pub struct SweepRecord {
    scale: &'static str,
    inputs: Vec<ColumnRecord>,
    results: Vec<ColumnRecord>,
}

/// A model that grows for programs: the values of the start and of every year.
#[derive(Debug, Serialize)]
pub struct GrowthRecord {
    years: Vec<usize>,
    growing: Vec<GrowingRecord>,
    results: Vec<ColumnRecord>,
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<UntilRecord>,
}

#[derive(Debug, Serialize)]
struct GrowingRecord {
    rate: String,
    #[serde(flatten)]
    column: ColumnRecord,
}

#[derive(Debug, Serialize)]
struct UntilRecord {
    condition: String,
    /// 0 for the start; nothing if it does not hold within a hundred years.
    month: Option<usize>,
}

/// The values of an assumption or an estimate in base units, and as a person reads them.
#[derive(Debug, Serialize)]
struct ColumnRecord {
    name: String,
    unit: String,
    values: Cells<Option<Scalar>>,
    display: Cells<Option<String>>,
}

/// A value for each step, or a row of values for each step of the first input.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Cells<T> {
    Line(Vec<T>),
    Grid(Vec<Vec<T>>),
}

impl<T> Cells<T> {
    fn new(cells: Vec<T>, across: Option<usize>) -> Self {
        let Some(across) = across else { return Self::Line(cells) };
        let mut cells = cells.into_iter();
        let rows =
            std::iter::from_fn(|| Some(cells.by_ref().take(across).collect::<Vec<T>>()).filter(|row| !row.is_empty()));
        Self::Grid(rows.collect())
    }
}

impl ColumnRecord {
    /// The results of some steps; `shown` are all of them as a person reads them.
    fn new(results: &Results, steps: &[usize], shown: &[String], across: Option<usize>, formatter: &Formatter) -> Self {
        let unit = match &results.kind {
            Kind::Quantity(quantity) => formatter.units.base_unit(&quantity.dimension),
            Kind::Condition => "1".to_owned(),
        };
        let scalar = |answer: Answer| match answer.kind {
            Kind::Quantity(_) => Scalar::Number(answer.value.into()),
            Kind::Condition => Scalar::Condition(answer.value != 0.0),
        };
        let values = steps.iter().map(|&step| results.answer(step).map(scalar)).collect();
        let display = steps.iter().map(|&step| results.answer(step).map(|_| shown[step].clone())).collect();
        Self {
            name: results.name.clone(),
            unit,
            values: Cells::new(values, across),
            display: Cells::new(display, across),
        }
    }
}

impl SweepRecord {
    /// The object for a sweep.
    #[must_use]
    pub fn new(sweep: &Sweep, formatter: &Formatter) -> Self {
        let all = |results: &Results| (0..results.values.len()).collect::<Vec<_>>();
        let across = sweep.inputs.get(1).map(|columns| columns.values.len());
        let input = |input| ColumnRecord::new(input, &all(input), &stated(input, formatter), None, formatter);
        let estimate = |one| ColumnRecord::new(one, &all(one), &column(one, formatter).1, across, formatter);
        Self {
            scale: if sweep.is_log { "log" } else { "linear" },
            inputs: sweep.inputs.iter().map(input).collect(),
            results: sweep.results.iter().map(estimate).collect(),
        }
    }
}

impl GrowthRecord {
    /// The object for a model that grows.
    #[must_use]
    pub fn new(growth: &Growth, formatter: &Formatter) -> Self {
        let years: Vec<usize> = (0..months(growth)).step_by(MONTHS).collect();
        let grown = |(rate, grown): (&String, &Results)| GrowingRecord {
            rate: rate.clone(),
            column: ColumnRecord::new(grown, &years, &stated(grown, formatter), None, formatter),
        };
        let estimate = |one| ColumnRecord::new(one, &years, &column(one, formatter).1, None, formatter);
        Self {
            growing: growth.rates.iter().zip(&growth.grown).map(grown).collect(),
            results: growth.results.iter().map(estimate).collect(),
            until: growth
                .until
                .as_ref()
                .map(|until| UntilRecord { condition: until.condition.clone(), month: until.month }),
            years: years.iter().map(|month| month / MONTHS).collect(),
        }
    }
}

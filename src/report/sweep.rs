//! Sweeps and growth as a person or a program reads them: a table of steps or years, and a plot beneath it.
//! What the numbers are is found in `analysis::sweep` and `analysis::growth`.

use std::collections::BTreeMap;

use serde::Serialize;

use super::answer::{assumption, cell, result};
use super::json::{Number, Scalar, dimension, unit};
use crate::analysis::growth::{Growth, MONTHS, Until, YEARS};
use crate::analysis::sweep::Sweep;
use crate::analysis::vary::Results;
use crate::document::{Bars, Block, Cell, Column, Curve, Document, Kind as Is, Narrow, Table};
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
/// How many labels the axis of a curve has.
const TICKS: usize = 4;

/// A sweep: a table and a plot for each estimate, or a grid of one estimate.
#[must_use]
pub fn sweep(sweep: &Sweep, formatter: &Formatter) -> Document {
    let mut document = Document::default();
    match (sweep.inputs.as_slice(), sweep.results.as_slice()) {
        ([rows, columns], results) => results.iter().for_each(|cells| {
            document.heading(format!("{}, by {} down and {} across", cells.name, rows.name, columns.name));
            document.table(grid(rows, columns, cells, formatter));
        }),
        ([input], results) => {
            let labels = stated(input, formatter);
            let first = (Column::new(input.name.as_str(), Is::Quantity), cells(input, &labels, formatter));
            let columns = results.iter().map(|one| column(one, formatter));
            document.table(table(std::iter::once(first).chain(columns)));
            for results in results.iter().filter(|results| is_plotted(results)).take(PLOTS) {
                let is_log = sweep.is_log && is_positive(results);
                document.push(Block::Curve(curve(results, is_log, &labels, formatter)));
            }
        }
        _ => {}
    }
    remark(&mut document, sweep.is_uncertain, "Every other range");
    document
}

/// A model that grows: a table by year, a plot of the first estimate, and when the condition holds.
#[must_use]
pub fn growth(growth: &Growth, formatter: &Formatter) -> Document {
    let years: Vec<usize> = (0..months(growth)).step_by(MONTHS).collect();
    let labels: Vec<String> = years.iter().map(|month| year(month / MONTHS)).collect();
    let yearly = |(column, cells): (Column, Vec<Cell>)| {
        (column, years.iter().map(|&month| cells[month].clone()).collect::<Vec<_>>())
    };
    let grown = growth.grown.iter().map(|grown| {
        let column = Column::new(grown.name.as_str(), Is::Quantity);
        yearly((column, cells(grown, &stated(grown, formatter), formatter)))
    });
    let results = growth.results.iter().map(|result| yearly(column(result, formatter)));
    let first = (Column::new("", Is::Label), labels.iter().map(|label| Cell::text(label.as_str())).collect());
    let mut document = Document::default();
    document.table(table(std::iter::once(first).chain(grown).chain(results)));
    let all = || growth.results.iter().chain(&growth.grown);
    if let Some(results) = all().find(|results| is_plotted(results)) {
        let bar = |(label, &month): (&String, &usize)| {
            let value = results.values[month];
            (label.clone(), value.is_finite().then_some(value), in_words(results, month, formatter))
        };
        let curve = curve(results, is_positive(results), &labels, formatter);
        let rows: Vec<_> = labels.iter().zip(&years).map(bar).collect();
        document.push(if rows.len() <= BARS {
            Block::Bars(Bars { title: results.name.clone(), rows, otherwise: curve })
        } else {
            Block::Curve(curve)
        });
    }
    if let Some(until) = &growth.until {
        document.gap();
        document.paragraph(told(until));
    }
    remark(&mut document, growth.is_uncertain, "Every range");
    document
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

/// Columns side by side, in as many tables below each other as the page wants.
fn table(columns: impl Iterator<Item = (Column, Vec<Cell>)>) -> Table {
    let (columns, cells): (Vec<Column>, Vec<Vec<Cell>>) = columns.unzip();
    let count = cells.iter().map(Vec::len).min().unwrap_or(0);
    let mut cells: Vec<_> = cells.into_iter().map(Vec::into_iter).collect();
    let row = |_| cells.iter_mut().map(|column| column.next().unwrap_or_default()).collect();
    let rows = (0..count).map(row).collect();
    Table { columns, rows, narrow: Narrow::Parts, ..Table::default() }
}

/// One estimate over two inputs.
fn grid(rows: &Results, columns: &Results, results: &Results, formatter: &Formatter) -> Table {
    let across = columns.values.len();
    let labels = (Column::new("", Is::Quantity), cells(rows, &stated(rows, formatter), formatter));
    let shown = column(results, formatter).1;
    let heads = stated(columns, formatter);
    let columns = heads.into_iter().enumerate().map(|(index, head)| {
        (Column::new(head, Is::Quantity), shown.iter().skip(index).step_by(across).cloned().collect())
    });
    table(std::iter::once(labels).chain(columns))
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

/// The values of an assumption as cells that are written as `labels` say.
fn cells(input: &Results, labels: &[String], formatter: &Formatter) -> Vec<Cell> {
    let cell = |(step, label): (usize, &String)| match input.answer(step).map(|one| self::result_cell(&one, formatter))
    {
        Some(Cell::Figure(mut figure)) => {
            figure.text.clone_from(label);
            Cell::Figure(figure)
        }
        _ => Cell::text(label.as_str()),
    };
    labels.iter().enumerate().map(cell).collect()
}

/// An estimate at every step.
fn column(results: &Results, formatter: &Formatter) -> (Column, Vec<Cell>) {
    let cell = |step| results.answer(step).map_or_else(|| NONE.into(), |answer| result_cell(&answer, formatter));
    (Column::new(results.name.as_str(), Is::Quantity), (0..results.values.len()).map(cell).collect())
}

fn result_cell(answer: &Answer, formatter: &Formatter) -> Cell {
    cell(answer, result(answer, formatter), formatter)
}

fn in_words(results: &Results, step: usize, formatter: &Formatter) -> String {
    results.answer(step).map_or_else(|| NONE.to_owned(), |answer| result(&answer, formatter).plain())
}

fn words(results: &Results, formatter: &Formatter) -> Vec<String> {
    (0..results.values.len()).map(|step| in_words(results, step, formatter)).collect()
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

/// A curve of an estimate, with the first and the last of some labels beneath it.
fn curve(results: &Results, is_log: bool, labels: &[String], formatter: &Formatter) -> Curve {
    let coarse = formatter.with_digits(COARSE);
    let label = |value: f64| {
        let answer = Results { values: vec![value], ..results.clone() }.answer(0);
        answer.map_or_else(String::new, |answer: Answer| result(&answer, &coarse).plain())
    };
    let scaled = results.values.iter().map(|&value| if is_log { value.ln() } else { value });
    let finite = scaled.filter(|value| value.is_finite());
    let (least, greatest) =
        finite.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)));
    let count = if greatest > least { TICKS } else { 1 };
    let tick = |index: usize| {
        let scaled = if index == 0 { least } else { least + (greatest - least) * (index as f64 / (count - 1) as f64) };
        label(if is_log { scaled.exp() } else { scaled })
    };
    let end = |label: Option<&String>| label.cloned().unwrap_or_default();
    Curve {
        title: results.name.clone(),
        values: results.values.clone(),
        is_log,
        ends: [end(labels.first()), end(labels.last())],
        ticks: (0..count).map(tick).collect(),
    }
}

/// What the numbers are where ranges have to do with them.
fn remark(document: &mut Document, is_uncertain: bool, which: &str) {
    if is_uncertain {
        document.gap();
        document.note(format!("{which} is at the value stated beside it, or at its median."));
    }
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
    dimension: BTreeMap<String, Number>,
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
        let scalar = |answer: Answer| match answer.kind {
            Kind::Quantity(_) => Scalar::Number(answer.value.into()),
            Kind::Condition => Scalar::Condition(answer.value != 0.0),
        };
        let values = steps.iter().map(|&step| results.answer(step).map(scalar)).collect();
        let display = steps.iter().map(|&step| results.answer(step).map(|_| shown[step].clone())).collect();
        Self {
            name: results.name.clone(),
            unit: unit(&results.kind, formatter.units),
            values: Cells::new(values, across),
            display: Cells::new(display, across),
            dimension: dimension(&results.kind, formatter.units),
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
        let estimate = |one| ColumnRecord::new(one, &all(one), &words(one, formatter), across, formatter);
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
        let estimate = |one| ColumnRecord::new(one, &years, &words(one, formatter), None, formatter);
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

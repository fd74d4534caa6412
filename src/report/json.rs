//! Results and errors for programs: values in base units, with their unit, dimension and readable form.

use std::collections::BTreeMap;

use serde::Serialize;

use super::estimated::{Bound, Told, bound, heavy_mean, heavy_tail, told};
use crate::analysis::sensitivity::Share;
use crate::diagnostic::{Diagnostic, Sources};
use crate::document::Document;
use crate::engine::Spread;
use crate::model::{Answer, Kind};
use crate::quantity::display::Formatter;
use crate::quantity::noun::cancel_kinds;
use crate::render::json::to_line;
use crate::render::terminal;

/// An object for a program, as the text of one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Object(String);

impl Object {
    /// The object of a record.
    #[must_use]
    pub fn new(record: &impl Serialize) -> Self {
        Self(to_line(record))
    }

    /// The object of what is only said: its text.
    #[must_use]
    pub fn of_text(document: &Document) -> Self {
        /// More columns than a line has.
        const UNBROKEN: usize = 10_000;
        Self::new(&TextRecord { text: terminal::plain(document, UNBROKEN) })
    }

    /// Its text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What is only said.
#[derive(Debug, Serialize)]
struct TextRecord {
    text: String,
}

/// A result as an object.
#[derive(Debug, Serialize)]
pub struct Record {
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    value: Scalar,
    unit: String,
    display: String,
    dimension: BTreeMap<String, Number>,
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    spread: Option<SpreadRecord>,
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    estimated: Option<EstimatedRecord>,
    /// Why some cases have no result.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    place: Option<LineRecord>,
}

/// Where in a text something stands, and what is said of that line; by itself, a line that has a hint and no result.
#[derive(Debug, Default, Serialize)]
pub struct LineRecord {
    /// The number of the line, from 1; several statements may share one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
    /// What the line defines, unless the object has a name already.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What is written in front of its result.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// Why the result may not be the one that was meant, and what to write instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
}

/// What is known of a number that is made of `p`, `mean` or `percentile`.
#[derive(Debug, Serialize)]
struct EstimatedRecord {
    /// Between which two numbers it lies, where nothing is known of some cases.
    #[serde(skip_serializing_if = "Option::is_none")]
    low: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    high: Option<f64>,
    /// Whether the number is one that the true one is below, or above.
    #[serde(skip_serializing_if = "Option::is_none")]
    below: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    above: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    samples: Option<usize>,
    /// The share of cases without a result.
    #[serde(skip_serializing_if = "Option::is_none")]
    missing: Option<f64>,
    /// What part of the sum behind the mean of a heavy tail is the largest sample.
    #[serde(skip_serializing_if = "Option::is_none")]
    tail: Option<f64>,
}

impl EstimatedRecord {
    /// What there is to add, and the number itself.
    fn new(answer: &Answer) -> (Option<Self>, f64) {
        let Some(estimated) = &answer.estimated else { return (None, answer.value) };
        let mut record = Self {
            low: None,
            high: None,
            below: None,
            above: None,
            samples: estimated.samples,
            missing: Some(estimated.missing).filter(|missing| *missing > 0.0),
            tail: Some(estimated.tail).filter(|_| heavy_tail(answer).is_some()),
        };
        let value = match told(answer) {
            Told::Number(value, _) => value,
            Told::Below(value) => {
                record.below = Some(true);
                value
            }
            Told::Above(value) => {
                record.above = Some(true);
                value
            }
            Told::Between(low, high) => {
                (record.low, record.high) = (Some(low), Some(high));
                answer.value
            }
        };
        (Some(record), value)
    }
}

/// How uncertain a result is.
#[derive(Debug, Serialize)]
struct SpreadRecord {
    #[serde(flatten)]
    quantiles: Option<QuantilesRecord>,
    /// How likely a condition is.
    #[serde(skip_serializing_if = "Option::is_none")]
    probability: Option<f64>,
    exact: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    samples: Option<usize>,
    /// Whether the probability is one that the true one is below, or above, as no sample decides.
    #[serde(skip_serializing_if = "Option::is_none")]
    below: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    above: Option<bool>,
    /// The share of samples without a result, or none that is finite.
    #[serde(skip_serializing_if = "Option::is_none")]
    missing: Option<f64>,
    /// The part of those that grow without end.
    #[serde(skip_serializing_if = "Option::is_none")]
    endless: Option<f64>,
    /// What part of the sum behind the mean of a heavy tail is the largest sample.
    #[serde(skip_serializing_if = "Option::is_none")]
    tail: Option<f64>,
    /// The share of the variance by assumption.
    shares: BTreeMap<String, f64>,
    /// The same with what assumptions do together.
    #[serde(skip_serializing_if = "Option::is_none")]
    total_shares: Option<BTreeMap<String, f64>>,
}

#[derive(Debug, Serialize)]
struct QuantilesRecord {
    p5: Number,
    p50: Number,
    p95: Number,
    mean: Number,
}

impl SpreadRecord {
    fn new(spread: &Spread, kind: &Kind) -> Self {
        let quantiles = matches!(kind, Kind::Quantity(_)).then(|| QuantilesRecord {
            p5: spread.p5().into(),
            p50: spread.median().into(),
            p95: spread.p95().into(),
            mean: spread.mean.into(),
        });
        let (probability, bound) = bound(spread);
        let bound = quantiles.is_none().then_some(bound);
        Self {
            probability: bound.is_some().then_some(probability),
            below: (bound == Some(Bound::Below)).then_some(true),
            above: (bound == Some(Bound::Above)).then_some(true),
            quantiles,
            exact: spread.is_exact(),
            samples: spread.samples,
            missing: (spread.missing > 0.0).then_some(spread.missing),
            endless: (spread.endless > 0.0).then_some(spread.endless),
            tail: heavy_mean(spread).filter(|_| matches!(kind, Kind::Quantity(_))).map(|_| spread.tail),
            shares: BTreeMap::new(),
            total_shares: None,
        }
    }
}

/// A number in base units, or whether a condition holds.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(super) enum Scalar {
    Number(Number),
    Condition(bool),
}

/// A number, written without a point where it is whole.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(super) enum Number {
    Whole(i64),
    Float(f64),
}

impl From<f64> for Number {
    fn from(value: f64) -> Self {
        const EXACT: f64 = 9_007_199_254_740_992.0;
        if value.fract() == 0.0 && value.abs() <= EXACT { Self::Whole(value as i64) } else { Self::Float(value) }
    }
}

impl Record {
    /// The result of an equation, under its name if it has one; `display` is how a person sees it.
    #[must_use]
    pub fn new(name: Option<&str>, answer: &Answer, display: String, formatter: &Formatter) -> Self {
        let name = name.map(str::to_owned);
        let spread = answer.spread.as_ref().map(|spread| SpreadRecord::new(spread, &answer.kind));
        let reason = answer.no_result.as_deref().map(str::to_owned);
        match &answer.kind {
            Kind::Condition => {
                let (value, unit) = (Scalar::Condition(answer.value != 0.0), "1".to_owned());
                let estimated = EstimatedRecord::new(answer).0;
                Self { name, value, unit, display, dimension: BTreeMap::new(), spread, estimated, reason, place: None }
            }
            Kind::Quantity(quantity) => {
                let dimension = cancel_kinds(&quantity.dimension);
                let exponents = dimension.terms().iter().map(|&(base, exponent)| {
                    (formatter.units.nouns.name(base).to_owned(), Number::from(exponent.to_f64()))
                });
                let (estimated, value) = EstimatedRecord::new(answer);
                Self {
                    name,
                    value: Scalar::Number(value.into()),
                    unit: formatter.units.base_unit(&quantity.dimension),
                    display,
                    dimension: exponents.collect(),
                    spread,
                    estimated,
                    reason,
                    place: None,
                }
            }
        }
    }
}

impl Record {
    /// The result with what its spread comes from.
    #[must_use]
    pub fn with_shares(mut self, shares: &[Share]) -> Self {
        if let Some(spread) = &mut self.spread {
            spread.shares = shares.iter().map(|share| (share.input.clone(), share.share)).collect();
            let totals = || shares.iter().map(|share| (share.input.clone(), share.total)).collect();
            spread.total_shares = (!spread.exact).then(totals);
        }
        self
    }

    /// The result with the line that it comes from. Its name is that of the result.
    #[must_use]
    pub fn on(self, line: LineRecord) -> Self {
        Self { place: Some(LineRecord { name: None, ..line }), ..self }
    }
}

/// An error as an object.
#[derive(Debug, Serialize)]
pub struct Failure {
    error: String,
    help: String,
    span: Option<Place>,
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    line: Option<LineRecord>,
}

/// Where an error is: bytes from 0, line and column from 1.
#[derive(Debug, Serialize)]
struct Place {
    source: Option<String>,
    start: usize,
    end: usize,
    line: usize,
    column: usize,
}

impl Failure {
    /// The object for a diagnostic.
    #[must_use]
    pub fn new(diagnostic: &Diagnostic, sources: &Sources) -> Self {
        let span = diagnostic.primary.as_ref().map(|label| {
            let source = sources.get(label.span.source());
            let range = label.span.range();
            let line = source.line_of(range.start);
            let before = source.text.get(source.line(line).start..range.start).unwrap_or("");
            let column = before.chars().count() + 1;
            Place {
                source: source.name.clone(),
                start: range.start,
                end: range.end,
                line: source.lines_before + line + 1,
                column,
            }
        });
        Self { error: diagnostic.message.clone(), help: diagnostic.help_text(), span, line: None }
    }

    /// The error with the line of the text that it makes wrong.
    #[must_use]
    pub fn on(self, line: LineRecord) -> Self {
        Self { line: Some(line), ..self }
    }
}

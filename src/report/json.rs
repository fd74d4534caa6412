//! Results and errors for programs: values in base units, with their unit, dimension and readable form.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::analysis::sensitivity::Share;
use crate::diagnostic::{Diagnostic, Sources};
use crate::engine::Spread;
use crate::model::{Answer, Kind};
use crate::quantity::display::Formatter;
use crate::quantity::noun::cancel_kinds;

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
    /// The share of samples without a result.
    #[serde(skip_serializing_if = "Option::is_none")]
    missing: Option<f64>,
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
        Self {
            probability: quantiles.is_none().then_some(spread.mean),
            quantiles,
            exact: spread.is_exact(),
            samples: spread.samples,
            missing: (spread.missing > 0.0).then_some(spread.missing),
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
        match &answer.kind {
            Kind::Condition => {
                let (value, unit) = (Scalar::Condition(answer.value != 0.0), "1".to_owned());
                Self { name, value, unit, display, dimension: BTreeMap::new(), spread, place: None }
            }
            Kind::Quantity(quantity) => {
                let dimension = cancel_kinds(&quantity.dimension);
                let exponents = dimension.terms().iter().map(|&(base, exponent)| {
                    (formatter.units.nouns.name(base).to_owned(), Number::from(exponent.to_f64()))
                });
                Self {
                    name,
                    value: Scalar::Number(answer.value.into()),
                    unit: formatter.units.base_unit(&quantity.dimension),
                    display,
                    dimension: exponents.collect(),
                    spread,
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

/// The object on one line.
///
/// # Panics
/// Never: these objects have no keys that are not text.
#[must_use]
pub fn to_line(object: &impl Serialize) -> String {
    serde_json::to_string(object).expect("records have text keys and finite numbers only")
}

//! The one record of an answer: what every command prints of a result.

use std::collections::BTreeMap;

use serde::Serialize;

use super::line::LineRecord;
use super::number::{Number, Scalar, dimension, unit};
use super::spread::{EstimatedRecord, SpreadRecord};
use crate::analysis::sensitivity::Share;
use crate::model::{Answer, Kind};
use crate::quantity::display::Formatter;

/// An answer: a number in base units with its unit and dimension, as a person reads it, and what else is known of it.
#[derive(Debug, Serialize)]
pub struct AnswerRecord {
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
    /// The reason that is given for its definition.
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<String>,
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    place: Option<LineRecord>,
}

impl AnswerRecord {
    /// The result of an equation, under its name if it has one; `display` is how a person sees it.
    #[must_use]
    pub fn new(name: Option<&str>, answer: &Answer, display: String, formatter: &Formatter) -> Self {
        let (estimated, value) = EstimatedRecord::new(answer);
        let value = match &answer.kind {
            Kind::Condition => Scalar::Condition(answer.value != 0.0),
            Kind::Quantity(_) => Scalar::Number(value.into()),
        };
        Self {
            name: name.map(str::to_owned),
            value,
            unit: unit(&answer.kind, formatter.units),
            display,
            dimension: dimension(&answer.kind, formatter.units),
            spread: answer.spread.as_ref().map(|spread| SpreadRecord::new(spread, &answer.kind)),
            estimated,
            reason: answer.no_result.as_deref().map(str::to_owned),
            why: None,
            place: None,
        }
    }

    /// The result with the reason that is given for its definition, if there is one.
    #[must_use]
    pub fn because(self, why: Option<&str>) -> Self {
        Self { why: why.map(str::to_owned), ..self }
    }

    /// The result with what its spread comes from.
    #[must_use]
    pub fn with_shares(mut self, shares: &[Share]) -> Self {
        if let Some(spread) = &mut self.spread {
            spread.comes_from(shares);
        }
        self
    }

    /// The result with the line that it comes from. Its name is that of the result.
    #[must_use]
    pub fn on(self, line: LineRecord) -> Self {
        Self { place: Some(LineRecord { name: None, ..line }), ..self }
    }
}

//! Numbers in base units, and what they measure.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::model::Kind;
use crate::quantity::dimension::Dimension;
use crate::quantity::noun::cancel_kinds;
use crate::quantity::unit::Units;

/// A number in base units, or whether a condition holds.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub enum Scalar {
    Number(Number),
    Condition(bool),
}

/// A number, written without a point where it is whole.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub enum Number {
    Whole(i64),
    Float(f64),
}

impl From<f64> for Number {
    fn from(value: f64) -> Self {
        const EXACT: f64 = 9_007_199_254_740_992.0;
        if value.fract() == 0.0 && value.abs() <= EXACT { Self::Whole(value as i64) } else { Self::Float(value) }
    }
}

/// The base unit that a result is a number of; `1` for pure numbers and conditions.
pub fn unit(kind: &Kind, units: &Units) -> String {
    kind.dimension().map_or_else(|| "1".to_owned(), |dimension| units.base_unit(dimension))
}

/// What a result measures: the exponent of each base; nothing for pure numbers and conditions.
pub fn dimension(kind: &Kind, units: &Units) -> BTreeMap<String, Number> {
    let dimension = kind.dimension().map(cancel_kinds);
    let terms = dimension.iter().flat_map(Dimension::terms);
    terms.map(|&(base, exponent)| (units.nouns.name(base).to_owned(), exponent.to_f64().into())).collect()
}

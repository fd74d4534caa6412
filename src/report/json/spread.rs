//! What is known of a result beside its value: how it spreads, and between what an estimate of samples lies.

use std::collections::BTreeMap;

use serde::Serialize;

use super::number::Number;
use crate::analysis::sensitivity::Share;
use crate::engine::Spread;
use crate::model::{Answer, Kind};
use crate::report::estimated::{Bound, Told, bound, heavy_mean, heavy_tail, told};

/// What is known of a number that is made of `p`, `mean` or `percentile`.
#[derive(Debug, Serialize)]
pub(super) struct EstimatedRecord {
    /// Between which two numbers it lies, where nothing is known of some cases.
    #[serde(skip_serializing_if = "Option::is_none")]
    low: Option<Number>,
    #[serde(skip_serializing_if = "Option::is_none")]
    high: Option<Number>,
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
    pub(super) fn new(answer: &Answer) -> (Option<Self>, f64) {
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
                (record.low, record.high) = (Some(low.into()), Some(high.into()));
                answer.value
            }
        };
        (Some(record), value)
    }
}

/// How uncertain a result is.
#[derive(Debug, Serialize)]
pub(super) struct SpreadRecord {
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
    pub(super) fn new(spread: &Spread, kind: &Kind) -> Self {
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

    /// Adds what the spread comes from.
    pub(super) fn comes_from(&mut self, shares: &[Share]) {
        self.shares = shares.iter().map(|share| (share.input.clone(), share.share)).collect();
        let totals = || shares.iter().map(|share| (share.input.clone(), share.total)).collect();
        self.total_shares = (!self.exact).then(totals);
    }
}

//! Bars to scale: lengths in proportion to the logarithm of what they stand for, in characters.

use crate::model::{Answer, Kind};
use crate::quantity::dimension::Dimension;
use crate::quantity::display::{Formatter, Preference};
use crate::quantity::noun::cancel_kinds;

/// How long the bar of a value is: in proportion to the logarithm of the value, from a power of ten below the least.
pub(super) struct Scale {
    /// What all values measure.
    kind: Kind,
    /// The power of ten at the left edge, in base units.
    left: f64,
    /// Columns for each factor of ten.
    step: f64,
}

impl Scale {
    /// A scale whose longest bar takes at most `room` columns; none where the values do not all measure the same.
    pub(super) fn new(answers: &[Option<Answer>], room: usize) -> Option<Self> {
        let values: Vec<&Answer> = answers.iter().flatten().collect();
        let first = values.first().filter(|_| values.len() > 1)?;
        let least = values.iter().map(|answer| answer.value).fold(f64::INFINITY, f64::min);
        let most = values.iter().map(|answer| answer.value).fold(0.0, f64::max);
        let alike = values.iter().all(|answer| measure(&answer.kind) == measure(&first.kind));
        if !alike || least <= 0.0 {
            return None;
        }
        // A power of ten in base units is one only to the last digits.
        let above = |value: f64| (value.log10() - 1e-9).ceil();
        let left = above(least) - 1.0;
        let step = (room as f64 / (above(most) - left)).floor();
        (step >= 1.0).then(|| Self { kind: first.kind.clone(), left, step })
    }

    pub(super) fn bar(&self, value: f64) -> String {
        const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
        let eighths = ((value.log10() - self.left) * self.step * 8.0).round().max(1.0) as usize;
        "█".repeat(eighths / 8) + EIGHTHS[eighths % 8]
    }

    pub(super) fn explained(&self, formatter: &Formatter) -> String {
        let left = 10_f64.powf(self.left);
        let left = match &self.kind {
            Kind::Quantity(quantity) => formatter.show(left, &quantity.dimension, &Preference::default()).plain(),
            Kind::Condition => String::new(),
        };
        let columns = if self.step > 1.0 { format!("{} columns", self.step) } else { "one column".to_owned() };
        format!("Bars: a logarithmic scale, {columns} for each factor of 10, from {left} at the left edge.")
    }
}

fn measure(kind: &Kind) -> Option<Dimension> {
    match kind {
        Kind::Quantity(quantity) => Some(cancel_kinds(&quantity.dimension)),
        Kind::Condition => None,
    }
}

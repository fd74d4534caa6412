//! Plots as data: what is drawn, with labels in words. How large they are is for a renderer to say.

/// A curve through values at even steps.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Curve {
    /// What it shows.
    pub title: String,
    /// The values; what has no finite number is a gap.
    pub values: Vec<f64>,
    /// Whether the axis of values is logarithmic; what has no logarithm is a gap then.
    pub is_log: bool,
    /// What is written beneath the first and the last step.
    pub ends: [String; 2],
    /// Labels at even steps of the axis of values, from the least value to the greatest; one if all values are the same.
    pub ticks: Vec<String>,
}

/// A bar for each row.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Bars {
    /// What they show.
    pub title: String,
    /// A label before the bar, how long it is, and what stands behind it; a row without a value has no bar.
    pub rows: Vec<(String, Option<f64>, String)>,
    /// The same as a curve, for a page on which bars have no room.
    pub otherwise: Curve,
}

/// Dots over an axis, each a part of all cases: it is logarithmic where all values are positive.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Dots {
    /// The values.
    pub dots: Vec<f64>,
    /// Labels at some values.
    pub labels: Vec<(f64, String)>,
}

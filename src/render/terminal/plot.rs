//! Plots in characters: a curve over an even axis, and bars, each within a given width.

use std::fmt::Write;

use rasciigraph::{Config, plot};

use crate::document::Curve;

/// How many rows a curve rises.
const ROWS: usize = 9;
/// The most columns that a curve takes, and the fewest that make one.
const COLUMNS: usize = 72;
const FEWEST: usize = 8;
/// The space between two labels.
const GAP: usize = 2;

/// A curve with its labels beside it and the first and the last step beneath, at most `width` columns wide. Nothing if
/// there is no room or no value.
pub(super) fn curve(curve: &Curve, width: usize) -> String {
    let scale = |value: f64| if curve.is_log { value.ln() } else { value };
    let scaled: Vec<f64> = curve.values.iter().map(|&value| scale(value)).collect();
    let finite = || scaled.iter().copied().filter(|value| value.is_finite());
    let (lowest, highest) = (finite().fold(f64::INFINITY, f64::min), finite().fold(f64::NEG_INFINITY, f64::max));
    let spread = highest - lowest;
    if !spread.is_finite() || scaled.len() < 2 {
        return String::new();
    }
    let rows = if spread > 0.0 { ROWS } else { 0 };
    let tick = |row: usize| {
        let place = row as f64 / rows.max(1) as f64 * curve.ticks.len().saturating_sub(1) as f64;
        curve.ticks.get(place as usize).filter(|_| place.fract() == 0.0).map_or("", String::as_str)
    };
    let labels: Vec<&str> = (0..=rows).map(tick).collect();
    let margin = labels.iter().map(|label| label.chars().count()).max().unwrap_or(0) + 1;
    let columns = width.saturating_sub(margin + 1).min(COLUMNS);
    if columns < FEWEST {
        return String::new();
    }
    let heights = resampled(&scaled, columns + 1).into_iter();
    let heights = heights.map(|value| if rows == 0 { value - lowest } else { (value - lowest) / spread * rows as f64 });
    let drawn = plot(heights.collect(), Config::default().with_height(rows.max(1) as u32).with_offset(3));
    let mut text = String::new();
    for (line, label) in drawn.lines().zip(labels.iter().rev()) {
        // The labels of the plot are those of rows; ours stand in their place.
        let line = line.find(['┤', '┼']).map_or("", |start| &line[start..]);
        let _ = writeln!(text, "{}{label} {}", " ".repeat(margin - 1 - label.chars().count()), line.trim_end());
    }
    let _ = writeln!(text, "{}└{}", " ".repeat(margin), "─".repeat(columns));
    let [first, last] = &curve.ends;
    let (left, right) = (first.chars().count(), last.chars().count());
    let room = (columns + 1).saturating_sub(left + right);
    let line = match room {
        GAP.. => format!("{}{first}{}{last}", " ".repeat(margin), " ".repeat(room)),
        _ if left <= columns + 1 => format!("{}{first}", " ".repeat(margin)),
        _ => String::new(),
    };
    let _ = writeln!(text, "{}", line.trim_end());
    text
}

/// Values at so many even steps, between those that there are. The smallest and the largest are among them.
fn resampled(values: &[f64], count: usize) -> Vec<f64> {
    let last = values.len() - 1;
    let at = |step: usize| {
        let place = step as f64 / (count - 1) as f64 * last as f64;
        let (before, share) = (place.floor() as usize, place.fract());
        let next = values[(before + 1).min(last)];
        if share == 0.0 { values[before] } else { values[before] * (1.0 - share) + next * share }
    };
    let mut found: Vec<f64> =
        (0..count).map(at).map(|value| if value.is_finite() { value } else { f64::NAN }).collect();
    let finite = || values.iter().enumerate().filter(|(_, value)| value.is_finite());
    let ends = [
        finite().min_by(|one, other| one.1.total_cmp(other.1)),
        finite().max_by(|one, other| one.1.total_cmp(other.1)),
    ];
    for (index, &value) in ends.into_iter().flatten() {
        found[(index as f64 / last as f64 * (count - 1) as f64).round() as usize] = value;
    }
    found
}

/// A bar for each row, from zero to its value, with a label before and its value behind it, at most `width` columns
/// wide. Nothing if there is no room, or a value below zero; a row without a value has no bar.
pub(super) fn bars(rows: &[(String, Option<f64>, String)], width: usize) -> String {
    let length = |text: &String| text.chars().count();
    let margin = rows.iter().map(|row| length(&row.0)).max().unwrap_or(0) + 1;
    let behind = rows.iter().map(|row| length(&row.2)).max().unwrap_or(0) + 1;
    let columns = width.saturating_sub(margin + behind).min(COLUMNS);
    let values = || rows.iter().filter_map(|row| row.1);
    let greatest = values().fold(0.0, f64::max);
    if columns < FEWEST || !greatest.is_finite() || greatest <= 0.0 || values().any(|value| value < 0.0) {
        return String::new();
    }
    let mut text = String::new();
    for (label, value, shown) in rows {
        let bar = value.map_or(0, |value| (value / greatest * columns as f64).round() as usize);
        let bar = "█".repeat(bar) + if bar == 0 { "" } else { " " };
        let _ = writeln!(text, "{label}{} {bar}{shown}", " ".repeat(margin - 1 - length(label)));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::characters::{Characters, in_characters};

    fn of(values: &[f64], is_log: bool, ends: [&str; 2], ticks: &[&str]) -> Curve {
        let ticks = ticks.iter().map(|&tick| tick.to_owned()).collect();
        Curve { values: values.to_vec(), is_log, ends: ends.map(str::to_owned), ticks, ..Curve::default() }
    }

    #[test]
    fn a_curve_is_never_wider_than_asked() {
        let rising: Vec<f64> = (0..500).map(f64::from).collect();
        let ticks = ["0.0", "166.3", "332.7", "499.0"];
        for values in [&rising[..], &[1.0, 1.0, 1.0], &[f64::NAN, 2.0, f64::NAN, -7.0], &[1e300, -1e300, 0.0]] {
            for width in 0..120 {
                for is_log in [false, true] {
                    let text = curve(&of(values, is_log, ["first", "last"], &ticks), width);
                    assert!(text.lines().all(|line| line.chars().count() <= width), "{width}:\n{text}");
                }
            }
        }
        assert_eq!(curve(&of(&[f64::NAN; 3], false, ["a", "b"], &ticks), 80), "");
        assert_eq!(curve(&of(&[1.0], false, ["a", "b"], &ticks), 80), "");
    }

    #[test]
    fn labels_stand_at_even_steps_from_the_bottom() {
        let powers: Vec<f64> = (0..10).map(|power| 10_f64.powi(power)).collect();
        let text = curve(&of(&powers, true, ["1", "1e9"], &["1e0", "1e3", "1e6", "1e9"]), 40);
        let labels: Vec<&str> =
            text.lines().filter_map(|line| line.split([' ', '┤', '┼']).find(|word| word.starts_with("1e"))).collect();
        assert_eq!(labels, ["1e9", "1e6", "1e3", "1e0", "1e9"], "{text}");
        assert_eq!(text.lines().count(), ROWS + 3, "{text}");
    }

    #[test]
    fn bars_are_as_long_as_their_values() {
        let rows = [1.0, 2.0, 4.0].map(|value| (format!("year {value}"), Some(value), "x".to_owned()));
        let text = bars(&rows, 48);
        let lengths: Vec<usize> = text.lines().map(|line| line.matches('█').count()).collect();
        assert_eq!(lengths, [10, 20, 39].map(|length| length), "{text}");
        assert!(in_characters(&text, Characters::Ascii).is_ascii());
    }
}

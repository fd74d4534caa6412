//! A quantile dotplot: twenty dots, each a twentieth of all cases, stacked over an axis that is logarithmic where all
//! values are positive.
//!
//! Readers judge chances from dots better than from densities: M. Kay and others, When (ish) is my bus?, 2016.

use std::fmt::Write;

/// How many stacks there may be side by side.
const STACKS: usize = 15;
/// How many columns a stack takes.
const PITCH: usize = 3;
/// The space between two labels.
const GAP: usize = 2;

/// The dots over an axis with labels at some values, `width` columns wide at most. Ends with a newline.
pub(super) fn dotplot(dots: &[f64], labels: &[(f64, String)], width: usize) -> String {
    // What grows without end has no place.
    let dots: Vec<f64> = dots.iter().copied().filter(|dot| dot.is_finite()).collect();
    let labels: Vec<&(f64, String)> = labels.iter().filter(|label| label.0.is_finite()).collect();
    let is_log = dots.iter().chain(labels.iter().map(|label| &label.0)).all(|value| *value > 0.0);
    let scale = |value: f64| if is_log { value.ln() } else { value };
    let all = || dots.iter().copied().chain(labels.iter().map(|label| label.0)).map(scale);
    let (least, greatest) = (all().fold(f64::INFINITY, f64::min), all().fold(f64::NEG_INFINITY, f64::max));
    let stacks = STACKS.min(width / PITCH).max(1);
    let place = |value: f64| {
        let share = if greatest > least { (scale(value) - least) / (greatest - least) } else { 0.5 };
        (share * (stacks - 1) as f64).round() as usize
    };
    let mut heights = vec![0_usize; stacks];
    for &dot in &dots {
        heights[place(dot)] += 1;
    }
    let mut text = String::new();
    for row in (1..=heights.iter().copied().max().unwrap_or(0)).rev() {
        let line: String = heights.iter().map(|&height| if height >= row { "●  " } else { "   " }).collect();
        let _ = writeln!(text, "{}", line.trim_end());
    }
    let mut axis: Vec<char> = vec!['─'; (stacks - 1) * PITCH + 1];
    for label in &labels {
        axis[place(label.0) * PITCH] = '┴';
    }
    let _ = writeln!(text, "{}", axis.into_iter().collect::<String>());
    let mut line = String::new();
    let mut length = 0;
    for (value, label) in labels {
        let size = label.chars().count();
        let middle = place(*value) * PITCH;
        let least = if length == 0 { 0 } else { length + GAP };
        let start = (middle + 1).saturating_sub(size.div_ceil(2)).max(least);
        line.extend(std::iter::repeat_n(' ', start - length));
        line += label;
        length = start + size;
    }
    let _ = writeln!(text, "{}", line.trim_end());
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_dot_is_drawn_once_over_its_value() {
        let dots: Vec<f64> = (0..20).map(|dot| (f64::from(dot) / 3.0).exp()).collect();
        let labels = [(dots[1], "low".to_owned()), (dots[10], "middle".to_owned()), (dots[18], "high".to_owned())];
        let plot = dotplot(&dots, &labels, 60);
        assert_eq!(plot.matches('●').count(), 20);
        let lines: Vec<&str> = plot.lines().collect();
        assert_eq!(lines.len(), 4);
        assert!(lines.iter().all(|line| line.chars().count() <= 60));
        let column = |of: char| lines[2].chars().position(|letter| letter == of).unwrap();
        assert_eq!(column('┴'), lines[3].find("low").unwrap() + 1);
    }

    #[test]
    fn one_value_is_one_stack() {
        let plot = dotplot(&[7.0; 20], &[(7.0, "7".to_owned())], 30);
        assert_eq!(plot.lines().count(), 22);
        assert!(plot.lines().take(20).all(|line| line.trim() == "●"));
        assert_eq!(dotplot(&[-1.0, 1.0], &[], 1).matches('●').count(), 2);
    }
}

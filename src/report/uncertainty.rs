//! Uncertain results in detail: how they spread, what the spread comes from, and how far each input moves them.

use std::fmt::Write;

use super::answer::{EXACT, result, values};
use super::dotplot::dotplot;
use super::estimated::heavy_mean;
use super::style::{HEADING, REMARK};
use super::table::{Column, paragraph, table};
use super::visible::visible;
use crate::analysis::sensitivity::{Detail, Share, Swing};
use crate::engine::Sampling;
use crate::model::{Answer, Kind};
use crate::quantity::display::{Formatter, Shown};
use crate::quantity::number::{grouped, significant};

/// How long a bar of the whole is.
const BAR: usize = 20;
/// How many inputs are listed.
const LISTED: usize = 8;
/// Inputs with a smaller share are left out.
const LEAST: f64 = 0.005;

/// A result under a heading, in detail if it is uncertain.
#[must_use]
pub fn in_full(
    (name, answer): (&str, &Answer),
    taken_apart: Option<&Detail>,
    sampling: Sampling,
    formatter: &Formatter,
    width: usize,
) -> String {
    let mut text = format!("{HEADING}{}{HEADING:#} = {}\n", visible(name), result(answer, formatter));
    match taken_apart {
        Some(taken_apart) => {
            let _ = write!(text, "\n{}\n", detail(taken_apart, formatter, width));
            text += &footer_line(std::iter::once(answer), sampling);
        }
        None => text += "It is certain: no range has to do with it.\n",
    }
    text
}

/// How an uncertain result spreads: a dotplot, percentiles, and what moves it.
#[must_use]
pub fn detail(detail: &Detail, formatter: &Formatter, width: usize) -> String {
    let Some(spread) = &detail.answer.spread else { return String::new() };
    if detail.answer.kind == Kind::Condition {
        return shares(&detail.shares, width);
    }
    let [p5, p10, p25, p50, p75, p90, p95] = spread.percentiles;
    let wanted = [p5, p10, p25, p50, p75, p90, p95, spread.mean];
    let Some([labels @ .., mean]) = values(&detail.answer, wanted, formatter) else { return String::new() };
    let labels: [_; 7] = labels;
    let mut text = String::new();
    let marks = [0, 3, 6].map(|place| (spread.percentiles[place], labels[place].plain()));
    text += &dotplot(&spread.dots, &marks, width);
    text.push('\n');
    text += &percentiles(&labels, &mean, width);
    if let Some(heavy) = heavy_mean(spread) {
        let _ = write!(text, "{REMARK}{}{REMARK:#}", paragraph(&format!("The mean has {heavy}."), width));
    }
    let listed = shares(&detail.shares, width);
    if !listed.is_empty() {
        let _ = write!(text, "\n{listed}");
    }
    let shown = |end: Option<f64>| {
        let [shown] = values(&detail.answer, [end?], formatter)?;
        Some(shown.plain())
    };
    let row = |swing: &Swing| {
        let [low, high] = [swing.low, swing.high].map(|end| shown(end).unwrap_or_else(|| "none".to_owned()));
        let between = beyond(swing).and_then(|(least, greatest)| Some((shown(Some(least))?, shown(Some(greatest))?)));
        let text = match between {
            Some((least, greatest)) if least != low && greatest != low && least != high && greatest != high => {
                format!("{low} to {high}, {least} to {greatest} between")
            }
            Some((least, _)) if least != low && least != high => format!("{low} to {high}, down to {least} between"),
            Some((_, greatest)) if greatest != low && greatest != high => {
                format!("{low} to {high}, up to {greatest} between")
            }
            _ => format!("{low} to {high}"),
        };
        vec![swing.input.clone(), tornado(detail, swing), text]
    };
    let rows: Vec<Vec<String>> = detail.swings.iter().take(LISTED).map(row).collect();
    if detail.swings.len() > 1 {
        let _ = write!(text, "\n{HEADING}With one at its ends and the others at their medians{HEADING:#}\n");
        text += &table(&[("", Column::Label), ("", Column::Label), ("", Column::Label)], &rows, width);
    }
    text
}

/// Percentiles and the mean, with their unit once if it is the same for all.
fn percentiles(labels: &[Shown; 7], mean: &Shown, width: usize) -> String {
    let all = || labels.iter().chain([mean]);
    let is_one = all().all(|label| label.unit == mean.unit) && mean.unit != "%";
    let text = |label: &Shown| if is_one { label.number.clone() } else { label.plain() };
    let unit = if is_one { mean.unit.clone() } else { String::new() };
    let columns = ["5%", "10%", "25%", "50%", "75%", "90%", "95%", "mean"].map(|name| (name, Column::Quantity));
    let columns: Vec<_> = columns.into_iter().chain([("", Column::Label)]).collect();
    table(&columns, &[all().map(text).chain([unit]).collect()], width)
}

/// The extremes of a swing, where they lie beyond its ends.
fn beyond(swing: &Swing) -> Option<(f64, f64)> {
    let ((least, greatest), (low, high)) = (swing.extremes?, (swing.low?, swing.high?));
    (least < low.min(high) || greatest > low.max(high)).then_some((least, greatest))
}

/// A bar from the low to the high end of a swing, on the axis of the widest one.
fn tornado(detail: &Detail, swing: &Swing) -> String {
    let ends = || {
        detail
            .swings
            .iter()
            .filter_map(|swing| swing.extremes)
            .flat_map(|ends| [ends.0, ends.1])
            .filter(|end| end.is_finite())
    };
    let is_log = ends().all(|end| end > 0.0);
    let scale = |value: f64| if is_log { value.ln() } else { value };
    let (least, greatest) =
        ends().map(scale).fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), end| (low.min(end), high.max(end)));
    let place = |value: f64| {
        let share = if greatest > least { (scale(value) - least) / (greatest - least) } else { 0.0 };
        (share * BAR as f64).round() as usize
    };
    let (Some(_), Some(_), Some((least, greatest))) = (swing.low, swing.high, swing.extremes) else {
        return String::new();
    };
    let (from, to) = (place(least), place(greatest).min(BAR));
    format!("{}{}{}", " ".repeat(from), "█".repeat((to - from).max(1)), " ".repeat(BAR.saturating_sub(to)))
}

/// The shares of inputs in the spread of a result as bars. Totals are shown where inputs act on each other.
fn shares(shares: &[Share], width: usize) -> String {
    let listed: Vec<&Share> = shares.iter().filter(|share| share.total >= LEAST).take(LISTED).collect();
    let acts = |share: &Share| share.total - share.share > 0.02;
    let rows = listed.iter().map(|share| {
        let total = if acts(share) { format!("{} with others", percent(share.total)) } else { String::new() };
        vec![share.input.clone(), percent(share.share), bar(share.share), total]
    });
    let rows: Vec<_> = rows.collect();
    // That all of it comes from the only input goes without saying.
    if shares.len() < 2 || rows.is_empty() {
        return String::new();
    }
    let columns = [("", Column::Label), ("", Column::Number), ("", Column::Unit), ("", Column::Label)];
    format!("{HEADING}Where the spread comes from{HEADING:#}\n{}", table(&columns, &rows, width))
}

/// Which assumptions to pin down first: their share in the spread of all results of a report.
#[must_use]
pub fn pin_down(average: &[Share], width: usize) -> String {
    let listed: Vec<&Share> = average.iter().filter(|share| share.share >= 0.02).take(LISTED).collect();
    let row = |name: &str, share: f64| vec![name.to_owned(), percent(share), bar(share)];
    let mut rows: Vec<_> = listed.iter().map(|share| row(&share.input, share.share)).collect();
    let all: f64 = average.iter().map(|share| share.share).sum();
    let others = all - listed.iter().map(|share| share.share).sum::<f64>();
    for (name, share) in [("all others", others), ("several acting together", 1.0 - all)] {
        if share >= LEAST {
            rows.push(row(name, share));
        }
    }
    table(&[("", Column::Label), ("", Column::Number), ("", Column::Unit)], &rows, width)
}

fn percent(share: f64) -> String {
    let percent = share * 100.0;
    let text = if percent < 1.0 { significant(percent, 1) } else { format!("{percent:.0}") };
    text + "%"
}

/// A bar of a share, to an eighth of a column.
fn bar(share: f64) -> String {
    const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
    let eighths = (share.clamp(0.0, 1.0) * BAR as f64 * 8.0).round() as usize;
    "█".repeat(eighths / 8) + EIGHTHS[eighths % 8]
}

/// How the uncertain ones among some results were found; nothing if there are none.
#[must_use]
pub fn footer<'a>(answers: impl Iterator<Item = &'a Answer>, sampling: Sampling) -> Option<String> {
    let spreads: Vec<_> = answers.filter_map(|answer| answer.spread.as_ref()).collect();
    let exact = spreads.iter().any(|spread| spread.is_exact());
    let counts = || spreads.iter().filter_map(|spread| spread.samples);
    let seeded = |most: usize| {
        // Results that were asked for apart may have more samples than others.
        let fewest = counts().min().filter(|&fewest| fewest < most);
        let fewest = fewest.map_or_else(String::new, |fewest| format!("{} to ", grouped(&fewest.to_string())));
        format!("{fewest}{} samples, seed {}", grouped(&most.to_string()), sampling.seed)
    };
    match (exact, counts().max()) {
        (false, None) => None,
        (true, None) => Some("90% intervals: exact".to_owned()),
        (false, Some(count)) => Some(format!("90% intervals: {}", seeded(count))),
        (true, Some(count)) => Some(format!("90% intervals: {EXACT} exact, others from {}", seeded(count))),
    }
}

/// [`footer`], as a line of its own in the style of remarks.
#[must_use]
pub fn footer_line<'a>(answers: impl Iterator<Item = &'a Answer>, sampling: Sampling) -> String {
    footer(answers, sampling).map_or_else(String::new, |footer| format!("{REMARK}{footer}{REMARK:#}\n"))
}

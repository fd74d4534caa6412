//! Uncertain results in detail: how they spread, what the spread comes from, and how far each input moves them.

use super::answer::{EXACT, result, values};
use super::estimated::heavy_mean;
use crate::analysis::sensitivity::{Detail, Share, Swing};
use crate::document::{Block, Cell, Column, Document, Dots, Kind as Is, Role, Table, Text};
use crate::engine::Sampling;
use crate::model::{Answer, Kind};
use crate::quantity::display::{Formatter, Shown};
use crate::quantity::number::{grouped, significant};

/// How many inputs are listed.
const LISTED: usize = 8;
/// Inputs with a smaller share are left out.
const LEAST: f64 = 0.005;

/// A result under its name, in detail if it is uncertain.
#[must_use]
pub fn in_full(
    (name, answer): (&str, &Answer),
    taken_apart: Option<&Detail>,
    sampling: Sampling,
    formatter: &Formatter,
) -> Document {
    let mut document = Document::default();
    let shown = format!(" = {}", result(answer, formatter));
    document.line(Text::of(Role::Subject, name).with(Role::Plain, shown));
    match taken_apart {
        Some(taken_apart) => {
            document.gap();
            document.append(detail(taken_apart, formatter));
            document.gap();
            footer_line(&mut document, std::iter::once(answer), sampling);
        }
        None => document.line("It is certain: no range has to do with it."),
    }
    document
}

/// How an uncertain result spreads: a dotplot, percentiles, and what moves it.
#[must_use]
pub fn detail(detail: &Detail, formatter: &Formatter) -> Document {
    let mut document = Document::default();
    let Some(spread) = &detail.answer.spread else { return document };
    if detail.answer.kind == Kind::Condition {
        shares(&mut document, &detail.shares);
        return document;
    }
    let [p5, p10, p25, p50, p75, p90, p95] = spread.percentiles;
    let wanted = [p5, p10, p25, p50, p75, p90, p95, spread.mean];
    let Some([labels @ .., mean]) = values(&detail.answer, wanted, formatter) else { return document };
    let labels: [_; 7] = labels;
    let marks = [0, 3, 6].map(|place| (spread.percentiles[place], labels[place].plain()));
    document.push(Block::Dots(Dots { dots: spread.dots.to_vec(), labels: marks.into() }));
    document.gap();
    document.table(percentiles(&labels, &mean));
    if let Some(heavy) = heavy_mean(spread) {
        document.note(format!("The mean has {heavy}."));
    }
    shares(&mut document, &detail.shares);
    if detail.swings.len() > 1 {
        document.section("With one at its ends and the others at their medians");
        document.table(swings(detail, formatter));
    }
    document
}

/// How far each input moves a result.
fn swings(detail: &Detail, formatter: &Formatter) -> Table {
    let shown = |end: Option<f64>| {
        let [shown] = values(&detail.answer, [end?], formatter)?;
        Some(shown.plain())
    };
    let rows = detail.swings.iter().take(LISTED).map(|swing| {
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
        vec![swing.input.as_str().into(), tornado(detail, swing), text.into()]
    });
    Table::new([Is::Label, Is::Bar, Is::Label].map(|kind| Column::new("", kind))).rows(rows)
}

/// Percentiles and the mean, with their unit once if it is the same for all.
fn percentiles(labels: &[Shown; 7], mean: &Shown) -> Table {
    let all = || labels.iter().chain([mean]);
    let is_one = all().all(|label| label.unit == mean.unit) && mean.unit != "%";
    let cell = |label: &Shown| Cell::text(if is_one { label.number.clone() } else { label.plain() });
    let unit = if is_one { Cell::text(mean.unit.as_str()) } else { Cell::Empty };
    let columns = ["5%", "10%", "25%", "50%", "75%", "90%", "95%", "mean"];
    let columns = columns.map(|name| Column::new(name, Is::Quantity)).into_iter().chain([Column::new("", Is::Label)]);
    Table::new(columns).rows([all().map(cell).chain([unit]).collect()])
}

/// The extremes of a swing, where they lie beyond its ends.
fn beyond(swing: &Swing) -> Option<(f64, f64)> {
    let ((least, greatest), (low, high)) = (swing.extremes?, (swing.low?, swing.high?));
    (least < low.min(high) || greatest > low.max(high)).then_some((least, greatest))
}

/// A bar from the low to the high end of a swing, on the axis of the widest one.
fn tornado(detail: &Detail, swing: &Swing) -> Cell {
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
    let place = |value: f64| if greatest > least { (scale(value) - least) / (greatest - least) } else { 0.0 };
    match (swing.low, swing.high, swing.extremes) {
        (Some(_), Some(_), Some((least, greatest))) => Cell::Extent(place(least), place(greatest)),
        _ => Cell::Empty,
    }
}

/// The shares of inputs in the spread of a result as bars. Totals are shown where inputs act on each other.
fn shares(document: &mut Document, shares: &[Share]) {
    let acts = |share: &Share| share.total - share.share > 0.02;
    let rows = shares.iter().filter(|share| share.total >= LEAST).take(LISTED).map(|share| {
        let total = if acts(share) { format!("{} with others", percent(share.total)) } else { String::new() };
        vec![share.input.as_str().into(), part(share.share), Cell::Bar(share.share), total.into()]
    });
    let rows: Vec<_> = rows.collect();
    // That all of it comes from the only input goes without saying.
    if shares.len() < 2 || rows.is_empty() {
        return;
    }
    document.section("Where the spread comes from");
    let columns = [Is::Label, Is::Value, Is::Bar, Is::Label].map(|kind| Column::new("", kind));
    document.table(Table::new(columns).rows(rows));
}

/// Which assumptions to pin down first: their share in the spread of all results of a report.
#[must_use]
pub fn pin_down(average: &[Share]) -> Table {
    let listed: Vec<&Share> = average.iter().filter(|share| share.share >= 0.02).take(LISTED).collect();
    let row = |name: &str, share: f64| vec![name.into(), part(share), Cell::Bar(share)];
    let mut rows: Vec<_> = listed.iter().map(|share| row(&share.input, share.share)).collect();
    let all: f64 = average.iter().map(|share| share.share).sum();
    let others = all - listed.iter().map(|share| share.share).sum::<f64>();
    for (name, share) in [("all others", others), ("several acting together", 1.0 - all)] {
        if share >= LEAST {
            rows.push(row(name, share));
        }
    }
    Table::new([Is::Label, Is::Value, Is::Bar].map(|kind| Column::new("", kind))).rows(rows)
}

fn part(share: f64) -> Cell {
    Cell::Share { text: percent(share), share }
}

fn percent(share: f64) -> String {
    let percent = share * 100.0;
    let text = if percent < 1.0 { significant(percent, 1) } else { format!("{percent:.0}") };
    text + "%"
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

/// Adds [`footer`] as a remark, if there is one.
pub fn footer_line<'a>(document: &mut Document, answers: impl Iterator<Item = &'a Answer>, sampling: Sampling) {
    if let Some(footer) = footer(answers, sampling) {
        document.line(Text::of(Role::Remark, footer));
    }
}

//! The settings of a workspace as a table.

use crate::document::{Column, Kind, Table};
use crate::quantity::conventions::Bytes;
use crate::quantity::display::DEFAULT_DIGITS;
use crate::quantity::number::significant;
use crate::workspace::Workspace;

/// All settings with their values, or one of them.
#[must_use]
pub fn table(workspace: &Workspace, key: Option<&str>) -> Table {
    let conventions = &workspace.preset.model.units.conventions;
    let bytes = match conventions.bytes {
        Bytes::Decimal => "decimal",
        Bytes::Binary => "binary",
    };
    let seconds = |seconds: f64| format!("{} s", significant(seconds, 15));
    let digits = workspace.digits.unwrap_or(DEFAULT_DIGITS);
    let kilobyte = if conventions.bytes == Bytes::Binary { "KB is 1024 bytes" } else { "KB is 1000 bytes" };
    let ranges = workspace.options.sampling;
    let samples = ranges.samples.map_or_else(|| "as many as are quick".to_owned(), |samples| samples.to_string());
    let rows = [
        ("bytes", bytes.to_owned(), kilobyte),
        ("day", seconds(conventions.day), "a length of time: `:set day 1e5 s`"),
        ("month", seconds(conventions.month()), "a twelfth of a year, or as chosen: `:set month 30 days`"),
        ("year", seconds(conventions.year()), "365 days, or as chosen: `:set year 3e7 s`"),
        ("digits", digits.to_string(), "significant digits of results"),
        ("by-hand", on_off(workspace.by_hand).to_owned(), "beside each answer, what mental arithmetic gives"),
        ("samples", samples, "how many samples the results of ranges come from"),
        ("seed", ranges.seed.to_string(), "what the samples start from"),
        ("sampled", on_off(ranges.always).to_owned(), "sample what has a closed form, too"),
    ];
    let rows = rows.into_iter().filter(|row| key.is_none_or(|key| row.0 == key));
    let rows = rows.map(|(name, value, about)| vec![name.into(), value.into(), about.into()]);
    Table::new([Kind::Label, Kind::Label, Kind::Prose].map(|kind| Column::new("", kind))).rows(rows)
}

const fn on_off(is_on: bool) -> &'static str {
    if is_on { "on" } else { "off" }
}

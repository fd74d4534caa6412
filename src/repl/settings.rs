//! The settings of a session: the conventions of its model, how many digits results have, sums by hand.
//! Conventions are part of the model and saved with it; the rest is the session's alone.

use super::reply::Reply;
use super::session::Session;
use super::undo::Settings;
use crate::diagnostic::suggestion::{did_you_mean, nearest};
use crate::diagnostic::{Diagnostic, Sources};
use crate::document::{Column, Document, Kind, Table};
use crate::engine::{SAMPLES, Sampling};
use crate::model::CONVENTIONS;
use crate::preset::Preset;
use crate::quantity::conventions::Bytes;
use crate::quantity::display::DEFAULT_DIGITS;
use crate::quantity::number::significant;
use crate::syntax::tree::{Expression, Name, Spelled};
use crate::syntax::{Origin, parse_expression};

/// More digits than a float has mean nothing.
const MAX_DIGITS: usize = 15;
/// The settings that are no conventions.
const OWN: &[&str] = &["digits", "by-hand", "samples", "seed", "sampled"];

/// `:set`, `:set SETTING` and `:set SETTING VALUE`
pub(super) fn set(session: &mut Session, argument: &str, sources: &mut Sources) -> Reply {
    let (key, value) = argument.split_once([' ', '=']).unwrap_or((argument, ""));
    let value = value.trim().trim_start_matches('=').trim();
    let known = [CONVENTIONS, OWN].concat();
    if !key.is_empty() && !known.contains(&key) {
        let near = did_you_mean(&nearest(key, known.iter().copied()));
        let help = near.unwrap_or_else(|| format!("the settings are {}", known.join(", ")));
        return Diagnostic::error(format!("there is no setting `{key}`")).help(help).into();
    }
    match (key, value) {
        (_, "") => show(session, key),
        _ if OWN.contains(&key) => {
            let before = session.settings();
            let reply = match key {
                "digits" => digits(session, value),
                "by-hand" => by_hand(session, value),
                _ => sampling(session, key, value),
            };
            session.note_settings(before);
            reply
        }
        _ => convention(session, key, value, sources),
    }
}

fn show(session: &Session, key: &str) -> Reply {
    let conventions = &session.preset.model.units.conventions;
    let bytes = match conventions.bytes {
        Bytes::Decimal => "decimal",
        Bytes::Binary => "binary",
    };
    let seconds = |seconds: f64| format!("{} s", significant(seconds, 15));
    let digits = session.digits.unwrap_or(DEFAULT_DIGITS);
    let kilobyte = if conventions.bytes == Bytes::Binary { "KB is 1024 bytes" } else { "KB is 1000 bytes" };
    let ranges = session.options.sampling;
    let samples = ranges.samples.map_or_else(|| "as many as are quick".to_owned(), |samples| samples.to_string());
    let rows = [
        ("bytes", bytes.to_owned(), kilobyte),
        ("day", seconds(conventions.day), "a length of time: `:set day 1e5 s`"),
        ("month", seconds(conventions.month()), "a twelfth of a year, or as chosen: `:set month 30 days`"),
        ("year", seconds(conventions.year()), "365 days, or as chosen: `:set year 3e7 s`"),
        ("digits", digits.to_string(), "significant digits of results"),
        ("by-hand", on_off(session.by_hand).to_owned(), "beside each answer, what mental arithmetic gives"),
        ("samples", samples, "how many samples the results of ranges come from"),
        ("seed", ranges.seed.to_string(), "what the samples start from"),
        ("sampled", on_off(ranges.always).to_owned(), "sample what has a closed form, too"),
    ];
    let rows = rows.into_iter().filter(|row| key.is_empty() || row.0 == key);
    let rows = rows.map(|(name, value, about)| vec![name.into(), value.into(), about.into()]);
    let columns = [Kind::Label, Kind::Label, Kind::Prose].map(|kind| Column::new("", kind));
    let mut document = Document::default();
    document.table(Table::new(columns).rows(rows));
    document.into()
}

/// The settings that are not what they were.
pub(super) fn changed(session: &Session, before: Settings) -> Reply {
    let now = session.settings();
    let is_changed = [
        ("digits", now.digits != before.digits),
        ("by-hand", now.by_hand != before.by_hand),
        ("samples", now.sampling.samples != before.sampling.samples),
        ("seed", now.sampling.seed != before.sampling.seed),
        ("sampled", now.sampling.always != before.sampling.always),
    ];
    let mut reply = Reply::default();
    for (key, _) in is_changed.into_iter().filter(|(_, is_changed)| *is_changed) {
        reply.append(show(session, key));
    }
    reply
}

fn digits(session: &mut Session, value: &str) -> Reply {
    session.digits = match value.parse() {
        Ok(digits @ 1..=MAX_DIGITS) => Some(digits),
        _ if value == "default" => None,
        _ => {
            let problem = Diagnostic::error(format!("results have 1 to {MAX_DIGITS} digits, not `{value}`"));
            return problem.help("write `:set digits 6`").into();
        }
    };
    show(session, "digits")
}

fn by_hand(session: &mut Session, value: &str) -> Reply {
    match switch("by-hand", value) {
        Ok(is_on) => session.by_hand = is_on,
        Err(problem) => return problem.into(),
    }
    show(session, "by-hand")
}

/// `on` or `off`.
fn switch(key: &str, value: &str) -> Result<bool, Diagnostic> {
    match value {
        "on" | "yes" | "true" => Ok(true),
        "off" | "no" | "false" | "default" => Ok(false),
        _ => {
            let problem = Diagnostic::error(format!("`{key}` is on or off, not `{value}`"));
            Err(problem.help(format!("write `:set {key} on`")))
        }
    }
}

fn sampling(session: &mut Session, key: &str, value: &str) -> Reply {
    let mut sampling = session.options.sampling;
    let usual = Sampling::default();
    let number = value.replace('_', "").parse::<u64>().ok();
    match (key, number) {
        ("samples", _) if value == "default" => sampling.samples = usual.samples,
        ("samples", Some(number)) if SAMPLES.contains(&(number as usize)) => {
            sampling.samples = Some(number as usize);
        }
        ("samples", _) => {
            let (least, most) = (SAMPLES.start(), SAMPLES.end());
            let problem = Diagnostic::error(format!("a result has {least} to {most} samples, not `{value}`"));
            return problem.help("write `:set samples 100_000`").into();
        }
        ("seed", Some(number)) => sampling.seed = number,
        ("seed", None) if value == "default" => sampling.seed = usual.seed,
        ("seed", None) => {
            let problem = Diagnostic::error(format!("a seed is a whole number, not `{value}`"));
            return problem.help("write `:set seed 2`").into();
        }
        _ => match switch(key, value) {
            Ok(is_on) => sampling.always = is_on,
            Err(problem) => return problem.into(),
        },
    }
    match session.resample(sampling) {
        Ok(()) => show(session, key),
        Err(problems) => problems.into(),
    }
}

const fn on_off(is_on: bool) -> &'static str {
    if is_on { "on" } else { "off" }
}

fn convention(session: &mut Session, key: &str, value: &str, sources: &mut Sources) -> Reply {
    if value == "default" {
        let mut preset = session.preset.clone();
        preset.model.forget_convention(key);
        return told(session, preset, key);
    }
    let source = session.source(value, sources);
    match parse_expression(value, Origin::new(source, 0)) {
        Ok(length) => chosen(session, &Spelled { name: Name::new(key), span: length.span() }, length),
        Err(problem) => problem.into(),
    }
}

/// A convention that a line or `:set` chooses, and all that it changes.
pub(super) fn chosen(session: &mut Session, name: &Spelled, value: Expression) -> Reply {
    let mut preset = session.preset.clone();
    match preset.model.set_convention(name, value, true) {
        Ok(()) => told(session, preset, name.name.as_str()),
        Err(problem) => problem.into(),
    }
}

fn told(session: &mut Session, preset: Preset, key: &str) -> Reply {
    let mut reply = session.reinterpret(preset);
    if !reply.failed() {
        let effects = std::mem::replace(&mut reply.document, show(session, key).document);
        reply.document.append(effects);
    }
    reply
}

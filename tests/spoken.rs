//! What people say is what it means: sentences from notes, chats and other calculators, each with what it comes to.

mod support;

use napkin::diagnostic::{Diagnostic, Help, Place};
use napkin::engine::Options;
use napkin::model::{Answer, Kind, Model};
use napkin::quantity::dimension::Dimension;
use napkin::quantity::display::Formatter;
use napkin::quantity::noun::cancel_kinds;
use napkin::report::answer::result;
use support::model;
use support::sentences::{HINTS, SENTENCES};

/// How far a value may lie from the one that was calculated on paper.
const VALUE: f64 = 5e-4;
/// How far an end of an interval may.
const END: f64 = 0.02;

/// The results of the bare lines of a text, with what is remarked, or its first error.
struct Read {
    model: Model,
    answers: Result<Vec<Answer>, String>,
    hints: Vec<Diagnostic>,
}

fn read(text: &str) -> Read {
    let (model, mut problems) = model(text);
    let answers = model.answers(&Options::default());
    problems.extend(answers.diagnostics.iter().cloned());
    let (errors, hints): (Vec<_>, Vec<_>) = problems.into_iter().partition(Diagnostic::is_error);
    let bare = model.equations().iter().zip(&answers.answers).filter(|(equation, _)| equation.name.is_none());
    let results: Option<Vec<Answer>> = bare.map(|(_, answer)| answer.clone()).collect();
    let answers = match errors.into_iter().next() {
        Some(error) => Err(error.message),
        None => results.ok_or_else(|| "a line has no result".to_owned()),
    };
    Read { model, answers, hints }
}

fn dimension(answer: &Answer) -> Option<Dimension> {
    match &answer.kind {
        Kind::Condition => None,
        Kind::Quantity(quantity) => Some(cancel_kinds(&quantity.dimension)),
    }
}

/// What a plain quantity of a table comes to, in the units of a model.
fn plain(text: &str, of: &Model) -> Answer {
    let mut model = Model::new(of.units.clone());
    let origin = napkin::syntax::Origin::default();
    let id = napkin::syntax::parse(text, origin).and_then(|statement| model.add(statement, None));
    let id = id.ok().flatten().unwrap_or_else(|| panic!("`{text}` is no quantity"));
    let answers = model.answers(&Options::default());
    answers.get(id).cloned().unwrap_or_else(|| panic!("`{text}` has no value: {:?}", answers.diagnostics))
}

fn is_near(a: f64, b: f64, part: f64) -> bool {
    (a - b).abs() <= part * a.abs().max(b.abs())
}

/// What differs between an answer and what was expected of it.
fn difference(answer: &Answer, expected: &str, model: &Model) -> Option<String> {
    let spread = answer.spread.as_ref().filter(|spread| !spread.is_one && spread.p5() < spread.p95());
    let shown = result(answer, &Formatter::new(&model.units, true)).to_string();
    let Some((low, high)) = expected.split_once(" to ") else {
        if matches!(answer.kind, Kind::Condition) {
            return ((answer.value != 0.0).to_string() != expected).then_some(shown);
        }
        let wanted = plain(expected, model);
        let is_same = dimension(answer) == dimension(&wanted) || answer.value == 0.0 && wanted.value == 0.0;
        let is_right = is_same && is_near(answer.value, wanted.value, VALUE) && spread.is_none();
        return (!is_right).then_some(shown);
    };
    let [low, high] = [low, high].map(|end| plain(end, model));
    let Some(spread) = spread else { return Some(format!("{shown}, certain")) };
    let width = (high.value - low.value).abs();
    let is_right = dimension(answer) == dimension(&low)
        && (spread.p5() - low.value).abs() <= END * width.max(low.value.abs())
        && (spread.p95() - high.value).abs() <= END * width.max(high.value.abs());
    (!is_right).then_some(shown)
}

/// What differs between a text and what was expected of it.
fn differs(read: &Read, expected: &str) -> Option<String> {
    match (&read.answers, expected.strip_prefix("error: ")) {
        (Err(message), Some(start)) => (!message.starts_with(start)).then(|| format!("error: {message}")),
        (Err(message), None) => Some(format!("error: {message}")),
        (Ok(answers), _) => {
            let wanted: Vec<_> = expected.split("; ").collect();
            let shown = || {
                let formatter = Formatter::new(&read.model.units, true);
                answers.iter().map(|answer| result(answer, &formatter).to_string()).collect::<Vec<_>>().join("; ")
            };
            if wanted.len() != answers.len() || expected.starts_with("error: ") {
                return Some(shown());
            }
            answers.iter().zip(wanted).find_map(|(answer, wanted)| difference(answer, wanted.trim(), &read.model))
        }
    }
}

#[track_caller]
fn all_right(wrong: &[String], rows: usize) {
    assert!(wrong.is_empty(), "{} of {rows} rows differ:\n{}", wrong.len(), wrong.join("\n"));
}

fn row(input: &str, expected: &str, found: &str) -> String {
    format!("{input}\n   expected {expected}\n   found    {found}")
}

#[test]
fn sentences_come_to_what_they_say() {
    let check = |&(input, expected): &(&str, &str)| {
        let read = read(&input.replace("; ", "\n"));
        let remark = || read.hints.first().map(|hint| format!("a hint: {}", hint.message));
        let found = differs(&read, expected).or_else(remark)?;
        Some(row(input, expected, &found))
    };
    all_right(&SENTENCES.iter().filter_map(check).collect::<Vec<_>>(), SENTENCES.len());
}

#[test]
fn slips_are_remarked_once_and_with_what_to_write() {
    let check = |&(input, expected, offered): &(&str, &str, &str)| {
        let text = input.replace("; ", "\n");
        let read = read(&text);
        if let Some(found) = differs(&read, expected) {
            return Some(row(input, expected, &found));
        }
        let [hint] = read.hints.as_slice() else {
            return Some(row(input, "one hint", &format!("{} hints", read.hints.len())));
        };
        let edits = hint.help.iter().filter_map(|help| match help {
            Help::Offer(offer) => Some(&offer.edits),
            Help::Advice(_) => None,
        });
        let lines: Vec<_> = edits
            .flatten()
            .map(|edit| match edit.place {
                Place::Over(span) | Place::LineBefore(span) => {
                    let range = span.range();
                    format!("{}{}{}", &text[..range.start], edit.text, &text[range.end..]).replace('\n', "; ")
                }
            })
            .collect();
        let found = lines.join(" | ");
        (found != offered).then(|| row(input, offered, &found))
    };
    all_right(&HINTS.iter().filter_map(check).collect::<Vec<_>>(), HINTS.len());
}

#[test]
fn what_is_printed_is_read() {
    let mut wrong = Vec::new();
    let inputs = SENTENCES.iter().map(|row| row.0).chain(HINTS.iter().map(|row| row.0));
    for input in inputs {
        let read = read(&input.replace("; ", "\n"));
        let formatter = Formatter::new(&read.model.units, true);
        for answer in read.answers.iter().flatten().filter(|answer| !matches!(answer.kind, Kind::Condition)) {
            let printed = result(answer, &formatter).to_string();
            let again = self::again(&printed, &read.model);
            let is_same = again.as_ref().is_ok_and(|again| {
                let part = if answer.spread.is_some() { 0.06 } else { VALUE };
                let is_zero = again.value.abs() <= part && answer.value.abs() <= part;
                dimension(again) == dimension(answer) && (is_zero || is_near(again.value, answer.value, part))
            });
            if !is_same {
                let found = again.map_or_else(|error| error, |again| format!("{} in base units", again.value));
                wrong.push(row(input, &format!("`{printed}`, {} in base units", answer.value), &found));
            }
        }
    }
    all_right(&wrong, SENTENCES.len() + HINTS.len());
}

/// What a printed result comes to, in the units of its model.
fn again(printed: &str, of: &Model) -> Result<Answer, String> {
    let mut model = Model::new(of.units.clone());
    let statement = napkin::syntax::parse(printed, napkin::syntax::Origin::default());
    let id = statement.and_then(|statement| model.add(statement, None)).map_err(|error| error.message)?;
    let answers = model.answers(&Options::default());
    let first = || answers.diagnostics.first().map_or_else(String::new, |first| first.message.clone());
    id.and_then(|id| answers.get(id)).cloned().ok_or_else(first)
}

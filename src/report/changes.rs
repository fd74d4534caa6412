//! What a line did to a workspace, in words: answers, what changed, what waits for what, settings.

use serde::Serialize;

use super::answer::{assumption, result};
use super::json::{AnswerRecord, Object};
use super::settings;
use crate::analysis::by_hand::ByHand;
use crate::diagnostic::suggestion::did_you_mean;
use crate::document::Document;
use crate::model::{Answer, awaited};
use crate::quantity::display::Formatter;
use crate::syntax::tree::Name;
use crate::workspace::{Event, Moved, Waits, Workspace};

/// How many changed results are told one by one.
const TOLD: usize = 20;

/// What happened, a line for each thing.
#[must_use]
pub fn document(workspace: &Workspace, events: &[Event]) -> Document {
    let mut document = Document::default();
    for event in events {
        match event {
            Event::Answer { label, answer, by_hand } => {
                let label = label.as_ref().map_or_else(String::new, |label| format!("{label}: "));
                document.line(label + &show(workspace, answer) + &beside(workspace, answer, by_hand.as_deref()));
            }
            Event::Function(text) => document.line(&**text),
            Event::Gone(name) => document.line(format!("`{name}` is gone")),
            Event::Changed(moved) => changed(&mut document, workspace, moved),
            Event::Setting(key) => document.table(settings::table(workspace, *key)),
            Event::BackTo(count) => {
                document.line(format!("back to {count} definition{}", if *count == 1 { "" } else { "s" }));
            }
        }
    }
    document
}

/// A result in the digits that were chosen.
#[must_use]
pub fn show(workspace: &Workspace, answer: &Answer) -> String {
    result(answer, &workspace.formatter()).to_string()
}

/// The value of a name, or what it waits for; nothing for a name that is not defined.
#[must_use]
pub fn meaning_of(workspace: &Workspace, name: &str) -> String {
    let Some(id) = workspace.preset.model.find(name) else { return String::new() };
    let shown = workspace.answer(id).map(|answer| show(workspace, answer));
    shown.or_else(|| workspace.waits(id).map(|waits| waiting(&waits))).unwrap_or_default()
}

/// "`qps` waits for `dau`", with the nearest word that there is.
#[must_use]
pub fn waiting(waits: &Waits) -> String {
    let near = did_you_mean(&waits.near).map_or_else(String::new, |question| format!(" ({question})"));
    format!("`{}` waits for {}{near}", waits.name, awaited(&waits.names))
}

/// A definition in the unit that it is written in: `150M users`, unless that would hide digits.
fn show_definition(workspace: &Workspace, answer: &Answer) -> String {
    let mut formatter = workspace.formatter();
    let written = answer.as_quantity().and_then(|quantity| quantity.written.as_ref());
    let unit = written.map_or(1.0, |unit| unit.factor());
    let digits = format!("{:e}", answer.value / unit).split('e').next().map_or(0, str::len) - 1;
    formatter.exact = digits > formatter.digits;
    assumption(answer, &formatter).to_string()
}

/// What mental arithmetic gives, and how far that is from the answer.
fn beside(workspace: &Workspace, answer: &Answer, by_hand: Option<&ByHand>) -> String {
    let error = |by_hand: &ByHand| by_hand.error(answer, &workspace.preset.model.units);
    let Some((by_hand, error)) = by_hand.and_then(|by_hand| Some((by_hand, error(by_hand)?))) else {
        return String::new();
    };
    let mut formatter = Formatter::new(&by_hand.units, false);
    formatter.digits = 1;
    let shown = result(&by_hand.answer, &formatter).plain();
    let error = if error.abs() < 0.005 { "exact".to_owned() } else { format!("{:+.0}%", error * 100.0) };
    format!("   ~ {shown} by hand, {error}")
}

/// The results that are not what they were, that of the name that changed in any case.
fn changed(document: &mut Document, workspace: &Workspace, moved: &[Moved]) {
    let mut others = 0;
    for moved in moved {
        let Some(line) = one(workspace, moved) else { continue };
        others += usize::from(!moved.is_own);
        if others <= TOLD {
            document.line(line);
        }
    }
    if others > TOLD {
        document.line(format!("… and {} more results changed", others - TOLD));
    }
}

fn one(workspace: &Workspace, moved: &Moved) -> Option<String> {
    let Moved { name, is_own, .. } = moved;
    let show = |answer: &Answer| if *is_own { show_definition(workspace, answer) } else { show(workspace, answer) };
    let [before, after] = [&moved.before, &moved.after].map(|answer| answer.as_ref().map(show));
    let beside = moved.after.as_ref().map(|answer| beside(workspace, answer, moved.by_hand.as_deref()));
    let beside = beside.unwrap_or_default();
    match (before, after) {
        (Some(before), Some(after)) if before == after || moved.is_resampled => {
            is_own.then(|| format!("{name} = {after}{beside}"))
        }
        (Some(before), Some(after)) if *is_own => Some(format!("{name} = {after}   (was {before}){beside}")),
        (Some(before), Some(after)) => Some(format!("{name} {before} -> {after}")),
        (None, Some(after)) => Some(format!("{name} = {after}{beside}")),
        (_, None) => moved.waits.as_ref().map(waiting),
    }
}

/// What happened, for programs: an object for each answer and each result that is not what it was.
#[must_use]
pub fn objects(workspace: &Workspace, events: &[Event]) -> Vec<Object> {
    let formatter = workspace.formatter();
    let record = |name: Option<&str>, answer: &Answer| {
        AnswerRecord::new(name, answer, result(answer, &formatter).to_string(), &formatter)
    };
    let mut objects = Vec::new();
    for event in events {
        match event {
            Event::Answer { label, answer, .. } => {
                objects.push(Object::new(&record(label.as_ref().map(Name::as_str), answer)));
            }
            Event::Changed(moved) => objects.extend(moved.iter().map(|moved| {
                let [before, after] = [&moved.before, &moved.after].map(|answer| answer.as_ref());
                Object::new(&ChangeRecord {
                    name: moved.name.as_str(),
                    before: before.map(|answer| record(None, answer)),
                    after: after.map(|answer| record(None, answer)),
                    waits_for: moved.waits.iter().flat_map(|waits| &waits.names).map(ToString::to_string).collect(),
                })
            })),
            Event::Function(_) | Event::Gone(_) | Event::Setting(_) | Event::BackTo(_) => {
                objects.push(Object::of_text(&document(workspace, std::slice::from_ref(event))));
            }
        }
    }
    objects
}

/// A result that is not what it was, for programs.
#[derive(Debug, Serialize)]
struct ChangeRecord<'r> {
    name: &'r str,
    before: Option<AnswerRecord>,
    after: Option<AnswerRecord>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    waits_for: Vec<String>,
}

//! `compare`: a model beside another one, or beside variants of itself.

use super::argument::{Argument, Count, Kind};
use super::given::{Given, Written};
use super::opening::{codes, open};
use super::{Command, Doors, Failure, Response, Subject};
use crate::analysis::compare::{Comparison, Side, compare};
use crate::diagnostic::{Diagnostic, Sources};
use crate::model::Answers;
use crate::quantity::display::DEFAULT_DIGITS;
use crate::report::compare::{ComparisonRecord, document};
use crate::report::json::Object;
use crate::workspace::Workspace;

/// What variants are called.
const LETTERS: [&str; 26] = [
    "A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K", "L", "M", "N", "O", "P", "Q", "R", "S", "T", "U", "V", "W",
    "X", "Y", "Z",
];

/// The command.
pub(super) static COMMAND: Command = Command {
    name: "compare",
    aliases: &[],
    doors: Doors::Both,
    subject: Subject::Preset,
    about: "Put a model beside another one, or beside variants of itself",
    more: "What both define is shown with the ratio, the largest first.",
    wants: "the name of a preset or a file",
    example: &[":load twitter", "fanout = 75 deliveries/tweet", ":compare twitter"],
    arguments: &[
        Argument::optional(
            "PRESET|FILE",
            Kind::Preset,
            "Another preset; without it, `--set` says what to compare with",
        ),
        Argument::option(
            "--set",
            Kind::Definitions,
            "NAME=EXPRESSION;…",
            "A variant of its own each time: `--set 'dau = 50M users; fanout = 75 deliveries/tweet'`",
        )
        .times(Count::Any),
    ],
    is_question: true,
    run,
};

/// A model beside the base.
struct Variant {
    name: String,
    settings: Vec<String>,
    workspace: Workspace,
    answers: Answers,
}

fn run<'w>(workspace: &'w mut Workspace, given: &Given, sources: &mut Sources) -> Result<Response<'w>, Failure> {
    let other = given.one("PRESET|FILE");
    let settings: Vec<&Written> = given.all("--set").collect();
    if let (Some(_), Some(_)) = (other, settings.first()) {
        let problem = Diagnostic::error("another preset and `--set` cannot be given together");
        return Err(Failure::usage(problem.help("compare with one of them at a time")));
    }
    if other.is_none() && settings.is_empty() {
        let problem = Diagnostic::error("there is nothing to compare it with");
        return Err(Failure::usage(problem.help("name another preset, or a variant: `--set 'dau = 50M users'`")));
    }
    if settings.len() > LETTERS.len() {
        let problem = Diagnostic::error("at most 26 variants stand side by side");
        return Err(Failure::usage(problem.help("compare them in parts")));
    }
    let base = workspace.checked_answers()?;
    let mut notes = workspace.notes.clone();
    let mut variants = Vec::new();
    if let Some(other) = other {
        let mut opened = open(&other.text, workspace.options.clone(), sources)?;
        let answers = opened.checked_answers()?;
        notes.extend(opened.notes.iter().cloned());
        variants.push(Variant { name: other.text.clone(), settings: Vec::new(), workspace: opened, answers });
    }
    for (setting, letter) in settings.into_iter().zip(LETTERS) {
        // What is to be said of the model itself has been said.
        let mut variant = workspace.copy();
        let wrong = variant.set_all(std::iter::once((setting.text.as_str(), setting.origin)));
        if !wrong.is_empty() {
            return Err(wrong.into());
        }
        let answers = variant.checked_answers()?;
        let settings = codes(&setting.text).into_iter().map(str::to_owned).collect();
        variants.push(Variant { name: letter.to_owned(), settings, workspace: variant, answers });
    }
    let workspace = &*workspace;
    let digits = workspace.digits.unwrap_or(DEFAULT_DIGITS);
    let show = move |found: &(Answers, Vec<Variant>)| document(&compared(workspace, found), digits);
    let objects = move |found: &(Answers, Vec<Variant>)| {
        vec![Object::new(&ComparisonRecord::new(&compared(workspace, found), digits))]
    };
    Ok(Response::found((base, variants), show, objects).with(notes))
}

fn compared<'c>(workspace: &'c Workspace, (base, variants): &'c (Answers, Vec<Variant>)) -> Comparison<'c> {
    let (name, model) = (workspace.called.as_str(), &workspace.preset.model);
    let base = Side { name, settings: &[], model, answers: &base.answers };
    let side = |variant: &'c Variant| Side {
        name: &variant.name,
        settings: &variant.settings,
        model: &variant.workspace.preset.model,
        answers: &variant.answers.answers,
    };
    compare(base, variants.iter().map(side).collect())
}

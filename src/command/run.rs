//! `run`: the tables of a model, its checks, or some of its results in detail.

use super::argument::{Argument, Count, Kind};
use super::given::Given;
use super::{Command, Doors, Failure, Response, Subject, vars};
use crate::analysis::by_hand::Rounded;
use crate::analysis::checks::all_hold;
use crate::analysis::sensitivity::{Shares, detail};
use crate::diagnostic::{Diagnostic, Diagnostics, Sources};
use crate::document::Document;
use crate::model::{Answers, EquationId};
use crate::preset::Preset;
use crate::report::changes::waiting;
use crate::report::json::Object;
use crate::report::scenario::{ScenarioRecord, checks, document};
use crate::report::uncertainty::in_full;
use crate::syntax::lines::listed;
use crate::workspace::{Question, Workspace};

/// The command.
pub(super) static COMMAND: Command = Command {
    name: "run",
    aliases: &["report", "tables"],
    doors: Doors::Both,
    subject: Subject::Preset,
    about: "Print the tables of a model",
    more: "A model without tables of its own shows its assumptions and estimates.",
    wants: "",
    example: &[":load pastebin", ":run"],
    arguments: &[
        Argument::option(
            "--detail",
            Kind::Expressions,
            "NAME",
            "Take an uncertain result apart: how it spreads and what that comes from",
        )
        .times(Count::Any),
        Argument::flag(
            "--check",
            "Print the checks only, and exit with 1 if one fails: to guard an estimate in continuous integration",
        ),
    ],
    is_question: true,
    run,
};

fn run<'w>(workspace: &'w mut Workspace, given: &Given, sources: &mut Sources) -> Result<Response<'w>, Failure> {
    workspace.preset.list_definitions();
    if given.all("--detail").any(|list| !listed(&list.text).is_empty()) {
        return in_detail(workspace, given);
    }
    if given.has("--check") {
        return checked(workspace);
    }
    if workspace.preset.assumptions.is_empty() && workspace.preset.estimates.is_empty() {
        return vars::run(workspace, given, sources);
    }
    let answers = workspace.checked_answers()?;
    let workspace = &*workspace;
    let show = move |answers: &Answers| {
        let by_hand = Rounded::new(&workspace.preset.model, &workspace.options);
        let shares = Shares::new(answers);
        let mut document = document(&workspace.preset, answers, &shares, Some(&by_hand), &workspace.tables());
        for waits in workspace.all_waiting() {
            document.paragraph(waiting(&waits));
        }
        document
    };
    Ok(Response::found(answers, show, move |answers| objects(workspace, &workspace.preset, answers))
        .with(workspace.notes.clone()))
}

fn objects(workspace: &Workspace, preset: &Preset, answers: &Answers) -> Vec<Object> {
    let shares = Shares::with_totals(answers);
    vec![Object::new(&ScenarioRecord::new(preset, answers, &shares, &workspace.tables()))]
}

/// The checks alone; one that fails fails the command.
fn checked(workspace: &mut Workspace) -> Result<Response<'_>, Failure> {
    let answers = workspace.checked_answers()?;
    let workspace = &*workspace;
    if workspace.preset.checks.is_empty() {
        let problem = Diagnostic::error("this preset has no checks");
        return Err(problem.help("write `checks = [{ condition = \"storage < 5 PB\", why = \"…\" }]`").into());
    }
    let fails = !all_hold(&workspace.preset, &answers);
    let show = move |answers: &Answers| {
        let mut document = Document::default();
        document.table(checks(&workspace.preset, answers, &workspace.tables()));
        document
    };
    let found = Response::found(answers, show, move |answers| objects(workspace, &workspace.preset, answers));
    Ok(Response { fails, ..found.with(workspace.notes.clone()) })
}

/// Some results, each in detail.
fn in_detail<'w>(workspace: &'w mut Workspace, given: &Given) -> Result<Response<'w>, Failure> {
    let mut question = Question::new(workspace);
    let mut asked: Vec<EquationId> = Vec::new();
    for list in given.all("--detail") {
        for text in listed(&list.text) {
            let part = list.part(text);
            asked.extend(question.expression("--detail", &part.text, part.origin));
        }
    }
    let answers = question.answers()?;
    let workspace = &*workspace;
    let notes: Diagnostics = question.notes.clone();
    let found = (question, asked, answers);
    let show = |(question, asked, answers): &(Question, Vec<EquationId>, Answers)| {
        let mut document = Document::default();
        for &id in asked {
            if let Some(answer) = answers.get(id) {
                let named = (question.preset.model.equations()[id.index()].title(), answer);
                let detail = detail(answers, id);
                let sampling = question.options.sampling;
                document.append(in_full(named, detail.as_ref(), sampling, &question.formatter()));
            }
        }
        document
    };
    Ok(Response::found(found, show, move |(question, _, answers)| objects(workspace, &question.preset, answers))
        .with(notes))
}

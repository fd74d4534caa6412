//! `solve`: what an assumption may be for a condition to hold.

use super::argument::{Argument, Count, Kind};
use super::given::Given;
use super::{Command, Doors, Failure, Response, Subject};
use crate::analysis::solve::solve;
use crate::diagnostic::{Diagnostic, Sources};
use crate::report::json::Object;
use crate::report::solution::{Question as Asked, SolutionRecord, document, without_answer};
use crate::workspace::{Question, Workspace};

/// The command.
pub(super) static COMMAND: Command = Command {
    name: "solve",
    aliases: &[],
    doors: Doors::Both,
    subject: Subject::Preset,
    about: "Find what an assumption may be for a condition to hold",
    more: "The value is looked for over nine orders of magnitude to either side.",
    wants: "an assumption and a condition",
    example: &[
        "dau = 10M users",
        "servers = ceil(dau / (1M users/server))",
        ":solve dau such that servers <= 100 servers",
    ],
    arguments: &[
        Argument::required("NAME", Kind::Name, "The assumption"),
        Argument::option(
            "--such-that",
            Kind::Condition,
            "CONDITION",
            "The condition: `--such-that 'app_servers <= 100 servers'`",
        )
        .times(Count::Required)
        .or_word("such that"),
    ],
    is_question: true,
    run,
};

fn run<'w>(workspace: &'w mut Workspace, given: &Given, _: &mut Sources) -> Result<Response<'w>, Failure> {
    let (Some(name), Some(condition)) = (given.one("NAME"), given.one("--such-that")) else {
        let problem = Diagnostic::error("`solve` takes an assumption and a condition");
        return Err(Failure::usage(problem.help("write `dau --such-that 'servers <= 100 servers'` behind it")));
    };
    let mut question = Question::new(workspace);
    let target = question.expression("--such-that", &condition.text, condition.origin);
    question.check()?;
    let id = question.named(&name.name());
    question.check()?;
    let (Some(id), Some(target)) = (id, target) else { return Err(Diagnostic::error("there is no condition").into()) };
    let varied = question.varied(&[id])?;
    let formatter = question.formatter();
    let solution = solve(&question.preset.model, &varied, (id, target), formatter.digits)?;
    let Some(answer) = varied.answers.get(id).cloned() else {
        return Err(Diagnostic::error(format!("`{}` has no value to vary", name.text)).into());
    };
    let condition = question.preset.model.equations()[target.index()].body.text().to_owned();
    let why = question.preset.model.equations()[id.index()].why.clone();
    let name = name.text.clone();
    let without = without_answer(&Asked { name: &name, answer: &answer, condition: &condition }, &solution, &formatter);
    let notes = std::mem::take(&mut question.notes);
    let found = Response::found(
        (question, solution, answer, name, condition),
        |(question, solution, answer, name, condition)| {
            document(&Asked { name, answer, condition }, solution, &question.formatter())
        },
        move |(question, solution, answer, name, condition)| {
            let asked = Asked { name, answer, condition };
            let record = SolutionRecord::new(&asked, solution, &question.formatter());
            vec![Object::new(&record.because(why.as_deref()))]
        },
    );
    Ok(match without {
        // A person is told why there is no answer, a program finds it in the object.
        Some(reason) => Response { fails: true, instead: Some(Diagnostic::error(reason)), ..found.with(notes) },
        None => found.with(notes),
    })
}

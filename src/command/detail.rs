//! `detail`: how an uncertain result spreads, and what that comes from.

use super::argument::{Argument, Kind};
use super::given::Given;
use super::{Command, Doors, Failure, Response, Subject};
use crate::analysis::sensitivity::taken_apart;
use crate::diagnostic::Sources;
use crate::model::{Sheet, Typed};
use crate::quantity::display::Formatter;
use crate::report::json::{AnswerRecord, Object};
use crate::report::{answer, uncertainty};
use crate::workspace::Workspace;

/// The command.
pub(super) static COMMAND: Command = Command {
    name: "detail",
    aliases: &["d"],
    doors: Doors::Session,
    subject: Subject::Nothing,
    about: "Take an uncertain result apart: how it spreads, and which assumptions that comes from",
    more: "Without an expression it is about the last question. `napkin run PRESET --detail NAME` does the same.",
    wants: "",
    example: &["dau = 50M to 300M users", "dau * (1 to 3 tweets/user/day) -> QPS", ":detail"],
    arguments: &[Argument::optional("EXPRESSION", Kind::Expression, "A result")],
    is_question: true,
    run,
};

fn run<'w>(workspace: &'w mut Workspace, given: &Given, _: &mut Sources) -> Result<Response<'w>, Failure> {
    let written = given.one("EXPRESSION").map(|written| (written.text.as_str(), written.origin));
    let question = workspace.question(written, ":detail")?;
    let look = |sheet: &Sheet, asked: &Typed| {
        let (answer, remark) = sheet.answer(asked)?;
        let detail = taken_apart(sheet, (asked.slot, &answer));
        Ok((answer, detail, sheet.plan.sampling, remark))
    };
    let ((answer, detail, sampling, remark), mut problems) = workspace.look(&question, look)?;
    problems.extend(remark);
    let workspace = &*workspace;
    let formatter = move || -> Formatter<'w> { workspace.formatter() };
    let named = question.text().to_owned();
    let title = named.clone();
    let show = move |(answer, detail): &(_, Option<_>)| {
        uncertainty::in_full((&named, answer), detail.as_ref(), sampling, &formatter())
    };
    let objects = move |(answer, detail): &(_, Option<crate::analysis::sensitivity::Detail>)| {
        let display = answer::result(answer, &formatter()).to_string();
        let record = AnswerRecord::new(Some(&title), answer, display, &formatter());
        let shares = detail.as_ref().map_or(&[][..], |detail| &detail.shares);
        vec![Object::new(&record.with_shares(shares))]
    };
    Ok(Response::found((answer, detail), show, objects).with(problems))
}

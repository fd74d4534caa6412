//! `growth`: a model over the years, with assumptions that grow.

use super::argument::{Argument, Count, Kind};
use super::given::{Given, Written};
use super::opening::{over_values, parts, shown};
use super::{Command, Doors, Failure, Response, Subject};
use crate::analysis::growth::{Rate, check_years, growth};
use crate::diagnostic::{Diagnostic, Sources};
use crate::report::sweep::{GrowthRecord, growth as document};
use crate::syntax::parse;
use crate::syntax::tree::Statement;
use crate::workspace::{Question, Workspace};

/// How many years are shown unless someone asks for another number.
const YEARS: usize = 5;

/// The command.
pub(super) static COMMAND: Command = Command {
    name: "growth",
    aliases: &["grow"],
    doors: Doors::Both,
    subject: Subject::Preset,
    about: "Show a model over the years, with assumptions that grow",
    more: "A rate is a share per time, `50%/year` or `3%/month`; it compounds. A condition is waited for up to 100 years.",
    wants: "a name and its rate",
    example: &["dau = 150M users", "storage = dau * 2 MB/user -> TB", ":growth dau = 50%/year until storage > 1 PB"],
    arguments: &[
        Argument::required("NAME = RATE", Kind::Definitions, "What grows, and how fast: `dau = 50%/year`")
            .times(Count::Some),
        Argument::option("--years", Kind::Number, "N", "How many years to show, 1 to 100 [default: 5]"),
        Argument::option(
            "--show",
            Kind::Expressions,
            "EXPRESSION",
            "What to show: names or expressions, separated by commas",
        )
        .times(Count::Any),
        Argument::option(
            "--until",
            Kind::Condition,
            "CONDITION",
            "Tell in which month a condition first holds: `--until 'storage > 5 PB'`",
        )
        .or_word("until"),
    ],
    is_question: true,
    run,
};

fn run<'w>(workspace: &'w mut Workspace, given: &Given, _: &mut Sources) -> Result<Response<'w>, Failure> {
    let years = given.number("--years").map_err(Failure::usage)?.unwrap_or(YEARS);
    check_years(years).map_err(Failure::usage)?;
    let mut question = Question::new(workspace);
    let estimates = shown(&mut question, given);
    let mut rates = Vec::new();
    for written in given.all("NAME = RATE").flat_map(parts) {
        let rate = rate(&mut question, &written);
        rates.extend(question.keep(rate));
    }
    let until = given.one("--until");
    let until = until.and_then(|until| question.expression("--until", &until.text, until.origin));
    let varied = question.varied(&rates.iter().map(|rate| rate.id).collect::<Vec<_>>())?;
    let estimates = varied.or_dependents(&question.preset, estimates)?;
    let found = growth(&question.preset.model, &varied, &rates, (years, &estimates), until)?;
    Ok(over_values(question, (&varied, &estimates), found, document, GrowthRecord::new))
}

/// `name = rate`, of which the rate becomes an expression of the model.
fn rate(question: &mut Question, written: &Written) -> Result<Rate, Diagnostic> {
    let Statement::Definition { name, body } = parse(&written.text, written.origin)? else {
        return Err(Diagnostic::error("growth is a name and a rate")
            .at(written.span(), "no `name = …`")
            .help("write `'active_users = 50%/year'`"));
    };
    Rate::add(&mut question.preset.model, &name, body)
}

//! `formulas`: the field's formulas by subject, or one with its arguments, domain and source.

use super::argument::{Argument, Kind};
use super::given::Given;
use super::{Command, Doors, Failure, Response, Subject};
use crate::diagnostic::suggestion::{did_you_mean, nearest};
use crate::diagnostic::{Diagnostic, Sources};
use crate::formulas::{Formula, all, find};
use crate::quantity::display::Formatter;
use crate::quantity::unit::Units;
use crate::report::formulas as report;
use crate::report::json::Object;
use crate::workspace::Workspace;

/// The command.
pub(super) static COMMAND: Command = Command {
    name: "formulas",
    aliases: &[],
    doors: Doors::Both,
    subject: Subject::Nothing,
    about: "List the field's formulas, or explain one: queueing, storage, availability, caching, …",
    more: "`:info NAME` explains a formula, too.",
    wants: "",
    example: &[":formulas erlang_c"],
    arguments: &[Argument::optional("FORMULA", Kind::Formula, "The name of a formula: `erlang_c`")],
    is_question: false,
    run,
};

/// A formula; `None` for all of them.
type Found = Option<&'static Formula>;

fn run<'w>(_: &'w mut Workspace, given: &Given, _: &mut Sources) -> Result<Response<'w>, Failure> {
    let name = given.one("FORMULA").map(|written| written.text.as_str());
    let found = name.and_then(find);
    if let (Some(name), None) = (name, found) {
        let near = did_you_mean(&nearest(name, all().map(|formula| formula.name)));
        let help = near.unwrap_or_else(|| "`napkin formulas` lists them".to_owned());
        return Err(Failure::usage(Diagnostic::error(format!("there is no formula called `{name}`")).help(help)));
    }
    let show = |&found: &Found| {
        let units = Units::default();
        let formatter = Formatter::new(&units, false);
        match found {
            Some(formula) => report::one(formula, &formatter),
            None => report::overview(&formatter),
        }
    };
    let objects = |&found: &Found| {
        let units = Units::default();
        let records = report::records(found.map(|formula| formula.name), &Formatter::new(&units, false));
        records.iter().map(Object::new).collect()
    };
    Ok(Response::found(found, show, objects))
}

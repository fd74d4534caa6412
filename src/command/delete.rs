//! `delete`: forgets definitions and functions.

use super::argument::{Argument, Count, Kind};
use super::given::Given;
use super::{Command, Doors, Failure, Response, Subject};
use crate::diagnostic::suggestion::{did_you_mean, nearest};
use crate::diagnostic::{Diagnostic, Sources};
use crate::model::{Change, Defined};
use crate::syntax::tree::Name;
use crate::workspace::{Done, Workspace};

/// The command.
pub(super) static COMMAND: Command = Command {
    name: "delete",
    aliases: &["del", "rm"],
    doors: Doors::Session,
    subject: Subject::Nothing,
    about: "Forget a definition or a function",
    more: "What uses it then waits until the name is defined again.",
    wants: "a name",
    example: &["dau = 150M users", "writes = dau * 2 tweets/user/day", ":delete dau"],
    arguments: &[Argument::required("NAME…", Kind::Defined, "The names").times(Count::Some)],
    is_question: false,
    run,
};

fn run<'w>(workspace: &'w mut Workspace, given: &Given, _: &mut Sources) -> Result<Response<'w>, Failure> {
    let names = given.text("NAME…");
    let done = workspace.together(|workspace| {
        let mut whole = Done::default();
        for name in names.split([' ', ',']).filter(|name| !name.is_empty()) {
            whole.append(delete(workspace, name));
        }
        whole
    });
    Ok(Response::done(workspace, done))
}

fn delete(workspace: &mut Workspace, name: &str) -> Done {
    let model = &workspace.preset.model;
    let bare = name.split('(').next().unwrap_or(name);
    let is_function = model.definition(&Defined::Function(Name::new(bare))).is_some();
    if bare == name && model.find(name).is_some() {
        return workspace.change(Change::Delete(Defined::Value(Name::new(name))));
    }
    if is_function {
        return workspace.change(Change::Delete(Defined::Function(Name::new(bare))));
    }
    let functions = model.functions();
    let names = model.names().chain(functions.iter().map(|function| function.name.name.as_str()));
    let near = did_you_mean(&nearest(bare, names));
    let help = near.unwrap_or_else(|| "`:vars` lists what is defined".to_owned());
    Diagnostic::error(format!("nothing called `{bare}` is defined here")).help(help).into()
}

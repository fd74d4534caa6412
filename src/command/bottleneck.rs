//! `bottleneck`: which resource of a tier binds.

use super::argument::{Argument, Count, Kind};
use super::given::Given;
use super::opening::parts;
use super::{Command, Doors, Failure, Response, Subject};
use crate::analysis::bottleneck::{Resource, bottleneck};
use crate::diagnostic::{Diagnostic, Diagnostics, Sources};
use crate::quantity::display::Formatter;
use crate::report::bottleneck::{BottleneckRecord, document};
use crate::report::json::Object;
use crate::workspace::{Question, Workspace};

/// The command.
pub(super) static COMMAND: Command = Command {
    name: "bottleneck",
    aliases: &["binds"],
    doors: Doors::Both,
    subject: Subject::PerhapsPreset,
    about: "Find which resource of a tier binds: memory, operations, disk, …",
    more: "Resources are separated by commas; each is what is needed / what one unit has.",
    wants: "resources",
    example: &[
        "working_set = 1 TB to 3 TB",
        ":bottleneck memory = working_set / (64 GB/node), operations = 500k QPS / (100k QPS/node)",
    ],
    arguments: &[Argument::required(
        "LABEL = NEED / PER_UNIT",
        Kind::Resources,
        "Resources: `memory = working_set / (64 GB/node)`",
    )
    .times(Count::Some)],
    is_question: true,
    run,
};

fn run<'w>(workspace: &'w mut Workspace, given: &Given, _: &mut Sources) -> Result<Response<'w>, Failure> {
    let (mut resources, mut wrong) = (Vec::new(), Diagnostics::default());
    for written in given.all("LABEL = NEED / PER_UNIT").flat_map(parts) {
        match Resource::parse(&written.text, written.origin) {
            Ok(resource) => resources.push(resource),
            Err(problem) => wrong.push(problem),
        }
    }
    if resources.is_empty() && wrong.is_empty() {
        let problem = Diagnostic::error("no resource is named");
        let help = "write `napkin bottleneck PRESET 'memory = working_set / (64 GB/node)' 'operations = …'`";
        return Err(Failure::usage(problem.help(help)));
    }
    let mut question = Question::whole(workspace);
    // What is wrong with the model is said before what is wrong with the resources.
    question.points()?;
    if !wrong.is_empty() {
        return Err(wrong.into());
    }
    let found = bottleneck(&mut question.preset.model, &resources, &question.options)?;
    let notes = std::mem::take(&mut question.notes);
    let hints = found.hints.clone();
    Ok(Response::found(
        (question, found),
        |(question, found)| {
            let formatter: Formatter<'_> = question.formatter();
            document(found, question.options.sampling, &formatter)
        },
        |(question, found)| vec![Object::new(&BottleneckRecord::new(found, &question.formatter()))],
    )
    .with(notes)
    .with(hints))
}

//! `calibrate`: what the presets predict of real systems, and what those really ran.

use super::argument::{Argument, Kind};
use super::given::Given;
use super::{Command, Doors, Failure, Response, Subject};
use crate::analysis::calibrate::{Calibration, calibrate};
use crate::diagnostic::suggestion::{did_you_mean, nearest};
use crate::diagnostic::{Diagnostic, Sources};
use crate::preset::calibration::systems;
use crate::report::calibration::{document, records};
use crate::report::json::Object;
use crate::workspace::Workspace;

/// The command.
pub(super) static COMMAND: Command = Command {
    name: "calibrate",
    aliases: &[],
    doors: Doors::Both,
    subject: Subject::Nothing,
    about: "Hold the presets against real systems: what their rules predict, and what was really run",
    more: "Each figure comes with the ratio of the two and its source.",
    wants: "",
    example: &[":calibrate Tumblr"],
    arguments: &[Argument::optional("SYSTEM", Kind::Text, "The name of a system: `Tumblr`")],
    is_question: false,
    run,
};

fn run<'w>(_: &'w mut Workspace, given: &Given, sources: &mut Sources) -> Result<Response<'w>, Failure> {
    let name = given.one("SYSTEM").map(|written| written.text.as_str());
    let systems = systems();
    let names: Vec<String> = systems.iter().map(|system| system.name.clone()).collect();
    let is_wanted = |one: &str| name.is_none_or(|name| one.eq_ignore_ascii_case(name));
    let wanted = systems.into_iter().filter(|system| is_wanted(&system.name));
    let calibrations = wanted.map(|system| calibrate(system, sources)).collect::<Result<Vec<Calibration>, _>>()?;
    if let (Some(name), true) = (name, calibrations.is_empty()) {
        let help = did_you_mean(&nearest(name, names.iter().map(String::as_str)));
        let help = help.unwrap_or_else(|| format!("the systems are {}", names.join(", ")));
        return Err(Failure::usage(Diagnostic::error(format!("nothing is known of `{name}`")).help(help)));
    }
    let objects = |found: &Vec<Calibration>| records(found).iter().map(Object::new).collect();
    Ok(Response::found(calibrations, |found| document(found), objects))
}

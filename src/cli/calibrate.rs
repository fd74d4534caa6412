//! `napkin calibrate`: what the presets predict of real systems, and what those really ran.

use std::io;

use super::Ending;
use crate::analysis::calibrate::calibrate as run;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::suggestion::{did_you_mean, nearest};
use crate::preset::calibration::systems;
use crate::report::calibration as report;
use crate::terminal::Output;

/// Prints all systems, or the one of a name.
pub(super) fn calibrate(name: Option<&str>, output: &mut Output) -> io::Result<Ending> {
    let systems = systems();
    let names: Vec<String> = systems.iter().map(|system| system.name.clone()).collect();
    let is_wanted = |one: &str| name.is_none_or(|name| one.eq_ignore_ascii_case(name));
    let mut calibrations = Vec::new();
    for system in systems.into_iter().filter(|system| is_wanted(&system.name)) {
        match run(system, &mut output.sources) {
            Ok(calibration) => calibrations.push(calibration),
            Err(problems) => {
                output.problems(&problems)?;
                return Ok(Ending::ModelError);
            }
        }
    }
    if let (Some(name), true) = (name, calibrations.is_empty()) {
        let help = did_you_mean(&nearest(name, names.iter().map(String::as_str)));
        let help = help.unwrap_or_else(|| format!("the systems are {}", names.join(", ")));
        output.problem(&Diagnostic::error(format!("nothing is known of `{name}`")).help(help))?;
        return Ok(Ending::WrongUsage);
    }
    if output.json {
        for record in report::records(&calibrations) {
            output.object(&record)?;
        }
        return Ok(Ending::Success);
    }
    output.document(&report::document(&calibrations))?;
    Ok(Ending::Success)
}

//! `napkin formulas`: the field's formulas by subject, or one with its arguments, domain and source.

use std::io;

use super::Ending;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::suggestion::{did_you_mean, nearest};
use crate::formulas::{all, find};
use crate::quantity::display::Formatter;
use crate::quantity::unit::Units;
use crate::report::formulas as report;
use crate::terminal::Output;

/// Prints the formulas, or the one of a name.
pub(super) fn formulas(name: Option<&str>, output: &mut Output) -> io::Result<Ending> {
    let units = Units::default();
    let formatter = Formatter::new(&units, false);
    let found = name.and_then(find);
    if let (Some(name), None) = (name, found) {
        let near = did_you_mean(&nearest(name, all().map(|formula| formula.name)));
        let help = near.unwrap_or_else(|| "`napkin formulas` lists them".to_owned());
        output.problem(&Diagnostic::error(format!("there is no formula called `{name}`")).help(help))?;
        return Ok(Ending::WrongUsage);
    }
    if output.json {
        for record in report::records(name, &formatter) {
            output.object(&record)?;
        }
        return Ok(Ending::Success);
    }
    output.document(&match found {
        Some(formula) => report::one(formula, &formatter),
        None => report::overview(&formatter),
    })?;
    Ok(Ending::Success)
}

//! A preset of which some definitions vary: its estimates chosen, calculated and printed. Which values they take is for
//! `sweep` and `growth` to say.

use std::io;

use serde::Serialize;

use super::Ending;
use super::opened::Opened;
use crate::analysis::vary::Varied;
use crate::diagnostic::Diagnostics;
use crate::document::Document;
use crate::model::{EquationId, Model};
use crate::quantity::display::Formatter;
use crate::terminal::Output;

/// How what was found is shown: as an object, and as a report.
pub(super) struct View<F, R> {
    pub(super) record: fn(&F, &Formatter) -> R,
    pub(super) document: fn(&F, &Formatter) -> Document,
}

/// Calculates the estimates that were asked for, or those that depend on what varies, and prints what was found.
pub(super) fn tell<F, R: Serialize>(
    opened: Opened,
    varied: &Varied,
    calculate: impl FnOnce(&Model, &[EquationId]) -> Result<F, Diagnostics>,
    view: &View<F, R>,
    output: &mut Output,
) -> io::Result<Ending> {
    let Opened { preset, mut problems, asked } = opened;
    let found = varied.or_dependents(&preset, asked).and_then(|shown| Ok((calculate(&preset.model, &shown)?, shown)));
    let (found, shown) = match found {
        Ok(found) => found,
        Err(problems) => {
            output.problems(&problems)?;
            return Ok(Ending::ModelError);
        }
    };
    problems.extend(varied.unmoved(&preset.model, &shown));
    let formatter = Formatter::new(&preset.model.units, false);
    if output.json {
        output.object(&(view.record)(&found, &formatter))?;
    } else {
        output.document(&(view.document)(&found, &formatter))?;
    }
    output.problems(&problems)?;
    Ok(Ending::Success)
}

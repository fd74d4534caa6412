//! Presets: models in TOML files, with titles, reasons and tables around them; the built-in catalogue.
//! From text to a model and back; `find` knows where presets are kept.

pub mod calibration;
pub mod catalogue;
mod convention;
mod document;
pub mod editing;
pub mod find;
pub mod kept;
mod outline;
mod read;
pub mod saving;
mod splice;
mod write;

use std::collections::HashSet;
use std::sync::Arc;

use crate::model::{EquationId, Model};

pub use crate::model::CONVENTIONS;
pub use convention::choose;
pub use read::read;
pub use write::write;

/// A preset, read and parsed; whether its equations make sense is found by compiling its model.
#[derive(Debug, Clone, Default)]
pub struct Preset {
    /// What it is called in a heading.
    pub title: String,
    /// The question it answers.
    pub question: String,
    /// What it is about and what its numbers decide.
    pub summary: String,
    /// The heading under which it is listed.
    pub topic: String,
    /// What the numbers decide, in prose.
    pub decides: String,
    /// Words by which it is found.
    pub tags: Vec<String>,
    /// Where its figures come from.
    pub sources: Vec<String>,
    /// Assumptions, estimates, and the rows of its tables as bare expressions.
    pub model: Model,
    /// The assumptions, in order.
    pub assumptions: Vec<EquationId>,
    /// The estimates, in order.
    pub estimates: Vec<EquationId>,
    /// The tables, in order.
    pub tables: Vec<Table>,
    /// What must hold for the design to work, in order.
    pub checks: Vec<Check>,
    /// The text that it was read from, which is edited where it is saved: comments and order are the user's.
    pub text: Option<Arc<str>>,
}

impl Preset {
    /// Moves a definition that has changed to the end of the list that it belongs to now.
    pub fn list_again(&mut self, id: EquationId) {
        let (from, to) = if is_assumption(&self.model, id) {
            (&mut self.estimates, &mut self.assumptions)
        } else {
            (&mut self.assumptions, &mut self.estimates)
        };
        if from.contains(&id) {
            from.retain(|other| *other != id);
            to.push(id);
        }
    }

    /// Takes the definitions of the model that are listed nowhere yet among the assumptions, or among the estimates
    /// if they use others, and drops those that are gone.
    pub fn list_definitions(&mut self) {
        let model = &self.model;
        let is_defined = |id: &EquationId| model.equations()[id.index()].name.is_some();
        self.assumptions.retain(is_defined);
        self.estimates.retain(is_defined);
        let listed: HashSet<EquationId> = self.assumptions.iter().chain(&self.estimates).copied().collect();
        let ids = (0..model.equations().len()).map(|index| EquationId(index as u32));
        for id in ids.filter(|id| is_defined(id) && !listed.contains(id)) {
            if is_assumption(model, id) { self.assumptions.push(id) } else { self.estimates.push(id) }
        }
    }
}

/// Whether a definition is an assumption: it uses no other, or it has a range, which only an assumption of a file has.
fn is_assumption(model: &Model, id: EquationId) -> bool {
    model.equations()[id.index()].range.is_some() || model.is_given(id)
}

/// A condition that must hold.
#[derive(Debug, Clone)]
pub struct Check {
    /// The condition.
    pub condition: EquationId,
    /// The values of its two sides, if it is a comparison.
    pub sides: Option<(EquationId, EquationId)>,
    /// What it means that it holds.
    pub why: String,
}

/// A table of estimates.
#[derive(Debug, Clone, Default)]
pub struct Table {
    /// Its heading.
    pub title: String,
    /// What its numbers decide.
    pub note: String,
    /// Its rows.
    pub rows: Vec<Row>,
}

/// A row of a table.
#[derive(Debug, Clone)]
pub struct Row {
    /// What the row shows.
    pub label: String,
    /// The expression whose result it shows, converted to the unit that it asks for.
    pub estimate: EquationId,
    /// The unit that it asks for, as written.
    pub unit: Option<String>,
    /// A remark.
    pub note: String,
}

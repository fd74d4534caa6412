//! Where a result comes from: its formula, what that uses, what those use, down to the assumptions; and what of a model
//! nothing uses. Data only: how a derivation looks is for the report.

use std::collections::HashSet;
use std::ops::RangeInclusive;
use std::sync::Arc;

use crate::model::{EquationId, Model};
use crate::preset::Preset;
use crate::syntax::tree::NodeKind;

/// How many levels of definitions below a result may be shown.
pub const DEPTHS: RangeInclusive<usize> = 0..=50;
/// How many are shown unless someone asks for another number.
pub const DEPTH: usize = 20;

/// The derivation of a result.
#[derive(Debug, Clone, PartialEq)]
pub struct Derivation {
    /// The result, with what it is derived from below it.
    pub root: Part,
    /// Whether something lies deeper than was asked for.
    pub is_cut: bool,
    /// Definitions of the model that neither another equation, a table nor a check uses.
    pub unused: Vec<EquationId>,
}

/// An equation in a derivation.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// The equation.
    pub id: EquationId,
    /// The functions of the model that it calls, as they are written.
    pub functions: Vec<Arc<str>>,
    /// What it is derived from.
    pub below: Below,
}

/// What lies below an equation.
#[derive(Debug, Clone, PartialEq)]
pub enum Below {
    /// The definitions that it uses, in the order in which it names them; none for an assumption.
    Uses(Vec<Part>),
    /// It has been shown before.
    Above,
    /// It uses others, but those lie deeper than was asked for.
    Deeper,
}

/// The equation to derive where `id` was asked for: the definition, if that is only its name.
#[must_use]
pub fn subject(model: &Model, id: EquationId) -> EquationId {
    let equation = &model.equations()[id.index()];
    match (&equation.name, equation.body.nodes()) {
        (None, [node]) => match &node.kind {
            NodeKind::Name(name) => model.find(name.as_str()).unwrap_or(id),
            _ => id,
        },
        _ => id,
    }
}

/// The derivation of an equation, `depth` levels deep.
#[must_use]
pub fn derivation(preset: &Preset, id: EquationId, depth: usize) -> Derivation {
    let uses = preset.model.uses();
    let mut walk = Walk { model: &preset.model, uses: &uses, shown: HashSet::new(), is_cut: false };
    // The way down is as deep as the stack at most.
    let root = walk.part(id, depth.min(*DEPTHS.end()));
    Derivation { root, is_cut: walk.is_cut, unused: unused(preset, &uses) }
}

struct Walk<'m> {
    model: &'m Model,
    uses: &'m [Vec<EquationId>],
    shown: HashSet<EquationId>,
    is_cut: bool,
}

impl Walk<'_> {
    fn part(&mut self, id: EquationId, depth: usize) -> Part {
        let uses = &self.uses[id.index()];
        if self.shown.contains(&id) {
            return Part { id, functions: Vec::new(), below: Below::Above };
        }
        if depth == 0 && !uses.is_empty() {
            self.is_cut = true;
            return Part { id, functions: Vec::new(), below: Below::Deeper };
        }
        self.shown.insert(id);
        let called = self.model.called(&self.model.equations()[id.index()].body);
        let functions = called.into_iter().map(|function| function.text.clone()).collect();
        let below = uses.iter().map(|&used| self.part(used, depth.saturating_sub(1))).collect();
        Part { id, functions, below: Below::Uses(below) }
    }
}

/// The definitions that nothing uses. Estimates of a model without tables are what it is for.
fn unused(preset: &Preset, uses: &[Vec<EquationId>]) -> Vec<EquationId> {
    let needed: HashSet<EquationId> = uses.iter().flatten().copied().collect();
    let estimates = if preset.tables.is_empty() { &[][..] } else { &preset.estimates };
    preset.assumptions.iter().chain(estimates).copied().filter(|id| !needed.contains(id)).collect()
}

//! Which equations of a session wait for a name, and for which. What an equation waits for is noted once, when it is
//! looked at; that another definition has come between is found out when someone asks, so that a long chain of
//! definitions that wait for each other costs each of them no more than a short one.

use std::collections::{HashMap, HashSet};

use super::{EquationId, Model};
use crate::syntax::tree::Name;

/// What every equation without a result waits for.
#[derive(Debug, Clone, Default)]
pub(super) struct Waiting {
    /// The names that each was found to wait for: those without a meaning, and those of equations that wait themselves.
    names: HashMap<EquationId, Vec<Name>>,
}

impl Waiting {
    /// An equation that waits for more names than this is itself what others wait for.
    const FEW: usize = 8;

    /// Whether an equation waits.
    pub(super) fn contains(&self, id: EquationId) -> bool {
        self.names.contains_key(&id)
    }

    /// Whether an equation is known to wait for a name: one that mentions it may have read it as a unit instead.
    pub(super) fn is_noted(&self, id: EquationId, name: &Name) -> bool {
        self.names.get(&id).is_some_and(|names| names.contains(name))
    }

    /// Notes the names that an equation waits for; with none of them, it does not.
    pub(super) fn insert(&mut self, id: EquationId, names: Vec<Name>) {
        let mut seen = HashSet::new();
        let names: Vec<Name> = names.into_iter().filter(|name| seen.insert(name.clone())).collect();
        if names.is_empty() {
            self.names.remove(&id);
        } else {
            self.names.insert(id, names);
        }
    }

    /// Notes that an equation does not wait.
    pub(super) fn remove(&mut self, id: EquationId) {
        self.names.remove(&id);
    }

    /// What an equation waits for that mentions this one as `name`: nothing if this one does not wait.
    pub(super) fn through(&self, id: EquationId, name: &Name) -> Option<Vec<Name>> {
        let names = self.names.get(&id)?;
        // The answer above has no name that could be looked up later.
        Some(if names.len() <= Self::FEW || name.as_str() == "_" { names.clone() } else { vec![name.clone()] })
    }

    /// How many names are told of those that an equation waits for.
    pub(super) const TOLD: usize = 5;

    /// The names without a meaning that an equation waits for in the end: one more than are told, if there are more.
    pub(super) fn in_the_end(&self, model: &Model, id: EquationId) -> Vec<Name> {
        let mut found = Vec::new();
        self.follow(model, id, |name, waits| {
            if !waits {
                found.push(name.clone());
            }
            found.len() <= Self::TOLD
        });
        // They are told in alphabetical order, and not in that of the definitions.
        found.sort_unstable();
        found
    }

    /// Whether an equation waits for the name of an equation in the end: for its own, that is a circle.
    pub(super) fn is_for(&self, model: &Model, id: EquationId, wanted: &Name) -> bool {
        let mut is_found = false;
        self.follow(model, id, |name, _| {
            is_found = name == wanted;
            !is_found
        });
        is_found
    }

    /// Visits every name that an equation waits for, directly or through others, once, with whether an equation of that
    /// name waits itself; goes on for as long as `visit` wants to.
    fn follow(&self, model: &Model, id: EquationId, mut visit: impl FnMut(&Name, bool) -> bool) {
        let (mut seen, mut open) = (HashSet::new(), vec![id]);
        while let Some(id) = open.pop() {
            for name in self.names.get(&id).into_iter().flatten().filter(|name| seen.insert(*name)) {
                let waiting = model.find(name.as_str()).filter(|id| self.contains(*id));
                if !visit(name, waiting.is_some()) {
                    return;
                }
                open.extend(waiting);
            }
        }
    }
}

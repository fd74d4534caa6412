//! What words mean: in unit position a unit first and a name second, elsewhere the other way round.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::{Equation, EquationId, Model};
use crate::quantity::unit::Unit;
use crate::reference::{self, Figure};
use crate::syntax::tree::{Expression, Function, Name, NodeKind, UnitExpression};

/// The words of a model, with the units that have been looked up.
pub(super) struct Words<'m> {
    model: &'m Model,
    units: RefCell<HashMap<Name, Option<Arc<Unit>>>>,
}

/// What a word stands for.
pub(super) enum Meaning {
    Equation(EquationId),
    Unit(Arc<Unit>),
    Truth(bool),
    /// A number that everyone knows by its name: `pi`.
    Number(f64),
    /// A number of the field, as its source writes it.
    Figure(&'static Figure),
    /// A definition that could not be read, which has been reported.
    Broken,
    Unknown,
}

impl<'m> Words<'m> {
    pub(super) fn new(model: &'m Model) -> Self {
        Self { model, units: RefCell::default() }
    }

    /// The unit of that name.
    pub(super) fn unit(&self, word: &Name) -> Option<Arc<Unit>> {
        if let Some(known) = self.units.borrow().get(word) {
            return known.clone();
        }
        let unit = self.model.units.known(word.as_str()).map(Arc::new);
        self.units.borrow_mut().insert(word.clone(), unit.clone());
        unit
    }

    /// A word in the position of a value.
    pub(super) fn value(&self, word: &Name) -> Meaning {
        match self.model.find(word.as_str()) {
            Some(id) => Meaning::Equation(id),
            None if word.as_str() == "true" => Meaning::Truth(true),
            None if word.as_str() == "false" => Meaning::Truth(false),
            None if self.model.broken.contains(word) => Meaning::Broken,
            None if is_dotted(word) => {
                reference::find(word.as_str()).map_or(Meaning::Unknown, |found| Meaning::Figure(found.figure))
            }
            None => match self.unit(word) {
                Some(unit) => Meaning::Unit(unit),
                None if matches!(word.as_str(), "pi" | "π") => Meaning::Number(std::f64::consts::PI),
                None => Meaning::Unknown,
            },
        }
    }

    /// A word in the position of a unit.
    pub(super) fn in_unit(&self, word: &Name) -> Meaning {
        match self.unit(word) {
            Some(unit) => Meaning::Unit(unit),
            None if self.model.broken.contains(word) => Meaning::Broken,
            None => self.model.find(word.as_str()).map_or(Meaning::Unknown, Meaning::Equation),
        }
    }

    /// The equations that each of the given equations uses, also through functions.
    pub(super) fn dependencies(&self, equations: impl Iterator<Item = &'m Equation>) -> Vec<Vec<usize>> {
        let mut through: HashMap<&Name, Vec<usize>> = HashMap::new();
        equations.map(|equation| self.used_by(equation, &mut through)).collect()
    }

    fn used_by(&self, equation: &'m Equation, through: &mut HashMap<&'m Name, Vec<usize>>) -> Vec<usize> {
        let mut used = Vec::new();
        let mut calls = Vec::new();
        for body in equation.expressions() {
            self.direct(body, None, &mut used, &mut calls);
        }
        if let Some(last) = equation.last.filter(|_| equation.body.mentions_last()) {
            used.push(last.index());
        }
        for name in calls {
            if !through.contains_key(name) {
                let found = self.used_by_function(name);
                through.insert(name, found);
            }
            used.extend_from_slice(&through[name]);
        }
        used
    }

    fn used_by_function(&self, name: &'m Name) -> Vec<usize> {
        let (mut used, mut calls, mut seen) = (Vec::new(), vec![name], HashSet::new());
        while let Some(name) = calls.pop() {
            let Some(function) = self.model.functions.get(name).filter(|_| seen.insert(name)) else { continue };
            for part in function.expressions() {
                self.direct(part, Some(function), &mut used, &mut calls);
            }
        }
        used.sort_unstable();
        used.dedup();
        used
    }

    /// The equations and functions that an expression names itself.
    fn direct(
        &self,
        body: &'m Expression,
        within: Option<&Function>,
        used: &mut Vec<usize>,
        calls: &mut Vec<&'m Name>,
    ) {
        let is_parameter = |word: &Name| within.is_some_and(|function| has_parameter(function, word));
        let mut in_unit = |unit: &UnitExpression| {
            for term in &unit.terms {
                let name = &term.word.name;
                // Most words of units name no equation, so that this look-up is the cheaper one.
                if self.model.find(name.as_str()).is_some()
                    && !is_parameter(name)
                    && let Meaning::Equation(id) = self.in_unit(name)
                {
                    used.push(id.index());
                }
            }
        };
        let mut names = Vec::new();
        for node in body.nodes() {
            match &node.kind {
                NodeKind::Quantity { unit, .. } | NodeKind::Scale(_, unit) => in_unit(unit),
                NodeKind::Name(name) if !is_parameter(name) => names.extend(self.model.find(name.as_str())),
                // The high end of a range, where the word is a name.
                NodeKind::To { target, .. } => {
                    for term in target.terms.iter().filter(|term| !is_parameter(&term.word.name)) {
                        names.extend(self.model.find(term.word.name.as_str()));
                    }
                }
                NodeKind::Call { function, .. } if self.model.functions.contains_key(&function.name) => {
                    calls.push(&function.name);
                }
                _ => {}
            }
        }
        used.extend(names.into_iter().map(EquationId::index));
    }
}

/// Whether a word names a number of the field rather than a definition.
pub(super) fn is_dotted(word: &Name) -> bool {
    word.as_str().contains('.')
}

/// Whether a word names a parameter of a function.
pub(super) fn has_parameter(function: &Function, word: &Name) -> bool {
    function.parameters.iter().any(|parameter| parameter.name.name == *word)
}

//! What words mean: in unit position a unit first and a name second, elsewhere the other way round.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use super::builtin::is_function;
use super::{Equation, EquationId, Model};
use crate::quantity::unit::Unit;
use crate::reference::{self, Figure};
use crate::syntax::tree::{Expression, Function, Name, NodeKind};

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
        let (words, calls) = self.mentioned(equation);
        let mut used = self.equations(&words);
        used.extend(equation.last.filter(|_| equation.body.mentions_last()).map(EquationId::index));
        for name in calls.into_iter().filter(|name| self.model.functions.contains_key(*name)) {
            used.extend_from_slice(through.entry(name).or_insert_with(|| {
                let mut words = Vec::new();
                self.follow(vec![name], &mut words);
                let mut used = self.equations(&words);
                used.sort_unstable();
                used.dedup();
                used
            }));
        }
        used
    }

    /// The words and the functions in an equation itself.
    fn mentioned(&self, equation: &'m Equation) -> (Vec<&'m Name>, Vec<&'m Name>) {
        let (mut words, mut calls) = (Vec::new(), Vec::new());
        for body in equation.expressions() {
            self.direct(body, None, &mut words, &mut calls);
        }
        (words, calls)
    }

    fn equations(&self, words: &[&Name]) -> Vec<usize> {
        words.iter().filter_map(|word| self.model.find(word.as_str())).map(EquationId::index).collect()
    }

    /// The names in an equation, also through functions, that are those of equations or have no meaning yet.
    pub(super) fn names(&self, equation: &'m Equation) -> Vec<&'m Name> {
        let (mut words, calls) = self.mentioned(equation);
        let called = self.follow(calls, &mut words);
        let is_name = |word: &Name| match self.value(word) {
            Meaning::Equation(_) => true,
            Meaning::Unknown => !is_dotted(word) && word.as_str() != "_",
            _ => false,
        };
        words.retain(|word| is_name(word));
        words.extend(called.into_iter().filter(|name| !is_function(self.model, name.as_str())));
        words
    }

    /// Adds the words in functions and in those that they call, and gives the names of all that are called.
    fn follow(&self, mut calls: Vec<&'m Name>, words: &mut Vec<&'m Name>) -> BTreeSet<&'m Name> {
        let mut called = BTreeSet::new();
        while let Some(name) = calls.pop() {
            let is_new = called.insert(name);
            let Some(function) = self.model.functions.get(name).filter(|_| is_new) else { continue };
            for part in function.expressions() {
                self.direct(part, Some(function), words, &mut calls);
            }
        }
        called
    }

    /// The words and the functions in an expression itself: words that stand for a value, and those in the position of a
    /// unit that name an equation instead.
    fn direct(
        &self,
        body: &'m Expression,
        within: Option<&Function>,
        words: &mut Vec<&'m Name>,
        calls: &mut Vec<&'m Name>,
    ) {
        let is_parameter = |word: &Name| within.is_some_and(|function| has_parameter(function, word));
        // Most words of units name no equation, so that this look-up is the cheaper one.
        let is_equation = |word: &Name| {
            self.model.find(word.as_str()).is_some() && matches!(self.in_unit(word), Meaning::Equation(_))
        };
        for node in body.nodes() {
            match &node.kind {
                NodeKind::Quantity { unit, .. } | NodeKind::Scale(_, unit) => {
                    let terms = unit.terms.iter().map(|term| &term.word.name);
                    words.extend(terms.filter(|word| is_equation(word) && !is_parameter(word)));
                }
                NodeKind::Name(name) if !is_parameter(name) => words.push(name),
                // The high end of a range, where the word is a name.
                NodeKind::To { target, .. } => {
                    let terms = target.terms.iter().map(|term| &term.word.name);
                    words.extend(terms.filter(|word| !is_parameter(word)));
                }
                NodeKind::Call { function, .. } => calls.push(&function.name),
                _ => {}
            }
        }
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

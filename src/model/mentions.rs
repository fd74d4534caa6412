//! Who mentions a name in a model that changes, and so depends on it.
//! What a change then does to them is in `live`.

use std::collections::HashSet;

use super::live::Live;
use super::{Defined, Equation, EquationId, Model};
use crate::syntax::tree::{Expression, Name};

/// Who mentions a word.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Mention {
    Equation(EquationId),
    Function(Name),
}

impl Live {
    /// The equation of a name, and all that mention it, directly or through others.
    pub(super) fn dependents(&self, model: &Model, changed: &Defined) -> Vec<EquationId> {
        let mut found = Vec::new();
        let (mut seen, mut words, mut heard) = (HashSet::new(), vec![changed.name().clone()], HashSet::new());
        if let Defined::Value(name) = changed
            && let Some(id) = model.find(name.as_str())
        {
            seen.insert(id);
            found.push(id);
            words.push(unnamed(id));
        }
        while let Some(word) = words.pop() {
            if !heard.insert(word.clone()) {
                continue;
            }
            for mention in self.mentions.get(&word).into_iter().flatten() {
                match mention {
                    Mention::Equation(id) if seen.insert(*id) => {
                        found.push(*id);
                        words.push(unnamed(*id));
                        words.extend(model.equations()[id.index()].name.as_ref().map(|name| name.name.clone()));
                    }
                    Mention::Equation(_) => {}
                    Mention::Function(name) => words.push(name.clone()),
                }
            }
        }
        found
    }

    /// Whether an equation or a function mentions a word.
    pub(super) fn is_mentioned(&self, word: &str) -> bool {
        self.mentions.get(word).is_some_and(|mentions| !mentions.is_empty())
    }

    pub(super) fn learn_equation(&mut self, model: &Model, id: EquationId) {
        for word in words(&model.equations()[id.index()]) {
            self.mentions.entry(word).or_default().insert(Mention::Equation(id));
        }
    }

    pub(super) fn forget_equation(&mut self, model: &Model, id: EquationId) {
        self.no_longer(&Mention::Equation(id), words(&model.equations()[id.index()]));
    }

    pub(super) fn learn_function<'a>(&mut self, name: &Name, bodies: impl Iterator<Item = &'a Expression>) {
        let words: HashSet<&Name> = bodies.flat_map(Expression::words).collect();
        for word in words {
            self.mentions.entry(word.clone()).or_default().insert(Mention::Function(name.clone()));
        }
    }

    pub(super) fn forget(&mut self, model: &Model, defined: &Defined) {
        match defined {
            Defined::Value(name) => {
                if let Some(id) = model.find(name.as_str()) {
                    self.forget_equation(model, id);
                }
            }
            Defined::Function(name) => {
                let Some(function) = model.functions.get(name) else { return };
                let words = function.expressions().flat_map(Expression::words).cloned();
                self.no_longer(&Mention::Function(name.clone()), words);
            }
        }
    }

    fn no_longer(&mut self, mention: &Mention, words: impl IntoIterator<Item = Name>) {
        for word in words {
            if let Some(mentions) = self.mentions.get_mut(&word) {
                mentions.remove(mention);
            }
        }
    }
}

/// The words that an equation mentions, and the line that it mentions as `_`.
fn words(equation: &Equation) -> HashSet<Name> {
    let last = equation.last.filter(|_| equation.body.mentions_last()).map(unnamed);
    equation.expressions().flat_map(Expression::words).cloned().chain(last).collect()
}

/// What stands for a line that is mentioned as `_` among the words of equations; no name is written like it.
pub(super) fn unnamed(id: EquationId) -> Name {
    Name::new(&format!("_ {}", id.0))
}

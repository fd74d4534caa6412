//! What a name of a model means: definitions are added, replaced and taken away, as many as there is room for.
//! What follows from that for results is in `live`.

use std::collections::HashMap;

use super::{Change, Defined, Definition, Equation, EquationId, Model, builtin, explain};
use crate::diagnostic::{Diagnostic, Span};
use crate::limits;
use crate::syntax::tree::{Expression, Parameter};

impl Model {
    /// Checks that there is room for another equation.
    ///
    /// # Errors
    /// There is none.
    pub fn check_room(&self, at: Span) -> Result<(), Diagnostic> {
        let Some((most, what)) = self.full() else { return Ok(()) };
        let message = format!("a model has no more than {most} {what}");
        Err(Diagnostic::error(message).at(at, "one too many").help("calculate it in parts"))
    }

    /// Whether there is no room for another equation.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.full().is_some()
    }

    /// The bound that the model has reached, if any, and what it bounds.
    const fn full(&self) -> Option<(usize, &'static str)> {
        if self.equations.len() >= limits::EQUATIONS {
            Some((limits::EQUATIONS, "equations"))
        } else if self.nodes >= limits::NODES {
            Some((limits::NODES, "numbers, names and operators"))
        } else {
            None
        }
    }

    /// Adds an equation behind the others.
    pub(super) fn push(&mut self, equation: Equation) -> EquationId {
        let id = EquationId(self.equations.len() as u32);
        self.nodes += equation.nodes();
        self.equations.push(equation);
        id
    }

    /// Changes the meaning of a name.
    ///
    /// # Errors
    /// As [`Self::define`].
    pub fn change(&mut self, change: &Change) -> Result<(), Diagnostic> {
        match change {
            Change::Define(definition) => self.define(definition.clone()).map(drop),
            Change::Delete(defined) => {
                self.delete(defined);
                Ok(())
            }
        }
    }

    /// Defines or redefines a name; returns the previous definition.
    ///
    /// # Errors
    /// A name that is reserved, or a function with two parameters of one name.
    ///
    /// # Panics
    /// If it is a value without a name.
    pub fn define(&mut self, definition: Definition) -> Result<Option<Definition>, Diagnostic> {
        match definition {
            Definition::Value(equation) => {
                let name = equation.name.as_ref().expect("a definition has a name");
                if matches!(name.name.as_str(), "true" | "false" | "_") {
                    return Err(explain::reserved(name, "always means itself"));
                }
                if let Some(&id) = self.by_name.get(&name.name) {
                    self.pass_over(id);
                    self.nodes = self.nodes + equation.nodes() - self.equations[id.index()].nodes();
                    let before = std::mem::replace(&mut self.equations[id.index()], equation);
                    return Ok(Some(Definition::Value(before)));
                }
                self.check_room(name.span)?;
                let name = name.name.clone();
                let id = self.push(equation);
                self.by_name.insert(name, id);
                Ok(None)
            }
            Definition::Function(function) => {
                let name = &function.name;
                if builtin::find(name.name.as_str()).is_some() || name.name.as_str() == "corr" {
                    return Err(explain::reserved(name, "is a built-in function"));
                }
                let mut seen = HashMap::new();
                for Parameter { name, .. } in &function.parameters {
                    if let Some(first) = seen.insert(&name.name, name.span) {
                        return Err(explain::parameter_twice(name, first));
                    }
                }
                let before = self.functions.insert(function.name.name.clone(), function);
                Ok(before.map(Definition::Function))
            }
        }
    }

    /// Takes its meaning from a name; returns that.
    pub fn delete(&mut self, name: &Defined) -> Option<Definition> {
        match name {
            Defined::Function(name) => self.functions.remove(name).map(Definition::Function),
            Defined::Value(name) => {
                let id = self.by_name.remove(name)?;
                self.pass_over(id);
                let equation = &mut self.equations[id.index()];
                // The numbers of the other equations stay as they are.
                let nothing = Equation::new(None, Expression::zero(equation.body.span()), None);
                Some(Definition::Value(std::mem::replace(equation, nothing)))
            }
        }
    }

    /// What a name means now.
    #[must_use]
    pub fn definition(&self, name: &Defined) -> Option<Definition> {
        match name {
            Defined::Function(name) => self.functions.get(name).cloned().map(Definition::Function),
            Defined::Value(name) => {
                let id = self.by_name.get(name)?;
                Some(Definition::Value(self.equations[id.index()].clone()))
            }
        }
    }
}

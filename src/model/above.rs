//! What `_` stands for: the bare line above, and the lines that it stands for in turn in that one.
//! Where a definition uses one, it gets a name. When a session asks for that is in `repl`.

use super::{Equation, EquationId, Live, Model};
use crate::syntax::tree::{Expression, Name, Spelled};
use crate::syntax::{Origin, parse_expression};

impl Model {
    /// Adds a bare line, which `_` stands for in those after it.
    pub(super) fn bare(&mut self, equation: Equation) -> EquationId {
        let id = self.push(Equation { last: self.last, ..equation });
        if !self.is_reviewed {
            self.last = Some(id);
        }
        id
    }

    /// Adds a line without a name, which `_` stands for from then on, also in a model that has been looked over.
    pub fn keep(&mut self, body: Expression) -> EquationId {
        let id = self.bare(Equation::new(None, body, None));
        self.last = Some(id);
        id
    }

    /// The bare lines that `_` stands for, and stands for in turn in those, the nearest first.
    pub fn lines_above(&self) -> impl Iterator<Item = EquationId> {
        std::iter::successors(self.last, |id| {
            let equation = &self.equations[id.index()];
            equation.last.filter(|_| equation.body.mentions_last())
        })
    }

    /// The last bare line, which `_` stands for.
    #[must_use]
    pub const fn last(&self) -> Option<EquationId> {
        self.last
    }

    /// An expression with the name of a line in place of `_`. Its parts are where the whole of it is written.
    #[must_use]
    pub fn with_last_named(&self, body: &Expression, last: Option<EquationId>) -> Expression {
        let name = last.and_then(|last| self.equations[last.index()].name.as_ref());
        let Some(name) = name.filter(|_| body.mentions_last()) else { return body.clone() };
        let origin = Origin::within(body.span());
        parse_expression(&body.renamed("_", name.name.as_str()), origin).unwrap_or_else(|_| body.clone())
    }

    /// Puts another equation in place of one, and that in place of the other.
    pub fn exchange(&mut self, id: EquationId, equation: &mut Equation) {
        let before = &mut self.equations[id.index()];
        if let Some(name) = &before.name {
            self.by_name.remove(&name.name);
        }
        if let Some(name) = &equation.name {
            self.by_name.insert(name.name.clone(), id);
        }
        std::mem::swap(before, equation);
    }

    /// `_` does not stand for a line that gets another meaning, but for the one above it.
    pub(super) fn pass_over(&mut self, id: EquationId) {
        if self.last == Some(id) {
            self.last = self.equations[id.index()].last;
        }
    }
}

impl Live {
    /// Gives names to the line that `_` stands for and to those that it stands for in turn: what is saved has names.
    /// Returns the equations as they were before.
    pub fn name_last(&mut self, model: &mut Model) -> Vec<(EquationId, Equation)> {
        let is_unnamed = |id: &EquationId| model.equations()[id.index()].name.is_none();
        let unnamed: Vec<EquationId> = model.lines_above().take_while(is_unnamed).collect();
        let mut lines = Vec::with_capacity(unnamed.len());
        for id in unnamed.into_iter().rev() {
            let mut equation = model.equations()[id.index()].clone();
            equation.body = model.with_last_named(&equation.body, equation.last);
            equation.name = Some(Spelled { name: self.free_name(model), span: equation.body.span() });
            let mut line = [(id, equation)];
            self.exchange(model, &mut line);
            lines.extend(line);
        }
        lines
    }

    /// A name for an answer, which means nothing yet and which nothing waits for.
    fn free_name(&self, model: &Model) -> Name {
        let name = |number: u32| if number == 1 { "answer".to_owned() } else { format!("answer_{number}") };
        let is_free = |number| {
            let word = name(number);
            model.find(&word).is_none() && model.units.known(&word).is_none() && !self.is_mentioned(&word)
        };
        let (mut taken, mut free) = (0, 1);
        while !is_free(free) {
            (taken, free) = (free, free * 2);
        }
        // One behind one that is taken, as most are in a row.
        while free - taken > 1 {
            let middle = u32::midpoint(taken, free);
            if is_free(middle) { free = middle } else { taken = middle }
        }
        Name::new(&name(free))
    }

    /// Puts other equations in place of some that have the same results, and those in place of the others.
    pub fn exchange(&mut self, model: &mut Model, lines: &mut [(EquationId, Equation)]) {
        for (id, equation) in lines {
            self.forget_equation(model, *id);
            model.exchange(*id, equation);
            self.learn_equation(model, *id);
        }
    }
}

//! A part of a plan as a plan of its own: what some results need and what changes, with numbers in place of the rest.

use std::collections::HashMap;

use super::plan::{DrawId, Operation, Plan, Slot};

/// A part of a plan.
pub(super) struct Part {
    pub(super) plan: Plan,
    /// For each operation that is needed its number in the part.
    pub(super) numbers: HashMap<Slot, Slot>,
    /// For each operation of the part its number in the whole plan.
    pub(super) origins: Vec<Slot>,
    /// For each draw of the part its number in the whole plan.
    pub(super) draws: Vec<DrawId>,
}

impl Plan {
    /// What some results need and what is live; the rest stands there as the number that `value` has for it. Draws keep
    /// their stated values only where someone asks for them.
    pub(super) fn part(
        &self,
        wanted: &[Slot],
        is_live: impl Fn(Slot) -> bool,
        value: impl Fn(Slot) -> f64,
        keeps_stated: bool,
    ) -> Part {
        let mut numbers: HashMap<Slot, Slot> = HashMap::new();
        let mut open: Vec<Slot> = wanted.to_vec();
        while let Some(slot) = open.pop() {
            if numbers.insert(slot, slot).is_none() && is_live(slot) {
                match self.operations()[slot.index()] {
                    Operation::Draw(id) if !keeps_stated => open.extend(&self.draw(id).parameters),
                    operation => open.extend(self.operands(operation)),
                }
            }
        }
        let mut origins: Vec<Slot> = numbers.keys().copied().collect();
        origins.sort_unstable();
        let mut plan = Plan::new(&self.options());
        let mut draws = Vec::new();
        for &origin in &origins {
            let new = |slot: Slot| numbers[&slot];
            let slot = match self.operations()[origin.index()] {
                _ if !is_live(origin) => plan.push(Operation::Constant(value(origin))),
                Operation::Draw(id) => {
                    draws.push(id);
                    let draw = self.draw(id);
                    let parameters = draw.parameters.iter().map(|&slot| new(slot)).collect();
                    let stated = draw.stated.filter(|_| keeps_stated).map(new);
                    plan.push_draw(draw.distribution, parameters, stated, draw.order)
                }
                Operation::Call(id) => {
                    let call = self.call(id);
                    plan.push_call(call.formula, call.arguments.iter().map(|&slot| new(slot)).collect())
                }
                operation => plan.push(operation.renumbered(new)),
            };
            numbers.insert(origin, slot);
        }
        Part { plan, numbers, origins, draws }
    }
}

impl Operation {
    /// The operation on other results.
    fn renumbered(self, new: impl Fn(Slot) -> Slot) -> Self {
        match self {
            Self::Unary(operation, x) => Self::Unary(operation, new(x)),
            Self::Binary(operation, a, b) => Self::Binary(operation, new(a), new(b)),
            Self::Select { condition, then, otherwise } => {
                Self::Select { condition: new(condition), then: new(then), otherwise: new(otherwise) }
            }
            Self::Constant(_) | Self::Call(_) | Self::Draw(_) | Self::Summary(..) => self,
        }
    }
}

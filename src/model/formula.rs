//! Calls of the field's formulas: their arguments checked against dimensions known at compile time, in which `thing`
//! stands for whatever the caller counts. What the formulas calculate is in their own room.

use super::call::{Value, bind};
use super::explain_call as explain;
use super::lower::Lowering;
use super::rules::{Kind, Quantity};
use super::scope::{Stop, Typed};
use crate::diagnostic::Span;
use crate::engine::Operation;
use crate::formulas::{Formula, Parameter};
use crate::quantity::conversion::{convertible, sum};
use crate::quantity::dimension::{Base, Dimension, Exponent};
use crate::quantity::noun::cancel_kinds;
use crate::syntax::tree::{Argument, Spelled};

/// How a parameter counts things, which decides whose things must be the same.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Counting {
    /// Things by themselves: `servers: Count`.
    Count,
    /// Things a second, things a user: all rates of a call are of the same things.
    Rate,
    /// Bytes a thing: of things that another argument counts.
    Each,
}

/// What the arguments of a call count.
#[derive(Default)]
struct Things {
    found: Vec<(Counting, Dimension, Span)>,
}

impl Lowering<'_> {
    /// A formula applied to arguments; those that are not given take their defaults.
    pub(super) fn formula(
        &mut self,
        formula: &'static Formula,
        function: &Spelled,
        arguments: &[Argument],
        values: Vec<Value>,
        span: Span,
    ) -> Result<Typed, Stop> {
        let given = values.len().max(formula.parameters.len());
        let given = given.next_multiple_of(formula.repeated.max(1)).max(given);
        let parameters: Vec<&Parameter> = (0..given).map_while(|place| formula.parameter(place)).collect();
        let names: Vec<&str> = parameters.iter().map(|parameter| parameter.name).collect();
        let bound = bind(function, &names, arguments, values)?;
        let mut slots = Vec::with_capacity(bound.len());
        let mut things = Things::default();
        for (parameter, value) in parameters.into_iter().zip(bound) {
            slots.push(match (value, parameter.default) {
                (Some((typed, at)), _) => {
                    let quantity = Self::wants_quantity(typed.kind, at)?;
                    let counted = self.check_argument(formula, parameter, &quantity.dimension, at)?;
                    if let Some((counting, thing)) = counted {
                        things.found.push((counting, thing, at));
                    }
                    typed.slot
                }
                (None, Some(default)) => self.push(Operation::Constant(default), function.span)?,
                (None, None) => return Err(explain::missing_argument(function, parameter.name, &names).into()),
            });
        }
        let result = Dimension::from_exponents(formula.result);
        let thing = things.unify(result.exponent(Base::THING) != Exponent::ZERO);
        let thing = thing.map_err(|(one, other)| {
            let [a, b] = [&one.1, &other.1].map(|thing| self.model.units.describe(thing));
            explain::different_things(formula.name, (&a, one.2), (&b, other.2))
        })?;
        let dimension = with_things(&result, &thing).ok_or_else(|| explain::formula_too_large(formula.name, span))?;
        let slot = self.push_call(formula, slots, span)?;
        Ok(Typed { slot, kind: Kind::Quantity(Quantity { dimension, ..Quantity::default() }) })
    }

    /// What an argument counts, if it measures what its parameter does.
    fn check_argument(
        &self,
        formula: &Formula,
        parameter: &Parameter,
        given: &Dimension,
        at: Span,
    ) -> Result<Option<(Counting, Dimension)>, Stop> {
        let declared = Dimension::from_exponents(parameter.exponents);
        let given = cancel_kinds(given);
        let mismatch = || {
            // In words, the things that are counted are requests.
            let units = &self.model.units;
            let wanted = with_things(&declared, &Dimension::of(Base::REQUEST)).unwrap_or_else(|| declared.clone());
            let unit = units.base_product(&wanted).text(true);
            let words = (units.describe(&wanted), units.describe(&given));
            explain::argument_of_another_dimension((formula.name, parameter.name), words, &unit, at)
        };
        let exponent = declared.exponent(Base::THING);
        if exponent == Exponent::ZERO {
            // A share of nothing counted is a pure number; elsewhere a count may be named or left out.
            let fits = if declared.is_none() { given.is_none() } else { convertible(&given, &declared).is_ok() };
            return if fits { Ok(None) } else { Err(mismatch().into()) };
        }
        let rest = declared.filter(|base, _| base != Base::THING);
        let left = given.over(&rest).map_err(|_| mismatch())?;
        let is_each = exponent == Exponent::integer(-1);
        let thing = if is_each { Dimension::none().over(&left).map_err(|_| mismatch())? } else { left };
        let is_counted = thing.terms().iter().all(|term| term.0.is_noun() && term.1 == Exponent::ONE);
        if !is_counted || thing.terms().len() > 1 {
            return Err(mismatch().into());
        }
        let counting = match (is_each, rest.is_none()) {
            (true, _) => Counting::Each,
            (false, true) => Counting::Count,
            (false, false) => Counting::Rate,
        };
        Ok((!thing.is_none()).then_some((counting, thing)))
    }
}

type Counted = (Counting, Dimension, Span);

impl Things {
    /// What the result counts, if all is well: rates are of one thing, what is per thing is per one that is counted,
    /// and where the result counts things, so do all arguments, in the same.
    fn unify(&self, result_counts: bool) -> Result<Dimension, (&Counted, &Counted)> {
        let together = |one: &Counted, other: &Counted| sum(&one.1, &other.1).is_some();
        let is_tied =
            |one: &Counted, other: &Counted| result_counts || (one.0 == Counting::Rate && other.0 == Counting::Rate);
        for (index, one) in self.found.iter().enumerate() {
            for other in &self.found[..index] {
                if is_tied(one, other) && !together(one, other) {
                    return Err((other, one));
                }
            }
        }
        for each in self.found.iter().filter(|one| one.0 == Counting::Each) {
            let mut counted = self.found.iter().filter(|one| one.0 != Counting::Each).peekable();
            if let Some(first) = counted.peek().copied()
                && !counted.any(|one| together(one, each))
            {
                return Err((first, each));
            }
        }
        let things = self.found.iter().map(|one| one.1.clone());
        Ok(things.reduce(|one, other| sum(&one, &other).unwrap_or(one)).unwrap_or_else(Dimension::none))
    }
}

/// A dimension with what is counted in place of `thing`.
fn with_things(declared: &Dimension, thing: &Dimension) -> Option<Dimension> {
    let rest = declared.filter(|base, _| base != Base::THING);
    rest.times(&thing.power(declared.exponent(Base::THING)).ok()?).ok()
}

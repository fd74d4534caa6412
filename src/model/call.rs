//! Calls: the arguments of a function bound to its parameters, and its body expanded in their place.

use super::builtin::{self, Action, Builtin};
use super::explain_call as explain;
use super::lower::Lowering;
use super::rules::{Kind, Mismatch, Quantity};
use super::scope::{Bound, Stop, Typed};
use crate::diagnostic::{Diagnostic, Span};
use crate::engine::{Binary, Operation, Summary, Unary};
use crate::formulas;
use crate::limits::NESTING;
use crate::quantity::dimension::Exponent;
use crate::quantity::display::Preference;
use crate::quantity::noun::cancel_kinds;
use crate::syntax::tree::{Argument, Function, Name, Spelled};

pub(super) type Value = (Typed, Span);

impl Lowering<'_> {
    pub(super) fn call(
        &mut self,
        function: &Spelled,
        arguments: &[Argument],
        values: Vec<Value>,
        (text, span): (&str, Span),
    ) -> Result<Typed, Stop> {
        let model = self.model;
        self.check_grouping(function, arguments, (text, span))?;
        if let Some(own) = model.functions.get(&function.name) {
            let parameters: Vec<&str> = own.parameters.iter().map(|parameter| parameter.name.name.as_str()).collect();
            let bound = bind(function, &parameters, arguments, values)?;
            return self.expand(own, bound, function.span, span);
        }
        let Some(builtin) = builtin::find(function.name.as_str()) else {
            if let Some(formula) = formulas::find(function.name.as_str()) {
                return self.formula(formula, function, arguments, values, span);
            }
            if model.broken.contains(&function.name) {
                return Err(Stop::Silently);
            }
            let open = self.wait_for(&function.name);
            return Err(open.unwrap_or_else(|| self.unknown(|prose| prose.unknown_function(function))));
        };
        if builtin.is_variadic() {
            if let Action::Draw(distribution) = builtin.action {
                no_names(function, arguments)?;
                let bound = values.into_iter().map(Some).collect();
                return self.distribution(distribution, function, &[], bound, (text, span));
            }
            return self.combine(builtin, function, arguments, values, span);
        }
        let bound = bind(function, builtin.parameters, arguments, values)?;
        match builtin.action {
            Action::Draw(distribution) => {
                return self.distribution(distribution, function, builtin.parameters, bound, (text, span));
            }
            Action::Clip => return self.clip(function, bound, span),
            Action::Round(operation) => return self.rounded(operation, function, bound, (text, span)),
            _ => {}
        }
        let values: Option<Vec<Value>> = bound.iter().cloned().collect();
        let missing =
            || builtin.parameters.iter().zip(&bound).find(|(_, value)| value.is_none()).map_or("x", |(name, _)| name);
        let values = values.ok_or_else(|| explain::missing_argument(function, missing(), builtin.parameters))?;
        self.apply(builtin, values, span)
    }

    /// Refuses a comma that could separate arguments or group the digits of one number, where both are calls that exist.
    fn check_grouping(
        &self,
        function: &Spelled,
        arguments: &[Argument],
        (text, span): (&str, Span),
    ) -> Result<(), Stop> {
        let groups = arguments.iter().filter(|argument| argument.could_group).count();
        if groups == 0 {
            return Ok(());
        }
        let name = function.name.as_str();
        let takes = |count: usize| match self.model.functions.get(&function.name) {
            Some(own) => {
                let needed = own.parameters.iter().filter(|parameter| parameter.default.is_none()).count();
                (needed..=own.parameters.len()).contains(&count)
            }
            None => match builtin::find(name) {
                Some(builtin) => builtin.takes(count),
                None => formulas::find(name).is_some_and(|formula| {
                    let needed = formula.parameters.iter().filter(|parameter| parameter.default.is_none()).count();
                    count >= needed && (formula.repeated > 0 || count <= formula.parameters.len())
                }),
            },
        };
        let (apart, together) = (takes(arguments.len()), takes(arguments.len() - groups));
        let [parted, grouped] = [", ", "_"].map(|sign| crate::syntax::regrouped(text, sign));
        match (apart, together) {
            (true, true) => Err(explain::comma_in_a_call(span, &parted, &grouped).into()),
            (false, true) => Err(explain::comma_groups(function, span, &grouped).into()),
            _ => Ok(()),
        }
    }

    /// `ceil(x)` of a pure number or of one counted thing, and `ceil(x, 1 TB)` of anything.
    fn rounded(
        &mut self,
        operation: Unary,
        function: &Spelled,
        bound: Vec<Option<Value>>,
        (text, span): (&str, Span),
    ) -> Result<Typed, Stop> {
        let mut bound = bound.into_iter();
        let Some((value, at)) = bound.next().flatten() else {
            return Err(explain::missing_argument(function, "x", &["x", "step"]).into());
        };
        let quantity = Self::wants_quantity(value.kind.clone(), at)?;
        let Some((step, step_at)) = bound.next().flatten() else {
            let is_counted = match cancel_kinds(&quantity.dimension).terms() {
                [] => true,
                [(base, Exponent::ONE)] => base.is_noun(),
                _ => false,
            };
            if !is_counted {
                return Err(self.prose().rounding_needs_a_step(function, &quantity, (at, span), text).into());
            }
            let slot = self.push(Operation::Unary(operation, value.slot), span)?;
            return Ok(Typed { slot, kind: Kind::Quantity(quantity.unknown()) });
        };
        if let (Kind::Quantity(one), Some(digits)) = (&step.kind, digits_of_step(operation, text, step_at, span))
            && one.dimension.is_none()
            && quantity.dimension.is_none()
        {
            self.remark(explain::step_of_digits(step_at, digits));
        }
        let step_quantity = Self::wants_quantity(step.kind, step_at)?;
        let written = step_quantity.written.clone();
        let quantity = quantity
            .alike(step_quantity, None)
            .map_err(|mismatch| self.prose().different(&mismatch, "compare", step_at, (at, step_at)))?;
        let steps = self.push(Operation::Binary(Binary::Divide, value.slot, step.slot), span)?;
        let whole = self.push(Operation::Unary(operation, steps), span)?;
        let slot = self.push(Operation::Binary(Binary::Multiply, whole, step.slot), span)?;
        Ok(Typed { slot, kind: Kind::Quantity(Quantity { written, ..quantity.unknown() }) })
    }

    /// A function of the model: its body with the arguments in place of the parameters.
    fn expand(&mut self, own: &Function, bound: Vec<Option<Value>>, at: Span, span: Span) -> Result<Typed, Stop> {
        let name = &own.name.name;
        if self.calls.iter().any(|call| call.0 == *name) {
            let circle: Vec<&Name> = self.calls.iter().map(|call| &call.0).skip_while(|call| *call != name).collect();
            return Err(explain::recursion(&circle, name, at).into());
        }
        if self.calls.len() >= NESTING {
            return Err(explain::calls_too_deep(at, NESTING).into());
        }
        self.calls.push((name.clone(), at));
        let known = self.problems.kept().len();
        let result = self.expand_body(own, bound, at);
        self.calls.pop();
        let result = result.map_err(|stop| match stop {
            Stop::Because(problem) => Stop::from(within_call(*problem, span)),
            stop => stop,
        });
        for problem in self.problems.kept_mut().iter_mut().skip(known).filter(|problem| problem.is_error()) {
            *problem = within_call(problem.clone(), span);
        }
        result
    }

    fn expand_body(&mut self, own: &Function, bound: Vec<Option<Value>>, at: Span) -> Result<Typed, Stop> {
        let mut scope = Bound::default();
        for (parameter, value) in own.parameters.iter().zip(bound) {
            let value = match (value, &parameter.default) {
                (Some((value, _)), _) => value,
                (None, Some(default)) => self.expression(default, &scope)?,
                (None, None) => {
                    let names: Vec<&str> =
                        own.parameters.iter().map(|parameter| parameter.name.name.as_str()).collect();
                    let function = Spelled { name: own.name.name.clone(), span: at };
                    return Err(explain::missing_argument(&function, parameter.name.name.as_str(), &names).into());
                }
            };
            scope.bind(parameter.name.name.clone(), value);
        }
        self.expression(&own.body, &scope)
    }

    /// A built-in function of a fixed number of arguments.
    fn apply(&mut self, builtin: &Builtin, mut values: Vec<Value>, span: Span) -> Result<Typed, Stop> {
        if let Action::Share = builtin.action {
            let (condition, at) = values.swap_remove(0);
            self.wants_condition(&condition.kind, at)?;
            let slot = self.push(Operation::Summary(Summary::Share, condition.slot), span)?;
            let preference = Preference { percent: true, sampled: true, ..Preference::default() };
            return Ok(Typed { slot, kind: Kind::Quantity(Quantity { preference, ..Quantity::default() }) });
        }
        let mut quantities = Vec::with_capacity(values.len());
        for (typed, at) in values {
            quantities.push((typed.slot, Self::wants_quantity(typed.kind, at)?, at));
        }
        let pure = |quantity: Quantity, at: Span| {
            quantity.pure().map_err(|mismatch| self.prose().wants_pure(builtin.name, &mismatch, at))
        };
        let mut quantities = quantities.into_iter();
        let (slot, quantity, at) = quantities.next().expect("built-in functions take an argument");
        let (operation, quantity) = match builtin.action {
            Action::Remainder => {
                let (divisor, divisor_quantity, divisor_at) = quantities.next().expect("a remainder has a divisor");
                let quantity = quantity
                    .alike(divisor_quantity, None)
                    .map_err(|mismatch| self.prose().different(&mismatch, "compare", divisor_at, (at, divisor_at)))?;
                let ratio = self.push(Operation::Binary(Binary::Divide, slot, divisor), span)?;
                let whole = self.push(Operation::Unary(Unary::Floor, ratio), span)?;
                let taken = self.push(Operation::Binary(Binary::Multiply, whole, divisor), span)?;
                (Operation::Binary(Binary::Subtract, slot, taken), quantity.unknown())
            }
            Action::Keep(operation) => (Operation::Unary(operation, slot), quantity.unknown()),
            Action::Pure(operation) => (Operation::Unary(operation, slot), pure(quantity, at)?),
            Action::Root => {
                let half = Exponent::from_f64(0.5).expect("one half is a simple fraction");
                let root = quantity.raised(half).map_err(|mismatch| self.prose().exponent(&mismatch, at))?;
                (Operation::Unary(Unary::Sqrt, slot), root)
            }
            Action::Mean => (Operation::Summary(Summary::Mean, slot), quantity.of_samples()),
            Action::Percentile => {
                let (level, level_quantity, level_at) = quantities.next().expect("a percentile has a level");
                pure(level_quantity, level_at)?;
                (Operation::Summary(Summary::Quantile(level), slot), quantity.of_samples())
            }
            Action::Log
            | Action::Fold(_)
            | Action::Average
            | Action::Draw(_)
            | Action::Clip
            | Action::Round(_)
            | Action::Share => {
                let (base, base_quantity, base_at) = quantities.next().expect("a logarithm has a base");
                pure(base_quantity, base_at)?;
                (Operation::Binary(Binary::Log, slot, base), pure(quantity, at)?)
            }
        };
        Ok(Typed { slot: self.push(operation, span)?, kind: Kind::Quantity(quantity) })
    }

    /// A value that stays between two ends, of which one may be left out.
    fn clip(&mut self, function: &Spelled, bound: Vec<Option<Value>>, span: Span) -> Result<Typed, Stop> {
        let mut bound = bound.into_iter();
        let Some((first, first_at)) = bound.next().flatten() else {
            return Err(explain::missing_argument(function, "x", &["x", "low", "high"]).into());
        };
        let (mut slot, mut quantity) = (first.slot, Self::wants_quantity(first.kind, first_at)?);
        for (end, operation) in bound.zip([Binary::Max, Binary::Min]) {
            let Some((end, at)) = end else { continue };
            let end_quantity = Self::wants_quantity(end.kind, at)?;
            quantity = quantity
                .alike(end_quantity, None)
                .map_err(|mismatch| self.prose().different(&mismatch, "compare", at, (first_at, at)))?;
            slot = self.push(Operation::Binary(operation, slot, end.slot), span)?;
        }
        Ok(Typed { slot, kind: Kind::Quantity(quantity.unknown()) })
    }

    /// A built-in function of any number of alike arguments.
    fn combine(
        &mut self,
        builtin: &Builtin,
        function: &Spelled,
        arguments: &[Argument],
        values: Vec<Value>,
        span: Span,
    ) -> Result<Typed, Stop> {
        no_names(function, arguments)?;
        let count = values.len();
        let operation = if let Action::Fold(operation) = builtin.action { operation } else { Binary::Add };
        let mut values = values.into_iter();
        let Some((first, first_at)) = values.next() else {
            return Err(explain::missing_argument(function, "x", &["x", "y", "…"]).into());
        };
        let mut slot = first.slot;
        let mut quantity = Self::wants_quantity(first.kind, first_at)?;
        for (next, at) in values {
            let next_quantity = Self::wants_quantity(next.kind, at)?;
            let verb = if operation == Binary::Add { "add" } else { "compare" };
            quantity = quantity.alike(next_quantity, None).map_err(|mismatch| match mismatch {
                Mismatch::Different(..) => self.prose().different(&mismatch, verb, at, (first_at, at)),
                _ => self.prose().exponent(&mismatch, at),
            })?;
            slot = self.push(Operation::Binary(operation, slot, next.slot), span)?;
        }
        if matches!(builtin.action, Action::Average) {
            let divisor = self.push(Operation::Constant(count as f64), span)?;
            slot = self.push(Operation::Binary(Binary::Divide, slot, divisor), span)?;
        }
        Ok(Typed { slot, kind: Kind::Quantity(quantity.unknown()) })
    }
}

/// The number of decimals that a step such as the 2 of `round(x, 2)` may have been meant as.
fn digits_of_step(operation: Unary, call: &str, step: Span, span: Span) -> Option<i32> {
    let start = step.start().checked_sub(span.start())? as usize;
    let digits: i32 = call.get(start..start + step.range().len())?.parse().ok()?;
    (operation == Unary::Round && (1..=6).contains(&digits)).then_some(digits)
}

/// Refuses names for arguments of which there may be any number.
fn no_names(function: &Spelled, arguments: &[Argument]) -> Result<(), Stop> {
    match arguments.iter().find_map(|argument| argument.name.as_ref()) {
        Some(name) => Err(explain::unknown_parameter(function, name, &[]).into()),
        None => Ok(()),
    }
}

/// A problem in the body of a function, with the call because of which it was looked at.
fn within_call(problem: Diagnostic, span: Span) -> Diagnostic {
    const SHOWN: usize = 5;
    // The outer calls of a long chain say nothing more.
    if problem.secondary.len() < SHOWN { problem.with(span, "in this call") } else { problem }
}

/// The arguments in the order of the parameters; `None` for one that is not given.
pub(super) fn bind(
    function: &Spelled,
    parameters: &[&str],
    arguments: &[Argument],
    values: Vec<Value>,
) -> Result<Vec<Option<Value>>, Stop> {
    let mut bound: Vec<Option<Value>> = parameters.iter().map(|_| None).collect();
    let mut next = 0;
    for (argument, value) in arguments.iter().zip(values) {
        let span = value.1;
        let place = match &argument.name {
            Some(name) => parameters
                .iter()
                .position(|parameter| *parameter == name.name.as_str())
                .ok_or_else(|| explain::unknown_parameter(function, name, parameters))?,
            None => next,
        };
        let Some(slot) = bound.get_mut(place) else {
            return Err(explain::too_many_arguments(function, parameters, span).into());
        };
        if slot.is_some() {
            return Err(explain::argument_given_twice(function, parameters[place], span).into());
        }
        *slot = Some(value);
        if argument.name.is_none() {
            next = place + 1;
        }
    }
    Ok(bound)
}

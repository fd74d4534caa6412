//! Literals: a number and the units after it, the unit of a conversion, and the bracket that results are printed with.
//! Which words are units is decided by `resolve`.

use super::EquationId;
use super::explain;
use super::explain_word::number_beside_name;
use super::lower::Lowering;
use super::resolve::Meaning;
use super::rules::{Kind, Quantity, known_exponent};
use super::scope::{Bound, Stop, Typed};
use crate::diagnostic::{Diagnostic, Span};
use crate::engine::Operation;
use crate::quantity::conversion::convertible;
use crate::quantity::dimension::Dimension;
use crate::quantity::unit::{Unit, UnitProduct};
use crate::syntax::multiplier;
use crate::syntax::tree::{
    Aside, BinaryOperator, Expression, Name, NodeId, NodeKind, Spelled, UnaryOperator, UnitExpression,
};

impl Lowering<'_> {
    /// A number and the unit after it. A word that is no unit may be a name, which then multiplies or divides.
    pub(super) fn quantity(
        &mut self,
        (value, text): (f64, &str),
        unit: &UnitExpression,
        span: Span,
        scope: &Bound,
    ) -> Result<Typed, Stop> {
        if unit.terms.is_empty() {
            let slot = self.push(Operation::Constant(value), span)?;
            return Ok(Typed { slot, kind: Kind::Quantity(Quantity::number(value)) });
        }
        let mut units = Vec::with_capacity(unit.terms.len());
        let mut names = Vec::new();
        // What stands before a word, as it is written.
        let before = |word: &Spelled| {
            let length = word.span.start().checked_sub(span.start()).map(|length| length as usize);
            length
                .and_then(|length| text.get(..length))
                .map_or_else(|| value.to_string(), |text| text.trim_end().to_owned())
        };
        for term in &unit.terms {
            let word = &term.word;
            // An end of a range may have the unit of the other end, at which it is reported.
            let is_own = span.start() <= word.span.start() && word.span.end() <= span.end();
            // A number beside a name is never a product in silence; below a tight `/` a name divides.
            if term.exponent > 0.0 && self.is_pure_name(&word.name, scope) {
                return Err(Self::at_own(is_own, || number_beside_name(word, span, &before(word))));
            }
            match self.words.in_unit(&word.name) {
                Meaning::Unit(unit) => units.push((unit, term.exponent)),
                _ if term.exponent < 0.0 && self.is_value(&word.name, scope) => names.push(term),
                _ if self.is_value(&word.name, scope) => {
                    return Err(Self::at_own(is_own, || number_beside_name(word, span, &before(word))));
                }
                Meaning::Broken => return Err(Stop::Silently),
                _ if is_own => return Err(self.unknown(|prose| prose.unknown_unit(word, Some((span, value))))),
                _ => return Err(Stop::Silently),
            }
        }
        let terms = units.iter().map(|(unit, exponent)| (&**unit, *exponent));
        let mut quantity = Quantity::of_units(&terms).map_err(|mismatch| self.prose().exponent(&mismatch, span))?;
        if names.is_empty() {
            let known = terms.clone().map(|(unit, exponent)| Ok((unit.clone(), known_exponent(exponent)?)));
            let known = known.collect::<Result<_, _>>().map_err(|mismatch| self.prose().exponent(&mismatch, span))?;
            quantity = quantity.written_in(UnitProduct::new(known));
        }
        let is_percent = matches!(units.as_slice(), [(unit, 1.0)] if unit.singular == "%");
        let written = value;
        let value = if is_percent { hundredth(value) } else { value * factor(terms) };
        if !value.is_finite() {
            return Err(super::explain::too_large_a_number(span).into());
        }
        if value == 0.0 && written != 0.0 {
            return Err(super::explain::too_small_a_number(span).into());
        }
        if units.iter().all(|(unit, _)| unit.dimension.is_none()) {
            quantity.constant = Some(value);
        }
        let mut typed = Typed { slot: self.push(Operation::Constant(value), span)?, kind: Kind::Quantity(quantity) };
        for term in names {
            let word_span = term.word.span;
            let mut operand = self.name(&term.word.name, word_span, true, scope)?;
            if (term.exponent.abs() - 1.0).abs() > f64::EPSILON {
                let power = self.push(Operation::Constant(term.exponent.abs()), word_span)?;
                let power = Typed { slot: power, kind: Kind::Quantity(Quantity::number(term.exponent.abs())) };
                operand =
                    self.binary(BinaryOperator::Power, (operand, power), (word_span, word_span), word_span, word_span)?;
            }
            let operator = if term.exponent < 0.0 { BinaryOperator::Divide } else { BinaryOperator::Multiply };
            typed = self.binary(operator, (typed, operand), (span, word_span), word_span, span)?;
        }
        Ok(typed)
    }

    /// The unit of a conversion.
    pub(super) fn target(&self, target: &UnitExpression) -> Result<UnitProduct, Stop> {
        let mut terms = Vec::with_capacity(target.terms.len());
        let mut scale = None;
        for term in &target.terms {
            let word = &term.word;
            let Some(unit) = self.words.unit(&word.name) else {
                // `-> million users`, `-> $M`
                let Some(factor) = multiplier(word.name.as_str()) else {
                    return Err(self.unknown(|prose| prose.unknown_unit(word, None)));
                };
                scale = Some((&word.name, factor));
                continue;
            };
            let exponent =
                known_exponent(term.exponent).map_err(|mismatch| self.prose().exponent(&mismatch, term.word.span))?;
            terms.push((Unit::clone(&unit), exponent));
        }
        let product = UnitProduct::new(terms);
        Ok(match scale {
            Some((word, factor)) => product.scaled(word.as_str(), factor),
            None => product,
        })
    }

    /// A problem with a word of a literal, unless it is reported at the literal that the word is written in.
    fn at_own(is_own: bool, problem: impl Fn() -> Diagnostic) -> Stop {
        if is_own { problem().into() } else { Stop::Silently }
    }

    /// Whether a word names a value: a parameter in force, a definition, or the last answer.
    pub(super) fn is_value(&self, word: &Name, scope: &Bound) -> bool {
        scope.get(word).is_some() || self.model.find(word.as_str()).is_some() || word.as_str() == "_"
    }

    /// Whether a word names a value that is a pure number.
    fn is_pure_name(&self, word: &Name, scope: &Bound) -> bool {
        match (scope.get(word), self.model.find(word.as_str())) {
            (Some(typed), _) => matches!(&typed.kind, Kind::Quantity(quantity) if quantity.dimension.is_none()),
            (None, Some(id)) => self.is_written_pure(id, 0),
            (None, None) => false,
        }
    }

    /// Whether a definition is a pure number as it is written: it may not have been checked yet.
    fn is_written_pure(&self, id: EquationId, depth: usize) -> bool {
        const DEEPEST: usize = 8;
        let model = self.model;
        depth < DEEPEST
            && model.equations()[id.index()].body.nodes().iter().all(|node| match &node.kind {
                NodeKind::Quantity { unit, .. } => unit.terms.iter().all(|term| term.word.name.as_str() == "%"),
                NodeKind::Name(name) => {
                    model.find(name.as_str()).is_some_and(|used| used != id && self.is_written_pure(used, depth + 1))
                }
                NodeKind::Binary { operator, .. } => operator.is_arithmetic() || operator.is_range(),
                NodeKind::Unary(operator, _) => *operator != UnaryOperator::Not,
                NodeKind::Call { function, .. } => super::builtin::find(function.name.as_str()).is_some(),
                NodeKind::Conditional { .. } | NodeKind::Aside { .. } => true,
                NodeKind::Convert(..) | NodeKind::To { .. } | NodeKind::Scale(..) => false,
            })
    }

    /// Checks that a sum of times is written from the longest to the shortest: `1 h 30 min`.
    pub(super) fn check_times(
        &self,
        body: &Expression,
        (left, right): (NodeId, NodeId),
        span: Span,
    ) -> Result<(), Stop> {
        let length = |id: NodeId| {
            let mut kind = &body.node(id).kind;
            while let NodeKind::Binary { right, .. } = kind {
                kind = &body.node(*right).kind;
            }
            let NodeKind::Quantity { unit, .. } = kind else { return None };
            Some(self.words.unit(&unit.terms.first()?.word.name)?.factor)
        };
        match (length(left), length(right)) {
            (Some(long), Some(short)) if long <= short => Err(explain::times_out_of_order(span).into()),
            _ => Ok(()),
        }
    }

    /// Checks that a bracket behind a value says the same, or is an interval around it.
    pub(super) fn check_aside(&self, value: &Typed, (at, text): (Span, &str), says: &Aside) -> Result<(), Stop> {
        let Kind::Quantity(quantity) = &value.kind else { return Ok(()) };
        if says.low.is_empty() {
            return Ok(());
        }
        let stated = self.literal_value(value.slot);
        let (low, dimension) = self.sum_of(&says.low)?;
        let is_alike = convertible(&quantity.dimension, &dimension).is_ok()
            || convertible(&dimension, &quantity.dimension).is_ok();
        // What a bracket says is rounded, and so is what stands before it.
        let close = |a: f64, b: f64| (a - b).abs() <= 2.2 * says.rounding * a.abs().max(b.abs());
        let agrees = match &says.high {
            None => stated.is_none_or(|stated| close(stated, low)),
            Some(high) => {
                let high = self.sum_of(high)?.0;
                stated
                    .is_none_or(|stated| (low <= stated && stated <= high) || close(stated, low) || close(stated, high))
            }
        };
        if is_alike && agrees { Ok(()) } else { Err(explain::another_value(at, says.span, text).into()) }
    }

    /// The sum of some quantities in base units, and what it measures.
    fn sum_of(&self, terms: &[(f64, UnitExpression)]) -> Result<(f64, Dimension), Stop> {
        let mut sum = 0.0;
        let mut dimension = Dimension::none();
        for (value, unit) in terms {
            let product = self.target(unit)?;
            sum += value * product.factor();
            dimension = product.dimension().unwrap_or_default();
        }
        Ok((sum, dimension))
    }

    /// The value of a literal, in base units.
    fn literal_value(&self, slot: crate::engine::Slot) -> Option<f64> {
        match self.sheet.plan.operations()[slot.index()] {
            Operation::Constant(value) => Some(value),
            Operation::Binary(crate::engine::Binary::Add, a, b) => {
                Some(self.literal_value(a)? + self.literal_value(b)?)
            }
            Operation::Unary(crate::engine::Unary::Negate, a) => Some(-self.literal_value(a)?),
            _ => None,
        }
    }
}

/// The double that is nearest to a hundredth of a number as it is written.
fn hundredth(value: f64) -> f64 {
    format!("{value:e}").split_once('e').map_or(value / 100.0, |(mantissa, exponent)| {
        let exponent: i32 = exponent.parse().unwrap_or(0);
        format!("{mantissa}e{}", exponent - 2).parse().unwrap_or(value / 100.0)
    })
}

fn factor<'u>(terms: impl Iterator<Item = (&'u Unit, f64)>) -> f64 {
    terms.fold(1.0, |factor, (unit, exponent)| match exponent {
        1.0 => factor * unit.factor,
        -1.0 => factor / unit.factor,
        power => factor * unit.factor.powf(power),
    })
}

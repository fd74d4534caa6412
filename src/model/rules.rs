//! The dimension rules of every operation: what may be combined with what, and how the result is best shown.

use std::borrow::Cow;
use std::sync::Arc;

use crate::engine::{Binary, binary};
use crate::quantity::conversion::{Refusal, convertible, sum};
use crate::quantity::dimension::{Base, Dimension, Exponent, MAX_EXPONENT};
use crate::quantity::display::Preference;
use crate::quantity::unit::{Unit, UnitProduct, Units};
use crate::quantity::whole::Whole;

/// What an expression results in.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// True or false.
    Condition,
    /// A number with a dimension.
    Quantity(Quantity),
}

impl Kind {
    /// What is known of the quantity that it is; `None` for true or false.
    #[must_use]
    pub const fn as_quantity(&self) -> Option<&Quantity> {
        match self {
            Self::Quantity(quantity) => Some(quantity),
            Self::Condition => None,
        }
    }

    /// What it measures; `None` for true or false.
    #[must_use]
    pub const fn dimension(&self) -> Option<&Dimension> {
        match self {
            Self::Quantity(quantity) => Some(&quantity.dimension),
            Self::Condition => None,
        }
    }

    /// Whether it is true or false.
    #[must_use]
    pub const fn is_condition(&self) -> bool {
        matches!(self, Self::Condition)
    }

    /// What it measures, in words.
    #[must_use]
    pub fn describe(&self, units: &Units) -> String {
        match self {
            Self::Quantity(quantity) => units.describe(&quantity.dimension),
            Self::Condition => "true or false".to_owned(),
        }
    }
}

/// What is known of a quantity before it is calculated.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Quantity {
    /// What it measures.
    pub dimension: Dimension,
    /// How it is best shown.
    pub preference: Preference,
    /// The unit it was written in, as long as it is that literal.
    pub written: Option<Arc<UnitProduct>>,
    /// The number itself, where it is pure and built from literals only: exponents must be known.
    pub(super) constant: Option<f64>,
}

/// Why operands do not go together.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Mismatch {
    /// A sum, comparison or choice of different things.
    Different(Dimension, Dimension, Option<Bare>),
    /// A pure number was wanted.
    NotPure(Dimension),
    /// The exponent of a quantity must be known beforehand.
    ExponentUnknown,
    /// The exponent of a quantity must be a simple fraction.
    ExponentOdd,
    /// An exponent grew too large.
    ExponentTooLarge,
    /// A conversion into something else.
    NotConvertible(Refusal),
}

/// A side that is a bare number, where that is known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Bare {
    pub(super) value: f64,
    pub(super) percent: bool,
}

impl Quantity {
    /// A pure number that is known.
    pub(super) fn number(value: f64) -> Self {
        let preference = Preference { whole: Whole::written(value), ..Preference::default() };
        Self { constant: Some(value), preference, ..Self::default() }
    }

    /// A product of units.
    pub(super) fn of_units<'u>(units: &(impl Iterator<Item = (&'u Unit, f64)> + Clone)) -> Result<Self, Mismatch> {
        let mut dimension = Dimension::none();
        let mut preference = Preference::default();
        let mut count = 0;
        for (unit, exponent) in units.clone() {
            let power = known_exponent(exponent)?;
            let factor = unit.dimension.power(power).map_err(|_| Mismatch::ExponentTooLarge)?;
            dimension = dimension.times(&factor).map_err(|_| Mismatch::ExponentTooLarge)?;
            if let (true, Cow::Borrowed(name)) = (power == Exponent::integer(-1), &unit.singular) {
                preference.written_below(unit, name);
            }
            count += 1;
        }
        preference.percent = count == 1 && units.clone().all(|(unit, _)| unit.singular == "%");
        Ok(Self { dimension, preference, ..Self::default() })
    }

    /// The quantity, as written in a unit.
    pub(super) fn written_in(mut self, unit: UnitProduct) -> Self {
        let unit = Arc::new(unit);
        self.preference.written = unit.says_more().then(|| unit.clone());
        self.written = Some(unit);
        self
    }

    fn is_literal_zero(&self) -> bool {
        self.constant == Some(0.0) && self.dimension.is_none()
    }

    /// The quantity times or divided by another one.
    pub(super) fn product(self, other: Self, divide: bool) -> Result<Self, Mismatch> {
        let dimension =
            if divide { self.dimension.over(&other.dimension) } else { self.dimension.times(&other.dimension) };
        let dimension = dimension.map_err(|_| Mismatch::ExponentTooLarge)?;
        let operation = if divide { Binary::Divide } else { Binary::Multiply };
        let constant = fold(operation, &self, &other);
        let percent = self.preference.percent && other.preference.percent && !divide;
        let whole = self.whole(&other, if divide { Whole::over } else { Whole::times });
        let keeps_left = other.dimension.is_none() && self.dimension == dimension;
        let keeps_right = !divide && self.dimension.is_none() && other.dimension == dimension;
        let mut preference = match (keeps_left, keeps_right) {
            (true, false) => self.preference,
            (false, true) => other.preference,
            // Two pure numbers keep no unit, or a share of a count would show as a percentage; but a ratio of two units
            // stays one.
            (true, true) => {
                let written = self.preference.ratio().xor(other.preference.ratio());
                Preference { asked: None, written, ..self.preference.or(other.preference) }
            }
            (false, false) => Preference { asked: None, written: None, ..self.preference.or(other.preference) },
        };
        preference.percent = percent;
        preference.whole = whole;
        if dimension.is_none() {
            preference.asked = None;
        }
        preference.forget_what_cancelled(&dimension);
        Ok(Self { dimension, preference, constant, written: None })
    }

    /// The quantity with another one added, subtracted, compared or chosen instead. A literal zero goes with anything.
    pub(super) fn alike(self, other: Self, operation: Option<Binary>) -> Result<Self, Mismatch> {
        let constant = operation.and_then(|operation| fold(operation, &self, &other));
        if self.is_literal_zero() && !other.dimension.is_none() {
            return Ok(other.unknown());
        }
        if other.is_literal_zero() && !self.dimension.is_none() {
            return Ok(self.unknown());
        }
        let Some(dimension) = sum(&self.dimension, &other.dimension) else {
            let pure = if self.dimension.is_none() { &self } else { &other };
            let bare = pure.constant.map(|value| Bare { value, percent: pure.preference.percent });
            return Err(Mismatch::Different(self.dimension, other.dimension, bare));
        };
        let is_one = |quantity: &Self| quantity.constant == Some(1.0);
        let (left, right) = (&self.preference.percent, &other.preference.percent);
        let percent = (*left || is_one(&self)) && (*right || is_one(&other)) && (*left || *right);
        let same = self.dimension == dimension && other.dimension == dimension;
        let whole = match operation {
            Some(Binary::Add) => self.whole(&other, Whole::plus),
            Some(Binary::Subtract) => self.whole(&other, Whole::minus),
            _ => None,
        };
        let mut preference = self.preference.or(other.preference);
        preference.percent = percent;
        preference.whole = whole;
        if !same {
            preference.asked = None;
            preference.written = None;
        }
        Ok(Self { dimension, preference, constant, written: None })
    }

    /// The quantity to the power of another one.
    pub(super) fn power(self, exponent: &Self) -> Result<Self, Mismatch> {
        if !exponent.dimension.is_none() {
            return Err(Mismatch::NotPure(exponent.dimension.clone()));
        }
        let constant = fold(Binary::Power, &self, exponent);
        if self.dimension.is_none() {
            let whole = self.whole(exponent, Whole::power);
            let preference = Preference { percent: self.preference.percent, whole, ..Preference::default() };
            return Ok(Self { dimension: self.dimension, preference, constant, written: None });
        }
        let value = exponent.constant.ok_or(Mismatch::ExponentUnknown)?;
        self.raised(known_exponent(value)?)
    }

    /// The quantity to a known power.
    pub(super) fn raised(self, exponent: Exponent) -> Result<Self, Mismatch> {
        let dimension = self.dimension.power(exponent).map_err(|_| Mismatch::ExponentTooLarge)?;
        Ok(Self { dimension, ..Self::default() })
    }

    /// A pure number from a pure number.
    pub(super) fn pure(self) -> Result<Self, Mismatch> {
        if self.dimension.is_none() { Ok(Self::default()) } else { Err(Mismatch::NotPure(self.dimension)) }
    }

    /// The quantity in a unit that was asked for.
    pub(super) fn converted(self, unit: UnitProduct) -> Result<Self, Mismatch> {
        let dimension = unit.dimension().map_err(|_| Mismatch::ExponentTooLarge)?;
        convertible(&self.dimension, &dimension).map_err(Mismatch::NotConvertible)?;
        let preference = Preference { asked: Some(Arc::new(unit)), ..Preference::default() };
        Ok(Self { dimension, preference, constant: self.constant, written: None })
    }

    /// The quantity with its sign changed.
    pub(super) fn negated(self) -> Self {
        let preference = Preference { whole: self.preference.whole.map(Whole::negated), ..self.preference };
        Self { constant: self.constant.map(|value| -value), preference, ..self }
    }

    /// The quantity with its number changed beyond knowledge.
    pub(super) fn unknown(self) -> Self {
        let preference = Preference { whole: None, ..self.preference };
        Self { constant: None, written: None, preference, ..self }
    }

    /// What many samples of the quantity come to.
    pub(super) fn of_samples(self) -> Self {
        let quantity = self.unknown();
        Self { preference: Preference { sampled: true, ..quantity.preference }, ..quantity }
    }

    /// What an operation makes of two numbers that are known to the digit.
    fn whole(&self, other: &Self, operation: fn(Whole, Whole) -> Option<Whole>) -> Option<Whole> {
        operation(self.preference.whole?, other.preference.whole?)
    }
}

/// The exponent of a dimension.
pub(super) fn known_exponent(value: f64) -> Result<Exponent, Mismatch> {
    let too_large = value.abs() > f64::from(MAX_EXPONENT);
    let mismatch = if too_large { Mismatch::ExponentTooLarge } else { Mismatch::ExponentOdd };
    Exponent::from_f64(value).ok_or(mismatch)
}

fn fold(operation: Binary, left: &Quantity, right: &Quantity) -> Option<f64> {
    Some(binary(operation, left.constant?, right.constant?)).filter(|value| value.is_finite())
}

impl Preference {
    /// Notes a unit that something was written per.
    pub(super) fn written_below(&mut self, unit: &Unit, name: &'static str) {
        if unit.dimension.is_of(Base::TIME) {
            self.per_time = Some(name);
        } else if unit.dimension.is_of(Base::INFORMATION) {
            self.per_information = Some(name);
        }
    }

    fn or(self, other: Self) -> Self {
        Self {
            asked: self.asked.or(other.asked),
            written: either(self.written, other.written),
            per_time: self.per_time.or(other.per_time),
            per_information: self.per_information.or(other.per_information),
            percent: self.percent || other.percent,
            sampled: self.sampled || other.sampled,
            whole: None,
        }
    }

    /// The unit that it was written in, where that is a ratio of two.
    fn ratio(&self) -> Option<Arc<UnitProduct>> {
        self.written.clone().filter(|unit| unit.terms().len() > 1)
    }

    fn forget_what_cancelled(&mut self, dimension: &Dimension) {
        if dimension.exponent(Base::TIME) != Exponent::integer(-1) {
            self.per_time = None;
        }
        if dimension.exponent(Base::INFORMATION) != Exponent::integer(-1) {
            self.per_information = None;
        }
    }
}

/// The unit of what is written in two: the first, unless it is no more than one of several names, such as QPS and TPS.
fn either(first: Option<Arc<UnitProduct>>, second: Option<Arc<UnitProduct>>) -> Option<Arc<UnitProduct>> {
    if first == second {
        return first;
    }
    first.or(second).filter(|unit| unit.factor() != 1.0)
}

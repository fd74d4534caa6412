//! Dimensions at run time: products of powers of base quantities and counted nouns.
//! Pure algebra; what may be converted into what is decided in `conversion`.

use std::cmp::Ordering;

use super::system::{BASES, exponents};

/// A base quantity or a counted noun: the first [`BASES`] are those of the system of units, in its order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Base(pub u16);

impl Base {
    /// Bytes and bits.
    pub const INFORMATION: Self = Self(0);
    /// Seconds.
    pub const TIME: Self = Self(1);
    /// Metres.
    pub const LENGTH: Self = Self(2);
    /// Kilograms.
    pub const MASS: Self = Self(3);
    /// US dollars.
    pub const MONEY: Self = Self(4);
    /// Requests, the counted thing behind a QPS.
    pub const REQUEST: Self = Self(5);

    /// Things of any sort, in the signatures of formulas.
    pub const THING: Self = Self(8);

    /// Whether this is a counted thing, as opposed to a physical base quantity.
    #[must_use]
    pub const fn is_noun(self) -> bool {
        self.0 >= Self::REQUEST.0
    }
}

/// A rational exponent in lowest terms; roots make halves and thirds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Exponent {
    numerator: i16,
    denominator: i16,
}

/// The largest exponent, and the largest denominator of one, that a dimension may have.
pub const MAX_EXPONENT: i16 = 99;
const _: () = assert!(MAX_EXPONENT as usize == crate::limits::EXPONENT, "the table of limits says the same");

impl Exponent {
    /// The exponent of a plain factor.
    pub const ONE: Self = Self::integer(1);
    /// The exponent of a thing that has cancelled.
    pub const ZERO: Self = Self::integer(0);

    /// A whole exponent.
    #[must_use]
    pub const fn integer(value: i16) -> Self {
        Self { numerator: value, denominator: 1 }
    }

    /// The exponent with small terms nearest to `value`; `None` if there is none within rounding, or it is too large.
    #[must_use]
    pub fn from_f64(value: f64) -> Option<Self> {
        (1..=12_i16).find_map(|denominator| {
            let numerator = value * f64::from(denominator);
            let whole = numerator.round();
            let close = (numerator - whole).abs() < 1e-9;
            (close && whole.abs() <= f64::from(MAX_EXPONENT)).then(|| Self::ratio(whole as i32, denominator.into()))?
        })
    }

    fn ratio(numerator: i32, denominator: i32) -> Option<Self> {
        let divisor = gcd(numerator.unsigned_abs(), denominator.unsigned_abs()).max(1).cast_signed();
        let (numerator, denominator) = (numerator / divisor, denominator / divisor);
        let limit = i32::from(MAX_EXPONENT);
        (numerator.abs() <= limit && denominator <= limit)
            .then_some(Self { numerator: numerator as i16, denominator: denominator as i16 })
    }

    fn plus(self, other: Self) -> Option<Self> {
        let (a, b) = (i32::from(self.numerator), i32::from(self.denominator));
        let (c, d) = (i32::from(other.numerator), i32::from(other.denominator));
        Self::ratio(a * d + c * b, b * d)
    }

    fn times(self, other: Self) -> Option<Self> {
        Self::ratio(
            i32::from(self.numerator) * i32::from(other.numerator),
            i32::from(self.denominator) * i32::from(other.denominator),
        )
    }

    /// The same exponent with the other sign.
    #[must_use]
    pub const fn negated(self) -> Self {
        Self { numerator: -self.numerator, denominator: self.denominator }
    }

    /// The exponent without its sign.
    #[must_use]
    pub const fn abs(self) -> Self {
        Self { numerator: self.numerator.abs(), denominator: self.denominator }
    }

    /// Whether the thing is on top (above the fraction bar).
    #[must_use]
    pub const fn is_positive(self) -> bool {
        self.numerator > 0
    }

    /// The exponent as a number, as needed to raise a factor.
    #[must_use]
    pub fn to_f64(self) -> f64 {
        f64::from(self.numerator) / f64::from(self.denominator)
    }
}

fn gcd(a: u32, b: u32) -> u32 {
    if b == 0 { a } else { gcd(b, a % b) }
}

/// A product of powers, sorted by base, without zero exponents. The empty product is a pure number.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Dimension {
    terms: Vec<(Base, Exponent)>,
}

/// An exponent grew beyond [`MAX_EXPONENT`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ExponentOverflow;

impl Dimension {
    /// The dimension of a pure number.
    #[must_use]
    pub const fn none() -> Self {
        Self { terms: Vec::new() }
    }

    /// The dimension of one base, such as time.
    #[must_use]
    pub fn of(base: Base) -> Self {
        Self { terms: vec![(base, Exponent::ONE)] }
    }

    /// The dimension of a row of the system of units.
    #[must_use]
    pub fn from_exponents(exponents: [i8; BASES]) -> Self {
        let terms = (0..).zip(exponents).filter(|&(_, exponent)| exponent != 0);
        Self { terms: terms.map(|(base, exponent)| (Base(base), Exponent::integer(exponent.into()))).collect() }
    }

    /// The dimension with things in general replaced by those of a noun of the field or of a model.
    #[must_use]
    pub fn with_things(mut self, noun: Base) -> Self {
        // The order stays: things are the last base of the system, and every such noun comes after them.
        if let Some(last) = self.terms.last_mut().filter(|last| last.0 == Base::THING) {
            last.0 = noun;
        }
        self
    }

    /// The dimension of a quantity declared in the system of units.
    #[must_use]
    pub fn typed<D: super::system::Dimension + ?Sized>() -> Self {
        Self::from_exponents(exponents::<D>())
    }

    /// The factors, sorted by base.
    #[must_use]
    pub fn terms(&self) -> &[(Base, Exponent)] {
        &self.terms
    }

    /// Whether this is the dimension of a pure number.
    #[must_use]
    pub const fn is_none(&self) -> bool {
        self.terms.is_empty()
    }

    /// Whether this is the dimension of one base, such as time.
    #[must_use]
    pub fn is_of(&self, base: Base) -> bool {
        matches!(self.terms.as_slice(), [(own, Exponent::ONE)] if *own == base)
    }

    /// The exponent of a base; zero if it does not occur.
    #[must_use]
    pub fn exponent(&self, base: Base) -> Exponent {
        self.terms.iter().find(|term| term.0 == base).map_or(Exponent::ZERO, |term| term.1)
    }

    /// The part of the dimension whose terms satisfy `keep`.
    #[must_use]
    pub fn filter(&self, keep: impl Fn(Base, Exponent) -> bool) -> Self {
        Self { terms: self.terms.iter().copied().filter(|&(base, exponent)| keep(base, exponent)).collect() }
    }

    /// `self * other`.
    ///
    /// # Errors
    /// An exponent beyond [`MAX_EXPONENT`].
    pub fn times(&self, other: &Self) -> Result<Self, ExponentOverflow> {
        if self.is_none() {
            return Ok(other.clone());
        }
        self.merge(other, |exponent| exponent)
    }

    /// `self / other`.
    ///
    /// # Errors
    /// An exponent beyond [`MAX_EXPONENT`].
    pub fn over(&self, other: &Self) -> Result<Self, ExponentOverflow> {
        self.merge(other, Exponent::negated)
    }

    fn merge(&self, other: &Self, sign: impl Fn(Exponent) -> Exponent) -> Result<Self, ExponentOverflow> {
        let mut terms = Vec::with_capacity(self.terms.len() + other.terms.len());
        let (mut left, mut right) = (self.terms.iter().peekable(), other.terms.iter().peekable());
        loop {
            let order = match (left.peek(), right.peek()) {
                (Some(a), Some(b)) => a.0.cmp(&b.0),
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (None, None) => return Ok(Self { terms }),
            };
            let (base, exponent) = match order {
                Ordering::Less => *left.next().expect("peeked"),
                Ordering::Greater => right.next().map(|&(base, exponent)| (base, sign(exponent))).expect("peeked"),
                Ordering::Equal => {
                    let (a, b) = (left.next().expect("peeked"), right.next().expect("peeked"));
                    (a.0, a.1.plus(sign(b.1)).ok_or(ExponentOverflow)?)
                }
            };
            if exponent != Exponent::ZERO {
                terms.push((base, exponent));
            }
        }
    }

    /// `self ^ exponent`.
    ///
    /// # Errors
    /// An exponent beyond [`MAX_EXPONENT`].
    pub fn power(&self, exponent: Exponent) -> Result<Self, ExponentOverflow> {
        if exponent == Exponent::ZERO {
            return Ok(Self::none());
        }
        let terms = self.terms.iter().map(|&(base, own)| Some((base, own.times(exponent)?)));
        Ok(Self { terms: terms.collect::<Option<_>>().ok_or(ExponentOverflow)? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn products_cancel() {
        let rate = Dimension::of(Base::INFORMATION).over(&Dimension::of(Base::TIME)).unwrap();
        assert_eq!(rate.times(&Dimension::of(Base::TIME)), Ok(Dimension::of(Base::INFORMATION)));
        assert_eq!(rate.over(&rate), Ok(Dimension::none()));
    }

    #[test]
    fn roots_halve_exponents() {
        let half = Exponent::from_f64(0.5).unwrap();
        let area = Dimension::of(Base(2)).power(Exponent::integer(2)).unwrap();
        assert_eq!(area.power(half), Ok(Dimension::of(Base(2))));
        assert_eq!(Exponent::from_f64(0.123_456_7), None);
    }

    #[test]
    fn exponents_are_bounded() {
        let large = Dimension::of(Base::TIME).power(Exponent::integer(MAX_EXPONENT)).unwrap();
        assert_eq!(large.times(&Dimension::of(Base::TIME)), Err(ExponentOverflow));
    }
}

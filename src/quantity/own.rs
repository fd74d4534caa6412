//! Units that a model declares for itself: `unit page = 4 KiB`, `unit EUR = 1.08 USD`, `unit box (boxes) = 12 items`.
//! One hides a noun of the same name, never a unit. What its factor and dimension are, the model works out.

use super::currency::currency;
use super::dimension::Dimension;
use super::plural::{plural_of, singular_of};
use super::unit::{Unit, Units, is_declared};
use crate::limits;

/// A unit that a model declares.
#[derive(Debug, Clone, PartialEq)]
pub struct OwnUnit {
    /// One of them.
    pub singular: Box<str>,
    /// Several of them.
    pub plural: Box<str>,
    /// Base units in one of it.
    pub factor: f64,
    /// What it measures.
    pub dimension: Dimension,
}

impl OwnUnit {
    fn is_written(&self, word: &str) -> bool {
        &*self.singular == word || &*self.plural == word
    }
}

/// Why a model may not declare a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OwnUnitError {
    /// The word, or the plural that is made of it, is a unit already; this is the one.
    IsUnit(String),
    /// The size of it is zero, negative or no number.
    NotPositive,
    /// There are already [`limits::UNITS`] of them.
    TooMany,
}

impl Units {
    /// Declares a unit by its singular or its plural, in place of one of the model's own that is written so.
    ///
    /// # Errors
    /// A word that is a unit already, a size that is not positive, or one unit too many.
    pub fn declare_unit(
        &mut self,
        word: &str,
        plural: Option<&str>,
        factor: f64,
        dimension: Dimension,
    ) -> Result<(), OwnUnitError> {
        if !(factor > 0.0 && factor.is_finite()) {
            return Err(OwnUnitError::NotPositive);
        }
        let place = self.own.iter().position(|own| own.is_written(word));
        let is_other = |word: &str| (0..).zip(&self.own).any(|(at, own)| own.is_written(word) && Some(at) != place);
        let is_taken = |word: &str| is_declared(word) || is_other(word);
        if let Some(word) = [Some(word), plural].into_iter().flatten().find(|word| is_taken(word)) {
            return Err(OwnUnitError::IsUnit(word.to_owned()));
        }
        let (singular, plural) = match plural {
            Some(plural) => (word.to_owned(), plural.to_owned()),
            None => both_numbers(word, is_taken),
        };
        let own = OwnUnit { singular: singular.into(), plural: plural.into(), factor, dimension };
        match place {
            Some(place) => self.own[place] = own,
            None if self.own.len() >= limits::UNITS => return Err(OwnUnitError::TooMany),
            None => self.own.push(own),
        }
        Ok(())
    }

    /// The units that this model declares, in order.
    #[must_use]
    pub fn own_units(&self) -> &[OwnUnit] {
        &self.own
    }

    /// Forgets a unit of the model's own, by its singular or its plural; returns it.
    pub fn remove_unit(&mut self, word: &str) -> Option<OwnUnit> {
        let place = self.own.iter().position(|own| own.is_written(word))?;
        Some(self.own.remove(place))
    }

    /// The unit of the model's own that a word or the sign of a currency stands for.
    #[must_use]
    pub fn own_unit(&self, word: &str) -> Option<&OwnUnit> {
        // Most models declare none.
        if self.own.is_empty() {
            return None;
        }
        let find = |word: &str| self.own.iter().find(|own| own.is_written(word));
        find(word).or_else(|| find(currency(word)?.code))
    }
}

/// The singular and the plural of a unit by one of them. A code of capitals, such as EUR, has one form, and so has what
/// may be a short form (`cps`); what is made must not be a unit already (`mp` has no plural `mps`).
fn both_numbers(word: &str, is_taken: impl Fn(&str) -> bool) -> (String, String) {
    /// The longest word in -s that may be a short form.
    const SHORT: usize = 4;
    let free = |made: String| if is_taken(&made) { word.to_owned() } else { made };
    let singular = singular_of(word);
    if word.chars().all(|letter| letter.is_ascii_uppercase()) {
        (word.to_owned(), word.to_owned())
    } else if singular == word {
        (singular, free(plural_of(word)))
    } else if word.chars().count() <= SHORT {
        (word.to_owned(), word.to_owned())
    } else {
        (free(singular), word.to_owned())
    }
}

impl From<&OwnUnit> for Unit {
    fn from(own: &OwnUnit) -> Self {
        Self {
            singular: String::from(&*own.singular).into(),
            plural: String::from(&*own.plural).into(),
            factor: own.factor,
            dimension: own.dimension.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::dimension::Base;
    use super::super::unknown::UnknownUnit;
    use super::*;

    fn with(singular: &str, plural: Option<&str>, factor: f64, base: Base) -> Units {
        let mut units = Units::default();
        units.declare_unit(singular, plural, factor, Dimension::of(base)).unwrap();
        units
    }

    #[test]
    fn an_own_unit_hides_a_noun() {
        let mut units = with("page", None, 4096.0, Base::INFORMATION);
        for word in ["page", "pages"] {
            let unit = units.known(word).unwrap();
            assert_eq!(
                (unit.factor, unit.dimension, &*unit.plural),
                (4096.0, Dimension::of(Base::INFORMATION), "pages")
            );
        }
        assert_eq!(units.near("paeg"), ["page"]);
        units.declare_unit("page", None, 8192.0, Dimension::of(Base::INFORMATION)).unwrap();
        assert_eq!((units.known("page").unwrap().factor, units.own_units().len()), (8192.0, 1));
        units.declare_unit("pages", None, 4096.0, Dimension::of(Base::INFORMATION)).unwrap();
        assert_eq!((units.known("page").unwrap().factor, units.own_units().len()), (4096.0, 1));
        assert_eq!(&*units.remove_unit("pages").unwrap().singular, "page");
        assert_eq!(units.known("page").unwrap().factor, 1.0);
    }

    #[test]
    fn currencies_by_sign_and_code() {
        let units = with("EUR", None, 1.08, Base::MONEY);
        for word in ["EUR", "€", "euros"] {
            let unit = units.find(word).unwrap();
            assert_eq!((&*unit.singular, &*unit.plural, unit.factor), ("EUR", "EUR", 1.08));
        }
        assert_eq!(units.find("£"), Err(UnknownUnit::Currency { sign: Some("£"), code: "GBP" }));
        assert_eq!(units.find("CHF"), Err(UnknownUnit::Currency { sign: None, code: "CHF" }));
        let undeclared = Units::default().find("EUR");
        assert_eq!(undeclared, Err(UnknownUnit::Currency { sign: Some("€"), code: "EUR" }));
    }

    #[test]
    fn what_may_not_be_declared() {
        let mut units = with("box", Some("boxes"), 12.0, Base::THING);
        let mut declare = |singular, plural, factor| units.declare_unit(singular, plural, factor, Dimension::none());
        let is_unit = |word: &str| Err(OwnUnitError::IsUnit(word.to_owned()));
        assert_eq!(declare("GB", None, 1.0), is_unit("GB"));
        assert_eq!(declare("hrs", None, 1.0), is_unit("hrs"));
        assert_eq!(declare("jiffy", Some("s"), 1.0), is_unit("s"));
        assert_eq!(declare("crate", Some("boxes"), 1.0), is_unit("boxes"));
        assert_eq!(declare("jiffy", None, 0.0), Err(OwnUnitError::NotPositive));
        assert_eq!(declare("jiffy", None, f64::NAN), Err(OwnUnitError::NotPositive));
        assert_eq!(declare("mp", None, 1.0), Ok(()));
        assert_eq!(units.known("mps").unwrap().factor, 1.0);
        assert_eq!(&*units.own_unit("mp").unwrap().plural, "mp");
        for number in 3..=limits::UNITS {
            units.declare_unit(&format!("u{number}_"), None, 1.0, Dimension::none()).unwrap();
        }
        assert_eq!(units.declare_unit("last", None, 1.0, Dimension::none()), Err(OwnUnitError::TooMany));
    }
}

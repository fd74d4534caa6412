//! The one formatter of quantities: picks a readable unit unless one was asked for, and writes value and unit.
//! Knows nothing of terminals; tables and results take its parts.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use super::dimension::{Base, Dimension, Exponent};
use super::noun::cancel_kinds;
use super::number::{
    count, digits_of, digits_within, exact_decimal, exact_integer, percentage, power_of_two, round_to, share,
    significant, suffixed, whole_part,
};
pub use super::shown::Shown;
use super::shown::below_dollars;
use super::unit::{Unit, UnitProduct, Units};
use super::whole::Whole;

/// How many significant digits a result has unless someone asks for another number.
pub const DEFAULT_DIGITS: usize = 4;
/// Digits beyond that are rounding errors of exponentials and logarithms, which the ends of an interval come from.
const SURE: usize = 12;

/// What is known of how a quantity would best be shown, gathered on the way of its calculation.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Preference {
    /// The unit of a conversion: it wins.
    pub asked: Option<Arc<UnitProduct>>,
    /// The unit that it was written in, where that says more than the readable one; see [`UnitProduct::says_more`].
    pub written: Option<Arc<UnitProduct>>,
    /// The time that a rate was written per: `day` in `tweets/day`.
    pub per_time: Option<&'static str>,
    /// The size that something was written per: `GB` in `$/GB`.
    pub per_information: Option<&'static str>,
    /// Written as a percentage.
    pub percent: bool,
    /// Whether it comes from samples, which say no more than three digits of it.
    pub sampled: bool,
    /// The number to the digit, where it is whole and sure.
    pub whole: Option<Whole>,
}

impl Units {
    /// Base units in one of what a preference shows a quantity in, as far as lengths of time that a model chooses
    /// matter: `tweets/day` is a day's share of `tweets/s`.
    #[must_use]
    pub fn written_scale(&self, preference: &Preference) -> f64 {
        match (preference.asked.as_ref().or(preference.written.as_ref()), preference.per_time) {
            (Some(unit), _) => unit.factor(),
            (None, Some(time)) => self.known(time).map_or(1.0, |unit| 1.0 / unit.factor),
            (None, None) => 1.0,
        }
    }
}

/// Writes quantities in the units of one model.
pub struct Formatter<'a> {
    /// The units and nouns of the model.
    pub units: &'a Units,
    /// Significant digits.
    pub digits: usize,
    /// Whether a short exact decimal is shown whole where a unit was asked for.
    pub exact: bool,
    /// Whether whole numbers are rounded to the digits like all others.
    is_coarse: bool,
    /// How far off a number may be, where the digits are those that this takes.
    tolerance: Option<Tolerance>,
    /// Units that have been looked up: a long list of results needs few of them, again and again.
    known: Rc<RefCell<HashMap<&'static str, Unit>>>,
}

/// How far off a number may be that is shown in few digits.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tolerance {
    /// The part of it by which it may be off.
    pub error: f64,
    /// The most digits that it may have.
    pub most: usize,
    /// What numbers of few digits keep all of them.
    pub keeps: Keeps,
}

/// Which numbers of few digits keep all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keeps {
    /// All, as they were written so.
    All,
    /// Whole numbers, which are sure.
    Whole,
    /// None: samples do not say them that well.
    None,
}

impl Tolerance {
    /// A short number is shown whole.
    const SHORT: usize = 3;

    /// Enough digits for a number.
    fn digits(&self, value: f64) -> usize {
        let digits = digits_within(round_to(value, self.scale()), self.error, self.most);
        let is_kept = || match self.keeps {
            Keeps::All => true,
            Keeps::Whole => value.fract() == 0.0,
            Keeps::None => false,
        };
        if digits < Self::SHORT && is_kept() && digits_of(value) <= Self::SHORT { Self::SHORT } else { digits }
    }

    /// The digits by which a scale is chosen: those in which no number is off by more than it may be.
    fn scale(&self) -> usize {
        let digits = (-self.error.log10()).ceil();
        if digits.is_finite() { (digits.max(0.0) as usize + 1).clamp(Self::SHORT, self.most) } else { self.most }
    }
}

impl<'a> Formatter<'a> {
    /// A formatter of results, with [`DEFAULT_DIGITS`].
    #[must_use]
    pub fn new(units: &'a Units, exact: bool) -> Self {
        let known = Rc::default();
        Self { units, digits: DEFAULT_DIGITS, exact, is_coarse: false, tolerance: None, known }
    }

    /// The same with another number of digits, and no exact decimals.
    #[must_use]
    pub fn with_digits(&self, digits: usize) -> Self {
        Self { digits, exact: false, ..self.again() }
    }

    /// The same with more digits, as far as it has fewer.
    #[must_use]
    pub fn finer(&self, digits: usize) -> Self {
        Self { digits: self.digits.max(digits), ..self.again() }
    }

    /// The same with another number of digits, to which whole numbers are rounded as well.
    #[must_use]
    pub fn coarse(&self, digits: usize) -> Self {
        Self { digits, exact: false, is_coarse: true, ..self.again() }
    }

    /// The same with as many digits for each number as keep it near enough.
    #[must_use]
    pub fn within(&self, tolerance: Tolerance) -> Self {
        Self { tolerance: Some(tolerance), ..self.coarse(tolerance.scale()) }
    }

    fn again(&self) -> Self {
        let &Self { units, digits, exact, is_coarse, tolerance, ref known } = self;
        Self { units, digits, exact, is_coarse, tolerance, known: Rc::clone(known) }
    }

    /// The digits of a number.
    fn digits_of(&self, value: f64) -> usize {
        self.tolerance.map_or(self.digits, |tolerance| tolerance.digits(value))
    }

    /// A number without rounding errors, where those would tell which way half of a digit is rounded.
    fn settled(&self, value: f64) -> f64 {
        if self.is_coarse { round_to(value, SURE) } else { value }
    }

    /// A number of counted things, or of a unit that is not scaled.
    pub(super) fn count(&self, value: f64) -> String {
        let value = self.settled(value);
        let digits = self.digits_of(value);
        count(if self.is_coarse { round_to(value, digits) } else { value }, digits)
    }

    /// A number of a unit that is scaled, or one that is not to be told from a whole number.
    pub(super) fn significant(&self, value: f64) -> String {
        let value = self.settled(value);
        significant(value, self.digits_of(value))
    }

    /// A pure number up to 1, which is not rounded to it.
    fn share(&self, value: f64) -> String {
        let value = self.settled(value);
        share(value, self.digits_of(value))
    }

    /// A number that keeps its whole part.
    pub(super) fn whole_part(&self, value: f64) -> String {
        if self.is_coarse { self.significant(value) } else { whole_part(value, self.digits) }
    }

    /// A declared unit.
    pub(super) fn unit(&self, name: &'static str) -> Unit {
        let find = || self.units.find(name).expect("only declared units are named here");
        self.known.borrow_mut().entry(name).or_insert_with(find).clone()
    }

    /// Writes `value`, in base units of `dimension`.
    #[must_use]
    pub fn show(&self, value: f64, dimension: &Dimension, preference: &Preference) -> Shown {
        /// How many digits of a number that comes from samples are sure.
        const SAMPLED: usize = 3;
        if preference.sampled {
            let preference = Preference { sampled: false, ..preference.clone() };
            let coarse = Self { digits: self.digits.min(SAMPLED), exact: false, ..self.again() };
            return coarse.show(value, dimension, &preference);
        }
        let shown = match (&preference.asked, &preference.written) {
            (Some(unit), _) if is_within(value, unit.factor()) => self.asked(value, unit, self.exact),
            (None, Some(unit)) if is_within(value, unit.factor()) => self.asked(value, unit, false),
            (None, None) => self.readable(value, &cancel_kinds(dimension), preference),
            // What is too large or too small for the unit is shown in another.
            _ => self.readable(value, &cancel_kinds(dimension), &Preference::default()),
        };
        let size = (*dimension == Dimension::of(Base::INFORMATION)).then(|| power_of_two(value)).flatten();
        match size {
            Some(power) => Shown { aside: Some(format!("2^{power} B")), ..shown },
            None => shown,
        }
    }

    /// Writes `value`, in base units, in the given unit; if it is too large or too small for that, in another.
    #[must_use]
    pub fn in_unit(&self, value: f64, unit: &UnitProduct) -> Shown {
        match unit.dimension() {
            Ok(dimension) if !is_within(value, unit.factor()) => {
                self.readable(value, &cancel_kinds(&dimension), &Preference::default())
            }
            _ => self.asked(value, unit, self.exact),
        }
    }

    /// Writes `value` in the units that it is calculated in, in which every result is finite.
    pub(super) fn in_base_units(&self, value: f64, dimension: &Dimension) -> Shown {
        let terms = dimension.terms().iter();
        let unit = UnitProduct::new(terms.map(|&(base, exponent)| (self.base(base), exponent)).collect());
        Shown::of_unit(self.count(value), &unit)
    }

    fn asked(&self, value: f64, unit: &UnitProduct, is_exact: bool) -> Shown {
        let value = value / unit.factor();
        let text = unit.text(true);
        if text == "%" {
            return Shown::new(self.percent_number(value), text);
        }
        let number = if text.is_empty() && value.abs() < 1.0 {
            exact_decimal(value).filter(|_| is_exact).unwrap_or_else(|| self.share(value))
        } else if is_exact && below_dollars(&text).is_none() {
            exact_decimal(value).unwrap_or_else(|| whole_part(value, self.digits))
        } else {
            self.count(value)
        };
        Shown::of_unit(number, unit)
    }

    pub(super) fn pure(&self, value: f64, preference: &Preference) -> Shown {
        if preference.percent && value.abs() < 1e300 {
            return Shown::new(self.percent_number(value * 100.0), "%".to_owned());
        }
        if value.abs() < 1.0 {
            return Shown::new(self.share(value), String::new());
        }
        if self.is_coarse {
            return Shown::new(self.count(value), String::new());
        }
        // A preference may be shared by other values, such as the ends of a range.
        let whole = preference.whole.filter(|whole| whole.to_f64() == value);
        let power = whole.map_or_else(|| sure_power(value), Whole::power_of_two);
        let exact = whole.and_then(Whole::digits).or_else(|| exact_integer(value));
        let is_exact = exact.is_some();
        let mut shown = Shown::new(exact.unwrap_or_else(|| count(value, self.digits)), String::new());
        shown.aside = match power {
            Some(power) => Some(format!("2^{power}")),
            None => (is_exact && value.abs() >= 1e6).then(|| suffixed(value, self.digits)),
        };
        shown
    }

    /// A percentage: as it is where that is short, or where digits are not to be spared.
    fn percent_number(&self, value: f64) -> String {
        /// Enough for six nines.
        const SHORT: usize = 8;
        let is_short = |text: &String| text.bytes().filter(u8::is_ascii_digit).count() <= SHORT;
        let is_fine = |text: &String| self.exact || (self.digits >= DEFAULT_DIGITS && is_short(text));
        let value = self.settled(value);
        let exact = exact_decimal(value).filter(|text| !self.is_coarse && is_fine(text));
        exact.unwrap_or_else(|| percentage(value, self.digits_of(value)))
    }

    pub(super) fn product(&self, name: &'static str) -> UnitProduct {
        UnitProduct::new(vec![(self.unit(name), Exponent::ONE)])
    }

    pub(super) fn base(&self, base: Base) -> Unit {
        match base {
            Base::INFORMATION => self.unit("B"),
            Base::TIME => self.unit("s"),
            _ => self.units.base(base),
        }
    }
}

/// Whether a number of base units is a finite number of a unit, and not so few that nothing is left of it.
pub(super) fn is_within(value: f64, factor: f64) -> bool {
    let number = value / factor;
    number.is_finite() && (number != 0.0 || value == 0.0)
}

/// The power of two that a number below 2^53 is.
fn sure_power(value: f64) -> Option<u32> {
    exact_integer(value).and_then(|_| power_of_two(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(value: f64, unit: &str, preference: &Preference) -> String {
        let units = Units::default();
        let mut terms = Vec::new();
        for (index, part) in unit.split('/').enumerate() {
            if !part.is_empty() {
                let exponent = if index == 0 { 1 } else { -1 };
                terms.push((units.find(part).unwrap(), Exponent::integer(exponent)));
            }
        }
        let product = UnitProduct::new(terms);
        let value = value * product.factor();
        Formatter::new(&units, true).show(value, &product.dimension().unwrap(), preference).to_string()
    }

    fn readable(value: f64, unit: &str) -> String {
        show(value, unit, &Preference::default())
    }

    #[test]
    fn readable_quantities() {
        for (value, unit, expected) in [
            (57_870_370.37, "B/s", "57.87 MB/s (463 Mb/s)"),
            (3_472.222, "tweet/s", "3,472 tweets/s"),
            (34_722.22, "tweet/s", "34.72k tweets/s"),
            (200.0, "s", "200 s (3 min 20 s)"),
            (2592.0, "s", "43.2 min (43 min 12 s)"),
            (5.0, "s", "5 s"),
            (8000.0, "s", "2.222 h (2 h 13 min 20 s)"),
            (3.0, "year", "3 years"),
            (1.0, "year", "1 year"),
            (0.25, "ms", "250 us"),
            (12.0, "server", "12 servers"),
            (1.0, "server", "1 server"),
            (47_816.0, "$", "$47,816"),
            (150e6, "user", "150M users"),
            (999_999.0, "B", "1 MB"),
            (0.5, "B", "0.5 B"),
            (1e30, "B", "1e30 B"),
            (1.5, "KB/tweet", "1.5 KB/tweet"),
            (120.0, "/s", "120 /s"),
            (64.0, "KiB", "65.54 KB (2^16 B)"),
            (0.0, "B/s", "0 B/s"),
            (-5.0, "GB", "-5 GB"),
            (3_521_614_606_208.0, "link", "3.522T links (3,521,614,606,208)"),
        ] {
            assert_eq!(readable(value, unit), expected);
        }
    }

    #[test]
    fn rates_keep_the_time_they_were_written_in() {
        let per = |name| Preference { per_time: Some(name), ..Preference::default() };
        assert_eq!(show(12.71, "GB/month", &per("month")), "12.71 GB/month (4.836 KB/s)");
        assert_eq!(show(500e6, "tweet/day", &per("day")), "500M tweets/day (5,787 /s)");
        assert_eq!(show(0.02, "$/GB/month", &per("month")), "$0.02/GB/month");
        assert_eq!(show(47_816.4, "$/month", &per("month")), "$47.82k/month");
    }

    #[test]
    fn pure_numbers() {
        for (value, expected) in [
            (100.0, "100"),
            (2_f64.powi(40), "1,099,511,627,776 (2^40)"),
            (2_f64.powi(64), "1.845e19"),
            (360e6, "360,000,000 (360M)"),
            (0.1 + 0.2, "0.3"),
            (1e-9, "1e-9"),
        ] {
            assert_eq!(readable(value, ""), expected);
        }
        let whole = Preference { whole: Whole::written(1e22), ..Preference::default() };
        assert_eq!(show(1e22, "", &whole), "10,000,000,000,000,000,000,000 (1e22)");
        let percent = Preference { percent: true, ..Preference::default() };
        assert_eq!(show(0.999_999, "", &percent), "99.9999%");
    }
}

//! The choice of a readable unit: which prefix for a size, which time for a rate, how long a duration is.

use humansize::{DECIMAL, ISizeFormatter};

use super::dimension::{Base, Dimension, Exponent};
use super::display::{DEFAULT_DIGITS, Formatter, Preference, Shown, is_within};
use super::number::{exact_integer, is_rounded, round_to, significant};
use super::unit::{Unit, UnitProduct};

/// The decimal sizes that humansize names; a model may choose to read them in powers of 1024.
const BYTES: [&str; 9] = ["B", "KB", "MB", "GB", "TB", "PB", "EB", "ZB", "YB"];
/// Sizes beyond are written with a power of ten; humansize knows no name for them.
const LARGEST_SIZE: f64 = 1e27;
/// Longer times are spelled out, and said in whole units where they can be.
const MINUTE: f64 = 60.0;
/// A part of a number that is nothing but rounding errors.
const DUST: f64 = 1e-12;

impl Formatter<'_> {
    pub(super) fn readable(&self, value: f64, dimension: &Dimension, preference: &Preference) -> Shown {
        if dimension.is_none() {
            return self.pure(value, preference);
        }
        if dimension.is_of(Base::TIME) {
            return self.duration(value);
        }
        if let Some((number, unit)) = self.named(value, dimension) {
            return Shown::of_unit(number, &UnitProduct::new(vec![(unit, Exponent::ONE)]));
        }
        let below = self.below(value, dimension, preference);
        let per_long_time = below.iter().any(|term| term.0.dimension.is_of(Base::TIME) && term.0.factor > 3600.0);
        let factor_below = UnitProduct::new(below.clone()).factor();
        if !is_within(value, factor_below) {
            return self.in_base_units(value, dimension);
        }
        let value_below = value / factor_below;
        let (number, mut terms) = self.above(value_below, dimension);
        let has_top = !terms.is_empty();
        terms.extend(below);
        let mut shown = Shown::of_unit(number, &UnitProduct::new(terms));
        shown.aside = if per_long_time && has_top {
            self.per_second(value, dimension)
        } else {
            self.bits_per_second(value, dimension)
        };
        if let [(noun, Exponent::ONE)] = dimension.terms()
            && noun.is_noun()
            && value.abs() >= 1e6
            && is_rounded(value, self.digits)
        {
            shown.aside = exact_integer(value);
        }
        shown
    }

    /// Energy and power, which have units of their own; a product of base units says nothing to anyone.
    fn named(&self, value: f64, dimension: &Dimension) -> Option<(String, Unit)> {
        const NAMED: [&[&str]; 2] = [&["MWh", "kWh", "Wh", "J"], &["GW", "MW", "kW", "W", "mW"]];
        if dimension.exponent(Base::MASS) == Exponent::ZERO {
            return None;
        }
        let ladder = NAMED.into_iter().find(|ladder| self.unit(ladder[0]).dimension == *dimension)?;
        Some(self.scaled(value, ladder))
    }

    /// Seconds in the largest readable unit, with the whole time spelled out from a minute on.
    fn duration(&self, seconds: f64) -> Shown {
        let conventions = &self.units.conventions;
        let magnitude = round_to(seconds, self.digits.max(DEFAULT_DIGITS)).abs();
        let ladder = [
            (conventions.year(), "year"),
            (2.0 * conventions.day, "day"),
            (7_200.0, "h"),
            (600.0, "min"),
            (1.0, "s"),
            (1e-3, "ms"),
            (1e-6, "us"),
        ];
        // A whole number of a unit is best said in it, even if that is 1: `1 h`, and not `60 min`.
        let is_whole = |name| {
            let factor = self.unit(name).factor;
            let number = seconds.abs() / factor;
            let is_near = || (number - number.round()).abs() <= number * DUST;
            factor >= MINUTE && number.round() >= 1.0 && (magnitude.rem_euclid(factor) == 0.0 || is_near())
        };
        let fits = |&&(least, name): &&(f64, &'static str)| self.is_one_or_more(seconds / least) || is_whole(name);
        let name = ladder.iter().find(fits).map_or("ns", |step| step.1);
        let name = if seconds == 0.0 { "s" } else { name };
        let unit = self.product(name);
        if !is_within(seconds, unit.factor()) {
            return self.in_base_units(seconds, &Dimension::of(Base::TIME));
        }
        let number = seconds / unit.factor();
        // What rounds up to 1 is 1.
        let number = if unit.factor() >= MINUTE && number.abs() < 1.0 { number.signum() } else { number };
        let mut shown = Shown::of_unit(self.whole_part(number), &unit);
        shown.aside =
            (seconds >= MINUTE && magnitude < conventions.year()).then(|| self.spelled_out(seconds)).flatten();
        shown
    }

    /// `3 min 20 s`; nothing if that is no more than the readable form says.
    fn spelled_out(&self, seconds: f64) -> Option<String> {
        let mut rest = seconds.round();
        let mut parts = Vec::new();
        for name in ["day", "h", "min", "s"] {
            let product = self.product(name);
            let whole = (rest / product.factor()).floor();
            rest -= whole * product.factor();
            if whole > 0.0 {
                parts.push(format!("{whole} {}", product.text(whole > 1.0)));
            }
        }
        (parts.len() > 1).then(|| parts.join(" "))
    }

    /// The units below the fraction bar, chosen by preference.
    fn below(&self, value: f64, dimension: &Dimension, preference: &Preference) -> Vec<(Unit, Exponent)> {
        let below = dimension.terms().iter().filter(|term| !term.1.is_positive());
        // Physical units last: tweets per user per day.
        let mut terms: Vec<_> = below.collect();
        terms.sort_by_key(|term| (term.0 == Base::TIME, !term.0.is_noun()));
        terms
            .into_iter()
            .map(|&(base, exponent)| {
                let preferred = match base {
                    Base::TIME if exponent == Exponent::integer(-1) => {
                        preference.per_time.or_else(|| self.slow_rate(value, dimension))
                    }
                    Base::INFORMATION => {
                        let money = dimension.exponent(Base::MONEY).is_positive();
                        preference.per_information.or(money.then_some("GB"))
                    }
                    _ => None,
                };
                let unit = preferred.map_or_else(|| self.base(base), |name| self.unit(name));
                (unit, exponent)
            })
            .collect()
    }

    /// A longer time for a rate of money, and for one of counts that is tiny per second.
    fn slow_rate(&self, value: f64, dimension: &Dimension) -> Option<&'static str> {
        if dimension.exponent(Base::MONEY).is_positive() {
            // Bills come by the month.
            return Some("month");
        }
        let counts = dimension.terms().iter().all(|term| term.0.is_noun() || term.0 == Base::TIME);
        if !counts || value.abs() >= 0.01 || value == 0.0 {
            return None;
        }
        ["h", "day", "month", "year"]
            .into_iter()
            .find(|name| value.abs() * self.product(name).factor() >= 1.0)
            .or(Some("year"))
    }

    /// The number and the units above the fraction bar: one is scaled, the others stay as they are.
    fn above(&self, value: f64, dimension: &Dimension) -> (String, Vec<(Unit, Exponent)>) {
        let mut above: Vec<_> = dimension.terms().iter().copied().filter(|term| term.1.is_positive()).collect();
        above.sort_by_key(|term| (term.0 == Base::TIME, term.0.is_noun()));
        let Some(&(head, exponent)) = above.first() else { return (self.count(value), Vec::new()) };
        let (number, unit) = match head {
            _ if exponent != Exponent::ONE => (self.count(value), self.base(head)),
            Base::INFORMATION => self.bytes(value),
            Base::TIME => self.scaled(value, &["s", "ms", "us", "ns"]),
            Base::LENGTH => self.scaled(value, &["km", "metre", "mm"]),
            _ => (self.count(value), self.base(head)),
        };
        let rest = above[1..].iter().map(|&(base, exponent)| (self.base(base), exponent));
        (number, std::iter::once((unit, exponent)).chain(rest).collect())
    }

    /// The number in the largest unit of a ladder in which it is at least 1, or in the smallest.
    fn scaled(&self, value: f64, ladder: &[&'static str]) -> (String, Unit) {
        let fits = |unit: &Unit| value == 0.0 || self.is_one_or_more(value / unit.factor);
        let unit = ladder.iter().map(|name| self.unit(name)).find(fits);
        let unit = unit.unwrap_or_else(|| self.unit(ladder.last().expect("no ladder is empty")));
        (self.count(value / unit.factor), unit)
    }

    /// Whether a number is shown as 1 or more.
    fn is_one_or_more(&self, value: f64) -> bool {
        value.abs() >= 1.0 || (value.abs() >= 0.9 && round_to(value.abs(), self.digits) >= 1.0)
    }

    /// Bytes in the prefix that humansize picks. It is asked only where it answers well: from one byte up to 10^27.
    fn bytes(&self, value: f64) -> (String, Unit) {
        let byte = || self.base(Base::INFORMATION);
        // Only what is near it can round up to it.
        let is_large = value.abs() >= LARGEST_SIZE / 2.0 && round_to(value.abs(), self.digits) >= LARGEST_SIZE;
        if !self.is_one_or_more(value) || is_large {
            let is_small = value.abs() < LARGEST_SIZE;
            return (if is_small { self.significant(value) } else { self.count(value) }, byte());
        }
        let is_binary = self.units.conventions.byte_prefix(1e3) > 1000.0;
        let options = if is_binary { humansize::WINDOWS } else { DECIMAL };
        let text = ISizeFormatter::new(value, options).to_string();
        let name = match text.rsplit(' ').next().unwrap_or("B") {
            "kB" => "KB",
            name => name,
        };
        let place = BYTES.iter().position(|prefixed| *prefixed == name).unwrap_or(0);
        // 999,999 bytes are 1 MB in four digits, and not 1,000 KB.
        let next = BYTES.get(place + 1).map(|name| self.unit(name));
        let next = next.filter(|unit| self.is_one_or_more(value / unit.factor));
        let unit = next.unwrap_or_else(|| if place == 0 { byte() } else { self.unit(BYTES[place]) });
        (self.significant(value / unit.factor), unit)
    }

    fn bits_per_second(&self, value: f64, dimension: &Dimension) -> Option<String> {
        const BELOW: Exponent = Exponent::integer(-1);
        let is_rate = matches!(dimension.terms(), [(Base::INFORMATION, Exponent::ONE), (Base::TIME, BELOW)]);
        if !is_rate || value == 0.0 {
            return None;
        }
        let ladder = ["Tb", "Gb", "Mb", "Kb", "b"];
        let fits = |unit: &Unit| self.is_one_or_more(value / unit.factor);
        let unit = ladder.iter().map(|name| self.unit(name)).find(fits)?;
        let bits = significant(value / unit.factor, self.digits);
        Some(format!("{bits} {}/s", unit.singular))
    }

    fn per_second(&self, value: f64, dimension: &Dimension) -> Option<String> {
        let is_rate = |top: Base| *dimension == Dimension::of(top).over(&Dimension::of(Base::TIME)).unwrap_or_default();
        let &(top, _) = dimension.terms().iter().find(|term| term.1.is_positive())?;
        if !is_rate(top) || top == Base::MONEY || value == 0.0 {
            return None;
        }
        let in_seconds = Preference { per_time: Some("s"), ..Preference::default() };
        let shown = self.readable(value, dimension, &in_seconds);
        Some(if top.is_noun() { format!("{} /s", shown.number) } else { shown.plain() })
    }
}

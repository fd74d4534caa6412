//! Units by name: the declared ones as a model's conventions scale them, their short forms, and counted nouns.
//! This is the visible place for what the system of units cannot know; it declares no factor of its own.

use std::borrow::Cow;

use super::conventions::Conventions;
use super::dimension::{Base, Dimension, Exponent, ExponentOverflow};
use super::noun::{Nouns, built_in};
use super::system::{Row, rows};
use crate::diagnostic::suggestion::nearest;

/// Short and long forms that people type, each with the abbreviation of the declared unit.
const ALIASES: &[(&str, &str)] = &[
    ("kB", "KB"),
    ("kbit", "Kb"),
    ("Kbit", "Kb"),
    ("Mbit", "Mb"),
    ("Gbit", "Gb"),
    ("Tbit", "Tb"),
    ("Kibit", "Kib"),
    ("Mibit", "Mib"),
    ("Gibit", "Gib"),
    ("Tibit", "Tib"),
    ("kbps", "Kbps"),
    ("kBps", "KBps"),
    ("nsec", "ns"),
    ("\u{b5}s", "us"),
    ("\u{3bc}s", "us"),
    ("usec", "us"),
    ("msec", "ms"),
    ("millis", "ms"),
    ("sec", "s"),
    ("secs", "s"),
    ("mins", "min"),
    ("hr", "h"),
    ("hrs", "h"),
    ("d", "day"),
    ("wk", "week"),
    ("wks", "week"),
    ("mo", "month"),
    ("mos", "month"),
    ("y", "year"),
    ("yr", "year"),
    ("yrs", "year"),
    ("meter", "metre"),
    ("meters", "metre"),
    ("kilometer", "km"),
    ("kilometers", "km"),
    ("millimeter", "mm"),
    ("millimeters", "mm"),
    ("centimeter", "cm"),
    ("centimeters", "cm"),
    ("USD", "$"),
    ("usd", "$"),
    ("req", "request"),
    ("reqs", "request"),
    ("qps", "QPS"),
    ("rps", "RPS"),
    ("tps", "TPS"),
    ("iops", "IOPS"),
];

/// A unit as a model understands it.
#[derive(Debug, Clone, PartialEq)]
pub struct Unit {
    /// How it is written for one, and below a fraction bar.
    pub singular: Cow<'static, str>,
    /// How it is written for several.
    pub plural: Cow<'static, str>,
    /// Base units in one of it.
    pub factor: f64,
    /// What it measures.
    pub dimension: Dimension,
}

impl Unit {
    fn declared(row: &Row, conventions: &Conventions) -> Self {
        let (abbreviation, singular, plural) = ((row.abbreviation)(), (row.singular)(), (row.plural)());
        let declared = (row.coefficient)();
        let factor = match singular {
            "day" => conventions.day,
            "week" => conventions.week(),
            "month" => conventions.month(),
            "year" => conventions.year(),
            // Decimal byte prefixes; bits and rates keep theirs, as networks are always decimal.
            _ if row.quantity == "information" && is_decimal_byte(singular) => conventions.byte_prefix(declared),
            _ => declared,
        };
        let plural = if abbreviation == singular { plural } else { abbreviation };
        Self {
            singular: abbreviation.into(),
            plural: plural.into(),
            factor,
            dimension: Dimension::from_exponents(row.exponents),
        }
    }
}

fn is_decimal_byte(singular: &str) -> bool {
    singular.ends_with("byte") && !singular.ends_with("bibyte") && singular != "byte"
}

/// Why a word is not a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UnknownUnit {
    /// `mb` or `gb`: it may mean bytes or bits.
    BytesOrBits {
        /// The unit if bytes were meant.
        bytes: String,
        /// The unit if bits were meant.
        bits: String,
    },
    /// `m`: minutes or metres.
    MinuteOrMetre,
    /// `kQPS`: a suffix of a number, written on the unit.
    Suffixed {
        /// The suffix, which belongs to the number.
        suffix: char,
        /// The unit without it.
        unit: String,
    },
    /// `h30m`: units and numbers written as one word.
    SeveralUnits {
        /// The unit that the word begins with.
        first: String,
        /// What follows it.
        rest: String,
    },
    /// Nothing of that name.
    Unknown,
}

/// The units and nouns of one model.
#[derive(Debug, Clone, Default)]
pub struct Units {
    /// What the model's KB, month, … mean.
    pub conventions: Conventions,
    /// The counted things of the model.
    pub nouns: Nouns,
}

impl Units {
    /// The unit that is written `word`.
    ///
    /// # Errors
    /// The word is no unit, or may mean two of them.
    pub fn find(&self, word: &str) -> Result<Unit, UnknownUnit> {
        if word == "m" {
            return Err(UnknownUnit::MinuteOrMetre);
        }
        self.known(word).ok_or_else(|| self.explain(word))
    }

    /// The unit that is written `word`, if it is one; [`Self::find`] says why it is none, which takes longer.
    #[must_use]
    pub fn known(&self, word: &str) -> Option<Unit> {
        if let Some(noun) = self.nouns.find(word) {
            let dimension = Dimension::of(noun.base);
            return Some(Unit {
                singular: String::from(noun.singular).into(),
                plural: String::from(noun.plural).into(),
                factor: 1.0,
                dimension,
            });
        }
        let word = ALIASES.iter().find(|alias| alias.0 == word).map_or(word, |alias| alias.1);
        let row =
            rows().find(|row| (row.abbreviation)() == word || (row.singular)() == word || (row.plural)() == word)?;
        Some(Unit::declared(row, &self.conventions))
    }

    fn explain(&self, word: &str) -> UnknownUnit {
        // A lower-case b after a prefix is written by people who mean bytes and by people who mean bits.
        for (ending, bytes, bits) in [("b", "B", "b"), ("bps", "Bps", "bps"), ("ib", "iB", "ib")] {
            let Some(prefix) = word.strip_suffix(ending) else { continue };
            if let [prefix @ (b'k' | b'm' | b'g' | b't' | b'p' | b'K' | b'M' | b'G' | b'T' | b'P')] = prefix.as_bytes()
            {
                let prefix = char::from(prefix.to_ascii_uppercase());
                return UnknownUnit::BytesOrBits { bytes: format!("{prefix}{bytes}"), bits: format!("{prefix}{bits}") };
            }
        }
        let mut letters = word.chars();
        if let Some(suffix @ ('k' | 'K' | 'M' | 'G' | 'T' | 'P')) = letters.next()
            && self.known(letters.as_str()).is_some()
        {
            return UnknownUnit::Suffixed { suffix, unit: letters.as_str().to_owned() };
        }
        if let Some(digit) = word.find(|letter: char| letter.is_ascii_digit())
            && self.known(&word[..digit]).is_some()
        {
            return UnknownUnit::SeveralUnits { first: word[..digit].to_owned(), rest: word[digit..].to_owned() };
        }
        UnknownUnit::Unknown
    }

    /// Units and nouns that are written nearly like a word that is neither.
    #[must_use]
    pub fn near(&self, word: &str) -> Vec<String> {
        let nouns: Vec<_> = built_in().chain(self.nouns.declared().iter().cloned()).collect();
        let names = rows().flat_map(|row| [(row.abbreviation)(), (row.singular)(), (row.plural)()]);
        let aliases = ALIASES.iter().map(|alias| alias.0).filter(|alias| alias.len() > 2);
        let counted = nouns.iter().flat_map(|noun| [&*noun.singular, &*noun.plural]);
        nearest(word, names.chain(aliases).chain(counted))
    }

    /// The unit of a single base in which results are calculated: byte, second, metre, kilogram, dollar, or one of a noun.
    #[must_use]
    pub fn base(&self, base: Base) -> Unit {
        if base.is_noun() {
            let singular = self.nouns.name(base).to_owned();
            return Unit {
                singular: singular.into(),
                plural: self.nouns.plural(base).into(),
                factor: 1.0,
                dimension: Dimension::of(base),
            };
        }
        let quantity = self.nouns.name(base);
        let row = rows().find(|row| row.quantity == quantity && (row.coefficient)() == 1.0);
        Unit::declared(row.expect("every base quantity declares a unit of factor 1"), &self.conventions)
    }
}

/// A product of powers of units, such as `tweets/user/day`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct UnitProduct {
    terms: Vec<(Unit, Exponent)>,
}

impl UnitProduct {
    /// The product of the given powers, in the order in which they are written.
    #[must_use]
    pub const fn new(terms: Vec<(Unit, Exponent)>) -> Self {
        Self { terms }
    }

    /// The powers of units, in the order in which they are written.
    #[must_use]
    pub fn terms(&self) -> &[(Unit, Exponent)] {
        &self.terms
    }

    /// Base units in one of this product.
    #[must_use]
    pub fn factor(&self) -> f64 {
        self.terms.iter().fold(1.0, |factor, (unit, exponent)| match exponent.to_f64() {
            1.0 => factor * unit.factor,
            -1.0 => factor / unit.factor,
            power => factor * unit.factor.powf(power),
        })
    }

    /// What the product measures.
    ///
    /// # Errors
    /// An exponent that is too large.
    pub fn dimension(&self) -> Result<Dimension, ExponentOverflow> {
        self.terms
            .iter()
            .try_fold(Dimension::none(), |product, (unit, exponent)| product.times(&unit.dimension.power(*exponent)?))
    }

    /// The product as it is written after a number: `TB/month`, `tweets/user`, `/s`.
    #[must_use]
    pub fn text(&self, plural: bool) -> String {
        let mut text = String::new();
        for (unit, exponent) in self.terms.iter().filter(|term| term.1.is_positive()) {
            if !text.is_empty() {
                text.push('·');
            }
            text.push_str(if plural { &unit.plural } else { &unit.singular });
            push_power(&mut text, *exponent);
        }
        for (unit, exponent) in self.terms.iter().filter(|term| !term.1.is_positive()) {
            text.push('/');
            text.push_str(&unit.singular);
            push_power(&mut text, exponent.abs());
        }
        text
    }
}

fn push_power(text: &mut String, exponent: Exponent) {
    if exponent != Exponent::ONE {
        text.push('^');
        text.push_str(&super::number::significant(exponent.to_f64(), 15));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn factor(word: &str) -> f64 {
        Units::default().find(word).unwrap().factor
    }

    #[test]
    fn names_and_short_forms() {
        for (word, expected) in [
            ("KB", 1e3),
            ("kB", 1e3),
            ("KiB", 1024.0),
            ("b", 0.125),
            ("Mbps", 125e3),
            ("hrs", 3600.0),
            ("months", 2.628e6),
            ("users", 1.0),
            ("QPS", 1.0),
        ] {
            assert!((factor(word) - expected).abs() < 1e-9, "{word}");
        }
    }

    #[test]
    fn factors_agree_with_the_tables_of_uom() {
        use uom::si::f64::{Energy, Information, Length, Time};
        use uom::si::{energy, information, length, time};
        let si = [
            (Information::new::<information::megabyte>(1.0).get::<information::byte>(), "MB"),
            (Information::new::<information::exabyte>(1.0).get::<information::byte>(), "EB"),
            (Information::new::<information::gigabit>(1.0).get::<information::byte>(), "Gb"),
            (Information::new::<information::gibibyte>(1.0).get::<information::byte>(), "GiB"),
            (Time::new::<time::nanosecond>(1.0).get::<time::second>(), "ns"),
            (Time::new::<time::day>(1.0).get::<time::second>(), "day"),
            (Length::new::<length::mile>(1.0).get::<length::meter>(), "mile"),
            (Energy::new::<energy::kilowatt_hour>(1.0).get::<energy::joule>(), "kWh"),
        ];
        for (expected, name) in si {
            assert!((factor(name) / expected - 1.0).abs() < 1e-12, "{name}");
        }
    }

    #[test]
    fn every_name_means_one_unit() {
        let mut seen = std::collections::HashMap::new();
        for row in rows() {
            for name in std::collections::HashSet::from([(row.abbreviation)(), (row.singular)(), (row.plural)()]) {
                assert!(seen.insert(name, row.quantity).is_none(), "{name} is declared twice");
                assert!(ALIASES.iter().all(|alias| alias.0 != name), "{name} is declared and an alias");
            }
        }
        for noun in built_in().filter(|noun| noun.base.0 >= super::super::system::BASES as u16) {
            assert!(!seen.contains_key(&*noun.singular), "{} is a unit and a noun", noun.singular);
        }
        for (alias, target) in ALIASES {
            assert!(seen.contains_key(target), "{alias} stands for nothing");
        }
    }

    #[test]
    fn conventions_scale_the_declared_units() {
        let mut units = Units::default();
        units.conventions.bytes = super::super::conventions::Bytes::Binary;
        units.conventions.set("month", 2.5e6);
        for (word, expected) in
            [("KB", 1024.0), ("TB", 1_099_511_627_776.0), ("B", 1.0), ("KiB", 1024.0), ("Mb", 125e3), ("month", 2.5e6)]
        {
            assert!((units.find(word).unwrap().factor - expected).abs() < 1e-6, "{word}");
        }
    }

    #[test]
    fn words_that_are_no_units_say_why() {
        let units = Units::default();
        assert_eq!(units.find("mb"), Err(UnknownUnit::BytesOrBits { bytes: "MB".into(), bits: "Mb".into() }));
        assert_eq!(units.find("gbps"), Err(UnknownUnit::BytesOrBits { bytes: "GBps".into(), bits: "Gbps".into() }));
        assert_eq!(units.find("m"), Err(UnknownUnit::MinuteOrMetre));
        assert_eq!(units.find("kQPS"), Err(UnknownUnit::Suffixed { suffix: 'k', unit: "QPS".into() }));
        assert_eq!(units.find("QSP"), Err(UnknownUnit::Unknown));
        assert_eq!(units.near("QSP"), ["QPS"]);
    }
}

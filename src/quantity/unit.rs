//! Units by name: the declared ones as a model's conventions scale them, their short forms, and counted nouns.
//! This is the visible place for what the system of units cannot know; it declares no factor of its own.

use std::borrow::Cow;

use super::conventions::Conventions;
use super::dimension::{Base, Dimension, Exponent, ExponentOverflow};
use super::noun::{Nouns, base_named};
use super::own::OwnUnit;
use super::system::{BASE_NAMES, Row, rows};
pub use super::unknown::{Reading, UnknownUnit};

/// Short and long forms that people type, each with the abbreviation of the declared unit.
pub(super) const ALIASES: &[(&str, &str)] = &[
    ("kB", "KB"),
    ("kbyte", "KB"),
    ("kbytes", "KB"),
    ("Kbyte", "KB"),
    ("Kbytes", "KB"),
    ("Mbyte", "MB"),
    ("Mbytes", "MB"),
    ("Gbyte", "GB"),
    ("Gbytes", "GB"),
    ("Tbyte", "TB"),
    ("Tbytes", "TB"),
    ("Pbyte", "PB"),
    ("Pbytes", "PB"),
    // As Kubernetes writes memory.
    ("Ki", "KiB"),
    ("Mi", "MiB"),
    ("Gi", "GiB"),
    ("Ti", "TiB"),
    ("Pi", "PiB"),
    ("Ei", "EiB"),
    ("kbit", "Kb"),
    ("Kbit", "Kb"),
    ("Mbit", "Mb"),
    ("Gbit", "Gb"),
    ("Tbit", "Tb"),
    ("kbits", "Kb"),
    ("Kbits", "Kb"),
    ("Mbits", "Mb"),
    ("Gbits", "Gb"),
    ("Tbits", "Tb"),
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
    ("pct", "%"),
    ("USD", "$"),
    ("usd", "$"),
    ("req", "request"),
    ("reqs", "request"),
    ("qps", "QPS"),
    ("rps", "RPS"),
    ("tps", "TPS"),
    ("iops", "IOPS"),
    ("qpm", "QPM"),
    ("qph", "QPH"),
    ("rph", "RPH"),
    ("Kpps", "kpps"),
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
            "fortnight" => conventions.fortnight(),
            "month" => conventions.month(),
            "quarter" => conventions.quarter(),
            "year" => conventions.year(),
            "decade" => conventions.decade(),
            // Decimal byte prefixes; bits and rates keep theirs, as networks are always decimal.
            _ if row.quantity == "information" && is_decimal_byte(singular) => conventions.byte_prefix(declared),
            _ => declared,
        };
        let plural = if abbreviation == singular { plural } else { abbreviation };
        Self { singular: abbreviation.into(), plural: plural.into(), factor, dimension: row.dimension() }
    }
}

impl Row {
    /// What the unit measures: for what counts things of the field, in theirs.
    #[must_use]
    pub fn dimension(&self) -> Dimension {
        let dimension = Dimension::from_exponents(self.exponents);
        match self.counted {
            Some(noun) => dimension.with_things(base_named(noun)),
            None => dimension,
        }
    }

    /// Whether it is one of a counted thing, such as `user`.
    pub(super) fn is_noun(&self) -> bool {
        BASE_NAMES.iter().skip(Base::REQUEST.0.into()).any(|&name| name == self.quantity)
    }

    /// Whether a word is one of the three forms of the unit.
    pub(super) fn is_written(&self, word: &str) -> bool {
        (self.abbreviation)() == word || (self.singular)() == word || (self.plural)() == word
    }
}

/// The declared unit that is written `word`, in any of its forms.
pub(super) fn declared(word: &str) -> Option<&'static Row> {
    let word = ALIASES.iter().find(|alias| alias.0 == word).map_or(word, |alias| alias.1);
    rows().find(|row| row.is_written(word))
}

/// Whether a word is a unit of every model, as opposed to a counted thing.
pub(super) fn is_declared(word: &str) -> bool {
    declared(word).is_some_and(|row| !row.is_noun())
}

fn is_decimal_byte(singular: &str) -> bool {
    singular.ends_with("byte") && !singular.ends_with("bibyte") && singular != "byte"
}

/// The units and nouns of one model.
#[derive(Debug, Clone, Default)]
pub struct Units {
    /// What the model's KB, month, … mean.
    pub conventions: Conventions,
    /// The counted things of the model.
    pub nouns: Nouns,
    /// The units that the model declares for itself.
    pub(super) own: Vec<OwnUnit>,
}

impl Units {
    /// The unit that is written `word`.
    ///
    /// # Errors
    /// The word is no unit, or may mean two of them.
    pub fn find(&self, word: &str) -> Result<Unit, UnknownUnit> {
        self.known(word).ok_or_else(|| self.explain(word))
    }

    /// The unit that is written `word`, if it is one; [`Self::find`] says why it is none, which takes longer.
    #[must_use]
    pub fn known(&self, word: &str) -> Option<Unit> {
        if let Some(own) = self.own_unit(word) {
            return Some(own.into());
        }
        let declared = declared(word);
        // No noun is written like a unit, so that the shorter list goes first.
        let noun = if declared.is_some_and(|row| !row.is_noun()) { None } else { self.nouns.find(word) };
        if let Some(noun) = noun {
            let dimension = Dimension::of(noun.base);
            return Some(Unit {
                singular: String::from(noun.singular).into(),
                plural: String::from(noun.plural).into(),
                factor: 1.0,
                dimension,
            });
        }
        declared.map(|row| Unit::declared(row, &self.conventions))
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
    /// A word that scales the number, such as `million` or `M`, and by how much.
    scale: Option<(Box<str>, f64)>,
}

impl UnitProduct {
    /// The product of the given powers, in the order in which they are written.
    #[must_use]
    pub const fn new(terms: Vec<(Unit, Exponent)>) -> Self {
        Self { terms, scale: None }
    }

    /// The product with a word that scales the number: `-> million users`, `-> $M`.
    #[must_use]
    pub fn scaled(self, word: &str, factor: f64) -> Self {
        Self { scale: Some((word.into(), factor)), ..self }
    }

    /// The word that scales the number, if there is one.
    #[must_use]
    pub fn scale(&self) -> Option<&str> {
        self.scale.as_ref().map(|scale| &*scale.0)
    }

    /// The powers of units, in the order in which they are written.
    #[must_use]
    pub fn terms(&self) -> &[(Unit, Exponent)] {
        &self.terms
    }

    /// Base units in one of this product.
    #[must_use]
    pub fn factor(&self) -> f64 {
        let scale = self.scale.as_ref().map_or(1.0, |scale| scale.1);
        self.terms.iter().fold(scale, |factor, (unit, exponent)| match exponent.to_f64() {
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
    use super::super::noun::built_in;
    use super::super::system::BASES;
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
        for noun in built_in().filter(|noun| noun.base.0 >= BASES as u16) {
            for name in [&*noun.singular, &*noun.plural] {
                assert!(declared(name).is_none(), "{name} is a unit and a noun");
            }
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
}

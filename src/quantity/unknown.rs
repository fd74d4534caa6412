//! Words that are no unit: why not, as data, and which unit may have been meant.
//! What could be off by a factor is never offered as if it were the same.

use super::currency::currency;
use super::naming::is_time_word;
use super::noun::built_in;
use super::system::rows;
use super::unit::{ALIASES, Unit, Units};
use crate::diagnostic::suggestion::nearest;

/// Why a word is not a unit.
#[derive(Debug, Clone, PartialEq)]
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
    /// `rpm`, `TPM`, `TFLOPs`: the field uses it for two things.
    TwoReadings([Reading; 2]),
    /// `€`, `EUR`: money that has no rate here until a unit declares one.
    Currency {
        /// Its sign, if it has one.
        sign: Option<&'static str>,
        /// Its code, which is the unit to declare.
        code: &'static str,
    },
    /// `mil`, `crore`: it multiplies the number.
    Multiplier {
        /// How much it multiplies by.
        factor: f64,
        /// A word that does the same or, for a crore and a lakh, the next smaller one that can be written.
        write: &'static str,
    },
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

/// One of two things that a word may mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// What it would be, such as `requests per minute`.
    pub meaning: &'static str,
    /// How that is written after a number, such as `RPM`.
    pub write: String,
}

/// Words that multiply a number, with how much and what to write.
const MULTIPLIERS: &[(&str, f64, &str)] = &[
    ("lakh", 1e5, "thousand"),
    ("lakhs", 1e5, "thousand"),
    ("mn", 1e6, "million"),
    ("mln", 1e6, "million"),
    ("mil", 1e6, "million"),
    ("mils", 1e6, "million"),
    ("mio", 1e6, "million"),
    ("mill", 1e6, "million"),
    ("crore", 1e7, "million"),
    ("crores", 1e7, "million"),
    ("bln", 1e9, "billion"),
    ("bil", 1e9, "billion"),
    ("bill", 1e9, "billion"),
    ("tn", 1e12, "trillion"),
    ("trn", 1e12, "trillion"),
    ("tln", 1e12, "trillion"),
];

impl Units {
    pub(super) fn explain(&self, word: &str) -> UnknownUnit {
        if word == "m" {
            return UnknownUnit::MinuteOrMetre;
        }
        // A lower-case b after a prefix is written by people who mean bytes and by people who mean bits.
        for (ending, bytes, bits) in [("b", "B", "b"), ("bps", "Bps", "bps"), ("ib", "iB", "ib")] {
            let Some(prefix) = word.strip_suffix(ending) else { continue };
            if let [prefix @ (b'k' | b'm' | b'g' | b't' | b'p' | b'K' | b'M' | b'G' | b'T' | b'P')] = prefix.as_bytes()
            {
                let prefix = char::from(prefix.to_ascii_uppercase());
                return UnknownUnit::BytesOrBits { bytes: format!("{prefix}{bytes}"), bits: format!("{prefix}{bits}") };
            }
        }
        if let Some(readings) = two_readings(word) {
            return UnknownUnit::TwoReadings(readings);
        }
        if let Some(money) = currency(word) {
            return UnknownUnit::Currency { sign: money.sign, code: money.code };
        }
        if let Some(&(_, factor, write)) = MULTIPLIERS.iter().find(|row| row.0 == word) {
            return UnknownUnit::Multiplier { factor, write };
        }
        let mut letters = word.chars();
        if let Some(suffix @ ('k' | 'K' | 'M' | 'G' | 'T' | 'P')) = letters.next()
            && self.known(letters.as_str()).is_some()
        {
            return UnknownUnit::Suffixed { suffix, unit: letters.as_str().to_owned() };
        }
        if let Some(digit) = word.find(|letter: char| letter.is_ascii_digit())
            && is_time_word(&word[..digit])
        {
            return UnknownUnit::SeveralUnits { first: word[..digit].to_owned(), rest: word[digit..].to_owned() };
        }
        UnknownUnit::Unknown
    }

    /// Units and nouns that are written nearly like a word that is neither. A slip of one letter must not end in a
    /// quantity of another size: where the nearest units measure the same and differ in size, none of them is offered,
    /// unless they differ in bytes and bits only, and then both are; and a rate is offered only for the same time.
    #[must_use]
    pub fn near(&self, word: &str) -> Vec<String> {
        let nouns: Vec<_> = built_in().chain(self.nouns.declared().iter().cloned()).collect();
        let own = self.own_units().iter().flat_map(|own| [&*own.singular, &*own.plural]);
        let names = rows().flat_map(|row| [(row.abbreviation)(), (row.singular)(), (row.plural)()]);
        let aliases = ALIASES.iter().map(|alias| alias.0).filter(|alias| alias.len() > 2);
        let counted = nouns.iter().flat_map(|noun| [&*noun.singular, &*noun.plural]);
        let candidates = names.chain(aliases).chain(counted).chain(own);
        let near = nearest(word, candidates.filter(|candidate| is_same_rate(word, candidate)));
        let units: Vec<Option<Unit>> = near.iter().map(|name| self.known(name)).collect();
        let differs = |(name, unit): &(&String, &Option<Unit>), (other_name, other): (&String, &Option<Unit>)| {
            let (Some(unit), Some(other)) = (unit, other) else { return false };
            let is_size = unit.dimension == other.dimension && unit.factor != other.factor;
            is_size && !name.eq_ignore_ascii_case(other_name)
        };
        let pairs = || near.iter().zip(&units);
        let offered = pairs().filter(|one| !pairs().any(|other| differs(one, other)));
        offered.map(|(name, _)| name.clone()).collect()
    }
}

/// The two readings of a word that the field uses for both.
fn two_readings(word: &str) -> Option<[Reading; 2]> {
    let reading = |meaning, write: &str| Reading { meaning, write: write.to_owned() };
    match word {
        "rpm" | "Rpm" => Some([reading("requests per minute", "RPM"), reading("turns of a disk per minute", "/min")]),
        "TPM" | "tpm" => {
            Some([reading("transactions per minute", "transactions/min"), reading("tokens per minute", "tokens/min")])
        }
        _ => {
            // `TFLOPs` is the plural of a TFLOP to some, and per second to others; in small letters it is both to all.
            let prefix =
                word.get(..word.len().checked_sub(5)?).filter(|_| word.to_ascii_lowercase().ends_with("flops"))?;
            let prefix = match prefix {
                "k" | "K" => "k".to_owned(),
                "" | "m" | "M" | "g" | "G" | "t" | "T" | "p" | "P" | "e" | "E" | "z" | "Z" => prefix.to_uppercase(),
                _ => return None,
            };
            Some([
                reading("operations", &format!("{prefix}FLOP")),
                reading("operations per second", &format!("{prefix}FLOPS")),
            ])
        }
    }
}

/// Whether two words are not the short forms of rates per different times, such as `RPM` and `RPS`.
fn is_same_rate(word: &str, other: &str) -> bool {
    let time = |word: &str| {
        let short = word.len() <= 5 && word.is_ascii();
        let (rest, time) = word.split_at_checked(word.len().checked_sub(1)?)?;
        (short && rest.len() > 1 && rest.ends_with(['p', 'P'])).then(|| time.to_ascii_lowercase())
    };
    match (time(word), time(other)) {
        (Some(one), Some(other)) => one == other,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_are_no_units_say_why() {
        let units = Units::default();
        assert_eq!(units.find("mb"), Err(UnknownUnit::BytesOrBits { bytes: "MB".into(), bits: "Mb".into() }));
        assert_eq!(units.find("gbps"), Err(UnknownUnit::BytesOrBits { bytes: "GBps".into(), bits: "Gbps".into() }));
        assert_eq!(units.find("m"), Err(UnknownUnit::MinuteOrMetre));
        assert_eq!(units.find("kQPS"), Err(UnknownUnit::Suffixed { suffix: 'k', unit: "QPS".into() }));
        assert_eq!(units.find("QSP"), Err(UnknownUnit::Unknown));
        assert_eq!(units.find("crore"), Err(UnknownUnit::Multiplier { factor: 1e7, write: "million" }));
        assert_eq!(units.find("mil"), Err(UnknownUnit::Multiplier { factor: 1e6, write: "million" }));
    }

    #[test]
    fn two_readings_are_both_units() {
        let units = Units::default();
        for (word, first, second) in [
            ("rpm", "RPM", "/min"),
            ("TPM", "transactions/min", "tokens/min"),
            ("TFLOPs", "TFLOP", "TFLOPS"),
            ("gflops", "GFLOP", "GFLOPS"),
            ("FLOPs", "FLOP", "FLOPS"),
        ] {
            let Err(UnknownUnit::TwoReadings(readings)) = units.find(word) else { panic!("{word} has one reading") };
            assert_eq!(readings.each_ref().map(|reading| reading.write.as_str()), [first, second]);
            for part in readings.iter().flat_map(|reading| reading.write.split('/')).filter(|part| !part.is_empty()) {
                assert!(units.known(part).is_some(), "{part} is no unit");
            }
        }
    }

    #[test]
    fn nothing_of_another_size_is_offered_in_silence() {
        let units = Units::default();
        for (word, near) in [
            ("QSP", &["QPS"][..]),
            ("QPX", &[]),
            ("rpd", &[]),
            ("XB", &[]),
            ("mouth", &["month"]),
            ("secnds", &["seconds"]),
            ("Mpbs", &["MBps", "Mbps", "Mpps"]),
            ("minuts", &["minute", "minutes"]),
            ("userz", &["user", "users"]),
        ] {
            assert_eq!(units.near(word), near, "{word}");
        }
    }
}

//! What a definition may be called as far as units go, and which words are times and plurals.
//! A name may be that of a counted thing, of a rate, or of several times; never that of another unit.

use super::plural::singular_of;
use super::system::{Row, rows};
use super::unit::{ALIASES, Units, declared, is_declared};

/// What a word is among units, where somebody wants to call a definition by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Naming {
    /// Neither unit nor noun.
    Free,
    /// A counted thing, in the singular or the plural, or another name of one: `users`, `DAU`, `reqs`.
    Counted,
    /// A rate of counted things, in any case: `QPS`, `qps`, `Rps`. It may be the name of what holds one.
    Rate,
    /// The plural of a time: `years`, `hrs`. It may be the name of what holds one.
    PluralTime,
    /// Any other unit: `h`, `GB`, `day`, or one of the model's own.
    Unit,
}

impl Units {
    /// What a word is among units, where somebody wants to call a definition by it.
    #[must_use]
    pub fn naming(&self, word: &str) -> Naming {
        if self.own_unit(word).is_some() {
            return Naming::Unit;
        }
        if self.nouns.find(word).is_some() {
            return Naming::Counted;
        }
        // Everyone's names for unknowns; as units of time they have longer spellings.
        if matches!(word, "y" | "d") {
            return Naming::Free;
        }
        match declared(word) {
            Some(row) if row.is_noun() => Naming::Counted,
            _ if is_rate(word) => Naming::Rate,
            Some(row) if is_time(row) && is_plural(word) => Naming::PluralTime,
            Some(_) => Naming::Unit,
            None => Naming::Free,
        }
    }

    /// Whether a word is the plural of a noun: `users`, `people`, and also `DAU` and `series`, which have one form.
    /// By itself such a word is the name of a number that somebody has yet to give, and not one of them.
    #[must_use]
    pub fn is_plural_noun(&self, word: &str) -> bool {
        self.own_unit(word).is_none() && self.nouns.find(word).is_some_and(|noun| *noun.plural == *word)
    }
}

/// The word to offer where somebody counts what is no noun yet: "declare `noun X`" for `widgets` is `widget`.
#[must_use]
pub fn suggestion_for(word: &str) -> String {
    let singular = singular_of(word);
    if is_declared(&singular) { word.to_owned() } else { singular }
}

/// Every spelling of every unit of time.
pub fn time_words() -> impl Iterator<Item = &'static str> {
    let forms = rows().filter(|row| is_time(row)).flat_map(|row| {
        let (short, singular, plural) = ((row.abbreviation)(), (row.singular)(), (row.plural)());
        std::iter::once(short).chain((singular != short).then_some(singular)).chain([plural])
    });
    let aliases = ALIASES.iter().filter(|alias| declared(alias.1).is_some_and(is_time)).map(|alias| alias.0);
    forms.chain(aliases)
}

/// Whether a word is a unit of time, in any spelling.
#[must_use]
pub fn is_time_word(word: &str) -> bool {
    declared(word).is_some_and(is_time)
}

fn is_time(row: &Row) -> bool {
    row.quantity == "time"
}

/// Whether a spelling of a time stands for several: not `s`, `ms`, `us` and `ns`.
fn is_plural(word: &str) -> bool {
    word.ends_with('s') && word.chars().count() > 2
}

/// Whether a word is the short form of a rate of counted things, without a prefix, in any case.
/// `flops` is none: to many it is the plural of a count.
fn is_rate(word: &str) -> bool {
    const RATES: [&str; 4] = ["request rate", "packet rate", "frame rate", "arithmetic rate"];
    let is_it = |row: &Row| {
        let short = (row.abbreviation)();
        word == short || (short != "FLOPS" && word.eq_ignore_ascii_case(short))
    };
    let is_plain = |row: &Row| row.quantity == "request rate" || (row.coefficient)() == 1.0;
    rows().any(|row| RATES.contains(&row.quantity) && is_plain(row) && is_it(row))
}

#[cfg(test)]
mod tests {
    use super::super::dimension::{Base, Dimension};
    use super::*;

    #[test]
    fn what_a_definition_may_be_called() {
        let mut units = Units::default();
        units.declare_unit("page", None, 4096.0, Dimension::of(Base::INFORMATION)).unwrap();
        units.nouns.declare("widget", None).unwrap();
        for (naming, words) in [
            (Naming::Free, &["dau", "x", "mil", "EUR", "mb", "flops", "traffic", "m"][..]),
            (Naming::Counted, &["users", "user", "DAU", "reqs", "widgets", "people"]),
            (Naming::Counted, &["series", "GPU", "gpus", "FLOP", "invocations"]),
            (Naming::Rate, &["qps", "QPS", "Qps", "rps", "tps", "IOPS", "iops", "QPM", "rpm", "rph", "FLOPS", "fps"]),
            (
                Naming::PluralTime,
                &["years", "days", "hours", "weeks", "secs", "mins", "hrs", "quarters", "milliseconds"],
            ),
            (
                Naming::Unit,
                &["h", "GB", "b", "min", "page", "pages", "ms", "us", "s", "ns", "hour", "yr", "Mpps", "ppm"],
            ),
        ] {
            for word in words {
                assert_eq!(units.naming(word), naming, "{word}");
            }
        }
    }

    #[test]
    fn plurals_of_nouns() {
        let mut units = Units::default();
        units.declare_unit("page", None, 4096.0, Dimension::of(Base::INFORMATION)).unwrap();
        for (word, expected) in [
            ("users", true),
            ("people", true),
            ("user", false),
            ("DAU", true),
            ("series", true),
            ("pages", false),
            ("hours", false),
        ] {
            assert_eq!(units.is_plural_noun(word), expected, "{word}");
        }
        for (word, singular) in [("widgets", "widget"), ("galaxies", "galaxy"), ("glass", "glass"), ("kms", "kms")] {
            assert_eq!(suggestion_for(word), singular);
        }
    }

    #[test]
    fn every_spelling_of_a_time() {
        let words: Vec<_> = time_words().collect();
        for word in
            ["s", "sec", "µs", "min", "minutes", "h", "d", "day", "fortnights", "quarter", "decade", "yrs", "mo"]
        {
            assert!(words.contains(&word) && is_time_word(word), "{word}");
        }
        assert!(words.iter().all(|word| is_time_word(word)));
        assert!(!is_time_word("GB") && !is_time_word("m") && !is_time_word("users"));
    }
}

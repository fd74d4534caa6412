//! Counted things: users, requests, tweets, servers. Each is a dimension of its own, the name of another one
//! (a query is a request), or a kind of another one (a read is a request, but not every request is a read).

use super::dimension::{Base, Dimension, Exponent};
use super::field::{Entry, NOUNS, Relation};
use super::plural::{plural_of, singular_of};
use super::system::{BASE_NAMES, BASES};
use super::unit::is_declared;
use crate::limits;

/// A counted thing by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Noun {
    /// One of them.
    pub singular: Box<str>,
    /// Several of them.
    pub plural: Box<str>,
    /// What it counts.
    pub base: Base,
}

/// The nouns that a model declares on top of the built-in ones.
#[derive(Debug, Clone, Default)]
pub struct Nouns {
    declared: Vec<Noun>,
}

/// The number of the first noun that a model declares itself.
const fn first_declared() -> u16 {
    (BASES + NOUNS.len()) as u16
}

impl Nouns {
    /// Declares a counted thing by its singular or its plural; a plural beside it wins over the rules. Declaring one that
    /// exists changes nothing, except that it may get another plural.
    ///
    /// # Errors
    /// There are already [`limits::NOUNS`] of them.
    pub fn declare(&mut self, word: &str, plural: Option<&str>) -> Result<(), TooManyNouns> {
        // What is made from a word must not hide a unit: `kms` is no plural of `km`.
        let made = |made: String| if is_declared(&made) { word.to_owned() } else { made };
        let (singular, plural) = match plural {
            Some(plural) => (word.to_owned(), plural.to_owned()),
            None if self.find(word).is_some() => return Ok(()),
            None => match singular_of(word) {
                singular if singular == word => (singular, made(plural_of(word))),
                singular => (made(singular), word.to_owned()),
            },
        };
        let known = self.find(&singular);
        if known.is_some() && self.find(&plural).is_some() {
            return Ok(());
        }
        if self.declared.len() >= limits::NOUNS {
            return Err(TooManyNouns);
        }
        let base = known.map_or_else(|| Base(first_declared() + self.declared.len() as u16), |known| known.base);
        self.declared.push(Noun { singular: singular.into(), plural: plural.into(), base });
        Ok(())
    }

    /// The noun that is written `word`, in the singular or the plural.
    #[must_use]
    pub fn find(&self, word: &str) -> Option<Noun> {
        let built_in = entries().find(|(_, entry)| is_written(entry, word));
        built_in.map(|(index, entry)| noun_of(index, entry)).or_else(|| {
            self.declared.iter().rev().find(|noun| &*noun.singular == word || &*noun.plural == word).cloned()
        })
    }

    /// The nouns that this model declares.
    #[must_use]
    pub fn declared(&self) -> &[Noun] {
        &self.declared
    }

    /// The name of a base in the singular: of a physical quantity (`time`) or of a counted thing (`user`).
    #[must_use]
    pub fn name(&self, base: Base) -> &str {
        let index = usize::from(base.0);
        if let Some(name) = BASE_NAMES.get(index) {
            name
        } else if let Some(entry) = NOUNS.get(index - BASES) {
            entry.singular
        } else {
            self.declared.get(index - BASES - NOUNS.len()).map_or("?", |noun| &noun.singular)
        }
    }

    /// The name of a counted thing in the plural.
    #[must_use]
    pub fn plural(&self, base: Base) -> String {
        self.find(self.name(base)).map_or_else(|| self.name(base).to_owned(), |noun| noun.plural.into())
    }
}

/// A model declares more nouns than [`limits::NOUNS`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooManyNouns;

/// Every built-in noun: those of the system of units, and those of the field.
pub fn built_in() -> impl Iterator<Item = Noun> {
    entries().map(|(index, entry)| noun_of(index, entry))
}

/// The built-in nouns as data, each with the number of its place.
fn entries() -> impl Iterator<Item = (usize, Entry)> {
    let of_system = |&singular: &&'static str| Entry { singular, plural: None, relation: Relation::Own };
    let system = BASE_NAMES.iter().enumerate().skip(Base::REQUEST.0.into());
    let field = NOUNS.iter().enumerate();
    system.map(move |(index, name)| (index, of_system(name))).chain(field.map(|(index, entry)| (BASES + index, *entry)))
}

/// Whether a word is a noun of the field, in the singular or the plural. Both begin with one letter, and plurals are made
/// only of what could match.
fn is_written(entry: &Entry, word: &str) -> bool {
    if entry.singular.as_bytes().first() != word.as_bytes().first() {
        return false;
    }
    match entry.plural {
        _ if entry.singular == word => true,
        Some(plural) => plural == word,
        None => {
            let singular = entry.singular;
            let stem = &singular[..singular.len() - 1];
            word.len() >= singular.len() && word.starts_with(stem) && plural_of(singular) == word
        }
    }
}

fn noun_of(index: usize, entry: Entry) -> Noun {
    let plural = entry.plural.map_or_else(|| plural_of(entry.singular), str::to_owned);
    let base = match entry.relation {
        Relation::Named(other) => base_named(other),
        Relation::Own | Relation::KindOfRequest => Base(index as u16),
    };
    Noun { singular: entry.singular.into(), plural: plural.into(), base }
}

/// The dimension of a built-in noun that has one of its own, by its singular.
pub(super) fn base_named(singular: &str) -> Base {
    let of_system = BASE_NAMES.iter().position(|&name| name == singular);
    let of_field = || NOUNS.iter().position(|entry| entry.singular == singular).map(|index| BASES + index);
    of_system.or_else(of_field).map_or(Base::THING, |index| Base(index as u16))
}

/// What a counted thing is a kind of: a read is a request.
#[must_use]
pub fn parent(base: Base) -> Option<Base> {
    let entry = NOUNS.get(usize::from(base.0).checked_sub(BASES)?)?;
    (entry.relation == Relation::KindOfRequest).then_some(Base::REQUEST)
}

/// A dimension with kinds cancelled against what they are kinds of: reads per request is a pure number,
/// since every read is a request. Nothing else changes.
#[must_use]
pub fn cancel_kinds(dimension: &Dimension) -> Dimension {
    let mut result = dimension.clone();
    for &(base, exponent) in dimension.terms() {
        let Some(parent) = parent(base) else { continue };
        let below = result.exponent(parent);
        if exponent == Exponent::ONE && below == Exponent::integer(-1) {
            result = result.filter(|other, _| other != base && other != parent);
        }
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_noun_is_found_by_both_numbers_and_only_once() {
        let nouns = Nouns::default();
        let mut seen = std::collections::HashSet::new();
        for noun in built_in() {
            assert_eq!(nouns.find(&noun.singular).as_ref(), Some(&noun));
            assert_eq!(nouns.find(&noun.plural).as_ref(), Some(&noun));
            assert!(seen.insert(noun.singular.clone()), "{} is declared twice", noun.singular);
            assert!(
                seen.insert(noun.plural.clone()) || noun.plural == noun.singular,
                "{} is declared twice",
                noun.plural
            );
            assert_eq!(singular_of(&noun.plural), *noun.singular);
            assert_eq!(noun.plural.chars().next(), noun.singular.chars().next());
            assert!(nouns.name(noun.base) == &*noun.singular || base_named(nouns.name(noun.base)) == noun.base);
        }
    }

    #[test]
    fn a_model_adds_its_own() {
        let mut nouns = Nouns::default();
        nouns.declare("matrix", Some("matrices")).unwrap();
        let noun = nouns.find("matrices").unwrap();
        assert_eq!((nouns.name(noun.base), nouns.plural(noun.base).as_str()), ("matrix", "matrices"));
        nouns.declare("user", None).unwrap();
        nouns.declare("users", None).unwrap();
        assert_eq!(nouns.declared().len(), 1);
    }

    #[test]
    fn either_number_declares_both() {
        for (word, singular, plural) in [
            ("widget", "widget", "widgets"),
            ("widgets", "widget", "widgets"),
            ("galaxies", "galaxy", "galaxies"),
            ("galaxy", "galaxy", "galaxies"),
            ("glass", "glass", "glasses"),
            ("virus", "virus", "viruses"),
            ("hypothesis", "hypothesis", "hypotheses"),
            ("data", "data", "data"),
            ("kms", "kms", "kms"),
        ] {
            let mut nouns = Nouns::default();
            nouns.declare(word, None).unwrap();
            let noun = nouns.find(word).unwrap();
            assert_eq!((&*noun.singular, &*noun.plural), (singular, plural), "noun {word}");
            nouns.declare(singular, None).unwrap();
            nouns.declare(plural, None).unwrap();
            assert_eq!(nouns.declared().len(), 1, "noun {word}");
        }
    }

    #[test]
    fn a_noun_that_exists_may_get_another_plural() {
        let mut nouns = Nouns::default();
        nouns.declare("persons", None).unwrap();
        nouns.declare("box", None).unwrap();
        nouns.declare("box", Some("boxen")).unwrap();
        for (plural, singular) in [("persons", "person"), ("boxes", "box"), ("boxen", "box")] {
            assert_eq!(nouns.find(plural).unwrap().base, nouns.find(singular).unwrap().base);
        }
        assert_eq!(nouns.declared().len(), 3);
    }

    #[test]
    fn other_names_count_the_same() {
        let nouns = Nouns::default();
        for (name, counted) in
            [("DAU", "user"), ("msgs", "messages"), ("txs", "request"), ("invocations", "call"), ("GPUs", "gpus")]
        {
            assert_eq!(nouns.find(name).unwrap().base, nouns.find(counted).unwrap().base, "{name}");
        }
        assert_eq!(parent(nouns.find("gets").unwrap().base), Some(Base::REQUEST));
    }
}

//! Counted things: users, requests, tweets, servers. Each is a dimension of its own, the name of another one
//! (a query is a request), or a kind of another one (a read is a request, but not every request is a read).

use super::dimension::{Base, Dimension, Exponent};
use super::system::{BASE_NAMES, BASES, Row, rows};

/// How a noun relates to the dimension it counts.
#[derive(Clone, Copy)]
enum Relation {
    /// A dimension of its own.
    Own,
    /// Another name for requests.
    Request,
    /// A kind of request.
    KindOfRequest,
}
use Relation::{KindOfRequest, Own, Request};

/// The nouns of the field beyond those that the system of units declares. A plural is written out where it is not regular.
const NOUNS: &[(&str, Option<&str>, Relation)] = &[
    // Traffic.
    ("query", None, Request),
    ("op", None, Request),
    ("operation", None, Request),
    ("call", None, Request),
    ("hit", None, Request),
    ("transaction", None, Request),
    ("read", None, KindOfRequest),
    ("write", None, KindOfRequest),
    ("search", None, KindOfRequest),
    ("lookup", None, KindOfRequest),
    // People and their clients.
    ("person", Some("people"), Own),
    ("customer", None, Own),
    ("visitor", None, Own),
    ("viewer", None, Own),
    ("player", None, Own),
    ("driver", None, Own),
    ("rider", None, Own),
    ("follower", None, Own),
    ("friend", None, Own),
    ("agent", None, Own),
    ("account", None, Own),
    ("session", None, Own),
    ("connection", None, Own),
    ("device", None, Own),
    ("client", None, Own),
    // Content.
    ("tweet", None, Own),
    ("post", None, Own),
    ("paste", None, Own),
    ("message", None, Own),
    ("notification", None, Own),
    ("email", None, Own),
    ("comment", None, Own),
    ("like", None, Own),
    ("photo", None, Own),
    ("image", None, Own),
    ("thumbnail", None, Own),
    ("video", None, Own),
    ("song", None, Own),
    ("stream", None, Own),
    ("file", None, Own),
    ("document", None, Own),
    ("page", None, Own),
    ("link", None, Own),
    ("url", None, Own),
    ("click", None, Own),
    ("view", None, Own),
    ("impression", None, Own),
    ("ad", None, Own),
    ("feed", None, Own),
    ("timeline", None, Own),
    ("delivery", None, Own),
    // Commerce and places.
    ("order", None, Own),
    ("payment", None, Own),
    ("product", None, Own),
    ("seller", None, Own),
    ("ticket", None, Own),
    ("booking", None, Own),
    ("seat", None, Own),
    ("trip", None, Own),
    ("ride", None, Own),
    ("location", None, Own),
    // Data.
    ("event", None, Own),
    ("log", None, Own),
    ("metric", None, Own),
    ("sample", None, Own),
    ("row", None, Own),
    ("record", None, Own),
    ("key", None, Own),
    ("entry", None, Own),
    ("item", None, Own),
    ("object", None, Own),
    ("block", None, Own),
    ("chunk", None, Own),
    ("packet", None, Own),
    ("segment", None, Own),
    ("token", None, Own),
    ("word", None, Own),
    ("character", None, Own),
    ("edge", None, Own),
    ("job", None, Own),
    ("task", None, Own),
    // Machines and their parts.
    ("machine", None, Own),
    ("node", None, Own),
    ("instance", None, Own),
    ("host", None, Own),
    ("worker", None, Own),
    ("broker", None, Own),
    ("shard", None, Own),
    ("partition", None, Own),
    ("replica", None, Own),
    ("disk", None, Own),
    ("drive", None, Own),
    ("core", None, Own),
    ("cpu", None, Own),
    ("vCPU", None, Own),
    ("gpu", None, Own),
    ("thread", None, Own),
    ("rack", None, Own),
    ("zone", None, Own),
    ("region", None, Own),
];

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

/// The regular English plural of a noun.
#[must_use]
pub fn plural_of(singular: &str) -> String {
    let consonant_before = |ending: &str| {
        singular.strip_suffix(ending).is_some_and(|stem| !stem.ends_with(['a', 'e', 'i', 'o', 'u']) && !stem.is_empty())
    };
    if consonant_before("y") {
        format!("{}ies", &singular[..singular.len() - 1])
    } else if ["s", "x", "z", "ch", "sh"].iter().any(|ending| singular.ends_with(ending)) {
        format!("{singular}es")
    } else {
        format!("{singular}s")
    }
}

/// The nouns that a model declares on top of the built-in ones.
#[derive(Debug, Clone, Default)]
pub struct Nouns {
    declared: Vec<Noun>,
}

/// The number of the first noun that a model declares itself.
const FIRST_DECLARED: u16 = (BASES + NOUNS.len()) as u16;

/// How many nouns one model may declare.
pub const MAX_DECLARED: usize = 1_000;

impl Nouns {
    /// Declares a counted thing; declaring one that exists changes nothing.
    ///
    /// # Errors
    /// There are already [`MAX_DECLARED`] of them.
    pub fn declare(&mut self, singular: &str, plural: Option<&str>) -> Result<(), TooManyNouns> {
        if self.find(singular).is_some() {
            return Ok(());
        }
        if self.declared.len() >= MAX_DECLARED {
            return Err(TooManyNouns);
        }
        let plural = plural.map_or_else(|| plural_of(singular), str::to_owned);
        let base = Base(FIRST_DECLARED + self.declared.len() as u16);
        self.declared.push(Noun { singular: singular.into(), plural: plural.into(), base });
        Ok(())
    }

    /// The noun that is written `word`, in the singular or the plural.
    #[must_use]
    pub fn find(&self, word: &str) -> Option<Noun> {
        let is_it = |noun: &Noun| &*noun.singular == word || &*noun.plural == word;
        let initial = word.chars().next()?;
        let field = (BASES as u16..).zip(NOUNS).find(|(_, row)| is_written(row, word));
        field
            .map(|(index, row)| noun_of(index, row))
            .or_else(|| counted_rows(|row| (row.singular)().starts_with(initial)).find(is_it))
            .or_else(|| self.declared.iter().find(|noun| is_it(noun)).cloned())
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
        } else if let Some((singular, ..)) = NOUNS.get(index - BASES) {
            singular
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

/// A model declares more nouns than [`MAX_DECLARED`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooManyNouns;

/// Every built-in noun: those of the system of units, and those of the field.
pub fn built_in() -> impl Iterator<Item = Noun> {
    counted_rows(|_| true).chain((BASES as u16..).zip(NOUNS).map(|(index, row)| noun_of(index, row)))
}

fn counted_rows(is_wanted: impl Fn(&Row) -> bool) -> impl Iterator<Item = Noun> {
    rows().filter(move |row| is_wanted(row)).filter_map(|row| {
        let base = BASE_NAMES.iter().position(|&name| name == row.quantity)?;
        let base = Base(base as u16);
        base.is_noun().then(|| Noun { singular: (row.singular)().into(), plural: (row.plural)().into(), base })
    })
}

/// Whether a word is a noun of the field, in the singular or the plural. Plurals are made only of what could match.
fn is_written((singular, plural, _): &(&str, Option<&str>, Relation), word: &str) -> bool {
    match plural {
        _ if *singular == word => true,
        Some(plural) => *plural == word,
        None => {
            let stem = &singular[..singular.len() - 1];
            word.len() > singular.len() && word.starts_with(stem) && plural_of(singular) == word
        }
    }
}

fn noun_of(index: u16, &(singular, plural, relation): &(&str, Option<&str>, Relation)) -> Noun {
    Noun {
        singular: singular.into(),
        plural: plural.map_or_else(|| plural_of(singular), str::to_owned).into(),
        base: match relation {
            Request => Base::REQUEST,
            Own | KindOfRequest => Base(index),
        },
    }
}

/// What a counted thing is a kind of: a read is a request.
#[must_use]
pub fn parent(base: Base) -> Option<Base> {
    let (.., relation) = NOUNS.get(usize::from(base.0).checked_sub(BASES)?)?;
    matches!(relation, KindOfRequest).then_some(Base::REQUEST)
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
    fn plurals() {
        for (singular, plural) in
            [("query", "queries"), ("key", "keys"), ("search", "searches"), ("box", "boxes"), ("day", "days")]
        {
            assert_eq!(plural_of(singular), plural);
        }
    }

    #[test]
    fn every_built_in_noun_is_found_by_both_numbers_and_only_once() {
        let nouns = Nouns::default();
        let mut seen = std::collections::HashSet::new();
        for noun in built_in() {
            assert_eq!(nouns.find(&noun.singular).as_ref(), Some(&noun));
            assert_eq!(nouns.find(&noun.plural).as_ref(), Some(&noun));
            assert!(seen.insert(noun.singular.clone()), "{} is declared twice", noun.singular);
            assert!(
                parent(noun.base).is_some() || nouns.name(noun.base) == &*noun.singular || noun.base == Base::REQUEST
            );
        }
        assert!(seen.len() >= 80);
    }

    #[test]
    fn a_model_adds_its_own() {
        let mut nouns = Nouns::default();
        nouns.declare("matrix", Some("matrices")).unwrap();
        let noun = nouns.find("matrices").unwrap();
        assert_eq!((nouns.name(noun.base), nouns.plural(noun.base).as_str()), ("matrix", "matrices"));
        nouns.declare("user", None).unwrap();
        assert_eq!(nouns.declared().len(), 1);
    }
}

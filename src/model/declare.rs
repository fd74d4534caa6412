//! What a text declares beside its equations: counted things, units of its own, and conventions. Order does not matter:
//! lengths and factors are worked out when all that they mention is there, and anew when a convention changes.

use super::explain_declare as explain;
use super::order::order;
use super::rules::Kind;
use super::{Model, explain::reserved};
use crate::diagnostic::Diagnostic;
use crate::engine::Options;
use crate::quantity::conventions::Bytes;
use crate::quantity::dimension::{Base, Dimension};
use crate::quantity::unit::Units;
use crate::syntax::is_suffix;
use crate::syntax::tree::{Expression, Name, NodeKind, Spelled};

/// The names that set a convention instead of defining a value.
pub const CONVENTIONS: &[&str] = &["bytes", "day", "year", "month"];

/// A unit that a model declares, as it is written.
#[derive(Debug, Clone, PartialEq)]
pub struct OwnUnit {
    /// The unit.
    pub singular: Spelled,
    /// Its plural, where that is not regular.
    pub plural: Option<Spelled>,
    /// What one of it is.
    pub value: Expression,
}

impl OwnUnit {
    /// The declaration without the word `unit`: `EUR = 1.08 USD`.
    #[must_use]
    pub fn text(&self) -> String {
        let plural = self.plural.as_ref().map_or_else(String::new, |plural| format!(" ({})", plural.name));
        format!("{}{plural} = {}", self.singular.name, self.value.text())
    }
}

/// A convention that a model sets, as it is written.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Convention {
    pub(super) name: Spelled,
    pub(super) value: Expression,
}

/// Whether a name sets a convention.
#[must_use]
pub fn is_convention(name: &str) -> bool {
    CONVENTIONS.contains(&name)
}

impl Model {
    /// Declares a counted thing; declaring one again changes nothing.
    pub(super) fn declare_noun(&mut self, singular: &Spelled, plural: Option<&Spelled>) -> Result<(), Diagnostic> {
        for word in [Some(singular), plural].into_iter().flatten() {
            self.check_noun(word)?;
        }
        let plural = plural.map(|plural| plural.name.as_str());
        let declared = self.units.nouns.declare(singular.name.as_str(), plural);
        declared.map_err(|_| super::explain::too_many_nouns(singular.span))
    }

    /// A counted thing must not take the name of a unit or a number.
    fn check_noun(&self, word: &Spelled) -> Result<(), Diagnostic> {
        let name = word.name.as_str();
        if is_suffix(name) {
            return Err(reserved(word, "belongs to a number"));
        }
        match self.units.known(name) {
            Some(_) if self.units.nouns.find(name).is_none() => Err(reserved(word, "is a unit already")),
            _ => Ok(()),
        }
    }

    /// Declares a unit; in a session, in place of the one of that name. In a text, one that mentions another that comes
    /// later is worked out when that comes.
    ///
    /// # Errors
    /// A word that is a unit already, or a value that is no constant quantity above 0.
    pub fn declare_unit(&mut self, unit: OwnUnit, again: bool) -> Result<(), Diagnostic> {
        if is_suffix(unit.singular.name.as_str()) {
            return Err(reserved(&unit.singular, "belongs to a number"));
        }
        if again {
            let before = self.own_units.clone();
            self.own_units.retain(|own| own.singular.name != unit.singular.name);
            self.own_units.push(unit);
            let settled = self.settle();
            if settled.is_err() {
                self.own_units = before;
            }
            return settled;
        }
        if let Some(first) = self.own_units.iter().find(|own| own.singular.name == unit.singular.name) {
            return Err(super::explain::defined_twice(&unit.singular, first.singular.span));
        }
        let mut declared = Vec::new();
        if self.is_waiting(&unit) {
            self.waiting_units.push(unit.singular.name.clone());
        } else {
            work_out(&mut self.units, &unit)?;
            declared.push(unit.singular.name.clone());
        }
        self.own_units.push(unit);
        while let Some(word) = declared.pop() {
            let plural = self.units.own_unit(word.as_str()).map(|own| own.plural.clone());
            let is_it = |other: &Name| *other == word || plural.as_deref() == Some(other.as_str());
            let mentions = |own: &&OwnUnit| own.value.words().any(is_it);
            let is_listed = |own: &&OwnUnit| self.waiting_units.contains(&own.singular.name);
            let waiting = self.own_units.iter().filter(mentions).filter(is_listed);
            let ready: Vec<OwnUnit> = waiting.filter(|unit| !self.is_waiting(unit)).cloned().collect();
            for unit in ready {
                work_out(&mut self.units, &unit)?;
                self.waiting_units.retain(|name| *name != unit.singular.name);
                declared.push(unit.singular.name.clone());
            }
        }
        Ok(())
    }

    /// Whether a unit mentions a word that is no unit yet.
    fn is_waiting(&self, unit: &OwnUnit) -> bool {
        unit.value.words().any(|word| self.units.known(word.as_str()).is_none())
    }

    /// What is wrong with units that mention what is no unit.
    pub(super) fn waiting_units(&self) -> impl Iterator<Item = Diagnostic> {
        let waiting = self.own_units.iter().filter(|own| self.waiting_units.contains(&own.singular.name));
        waiting.filter_map(|unit| {
            let is_waiting = |word: &Name| self.waiting_units.contains(word);
            if unit.value.words().any(is_waiting) {
                return Some(explain::circular(&unit.singular));
            }
            constant(&self.units, &unit.value, &unit.singular).err()
        })
    }

    /// The units that the model declares, as they are written.
    #[must_use]
    pub fn own_units(&self) -> &[OwnUnit] {
        &self.own_units
    }

    /// Sets a convention; in a session and for a variant, in place of what was set before.
    ///
    /// # Errors
    /// Neither of the two kinds of bytes, or no constant length of time.
    pub fn set_convention(&mut self, name: &Spelled, value: Expression, again: bool) -> Result<(), Diagnostic> {
        let before = self.conventions.clone();
        let convention = Convention { name: name.clone(), value };
        match self.conventions.iter().position(|one| one.name.name == name.name) {
            Some(place) if again => self.conventions[place] = convention,
            Some(place) => return Err(super::explain::defined_twice(name, before[place].name.span)),
            None => self.conventions.push(convention),
        }
        let settled = self.settle();
        if settled.is_err() {
            self.conventions = before;
        }
        settled
    }

    /// Goes back to the usual length of a day, month or year, or to decimal bytes.
    pub fn forget_convention(&mut self, name: &str) {
        self.conventions.retain(|one| one.name.name.as_str() != name);
        self.units.conventions.forget(name);
        // What was accepted with it is accepted without it.
        let _ = self.settle();
    }

    /// Works out all conventions and units of the model's own, each after those that it mentions.
    fn settle(&mut self) -> Result<(), Diagnostic> {
        let mut units = self.units.clone();
        for index in self.order_of_conventions()? {
            let Convention { name, value } = &self.conventions[index];
            choose(&mut units, name, value)?;
        }
        let uses = |own: &OwnUnit| {
            let is_used = |other: &OwnUnit| {
                let names = || std::iter::once(&other.singular).chain(&other.plural);
                own.value.words().any(|word| names().any(|name| name.name == *word))
            };
            (0..).zip(&self.own_units).filter(|(_, other)| is_used(other)).map(|(index, _)| index).collect()
        };
        let dependencies: Vec<Vec<usize>> = self.own_units.iter().map(uses).collect();
        let order = order(&dependencies);
        if let Some(index) = order.circles.first().and_then(|circle| circle.first()) {
            return Err(explain::circular(&self.own_units[*index].singular));
        }
        for index in order.sorted {
            let own = &self.own_units[index];
            if !self.waiting_units.contains(&own.singular.name) {
                work_out(&mut units, own)?;
            }
        }
        self.units = units;
        Ok(())
    }

    /// Days come first; a year may be given in months, or a month in years.
    fn order_of_conventions(&self) -> Result<Vec<usize>, Diagnostic> {
        let uses = |convention: &Convention| {
            let base = |word: &str| match self.units.known(word).map(|unit| unit.singular) {
                Some(word) => match &*word {
                    "day" | "week" | "fortnight" => Some("day"),
                    "month" | "quarter" => Some("month"),
                    "year" | "decade" => Some("year"),
                    _ => None,
                },
                None => None,
            };
            let words: Vec<&str> = convention.value.words().filter_map(|word| base(word.as_str())).collect();
            let is_used = |other: &Convention| words.contains(&other.name.name.as_str());
            (0..).zip(&self.conventions).filter(|(_, other)| is_used(other)).map(|(index, _)| index).collect()
        };
        let order = order(&self.conventions.iter().map(uses).collect::<Vec<Vec<usize>>>());
        if let Some(index) = order.circles.first().and_then(|circle| circle.first()) {
            return Err(explain::circular(&self.conventions[*index].name));
        }
        // What others mention has been chosen before them; days follow from nothing.
        let mut sorted = order.sorted;
        sorted.sort_by_key(|&index| self.conventions[index].name.name.as_str() != "day");
        Ok(sorted)
    }
}

/// Works out a unit, and declares it.
fn work_out(units: &mut Units, own: &OwnUnit) -> Result<(), Diagnostic> {
    let value = constant(units, &own.value, &own.singular)?;
    let Kind::Quantity(quantity) = value.kind else {
        return Err(explain::unit_not_a_quantity(&own.singular, own.value.span()));
    };
    let plural = own.plural.as_ref().map(|plural| plural.name.as_str());
    let declared = units.declare_unit(own.singular.name.as_str(), plural, value.value, quantity.dimension);
    declared.map_err(|problem| explain::unit_refused(&own.singular, &problem))
}

/// Chooses a convention of some units.
///
/// # Errors
/// Neither of the two kinds of bytes, or no constant length of time.
pub fn choose(units: &mut Units, name: &Spelled, value: &Expression) -> Result<(), Diagnostic> {
    if name.name.as_str() == "bytes" {
        units.conventions.bytes = match value.nodes() {
            [node] if is_word(&node.kind, "decimal") => Bytes::Decimal,
            [node] if is_word(&node.kind, "binary") => Bytes::Binary,
            _ => return Err(explain::neither_decimal_nor_binary(value.span())),
        };
        return Ok(());
    }
    let length = constant(units, value, name)?;
    let dimension = length.dimension();
    if dimension != Some(&Dimension::of(Base::TIME)) {
        let number = dimension.filter(|dimension| dimension.is_none()).map(|_| length.value);
        return Err(explain::not_a_length_of_time(name, value.span(), number));
    }
    if length.value <= 0.0 {
        return Err(explain::not_a_length_of_time(name, value.span(), None));
    }
    units.conventions.set(name.name.as_str(), length.value);
    Ok(())
}

fn is_word(kind: &NodeKind, word: &str) -> bool {
    matches!(kind, NodeKind::Name(name) if name.as_str() == word)
}

/// The value of an expression that uses no definition and no range.
fn constant(units: &Units, value: &Expression, of: &Spelled) -> Result<super::Answer, Diagnostic> {
    let mut model = Model::new(units.clone());
    let id = model.ask(value.clone())?;
    let compiled = model.compile(&Options::default());
    let is_uncertain = compiled.sheet.outcomes.iter().flatten().any(|one| compiled.sheet.plan.is_uncertain(one.slot));
    if is_uncertain {
        return Err(explain::not_constant(of, value.span()));
    }
    let mut answers = compiled.points();
    answers.answers[id.index()].take().ok_or_else(|| {
        let names_something = value.nodes().iter().any(|node| match &node.kind {
            NodeKind::Name(name) => units.known(name.as_str()).is_none(),
            _ => false,
        });
        match answers.diagnostics.into_iter().find(Diagnostic::is_error) {
            Some(problem) if !names_something => problem,
            _ => explain::not_constant(of, value.span()),
        }
    })
}

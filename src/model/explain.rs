//! What is wrong with a model, in sentences: every message, label and way out of this room is written here.

use std::cell::Cell;

use super::Model;
use super::builtin;
use super::rules::{Bare, Mismatch};
use crate::diagnostic::suggestion::{did_you_mean, nearest};
use crate::diagnostic::{Diagnostic, Span};
use crate::formulas;
use crate::quantity::conversion::Refusal;
use crate::quantity::dimension::{Base, Dimension};
use crate::quantity::noun::built_in;
use crate::quantity::number::significant;
use crate::quantity::unit::UnknownUnit;
use crate::reference;
use crate::syntax::is_suffix;
use crate::syntax::tree::{Name, Spelled};

/// Messages that name units or look for near words need the model.
pub(super) struct Prose<'m> {
    pub(super) model: &'m Model,
    /// How many more times near words are looked for: each time takes as long as the model is large.
    suggestions: Cell<u32>,
}

impl<'m> Prose<'m> {
    pub(super) fn new(model: &'m Model) -> Self {
        Self { model, suggestions: Cell::new(50) }
    }

    fn nearest<'a>(&self, word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Vec<String> {
        self.suggest(|| nearest(word, candidates))
    }

    fn suggest(&self, near: impl FnOnce() -> Vec<String>) -> Vec<String> {
        let left = self.suggestions.get();
        self.suggestions.set(left.saturating_sub(1));
        if left == 0 { Vec::new() } else { near() }
    }

    fn describe(&self, dimension: &Dimension) -> String {
        self.model.units.describe(dimension)
    }

    /// A sum, comparison or choice of different things.
    pub(super) fn different(
        &self,
        mismatch: &Mismatch,
        verb: &str,
        at: Span,
        (left, right): (Span, Span),
    ) -> Diagnostic {
        let Mismatch::Different(a, b, bare) = mismatch else { return self.exponent(mismatch, right) };
        let (what, other) = (self.describe(a), self.describe(b));
        let message = match verb {
            "add" => format!("cannot add {other} to {what}"),
            "subtract" => format!("cannot subtract {other} from {what}"),
            "compare" => format!("cannot compare {what} with {other}"),
            "range over" => format!("the value is {what}, its range {other}"),
            verb => format!("cannot {verb} {what} and {other}"),
        };
        let at_operand = at == left || at == right;
        let mut diagnostic = Diagnostic::error(message).at(at, if at_operand { other.clone() } else { String::new() });
        for (span, label) in [(left, &what), (right, &other)] {
            if span != at {
                diagnostic = diagnostic.with(span, label.clone());
            }
        }
        let pure = [a, b].into_iter().position(Dimension::is_none);
        match pure {
            Some(side) => {
                let dimension = if side == 0 { b } else { a };
                let unit = self.model.units.base_product(dimension).text(true);
                if let Some(Bare { value, percent: true }) = *bare
                    && let Some(factor) = match verb {
                        "add" => Some(1.0 + value),
                        "subtract" if side == 1 => Some(1.0 - value),
                        _ => None,
                    }
                {
                    let [share, factor] = [value, factor].map(|value| significant(value * 100.0, 6));
                    return diagnostic.help(format!("to {verb} {share}% of it, multiply: `* {factor}%`"));
                }
                let what = bare.map_or("a number of".to_owned(), |bare| significant(bare.value, 6));
                let example = bare.map_or("5".to_owned(), |bare| significant(bare.value, 6));
                diagnostic.help(format!("{what} what? Give it a unit, such as `{example} {unit}`"))
            }
            None if is_count(a) && is_count(b) => {
                let help = "different things do not add up; a conversion such as `-> QPS` gives rates a common name";
                diagnostic.help(help)
            }
            None => diagnostic.maybe_help(
                self.model.units.missing_factor(b, a).map(|factor| format!("to turn {other} into {what}, {factor}")),
            ),
        }
    }

    /// A conversion that may not be.
    pub(super) fn conversion(
        &self,
        mismatch: &Mismatch,
        from: &Dimension,
        to: Option<&Dimension>,
        value: Span,
        unit: Span,
    ) -> Diagnostic {
        let (Mismatch::NotConvertible(refusal), Some(to)) = (mismatch, to) else {
            return self.exponent(mismatch, unit);
        };
        let units = &self.model.units;
        let (what, target) = (self.describe(from), self.describe(to));
        match refusal {
            Refusal::Physics => Diagnostic::error(format!("{what} does not convert to {target}"))
                .at(unit, format!("this is {target}"))
                .with(value, format!("this is {what}"))
                .maybe_help(units.missing_factor(from, to).map(|factor| format!("to get there, {factor}"))),
            Refusal::Underneath { noun, in_quantity: true } => {
                let (one, many) = (units.nouns.name(*noun), units.nouns.plural(*noun));
                let counted = from
                    .terms()
                    .iter()
                    .find(|term| term.0.is_noun() && term.1.is_positive() && to.exponent(term.0) != term.1);
                let call_it = counted.filter(|_| *noun == Base::REQUEST).map(|term| {
                    let counted = units.nouns.plural(term.0);
                    format!("to count the {counted} as requests, convert their rate first: `-> QPS`")
                });
                Diagnostic::error(format!("the result is per {one}, and the unit asked for is not"))
                    .at(unit, format!("not per {one}"))
                    .with(value, format!("this is {what}: `/{one}` is still underneath"))
                    .maybe_help(call_it)
                    .help(format!("multiply by a number of {many}, such as `* 1M {many}`"))
                    .help(format!("or ask for a unit that ends in `/{one}`"))
            }
            Refusal::Underneath { noun, in_quantity: false } => {
                let (one, many) = (units.nouns.name(*noun), units.nouns.plural(*noun));
                Diagnostic::error(format!("the unit asked for is per {one}, and the result is not"))
                    .at(unit, format!("per {one}"))
                    .with(value, format!("this is {what}"))
                    .help(format!("divide by a number of {many}, such as `/ (1M {many})`"))
            }
            Refusal::Renamed => {
                let both = Diagnostic::error(format!("{what} cannot be called {target}"))
                    .at(unit, format!("this counts {target}"))
                    .with(value, format!("this counts {what}"));
                match units.missing_factor(from, to) {
                    Some(factor) => both.help(format!("one counted thing is not another; to get there, {factor}")),
                    None => both,
                }
            }
        }
    }

    /// A power or a product whose exponent does not do.
    pub(super) fn exponent(&self, mismatch: &Mismatch, at: Span) -> Diagnostic {
        match mismatch {
            Mismatch::NotPure(dimension) => Diagnostic::error("an exponent must be a pure number")
                .at(at, format!("this is {}", self.describe(dimension))),
            Mismatch::ExponentUnknown => {
                Diagnostic::error("the exponent of something with a unit must be a plain number")
                    .at(at, "not known beforehand")
                    .help("write the exponent as a number, such as `^2`")
            }
            Mismatch::ExponentOdd => Diagnostic::error("this exponent makes no unit")
                .at(at, "neither whole nor a simple fraction")
                .help("take the power of a pure number: divide by a unit first"),
            _ => Diagnostic::error("an exponent of a unit is larger than 99").at(at, "too large to mean anything"),
        }
    }

    /// A function of pure numbers that was given something else.
    pub(super) fn wants_pure(&self, function: &str, mismatch: &Mismatch, at: Span) -> Diagnostic {
        let Mismatch::NotPure(dimension) = mismatch else { return self.exponent(mismatch, at) };
        let unit = self.model.units.base_product(dimension).text(false);
        Diagnostic::error(format!("`{function}` wants a pure number"))
            .at(at, format!("this is {}", self.describe(dimension)))
            .help(format!("divide by what it is counted in, such as `/ (1 {unit})`"))
    }

    pub(super) fn value_as_condition(&self, dimension: &Dimension, at: Span) -> Diagnostic {
        Diagnostic::error("a condition is wanted here")
            .at(at, format!("this is {}", self.describe(dimension)))
            .help("compare it with something: `servers > 100 servers`")
    }

    /// A word in unit position that is none; after a number, that number.
    pub(super) fn unknown_unit(&self, word: &Spelled, number: Option<f64>) -> Diagnostic {
        let name = word.name.as_str();
        let written = number.map_or_else(|| "10".to_owned(), |number| significant(number, 15).replace(',', "_"));
        let no_unit = || Diagnostic::error(format!("`{name}` is not a unit")).at(word.span, "unknown unit");
        match self.model.units.find(name).err().unwrap_or(UnknownUnit::Unknown) {
            UnknownUnit::BytesOrBits { bytes, bits } => {
                Diagnostic::error(format!("`{name}` could mean bytes or bits; case matters here"))
                    .at(word.span, "bytes or bits?")
                    .help(format!("write `{bytes}` for bytes or `{bits}` for bits"))
            }
            UnknownUnit::MinuteOrMetre => Diagnostic::error("`m` could mean minutes, metres or a million")
                .at(word.span, "which one?")
                .help("write `min` for minutes, `metre` for metres or `M` for a million"),
            UnknownUnit::TwoReadings([first, second]) => {
                Diagnostic::error(format!("`{name}` could mean {} or {}", first.meaning, second.meaning))
                    .at(word.span, "which one?")
                    .help(format!("write `{}` for {}, or `{}`", first.write, first.meaning, second.write))
            }
            UnknownUnit::Currency { code, .. } => {
                no_unit().help(format!("state what it is worth on a line before: `unit {code} = 1.1 USD`"))
            }
            UnknownUnit::Multiplier { write, .. } => no_unit().help(format!("write the number in full, or `{write}`")),
            UnknownUnit::Suffixed { suffix, unit } => {
                no_unit().help(format!("`{suffix}` belongs to the number: `{written}{suffix} {unit}`"))
            }
            UnknownUnit::SeveralUnits { first, rest } => {
                no_unit().help(format!("to add several units, write `{written} {first} + {rest}`"))
            }
            UnknownUnit::Unknown if is_suffix(name) => {
                no_unit().help(format!("write it tight to the number: `{written}{name}`"))
            }
            UnknownUnit::Unknown if self.model.find(name).is_some() => {
                no_unit().help(format!("`{name}` is a definition; only a unit can be converted to"))
            }
            UnknownUnit::Unknown => {
                let mut near = self.suggest(|| self.model.units.near(name));
                if near.is_empty() {
                    near = self.nearest(name, self.model.names());
                }
                let declare = format!("to count something of your own, write `noun {name}` on a line before");
                match did_you_mean(&near) {
                    Some(help) => no_unit().help(help),
                    None if number.is_some() => no_unit().help(declare),
                    None => no_unit(),
                }
            }
        }
    }

    /// A word in the position of a value that means nothing.
    pub(super) fn unknown_name(&self, name: &Name, at: Span, parameters: &[&str]) -> Diagnostic {
        let word = name.as_str();
        if builtin::is_function(self.model, word) {
            return Diagnostic::error(format!("`{word}` is a function"))
                .at(at, "not called")
                .help(format!("call it with brackets: `{word}(…)`"));
        }
        let diagnostic = Diagnostic::error(format!("`{word}` is not defined")).at(at, "unknown name");
        let mut near = self.nearest(word, self.model.names().chain(parameters.iter().copied()));
        if near.is_empty() && self.suggestions.get() > 0 {
            let nouns: Vec<_> = built_in().chain(self.model.units.nouns.declared().iter().cloned()).collect();
            let nouns = nouns.iter().flat_map(|noun| [&*noun.singular, &*noun.plural]);
            near = self.nearest(word, nouns.chain(builtin::names()));
        }
        match did_you_mean(&near) {
            Some(help) => diagnostic.help(help),
            None => diagnostic.help(format!("define it on a line of its own: `{word} = …`")),
        }
    }

    /// A number of the field that is in no table.
    pub(super) fn unknown_figure(&self, name: &Name, at: Span) -> Diagnostic {
        let word = name.as_str();
        let table = word.split('.').next().unwrap_or(word);
        let Some(found) = reference::table(table) else {
            let tables = || reference::TABLES.iter().map(|table| table.name);
            let help = did_you_mean(&nearest(table, tables()));
            return Diagnostic::error(format!("there is no table `{table}` of reference numbers"))
                .at(at, "unknown table")
                .help(help.unwrap_or_else(|| format!("the tables are {}", tables().collect::<Vec<_>>().join(", "))));
        };
        let names: Vec<String> = reference::names().collect();
        let near = self.nearest(word, names.iter().map(String::as_str));
        Diagnostic::error(format!("there is no number called `{word}`"))
            .at(at, "unknown number")
            .help(did_you_mean(&near).unwrap_or_else(|| format!("`napkin reference {}` lists them", found.name)))
    }

    pub(super) fn unknown_function(&self, function: &Spelled) -> Diagnostic {
        let name = function.name.as_str();
        let own = self.model.functions.keys().map(Name::as_str);
        let formulas = formulas::all().map(|formula| formula.name);
        let near = nearest(name, own.chain(builtin::names()).chain(formulas));
        let diagnostic =
            Diagnostic::error(format!("there is no function `{name}`")).at(function.span, "unknown function");
        match did_you_mean(&near) {
            Some(help) => diagnostic.help(help),
            None if self.model.find(name).is_some() => diagnostic.help("to multiply, write `*` before the bracket"),
            None => diagnostic
                .help(format!("the built-in functions are {}", builtin::names().collect::<Vec<_>>().join(", "))),
        }
    }
}

fn is_count(dimension: &Dimension) -> bool {
    dimension.terms().iter().all(|term| term.0.is_noun() || term.0 == Base::TIME)
}

pub(super) fn defined_twice(name: &Spelled, first: Span) -> Diagnostic {
    Diagnostic::error(format!("`{}` is defined twice", name.name))
        .at(name.span, "defined again here")
        .with(first, "first defined here")
        .help("remove one of the two, or give it another name")
}

pub(super) fn correlated_twice([a, b]: &[Spelled; 2], first: Span) -> Diagnostic {
    Diagnostic::error(format!("the correlation of `{}` and `{}` is given twice", a.name, b.name))
        .at(a.span.to(b.span), "given again here")
        .with(first, "first given here")
        .help("remove one of the two")
}

pub(super) fn parameter_twice(name: &Spelled, first: Span) -> Diagnostic {
    Diagnostic::error(format!("two parameters are called `{}`", name.name))
        .at(name.span, "the same name again")
        .with(first, "first used here")
        .help("give each parameter a name of its own")
}

pub(super) fn reserved(name: &Spelled, why: &str) -> Diagnostic {
    Diagnostic::error(format!("`{}` {why}", name.name)).at(name.span, "cannot be defined").help("choose another name")
}

/// What is said when someone stops a calculation.
#[must_use]
pub fn interrupted() -> Diagnostic {
    Diagnostic::error("interrupted").help("the model is as it was before")
}

pub(super) fn too_many_nouns(at: Span) -> Diagnostic {
    let limit = crate::quantity::noun::MAX_DECLARED;
    Diagnostic::error(format!("a model may declare {limit} counted things")).at(at, "one too many")
}

pub(super) fn not_defined<'a>(name: &Spelled, names: impl Iterator<Item = &'a str>) -> Diagnostic {
    let near = nearest(name.name.as_str(), names);
    Diagnostic::error(format!("nothing is called `{}` here", name.name))
        .at(name.span, "unknown name")
        .maybe_help(did_you_mean(&near))
}

pub(super) fn circle(model: &Model, circle: &[usize]) -> Diagnostic {
    const SHOWN: usize = 12;
    let equation = |index: &usize| &model.equations()[*index];
    let name = |index: &usize| equation(index).name.as_ref().map_or("?", |name| name.name.as_str());
    let first = &circle[0];
    let mut path: Vec<&str> = circle.iter().take(SHOWN).map(name).collect();
    if circle.len() > SHOWN {
        path.push("…");
    }
    path.push(name(first));
    let at = equation(first).name.as_ref().map_or_else(|| equation(first).body.span(), |name| name.span);
    let message = format!("`{}` is defined by itself: {}", name(first), path.join(" → "));
    let mut diagnostic = Diagnostic::error(message).at(at, "the circle starts here");
    for index in circle.iter().skip(1).take(SHOWN) {
        if let Some(name) = &equation(index).name {
            diagnostic = diagnostic.with(name.span, "goes through here");
        }
    }
    diagnostic.help("give one of them a value of its own, or a new name to the new value")
}

pub(super) fn waits(name: &Name, names: &[Name], at: Span) -> Diagnostic {
    let names: Vec<_> = names.iter().map(|name| format!("`{name}`")).collect();
    let names = names.join(" and ");
    Diagnostic::error(format!("`{name}` waits for {names}")).at(at, "no result yet").help(format!("define {names}"))
}

pub(super) fn too_large_a_number(at: Span) -> Diagnostic {
    Diagnostic::error("the number is too large to calculate with")
        .at(at, "no more than 1.8e308 is possible, in base units")
        .help("check the number and its unit")
}

pub(super) fn too_large(at: Span, limit: usize) -> Diagnostic {
    Diagnostic::error(format!("the model takes more than {limit} operations"))
        .at(at, "the limit is reached here")
        .help("functions are expanded where they are called; name an intermediate result instead of calling again")
}

pub(super) fn condition_as_value(at: Span) -> Diagnostic {
    Diagnostic::error("a condition is no value to calculate with")
        .at(at, "this is true or false")
        .help("choose a value by it: `if … then 1 else 0`")
        .help("to compare a converted value, put the conversion in brackets: `5 GB < (x -> GB)`")
}

pub(super) fn chained_comparison(at: Span, (left, _): (Span, Span)) -> Diagnostic {
    Diagnostic::error("comparisons do not chain")
        .at(at, "a second comparison")
        .with(left, "this is already true or false")
        .help("write `a < b and b < c`")
}

pub(super) fn number_over_quantity(at: Span, number: &str, divisor: &str, unit: &str) -> Diagnostic {
    let fraction = format!("({number}/{divisor}) {unit}");
    Diagnostic::hint("a unit binds tighter than `/`: this is a number divided by a quantity")
        .at(at, format!("read as `{number} / ({divisor} {unit})`, not as `{fraction}`"))
        .help(format!("for a fraction of a unit, use brackets: `{fraction}`"))
}

pub(super) fn variable_over_unit(name: &Name, at: Span) -> Diagnostic {
    Diagnostic::hint(format!("`{name}` is taken as the definition of that name, not as the unit"))
        .at(at, "divided by its value")
        .help(format!("for the unit, write `per {name}`"))
}

pub(super) fn undefined_count(name: &Name, unit: &str, at: Span) -> Diagnostic {
    Diagnostic::hint(format!("`{name}` is not defined, so it stands for the unit: one of them"))
        .at(at, "taken as 1")
        .help(format!("define how many there are: `{name} = 100M {unit}`"))
}

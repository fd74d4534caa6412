//! What is wrong with a model, in sentences: every message, label and way out of this room is written here.

use std::cell::{Cell, OnceCell};
use std::collections::HashMap;

use super::rules::{Bare, Mismatch};
use super::waiting::Waiting;
use super::{Equation, EquationId, Model};
use crate::diagnostic::suggestion::{did_you_mean, nearest};
use crate::diagnostic::{Diagnostic, Offer, Span};
use crate::quantity::conversion::Refusal;
use crate::quantity::dimension::{Base, Dimension};
use crate::quantity::naming::suggestion_for;
use crate::quantity::number::significant;
use crate::syntax::tree::{Name, Spelled};

/// Messages that name units or look for near words need the model.
pub(super) struct Prose<'m> {
    pub(super) model: &'m Model,
    /// How many more times near words are looked for: each time takes as long as the model is large.
    pub(super) suggestions: Cell<u32>,
    /// The equations by their labels, once someone has asked for one.
    labels: OnceCell<HashMap<&'m str, EquationId>>,
}

impl<'m> Prose<'m> {
    pub(super) fn new(model: &'m Model) -> Self {
        Self { model, suggestions: Cell::new(50), labels: OnceCell::new() }
    }

    pub(super) fn nearest<'a>(&self, word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Vec<String> {
        self.suggest(|| nearest(word, candidates))
    }

    pub(super) fn suggest(&self, near: impl FnOnce() -> Vec<String>) -> Vec<String> {
        let left = self.suggestions.get();
        self.suggestions.set(left.saturating_sub(1));
        if left == 0 { Vec::new() } else { near() }
    }

    /// The first line with that label.
    pub(super) fn labelled(&self, word: &str) -> Option<&'m Equation> {
        let labels = self.labels.get_or_init(|| {
            let mut labels = HashMap::new();
            for (equation, id) in self.model.equations().iter().zip(0..) {
                if let Some(label) = &equation.label {
                    labels.entry(label.name.as_str().trim()).or_insert(EquationId(id));
                }
            }
            labels
        });
        labels.get(word).map(|id| &self.model.equations()[id.index()])
    }

    pub(super) fn describe(&self, dimension: &Dimension) -> String {
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
    let limit = crate::limits::NOUNS;
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
    let diagnostic = diagnostic.help("give one of them a value of its own, or a new name to the new value");
    match (&equation(first).name, circle) {
        (Some(name), [_]) => super::way_out::counts_itself(&name.name, &equation(first).body, diagnostic),
        _ => diagnostic,
    }
}

/// The names that something waits for, as far as they are told.
#[must_use]
pub fn awaited(names: &[Name]) -> String {
    let told = names.iter().take(Waiting::TOLD).map(|name| format!("`{name}`"));
    let others = (names.len() > Waiting::TOLD).then(|| "others".to_owned());
    told.chain(others).collect::<Vec<_>>().join(" and ")
}

pub(super) fn waits(name: &Name, names: &[Name], at: Span) -> Diagnostic {
    let names = awaited(names);
    Diagnostic::error(format!("`{name}` waits for {names}")).at(at, "no result yet").help(format!("define {names}"))
}

pub(super) fn too_large_a_number(at: Span) -> Diagnostic {
    Diagnostic::error("the number is too large to calculate with")
        .at(at, "no more than 1.8e308 is possible, in base units")
        .help("check the number and its unit")
}

pub(super) fn too_small_a_number(at: Span) -> Diagnostic {
    Diagnostic::error("the number is too small to calculate with")
        .at(at, "no less than 4.9e-324 is possible, in base units")
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
        .offer(Offer::write("for a fraction of a unit, use brackets:", at, fraction))
}

pub(super) fn variable_over_unit(name: &Name, at: Span, with_slash: Span) -> Diagnostic {
    Diagnostic::hint(format!("`{name}` is taken as the definition of that name, not as the unit"))
        .at(at, "divided by its value")
        .offer(Offer::write("for the unit, write", with_slash, format!(" per {name}")))
}

pub(super) fn undefined_count(name: &Name, unit: &str, at: Span) -> Diagnostic {
    Diagnostic::hint(format!("`{name}` is not defined, so it stands for the unit: one of them"))
        .at(at, "taken as 1")
        .help(format!("define how many there are: `{name} = 100M {unit}`"))
}

/// What stands before `of` is no share; `found` is what it measures, unless it is a number.
pub(super) fn not_a_share(at: Span, whole: Span, [share, of]: [&str; 2], found: Option<&str>) -> Diagnostic {
    let label = found.map_or_else(|| "more than the whole".to_owned(), |found| format!("this is {found}"));
    let diagnostic =
        Diagnostic::error("`of` takes a share: a percentage, a fraction or a number up to 1").at(at, label);
    let product = format!("{share} * {of}");
    match found {
        None => diagnostic.offer(Offer::write("for a percentage, write", at, format!("{share}%"))).offer(Offer::write(
            "to multiply, write",
            whole,
            product,
        )),
        Some(_) => diagnostic
            .help("drop the word `of` and what is only said by the way: `500 hours per minute`")
            .offer(Offer::write("to multiply, write", whole, product)),
    }
}

pub(super) fn times_out_of_order(at: Span) -> Diagnostic {
    Diagnostic::error("the parts of a time come from the longest to the shortest")
        .at(at, "not in this order")
        .help("in any other order, write `+` between them: `30 min + 1 h`")
}

pub(super) fn another_value(value: Span, bracket: Span, stated: &str) -> Diagnostic {
    let gap = value.gap(bracket);
    Diagnostic::error("a bracket behind a value says the same in another way, and this one does not")
        .at(bracket, "another value")
        .with(value, "than this")
        .offer(Offer::write("to multiply, write", gap, " * "))
        .offer(Offer::write("to leave it out, write", value.to(bracket), stated))
}

pub(super) fn nothing_above(at: Span) -> Diagnostic {
    Diagnostic::error("there is no answer above this line").at(at, "stands for the last one").help(
        "`_` is the last line that is an expression and not a definition: write one first, such as `10M users * 2 KB/user`",
    )
}

/// `16 GB of RAM`, where `RAM` means nothing.
pub(super) fn words_behind_of(name: &Name, before: &str, rest: Span, whole: Span) -> Diagnostic {
    Diagnostic::error(format!("`of` takes a share, and `{before}` is none; `{name}` is not defined"))
        .at(rest, "only said by the way")
        .offer(Offer::write("leave it out:", whole, before))
}

/// A definition whose value counts what it is called.
pub(super) fn counts_itself(name: &Name, at: Span) -> Diagnostic {
    let singular = suggestion_for(name.as_str());
    Diagnostic::error(format!("`{name}` is neither a unit nor a counted thing yet"))
        .at(at, "counted here")
        .offer(Offer::line_before("declare it on a line before:", at, format!("noun {singular}")))
}

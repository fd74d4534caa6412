//! What is wrong with a word, in sentences: one that is no unit, no name, no function, or two of these at once.

use super::builtin;
use super::explain::Prose;
use crate::diagnostic::suggestion::nearest;
use crate::diagnostic::{Diagnostic, Offer, Span};
use crate::formulas;
use crate::quantity::naming::suggestion_for;
use crate::quantity::noun::built_in;
use crate::quantity::number::significant;
use crate::quantity::unknown::UnknownUnit;
use crate::reference;
use crate::syntax::tree::{Name, Spelled};
use crate::syntax::{is_suffix, multiplier};

/// `3 copies` where `copies` is a definition: never a product in silence.
pub(super) fn number_beside_name(word: &Spelled, literal: Span, number: &str) -> Diagnostic {
    let name = word.name.as_str();
    let whole = word.span.from(literal);
    let error = Diagnostic::error(format!("a number beside `{name}`, which is a definition"))
        .at(whole, "a product, or a count?")
        .offer(Offer::write("to multiply, write", whole, format!("{number} * {name}")));
    let singular = suggestion_for(name);
    if singular == name {
        return error;
    }
    error.help(format!(
        "to count {name}, give the definition another name, and write `noun {singular} ({name})` if need be"
    ))
}

/// A plural noun by itself that nobody has defined.
pub(super) fn unknown_count(name: &Name, at: Span) -> Diagnostic {
    Diagnostic::error(format!("`{name}` is not defined")).at(at, "how many?").offer(Offer::line_before(
        "say how many on a line of its own:",
        at,
        format!("{name} = 100M {name}"),
    ))
}

/// Whether a word is an `x` for a product and a number: `x4` in `3x4`.
fn is_times(word: &str) -> bool {
    word.strip_prefix(['x', 'X']).is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit()))
}

/// A number as it can be typed.
fn typed(number: f64) -> String {
    significant(number, 15).replace(',', "_")
}

impl Prose<'_> {
    /// A word in unit position that is none; after a number, where the literal starts and that number.
    pub(super) fn unknown_unit(&self, word: &Spelled, literal: Option<(Span, f64)>) -> Diagnostic {
        let name = word.name.as_str();
        let no_unit = || Diagnostic::error(format!("`{name}` is not a unit")).at(word.span, "unknown unit");
        // From the number to the end of the word.
        let whole = literal.map_or(word.span, |(span, _)| word.span.from(span));
        let number = literal.map_or_else(|| "10".to_owned(), |(_, number)| typed(number));
        let offer = |lead: &str, text: String| match literal {
            Some(_) => no_unit().offer(Offer::write(lead, whole, text)),
            None => no_unit().help(format!("{lead} `{text}`")),
        };
        match self.model.units.find(name).err().unwrap_or(UnknownUnit::Unknown) {
            UnknownUnit::BytesOrBits { bytes, bits } => {
                Diagnostic::error(format!("`{name}` could mean bytes or bits; case matters here"))
                    .at(word.span, "bytes or bits?")
                    .offer(Offer::write("for bytes or for bits, write", word.span, bytes).or(word.span, bits))
            }
            UnknownUnit::MinuteOrMetre => {
                Diagnostic::error("`m` could mean minutes, metres or a million").at(word.span, "which one?").offer(
                    Offer::write("for minutes, metres or a million, write", word.span, "min")
                        .or(word.span, "metre")
                        .or(word.span, "M"),
                )
            }
            UnknownUnit::TwoReadings([first, second]) => {
                Diagnostic::error(format!("`{name}` could mean {} or {}", first.meaning, second.meaning))
                    .at(word.span, "which one?")
                    .offer(Offer::write(format!("for {}, write", first.meaning), word.span, first.write))
                    .offer(Offer::write(format!("for {}, write", second.meaning), word.span, second.write))
            }
            UnknownUnit::Currency { code, .. } => no_unit().offer(Offer::line_before(
                "say what it is worth on a line before, at the rate that you use:",
                word.span,
                format!("unit {code} = 1.1 USD"),
            )),
            UnknownUnit::Multiplier { factor, write } => {
                let million = if literal.is_some() { literal.map_or(1.0, |one| one.1) * factor } else { factor };
                let short = crate::quantity::number::suffixed(million, 12);
                let exact = multiplier(write) == Some(factor);
                let spelled = exact.then(|| Offer::write("write", word.span, write));
                let whole = Offer::write(if exact { "or" } else { "write" }, whole, short);
                no_unit().maybe_offer(spelled.filter(|_| literal.is_some())).offer(whole)
            }
            UnknownUnit::Suffixed { suffix, unit } => {
                offer(&format!("`{suffix}` belongs to the number:"), format!("{number}{suffix} {unit}"))
            }
            UnknownUnit::SeveralUnits { first, rest }
                if first == "h" && rest.bytes().all(|byte| byte.is_ascii_digit()) =>
            {
                offer("for hours and minutes, write", format!("{number} h {rest} min"))
            }
            UnknownUnit::SeveralUnits { first, rest } => {
                no_unit().help(format!("to add several units, write `{number} {first} + {rest}`"))
            }
            UnknownUnit::Unknown if is_suffix(name) => {
                offer("write it tight to the number:", format!("{number}{name}"))
            }
            UnknownUnit::Unknown if self.model.find(name).is_some() => {
                no_unit().help(format!("`{name}` is a definition; only a unit can be converted to"))
            }
            UnknownUnit::Unknown if is_times(name) => offer("to multiply, write", format!("{number} * {}", &name[1..])),
            UnknownUnit::Unknown => {
                let mut near = self.suggest(|| self.model.units.near(name));
                if near.is_empty() && literal.is_none() {
                    near = self.nearest(name, self.model.names());
                }
                let declare = || {
                    let lead = "to count something of your own, write on a line before";
                    Offer::line_before(lead, word.span, format!("noun {}", suggestion_for(name)))
                };
                match Offer::did_you_mean(word.span, &near) {
                    Some(offer) => no_unit().offer(offer),
                    None if literal.is_some() => no_unit().offer(declare()),
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
        if let Some(equation) = self.labelled(word)
            && let Some(label) = &equation.label
        {
            let whole = label.span.to(equation.body.span());
            return diagnostic.with(label.span, "a label is no name").offer(Offer::write(
                "to define it, write",
                whole,
                format!("{word} = {}", equation.body.text()),
            ));
        }
        if word.eq_ignore_ascii_case("half") {
            return diagnostic.offer(Offer::write("write", at, "1/2"));
        }
        if is_time_reading(word) {
            return diagnostic.help("write a number before a unit, such as `1 h`");
        }
        let mut near = self.nearest(word, self.model.names().chain(parameters.iter().copied()));
        if near.is_empty() && self.suggestions.get() > 0 {
            let nouns: Vec<_> = built_in().chain(self.model.units.nouns.declared().iter().cloned()).collect();
            let nouns = nouns.iter().map(|noun| &*noun.singular);
            near = self.nearest(word, nouns.chain(builtin::names()));
            near.retain(|near| !builtin::is_function(self.model, near));
        }
        match Offer::did_you_mean(at, &near) {
            Some(offer) => diagnostic.offer(offer),
            None => diagnostic.help(format!("define it on a line of its own: `{word} = …`")),
        }
    }

    /// A number of the field that is in no table.
    pub(super) fn unknown_figure(&self, name: &Name, at: Span) -> Diagnostic {
        let word = name.as_str();
        let table = word.split('.').next().unwrap_or(word);
        let Some(found) = reference::table(table) else {
            let tables = || reference::TABLES.iter().map(|table| table.name);
            let near = nearest(table, tables());
            let diagnostic =
                Diagnostic::error(format!("there is no table `{table}` of reference numbers")).at(at, "unknown table");
            let over = at.part(word, 0..table.len());
            return match Offer::did_you_mean(over, &near) {
                Some(offer) => diagnostic.offer(offer),
                None => diagnostic.help(format!("the tables are {}", tables().collect::<Vec<_>>().join(", "))),
            };
        };
        let names: Vec<String> = reference::names().collect();
        let near = self.nearest(word, names.iter().map(String::as_str));
        let diagnostic = Diagnostic::error(format!("there is no number called `{word}`")).at(at, "unknown number");
        match Offer::did_you_mean(at, &near) {
            Some(offer) => diagnostic.offer(offer),
            None => diagnostic.help(format!("`napkin reference {}` lists them", found.name)),
        }
    }

    pub(super) fn unknown_function(&self, function: &Spelled) -> Diagnostic {
        let name = function.name.as_str();
        let own = self.model.functions.keys().map(Name::as_str);
        let formulas = formulas::all().map(|formula| formula.name);
        let near = nearest(name, own.chain(builtin::names()).chain(formulas));
        let diagnostic =
            Diagnostic::error(format!("there is no function `{name}`")).at(function.span, "unknown function");
        match Offer::did_you_mean(function.span, &near) {
            Some(offer) => diagnostic.offer(offer),
            None if self.model.find(name).is_some() => {
                diagnostic.offer(Offer::write("to multiply, write", function.span, format!("{name} * ")))
            }
            None => diagnostic
                .help(format!("the built-in functions are {}", builtin::names().collect::<Vec<_>>().join(", "))),
        }
    }
}

/// Whether a word looks like a time without a number in front, such as `h30`.
fn is_time_reading(word: &str) -> bool {
    let stem = word.trim_end_matches(|letter: char| letter.is_ascii_digit());
    stem.len() < word.len() && matches!(stem, "h" | "min" | "s")
}

//! What is wrong with a convention, a unit of one's own or the name of a definition, in sentences.

use crate::diagnostic::{Diagnostic, Offer, Span};
use crate::quantity::number::significant;
use crate::quantity::own::OwnUnitError;
use crate::syntax::tree::Spelled;

pub(super) fn circular(name: &Spelled) -> Diagnostic {
    Diagnostic::error(format!("`{}` is defined by itself", name.name))
        .at(name.span, "the circle starts here")
        .help("give one of them a length in seconds")
}

pub(super) fn not_constant(name: &Spelled, at: Span) -> Diagnostic {
    Diagnostic::error(format!("`{}` must be a constant", name.name))
        .at(at, "uses a definition or a range")
        .help("write a number with a unit, such as `30 days` or `1.08 USD`")
}

pub(super) fn neither_decimal_nor_binary(at: Span) -> Diagnostic {
    Diagnostic::error("`bytes` is either \"decimal\" or \"binary\"")
        .at(at, "")
        .offer(Offer::write("for KB of 1024 bytes, write", at, "binary"))
        .offer(Offer::write("for KB of 1000 bytes, write", at, "decimal"))
}

/// A convention that is no length of time; `number` where it is a bare number.
pub(super) fn not_a_length_of_time(name: &Spelled, at: Span, number: Option<f64>) -> Diagnostic {
    let diagnostic = Diagnostic::error(format!("`{}` is a length of time", name.name)).at(at, "not a length of time");
    match number {
        Some(number) => {
            let unit = if number >= 1e4 || name.name.as_str() == "day" { "s" } else { "days" };
            let number = significant(number, 15).replace(',', "_");
            diagnostic.offer(Offer::write("give it a unit:", at, format!("{number} {unit}")))
        }
        None => diagnostic.help("write it as `30 days` or `2.5e6 s`"),
    }
}

pub(super) fn unit_not_a_quantity(name: &Spelled, at: Span) -> Diagnostic {
    Diagnostic::error(format!("one `{}` must be a quantity", name.name))
        .at(at, "this is true or false")
        .help("write `unit page = 4 KiB`")
}

pub(super) fn unit_refused(name: &Spelled, problem: &OwnUnitError) -> Diagnostic {
    let word = &name.name;
    match problem {
        OwnUnitError::IsUnit(taken) => Diagnostic::error(format!("`{taken}` is a unit already"))
            .at(name.span, "cannot be declared again")
            .help(format!("choose another name, such as `my_{word}`")),
        OwnUnitError::NotPositive => {
            Diagnostic::error(format!("one `{word}` must be more than 0")).at(name.span, "not a unit to measure with")
        }
        OwnUnitError::TooMany => {
            let limit = crate::limits::UNITS;
            Diagnostic::error(format!("a model may declare {limit} units")).at(name.span, "one too many")
        }
    }
}

/// A definition called like a unit that it is not.
pub(super) fn called_like_a_unit(name: &Spelled) -> Diagnostic {
    let word = name.name.as_str();
    let diagnostic = Diagnostic::error(format!("`{word}` is a unit and cannot be the name of a value"))
        .at(name.span, "cannot be defined");
    let other = Offer::write("choose another name, such as", name.span, format!("{word}_"));
    if matches!(word, "KB" | "kB" | "MB" | "GB" | "TB" | "PB" | "EB") {
        return diagnostic
            .help("for KB of 1024 bytes, and MB, GB, … likewise, write `bytes = binary`")
            .help("or write `KiB`, `MiB`, `GiB`, which are binary everywhere")
            .offer(other);
    }
    diagnostic.offer(other)
}

/// A definition called like a rate or a plural time that holds something else.
pub(super) fn holds_something_else(name: &Spelled, wanted: &str, found: &str, example: &str) -> Diagnostic {
    let word = name.name.as_str();
    Diagnostic::error(format!("`{word}` is the name of {wanted}, and this is {found}"))
        .at(name.span, format!("not {wanted}"))
        .help(format!("give it {wanted}: `{word} = {example}`"))
        .offer(Offer::write("or choose another name, such as", name.span, format!("{word}_")))
}

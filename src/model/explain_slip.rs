//! What is remarked on slips, in sentences.

use crate::diagnostic::{Diagnostic, Offer, Span};
use crate::quantity::number::significant;
use crate::syntax::tree::Spelled;

/// A quantity that was meant per thing, and what the product measures instead.
pub(super) fn per_thing(at: Span, per: &str, result: &str) -> Diagnostic {
    Diagnostic::hint(format!("the result measures {result}")).at(at, "of each?").offer(Offer::write(
        "if it is meant of each, write",
        at,
        per,
    ))
}

/// A `B` that may have been meant as billions.
pub(super) fn billions(at: Span, text: &str, what: &str) -> Diagnostic {
    let number = text.trim_end_matches('B');
    Diagnostic::hint(format!("`B` is bytes, and this makes {what}")).at(at, "bytes").offer(Offer::write(
        "if billions are meant, write",
        at,
        format!("{number}bn"),
    ))
}

pub(super) fn bare_seconds(at: Span, text: &str) -> Diagnostic {
    Diagnostic::hint("the rate beside this number has its time already").at(at, "a bare number").offer(Offer::write(
        "if seconds are meant, write",
        at,
        format!("{text} s"),
    ))
}

pub(super) fn rate_per_time(at: Span) -> Diagnostic {
    Diagnostic::hint("this is a rate per time, which says how fast a rate grows")
        .at(at, "per time twice")
        .help("if it is a rate, name one time only: `1200 requests/s`")
}

pub(super) fn added_percentage(at: Span, base: &str, share: &str, factor: f64, adds: bool) -> Diagnostic {
    let verb = if adds { "add" } else { "subtract" };
    let factor = significant(factor, 12);
    Diagnostic::hint(format!("`{share}` is the number, and not a share of what stands before it"))
        .at(at, "")
        .offer(Offer::write(format!("to {verb} {share} of it, write"), at, format!("{base} * {factor}%")))
}

pub(super) fn hyphen(at: Span, range: &str) -> Diagnostic {
    Diagnostic::hint("a hyphen subtracts").at(at, "").offer(Offer::write("for a range, write", at, range))
}

pub(super) fn unused_parameter(function: &Spelled, parameter: &Spelled) -> Diagnostic {
    Diagnostic::hint(format!(
        "`{}` defines a function, and its parameter `{}` is not used",
        function.name, parameter.name
    ))
    .at(parameter.span, "not used")
    .help(format!("for a value, leave out the brackets: `{} = …`", function.name))
}

//! What is wrong with a range, a distribution or a correlation, in sentences.

use crate::diagnostic::{Diagnostic, Offer, Span};
use crate::engine::{Distribution, Impossible};
use crate::syntax::tree::Spelled;
use crate::syntax::unshared_low_end;

pub(super) fn not_a_range(at: Span) -> Diagnostic {
    Diagnostic::error("this is not a range")
        .at(at, "")
        .help("write `5M to 20M users`, `10M users +- 20%` or a distribution such as `uniform(5, 20)`")
}

/// A distribution that there is not; `parameters` are where its parameters are written.
pub(super) fn impossible(
    distribution: Distribution,
    impossible: Impossible,
    at: Span,
    parameters: &[Span],
    names: &[&str],
) -> Diagnostic {
    match impossible {
        Impossible::Empty if distribution == Distribution::NormalInterval => Diagnostic::error("the range is empty")
            .at(at, "its ends are the same, or in the wrong order")
            .help("give it a width above 0: `10 GB +- 20%`"),
        Impossible::Empty => Diagnostic::error("the range is empty")
            .at(at, "the low end comes first")
            .help("write the smaller value before `to`"),
        Impossible::ZeroEnd => Diagnostic::error("a lognormal range has no end at 0")
            .at(parameters.first().copied().unwrap_or(at), "5% of all cases would lie below this")
            .help("write the smallest value that is likely, such as a hundredth of the high end")
            .help("or `uniform(low, high)` if every value in between is as likely"),
        Impossible::WholeEnd => Diagnostic::error("a range of shares has no end at 100%")
            .at(parameters.get(1).copied().unwrap_or(at), "5% of all cases would lie above this")
            .help("write a high end below 100%, such as `99%`")
            .help("or `uniform(low, 100%)` if every value in between is as likely"),
        Impossible::Parameter(place, must) => {
            let span = parameters.get(place).copied().unwrap_or(at);
            let name = names.get(place).copied().unwrap_or("a parameter");
            let diagnostic = Diagnostic::error(format!("`{name}` {must}")).at(span, "impossible");
            let is_lognormal = matches!(distribution, Distribution::LogNormalInterval | Distribution::LogUniform);
            let diagnostic = if span == at { diagnostic } else { diagnostic.with(at, "in this distribution") };
            diagnostic
                .maybe_help((is_lognormal && place == 0).then(|| "`normal` and `uniform` may go below 0".to_owned()))
        }
    }
}

pub(super) fn either(function: &Spelled, name: &str, at: Span) -> Diagnostic {
    Diagnostic::error(format!("`{}` takes `mean` and `sd`, or `low`, `high` and `confidence`", function.name))
        .at(at, format!("`{name}` is given with an end"))
        .help("leave out one or the other")
}

/// `10 +- -5`: a half width has no sign.
pub(super) fn one_sign_too_many(at: Span, whole: Span, [value, half]: [&str; 2]) -> Diagnostic {
    Diagnostic::error("one sign too many: what follows `+-` is a width")
        .at(at, "has both signs already")
        .offer(Offer::write("write", whole, format!("{value} +- {half}")))
}

/// `5 to 20M`, read as `5M to 20M`.
pub(super) fn shared_multiplier(text: &str, low: &str, at: Span, unit: &str) -> Diagnostic {
    Diagnostic::hint("the low end takes the multiplier of the high end")
        .at(at, format!("`{low}` is read like the high end"))
        .offer(unshared_low_end(text, low, at, unit))
}

/// `5 to users` where `users` is a unit and a definition.
pub(super) fn unit_or_name(word: &Spelled, low: &str, at: Span) -> Diagnostic {
    let name = &word.name;
    let low = low.trim();
    Diagnostic::error(format!("`{name}` is a unit and a definition: `to` could convert or make a range"))
        .at(word.span, "which one?")
        .offer(Offer::write("to convert, write", at, format!("{low} -> {name}")))
        .offer(Offer::write("for a range, write", at, format!("({low}) to ({name})")))
}

pub(super) fn no_correlation(at: Span) -> Diagnostic {
    Diagnostic::error("a correlation is a number between -1 and 1")
        .at(at, "no such number")
        .help("write `corr(a, b) = 0.6`: 0 for independent, 1 for in step, -1 for opposite")
}

pub(super) fn not_an_input(name: &Spelled) -> Diagnostic {
    Diagnostic::error(format!("`{}` is calculated from ranges and is none itself", name.name))
        .at(name.span, "cannot be made to move with another")
        .help("correlate the assumptions that it is calculated from")
}

pub(super) fn with_itself(name: &Spelled) -> Diagnostic {
    Diagnostic::error(format!("`{}` moves with itself anyway", name.name)).at(name.span, "the same assumption again")
}

pub(super) fn contradiction(at: Span) -> Diagnostic {
    Diagnostic::error("these correlations contradict each other")
        .at(at, "cannot hold together with those before")
        .help("if a moves with b and b with c, then a moves with c: say how much, or bring all nearer to 0")
}

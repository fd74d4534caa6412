//! Numbers as they are written: digits, suffixes, ratios and powers that are part of a literal.

use pest::iterators::Pair;

use super::grammar::Rule;
use crate::diagnostic::{Diagnostic, Span};

/// The value of a number that is written at `span`.
pub(super) fn number(pair: Pair<Rule>, span: Span) -> Result<f64, Diagnostic> {
    let mut parts = pair.into_inner();
    let first = parts.next().expect("a number has digits");
    let value = match first.as_rule() {
        Rule::thousands => return Err(thousands_comma(first.as_str(), span)),
        Rule::ratio => {
            let mut sides = first.into_inner().map(|side| decimal(side.as_str()));
            let (part, whole) = (sides.next().unwrap_or(0.0), sides.next().unwrap_or(1.0));
            if whole == 0.0 {
                return Err(Diagnostic::error("division by zero").at(span, "a ratio to nothing"));
            }
            part / whole
        }
        Rule::literal_power => {
            let sides: Vec<f64> = first.into_inner().map(|side| decimal(side.as_str())).collect();
            if sides[0] == 0.0 && sides[1] < 0.0 {
                let error = Diagnostic::error("zero has no negative power: that is a division by zero");
                return Err(error.at(span, "has no result"));
            }
            let value = sides.into_iter().rev().reduce(|exponent, base| base.powf(exponent));
            value.expect("a power has a base")
        }
        _ => decimal(first.as_str()),
    };
    let value = parts.fold(value, |value, suffix| value * multiplier(suffix.as_str()));
    if value.is_finite() {
        Ok(value)
    } else {
        Err(Diagnostic::error("the number is too large to calculate with")
            .at(span, "no more than 1.8e308 is possible")
            .help("choose a larger unit"))
    }
}

pub(super) fn decimal(text: &str) -> f64 {
    text.replace('_', "").parse().unwrap_or(f64::INFINITY)
}

/// Whether a word is a suffix that numbers are written with, such as `M` in `5M`.
#[must_use]
pub fn is_suffix(word: &str) -> bool {
    matches!(word, "k" | "K" | "M" | "G" | "T" | "P" | "bn")
}

fn multiplier(suffix: &str) -> f64 {
    match suffix.trim_end_matches('s') {
        "k" | "K" | "thousand" => 1e3,
        "M" | "million" => 1e6,
        "G" | "bn" | "billion" => 1e9,
        "T" | "trillion" => 1e12,
        _ => 1e15,
    }
}

fn thousands_comma(text: &str, span: Span) -> Diagnostic {
    let text = if text.len() > 40 { "1,000" } else { text };
    Diagnostic::error("a number has no commas in it")
        .at(span, "read as one number")
        .help(format!("write `{}`", text.replace(',', "_")))
        .help("if these are several arguments, put a space after each comma")
}

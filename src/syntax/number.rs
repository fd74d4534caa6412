//! Numbers as they are written: digits, suffixes, ratios, fractions and powers that are part of a literal.

use pest::iterators::Pair;

use super::grammar::Rule;
use crate::diagnostic::{Diagnostic, Span};

/// A number as it is read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Number {
    /// Its value.
    pub(super) value: f64,
    /// What its suffix or its magnitude multiplies: 1e6 for `5M` and `5 million`, 1 without one.
    pub(super) multiplier: f64,
    /// Whether it is digits alone, without suffix, exponent or grouping.
    pub(super) is_bare: bool,
}

/// The value of a number that is written at `span`.
pub(super) fn number(pair: Pair<Rule>, span: Span) -> Result<Number, Diagnostic> {
    let text = pair.as_str();
    let is_bare = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let mut value = 1.0;
    let mut multiplier = 1.0;
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::mantissa => value = decimal(part.as_str()),
            Rule::vulgar if text.starts_with(part.as_str()) => value = vulgar(part.as_str()),
            Rule::vulgar => value += vulgar(part.as_str()),
            Rule::ratio | Rule::fraction => {
                let whole = part.into_inner().next().map_or(1.0, |whole| decimal(whole.as_str()));
                if whole == 0.0 {
                    return Err(Diagnostic::error("division by zero").at(span, "a ratio to zero"));
                }
                value /= whole;
            }
            Rule::power_of => value = power(value, part, span)?,
            _ => multiplier *= magnitude(part.as_str()),
        }
    }
    value *= multiplier;
    if value.is_finite() {
        Ok(Number { value, multiplier, is_bare })
    } else {
        Err(Diagnostic::error("the number is too large to calculate with")
            .at(span, "no more than 1.8e308 is possible")
            .help("choose a larger unit"))
    }
}

fn power(base: f64, pair: Pair<Rule>, span: Span) -> Result<f64, Diagnostic> {
    let exponents: Vec<f64> = pair
        .into_inner()
        .map(|part| if part.as_rule() == Rule::raised { raised(part.as_str()) } else { decimal(part.as_str()) })
        .collect();
    let exponent = exponents.into_iter().rev().reduce(|exponent, base| base.powf(exponent)).unwrap_or(1.0);
    if base == 0.0 && exponent < 0.0 {
        let error = Diagnostic::error("zero has no negative power: that is a division by zero");
        return Err(error.at(span, "has no result"));
    }
    Ok(base.powf(exponent))
}

pub(super) fn decimal(text: &str) -> f64 {
    // Few numbers have signs that group their digits.
    text.parse().or_else(|_| text.replace('_', "").parse()).unwrap_or(f64::INFINITY)
}

/// The number that superscript digits stand for: `⁻³` is -3.
pub(super) fn raised(text: &str) -> f64 {
    const DIGITS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let digit = |letter: char| DIGITS.iter().position(|digit| *digit == letter);
    let value = text.chars().filter_map(digit).fold(0.0, |value, digit| value * 10.0 + digit as f64);
    if text.starts_with('⁻') { -value } else { value }
}

fn vulgar(sign: &str) -> f64 {
    const SIGNS: [(&str, f64, f64); 18] = [
        ("½", 1.0, 2.0),
        ("⅓", 1.0, 3.0),
        ("⅔", 2.0, 3.0),
        ("¼", 1.0, 4.0),
        ("¾", 3.0, 4.0),
        ("⅐", 1.0, 7.0),
        ("⅑", 1.0, 9.0),
        ("⅒", 1.0, 10.0),
        ("⅕", 1.0, 5.0),
        ("⅖", 2.0, 5.0),
        ("⅗", 3.0, 5.0),
        ("⅘", 4.0, 5.0),
        ("⅙", 1.0, 6.0),
        ("⅚", 5.0, 6.0),
        ("⅛", 1.0, 8.0),
        ("⅜", 3.0, 8.0),
        ("⅝", 5.0, 8.0),
        ("⅞", 7.0, 8.0),
    ];
    SIGNS.iter().find(|one| one.0 == sign).map_or(1.0, |one| one.1 / one.2)
}

/// Whether a word is a suffix that numbers are written with, such as `M` in `5M`.
#[must_use]
pub fn is_suffix(word: &str) -> bool {
    matches!(word, "k" | "K" | "M" | "G" | "T" | "P" | "bn")
}

/// What a suffix or a word such as `million` multiplies; `None` for any other word.
#[must_use]
pub fn multiplier(word: &str) -> Option<f64> {
    let known = is_suffix(word)
        || matches!(
            word.to_ascii_lowercase().trim_end_matches('s'),
            "thousand" | "million" | "billion" | "trillion" | "quadrillion"
        );
    known.then(|| magnitude(word))
}

pub(super) fn magnitude(word: &str) -> f64 {
    match word {
        "k" | "K" => 1e3,
        "M" => 1e6,
        "G" | "bn" => 1e9,
        "T" => 1e12,
        "P" => 1e15,
        _ => match word.to_ascii_lowercase().trim_end_matches('s') {
            "thousand" => 1e3,
            "million" => 1e6,
            "billion" => 1e9,
            "trillion" => 1e12,
            _ => 1e15,
        },
    }
}

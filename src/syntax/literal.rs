//! Literals: a number with its unit, a sum of times, a range of two of them, and the bracket that results are printed with.
//! Either end of a range takes the unit of the other here, since that goes by what is written.

use pest::iterators::Pair;

use super::grammar::Rule;
use super::number::{Number, decimal, magnitude, number, raised};
use super::parse::{Nodes, Reader};
use super::tree::{
    Aside, BinaryOperator, Form, Name, NodeId, NodeKind, Spelled, UnaryOperator, UnitExpression, UnitTerm,
};
use crate::diagnostic::{Diagnostic, Offer, Span};

/// One quantity as it is written.
struct Quantity<'t> {
    number: Number,
    /// The number as it is written.
    written: &'t str,
    unit: UnitExpression,
    /// What follows the first part of a sum of times, such as `30 min` in `1 h 30 min`.
    more: Vec<(f64, UnitExpression)>,
    span: Span,
}

/// Adds a literal; its node comes last.
pub(super) fn literal(reader: &Reader, pair: Pair<Rule>, nodes: &Nodes) -> Result<NodeId, Diagnostic> {
    let span = reader.span(&pair);
    let (mut negative, mut low, mut range, mut aside) = (false, None, None, None);
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::minus => negative = true,
            Rule::range_end => range = Some(range_end(reader, part)?),
            Rule::aside => aside = Some(part),
            _ => low = Some(quantity(reader, part)?),
        }
    }
    let mut low = low.expect("a literal has a number");
    let written = low.written;
    let value = match range {
        None => {
            let at = if negative { low.span.from(span) } else { low.span };
            push(nodes, low, negative, at)
        }
        Some((operator, at, mut high, high_negative)) => {
            share(&mut low, &mut high, operator, (negative, high_negative));
            let low_span = if negative { low.span.from(span) } else { low.span };
            let left = push(nodes, low, negative, low_span);
            let high_span = high.span;
            let right = push(nodes, high, high_negative, high_span);
            let range_span = low_span.to(high_span);
            Reader::push(nodes, NodeKind::Binary { operator, at, left, right }, range_span, Form::Piece)
        }
    };
    match aside {
        Some(aside) => {
            let says = Box::new(self::aside(reader, aside, rounding(written))?);
            Ok(Reader::push(nodes, NodeKind::Aside { value, says }, span, Form::Piece))
        }
        None => Ok(value),
    }
}

type RangeEnd<'t> = (BinaryOperator, Span, Quantity<'t>, bool);

fn range_end<'t>(reader: &Reader, pair: Pair<'t, Rule>) -> Result<RangeEnd<'t>, Diagnostic> {
    let (mut sign, mut negative, mut high) = (None, false, None);
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::to_sign => sign = Some((BinaryOperator::Range, reader.span(&part))),
            Rule::plus_minus_sign => sign = Some((BinaryOperator::PlusMinus, reader.span(&part))),
            Rule::minus => negative = true,
            _ => high = Some(quantity(reader, part)?),
        }
    }
    let (operator, at) = sign.expect("a range has a sign");
    Ok((operator, at, high.expect("a range has a high end"), negative))
}

/// Gives each end of a range the unit of the other, and a bare low end the multiplier of the high one: `5 to 20M users`.
fn share(low: &mut Quantity, high: &mut Quantity, operator: BinaryOperator, (negative, high_negative): (bool, bool)) {
    let is_percent = |quantity: &Quantity| quantity.unit.terms.iter().any(|term| term.word.name.as_str() == "%");
    let above = |quantity: &Quantity| quantity.unit.terms.iter().take_while(|term| term.exponent > 0.0).count();
    let is_range = operator == BinaryOperator::Range;
    let is_bare = low.number.is_bare && low.unit.terms.is_empty() && low.more.is_empty();
    if low.unit.terms.is_empty() && (is_range || !is_percent(high)) {
        low.unit = high.unit.clone();
        // `5 to 20 per million requests`: what is counted below belongs to both.
    } else if high.unit.terms.is_empty() {
        high.unit = low.unit.clone();
    } else if is_range && above(low) == low.unit.terms.len() && above(low) == above(high) {
        // `$10 to $45/h`, `20% to 80%/year`
        low.unit.terms.extend(high.unit.terms[above(high)..].iter().cloned());
    }
    let multiplier = high.number.multiplier;
    if is_range && is_bare && multiplier > 1.0 {
        let signed = |value: f64, negative: bool| if negative { -value } else { value };
        let shared = signed(low.number.value * multiplier, negative);
        if shared < signed(high.number.value, high_negative) {
            low.number.value *= multiplier;
        }
    }
}

/// Adds the nodes of a quantity.
fn push(nodes: &Nodes, quantity: Quantity, negative: bool, span: Span) -> NodeId {
    let Quantity { number, unit, more, .. } = quantity;
    let is_negated = negative && !more.is_empty();
    let value = if negative && !is_negated { -number.value } else { number.value };
    let mut sum = Reader::push(nodes, NodeKind::Quantity { value, unit }, span, Form::Piece);
    for (value, unit) in more {
        let right = Reader::push(nodes, NodeKind::Quantity { value, unit }, span, Form::Piece);
        let kind = NodeKind::Binary { operator: BinaryOperator::Add, at: span, left: sum, right };
        sum = Reader::push(nodes, kind, span, Form::Piece);
    }
    if is_negated { Reader::push(nodes, NodeKind::Unary(UnaryOperator::Negative, sum), span, Form::Piece) } else { sum }
}

fn quantity<'t>(reader: &Reader, pair: Pair<'t, Rule>) -> Result<Quantity<'t>, Diagnostic> {
    let span = reader.span(&pair);
    let mut found = Number { value: 0.0, multiplier: 1.0, is_bare: true };
    let (mut written, mut at) = ("", span);
    // What its `per` counts.
    let mut count = 1.0;
    let mut unit = UnitExpression::default();
    let mut more = Vec::new();
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::number | Rule::end_number => {
                (written, at) = (part.as_str(), reader.span(&part));
                found = number(part, at)?;
                let own = reader.text.get(at.range().start.saturating_sub(reader.origin.offset())..);
                let is_plain =
                    own.is_some_and(|text| text.starts_with(|first: char| first.is_ascii_digit() || first == '.'));
                found.is_bare &= is_plain;
            }
            Rule::sign => unit.terms.push(UnitTerm { word: reader.spelled(&part), exponent: 1.0 }),
            Rule::below => count *= reader.below(part, &mut unit)?,
            Rule::times => more = times(reader, part, &mut unit)?,
            _ => reader.push_unit_terms(part, false, &mut unit),
        }
    }
    found.value /= count;
    match unit.terms.first().and_then(|term| clock_time(written, at, &term.word)) {
        Some(problem) => Err(problem),
        None => Ok(Quantity { number: found, written, unit, more, span }),
    }
}

/// `2:30 h` looks like hours and minutes, and would be the ratio of 2 to 30 of an hour.
fn clock_time(written: &str, at: Span, unit: &Spelled) -> Option<Diagnostic> {
    let (large, small) = match unit.name.as_str() {
        "h" | "hr" | "hrs" | "hour" | "hours" => ("h", "min"),
        "min" | "mins" | "minute" | "minutes" => ("min", "s"),
        _ => return None,
    };
    let (whole, part) = written.split_once(':')?;
    let part = match part.trim_start_matches('0') {
        "" => "0",
        part => part,
    };
    let offer = Offer::write("write", at.to(unit.span), format!("{whole} {large} {part} {small}"));
    Some(Diagnostic::error("a colon makes a ratio, and not parts of a time").at(at, "a ratio").offer(offer))
}

/// How far rounding may have taken a number: half a unit of its last digit, as a share of it.
fn rounding(text: &str) -> f64 {
    let end = text.find(|letter: char| !letter.is_ascii_digit() && !"._".contains(letter)).unwrap_or(text.len());
    let significant = text[..end].trim_start_matches(['0', '.', '_']);
    let significant = if text[..end].contains('.') { significant } else { significant.trim_end_matches(['0', '_']) };
    let digits = || significant.bytes().filter(u8::is_ascii_digit);
    let leading = digits().take(15).fold(0.0, |value, digit| value * 10.0 + f64::from(digit - b'0'));
    // A result is printed with three digits at least, unless it has no more.
    let leading =
        if leading > 0.0 { leading * 10_f64.powf(3_usize.saturating_sub(digits().count()) as f64) } else { 1.0 };
    0.5 / leading
}

/// The parts of `1 h 30 min` after the first one, whose unit goes to `unit`.
fn times(
    reader: &Reader,
    pair: Pair<Rule>,
    unit: &mut UnitExpression,
) -> Result<Vec<(f64, UnitExpression)>, Diagnostic> {
    let mut more = Vec::new();
    let mut below = UnitExpression::default();
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::time_unit => unit.terms.push(time_term(reader, &part)),
            Rule::part => {
                let mut inner = part.into_inner();
                let value = inner.next().map_or(0.0, |number| decimal(number.as_str()));
                let term = inner.next().map(|word| time_term(reader, &word));
                more.push((value, UnitExpression { terms: term.into_iter().collect() }));
            }
            _ => {
                let divisor = reader.below(part, &mut below)?;
                for one in &mut more {
                    one.0 /= divisor;
                }
            }
        }
    }
    unit.terms.extend(below.terms.iter().cloned());
    for (_, unit) in &mut more {
        unit.terms.extend(below.terms.iter().cloned());
    }
    Ok(more)
}

/// Inside a sum of times `m` is minutes.
fn time_term(reader: &Reader, pair: &Pair<Rule>) -> UnitTerm {
    let mut word = reader.spelled(pair);
    if word.name.as_str() == "m" {
        word.name = Name::new("min");
    }
    UnitTerm { word, exponent: 1.0 }
}

/// What a bracket behind a value says.
fn aside(reader: &Reader, pair: Pair<Rule>, of_value: f64) -> Result<Aside, Diagnostic> {
    let span = reader.span(&pair);
    let mut says = Aside { span, low: Vec::new(), high: None, rounding: of_value };
    let mut negative = false;
    let parts = pair.into_inner().flat_map(|part| {
        let is_list = part.as_rule() == Rule::interval;
        if is_list { part.into_inner().collect::<Vec<_>>() } else { vec![part] }
    });
    let parts: Vec<_> = parts.collect();
    // The median before an interval is another number than the value.
    let first =
        parts.iter().rposition(|part| matches!(part.as_rule(), Rule::quantity | Rule::end_quantity | Rule::money));
    for (index, part) in parts.into_iter().enumerate() {
        match part.as_rule() {
            Rule::minus => negative = true,
            Rule::range_end => {
                let (operator, _, mut high, high_negative) = range_end(reader, part)?;
                let mut low = Quantity {
                    number: Number { value: 0.0, multiplier: 1.0, is_bare: false },
                    unit: says.low.first().map_or_else(UnitExpression::default, |one| one.1.clone()),
                    written: "",
                    more: Vec::new(),
                    span,
                };
                share(&mut low, &mut high, operator, (false, high_negative));
                if let [only] = says.low.as_mut_slice() {
                    only.1 = low.unit;
                }
                says.high = Some(terms(high, high_negative));
            }
            Rule::quantity | Rule::end_quantity | Rule::money if Some(index) == first => {
                let quantity = quantity(reader, part)?;
                says.rounding = says.rounding.max(rounding(quantity.written));
                says.low = terms(quantity, negative);
                negative = false;
            }
            // There is nothing to compare such an end with.
            Rule::no_end => says.low.clear(),
            _ => negative = false,
        }
    }
    Ok(says)
}

fn terms(quantity: Quantity, negative: bool) -> Vec<(f64, UnitExpression)> {
    let signed = |value: f64| if negative { -value } else { value };
    let first = (signed(quantity.number.value), quantity.unit);
    std::iter::once(first).chain(quantity.more.into_iter().map(|(value, unit)| (signed(value), unit))).collect()
}

impl Reader<'_> {
    /// The unit of a conversion, or one that stands alone.
    pub(super) fn unit(&self, pair: &Pair<Rule>, below: bool) -> UnitExpression {
        let mut unit = UnitExpression::default();
        self.push_unit_terms(pair.clone(), below, &mut unit);
        unit
    }

    /// Adds the terms below a fraction bar; returns how many of them it is per: 1000 in `per 1k requests`.
    fn below(&self, pair: Pair<Rule>, unit: &mut UnitExpression) -> Result<f64, Diagnostic> {
        let mut count = 1.0;
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::per_count => count *= self.per_count(&part)?,
                Rule::magnitude => count *= magnitude(part.as_str()),
                _ => self.push_unit_terms(part, true, unit),
            }
        }
        Ok(count)
    }

    /// `1k` in `per 1k requests`, or `million` in `per million requests`.
    pub(super) fn per_count(&self, pair: &Pair<Rule>) -> Result<f64, Diagnostic> {
        let inner = pair.clone().into_inner().next().expect("a count is a number or a word");
        let span = self.span(pair);
        if inner.as_rule() == Rule::magnitude {
            return Ok(magnitude(inner.as_str()));
        }
        let count = number(inner, span)?.value;
        if count == 0.0 {
            return Err(Diagnostic::error("division by zero").at(span, "per nothing"));
        }
        Ok(count)
    }

    /// Adds the terms of a unit, negative where they are below a fraction bar.
    pub(super) fn push_unit_terms(&self, pair: Pair<Rule>, below: bool, unit: &mut UnitExpression) {
        match pair.as_rule() {
            Rule::unit_power => {
                let mut parts = pair.into_inner();
                let first = parts.next().expect("a unit has a word");
                let mut word = self.spelled(&first);
                if first.as_rule() == Rule::percent {
                    word.name = Name::new("%");
                }
                let exponent = parts.next().map_or(1.0, |exponent| match exponent.as_rule() {
                    Rule::raised => raised(exponent.as_str()),
                    _ => decimal(exponent.as_str()),
                });
                unit.terms.push(UnitTerm { word, exponent: if below { -exponent } else { exponent } });
            }
            Rule::unit_time | Rule::scale | Rule::sign => {
                let word = Spelled { name: Name::new(pair.as_str().trim_end()), span: self.span(&pair) };
                unit.terms.push(UnitTerm { word, exponent: if below { -1.0 } else { 1.0 } });
            }
            Rule::one | Rule::per_word | Rule::every_word => {}
            rule => {
                let below = below || matches!(rule, Rule::below | Rule::target_below);
                for part in pair.into_inner() {
                    self.push_unit_terms(part, below, unit);
                }
            }
        }
    }
}

/// The offer of the same literal with the low end as it is written by itself.
#[must_use]
pub fn unshared_low_end(text: &str, low: &str, span: Span, unit: &str) -> Offer {
    let alone = if unit.is_empty() { format!("{low}e0") } else { format!("{low} {unit}") };
    Offer::write(format!("for {low} itself, write"), span, text.replacen(low, &alone, 1))
}

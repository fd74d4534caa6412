//! What the grammar would have taken next, from the rules that failed.

use pest::error::{Error, ErrorVariant};

use crate::syntax::grammar::Rule;

/// What the grammar would have taken next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Expected {
    /// A number, a name or a bracket.
    Value,
    /// A unit.
    Unit,
    /// An operator, or the end.
    Operator,
    /// A certain word.
    Word(&'static str),
}

/// What the rules that failed have in common.
pub(super) fn expected(error: &Error<Rule>) -> Expected {
    let ErrorVariant::ParsingError { positives, .. } = &error.variant else { return Expected::Operator };
    let any = |rules: &[Rule]| positives.iter().any(|rule| rules.contains(rule));
    if any(&[Rule::then_word]) {
        // Operators would do as well, but this is what the condition lacks.
        Expected::Word("`then`")
    } else if any(&[Rule::else_word]) {
        Expected::Word("`else`")
    } else if any(&[
        Rule::quantity,
        Rule::number,
        Rule::reference,
        Rule::group,
        Rule::expression,
        Rule::conditional,
        Rule::money,
        Rule::mantissa,
    ]) {
        Expected::Value
    } else if any(&[Rule::product, Rule::sum]) {
        Expected::Operator
    } else if any(&[Rule::target, Rule::target_power, Rule::unit_power, Rule::unit_word, Rule::per_unit]) {
        Expected::Unit
    } else {
        Expected::Operator
    }
}

//! Why a line is not in the language: the grammar's furthest failure, said as a person would say it.

use pest::error::{Error, ErrorVariant, InputLocation};

use super::Origin;
use super::grammar::Rule;
use super::number::is_suffix;
use crate::diagnostic::Diagnostic;

/// What the grammar would have taken next.
#[derive(PartialEq, Eq)]
enum Wanted {
    Value,
    Unit,
    Operator,
    Other(&'static str),
}

/// The diagnostic for a failure of the grammar.
pub(super) fn explain(error: &Error<Rule>, text: &str, origin: Origin) -> Diagnostic {
    let at = match error.location {
        InputLocation::Pos(at) | InputLocation::Span((at, _)) => at.min(text.len()),
    };
    if text.trim().is_empty() {
        return Diagnostic::error("there is nothing to calculate")
            .at(origin.span(0..text.len()), "")
            .help("write an estimate, such as `500M tweets/day * 10 KB/tweet -> TB/month`");
    }
    let rest = &text[at..];
    let here = origin.span(at..at + found(rest).len().max(usize::from(!rest.is_empty())));
    let wanted = wanted(error);
    let before = text[..at].trim_end();
    if rest.trim().is_empty() {
        let last = before.char_indices().next_back().map_or(0, |(last, _)| last);
        let end = origin.span(last..before.len());
        return match wanted {
            Wanted::Unit => {
                Diagnostic::error("the line ends where a unit was expected").at(end, "a unit comes after this")
            }
            Wanted::Other(what) => Diagnostic::error(format!("the line ends where {what} was expected")).at(end, ""),
            Wanted::Value | Wanted::Operator => {
                Diagnostic::error("the line ends where a value was expected").at(end, "a value comes after this")
            }
        };
    }
    let token = found(rest);
    let quoted = format!("unexpected `{token}`");
    let first = token.chars().next().unwrap_or(' ');
    let defined = text.split_once('=').map_or("", |(name, _)| name.trim());
    if is_keyword(defined) && before.len() <= defined.len() {
        let start = text.len() - text.trim_start().len();
        return Diagnostic::error(format!("`{defined}` is a word of the language"))
            .at(origin.span(start..start + defined.len()), "cannot be defined")
            .help("choose another name");
    }
    match (first, wanted) {
        ('=', _) if rest.starts_with("==") => Diagnostic::error(quoted).at(here, "a value comes before this"),
        ('=', _) => Diagnostic::error(quoted)
            .at(here, "not a definition")
            .help("a definition is a name, `=` and a value: `dau = 150M users`")
            .help("to compare, write `==`"),
        (',', _)
            if before.ends_with(|c: char| c.is_ascii_digit())
                && rest[1..].starts_with(|c: char| c.is_ascii_digit()) =>
        {
            Diagnostic::error("a number has no commas in it").at(here, "").help("a decimal point is written `.`")
        }
        (',', _) => Diagnostic::error(quoted).at(here, "a comma separates the arguments of a function"),
        ('.', _) => Diagnostic::error(quoted)
            .at(here, "no digits after this point")
            .help("a number ends in a digit: write `5` or `5.0`"),
        ('$' | '€' | '£', _) => {
            Diagnostic::error(quoted).at(here, "").help("amounts are in US dollars: write `$15` or `15 USD`")
        }
        ('-' | '−', _) if before.ends_with('$') => {
            Diagnostic::error("a sign stands before the `$`").at(here, "").help("write `-$5`")
        }
        (_, Wanted::Unit) if last_word(before) == "per" => Diagnostic::error("`per` is followed by a unit")
            .at(here, "not a unit")
            .help("to divide by more than one of something, use brackets: `10 requests / (5 min)`"),
        (_, Wanted::Unit) => Diagnostic::error("a unit was expected").at(here, "this is not a unit"),
        (')' | '*' | '/' | '+' | '^' | '<' | '>' | '!' | '-' | '→', Wanted::Value) => {
            Diagnostic::error(format!("a value is missing before `{token}`")).at(here, "")
        }
        _ if !before.is_empty() && (first.is_alphanumeric() || first == '_' || first == '(') => {
            side_by_side(before, rest, at, origin)
        }
        (_, Wanted::Other(what)) => Diagnostic::error(quoted).at(here, format!("{what} was expected")),
        _ => Diagnostic::error(quoted).at(here, "this has no meaning here"),
    }
}

/// Two words, numbers or brackets with nothing between them; what was meant depends on what they are.
fn side_by_side(before: &str, rest: &str, at: usize, origin: Origin) -> Diagnostic {
    let token = found(rest);
    if is_keyword(token) {
        let here = origin.span(at..at + token.len());
        return Diagnostic::error(format!("`{token}` does not fit here")).at(here, "");
    }
    let previous = last_word(before);
    let both = origin.span(before.len() - previous.len()..at + token.len());
    let earlier = last_word(before[..before.len() - previous.len()].trim_end());
    if previous == "noun" {
        return Diagnostic::error("`noun` is followed by the word for what is counted")
            .at(both, "not a word")
            .help("write it in the singular: `noun paste`");
    }
    if let Some(number) = previous.strip_suffix(['B', 'b']).filter(|number| is_number(number)) {
        return Diagnostic::error("`B` is bytes, never a billion")
            .at(both, "bytes of what?")
            .help(format!("write `{number}bn {token}` or `{number} billion {token}`"));
    }
    let after = &rest[token.len()..];
    if is_number(previous) && after.starts_with(' ') && after.trim_start().starts_with('(') {
        let bracket = at + rest.len() - after.trim_start().len();
        return Diagnostic::error(format!("an operator is missing between `{token}` and `(`"))
            .at(origin.span(at..bracket + 1), "two values side by side")
            .help("multiply with `*`, divide with `/`");
    }
    let diagnostic = Diagnostic::error(format!("an operator is missing between `{previous}` and `{token}`"))
        .at(both, "two values side by side");
    match (previous, token) {
        _ if is_suffix(previous) && is_number(earlier) => {
            diagnostic.help(format!("`{previous}` belongs to the number: write `{earlier}{previous} {token}`"))
        }
        ("x" | "X", _) if is_number(earlier) => diagnostic.help(format!("multiply with `*`: `{earlier} * {token}`")),
        _ if is_number(earlier) && is_number(token) => {
            let unit = found(after.trim_start());
            diagnostic.help(format!("to add them, write `{earlier} {previous} + {token} {unit}`"))
        }
        _ => diagnostic.help("multiply with `*`, divide with `/`; a unit is written after a number or with `->`"),
    }
}

fn wanted(error: &Error<Rule>) -> Wanted {
    let ErrorVariant::ParsingError { positives, .. } = &error.variant else { return Wanted::Operator };
    let any = |rules: &[Rule]| positives.iter().any(|rule| rules.contains(rule));
    if any(&[Rule::then_word]) {
        // Operators would do as well, but this is what the condition lacks.
        Wanted::Other("`then`")
    } else if any(&[Rule::else_word]) {
        Wanted::Other("`else`")
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
        Wanted::Value
    } else if any(&[Rule::multiply, Rule::divide, Rule::add]) {
        Wanted::Operator
    } else if any(&[Rule::target, Rule::target_power, Rule::unit_power, Rule::unit_word, Rule::per_unit]) {
        Wanted::Unit
    } else {
        Wanted::Operator
    }
}

fn is_keyword(word: &str) -> bool {
    matches!(word, "if" | "then" | "else" | "and" | "or" | "not" | "of" | "per" | "in" | "to")
}

/// The word, number or sign that a text starts with.
fn found(text: &str) -> &str {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let first = text.chars().next().unwrap_or(' ');
    let length = if is_word(first) {
        text.find(|c| !is_word(c)).unwrap_or(text.len())
    } else if text.starts_with("->") {
        2
    } else {
        first.len_utf8().min(text.len())
    };
    &text[..length]
}

fn is_number(text: &str) -> bool {
    text.ends_with(|c: char| c.is_ascii_digit()) && text.chars().all(|c| c.is_ascii_digit() || matches!(c, '_' | '.'))
}

/// The word or sign that a text ends with; a number with its decimal point is one word.
fn last_word(text: &str) -> &str {
    let start = text.char_indices().rev().take_while(|(_, c)| c.is_alphanumeric() || matches!(c, '_' | '.')).last();
    match start {
        Some((at, _)) => &text[at..],
        None => text.char_indices().next_back().map_or("", |(at, _)| &text[at..]),
    }
}

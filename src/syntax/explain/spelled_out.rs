//! Operators and requests in words: `10 plus 3`, `sqrt 16`, `10 mod 3`, `between 5 and 10 GB`, `what is 5 GB * 3`.

use super::words::{
    begins_operand, first, is_letter, is_number, is_word, last, operand_after, operand_before, skip_spaces,
    starts_number,
};
use super::{Diagnostic, Failure};

/// The functions of one argument that people write without brackets; the model knows them all.
const FUNCTIONS: [&str; 9] = ["sqrt", "log2", "log10", "ln", "exp", "ceil", "floor", "round", "abs"];
/// Those of several.
const LISTS: [&str; 6] = ["max", "min", "sum", "avg", "log", "mod"];

pub(super) fn explain(failure: &Failure) -> Option<Diagnostic> {
    function(failure)
        .or_else(|| part(failure))
        .or_else(|| number(failure))
        .or_else(|| remainder(failure))
        .or_else(|| operator(failure))
        .or_else(|| between(failure))
        .or_else(|| request(failure))
}

/// `sqrt 16`, `max 3, 5`
fn function(failure: &Failure) -> Option<Diagnostic> {
    let before = failure.before();
    let name = last(before);
    let start = before.len() - name.len();
    let rest = failure.rest();
    let token = failure.token();
    let is_value = is_letter(token.chars().next()?) || token == "$";
    let is_first = begins_operand(&before[..start]);
    if !is_value || failure.at == before.len() || !is_first {
        return None;
    }
    let error =
        || failure.error(format!("`{name}` takes its argument in brackets"), start..failure.at + token.len(), "");
    let end = failure.at + rest.split(" ->").next().unwrap_or(rest).trim_end().len();
    let rest = &failure.text[failure.at..end];
    if LISTS.contains(&name) {
        let list: Vec<_> = if rest.contains(',') {
            rest.split(',').map(str::trim).collect()
        } else {
            rest.split_whitespace().collect()
        };
        let is_one = |item: &&str| starts_number(item) && operand_after(item) == item.len();
        // `avg 5 KB` is one value, which is an average by itself.
        if !rest.contains(',') && (list.len() == 1 || !list.iter().all(is_one)) {
            let without = (name == "avg")
                .then(|| failure.trial.offer_line("for one value, leave it out:", start..failure.at, ""));
            return Some(error().maybe_offer(without.flatten()));
        }
        let call = format!("{name}({})", list.join(", "));
        return Some(error().maybe_offer(failure.trial.offer("write", start..end, &call)));
    }
    if !FUNCTIONS.contains(&name) {
        return None;
    }
    let length = operand_after(rest);
    let narrow = format!("{name}({})", &rest[..length]);
    let error = error().maybe_offer(failure.trial.offer("write", start..failure.at + length, &narrow));
    let whole = format!("{name}({rest})");
    let wide = (length < rest.len()).then(|| failure.trial.offer("or, for all of it,", start..end, &whole));
    Some(error.maybe_offer(wide.flatten()))
}

/// `a quarter of 100 GB`, `a dozen servers`
fn part(failure: &Failure) -> Option<Diagnostic> {
    const PARTS: [(&str, &str); 5] =
        [("half", "1/2"), ("third", "1/3"), ("quarter", "1/4"), ("tenth", "1/10"), ("dozen", "12")];
    let before = failure.before();
    let start = before.strip_suffix('a').filter(|left| begins_operand(left))?.len();
    let (word, digits) = PARTS.iter().find(|one| one.0 == failure.token())?;
    let place = start..failure.at + word.len();
    let error = failure.error("numbers are written in digits", place.clone(), "");
    Some(error.maybe_offer(failure.trial.offer_line("write", place, digits)))
}

/// `five users`, `a million users`, `twice 5 GB`
fn number(failure: &Failure) -> Option<Diagnostic> {
    const NUMBERS: [(&str, &str); 19] = [
        ("a", "1"),
        ("an", "1"),
        ("one", "1"),
        ("two", "2"),
        ("three", "3"),
        ("four", "4"),
        ("five", "5"),
        ("six", "6"),
        ("seven", "7"),
        ("eight", "8"),
        ("nine", "9"),
        ("ten", "10"),
        ("twelve", "12"),
        ("twenty", "20"),
        ("fifty", "50"),
        ("hundred", "100"),
        ("twice", "2 *"),
        ("double", "2 *"),
        ("half", "1/2 of"),
    ];
    let before = failure.before();
    let word = last(before);
    let start = before.len() - word.len();
    let (_, digits) = NUMBERS.iter().find(|one| one.0.eq_ignore_ascii_case(word))?;
    let is_first = begins_operand(&before[..start]);
    let is_factor = digits.len() > 2;
    let token = failure.token();
    let is_counted = if is_factor { starts_number(token) } else { is_word(token) };
    if !is_first || !is_counted {
        return None;
    }
    let error = failure.error("numbers are written in digits", start..before.len(), "");
    Some(error.maybe_offer(failure.trial.offer_line("write", start..before.len(), digits)))
}

/// `10 mod 3`, `10 % 3`
fn remainder(failure: &Failure) -> Option<Diagnostic> {
    let before = failure.before();
    let (name, left) = match (failure.token(), last(before)) {
        (name @ ("mod" | "modulo" | "rem" | "%"), _) => (name, before),
        (_, name @ ("mod" | "modulo" | "rem" | "%")) => (name, before[..before.len() - name.len()].trim_end()),
        _ => return None,
    };
    let name_at = left.len() + failure.text[left.len()..].find(name)?;
    let right_at = skip_spaces(failure.text, name_at + name.len());
    let right = &failure.text[right_at..];
    let (dividend, length) = (operand_before(left), operand_after(right));
    let is_operand = right.starts_with(|letter: char| is_letter(letter) || matches!(letter, '(' | '$' | '.'));
    if dividend.is_empty() || length == 0 || !is_operand {
        return None;
    }
    let [a, b] = [left[dividend.clone()].trim_end(), &right[..length]];
    let is_share = name == "%" && left.ends_with(|letter: char| letter.is_ascii_digit());
    // A percentage beside a word or a unit is a share, and seldom a remainder.
    if is_share && !is_number(first(right)) && !right.starts_with('(') || is_share && !is_number(b) {
        return None;
    }
    // A sign binds tighter.
    let outside = left[..dividend.start].trim_end();
    let start = outside.strip_suffix('-').filter(|left| left.is_empty() || left.ends_with(['(', '=']));
    let start = start.map_or(dividend.start, str::len);
    let a = if start == dividend.start { a } else { left[start..dividend.end].trim() };
    let place = start..right_at + length;
    let error =
        failure.error("a remainder is the result of `mod`", name_at..name_at + name.len(), "between two values");
    let error = error.maybe_offer(failure.trial.offer("write", place, &format!("mod({a}, {b})")));
    let share = is_share.then(|| failure.trial.offer_line("for a share, write", name_at..right_at, "% of "));
    Some(error.maybe_offer(share.flatten()))
}

/// `10 plus 3`, `5 GB times 3`, `x squared`
fn operator(failure: &Failure) -> Option<Diagnostic> {
    const SIGNS: [(&str, &str); 20] = [
        ("multiplied by", "*"),
        ("divided by", "/"),
        ("raised to the power of", "^"),
        ("to the power of", "^"),
        ("is equal to", "=="),
        ("equals", "=="),
        ("less than", "<"),
        ("less", "-"),
        ("more than", ">"),
        ("greater than", ">"),
        ("at least", ">="),
        ("at most", "<="),
        ("plus or minus", "+-"),
        ("plus", "+"),
        ("minus", "-"),
        ("times", "*"),
        ("over", "/"),
        ("at", "*"),
        ("as", "->"),
        ("into", "->"),
    ];
    let text = failure.text;
    let squared = [("squared", "^2"), ("cubed", "^3")].into_iter().find(|one| one.0 == failure.token());
    if let Some((word, power)) = squared
        && !failure.before().is_empty()
    {
        let over = failure.before().len()..failure.at + word.len();
        let error = failure.error("a power is written with `^`", failure.token_range(), "");
        let last = last(failure.before());
        let from = failure.before().len() - last.len();
        let place = from..over.end;
        return Some(error.maybe_offer(failure.trial.offer("write", place, &format!("{last}{power}"))));
    }
    // The grammar may have taken the first word as a unit.
    let before = failure.before();
    let taken = before.len() - last(before).len();
    let (at, (words, sign)) = [failure.at, taken].into_iter().find_map(|at| {
        let found = SIGNS.iter().find(|one| {
            let behind = text[at..].strip_prefix(one.0);
            behind.is_some_and(|behind| behind.starts_with(' ')) && !text[..at].trim().is_empty()
        })?;
        Some((at, *found))
    })?;
    let end = at + words.len();
    let is_conversion = sign == "->";
    let value = text[end..].trim_start();
    if is_conversion && !is_word(first(value)) || !text[..at].ends_with(' ') {
        return None;
    }
    let error = failure.error(format!("`{words}` is written as a sign"), at..end, "");
    // `1 TB at 1 Gbps` asks how long it takes, `1M users at 10 KB` how much it is.
    let is_speed = words == "at" && ["bps", "B/s", "bit/s", "b/s"].iter().any(|rate| value.trim_end().ends_with(rate));
    let duration = is_speed.then(|| failure.trial.offer_line("for the time it takes, write", at..end, "/")).flatten();
    let verb = if is_speed { "for so much of each, write" } else { "write" };
    let offer = failure.trial.offer_line(verb, at..end, sign);
    (duration.is_some() || offer.is_some()).then(|| error.maybe_offer(duration).maybe_offer(offer))
}

/// `between 5 and 10 GB`, `from 5 to 10 GB`
fn between(failure: &Failure) -> Option<Diagnostic> {
    let text = failure.text;
    let (word, sign) = [("between", " and "), ("from", " to ")].into_iter().find(|one| text.contains(one.0))?;
    let at = text.find(word)?;
    let low = text[at + word.len()..].trim_start();
    let low_at = text.len() - low.len();
    if failure.at < at || failure.at > low_at || !starts_number(low.trim_start_matches('$')) {
        return None;
    }
    let (low, rest) = low.split_once(sign)?;
    let high = &rest[..operand_after(rest)];
    let end = low_at + low.len() + sign.len() + high.len();
    let error = failure.error("a range is two values with `to` between them", at..at + word.len(), "");
    Some(error.maybe_offer(failure.trial.offer("write", at..end, &format!("{low} to {high}"))))
}

/// `what is 5 GB * 3?`, `about 10 KB`, `calculate 5 GB * 3`
fn request(failure: &Failure) -> Option<Diagnostic> {
    const REQUESTS: [&str; 14] = [
        "give me",
        "what is",
        "what's",
        "whats",
        "how much is",
        "how many is",
        "calculate",
        "compute",
        "convert",
        "show",
        "print",
        "evaluate",
        "calc",
        "eval",
    ];
    const ABOUT: [&str; 9] =
        ["about", "approximately", "approx.", "approx", "roughly", "around", "circa", "ca.", "nearly"];
    let text = failure.text;
    let start = skip_spaces(text, 0);
    let lower = text.to_ascii_lowercase();
    let begins = |word: &&&str| lower[start..].strip_prefix(**word).is_some_and(|rest| rest.starts_with(' '));
    if let Some(words) = REQUESTS.iter().find(begins) {
        let end = start + words.len();
        let value = text[end..].trim().trim_end_matches(['?', '.', ' ']);
        let error = failure.error("write only what is to be calculated", start..end, "");
        return Some(error.maybe_offer(failure.trial.offer("such as", start..text.len(), value)));
    }
    // `about 10 KB`, at the start or between two operands.
    let before = failure.before();
    let word = last(before);
    let word_at = before.len() - word.len();
    let known = |word: &str| ABOUT.contains(&word.to_ascii_lowercase().as_str());
    let (word, at) = if known(word) { (word, word_at) } else { (failure.token(), failure.at) };
    let at_value = text[at + word.len()..].trim_start();
    let is_value = starts_number(at_value.trim_start_matches(['$', '~']));
    if !known(word) || !is_value {
        return None;
    }
    let value_at = text.len() - at_value.len();
    let value = &at_value[..operand_after(at_value)];
    let error = failure.error(format!("`{word}` is no part of a number"), at..at + word.len(), "");
    Some(error.maybe_offer(failure.trial.offer("write", at..value_at + value.len(), &format!("~{value}"))))
}

//! Two words, numbers or brackets with nothing between them; what was meant depends on what they are.

use std::ops::Range;

use super::words::{
    first, is_keyword, is_number, is_plural, is_word, last, looks_like_unit, measure_the_same, skip_spaces,
    starts_number,
};
use super::{Diagnostic, Expected, Failure};
use crate::syntax::number::is_suffix;

pub(super) fn explain(failure: &Failure) -> Option<Diagnostic> {
    let (before, token) = (failure.before(), failure.token());
    let is_value = token.starts_with(|letter: char| letter.is_alphanumeric() || "_($€£¥₹".contains(letter));
    if before.is_empty() || !is_value {
        return (before.is_empty() && is_keyword(token)).then(|| keyword(failure));
    }
    if is_keyword(token) {
        return Some(keyword(failure));
    }
    if matches!(failure.expected, Expected::Word(_)) {
        return None;
    }
    let pair = Pair::new(failure);
    pair.capitals()
        .or_else(|| pair.multiplier())
        .or_else(|| pair.currency())
        .or_else(|| pair.times())
        .or_else(|| pair.arguments())
        .or_else(|| pair.share())
        .or_else(|| pair.bracket())
        .or_else(|| pair.numbers())
        .or_else(|| pair.words())
        .or_else(|| Some(pair.otherwise()))
}

/// A word of the language where it does not fit.
fn keyword(failure: &Failure) -> Diagnostic {
    let token = failure.token();
    if let Expected::Word(what) = failure.expected {
        return failure.error(format!("{what} was expected before `{token}`"), failure.token_range(), "");
    }
    let error = failure.error(format!("`{token}` does not fit here"), failure.token_range(), "");
    let text = failure.text;
    let end = skip_spaces(text, failure.at + token.len());
    let without = failure.trial.offer_line("leave it out:", failure.at..end, "");
    let before = failure.before();
    if before.is_empty() && !text[end..].starts_with(|letter: char| letter.is_ascii_digit() || "($".contains(letter)) {
        return error;
    }
    let start = skip_spaces(text, 0);
    // `5 to to`: both of them.
    let earlier = before[..before.len() - last(before).len()].trim();
    let both = || failure.trial.offer("leave it out:", start..text.len(), earlier);
    error.maybe_offer(without.or_else(|| is_keyword(last(before)).then(both).flatten()))
}

/// What stands side by side, and what stands before.
struct Pair<'f, 't> {
    failure: &'f Failure<'t>,
    /// The word before the gap.
    previous: &'t str,
    /// Where it starts.
    at: usize,
    /// The word before that one.
    earlier: &'t str,
    /// Where that starts.
    earlier_at: usize,
    /// The word after the gap.
    token: &'t str,
}

impl<'f, 't> Pair<'f, 't> {
    fn new(failure: &'f Failure<'t>) -> Self {
        let before = failure.before();
        let previous = last(before);
        let at = before.len() - previous.len();
        let rest = before[..at].trim_end();
        let earlier = last(rest);
        Self { failure, previous, at, earlier, earlier_at: rest.len() - earlier.len(), token: failure.token() }
    }

    fn error(&self, message: impl Into<String>, label: &str) -> Diagnostic {
        let end = self.failure.at + self.token.len();
        self.failure.error(message, self.at..end, label)
    }

    fn offer(&self, lead: &str, over: Range<usize>, text: &str) -> Option<crate::diagnostic::Offer> {
        self.failure.trial.offer(lead, over, text)
    }

    /// The gap between the two.
    fn gap(&self) -> Range<usize> {
        self.failure.before().len()..self.failure.at
    }

    /// `5 TO 10`, `20% OF 50`
    fn capitals(&self) -> Option<Diagnostic> {
        let words = [(self.at, self.previous), (self.failure.at, self.token)];
        let is_capital = |word: &str| is_keyword(&word.to_lowercase()) && !is_keyword(word);
        let &(at, word) = words.iter().find(|one| is_capital(one.1))?;
        let error =
            self.failure.error("the words of the language are written in small letters", at..at + word.len(), "");
        Some(error.maybe_offer(self.offer("write", at..at + word.len(), &word.to_lowercase())))
    }

    /// `5m users`, `5 M users`, `1B users`, `3 crore users`
    fn multiplier(&self) -> Option<Diagnostic> {
        const WORDS: [(&str, f64, &str); 17] = [
            ("m", 1.0, "M"),
            ("mm", 1.0, "M"),
            ("MM", 1.0, "M"),
            ("mn", 1.0, "M"),
            ("mil", 1.0, "M"),
            ("mill", 1.0, "M"),
            ("mio", 1.0, "M"),
            ("b", 1.0, "bn"),
            ("B", 1.0, "bn"),
            ("bil", 1.0, "bn"),
            ("bln", 1.0, "bn"),
            ("t", 1.0, "T"),
            ("crore", 10.0, "M"),
            ("lakh", 100.0, "k"),
            ("lac", 100.0, "k"),
            ("hundred", 100.0, ""),
            ("dozen", 12.0, ""),
        ];
        let tight = self.previous.trim_start_matches(|letter: char| letter.is_ascii_digit() || "._".contains(letter));
        let (number, word, start) = match self.previous.len() - tight.len() {
            0 if is_number(self.earlier) => (self.earlier, self.previous, self.earlier_at),
            0 => return None,
            length => (&self.previous[..length], tight, self.at),
        };
        let known = WORDS.iter().find(|one| one.0 == word || one.0 == word.trim_end_matches('s') && word.len() > 3);
        let suffix = is_suffix(word).then_some((1.0, word));
        let (factor, suffix) = known.map(|one| (one.1, one.2)).or(suffix)?;
        if !is_word(first(self.token)) {
            return None;
        }
        let value = number.replace('_', "").parse::<f64>().ok()? * factor;
        let written = if factor == 1.0 { number.to_owned() } else { format!("{value}") };
        let end = self.failure.before().len();
        let (message, label, lead) = match (suffix, word) {
            ("bn", "B") => {
                ("`B` is bytes, never a billion".to_owned(), "bytes of what?", "if billions are meant, write")
            }
            ("bn", "b") => ("`b` is bits, never a billion".to_owned(), "bits of what?", "if billions are meant, write"),
            (_, "m" | "t") => (format!("`{word}` after a number is no multiplier"), "", "if it is meant so, write"),
            _ if is_suffix(word) => (format!("`{word}` belongs to the number"), "", "write"),
            _ => (format!("`{word}` is no word for a number here"), "", "write"),
        };
        let lead = if word == "m" { "if millions are meant, write" } else { lead };
        let text = format!("{written}{suffix} {}", self.token);
        let minutes =
            (word == "m").then(|| self.offer("or, for minutes,", start..end, &format!("{number} min"))).flatten();
        let offer = self.offer(lead, start..self.failure.at + self.token.len(), &text);
        Some(self.error(message, label).maybe_offer(offer).maybe_offer(minutes))
    }

    /// `USD 5`
    fn currency(&self) -> Option<Diagnostic> {
        const CODES: [&str; 10] = ["USD", "EUR", "GBP", "JPY", "INR", "CHF", "CAD", "AUD", "CNY", "SEK"];
        if !CODES.contains(&self.previous) || !starts_number(self.token) {
            return None;
        }
        let place = self.at..self.failure.at + self.token.len();
        let error = self.failure.error(format!("`{}` stands behind its number", self.previous), place.clone(), "");
        Some(error.maybe_offer(self.offer("write", place, &format!("{} {}", self.token, self.previous))))
    }

    /// `5 GB x3`
    fn times(&self) -> Option<Diagnostic> {
        let factor = self.token.strip_prefix(['x', 'X']).filter(|factor| is_number(factor))?;
        let error = self.error(format!("`{}` is a name", self.token), "a factor?");
        let place = self.failure.at..self.failure.at + self.token.len();
        Some(error.maybe_offer(self.failure.trial.offer_line("to multiply, write", place, &format!("* {factor}"))))
    }

    /// `max(1 2)`: no comma between two arguments.
    fn arguments(&self) -> Option<Diagnostic> {
        let text = self.failure.text;
        let mut open = Vec::new();
        for (at, letter) in text[..self.failure.at].char_indices() {
            match letter {
                '(' => open.push(at),
                ')' => drop(open.pop()),
                _ => {}
            }
        }
        let is_value = starts_number(self.token) || self.token == "(";
        let &bracket = open.last().filter(|&&at| is_value && crate::syntax::grouping::is_call(text, at))?;
        let error = self.error("arguments are separated by commas", "nothing between them");
        let call = text[bracket..].find(')').map_or(text.len(), |length| bracket + length + 1);
        let name = last(&text[..bracket]);
        let from = bracket - name.len();
        let written =
            format!("{}, {}", &text[from..self.gap().start], &text[self.failure.at..call.max(self.failure.at)]);
        self.offer("write", from..call.max(self.failure.at), &written).map(|offer| error.offer(offer))
    }

    /// `20% reads`
    fn share(&self) -> Option<Diagnostic> {
        if self.previous != "%" {
            return None;
        }
        let number = last(&self.failure.before()[..self.at]);
        let start = self.at - number.len();
        let end = self.failure.at + super::words::operand_after(self.failure.rest()).max(self.token.len());
        let of = &self.failure.text[self.failure.at..end];
        let error = self.failure.error("a share is taken with `of`", start..self.failure.at + self.token.len(), "");
        let error = error.maybe_offer(self.offer("write", start..end, &format!("{number}% of {of}")));
        Some(error.maybe_offer(self.without_words("without the word:")))
    }

    /// `2(3 + 4)`, `(2)(3)`, `5 GB (3 + 4)`
    fn bracket(&self) -> Option<Diagnostic> {
        let (open, close) = (self.token == "(", self.previous == ")");
        if !open && !close {
            return None;
        }
        let error = self.error(
            format!("nothing stands between `{}` and `{}`", self.previous, self.token),
            "two values side by side",
        );
        let end = self.failure.at + super::words::operand_after(self.failure.rest()).max(self.token.len());
        let start = super::words::operand_before(self.failure.before()).start;
        let product =
            format!("{} * {}", &self.failure.text[start..self.gap().start], &self.failure.text[self.failure.at..end]);
        Some(error.maybe_offer(self.offer("to multiply, write", start..end, &product)))
    }

    /// `3 200 GB`, `5 GB 3 TB`
    fn numbers(&self) -> Option<Diagnostic> {
        let money = self.token == "$";
        if !starts_number(self.token) && !money {
            return None;
        }
        let text = self.failure.text;
        let end = self.failure.at + super::words::operand_after(self.failure.rest());
        let right = &text[self.failure.at..end];
        if is_number(self.previous) || starts_number(self.previous) && !is_number(self.token) {
            let error = self.error("two numbers side by side make neither a number nor a product", "two numbers");
            let groups = self.token.len() == 3 && is_number(self.token) && is_number(self.previous);
            let grouped = format!("{}_{right}", self.previous);
            let grouped = groups.then(|| self.offer("for one number, write", self.at..end, &grouped)).flatten();
            let product = self.offer("to multiply, write", self.at..end, &format!("{} * {right}", self.previous));
            return Some(error.maybe_offer(grouped).maybe_offer(product));
        }
        let start = super::words::operand_before(self.failure.before()).start;
        let left = &text[start..self.gap().start];
        let unit = right.split(' ').nth(1).unwrap_or("");
        let error = self.error(format!("nothing stands between `{left}` and `{right}`"), "two values side by side");
        let alike = measure_the_same(self.previous, unit);
        let (lead, sign) = if alike { ("to add them, write", '+') } else { ("to multiply them, write", '*') };
        let offer = self.offer(lead, start..end, &format!("{left} {sign} {right}"));
        // `dau 5M users`
        let is_name = is_word(self.previous) && left.trim() == self.previous && text[..start].trim().is_empty();
        let define = is_name.then(|| self.offer("to define it, write", self.gap(), " = ")).flatten();
        let define = define.and_then(|_| self.failure.trial.offer_line("to define it, write", self.gap(), " = "));
        Some(error.maybe_offer(define).maybe_offer(offer))
    }

    /// `90 days retention`, `1000 concurrent sessions`: words that only describe.
    fn words(&self) -> Option<Diagnostic> {
        if !is_word(self.token) {
            return None;
        }
        let is_counted = starts_number(self.earlier)
            || self.failure.text[..self.at].trim_end().ends_with(['/', '%'])
            || starts_number(self.previous);
        let is_below = self.failure.text[..self.at].ends_with(['/', '·']) || self.earlier == "per";
        if !is_counted
            && !is_below
            && !matches!(self.earlier, "million" | "billion" | "thousand" | "->" | "in" | "to" | ">")
        {
            return None;
        }
        if matches!(self.previous, "a" | "an" | "the" | "each" | "one") {
            let error = self.error(format!("`{}` is no part of the unit", self.previous), "");
            return Some(error.maybe_offer(self.failure.trial.offer_line(
                "leave it out:",
                self.at..self.failure.at,
                "",
            )));
        }
        let (dropped, offer) = self.dropped_words()?;
        let noun = if dropped.contains(' ') { "are no part" } else { "is no part" };
        let error = self.failure.error(
            format!("`{dropped}` {noun} of the unit"),
            self.at..self.failure.at + self.token.len(),
            "",
        );
        Some(error.offer(offer))
    }

    /// The line without words that only describe.
    fn without_words(&self, lead: &str) -> Option<crate::diagnostic::Offer> {
        let (start, end) = (self.gap().start, self.failure.at + self.token.len());
        is_word(self.token).then(|| self.failure.trial.offer_line(lead, start..end, "")).flatten()
    }

    /// The words that only describe, and the line without them: those in front of the plural word that is counted, or
    /// those behind a unit.
    fn dropped_words(&self) -> Option<(String, crate::diagnostic::Offer)> {
        let text = self.failure.text;
        let words = self.words_from_here();
        let &last = words.last()?;
        let end_of = |word: &str| word.as_ptr() as usize - text.as_ptr() as usize + word.len();
        let counted = words.iter().rposition(|word| is_plural(word) || looks_like_unit(word));
        let behind = || {
            let place = self.gap().start..end_of(last);
            let dropped = text[self.failure.at..end_of(last)].to_owned();
            Some((dropped, self.failure.trial.offer_line("without it, the line is", place, "")?))
        };
        match counted {
            Some(index) if !looks_like_unit(self.previous) && is_word(self.previous) => {
                let start = end_of(words[index]) - words[index].len();
                let dropped = text[self.at..start].trim_end().to_owned();
                let offer = self.failure.trial.offer_line("without it, the line is", self.at..start, "");
                offer.map(|offer| (dropped, offer)).or_else(behind)
            }
            _ => behind(),
        }
    }

    /// The words in a row that begin with the one that was refused.
    fn words_from_here(&self) -> Vec<&'t str> {
        let mut words = Vec::new();
        let mut rest = self.failure.rest();
        loop {
            let word = first(rest);
            let is_product = word == "x" && rest.len() > word.len();
            if !is_word(word) || is_keyword(word) || is_product {
                return words;
            }
            words.push(word);
            let after = &rest[word.len()..];
            rest = after.trim_start_matches([' ', '-']);
            if rest.len() == after.len() {
                return words;
            }
        }
    }

    /// `foo bar`
    fn otherwise(&self) -> Diagnostic {
        let (previous, token) = (self.previous, self.token);
        let error = self.error(format!("nothing stands between `{previous}` and `{token}`"), "two values side by side");
        let end = self.failure.at + token.len();
        let product = self.offer("to multiply, write", self.at..end, &format!("{previous} * {token}"));
        let is_unit = starts_number(self.earlier);
        let name = (is_word(previous) && is_word(token) && !is_unit)
            .then(|| self.offer("for one name, write", self.at..end, &format!("{previous}_{token}")));
        error.maybe_offer(product).maybe_offer(name.flatten())
    }
}

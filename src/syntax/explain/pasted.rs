//! Signs that come along when a line is pasted: quotation marks, bullets, fences, brackets of other languages, signs that
//! nobody sees.

use super::words::{is_letter, skip_spaces, starts_number};
use super::{Diagnostic, Failure};

/// Signs that stand in front of a line of a list or of a quotation.
const BULLETS: [char; 17] = ['•', '*', '-', '–', '—', '>', '·', '▪', '◦', '‣', '●', '○', '✓', '✔', '☐', '→', '|'];
/// Signs that stand around a line, or around a word of it.
const QUOTES: [char; 12] = ['"', '\'', '`', '“', '”', '„', '‘', '’', '«', '»', '‹', '›'];

pub(super) fn explain(failure: &Failure) -> Option<Diagnostic> {
    invisible(failure)
        .or_else(|| fence(failure))
        .or_else(|| quotation_marks(failure))
        .or_else(|| bullet(failure))
        .or_else(|| closing_sign(failure))
        .or_else(|| remark(failure))
        .or_else(|| sign_of_another_language(failure))
}

/// A zero-width space, a mark of the byte order, a soft hyphen; or a space or a hyphen that is not the plain one.
fn invisible(failure: &Failure) -> Option<Diagnostic> {
    let plain = |letter: char| match letter {
        '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}' | '\u{202a}'..='\u{202e}' | '\u{fe0f}' => Some(""),
        '\u{2000}'..='\u{200a}' | '\u{205f}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some(" "),
        '\u{2010}' | '\u{2011}' | '\u{2012}' | '\u{fe63}' => Some("-"),
        _ => None,
    };
    let letter = failure.rest().chars().next()?;
    let instead = plain(letter)?;
    let mut line = String::new();
    for letter in failure.text.chars() {
        match plain(letter) {
            Some(instead) => line.push_str(instead),
            None => line.push(letter),
        }
    }
    let what = match instead {
        "-" => format!("`{letter}` is not the plain `-`"),
        " " => format!("a space (U+{:04X}) that is not the plain one", u32::from(letter)),
        _ => format!("a character that cannot be seen (U+{:04X})", u32::from(letter)),
    };
    let whole = 0..failure.text.len();
    Some(failure.error(what, failure.token_range(), "here").maybe_offer(failure.trial.offer(
        "write",
        whole,
        line.trim(),
    )))
}

/// A line of Markdown that begins or ends a block of code.
fn fence(failure: &Failure) -> Option<Diagnostic> {
    let text = failure.text.trim();
    let fence = ["```", "~~~"].into_iter().find(|fence| text.starts_with(fence))?;
    let inside = text.trim_matches(['`', '~']).trim();
    let is_bare = inside.chars().all(is_letter);
    let diagnostic =
        failure.error(format!("{fence} is a fence of Markdown and no part of an estimate"), failure.token_range(), "");
    Some(if is_bare {
        diagnostic.help("leave this line out")
    } else {
        diagnostic.maybe_offer(failure.trial.offer("leave it out:", 0..failure.text.len(), inside))
    })
}

/// `“5 GB”`, `'5 GB'`, `**5 GB**`
fn quotation_marks(failure: &Failure) -> Option<Diagnostic> {
    let letter = failure.rest().chars().next()?;
    let is_grouping = failure.before().ends_with(|before: char| before.is_ascii_digit())
        && starts_number(&failure.rest()[letter.len_utf8()..]);
    let bold = failure.text.trim().strip_prefix("**").and_then(|text| text.strip_suffix("**"));
    if let Some(inside) = bold {
        let error = failure.error("`**` is Markdown for bold letters", failure.token_range(), "");
        return Some(error.maybe_offer(failure.trial.offer("leave it out:", 0..failure.text.len(), inside.trim())));
    }
    if !QUOTES.contains(&letter) || is_grouping {
        return None;
    }
    let bare: String = failure.text.chars().filter(|letter| !QUOTES.contains(letter)).collect();
    let error = failure.error("quotation marks are no part of an estimate", failure.token_range(), "");
    Some(error.maybe_offer(failure.trial.offer("leave them out:", 0..failure.text.len(), bare.trim())))
}

/// `• 5 GB`, `> 5 GB`, `1. 5 GB`
fn bullet(failure: &Failure) -> Option<Diagnostic> {
    let text = failure.text.trim_start();
    let start = failure.text.len() - text.len();
    let length = text.find(|letter: char| !BULLETS.contains(&letter) && letter != ' ').unwrap_or(text.len());
    let number = text.trim_start_matches(|letter: char| letter.is_ascii_digit());
    let number = number.strip_prefix('.').filter(|rest| rest.starts_with(' ') && number.len() < text.len());
    let length = match number {
        Some(rest)
            if rest.trim_start().starts_with(|letter: char| letter.is_ascii_digit() || "$(~".contains(letter)) =>
        {
            text.len() - rest.trim_start().len()
        }
        None if failure.at < start + length => length,
        _ => return None,
    };
    let marks = text[..length].trim_end();
    // What follows the mark of a list is a calculation, and an operator of several signs is no mark.
    if !text[length..].contains(|letter: char| letter.is_ascii_digit() || letter == '=') {
        return None;
    }
    if text[length..].starts_with(|letter: char| letter.is_ascii_punctuation() && !"($._".contains(letter)) {
        return None;
    }
    let is_arrow = text.starts_with("->");
    // A comparison or an operator that lacks a value says so where nothing else is left.
    let offer = failure.trial.offer("leave it out:", start..failure.text.len(), text[length..].trim())?;
    let lacks_value = !marks.is_ascii() || is_arrow || failure.text[start + length..].is_empty();
    let message = if number.is_some() || lacks_value && !is_arrow {
        format!("`{marks}` in front of the line is no part of an estimate")
    } else {
        format!("a value is missing before `{marks}`")
    };
    Some(failure.error(message, start..start + marks.len(), "").offer(offer))
}

/// `5 GB?`, `5 GB.`, `5 GB,`
fn closing_sign(failure: &Failure) -> Option<Diagnostic> {
    let rest = failure.rest().trim();
    let is_closing = rest.chars().all(|letter| "?!.,:;…\\".contains(letter) || letter == ' ');
    let before = failure.before();
    if !is_closing || rest.is_empty() || before.is_empty() {
        return None;
    }
    let error = failure.error(
        format!("`{rest}` at the end is no part of an estimate"),
        failure.at..failure.at + rest.len(),
        "",
    );
    let start = skip_spaces(failure.text, 0);
    Some(error.maybe_offer(failure.trial.offer("leave it out:", start..failure.text.len(), before.trim_start())))
}

/// `5 GB /* reserved */`
fn remark(failure: &Failure) -> Option<Diagnostic> {
    let text = failure.text;
    let at = text.find("/*")?;
    let inside = text[at + 2..].trim().strip_suffix("*/")?;
    let line = format!("{} # {}", text[..at].trim(), inside.trim());
    let error = failure.error("`/*` begins no remark", at..at + 2, "");
    Some(error.maybe_offer(failure.trial.offer("a remark begins with `#`:", 0..text.len(), &line)))
}

/// `a && b`, `x <> y`, `5 \times 3`, `10 servers @ $50`
fn sign_of_another_language(failure: &Failure) -> Option<Diagnostic> {
    const SIGNS: [(&str, &str, &str); 20] = [
        ("&&", "and", "for conditions that both hold, write"),
        ("&", "+", "to add, write"),
        ("||", "or", "for conditions of which one holds, write"),
        ("<>", "!=", "for what differs, write"),
        ("=/=", "!=", "for what differs, write"),
        ("===", "==", "to compare, write"),
        ("!==", "!=", "for what differs, write"),
        ("=!", "!=", "for what differs, write"),
        ("=<", "<=", "to compare, write"),
        ("\\times", "*", "to multiply, write"),
        ("\\cdot", "*", "to multiply, write"),
        ("\\*", "*", "to multiply, write"),
        ("\\div", "/", "to divide, write"),
        ("\\approx", "==", "to compare, write"),
        ("\\pm", "+-", "for a range, write"),
        ("\\%", "%", "for a percentage, write"),
        ("\\$", "$", "for dollars, write"),
        ("@", "*", "to multiply, write"),
        ("//", "/", "to divide, write"),
        ("!", "not", "for the opposite of a condition, write"),
    ];
    // The grammar takes the first letter of some.
    let at = [failure.at, failure.at.saturating_sub(1)]
        .into_iter()
        .chain(failure.text[..failure.at].ends_with('=').then(|| failure.at.saturating_sub(2)))
        .filter(|&at| failure.text.is_char_boundary(at));
    let (at, (sign, plain, lead)) = at.flat_map(|at| SIGNS.iter().map(move |sign| (at, sign))).find(|(at, sign)| {
        let here = &failure.text[*at..];
        here.starts_with(sign.0) && at + sign.0.len() > failure.at && (sign.0 == "!==" || !here.starts_with("!="))
    })?;
    if *sign == "&" && failure.expected != super::Expected::Operator {
        return None;
    }
    let end = at + sign.len();
    let spaced = |neighbour: Option<char>| neighbour.is_some_and(|letter| !letter.is_whitespace());
    let is_word = plain.starts_with(char::is_alphabetic);
    let left = if is_word && spaced(failure.text[..at].chars().next_back()) { " " } else { "" };
    let right = if is_word && spaced(failure.text[end..].chars().next()) { " " } else { "" };
    let error = failure.error(format!("`{sign}` is no operator"), at..end, "");
    let text = format!("{left}{plain}{right}");
    let text = if left.is_empty() && right.is_empty() { *plain } else { &text };
    let is_remark = *sign == "//" && failure.text[end..].trim_start().starts_with(char::is_alphabetic);
    if is_remark {
        return Some(error.maybe_offer(failure.trial.offer_line("a remark begins with `#`:", at..end, "#")));
    }
    Some(error.maybe_offer(failure.trial.offer(lead, at..end, text)))
}

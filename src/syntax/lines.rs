//! From a text to its lines of code: a line ends at a newline or a `;` outside brackets, and a `#` starts a comment.
//! Inside double quotes both are text; a line that begins with `:` is one command to its end.

use std::ops::Range;

/// A line of code and the comment behind it, as ranges of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The code, without spaces around it; empty if there is only a comment.
    pub code: Range<usize>,
    /// What the comment says.
    pub comment: Option<Range<usize>>,
}

/// The lines of a text that hold code or a comment. Takes time linear in the text.
#[must_use]
pub fn lines(text: &str) -> Vec<Line> {
    let mut found = Vec::new();
    let mut unclosed: Option<Vec<usize>> = None;
    let mut start = 0;
    while start < text.len() {
        let is_unclosed = unclosed.as_ref().is_some_and(|unclosed| unclosed.binary_search(&start).is_ok());
        let end = if is_unclosed { None } else { end_of_statement(text, start) };
        // A bracket that is never closed must not swallow the lines after it.
        let end = end.unwrap_or_else(|| {
            unclosed.get_or_insert_with(|| unclosed_lines(text));
            end_of_part(text, start)
        });
        let line = line(text, start..end);
        if !line.code.is_empty() || line.comment.is_some() {
            found.push(line);
        }
        start = end + 1;
    }
    found
}

/// Whether a text may have more lines than that: each ends at a newline or a `;`.
#[must_use]
pub fn has_more_lines(text: &str, most: usize) -> bool {
    // Most texts are too short for that.
    text.len() > most && text.trim_end().bytes().filter(|byte| matches!(byte, b'\n' | b';')).count() >= most
}

/// The expressions of a list, which commas or `;` outside of brackets separate. A comma between a digit and three more
/// groups a number.
#[must_use]
pub fn listed(text: &str) -> Vec<&str> {
    separated(text).into_iter().filter(|part| !part.is_empty()).collect()
}

/// The same with what is empty between two commas, before the first and behind the last one.
#[must_use]
pub fn separated(text: &str) -> Vec<&str> {
    let mut depth = 0_usize;
    let mut parts = Vec::new();
    let mut start = 0;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'(' => depth += 1,
            b')' => depth = depth.saturating_sub(1),
            b',' if depth == 0 && groups(text, at) => {}
            b',' | b';' if depth == 0 => {
                parts.push(&text[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&text[start..]);
    parts.into_iter().map(str::trim).collect()
}

/// Whether the comma at this byte stands between a digit and a group of three.
fn groups(text: &str, at: usize) -> bool {
    let after = text.as_bytes()[at + 1..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    after == 3 && text[..at].ends_with(|before: char| before.is_ascii_digit())
}

/// Whether a text ends inside an open bracket, so that more may follow.
#[must_use]
pub fn is_open(text: &str) -> bool {
    end_of_statement(text, 0).is_none()
}

fn end_of_line(text: &str, start: usize) -> usize {
    text[start..].find('\n').map_or(text.len(), |length| start + length)
}

/// The next newline, or the next `;` before a comment.
fn end_of_part(text: &str, start: usize) -> usize {
    match text[start..].find(['\n', ';', '#']).map(|length| start + length) {
        Some(at) if text[at..].starts_with('#') => end_of_line(text, at),
        Some(at) => at,
        None => text.len(),
    }
}

/// The newline or `;` outside brackets, or the end of the text; `None` if a bracket is open there.
fn end_of_statement(text: &str, start: usize) -> Option<usize> {
    if text[start..].trim_start_matches([' ', '\t']).starts_with(':') {
        return Some(end_of_line(text, start));
    }
    let (mut depth, mut comment) = (0_usize, false);
    let mut quoted_until = start;
    for (index, byte) in text.bytes().enumerate().skip(start) {
        if index < quoted_until {
            continue;
        }
        match byte {
            b'\n' if depth == 0 => return Some(index),
            b'\n' => comment = false,
            b';' if !comment && depth == 0 => return Some(index),
            b'#' => comment = true,
            b'"' if !comment => quoted_until = end_of_quotation(text, index),
            b'(' if !comment => depth += 1,
            // What it would close is not in this statement: an error of its own line.
            b')' if !comment && depth == 0 => return Some(end_of_part(text, index)),
            b')' if !comment => depth -= 1,
            _ => {}
        }
    }
    (depth == 0).then_some(text.len())
}

/// The byte after a quotation that begins at `start`; if its line does not end it, that after its sign.
fn end_of_quotation(text: &str, start: usize) -> usize {
    let line = &text[start + 1..end_of_line(text, start)];
    line.find('"').map_or(start + 1, |length| start + length + 2)
}

/// Where the comment of a line begins.
fn comment_start(line: &str) -> Option<usize> {
    let mut quoted_until = 0;
    line.bytes().enumerate().find_map(|(index, byte)| {
        if index >= quoted_until && byte == b'"' {
            quoted_until = end_of_quotation(line, index);
        }
        (index >= quoted_until && byte == b'#').then_some(index)
    })
}

/// The starts of lines, and of their parts behind `;`, from which on a bracket stays open to the end of the text, found in
/// one pass from there.
fn unclosed_lines(text: &str) -> Vec<usize> {
    let mut parts = Vec::new();
    let mut start = 0;
    while start < text.len() {
        let end = end_of_part(text, start);
        parts.push(start..end);
        start = end + 1;
    }
    let mut unclosed = Vec::new();
    // How many brackets the parts below close beyond those that they open.
    let mut closed_after = 0_i64;
    for part in parts.into_iter().rev() {
        let code = text[part.clone()].split('#').next().unwrap_or("");
        let opened: i64 = code.bytes().map(|byte| i64::from(byte == b'(') - i64::from(byte == b')')).sum();
        if opened > closed_after {
            unclosed.push(part.start);
        }
        closed_after = (closed_after - opened).max(0);
    }
    unclosed.reverse();
    unclosed
}

fn line(text: &str, range: Range<usize>) -> Line {
    let statement = &text[range.clone()];
    // A comment inside brackets is for the grammar to skip; the last one is the line's own.
    let last_line = statement.rfind('\n').map_or(0, |at| at + 1);
    let hash = comment_start(&statement[last_line..]).map(|at| last_line + at);
    let code = &statement[..hash.unwrap_or(statement.len())];
    let indent = code.len() - code.trim_start().len();
    let code = range.start + indent..range.start + indent + code.trim().len();
    let comment = hash.map(|at| {
        let text = &statement[at + 1..];
        let start = range.start + at + 1 + (text.len() - text.trim_start().len());
        start..start + text.trim().len()
    });
    Line { code, comment }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Vec<(&str, Option<&str>)> {
        lines(text).into_iter().map(|line| (&text[line.code], line.comment.map(|range| &text[range]))).collect()
    }

    #[test]
    fn comments_and_brackets() {
        assert_eq!(
            parts("dau = 5 # public\n\n# note\nx = (1 + # one\n 2) # two\r\ny"),
            [("dau = 5", Some("public")), ("", Some("note")), ("x = (1 + # one\n 2)", Some("two")), ("y", None)]
        );
    }

    #[test]
    fn semicolons_part_statements() {
        assert_eq!(parts("a = 5; a * 2 # b; c\nd"), [("a = 5", None), ("a * 2", Some("b; c")), ("d", None)]);
        assert_eq!(parts(";; 5;"), [("5", None)]);
        assert_eq!(parts(":set month 30 days; x"), [(":set month 30 days; x", None)]);
        assert_eq!(parts("use \"a;b#c\"; 5"), [("use \"a;b#c\"", None), ("5", None)]);
        assert_eq!(parts("5 \" # no; end"), [("5 \"", Some("no; end"))]);
        assert_eq!(parts("max(1; 2); 3"), [("max(1; 2)", None), ("3", None)]);
        assert_eq!(parts("x = (1; y = 2"), [("x = (1", None), ("y = 2", None)]);
        assert_eq!(parts("1); 2"), [("1)", None), ("2", None)]);
    }

    #[test]
    fn lists() {
        assert_eq!(listed("a, max(1, 2); b,"), ["a", "max(1, 2)", "b"]);
        assert_eq!(listed("x * 1,234,567 users, y"), ["x * 1,234,567 users", "y"]);
        assert_eq!(listed("x1, 20,30"), ["x1", "20", "30"]);
    }

    #[test]
    fn an_open_bracket_costs_one_line() {
        assert_eq!(parts("x = (1\ny = 2"), [("x = (1", None), ("y = 2", None)]);
        assert_eq!(parts("x = (1\n(2\n3)\n(4"), [("x = (1", None), ("(2\n3)", None), ("(4", None)]);
        assert_eq!(parts("1)\n(2"), [("1)", None), ("(2", None)]);
        assert!(is_open("max(1,"));
        assert!(!is_open("max(1) # ("));
    }
}

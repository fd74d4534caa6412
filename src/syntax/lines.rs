//! From a text to its lines of code: a line ends at a newline outside brackets, and a `#` starts a comment.

use std::ops::Range;

/// A line of code and the comment behind it, as ranges of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The code, without spaces around it; empty if there is only a comment.
    pub code: Range<usize>,
    /// What the comment says.
    pub comment: Option<Range<usize>>,
}

/// The lines of a text that hold code or a comment.
#[must_use]
pub fn lines(text: &str) -> Vec<Line> {
    let mut found = Vec::new();
    let mut start = 0;
    while start < text.len() {
        // A bracket that is never closed must not swallow the lines after it.
        let end = end_of_statement(text, start).unwrap_or_else(|| end_of_line(text, start));
        let line = line(text, start..end);
        if !line.code.is_empty() || line.comment.is_some() {
            found.push(line);
        }
        start = end + 1;
    }
    found
}

/// Whether a text ends inside an open bracket, so that more may follow.
#[must_use]
pub fn is_open(text: &str) -> bool {
    end_of_statement(text, 0).is_none()
}

fn end_of_line(text: &str, start: usize) -> usize {
    text[start..].find('\n').map_or(text.len(), |length| start + length)
}

/// The newline outside brackets, or the end of the text; `None` if a bracket is open there.
fn end_of_statement(text: &str, start: usize) -> Option<usize> {
    let (mut depth, mut comment) = (0_usize, false);
    for (index, byte) in text.bytes().enumerate().skip(start) {
        match byte {
            b'\n' if depth == 0 => return Some(index),
            b'\n' => comment = false,
            b'#' => comment = true,
            b'(' if !comment => depth += 1,
            b')' if !comment => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    (depth == 0).then_some(text.len())
}

fn line(text: &str, range: Range<usize>) -> Line {
    let statement = &text[range.clone()];
    // A comment inside brackets is for the grammar to skip; the last one is the line's own.
    let last_line = statement.rfind('\n').map_or(0, |at| at + 1);
    let hash = statement[last_line..].find('#').map(|at| last_line + at);
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
    fn an_open_bracket_costs_one_line() {
        assert_eq!(parts("x = (1\ny = 2"), [("x = (1", None), ("y = 2", None)]);
        assert!(is_open("max(1,"));
        assert!(!is_open("max(1) # ("));
    }
}

//! A derivation as one would write it on a whiteboard: each result under the one that it leads to, with lines between.

use super::layout::paragraph;
use crate::document::Node;

/// Lines are not broken narrower than that, however deep they stand.
const NARROWEST: usize = 24;
/// The space between a result and its reason.
const GAP: usize = 3;

/// A result and all that it comes from, at most `width` columns wide where that is not very deep.
pub(super) fn text(node: &Node, width: usize) -> String {
    let mut text = String::new();
    write(node, ("", ""), width, &mut text);
    text
}

/// Writes a result and what lies below it; the prefixes are those of its first line and of all others.
fn write(node: &Node, (first, rest): (&str, &str), width: usize, text: &mut String) {
    let functions = node.functions.len();
    let count = functions + node.uses.len();
    let bar = if count == 0 || rest.is_empty() { rest.to_owned() } else { format!("{rest}│") };
    let room = width.saturating_sub(rest.chars().count()).max(NARROWEST);
    for (index, line) in reasoned(lines(node, room), &node.why, room).into_iter().enumerate() {
        let line = if index == 0 {
            format!("{first}{line}")
        } else if bar.len() > rest.len() {
            // The bar takes the place of the first space.
            format!("{bar}{}", line.get(1..).unwrap_or_default())
        } else {
            format!("{rest}{line}")
        };
        text.push_str(line.trim_end());
        text.push('\n');
    }
    let branch = |index: usize| if index + 1 == count { ("└─ ", "   ") } else { ("├─ ", "│  ") };
    for (index, function) in node.functions.iter().enumerate() {
        let (first, other) = branch(index);
        for (index, line) in paragraph(function, room.saturating_sub(3).max(NARROWEST)).lines().enumerate() {
            text.extend([rest, if index == 0 { first } else { other }, line, "\n"]);
        }
    }
    for (index, node) in node.uses.iter().enumerate() {
        let (first, other) = branch(functions + index);
        write(node, (&format!("{rest}{first}"), &format!("{rest}{other}")), width, text);
    }
}

/// The steps from the formula to the result, the first with the name before it, at most `room` columns wide.
fn lines(node: &Node, room: usize) -> Vec<String> {
    let name = if node.name.is_empty() { String::new() } else { format!("{} = ", node.name) };
    let mark = &node.mark;
    let one = format!("{name}{}{mark}", node.steps.join(" = "));
    if (node.is_short || node.steps.len() == 1) && one.chars().count() <= room {
        return vec![one];
    }
    let length = name.chars().count().saturating_sub(2);
    // Under a long name there would be no room beside it.
    let indent = " ".repeat(if length > room / 2 { 4 } else { length });
    let mut lines = Vec::new();
    for (index, step) in node.steps.iter().enumerate() {
        let lead = if index == 0 { name.clone() } else { format!("{indent}= ") };
        let wrapped = paragraph(step, room.saturating_sub(lead.chars().count()).max(NARROWEST));
        for (index, line) in wrapped.lines().enumerate() {
            lines.push(if index == 0 { format!("{lead}{line}") } else { format!("{indent}  {line}") });
        }
    }
    if let Some(last) = lines.last_mut() {
        last.push_str(mark);
    }
    lines
}

/// The lines with the reason behind them, or below them where it is too long for that.
fn reasoned(mut lines: Vec<String>, why: &str, room: usize) -> Vec<String> {
    let Some(last) = lines.last_mut().filter(|_| !why.is_empty()) else { return lines };
    if last.chars().count() + GAP + why.chars().count() <= room {
        last.extend([" ".repeat(GAP).as_str(), why]);
        return lines;
    }
    let wrapped = paragraph(why, room.saturating_sub(GAP).max(NARROWEST));
    lines.extend(wrapped.lines().map(|line| format!("{}{line}", " ".repeat(GAP))));
    lines
}

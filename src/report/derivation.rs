//! A derivation as one would write it on a whiteboard: the formula, the formula with values, the result, and below them
//! what the values come from. What is derived from what is found elsewhere.

use std::fmt::Write;

use serde::Serialize;

use super::answer::{assumption, result};
use super::json::Record;
use super::table::paragraph;
use crate::analysis::explain::{Below, Derivation, Part};
use crate::model::{Answer, Answers, Equation, EquationId, Model};
use crate::quantity::display::Formatter;
use crate::reference;
use crate::syntax::tree::{BinaryOperator, Expression, NodeId, NodeKind};

/// Lines are not broken narrower than that, however deep they stand.
const NARROWEST: usize = 24;

/// What derivations are written from: a model and its results.
#[derive(Clone, Copy)]
pub struct Board<'a> {
    /// The equations.
    pub model: &'a Model,
    /// Their results.
    pub answers: &'a Answers,
    /// How quantities are written.
    pub formatter: &'a Formatter<'a>,
}

/// The derivation as a tree of lines, at most `width` columns wide where it is not very deep.
#[must_use]
pub fn render(derivation: &Derivation, board: Board, width: usize) -> String {
    let mut text = String::new();
    let mut is_uncertain = false;
    board.part(&derivation.root, ("", ""), width, &mut text, &mut is_uncertain);
    let mut remarks = Vec::new();
    if derivation.is_cut {
        remarks.push("… marks what goes on deeper than was asked for.".to_owned());
    }
    if is_uncertain {
        remarks.push("An uncertain value stands in a formula as its median, or as what was stated beside its range; an interval is that of the whole result.".to_owned());
    }
    if !derivation.unused.is_empty() {
        let names: Vec<&str> = derivation.unused.iter().filter_map(|&id| board.name(id)).collect();
        remarks.push(format!("Nothing in this model uses {}.", listed(&names)));
    }
    if !remarks.is_empty() {
        text.push('\n');
        text.extend(remarks.iter().map(|remark| paragraph(remark, width)));
    }
    text
}

/// `a, b and c`
fn listed(names: &[&str]) -> String {
    match names {
        [before @ .., last] if !before.is_empty() => format!("{} and {last}", before.join(", ")),
        _ => names.concat(),
    }
}

impl<'a> Board<'a> {
    fn equation(&self, id: EquationId) -> &'a Equation {
        &self.model.equations()[id.index()]
    }

    fn name(&self, id: EquationId) -> Option<&'a str> {
        self.equation(id).name.as_ref().map(|name| name.name.as_str())
    }

    /// Writes an equation and what lies below it; the prefixes are those of its first line and of all others.
    fn part(&self, part: &Part, (first, rest): (&str, &str), width: usize, text: &mut String, is_uncertain: &mut bool) {
        let equation = self.equation(part.id);
        let below = match &part.below {
            Below::Uses(below) => below.as_slice(),
            Below::Above | Below::Deeper => &[],
        };
        let functions = part.functions.len();
        let count = functions + below.len();
        let bar = if count == 0 || rest.is_empty() { rest.to_owned() } else { format!("{rest}│") };
        *is_uncertain |= self.answers.get(part.id).is_some_and(|answer| answer.spread.is_some());
        let room = width.saturating_sub(rest.chars().count()).max(NARROWEST);
        let lines = self.lines(part, room);
        let why = equation.why.as_deref().filter(|_| part.below != Below::Above).unwrap_or_default();
        for (index, line) in reasoned(lines, why, room).into_iter().enumerate() {
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
        for (index, function) in part.functions.iter().enumerate() {
            let (first, other) = branch(index);
            for (index, line) in paragraph(&plain(function), room.saturating_sub(3).max(NARROWEST)).lines().enumerate()
            {
                let _ = writeln!(text, "{rest}{}{line}", if index == 0 { first } else { other });
            }
        }
        for (index, part) in below.iter().enumerate() {
            let (first, other) = branch(functions + index);
            self.part(part, (&format!("{rest}{first}"), &format!("{rest}{other}")), width, text, is_uncertain);
        }
    }

    /// The steps from the formula to the result, the first with the name before it, at most `room` columns wide.
    fn lines(&self, part: &Part, room: usize) -> Vec<String> {
        let (steps, is_short) = self.steps(part);
        let name = self.name(part.id).map_or_else(String::new, |name| format!("{name} = "));
        let mark = match part.below {
            Below::Uses(_) => "",
            Below::Above => "   see above",
            Below::Deeper => "   …",
        };
        let one = format!("{name}{}{mark}", steps.join(" = "));
        if (is_short || steps.len() == 1) && one.chars().count() <= room {
            return vec![one];
        }
        let length = name.chars().count().saturating_sub(2);
        // Under a long name there would be no room beside it.
        let indent = " ".repeat(if length > room / 2 { 4 } else { length });
        let mut lines = Vec::new();
        for (index, step) in steps.iter().enumerate() {
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

    /// The formula, the formula with values and the result, as far as they differ; whether they belong in one line.
    fn steps(&self, part: &Part) -> (Vec<String>, bool) {
        let body = &self.equation(part.id).body;
        let answer = self.answers.get(part.id);
        let is_literal = matches!(body.nodes(), [node] if matches!(node.kind, NodeKind::Quantity { .. }));
        let formula = plain(body.text());
        if part.below == Below::Above {
            return (vec![self.value(part.id)], true);
        }
        if is_literal {
            let uncertain = answer.filter(|answer| answer.spread.is_some());
            let shown = uncertain.map(|answer| assumption(answer, self.formatter).to_string());
            return (vec![shown.unwrap_or(formula)], true);
        }
        let is_renamed = body.nodes().iter().all(|node| matches!(node.kind, NodeKind::Name(_) | NodeKind::Convert(..)));
        let values = self.with_values(body).filter(|_| !is_renamed);
        let is_short = values.is_none();
        let end = answer.map_or_else(|| "no result".to_owned(), |answer| self.shown(part.id, answer));
        let mut steps = vec![formula];
        steps.extend(values);
        steps.push(end);
        steps.dedup();
        (steps, is_short)
    }

    /// A result with how uncertain it is: an assumption in the unit that it is written in.
    fn shown(&self, id: EquationId, answer: &Answer) -> String {
        let is_given = self.name(id).is_some() && self.model.is_given(id);
        if is_given { assumption(answer, self.formatter) } else { result(answer, self.formatter) }.to_string()
    }

    /// A result as it stands in a formula.
    fn value(&self, id: EquationId) -> String {
        let Some(answer) = self.answers.get(id) else { return "–".to_owned() };
        let is_given = self.model.is_given(id);
        if is_given { assumption(answer, self.formatter) } else { result(answer, self.formatter) }.plain()
    }

    /// The formula with the value of each name in its place; `None` if it has no names.
    fn with_values(&self, body: &Expression) -> Option<String> {
        let nodes = body.nodes();
        let mut parents: Vec<Option<NodeId>> = vec![None; nodes.len()];
        for (index, node) in nodes.iter().enumerate() {
            node.kind.operands().for_each(|operand| parents[operand.0 as usize] = Some(NodeId(index as u32)));
        }
        let text = body.text();
        let mut found = Vec::new();
        for (index, node) in nodes.iter().enumerate() {
            let NodeKind::Name(name) = &node.kind else { continue };
            let value = match self.model.find(name.as_str()) {
                Some(id) => self.value(id),
                None => match reference::find(name.as_str()) {
                    Some(found) => found.figure.value.to_owned(),
                    None => continue,
                },
            };
            let place = body.place(node.span)?;
            let at = place.start + text.get(place)?.find(name.as_str())?;
            let range = at..at + name.as_str().len();
            let around = (text[..range.start].chars().next_back(), text[range.end..].chars().next());
            let parent = parents[index].map(|parent| &body.node(parent).kind);
            let needs = around != (Some('('), Some(')')) && needs_brackets(&value, parent, index, around);
            found.push((range, if needs { format!("({value})") } else { value }));
        }
        found.sort_by_key(|(range, _)| range.start);
        let mut written = String::new();
        let mut seen = 0;
        for (range, value) in &found {
            written += text.get(seen..range.start)?;
            written += value;
            seen = range.end;
        }
        (!found.is_empty()).then(|| plain(&(written + &text[seen..])))
    }
}

/// Whether a value would be read as something else in the place of a name: a number and its unit bind tighter than any
/// operator, but a unit goes on after a tight slash, and signs and powers do not follow each other.
fn needs_brackets(value: &str, parent: Option<&NodeKind>, index: usize, around: (Option<char>, Option<char>)) -> bool {
    let has_unit = value.contains([' ', '/', '%']);
    let is_negative = value.starts_with('-');
    match parent {
        Some(NodeKind::Scale(..)) => true,
        Some(NodeKind::Unary(..)) => is_negative,
        Some(NodeKind::Binary { operator: BinaryOperator::Power, left, .. }) if left.0 as usize == index => {
            has_unit || is_negative
        }
        Some(NodeKind::Binary { right, .. }) if right.0 as usize == index && is_negative => true,
        _ => has_unit && (around.0 == Some('/') || around.1 == Some('/')),
    }
}

/// The text on one line.
fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The lines with the reason behind them, or below them where it is too long for that.
fn reasoned(mut lines: Vec<String>, why: &str, room: usize) -> Vec<String> {
    const GAP: usize = 3;
    let Some(last) = lines.last_mut().filter(|_| !why.is_empty()) else { return lines };
    if last.chars().count() + GAP + why.chars().count() <= room {
        let _ = write!(last, "{}{why}", " ".repeat(GAP));
        return lines;
    }
    let wrapped = paragraph(why, room.saturating_sub(GAP).max(NARROWEST));
    lines.extend(wrapped.lines().map(|line| format!("{}{line}", " ".repeat(GAP))));
    lines
}

/// A derivation for programs.
#[derive(Debug, Serialize)]
pub struct DerivationRecord {
    #[serde(flatten)]
    root: PartRecord,
    /// The definitions that nothing uses.
    unused: Vec<String>,
}

#[derive(Debug, Serialize)]
struct PartRecord {
    #[serde(flatten)]
    result: Option<Record>,
    formula: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    with_values: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<String>,
    /// `above` if it has been shown before, `deeper` if it goes on.
    #[serde(skip_serializing_if = "Option::is_none")]
    see: Option<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    functions: Vec<String>,
    uses: Vec<PartRecord>,
}

impl DerivationRecord {
    /// The object for a derivation.
    #[must_use]
    pub fn new(derivation: &Derivation, board: Board) -> Self {
        let unused = derivation.unused.iter().filter_map(|&id| board.name(id)).map(str::to_owned).collect();
        Self { root: PartRecord::new(&derivation.root, board), unused }
    }
}

impl PartRecord {
    fn new(part: &Part, board: Board) -> Self {
        let equation = board.equation(part.id);
        let answer = board.answers.get(part.id);
        let result =
            answer.map(|answer| Record::new(board.name(part.id), answer, board.value(part.id), board.formatter));
        let (see, uses) = match &part.below {
            Below::Uses(below) => (None, below.iter().map(|part| Self::new(part, board)).collect()),
            Below::Above => (Some("above"), Vec::new()),
            Below::Deeper => (Some("deeper"), Vec::new()),
        };
        Self {
            result,
            formula: equation.body.text().to_owned(),
            with_values: board.with_values(&equation.body),
            why: equation.why.clone(),
            see,
            functions: part.functions.iter().map(ToString::to_string).collect(),
            uses,
        }
    }
}

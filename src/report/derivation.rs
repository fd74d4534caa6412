//! A derivation as one would write it on a whiteboard: the formula, the formula with values, the result, and below them
//! what the values come from. What is derived from what is found elsewhere.

use serde::Serialize;

use super::answer::{assumption, result};
use super::json::AnswerRecord;
use crate::analysis::explain::{Below, Derivation, Part};
use crate::analysis::sensitivity::Shares;
use crate::document::{Block, Document, Node};
use crate::model::{Answer, Answers, Equation, EquationId, Model};
use crate::quantity::display::Formatter;
use crate::reference;
use crate::syntax::tree::{BinaryOperator, Expression, NodeId, NodeKind};

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

/// The derivation as a tree, with what is to be said of it.
#[must_use]
pub fn document(derivation: &Derivation, board: Board) -> Document {
    let mut is_uncertain = false;
    let root = board.node(&derivation.root, &mut is_uncertain);
    let mut document = Document { blocks: vec![Block::Tree(root)] };
    document.gap();
    if derivation.is_cut {
        document.paragraph("… marks what goes on deeper than was asked for.");
    }
    if is_uncertain {
        document.paragraph("An uncertain value stands in a formula as its median, or as what was stated beside its range; an interval is that of the whole result.");
    }
    if !derivation.unused.is_empty() {
        let names: Vec<&str> = derivation.unused.iter().filter_map(|&id| board.name(id)).collect();
        document.paragraph(format!("Nothing in this model uses {}.", listed(&names)));
    }
    document
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

    /// An equation and what lies below it.
    fn node(&self, part: &Part, is_uncertain: &mut bool) -> Node {
        let equation = self.equation(part.id);
        *is_uncertain |= self.answers.get(part.id).is_some_and(|answer| answer.spread.is_some());
        let (steps, is_short) = self.steps(part);
        let (mark, below) = match &part.below {
            Below::Uses(below) => ("", below.as_slice()),
            Below::Above => ("   see above", [].as_slice()),
            Below::Deeper => ("   …", [].as_slice()),
        };
        let why = equation.why.as_deref().filter(|_| part.below != Below::Above);
        Node {
            name: self.name(part.id).unwrap_or_default().to_owned(),
            steps,
            is_short,
            mark: mark.to_owned(),
            why: why.unwrap_or_default().to_owned(),
            functions: part.functions.iter().map(|function| plain(function)).collect(),
            uses: below.iter().map(|part| self.node(part, is_uncertain)).collect(),
        }
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
    result: Option<AnswerRecord>,
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
    /// The object for a derivation; `shares` are what the spread of each result comes from.
    #[must_use]
    pub fn new(derivation: &Derivation, board: Board, shares: &Shares) -> Self {
        let unused = derivation.unused.iter().filter_map(|&id| board.name(id)).map(str::to_owned).collect();
        Self { root: PartRecord::new(&derivation.root, board, shares), unused }
    }
}

impl PartRecord {
    fn new(part: &Part, board: Board, shares: &Shares) -> Self {
        let equation = board.equation(part.id);
        let answer = board.answers.get(part.id);
        let record = |answer| AnswerRecord::new(board.name(part.id), answer, board.value(part.id), board.formatter);
        let result = answer.map(|answer| record(answer).with_shares(shares.get(part.id)));
        let (see, uses) = match &part.below {
            Below::Uses(below) => (None, below.iter().map(|part| Self::new(part, board, shares)).collect()),
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

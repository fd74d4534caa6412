//! The two ways to put brackets where a range stands beside an operator: around the range, or around what is beside it.
//! Both are meant as often, so that neither is chosen in silence.

use super::tree::{Expression, Form, NodeId, NodeKind};
use crate::diagnostic::{Diagnostic, Offer, Span};

/// Finds a range literal that an operator is written tight against, such as `2*3 to 4`.
pub(super) fn tight_operator(body: &Expression) -> Option<Diagnostic> {
    let is_literal = |id: NodeId| {
        let node = body.node(id);
        node.form == Form::Piece && matches!(&node.kind, NodeKind::Binary { operator, .. } if operator.is_range())
    };
    body.nodes().iter().find_map(|node| {
        let NodeKind::Binary { operator, at, left, right } = &node.kind else { return None };
        if !operator.is_arithmetic() {
            return None;
        }
        let touches = |id: NodeId| {
            let span = body.node(id).span;
            span.end() == at.start() || at.end() == span.start()
        };
        let range = [*left, *right].into_iter().find(|&id| is_literal(id) && touches(id))?;
        Some(two_readings(body, range))
    })
}

/// The error for a range beside an operator, with both bracketings.
#[must_use]
pub fn two_readings(body: &Expression, range: NodeId) -> Diagnostic {
    let (whole, [outside, inside]) = bracketings(body, range);
    let sign = body.slice(sign(body, range)).to_owned();
    Diagnostic::error(format!("`{sign}` needs brackets beside another operator"))
        .at(whole, "two readings")
        .offer(Offer::write("write", whole, outside).or(whole, inside))
}

/// The whole that a range and the operators beside it make, and its text with brackets around the ends and around the
/// range.
fn bracketings(body: &Expression, range: NodeId) -> (Span, [String; 2]) {
    let mut top = range;
    while let Some(parent) = parent(body, top) {
        top = parent;
    }
    let whole = body.node(top).span;
    let sign = sign(body, range);
    let text = body.slice(whole);
    let place = |at: u32| (at - whole.start()) as usize;
    let (before, after) = (&text[..place(sign.start())], &text[place(sign.end())..]);
    let (inner_start, inner_end) = inner(body, range, whole);
    let (inner_start, inner_end) = (place(inner_start), place(inner_end));
    let bracketed = |end: &str, is_one: bool| if is_one { end.to_owned() } else { format!("({end})") };
    let outside = format!(
        "{} {} {}",
        bracketed(before.trim(), text[..inner_start].trim().is_empty()),
        body.slice(sign),
        bracketed(after.trim(), text[inner_end..].trim().is_empty())
    );
    let inside = format!("{}({}){}", &text[..inner_start], &text[inner_start..inner_end], &text[inner_end..]);
    (whole, [outside, inside])
}

/// The operator that a part is an operand of, without brackets between them.
fn parent(body: &Expression, id: NodeId) -> Option<NodeId> {
    let is_open = |id: NodeId| body.node(id).form != Form::Bracketed;
    let later = body.nodes().iter().enumerate().skip(id.0 as usize + 1);
    let mut parents = later.filter(|(_, node)| node.kind.operands().any(|operand| operand == id));
    let (index, node) = parents.next()?;
    let is_operator = match &node.kind {
        NodeKind::Binary { operator, .. } => operator.is_arithmetic() || operator.is_range(),
        NodeKind::Unary(..) => true,
        _ => false,
    };
    (is_open(id) && is_operator).then_some(NodeId(index as u32))
}

fn sign(body: &Expression, range: NodeId) -> Span {
    match &body.node(range).kind {
        NodeKind::Binary { at, .. } | NodeKind::To { at, .. } => *at,
        _ => body.node(range).span,
    }
}

/// Where the nearest values on both sides of the sign of a range begin and end.
fn inner(body: &Expression, range: NodeId, whole: Span) -> (u32, u32) {
    let node = body.node(range);
    let (left, right) = match &node.kind {
        NodeKind::Binary { left, right, .. } => (*left, Some(*right)),
        NodeKind::To { value, .. } => (*value, None),
        _ => return (node.span.start(), node.span.end()),
    };
    let mut left = left;
    while let (Form::Open, Some(last)) = (body.node(left).form, body.node(left).kind.operands().last()) {
        left = last;
    }
    let start = outer(body, left, whole).start();
    let end = match right {
        Some(mut right) => {
            while let (Form::Open, NodeKind::Binary { left, .. }) = (body.node(right).form, &body.node(right).kind) {
                right = *left;
            }
            outer(body, right, whole).end()
        }
        None => node.span.end(),
    };
    (start, end)
}

/// A part with the brackets around it.
fn outer(body: &Expression, id: NodeId, whole: Span) -> Span {
    let node = body.node(id);
    if node.form != Form::Bracketed {
        return node.span;
    }
    let text = body.slice(whole);
    let place = |at: u32| (at - whole.start()) as usize;
    let (start, end) = (place(node.span.start()), place(node.span.end()));
    let (before, after) = (&text[..start], &text[end..]);
    whole.part(text, before.rfind('(').unwrap_or(start)..after.find(')').map_or(end, |at| end + at + 1))
}

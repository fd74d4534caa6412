//! From text to tree: the grammar's pairs, folded by precedence into nodes.

use std::cell::RefCell;
use std::sync::LazyLock;

use pest::Parser;
use pest::iterators::{Pair, Pairs};
use pest::pratt_parser::{Assoc, Op, PrattParser};

use super::bracketing::tight_operator;
use super::grammar::{Grammar, Rule};
use super::grouping::{could_group, plain};
use super::limits::{check, too_many_signs};
use super::literal;
use super::number::raised;
use super::tree::{
    Argument, BinaryOperator, Expression, Form, Function, Name, Node, NodeId, NodeKind, Spelled, Statement,
    UnaryOperator, UnitExpression,
};
use super::{Origin, explain};
use crate::diagnostic::{Diagnostic, Span};
use crate::limits::{NAME as MAX_NAME, NESTING as MAX_NESTING};

/// Precedences, loosest first.
static PRECEDENCE: LazyLock<PrattParser<Rule>> = LazyLock::new(|| {
    let left = |rule| Op::infix(rule, Assoc::Left);
    PrattParser::new()
        .op(Op::postfix(Rule::convert))
        .op(left(Rule::or))
        .op(left(Rule::and))
        .op(Op::prefix(Rule::not))
        .op(left(Rule::comparison))
        .op(left(Rule::range_to) | left(Rule::plus_minus) | Op::postfix(Rule::to))
        .op(left(Rule::sum))
        .op(left(Rule::product))
        .op(Op::infix(Rule::of, Assoc::Right))
        .op(Op::prefix(Rule::negative) | Op::prefix(Rule::positive))
        .op(Op::infix(Rule::power, Assoc::Right) | Op::postfix(Rule::superscript))
        .op(Op::postfix(Rule::per))
});

/// Parses one line: a definition, a function, a noun, a unit or an expression.
///
/// # Errors
/// Text that is not in the language, or that exceeds a bound of [`super::limits`].
pub fn parse(text: &str, origin: Origin) -> Result<Statement, Diagnostic> {
    check(text, origin)?;
    let plain = &*plain(text);
    let pairs = Grammar::parse(Rule::statement, plain)
        .map_err(|error| explain::explain(&error, text, origin, Rule::statement))?;
    Reader { origin, text }.statement(pairs)
}

/// Parses a line that is still being typed: where it is not in the language yet, nothing is explained, which takes far
/// longer than to see it.
#[must_use]
pub fn parse_unfinished(text: &str) -> Option<Statement> {
    let origin = Origin::default();
    check(text, origin).ok()?;
    let plain = &*plain(text);
    let pairs = Grammar::parse(Rule::statement, plain).ok()?;
    Reader { origin, text }.statement(pairs).ok()
}

/// Parses a line that must be an expression.
///
/// # Errors
/// As [`parse`], and a line that is something else.
pub fn parse_expression(text: &str, origin: Origin) -> Result<Expression, Diagnostic> {
    if is_plain_word(text) {
        let span = origin.span(text, 0..text.len());
        let node = Node { kind: NodeKind::Name(Name::new(text)), span, form: Form::Piece };
        return Ok(Expression::new(vec![node], text, span.start()));
    }
    // Most texts are an expression, and need not be tried as definitions first.
    if check(text, origin).is_ok()
        && let Ok(mut pairs) = Grammar::parse(Rule::lone_expression, &plain(text))
    {
        return Reader { origin, text }.expression(pairs.next().expect("an expression is one rule"));
    }
    match parse(text, origin)? {
        Statement::Expression(expression) => Ok(expression),
        Statement::Definition { name: Spelled { span, .. }, .. }
        | Statement::Function(Function { name: Spelled { span, .. }, .. })
        | Statement::Correlation { names: [Spelled { span, .. }, _], .. }
        | Statement::Labelled { label: Spelled { span, .. }, .. }
        | Statement::Unit { singular: Spelled { span, .. }, .. }
        | Statement::Noun { singular: Spelled { span, .. }, .. } => {
            Err(Diagnostic::error("expected an expression, not a definition")
                .at(span, "defines something")
                .help("write only what stands to the right of `=`"))
        }
    }
}

/// Parses a unit that stands alone, such as `GB/month`.
///
/// # Errors
/// Text that is not written like a unit; whether its words are units is for the model to say.
pub fn parse_unit(text: &str, origin: Origin) -> Result<UnitExpression, Diagnostic> {
    check(text, origin)?;
    let mut pairs = Grammar::parse(Rule::lone_unit, text)
        .map_err(|error| explain::explain(&error, text, origin, Rule::lone_unit))?;
    Ok(Reader { origin, text }.unit(&pairs.next().expect("a lone unit is a target"), false))
}

/// Parses what follows the word `unit` in the declaration of a unit, such as `EUR = 1.08 USD`.
///
/// # Errors
/// Text that is written otherwise.
pub fn parse_unit_definition(text: &str, origin: Origin) -> Result<Statement, Diagnostic> {
    check(text, origin)?;
    let plain = &*plain(text);
    let mut pairs = Grammar::parse(Rule::lone_own_unit, plain)
        .map_err(|error| explain::explain(&error, text, origin, Rule::lone_own_unit))?;
    Reader { origin, text }.own_unit(pairs.next().expect("a unit is one rule"))
}

/// The name that a line means to define, as a value or a function, though the line itself may not be in the language.
#[must_use]
pub fn defined_name(text: &str) -> Option<Name> {
    let name = text.split_once('=')?.0;
    let name = name.split_once('(').map_or(name, |(function, _)| function).trim();
    is_name(name).then(|| Name::new(name))
}

/// Whether a text can be the name of a definition.
#[must_use]
pub fn is_name(text: &str) -> bool {
    text.len() <= MAX_NAME && (is_plain_word(text) || Grammar::parse(Rule::lone_word, text).is_ok())
}

/// Whether a text is a word for sure: of ASCII letters, digits and `_`, and too long or too odd for a keyword. It saves
/// the grammar most of the names that stand alone in a preset.
fn is_plain_word(text: &str) -> bool {
    const LONGEST_KEYWORD: usize = 4;
    let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    (LONGEST_KEYWORD + 1..=MAX_NAME).contains(&text.len())
        && !text.as_bytes()[0].is_ascii_digit()
        && text.bytes().all(is_letter)
}

/// The nodes that have been folded so far.
pub(super) type Nodes = RefCell<Vec<Node>>;

/// A folded part, and where it is written with the brackets around it.
#[derive(Clone, Copy)]
pub(super) struct Part {
    pub(super) id: NodeId,
    outer: Span,
}

/// Folds pairs into nodes with spans of the whole source.
pub(super) struct Reader<'t> {
    pub(super) origin: Origin,
    /// The text as it was written, before signs that group digits were taken out.
    pub(super) text: &'t str,
}

impl<'t> Reader<'t> {
    pub(super) fn span(&self, pair: &Pair<Rule>) -> Span {
        let span = pair.as_span();
        // A rule that ends in an optional part may have consumed spaces before it.
        let text = span.as_str();
        self.origin.span(self.text, span.start()..span.start() + text.trim_end().len())
    }

    /// A pair as it was written.
    pub(super) fn written(&self, pair: &Pair<Rule>) -> &'t str {
        let span = pair.as_span();
        self.text.get(span.start()..span.end()).unwrap_or("")
    }

    pub(super) fn spelled(&self, pair: &Pair<Rule>) -> Spelled {
        Spelled { name: Name::new(pair.as_str().trim_end()), span: self.span(pair) }
    }

    pub(super) fn expression(&self, pair: Pair<Rule>) -> Result<Expression, Diagnostic> {
        let start = pair.as_span().start();
        let whole = self.written(&pair);
        let text = whole.trim();
        let start = start + (whole.len() - whole.trim_start().len());
        let start = self.origin.span(self.text, start..start).start();
        let parts = pair.into_inner();
        // Most parts make one node.
        let nodes = Nodes::new(Vec::with_capacity(parts.len()));
        self.fold(parts, &nodes)?;
        let expression = Expression::new(nodes.into_inner(), text, start);
        match tight_operator(&expression) {
            Some(problem) => Err(problem),
            None => Ok(expression),
        }
    }

    pub(super) fn push(nodes: &Nodes, kind: NodeKind, span: Span, form: Form) -> NodeId {
        let mut nodes = nodes.borrow_mut();
        nodes.push(Node { kind, span, form });
        NodeId(nodes.len() as u32 - 1)
    }

    /// Adds a node of several operands, which may be written in brackets.
    fn operation(nodes: &Nodes, kind: NodeKind, span: Span, form: Form) -> Part {
        Part { id: Self::push(nodes, kind, span, form), outer: span }
    }

    /// Folds the parts of one expression by precedence; the node of the whole comes last.
    fn fold(&self, pairs: Pairs<Rule>, nodes: &Nodes) -> Result<Part, Diagnostic> {
        self.check_depth(pairs.clone())?;
        PRECEDENCE
            .map_primary(|pair| self.primary(pair, nodes))
            .map_prefix(|sign, operand| {
                let operand = operand?;
                let operator = match sign.as_rule() {
                    Rule::negative => UnaryOperator::Negative,
                    Rule::positive => UnaryOperator::Positive,
                    _ => UnaryOperator::Not,
                };
                let span = self.span(&sign).to(operand.outer);
                Ok(Self::operation(nodes, NodeKind::Unary(operator, operand.id), span, Form::Open))
            })
            .map_infix(|left, sign, right| {
                let (left, right) = (left?, right?);
                let operator = binary_operator(&sign);
                let span = left.outer.to(right.outer);
                let at = self.span(&sign);
                let kind = NodeKind::Binary { operator, at, left: left.id, right: right.id };
                Ok(Self::operation(nodes, kind, span, Form::Open))
            })
            .map_postfix(|operand, tail| self.tail(operand?, tail, nodes))
            .parse(pairs)
    }

    /// What follows an operand and belongs to it: a conversion, `per second`, `²`.
    fn tail(&self, operand: Part, tail: Pair<Rule>, nodes: &Nodes) -> Result<Part, Diagnostic> {
        let tail_span = self.span(&tail);
        let span = operand.outer.to(tail_span);
        let (rule, value) = (tail.as_rule(), operand.id);
        if rule == Rule::superscript {
            let exponent = NodeKind::Quantity { value: raised(tail.as_str()), unit: UnitExpression::default() };
            let right = Self::push(nodes, exponent, tail_span, Form::Piece);
            let at = tail_span.before();
            let kind = NodeKind::Binary { operator: BinaryOperator::Power, at, left: value, right };
            return Ok(Self::operation(nodes, kind, span, Form::Open));
        }
        if rule == Rule::per {
            return self.per(operand, tail, nodes);
        }
        let mut parts = tail.into_inner();
        let first = parts.next().expect("a conversion has a unit");
        let at = self.span(&first);
        let unit = if is_keyword(first.as_rule()) { parts.next() } else { Some(first) };
        let target = self.unit(&unit.expect("a conversion has a unit"), false);
        let kind = if rule == Rule::to { NodeKind::To { value, at, target } } else { NodeKind::Convert(value, target) };
        Ok(Self::operation(nodes, kind, span, Form::Open))
    }

    /// `writes per second`, `writes per 10 seconds`
    fn per(&self, operand: Part, tail: Pair<Rule>, nodes: &Nodes) -> Result<Part, Diagnostic> {
        let tail_span = self.span(&tail);
        let span = operand.outer.to(tail_span);
        let (mut count, mut unit) = (None, UnitExpression::default());
        for part in tail.into_inner().filter(|part| part.as_rule() == Rule::per_unit).flat_map(Pair::into_inner) {
            if part.as_rule() == Rule::per_count {
                count = Some(self.per_count(&part)?);
            } else {
                self.push_unit_terms(part, count.is_none(), &mut unit);
            }
        }
        let Some(value) = count else {
            return Ok(Self::operation(nodes, NodeKind::Scale(operand.id, unit), span, Form::Piece));
        };
        let divisor = Self::push(nodes, NodeKind::Quantity { value, unit }, tail_span, Form::Piece);
        let at = tail_span.before();
        let kind = NodeKind::Binary { operator: BinaryOperator::Divide, at, left: operand.id, right: divisor };
        Ok(Self::operation(nodes, kind, span, Form::Piece))
    }

    /// The precedence parser recurses for signs and powers; their chains are bounded here.
    fn check_depth(&self, pairs: Pairs<Rule>) -> Result<(), Diagnostic> {
        let (mut chain, mut negations) = (0, 0);
        for pair in pairs {
            match pair.as_rule() {
                Rule::negative | Rule::positive | Rule::power | Rule::of => chain += 1,
                Rule::not => negations += 1,
                Rule::literal | Rule::signed_literal | Rule::reference | Rule::group | Rule::conditional => {}
                _ => chain = 0,
            }
            if chain + negations > MAX_NESTING {
                return Err(too_many_signs(self.span(&pair)));
            }
        }
        Ok(())
    }

    fn primary(&self, pair: Pair<Rule>, nodes: &Nodes) -> Result<Part, Diagnostic> {
        let span = self.span(&pair);
        let part = |id| Part { id, outer: span };
        match pair.as_rule() {
            Rule::literal | Rule::signed_literal => literal::literal(self, pair, nodes).map(part),
            Rule::reference => self.reference(pair, nodes).map(part),
            Rule::group => {
                let mut parts = pair.into_inner();
                let inner = parts.next().expect("brackets hold an expression");
                let value = self.fold(inner.into_inner(), nodes)?.id;
                nodes.borrow_mut()[value.0 as usize].form = Form::Bracketed;
                let Some(unit) = parts.next() else { return Ok(part(value)) };
                let unit = self.unit(&unit, false);
                Ok(part(Self::push(nodes, NodeKind::Scale(value, unit), span, Form::Piece)))
            }
            Rule::conditional => {
                let parts = pair.into_inner().filter(|part| part.as_rule() == Rule::expression);
                let ids: Vec<_> =
                    parts.map(|part| Ok(self.fold(part.into_inner(), nodes)?.id)).collect::<Result<_, Diagnostic>>()?;
                let [condition, then, otherwise] = ids[..] else { unreachable!("a condition has three parts") };
                let kind = NodeKind::Conditional { condition, then, otherwise };
                Ok(part(Self::push(nodes, kind, span, Form::Open)))
            }
            rule => unreachable!("{rule:?} is no value of the grammar"),
        }
    }

    /// A name, or the call of a function.
    fn reference(&self, pair: Pair<Rule>, nodes: &Nodes) -> Result<NodeId, Diagnostic> {
        let span = self.span(&pair);
        let mut parts = pair.into_inner();
        let function = self.spelled(&parts.next().expect("a reference has a name"));
        let Some(list) = parts.next() else {
            return Ok(Self::push(nodes, NodeKind::Name(function.name), function.span, Form::Piece));
        };
        let call_span = function.span.to(self.span(&list));
        let mut arguments: Vec<Argument> = Vec::new();
        let mut end = None;
        for part in list.into_inner() {
            let mut name = None;
            let place = part.as_span();
            let could_group = end.is_some_and(|end| could_group(self.text, end, place.start()));
            end = Some(place.start() + place.as_str().trim_end().len());
            for inner in part.into_inner() {
                if inner.as_rule() == Rule::word {
                    name = Some(self.spelled(&inner));
                } else {
                    let value = self.fold(inner.into_inner(), nodes)?.id;
                    arguments.push(Argument { name: name.take(), value, could_group });
                }
            }
        }
        let call = Self::push(nodes, NodeKind::Call { function, arguments }, call_span, Form::Piece);
        let Some(unit) = parts.next() else { return Ok(call) };
        let unit = self.unit(&unit, false);
        Ok(Self::push(nodes, NodeKind::Scale(call, unit), span, Form::Piece))
    }
}

/// The parts of a unit that follow the word `unit`, or the part itself.
pub(super) fn flat(part: Pair<Rule>) -> Vec<Pair<Rule>> {
    if part.as_rule() == Rule::worth { part.into_inner().collect() } else { vec![part] }
}

fn is_keyword(rule: Rule) -> bool {
    matches!(rule, Rule::in_word | Rule::to_sign | Rule::per_word)
}

fn binary_operator(sign: &Pair<Rule>) -> BinaryOperator {
    match sign.as_rule() {
        Rule::of => BinaryOperator::Of,
        Rule::power => BinaryOperator::Power,
        Rule::and => BinaryOperator::And,
        Rule::or => BinaryOperator::Or,
        Rule::range_to => BinaryOperator::Range,
        Rule::plus_minus => BinaryOperator::PlusMinus,
        Rule::sum if sign.as_str() == "+" => BinaryOperator::Add,
        Rule::sum => BinaryOperator::Subtract,
        Rule::comparison => match sign.as_str() {
            "<" => BinaryOperator::Less,
            "<=" | "≤" => BinaryOperator::AtMost,
            ">" => BinaryOperator::Greater,
            ">=" | "≥" => BinaryOperator::AtLeast,
            "==" => BinaryOperator::Equal,
            _ => BinaryOperator::Unequal,
        },
        _ if matches!(sign.as_str(), "/" | "÷" | "∕" | "⁄") => BinaryOperator::Divide,
        _ => BinaryOperator::Multiply,
    }
}

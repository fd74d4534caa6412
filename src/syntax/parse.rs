//! From text to tree: the grammar's pairs, folded by precedence into nodes.

use std::borrow::Cow;
use std::cell::RefCell;
use std::sync::LazyLock;

use pest::Parser;
use pest::iterators::{Pair, Pairs};
use pest::pratt_parser::{Assoc, Op, PrattParser};

use super::grammar::{Grammar, Rule};
use super::limits::{MAX_NAME, MAX_NESTING, check};
use super::number::{decimal, number};
use super::tree::{
    Argument, BinaryOperator, Expression, Function, Name, Node, NodeId, NodeKind, Parameter, Spelled, Statement,
    UnaryOperator, UnitExpression, UnitTerm,
};
use super::{Origin, explain};
use crate::diagnostic::{Diagnostic, Span};

/// Precedences, loosest first.
static PRECEDENCE: LazyLock<PrattParser<Rule>> = LazyLock::new(|| {
    let left = |rule| Op::infix(rule, Assoc::Left);
    PrattParser::new()
        .op(Op::postfix(Rule::convert))
        .op(left(Rule::or))
        .op(left(Rule::and))
        .op(Op::prefix(Rule::not))
        .op(left(Rule::less)
            | left(Rule::at_most)
            | left(Rule::greater)
            | left(Rule::at_least)
            | left(Rule::equal)
            | left(Rule::unequal))
        .op(left(Rule::range) | left(Rule::plus_minus))
        .op(left(Rule::of))
        .op(left(Rule::add) | left(Rule::subtract))
        .op(left(Rule::multiply) | left(Rule::divide))
        .op(Op::prefix(Rule::negative) | Op::prefix(Rule::positive))
        .op(Op::infix(Rule::power, Assoc::Right))
        .op(Op::postfix(Rule::per))
});

/// Parses one line: a definition, a function, a noun or an expression.
///
/// # Errors
/// Text that is not in the language, or that exceeds a bound of [`super::limits`].
pub fn parse(text: &str, origin: Origin) -> Result<Statement, Diagnostic> {
    check(text, origin)?;
    let text = &*without_comments(text);
    let mut pairs = Grammar::parse(Rule::statement, text).map_err(|error| explain::explain(&error, text, origin))?;
    let pair = pairs.next().expect("a statement is one of four rules");
    let reader = Reader { origin };
    match pair.as_rule() {
        Rule::noun => Ok(reader.noun(pair)),
        Rule::function => correlation(reader.function(pair)?),
        Rule::definition => {
            let mut parts = pair.into_inner();
            let name = reader.spelled(&parts.next().expect("a definition has a name"));
            let body = reader.expression(parts.next().expect("a definition has a body"))?;
            Ok(Statement::Definition { name, body })
        }
        _ => reader.expression(pair).map(Statement::Expression),
    }
}

/// What is written like a function called `corr` says how two assumptions move together.
fn correlation(function: Function) -> Result<Statement, Diagnostic> {
    if function.name.name.as_str() != "corr" {
        return Ok(Statement::Function(function));
    }
    match function.parameters.as_slice() {
        [Parameter { name: a, default: None }, Parameter { name: b, default: None }] => {
            Ok(Statement::Correlation { names: [a.clone(), b.clone()], value: function.body })
        }
        _ => Err(Diagnostic::error("`corr` is of two assumptions")
            .at(function.name.span, "")
            .help("write `corr(dau, posts) = 0.6`, with the names of two ranges")),
    }
}

/// The text with spaces in place of comments, so that all else keeps its place.
fn without_comments(text: &str) -> Cow<'_, str> {
    if !text.contains('#') {
        return Cow::Borrowed(text);
    }
    let mut blank = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let (code, comment) = line.split_at(line.find('#').unwrap_or(line.len()));
        blank.push_str(code);
        blank.extend(comment.bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }));
    }
    Cow::Owned(blank)
}

/// Parses a line that must be an expression.
///
/// # Errors
/// As [`parse`], and a line that is something else.
pub fn parse_expression(text: &str, origin: Origin) -> Result<Expression, Diagnostic> {
    if is_plain_word(text) {
        let span = origin.span(0..text.len());
        return Ok(Expression::new(vec![Node { kind: NodeKind::Name(Name::new(text)), span }], text, span.start));
    }
    // Most texts are an expression, and need not be tried as definitions first.
    if !text.contains('#')
        && check(text, origin).is_ok()
        && let Ok(mut pairs) = Grammar::parse(Rule::lone_expression, text)
    {
        return Reader { origin }.expression(pairs.next().expect("an expression is one rule"));
    }
    match parse(text, origin)? {
        Statement::Expression(expression) => Ok(expression),
        Statement::Definition { name: Spelled { span, .. }, .. }
        | Statement::Function(Function { name: Spelled { span, .. }, .. })
        | Statement::Correlation { names: [Spelled { span, .. }, _], .. }
        | Statement::Noun { singular: Spelled { span, .. }, .. } => {
            Err(Diagnostic::error("an expression is wanted here, not a definition")
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
    let mut pairs = Grammar::parse(Rule::lone_unit, text).map_err(|error| explain::explain(&error, text, origin))?;
    Ok(Reader { origin }.unit(pairs.next().expect("a lone unit is a target"), false))
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

type Nodes = RefCell<Vec<Node>>;

/// Folds pairs into nodes with spans of the whole source.
struct Reader {
    origin: Origin,
}

impl Reader {
    fn span(&self, pair: &Pair<Rule>) -> Span {
        let span = pair.as_span();
        // A rule that ends in an optional part may have consumed spaces before it.
        let text = span.as_str();
        self.origin.span(span.start()..span.start() + text.trim_end().len())
    }

    fn spelled(&self, pair: &Pair<Rule>) -> Spelled {
        Spelled { name: Name::new(pair.as_str()), span: self.span(pair) }
    }

    fn noun(&self, pair: Pair<Rule>) -> Statement {
        let mut words = pair.into_inner().filter(|part| part.as_rule() == Rule::word);
        let singular = self.spelled(&words.next().expect("a noun has a word"));
        Statement::Noun { singular, plural: words.next().map(|word| self.spelled(&word)) }
    }

    fn function(&self, pair: Pair<Rule>) -> Result<Function, Diagnostic> {
        let text = pair.as_str().trim().into();
        let mut parts = pair.into_inner();
        let name = self.spelled(&parts.next().expect("a function has a name"));
        let mut parameters = Vec::new();
        for part in parts {
            if part.as_rule() == Rule::expression {
                return Ok(Function { name, parameters, body: self.expression(part)?, text });
            }
            let mut words = part.into_inner();
            let name = self.spelled(&words.next().expect("a parameter has a name"));
            let default = words.next().map(|value| self.expression(value)).transpose()?;
            parameters.push(Parameter { name, default });
        }
        unreachable!("the grammar ends a function with its body")
    }

    fn expression(&self, pair: Pair<Rule>) -> Result<Expression, Diagnostic> {
        let nodes = Nodes::new(Vec::with_capacity(8));
        let (whole, start) = (pair.as_str(), pair.as_span().start());
        let text = whole.trim();
        let start = start + (whole.len() - whole.trim_start().len());
        let start = self.origin.span(start..start).start;
        self.fold(pair.into_inner(), &nodes)?;
        Ok(Expression::new(nodes.into_inner(), text, start))
    }

    fn push(nodes: &Nodes, kind: NodeKind, span: Span) -> NodeId {
        let mut nodes = nodes.borrow_mut();
        nodes.push(Node { kind, span });
        NodeId(nodes.len() as u32 - 1)
    }

    /// Folds the parts of one expression by precedence; the node of the whole comes last.
    fn fold(&self, pairs: Pairs<Rule>, nodes: &Nodes) -> Result<NodeId, Diagnostic> {
        self.check_depth(pairs.clone())?;
        let span_of = |id: NodeId| nodes.borrow()[id.0 as usize].span;
        PRECEDENCE
            .map_primary(|pair| self.primary(pair, nodes))
            .map_prefix(|sign, operand| {
                let operand = operand?;
                let operator = match sign.as_rule() {
                    Rule::negative => UnaryOperator::Negative,
                    Rule::positive => UnaryOperator::Positive,
                    _ => UnaryOperator::Not,
                };
                let span = self.span(&sign).to(span_of(operand));
                Ok(Self::push(nodes, NodeKind::Unary(operator, operand), span))
            })
            .map_infix(|left, sign, right| {
                let (left, right) = (left?, right?);
                let operator = binary_operator(sign.as_rule());
                let span = span_of(left).to(span_of(right));
                let at = self.span(&sign);
                Ok(Self::push(nodes, NodeKind::Binary { operator, at, left, right }, span))
            })
            .map_postfix(|operand, tail| {
                let operand = operand?;
                let span = span_of(operand).to(self.span(&tail));
                let converts = tail.as_rule() == Rule::convert;
                let unit = tail.into_inner().find(|part| !is_keyword(part.as_rule()));
                let unit = self.unit(unit.expect("a conversion has a unit"), !converts);
                let kind = if converts { NodeKind::Convert(operand, unit) } else { NodeKind::Scale(operand, unit) };
                Ok(Self::push(nodes, kind, span))
            })
            .parse(pairs)
    }

    /// The precedence parser recurses for signs and powers; their chains are bounded here.
    fn check_depth(&self, pairs: Pairs<Rule>) -> Result<(), Diagnostic> {
        let (mut chain, mut negations) = (0, 0);
        for pair in pairs {
            match pair.as_rule() {
                Rule::negative | Rule::positive | Rule::power => chain += 1,
                Rule::not => negations += 1,
                Rule::quantity | Rule::reference | Rule::group | Rule::money | Rule::conditional => {}
                _ => chain = 0,
            }
            if chain + negations > MAX_NESTING {
                return Err(Diagnostic::error(format!("more than {MAX_NESTING} signs or powers in a row"))
                    .at(self.span(&pair), "one too many")
                    .help("give the inner parts names, one definition per line"));
            }
        }
        Ok(())
    }

    fn primary(&self, pair: Pair<Rule>, nodes: &Nodes) -> Result<NodeId, Diagnostic> {
        let span = self.span(&pair);
        match pair.as_rule() {
            Rule::quantity | Rule::money => {
                let kind = self.quantity(pair)?;
                Ok(Self::push(nodes, kind, span))
            }
            Rule::reference => self.reference(pair, nodes),
            Rule::group => {
                let mut parts = pair.into_inner();
                let inner = parts.next().expect("brackets hold an expression");
                let value = self.fold(inner.into_inner(), nodes)?;
                let Some(unit) = parts.next() else { return Ok(value) };
                let unit = self.unit(unit, false);
                Ok(Self::push(nodes, NodeKind::Scale(value, unit), span))
            }
            Rule::conditional => {
                let parts = pair.into_inner().filter(|part| part.as_rule() == Rule::expression);
                let ids: Vec<_> = parts.map(|part| self.fold(part.into_inner(), nodes)).collect::<Result<_, _>>()?;
                let [condition, then, otherwise] = ids[..] else { unreachable!("a condition has three parts") };
                Ok(Self::push(nodes, NodeKind::Conditional { condition, then, otherwise }, span))
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
            return Ok(Self::push(nodes, NodeKind::Name(function.name), function.span));
        };
        let mut arguments = Vec::new();
        for part in list.into_inner() {
            let mut name = None;
            for inner in part.into_inner() {
                if inner.as_rule() == Rule::word {
                    name = Some(self.spelled(&inner));
                } else {
                    let value = self.fold(inner.into_inner(), nodes)?;
                    arguments.push(Argument { name: name.take(), value });
                }
            }
        }
        Ok(Self::push(nodes, NodeKind::Call { function, arguments }, span))
    }

    fn quantity(&self, pair: Pair<Rule>) -> Result<NodeKind, Diagnostic> {
        let is_money = pair.as_rule() == Rule::money;
        let sign_span = self.origin.span(pair.as_span().start()..pair.as_span().start() + 1);
        let mut unit = UnitExpression::default();
        if is_money {
            let word = Spelled { name: Name::new("$"), span: sign_span };
            unit.terms.push(UnitTerm { word, exponent: 1.0 });
        }
        let mut value = 0.0;
        for part in pair.into_inner() {
            if part.as_rule() == Rule::number {
                let span = self.span(&part);
                value = number(part, span)?;
            } else if part.as_rule() == Rule::below {
                self.push_unit_terms(part, true, &mut unit);
            } else {
                unit = self.unit(part, false);
            }
        }
        Ok(NodeKind::Quantity { value, unit })
    }

    fn unit(&self, pair: Pair<Rule>, below: bool) -> UnitExpression {
        let mut unit = UnitExpression::default();
        self.push_unit_terms(pair, below, &mut unit);
        unit
    }

    fn push_unit_terms(&self, pair: Pair<Rule>, below: bool, unit: &mut UnitExpression) {
        match pair.as_rule() {
            Rule::unit_power | Rule::target_power => {
                let mut parts = pair.into_inner();
                let word = self.spelled(&parts.next().expect("a unit has a word"));
                let exponent = parts.next().map_or(1.0, |exponent| decimal(exponent.as_str()));
                unit.terms.push(UnitTerm { word, exponent: if below { -exponent } else { exponent } });
            }
            rule => {
                let below = below || matches!(rule, Rule::below | Rule::target_below);
                for part in pair.into_inner() {
                    self.push_unit_terms(part, below, unit);
                }
            }
        }
    }
}

fn is_keyword(rule: Rule) -> bool {
    matches!(rule, Rule::in_word | Rule::to_word | Rule::per_word)
}

fn binary_operator(rule: Rule) -> BinaryOperator {
    match rule {
        Rule::add => BinaryOperator::Add,
        Rule::subtract => BinaryOperator::Subtract,
        Rule::divide => BinaryOperator::Divide,
        Rule::power => BinaryOperator::Power,
        Rule::less => BinaryOperator::Less,
        Rule::at_most => BinaryOperator::AtMost,
        Rule::greater => BinaryOperator::Greater,
        Rule::at_least => BinaryOperator::AtLeast,
        Rule::equal => BinaryOperator::Equal,
        Rule::unequal => BinaryOperator::Unequal,
        Rule::and => BinaryOperator::And,
        Rule::or => BinaryOperator::Or,
        Rule::range => BinaryOperator::Range,
        Rule::plus_minus => BinaryOperator::PlusMinus,
        _ => BinaryOperator::Multiply,
    }
}

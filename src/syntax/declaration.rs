//! Lines: definitions, functions, nouns, units, assumptions that move together, and labels before an expression.
//! Expressions themselves are in `parse`.

use pest::iterators::{Pair, Pairs};

use super::grammar::Rule;
use super::parse::{Reader, flat};
use super::tree::{Function, Parameter, Statement};
use crate::diagnostic::Diagnostic;

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

impl Reader<'_> {
    /// The statement of a line.
    pub(super) fn statement(&self, mut pairs: Pairs<Rule>) -> Result<Statement, Diagnostic> {
        let pair = pairs.next().expect("a statement is one of six rules");
        match pair.as_rule() {
            Rule::noun => Ok(self.noun(pair)),
            Rule::function => correlation(self.function(pair)?),
            Rule::own_unit => self.own_unit(pair),
            Rule::definition => {
                let mut parts = pair.into_inner();
                let name = self.spelled(&parts.next().expect("a definition has a name"));
                let body = self.expression(parts.next().expect("a definition has a body"))?;
                Ok(Statement::Definition { name, body })
            }
            Rule::labelled => {
                let mut parts = pair.into_inner();
                let label = parts.next().and_then(|label| label.into_inner().next()).expect("a label has a text");
                let label = self.spelled(&label);
                let body = self.expression(parts.next().expect("an expression follows a label"))?;
                Ok(Statement::Labelled { label, body })
            }
            _ => self.expression(pair).map(Statement::Expression),
        }
    }

    fn noun(&self, pair: Pair<Rule>) -> Statement {
        let mut words = pair.into_inner().filter(|part| part.as_rule() == Rule::word);
        let singular = self.spelled(&words.next().expect("a noun has a word"));
        Statement::Noun { singular, plural: words.next().map(|word| self.spelled(&word)) }
    }

    pub(super) fn own_unit(&self, pair: Pair<Rule>) -> Result<Statement, Diagnostic> {
        let mut words = Vec::with_capacity(2);
        for part in pair.into_inner().flat_map(flat) {
            match part.as_rule() {
                Rule::word | Rule::sign => words.push(self.spelled(&part)),
                Rule::expression => {
                    let value = self.expression(part)?;
                    let mut words = words.into_iter();
                    let singular = words.next().expect("a unit has a word");
                    return Ok(Statement::Unit { singular, plural: words.next(), value });
                }
                _ => {}
            }
        }
        unreachable!("the grammar ends a unit with its value")
    }

    fn function(&self, pair: Pair<Rule>) -> Result<Function, Diagnostic> {
        let text = self.written(&pair).trim().into();
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
}

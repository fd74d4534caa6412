//! The syntax tree. Here are the lines of a model; what expressions, operators and words are made of is in the files below.
//! Nothing here knows how a text is read or what it means.

mod expression;
mod node;
mod operator;
mod word;

use std::sync::Arc;

pub use expression::Expression;
pub use node::{Argument, Aside, Form, Node, NodeId, NodeKind};
pub use operator::{BinaryOperator, UnaryOperator};
pub use word::{Name, Spelled, UnitExpression, UnitTerm, is_currency_sign};

/// One line of a model.
#[derive(Debug, Clone, PartialEq)]
pub enum Statement {
    /// `noun paste`
    Noun {
        /// The counted thing.
        singular: Spelled,
        /// Its plural, where that is not regular.
        plural: Option<Spelled>,
    },
    /// `peak(x, factor = 3) = x * factor`
    Function(Function),
    /// `dau = 150M users`
    Definition {
        /// What is defined.
        name: Spelled,
        /// As what.
        body: Expression,
    },
    /// `unit page = 4 KiB`
    Unit {
        /// The unit.
        singular: Spelled,
        /// Its plural, where that is not regular.
        plural: Option<Spelled>,
        /// What one of it is.
        value: Expression,
    },
    /// `corr(dau, posts) = 0.6`
    Correlation {
        /// The assumptions that move together.
        names: [Spelled; 2],
        /// How much they do.
        value: Expression,
    },
    /// An expression whose result is shown.
    Expression(Expression),
    /// `API load: 1000 QPS * 5 minutes`
    Labelled {
        /// What is written in front of the result.
        label: Spelled,
        /// The expression.
        body: Expression,
    },
}

/// A function of a model.
#[derive(Debug, Clone, PartialEq)]
pub struct Function {
    /// What it is called.
    pub name: Spelled,
    /// Its parameters, in order.
    pub parameters: Vec<Parameter>,
    /// What it is.
    pub body: Expression,
    /// The whole definition as it is written.
    pub text: Arc<str>,
}

impl Function {
    /// Its expressions: its defaults and its body.
    pub fn expressions(&self) -> impl Iterator<Item = &Expression> {
        self.parameters.iter().filter_map(|parameter| parameter.default.as_ref()).chain([&self.body])
    }
}

/// A parameter of a function.
#[derive(Debug, Clone, PartialEq)]
pub struct Parameter {
    /// What it is called.
    pub name: Spelled,
    /// What it is if no argument is given for it.
    pub default: Option<Expression>,
}

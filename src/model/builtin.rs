//! The functions that every model has, as data: their parameters, their arithmetic and their dimension rule.

use crate::engine::{Binary, Unary};

/// A built-in function.
pub(super) struct Builtin {
    pub(super) name: &'static str,
    pub(super) parameters: &'static [&'static str],
    pub(super) action: Action,
    /// What it gives, in a few words.
    pub(super) about: &'static str,
}

/// What a built-in function does with its arguments.
#[derive(Clone, Copy)]
pub(super) enum Action {
    /// Keeps the dimension of its argument.
    Keep(Unary),
    /// Makes a pure number of a pure number.
    Pure(Unary),
    /// Halves the exponents.
    Root,
    /// The logarithm to a base that is given.
    Log,
    /// Combines any number of alike arguments.
    Fold(Binary),
    /// The sum of any number of alike arguments, divided by their number.
    Average,
}

const X: &[&str] = &["x"];
const ANY: &[&str] = &[];

static BUILTINS: &[Builtin] = &[
    Builtin {
        name: "ceil",
        parameters: X,
        action: Action::Keep(Unary::Ceil),
        about: "the next whole number up, in base units",
    },
    Builtin {
        name: "floor",
        parameters: X,
        action: Action::Keep(Unary::Floor),
        about: "the next whole number down, in base units",
    },
    Builtin {
        name: "round",
        parameters: X,
        action: Action::Keep(Unary::Round),
        about: "the nearest whole number, in base units, halves away from zero",
    },
    Builtin { name: "abs", parameters: X, action: Action::Keep(Unary::Abs), about: "the size without the sign" },
    Builtin {
        name: "sqrt",
        parameters: X,
        action: Action::Root,
        about: "the square root; halves the exponents of units",
    },
    Builtin {
        name: "ln",
        parameters: X,
        action: Action::Pure(Unary::Ln),
        about: "the natural logarithm of a pure number",
    },
    Builtin {
        name: "log2",
        parameters: X,
        action: Action::Pure(Unary::Log2),
        about: "the logarithm to base 2 of a pure number",
    },
    Builtin {
        name: "log10",
        parameters: X,
        action: Action::Pure(Unary::Log10),
        about: "the logarithm to base 10 of a pure number",
    },
    Builtin { name: "exp", parameters: X, action: Action::Pure(Unary::Exp), about: "e to the power of a pure number" },
    Builtin {
        name: "log",
        parameters: &["x", "base"],
        action: Action::Log,
        about: "the logarithm of a pure number to a base",
    },
    Builtin { name: "min", parameters: ANY, action: Action::Fold(Binary::Min), about: "the smallest of alike values" },
    Builtin { name: "max", parameters: ANY, action: Action::Fold(Binary::Max), about: "the largest of alike values" },
    Builtin { name: "sum", parameters: ANY, action: Action::Fold(Binary::Add), about: "the sum of alike values" },
    Builtin { name: "avg", parameters: ANY, action: Action::Average, about: "the mean of alike values" },
];

/// The built-in function of that name.
pub(super) fn find(name: &str) -> Option<&'static Builtin> {
    BUILTINS.iter().find(|builtin| builtin.name == name)
}

/// The names of all built-in functions.
pub(super) fn names<'a>() -> impl Iterator<Item = &'a str> {
    BUILTINS.iter().map(|builtin| builtin.name)
}

/// Whether a word is a function, built in or of the model.
#[must_use]
pub fn is_function(model: &super::Model, word: &str) -> bool {
    find(word).is_some() || crate::formulas::find(word).is_some() || model.functions.contains_key(word)
}

/// Every built-in function as it is called, with what it gives: `("log(x, base)", "the logarithm …")`.
pub fn functions() -> impl Iterator<Item = (String, &'static str)> {
    BUILTINS.iter().map(|builtin| {
        let parameters = if builtin.is_variadic() { "x, y, …".to_owned() } else { builtin.parameters.join(", ") };
        (format!("{}({parameters})", builtin.name), builtin.about)
    })
}

impl Builtin {
    /// Whether it takes any number of arguments.
    pub(super) fn is_variadic(&self) -> bool {
        self.parameters.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formulas;

    #[test]
    fn no_formula_has_the_name_of_a_built_in_function() {
        for formula in formulas::all() {
            assert!(find(formula.name).is_none(), "`{}` is a built-in function", formula.name);
        }
    }
}

//! The functions that every model has, as data: their parameters, their arithmetic and their dimension rule.

use crate::engine::{Binary, Unary};

/// A built-in function.
pub(super) struct Builtin {
    pub(super) name: &'static str,
    pub(super) parameters: &'static [&'static str],
    pub(super) action: Action,
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
    Builtin { name: "ceil", parameters: X, action: Action::Keep(Unary::Ceil) },
    Builtin { name: "floor", parameters: X, action: Action::Keep(Unary::Floor) },
    Builtin { name: "round", parameters: X, action: Action::Keep(Unary::Round) },
    Builtin { name: "abs", parameters: X, action: Action::Keep(Unary::Abs) },
    Builtin { name: "sqrt", parameters: X, action: Action::Root },
    Builtin { name: "ln", parameters: X, action: Action::Pure(Unary::Ln) },
    Builtin { name: "log2", parameters: X, action: Action::Pure(Unary::Log2) },
    Builtin { name: "log10", parameters: X, action: Action::Pure(Unary::Log10) },
    Builtin { name: "exp", parameters: X, action: Action::Pure(Unary::Exp) },
    Builtin { name: "log", parameters: &["x", "base"], action: Action::Log },
    Builtin { name: "min", parameters: ANY, action: Action::Fold(Binary::Min) },
    Builtin { name: "max", parameters: ANY, action: Action::Fold(Binary::Max) },
    Builtin { name: "sum", parameters: ANY, action: Action::Fold(Binary::Add) },
    Builtin { name: "avg", parameters: ANY, action: Action::Average },
];

/// The built-in function of that name.
pub(super) fn find(name: &str) -> Option<&'static Builtin> {
    BUILTINS.iter().find(|builtin| builtin.name == name)
}

/// The names of all built-in functions.
pub(super) fn names<'a>() -> impl Iterator<Item = &'a str> {
    BUILTINS.iter().map(|builtin| builtin.name)
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

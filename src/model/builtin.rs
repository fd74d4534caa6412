//! The functions that every model has, as data: their parameters, their arithmetic and their dimension rule.

use crate::engine::{Binary, Distribution, Unary};

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
    /// Rounds to whole ones, or to a step.
    Round(Unary),
    /// What is left when as many whole divisors as fit are taken away.
    Remainder,
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
    /// Draws an uncertain input.
    Draw(Distribution),
    /// Keeps a value between two ends.
    Clip,
    /// In what share of all cases a condition holds.
    Share,
    /// The mean over all cases.
    Mean,
    /// The value below which a share of all cases lies.
    Percentile,
}

const X: &[&str] = &["x"];
const ANY: &[&str] = &[];

static BUILTINS: &[Builtin] = &[
    Builtin {
        name: "ceil",
        parameters: &["x", "step"],
        action: Action::Round(Unary::Ceil),
        about: "the next whole one up, or the next multiple of a step: `ceil(x, 1 TB)`",
    },
    Builtin {
        name: "floor",
        parameters: &["x", "step"],
        action: Action::Round(Unary::Floor),
        about: "the next whole one down, or the next multiple of a step",
    },
    Builtin {
        name: "round",
        parameters: &["x", "step"],
        action: Action::Round(Unary::Round),
        about: "the nearest whole one, halves away from zero, or the nearest multiple of a step: `round(x, $0.01)`",
    },
    Builtin {
        name: "mod",
        parameters: &["x", "divisor"],
        action: Action::Remainder,
        about: "what is left of x when whole divisors are taken away: `mod(10, 3)` is 1",
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
    Builtin {
        name: "clip",
        parameters: &["x", "low", "high"],
        action: Action::Clip,
        about: "x, or the end that it passes; either end may be left out: `clip(x, high = 5)`",
    },
    Builtin {
        name: "p",
        parameters: &["condition"],
        action: Action::Share,
        about: "how likely a condition is: `p(servers > 100)`",
    },
    Builtin { name: "mean", parameters: X, action: Action::Mean, about: "the mean of an uncertain value" },
    Builtin {
        name: "percentile",
        parameters: &["x", "level"],
        action: Action::Percentile,
        about: "the value below which a share of all cases lies: `percentile(x, 95%)`",
    },
    Builtin {
        name: "interval",
        parameters: &["low", "high", "confidence"],
        action: Action::Draw(Distribution::Interval),
        about: "as `low to high`, with another confidence than 90%",
    },
    Builtin {
        name: "normal",
        parameters: &["mean", "sd", "low", "high", "confidence"],
        action: Action::Draw(Distribution::Normal),
        about: "a normal distribution, by mean and standard deviation or by the ends of an interval",
    },
    Builtin {
        name: "lognormal",
        parameters: &["mean", "sd", "low", "high", "confidence"],
        action: Action::Draw(Distribution::LogNormal),
        about: "a lognormal distribution, by mean and standard deviation or by the ends of an interval",
    },
    Builtin {
        name: "uniform",
        parameters: &["low", "high"],
        action: Action::Draw(Distribution::Uniform),
        about: "every value between two ends as likely as another",
    },
    Builtin {
        name: "loguniform",
        parameters: &["low", "high"],
        action: Action::Draw(Distribution::LogUniform),
        about: "every order of magnitude between two ends as likely as another",
    },
    Builtin {
        name: "triangular",
        parameters: &["low", "mode", "high"],
        action: Action::Draw(Distribution::Triangular),
        about: "most likely at `mode`, falling in straight lines to both ends",
    },
    Builtin {
        name: "pert",
        parameters: &["low", "mode", "high"],
        action: Action::Draw(Distribution::Pert),
        about: "most likely at `mode`, falling smoothly to both ends",
    },
    Builtin {
        name: "beta",
        parameters: &["alpha", "beta"],
        action: Action::Draw(Distribution::Beta),
        about: "a share, as seen in `alpha - 1` successes and `beta - 1` failures",
    },
    Builtin {
        name: "exponential",
        parameters: &["mean"],
        action: Action::Draw(Distribution::Exponential),
        about: "the time until what may happen at any moment, or a size with many small ones",
    },
    Builtin {
        name: "gamma",
        parameters: &["shape", "scale"],
        action: Action::Draw(Distribution::Gamma),
        about: "the sum of `shape` exponential values of mean `scale`",
    },
    Builtin {
        name: "choose",
        parameters: ANY,
        action: Action::Draw(Distribution::Choice),
        about: "one of several values, each as likely as the others",
    },
    Builtin { name: "avg", parameters: ANY, action: Action::Average, about: "the mean of alike values" },
];

/// The built-in function of that name.
pub(super) fn find(name: &str) -> Option<&'static Builtin> {
    // Probability is written large as often as small.
    let name = if name == "P" { "p" } else { name };
    BUILTINS.iter().find(|builtin| builtin.name == name)
}

/// What the parameters of a distribution are called.
pub(super) fn parameters(distribution: Distribution) -> &'static [&'static str] {
    use Distribution as D;
    match distribution {
        D::Interval | D::ShareInterval | D::NormalInterval | D::LogNormalInterval => &["low", "high", "confidence"],
        D::Normal | D::LogNormal => &["mean", "sd"],
        _ => {
            let is_it = |builtin: &&Builtin| matches!(builtin.action, Action::Draw(drawn) if drawn == distribution);
            BUILTINS.iter().find(is_it).map_or(ANY, |builtin| builtin.parameters)
        }
    }
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
        let parameters = match builtin.action {
            _ if builtin.is_variadic() => "x, y, …".to_owned(),
            Action::Round(_) => "x, step = 1".to_owned(),
            _ => builtin.parameters.join(", "),
        };
        (format!("{}({parameters})", builtin.name), builtin.about)
    })
}

impl Builtin {
    /// Whether it takes that many arguments.
    pub(super) fn takes(&self, count: usize) -> bool {
        let most = self.parameters.len();
        match self.action {
            _ if self.is_variadic() => count >= 1,
            Action::Round(_) | Action::Clip => (1..=most).contains(&count),
            Action::Draw(Distribution::Interval | Distribution::Normal | Distribution::LogNormal) => {
                (2..=most).contains(&count)
            }
            _ => count == most,
        }
    }

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

//! What is wrong with a call, in sentences: arguments that are missing, unknown or too many, and recursion.

use crate::diagnostic::suggestion::{did_you_mean, nearest};
use crate::diagnostic::{Diagnostic, Span};
use crate::syntax::tree::{Name, Spelled};

pub(super) fn missing_argument(function: &Spelled, parameter: &str, parameters: &[&str]) -> Diagnostic {
    let name = &function.name;
    Diagnostic::error(format!("`{name}` needs an argument for `{parameter}`"))
        .at(function.span, "argument missing")
        .help(format!("call it as `{name}({})`", listed(parameters)))
}

pub(super) fn too_many_arguments(function: &Spelled, parameters: &[&str], at: Span) -> Diagnostic {
    let name = &function.name;
    let takes = match parameters.len() {
        0 => "no argument".to_owned(),
        1 => "one argument".to_owned(),
        count => format!("{count} arguments"),
    };
    Diagnostic::error(format!("`{name}` takes {takes}"))
        .at(at, "one too many")
        .help(format!("call it as `{name}({})`", listed(parameters)))
}

pub(super) fn argument_given_twice(function: &Spelled, parameter: &str, at: Span) -> Diagnostic {
    Diagnostic::error(format!("`{}` is given `{parameter}` twice", function.name)).at(at, "given again here")
}

pub(super) fn unknown_parameter(function: &Spelled, name: &Spelled, parameters: &[&str]) -> Diagnostic {
    let near = nearest(name.name.as_str(), parameters.iter().copied());
    let diagnostic = Diagnostic::error(format!("`{}` has no argument called `{}`", function.name, name.name))
        .at(name.span, "unknown argument");
    match did_you_mean(&near) {
        Some(help) => diagnostic.help(help),
        None if parameters.is_empty() => diagnostic.help("its arguments have no names"),
        None => diagnostic.help(format!("its arguments are {}", listed(parameters))),
    }
}

pub(super) fn recursion(circle: &[&Name], name: &Name, at: Span) -> Diagnostic {
    let path: Vec<&str> = circle.iter().copied().chain([name]).map(Name::as_str).collect();
    Diagnostic::error(format!("`{name}` calls itself: {}", path.join(" → ")))
        .at(at, "called again here")
        .help("functions are expanded where they are called, so that none may come back to itself")
}

pub(super) fn calls_too_deep(at: Span, limit: usize) -> Diagnostic {
    Diagnostic::error(format!("functions call each other more than {limit} deep")).at(at, "one too deep")
}

/// The parameters of a function, as many of them as are readable.
fn listed(parameters: &[&str]) -> String {
    const SHOWN: usize = 8;
    let more = if parameters.len() > SHOWN { ", …" } else { "" };
    parameters[..parameters.len().min(SHOWN)].join(", ") + more
}

/// An argument of a formula that measures something else than its parameter; both in words, and the unit wanted.
pub(super) fn argument_of_another_dimension(
    (formula, parameter): (&str, &str),
    (wanted, found): (String, String),
    unit: &str,
    at: Span,
) -> Diagnostic {
    let diagnostic = Diagnostic::error(format!("`{parameter}` of `{formula}` is {wanted}, not {found}"))
        .at(at, format!("this is {found}"));
    if unit.is_empty() {
        diagnostic.help("give a number without a unit, such as `0.7` or `70%`")
    } else {
        diagnostic.help(format!("write it in a unit such as `{unit}`"))
    }
}

/// Two arguments of a formula that must count the same, and do not.
pub(super) fn different_things(formula: &str, (one, first): (&str, Span), (other, second): (&str, Span)) -> Diagnostic {
    Diagnostic::error(format!("`{formula}` is given {one} and {other}, which are not the same"))
        .at(second, format!("this counts {other}"))
        .with(first, format!("this counts {one}"))
        .help("convert one of them first, or give a plain number")
}

pub(super) fn formula_too_large(formula: &str, at: Span) -> Diagnostic {
    Diagnostic::error(format!("what `{formula}` results in makes no unit")).at(at, "an exponent is larger than 99")
}

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

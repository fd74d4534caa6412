//! What is wrong with a call, in sentences: arguments that are missing, unknown or too many, and recursion.

use super::explain::Prose;
use super::rules::Quantity;
use crate::diagnostic::suggestion::{did_you_mean, nearest};
use crate::diagnostic::{Diagnostic, Offer, Span};
use crate::quantity::dimension::{Base, Dimension};
use crate::syntax::tree::{Name, Spelled};

pub(super) fn missing_argument(function: &Spelled, parameter: &str, parameters: &[&str]) -> Diagnostic {
    let name = &function.name;
    Diagnostic::error(format!("`{name}` needs an argument for `{parameter}`"))
        .at(function.span, "argument missing")
        .help(format!("call it as `{name}({})`", listed(parameters)))
}

/// A comma that could separate arguments or group digits.
pub(super) fn comma_in_a_call(at: Span, parted: &str, grouped: &str) -> Diagnostic {
    Diagnostic::error("a comma in a call could separate arguments or group the digits of a number")
        .at(at, "two readings")
        .offer(Offer::write("write", at, grouped).or(at, parted))
}

/// A comma that separates arguments of which there are then too many.
pub(super) fn comma_groups(function: &Spelled, at: Span, grouped: &str) -> Diagnostic {
    Diagnostic::error(format!("in the brackets of `{}` a comma separates arguments", function.name))
        .at(at, "one argument too many")
        .offer(Offer::write("for one number, write", at, grouped))
}

/// `round(x, 2)`, where 2 may have been meant as a number of decimals.
pub(super) fn step_of_digits(at: Span, digits: i32) -> Diagnostic {
    let step = format!("{:.*}", digits.max(0) as usize, 10_f64.powi(-digits));
    Diagnostic::hint("the second argument is the step to round to, not a number of digits")
        .at(at, "the step")
        .offer(Offer::write(format!("for {digits} decimals, write"), at, step))
}

impl Prose<'_> {
    /// `ceil` of something that has no whole ones of its own.
    pub(super) fn rounding_needs_a_step(
        &self,
        function: &Spelled,
        quantity: &Quantity,
        (argument, call): (Span, Span),
        text: &str,
    ) -> Diagnostic {
        let start = argument.start().saturating_sub(call.start()) as usize;
        let written = text.get(start..start + argument.range().len()).unwrap_or("x");
        // The unit that was asked for is that of the step.
        let value = written.split("->").next().unwrap_or(written).trim();
        let preference = &quantity.preference;
        let unit = match (&preference.asked, &quantity.written) {
            (Some(unit), _) | (None, Some(unit)) => unit.text(false),
            (None, None) if quantity.dimension == Dimension::of(Base::INFORMATION) => "GB".to_owned(),
            (None, None) => {
                let base = self.model.units.base_product(&quantity.dimension).text(false);
                match (base.strip_suffix("/s"), preference.per_time) {
                    (Some(top), Some(time)) => format!("{top}/{time}"),
                    _ => base,
                }
            }
        };
        let step = unit.strip_prefix('$').map_or_else(|| format!("1 {unit}"), |below| format!("$1{below}"));
        let name = &function.name;
        Diagnostic::error(format!("`{name}` of {} needs the step to round to", self.describe(&quantity.dimension)))
            .at(argument, "whole what?")
            .offer(Offer::write("give it a step:", call, format!("{name}({value}, {step})")))
    }
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

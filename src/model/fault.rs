//! Why an operation has no result, in sentences, at the place where it is written.

use super::{builtin, explain_range};
use crate::diagnostic::{Diagnostic, Span};
use crate::engine::{Binary, Fault, Operation, Plan, Slot, Summary};
use crate::formulas::Domain;
use crate::quantity::number::significant;

/// The diagnostic for the operation at which a calculation ends without a result.
pub(super) fn explain(plan: &Plan, spans: &[Span], at: Slot, fault: Fault) -> Diagnostic {
    let span = spans[at.index()];
    let operation = plan.operations()[at.index()];
    match fault {
        Fault::DivisionByZero => {
            let diagnostic = Diagnostic::error("division by zero")
                .at(span, "has no result")
                .help("guard it with a condition: `if n > 0 then x / n else 0`");
            match operation {
                Operation::Binary(Binary::Divide, _, divisor) if spans[divisor.index()] != span => {
                    diagnostic.with(spans[divisor.index()], "this is zero")
                }
                _ => diagnostic,
            }
        }
        Fault::Overflow => {
            let diagnostic =
                Diagnostic::error("the result is too large to calculate with").at(span, "exceeds 1.8e308 here");
            match operation {
                Operation::Binary(Binary::Power, ..) => {
                    diagnostic.help("check the exponents; powers bind from the right, so `2^3^4` is `2^(3^4)`")
                }
                _ => diagnostic.help("check the units and exponents of its parts"),
            }
        }
        Fault::RootOfNegative => Diagnostic::error("a negative number has no square root").at(span, "negative inside"),
        Fault::Logarithm => Diagnostic::error("only a positive number has a logarithm").at(span, "not positive inside"),
        Fault::LogarithmBase => {
            let at = match operation {
                Operation::Binary(Binary::Log, _, base) => spans[base.index()],
                _ => span,
            };
            Diagnostic::error("the base of a logarithm is positive and not 1").at(at, "no base")
        }
        Fault::PowerOfZero => {
            Diagnostic::error("zero has no negative power: that is a division by zero").at(span, "has no result")
        }
        Fault::Impossible(impossible) => {
            let Operation::Draw(id) = operation else { unreachable!("only draws have distributions") };
            let draw = plan.draw(id);
            let parameters: Vec<Span> = draw.parameters.iter().map(|slot| spans[slot.index()]).collect();
            let names = builtin::parameters(draw.distribution);
            explain_range::impossible(draw.distribution, impossible, span, &parameters, names)
        }
        Fault::Level => {
            let at = match operation {
                Operation::Summary(Summary::Quantile(level), _) => spans[level.index()],
                _ => span,
            };
            Diagnostic::error("a percentile is a share between 0% and 100%")
                .at(at, "no such share")
                .help("write `percentile(x, 95%)`")
        }
        Fault::Domain(domain) => {
            let Operation::Call(id) = operation else { unreachable!("only formulas have domains") };
            let call = plan.call(id);
            let place = call.formula.parameters.iter().position(|parameter| parameter.name == domain.parameter);
            let argument = place.map(|place| call.arguments[place]);
            let message = format!("`{}` of `{}` {}", domain.parameter, call.formula.name, domain.must);
            let diagnostic = Diagnostic::error(message);
            match argument.filter(|argument| spans[argument.index()] != span) {
                Some(argument) => {
                    diagnostic.at(spans[argument.index()], "outside the domain").with(span, "in this call")
                }
                None => diagnostic.at(span, "outside the domain"),
            }
        }
        Fault::Cases(share, reason) => {
            let share = significant(share * 100.0, 3);
            let (at, fault) = *reason;
            match fault {
                Fault::Domain(Domain { endless: Some(endless), .. }) => Diagnostic::error(format!(
                    "there is no finite answer: {share}% of the cases have no result: {endless}"
                ))
                .at(span, "grows without end")
                .with(spans[at.index()], "in this call")
                .help("`p(x > …)` counts such cases as greater than every number; a lower percentile may be finite"),
                fault => {
                    let reason = explain(plan, spans, at, fault);
                    let message =
                        format!("there is no answer: {share}% of the cases have no result: {}", reason.message);
                    Diagnostic { message, ..reason }
                }
            }
        }
        Fault::PowerOfNegative => Diagnostic::error("a negative number has only whole powers")
            .at(span, "a broken power of a negative number")
            .help("`-2^0.5` is `-(2^0.5)`; brackets make the number itself negative"),
    }
}

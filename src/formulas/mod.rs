//! The field's formulas as typed functions: uom quantities in, uom quantities out, one file per subject.
//! Each is declared once, with `formulas!`: its signature and its documentation are what the language knows of it.
//! Knows neither names of a model nor text; `types` holds the vocabulary of signatures, `domain` the refusals.

#[macro_use]
mod declaration;
pub mod availability;
pub mod caching;
pub mod clusters;
pub mod cost;
mod domain;
pub mod drives;
pub mod durability;
pub mod engines;
pub mod erlang;
pub mod fleet;
pub mod identifiers;
pub mod llm;
pub mod network;
pub mod partitioning;
pub mod queueing;
pub mod scaling;
#[cfg(test)]
mod simulation;
pub mod storage;
pub mod structures;
pub mod traffic;
pub mod types;
pub mod usl;
mod zipf;

pub use declaration::{Formula, Parameter};
pub use domain::Domain;

/// Every formula, subject by subject.
pub fn all() -> impl Iterator<Item = &'static Formula> {
    [
        traffic::FORMULAS,
        storage::FORMULAS,
        drives::FORMULAS,
        engines::FORMULAS,
        structures::FORMULAS,
        identifiers::FORMULAS,
        partitioning::FORMULAS,
        caching::FORMULAS,
        network::FORMULAS,
        queueing::FORMULAS,
        erlang::FORMULAS,
        scaling::FORMULAS,
        usl::FORMULAS,
        fleet::FORMULAS,
        clusters::FORMULAS,
        availability::FORMULAS,
        durability::FORMULAS,
        cost::FORMULAS,
        llm::FORMULAS,
    ]
    .into_iter()
    .flatten()
    .copied()
}

/// The formula of that name.
#[must_use]
pub fn find(name: &str) -> Option<&'static Formula> {
    all().find(|formula| formula.name == name)
}

/// Applies the formula of that name to arguments in base units.
#[cfg(test)]
#[track_caller]
fn apply(formulas: &[&Formula], name: &str, arguments: &[f64]) -> Result<f64, Domain> {
    let formula = formulas.iter().find(|formula| formula.name == name).unwrap_or_else(|| panic!("no formula `{name}`"));
    assert_eq!(formula.parameters.len(), arguments.len(), "{name} takes another number of arguments");
    (formula.apply)(arguments)
}

/// Checks a formula against an answer that was worked out to six digits, arguments in base units.
#[cfg(test)]
#[track_caller]
fn worked(formulas: &[&Formula], name: &str, arguments: &[f64], expected: f64) {
    let found = apply(formulas, name, arguments).unwrap_or_else(|domain| panic!("{name}{arguments:?}: {domain}"));
    let close = (found - expected).abs() <= 5.1e-6 * expected.abs();
    assert!(close, "{name}{arguments:?} is {found}, not {expected}");
}

/// Checks that a formula refuses the argument of a parameter.
#[cfg(test)]
#[track_caller]
fn refused(formulas: &[&Formula], name: &str, arguments: &[f64], parameter: &str) {
    match apply(formulas, name, arguments) {
        Ok(found) => panic!("{name}{arguments:?} is {found}, and should not be"),
        Err(domain) => assert_eq!(domain.parameter, parameter, "{name}{arguments:?}: {domain}"),
    }
}

//! The field's formulas as typed functions: uom quantities in, uom quantities out, one file per subject.
//! Each is declared once, with `formula!`: its signature and its documentation are what the language knows of it.
//! Knows neither names of a model nor text; `types` holds the vocabulary of signatures.

#[macro_use]
mod declaration;
pub mod traffic;
pub mod types;

pub use declaration::{Domain, Formula, Parameter};

/// Every formula, subject by subject.
pub fn all() -> impl Iterator<Item = &'static Formula> {
    [traffic::FORMULAS].into_iter().flatten().copied()
}

/// The formula of that name.
#[must_use]
pub fn find(name: &str) -> Option<&'static Formula> {
    all().find(|formula| formula.name == name)
}

/// Checks a formula against an answer that was worked out to six digits, arguments in base units.
#[cfg(test)]
#[track_caller]
fn worked(formulas: &[&Formula], name: &str, arguments: &[f64], expected: f64) {
    let formula = formulas.iter().find(|formula| formula.name == name).unwrap_or_else(|| panic!("no formula `{name}`"));
    assert_eq!(formula.parameters.len(), arguments.len(), "{name} takes another number of arguments");
    let found = (formula.apply)(arguments).unwrap_or_else(|domain| panic!("{name}{arguments:?}: {domain}"));
    let close = (found - expected).abs() <= 5.1e-6 * expected.abs();
    assert!(close, "{name}{arguments:?} is {found}, not {expected}");
}

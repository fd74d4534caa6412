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
pub mod estimation;
pub mod fleet;
pub mod identifiers;
mod kernel;
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

pub use declaration::{Formula, Parameter};
pub use domain::Domain;

/// The subjects, each with its formulas.
pub static SUBJECTS: &[(&str, &[&Formula])] = &[
    ("traffic", traffic::FORMULAS),
    ("storage", storage::FORMULAS),
    ("drives", drives::FORMULAS),
    ("storage engines", engines::FORMULAS),
    ("data structures", structures::FORMULAS),
    ("identifiers", identifiers::FORMULAS),
    ("partitioning", partitioning::FORMULAS),
    ("caching", caching::FORMULAS),
    ("network", network::FORMULAS),
    ("queueing", queueing::FORMULAS),
    ("blocking and waiting", erlang::FORMULAS),
    ("scaling", scaling::FORMULAS),
    ("universal scalability", usl::FORMULAS),
    ("universal scalability, measured", usl::FITS),
    ("fleet", fleet::FORMULAS),
    ("clusters", clusters::FORMULAS),
    ("availability", availability::FORMULAS),
    ("durability", durability::FORMULAS),
    ("cost", cost::FORMULAS),
    ("language models", llm::FORMULAS),
    ("estimation", estimation::FORMULAS),
];

/// Every formula, subject by subject.
pub fn all() -> impl Iterator<Item = &'static Formula> {
    SUBJECTS.iter().flat_map(|subject| subject.1).copied()
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

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::simulation::Random;
    use super::*;
    use crate::quantity::unit::Units;

    /// Arguments that break formulas which do not look at them.
    const NASTY: [f64; 16] = [
        0.0,
        -1.0,
        1e-300,
        1e300,
        0.5,
        1.0,
        2.0,
        1e6,
        3.0,
        16.0,
        1e-9,
        1e9,
        1.0 - f64::EPSILON / 2.0,
        1.0 + f64::EPSILON,
        5e-324,
        f64::MAX,
    ];

    /// All combinations of nasty arguments, or some of them where there are too many.
    fn nasty_arguments(parameters: usize, random: &mut Random) -> Vec<Vec<f64>> {
        let all = NASTY.len().pow(parameters as u32);
        let combination = |mut index: usize| {
            let mut next = || {
                let argument = NASTY[index % NASTY.len()];
                index /= NASTY.len();
                argument
            };
            (0..parameters).map(|_| next()).collect()
        };
        if all <= 4096 {
            (0..all).map(combination).collect()
        } else {
            (0..4096).map(|_| combination((random.uniform() * all as f64) as usize)).collect()
        }
    }

    #[test]
    fn no_argument_breaks_a_formula() {
        let mut random = Random::new(61);
        for formula in all() {
            for arguments in nasty_arguments(formula.parameters.len() + 2 * formula.repeated, &mut random) {
                match (formula.apply)(&arguments) {
                    Ok(result) => assert!(result.is_finite(), "{}{arguments:?} is {result}", formula.name),
                    Err(domain) => {
                        let known = formula.parameters.iter().any(|parameter| parameter.name == domain.parameter);
                        assert!(known, "{}{arguments:?} has no parameter: {domain}", formula.name);
                    }
                }
            }
        }
    }

    #[test]
    fn every_argument_that_is_no_number_is_refused() {
        for formula in all() {
            for index in 0..formula.parameters.len() {
                let mut arguments = vec![1.0; formula.parameters.len()];
                arguments[index] = f64::NAN;
                assert!((formula.apply)(&arguments).is_err(), "{}{arguments:?}", formula.name);
            }
        }
    }

    #[test]
    fn every_formula_says_what_it_gives_when_it_refuses_and_where_it_comes_from() {
        for formula in all() {
            let text: Vec<_> = formula.documentation.lines().map(str::trim).collect();
            let name = formula.name;
            assert!(text[0].ends_with('.') && text[1].is_empty(), "{name}: the first paragraph is one sentence");
            assert!(text.contains(&"# Errors"), "{name}: no errors");
            let last = text.iter().rposition(|line| line.is_empty()).expect("several paragraphs") + 1;
            assert!(text[last].starts_with("Source: "), "{name}: no source");
        }
    }

    #[test]
    fn names_are_unique_and_no_units() {
        let units = Units::default();
        let mut names = HashSet::new();
        for formula in all() {
            assert!(names.insert(formula.name), "two formulas `{}`", formula.name);
            assert!(units.known(formula.name).is_none(), "`{}` is a unit", formula.name);
            let parameters: HashSet<_> = formula.parameters.iter().map(|parameter| parameter.name).collect();
            assert_eq!(parameters.len(), formula.parameters.len(), "`{}` has two parameters of one name", formula.name);
            assert_eq!(find(formula.name).map(|found| found.name), Some(formula.name));
        }
    }

    #[test]
    fn parameters_with_defaults_come_last_and_the_defaults_are_allowed() {
        let mut random = Random::new(59);
        for formula in all() {
            let required = formula.parameters.iter().take_while(|parameter| parameter.default.is_none()).count();
            // Points of a measurement are given several times.
            let points = 2 * formula.repeated;
            let defaults: Vec<_> = formula.parameters[required..].iter().filter_map(|it| it.default).collect();
            assert_eq!(required + defaults.len(), formula.parameters.len(), "{}", formula.name);
            // Some numbers must do for those that are required.
            let allowed = nasty_arguments(required + points, &mut random)
                .into_iter()
                .any(|arguments| (formula.apply)(&[arguments, defaults.clone()].concat()).is_ok());
            assert!(allowed, "{}", formula.name);
        }
    }
}

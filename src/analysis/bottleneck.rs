//! The resource that binds: how many units of a tier each of its resources needs, and which of them needs most.
//! The quotients are definitions of the model like any other; how often each binds comes from its samples.

use crate::diagnostic::{Diagnostic, Diagnostics, Span};
use crate::engine::Options;
use crate::model::{Answer, Answers, EquationId, Kind, Model};
use crate::quantity::conversion::sum;
use crate::quantity::dimension::{Dimension, Exponent};
use crate::quantity::noun::cancel_kinds;
use crate::syntax::tree::{BinaryOperator, Expression, Name, Spelled, Statement};
use crate::syntax::{Origin, parse_expression};

/// How many resources one tier may have: each is compared with all others.
const MOST: usize = 16;

/// What a tier may run out of: `memory = need / per_unit`.
#[derive(Debug, Clone)]
pub struct Resource {
    /// What it is called.
    pub label: String,
    /// What all units together must have.
    need: Expression,
    /// What one unit has.
    per_unit: Expression,
    /// Where the quotient is written.
    origin: Origin,
    span: Span,
}

/// What a tier needs of one resource.
#[derive(Debug, Clone)]
pub struct Need {
    /// What the resource is called.
    pub label: String,
    /// What all units together must have.
    pub need: Answer,
    /// What one unit has.
    pub per_unit: Answer,
    /// The units that takes, in whole ones.
    pub count: Answer,
    /// The same before it is rounded up.
    pub quotient: f64,
    /// The quotient as a share of that of the resource that binds.
    pub share: f64,
    /// The share of cases in which this resource needs most; `None` if nothing is uncertain.
    pub binds_in: Option<f64>,
}

/// What a tier needs of all its resources.
#[derive(Debug, Clone)]
pub struct Bottleneck {
    /// The resources, in the order in which they were named.
    pub needs: Vec<Need>,
    /// The place of the one that binds; `None` if nothing is needed of any.
    pub binding: Option<usize>,
    /// The place of the one that would bind next.
    pub next: Option<usize>,
    /// What is to be said of the resources as they are written.
    pub hints: Diagnostics,
}

/// The equations of one resource.
struct Equations {
    need: EquationId,
    per_unit: EquationId,
    quotient: EquationId,
    name: Name,
}

impl Resource {
    /// Reads `label = need / per_unit`, which stands at `origin`.
    ///
    /// # Errors
    /// There is no label, or what stands behind it is no quotient.
    pub fn parse(text: &str, origin: Origin) -> Result<Self, Diagnostic> {
        let form = "write `memory = working_set / (64 GB/node)`";
        let whole = origin.span(text, 0..text.len());
        let Some((label, quotient)) = text.split_once('=').filter(|(label, _)| !label.trim().is_empty()) else {
            return Err(Diagnostic::error("a resource has a label").at(whole, "no `label = …`").help(form));
        };
        let start = label.len() + 1 + (quotient.len() - quotient.trim_start().len());
        let quotient = quotient.trim();
        let origin = origin.later(start);
        let body = parse_expression(quotient, origin)?;
        let span = body.span();
        let Some((BinaryOperator::Divide, need, per_unit)) = body.halves() else {
            return Err(Diagnostic::error(format!("`{}` is no quotient", label.trim()))
                .at(span, "what is needed / what one unit has")
                .help(format!("{form}; counts are rounded up without `ceil`")));
        };
        let origin = Origin::within(origin.span(quotient, 0..quotient.len()));
        Ok(Self { label: label.trim().to_owned(), need, per_unit, origin, span })
    }
}

/// Finds what a tier needs of each resource. The model has further definitions afterwards.
///
/// # Errors
/// Resources that are wrong, that come to different things, or to something that is not counted; found before anything
/// is sampled.
pub fn bottleneck(model: &mut Model, resources: &[Resource], options: &Options) -> Result<Bottleneck, Diagnostics> {
    check_labels(resources)?;
    let mut equations = Vec::with_capacity(resources.len());
    for (resource, number) in resources.iter().zip(1..) {
        equations.push(add(model, resource, number)?);
    }
    let checked = model.compile(options);
    let kind = |id: EquationId| checked.sheet.outcome(id).map(|outcome| &outcome.kind);
    let kinds: Option<Vec<&Kind>> = equations.iter().map(|equation| kind(equation.quotient)).collect();
    let Some(kinds) = kinds else { return Err(of_resources(&checked.diagnostics, resources)) };
    check_kinds(model, resources, &kinds)?;
    let mut counts = Vec::with_capacity(resources.len());
    for (resource, Equations { name, .. }) in resources.iter().zip(&equations) {
        counts.push(ask(model, resource, &format!("ceil({name})"))?);
    }
    let mut conditions = Vec::with_capacity(resources.len());
    for (place, resource) in resources.iter().enumerate().filter(|_| resources.len() > 1) {
        conditions.push(ask(model, resource, &needs_most(&equations, place))?);
    }
    let answers = model.answers(options);
    let collected = collect(resources, &equations, &counts, &conditions, &answers);
    let Some(needs) = collected else { return Err(of_resources(&answers.diagnostics, resources)) };
    for (need, resource) in needs.iter().zip(resources) {
        let (what, help) = if !need.quotient.is_finite() {
            ("more than a number holds", "a tier has fewer units")
        } else if need.quotient < 0.0 {
            ("less than nothing", "what is needed and what one unit has are both positive")
        } else {
            continue;
        };
        let problem = Diagnostic::error(format!("`{}` comes to {what}", need.label));
        return Err(problem.at(resource.span, "").help(help).into());
    }
    Ok(ranked(needs, answers.diagnostics.into_iter().filter(|hint| is_of(hint, resources)).collect()))
}

fn check_labels(resources: &[Resource]) -> Result<(), Diagnostic> {
    if let Some(resource) = resources.get(MOST) {
        let problem = Diagnostic::error(format!("a tier has at most {MOST} resources"));
        return Err(problem.at(resource.span, "one too many").help("leave out those that are far from binding"));
    }
    for (place, resource) in resources.iter().enumerate() {
        if let Some(first) = resources[..place].iter().find(|first| first.label == resource.label) {
            return Err(Diagnostic::error(format!("two resources are called `{}`", resource.label))
                .at(resource.span, "the second")
                .with(first.span, "the first")
                .help("give one of them another label"));
        }
    }
    Ok(())
}

/// Adds a resource to the model: what is needed, what one unit has, and the quotient of the two.
fn add(model: &mut Model, resource: &Resource, number: usize) -> Result<Equations, Diagnostic> {
    let [need_name, unit_name, name] = ["need", "unit", "count"].map(|part| unused(model, part, number));
    let mut define = |name: &Name, body: Expression| {
        let name = Spelled { name: name.clone(), span: resource.span };
        Ok(model.add(Statement::Definition { name, body }, None)?.expect("a definition is an equation"))
    };
    let need = define(&need_name, resource.need.clone())?;
    let per_unit = define(&unit_name, resource.per_unit.clone())?;
    let quotient = parse_expression(&format!("{need_name} / {unit_name}"), resource.origin)?;
    let quotient = define(&name, quotient)?;
    Ok(Equations { need, per_unit, quotient, name })
}

/// A name that means nothing in the model yet.
fn unused(model: &Model, part: &str, number: usize) -> Name {
    let mut name = format!("bottleneck_{number}_{part}");
    while model.find(&name).is_some() || model.units.known(&name).is_some() {
        name.push('_');
    }
    Name::new(&name)
}

fn ask(model: &mut Model, resource: &Resource, text: &str) -> Result<EquationId, Diagnostic> {
    model.ask(parse_expression(text, resource.origin)?)
}

/// The condition that a resource needs most; of two that need the same, the first.
fn needs_most(equations: &[Equations], place: usize) -> String {
    let name = &equations[place].name;
    let others = equations.iter().enumerate().filter(|(other, _)| *other != place);
    let beats = others.map(|(other, Equations { name: other_name, .. })| {
        let sign = if other < place { ">" } else { ">=" };
        format!("{name} {sign} {other_name}")
    });
    beats.collect::<Vec<_>>().join(" and ")
}

/// All resources must come to the same counted thing, or all to pure numbers.
fn check_kinds(model: &Model, resources: &[Resource], kinds: &[&Kind]) -> Result<(), Diagnostic> {
    let mut first: Option<(&Resource, &Dimension)> = None;
    for (resource, kind) in resources.iter().zip(kinds) {
        // A quotient is no condition: the operator has seen to that.
        let Kind::Quantity(quantity) = kind else { continue };
        let is = model.units.describe(&quantity.dimension);
        if let Some((other, dimension)) = first
            && sum(dimension, &quantity.dimension).is_none()
        {
            let was = model.units.describe(dimension);
            let message = format!("`{}` comes to {was}, `{}` to {is}", other.label, resource.label);
            return Err(Diagnostic::error(message)
                .at(resource.span, format!("this is {is}"))
                .with(other.span, format!("this is {was}"))
                .help(
                    "all resources of a tier count the same units: write what one has as `4 TB/node`, `10k IOPS/node`",
                ));
        }
        let dimension = cancel_kinds(&quantity.dimension);
        let is_counted = matches!(dimension.terms(), [(base, Exponent::ONE)] if base.is_noun());
        if !is_counted && !dimension.is_none() {
            return Err(Diagnostic::error(format!("`{}` comes to {is}, which is no number of units", resource.label))
                .at(resource.span, format!("this is {is}"))
                .help("divide by what one unit has: `100 TB / (4 TB/node)`"));
        }
        first.get_or_insert((resource, &quantity.dimension));
    }
    Ok(())
}

fn collect(
    resources: &[Resource],
    equations: &[Equations],
    counts: &[EquationId],
    conditions: &[EquationId],
    answers: &Answers,
) -> Option<Vec<Need>> {
    let quotients: Option<Vec<&Answer>> = equations.iter().map(|one| answers.get(one.quotient)).collect();
    let quotients = quotients?;
    let is_uncertain = quotients.iter().any(|quotient| quotient.spread.is_some());
    let need = |place: usize| {
        let condition = conditions.get(place).filter(|_| is_uncertain);
        let binds_in = match condition {
            Some(&condition) => {
                let answer = answers.get(condition)?;
                Some(answer.spread.as_ref().map_or(answer.value, |spread| spread.mean))
            }
            None => None,
        };
        Some(Need {
            label: resources[place].label.clone(),
            need: answers.get(equations[place].need)?.clone(),
            per_unit: answers.get(equations[place].per_unit)?.clone(),
            count: answers.get(counts[place])?.clone(),
            quotient: quotients[place].value,
            share: 0.0,
            binds_in,
        })
    };
    (0..resources.len()).map(need).collect()
}

/// The resources with the one that binds and the one after it.
fn ranked(mut needs: Vec<Need>, hints: Diagnostics) -> Bottleneck {
    let mut places: Vec<usize> = (0..needs.len()).collect();
    places.sort_by(|&one, &other| needs[other].quotient.total_cmp(&needs[one].quotient));
    let binding = places.first().copied().filter(|&place| needs[place].quotient > 0.0);
    let most = binding.map(|place| needs[place].quotient);
    for need in &mut needs {
        need.share = most.map_or(0.0, |most| need.quotient / most);
    }
    let next = places.get(1).copied().filter(|_| binding.is_some());
    Bottleneck { needs, binding, next, hints }
}

/// The errors that are written in the resources; all errors if there are none.
fn of_resources(diagnostics: &[Diagnostic], resources: &[Resource]) -> Diagnostics {
    let errors = || diagnostics.iter().filter(|one| one.is_error()).cloned();
    let own: Diagnostics = errors().filter(|error| is_of(error, resources)).collect();
    if own.is_empty() { errors().collect() } else { own }
}

fn is_of(diagnostic: &Diagnostic, resources: &[Resource]) -> bool {
    let source = diagnostic.primary.as_ref().map(|label| label.span.source());
    resources.iter().any(|resource| Some(resource.span.source()) == source)
}

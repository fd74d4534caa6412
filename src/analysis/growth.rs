//! Growth: a model over the months of many years, with assumptions that grow at compound rates or by an amount, and the month in which
//! a condition first holds. How the model is run again is in `vary`.

use std::ops::RangeInclusive;

use super::vary::{Results, Varied};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{EquationId, Model};
use crate::quantity::conversion::sum;
use crate::quantity::dimension::{Base, Dimension, Exponent};
use crate::quantity::unit::Units;
use crate::syntax::tree::{Expression, Spelled};

/// How many years there may be.
pub const YEARS: RangeInclusive<usize> = 1..=100;
/// Months in a year.
pub const MONTHS: usize = 12;

/// A definition and the rate at which it grows.
#[derive(Debug, Clone, Copy)]
pub struct Rate {
    /// The definition.
    pub id: EquationId,
    /// The expression of its rate: a share per time.
    pub rate: EquationId,
}

impl Rate {
    /// Adds the rate of a name to a model.
    ///
    /// # Errors
    /// The name is not defined, or the rate cannot be added.
    pub fn add(model: &mut Model, name: &Spelled, rate: Expression) -> Result<Self, Diagnostic> {
        let id = model.named(name)?;
        Ok(Self { id, rate: model.ask(rate)? })
    }
}

/// Whether there may be so many years.
///
/// # Errors
/// Too few or too many.
pub fn check_years(years: usize) -> Result<(), Diagnostic> {
    if years < *YEARS.start() {
        return Err(Diagnostic::error("growth needs at least one year").help("write `--years 5`"));
    }
    if years > *YEARS.end() {
        return Err(Diagnostic::error(format!("growth ends after {} years at most", YEARS.end()))
            .help("no rate stays the same for so long"));
    }
    Ok(())
}

/// A condition, and when it first holds.
#[derive(Debug, Clone)]
pub struct Until {
    /// The condition as it is written.
    pub condition: String,
    /// The first month in which it holds, 0 for the start; `None` if it does not within [`YEARS`].
    pub month: Option<usize>,
}

/// A model that grows.
#[derive(Debug, Clone)]
pub struct Growth {
    /// The rates as they are written, one for each of `grown`.
    pub rates: Vec<String>,
    /// The values of what grows, from the start month by month.
    pub grown: Vec<Results>,
    /// The estimates, month by month.
    pub results: Vec<Results>,
    /// The condition that was asked for.
    pub until: Option<Until>,
    /// Whether a range has to do with the estimates.
    pub is_uncertain: bool,
}

/// Evaluates estimates for the months of some years, and a condition for up to a hundred years.
///
/// # Errors
/// A rate that is neither a share nor an amount per time or takes everything away, or a condition that is none.
pub fn growth(
    model: &Model,
    varied: &Varied,
    rates: &[Rate],
    (years, shown): (usize, &[EquationId]),
    until: Option<EquationId>,
) -> Result<Growth, Diagnostics> {
    let mut problems = Diagnostics::default();
    for (index, rate) in rates.iter().enumerate() {
        if rates[..index].iter().any(|other| other.id == rate.id) {
            let body = &model.equations()[rate.rate.index()].body;
            problems.push(Diagnostic::error("the same name grows at two rates").at(body.span(), "the second one"));
        }
    }
    let months = if until.is_some() { *YEARS.end() } else { years } * MONTHS;
    let mut given = Vec::with_capacity(rates.len());
    for rate in rates {
        match course(model, varied, *rate) {
            Ok(Course { start, factor, added, months: period }) => {
                let at = |month: usize| start * factor.powf(month as f64 / period) + added * month as f64 / period;
                let value = |month: usize| Some(at(month)).filter(|value| value.is_finite());
                given.push((0..=months).map(|month| value(month).unwrap_or(f64::NAN)).collect());
            }
            Err(problem) => problems.push(problem),
        }
    }
    if let Some(id) = until
        && varied.answers.get(id).is_some_and(|answer| !answer.is_condition())
    {
        let body = &model.equations()[id.index()].body;
        problems.push(
            Diagnostic::error("a condition is wanted here")
                .at(body.span(), "not true or false")
                .help("compare it with something: `storage > 5 PB`"),
        );
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let ids: Vec<EquationId> = rates.iter().map(|rate| rate.id).collect();
    let until = until.map(|id| Until {
        month: varied.first(&given, id),
        condition: model.equations()[id.index()].title().to_owned(),
    });
    for column in &mut given {
        column.truncate(years * MONTHS + 1);
    }
    let wanted: Vec<EquationId> = ids.iter().chain(shown).copied().collect();
    let mut grown = varied.results(model, &given, &wanted, MONTHS);
    let results = grown.split_off(rates.len());
    let plan = &varied.answers.sheet.plan;
    let is_median = |&id: &EquationId| varied.answers.located(id).is_some_and(|(slot, _)| plan.is_uncertain(slot));
    let text = |rate: &Rate| model.equations()[rate.rate.index()].body.text().to_owned();
    Ok(Growth {
        rates: rates.iter().map(text).collect(),
        grown,
        results,
        until,
        is_uncertain: shown.iter().any(|&id| varied.is_uncertain(id)) || ids.iter().any(is_median),
    })
}

/// How something grows: by a factor in each period, or by an amount.
struct Course {
    /// The value at the start, in base units.
    start: f64,
    /// What it is multiplied by in each period.
    factor: f64,
    /// What is added in each period, in base units.
    added: f64,
    /// How many months a period has.
    months: f64,
}

/// How something grows. A rate that is a range is at its stated value or its median, as other assumptions are.
fn course(model: &Model, varied: &Varied, Rate { id, rate }: Rate) -> Result<Course, Diagnostic> {
    let name = model.equations()[id.index()].name.as_ref().map_or("", |name| name.name.as_str());
    let body = &model.equations()[rate.index()].body;
    let wrong = |is: &str| {
        Diagnostic::error(format!("`{name}` grows by a share per time, not by {is}"))
            .at(body.span(), format!("this is {is}"))
            .help("write `50%/year` or `3%/month`; or an amount of it per time")
    };
    let start = varied.answers.get(id).ok_or_else(|| wrong("nothing"))?;
    let Some(grown) = start.as_quantity() else {
        return Err(Diagnostic::error(format!("`{name}` is true or false, and cannot grow")));
    };
    let answer = varied.answers.get(rate).ok_or_else(|| wrong("nothing"))?;
    let quantity = answer.as_quantity().ok_or_else(|| wrong("true or false"))?;
    let mut terms = quantity.dimension.terms().iter();
    let is_share = terms.next() == Some(&(Base::TIME, Exponent::integer(-1))) && terms.next().is_none();
    let per_time = Dimension::of(Base::TIME).power(Exponent::integer(-1)).ok();
    let amount = per_time.and_then(|per_time| grown.dimension.times(&per_time).ok());
    let is_amount =
        !grown.dimension.is_none() && amount.is_some_and(|amount| sum(&amount, &quantity.dimension).is_some());
    if !is_share && !is_amount {
        return Err(wrong(&model.units.describe(&quantity.dimension)));
    }
    let written = || quantity.written.as_ref()?.terms().iter().find(|(_, exponent)| *exponent == Exponent::integer(-1));
    let time = quantity.preference.per_time.map(str::to_owned).or_else(|| Some(written()?.0.singular.to_string()));
    let period = time.and_then(|time| period(&model.units, &time));
    if varied.depends(rate) {
        return Err(Diagnostic::error("a rate must stay the same while the model grows")
            .at(body.span(), "depends on what grows")
            .help("give it as a number: `50%/year`"));
    }
    if !is_share {
        // An amount grows alike in every month, whatever it is written per.
        let (seconds, months) = period.or_else(|| self::period(&model.units, "year")).unwrap_or((YEAR, MONTHS as f64));
        return Ok(Course { start: start.value, factor: 1.0, added: answer.value * seconds, months });
    }
    let Some((seconds, months)) = period else { return Err(wrong("one that does not say when it compounds")) };
    let factor = 1.0 + answer.value * seconds;
    if factor <= 0.0 {
        return Err(Diagnostic::error(format!("`{name}` cannot shrink by all that there is"))
            .at(body.span(), "100% or more")
            .help("give a smaller rate: `-20%/year`"));
    }
    Ok(Course { start: start.value, factor, added: 0.0, months })
}

/// The seconds of a year of 365 days.
const YEAR: f64 = 31_536_000.0;

/// The length of a time in seconds, and how many months it is: whatever a model takes for a month, a year has twelve.
fn period(units: &Units, time: &str) -> Option<(f64, f64)> {
    let seconds = units.known(time)?.factor;
    let months = match time {
        "month" => 1.0,
        "year" => MONTHS as f64,
        _ => seconds / units.known("year")?.factor * MONTHS as f64,
    };
    Some((seconds, months))
}

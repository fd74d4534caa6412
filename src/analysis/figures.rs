//! The field's numbers calculated: what sources say, powers of two, and levels of availability are expressions, and a
//! model says what they come to.

use crate::engine::Options;
use crate::model::{Answer, EquationId, Model};
use crate::quantity::unit::Units;
use crate::reference::{Nines, PERIODS, Power};
use crate::syntax::{Origin, parse};

/// What expressions come to, each in its place; `None` for one that is wrong.
#[must_use]
pub fn values(units: &Units, expressions: impl IntoIterator<Item = String>) -> Vec<Option<Answer>> {
    let mut model = Model::new(units.clone());
    let mut add = |text: String| model.add(parse(&text, Origin::default()).ok()?, None).ok()?;
    let ids: Vec<Option<EquationId>> = expressions.into_iter().map(&mut add).collect();
    let found = model.points(&Options::default());
    ids.into_iter().map(|id| found.get(id?).cloned()).collect()
}

/// For each power of two the number, as many bytes, and the relative error of what people say.
#[must_use]
pub fn calculated_powers<'a>(powers: &'a [Power], units: &Units) -> Vec<(&'a Power, [Option<Answer>; 3])> {
    let expressions = powers.iter().flat_map(|power| {
        let exact = format!("2^{}", power.exponent);
        let spoken = power.spoken.as_ref().map_or(power.binary, |spoken| spoken.bytes);
        [exact.clone(), format!("{exact} * 1 B"), format!("{spoken} / ({exact} * 1 B) - 1 -> %")]
    });
    let mut answers = values(units, expressions).into_iter();
    let mut next = || answers.next().flatten();
    powers.iter().map(|power| (power, [next(), next(), next()])).collect()
}

/// For each level of availability the downtime in each of the [`PERIODS`].
#[must_use]
pub fn calculated_nines<'a>(levels: &'a [Nines], units: &Units) -> Vec<(&'a Nines, Vec<Option<Answer>>)> {
    let downtime = |level: &Nines, period: &str| format!("(1 - {}) * (1 {period})", level.availability);
    let expressions = levels.iter().flat_map(|level| PERIODS.map(|period| downtime(level, period)));
    let mut answers = values(units, expressions).into_iter();
    levels.iter().map(|level| (level, answers.by_ref().take(PERIODS.len()).collect())).collect()
}

//! An uncertain result taken apart: which inputs its spread comes from, and how far each of them moves it.

use std::collections::HashMap;

use crate::engine::Slot;
use crate::model::{Answer, Answers, EquationId, Sheet};

/// How many samples shares come from, and the most for totals, for an overview of many results, for the same with
/// totals, and for one that is looked at closely.
const OVERVIEW: (usize, usize) = (4096, 0);
const WITH_TOTALS: (usize, usize) = (4096, 256);
const CLOSE: (usize, usize) = (16_384, 4096);

/// The part of an input, or of inputs that move together, in the variance of a result: of its logarithm where the result
/// is positive.
#[derive(Debug, Clone, PartialEq)]
pub struct Share {
    /// What it is called.
    pub input: String,
    /// The share that it has by itself.
    pub share: f64,
    /// The share that it has together with all others that it acts on.
    pub total: f64,
}

/// A result with one input at the ends of its 90% interval and all others at their medians.
#[derive(Debug, Clone, PartialEq)]
pub struct Swing {
    /// What the input is called.
    pub input: String,
    /// The result at the low end of the input; `None` if it has none there.
    pub low: Option<f64>,
    /// The result at the high end of the input.
    pub high: Option<f64>,
    /// The smallest and the largest result at the ends or between, where there are results.
    pub extremes: Option<(f64, f64)>,
}

/// An uncertain result taken apart.
#[derive(Debug, Clone)]
pub struct Detail {
    /// The result.
    pub answer: Answer,
    /// What its spread comes from, the largest first.
    pub shares: Vec<Share>,
    /// How far each input moves it, the farthest first.
    pub swings: Vec<Swing>,
}

/// Takes the uncertain result of an equation apart; `None` for one that is certain.
#[must_use]
pub fn detail(answers: &Answers, id: EquationId) -> Option<Detail> {
    taken_apart(&answers.sheet, answers.located(id)?)
}

/// Takes an uncertain result apart that the plan has in a slot; `None` for one that is certain.
#[must_use]
pub fn taken_apart(sheet: &Sheet, (slot, answer): (Slot, &Answer)) -> Option<Detail> {
    answer.spread.as_ref()?;
    let swings = sheet.swings(slot).into_iter();
    let result = |value: f64| Some(value).filter(|value| !value.is_nan());
    let swings = swings.map(|swing| {
        let (least, greatest) = swing.extremes;
        let extremes = (least <= greatest).then_some(swing.extremes);
        Swing { input: sheet.input(swing.input), low: result(swing.low), high: result(swing.high), extremes }
    });
    Some(Detail {
        answer: answer.clone(),
        shares: shares_of(sheet, &[(slot, answer)], CLOSE).remove(0),
        swings: swings.collect(),
    })
}

/// What the spread of a result comes from, the largest first; nothing for a certain one.
#[must_use]
pub fn shares(answers: &Answers, id: EquationId) -> Vec<Share> {
    let uncertain = answers.located(id).filter(|(_, answer)| answer.spread.is_some());
    uncertain.map_or_else(Vec::new, |located| shares_of(&answers.sheet, &[located], CLOSE).remove(0))
}

/// What the spread of each uncertain result of a model comes from.
#[derive(Debug, Clone, Default)]
pub struct Shares(HashMap<EquationId, Vec<Share>>);

impl Shares {
    /// Takes all uncertain results of a model apart; what inputs do together is left out.
    #[must_use]
    pub fn new(answers: &Answers) -> Self {
        Self::of(answers, OVERVIEW)
    }

    /// Takes all uncertain results of a model apart, with what inputs do together.
    #[must_use]
    pub fn with_totals(answers: &Answers) -> Self {
        Self::of(answers, WITH_TOTALS)
    }

    fn of(answers: &Answers, rows: (usize, usize)) -> Self {
        let all = (0..answers.answers.len()).map(|index| EquationId(index as u32));
        let all = all.filter_map(|id| Some((id, answers.located(id)?)));
        let (ids, uncertain): (Vec<EquationId>, Vec<(Slot, &Answer)>) =
            all.filter(|(_, (_, answer))| answer.spread.is_some()).unzip();
        Self(ids.into_iter().zip(shares_of(&answers.sheet, &uncertain, rows)).collect())
    }

    /// What the spread of a result comes from, the largest first; nothing for a certain one, or one of too many
    /// inputs.
    #[must_use]
    pub fn get(&self, id: EquationId) -> &[Share] {
        self.0.get(&id).map_or(&[], Vec::as_slice)
    }

    /// The share of each input in the spread of some results, on average over those that were taken apart; the
    /// largest first.
    #[must_use]
    pub fn average(&self, ids: &[EquationId]) -> Vec<Share> {
        let calculated = ids.iter().filter_map(|id| self.0.get(id)).filter(|shares| !shares.is_empty());
        let uncertain: Vec<&Vec<Share>> = calculated.collect();
        let mut sums: HashMap<&str, Share> = HashMap::new();
        for share in uncertain.iter().copied().flatten() {
            let none = || Share { input: share.input.clone(), share: 0.0, total: 0.0 };
            let sum = sums.entry(&share.input).or_insert_with(none);
            sum.share += share.share / uncertain.len() as f64;
            sum.total += share.total / uncertain.len() as f64;
        }
        let mut average: Vec<Share> = sums.into_values().collect();
        average.sort_by(|one, other| other.share.total_cmp(&one.share).then_with(|| one.input.cmp(&other.input)));
        average
    }
}

fn shares_of(sheet: &Sheet, answers: &[(Slot, &Answer)], rows: (usize, usize)) -> Vec<Vec<Share>> {
    let influences = sheet.influences(answers, rows).into_iter();
    let named = influences.map(|influences| {
        let mut seen: HashMap<String, usize> = HashMap::new();
        let share = influences.into_iter().map(|influence| {
            let names: Vec<String> = influence.inputs.iter().map(|&id| sheet.input(id)).collect();
            // Two inputs may be written alike.
            let name = names.join(" with ");
            let count = seen.entry(name.clone()).and_modify(|count| *count += 1).or_insert(1);
            let input = if *count > 1 { format!("{name} ({count})") } else { name };
            Share { input, share: influence.share, total: influence.total }
        });
        share.collect()
    });
    named.collect()
}

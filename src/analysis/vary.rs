//! A model run again with other values of some of its definitions: compiled once, evaluated over columns.
//! Which values those are is for `sweep` and `growth` to say.

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::engine::{Operation, Options, Slot};
use crate::model::{Answer, Answers, EquationId, Kind, Live, Model};
use crate::preset::Preset;

/// How many estimates are shown unless someone names them.
const SHOWN: usize = 6;

/// What an operation depends on.
#[derive(Debug, Clone, Copy, Default)]
struct Reach {
    /// A definition that varies.
    varies: bool,
    /// Samples of what varies, which are not drawn again.
    resampled: bool,
    /// An uncertain input that does not vary.
    uncertain: bool,
}

/// A compiled model of which some definitions vary.
#[derive(Debug, Clone)]
pub struct Varied {
    /// The results at the values that the model states.
    pub answers: Answers,
    slots: Vec<Slot>,
    reaches: Vec<Reach>,
}

/// An expression and what it results in at every step.
#[derive(Debug, Clone)]
pub struct Results {
    /// What it is called, or the expression as it is written.
    pub name: String,
    /// What it results in.
    pub kind: Kind,
    /// The number of each step in base units, or 1 and 0 for true and false; NaN where there is no result.
    pub values: Vec<f64>,
}

impl Results {
    /// The result of a step; `None` if it has none.
    #[must_use]
    pub fn answer(&self, step: usize) -> Option<Answer> {
        let value = self.values.get(step).copied().filter(|value| value.is_finite())?;
        Some(Answer::new(value, self.kind.clone()))
    }
}

impl Varied {
    /// Compiles a model for which some definitions vary. Errors are among the diagnostics of its answers.
    #[must_use]
    pub fn new(model: &mut Model, ids: &[EquationId], options: &Options) -> Self {
        for &id in ids {
            model.vary(id);
        }
        Self::of(model.points(options), ids)
    }

    /// The same from a copy of the plan of a model that changes line by line, to which this one has added equations.
    #[must_use]
    pub fn from_plan(live: &Live, model: &mut Model, ids: &[EquationId]) -> Self {
        for &id in ids {
            model.vary(id);
        }
        Self::of(live.varied(model, ids), ids)
    }

    fn of(answers: Answers, ids: &[EquationId]) -> Self {
        let slots: Vec<Slot> =
            ids.iter().filter_map(|&id| answers.sheet.outcome(id).map(|outcome| outcome.slot)).collect();
        let plan = &answers.sheet.plan;
        let mut reaches: Vec<Reach> = Vec::with_capacity(plan.len());
        for (index, &operation) in plan.operations().iter().enumerate() {
            let reach = if slots.iter().any(|slot| slot.index() == index) {
                Reach { varies: true, ..Reach::default() }
            } else {
                let operands = plan.operands(operation).map(|slot| reaches[slot.index()]);
                let reach = operands.fold(Reach::default(), |one, other| Reach {
                    varies: one.varies || other.varies,
                    resampled: one.resampled || other.resampled,
                    uncertain: one.uncertain || other.uncertain,
                });
                match operation {
                    Operation::Draw(_) => Reach { uncertain: true, ..reach },
                    Operation::Summary(..) => Reach { resampled: reach.resampled || reach.varies, ..reach },
                    _ => reach,
                }
            };
            reaches.push(reach);
        }
        Self { answers, slots, reaches }
    }

    fn reach(&self, id: EquationId) -> Reach {
        self.answers.located(id).map_or_else(Reach::default, |(slot, _)| self.reaches[slot.index()])
    }

    /// Whether the result of an equation changes with a definition that varies.
    #[must_use]
    pub fn depends(&self, id: EquationId) -> bool {
        self.reach(id).varies
    }

    /// Whether the result of an equation depends on a range that does not vary.
    #[must_use]
    pub fn is_uncertain(&self, id: EquationId) -> bool {
        self.reach(id).uncertain
    }

    /// The estimates that were asked for. If none were, those that a preset shows and that depend on what varies: the
    /// rows of its tables, or its estimates if it has no tables; at most six.
    ///
    /// # Errors
    /// None depends on it.
    pub fn or_dependents(&self, preset: &Preset, asked: Vec<EquationId>) -> Result<Vec<EquationId>, Diagnostics> {
        if !asked.is_empty() {
            return Ok(asked);
        }
        let rows = preset.tables.iter().flat_map(|table| &table.rows).map(|row| row.estimate);
        let all = rows.chain(preset.estimates.iter().copied().filter(|_| preset.tables.is_empty()));
        let text = |id: EquationId| preset.model.equations()[id.index()].body.text();
        let mut chosen: Vec<EquationId> = Vec::new();
        for id in all.filter(|&id| self.depends(id)) {
            if chosen.len() < SHOWN && chosen.iter().all(|&other| text(other) != text(id)) {
                chosen.push(id);
            }
        }
        if chosen.is_empty() {
            let problem = Diagnostic::error("no estimate depends on what varies");
            return Err(problem.help("name what to show: any expression over the names will do").into());
        }
        Ok(chosen)
    }

    /// Hints at results that are the same at every step.
    #[must_use]
    pub fn unmoved(&self, model: &Model, shown: &[EquationId]) -> Diagnostics {
        let unmoved = shown.iter().filter(|&&id| !self.depends(id));
        let hint = |&id: &EquationId| {
            let body = &model.equations()[id.index()].body;
            Diagnostic::hint(format!("`{}` stays the same", body.text()))
                .at(body.span(), "nothing that varies is in it")
        };
        unmoved.map(hint).collect()
    }

    /// The results of equations at every step. `given` has a column for each definition that varies, in base units. What
    /// is made of samples of what varies takes new ones at every step in `every`, and goes in straight lines between.
    #[must_use]
    pub fn results(&self, model: &Model, given: &[Vec<f64>], wanted: &[EquationId], every: usize) -> Vec<Results> {
        let (answers, slots): (Vec<(EquationId, &Answer)>, Vec<Slot>) =
            wanted.iter().filter_map(|&id| self.answers.located(id).map(|(slot, answer)| ((id, answer), slot))).unzip();
        let length = given.iter().map(Vec::len).min().unwrap_or(0);
        let lanes: Vec<(Slot, &[f64])> = self.slots.iter().copied().zip(given.iter().map(Vec::as_slice)).collect();
        let mut columns = self.answers.sheet.columns(&lanes, &slots, length);
        let resampled: Vec<usize> =
            (0..answers.len()).filter(|&index| self.reach(answers[index].0).resampled).collect();
        if !resampled.is_empty() {
            let slots: Vec<Slot> = resampled.iter().map(|&index| slots[index]).collect();
            let steps: Vec<usize> = (0..length).step_by(every).collect();
            let found: Vec<Vec<f64>> = steps.iter().map(|&step| self.resampled(given, &slots, step)).collect();
            for (place, &index) in resampled.iter().enumerate() {
                let is_condition = answers[index].1.is_condition();
                columns[index] = (0..length)
                    .map(|step| {
                        let (before, part) = (step / every, (step % every) as f64 / every as f64);
                        let (from, to) =
                            (found[before][place], found.get(before + 1).map_or(f64::NAN, |next| next[place]));
                        if part == 0.0 || is_condition { from } else { from * (1.0 - part) + to * part }
                    })
                    .collect();
            }
        }
        let name = |id: EquationId| model.equations()[id.index()].title().to_owned();
        let result = |((id, answer), values): ((EquationId, &Answer), Vec<f64>)| Results {
            name: name(id),
            kind: answer.kind.clone(),
            values,
        };
        answers.into_iter().zip(columns).map(result).collect()
    }

    /// The first step at which a condition holds.
    #[must_use]
    pub fn first(&self, given: &[Vec<f64>], condition: EquationId) -> Option<usize> {
        let (slot, _) = self.answers.located(condition)?;
        let length = given.iter().map(Vec::len).min().unwrap_or(0);
        if self.reach(condition).resampled {
            return (0..length).find(|&step| self.resampled(given, &[slot], step)[0] == 1.0);
        }
        let lanes: Vec<(Slot, &[f64])> = self.slots.iter().copied().zip(given.iter().map(Vec::as_slice)).collect();
        let column = self.answers.sheet.columns(&lanes, &[slot], length).pop().unwrap_or_default();
        column.iter().position(|value| *value == 1.0)
    }

    /// Results of one step, with samples of their own. A condition that samples leave open does not hold.
    fn resampled(&self, given: &[Vec<f64>], slots: &[Slot], step: usize) -> Vec<f64> {
        let given: Vec<(Slot, f64)> = self.slots.iter().copied().zip(given.iter().map(|column| column[step])).collect();
        let values = self.answers.sheet.plan.evaluate_with(&given);
        let one = |&slot: &Slot| {
            let (number, (low, high)) = (values.get(slot), values.ends(slot));
            if low == high || (number != 0.0 && number != 1.0) { number } else { number.min(low).min(high) }
        };
        slots.iter().map(one).collect()
    }
}

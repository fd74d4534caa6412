//! A model run again with other values of some of its definitions: compiled once, evaluated over columns.
//! Which values those are is for `sweep` and `growth` to say.

use crate::diagnostic::Diagnostic;
use crate::engine::{Operation, Slot};
use crate::model::{Answer, Answers, EquationId, Kind, Model};
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
        Some(Answer { value, kind: self.kind.clone(), slot: Slot(0), spread: None, estimated: None, is_stated: false })
    }
}

impl Varied {
    /// Compiles a model for which some definitions vary. Errors are among the diagnostics of its answers.
    #[must_use]
    pub fn new(model: &mut Model, ids: &[EquationId]) -> Self {
        for &id in ids {
            model.vary(id);
        }
        let compiled = model.compile();
        let slots: Vec<Slot> = ids
            .iter()
            .filter_map(|id| compiled.outcomes.get(id.index())?.as_ref().map(|outcome| outcome.slot))
            .collect();
        let answers = compiled.points();
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
        self.answers.get(id).map_or_else(Reach::default, |answer| self.reaches[answer.slot.index()])
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
    pub fn or_dependents(&self, preset: &Preset, asked: Vec<EquationId>) -> Result<Vec<EquationId>, Vec<Diagnostic>> {
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
            return Err(vec![problem.help("name what to show: any expression over the names will do")]);
        }
        Ok(chosen)
    }

    /// Hints at results that are the same at every step.
    #[must_use]
    pub fn unmoved(&self, model: &Model, shown: &[EquationId]) -> Vec<Diagnostic> {
        let unmoved = shown.iter().filter(|&&id| !self.depends(id));
        let hint = |&id: &EquationId| {
            let body = &model.equations()[id.index()].body;
            Diagnostic::hint(format!("`{}` stays the same", body.text()))
                .at(body.span(), "nothing that varies is in it")
        };
        unmoved.map(hint).collect()
    }

    /// The results of equations at every step. `given` has a column for each definition that varies, in base units.
    ///
    /// # Errors
    /// A result needs samples of what varies, which are not drawn again at every step.
    pub fn results(
        &self,
        model: &Model,
        given: &[Vec<f64>],
        wanted: &[EquationId],
    ) -> Result<Vec<Results>, Vec<Diagnostic>> {
        let resampled = wanted.iter().filter(|&&id| self.reach(id).resampled);
        let problems: Vec<Diagnostic> = resampled.map(|&id| resampled_at(model, id)).collect();
        if !problems.is_empty() {
            return Err(problems);
        }
        let answers: Vec<(&EquationId, &Answer)> =
            wanted.iter().filter_map(|id| Some((id, self.answers.get(*id)?))).collect();
        let slots: Vec<Slot> = answers.iter().map(|(_, answer)| answer.slot).collect();
        let length = given.iter().map(Vec::len).min().unwrap_or(0);
        let given: Vec<(Slot, &[f64])> = self.slots.iter().copied().zip(given.iter().map(Vec::as_slice)).collect();
        let columns = self.answers.sheet.columns(&given, &slots, length);
        let name = |id: EquationId| {
            let equation = &model.equations()[id.index()];
            equation.name.as_ref().map_or(equation.body.text(), |name| name.name.as_str()).to_owned()
        };
        let result = |((&id, answer), values): ((&EquationId, &Answer), Vec<f64>)| Results {
            name: name(id),
            kind: answer.kind.clone(),
            values,
        };
        Ok(answers.into_iter().zip(columns).map(result).collect())
    }
}

fn resampled_at(model: &Model, id: EquationId) -> Diagnostic {
    let body = &model.equations()[id.index()].body;
    Diagnostic::error(format!("`{}` would need new samples at every step", body.text()))
        .at(body.span(), "made of samples of what varies, by `p`, `mean` or `percentile`")
        .help("ask for a result that does without, or change the value with `--set` and run the model again")
}

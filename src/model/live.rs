//! A model that changes line by line: after each change only what depends on it is checked and calculated again.
//! New operations are added behind the old ones; when most of the plan is out of use, it is built anew.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::lower::Lowering;
use super::mentions::{Mention, unnamed};
use super::order::order;
use super::scope::{Bound, Typed};
use super::sheet::{Sheet, sort};
use super::waiting::Waiting;
use super::{Answer, Answers, Compiled, Defined, Definition, EquationId, Kind, Model, explain};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::engine::{Interrupt, Options, Slot};
use crate::limits::OPERATIONS;
use crate::syntax::tree::{Expression, Name};

/// The checked and calculated state of a model.
#[derive(Debug, Clone, Default)]
pub struct Live {
    sheet: Sheet,
    /// The results of all equations.
    answers: Vec<Option<Answer>>,
    waiting: Waiting,
    /// Who mentions a word, as the name of a value, a unit or a function.
    pub(super) mentions: HashMap<Name, BTreeSet<Mention>>,
    /// How long the plan was when it was last built whole.
    built: usize,
}

/// A change of one name.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// It gets this meaning, in place of any that it has.
    Define(Definition),
    /// It loses its meaning.
    Delete(Defined),
}

impl Change {
    /// The name that changes.
    #[must_use]
    pub fn defined(&self) -> Defined {
        match self {
            Self::Define(definition) => definition.defined(),
            Self::Delete(defined) => defined.clone(),
        }
    }
}

/// How much a question may cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Effort {
    /// How many operations it may add to the plan.
    pub operations: usize,
    /// How many samples it may draw, if fewer than usual.
    pub samples: Option<usize>,
    /// Whether to say of an unknown word what it may have been meant as, which takes longer than all else.
    pub explains: bool,
}

impl Default for Effort {
    fn default() -> Self {
        Self { operations: OPERATIONS, samples: None, explains: true }
    }
}

/// What a change did to one equation.
#[derive(Debug, Clone, PartialEq)]
pub struct Effect {
    /// The equation.
    pub id: EquationId,
    /// Its result before.
    pub before: Option<Answer>,
    /// Its result now.
    pub after: Option<Answer>,
}

impl Effect {
    /// Whether the result is what it was, apart from sampling error.
    #[must_use]
    pub fn is_resampled(&self) -> bool {
        let (Some(before), Some(after)) = (&self.before, &self.after) else { return false };
        let (Some(one), Some(other)) = (&before.spread, &after.spread) else { return false };
        let is_quantity = matches!(after.kind, Kind::Quantity(_));
        is_quantity && before.value == after.value && before.kind == after.kind && one.is_within_error_of(other)
    }
}

/// Equations that were checked again.
struct Lowered {
    /// Those that lie in no circle, each after those that it uses.
    ids: Vec<EquationId>,
    /// The places of the others.
    circular: HashSet<usize>,
    problems: Diagnostics,
}

/// What a change did.
#[derive(Debug, Clone, Default)]
pub struct Update {
    /// The meaning that the name had before.
    pub before: Option<Definition>,
    /// All equations that depend on the name, in the order of calculation.
    pub effects: Vec<Effect>,
    /// Errors and hints of those equations.
    pub problems: Diagnostics,
}

impl Live {
    /// Checks and calculates a whole model, with all problems found. What it calculates later on is evaluated in the same way.
    #[must_use]
    pub fn new(model: &Model, options: &Options) -> (Self, Diagnostics) {
        let mut live = Self::default();
        for equation in (0..model.equations().len()).map(|index| EquationId(index as u32)) {
            live.learn_equation(model, equation);
        }
        for function in model.functions() {
            live.learn_function(&function.name.name, function.expressions());
        }
        let problems = live.build(model, options);
        (live, problems)
    }

    /// The result of an equation.
    #[must_use]
    pub fn answer(&self, id: EquationId) -> Option<&Answer> {
        self.answers.get(id.index())?.as_ref()
    }

    /// The plan that the results come from.
    #[must_use]
    pub const fn sheet(&self) -> &Sheet {
        &self.sheet
    }

    /// Stops what it calculates from now on when someone asks to by this flag.
    pub fn listen(&mut self, interrupt: Interrupt) {
        self.sheet.plan.interrupt = interrupt;
    }

    /// Whether an equation waits for a name.
    #[must_use]
    pub fn waits(&self, id: EquationId) -> bool {
        self.waiting.contains(id)
    }

    /// The names that an equation of the model waits for: as many as are told, and one more if there are others.
    #[must_use]
    pub fn waits_for(&self, model: &Model, id: EquationId) -> Vec<Name> {
        self.waiting.in_the_end(model, id)
    }

    /// Changes the model and all that depends on the change.
    ///
    /// # Errors
    /// The problems it would make; then nothing has changed.
    pub fn change(&mut self, model: &mut Model, change: Change) -> Result<Update, Diagnostics> {
        let defined = change.defined();
        let before = model.definition(&defined);
        let update = self.apply(model, change)?;
        if update.problems.has_errors() {
            let back = before.map_or(Change::Delete(defined), Change::Define);
            // What was accepted before is accepted again, and takes its time.
            let interrupt = std::mem::take(&mut self.sheet.plan.interrupt);
            let restored = self.apply(model, back);
            self.sheet.plan.interrupt = interrupt;
            restored?;
            return Err(update.problems);
        }
        if self.sheet.plan.len() > 2 * self.built + 10_000 {
            self.build(model, &self.sheet.plan.options());
        }
        Ok(Update { before, ..update })
    }

    /// Adds a line to the model without a name, which `_` stands for from then on.
    pub fn keep(&mut self, model: &mut Model, body: Expression) -> EquationId {
        let id = model.keep(body);
        self.learn_equation(model, id);
        let mut lowering = self.resume(model, true);
        lowering.sheet.outcomes.resize(model.equations().len(), None);
        lowering.one(id);
        // What is to be said of it has been said when it was asked.
        self.take_back(lowering);
        self.answer_again(&[id]);
        id
    }

    /// The result of an expression, and hints; what is added to the plan is there for this question only.
    ///
    /// # Errors
    /// Why it has none.
    pub fn ask(
        &mut self,
        model: &Model,
        question: &Expression,
        effort: Effort,
    ) -> Result<(Answer, Diagnostics), Diagnostics> {
        let answer = |sheet: &Sheet, outcome: &Typed| sheet.answer(outcome);
        let ((answer, remark), mut problems) = self.look(model, question, effort, answer)?;
        problems.extend(remark);
        Ok((answer, problems))
    }

    /// What `look` finds in the plan with the operations of an expression, which are forgotten afterwards.
    ///
    /// # Errors
    /// Why there is nothing to look at, or what `look` says.
    pub fn look<T>(
        &mut self,
        model: &Model,
        question: &Expression,
        effort: Effort,
        look: impl FnOnce(&Sheet, &Typed) -> Result<T, Diagnostic>,
    ) -> Result<(T, Diagnostics), Diagnostics> {
        let length = self.sheet.plan.len();
        let mut lowering = self.resume(model, false);
        lowering.limit = (length + effort.operations).min(lowering.limit);
        let samples = lowering.sheet.plan.sampling.samples;
        if let Some(most) = effort.samples {
            lowering.sheet.plan.sampling.samples = Some(samples.unwrap_or(most).min(most));
        }
        lowering.explains = effort.explains;
        lowering.owner = None;
        lowering.last = model.last();
        let outcome = lowering.expression(question, &Bound::default()).map_err(|stop| lowering.note(stop)).ok();
        let mut problems = self.take_back(lowering);
        sort(&mut problems);
        let result = match outcome.map(|outcome| look(&self.sheet, &outcome)) {
            Some(Ok(found)) => {
                problems.extend(self.sheet.remarks(Slot(length as u32)));
                Ok((found, problems))
            }
            Some(Err(problem)) => {
                problems.push(problem);
                Err(problems)
            }
            None => Err(problems),
        };
        self.sheet.truncate(length);
        self.sheet.plan.sampling.samples = samples;
        result
    }

    /// What an expression results in, checked but not calculated; `None` if it is wrong, or takes more than it may.
    #[must_use]
    pub fn kind(&self, model: &Model, question: &Expression, effort: Effort) -> Option<Kind> {
        let mut lowering = Lowering::resumed(model, self.sheet.clone());
        lowering.waiting = self.waiting.clone();
        lowering.limit = self.sheet.plan.len() + effort.operations;
        lowering.explains = effort.explains;
        lowering.last = model.last();
        lowering.expression(question, &Bound::default()).ok().map(|typed| typed.kind)
    }

    fn apply(&mut self, model: &mut Model, change: Change) -> Result<Update, Diagnostics> {
        let defined = change.defined();
        self.forget(model, &defined);
        let changed = match change {
            Change::Define(definition) => model.define(definition).map(drop),
            Change::Delete(defined) => {
                let id = model.find(defined.name().as_str());
                model.delete(&defined);
                if let (Defined::Value(_), Some(id)) = (&defined, id) {
                    self.waiting.remove(id);
                }
                Ok(())
            }
        };
        match &defined {
            Defined::Value(name) => {
                if let Some(id) = model.find(name.as_str()) {
                    self.learn_equation(model, id);
                }
            }
            Defined::Function(name) => {
                if let Some(function) = model.functions.get(name) {
                    self.learn_function(name, function.expressions());
                }
            }
        }
        changed?;
        Ok(self.recalculate(model, &defined))
    }

    /// Checks and calculates everything that depends on a name, and the name itself.
    fn recalculate(&mut self, model: &Model, changed: &Defined) -> Update {
        if let Some(update) = self.goes_on_waiting(model, changed) {
            return update;
        }
        let affected = self.dependents(model, changed);
        let before: HashMap<EquationId, Option<Answer>> =
            affected.iter().map(|&id| (id, self.answer(id).cloned())).collect();
        let length = self.sheet.plan.len();
        let Lowered { ids, circular, mut problems } = self.lower_again(model, &affected, true);
        problems.extend(self.answer_again(&ids));
        let effect = |&id: &EquationId| Effect { id, before: before[&id].clone(), after: self.answer(id).cloned() };
        let effects = ids.iter().map(effect).collect();
        for circular in circular {
            self.answers[circular] = None;
        }
        problems.extend(self.sheet.remarks(Slot(length as u32)));
        sort(&mut problems);
        Update { before: None, effects, problems }
    }

    /// Checks equations again, each after those that it uses, and calculates what that adds to the plan.
    fn lower_again(&mut self, model: &Model, affected: &[EquationId], open: bool) -> Lowered {
        let places: HashMap<usize, usize> =
            affected.iter().enumerate().map(|(place, id)| (id.index(), place)).collect();
        let mut lowering = self.resume(model, open);
        lowering.sheet.outcomes.resize(model.equations().len(), None);
        let dependencies = lowering.words.dependencies(affected.iter().map(|id| &model.equations()[id.index()]));
        let local =
            dependencies.into_iter().map(|used| used.iter().filter_map(|index| places.get(index).copied()).collect());
        let order = order(&local.collect::<Vec<Vec<usize>>>());
        let mut circular = HashSet::new();
        for circle in &order.circles {
            let circle: Vec<usize> = circle.iter().map(|&place| affected[place].index()).collect();
            lowering.problems.push(explain::circle(model, &circle));
            circular.extend(circle);
        }
        let sorted = order.sorted.into_iter().map(|place| affected[place]);
        let ids: Vec<EquationId> = sorted.filter(|id| !circular.contains(&id.index())).collect();
        for &id in &ids {
            lowering.one(id);
        }
        if !model.correlations().is_empty() {
            lowering.correlations();
        }
        Lowered { ids, circular, problems: self.take_back(lowering) }
    }

    /// The results of a model with some more equations than this one has, from a copy of the plan that is there.
    #[must_use]
    pub fn with_added(&self, model: &Model) -> Answers {
        let mut live = self.clone();
        let added: Vec<EquationId> = live.added(model).collect();
        let Lowered { ids, mut problems, .. } = live.lower_again(model, &added, false);
        problems.extend(live.answer_again(&ids));
        sort(&mut problems);
        Answers { answers: live.answers, diagnostics: problems, sheet: live.sheet }
    }

    /// The same at one point, where some definitions vary: only what depends on them is checked and calculated again.
    #[must_use]
    pub fn varied(&self, model: &Model, ids: &[EquationId]) -> Answers {
        let mut live = self.clone();
        let names = ids.iter().filter_map(|id| model.equations()[id.index()].name.as_ref());
        let mut affected: Vec<EquationId> = names
            .flat_map(|name| live.dependents(model, &Defined::Value(name.name.clone())))
            .chain(live.added(model))
            .collect();
        let mut seen = HashSet::new();
        affected.retain(|id| seen.insert(*id));
        let Lowered { problems, .. } = live.lower_again(model, &affected, false);
        Compiled { sheet: live.sheet, diagnostics: problems }.points()
    }

    /// The equations of a model that are not known here.
    fn added(&self, model: &Model) -> impl Iterator<Item = EquationId> + use<> {
        (self.sheet.outcomes.len()..model.equations().len()).map(|index| EquationId(index as u32))
    }

    /// The change of a definition that waits itself, where all that mention it wait for it: they go on waiting. `None` if
    /// more must be looked at.
    fn goes_on_waiting(&mut self, model: &Model, changed: &Defined) -> Option<Update> {
        let Defined::Value(name) = changed else { return None };
        let id = model.find(name.as_str())?;
        let waits = |mention: &Mention| matches!(mention, Mention::Equation(id) if self.waiting.is_noted(*id, name));
        let mentions = self.mentions.get(name).filter(|mentions| !mentions.is_empty())?;
        let is_last = self.mentions.get(&unnamed(id)).is_some_and(|mentions| !mentions.is_empty());
        let is_new = id.index() >= self.sheet.outcomes.len();
        if !is_new || is_last || !model.correlations().is_empty() || !mentions.iter().all(waits) {
            return None;
        }
        let length = self.sheet.plan.len();
        let mut lowering = self.resume(model, true);
        lowering.sheet.outcomes.resize(model.equations().len(), None);
        lowering.one(id);
        let problems = self.take_back(lowering);
        let is_circle = || self.waiting.is_for(model, id, name);
        if !self.waiting.contains(id) || problems.has_errors() || is_circle() {
            // It is looked at once more, with all that depends on it.
            self.sheet.outcomes[id.index()] = None;
            self.sheet.truncate(length);
            return None;
        }
        self.answers.resize(self.sheet.outcomes.len(), None);
        let effects = vec![Effect { id, before: None, after: None }];
        Some(Update { before: None, effects, problems })
    }

    /// Finds the results of some equations, and what is to be said of them.
    fn answer_again(&mut self, ids: &[EquationId]) -> Diagnostics {
        self.answers.resize(self.sheet.outcomes.len(), None);
        let known: Vec<EquationId> =
            ids.iter().copied().filter(|id| self.sheet.outcomes[id.index()].is_some()).collect();
        for id in ids {
            self.answers[id.index()] = None;
        }
        let outcomes: Vec<&Typed> = known.iter().filter_map(|id| self.sheet.outcomes[id.index()].as_ref()).collect();
        let answered = self.sheet.answers(&outcomes);
        let mut problems: Diagnostics = self.sheet.is_interrupted().into_iter().collect();
        let mut reported = HashSet::new();
        for (id, answered) in known.into_iter().zip(answered) {
            match answered {
                Ok((answer, remark)) => {
                    problems.extend(remark);
                    self.answers[id.index()] = Some(answer);
                }
                Err(problem) => problems.extend(reported.insert(problem.at).then_some(problem.diagnostic)),
            }
        }
        problems
    }

    /// Builds the whole plan anew.
    fn build(&mut self, model: &Model, options: &Options) -> Diagnostics {
        let mut lowering = Lowering::new(model, options);
        lowering.open = Some(Vec::new());
        lowering.all();
        let mut problems = self.take_back(lowering);
        self.built = self.sheet.plan.len();
        let ids: Vec<EquationId> = (0..self.sheet.outcomes.len()).map(|index| EquationId(index as u32)).collect();
        self.answers.clear();
        problems.extend(self.answer_again(&ids));
        sort(&mut problems);
        problems
    }

    /// Goes on lowering where the plan ends.
    fn resume<'m>(&mut self, model: &'m Model, open: bool) -> Lowering<'m> {
        let mut lowering = Lowering::resumed(model, std::mem::take(&mut self.sheet));
        lowering.waiting = std::mem::take(&mut self.waiting);
        lowering.open = open.then(Vec::new);
        lowering.limit = OPERATIONS.max(2 * self.built) + self.built;
        lowering
    }

    /// Takes the plan back and calculates what was added to it.
    fn take_back(&mut self, lowering: Lowering) -> Diagnostics {
        self.sheet = lowering.sheet;
        self.waiting = lowering.waiting;
        self.sheet.calculate();
        lowering.problems.into_diagnostics()
    }
}

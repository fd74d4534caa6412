//! Changes of the model: one name, or another model in place of this one; and what they did to all results.

use super::{Done, Event, Moved, NameStep, Step, Waits, Workspace};
use crate::analysis::by_hand;
use crate::diagnostic::suggestion::nearest;
use crate::model::{Change, Defined, Definition, Effect, EquationId, Live, Update};
use crate::preset::Preset;
use crate::syntax::tree::Name;

/// How many names a word is compared with for one that it may have been meant as, each time that a line waits.
const COMPARED: usize = 500;

impl Workspace {
    /// Changes one name.
    pub fn change(&mut self, change: Change) -> Done {
        let defined = change.defined();
        match self.change_model(change) {
            Ok(update) => {
                if let Defined::Value(name) = &defined
                    && let Some(id) = self.preset.model.find(name.as_str())
                {
                    self.preset.list_again(id);
                }
                let events = self.events(&defined, &update);
                let after = self.preset.model.definition(&defined);
                let step = NameStep { defined, before: update.before, after, lines: Vec::new() };
                self.steps.push(Step::Name(Box::new(step)));
                self.changes += 1;
                Done { events, problems: update.problems }
            }
            Err(problems) => problems.into(),
        }
    }

    /// Puts another model in place of this one.
    pub fn replace(&mut self, preset: Preset) -> Done {
        let (live, problems) = Live::new(&preset.model, &self.options);
        if problems.has_errors() {
            return problems.into();
        }
        let before = self.take_over(preset, live);
        self.steps.push(Step::All(Box::new(before)));
        self.changes += 1;
        problems.into()
    }

    /// Opens another model in place of this one; if that was changed and not saved, it counts as left behind.
    pub fn open(&mut self, preset: Preset) -> Done {
        let is_changed = self.changes != self.saved;
        let done = self.replace(preset);
        if !done.failed() {
            self.left += u64::from(is_changed);
            self.saved = self.changes;
        }
        done
    }

    /// Puts the same equations under other units in place of this model.
    pub(super) fn reinterpret(&mut self, preset: Preset) -> Done {
        let before = self.answers().answers;
        let mut done = self.replace(preset);
        if !done.failed() {
            let answers = before.into_iter().zip(self.answers().answers);
            let effects = answers.zip(0..).map(|((before, after), id)| Effect { id: EquationId(id), before, after });
            let moved = self.moved(effects, None);
            done.events.push(Event::Changed(moved));
        }
        done
    }

    /// What a change of a name did.
    pub(super) fn events(&self, defined: &Defined, update: &Update) -> Vec<Event> {
        let own = self.preset.model.find(defined.name().as_str());
        let mut events = Vec::new();
        match defined {
            Defined::Function(name) => events.push(match self.preset.model.definition(defined) {
                Some(Definition::Function(function)) => Event::Function(function.text),
                _ => Event::Gone(name.clone()),
            }),
            Defined::Value(name) if own.is_none() => events.push(Event::Gone(name.clone())),
            Defined::Value(_) => {}
        }
        let own = own.filter(|_| matches!(defined, Defined::Value(_)));
        events.push(Event::Changed(self.moved(update.effects.iter().cloned(), own)));
        events
    }

    /// The named results among those that were calculated again, `own` first.
    fn moved(&self, effects: impl Iterator<Item = Effect>, own: Option<EquationId>) -> Vec<Moved> {
        let moved = effects.filter_map(|effect| {
            let name = self.preset.model.equations()[effect.id.index()].name.as_ref()?.name.clone();
            let is_own = own == Some(effect.id);
            let is_news = effect.after.is_none() && (is_own || effect.before.is_some());
            let rounded = || by_hand::definition(&self.preset.model, effect.id, &self.options);
            let has_by_hand = is_own && self.by_hand && effect.after.is_some();
            Some(Moved {
                name,
                is_own,
                is_resampled: effect.is_resampled(),
                waits: if is_news { self.waits(effect.id) } else { None },
                by_hand: if has_by_hand { rounded().map(Box::new) } else { None },
                before: effect.before,
                after: effect.after,
            })
        });
        let (own, others): (Vec<_>, Vec<_>) = moved.partition(|moved| moved.is_own);
        own.into_iter().chain(others).collect()
    }

    /// A copy of the model without what waits for a name.
    #[must_use]
    pub fn settled(&mut self) -> Preset {
        self.preset.list_definitions();
        let mut preset = self.preset.clone();
        let ids = (0..preset.model.equations().len() as u32).map(EquationId);
        for id in ids.filter(|&id| self.live.waits(id)) {
            if let Some(name) = preset.model.equations()[id.index()].name.clone() {
                preset.model.delete(&Defined::Value(name.name));
            }
        }
        preset.list_definitions();
        preset
    }

    /// What every open definition waits for.
    #[must_use]
    pub fn all_waiting(&self) -> Vec<Waits> {
        let ids = (0..self.preset.model.equations().len()).map(|index| EquationId(index as u32));
        ids.filter(|&id| self.live.waits(id)).filter_map(|id| self.waits(id)).collect()
    }

    /// What a definition waits for; `None` if it does not wait.
    #[must_use]
    pub fn waits(&self, id: EquationId) -> Option<Waits> {
        let name: &Name = &self.preset.model.equations()[id.index()].name.as_ref()?.name;
        let names = self.live.waits_for(&self.preset.model, id);
        let known = self.preset.model.names().filter(|known| *known != name.as_str());
        let near = nearest(names.first()?.as_str(), known.take(COMPARED));
        Some(Waits { name: name.clone(), names, near })
    }
}

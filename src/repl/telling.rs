//! What a session says of its model: results in its digits and units, what a change changed, what waits for what.
//! It reads the session; what changes it is in `session`.

use super::reply::Reply;
use super::session::Session;
use crate::analysis::by_hand::{self, ByHand};
use crate::diagnostic::Diagnostics;
use crate::diagnostic::suggestion::{did_you_mean, nearest};
use crate::model::{Answer, Answers, Defined, Definition, Effect, EquationId, Update, awaited};
use crate::quantity::display::{DEFAULT_DIGITS, Formatter};
use crate::report::answer::{assumption, result};

/// How many changed results are told one by one.
const TOLD: usize = 20;
/// How many names a word is compared with for one that it may have been meant as, each time that a line waits.
const COMPARED: usize = 500;

impl Session {
    /// The formatter of this session.
    #[must_use]
    pub fn formatter(&self) -> Formatter<'_> {
        let mut formatter = Formatter::new(&self.preset.model.units, true);
        formatter.digits = self.digits.unwrap_or(DEFAULT_DIGITS);
        formatter
    }

    /// A definition in the unit that it is written in: `150M users`, unless that would hide digits.
    fn show_definition(&self, answer: &Answer) -> String {
        let mut formatter = self.formatter();
        let written = answer.as_quantity().and_then(|quantity| quantity.written.as_ref());
        let unit = written.map_or(1.0, |unit| unit.factor());
        let digits = format!("{:e}", answer.value / unit).split('e').next().map_or(0, str::len) - 1;
        formatter.exact = digits > formatter.digits;
        assumption(answer, &formatter).to_string()
    }

    pub(super) fn show(&self, answer: &Answer) -> String {
        result(answer, &self.formatter()).to_string()
    }

    /// What mental arithmetic gives, and how far that is from the answer.
    pub(super) fn beside(&self, answer: &Answer, by_hand: Option<ByHand>) -> String {
        let Some((by_hand, error)) = by_hand.and_then(|by_hand| {
            let error = by_hand.error(answer, &self.preset.model.units)?;
            Some((by_hand, error))
        }) else {
            return String::new();
        };
        let mut formatter = Formatter::new(&by_hand.units, false);
        formatter.digits = 1;
        let shown = result(&by_hand.answer, &formatter).plain();
        let error = if error.abs() < 0.005 { "exact".to_owned() } else { format!("{:+.0}%", error * 100.0) };
        format!("   ~ {shown} by hand, {error}")
    }

    /// What a change did: the new result, and every other one that is not what it was.
    pub(super) fn tell(&self, defined: &Defined, update: &Update) -> Reply {
        let mut lines = Vec::new();
        let own = self.preset.model.find(defined.name().as_str());
        match defined {
            Defined::Function(name) => lines.push(match self.preset.model.definition(defined) {
                Some(Definition::Function(function)) => function.text.to_string(),
                _ => format!("`{name}` is gone"),
            }),
            Defined::Value(name) if own.is_none() => lines.push(format!("`{name}` is gone")),
            Defined::Value(_) => {}
        }
        let own = own.filter(|_| matches!(defined, Defined::Value(_)));
        lines.extend(self.tell_effects(&update.effects, own));
        Reply::lines(&lines)
    }

    /// The results that are not what they were, `own` among them in any case.
    pub(super) fn tell_effects(&self, effects: &[Effect], own: Option<EquationId>) -> Vec<String> {
        let is_own = |effect: &Effect| own == Some(effect.id);
        let told = effects.iter().filter_map(|effect| Some((is_own(effect), self.tell_one(effect, is_own(effect))?)));
        let (own, mut others): (Vec<_>, Vec<_>) = told.partition(|(is_own, _)| *is_own);
        let more = others.len().saturating_sub(TOLD);
        others.truncate(TOLD);
        let more = (more > 0).then(|| format!("… and {more} more results changed"));
        own.into_iter().chain(others).map(|(_, line)| line).chain(more).collect()
    }

    fn tell_one(&self, effect: &Effect, is_own: bool) -> Option<String> {
        let name = &self.preset.model.equations()[effect.id.index()].name.as_ref()?.name;
        let show = |answer: &Answer| if is_own { self.show_definition(answer) } else { self.show(answer) };
        let [before, after] = [&effect.before, &effect.after].map(|answer| answer.as_ref().map(show));
        let beside = match &effect.after {
            Some(answer) if is_own && self.by_hand => {
                self.beside(answer, by_hand::definition(&self.preset.model, effect.id, &self.options))
            }
            _ => String::new(),
        };
        match (before, after) {
            (Some(before), Some(after)) if before == after || effect.is_resampled() => {
                is_own.then(|| format!("{name} = {after}{beside}"))
            }
            (Some(before), Some(after)) if is_own => Some(format!("{name} = {after}   (was {before}){beside}")),
            (Some(before), Some(after)) => Some(format!("{name} {before} -> {after}")),
            (None, Some(after)) => Some(format!("{name} = {after}{beside}")),
            (before, None) => {
                let is_news = is_own || before.is_some();
                is_news.then(|| self.waits(effect.id)).flatten()
            }
        }
    }

    /// The results of all equations; none for those that wait.
    pub(super) fn answers(&self) -> Answers {
        let ids = (0..self.preset.model.equations().len()).map(|index| EquationId(index as u32));
        let answers = ids.map(|id| self.live.answer(id).cloned()).collect();
        Answers { answers, diagnostics: Diagnostics::default(), sheet: self.live.sheet().clone() }
    }

    /// The value of a name, or what it waits for.
    pub(super) fn meaning_of(&self, name: &str) -> String {
        let Some(id) = self.preset.model.find(name) else { return String::new() };
        let shown = self.live.answer(id).map(|answer| self.show(answer));
        shown.or_else(|| self.waits(id)).unwrap_or_default()
    }

    /// What every open definition waits for, a line each.
    pub(super) fn all_waiting(&self) -> Vec<String> {
        let ids = (0..self.preset.model.equations().len()).map(|index| EquationId(index as u32));
        ids.filter(|&id| self.live.waits(id)).filter_map(|id| self.waits(id)).collect()
    }

    /// "`qps` waits for `dau`", with the nearest word that there is.
    pub(super) fn waits(&self, id: EquationId) -> Option<String> {
        let name = &self.preset.model.equations()[id.index()].name.as_ref()?.name;
        let waits_for = self.live.waits_for(&self.preset.model, id);
        let known = self.preset.model.names().filter(|known| *known != name.as_str());
        let near = nearest(waits_for.first()?.as_str(), known.take(COMPARED));
        let near = did_you_mean(&near).map_or_else(String::new, |question| format!(" ({question})"));
        Some(format!("`{name}` waits for {}{near}", awaited(&waits_for)))
    }
}

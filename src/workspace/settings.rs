//! The settings of an open model: the conventions of the model, how many digits results have, sums by hand, samples.
//! Conventions are part of the model and saved with it.

use super::{Done, Event, Settings, Workspace};
use crate::diagnostic::suggestion::{did_you_mean, nearest};
use crate::diagnostic::{Diagnostic, Diagnostics, Sources};
use crate::engine::{SAMPLES, Sampling};
use crate::model::is_convention;
use crate::preset::Preset;
use crate::syntax::tree::{Expression, Name, Spelled};
use crate::syntax::{Origin, parse_expression};

/// More digits than a float has mean nothing.
const MAX_DIGITS: usize = 15;

/// All settings: conventions first.
pub const SETTINGS: [&str; 9] = ["bytes", "day", "month", "year", "digits", "by-hand", "samples", "seed", "sampled"];

/// The values of a setting that are words.
#[must_use]
pub fn choices(key: &str) -> &'static [&'static str] {
    match key {
        "bytes" => &["decimal", "binary", "default"],
        "by-hand" | "sampled" => &["on", "off", "default"],
        _ if SETTINGS.contains(&key) => &["default"],
        _ => &[],
    }
}

impl Workspace {
    /// Chooses a setting, or asks for it where there is no value; for all of them without a name.
    pub fn set(&mut self, key: &str, value: &str, sources: &mut Sources) -> Done {
        if key.is_empty() {
            return Done::one(Event::Setting(None));
        }
        let Some(place) = SETTINGS.iter().position(|known| *known == key) else {
            let near = did_you_mean(&nearest(key, SETTINGS));
            let help = near.unwrap_or_else(|| format!("the settings are {}", SETTINGS.join(", ")));
            return Diagnostic::error(format!("there is no setting `{key}`")).help(help).into();
        };
        let key = SETTINGS[place];
        if value.is_empty() {
            return Done::one(Event::Setting(Some(key)));
        }
        if is_convention(key) {
            return self.convention(key, value, sources);
        }
        let before = self.settings();
        let chosen = match key {
            "digits" => self.choose_digits(value),
            "by-hand" => switch(key, value).map(|is_on| self.by_hand = is_on).map_err(Into::into),
            _ => self.choose_sampling(key, value),
        };
        self.note_settings(before);
        match chosen {
            Ok(()) => Done::one(Event::Setting(Some(key))),
            Err(problems) => problems.into(),
        }
    }

    /// The settings that are not what they were.
    pub(super) fn changed_settings(&self, before: Settings) -> Done {
        let now = self.settings();
        let is_changed = [
            ("digits", now.digits != before.digits),
            ("by-hand", now.by_hand != before.by_hand),
            ("samples", now.sampling.samples != before.sampling.samples),
            ("seed", now.sampling.seed != before.sampling.seed),
            ("sampled", now.sampling.always != before.sampling.always),
        ];
        let changed = is_changed.into_iter().filter(|(_, is_changed)| *is_changed);
        Done { events: changed.map(|(key, _)| Event::Setting(Some(key))).collect(), ..Done::default() }
    }

    fn choose_digits(&mut self, value: &str) -> Result<(), Diagnostics> {
        self.digits = match value.parse() {
            Ok(digits @ 1..=MAX_DIGITS) => Some(digits),
            _ if value == "default" => None,
            _ => {
                let problem = Diagnostic::error(format!("results have 1 to {MAX_DIGITS} digits, not `{value}`"));
                return Err(problem.help("write `:set digits 6`").into());
            }
        };
        Ok(())
    }

    fn choose_sampling(&mut self, key: &str, value: &str) -> Result<(), Diagnostics> {
        let mut sampling = self.options.sampling;
        let usual = Sampling::default();
        let number = value.replace('_', "").parse::<u64>().ok();
        match (key, number) {
            ("samples", _) if value == "default" => sampling.samples = usual.samples,
            ("samples", Some(number)) if SAMPLES.contains(&(number as usize)) => {
                sampling.samples = Some(number as usize);
            }
            ("samples", _) => {
                let (least, most) = (SAMPLES.start(), SAMPLES.end());
                let problem = Diagnostic::error(format!("a result has {least} to {most} samples, not `{value}`"));
                return Err(problem.help("write `:set samples 100_000`").into());
            }
            ("seed", Some(number)) => sampling.seed = number,
            ("seed", None) if value == "default" => sampling.seed = usual.seed,
            ("seed", None) => {
                let problem = Diagnostic::error(format!("a seed is a whole number, not `{value}`"));
                return Err(problem.help("write `:set seed 2`").into());
            }
            _ => sampling.always = switch(key, value)?,
        }
        self.resample(sampling)
    }

    fn convention(&mut self, key: &'static str, value: &str, sources: &mut Sources) -> Done {
        if value == "default" {
            let mut preset = self.preset.clone();
            preset.model.forget_convention(key);
            return self.with_convention(preset, key);
        }
        let source = self.source(value, sources);
        match parse_expression(value, Origin::new(source, 0)) {
            Ok(length) => self.set_convention(&Spelled { name: Name::new(key), span: length.span() }, length),
            Err(problem) => problem.into(),
        }
    }

    /// Chooses a convention, and tells all that it changes.
    pub(super) fn set_convention(&mut self, name: &Spelled, value: Expression) -> Done {
        let mut preset = self.preset.clone();
        match preset.model.set_convention(name, value, true) {
            Ok(()) => {
                let key = SETTINGS.into_iter().find(|key| *key == name.name.as_str());
                self.with_convention(preset, key.unwrap_or_default())
            }
            Err(problem) => problem.into(),
        }
    }

    fn with_convention(&mut self, preset: Preset, key: &'static str) -> Done {
        let mut done = self.reinterpret(preset);
        if !done.failed() {
            done.events.insert(0, Event::Setting(Some(key)));
        }
        done
    }
}

/// `on` or `off`.
fn switch(key: &str, value: &str) -> Result<bool, Diagnostic> {
    match value {
        "on" | "yes" | "true" => Ok(true),
        "off" | "no" | "false" | "default" => Ok(false),
        _ => {
            let problem = Diagnostic::error(format!("`{key}` is on or off, not `{value}`"));
            Err(problem.help(format!("write `:set {key} on`")))
        }
    }
}

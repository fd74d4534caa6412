//! Presets held against real systems: what their rules predict from a published load, and what was really run.

use crate::diagnostic::{Diagnostic, Diagnostics, Sources};
use crate::engine::Options;
use crate::model::{Answer, EquationId, Model};
use crate::preset::calibration::{Row, System};
use crate::preset::{Preset, catalogue, read};
use crate::quantity::unit::Units;
use crate::syntax::tree::Statement;
use crate::syntax::{Origin, parse, parse_expression};

/// A system and what a preset says of it.
#[derive(Debug, Clone)]
pub struct Calibration {
    /// The system.
    pub system: System,
    /// The units of the preset.
    pub units: Units,
    /// The figures, in the order of the system's rows.
    pub figures: Vec<Figure>,
}

/// A figure as predicted and as published.
#[derive(Debug, Clone)]
pub struct Figure {
    /// What the preset predicts.
    pub predicted: Answer,
    /// What was published.
    pub real: Answer,
}

impl Figure {
    /// The prediction as a multiple of what was published.
    #[must_use]
    pub fn ratio(&self) -> f64 {
        self.predicted.value / self.real.value
    }
}

/// Runs the preset of a system at the load that was published of it.
///
/// # Errors
/// There is no such preset, or a line that does not go with it.
pub fn calibrate(system: System, sources: &mut Sources) -> Result<Calibration, Diagnostics> {
    let Some(text) = catalogue::find(&system.preset) else {
        let message = format!("{} is held against `{}`, which is no preset", system.name, system.preset);
        return Err(Diagnostic::error(message).into());
    };
    let source = sources.add(Some(format!("{}.toml", system.preset)), text);
    let (Preset { mut model, .. }, problems) = read(source, text);
    if problems.has_errors() {
        return Err(problems);
    }
    let mut add = |text: &str| Origin::new(sources.add(Some(system.name.clone()), text), 0);
    for setting in &system.set {
        set(&mut model, setting, add(setting))?;
    }
    let mut ids = Vec::with_capacity(system.rows.len());
    for Row { predicted, real, .. } in &system.rows {
        let mut figure =
            |text: &str| -> Result<EquationId, Diagnostic> { model.ask(parse_expression(text, add(text))?) };
        ids.push((figure(predicted)?, figure(real)?));
    }
    let answers = model.points(&Options::default());
    let found = |(predicted, real)| {
        Some(Figure { predicted: answers.get(predicted)?.clone(), real: answers.get(real)?.clone() })
    };
    let figures: Option<Vec<Figure>> = ids.into_iter().map(found).collect();
    let figures = figures.filter(|figures| figures.iter().all(are_alike));
    figures.map_or_else(
        || Err(answers.diagnostics.clone()),
        |figures| Ok(Calibration { units: model.units.clone(), system, figures }),
    )
}

/// Whether both sides measure something; whether it is the same is checked by a test of the data.
fn are_alike(figure: &Figure) -> bool {
    !figure.predicted.is_condition() && !figure.real.is_condition()
}

/// Gives a definition of the preset the published value.
fn set(model: &mut Model, setting: &str, origin: Origin) -> Result<(), Diagnostic> {
    let Statement::Definition { name, body } = parse(setting, origin)? else {
        return Err(Diagnostic::error("what is published of a load is a definition")
            .at(origin.span(setting, 0..setting.len()), "no `name = …`"));
    };
    model.redefine(&name, body, None).map(drop)
}

//! `napkin bottleneck`: which resource of a tier binds, by the names of a preset or by numbers alone.

use std::io;

use super::Ending;
use super::opened::open;
use crate::analysis::bottleneck::{Resource, bottleneck as find};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::engine;
use crate::model::Model;
use crate::quantity::display::Formatter;
use crate::report::bottleneck::{BottleneckRecord, document};
use crate::syntax::Origin;
use crate::terminal::Output;

/// Prints what a tier needs of each resource. The first argument is a preset unless it names a resource.
pub(super) fn bottleneck(
    arguments: &[String],
    set: &[String],
    evaluation: &engine::Options,
    output: &mut Output,
) -> io::Result<Ending> {
    let (preset, texts) = match arguments.split_first() {
        Some((first, rest)) if !first.contains('=') => (Some(first), rest),
        _ => (None, arguments),
    };
    let usage = if texts.is_empty() {
        Some("no resource is named")
    } else if preset.is_none() && !set.is_empty() {
        Some("`--set` changes a preset, and none is named")
    } else {
        None
    };
    if let Some(message) = usage {
        let help = "write `napkin bottleneck PRESET 'memory = working_set / (64 GB/node)' 'operations = …'`";
        output.problem(&Diagnostic::error(message).help(help))?;
        return Ok(Ending::WrongUsage);
    }
    let (mut model, mut problems) = (Model::default(), Diagnostics::default());
    if let Some(preset) = preset {
        let mut opened = match open(preset, set, &[], evaluation, output)? {
            Ok(opened) => opened,
            Err(ending) => return Ok(ending),
        };
        let answers = opened.preset.model.points(evaluation);
        if opened.is_wrong(&answers, output)? {
            return Ok(Ending::ModelError);
        }
        (model, problems) = (opened.preset.model, opened.problems);
    }
    let (mut resources, mut wrong) = (Vec::with_capacity(texts.len()), Diagnostics::default());
    for text in texts {
        let source = output.sources.add(Some("resource".to_owned()), text.clone());
        match Resource::parse(text, Origin::new(source, 0)) {
            Ok(resource) => resources.push(resource),
            Err(problem) => wrong.push(problem),
        }
    }
    let found = if wrong.is_empty() { find(&mut model, &resources, evaluation) } else { Err(wrong) };
    let found = match found {
        Ok(found) => found,
        Err(wrong) => {
            output.problems(&wrong)?;
            return Ok(Ending::ModelError);
        }
    };
    let formatter = Formatter::new(&model.units, false);
    if output.json {
        output.object(&BottleneckRecord::new(&found, &formatter))?;
    } else {
        output.document(&document(&found, evaluation.sampling, &formatter))?;
    }
    problems.extend(found.hints);
    output.problems(&problems)?;
    Ok(Ending::Success)
}

//! `napkin compare`: two presets side by side, or a preset beside variants of itself.

use std::io;

use super::Ending;
use super::opened::{Opened, open, statements};
use crate::analysis::compare::{Side, compare as side_by_side};
use crate::diagnostic::Diagnostic;
use crate::engine;
use crate::model::Answers;
use crate::quantity::display::DEFAULT_DIGITS;
use crate::report::compare::{ComparisonRecord, document};
use crate::terminal::Output;

/// What variants are called.
const LETTERS: [&str; 26] = [
    "A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K", "L", "M", "N", "O", "P", "Q", "R", "S", "T", "U", "V", "W",
    "X", "Y", "Z",
];

/// Prints what differs between a preset and another one, or between it and variants of itself.
pub(super) fn compare(
    preset: &str,
    other: Option<&str>,
    set: &[String],
    evaluation: &engine::Options,
    output: &mut Output,
) -> io::Result<Ending> {
    let wanted: Vec<(&str, &str, Vec<String>)> = if let Some(other) = other {
        vec![(other, other, Vec::new())]
    } else {
        let settings = |text: &str| statements(text).into_iter().map(str::to_owned).collect();
        set.iter().zip(LETTERS).map(|(setting, letter)| (letter, preset, settings(setting))).collect()
    };
    let usage = match (wanted.len(), set.len()) {
        (0, _) => Some((
            "there is nothing to compare it with",
            "name another preset, or a variant: `--set 'dau = 50M users'`",
        )),
        (_, count) if count > LETTERS.len() => {
            Some(("at most 26 variants stand side by side", "compare them in parts"))
        }
        _ => None,
    };
    if let Some((message, help)) = usage {
        output.problem(&Diagnostic::error(message).help(help))?;
        return Ok(Ending::WrongUsage);
    }
    let (base, answers, mut problems) = match opened(preset, &[], evaluation, output)? {
        Ok((opened, answers)) => (opened.preset, answers, opened.problems),
        Err(ending) => return Ok(ending),
    };
    let mut variants = Vec::with_capacity(wanted.len());
    for (_, name, settings) in &wanted {
        match opened(name, settings, evaluation, output)? {
            Ok((opened, answers)) => {
                // What is to be said of the preset has been said.
                problems.extend(opened.problems.into_iter().filter(|_| other.is_some()));
                variants.push((opened.preset, answers));
            }
            Err(ending) => return Ok(ending),
        }
    }
    let base = Side { name: preset, settings: &[], model: &base.model, answers: &answers.answers };
    let sides = wanted.iter().zip(&variants).map(|((name, _, settings), (preset, answers))| Side {
        name,
        settings,
        model: &preset.model,
        answers: &answers.answers,
    });
    let comparison = side_by_side(base, sides.collect());
    if output.json {
        output.object(&ComparisonRecord::new(&comparison, DEFAULT_DIGITS))?;
    } else {
        output.document(&document(&comparison, DEFAULT_DIGITS))?;
    }
    output.problems(&problems)?;
    Ok(Ending::Success)
}

/// A preset without errors, and its results.
fn opened(
    name: &str,
    settings: &[String],
    evaluation: &engine::Options,
    output: &mut Output,
) -> io::Result<Result<(Opened, Answers), Ending>> {
    let mut opened = match open(name, settings, &[], evaluation, output)? {
        Ok(opened) => opened,
        Err(ending) => return Ok(Err(ending)),
    };
    let answers = opened.preset.model.answers(evaluation);
    if opened.is_wrong(&answers, output)? {
        return Ok(Err(Ending::ModelError));
    }
    Ok(Ok((opened, answers)))
}

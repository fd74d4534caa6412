//! `napkin sweep`: estimates of a preset over many values of one assumption, or of two.

use std::io;

use super::Ending;
use super::opened::{named, open};
use super::varied::{View, tell};
use crate::analysis::sweep::{self, Axis, check_steps};
use crate::analysis::vary::Varied;
use crate::diagnostic::Diagnostic;
use crate::engine;
use crate::model::{EquationId, Model};
use crate::report::sweep::{SweepRecord, sweep as render};
use crate::syntax::lines::listed;
use crate::terminal::Output;

/// How many values the first and the second assumption take unless someone says so.
const STEPS: [usize; 2] = [10, 5];

/// What to do with a preset.
pub(super) struct Options {
    /// A name and between what it lies, once or twice.
    pub(super) inputs: Vec<String>,
    /// How many values each of them takes.
    pub(super) steps: Vec<usize>,
    /// Whether the steps are equal ratios.
    pub(super) is_log: bool,
    /// Lists of expressions to show.
    pub(super) show: Vec<String>,
    /// Definitions that take the place of those of the preset.
    pub(super) set: Vec<String>,
    /// How uncertain results would be found.
    pub(super) evaluation: engine::Options,
}

/// An assumption to sweep as it is written.
struct Input<'a> {
    name: &'a str,
    ends: [&'a str; 2],
    steps: usize,
}

/// Prints estimates of a preset at every step.
pub(super) fn sweep(preset: &str, options: &Options, output: &mut Output) -> io::Result<Ending> {
    let shown: Vec<&str> = options.show.iter().flat_map(|list| listed(list)).collect();
    let inputs = match inputs(options, shown.len()) {
        Ok(inputs) => inputs,
        Err(problem) => {
            output.problem(&problem)?;
            return Ok(Ending::WrongUsage);
        }
    };
    let of_ends = inputs.iter().flat_map(|input| input.ends.map(|end| (input.name, end)));
    let asked: Vec<(&str, &str)> = shown.iter().map(|&text| ("--show", text)).chain(of_ends).collect();
    let mut opened = match open(preset, &options.set, &asked, &options.evaluation, output)? {
        Ok(opened) => opened,
        Err(ending) => return Ok(ending),
    };
    let ends = opened.asked.split_off(shown.len());
    let mut axes = Vec::with_capacity(inputs.len());
    for (input, ends) in inputs.iter().zip(ends.chunks_exact(2)) {
        match named(&opened.preset.model, "NAME", input.name, output) {
            Ok(id) => axes.push(Axis { id, ends: [ends[0], ends[1]], steps: input.steps }),
            Err(problem) => {
                output.problem(&problem)?;
                return Ok(Ending::ModelError);
            }
        }
    }
    let swept: Vec<_> = axes.iter().map(|axis| axis.id).collect();
    let varied = Varied::new(&mut opened.preset.model, &swept, &options.evaluation);
    if opened.is_wrong(&varied.answers, output)? {
        return Ok(Ending::ModelError);
    }
    let calculate = |model: &Model, shown: &[EquationId]| sweep::sweep(model, &varied, &axes, options.is_log, shown);
    let view = View { record: SweepRecord::new, document: render };
    tell(opened, &varied, calculate, &view, output)
}

/// The assumptions to sweep, as they are written.
fn inputs(options: &Options, shown: usize) -> Result<Vec<Input<'_>>, Diagnostic> {
    let mut inputs = Vec::with_capacity(2);
    for (pair, default) in options.inputs.chunks(2).zip(STEPS) {
        let ends = pair.get(1).and_then(|range| sweep::ends(range));
        let Some(ends) = ends else {
            let after = pair.get(1).map_or_else(String::new, |range| format!(", and `{range}` is none"));
            let problem = Diagnostic::error(format!("after `{}` there must be a range{after}", pair[0]));
            return Err(problem.help(format!("write `{} 10M..1bn`", pair[0])));
        };
        let steps = options.steps.get(inputs.len()).or(options.steps.last());
        let steps = steps.copied().unwrap_or(default);
        check_steps(steps)?;
        inputs.push(Input { name: &pair[0], ends, steps });
    }
    match inputs.as_slice() {
        [one, other] if one.name == other.name => {
            Err(Diagnostic::error(format!("`{}` cannot be swept against itself", one.name))
                .help("name another assumption for the columns"))
        }
        [_, _] if shown != 1 => Err(Diagnostic::error("a grid shows one estimate").help("name it with `--show`")),
        _ => Ok(inputs),
    }
}

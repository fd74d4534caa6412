//! `sweep`: estimates over many values of an assumption, or over a grid of two.

use super::argument::{Argument, Count, Kind};
use super::given::{Given, Written};
use super::opening::{over_values, shown};
use super::{Command, Doors, Failure, Response, Subject};
use crate::analysis::sweep::{self, Axis, check_steps, ends};
use crate::diagnostic::{Diagnostic, Sources};
use crate::report::sweep::{SweepRecord, sweep as document};
use crate::workspace::{Question, Workspace};

/// How many values the first and the second assumption take unless someone says so.
const STEPS: [usize; 2] = [10, 5];

/// The command.
pub(super) static COMMAND: Command = Command {
    name: "sweep",
    aliases: &[],
    doors: Doors::Both,
    subject: Subject::Preset,
    about: "Show estimates over many values of an assumption, or over a grid of two",
    more: "Without expressions it shows what depends on the name. A second name and range give a grid.",
    wants: "a name and a range",
    example: &["dau = 150M users", "storage = dau * 2 MB/user -> TB", ":sweep dau 10M..1bn log storage"],
    arguments: &[
        Argument::required(
            "NAME A..B",
            Kind::Axes,
            "A name and between what it lies, `dau 10M..1bn`; a second one gives a grid",
        )
        .times(Count::Some),
        Argument::option(
            "--steps",
            Kind::Numbers,
            "N",
            "How many values each takes, 2 to 10,000; `20,5` are rows and columns",
        ),
        Argument::flag("--log", "Take equal ratios instead of equal differences").or_word("log"),
        Argument::option(
            "--show",
            Kind::Expressions,
            "EXPRESSION",
            "What to show: names or expressions, separated by commas",
        )
        .times(Count::Any),
    ],
    is_question: true,
    run,
};

/// An assumption to sweep as it is written.
struct Input {
    name: Written,
    ends: [Written; 2],
    steps: usize,
}

fn run<'w>(workspace: &'w mut Workspace, given: &Given, _: &mut Sources) -> Result<Response<'w>, Failure> {
    let inputs = inputs(given).map_err(Failure::usage)?;
    let mut question = Question::new(workspace);
    let estimates = shown(&mut question, given);
    if inputs.len() > 1 && estimates.len() != 1 {
        question.check()?;
        let problem = Diagnostic::error("a grid shows one estimate").help("name it with `--show`");
        return Err(Failure::usage(problem));
    }
    let mut axes = Vec::with_capacity(inputs.len());
    for Input { name, ends, steps } in &inputs {
        let ends = ends.each_ref().map(|end| question.expression(&name.text, &end.text, end.origin));
        let id = question.named(&name.name());
        if let (Some(id), [Some(from), Some(to)]) = (id, ends) {
            axes.push(Axis { id, ends: [from, to], steps: *steps });
        }
    }
    let varied = question.varied(&axes.iter().map(|axis| axis.id).collect::<Vec<_>>())?;
    let estimates = varied.or_dependents(&question.preset, estimates)?;
    let found = sweep::sweep(&question.preset.model, &varied, &axes, given.has("--log"), &estimates)?;
    Ok(over_values(question, (&varied, &estimates), found, document, SweepRecord::new))
}

/// The assumptions to sweep, as they are written.
fn inputs(given: &Given) -> Result<Vec<Input>, Diagnostic> {
    let steps = given.numbers("--steps")?;
    let words: Vec<&Written> = given.all("NAME A..B").collect();
    let mut inputs: Vec<Input> = Vec::with_capacity(2);
    for (pair, default) in words.chunks(2).zip(STEPS) {
        let range = pair.get(1);
        let Some(ends) = range.and_then(|range| Some(ends(&range.text)?.map(|end| range.part(end)))) else {
            let after = range.map_or_else(String::new, |range| format!(", and `{}` is none", range.text));
            let problem = Diagnostic::error(format!("after `{}` there must be a range{after}", pair[0].text));
            return Err(problem.help(format!("write `{} 10M..1bn`", pair[0].text)));
        };
        let steps = steps.get(inputs.len()).or(steps.last()).copied().unwrap_or(default);
        check_steps(steps)?;
        inputs.push(Input { name: pair[0].clone(), ends, steps });
    }
    match inputs.as_slice() {
        [one, other] if one.name.text == other.name.text => {
            Err(Diagnostic::error(format!("`{}` cannot be swept against itself", one.name.text))
                .help("name another assumption for the columns"))
        }
        _ => Ok(inputs),
    }
}

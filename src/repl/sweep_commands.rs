//! The commands of a session that run its model over other values: `:sweep` and `:growth`.
//! What they calculate is in `analysis`, how it is shown in `report::sweep`.

use super::reply::Reply;
use crate::analysis::growth::{Rate, growth as grow};
use crate::analysis::sweep::{self, axis};
use crate::analysis::vary::Varied;
use crate::diagnostic::{Diagnostic, Diagnostics, Sources};
use crate::model::{EquationId, Model};
use crate::preset::Preset;
use crate::quantity::display::{DEFAULT_DIGITS, Formatter};
use crate::report::sweep as report;
use crate::syntax::lines::listed;
use crate::syntax::tree::{Name, Spelled, Statement};
use crate::syntax::{Origin, parse, parse_expression};
use crate::workspace::Workspace;

/// How many values an assumption takes.
const STEPS: usize = 10;
/// How many years a model grows.
const YEARS: usize = 5;

/// `:sweep NAME A..B [log] [EXPRESSION, …]`
pub(super) fn sweep(workspace: &mut Workspace, argument: &str, sources: &mut Sources) -> Reply {
    swept(workspace, argument, sources).unwrap_or_else(Reply::from)
}

fn swept(workspace: &mut Workspace, argument: &str, sources: &mut Sources) -> Result<Reply, Diagnostics> {
    let mut preset = workspace.settled();
    let model = &mut preset.model;
    let wrong =
        || Diagnostic::error("`:sweep` wants a name and a range").help("write `:sweep dau 10M..1bn log storage`");
    let (name, rest) = argument.split_once(char::is_whitespace).ok_or_else(wrong)?;
    let (from, rest) = rest.split_once("..").ok_or_else(wrong)?;
    let (to, rest) = end(model, rest.trim());
    if from.trim().is_empty() || to.is_empty() {
        return Err(wrong().into());
    }
    let rest = rest.trim_start_matches([',', ' ']);
    let is_log = rest == "log" || rest.strip_prefix("log").is_some_and(|rest| rest.starts_with([' ', ',']));
    let rest = if is_log { &rest["log".len()..] } else { rest };
    let mut parsed = |text: &str| {
        let source = workspace.source(text, sources);
        parse_expression(text, Origin::new(source, 0))
    };
    let ends = [parsed(from.trim())?, parsed(to)?];
    let mut shown = Vec::new();
    for text in listed(rest) {
        shown.push(model.ask(parsed(text)?)?);
    }
    let source = workspace.source(name, sources);
    let span = Origin::new(source, 0).span(name, 0..name.len());
    let id = model.named(&Spelled { name: Name::new(name), span })?;
    let axis = axis(model, id, ends, STEPS)?;
    let varied = varied(workspace, &mut preset, &[id])?;
    let shown = varied.or_dependents(&preset, shown)?;
    let found = sweep::sweep(&preset.model, &varied, &[axis], is_log, &shown)?;
    let document = report::sweep(&found, &tables(workspace, &preset));
    Ok(Reply { problems: varied.unmoved(&preset.model, &shown), ..document.into() })
}

/// `:growth NAME = RATE, … [until CONDITION]`
pub(super) fn growth(workspace: &mut Workspace, argument: &str, sources: &mut Sources) -> Reply {
    grown(workspace, argument, sources).unwrap_or_else(Reply::from)
}

fn grown(workspace: &mut Workspace, argument: &str, sources: &mut Sources) -> Result<Reply, Diagnostics> {
    let mut preset = workspace.settled();
    let model = &mut preset.model;
    let (rates_text, until) =
        argument.split_once(" until ").map_or((argument, None), |(rates, until)| (rates, Some(until.trim())));
    let mut rates = Vec::new();
    for text in listed(rates_text) {
        let source = workspace.source(text, sources);
        let rate = match parse(text, Origin::new(source, 0))? {
            Statement::Definition { name, body } => Rate::add(model, &name, body),
            _ => Err(Diagnostic::error("growth is a name and a rate").help("write `:growth dau = 50%/year`")),
        };
        rates.push(rate?);
    }
    let until = match until {
        Some(text) => {
            let source = workspace.source(text, sources);
            Some(model.ask(parse_expression(text, Origin::new(source, 0))?)?)
        }
        None => None,
    };
    let ids: Vec<EquationId> = rates.iter().map(|rate| rate.id).collect();
    let varied = varied(workspace, &mut preset, &ids)?;
    let shown = varied.or_dependents(&preset, Vec::new())?;
    let found = grow(&preset.model, &varied, &rates, (YEARS, &shown), until)?;
    Ok(report::growth(&found, &tables(workspace, &preset)).into())
}

/// The last value of a sweep, which goes as far as there are units, and what comes after it.
fn end<'t>(model: &Model, text: &'t str) -> (&'t str, &'t str) {
    let mut end = 0;
    for word in text.split(' ') {
        let bare = word.split('/').next().unwrap_or(word).trim_end_matches(',');
        let is_unit = bare != "log" && model.units.known(bare).is_some() && model.find(bare).is_none();
        if end > 0 && !is_unit && !word.is_empty() {
            break;
        }
        end += word.len() + usize::from(end > 0);
        if word.ends_with(',') {
            break;
        }
    }
    let (to, rest) = text.split_at(end);
    (to.trim_end_matches(','), rest)
}

/// The model with some definitions that vary.
pub(super) fn varied(workspace: &Workspace, preset: &mut Preset, ids: &[EquationId]) -> Result<Varied, Diagnostics> {
    let varied = Varied::new(&mut preset.model, ids, &workspace.options);
    let errors = varied.answers.diagnostics.errors();
    if errors.is_empty() { Ok(varied) } else { Err(errors) }
}

/// The formatter of tables, in the digits of the workspace.
pub(super) fn tables<'p>(workspace: &Workspace, preset: &'p Preset) -> Formatter<'p> {
    let mut formatter = Formatter::new(&preset.model.units, false);
    formatter.digits = workspace.digits.unwrap_or(DEFAULT_DIGITS);
    formatter
}

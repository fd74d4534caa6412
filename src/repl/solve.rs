//! `:solve`: the model of a session with one assumption that varies; nothing changes.
//! What is calculated is in the analysis, how it looks in the report.

use super::reply::Reply;
use super::sweep_commands::{tables, varied};
use crate::analysis::solve::solve as find;
use crate::diagnostic::{Diagnostic, Diagnostics, Sources};
use crate::report::solution::{Question, document};
use crate::syntax::tree::{Name, Spelled};
use crate::syntax::{Origin, parse_expression};
use crate::workspace::Workspace;

/// `:solve NAME such that CONDITION`
pub(super) fn solve(workspace: &mut Workspace, argument: &str, sources: &mut Sources) -> Reply {
    solved(workspace, argument, sources).unwrap_or_else(Reply::from)
}

fn solved(workspace: &mut Workspace, argument: &str, sources: &mut Sources) -> Result<Reply, Diagnostics> {
    let Some((name, condition)) = argument.split_once(" such that ") else {
        let problem = Diagnostic::error("`:solve` wants an assumption and a condition");
        return Err(problem.help("write `:solve dau such that servers <= 100 servers`").into());
    };
    let (name, condition) = (name.trim(), condition.trim());
    let origin = Origin::new(workspace.source(argument, sources), 0);
    let of_condition = origin.later(argument.len() - condition.len());
    let mut preset = workspace.settled();
    let spelled = Spelled { name: Name::new(name), span: origin.span(argument, 0..name.len()) };
    let id = preset.model.named(&spelled)?;
    let target = preset.model.ask(parse_expression(condition, of_condition)?)?;
    let varied = varied(workspace, &mut preset, &[id])?;
    let formatter = tables(workspace, &preset);
    let solution = find(&preset.model, &varied, (id, target), formatter.digits)?;
    let answer = varied.answers.get(id).expect("what was solved for has a value");
    Ok(document(&Question { name, answer, condition }, &solution, &formatter).into())
}

//! `napkin EXPRESSION` and `napkin eval FILE`: lines are a model, and every bare expression prints its result.

use std::io;

use super::Ending;
use crate::analysis::sensitivity::detail;
use crate::diagnostic::Diagnostic;
use crate::engine::Sampling;
use crate::model::Model;
use crate::quantity::display::Formatter;
use crate::report::answer::result;
use crate::report::json::Record;
use crate::report::uncertainty;
use crate::syntax::lines::lines;
use crate::syntax::{Origin, defined_name, parse};
use crate::terminal::Output;

/// Calculates a file.
pub(super) fn file(path: &str, sampling: Sampling, output: &mut Output) -> io::Result<Ending> {
    match std::fs::read(path) {
        Ok(content) => bytes(Some(path.to_owned()), content, sampling, output),
        Err(error) => {
            output.problem(&Diagnostic::error(format!("`{path}` cannot be read: {error}")))?;
            Ok(Ending::WrongUsage)
        }
    }
}

/// Calculates a text that may not be one.
pub(super) fn bytes(
    name: Option<String>,
    bytes: Vec<u8>,
    sampling: Sampling,
    output: &mut Output,
) -> io::Result<Ending> {
    match String::from_utf8(bytes) {
        Ok(content) => text(name, &content, sampling, output),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let name = name.filter(|name| name != "-").unwrap_or_else(|| "standard input".to_owned());
            let problem = Diagnostic::error(format!("{name} is not UTF-8 text: byte {at} belongs to no character"));
            output.problem(&problem.help("save the file as UTF-8"))?;
            Ok(Ending::ModelError)
        }
    }
}

/// Calculates the lines of a text.
pub(super) fn text(name: Option<String>, text: &str, sampling: Sampling, output: &mut Output) -> io::Result<Ending> {
    // Some editors mark UTF-8 text with a sign of its own.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let source = output.sources.add(name, text);
    let mut model = Model::default();
    model.sampling = sampling;
    let mut problems = Vec::new();
    for line in lines(text) {
        let code = &text[line.code.clone()];
        if code.is_empty() {
            continue;
        }
        let why = line.comment.map(|comment| text[comment].to_owned());
        let parsed = parse(code, Origin::new(source, line.code.start));
        if parsed.is_err() {
            // What uses a broken definition is not wrong itself.
            if let Some(name) = defined_name(code) {
                model.mark_broken(name);
            }
        }
        if let Err(problem) = parsed.and_then(|statement| model.add(statement, why)) {
            problems.push(problem);
        }
    }
    if model.equations().is_empty() && problems.is_empty() && text.trim().is_empty() {
        problems
            .push(Diagnostic::error("there is nothing to calculate").help("try `napkin '500M / day * 10 KB -> MB/s'`"));
    }
    let answers = model.answers();
    problems.extend(answers.diagnostics.iter().cloned());
    problems.sort_by_key(|problem| problem.primary.as_ref().map(|label| label.span));
    let formatter = Formatter::new(&model.units, true);
    let only_definitions = model.equations().iter().all(|equation| equation.name.is_some());
    let wanted = model
        .equations()
        .iter()
        .zip(&answers.answers)
        .filter(|(equation, _)| equation.name.is_none() || only_definitions);
    let wanted: Vec<_> = wanted.filter_map(|(equation, answer)| Some((equation, answer.as_ref()?))).collect();
    for &(equation, answer) in &wanted {
        let name = equation.name.as_ref().map(|name| name.name.as_str());
        let shown = result(answer, &formatter).to_string();
        if output.json {
            let detail = detail(&answers.sheet, answer);
            let shares = detail.map_or_else(Vec::new, |detail| detail.shares);
            output.object(&Record::new(name, answer, shown, &formatter).with_shares(&shares))?;
        } else {
            output.line(&name.map_or_else(|| shown.clone(), |name| format!("{name} = {shown}")))?;
        }
    }
    let is_uncertain = wanted.iter().any(|(_, answer)| answer.spread.is_some());
    if is_uncertain && !output.json {
        let detail = if let [(_, answer)] = wanted[..] { detail(&answers.sheet, answer) } else { None };
        let detail = detail.map(|detail| format!("\n{}\n", uncertainty::detail(&detail, &formatter, Output::width())));
        let footer = uncertainty::footer_line(wanted.iter().map(|one| one.1), model.sampling);
        output.styled(&(detail.unwrap_or_default() + &footer))?;
    }
    output.problems(&problems)?;
    Ok(if problems.iter().any(Diagnostic::is_error) { Ending::ModelError } else { Ending::Success })
}

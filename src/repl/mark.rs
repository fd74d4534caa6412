//! `:mark`, `:diff` and `:compare`: the model beside what it was, or beside a preset.

use super::reply::Reply;
use crate::analysis::compare::{Comparison, Side, compare as side_by_side, rewritten};
use crate::diagnostic::{Diagnostic, Sources};
use crate::document::Document;
use crate::model::Answers;
use crate::preset::{find, read};
use crate::quantity::display::DEFAULT_DIGITS;
use crate::report::compare::{definitions, document};
use crate::workspace::{Mark, Workspace};

/// `:mark`
pub(super) fn mark(workspace: &mut Workspace) -> Reply {
    let Answers { answers, .. } = workspace.answers();
    workspace.mark = Some(Mark { model: workspace.preset.model.clone(), answers });
    let count = workspace.preset.model.names().count();
    Reply::line(format!("marked {count} definition{}; `:diff` shows what differs from here on", plural(count)))
}

const fn plural(count: usize) -> &'static str {
    if count == 1 { "" } else { "s" }
}

/// `:diff`
pub(super) fn diff(workspace: &Workspace) -> Reply {
    let Some(mark) = &workspace.mark else {
        let problem = Diagnostic::error("nothing is marked yet");
        return problem.help("write `:mark`, change something, and `:diff` shows what that changed").into();
    };
    let Answers { answers, .. } = workspace.answers();
    let marked = Side { name: "marked", settings: &[], model: &mark.model, answers: &mark.answers };
    let now = Side { name: "now", settings: &[], model: &workspace.preset.model, answers: &answers };
    let changed = rewritten(marked.model, now.model);
    let mut document = definitions(&changed, marked.name, now.name);
    document.gap();
    document.append(shown(workspace, &side_by_side(marked, vec![now])));
    document.into()
}

/// `:compare PRESET`
pub(super) fn compare(workspace: &Workspace, name: &str, sources: &mut Sources) -> Reply {
    let found = match find::preset(name) {
        Ok(found) => found,
        Err(problem) => return problem.into(),
    };
    let source = sources.add(Some(found.name), found.text.clone());
    let (preset, mut problems) = read(source, &found.text);
    let theirs = preset.model.answers(&workspace.options);
    problems.extend(theirs.diagnostics.iter().filter(|problem| problem.is_error()).cloned());
    if problems.has_errors() {
        return problems.into();
    }
    let Answers { answers, .. } = workspace.answers();
    let own = Side { name: "session", settings: &[], model: &workspace.preset.model, answers: &answers };
    let other = Side { name, settings: &[], model: &preset.model, answers: &theirs.answers };
    Reply { problems, ..shown(workspace, &side_by_side(own, vec![other])).into() }
}

fn shown(workspace: &Workspace, comparison: &Comparison) -> Document {
    document(comparison, workspace.digits.unwrap_or(DEFAULT_DIGITS))
}

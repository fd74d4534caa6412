//! `:detail`: how an uncertain result spreads, and what that comes from.

use super::reply::Reply;
use crate::analysis::sensitivity::taken_apart;
use crate::diagnostic::Sources;
use crate::model::{Sheet, Typed};
use crate::quantity::display::Formatter;
use crate::report::uncertainty;
use crate::workspace::Workspace;

/// `:detail [EXPRESSION]`
pub(super) fn detail(workspace: &mut Workspace, text: &str, sources: &mut Sources) -> Reply {
    let question = match workspace.question(text, ":detail", sources) {
        Ok(question) => question,
        Err(problem) => return problem.into(),
    };
    let units = workspace.preset.model.units.clone();
    let digits = workspace.formatter().digits;
    let found = workspace.look(&question, |sheet: &Sheet, asked: &Typed| {
        let (answer, remark) = sheet.answer(asked)?;
        let mut formatter = Formatter::new(&units, true);
        formatter.digits = digits;
        let detail = taken_apart(sheet, (asked.slot, &answer));
        let named = (question.text(), &answer);
        Ok((uncertainty::in_full(named, detail.as_ref(), sheet.plan.sampling, &formatter), remark))
    });
    match found {
        Ok(((document, remark), mut problems)) => {
            problems.extend(remark);
            Reply { document, problems, quit: false }
        }
        Err(problems) => problems.into(),
    }
}

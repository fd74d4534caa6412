//! `:solve`: the plan of a session run over other values of an assumption; nothing changes.
//! What is calculated is in the analysis, how it looks in the report.

use super::reply::Reply;
use super::session::Session;
use crate::analysis::solve::{Search, solve};
use crate::diagnostic::{Diagnostic, Sources};
use crate::model::{Effort, Kind, Outcome, Sheet};
use crate::quantity::display::Formatter;
use crate::report::solution::{Question, render};
use crate::syntax::tree::{Name, Spelled};
use crate::syntax::{Origin, parse_expression};

impl Session {
    /// `:solve NAME such that CONDITION`
    pub(super) fn solve(&mut self, argument: &str, sources: &mut Sources) -> Reply {
        let Some((name, condition)) = argument.split_once(" such that ") else {
            let problem = Diagnostic::error("`:solve` wants an assumption and a condition");
            return problem.help("write `:solve dau such that servers <= 100 servers`").into();
        };
        let (name, condition) = (name.trim(), condition.trim());
        let source = self.source(argument, sources);
        let origin = |part: &str| Origin::new(source, argument.find(part).unwrap_or(0));
        let spelled = Spelled { name: Name::new(name), span: origin(name).span(0..name.len()) };
        let model = &self.preset.model;
        let parsed = parse_expression(condition, Origin::new(source, argument.len() - condition.len()));
        let (id, body) = match model.named(&spelled).and_then(|id| Ok((id, parsed?))) {
            Ok(found) => found,
            Err(problem) => return problem.into(),
        };
        if !model.is_given(id) {
            let problem =
                Diagnostic::error(format!("`{name}` is calculated from others")).at(spelled.span, "not an assumption");
            return problem.help("solve for one of the assumptions that it is calculated from").into();
        }
        let Some(input) = self.live.answer(id).filter(|answer| answer.kind != Kind::Condition).cloned() else {
            return Diagnostic::error(format!("`{name}` has no value to vary")).at(spelled.span, "").into();
        };
        let units = model.units.clone();
        let digits = self.formatter().digits;
        let find = |sheet: &Sheet, outcome: &Outcome| {
            if outcome.kind != Kind::Condition {
                return Err(Diagnostic::error("a condition is wanted here")
                    .at(body.span(), "this is a value")
                    .help("compare it with something: `servers <= 100 servers`"));
            }
            let mut formatter = Formatter::new(&units, false);
            formatter.digits = digits;
            let search = Search { sheet, input: &input, target: outcome.slot };
            let question = Question { name, answer: &input, condition };
            Ok(render(&question, &solve(search, digits), &formatter))
        };
        match self.live.look(&self.preset.model, &body, Effort::default(), find) {
            Ok((text, problems)) => Reply { text, problems, quit: false },
            Err(problems) => problems.into(),
        }
    }
}

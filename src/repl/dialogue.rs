//! What is said to a session, line by line: which lines are commands, and what is done for each of them.
//! Definitions and questions go to the session itself.

use std::collections::HashSet;

use super::reply::Reply;
use crate::assist::preview;
use crate::bug::{Bug, caught};
use crate::command::given::Given;
use crate::command::line::Called;
use crate::command::{self, Command, Response, SET};
use crate::diagnostic::{Diagnostic, Sources};
use crate::engine::{Interrupt, Sampling};
use crate::limits;
use crate::model::interrupted;
use crate::syntax::Origin;
use crate::syntax::lines::{has_more_lines, lines};
use crate::workspace::Workspace;

/// A session: an open model and what was said of it.
pub struct Session {
    /// The model.
    pub(super) workspace: Workspace,
    /// The hints that have been given: the same slip is worth one.
    hinted: HashSet<String>,
    /// Whether all that is said is objects.
    pub json: bool,
}

impl Session {
    /// A session with an empty model, and how it samples.
    #[must_use]
    pub fn new(sampling: Sampling) -> Self {
        Self { workspace: Workspace::new(sampling), hinted: HashSet::new(), json: false }
    }

    /// The flag that stops what the session is calculating.
    #[must_use]
    pub fn interrupt(&self) -> Interrupt {
        self.workspace.interrupt()
    }

    /// Makes what is defined so far the beginning, which `:undo` does not go behind.
    pub fn begin(&mut self) {
        self.workspace.begin();
    }

    /// The result of a line that is still being typed, if it has one already and does not only repeat the line.
    pub fn preview(&mut self, text: &str) -> Option<String> {
        preview::result(text, &mut self.workspace)
    }

    /// Does something with the model. If that breaks off with a bug, the model is as it was before.
    ///
    /// # Errors
    /// The bug.
    pub(super) fn guarded<T>(&mut self, work: impl FnOnce(&mut Self) -> T) -> Result<T, Bug> {
        let done = caught(|| work(self));
        self.workspace.settle(done.is_ok());
        done
    }

    /// Takes lines: definitions, questions and commands. A line that fails changes nothing, and those after it are
    /// taken all the same.
    pub fn enter(&mut self, text: &str, sources: &mut Sources) -> Reply {
        if has_more_lines(text, limits::LINES) {
            let message = format!("the text has more than {} lines", limits::LINES);
            return Diagnostic::error(message).help("enter it in parts").into();
        }
        let mut whole = Reply::default();
        let (mut seen, mut lines_before) = (0, self.workspace.place.as_ref().map_or(0, |place| place.1));
        for line in lines(text) {
            if self.workspace.options.interrupt.is_set() {
                let problem = Diagnostic::error("interrupted: the lines from here on were not read");
                whole.problems.push(problem.help("the lines before them have done their work"));
                break;
            }
            lines_before += text[seen..line.code.start].matches('\n').count();
            seen = line.code.start;
            if let Some(place) = &mut self.workspace.place {
                place.1 = lines_before;
            }
            let code = &text[line.code];
            let why = line.comment.map(|comment| text[comment].to_owned());
            if !code.is_empty() {
                let reply = self.guarded(|session| session.line(code, why, sources));
                whole.append(reply.unwrap_or_else(|bug| {
                    bug.report(code).help("the session goes on; the line was taken back").into()
                }));
            }
            if whole.quit {
                break;
            }
        }
        self.hint_once(&mut whole, sources);
        whole
    }

    /// Drops the hints that have been given on the same text before.
    fn hint_once(&mut self, reply: &mut Reply, sources: &Sources) {
        reply.problems.retain(|problem| {
            let text = problem.primary.as_ref().map_or("", |label| sources.slice(label.span));
            problem.is_error() || text.is_empty() || self.hinted.insert(format!("{}\n{text}", problem.message))
        });
    }

    fn line(&mut self, code: &str, why: Option<String>, sources: &mut Sources) -> Reply {
        let is_bare_command =
            matches!(code, "quit" | "exit" | "help") && self.workspace.preset.model.find(code).is_none();
        if !code.starts_with(':') && !is_bare_command {
            let done = self.workspace.enter(code, why, sources);
            return Reply::of(Ok(Response::done(&self.workspace, done)), self.json);
        }
        let mut reply = self.command(code, sources);
        if self.workspace.place.is_some() && reply.failed() {
            let source = self.workspace.source(code, sources);
            let span = Origin::new(source, 0).span(code, 0..code.len());
            for problem in reply.problems.iter_mut().filter(|problem| problem.primary.is_none()) {
                *problem = problem.clone().at(span, "");
            }
        }
        reply
    }

    fn command(&mut self, line: &str, sources: &mut Sources) -> Reply {
        let Called { command, given, json } = match command::line::parse(line, &self.workspace, sources) {
            Ok(called) => called,
            Err(problem) => return problem.into(),
        };
        let mut reply = self.run(command, &given, json || self.json, sources);
        if command.is_question && self.workspace.options.interrupt.is_set() {
            reply = interrupted().into();
        }
        reply
    }

    fn run(&mut self, command: &Command, given: &Given, json: bool, sources: &mut Sources) -> Reply {
        let has_own_set = command.arguments.iter().any(|argument| argument.name == SET.name);
        if has_own_set || !given.has(SET.name) {
            return Reply::of((command.run)(&mut self.workspace, given, sources), json);
        }
        // Other values for this question alone: the model of the session stays as it is.
        let mut copy = self.workspace.copy();
        let settings = given.all(SET.name).map(|setting| (setting.text.as_str(), setting.origin));
        let wrong = copy.set_all(settings);
        if !wrong.is_empty() {
            return wrong.into();
        }
        Reply::of((command.run)(&mut copy, given, sources), json)
    }
}

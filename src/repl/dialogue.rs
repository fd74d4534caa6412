//! What is said to a session, line by line: which lines are commands, and what is done for each of them.
//! Definitions and questions go to the session itself.

use super::command::{self, Action};
use super::reply::Reply;
use super::session::Session;
use super::{
    bottleneck, derivation_commands as derivation, mark, model_commands as model, settings, solve,
    sweep_commands as sweep, word_commands as word,
};
use crate::diagnostic::{Diagnostic, Sources};
use crate::limits;
use crate::model::interrupted;
use crate::syntax::Origin;
use crate::syntax::lines::{has_more_lines, lines};

impl Session {
    /// Takes lines: definitions, questions and commands. A line that fails changes nothing, and those after it are
    /// taken all the same.
    pub fn enter(&mut self, text: &str, sources: &mut Sources) -> Reply {
        if has_more_lines(text, limits::LINES) {
            let message = format!("the text has more than {} lines", limits::LINES);
            return Diagnostic::error(message).help("enter it in parts").into();
        }
        let mut whole = Reply::default();
        let (mut seen, mut lines_before) = (0, self.place.as_ref().map_or(0, |place| place.1));
        for line in lines(text) {
            if self.options.interrupt.is_set() {
                let problem = Diagnostic::error("interrupted: the lines from here on were not read");
                whole.problems.push(problem.help("the lines before them have done their work"));
                break;
            }
            lines_before += text[seen..line.code.start].matches('\n').count();
            seen = line.code.start;
            if let Some(place) = &mut self.place {
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
        let is_bare_command = matches!(code, "quit" | "exit" | "help") && self.preset.model.find(code).is_none();
        if !code.starts_with(':') && !is_bare_command {
            return self.statement(code, why, sources);
        }
        let mut reply = self.command(code, sources);
        if self.place.is_some() && reply.failed() {
            let source = self.source(code, sources);
            let span = Origin::new(source, 0).span(code, 0..code.len());
            for problem in reply.problems.iter_mut().filter(|problem| problem.primary.is_none()) {
                *problem = problem.clone().at(span, "");
            }
        }
        reply
    }

    fn command(&mut self, line: &str, sources: &mut Sources) -> Reply {
        let (command, argument) = match command::parse(line) {
            Ok(found) => found,
            Err(problem) => return problem.into(),
        };
        let reply = self.act(command.action, &argument, sources);
        if command.action.is_question() && self.options.interrupt.is_set() {
            return interrupted().into();
        }
        reply
    }

    fn act(&mut self, action: Action, argument: &str, sources: &mut Sources) -> Reply {
        match action {
            Action::Help => word::help(self, argument),
            Action::Info => word::info(self, argument),
            Action::Units => word::units(self, argument),
            Action::Search => word::search(self, argument),
            Action::Vars => model::vars(self),
            Action::Run => model::run(self),
            Action::Solve => solve::solve(self, argument, sources),
            Action::Detail => self.detail(argument, sources),
            Action::Bottleneck => bottleneck::bottleneck(self, argument, sources),
            Action::Mark => mark::mark(self),
            Action::Diff => mark::diff(self),
            Action::Compare => mark::compare(self, argument, sources),
            Action::Explain => derivation::explain(self, argument, sources),
            Action::ByHand => derivation::by_hand(self, argument, sources),
            Action::Sweep => sweep::sweep(self, argument, sources),
            Action::Growth => sweep::growth(self, argument, sources),
            Action::Load => model::load(self, argument, sources),
            Action::Save => model::save(self, argument),
            Action::Edit => model::edit(self, sources),
            Action::Delete => model::delete(self, argument),
            Action::Reset => model::reset(self),
            Action::Undo => self.undo(),
            Action::Redo => self.redo(),
            Action::Set => settings::set(self, argument, sources),
            Action::Quit => Reply { quit: true, ..Reply::default() },
        }
    }
}

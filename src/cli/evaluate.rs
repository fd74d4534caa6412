//! `napkin EXPRESSION` and `napkin eval FILE`: lines are a model, and every bare expression prints its result.

use std::io;
use std::mem::ManuallyDrop;
use std::path::Path;

use super::statements::{causes, line, not_calculated, sorted};
use super::{Ending, mistake};
use crate::analysis::sensitivity::detail;
use crate::command::reading::{Entry, Lines, unmarked};
use crate::diagnostic::{Diagnostic, Diagnostics, SourceId};
use crate::document::Document;
use crate::engine;
use crate::input::Unread;
use crate::model::{Answer, Answers, Equation, EquationId, Model};
use crate::quantity::display::Formatter;
use crate::repl::unreadable_input;
use crate::report::answer::result;
use crate::report::json::{Failure, LineRecord, Object, Record};
use crate::report::uncertainty;
use crate::syntax::Origin;
use crate::terminal::Output;
use crate::{input, limits};

/// Calculates the estimate that the arguments of the command line are.
pub(super) fn words(words: &[String], evaluation: &engine::Options, output: &mut Output) -> io::Result<Ending> {
    let evaluated = Evaluated::new(None, &words.join(" "), evaluation, output);
    if evaluated.is_wrong()
        && let Some(mistake) = mistake::of_words(words)
    {
        return mistake.tell(output);
    }
    evaluated.print(output)
}

/// Calculates a file.
pub(super) fn file(path: &str, evaluation: &engine::Options, output: &mut Output) -> io::Result<Ending> {
    read(Some(path), input::named(Path::new(path), limits::TEXT), evaluation, output)
}

/// Calculates the text of a file, or of standard input, if it could be read.
pub(super) fn read(
    path: Option<&str>,
    content: Result<String, Unread>,
    evaluation: &engine::Options,
    output: &mut Output,
) -> io::Result<Ending> {
    let name = Some(path.unwrap_or("-").to_owned());
    match content {
        Ok(content) => {
            // The process ends next: to free a large model piece by piece would take as long as to print it.
            let evaluated = ManuallyDrop::new(Evaluated::new(name.clone(), &content, evaluation, output));
            if evaluated.is_wrong()
                && let Some(mistake) = mistake::of_file(name.as_deref(), &content, evaluated.source)
            {
                return mistake.tell(output);
            }
            evaluated.print(output)
        }
        Err(why) => {
            let (problem, ending) = unread(path, &why);
            output.problem(&problem)?;
            Ok(ending)
        }
    }
}

/// What is said of a text that could not be read.
fn unread(path: Option<&str>, why: &Unread) -> (Diagnostic, Ending) {
    let plain = path.unwrap_or("standard input");
    let quoted = path.map_or_else(|| plain.to_owned(), |path| format!("`{path}`"));
    match why {
        Unread::Binary(at) => {
            let problem = Diagnostic::error(format!("{plain} is not UTF-8 text: byte {at} belongs to no character"));
            (problem.help("save the file as UTF-8"), Ending::ModelError)
        }
        Unread::TooLarge(most) => {
            let problem = Diagnostic::error(format!("{quoted} is larger than {most} bytes"));
            (problem.help("calculate it in parts"), Ending::ModelError)
        }
        Unread::System(error) if path.is_none() => (unreadable_input(error), Ending::WrongUsage),
        Unread::System(_) | Unread::Special(_) => {
            let problem = Diagnostic::error(format!("{quoted} cannot be read: {why}"));
            (problem.maybe_help(path.and_then(mistake::instead_of_file)), Ending::WrongUsage)
        }
    }
}

/// The lines of a text as a model, with their results.
pub(super) struct Evaluated {
    source: SourceId,
    entries: Vec<Entry>,
    model: Model,
    answers: Answers,
    /// All errors and hints, in the order of their places.
    problems: Diagnostics,
}

impl Evaluated {
    /// Calculates the lines of a text.
    pub(super) fn new(name: Option<String>, text: &str, evaluation: &engine::Options, output: &mut Output) -> Self {
        let text = unmarked(text);
        let source = output.sources.add(name, text);
        let Lines { entries, model, mut problems } = Lines::new(source, text);
        let answers = model.answers(evaluation);
        problems.extend(answers.diagnostics.iter().cloned());
        let mut problems = problems.into_diagnostics();
        problems.sort_by_place();
        Self { source, entries, model, answers, problems }
    }

    /// Whether there is an error in it.
    pub(super) fn is_wrong(&self) -> bool {
        self.problems.has_errors()
    }

    /// Prints the results, and what is to be said of them.
    pub(super) fn print(&self, output: &mut Output) -> io::Result<Ending> {
        if output.json { self.objects(output) } else { self.lines(output) }?;
        Ok(if self.is_wrong() { Ending::ModelError } else { Ending::Success })
    }

    /// Whether an equation prints its result: a bare expression, or any where there are only definitions.
    fn is_printed(&self) -> impl Fn(&Equation) -> bool {
        let only_definitions = self.model.equations().iter().all(|equation| equation.name.is_some());
        move |equation| equation.name.is_none() || only_definitions
    }

    /// Prints the results as lines, errors and hints after them.
    fn lines(&self, output: &mut Output) -> io::Result<()> {
        let formatter = Formatter::new(&self.model.units, true);
        let is_printed = self.is_printed();
        let all = self.model.equations().iter().zip((0..).map(EquationId));
        let wanted = all.filter(|(equation, _)| is_printed(equation));
        let wanted: Vec<_> = wanted.filter_map(|(equation, id)| Some((equation, id, self.answers.get(id)?))).collect();
        let mut document = Document::default();
        for &(equation, _, answer) in &wanted {
            let shown = result(answer, &formatter);
            document.line(match (&equation.name, &equation.label) {
                (Some(name), _) => format!("{} = {shown}", name.name),
                (None, Some(label)) => format!("{}: {shown}", label.name),
                (None, None) => shown.to_string(),
            });
        }
        if wanted.iter().any(|(.., answer)| answer.spread.is_some()) {
            if let [(_, id, _)] = wanted[..]
                && let Some(detail) = detail(&self.answers, id)
            {
                document.gap();
                document.append(uncertainty::detail(&detail, &formatter));
                document.gap();
            }
            let answers = wanted.iter().map(|one| one.2);
            uncertainty::footer_line(&mut document, answers, self.answers.sheet.plan.sampling);
        }
        output.document(&document)?;
        output.problems(&self.problems)
    }

    /// Prints results and errors as objects, in the order of the lines.
    fn objects(&self, output: &mut Output) -> io::Result<()> {
        let formatter = Formatter::new(&self.model.units, true);
        let is_printed = self.is_printed();
        let (problems, elsewhere) = sorted(&self.entries, self.source, &self.problems);
        let is_wrong: Vec<bool> = problems.iter().map(|of| of.iter().any(|problem| problem.is_error())).collect();
        let causes =
            if self.is_wrong() { causes(&self.model, &self.entries, &is_wrong) } else { vec![None; problems.len()] };
        let line_of = |output: &Output, entry: &Entry| line(output.sources.get(self.source), entry);
        for (index, (entry, problems)) in self.entries.iter().zip(problems).enumerate() {
            let (errors, hints): (Vec<_>, Vec<_>) = problems.into_iter().partition(|problem| problem.is_error());
            let mut place = LineRecord {
                line: Some(line_of(output, entry)),
                name: entry.name.as_ref().map(ToString::to_string),
                label: entry.label.clone(),
                hint: hints.first().map(|hint| said(hint)),
            };
            for error in &errors {
                let next = LineRecord { hint: None, name: place.name.clone(), label: place.label.clone(), ..place };
                let place = std::mem::replace(&mut place, next);
                output.object(&Object::new(&Failure::new(error, &output.sources).on(place)))?;
            }
            let answer = entry.id.and_then(|id| self.answers.get(id));
            match (entry.id.map(|id| (id, &self.model.equations()[id.index()])), answer) {
                // A definition that prints nothing has an object where something is to be said of it.
                (Some((id, equation)), Some(answer)) if is_printed(equation) || place.hint.is_some() => {
                    output.object(&Object::new(&self.record((id, equation), answer, &formatter).on(place)))?;
                }
                (Some(_), None) if errors.is_empty() => {
                    let cause = causes[index].map(|cause| &self.entries[cause]);
                    let message = not_calculated(entry, cause.map(|cause| (cause, line_of(output, cause))));
                    let whole =
                        Origin::new(self.source, 0).span(&output.sources.get(self.source).text, entry.code.clone());
                    let problem = Diagnostic::error(message).at(whole, "");
                    output.object(&Object::new(&Failure::new(&problem, &output.sources).on(place)))?;
                }
                _ if place.hint.is_some() => output.object(&Object::new(&place))?,
                _ => {}
            }
        }
        for problem in elsewhere {
            if problem.is_error() {
                output.problem(problem)?;
            } else {
                output.object(&Object::new(&LineRecord { hint: Some(said(problem)), ..LineRecord::default() }))?;
            }
        }
        Ok(())
    }

    fn record(&self, (id, equation): (EquationId, &Equation), answer: &Answer, formatter: &Formatter) -> Record {
        let name = equation.name.as_ref().map(|name| name.name.as_str());
        let detail = detail(&self.answers, id);
        let shares = detail.map_or_else(Vec::new, |detail| detail.shares);
        Record::new(name, answer, result(answer, formatter).to_string(), formatter).with_shares(&shares)
    }
}

/// A hint as text: what may be wrong, and below it what to write instead.
fn said(hint: &Diagnostic) -> String {
    let lines = [hint.message.clone(), hint.help_text()];
    lines.into_iter().filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

//! The lines of a text as a model: each statement with its equation, its name and its place, and all results.
//! A text is calculated at once, in any order of its lines; a session takes them one by one.

use super::statements::Entry;
use crate::diagnostic::{Diagnostic, Diagnostics, Problems, SourceId, Sources};
use crate::engine::Options;
use crate::limits;
use crate::model::{Answers, Equation, Model};
use crate::syntax::lines::{has_more_lines, lines};
use crate::syntax::{Origin, parse};

/// The lines of a text as a model, with their results.
pub struct Text {
    /// The text.
    pub source: SourceId,
    /// Its statements, in their order.
    pub entries: Vec<Entry>,
    /// The model that they are.
    pub model: Model,
    /// Its results.
    pub answers: Answers,
    /// All errors and hints, in the order of their places.
    pub problems: Diagnostics,
}

impl Text {
    /// Calculates the lines of a text.
    #[must_use]
    pub fn new(name: Option<String>, text: &str, options: &Options, sources: &mut Sources) -> Self {
        // Some editors mark UTF-8 text with a sign of its own.
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let source = sources.add(name, text);
        let mut model = Model::default();
        let (mut entries, mut problems) = (Vec::new(), Problems::default());
        // A text of so many lines is not read at all, so that no line of it is taken for the last one.
        let is_long = has_more_lines(text, limits::LINES);
        if is_long {
            problems.push(
                Diagnostic::error(format!("the text has more than {} lines", limits::LINES))
                    .help("calculate it in parts"),
            );
        }
        for line in if is_long { Vec::new() } else { lines(text) } {
            let code = &text[line.code.clone()];
            if code.is_empty() {
                continue;
            }
            let why = line.comment.map(|comment| text[comment].to_owned());
            match parse(code, Origin::new(source, line.code.start)) {
                Ok(statement) => {
                    let entry = Entry::new(line.code, &statement);
                    match model.add(statement, why) {
                        Ok(id) => entries.push(Entry { id, ..entry }),
                        Err(problem) => {
                            entries.push(entry);
                            problems.push(problem);
                            // What follows is not read: it would only say the same.
                            if model.is_full() {
                                break;
                            }
                        }
                    }
                }
                Err(problem) => {
                    let entry = Entry::unread(line.code, code);
                    // What uses a broken definition is not wrong itself.
                    entry.name.iter().for_each(|name| model.mark_broken(name.clone()));
                    entries.push(entry);
                    problems.push(problem);
                }
            }
        }
        if entries.is_empty() && text.trim().is_empty() && !is_long {
            let problem = Diagnostic::error("there is nothing to calculate");
            problems.push(problem.help("try `napkin '500M / day * 10 KB -> MB/s'`"));
        }
        let answers = model.answers(options);
        problems.extend(answers.diagnostics.iter().cloned());
        let mut problems = problems.into_diagnostics();
        problems.sort_by_place();
        Self { source, entries, model, answers, problems }
    }

    /// Whether there is an error in it.
    #[must_use]
    pub fn is_wrong(&self) -> bool {
        self.problems.has_errors()
    }

    /// Whether an equation prints its result: a bare expression, or any where there are only definitions.
    pub fn is_printed(&self) -> impl Fn(&Equation) -> bool {
        let only_definitions = self.model.equations().iter().all(|equation| equation.name.is_some());
        move |equation| equation.name.is_none() || only_definitions
    }
}

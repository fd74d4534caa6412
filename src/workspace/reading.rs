//! A text of lines as one model: what each statement is, where it stands, and what is wrong with it.

use std::ops::Range;

use crate::diagnostic::{Diagnostic, Problems, SourceId};
use crate::limits;
use crate::model::{EquationId, Model};
use crate::syntax::lines::{has_more_lines, lines};
use crate::syntax::tree::{Name, Statement};
use crate::syntax::{Origin, defined_name, parse};

/// A text that has been read; nothing is calculated yet.
pub struct Lines {
    /// Its statements, in order.
    pub entries: Vec<Entry>,
    /// The model that they are together.
    pub model: Model,
    /// What is wrong with single ones.
    pub problems: Problems,
}

/// One statement of a text.
pub struct Entry {
    /// Its code, as bytes of the text.
    pub code: Range<usize>,
    /// What it defines or declares.
    pub name: Option<Name>,
    /// What is written in front of its result.
    pub label: Option<String>,
    /// The equation that it is.
    pub id: Option<EquationId>,
}

impl Lines {
    /// Reads all lines of a text.
    #[must_use]
    pub fn new(source: SourceId, text: &str) -> Self {
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
        Self { entries, model, problems }
    }
}

impl Entry {
    /// A statement that has been read.
    fn new(code: Range<usize>, statement: &Statement) -> Self {
        let (name, label) = match statement {
            Statement::Definition { name, .. } => (Some(name), None),
            Statement::Function(function) => (Some(&function.name), None),
            Statement::Noun { singular, .. } | Statement::Unit { singular, .. } => (Some(singular), None),
            Statement::Labelled { label, .. } => (None, Some(label.name.to_string())),
            Statement::Correlation { .. } | Statement::Expression(_) => (None, None),
        };
        Self { code, name: name.map(|name| name.name.clone()), label, id: None }
    }

    /// A statement that is not in the language, with the name or label that it seems to have.
    fn unread(code: Range<usize>, text: &str) -> Self {
        let name = defined_name(text);
        let label = text.split_once(": ").map(|(label, _)| label);
        let label = label.filter(|label| name.is_none() && label.starts_with(char::is_alphabetic));
        Self { code, name, label: label.filter(|label| !label.contains('=')).map(str::to_owned), id: None }
    }
}

/// A text without the sign by which some editors mark UTF-8.
#[must_use]
pub fn unmarked(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

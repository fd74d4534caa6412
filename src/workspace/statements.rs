//! The statements of a text, what each is called and on which line it stands, and why one of them has no result though
//! nothing is wrong with it: the first of those that it depends on and that could not be calculated.

use std::collections::{HashMap, VecDeque};

use super::reading::Entry;
use crate::diagnostic::{Diagnostic, Source, SourceId};
use crate::model::{EquationId, Model};
use crate::syntax::tree::{Expression, Name};

impl Entry {
    /// What the statement is called in a sentence.
    fn title(&self) -> Option<String> {
        let name = self.name.as_ref().map(Name::as_str).or(self.label.as_deref());
        name.map(|name| format!("`{name}`"))
    }
}

/// For each statement the problems that lie in it, in their order, and those that lie nowhere.
#[must_use]
pub fn sorted<'p>(
    entries: &[Entry],
    source: SourceId,
    problems: &'p [Diagnostic],
) -> (Vec<Vec<&'p Diagnostic>>, Vec<&'p Diagnostic>) {
    let mut of_entries = vec![Vec::new(); entries.len()];
    let mut elsewhere = Vec::new();
    for problem in problems {
        let span = problem.primary.as_ref().map(|label| label.span).filter(|span| span.source() == source);
        let after = span.map_or(0, |span| entries.partition_point(|entry| entry.code.start <= span.start() as usize));
        match after.checked_sub(1) {
            Some(index) => of_entries[index].push(problem),
            None => elsewhere.push(problem),
        }
    }
    (of_entries, elsewhere)
}

/// For each statement that depends on a wrong one the nearest of these. Takes time linear in the length of the text.
pub fn causes(model: &Model, entries: &[Entry], is_wrong: &[bool]) -> Vec<Option<usize>> {
    let mut users: HashMap<&str, Vec<usize>> = HashMap::new();
    let mut after: HashMap<usize, Vec<usize>> = HashMap::new();
    let by_id: HashMap<EquationId, usize> =
        (0..).zip(entries).filter_map(|(index, entry)| Some((entry.id?, index))).collect();
    for (&id, &index) in &by_id {
        let equation = &model.equations()[id.index()];
        for name in equation.body.words() {
            match (name.as_str(), equation.last.and_then(|last| by_id.get(&last))) {
                ("_", Some(&last)) => after.entry(last).or_default().push(index),
                (name, _) => users.entry(name).or_default().push(index),
            }
        }
    }
    let functions = model.functions();
    for function in &functions {
        let start = function.name.span.start() as usize;
        let index = entries.partition_point(|entry| entry.code.start <= start).saturating_sub(1);
        for name in function.expressions().flat_map(Expression::words) {
            users.entry(name.as_str()).or_default().push(index);
        }
    }
    let mut causes: Vec<Option<usize>> =
        is_wrong.iter().zip(0..).map(|(&wrong, index)| wrong.then_some(index)).collect();
    let mut next: VecDeque<usize> = (0..entries.len()).filter(|&index| is_wrong[index]).collect();
    while let Some(index) = next.pop_front() {
        // A name or a last line is followed once, by whichever wrong statement comes to it first.
        let named = entries[index].name.as_ref().and_then(|name| users.remove(name.as_str()));
        for user in named.into_iter().chain(after.remove(&index)).flatten() {
            if causes[user].is_none() {
                causes[user] = causes[index];
                next.push_back(user);
            }
        }
    }
    causes
}

/// What to say of a statement that has no result because of another one.
#[must_use]
pub fn not_calculated(entry: &Entry, cause: Option<(&Entry, usize)>) -> String {
    let what = entry.title().unwrap_or_else(|| "this line".to_owned());
    let why = match cause {
        Some((cause, line)) => {
            let cause = cause.title().unwrap_or_else(|| "the expression".to_owned());
            format!("{cause} on line {line} has an error")
        }
        None => "the model has an error".to_owned(),
    };
    format!("{what} was not calculated: {why}")
}

/// The number of the line on which a statement begins, from 1.
#[must_use]
pub fn line(source: &Source, entry: &Entry) -> usize {
    source.lines_before + source.line_of(entry.code.start) + 1
}

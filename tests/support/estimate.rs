//! An estimate taken through the whole library: its model, what it comes to, and whether what is printed reads back.

use napkin::diagnostic::{Diagnostic, SourceId};
use napkin::engine::Options;
use napkin::model::{Answer, Answers, Kind, Model};
use napkin::quantity::display::{Formatter, Shown};
use napkin::quantity::noun::cancel_kinds;
use napkin::report::answer::result;
use napkin::syntax::lines::lines;
use napkin::syntax::{Origin, parse};

/// The model of a text, with the problems of the lines that it could not take.
pub fn model(text: &str) -> (Model, Vec<Diagnostic>) {
    let mut model = Model::default();
    let mut problems = Vec::new();
    for line in lines(text).into_iter().filter(|line| !line.code.is_empty()) {
        let statement = parse(&text[line.code.clone()], Origin::new(SourceId::default(), line.code.start));
        problems.extend(statement.and_then(|statement| model.add(statement, None)).err());
    }
    (model, problems)
}

/// What a text comes to: the results of its bare expressions, or its first error.
/// Lines are separated by `; `, and so are results.
pub fn outcome(input: &str) -> String {
    let (model, mut problems) = model(&input.replace("; ", "\n"));
    let Answers { answers, diagnostics, .. } = model.answers(&Options::default());
    problems.extend(diagnostics);
    if let Some(error) = problems.iter().find(|problem| problem.is_error()) {
        return format!("error: {}", error.message);
    }
    let formatter = Formatter::new(&model.units, true);
    let bare = model.equations().iter().zip(&answers).filter(|(equation, _)| equation.name.is_none());
    let texts = bare.map(|(_, answer)| {
        let answer = answer.as_ref().expect("an equation without an error has an answer");
        if answer.spread.is_some() && answer.kind != Kind::Condition {
            let shown = result(answer, &formatter);
            reads_back(answer, &shown, &model);
            return shown.to_string();
        }
        if answer.spread.is_some() || answer.estimated.is_some() {
            return result(answer, &formatter).to_string();
        }
        match shown(answer, &formatter) {
            Some(shown) => {
                reads_back(answer, &shown, &model);
                shown.to_string()
            }
            None => (answer.value != 0.0).to_string(),
        }
    });
    texts.collect::<Vec<_>>().join("; ")
}

/// A quantity as a person sees it; `None` for a condition.
pub fn shown(answer: &Answer, formatter: &Formatter) -> Option<Shown> {
    match &answer.kind {
        Kind::Condition => None,
        Kind::Quantity(_) => Some(result(answer, formatter)),
    }
}

/// A result as printed, with what stands behind it in brackets and without, is an expression for the same quantity, within
/// the digits that were printed.
pub fn reads_back(answer: &Answer, shown: &Shown, model: &Model) {
    for printed in [shown.plain(), shown.to_string()] {
        let mut again = Model::new(model.units.clone());
        let statement = parse(&printed, Origin::default());
        let id = statement.and_then(|statement| again.add(statement, None)).ok().flatten();
        let id = id.unwrap_or_else(|| panic!("`{printed}` is not in the language"));
        let answers = again.answers(&Options::default());
        let read = answers.get(id).unwrap_or_else(|| panic!("`{printed}` has no value: {:?}", answers.diagnostics));
        let scale = answer.value.abs().max(read.value.abs());
        let difference = (answer.value - read.value).abs();
        let is_sampled = matches!(&answer.kind, Kind::Quantity(quantity) if quantity.preference.sampled);
        let error = match &answer.spread {
            Some(spread) => 0.05 * scale.max(spread.p95() - spread.p5()),
            None if is_sampled => 5.1e-3 * scale,
            None => 5.1e-4 * scale,
        };
        assert!(difference <= error, "`{printed}` reads back as {}, not {}", read.value, answer.value);
        assert_eq!(dimension(read), dimension(answer), "`{printed}` reads back as something else");
    }
}

fn dimension(answer: &Answer) -> napkin::quantity::dimension::Dimension {
    match &answer.kind {
        Kind::Condition => napkin::quantity::dimension::Dimension::none(),
        Kind::Quantity(quantity) => cancel_kinds(&quantity.dimension),
    }
}

/// Checks a table of inputs and what they come to. All rows that differ are shown at once.
#[track_caller]
pub fn check(rows: &[(&str, &str)]) {
    let differ = |&(input, expected): &(&str, &str)| {
        let found = std::panic::catch_unwind(|| outcome(input)).unwrap_or_else(|_| "a panic".to_owned());
        (found != expected).then(|| format!("{input}\n   expected {expected}\n   found    {found}"))
    };
    let wrong: Vec<_> = rows.iter().filter_map(differ).collect();
    assert!(wrong.is_empty(), "{} of {} rows differ:\n{}", wrong.len(), rows.len(), wrong.join("\n"));
}

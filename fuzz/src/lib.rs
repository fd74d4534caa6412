//! What must hold for every input. Each function takes a text and panics where something does not; that nothing panics
//! by itself, takes for ever or fills the memory is for the engine to see.

#[allow(dead_code, reason = "the table of the tests, of which some lists are not needed here")]
#[path = "../../tests/support/estimate.rs"]
mod estimate;
pub mod generated;
mod session;

use std::collections::HashSet;

use estimate::{model, reads_back, shown};
use napkin::diagnostic::{Diagnostic, Sources};
use napkin::engine::{Options, Sampling};
use napkin::model::{Answers, Model};
use napkin::quantity::display::Formatter;
use napkin::render::characters::Characters;
use napkin::render::terminal::diagnostics::{Look, render};
use napkin::syntax::lexeme::lexemes;
use napkin::syntax::lines::lines;
use napkin::syntax::{Origin, parse_expression, parse_unit, parse_unit_definition};

pub use session::{session, settle};

/// How many samples a text is tried with: what they say is not looked at.
const FEW: usize = 100;

/// How a text is evaluated.
fn options() -> Options {
    Options::from(Sampling { samples: Some(FEW), ..Sampling::default() })
}

/// Every reader of the language says something of any text, and every message can be shown.
pub fn parse(text: &str) {
    let mut end = 0;
    for lexeme in lexemes(text) {
        assert!(end <= lexeme.range.start && text.get(lexeme.range.clone()).is_some(), "the words overlap: {lexeme:?}");
        end = lexeme.range.end;
    }
    let mut problems = Vec::new();
    for line in lines(text) {
        let code = &text[line.code.clone()];
        let origin = || Origin::new(Default::default(), line.code.start);
        problems.extend(napkin::syntax::parse(code, origin()).err());
        problems.extend(parse_expression(code, origin()).err());
        problems.extend(parse_unit(code, origin()).err());
        problems.extend(parse_unit_definition(code, origin()).err());
    }
    can_be_shown(&problems, text);
}

/// A text of lines comes to results that read back, the same in whatever order its definitions stand.
pub fn one_off(text: &str) {
    let (model, mut problems) = model(text);
    let Answers { answers, diagnostics, .. } = model.answers(&options());
    problems.extend(diagnostics);
    can_be_shown(&problems, text);
    let formatter = Formatter::new(&model.units, true);
    for answer in answers.iter().flatten() {
        let Some(shown) = shown(answer, &formatter) else { continue };
        let _ = shown.to_string();
        // A random end of a few samples does not read back within its digits.
        if answer.spread.is_none() && answer.estimated.is_none() {
            reads_back(answer, &shown, &model);
        }
    }
    if problems.is_empty() {
        same_in_another_order(text, &model, &answers);
    }
}

/// Definitions may stand in any order, unless one stands for the line above it.
fn same_in_another_order(text: &str, model: &Model, answers: &[Option<napkin::model::Answer>]) {
    let mut names = HashSet::new();
    let is_free = model.equations().iter().all(|equation| {
        equation.name.as_ref().is_some_and(|name| names.insert(name.name.as_str().to_owned()))
            && equation.last.is_none()
    });
    if !is_free || model.equations().len() < 2 {
        return;
    }
    let mut reversed: Vec<&str> = lines(text).into_iter().map(|line| &text[line.code]).collect();
    reversed.reverse();
    let (other, problems) = estimate::model(&reversed.join("\n"));
    assert!(problems.is_empty(), "the lines are refused in another order: {problems:?}");
    let others = other.answers(&options()).answers;
    for (equation, answer) in model.equations().iter().zip(answers) {
        let name = equation.name.as_ref().map_or("", |name| name.name.as_str());
        let again = other.find(name).and_then(|id| others[id.index()].as_ref());
        assert_eq!(answer.as_ref().map(|one| one.kind.clone()), again.map(|one| one.kind.clone()), "{name}");
        // The inputs of samples are numbered in the order of the lines, and so are their points.
        let sampled = answer.as_ref().is_none_or(|one| one.spread.is_some() || one.estimated.is_some());
        let values = [answer.as_ref(), again].map(|one| one.map(|one| one.value.to_bits()));
        assert!(sampled || values[0] == values[1], "{name} depends on the order of the lines");
    }
}

/// A preset is read, or refused with messages; what was read is written and read again.
pub fn preset(text: &str) {
    let mut sources = Sources::default();
    let source = sources.add(Some("preset".to_owned()), text);
    let (preset, mut problems) = napkin::preset::read(source, text);
    let is_read = problems.iter().all(|problem| !problem.is_error());
    let answers = preset.model.answers(&options());
    problems.extend(answers.diagnostics.iter().cloned());
    shown_all(&problems, &sources);
    if !is_read {
        return;
    }
    let written = napkin::preset::write(&preset);
    let source = sources.add(Some("written".to_owned()), &*written);
    let (again, problems) = napkin::preset::read(source, &written);
    assert!(problems.iter().all(|problem| !problem.is_error()), "what is written is refused: {problems:?}\n{written}");
    let others = again.model.answers(&options());
    for (equation, answer) in preset.model.equations().iter().zip(&answers.answers) {
        let Some(name) = &equation.name else { continue };
        let name = name.name.as_str();
        let found = again.model.find(name);
        let other = found.unwrap_or_else(|| panic!("{name} is lost:\n{written}"));
        let other = others.answers[other.index()].as_ref();
        let values = [answer.as_ref(), other].map(|one| one.map(|one| (one.value.to_bits(), one.kind.clone())));
        assert_eq!(values[0], values[1], "{name} has changed:\n{written}");
    }
}

fn can_be_shown(problems: &[Diagnostic], text: &str) {
    let mut sources = Sources::default();
    sources.add(None, text);
    shown_all(problems, &sources);
}

fn shown_all(problems: &[Diagnostic], sources: &Sources) {
    for problem in problems {
        for (colour, width) in [(false, 20), (true, 100)] {
            let _ = render(problem, sources, Look { colour, width, characters: Characters::All });
        }
    }
}

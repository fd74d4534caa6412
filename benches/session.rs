//! What a session costs inside the process: a preview at every key, and a change in a model of many equations.
//! Targets: a preview within a few milliseconds in any model, a change with ten dependents under one.
//! Run with `cargo bench --bench session`.

use divan::{Bencher, black_box};
use napkin::diagnostic::Sources;
use napkin::engine::{Options, Sampling};
use napkin::model::{Change, Definition, Equation, Live, Model};
use napkin::repl::Session;
use napkin::syntax::tree::Statement;
use napkin::syntax::{Origin, parse};

const SIZES: [usize; 3] = [1_000, 10_000, 100_000];

fn main() {
    divan::main();
}

/// `input = 1 GB`, ten equations that use it one after another, and many that use one another but not the input.
fn text(equations: usize) -> String {
    let mut text = "input = 1 GB\nd0 = input * 2\n".to_owned();
    text.extend((1..10).map(|index| format!("d{index} = d{} + input\n", index - 1)));
    text.push_str("x0 = 2 GB\n");
    text.extend((12..equations).map(|index| format!("x{} = x{} + 1 GB\n", index - 11, index - 12)));
    text
}

/// The model, checked and calculated, changes one input with ten dependents.
#[divan::bench(args = SIZES)]
fn change_one_input(bencher: Bencher, equations: usize) {
    let mut model = Model::default();
    for line in text(equations).lines() {
        let statement = parse(line, Origin::default());
        statement.and_then(|statement| model.add(statement, None)).expect("the lines are right");
    }
    let (mut live, problems) = Live::new(&model, &Options::default());
    assert!(problems.is_empty() && model.equations().len() == equations);
    let mut number = 1;
    bencher.bench_local(|| {
        number += 1;
        let update = live.change(&mut model, definition(number)).expect("the change is right");
        assert_eq!(update.effects.len(), 11);
        update
    });
}

fn definition(number: usize) -> Change {
    let line = format!("input = {number} GB");
    let Ok(Statement::Definition { name, body }) = parse(&line, Origin::default()) else {
        unreachable!("the line is a definition")
    };
    Change::Define(Definition::Value(Equation::new(Some(name), body, None)))
}

/// The same by a line of the session, with what it says of the change.
#[divan::bench(args = SIZES)]
fn enter_a_change(bencher: Bencher, equations: usize) {
    let (mut session, mut sources) = open(equations);
    let mut number = 1;
    bencher.bench_local(|| {
        number += 1;
        let reply = session.enter(&format!("input = {number} GB"), &mut sources);
        assert!(!reply.failed() && reply.text(80).lines().count() >= 2);
        reply
    });
}

/// What happens at every key.
#[divan::bench(args = SIZES)]
fn preview(bencher: Bencher, equations: usize) {
    let (mut session, _) = open(equations);
    bencher
        .bench_local(|| session.preview(black_box("total = (d9 + x1) * 3 years / (1 day")).expect("it has a result"));
}

/// A preview that would calculate for long is given up.
#[divan::bench]
fn preview_that_takes_too_long(bencher: Bencher) {
    let (mut session, mut sources) = open(100);
    session.enter("f0(x) = x + 1", &mut sources);
    for index in 1..19 {
        session.enter(&format!("f{index}(x) = f{0}(x) + f{0}(x)", index - 1), &mut sources);
    }
    bencher.bench_local(|| assert_eq!(session.preview(black_box("f18(1)")), None));
}

fn open(equations: usize) -> (Session, Sources) {
    let (mut session, mut sources) = (Session::new(Sampling::default()), Sources::default());
    assert!(!session.enter(&text(equations), &mut sources).failed());
    (session, sources)
}

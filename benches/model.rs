//! What each stage of an estimate costs inside the process: parsing, compiling, evaluating, whole presets.
//! A chain whose equations per second do not fall with its length is linear. The whole process is in `whole_process.sh`.
//! Run with `cargo bench --bench model`, or `cargo bench --bench model -- chain` for one group.

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use napkin::analysis::by_hand::Rounded;
use napkin::analysis::sensitivity::Shares;
use napkin::diagnostic::{Diagnostic, SourceId};
use napkin::engine::{Options, Slot};
use napkin::model::{Compiled, EquationId, Kind, Model};
use napkin::quantity::display::Formatter;
use napkin::render::terminal;
use napkin::report::scenario::document;
use napkin::syntax::lines::lines;
use napkin::syntax::tree::Statement;
use napkin::syntax::{Origin, parse};

const LINE: &str = "500M tweets/day * 10 KB/tweet -> TB/month";

fn main() {
    divan::main();
}

#[divan::bench]
fn parse_line() -> Result<Statement, Diagnostic> {
    parse(black_box(LINE), Origin::default())
}

#[divan::bench]
fn estimate() -> String {
    let model = model(black_box(LINE));
    let answers = model.answers(&Options::default());
    let answer = answers.get(EquationId(0)).expect("the line has a result");
    let Kind::Quantity(quantity) = &answer.kind else { unreachable!("the line is no condition") };
    let formatter = Formatter::new(&model.units, true);
    formatter.show(answer.value, &quantity.dimension, &quantity.preference).to_string()
}

/// `x0 = 1`, `x1 = x0 + 1`, …: every equation needs the one before it.
mod chain {
    use super::{Bencher, Compiled, ItemsCount, Options, model};

    const LENGTHS: [usize; 3] = [1_000, 10_000, 100_000];

    #[divan::bench(args = LENGTHS)]
    fn read(bencher: Bencher, length: usize) {
        let text = text(length);
        bencher.counter(ItemsCount::new(length)).bench(|| model(&text));
    }

    #[divan::bench(args = LENGTHS)]
    fn compile(bencher: Bencher, length: usize) {
        let model = model(&text(length));
        bencher.counter(ItemsCount::new(length)).bench(|| model.compile(&Options::default()));
    }

    #[divan::bench(args = LENGTHS)]
    fn evaluate(bencher: Bencher, length: usize) {
        let compiled = model(&text(length)).compile(&Options::default());
        assert!(compiled.diagnostics.is_empty(), "a chain has no problems");
        let counted = bencher.counter(ItemsCount::new(length));
        counted.with_inputs(|| compiled.clone()).bench_values(Compiled::evaluate);
    }

    /// All three: what a file of equations costs before it is printed.
    #[divan::bench(args = LENGTHS)]
    fn answer(bencher: Bencher, length: usize) {
        let text = text(length);
        bencher.counter(ItemsCount::new(length)).bench(|| model(&text).answers(&Options::default()));
    }

    fn text(length: usize) -> String {
        let rest = (1..length).map(|index| format!("x{index} = x{} + 1\n", index - 1));
        std::iter::once("x0 = 1\n".to_owned()).chain(rest).collect()
    }
}

/// One compiled expression over columns of samples for each of its assumptions.
#[divan::bench(args = [1_000, 10_000, 100_000])]
fn columns(bencher: Bencher, samples: usize) {
    let model = model(
        "users = 150M users\nactions = 2 tweets/user\nsize = 10 KB/tweet\nrate = users * actions / 86400 s * size",
    );
    let compiled = model.compile(&Options::default());
    let slot = |name| -> Slot {
        let id = model.find(name).expect("the name is defined");
        compiled.sheet.outcome(id).expect("the definition is right").slot
    };
    let column = |low: f64| -> Vec<f64> { (0..samples).map(|index| low + index as f64).collect() };
    let (users, actions, size) = (column(150e6), column(2.0), column(10e3));
    let given = [(slot("users"), &users[..]), (slot("actions"), &actions), (slot("size"), &size)];
    let wanted = [slot("rate")];
    let values = compiled.sheet.plan.evaluate();
    bencher
        .counter(ItemsCount::new(samples))
        .bench(|| compiled.sheet.plan.columns(&values, black_box(&given), &wanted, samples));
}

/// A built-in preset from its TOML to the numbers of its tables.
#[divan::bench(args = napkin::preset::catalogue::all().map(|preset| preset.0))]
fn preset(bencher: Bencher, name: &str) {
    let text = napkin::preset::catalogue::find(name).expect("the catalogue lists it");
    bencher.bench(|| {
        let (preset, problems) = napkin::preset::read(SourceId::default(), black_box(text));
        assert!(problems.is_empty(), "a built-in preset can be read");
        preset.model.points(&Options::default())
    });
}

/// The whole catalogue in one process, from TOML to the numbers of its tables at one point, on one core and on two. Target: under
/// 50 ms.
#[divan::bench(args = [1, 2])]
fn catalogue(cores: usize) -> usize {
    let texts: Vec<&str> = napkin::preset::catalogue::all().map(|preset| preset.1).collect();
    let answers = |text: &&str| {
        let (preset, _) = napkin::preset::read(SourceId::default(), black_box(text));
        preset.model.points(&Options::default()).answers.len()
    };
    std::thread::scope(|scope| {
        let parts = texts.chunks(texts.len().div_ceil(cores));
        let threads: Vec<_> = parts.map(|part| scope.spawn(move || part.iter().map(answers).sum::<usize>())).collect();
        threads.into_iter().map(|thread| thread.join().expect("no preset panics")).sum()
    })
}

/// On one core, to the printed tables.
#[divan::bench]
fn catalogue_printed() -> usize {
    let reports = napkin::preset::catalogue::all().map(|(_, text)| {
        let (preset, _) = napkin::preset::read(SourceId::default(), black_box(text));
        let answers = preset.model.answers(&Options::default());
        let shares = Shares::new(&answers);
        let by_hand = Rounded::new(&preset.model, &Options::default());
        let formatter = Formatter::new(&preset.model.units, false);
        terminal::text(&document(&preset, &answers, &shares, Some(&by_hand), &formatter), 100).len()
    });
    reports.sum()
}

/// The model of a text, read as `napkin eval` reads it.
fn model(text: &str) -> Model {
    let mut model = Model::default();
    for line in lines(text) {
        let statement = parse(&text[line.code.clone()], Origin::new(SourceId::default(), line.code.start));
        statement.and_then(|statement| model.add(statement, None)).expect("the lines are right");
    }
    model
}

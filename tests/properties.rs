//! What holds for every input: units do not change results, printed results can be read back, nothing panics,
//! the order of lines does not matter, and columns agree with points.

mod support;

use napkin::diagnostic::Sources;
use napkin::engine::Options;
use napkin::model::{Answers, Kind, Model};
use napkin::quantity::display::Formatter;
use napkin::render::characters::Characters;
use napkin::render::characters::visible;
use napkin::render::json::to_line;
use napkin::render::terminal::diagnostics::{Look, render};
use napkin::report::json::{AnswerRecord, Failure, Object};
use proptest::prelude::*;
use proptest::sample::select;
use support::{model, reads_back, shown};

/// As many cases as take a moment, and no files of failures beside the tests.
fn quick() -> ProptestConfig {
    ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() }
}

/// The value of the last equation of a text, in base units.
fn value(text: &str) -> f64 {
    let (model, problems) = model(text);
    let Answers { answers, diagnostics, .. } = model.answers(&Options::default());
    let answer = answers.last().cloned().flatten();
    answer.unwrap_or_else(|| panic!("`{text}` has no result: {problems:?} {diagnostics:?}")).value
}

fn nearly_equal(a: f64, b: f64) -> bool {
    a == b || (a - b).abs() <= 1e-9 * a.abs().max(b.abs())
}

// A result does not depend on the units that its inputs are written in.

const SIZES: [(&str, f64); 7] =
    [("B", 1.0), ("KB", 1e3), ("MB", 1e6), ("GB", 1e9), ("KiB", 1024.0), ("GiB", 1_073_741_824.0), ("b", 0.125)];
const TIMES: [(&str, f64); 6] =
    [("s", 1.0), ("ms", 1e-3), ("min", 60.0), ("h", 3600.0), ("day", 86_400.0), ("week", 604_800.0)];

/// Estimates of two sizes `A` and `C`, two times `T` and `U`, and a count `N`.
const ESTIMATES: [&str; 15] = [
    "A / T",
    "A + C",
    "N * A / T * U",
    "ceil(A / C)",
    "floor(A / C)",
    "round(A / C)",
    "ceil(T / U) * A",
    "floor(N * T / U)",
    "ceil(A / T / (C / U))",
    "ceil(N * A / C) * (1 server)",
    "max(A, C) / min(T, U)",
    "if A > C then A / T else C / T",
    "if A == C then 1 else ceil(N * A / (A + C))",
    "sqrt(A * C) + avg(A, C)",
    "A / T -> MB/day",
];

/// The same amount in two units.
fn written_twice(amount: f64, units: &'static [(&'static str, f64)]) -> impl Strategy<Value = (String, String)> {
    let written = move |(unit, factor): (&str, f64)| format!("({:?} {unit})", amount / factor);
    (select(units), select(units)).prop_map(move |(first, second)| (written(first), written(second)))
}

/// Whole amounts, many of them small, so that quotients are often whole or half.
fn amount() -> impl Strategy<Value = f64> {
    prop_oneof![(1_u32..40).prop_map(f64::from), (1_u64..1_000_000_000_000).prop_map(|amount| amount as f64)]
}

fn size() -> impl Strategy<Value = (String, String)> {
    amount().prop_flat_map(|amount| written_twice(amount, &SIZES))
}

fn time() -> impl Strategy<Value = (String, String)> {
    amount().prop_flat_map(|amount| written_twice(amount, &TIMES))
}

proptest! {
    #![proptest_config(quick())]

    #[test]
    fn results_do_not_depend_on_units(
        estimate in select(&ESTIMATES[..]), a in size(), c in size(), t in time(), u in time(), n in 1_u32..1000,
    ) {
        let write = |sides: [&str; 4]| {
            // No unit in use holds one of these capitals.
            "ACTU".chars().zip(sides).fold(estimate.replace('N', &n.to_string()), |text, (letter, side)| {
                text.replace(letter, side)
            })
        };
        let (first, second) = (write([&a.0, &c.0, &t.0, &u.0]), write([&a.1, &c.1, &t.1, &u.1]));
        let (one, other) = (value(&first), value(&second));
        prop_assert!(nearly_equal(one, other), "{first} is {one}, and {second} is {other}");
    }
}

// A result as printed is the same quantity when it is read back.

const TOPS: [&str; 34] = [
    "", "B", "KB", "GiB", "b", "TB", "Mbps", "s", "ms", "ns", "min", "day", "month", "year", "users", "tweets",
    "reads", "writes", "requests", "servers", "people", "$", "cents", "metre", "km", "mm", "kg", "W", "kWh", "QPS",
    "GHz", "%", "B·s", "GB^2",
];
const BELOWS: [&str; 11] = ["user", "tweet", "server", "s", "day", "month", "GB", "request", "read", "h", "person"];
const ASKED: [&str; 12] =
    ["TB/month", "MB/s", "Mbps", "QPS", "$/year", "%", "days", "GiB", "servers", "KB/tweet", "tweets/day", "cents"];

/// Quantities of many dimensions, and how they are written.
fn quantity() -> impl Strategy<Value = String> {
    let number = (1.0..10.0_f64, -9_i32..15, any::<bool>(), 0_usize..8);
    let below = proptest::collection::vec(select(&BELOWS[..]), 0..3);
    (number, select(&TOPS[..]), below).prop_map(|((mantissa, exponent, negative, digits), top, below)| {
        let sign = if negative { "-" } else { "" };
        let below: String = below.iter().flat_map(|unit| ["/", unit]).collect();
        let below = if top == "%" { String::new() } else { below };
        format!("{sign}{mantissa:.digits$}e{exponent} {top}{below}")
    })
}

fn check_reading_back(text: &str) {
    let (model, problems) = model(text);
    assert!(problems.is_empty(), "{text}: {problems:?}");
    let Answers { answers, diagnostics, .. } = model.answers(&Options::default());
    let formatter = Formatter::new(&model.units, true);
    // A conversion that may not be is an error, and then there is nothing to print.
    let Some(answer) = answers.last().cloned().flatten() else {
        return assert!(text.contains("->"), "{text}: {diagnostics:?}");
    };
    let printed = shown(&answer, &formatter).expect("a quantity is no condition");
    reads_back(&answer, &printed, &model);
}

proptest! {
    #![proptest_config(quick())]

    #[test]
    fn results_can_be_read_back(quantity in quantity()) {
        check_reading_back(&quantity);
    }

    #[test]
    fn products_and_quotients_can_be_read_back(a in quantity(), b in quantity(), divide in any::<bool>()) {
        let operator = if divide { "/" } else { "*" };
        check_reading_back(&format!("({a}) {operator} ({b})"));
    }

    #[test]
    fn conversions_can_be_read_back(quantity in quantity(), asked in select(&ASKED[..])) {
        check_reading_back(&format!("{quantity} -> {asked}"));
    }

    #[test]
    fn ranges_can_be_read_back(low in quantity(), factor in 1.01..1e4_f64, half in 0.1..60.0_f64, plus in any::<bool>()) {
        let text = if plus {
            format!("{low} +- {half:.1}%")
        } else {
            let (number, unit) = low.split_once(' ').unwrap_or((&low, ""));
            let number: f64 = number.parse().expect("the number of a quantity is one");
            let (low, high) = if number < 0.0 { (number * factor, number) } else { (number, number * factor) };
            if unit.starts_with('%') { return Ok(()); }
            format!("{low:e} {unit} to {high:e} {unit}")
        };
        check_reading_back(&text);
    }

    #[test]
    fn shares_can_be_read_back(nines in 1_usize..12, tail in 0_u8..10) {
        check_reading_back(&format!("99.{}{tail}%", "9".repeat(nines)));
        check_reading_back(&format!("1 - 0.{}{tail}%", "0".repeat(nines)));
    }
}

// Nothing panics, whatever is written.

const TOKENS: [&str; 68] = [
    "1", "0", "2.5", "1e300", "1e-300", "10k", "5M", "20%", "100:1", "1,000", "$", "$5", "KB", "GiB", "b", "Mbps", "s",
    "day", "month", "users", "tweets", "reads", "writes", "servers", "QPS", "/", "/s", "/user", "*", "+", "-", "^",
    "**", "(", ")", ",", "=", "==", "<", ">=", "!=", "->", "→", "in", "to", "of", "per", "and", "or", "not", "if",
    "then", "else", "true", "ceil(", "sqrt(", "log(", "min(", "x", "f", "f(x) =", "x =", "noun", "#", "\n", "+-", "·",
    "０",
];

/// Takes a text through every room of the house.
fn survives(text: &str) {
    let (model, mut problems) = model(text);
    let Answers { answers, diagnostics, .. } = model.answers(&Options::default());
    problems.extend(diagnostics);
    let formatter = Formatter::new(&model.units, true);
    for answer in answers.iter().flatten() {
        assert!(answer.value.is_finite(), "{text:?} is {}", answer.value);
        let _ = to_line(Object::from(&AnswerRecord::new(None, answer, String::new(), &formatter)).text());
        let _ = shown(answer, &formatter).map(|shown| shown.to_string());
    }
    let mut sources = Sources::default();
    sources.add(Some("text".to_owned()), text);
    for problem in &problems {
        for width in [20, 100] {
            let rendered = render(problem, &sources, Look { colour: false, width, characters: Characters::All });
            // Hidden characters are shown as escapes.
            assert!(rendered.contains(&*visible(&problem.message)), "{text:?}: {rendered}");
        }
        let _ = to_line(Object::from(&Failure::new(problem, &sources)).text());
    }
}

proptest! {
    #![proptest_config(quick())]

    #[test]
    fn tokens_in_any_order_never_panic(
        tokens in proptest::collection::vec((select(&TOKENS[..]), any::<bool>()), 1..24),
    ) {
        let text: String = tokens.iter().flat_map(|(token, space)| [*token, if *space { " " } else { "" }]).collect();
        survives(&text);
    }

    #[test]
    fn any_text_never_panics(text in any::<String>()) {
        survives(&text);
    }

    #[test]
    fn any_printable_text_never_panics(text in "[ -~\u{a0}-\u{17f}\u{3000}-\u{3002}\u{ff01}-\u{ff5e}\n]{0,60}") {
        survives(&text);
    }
}

// The order of the lines does not matter.

/// Definitions of which each uses earlier ones only.
fn definitions() -> impl Strategy<Value = Vec<String>> {
    let shapes =
        select(&["A + C", "A * 2 + C", "max(A, C)", "if A > C then A else C / 3", "f(A, C)", "sum(A, C, A)"][..]);
    proptest::collection::vec((shapes, any::<prop::sample::Index>(), any::<prop::sample::Index>()), 1..30).prop_map(
        |steps| {
            let mut lines =
                vec!["f(x, y = 2 GB) = x + y / 2".to_owned(), "v0 = 3 GB".to_owned(), "v1 = 7 MB".to_owned()];
            for (place, (shape, a, c)) in steps.into_iter().enumerate() {
                let known = place + 2;
                let (a, c) = (format!("v{}", a.index(known)), format!("v{}", c.index(known)));
                lines.push(format!("v{known} = {}", shape.replace('A', &a).replace('C', &c)));
            }
            lines
        },
    )
}

fn values_by_name(model: &Model) -> Vec<(String, Option<u64>)> {
    let answers = model.answers(&Options::default());
    let names = model.equations().iter().filter_map(|equation| equation.name.as_ref());
    let values = names
        .zip(&answers.answers)
        .map(|(name, answer)| (name.name.to_string(), answer.as_ref().map(|answer| answer.value.to_bits())));
    let mut values: Vec<_> = values.collect();
    values.sort();
    values
}

proptest! {
    #![proptest_config(quick())]

    #[test]
    fn the_order_of_lines_does_not_matter(
        (lines, shuffled) in definitions().prop_flat_map(|lines| (Just(lines.clone()), Just(lines).prop_shuffle())),
    ) {
        let (ordered, problems) = model(&lines.join("\n"));
        prop_assert!(problems.is_empty());
        let values = values_by_name(&ordered);
        prop_assert!(values.iter().all(|value| value.1.is_some()), "{lines:?}");
        prop_assert_eq!(values, values_by_name(&model(&shuffled.join("\n")).0));
    }
}

// Many values at once are each what one value alone is.

const CURVES: [&str; 10] = [
    "x * 3 + 2",
    "x / (x - 5)",
    "ceil(x / 7) * 7 - floor(x)",
    "if x > 10 then sqrt(x) else -x",
    "if x > 0 and 10 / x > 3 then 1 else 0",
    "max(x, 20) / min(x, 2)",
    "ln(x) + log2(x) + log(x, 3)",
    "exp(x) / x^2",
    "round(x) == x or not (x < 3)",
    "avg(x, x^0.5, abs(x - 9))",
];

proptest! {
    #![proptest_config(quick())]

    #[test]
    fn columns_agree_with_points(curve in select(&CURVES[..]), xs in proptest::collection::vec(-5.0..50.0_f64, 1..40)) {
        let at = |x: f64| model(&format!("x = {x:?}\ny = {curve}")).0.compile(&Options::default());
        let compiled = at(1.0);
        let slots: Vec<_> = compiled.sheet.outcomes.iter().flatten().map(|outcome| outcome.slot).collect();
        let [x, y] = slots[..] else { panic!("{curve}: {:?}", compiled.diagnostics) };
        // Whole numbers as well: they are where ceilings and divisions by zero are.
        let column: Vec<f64> = xs.iter().flat_map(|&x| [x, x.round()]).collect();
        let ys = compiled.sheet.plan.columns(&compiled.sheet.plan.evaluate(), &[(x, &column)], &[y], column.len());
        for (&x, &y_of_column) in column.iter().zip(&ys[0]) {
            let point = at(x);
            let slot = point.sheet.outcomes[1].as_ref().expect("the curve has an outcome").slot;
            let y_of_point = point.sheet.plan.evaluate().get(slot);
            let same = y_of_column == y_of_point || (y_of_column.is_nan() && y_of_point.is_nan());
            prop_assert!(same, "{curve} at {x}: {y_of_column} in a column, {y_of_point} alone");
        }
        let is_condition = matches!(compiled.sheet.outcomes[1].as_ref().map(|outcome| &outcome.kind), Some(Kind::Condition));
        prop_assert!(!is_condition || ys[0].iter().all(|&y| y.is_nan() || y == 0.0 || y == 1.0));
    }
}

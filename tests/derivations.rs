//! How results come about: derivations from the formula down to the assumptions, and mental arithmetic step by step.
//! Whole derivations are compared with the files in `snapshots`.

mod support;

use std::fmt::Write;

use insta::assert_snapshot;
use napkin::analysis::by_hand::working;
use napkin::analysis::explain::{DEPTH, derivation};
use napkin::analysis::sensitivity::Shares;
use napkin::diagnostic::{SourceId, Sources};
use napkin::engine::{Options, Sampling};
use napkin::model::{EquationId, Model};
use napkin::preset::{Preset, catalogue, read};
use napkin::quantity::display::Formatter;
use napkin::repl::Session;
use napkin::report::by_hand::ByHandRecord;
use napkin::report::derivation::{Board, DerivationRecord};
use napkin::report::json::Object;
use napkin::syntax::{Origin, parse};
use serde_json::Value;
use support::{Folder, Run, program, run};

/// A preset with a function, a shared part, a reason of an estimate, and things that nothing uses.
const SHOP: &str = r#"
title = "Shop"
nouns = ["visit", "order"]
functions = ["peak(x, factor = 3) = x * factor"]
[assumptions]
traffic = { value = "3M visits/day", why = "From last year's logs." }
orders_per_visit = { value = "0.02 orders/visit" }
growth = "-20%"
payload = "4 KB/order"
old = "17 GB"
[estimates]
orders = "traffic * orders_per_visit"
next_orders = { value = "orders * (1 + growth)", why = "Shrinking since the competitor opened." }
stored = "next_orders * payload * 5 years -> GB"
busy = "peak(orders) -> QPS"
ratio = "orders/next_orders"
square = "(growth)^2 + growth^2 - growth"
forgotten = "old * 2"
[[tables]]
title = "Results"
rows = [
  { label = "Stored", estimate = "stored" },
  { label = "At peak", estimate = "busy" },
  { label = "Ratio", estimate = "ratio" },
  { label = "Square", estimate = "square" },
]
"#;

/// Runs the program on a file of that text, in a folder of its own.
fn on(folder: &str, text: &str, arguments: &[&str]) -> Run {
    let folder = Folder::new(&format!("derivations-{folder}"));
    folder.write("shop.toml", text);
    program(arguments).current_dir(folder.path()).output().expect("the program starts").into()
}

#[track_caller]
fn succeeds(run: Run) -> String {
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""), "{}", run.out);
    run.out
}

/// What a session says to some lines, with its errors.
fn session(lines: &[&str]) -> String {
    let mut session = Session::new(Sampling::default());
    let mut sources = Sources::default();
    let mut said = String::new();
    for line in lines {
        let reply = session.enter(line, &mut sources);
        let _ = write!(said, "> {line}\n{}", anstream::adapter::strip_str(&reply.text(80)));
        for problem in &reply.problems {
            let _ = writeln!(said, "{}: {}", if problem.is_error() { "error" } else { "hint" }, problem.message);
        }
    }
    said
}

fn presets() -> impl Iterator<Item = (&'static str, Preset)> {
    catalogue::all().map(|(name, text)| (name, read(SourceId::default(), text).0))
}

/// The value of an expression in a model, in base units. A comma between two digits separates thousands.
fn value(model: &Model, text: &str) -> Option<f64> {
    let mut model = model.clone();
    let parts: Vec<&str> = text.split(',').collect();
    let is_digit = |letter: Option<char>| letter.is_some_and(|letter| letter.is_ascii_digit());
    let mut code = parts[0].to_owned();
    for pair in parts.windows(2) {
        let is_inside = is_digit(pair[0].chars().next_back()) && is_digit(pair[1].chars().next());
        code += if is_inside { "_" } else { "," };
        code += pair[1];
    }
    let id = model.add(parse(&code, Origin::default()).ok()?, None).ok()??;
    Some(model.points(&Options::default()).get(id)?.value)
}

#[test]
fn a_derivation_goes_down_to_the_assumptions() {
    assert_snapshot!("explain-pastebin", succeeds(run(&["explain", "pastebin", "storage_provisioned"])));
    assert_snapshot!("explain-pastebin-depth", succeeds(run(&["explain", "pastebin", "app_servers", "--depth", "1"])));
    let expression = ["explain", "pastebin", "write_rps * 2 -> QPS", "--set", "writes_per_month = 15M pastes/month"];
    assert_snapshot!("explain-expression", succeeds(run(&expression)));
    let mut narrow = program(&["explain", "pastebin", "new_content_3y"]);
    let narrow: Run = narrow.env("COLUMNS", "50").output().expect("the program starts").into();
    assert_snapshot!("explain-narrow", succeeds(narrow));
}

#[test]
fn shared_parts_are_shown_once_and_unused_ones_named() {
    for name in ["stored", "busy", "ratio", "square"] {
        let said = succeeds(on(name, SHOP, &["explain", "shop.toml", name]));
        assert_snapshot!(format!("explain-shop-{name}"), said);
    }
    let json = succeeds(on("json", SHOP, &["explain", "shop.toml", "ratio", "--json"]));
    let object: Value = serde_json::from_str(&json).expect("one object on one line");
    assert_eq!(object["name"], "ratio");
    assert_eq!(object["value"], 1.25);
    assert_eq!(object["formula"], "orders/next_orders");
    assert_eq!(object["with_values"], "(60k orders/day)/(48k orders/day)");
    assert_eq!(object["uses"][1]["uses"][0]["see"], "above");
    assert_eq!(object["unused"], serde_json::json!(["forgotten"]));
}

#[test]
fn formulas_with_values_come_to_the_result() {
    for (name, preset) in presets().step_by(5) {
        let answers = preset.model.points(&Options::default());
        let formatter = Formatter::new(&preset.model.units, false).with_digits(9);
        let board = Board { model: &preset.model, answers: &answers, formatter: &formatter };
        for &id in &preset.estimates {
            let derived = derivation(&preset, id, DEPTH);
            let record = Object::from(&DerivationRecord::new(&derived, board, &Shares::default()));
            let record: Value = serde_json::from_str(record.text()).unwrap();
            let (Some(text), Some(exact)) = (record["with_values"].as_str(), record["value"].as_f64()) else {
                continue;
            };
            let found = value(&preset.model, text).unwrap_or_else(|| panic!("{name}: `{text}` has no value"));
            assert!((found - exact).abs() <= 2e-3 * exact.abs(), "{name}: {text} is {found}, not {exact}");
        }
    }
}

#[test]
fn estimates_by_hand() {
    for (input, expected) in [
        ("10M requests/month -> QPS", "~4 QPS by hand, 3.805 QPS exact, +5%"),
        ("150M users * 2 tweets/user/day -> QPS", "~4,000 QPS by hand, 3,472 QPS exact, +15%"),
        ("500M tweets/day * 10 KB/tweet -> TB/month", "~125 TB/month by hand, 152.1 TB/month exact, -18%"),
        ("2 GB + 2 GB", "~4 GB by hand, 4 GB exact, the same"),
        ("-7 GB * 13", "~-70 GB by hand, -91 GB exact, -23%"),
        ("$0.023/GB/month * 30 TB", "~$600/month by hand, $690/month exact, -13%"),
        ("1 GB < 2 GB", "~true by hand, true exact"),
        ("0 GB * 3", "~0 B by hand, 0 B exact"),
    ] {
        let said = succeeds(run(&["by-hand", "--", input]));
        assert!(said.lines().any(|line| line == expected), "{input}\n   expected {expected}\n   found {said}");
    }
    assert_snapshot!(
        "by-hand-expression",
        succeeds(run(&["by-hand", "150M users * 2 tweets/user/day * 300 B/tweet * 5 years -> TB"]))
    );
    assert_snapshot!("by-hand-pastebin", succeeds(run(&["by-hand", "pastebin", "app_servers"])));
    assert_snapshot!("by-hand-shop", succeeds(on("by-hand", SHOP, &["by-hand", "shop.toml", "stored"])));
    let json = succeeds(run(&["by-hand", "10M requests/month * 3 -> QPS", "--json"]));
    assert_snapshot!("by-hand-json", json);
}

/// Each step is read again, in the model's own language: its right side is its left side in one digit.
#[test]
fn steps_by_hand_are_right() {
    let mut count = 0;
    for (name, preset) in presets().step_by(5) {
        let answers = preset.model.points(&Options::default());
        let formatter = Formatter::new(&preset.model.units, false);
        for &id in &preset.estimates {
            let (Some(working), Some(exact)) = (working(&preset.model, id, &Options::default()), answers.get(id))
            else {
                continue;
            };
            let mut easy = preset.model.clone();
            easy.units = working.result.units.clone();
            let record = Object::from(&ByHandRecord::new(&working, (id, exact), &preset.model, &formatter));
            let record: Value = serde_json::from_str(record.text()).unwrap();
            for step in record["steps"].as_array().into_iter().flatten() {
                let text = step["text"].as_str().unwrap_or_default();
                let Some((before, after)) = text.split_once(" = ").filter(|(before, _)| !before.contains('(')) else {
                    continue;
                };
                let (Some(before), Some(after)) = (value(&easy, before), value(&easy, after)) else {
                    panic!("{name}: `{text}` cannot be read");
                };
                assert!((after - before).abs() <= 0.5 * before.abs().max(after.abs()), "{name}: {text}");
                count += 1;
            }
        }
    }
    assert!(count > 100, "only {count} steps were read");
}

#[test]
fn sessions_derive_too() {
    assert_snapshot!(
        "derivations-of-a-session",
        session(&[
            ":explain",
            "dau = 150M users  # public figure, 2012",
            "spare = 3",
            "later = tomorrow * 2",
            "writes = dau * 2 tweets/user/day -> QPS",
            "peak(x) = x * 3",
            ":explain writes",
            ":explain peak(writes) / (1k QPS/server)",
            ":why nonsense",
            "writes * 2",
            ":explain _ / 2",
            ":by-hand",
            ":by-hand writes",
            ":by-hand 1 / (1 - 0.98)",
            ":by-hand later",
        ])
    );
}

#[test]
fn wrong_usage_is_told() {
    for (arguments, code, expected) in [
        (&["explain", "pastbin", "write_rps"][..], 2, "pastebin"),
        (&["explain", "pastebin", "write_rsp"], 1, "write_rps"),
        (&["explain", "pastebin", "write_rps", "--depth", "51"], 2, "0 to 50"),
        (&["explain", "pastebin", "write_rps", "--set", "writes_per_month = 3 GB"], 1, "same unit"),
        (&["explain", "pastebin"], 2, "NAME"),
        (&["by-hand"], 2, "EXPRESSION"),
        (&["by-hand", "pastbin", "write_rps"], 2, "pastebin"),
        (&["by-hand", "pastebin", "write_rsp"], 1, "write_rps"),
        (&["by-hand", "1 GB + 3"], 1, "3"),
        (&["by-hand", "1 / (1 - 0.98)"], 1, "no answer by hand"),
        (&["by-hand", "1 GB", "--set", "x = 3"], 2, "by-hand PRESET NAME"),
    ] {
        let Run { code: found, out, err } = run(arguments);
        assert_eq!((found, out.as_str()), (Some(code), ""), "{arguments:?}: {err}");
        assert!(err.contains(expected), "{arguments:?}: {err}");
    }
}

#[test]
fn a_long_chain_is_cut_and_a_wide_one_is_quick() {
    let mut preset = Preset::default();
    let mut add = |line: String| preset.model.add(parse(&line, Origin::default()).unwrap(), None).unwrap();
    add("x0 = 1 GB".to_owned());
    for index in 1..5000 {
        add(format!("x{index} = x{} + x{} * 0", index - 1, index / 2));
    }
    let id = EquationId(4999);
    let derived = derivation(&preset, id, usize::MAX);
    assert!(derived.is_cut);
    let working = working(&preset.model, id, &Options::default()).expect("it has a result");
    assert!(working.is_cut && working.steps.len() <= 100);
}

#[test]
fn the_column_by_hand_needs_room() {
    let report = |columns: &str| {
        let mut command = program(&["run", "pastebin"]);
        succeeds(command.env("COLUMNS", columns).output().expect("the program starts").into())
    };
    assert!(report("90").contains("by hand") && !report("89").contains("by hand"));
}

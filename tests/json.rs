//! What `--json` prints: the shape of the objects of every command, compared with the files in `json`. A shape has a line
//! for each field, with the types that it has; `?` marks a field that some objects leave out. Numbers and texts are
//! no part of it. `INSTA_UPDATE=always` writes the files again; a line that is gone or changed breaks the promise of
//! `napkin::report::json`.

mod support;

use std::collections::BTreeSet;
use std::fmt::Write;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::Value;
use support::{Folder, program};

/// A preset with all that a preset may have: ranges, reasons, a function, a shared part, a table, checks.
const SHOP: &str = r#"
title = "Shop"
nouns = ["visit", "order"]
functions = ["peak(x, factor = 3) = x * factor"]
checks = [
  { condition = "stored < 1 TB", why = "one disk holds it" },
  { condition = "growth > -50%", why = "it is no dying shop" },
  { condition = "busy > 1 QPS and stored > 1 GB" },
]
[assumptions]
traffic = { value = "3M visits/day", range = "1M visits/day to 9M visits/day", why = "From last year's logs." }
orders_per_visit = "0.02 orders/visit"
growth = "-20%"
payload = { value = "4 KB/order", range = "2 KB/order to 8 KB/order" }
overhead = { value = "2 GB", range = "1 GB to 3 GB" }
old = "17 GB"
[estimates]
orders = "traffic * orders_per_visit"
next_orders = { value = "orders * (1 + growth)", why = "Shrinking since the competitor opened." }
stored = "next_orders * payload * 5 years + overhead -> GB"
busy = "peak(orders) -> QPS"
ratio = "orders/next_orders"
forgotten = "old * 2"
is_growing = "growth > 0%"
[[tables]]
title = "Results"
rows = [{ label = "Stored", estimate = "stored" }, { label = "At peak", estimate = "busy" }]
"#;

/// Lines of every sort: uncertain in closed form and by samples, conditions, numbers made of samples, results that some
/// cases lack, slips, errors.
const NOTES: &str = "\
dau = 5M to 20M users  # a guess
size = 1 KB/user to 10 KB/user
dau * 2 KB/user  # two profiles each
Total: dau * size + (1 GB to 3 GB)
dau > 10M users
sqrt(-1 to 5) > 1
p(dau > 10M users)
p((1 to 3) + (1 to 3) > 100)
p(sqrt(-1 to 5) > 1)
sqrt(-1 to 5)
1/(-1 to 5)
5 GB > 3 GB
280 bytes * 10M users
Availability (Total) = 1 - (1 - 0.999)^2
10 KB + 3 ms
";

/// How the objects of a command are shown.
#[derive(Clone, Copy, PartialEq)]
enum Shown {
    /// Each by itself.
    Apart,
    /// As one shape, since they are of one sort.
    Together,
}
use Shown::{Apart, Together};

/// A test for each command, which compares its shape with the file of that name, and the list of all of them.
macro_rules! shapes {
    ($($name:ident: $shown:ident $arguments:expr;)*) => {
        $(#[test]
        fn $name() {
            has_shape(stringify!($name), $shown, &$arguments);
        })*

        const COMMANDS: &[&[&str]] = &[$(&$arguments),*];
    };
}

shapes! {
    expression: Apart ["64 KiB / 80 ms -> Mbps"];
    eval: Apart ["eval", "notes.txt"];
    run: Apart ["run", "shop.toml"];
    run_check: Apart ["run", "shop.toml", "--check"];
    run_detail: Apart ["run", "shop.toml", "--detail", "stored"];
    solve: Apart ["solve", "shop.toml", "traffic", "--such-that", "busy <= 100 QPS"];
    solve_without_answer: Apart ["solve", "shop.toml", "traffic", "--such-that", "busy <= -1 QPS"];
    explain: Apart ["explain", "shop.toml", "ratio * stored / stored", "--depth", "3"];
    by_hand: Apart ["by-hand", "shop.toml", "next_orders"];
    by_hand_expression: Apart ["by-hand", "10M requests/month * 3 -> QPS"];
    sweep: Apart ["sweep", "shop.toml", "traffic", "1M..4M", "--steps", "3"];
    sweep_grid: Apart ["sweep", "shop.toml", "traffic", "1M..4M", "growth", "1%..5%", "--steps", "3", "--show", "busy"];
    growth: Apart ["growth", "shop.toml", "traffic = 50%/year", "--until", "busy > 10 QPS", "--show", "busy, busy > 5 QPS"];
    list: Together ["list"];
    show: Apart ["show", "shop.toml"];
    compare: Apart ["compare", "shop.toml", "other.toml"];
    compare_set: Apart ["compare", "shop.toml", "--set", "growth = 10%", "--set", "growth = 0%"];
    bottleneck: Apart ["bottleneck", "shop.toml", "disk = stored / (100 GB/node)", "cpu = busy / (1 QPS/node)"];
    calibrate: Together ["calibrate"];
    vars: Apart ["vars", "shop.toml"];
    info: Together ["info", "log"];
    search: Together ["search", "gibi"];
    units: Together ["units", "time"];
    dimensions: Apart ["units"];
    formulas: Together ["formulas"];
    formula: Apart ["formulas", "erlang_c"];
    reference: Together ["reference"];
    reference_figures: Together ["reference", "latency", "--all"];
    reference_powers: Together ["reference", "powers"];
    reference_nines: Together ["reference", "nines"];
    version: Apart ["--version"];
    help: Apart ["--help"];
    error_of_usage: Apart ["run", "shop.toml", "--nothing"];
    error_of_a_name: Apart ["run", "nothing"];
    error_of_a_model: Apart ["run", "shop.toml", "--set", "traffic = 3 GB"];
    error_of_an_expression: Apart ["10 KB + 3 ms"];
}

/// The lines that a command prints.
fn lines(arguments: &[&str]) -> Vec<String> {
    static COUNT: AtomicUsize = AtomicUsize::new(0);
    // Tests run beside each other, several of them the same command.
    let folder = Folder::new(&format!("json-{}", COUNT.fetch_add(1, Ordering::Relaxed)));
    folder.write("shop.toml", SHOP);
    folder.write("other.toml", SHOP.replace("-20%", "30%").replace("forgotten", "remembered"));
    folder.write("notes.txt", NOTES);
    let run = program(&[&["--json"], arguments].concat()).current_dir(folder.path()).output();
    let out = String::from_utf8(run.expect("the program starts").stdout).expect("it prints UTF-8");
    assert!(!out.is_empty(), "{arguments:?} prints nothing");
    out.lines().map(str::to_owned).collect()
}

fn objects(arguments: &[&str]) -> Vec<Value> {
    let object = |line: String| serde_json::from_str(&line).unwrap_or_else(|error| panic!("{error}: {line}"));
    lines(arguments).into_iter().map(object).collect()
}

fn has_shape(name: &str, shown: Shown, arguments: &[&str]) {
    let objects = objects(arguments);
    let groups: Vec<&[Value]> = if shown == Together { vec![&objects] } else { objects.chunks(1).collect() };
    let mut text = String::new();
    for group in groups {
        let gap = if text.is_empty() { "" } else { "\n" };
        text.push_str(gap);
        describe("", "", &group.iter().collect::<Vec<_>>(), &mut text);
    }
    let command = format!("napkin --json {}", arguments.join(" "));
    insta::with_settings!({
        snapshot_path => "json",
        prepend_module_to_snapshot => false,
        description => command,
        omit_expression => true,
    }, {
        insta::assert_snapshot!(name, text);
    });
}

/// Fields that hold something for each of some names, which are data and no fields.
const BY_NAME: [&str; 3] = ["dimension", "shares", "total_shares"];

/// Writes what stands at a path in some objects, and below it.
fn describe(path: &str, mark: &str, values: &[&Value], text: &mut String) {
    if !path.is_empty() {
        let types: BTreeSet<&str> = values.iter().map(|value| type_of(value)).collect();
        let types: Vec<&str> = types.into_iter().collect();
        writeln!(text, "{:<44}  {}", format!("{path}{mark}"), types.join(" or ")).expect("a text grows");
    }
    let elements: Vec<&Value> = values.iter().filter_map(|value| value.as_array()).flatten().collect();
    if !elements.is_empty() {
        describe(&format!("{path}[]"), "", &elements, text);
    }
    let maps: Vec<_> = values.iter().filter_map(|value| value.as_object()).collect();
    if BY_NAME.iter().any(|name| path.rsplit('.').next() == Some(name)) {
        let values: Vec<&Value> = maps.iter().flat_map(|map| map.values()).collect();
        if !values.is_empty() {
            describe(&format!("{path}.*"), "", &values, text);
        }
        return;
    }
    let fields: BTreeSet<&String> = maps.iter().flat_map(|map| map.keys()).collect();
    for field in fields {
        let values: Vec<&Value> = maps.iter().filter_map(|map| map.get(field)).collect();
        let dot = if path.is_empty() { "" } else { "." };
        describe(&format!("{path}{dot}{field}"), if values.len() < maps.len() { "?" } else { "" }, &values, text);
    }
}

const fn type_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

/// Every command but the session, which has no `--json`, is among those whose shapes are kept.
#[test]
fn no_command_is_left_out() {
    let help = &objects(&["--help"])[0]["text"];
    let commands = help.as_str().and_then(|help| help.split("Commands:\n").nth(1)).expect("there are commands");
    let commands = commands.lines().take_while(|line| !line.is_empty()).filter_map(|line| line.strip_prefix("  "));
    let names: Vec<&str> = commands.filter_map(|line| line.split(' ').next()).filter(|name| !name.is_empty()).collect();
    assert!(names.len() > 10, "{names:?}");
    for name in names.into_iter().filter(|name| *name != "repl") {
        assert!(COMMANDS.iter().any(|arguments| arguments[0] == name), "`{name}` has no shape");
    }
}

#[test]
fn every_object_begins_with_its_schema() {
    for arguments in COMMANDS {
        for ascii in [&[][..], &["--ascii"]] {
            for line in lines(&[arguments, ascii].concat()) {
                assert!(line.starts_with("{\"schema\":1,"), "{arguments:?}: {line}");
                assert_eq!(line.matches("\"schema\":").count(), 1, "{arguments:?}: {line}");
            }
        }
    }
}

/// A command, and of some places in its object the types of what stands there.
type Places<'a> = (&'a [&'a str], &'a [(&'a str, &'a str)]);

/// What others rely on stays where it is.
#[test]
fn fields_stay_in_their_places() {
    let of_model = ["run", "shop.toml"];
    let solve = ["solve", "shop.toml", "traffic", "--such-that", "busy <= 100 QPS"];
    let sweep = ["sweep", "shop.toml", "traffic", "1M..4M"];
    let growth = ["growth", "shop.toml", "traffic = 50%/year", "--until", "busy > 10 QPS"];
    let bottleneck = ["bottleneck", "disk = 100 TB / (4 TB/node)", "iops = 50k IOPS / (10k IOPS/node)"];
    let sampled = ["(1 GB to 3 GB) + (1 GB to 3 GB)"];
    let wrong = ["10 KB + 3 ms"];
    let places: &[Places] = &[
        (&sampled, &[("/value", "number"), ("/unit", "string"), ("/display", "string"), ("/line", "number")]),
        (&sampled, &[("/dimension/information", "number"), ("/exact", "boolean"), ("/samples", "number")]),
        (&sampled, &[("/p5", "number"), ("/p50", "number"), ("/p95", "number"), ("/mean", "number")]),
        (&sampled, &[("/shares/1 GB to 3 GB", "number"), ("/total_shares/1 GB to 3 GB", "number")]),
        (&of_model, &[("/assumptions/0/value", "number"), ("/estimates/0/shares/traffic", "number")]),
        (&of_model, &[("/tables/0/title", "string"), ("/tables/0/rows/0/label", "string")]),
        (&of_model, &[("/tables/0/rows/0/value", "number"), ("/checks/0/condition", "string")]),
        (&of_model, &[("/checks/0/holds", "boolean"), ("/checks/0/margin", "number"), ("/checks/0/why", "string")]),
        (&solve, &[("/now", "number"), ("/holds", "boolean"), ("/tried/1", "number"), ("/unit", "string")]),
        (&solve, &[("/stretches/0/from", "null"), ("/stretches/0/to", "number"), ("/stretches/0/display", "string")]),
        (&sweep, &[("/inputs/0/values/0", "number"), ("/results/0/values/0", "number")]),
        (&growth, &[("/results/0/values/0", "number"), ("/until/month", "number"), ("/years/0", "number")]),
        (&bottleneck, &[("/resources/0/count/value", "number"), ("/binding", "string"), ("/next", "string")]),
        (&wrong, &[("/error", "string"), ("/help", "string"), ("/span/source", "null"), ("/span/start", "number")]),
        (&wrong, &[("/span/end", "number"), ("/span/line", "number"), ("/span/column", "number")]),
    ];
    for (arguments, fields) in places {
        let object = &objects(arguments)[0];
        for (place, expected) in *fields {
            assert_eq!(object.pointer(place).map(type_of), Some(*expected), "{place} of {arguments:?}: {object}");
        }
    }
}

/// Whatever is printed has its line in the page that describes it.
#[test]
fn every_field_is_described() {
    let page = include_str!("../src/report/json.rs");
    let page: String = page.lines().take_while(|line| line.starts_with("//!")).collect();
    for arguments in COMMANDS {
        let mut shape = String::new();
        describe("", "", &objects(arguments).iter().collect::<Vec<_>>(), &mut shape);
        for path in shape.lines().filter_map(|line| line.split([' ', '?']).next()) {
            let field = path.rsplit('.').next().unwrap_or(path).trim_end_matches("[]");
            assert!(field == "*" || page.contains(&format!("`{field}`")), "`{path}` of {arguments:?} is not described");
        }
    }
}

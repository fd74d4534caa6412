//! Sweeps, growth and their plots: what they print, against closed forms, and what is said of wrong ones.
//! A new error is one line in a table.

mod support;

use napkin::diagnostic::Sources;
use napkin::engine::Sampling;
use napkin::repl::Session;
use serde::Deserialize as _;
use support::{Folder, Run, program, run};

const MODEL: &str = r#"
title = "Photos"
[assumptions]
dau = { value = "10M users", range = "5M to 20M users" }
photos = "0.2 photos/user/day"
size = { value = "2 MB/photo", range = "1 to 4 MB/photo" }
copies = "3"
[estimates]
uploads = "dau * photos -> photos/day"
storage = "uploads * size * copies * 1 year -> PB"
headroom = "1 / (20M users - dau)"
level = "(2 MB)^copies / (1 MB)^2"
"#;

/// The model without what stands in the way of a sweep of some names.
fn preset(folder: &Folder) -> String {
    folder.write("photos.toml", MODEL.replace("level = \"(2 MB)^copies / (1 MB)^2\"\n", ""))
}

fn shown(arguments: &[&str], preset: &str) -> Run {
    let arguments: Vec<&str> = arguments.iter().map(|&word| if word == "photos" { preset } else { word }).collect();
    run(&arguments)
}

#[test]
fn what_is_printed() {
    let folder = Folder::new("sweep-printed");
    let preset = preset(&folder);
    for (name, arguments) in [
        ("linear", &["sweep", "photos", "dau", "5M..20M", "--steps", "4", "--show", "storage, headroom"][..]),
        ("log", &["sweep", "photos", "dau", "1M..1bn users", "--steps", "7", "--log"]),
        ("grid", &["sweep", "photos", "dau", "1M..4M", "size", "1..3", "--steps", "4,3", "--show", "storage"]),
        ("ascii", &["sweep", "photos", "size", "4..1 MB/photo", "--steps", "5", "--show", "storage", "--ascii"]),
        ("unmoved", &["sweep", "photos", "size", "1..2", "--steps", "2", "--show", "uploads"]),
        ("growth", &["growth", "photos", "dau = 50%/year", "size = 1%/month", "--until", "storage > 50 PB"]),
        ("growth-long", &["growth", "photos", "dau = -20%/year", "--years", "14", "--show", "uploads"]),
    ] {
        let Run { code, out, err } = shown(arguments, &preset);
        assert_eq!(code, Some(0), "{err}");
        insta::assert_snapshot!(name, format!("{out}{err}").replace(&preset, "photos"));
    }
}

#[test]
fn wrong_ones() {
    let folder = Folder::new("sweep-wrong");
    let preset = folder.write("photos.toml", MODEL);
    for (arguments, code, message) in [
        (&["sweep", "photos", "dou", "1M..2M"][..], 1, "nothing is called `dou` here"),
        (&["sweep", "photos", "dau", "1M"], 2, "after `dau` there must be a range, and `1M` is none"),
        (&["sweep", "photos", "dau", "1M..2M", "size"], 2, "after `size` there must be a range"),
        (&["sweep", "photos", "dau", "1M..2M", "--steps", "1"], 2, "a sweep needs at least two steps: its ends"),
        (&["sweep", "photos", "dau", "1M..2M", "--steps", "10001"], 2, "a sweep has at most 10,000 steps"),
        (&["sweep", "photos", "dau", "1M..1M"], 1, "`dau` would have the same value at every step"),
        (&["sweep", "photos", "dau", "0..1M", "--log"], 1, "a logarithmic sweep needs two positive ends"),
        (&["sweep", "photos", "dau", "1M..1B"], 1, "`dau` is users, not information"),
        (&["sweep", "photos", "dau", "1M..2M", "--show", "storag"], 1, "`storag` is not defined"),
        (&["sweep", "photos", "dau", "1..2", "size", "1..2"], 2, "a grid shows one estimate"),
        (&["sweep", "photos", "dau", "1..2", "dau", "1..2"], 2, "`dau` cannot be swept against itself"),
        (
            &["sweep", "photos", "dau", "1..2", "size", "1..2", "--steps", "101", "--show", "storage"],
            1,
            "a grid of 10,201 cells is larger than 10,000",
        ),
        (&["sweep", "photos", "copies", "1..2"], 1, "the exponent of something with a unit must be a plain number"),
        (&["growth", "photos", "dau = 50%"], 1, "`dau` grows by a share per time, not by a pure number"),
        (&["growth", "photos", "dau = -100%/year"], 1, "`dau` cannot shrink by all that there is"),
        (&["growth", "photos", "dou = 5%/year"], 1, "nothing is called `dou` here"),
        (&["growth", "photos", "50%/year"], 1, "growth is a name and a rate"),
        (&["growth", "photos", "dau = 1%/year", "dau = 2%/year"], 1, "the same name grows at two rates"),
        (&["growth", "photos", "dau = 5%/year", "--until", "storage"], 1, "a condition is wanted here"),
        (&["growth", "photos", "dau = 5%/year", "--years", "0"], 2, "growth needs at least one year"),
        (&["growth", "photos", "dau = 5%/year", "--years", "101"], 2, "growth ends after 100 years at most"),
    ] {
        let Run { code: found, out, err } = shown(arguments, &preset);
        assert!(err.starts_with(&format!("error: {message}\n")), "{arguments:?}\n{out}{err}");
        assert_eq!(found, Some(code), "{arguments:?}");
    }
}

/// What is made of samples takes new ones at every step; bare numbers are percentages where the assumption is one; ends
/// may be negative; rates may be amounts and ranges.
#[test]
fn what_was_refused_once() {
    let folder = Folder::new("sweep-more");
    let preset = preset(&folder);
    let hits = folder.write(
        "hits.toml",
        "title = \"Hits\"\n[assumptions]\nhit = \"90%\"\nshift = \"2 users\"\n[estimates]\nmiss = \"1 - hit\"\n",
    );
    let found = object(&["sweep", "photos", "dau", "1M..40M", "--steps", "3", "--show", "p(storage > 5 PB)"], &preset);
    let found = numbers(&found["results"][0]["values"]);
    assert!(found[0] < 1e-3 && found[2] > 0.9, "{found:?}");
    let found = object(&["sweep", "photos", "hit", "80..99.9", "--steps", "2"], &hits);
    close(&numbers(&found["inputs"][0]["values"]), [0.8, 0.999].into_iter());
    let found = object(&["sweep", "photos", "hit", "0.8..0.9", "--steps", "2"], &hits);
    close(&numbers(&found["inputs"][0]["values"]), [0.8, 0.9].into_iter());
    let found = object(&["sweep", "photos", "shift", "-3..3", "--steps", "2", "--show", "shift"], &hits);
    close(&numbers(&found["inputs"][0]["values"]), [-3.0, 3.0].into_iter());
    let found = object(&["sweep", "photos", "dau", "-1M..1M", "--steps", "2", "--show", "dau"], &preset);
    close(&numbers(&found["inputs"][0]["values"]), [-1e6, 1e6].into_iter());
    let found = object(&["growth", "photos", "dau = 1M users/year", "--years", "2"], &preset);
    close(&numbers(&found["growing"][0]["values"]), [10e6, 11e6, 12e6].into_iter());
    let found = object(
        &["growth", "photos", "dau = 20%/year to 80%/year", "--years", "1", "--show", "p(storage > 50 PB)"],
        &preset,
    );
    close(&numbers(&found["growing"][0]["values"]), [10e6, 14e6].into_iter());
    let found = object(&["growth", "photos", "dau = 50%/year", "--until", "p(storage > 50 PB) > 50%"], &preset);
    assert!(found["until"]["month"].as_u64().is_some_and(|month| month > 12), "{found}");
}

fn object(arguments: &[&str], preset: &str) -> serde_json::Value {
    let Run { out, err, .. } = shown(&[arguments, &["--json"]].concat(), preset);
    let mut reader = serde_json::Deserializer::from_str(&out);
    serde_json::Value::deserialize(&mut reader).unwrap_or_else(|error| panic!("{error}: {out}{err}"))
}

fn numbers(value: &serde_json::Value) -> Vec<f64> {
    value.as_array().expect("a list of numbers").iter().map(|number| number.as_f64().unwrap_or(f64::NAN)).collect()
}

#[track_caller]
fn close(found: &[f64], expected: impl Iterator<Item = f64>) {
    let expected: Vec<f64> = expected.collect();
    assert_eq!(found.len(), expected.len());
    for (found, expected) in found.iter().zip(expected) {
        assert!((found / expected - 1.0).abs() < 1e-12, "{found}, not {expected}");
    }
}

#[test]
fn every_step_is_what_a_run_with_that_value_gives() {
    let folder = Folder::new("sweep-closed");
    let preset = preset(&folder);
    let year = 365.0 * 86_400.0;
    let storage = |users: f64, size: f64| users * 0.2 / 86_400.0 * size * 3.0 * year;
    // More steps than are evaluated at once.
    let found =
        object(&["sweep", "photos", "dau", "1M..100M", "--log", "--steps", "3000", "--show", "storage"], &preset);
    let users = numbers(&found["inputs"][0]["values"]);
    close(&users, (0..3000).map(|step| 1e6 * 100_f64.powf(f64::from(step) / 2999.0)));
    close(&numbers(&found["results"][0]["values"]), users.iter().map(|&users| storage(users, 2e6)));
    let grid = ["sweep", "photos", "dau", "1M..4M", "size", "1..3", "--steps", "4,3", "--show", "storage"];
    let found = object(&grid, &preset);
    for (row, values) in found["results"][0]["values"].as_array().unwrap().iter().enumerate() {
        let users = (row + 1) as f64 * 1e6;
        close(&numbers(values), (1..=3).map(|size| storage(users, f64::from(size) * 1e6)));
    }
    let found = object(&["sweep", "photos", "dau", "10M..30M", "--steps", "3", "--show", "headroom"], &preset);
    assert!(found["results"][0]["values"][1].is_null(), "{found}");
}

#[test]
fn growth_compounds() {
    let folder = Folder::new("growth-closed");
    let preset = preset(&folder);
    let growth = ["growth", "photos", "dau = 50%/year", "size = 1%/month", "--show", "storage", "--years", "3"];
    let found = object(&[&growth[..], &["--until", "storage > 50 PB"]].concat(), &preset);
    let factor = |months: i32| 1.5_f64.powf(f64::from(months) / 12.0) * 1.01_f64.powi(months);
    let start = 10e6 * 0.2 * 2e6 * 3.0 * 365.0;
    close(&numbers(&found["growing"][0]["values"]), [10e6, 15e6, 22.5e6, 33.75e6].into_iter());
    close(&numbers(&found["results"][0]["values"]), (0..=3).map(|year| start * factor(year * 12)));
    let first = (0..1200).find(|&month| start * factor(month) > 50e15).unwrap();
    assert_eq!(found["until"]["month"], first);
    for (condition, month) in [("storage > 1 PB", Some(0)), ("storage < 1 PB", None)] {
        let found = object(&["growth", "photos", "dau = 1%/year", "--until", condition], &preset);
        assert_eq!(found["until"]["month"].as_u64(), month, "{condition}");
    }
}

#[test]
fn an_alias_stays_what_it_was() {
    let folder = Folder::new("sweep-alias");
    let text =
        "title = \"Alias\"\n[assumptions]\ndau = \"2 users\"\nsame = \"dau\"\n[estimates]\nall = \"dau * 10 + same\"\n";
    let preset = folder.write("alias.toml", text);
    let found = object(&["sweep", &preset, "same", "1..3", "--steps", "3", "--show", "all"], &preset);
    close(&numbers(&found["results"][0]["values"]), [21.0, 22.0, 23.0].into_iter());
}

#[test]
fn no_line_is_wider_than_the_terminal() {
    let folder = Folder::new("sweep-width");
    let preset = preset(&folder);
    for width in ["30", "44", "60", "80"] {
        for arguments in [
            &["sweep", &preset, "dau", "1M..2M", "--show", "storage, uploads"][..],
            &["growth", &preset, "dau = 50%/year", "--until", "storage > 50 PB"],
        ] {
            let mut command = program(arguments);
            let out = command.env("COLUMNS", width).env("NAPKIN_ASCII", "1").output().unwrap();
            let text = String::from_utf8(out.stdout).unwrap();
            let longest = text.lines().map(|line| line.chars().count()).max().unwrap_or(0);
            assert!(longest > 0 && longest <= width.parse().unwrap(), "{text}");
            assert!(text.is_ascii(), "{text}");
        }
    }
}

#[test]
fn every_preset_can_be_swept() {
    for preset in ["twitter", "pastebin", "web-crawler"] {
        let list: serde_json::Value = serde_json::from_str(&run(&["run", preset, "--json"]).out).unwrap();
        for assumption in list["assumptions"].as_array().unwrap() {
            let name = assumption["name"].as_str().unwrap();
            let Run { code, err, .. } = run(&["sweep", preset, name, &format!("{name}..2*{name}"), "--show", name]);
            assert_eq!(code, Some(0), "{preset} {name}: {err}");
        }
    }
}

#[test]
fn in_a_session() {
    let (mut session, mut sources) = (Session::new(Sampling::default()), Sources::default());
    let mut say = |line: &str| {
        let reply = session.enter(line, &mut sources);
        let problems: Vec<_> = reply.problems.iter().map(|problem| problem.message.clone()).collect();
        format!("> {line}\n{}{}\n", reply.text(60), problems.join("\n"))
    };
    let lines = [
        "dau = 50M to 300M users",
        "storage = dau * 2 MB/user -> TB",
        "later = unknown * 2",
        ":sweep dau 10M..1bn users log storage, storage / (4 TB/server)",
        ":growth dau = 50%/year until storage > 1 PB",
        ":sweep dau",
        ":sweep dau 1M..2M storag",
        ":growth later = 5%/year",
    ];
    insta::assert_snapshot!("session", lines.map(&mut say).concat());
}

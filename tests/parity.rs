//! What one door can do the other can: every command that has a place in both gives the same document, the same objects
//! and the same errors on the command line and in a session.

mod support;

use napkin::command::{COMMANDS, Doors};
use serde_json::Value;
use support::{feed, run};

/// The preset that both doors work on, if any; the words of a command line; and the line of a session.
const CASES: &[(&str, &[&str], &str)] = &[
    ("pastebin", &["run"], ":run"),
    ("pastebin", &["run", "--check"], ":run --check"),
    ("pastebin", &["run", "--detail", "write_rps"], ":run --detail write_rps"),
    (
        "pastebin",
        &["run", "--set", "writes_per_month = 50M pastes/month"],
        ":run --set writes_per_month = 50M pastes/month",
    ),
    ("pastebin", &["run", "--set", "writes_per_month = 50 GB"], ":run --set writes_per_month = 50 GB"),
    ("pastebin", &["run", "--set", "writes = 50 GB"], ":run --set writes = 50 GB"),
    ("pastebin", &["vars"], ":vars"),
    (
        "pastebin",
        &["solve", "writes_per_month", "--such-that", "write_rps <= 10 QPS"],
        ":solve writes_per_month such that write_rps <= 10 QPS",
    ),
    (
        "pastebin",
        &["solve", "writes_per_month", "--such-that", "write_rps <= 10 QPS"],
        ":solve writes_per_month --such-that write_rps <= 10 QPS",
    ),
    (
        "pastebin",
        &["solve", "writes", "--such-that", "write_rps <= 10 QPS"],
        ":solve writes such that write_rps <= 10 QPS",
    ),
    ("pastebin", &["explain", "write_rps"], ":explain write_rps"),
    ("pastebin", &["explain", "write_rps * 2", "--depth", "1"], ":explain write_rps * 2 --depth 1"),
    ("pastebin", &["explain", "write_rps", "--depth", "77"], ":explain write_rps --depth 77"),
    ("pastebin", &["by-hand", "write_rps"], ":by-hand write_rps"),
    (
        "pastebin",
        &["sweep", "writes_per_month", "1M pastes/month..100M pastes/month"],
        ":sweep writes_per_month 1M pastes/month..100M pastes/month",
    ),
    (
        "pastebin",
        &["sweep", "writes_per_month", "1M..100M", "--log", "--steps", "4", "--show", "write_rps, 2 * write_rps"],
        ":sweep writes_per_month 1M..100M --log --steps 4 --show write_rps, 2 * write_rps",
    ),
    (
        "pastebin",
        &["sweep", "writes_per_month", "1M..100M", "--log", "--show", "write_rps"],
        ":sweep writes_per_month 1M..100M log write_rps",
    ),
    (
        "pastebin",
        &[
            "sweep",
            "writes_per_month",
            "1M..100M",
            "read_write_ratio",
            "5..50",
            "--steps",
            "3,2",
            "--show",
            "write_rps",
        ],
        ":sweep writes_per_month 1M..100M read_write_ratio 5..50 --steps 3,2 --show write_rps",
    ),
    (
        "pastebin",
        &["sweep", "writes_per_month", "1M..100M", "--steps", "1"],
        ":sweep writes_per_month 1M..100M --steps 1",
    ),
    (
        "pastebin",
        &["growth", "writes_per_month = 50%/year", "--years", "3"],
        ":growth writes_per_month = 50%/year --years 3",
    ),
    (
        "pastebin",
        &["growth", "writes_per_month = 50%/year", "--until", "write_rps > 10 QPS", "--show", "write_rps"],
        ":growth writes_per_month = 50%/year --show write_rps --until write_rps > 10 QPS",
    ),
    (
        "pastebin",
        &["growth", "writes_per_month = 50%/year", "--until", "write_rps > 10 QPS"],
        ":growth writes_per_month = 50%/year until write_rps > 10 QPS",
    ),
    ("pastebin", &["growth", "writes_per_month = 50 GB"], ":growth writes_per_month = 50 GB"),
    (
        "pastebin",
        &["bottleneck", "a = write_rps / (1 QPS/node)", "b = 3 TB / (1 TB/node)"],
        ":bottleneck a = write_rps / (1 QPS/node), b = 3 TB / (1 TB/node)",
    ),
    (
        "pastebin",
        &["growth", "writes_per_month = 1,000 pastes/month/year", "--years", "2"],
        ":growth writes_per_month = 1,000 pastes/month/year --years 2",
    ),
    (
        "pastebin",
        &["bottleneck", "disk = 1,000 TB / (4 TB/node)", "load = max(write_rps, 1 QPS) / (1 QPS/node)"],
        ":bottleneck disk = 1,000 TB / (4 TB/node), load = max(write_rps, 1 QPS) / (1 QPS/node)",
    ),
    ("", &["list", "--tag", "cache"], ":list --tag cache"),
    ("", &["list", "--search", "nothing-of-the-kind"], ":list --search nothing-of-the-kind"),
    ("", &["show", "pastebin"], ":show pastebin"),
    ("", &["calibrate", "Tumblr"], ":calibrate Tumblr"),
    ("", &["formulas"], ":formulas"),
    ("", &["formulas", "erlang_c"], ":formulas erlang_c"),
    ("", &["formulas", "erlang_d"], ":formulas erlang_d"),
    ("", &["reference"], ":reference"),
    ("", &["reference", "latency", "--all"], ":reference latency --all"),
    ("", &["reference", "latency.disk_seek", "--source", "dean2009"], ":reference latency.disk_seek --source dean2009"),
    ("", &["info", "GiB"], ":info GiB"),
    ("", &["info", "GiBB"], ":info GiBB"),
    ("", &["units", "throughput"], ":units throughput"),
    ("", &["search", "gibi"], ":search gibi"),
];

/// Errors and hints without the places that they point at, which are told in the terms of each door.
fn said(err: &str) -> Vec<&str> {
    let lines = err.lines().map(|line| line.trim_start_matches([' ', '=']));
    lines.filter(|line| ["error: ", "hint: ", "help: "].iter().any(|start| line.starts_with(start))).collect()
}

/// What a session says to a line after a preset was opened, without what it says to that.
fn in_session(options: &[&str], preset: &str, line: &str) -> (String, String, Option<i32>) {
    let opening = if preset.is_empty() { String::new() } else { format!(":load {preset}\n") };
    let session = feed(options, format!("{opening}{line}\n").as_bytes());
    let skipped = usize::from(!preset.is_empty());
    (session.out.split_inclusive('\n').skip(skipped).collect(), session.err, session.code)
}

/// Objects without the places in a text, which each door has its own of.
fn objects(out: &str) -> Vec<Value> {
    let object = |line: &str| {
        let mut object: Value = serde_json::from_str(line).unwrap_or_else(|_| panic!("{line}"));
        object.as_object_mut().expect("it is an object").remove("span");
        object
    };
    out.lines().map(object).collect()
}

#[test]
fn both_doors_say_the_same() {
    for (preset, words, line) in CASES {
        let mut arguments = vec![words[0]];
        arguments.extend((!preset.is_empty()).then_some(*preset));
        arguments.extend(&words[1..]);
        let shell = run(&arguments);
        let (out, err, code) = in_session(&["repl"], preset, line);
        // Why there is no answer is an error of a command line, and an answer in a session.
        if !shell.out.is_empty() || shell.code == Some(2) {
            assert_eq!((&out, said(&err)), (&shell.out, said(&shell.err)), "{line}");
        }
        assert_eq!(code, Some(i32::from(shell.code != Some(0))), "{line}: {}", shell.err);
        arguments.push("--json");
        let shell = run(&arguments);
        let (out, ..) = in_session(&["--json", "repl"], preset, line);
        assert_eq!(objects(&out), objects(&shell.out), "{line}");
        let (out, ..) = in_session(&["repl"], preset, &format!("{line} --json"));
        if !shell.out.contains("\"error\"") {
            assert_eq!(out, shell.out, "{line} --json");
        }
    }
}

#[test]
fn a_session_beside_a_preset_is_a_preset_beside_another() {
    let shell = run(&["compare", "twitter", "pastebin"]);
    let session = feed(&["repl"], b":load twitter\n:compare pastebin\n");
    let out: String = session.out.split_inclusive('\n').skip(1).collect();
    let words = |text: &str| text.replace("session", "twitter").split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(words(&out).replace('─', ""), words(&shell.out).replace('─', ""));
    let shell = run(&["compare", "twitter", "--set", "fanout = 75 deliveries/tweet"]);
    let session = feed(&["repl"], b":load twitter\n:compare --set fanout = 75 deliveries/tweet\n");
    assert!(shell.code == Some(0) && session.code == Some(0) && session.out.contains("fanout"), "{}", session.err);
}

#[test]
fn all_of_a_session_is_objects() {
    let session = feed(
        &["--json", "repl"],
        b"dau = 10M users\nstorage = dau * 2 KB/user\ndau = 20M users\nstorage\n:undo\n5 +\n",
    );
    let objects = objects(&session.out);
    assert_eq!(objects[2]["after"]["display"], "20M users", "{}", session.out);
    assert_eq!(objects[3]["after"]["value"].as_f64(), Some(4e10), "{}", session.out);
    assert!(objects.last().is_some_and(|last| last["error"].is_string()), "{}", session.out);
    assert_eq!((session.err.as_str(), session.code), ("", Some(1)));
}

/// A command that has a place in both doors is tried in both.
#[test]
fn no_command_is_left_out() {
    for command in COMMANDS.iter().filter(|command| command.doors == Doors::Both && command.name != "compare") {
        assert!(CASES.iter().any(|(_, words, _)| words[0] == command.name), "{}", command.name);
    }
}

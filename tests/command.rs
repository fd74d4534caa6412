//! The program from end to end: arguments, files, standard input, presets, objects for programs, exit codes.
//! Reports and lists of errors are compared whole with the files in `snapshots`.

mod support;

use insta::assert_snapshot;
use serde_json::Value;
use support::{Folder, Run, close_early, feed, program, run};

/// A run that succeeds with exactly this output.
#[track_caller]
fn prints(arguments: &[&str], expected: &str) {
    let expected = Run { code: Some(0), out: expected.to_owned(), err: String::new() };
    assert_eq!(run(arguments), expected, "{arguments:?}");
}

/// The objects of a run, one per line.
#[track_caller]
fn objects(run: &Run) -> Vec<Value> {
    assert_eq!(run.err, "");
    run.out.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"))).collect()
}

/// Runs the program in a folder, so that no message holds a path of this machine.
fn run_in(folder: &Folder, arguments: &[&str]) -> Run {
    program(arguments).current_dir(folder.path()).output().expect("the program starts").into()
}

#[test]
fn arguments_are_joined_by_spaces() {
    prints(&["1 PB / 10 TB"], "100\n");
    prints(&["1", "PB", "/", "10", "TB"], "100\n");
    prints(&["500M tweets/day", "*", "10 KB/tweet", "->", "TB/month"], "152.1 TB/month\n");
    prints(&["64 KiB / 80 ms", "in Mbps"], "6.5536 Mbps\n");
}

#[test]
fn an_expression_may_start_with_a_minus() {
    prints(&["-3 + 5"], "2\n");
    prints(&["-3", "+", "5"], "2\n");
    prints(&["-", "3", "+", "5"], "2\n");
    prints(&["-5 GB"], "-5 GB\n");
    prints(&["-(2 GB)"], "-2 GB\n");
    prints(&["5", "-", "-3"], "8\n");
    prints(&["--", "-3"], "-3\n");
    prints(&["--", "--3"], "3\n");
    prints(
        &["--json", "--", "-3"],
        "{\"schema\":1,\"value\":-3,\"unit\":\"1\",\"display\":\"-3\",\"dimension\":{},\"line\":1}\n",
    );
}

#[test]
fn wrong_usage_is_exit_2() {
    let wrong: &[&[&str]] = &[
        &["--foo", "3"],
        &["3", "--foo"],
        &["eval"],
        &["eval", "a", "b"],
        &["run"],
        &["run", "pastebin", "extra"],
        &["run", "pastebin", "--set"],
        &["list", "extra"],
        &["show"],
    ];
    for arguments in wrong {
        let Run { code, out, err } = run(arguments);
        assert_eq!((code, out.as_str()), (Some(2), ""), "{arguments:?}");
        assert!(err.starts_with("error: ") && err.contains("--help"), "{arguments:?} says {err}");
    }
}

#[test]
fn help_and_version() {
    for arguments in [&["--help"][..], &["-h"], &["3", "--help"]] {
        let Run { code, out, err } = run(arguments);
        assert_eq!((code, err.as_str()), (Some(0), ""));
        assert!(out.contains("Usage: napkin") && out.contains("Examples:"), "{out}");
    }
    prints(&["--version"], concat!("napkin ", env!("CARGO_PKG_VERSION"), "\n"));
    prints(&["-V"], concat!("napkin ", env!("CARGO_PKG_VERSION"), "\n"));
}

#[test]
fn results_as_objects() {
    let expected = r#"{"schema":1,"value":57870370.37037037,"unit":"B/s","display":"57.87 MB/s (463 Mb/s)","dimension":{"information":1,"time":-1},"line":1}"#;
    for arguments in [&["--json", "500M / day * 10 KB"], &["500M / day * 10 KB", "--json"]] {
        prints(arguments, &format!("{expected}\n"));
    }
    for (input, value, unit, dimension) in [
        ("1 KiB", "1024", "B", r#"{"information":1}"#),
        ("2 min", "120", "s", r#"{"time":1}"#),
        ("3 km", "3000", "m", r#"{"length":1}"#),
        ("$5/GB", "5e-9", "USD/B", r#"{"information":-1,"money":1}"#),
        ("5k tweets/s", "5000", "tweet/s", r#"{"time":-1,"tweet":1}"#),
        ("120 /s", "120", "1/s", r#"{"time":-1}"#),
        ("20 reads/s + 5 writes/s", "25", "request/s", r#"{"request":1,"time":-1}"#),
        ("20%", "0.2", "1", "{}"),
        ("2^64", "1.8446744073709552e+19", "1", "{}"),
        ("1 > 2", "false", "1", "{}"),
    ] {
        let run = run(&["--json", input]);
        let head = format!(r#"{{"schema":1,"value":{value},"unit":"{unit}","display":""#);
        let tail = format!(r#","dimension":{dimension},"line":1}}"#);
        assert!(run.out.starts_with(&head) && run.out.trim_end().ends_with(&tail), "{input}: {}", run.out);
        assert_eq!((run.code, objects(&run).len()), (Some(0), 1));
    }
}

#[test]
fn named_results_as_objects() {
    let run = feed(&["eval", "-", "--json"], b"dau = 150M users\npeak = 3");
    assert_eq!(objects(&run).iter().map(|object| object["name"].clone()).collect::<Vec<_>>(), ["dau", "peak"]);
    assert_eq!(run.code, Some(0));
}

#[test]
fn errors_as_objects() {
    let expected = r#"{"schema":1,"error":"cannot add time to information","help":"to turn time into information, multiply by something in `B/s`","span":{"source":null,"start":6,"end":7,"line":1,"column":7},"line":1}"#;
    for arguments in [&["--json", "10 KB + 3 ms"], &["10 KB + 3 ms", "--json"]] {
        let Run { code, out, err } = run(arguments);
        assert_eq!((code, out, err.as_str()), (Some(1), format!("{expected}\n"), ""));
    }
    let both = feed(&["eval", "-", "--json"], b"1 + 1\n2 s + 3 GB\n\xc3\xa9t\xc3\xa9 + 1\n");
    let found = objects(&both);
    assert_eq!(both.code, Some(1));
    assert_eq!(found[0]["value"], 2);
    assert_eq!((&found[1]["span"]["line"], &found[1]["span"]["column"]), (&2.into(), &5.into()));
    assert_eq!(found[2]["error"], "`été` is not defined");
    assert_eq!(found[2]["span"]["line"], 3);
    assert_eq!(found.len(), 3);
}

#[test]
fn options_may_stand_before_a_command() {
    for arguments in [&["--json", "list"][..], &["list", "--json"]] {
        let run = run(arguments);
        assert_eq!(run.code, Some(0), "{arguments:?}: {run:?}");
        assert_eq!(objects(&run)[0]["name"], "pastebin");
    }
    let run = run(&["--json", "run", "pastebin"]);
    assert_eq!(objects(&run)[0]["title"], "Pastebin");
}

#[test]
fn lines_come_from_a_file_or_from_standard_input() {
    let text = "peak = average * 3 # given\naverage = dau * 2 tweets/user/day -> QPS\ndau = 150M users\n\npeak\nceil(peak / (1k QPS/server))\n";
    let expected = Run { code: Some(0), out: "10,417 QPS\n11 servers\n".to_owned(), err: String::new() };
    let folder = Folder::new("lines");
    let path = folder.write("model.txt", text);
    assert_eq!(run(&["eval", &path]), expected);
    assert_eq!(feed(&["eval", "-"], text.as_bytes()), expected);
    assert_eq!(feed(&[], text.as_bytes()), expected);
    assert_eq!(feed(&[], text.replace('\n', "\r\n").as_bytes()), expected);
    assert_eq!(feed(&[], format!("\u{feff}{text}").as_bytes()), expected);
    // Nothing but definitions: all of them are results.
    assert_eq!(feed(&[], b"a = 3 GB\nn = a * 2\n").out, "a = 3 GB\nn = 6 GB\n");
}

#[test]
fn all_errors_of_a_file_are_reported_at_once() {
    let folder = Folder::new("errors");
    folder.write(
        "wrong.txt",
        "dau = 150M users\nx = 1\nstorage = dau * 10 KB/user + 5\nlater = storage * 2 # wrong only because of `storage`\nx = 2\nrate = 10 QSP\nrate * 2\n2 +\nloop = pool\npool = loop\n10 GB / 0\n1 + 1\n",
    );
    let Run { code, out, err } = run_in(&folder, &["eval", "wrong.txt"]);
    assert_eq!(code, Some(1));
    assert_eq!(out, "2\n", "what does not depend on an error has its result");
    assert_snapshot!("errors-of-a-file", err);
}

#[test]
fn text_that_is_none_and_files_that_are_none() {
    let folder = Folder::new("none");
    folder.write("binary.txt", b"1 + 1\n\xff\xfe\n");
    for (arguments, code, message) in [
        (&["eval", "binary.txt"][..], 1, "error: binary.txt is not UTF-8 text: byte 6 belongs to no character\n"),
        (&["eval", "missing.txt"], 2, "error: `missing.txt` cannot be read: "),
        (&["run", "missing.toml"], 2, "error: `missing.toml` cannot be read: "),
        (&["run", "./missing"], 2, "error: `./missing` cannot be read: "),
        (&["run", "missing"], 2, "error: there is no preset called `missing`\n"),
        (&["run", "pastbin"], 2, "error: there is no preset called `pastbin`\n"),
        (&["show", "missing"], 2, "error: there is no preset called `missing`\n"),
    ] {
        let run = run_in(&folder, arguments);
        assert_eq!((run.code, run.out.as_str()), (Some(code), ""), "{arguments:?}");
        assert!(run.err.starts_with(message), "{arguments:?} says {}", run.err);
    }
    assert!(run(&["run", "pastbin"]).err.contains("did you mean `pastebin`?"));
    let run = feed(&["eval", "-"], b"\xff");
    assert_eq!(run.code, Some(1));
    assert!(run.err.starts_with("error: standard input is not UTF-8 text"), "{}", run.err);
}

#[test]
fn nothing_to_calculate() {
    for run in [feed(&[], b""), feed(&["eval", "-"], b" \n\n"), run(&[""]), run(&["  "])] {
        assert_eq!((run.code, run.out.as_str()), (Some(1), ""));
        assert!(run.err.starts_with("error: there is nothing to calculate\n"), "{}", run.err);
    }
    // A file of comments is no mistake.
    assert_eq!(feed(&[], b"# to do\n"), Run { code: Some(0), out: String::new(), err: String::new() });
}

#[test]
fn presets_are_reports() {
    for preset in ["pastebin", "twitter", "web-crawler"] {
        for columns in ["100", "60"] {
            let output = program(&["run", preset]).env("COLUMNS", columns).output().expect("the program starts");
            let Run { code, out, err } = output.into();
            assert_eq!((code, err.as_str()), (Some(0), ""));
            assert_snapshot!(format!("run-{preset}-{columns}"), out);
        }
    }
}

#[test]
fn reports_fit_the_terminal() {
    for arguments in [&["run", "pastebin"][..], &["run", "twitter"], &["run", "web-crawler"], &["list"]] {
        for columns in [160, 100, 80, 60] {
            let mut command = program(arguments);
            let run: Run = command.env("COLUMNS", columns.to_string()).output().expect("the program starts").into();
            let too_wide = run.out.lines().find(|line| line.chars().count() > columns);
            assert_eq!(too_wide, None, "{arguments:?} does not fit {columns} columns");
        }
    }
}

#[test]
fn assumptions_of_a_preset_can_be_set() {
    let run_with = |settings: &[&str]| {
        let mut arguments = vec!["run", "pastebin"];
        for setting in settings {
            arguments.extend(["--set", setting]);
        }
        run(&arguments)
    };
    let changed = run_with(&["writes_per_month = 50M pastes/month", "reads_per_month = 10 * 50M reads/month"]);
    assert_eq!(changed.code, Some(0));
    let words = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
    let rows: Vec<String> = changed.out.lines().map(words).collect();
    for row in ["Writes 20 QPS ~20", "Reads 200 QPS ~200", "Reads per write 10 ~10"] {
        assert!(rows.iter().any(|found| found == row), "no `{row}` in {}", changed.out);
    }
    let at_once = run_with(&["writes_per_month = 50M pastes/month; reads_per_month = 10 * 50M reads/month"]);
    assert_eq!((at_once.code, at_once.out), (Some(0), changed.out));
    for (setting, message) in [
        ("writes_per_month = 5 GB", "error: `writes_per_month` is pastes/s, not information\n"),
        ("writes_per_mnth = 5", "error: nothing is called `writes_per_mnth` here\n"),
        ("writes_per_month", "error: `--set` takes a definition\n"),
        ("peak_factor = (3", "error: a bracket is never closed\n"),
        ("peak_factor = 3 +", "error: the line ends where a value was expected\n"),
        ("peak_factor = 1 / 0", "error: division by zero\n"),
        ("users = peak_factor_x", "error: `peak_factor_x` is not defined\n"),
    ] {
        let run = run_with(&[setting]);
        assert_eq!((run.code, run.out.as_str()), (Some(1), ""), "{setting}");
        assert!(run.err.starts_with(message), "{setting} says {}", run.err);
    }
}

#[test]
fn presets_as_objects() {
    for preset in ["pastebin", "twitter", "web-crawler"] {
        let run = run(&["run", preset, "--json"]);
        let [report] = &objects(&run)[..] else { panic!("one object is wanted, not {}", run.out) };
        for list in ["assumptions", "estimates", "tables"] {
            assert!(report[list].as_array().is_some_and(|list| list.len() > 3), "{preset}: {list}");
        }
        for row in report["tables"].as_array().into_iter().flatten().filter_map(|table| table["rows"].as_array()) {
            assert!(row.iter().all(|row| row["label"].is_string() && row["value"].is_number()), "{row:?}");
        }
        assert_eq!(report["conventions"].as_str().map(|text| text.contains("month = 2,500,000 s")), Some(true));
    }
}

#[test]
fn presets_are_listed_and_shown() {
    let list = run(&["list"]);
    assert_eq!((list.code, list.err.as_str()), (Some(0), ""));
    assert_snapshot!("list", list.out);
    prints(&["show", "pastebin"], include_str!("../presets/pastebin.toml"));
    prints(&["show", "web-crawler"], include_str!("../presets/web-crawler.toml"));
}

const OWN: &str = r#"
title = "Own"
nouns = ["widget", "matrix (matrices)"]
tags = ["mine"]

[conventions]
bytes = "binary"
day = "1e5 s"
month = "30 days"

[assumptions]
rate = { value = "10M widgets/day", range = "5M to 20M widgets/day", why = "A guess." }
size = "1 KB/widget"

[estimates]
traffic = "rate * size"
per_month = "rate * (1 month)"
grids = "per_month * (1 matrix/widget)"

[[tables]]
title = "All"
rows = [
  { label = "Traffic", estimate = "traffic", unit = "KB/s" },
  { label = "Per month", estimate = "per_month" },
  { label = "Matrices", estimate = "grids", unit = "matrices", note = "one each" },
  { estimate = "traffic * 2 > 1 KB/s" },
]
"#;

#[test]
fn a_preset_of_ones_own_is_a_file_or_in_the_configuration_folder() {
    let folder = Folder::new("own");
    let path = folder.write("napkin/presets/mine.toml", OWN);
    let by_path = run(&["run", &path]);
    assert_eq!((by_path.code, by_path.err.as_str()), (Some(0), ""));
    assert_snapshot!("run-own", by_path.out);
    folder.write("napkin/presets/pastebin.toml", OWN.replace("Own", "Mine instead"));
    folder.write("napkin/presets/notes.txt", "no preset");
    let with_own = |arguments: &[&str]| -> Run {
        program(arguments).env("XDG_CONFIG_HOME", folder.path()).output().expect("the program starts").into()
    };
    assert_eq!(with_own(&["run", "mine"]), by_path);
    assert_eq!(with_own(&["show", "mine"]).out, OWN);
    assert!(with_own(&["run", "pastebin"]).out.starts_with("Mine instead\n"), "one's own comes first");
    assert_snapshot!("list-own", with_own(&["list"]).out);
    assert!(with_own(&["run", "mone"]).err.contains("did you mean `mine`?"));
}

const WRONG: &str = r#"title = "Wrong"
questoin = "A misspelled key"
tags = "not a list"

[conventions]
month = "30 GB"

[assumptions]
users = { value = "10M users", range = "20M to 5M users", why = "An empty range." }
rate = { value = 5, why = "A bare number." }
share = { vale = "20%" }
size = "10 QSP"
"bad name" = "3"

[estimates]
total = "users * 10 KB/user + 5"
circle = "circel + 1"
round_a = "round_b"
round_b = "round_a"
uses_rate = "rate * 2"
broken = "2 *"
escaped = "\"x\" + 1"

[[tables]]
title = "Table"
rows = [
  { label = "No estimate" },
  { label = "Wrong unit", estimate = "users", unit = "GB" },
  { label = "No unit", estimate = "users", unit = "usres" },
]
"#;

#[test]
fn all_problems_of_a_preset_are_reported_at_once() {
    let folder = Folder::new("wrong");
    folder.write("wrong.toml", WRONG);
    let Run { code, out, err } = run_in(&folder, &["run", "wrong.toml"]);
    assert_eq!((code, out.as_str()), (Some(1), ""));
    assert_snapshot!("problems-of-a-preset", err);
    folder.write("broken.toml", "title = \"Broken\nquestion = 3\n[estimates\nx = \"1\"\n");
    let Run { code, out, err } = run_in(&folder, &["run", "broken.toml"]);
    assert_eq!((code, out.as_str()), (Some(1), ""));
    assert_snapshot!("preset-that-is-no-toml", err);
}

#[test]
fn no_escape_codes_where_no_terminal_is() {
    for arguments in [&["run", "pastebin"][..], &["list"], &["10 KB + 3 ms"], &["run", "missing"]] {
        for variable in ["NO_COLOR", "COLUMNS"] {
            let run: Run = program(arguments).env(variable, "80").output().expect("the program starts").into();
            assert!(!run.out.contains('\u{1b}') && !run.err.contains('\u{1b}'), "{arguments:?}");
        }
    }
}

#[test]
fn a_reader_that_has_seen_enough_is_no_error() {
    let folder = Folder::new("pipe");
    let path = folder.write("many.txt", "2^64\n".repeat(50_000));
    for arguments in [&["eval", path.as_str()][..], &["run", "twitter"], &["show", "twitter"]] {
        let run = close_early(program(arguments));
        assert_eq!((run.code, run.err.as_str()), (Some(0), ""), "{arguments:?}");
    }
}

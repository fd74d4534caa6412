//! The ways in: what is typed into a shell, and what comes back on the two streams. Each table reads like the manual.

mod support;

use serde_json::{Value, json};
use support::{Folder, Run, feed, program, run};

/// A folder with a file of lines, a preset and a document, in which the program is run.
fn folder(test: &str) -> Folder {
    let folder = Folder::new(test);
    folder.write("notes.txt", "dau = 5M users\ndau * 2 KB/user\n");
    folder.write("my notes.txt", "1 + 1\n");
    folder.write("mine.toml", include_str!("../presets/pastebin.toml"));
    folder.write("notes.md", "# Storage\n\nSome words.\n\n```\ndau = 5M users\n```\n");
    folder
}

fn run_in(folder: &Folder, arguments: &[&str]) -> Run {
    program(arguments).current_dir(folder.path()).output().expect("the program starts").into()
}

/// The arguments of a line as a shell passes them on, without substitutions.
fn shell(line: &str) -> Vec<String> {
    let (mut words, mut word, mut is_quoted, mut is_begun) = (Vec::new(), String::new(), false, false);
    for letter in line.chars() {
        match letter {
            '\'' => (is_quoted, is_begun) = (!is_quoted, true),
            ' ' if !is_quoted => {
                if std::mem::take(&mut is_begun) {
                    words.push(std::mem::take(&mut word));
                }
            }
            _ => {
                word.push(letter);
                is_begun = true;
            }
        }
    }
    if is_begun {
        words.push(word);
    }
    words
}

/// Every command that a message shows in backticks.
fn offered(message: &str) -> Vec<String> {
    let quoted = message.split('`').skip(1).step_by(2);
    quoted.filter_map(|quoted| quoted.strip_prefix("napkin ")).map(str::to_owned).collect()
}

/// Estimates that print their results: the arguments, standard output, and what standard error holds.
const ESTIMATES: &[(&[&str], &str, &str)] = &[
    (&["API load: 1000 QPS * 5 minutes"], "API load: 300k requests\n", ""),
    (&["API load:", "1000 QPS", "*", "5 minutes"], "API load: 300k requests\n", ""),
    (&["dau = 5M users\ndau * 2 KB/user"], "10 GB\n", ""),
    (&["dau = 5M users; dau * 2 KB/user"], "10 GB\n", ""),
    (&["dau = 5M users;", "dau * 2 KB/user; dau * 1 KB/user # both"], "10 GB\n5 GB\n", ""),
    (&["month = 30 days; 500M requests/month -> QPS"], "192.9 QPS\n", ""),
    (&["dau = 5M users; peak = 2"], "dau = 5M users\npeak = 2\n", ""),
    (&["280 bytes * 10M users"], "2.8 GB·users\n", "280 bytes/user"),
    (&["run = 3; run * 2"], "6\n", ""),
    (&["list = 3 GB; list"], "3 GB\n", ""),
    (&["qps"], "1 request/s\n", ""),
];

#[test]
fn estimates() {
    for (arguments, expected, said) in ESTIMATES {
        let Run { code, out, err } = run(arguments);
        assert_eq!((code, out.as_str()), (Some(0), *expected), "{arguments:?} {err}");
        assert!(err.contains(said) && (err.is_empty() == said.is_empty()), "{arguments:?} says {err}");
    }
    // One hint for a line, behind the results.
    let Run { err, .. } = feed(&["eval", "-"], b"280 bytes * 10M users; 1 GB\n58 QPS * 2.1 KB");
    assert_eq!(err.matches("hint: ").count(), 2, "{err}");
}

/// Command lines that are no estimates: what is typed, what standard error says, and the way out that it offers.
const MISTAKES: &[(&str, &str, &str)] = &[
    ("twitter", "`twitter` is a preset", "run twitter"),
    ("web-crawler", "`web-crawler` is a preset", "run web-crawler"),
    ("twitter --set 'fanout = 75 deliveries/tweet'", "is a preset", "run twitter --set 'fanout = 75 deliveries/tweet'"),
    ("twiter", "neither an estimate nor a command", "run twitter"),
    ("runn twitter", "there is no command called `runn`", "run twitter"),
    ("runn twittr", "there is no command called `runn`", "run twitter"),
    ("Run twitter", "there is no command called `Run`", "run twitter"),
    ("'run twitter'", "one word in quotes", "run twitter"),
    ("'runn twitter'", "there is no command called `runn`", "run twitter"),
    ("runn twitter --check", "there is no command called `runn`", "run twitter --check"),
    ("lst", "there is no command called `lst`", "list"),
    ("lst --tag storage", "there is no command called `lst`", "list --tag storage"),
    ("runn", "there is no command called `runn`", "help run"),
    ("evl notes.txt", "there is no command called `evl`", "eval notes.txt"),
    ("evl missing.txt", "there is no command called `evl`", "help eval"),
    ("compar twitter tinyurl", "there is no command called `compar`", "compare twitter tinyurl"),
    ("hlep", "there is no command called `hlep`", "help"),
    ("help rnu", "there is no command called `rnu`", "help run"),
    ("help twitter", "there is no command called `twitter`", "help"),
    ("notes.txt", "`notes.txt` is a file", "eval notes.txt"),
    ("'my notes.txt'", "`my notes.txt` is a file", "eval 'my notes.txt'"),
    ("missing.txt", "there is no file `missing.txt`", "help eval"),
    ("mine.toml", "`mine.toml` is a file", "run mine.toml"),
    ("calculate notes.txt", "`notes.txt` is a file", "eval notes.txt"),
    ("eval mine.toml", "`mine.toml` is a preset", "run mine.toml"),
    ("eval twitter", "`twitter` is a preset", "run twitter"),
    ("eval '5 GB * 2'", "cannot be read", "'5 GB * 2'"),
    ("run notes.txt", "lines of napkin", "eval notes.txt"),
    ("5 mine.toml notes.md notes.txt 3", "`mine.toml` is a file", "'5 * 3'"),
    ("10 KB mine.toml notes.txt 3 users", "single quotes", "'10 KB * 3 users'"),
    ("5 mine.toml", "`mine.toml` is a file", "'5 GB * 3'"),
    ("5 GB -", "the shell has taken the `>`", "'5 GB -> MB'"),
    ("'5 GB' -", "the shell has taken the `>`", "'5 GB -> MB'"),
];

#[test]
fn a_mistyped_command_line_is_met_with_the_way_out() {
    let folder = folder("mistakes");
    for &(typed, message, way) in MISTAKES {
        let words = shell(typed);
        let Run { code, out, err } = run_in(&folder, &words.iter().map(String::as_str).collect::<Vec<_>>());
        assert_eq!((code, out.as_str()), (Some(2), ""), "napkin {typed}: {err}");
        assert!(err.contains(message), "napkin {typed} says {err}");
        let offered = offered(&err);
        assert!(offered.iter().any(|offered| offered == way), "napkin {typed} offers {offered:?}: {err}");
        for offered in offered {
            let words = shell(&offered);
            let Run { code, err, .. } = run_in(&folder, &words.iter().map(String::as_str).collect::<Vec<_>>());
            assert_eq!(code, Some(0), "napkin {typed} offers napkin {offered}, which says {err}");
        }
    }
}

/// Estimates with an error that are no mistyped commands, and how their message begins.
const ESTIMATES_WITH_ERRORS: &[(&str, &str)] = &[
    ("users", "error: `users` is not defined"),
    ("dau", "error: `dau` is not defined"),
    ("ceil", "error: `ceil` is a function"),
    ("runs * 3", "error: `runs` is not defined"),
    ("'runs * 3'", "error: `runs` is not defined"),
    ("'list = 3 +'", "error: the line ends where a value was expected"),
    ("5 GB + 3 s", "error: cannot add time to information"),
    ("'10 GB * 2 -'", "error: the line ends where a value was expected"),
    ("'solve / 2'", "error: `solve` is not defined"),
];

#[test]
fn an_estimate_is_never_taken_for_a_mistake() {
    let folder = folder("estimates");
    for &(typed, message) in ESTIMATES_WITH_ERRORS {
        let words = shell(typed);
        let Run { code, out, err } = run_in(&folder, &words.iter().map(String::as_str).collect::<Vec<_>>());
        assert_eq!((code, out.as_str()), (Some(1), ""), "napkin {typed}: {err}");
        assert!(err.starts_with(message), "napkin {typed} says {err}");
    }
    // A file may be called like a unit.
    folder.write("users", "");
    assert_eq!(run_in(&folder, &["5", "users"]).out, "5 users\n");
    assert!(run_in(&folder, &["users"]).err.starts_with("error: `users` is not defined"));
    assert!(run_in(&folder, &["5", "users", "6"]).err.starts_with("error: "));
}

#[test]
fn help() {
    let whole = run(&["--help"]);
    assert_eq!(run(&["help"]), whole);
    assert!(whole.out.contains("put an estimate in single quotes"), "{}", whole.out);
    for command in ["run", "eval", "by-hand"] {
        assert_eq!(run(&["help", command]), run(&[command, "--help"]), "{command}");
    }
    assert_eq!(run(&["help = 3"]).out, "help = 3\n");
}

#[test]
fn a_document_is_not_read() {
    let folder = folder("documents");
    for arguments in [&["eval", "notes.md"][..], &["notes.md"]] {
        let Run { code, out, err } = run_in(&folder, arguments);
        assert_eq!((code, out.as_str()), (Some(2), ""), "{err}");
        assert!(err.starts_with("error: `notes.md` is Markdown, and only lines of napkin are read\n"), "{err}");
        assert!(offered(&err).is_empty(), "{err}");
    }
    assert!(run_in(&folder, &["eval", "notes.md"]).err.contains("notes.md:5:1"));
    let Run { code, err, .. } = feed(&[], b"```\n1 + 1\n```\n");
    assert!(code == Some(2) && err.starts_with("error: the text is Markdown"), "{err}");
}

/// The objects that a text gives, each with the members of `wanted` only.
fn objects(text: &str, wanted: &[&str]) -> Vec<Value> {
    let Run { out, err, .. } = feed(&["eval", "-", "--json"], text.as_bytes());
    assert_eq!(err, "", "everything is an object");
    let one_off = run(&["--json", text]);
    assert_eq!(one_off.out.replace("\"source\":null", "\"source\":\"-\""), out, "in both doors");
    let parsed = out.lines().map(|line| serde_json::from_str::<Value>(line).expect("an object"));
    let member = |object: &Value, &name: &&str| Some((name.to_owned(), object.get(name)?.clone()));
    parsed.map(|object| wanted.iter().filter_map(|name| member(&object, name)).collect()).collect()
}

#[test]
fn objects_have_their_lines() {
    let found = objects(
        "# traffic\ndau = 5M users; dau * 2 KB/user\n\nAPI load: 1000 QPS *\n 5\n(1 +\n 2)\n280 bytes * 10M users",
        &["line", "name", "label", "display", "hint", "error"],
    );
    let hint = "the result measures B·users\nif it is meant of each, write `280 bytes/user`";
    assert_eq!(
        found,
        [
            json!({"line": 2, "display": "10 GB"}),
            json!({"line": 4, "label": "API load", "error": "the line ends where a value was expected"}),
            json!({"line": 5, "display": "5"}),
            json!({"line": 6, "display": "3"}),
            json!({"line": 8, "display": "2.8 GB·users", "hint": hint}),
        ]
    );
    let found = objects("API load: 1000 QPS * 5 minutes; x: 2", &["line", "name", "label", "value"]);
    assert_eq!(
        found,
        [json!({"line": 1, "label": "API load", "value": 300_000}), json!({"line": 1, "label": "x", "value": 2})]
    );
    let found = objects("dau = 5M users\npeak = 3", &["line", "name", "value"]);
    assert_eq!(
        found,
        [json!({"line": 1, "name": "dau", "value": 5_000_000}), json!({"line": 2, "name": "peak", "value": 3})]
    );
}

#[test]
fn errors_stand_in_the_order_of_their_lines() {
    let text = "load = 2 ms + 3 GB\nrate = load * 2\nPeak: rate * 3\n1 + 1\nwrong = 2 +\nwrong * 2; _ + 1\nf(x) = x / 0\nf(3)\n\
        v = w\nw = v\nv + 1\n5 QSP; 7\nrate + 1 # again";
    let found = objects(text, &["line", "name", "label", "value", "error"]);
    let expected = [
        json!({"line": 1, "name": "load", "error": "cannot add information to time"}),
        json!({"line": 2, "name": "rate", "error": "`rate` was not calculated: `load` on line 1 has an error"}),
        json!({"line": 3, "label": "Peak", "error": "`Peak` was not calculated: `load` on line 1 has an error"}),
        json!({"line": 4, "value": 2}),
        json!({"line": 5, "name": "wrong", "error": "the line ends where a value was expected"}),
        json!({"line": 6, "error": "this line was not calculated: `wrong` on line 5 has an error"}),
        json!({"line": 6, "error": "this line was not calculated: `wrong` on line 5 has an error"}),
        json!({"line": 7, "name": "f", "error": "division by zero"}),
        json!({"line": 8, "error": "this line was not calculated: `f` on line 7 has an error"}),
        json!({"line": 9, "name": "v", "error": "`v` is defined by itself: v → w → v"}),
        json!({"line": 10, "name": "w", "error": "`w` was not calculated: `v` on line 9 has an error"}),
        json!({"line": 11, "error": "this line was not calculated: `v` on line 9 has an error"}),
        json!({"line": 12, "error": "`QSP` is not a unit"}),
        json!({"line": 12, "value": 7}),
        json!({"line": 13, "error": "this line was not calculated: `load` on line 1 has an error"}),
    ];
    assert_eq!(found, expected);
    // A remark on a line that prints nothing is an object of its own.
    let found = objects("Availability (Total) = 1 - (1 - 0.999)^2\n1", &["line", "name", "value", "hint"]);
    assert_eq!(found.len(), 2);
    assert_eq!(
        (&found[0]["line"], &found[0]["name"], found[0].get("value")),
        (&json!(1), &json!("Availability"), None)
    );
    assert!(found[0]["hint"].as_str().is_some_and(|hint| hint.contains("`Total` is not used")), "{found:?}");
    let found = objects("dau = 5 to 20M users\ndau * 2 KB/user", &["line", "name", "value", "hint"]);
    assert_eq!((found.len(), &found[0]["name"], &found[0]["value"]), (2, &json!("dau"), &json!(10_000_000)));
    assert_eq!(found[1], json!({"line": 2, "value": 20_000_000_000_u64}));
}

/// Settings, the same in every command: the command, its settings, and a part of what is printed.
const SETTINGS: &[(&str, &str)] = &[
    ("run pastebin --set 'content = 2 KB/paste; writes_per_month = 50M pastes/month'", "50M pastes/month"),
    ("run pastebin --set 'content = 2 KB/paste' --set 'writes_per_month = 50M pastes/month'", "2 KB/paste"),
    (
        "run twitter --set 'month = 30 days; bytes = binary; fanout = 75 deliveries/tweet'",
        "KB = 1024 B, day = 86,400 s, month = 30 days",
    ),
    (
        "compare pastebin --set 'content = 2 KB/paste; month = 30 days # longer'",
        "A: content = 2 KB/paste; month = 30 days",
    ),
    (
        "explain pastebin write_rps --set 'content = 2 KB/paste; writes_per_month = 50M pastes/month'",
        "50M pastes/month",
    ),
    ("by-hand pastebin write_rps --set 'content = 2 KB/paste; writes_per_month = 50M pastes/month'", "20 QPS"),
    (
        "solve pastebin writes_per_month --such-that 'content_3y <= 1 TB # a disk' --set 'content = 2 KB/paste; month = 30 days'",
        "`content_3y <= 1 TB` holds",
    ),
    ("solve pastebin writes_per_month --such-that 'one disk: content_3y <= 1 TB'", "27.7"),
    (
        "sweep pastebin writes_per_month 1M..2M --steps 2 --show 'Load: write_rps * 1,000; write_rps' --set 'content = 2 KB/paste; month = 30 days'",
        "Load",
    ),
    (
        "growth pastebin 'writes_per_month = 50%/year' --years 2 --show write_rps --until 'full: content_3y > 1 TB' --set 'content = 2 KB/paste; month = 30 days'",
        "`full` first holds after 10 months",
    ),
    ("run pastebin --detail 'Load: write_rps * 2 # twice'", "Load = 8 QPS"),
    ("by-hand 'dau = 5M users; dau * 2 KB/user -> GB'", "10 GB by hand"),
];

#[test]
fn settings_and_options_take_what_a_line_takes() {
    for &(typed, expected) in SETTINGS {
        let words = shell(typed);
        let Run { code, out, err } = run(&words.iter().map(String::as_str).collect::<Vec<_>>());
        assert_eq!(code, Some(0), "napkin {typed}: {err}");
        let plain = out.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(plain.contains(expected), "napkin {typed} prints {out}");
    }
}

/// Settings that are wrong, and the one error that is printed.
const WRONG_SETTINGS: &[(&str, &str)] = &[
    ("active_users = 1/0", "error: division by zero"),
    ("fanout = 2; active_users = 1 GB", "error: `fanout` is deliveries/tweet, not a pure number"),
    ("fanout", "error: `--set` takes a definition"),
    ("; # nothing", "error: `--set` takes a definition"),
    ("month = 5 GB", "error: `month` is a length of time"),
    ("bytes = 3", "error: `bytes` is "),
    ("fanuot = 3", "error: nothing is called `fanuot` here"),
];

#[test]
fn wrong_settings() {
    for &(setting, message) in WRONG_SETTINGS {
        for command in ["run", "compare"] {
            let Run { code, out, err } = run(&[command, "twitter", "--set", setting]);
            assert_eq!((code, out.as_str()), (Some(1), ""), "{setting}");
            assert!(err.starts_with(message), "{setting} says {err}");
            let errors = 1 + setting.matches("; active_users").count();
            assert_eq!(err.matches("error: ").count(), errors, "{setting} says {err}");
        }
    }
    let condition = ["solve", "pastebin", "writes_per_month", "--such-that", "content_3y <= 1 TB; 3"];
    let Run { code, err, .. } = run(&condition);
    assert!(code == Some(1) && err.starts_with("error: `--such-that` takes one expression"), "{err}");
}

//! Models side by side: `napkin compare`, and `:mark`, `:diff` and `:compare` in a session.

mod support;

use std::fmt::Write;

use napkin::analysis::compare::{Comparison, Difference, Side, compare};
use napkin::diagnostic::Sources;
use napkin::engine::{Options, Sampling};
use napkin::model::{Answers, Model};
use napkin::render::terminal;
use napkin::repl::Session;
use napkin::report::compare::document;
use support::{Folder, Run, model, program, run};

/// What differs between two models, as the table has it: each row with its cells.
fn differences(before: &str, after: &str) -> String {
    let [before, after] = [before, after].map(solved);
    let comparison = compare(side("before", &before), vec![side("after", &after)]);
    terminal::text(&document(&comparison, 4), 100)
}

fn solved(text: &str) -> (Model, Answers) {
    let (model, problems) = model(&text.replace("; ", "\n"));
    assert!(problems.is_empty(), "{text}: {problems:?}");
    let answers = model.answers(&Options::default());
    (model, answers)
}

fn side<'a>(name: &'a str, (model, answers): &'a (Model, Answers)) -> Side<'a> {
    Side { name, settings: &[], model, answers: &answers.answers }
}

#[test]
fn ratios() {
    for (before, after, expected) in [
        ("x = 2 GB", "x = 3 GB", "x 2 GB 3 GB x1.5"),
        ("x = 2 GB", "x = 1 GB", "x 2 GB 1 GB x0.5"),
        ("x = 2 GB", "x = 2.001 GB", "x 2 GB 2.001 GB x1.0005"),
        ("x = 2 GB", "x = 2000 MB", ""),
        ("x = 0.3 GB", "x = 0.1 GB + 0.2 GB", ""),
        ("x = 0 GB", "x = 3 GB", "x 0 GB 3 GB +"),
        ("x = 3 GB", "x = 0 GB", "x 3 GB 0 GB x0"),
        ("x = 3 GB", "x = -6 GB", "x 3 GB -6 GB x-2"),
        ("x = 1", "x = 12345", "x 1 12,345 x12,000"),
        ("x = 1 > 2", "x = 2 > 1", "x false true turned"),
        ("x = 1 > 2", "x = 2", "x false 2 not comparable"),
        ("x = 1 GB", "x = 2 GB/s", "x 1 GB 2 GB/s not comparable"),
        ("x = 1 read", "x = 2 requests", "x 1 read 2 requests x2"),
        // Nouns have numbers of their own in each model.
        ("noun paste; noun gist; x = 1 gist", "noun gist; x = 4 gists", "x 1 gist 4 gists x4"),
        ("noun paste; x = 1 paste", "noun gist; x = 4 gists", "x 1 paste 4 gists not comparable"),
        // An uncertain one goes by its median.
        ("x = 10 to 1000", "x = 200", "x 100 200 x2"),
    ] {
        let shown = differences(before, after);
        let row = shown.lines().find(|line| line.starts_with("x ")).unwrap_or_default();
        let row = row.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(row == expected, "{before} | {after}:\n{shown}");
    }
}

#[test]
fn the_largest_difference_comes_first() {
    let before = solved("a = 1; n = 10; c = 0; d = 2; e = 4; f = 1 GB; only_before = 1");
    let after = solved("a = 2; n = 1; c = 5; d = 2; e = 6; f = 1 s; only_after = 1");
    let Comparison { rows, unchanged, only, .. } = compare(side("before", &before), vec![side("after", &after)]);
    let names: Vec<&str> = rows.iter().map(|row| row.name.as_str()).collect();
    assert_eq!(names, ["c", "n", "a", "e", "f"]);
    assert_eq!(unchanged, 1);
    assert_eq!(only, [["only_before"], ["only_after"]]);
    assert_eq!(rows[1].cells[0].difference, Difference::Ratio(0.1));
}

/// Every ratio is that of two runs of the preset, each by itself.
#[test]
fn ratios_are_those_of_two_runs() {
    let object = |arguments: &[&str]| -> serde_json::Value {
        let Run { code, out, err } = run(arguments);
        assert_eq!((code, err.as_str()), (Some(0), ""));
        serde_json::from_str(&out).expect("it is one object")
    };
    let setting = "fanout = 75 deliveries/tweet";
    let values = |arguments: &[&str]| -> std::collections::HashMap<String, f64> {
        let object = object(arguments);
        let listed = ["assumptions", "estimates"].into_iter().flat_map(|part| object[part].as_array().expect("a list"));
        let named = listed.map(|one| {
            let name = one["name"].as_str().expect("it has a name");
            (name.to_owned(), one["value"].as_f64().expect("it is a number"))
        });
        named.collect()
    };
    let before = values(&["run", "twitter", "--json"]);
    let after = values(&["run", "twitter", "--json", "--set", setting]);
    let compared = object(&["compare", "twitter", "--json", "--set", setting]);
    let rows = compared["rows"].as_array().expect("rows");
    for row in rows {
        let name = row["name"].as_str().expect("it has a name");
        let ratio = row["variants"][0]["ratio"].as_f64().expect("it is comparable");
        assert!((ratio / (after[name] / before[name]) - 1.0).abs() < 1e-12, "{name}: {ratio}");
    }
    let changed = before.iter().filter(|(name, value)| (after[*name] / **value - 1.0).abs() > 1e-9).count();
    assert_eq!(rows.len(), changed);
    assert_eq!(compared["unchanged"].as_u64(), Some((before.len() - changed) as u64));
}

#[test]
fn variants_of_a_preset() {
    let variants = ["active_users = 200M users", "fanout = 75 deliveries/tweet; media = 20 KB/tweet"];
    let mut command = program(&["compare", "twitter", "--set", variants[0], "--set", variants[1]]);
    let Run { code, out, err } = command.env("COLUMNS", "120").output().expect("the program starts").into();
    assert_eq!((code, err.as_str()), (Some(0), ""));
    insta::assert_snapshot!("variants", out);
}

#[test]
fn two_presets() {
    let Run { code, out, err } = run(&["compare", "tinyurl", "pastebin"]);
    assert_eq!((code, err.as_str()), (Some(0), ""));
    insta::assert_snapshot!("two-presets", out);
    // A preset and itself.
    let Run { out, .. } = run(&["compare", "twitter", "twitter"]);
    assert!(out.starts_with("Nothing differs: 64 results are the same in both."), "{out}");
}

#[test]
fn presets_of_ones_own() {
    let folder = Folder::new("compare");
    let one = folder.write("one.toml", "title = \"One\"\n[assumptions]\ndau = \"1M users\"\nsize = \"1 KB\"\n");
    let two = folder.write("two.toml", "title = \"Two\"\n[assumptions]\ndau = \"3M users\"\nsize = \"1 ms\"\n");
    let Run { code, out, .. } = run(&["compare", &one, &two, "--json"]);
    assert_eq!(code, Some(0));
    let object: serde_json::Value = serde_json::from_str(&out).expect("it is one object");
    let rows = &object["rows"];
    assert_eq!((rows[0]["name"].as_str(), rows[0]["variants"][0]["ratio"].as_f64()), (Some("dau"), Some(3.0)));
    let size = &rows[1]["variants"][0];
    assert_eq!((size["comparable"].as_bool(), size["ratio"].as_f64()), (Some(false), None));
}

#[test]
fn wrong_comparisons() {
    let mut said = String::new();
    for (code, arguments) in [
        (2, vec!["compare", "twitter"]),
        (2, vec!["compare", "twittre", "twitter"]),
        (2, vec!["compare", "twitter", "twittre"]),
        (1, vec!["compare", "twitter", "--set", "fanuot = 3"]),
        (1, vec!["compare", "twitter", "--set", "fanout = 3 GB"]),
        (1, vec!["compare", "twitter", "--set", ";"]),
        (1, vec!["compare", "twitter", "--set", "fanout"]),
    ] {
        let run = run(&arguments);
        assert_eq!((run.code, run.out.as_str()), (Some(code), ""), "{arguments:?}");
        let _ = write!(said, "$ napkin {}\n{}\n", arguments.join(" "), run.err);
    }
    insta::assert_snapshot!("wrong", said);
    assert_eq!(run(&["compare", "twitter", "tinyurl", "--set", "fanout = 3"]).code, Some(2));
    let many: Vec<&str> = std::iter::repeat_n(["--set", "fanout = 9 deliveries/tweet"], 27).flatten().collect();
    let Run { code, err, .. } = run(&[vec!["compare", "twitter"], many].concat());
    assert_eq!(code, Some(2));
    assert!(err.starts_with("error: at most 26 variants"), "{err}");
}

/// What a session says to each line.
fn talk(lines: &str) -> String {
    let (mut session, mut sources) = (Session::new(Sampling::default()), Sources::default());
    let mut said = String::new();
    for line in lines.lines().map(str::trim) {
        let reply = session.enter(line, &mut sources);
        let _ = write!(said, "> {line}\n{}", anstream::adapter::strip_str(&reply.text(80)));
        for problem in &reply.problems {
            let _ = write!(said, "error: {}\nhelp: {}\n", problem.message, problem.help_text().replace('\n', "; "));
        }
    }
    said
}

#[test]
fn a_mark_and_what_differs_from_it() {
    insta::assert_snapshot!(
        "mark",
        talk(
            ":diff
             dau = 150M users
             writes = dau * 2 tweets/user/day
             peak(x) = x * 2
             gone = 3
             :mark
             :diff
             dau = 50M users
             writes = dau * 3 tweets/user/day
             peak(x) = x * 3
             :delete gone
             waits = nowhere * 2
             :diff
             :undo
             :undo
             :undo
             :undo
             :undo
             :diff"
        )
    );
}

#[test]
fn a_mark_survives_a_load() {
    let said = talk(":load twitter\n:mark\n:load twitter\nfanout = 75 deliveries/tweet\n:reset\n:undo\n:diff");
    let (_, diff) = said.split_once("> :diff\n").expect("it was asked");
    insta::assert_snapshot!("mark-and-load", diff);
    let said = talk("copies = 2\ndau = 1M users\n:mark\n:load twitter\n:diff");
    let (_, diff) = said.split_once("> :diff\n").expect("it was asked");
    insta::assert_snapshot!("another-model", diff);
}

#[test]
fn a_session_beside_a_preset() {
    insta::assert_snapshot!(
        "session-beside-a-preset",
        talk("retention = 60 months\npeak_factor = 1 GB\n:compare pastebin\n:compare pastebni\n:compare")
    );
}

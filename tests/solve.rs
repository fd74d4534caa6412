//! What an assumption may be for a condition to hold, and checks that guard an estimate.

mod support;

use napkin::diagnostic::Sources;
use napkin::engine::Sampling;
use napkin::repl::Session;
use support::{Folder, Run, run};

/// `:solve` in a session of the given lines: the first line of its answer, or its error.
fn solved(lines: &str, question: &str) -> String {
    let (mut session, mut sources) = (Session::new(Sampling::default()), Sources::default());
    let reply = session.enter(&lines.replace("; ", "\n"), &mut sources);
    assert!(!reply.failed(), "{lines}: {:?}", reply.problems);
    let reply = session.enter(&format!(":solve {question}"), &mut sources);
    let problem = reply.problems.first().map(|problem| format!("error: {}", problem.message));
    problem.unwrap_or_else(|| reply.text(100).lines().next().unwrap_or("").to_owned())
}

#[test]
fn edges() {
    let model = "dau = 10M users; size = 20%; load = dau * 2 KB/user; servers = ceil(dau / (3M users/server)); far = 0; v = abs(dau - 30M users)";
    for (question, answer) in [
        ("dau such that load <= 100 GB", "dau may be 50M users at most"),
        ("dau such that load < 100 GB", "dau may be 49.99M users at most"),
        ("dau such that load >= 100 GB", "dau must be 50M users at least"),
        // Steps are found as they are, and what is printed holds.
        ("dau such that servers <= 100 servers", "dau may be 300M users at most"),
        ("dau such that servers > 100 servers", "dau must be 300.1M users at least"),
        ("dau such that servers == 4 servers", "dau must be from 9.001M users to 12M users"),
        ("dau such that load <= 100 GB and servers >= 10 servers", "dau must be from 27.01M users to 50M users"),
        (
            "dau such that v >= 10M users",
            "dau has several stretches, as the result does not go one way only: may be 20M users at most; must be 40M users at least",
        ),
        ("dau such that v <= 10M users", "dau must be from 20M users to 40M users"),
        ("dau such that load == 1 TB", "dau must be 500M users"),
        (
            "dau such that load == 1 TB or load == 3 TB",
            "dau has several stretches, as the result does not go one way only: must be 500M users; must be 1.5bn users",
        ),
        ("dau such that load > 2 TB and (v == 1bn users or load == 1 TB)", "dau must be 1.03bn users"),
        (
            "dau such that servers < 1 servers",
            "no dau from 0.01 users to 1e16 users makes `servers < 1 servers` true: 60 values of each power of ten were tried, and more where it came near",
        ),
        ("dau such that load > 0", "dau may be anything from 0.01 users to 1e16 users: there is no limit"),
        ("dau such that size < 30%", "`size < 30%` has nothing to do with `dau`"),
        // A share is not looked for beyond 100%.
        ("size such that size * dau < 5M users", "size may be 49.99% at most"),
        ("size such that size * dau <= 50M users", "size may be anything from 2e-8% to 100%: there is no limit"),
        ("far such that far + 3 <= 8", "far may be 5 at most"),
        (
            "dau such that mmc_wait(dau * 1 request/user/day, 100 requests/s, 2 servers) < 10 ms",
            "dau may be 12.21M users at most",
        ),
        ("daus such that load < 1 GB", "error: nothing is called `daus` here"),
        ("load such that load < 1 GB", "error: `load` is calculated from others"),
        ("dau such that load < 1 s", "error: cannot compare information with time"),
        ("dau such that load", "error: a condition is wanted here"),
        ("dau", "error: `:solve` wants an assumption and a condition"),
    ] {
        assert_eq!(solved(model, question), answer, "{question}");
    }
}

/// Windows that no value of a grid falls into, roots of equations, limits from 0, and answers near 100%.
#[test]
fn narrow_answers() {
    for (model, question, answer) in [
        ("a = 99%", "a such that allowed_downtime(a) <= 5 minutes", "a must be 99.99905% at least"),
        ("disk = 0 B", "disk such that 2 * disk <= 5 TB", "disk may be 2.5 TB at most"),
        ("x = 3", "x such that x > 5 and x < 5.1", "x must be from 5.001 to 5.099"),
        ("x = 3", "x such that x^2 == 20", "x must be 4.472"),
        ("x = 3", "x such that abs(x - 12.3456) < 0.00015", "x must be from 12.3455 to 12.3457"),
        // Where only whole numbers have a result, those are tried.
        ("x = 9 servers", "x such that erlang_c(7.3, x) <= 1%", "x must be 15 servers at least"),
        ("x = 3; y = (x - 7)^2", "x such that y <= 0.0001", "x must be from 6.99 to 7.01"),
        ("x = 3", "x such that abs(x - 700) > 0.01", "may be 699.9 at most; must be 700.1 at least"),
        ("t = 1 year; storage = t * (73 TB/year)", "t such that storage == 1 PB", "t must be 13.7 years"),
    ] {
        let found = solved(model, question);
        assert!(found == answer || found.contains(answer), "{question}: {found}, not {answer}");
    }
    let model = "dau = 10M users; load = dau * (1 to 4 KB/user)";
    for (low, high) in [(30, 50), (49, 51)] {
        let question = format!("dau such that p(load <= 40 GB) > {low}% and p(load <= 40 GB) < {high}%");
        let found = solved(model, &question);
        assert!(found.starts_with("dau must be from "), "{question}: {found}");
    }
}

#[test]
fn without_an_answer() {
    let question = ["solve", "pastebin", "writes_per_month", "--such-that", "content_3y < 0 B"];
    let Run { code, out, err } = run(&question);
    assert_eq!((code, out.as_str()), (Some(1), ""));
    assert!(
        err.starts_with("error: no writes_per_month from ") && err.contains("60 values of each power of ten"),
        "{err}"
    );
    let Run { code, out, .. } = run(&[&question[..], &["--json"]].concat());
    let object: serde_json::Value = serde_json::from_str(&out).expect("a line is an object");
    assert_eq!((code, object["stretches"].as_array().map(Vec::len)), (Some(1), Some(0)));
    assert!(object["error"].as_str().is_some_and(|error| error.starts_with("no writes_per_month")), "{out}");
}

/// What decides a unit cannot vary: the plan was made for it.
#[test]
fn an_exponent_of_a_unit_stays() {
    let answer = solved("n = 1; x = (4 GB)^n", "n such that x < 5 GB");
    assert_eq!(answer, "error: the exponent of something with a unit must be a plain number");
    assert_eq!(solved("n = 1; x = 4^n", "n such that x <= 16"), "n may be 2 at most");
}

/// The edge of a wait is where the formula says: C / (2 m - a) is 10 ms for 141.42… requests a second.
#[test]
fn an_edge_solves_the_equation() {
    let rate = (1.0 - 0.5_f64).sqrt() * 200.0;
    // For two servers the wait is a^2 / (m (4 m^2 - a^2)).
    let wait = rate * rate / (100.0 * (4.0 * 100.0 * 100.0 - rate * rate));
    assert!((wait - 0.01).abs() < 1e-12, "{wait}");
    let answer = solved("a = 1 request/s", "a such that mmc_wait(a, 100 requests/s, 2 servers) <= 10 ms");
    assert_eq!(answer, format!("a may be {:.1} requests/s at most", rate - 0.05));
}

#[test]
fn with_ranges() {
    let model = "dau = 5M to 20M users; load = dau * (1 to 4 KB/user)";
    assert_eq!(solved(model, "dau such that load <= 100 GB"), "dau may be 50M users at most");
    let model = "dau = 10M users; load = dau * (1 to 4 KB/user)";
    // The load stays below in 95% of cases if its high end, 4 KB a user, does.
    let answer = solved(model, "dau such that p(load <= 100 GB) >= 95%");
    assert!(answer.starts_with("dau may be 2") && answer.ends_with("M users at most"), "{answer}");
    let edge: f64 =
        answer["dau may be ".len()..].split('M').next().and_then(|edge| edge.parse().ok()).expect("a number");
    assert!((edge - 25.0).abs() < 0.1, "{answer}");
}

#[test]
fn presets() {
    let Run { code, out, err } = run(&["solve", "pastebin", "writes_per_month", "--such-that", "content_3y <= 1 TB"]);
    assert_eq!((code, err.as_str()), (Some(0), ""));
    assert_eq!(
        out,
        "writes_per_month may be 27.77M pastes/month at most\n\
         now it is 10M pastes/month, and `content_3y <= 1 TB` holds; the limit is 2.78 times as much\n"
    );
    let Run { out, .. } =
        run(&["solve", "pastebin", "writes_per_month", "--such-that", "content_3y <= 1 TB", "--json"]);
    let object: serde_json::Value = serde_json::from_str(&out).expect("a line is an object");
    assert_eq!((object["holds"].as_bool(), object["stretches"][0]["from"].as_f64()), (Some(true), None));
    let set = ["--set", "content = 2 KB/paste"];
    let Run { out, .. } =
        run(&[&["solve", "pastebin", "writes_per_month", "--such-that", "content_3y <= 1 TB"][..], &set].concat());
    assert!(out.starts_with("writes_per_month may be 13.88M pastes/month at most\n"), "{out}");
    for (arguments, code, message) in [
        (["solve", "pastebim", "content", "--such-that", "content_3y > 1 TB"], 2, "did you mean `pastebin`?"),
        (["solve", "pastebin", "contents", "--such-that", "content_3y > 1 TB"], 1, "did you mean `content`?"),
        (["solve", "pastebin", "content", "--such-that", "content_3 > 1 TB"], 1, "did you mean `content_3y`?"),
        (
            ["solve", "pastebin", "content", "--such-that", "content_3y > 1 s"],
            1,
            "cannot compare information with time",
        ),
    ] {
        let found = run(&arguments);
        assert_eq!((found.code, found.out.as_str()), (Some(code), ""), "{arguments:?}");
        assert!(found.err.contains(message), "{arguments:?}: {}", found.err);
    }
}

const DESIGN: &str = r#"title = "Design"
checks = [
    { condition = "storage < 5 TB", why = "one machine holds it" },
    { condition = "storage > 1 GB and users > 1 user", why = "it is worth the trouble" },
]
[assumptions]
users = { value = "1M users", range = "0.5M to 4M users" }
[estimates]
storage = "users * 2 MB/user -> TB"
"#;

#[test]
fn a_design_is_guarded_by_its_checks() {
    let folder = Folder::new("checks");
    let path = format!("{}/design.toml", folder.path());
    std::fs::write(&path, DESIGN).expect("the folder is ours");
    let Run { code, out, err } = run(&["run", &path, "--check"]);
    assert_eq!((code, err.as_str()), (Some(0), ""));
    insta::assert_snapshot!("checks-hold", out);
    let Run { code, out, .. } = run(&["run", &path, "--check", "--set", "users = 3M users"]);
    assert_eq!(code, Some(1));
    insta::assert_snapshot!("checks-fail", out);
    // Without the option a failed check is shown and no failure of the program.
    let Run { code, out, .. } = run(&["run", &path, "--set", "users = 3M users"]);
    assert!(code == Some(0) && out.contains("FAILS   17% short"), "{out}");
    let Run { code, out, .. } = run(&["run", &path, "--check", "--json", "--set", "users = 3M users"]);
    assert_eq!(code, Some(1));
    let object: serde_json::Value = serde_json::from_str(&out).expect("a line is an object");
    let margin = object["checks"][0]["margin"].as_f64().expect("a comparison has a margin");
    assert!((margin - 5.0 / 6.0).abs() < 1e-12, "{margin}");
    std::fs::write(&path, "title = \"None\"\n").expect("the folder is ours");
    let Run { code, err, .. } = run(&["run", &path, "--check"]);
    assert!(code == Some(1) && err.contains("this preset has no checks"), "{err}");
}

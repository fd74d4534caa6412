//! What a bug of napkin does: a report outside a session, a line that is taken back in one. The bugs are made by names
//! that panic, which only the feature `test-panic` has: `cargo test --features test-panic --test panics`.

mod support;

use napkin::diagnostic::Sources;
use napkin::engine::Sampling;
use napkin::repl::Session;
use support::{Run, feed};

const VERSION: &str = env!("CARGO_PKG_VERSION");

#[test]
fn outside_a_session_it_is_reported() {
    for (line, what) in [
        ("panic_here + 1", "a test asked for this"),
        ("(1 to 2) * panic_in_a_thread", "a test asked for this in a thread"),
    ] {
        let Run { code, out, err } = feed(&[line], b"");
        assert_eq!((code, out.as_str()), (Some(101), ""), "{line}");
        assert!(err.starts_with(&format!("error: this is a bug in napkin: {what} (bug.rs:")), "{line}: {err}");
        assert!(err.contains(&format!("please report it: napkin {VERSION} on ")), "{line}: {err}");
        assert!(err.contains(&format!("what was entered: `{line}`")), "{line}: {err}");
        assert!(!err.contains("panicked"), "{line}: {err}");
    }
    let Run { code, err, .. } = feed(&["eval", "-"], b"1 + 1\npanic_here");
    assert_eq!(code, Some(101));
    assert!(err.contains("what was entered: `eval -`"), "{err}");
}

#[test]
fn in_a_session_the_line_is_taken_back() {
    for bug in ["panic_here", "panic_in_a_thread"] {
        let lines = format!(
            "a = 2 users\nwrong = a + 1 s\np = a * 3\na\nc = _ * 5\nd = {bug} + a\na = {bug}\n:vars\np = 7\np + 1\n:undo\np\n"
        );
        let Run { code, out, err } = feed(&["repl"], lines.as_bytes());
        assert_eq!(code, Some(1), "{bug}: {err}");
        assert_eq!(err.matches("this is a bug in napkin").count(), 2, "{bug}: {err}");
        assert!(err.contains("the session goes on; the line was taken back"), "{bug}: {err}");
        assert!(err.contains(&format!("`d = {bug} + a`")), "{bug}: {err}");
        assert!(out.contains("c = 10 users"), "{bug}: {out}");
        assert!(out.ends_with("\n8\np = 6 users   (was 7)\n6 users\n"), "{bug}: {out}");
    }
}

/// After any line that breaks off, the session answers as one that never heard of it.
#[test]
fn a_session_is_as_if_the_line_had_not_been() {
    let lines = [
        "a = 2 users",
        "noun paste",
        "p = a * late",
        "month = 30 days",
        "unit page = 4 KiB",
        "f(x) = x * 2",
        "late = 1 to 3",
        "c = f(p)",
        "c",
        "d = _ + a",
        "late = 4",
        ":set digits 3",
        "e = 1 page",
        ":undo",
        ":delete e",
        "corr(a, p) = 0.5",
    ];
    let answers = |session: &mut Session, sources: &mut Sources| {
        session.enter(":vars\np\nc\nd\n1 month -> days", sources).text(100)
    };
    for place in 0..=lines.len() {
        let (mut with, mut without) = (session(), session());
        for (index, line) in lines.iter().enumerate() {
            if index == place {
                for bug in ["a = panic_here", "late = panic_in_a_thread + a", "panic_here"] {
                    let _ = with.0.enter(bug, &mut with.1);
                }
            }
            let with = with.0.enter(line, &mut with.1);
            let without = without.0.enter(line, &mut without.1);
            assert_eq!(
                (with.text(100), with.problems.len()),
                (without.text(100), without.problems.len()),
                "{line} after {place}"
            );
        }
        assert_eq!(
            answers(&mut with.0, &mut with.1),
            answers(&mut without.0, &mut without.1),
            "bugs before line {place}"
        );
    }
}

fn session() -> (Session, Sources) {
    (Session::new(Sampling::default()), Sources::default())
}

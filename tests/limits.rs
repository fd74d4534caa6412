//! Every bound of [`napkin::limits`]: what is as large as may be is taken, and one more is answered with its message.

mod support;

use std::fmt::Write;

use napkin::engine::Options;
use napkin::limits::{self, ALL, Limit};
use napkin::model::Model;
use napkin::syntax::tree::Statement;
use napkin::syntax::{Origin, parse, parse_expression};
use support::{Folder, Run, feed};

/// The entry of the table for a constant.
fn entry(name: &str) -> Limit {
    *ALL.iter().find(|limit| limit.name == name).unwrap_or_else(|| panic!("{name} is no limit"))
}

/// Each limit has a test by its name, here or beside what keeps it.
#[test]
fn every_limit_has_a_test() {
    let tests = [include_str!("limits.rs"), include_str!("../src/workspace/undo.rs")].concat();
    for limit in ALL {
        assert!(tests.contains(&format!("{:?}", limit.name)), "{}", limit.name);
    }
}

/// Whether a text has the parts of a message around `…`, in their order.
fn says(text: &str, message: &str) -> bool {
    let mut rest = Some(text);
    message.split('…').all(|part| {
        rest = rest.and_then(|rest| rest.split_once(part)).map(|found| found.1);
        rest.is_some()
    })
}

/// Feeds `input(most)` and `input(most + 1)` to the program: the first says nothing of the bound, the second its message.
#[track_caller]
fn holds(name: &str, arguments: &[&str], input: impl Fn(usize) -> String) {
    let limit = entry(name);
    let Run { err, .. } = feed(arguments, input(limit.most).as_bytes());
    assert!(!says(&err, limit.message), "{name} at the limit: {err:.300}");
    let Run { code, err, .. } = feed(arguments, input(limit.most + 1).as_bytes());
    assert_eq!(code, Some(1), "{name} past the limit: {err:.300}");
    assert!(says(&err, limit.message), "{name} past the limit: {err:.300}");
}

const EVAL: &[&str] = &["eval", "-"];

#[test]
fn texts() {
    holds("TEXT", EVAL, |most| {
        let mut text = "1 + 1\n".repeat(10);
        // Comments, so that the limit of lines is not reached first.
        while text.len() + 100 < most {
            let _ = writeln!(text, "#{}", "x".repeat((most - text.len() - 50).min(500_000)));
        }
        let left = most - text.len();
        text + "#" + &"x".repeat(left - 1)
    });
    holds("LINES", EVAL, |most| "\n".repeat(most - 1) + "1");
    holds("LINE", EVAL, |most| format!("1{}+ 1", " ".repeat(most - 4)));
    holds("NAME", EVAL, |most| format!("{} = 1", "n".repeat(most)));
    // 255 bytes, and 257: a letter has two.
    holds("NAME", EVAL, |most| format!("a{} = 1", "é".repeat(most.div_ceil(2) - 1 + usize::from(most > limits::NAME))));
    holds("PROBLEMS", EVAL, |most| {
        (0..most).fold(String::new(), |text, number| text + &format!("v{number} = w{number}\n"))
    });
}

#[test]
fn nesting() {
    let nested =
        |open: &'static str, close: &'static str| move |most: usize| open.repeat(most) + "1" + &close.repeat(most);
    holds("NESTING", EVAL, nested("(", ")"));
    holds("NESTING", EVAL, nested("1^", ""));
    holds("NESTING", EVAL, nested("-", ""));
    holds("NESTING", EVAL, nested("if true then 1 else ", ""));
    holds("NESTING", EVAL, |most| {
        let mut text = "f0(x) = x\n".to_owned();
        for number in 1..most {
            let _ = writeln!(text, "f{number}(x) = f{}(x)", number - 1);
        }
        format!("{text}f{}(1)", most - 1)
    });
}

#[test]
fn models() {
    holds("NOUNS", EVAL, |most| (0..most).fold(String::new(), |text, number| text + &format!("noun zork{number}\n")));
    holds("UNITS", EVAL, |most| {
        (0..most).fold(String::new(), |text, number| text + &format!("unit zork{number} = 2 s\n"))
    });
    holds("EXPONENT", EVAL, |most| format!("1 s^{most}"));
}

/// As many equations as may be take their time to calculate; that there is room for one more is known before.
#[test]
fn equations() {
    let limit = entry("EQUATIONS");
    let mut model = Model::default();
    let body = parse_expression("1", Origin::default()).expect("a number is an expression");
    let line = || Statement::Expression(body.clone());
    for count in 0..limit.most {
        assert!(model.add(line(), None).is_ok(), "{count}");
    }
    let refused = [
        model.add(line(), None).map(drop),
        model.add(parse("x = 1", Origin::default()).expect("a definition"), None).map(drop),
        model.check_room(body.span()),
    ];
    for refused in refused {
        assert!(refused.is_err_and(|problem| says(&problem.message, limit.message)));
    }
}

#[test]
fn nodes() {
    let limit = entry("NODES");
    let mut model = Model::default();
    let body = parse_expression("1 + 2 + 3 + 4 + 5 + 6 + 7 + 8 + 9 + 10", Origin::default()).expect("a sum");
    let line = || Statement::Expression(body.clone());
    for count in 0..limit.most.div_ceil(body.nodes().len()) {
        assert!(!model.is_full() && model.add(line(), None).is_ok(), "{count}");
    }
    assert!(model.is_full());
    assert!(model.add(line(), None).is_err_and(|problem| says(&problem.message, limit.message)));
}

/// A call of `f0` takes one operation, and one of each function after it twice as many and one.
#[test]
fn operations() {
    let limit = entry("OPERATIONS");
    let mut text = "f0(x) = x + x\n".to_owned();
    for number in 1..18 {
        let _ = writeln!(text, "f{number}(x) = f{0}(x) + f{0}(x)", number - 1);
    }
    let most = (1 << 18) - 1;
    let model = |calls: usize, others: usize| {
        let mut model = Model::default();
        let lines = text.lines().map(str::to_owned);
        let lines = lines.chain((0..calls).map(|_| "f17(y)".to_owned())).chain(["y = 1".to_owned()]);
        for line in lines.chain((0..others).map(|number| format!("z{number} = y + 1"))) {
            model.add(parse(&line, Origin::default()).expect("a line"), None).expect("a statement");
        }
        let said = model.points(&Options::default()).diagnostics;
        said.iter().any(|problem| says(&problem.message, limit.message))
    };
    assert!(!model(limit.most / most, 0));
    assert!(model(limit.most / most + 1, 0));
}

#[test]
fn presets() {
    let folder = Folder::new("limits");
    let run = |text: &str| {
        let path = format!("{}/large.toml", folder.path());
        std::fs::write(&path, text).expect("the file is written");
        feed(&["run", &path], b"")
    };
    for (name, head, part) in [
        ("TABLES", "title = 'a'\n", "[[tables]]\n"),
        ("CHECKS", "title = 'a'\nchecks = [\n", "'1 < 2',\n"),
        ("PRESET", "title = 'a'\n", "#"),
        ("PARTS", "title = 'a'#", ","),
    ] {
        let limit = entry(name);
        for more in [0, 1] {
            let of_head = match name {
                "PRESET" => head.len(),
                // The equals sign.
                "PARTS" => 1,
                _ => 0,
            };
            let count = limit.most - of_head + more;
            // A check of two sides has three equations.
            let parts = part.repeat(count);
            let end = if name == "CHECKS" { "]\n" } else { "" };
            let Run { code, err, .. } = run(&format!("{head}{parts}{end}"));
            assert_eq!(says(&err, limit.message), more == 1, "{name} and {more} more: {code:?} {err:.300}");
        }
    }
}

#[test]
fn sessions() {
    holds("SESSION", &["repl"], |most| "\n".repeat(most - 1) + "1\n");
    holds("SESSION_TEXT", &["repl"], |most| {
        let line = format!("#{}\n", "x".repeat(limits::LINE - 2));
        let lines = line.repeat(most / line.len());
        let left = most - lines.len();
        lines + &" ".repeat(left)
    });
}

/// What is no file, and what never ends.
#[cfg(unix)]
#[test]
fn what_is_no_file() {
    for arguments in [["run", "/dev/zero"], ["eval", "/dev/zero"], ["show", "/dev/zero"]] {
        let Run { code, err, .. } = feed(&arguments, b"");
        assert_eq!(code, Some(2), "{arguments:?}: {err}");
        assert!(err.starts_with("error: `/dev/zero` ") && err.contains("it is a device"), "{err}");
    }
}

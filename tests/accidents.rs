//! Accidents that once ended the program, or made it wait: text of letters of several bytes wherever it is refused, units
//! and lengths of time that a float cannot hold, definitions that wait for each other, files that are none.

mod support;

use std::fmt::Write;

use napkin::diagnostic::{Diagnostic, Sources};
use napkin::engine::Sampling;
use napkin::quantity::dimension::Exponent;
use napkin::quantity::display::{Formatter, Preference};
use napkin::quantity::unit::{UnitProduct, Units};
use napkin::render::characters::Characters;
use napkin::render::terminal::diagnostics::{Look, render};
use napkin::repl::Session;
use napkin::syntax::{Origin, parse};
use proptest::prelude::*;
use support::{Folder, Run, feed};

/// Renders a problem, and finds every span of it in the text.
fn is_sound(problem: &Diagnostic, sources: &Sources) {
    let labels = problem.primary.iter().chain(&problem.secondary);
    for label in labels {
        let text = &sources.get(label.span.source()).text;
        assert!(text.get(label.span.range()).is_some(), "{:?} of {text:?}", label.span);
    }
    for characters in [Characters::All, Characters::Ascii] {
        let _ = render(problem, sources, Look { colour: false, width: 80, characters });
    }
}

proptest! {
    /// Wherever a text is refused, the place is one of whole characters.
    #[test]
    fn spans_are_made_of_whole_characters(
        parts in prop::collection::vec(
            prop_oneof![
                "[é日🦀a-c]{0,3}", "[é日🦀]{80,300}", "[0-9]{1,4}", "[-+*/^=()#,;:'\"<>→×−²]", " ", "if|then|else|of|to|in|per|not",
                "\u{a0}|\u{301}|\u{ff15}|\u{3000}|\u{9b}|\u{202e}|\n|\t",
            ],
            1..30,
        )
    ) {
        let text = parts.concat();
        let mut sources = Sources::default();
        let source = sources.add(None, text.as_str());
        if let Err(problem) = parse(&text, Origin::new(source, 0)) {
            is_sound(&problem, &sources);
        }
        let mut session = Session::new(Sampling::default());
        for problem in session.enter(&text, &mut sources).problems {
            is_sound(&problem, &sources);
        }
    }

    /// Whatever a number is and whatever its unit is worth, it is written, and no longer than a line.
    #[test]
    fn numbers_are_written_at_any_scale(
        digits in -9.99_f64..9.99, power in -323_i32..308, year in -300_i32..300,
        terms in prop::collection::vec(
            (prop::sample::select(vec!["GB", "b", "s", "year", "month", "ns", "$", "user", "request", "kWh", "%"]), -99_i32..=99),
            0..4,
        ),
        place in 0..4_usize,
    ) {
        let value = digits * 10_f64.powi(power);
        let mut units = Units::default();
        units.conventions.day = 10_f64.powi(year);
        let terms = terms.into_iter().filter(|term| term.1 != 0);
        let terms: Vec<_> = terms.map(|(name, exponent)| (units.find(name).unwrap(), Exponent::integer(exponent as i16))).collect();
        let unit = UnitProduct::new(terms);
        let Ok(dimension) = unit.dimension() else { return Ok(()) };
        let unit = Some(std::sync::Arc::new(unit));
        let preference = match place {
            0 => Preference { asked: unit.clone(), ..Preference::default() },
            1 => Preference { written: unit.clone(), ..Preference::default() },
            2 => Preference { per_time: Some("year"), per_information: Some("GB"), percent: true, ..Preference::default() },
            _ => Preference::default(),
        };
        for digits in [1, 4, 15] {
            for exact in [false, true] {
                let mut formatter = Formatter::new(&units, exact);
                formatter.digits = digits;
                for formatter in [formatter.coarse(2), formatter] {
                    let shown = formatter.show(value, &dimension, &preference).to_string();
                    prop_assert!(!shown.contains("inf") && !shown.contains("NaN"), "{value:e} is {shown}");
                    prop_assert!(value == 0.0 || shown.contains(|digit: char| ('1'..='9').contains(&digit)), "{value:e}: {shown}");
                    let shown = formatter.in_unit(value, unit.as_ref().unwrap()).to_string();
                    prop_assert!(!shown.contains("inf") && !shown.contains("NaN"), "{value:e} is {shown}");
                }
            }
        }
    }
}

#[test]
fn letters_of_several_bytes() {
    for letter in ["é", "日", "🦀"] {
        let word = letter.repeat(1 + 255 / letter.len());
        let Run { code, err, .. } = feed(&[&word], b"");
        assert_eq!(code, Some(1), "{err}");
        let refused = format!("error: a word of {} bytes is too long", word.len());
        assert!(err.starts_with(&refused) || err.starts_with("error: unexpected `🦀`"), "{err}");
        let Run { code, out, .. } = feed(&["repl"], format!("a = 5\n{word}\na * 2\n").as_bytes());
        assert_eq!((code, out.lines().last()), (Some(1), Some("10")));
    }
}

#[test]
fn scales_that_a_float_does_not_hold() {
    let small = "error: the number is too small to calculate with";
    for (lines, first) in [
        ("a = 4299 users/day^80", small),
        ("1e-207 disks/MB^99 * $5", small),
        ("year = 1e-300 s\n1e9 s", "1bn s"),
        ("year = 1e-300 s\n1e9 s -> years", "1bn s"),
    ] {
        let Run { err, out, .. } = feed(&["eval", "-"], lines.as_bytes());
        let said = if first == small { err } else { out };
        assert_eq!(said.lines().next(), Some(first), "{lines}");
    }
}

/// A session in which definitions wait for each other, whatever their order, and close a circle at the end.
#[test]
fn definitions_that_wait() {
    const LONG: usize = 3_000;
    let mut sources = Sources::default();
    let mut session = Session::new(Sampling::default());
    for number in 0..LONG {
        let reply = session.enter(&format!("x{number} = x{} + 1", number + 1), &mut sources);
        assert!(reply.text(80).starts_with(&format!("`x{number}` waits for `x{}`", number + 1)), "{}", reply.text(80));
    }
    let circle = session.enter(&format!("x{LONG} = x0 + 1"), &mut sources);
    assert!(circle.failed() && circle.problems[0].message.contains("is defined by itself"), "{:?}", circle.problems);
    let waits = session.enter("x5 * 2", &mut sources);
    assert_eq!(waits.problems[0].message, format!("`x5` waits for `x{LONG}`"));
    session.enter(&format!("x{LONG} = 1"), &mut sources);
    assert_eq!(session.enter("x0 + 0", &mut sources).text(80), "3,001\n");

    // A word that had another meaning, here that of a unit, closes a circle as well.
    let mut session = Session::new(Sampling::default());
    session.enter("a = d + n", &mut sources);
    let circle = session.enter("d = a * 2", &mut sources);
    assert!(
        circle.failed() && circle.problems[0].message == "`d` is defined by itself: d → a → d",
        "{}",
        circle.text(80)
    );

    // So does a function, whether or not it can be called yet.
    let mut session = Session::new(Sampling::default());
    for line in ["f(x) = x + a", "a = n / 0"] {
        session.enter(line, &mut sources);
    }
    let circle = session.enter("n = f(late)", &mut sources);
    assert!(
        circle.failed() && circle.problems[0].message == "`n` is defined by itself: n → a → n",
        "{}",
        circle.text(80)
    );
    let reply = session.enter("m = g(late)", &mut sources);
    assert_eq!(reply.text(80), "`m` waits for `g` and `late`\n");

    let mut session = Session::new(Sampling::default());
    for line in ["aa = bb + late", "bb = cc + 1", "cc = dd + more", "dd = last_one", "ee = aa + bb"] {
        session.enter(line, &mut sources);
    }
    let reply = session.enter("ee", &mut sources);
    assert_eq!(reply.problems[0].message, "`ee` waits for `last_one` and `late` and `more`");
    for line in ["late = 1", "more = 10", "last_one = 100"] {
        session.enter(line, &mut sources);
    }
    assert_eq!(session.enter("ee", &mut sources).text(80), "223\n");
}

#[test]
fn long_words_and_chains() {
    let folder = Folder::new("accidents");
    let word = "w".repeat(500_000);
    let text = format!(
        "title = 'a'\n[assumptions]\nnumber = {{ value = '5 users', why = '{word}' }}\n[[tables]]\ntitle = 'b'\nnote = '{word}'\n\
         rows = [{{ label = '{word}', estimate = 'number', note = '{word}' }}]\n"
    );
    let Run { code, out, .. } = feed(&["run", &folder.write("long.toml", text)], b"");
    assert_eq!(code, Some(0));
    assert!(out.matches('w').count() >= 500_000);
    for (start, step) in [("1 to 2", "+ 1"), ("1 to 2", "* 1.0001"), ("(1 to 2) + 1", "* 1.0001")] {
        let mut chain = format!("x0 = {start}\n");
        for number in 1..20_000 {
            let _ = writeln!(chain, "x{number} = x{} {step}", number - 1);
        }
        let Run { code, .. } = feed(&["eval", "-"], format!("{chain}x19999 > 1").as_bytes());
        assert_eq!(code, Some(0), "{step}");
    }
}

/// A pipe in the folder of presets has nobody who writes into it.
#[cfg(unix)]
#[test]
fn a_pipe_among_presets() {
    let folder = Folder::new("pipe");
    let presets = format!("{}/config/napkin/presets", folder.path());
    std::fs::create_dir_all(&presets).expect("a folder can be made");
    let made = std::process::Command::new("mkfifo").arg(format!("{presets}/pipe.toml")).status();
    assert!(made.is_ok_and(|status| status.success()));
    for (arguments, expected) in
        [(["list", "--json"], 0), (["run", "pipe"], 2), (["show", "pipe"], 2), (["run", "nothing"], 2)]
    {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_napkin"));
        let command =
            command.args(arguments).env("HOME", folder.path()).env("XDG_CONFIG_HOME", folder.path() + "/config");
        let output = command.output().expect("the program starts");
        assert_eq!(output.status.code(), Some(expected), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    }
}

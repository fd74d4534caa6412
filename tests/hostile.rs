//! What the program must withstand: input that is too deep, too long, too large or not meant to be read.
//! Each case is an answer or a clear error, never a signal; how long it takes is a matter for the benches.

mod support;

use std::fmt::Write;

use support::{Run, feed};

/// Feeds a text to the program; `first` is the first line of the result, or of the message of an error.
#[track_caller]
fn withstands(what: &str, input: &str, first: &str) {
    let Run { code, out, err } = feed(&["eval", "-"], input.as_bytes());
    let (expected_code, said) = if first.starts_with("error: ") { (1, &err) } else { (0, &out) };
    let line: String = said.lines().next().unwrap_or("").chars().take(200).collect();
    assert_eq!((code, line.as_str()), (Some(expected_code), first), "{what}");
    assert!(err.len() < 200_000, "{what}: a message of {} bytes", err.len());
    let escapes = err.chars().any(|character| character.is_control() && character != '\n');
    assert!(!escapes, "{what}: control characters reach the terminal");
}

#[test]
fn depth() {
    const DEEP: usize = 100_000;
    let brackets = "error: brackets are nested more than 200 deep";
    withstands("nested brackets", &format!("{}1{}", "(".repeat(DEEP), ")".repeat(DEEP)), brackets);
    withstands("brackets never closed", &"(".repeat(DEEP), brackets);
    withstands("calls never closed", &"ceil(".repeat(DEEP), brackets);
    withstands("brackets never opened", &")".repeat(DEEP), "error: a closing bracket has no opening one");
    let signs = "error: more than 200 signs or powers in a row";
    withstands("minus signs", &format!("{}1", "-".repeat(DEEP)), signs);
    withstands("spaced minus signs", &format!("{}1", "- ".repeat(DEEP)), signs);
    withstands("powers", &format!("{}1", "1^".repeat(DEEP)), signs);
    withstands("negations", &format!("{}true", "not ".repeat(DEEP)), signs);
    let wrong = |depth| format!("{}1 $$ 2{}", "(".repeat(depth), ")".repeat(depth));
    withstands("brackets around what is wrong", &wrong(200), "error: nothing stands between `1 $` and `$`");
    let wrong = |depth| format!("{}1 $$ 2{}", "-(".repeat(depth), ")".repeat(depth));
    withstands("signs and brackets around what is wrong", &wrong(100), "error: nothing stands between `1 $` and `$`");
    let wrong = |depth| format!("{}1 $$ 2{}", "f(x = ".repeat(depth), ")".repeat(depth));
    withstands("calls around what is wrong", &wrong(200), "error: nothing stands between `1 $` and `$`");
    let conditions = format!("{}0", "if true then 1 else ".repeat(DEEP / 2));
    withstands("conditions", &conditions, "error: more than 200 conditions in one line");
    let many = format!("{}1{}", "(".repeat(200), ")".repeat(200));
    withstands("as many brackets as may be", &many, "1");
    withstands("calls within calls", &format!("{}1.5{}", "ceil(".repeat(200), ")".repeat(200)), "2");
}

#[test]
fn length() {
    const LONG: usize = 100_000;
    withstands("a sum", &vec!["1"; LONG].join(" + "), "100,000");
    withstands("a sum of quantities", &vec!["1 KB"; LONG].join("+"), "100 MB");
    withstands("a product", &vec!["1"; LONG].join("*"), "1");
    withstands("arguments", &format!("sum({})", vec!["1"; LONG].join(", ")), "100,000");
    withstands("conversions", &format!("1 GB{}", " -> GB".repeat(10_000)), "1 GB");
    withstands("a name", &"n".repeat(1_000_000), "error: a word of 1000000 bytes is too long; the limit is 255");
    let digits = "error: a word of 1000000 bytes is too long; the limit is 255";
    withstands("a number", &"9".repeat(1_000_000), digits);
    withstands("a shorter number", &"9".repeat(255), "1e255");
    withstands("a shorter fraction", &format!("0.{}", "3".repeat(255)), "0.3333");
    withstands("thousands", &format!("1{}", ",000".repeat(LONG)), "error: the number is too large to calculate with");
    let line = format!("1{}", " ".repeat(5_000_000));
    withstands("a line with spaces behind it", &line, "1");
    let line = format!("1{}+ 1", " ".repeat(5_000_000));
    withstands("a line", &line, "error: the line is 5000004 bytes long; the limit is 1048576");
    withstands("a unit", &format!("1 B{}", "·B".repeat(LONG)), "error: an exponent of a unit is larger than 99");
    withstands("tight units", &format!("1 B{}", "/s".repeat(LONG)), "error: an exponent of a unit is larger than 99");
    withstands("lines", &"1 + 1\n".repeat(20_000), "2");
    withstands("empty lines", &format!("{}7", "\n".repeat(LONG)), "7");
    withstands("comments", &format!("{}7", "# x (\n".repeat(LONG)), "7");
    withstands("errors", &"nothing + 1\n".repeat(20_000), "error: `nothing` is not defined");
    withstands("brackets never closed, on many lines", &"(1\n".repeat(5_000), "error: a bracket is never closed");
    let nouns: String = (0..2_000).fold(String::new(), |text, number| text + &format!("noun thing{number}\n"));
    withstands("nouns", &nouns, "error: a model may declare 1000 counted things");
}

#[test]
fn size() {
    for (input, first) in [
        ("9^9^9^9", "error: the result is too large to calculate with"),
        ("-9^9^9^9", "error: the result is too large to calculate with"),
        ("1e308 * 10", "error: the result is too large to calculate with"),
        ("exp(1000)", "error: the result is too large to calculate with"),
        ("1e400", "error: the number is too large to calculate with"),
        ("1e999999999999", "error: the number is too large to calculate with"),
        ("1e308P", "error: the number is too large to calculate with"),
        ("1/0", "error: division by zero"),
        ("0/0", "error: division by zero"),
        ("0^-1", "error: zero has no negative power: that is a division by zero"),
        ("1e-400", "0"),
        ("2^1023", "8.988e307 (2^1023)"),
        ("1e300 B", "1e300 B"),
        ("1e300 users", "1e300 users"),
        ("1e300 s", "3.171e292 years"),
        ("$1e300", "$1e300"),
        ("1e-300 s", "1e-291 ns"),
        ("1e300 -> %", "1e302%"),
        ("1.7e308 B -> b", "1.7e308 B"),
        ("1e308 users/day * 2", "2.315e303 users/s"),
        ("1e300 GB", "error: the number is too large to calculate with"),
        ("0 * (1/0)", "error: division by zero"),
        ("(1/0)^0", "error: division by zero"),
        ("min(1, 0/0)", "error: division by zero"),
        ("if 0/0 > 1 then 1 else 2", "error: division by zero"),
    ] {
        withstands(input, input, first);
    }
    // Within what a float holds in base units, but not in the unit that is asked for, or the other way round.
    for input in ["1e308 -> %", "1e308 -> ppm", "1e300 GB -> b", "1e308 Gbps", "1e305 years", "-1e300 TiB/s"] {
        let Run { code, out, err } = feed(&[], input.as_bytes());
        assert!(matches!(code, Some(0 | 1)), "{input} ends with {code:?}: {err}");
        assert!(!out.contains("inf") && !out.contains("NaN"), "{input} is {out}");
    }
}

#[test]
fn characters() {
    for (input, first) in [
        ("5\u{0} GB", "error: a control character (U+0000) has no meaning here"),
        ("5\u{7} GB", "error: a control character (U+0007) has no meaning here"),
        ("\u{1b}[31m5 GB", "error: a control character (U+001B) has no meaning here"),
        ("5 GB\u{9b}31m", "error: a control character (U+009B) has no meaning here"),
        ("５ GB", "error: `５` is a full-width character"),
        ("5　GB", "error: `　` is a full-width character"),
        ("max（1, 2）", "error: `（` is a full-width character"),
        ("5\u{a0}GB", "5 GB"),
        ("5\u{202f}GB", "5 GB"),
        ("max(1,", "error: a bracket is never closed"),
        ("max(1, 2", "error: a bracket is never closed"),
        ("نص = 3; نص", "3"),
        ("日本 = 3\n日本 * 2", "6"),
        ("1→", "error: the line ends where a unit was expected"),
        ("6 ×", "error: the line ends where a value was expected"),
        ("6 −", "error: the line ends where a value was expected"),
        ("5 🦀", "error: unexpected `🦀`"),
        ("e\u{301} = 3", "error: unexpected `\u{301}`"),
    ] {
        withstands(input, input, first);
    }
}

#[test]
fn growth() {
    let mut doubling = String::from("f0(x) = x + 1\n");
    let mut chain = doubling.clone();
    for number in 1..60 {
        let _ = writeln!(doubling, "f{number}(x) = f{}(x) + f{}(x)", number - 1, number - 1);
    }
    for number in 1..3_000 {
        let _ = writeln!(chain, "f{number}(x) = f{}(x) + 1", number - 1);
    }
    withstands("a doubling chain", &doubling, "");
    let message = "error: the model takes more than 1000000 operations";
    withstands("a doubling chain that is called", &format!("{doubling}f59(1)"), message);
    withstands("a doubling chain of few", &format!("{doubling}f12(1)"), "8,192 (2^13)");
    withstands("a chain of functions", &chain, "");
    let message = "error: functions call each other more than 200 deep";
    withstands("a chain of functions that is called", &format!("{chain}f2999(1)"), message);
    let nested = (0..10_000).fold(String::from("g(x, y = x) = x\n"), |text, _| text + "g(1)\n");
    withstands("many calls", &nested, "1");
}

#[test]
fn circles_and_chains() {
    const LONG: usize = 10_000;
    let equation = |number: usize, next: usize| format!("v{number} = v{next} + 1\n");
    let circle: String = (0..LONG).map(|number| equation(number, (number + 1) % LONG)).collect();
    let path: Vec<String> = (0..12).map(|number| format!("v{number}")).collect();
    let message = format!("error: `v0` is defined by itself: {} → … → v0", path.join(" → "));
    withstands("a circle", &circle, &message);
    let chain: String = (0..LONG).map(|number| equation(number, number + 1)).collect();
    withstands("a chain backwards", &format!("{chain}v{LONG} = 0\nv0 + 0"), "10,000");
    let circles: Vec<String> = (0..LONG).map(|number| format!("v{number} = v{number}")).collect();
    withstands("many circles", &circles.join("\n"), "error: `v0` is defined by itself: v0 → v0");
    let misspelled: Vec<String> = (0..LONG).map(|number| format!("v{number} = w{number}")).collect();
    let Run { code, out, .. } = feed(&["eval", "-"], misspelled.join("\n").as_bytes());
    assert_eq!((code, out.as_str()), (Some(1), ""));
}

#[test]
fn ranges_without_end() {
    let chain: String = (1..5_000).fold("x0 = 1 to 2\n".to_owned(), |mut text, index| {
        let _ = writeln!(text, "x{index} = x{} + 1", index - 1);
        text
    });
    // As many steps are one, which has a closed form: a normal number is past 20.26 in 1.49e-91 of all cases.
    let rare = "false (true in 1.49e-89% of cases)";
    withstands("a chain that begins with a range", &format!("{chain}x4999 - 5000 > 100"), rare);
    let sum = vec!["(1 to 2)"; 2_000].join(" + ");
    withstands("a sum of many ranges", &format!("{sum} > 1"), "true");
    let product = vec!["(1 to 2)"; 500].join(" * ");
    withstands("a product of many ranges", &format!("({product})^0.001 > 0"), "true");
    for (range, first) in [
        ("1e300 to 1e305", "3.2e302 (90%: 1e300 to 1e305)"),
        ("1e-320 to 1e-318", "1e-319 (90%: 1e-320 to 1e-318)"),
        ("choose(1)", "1"),
        ("gamma(1e300, 1)", "error: `shape` must be from 0.5 to 1 million"),
        ("beta(1e-300, 1)", "error: `alpha` must be from 0.5 to 1 million"),
        ("x = 1 to 2; 1 / (x - x)", "error: division by zero"),
        ("p(p((1 to 2) > 1.5) > 0.2)", "100%"),
    ] {
        withstands(range, &range.replace("; ", "\n"), first);
    }
    for range in [
        "2 to 1e308",
        "-1e308 to 1e308",
        "normal(1e308, 1e308)",
        "lognormal(1, 1e200)",
        "(1e300 to 1e305) * 1e5",
        "exponential(1e-310)",
    ] {
        let Run { code, err, .. } = feed(&["eval", "-"], range.as_bytes());
        assert!(matches!(code, Some(0 | 1)) && !err.contains("panicked"), "{range}: {code:?} {err}");
    }
}

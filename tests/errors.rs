//! Every error that a person can see, whole, in the files of `snapshots`: what is wrong, where, and the way out.
//! A new class of error is one line here; `; ` separates the lines of a model. The exit code is 1, standard output empty.

mod support;

use support::{Run, run};

/// Runs each input through the program and compares standard error with the snapshot of that name.
#[track_caller]
fn snapshots(cases: &[(&str, &str)]) {
    for &(name, input) in cases {
        let Run { code, out, err } = run(&["--", &input.replace("; ", "\n")]);
        assert_eq!((code, out.as_str()), (Some(1), ""), "{input}: {err}");
        keep(name, input, &err);
    }
}

/// Compares a message with the snapshot of that name, which begins with the input or the head of it.
#[track_caller]
fn keep(name: &str, input: &str, message: &str) {
    let head: String = input.chars().take(80).collect();
    insta::with_settings!({ description => head, omit_expression => true }, {
        insta::assert_snapshot!(name, message);
    });
}

#[test]
fn dimensions() {
    snapshots(&[
        ("sum-of-different-things", "10 KB + 3 ms"),
        ("difference-of-different-things", "10 GB - 3"),
        ("sum-with-a-bare-number", "10M users + 5"),
        ("sum-of-different-counts", "100 tweets/s + 100 QPS"),
        ("comparison-of-different-things", "5 > 3 GB"),
        ("choice-between-different-things", "if 1 > 2 then 3 GB else 4 s"),
        ("minimum-of-different-things", "min(1, 2 GB)"),
        ("total-of-different-things", "sum(1 GB, 2 s)"),
        ("sum-far-apart-in-a-model", "a = 3 GB; z = 4 s; x = a * 2; x + z"),
        ("pure-number-wanted", "ln(5 GB)"),
        ("exponent-with-a-unit", "2^(3 s)"),
        ("exponent-not-known-beforehand", "(2 GB)^ln(2)"),
        ("exponent-that-makes-no-unit", "(2 GB)^0.123456"),
        ("exponent-too-large", "(2 GB)^200"),
    ]);
}

#[test]
fn conversions() {
    snapshots(&[
        ("conversion-of-physics", "10 KB -> ms"),
        ("conversion-of-a-bare-number", "20 -> GB"),
        ("conversion-leaves-a-count-underneath", "1.5 KB/tweet * 3 -> GB"),
        ("conversion-adds-a-count-underneath", "1.5 KB -> KB/tweet"),
        ("conversion-renames-a-count", "100M users -> servers"),
        ("conversion-renames-a-kind", "100 reads/s -> writes/s"),
        ("conversion-to-no-unit", "10 GB -> 3"),
        ("conversion-to-a-definition", "x = 3 GB; x -> x"),
        ("conversion-to-an-unknown-word", "10 GB -> blorb"),
    ]);
}

#[test]
fn words() {
    snapshots(&[
        ("unit-misspelled", "10 QSP"),
        ("unit-unknown", "10 blorbs"),
        ("unit-of-bytes-or-bits", "5 mb"),
        ("unit-of-bytes-or-bits-per-second", "5 gbps"),
        ("unit-m", "5m"),
        ("unit-with-the-suffix-of-a-number", "10 kQPS"),
        ("suffix-apart-from-its-number", "5 k"),
        ("suffix-apart-from-its-number-and-unit", "5 k users"),
        ("billion-written-as-bytes", "1B users"),
        ("count-undefined", "users * 10 KB/user"),
        ("name-misspelled", "storage = 3; storge + 1"),
        ("name-unknown", "foo + 1"),
        ("name-of-a-function-without-brackets", "ceil + 1"),
        ("noun-without-a-word", "noun 5"),
    ]);
}

#[test]
fn functions() {
    snapshots(&[
        ("function-unknown", "foo(2)"),
        ("function-misspelled", "ciel(2.5)"),
        ("function-that-is-a-name", "x = 3; x(2)"),
        ("argument-missing", "f(x, y) = x + y; f(1)"),
        ("argument-missing-of-a-built-in", "log(8)"),
        ("argument-missing-of-many", "min()"),
        ("argument-too-many", "sqrt(1, 2)"),
        ("argument-unknown", "f(factor) = factor; f(fator = 2)"),
        ("argument-without-a-name", "min(x = 1)"),
        ("argument-given-twice", "f(x) = x; f(1, x = 2)"),
        ("recursion", "f(x) = g(x); g(x) = f(x); f(1)"),
        ("error-within-a-call", "f(x) = x + 3 s; g(x) = f(x) * 2; g(1 GB)"),
        ("name-unknown-in-a-function", "f(factor) = fator * 2"),
    ]);
}

#[test]
fn definitions() {
    snapshots(&[
        ("circle-of-one", "x = x + 1"),
        ("circle-of-three", "a = z; z = x; x = a"),
        ("defined-twice", "f(x) = x; f(x) = 2 * x"),
        ("defined-as-a-built-in", "ceil(x) = 2"),
        ("defined-as-a-word-of-the-language", "true = 1"),
        ("defined-as-a-number", "5 = 3"),
        ("defined-within-a-definition", "x = y = 3"),
        ("defined-with-two-words", "foo bar = 3"),
        ("defined-as-a-correlation", "corr(a, b, c) = 0.5"),
    ]);
}

#[test]
fn ranges() {
    snapshots(&[
        ("range-that-is-empty", "20M to 5M users"),
        ("range-of-different-things", "5 s to 20 KB"),
        ("range-from-zero", "0 to 5 servers"),
        ("range-of-shares-to-the-whole", "20% to 100%"),
        ("range-with-no-width", "10 GB +- 0%"),
        ("range-in-the-middle-of-a-model", "dau = 5M to 2M users; posts = dau * 2 posts/user/day; posts * 1 KB/post"),
        ("lognormal-from-below-zero", "lognormal(low = -5, high = 5)"),
        ("normal-without-a-deviation", "normal(10)"),
        ("normal-with-a-negative-deviation", "normal(10 GB, -2 GB)"),
        ("normal-by-both-ways", "normal(mean = 10, sd = 2, low = 5)"),
        ("normal-of-different-things", "normal(10 GB, 2 s)"),
        ("confidence-of-all", "interval(1, 5, confidence = 100%)"),
        ("mode-outside-of-the-ends", "triangular(1, 9, 5)"),
        ("shape-with-a-unit", "gamma(2 GB, 3 GB)"),
        ("distribution-misspelled", "lognormall(1, 5)"),
        ("probability-of-a-quantity", "p(5 to 10 GB)"),
        ("percentile-of-a-quantity", "percentile(5 to 10 GB, 2 GB)"),
        ("percentile-beyond-all", "percentile(5 to 10 GB, 95)"),
        ("exponent-that-is-a-range", "(2 GB)^(1 to 2)"),
        ("no-case-has-a-result", "mmc_wait(90 to 120 QPS, 10 QPS, 2 servers)"),
    ]);
}

/// A correlation that is wrong leaves the ranges as they are.
#[test]
fn correlations() {
    for (name, input) in [
        ("correlated-twice", "a = 1 to 2; z = 1 to 2; corr(a, z) = 0.5; corr(z, a) = 0.2"),
        ("correlation-too-large", "a = 1 to 2; z = 1 to 2; corr(a, z) = 1.5; a * z"),
        ("correlation-of-an-unknown-name", "a = 1 to 2; zz = 1 to 2; corr(a, z) = 0.5; a * zz"),
        ("correlation-of-a-result", "a = 1 to 2; z = a * (2 to 3); corr(a, z) = 0.5; a * z"),
        ("correlation-with-itself", "a = 1 to 2; corr(a, a) = 0.5; a"),
        (
            "correlations-that-contradict-each-other",
            "a = 1 to 2; z = 1 to 2; x = 1 to 2; corr(a, z) = 0.9; corr(z, x) = 0.9; corr(a, x) = -0.9; a * z * x",
        ),
    ] {
        let Run { code, out, err } = run(&["--", &input.replace("; ", "\n")]);
        assert_eq!((code, out.is_empty()), (Some(1), false), "{input}: {err}");
        keep(name, input, &err);
    }
}

#[test]
fn conditions() {
    snapshots(&[
        ("condition-wanted", "if 3 then 1 else 2"),
        ("condition-as-a-value", "(1 < 2) + 1"),
        ("comparisons-do-not-chain", "1 < 2 < 3"),
        ("negation-of-a-quantity", "not 3 GB"),
        ("then-missing", "if 1 > 2"),
        ("else-missing", "if 1 > 2 then 3"),
    ]);
}

#[test]
fn arithmetic() {
    snapshots(&[
        ("division-by-zero", "10 GB / (5 GB - 5 GB)"),
        ("division-by-zero-in-a-model", "n = 0; x = 10 / n; x + 1"),
        ("zero-over-zero", "0/0"),
        ("ratio-to-zero", "1:0"),
        ("overflow", "9^9^9^9"),
        ("number-too-large", "1e400"),
        ("root-of-a-negative", "sqrt(3 - 5)"),
        ("logarithm-of-zero", "ln(0)"),
        ("power-of-a-negative", "(-8)^0.3"),
        ("negative-power-of-zero", "0^-1"),
    ]);
}

#[test]
fn syntax() {
    snapshots(&[
        ("thousands-comma", "1,0000,000"),
        ("thousands-comma-in-a-call", "max(1,000, 2)"),
        ("decimal-comma", "1,5"),
        ("two-decimal-points", "1.2.3"),
        ("bracket-never-closed", "(1 + 2"),
        ("bracket-of-a-call-never-closed", "max(1, 2"),
        ("bracket-never-opened", "1 + 2)"),
        ("value-missing-at-the-end", "2 +"),
        ("value-missing-at-the-start", "* 3"),
        ("value-missing-before-an-arrow", "-> GB"),
        ("unit-missing-at-the-end", "5 GB ->"),
        ("operator-missing", "5 GB 3 TB"),
        ("keyword-out-of-place", "5 to to"),
        ("keyword-at-the-start", "per day"),
        ("sign-without-a-meaning", "5 @ 3"),
        ("currency-without-a-meaning", "5 €"),
        ("quotation-marks", "\"5 GB\""),
        ("full-width-character", "５ GB"),
        ("control-character", "5\u{1} GB"),
        ("nothing", " "),
    ]);
}

/// What people bring along from notes, chats, other languages and the shell.
#[test]
fn habits() {
    snapshots(&[
        ("name-of-several-words", "tweet size = 280 bytes"),
        ("definition-with-let", "let x = 5"),
        ("definition-with-a-colon", "x := 5"),
        ("label-without-a-space", "dau:5M users"),
        ("millions-as-m", "5m users"),
        ("range-with-dots", "5..20M users"),
        ("range-with-a-dash", "5–20 GB"),
        ("result-behind-an-equals-sign", "BDP = 32 Gbps * 0.2 s = 800 MB"),
        ("result-behind-an-arrow", "5 GB * 8 → 40 GB"),
        ("result-behind-about", "100M / 86400 ≈ 1157"),
        ("words-that-describe", "1000 concurrent sessions"),
        ("words-behind-a-unit", "90 days retention"),
        ("remark-in-brackets", "64 GB (reserved)"),
        ("two-numbers", "3 200 GB"),
        ("factor-before-a-bracket", "2(3+4)"),
        ("function-without-brackets", "sqrt 16"),
        ("remainder-as-an-operator", "10 % 3"),
        ("operator-in-words", "10 GB divided by 3"),
        ("share-without-of", "20% 50 GB"),
        ("groups-of-points", "1.000.000"),
        ("decimal-comma-behind-groups", "1.234,56"),
        ("several-results", "5 GB, 3 GB"),
        ("semicolon-between-arguments", "max(1;2)"),
        ("square-brackets", "[1 + 2] * 3"),
        ("typographic-quotation-marks", "“5 GB”"),
        ("bullet", "• 5 GB"),
        ("fence", "```"),
        ("question", "what is 5 GB * 3?"),
        ("operator-of-another-language", "1 < 2 && 2 < 3"),
        ("capital-keyword", "5 TO 10"),
        ("conversion-twice", "100 GB -> in TB"),
        ("operator-twice", "2 + * 3"),
        ("sign-behind-the-currency", "$-5"),
        ("dollar-taken-by-a-shell", "150M users * /user"),
        ("shell-in-place-of-a-dollar", "bash.023/GB * 5 GB"),
        ("files-in-place-of-a-sign", "5 Cargo.toml src 3"),
        ("character-that-cannot-be-seen", "5\u{200b} GB"),
    ]);
}

#[test]
fn bounds() {
    let brackets = format!("{}1{}", "(".repeat(201), ")".repeat(201));
    let signs = format!("{}1", "-".repeat(201));
    let name = "n".repeat(256);
    let conditions = format!("{}0", "if true then 1 else ".repeat(201));
    snapshots(&[
        ("brackets-too-deep", &brackets),
        ("too-many-signs", &signs),
        ("name-too-long", &name),
        ("too-many-conditions", &conditions),
    ]);
}

/// Hints stand beside a result; they are no errors.
#[test]
fn hints() {
    for (name, input) in
        [("hint-number-over-quantity", "1/3 GB"), ("hint-variable-over-unit", "users = 100M users; a = 5 KB; a/users")]
    {
        let Run { code, out, err } = run(&["--", &input.replace("; ", "\n")]);
        assert_eq!((code, out.is_empty()), (Some(0), false), "{input}: {err}");
        keep(name, input, &err);
    }
}

/// Each problem of a model once, however many others there are, and nothing that only follows from another one.
#[test]
fn all_problems_at_once() {
    for (input, wanted) in [
        ("a = 5 mb; z = a * 2; x = z + foo", vec!["`mb` could", "`foo` is not"]),
        ("x = foo + bar -> QSP", vec!["`foo` is not", "`bar` is not", "`QSP` is not"]),
        ("f(x) = 2 *; f(3)", vec!["the line ends"]),
        ("max(foo, 5 mb, 3 GB + 2 s)", vec!["`foo` is not", "`mb` could", "cannot add"]),
    ] {
        let Run { err, .. } = run(&["--", &input.replace("; ", "\n")]);
        let found: Vec<_> = err.lines().filter_map(|line| line.strip_prefix("error: ")).collect();
        let as_wanted = found.len() == wanted.len() && found.iter().zip(&wanted).all(|(a, b)| a.starts_with(b));
        assert!(as_wanted, "`{input}`: {found:?}");
    }
}

/// A remark must not be made about what was not written.
#[test]
fn no_hint_without_a_reason() {
    for input in ["f(users) = users * 2; f(3 users)", "1 / 3 GB", "n = 4; 10 GB/n"] {
        let Run { code, err, .. } = run(&["--", &input.replace("; ", "\n")]);
        assert_eq!((code, err.as_str()), (Some(0), ""), "{input}");
    }
}

/// The way out must be the one for what was written.
#[test]
fn messages_name_what_was_meant() {
    for (input, wanted) in [
        ("if 1 > 2", "`then`"),
        ("if 1 > 2 then 3", "`else`"),
        ("ceil + 1", "`ceil(…)`"),
        ("5 k", "`5k`"),
        ("5 M users", "`5M users`"),
        ("10 kQPS", "`10k QPS`"),
        ("30 min 1 h", "`30 min + 1 h`"),
        ("5 GB + 20%", "`* 120%`"),
        ("5 GB - 20%", "`* 80%`"),
        ("if = 3", "word of the language"),
        ("noun GB", "unit already"),
        ("noun k", "belongs to a number"),
        ("10 requests per (5 min)", "`10 requests / (5 min)`"),
        ("-> GB", "before `->`"),
        ("1:0", "zero"),
        ("(2 GB)^200", "larger than 99"),
    ] {
        let Run { code, err, .. } = run(&["--", input]);
        assert!(code == Some(1) && err.contains(wanted), "`{input}` does not say {wanted}:\n{err}");
    }
}

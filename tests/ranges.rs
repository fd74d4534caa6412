//! Ranges and distributions: what they come to, against closed forms, and what is said of them.
//! A new estimate is one line in a table; errors are in `errors.rs`, the engine's own numbers beside its code.

mod support;

use napkin::analysis::sensitivity::{Detail, Shares, detail};
use napkin::engine::{Options, Spread};
use napkin::model::{Answer, Answers, EquationId};
use napkin::quantity::display::Formatter;
use napkin::report::answer::result;
use support::{Run, check, model, outcome, run};

/// Standard deviations from the middle to an end of a 90% interval.
const REACH: f64 = 1.644_853_626_951_472_7;

fn answers(text: &str, adapt: impl FnOnce(&mut Options)) -> Answers {
    let (model, problems) = model(&text.replace("; ", "\n"));
    assert!(problems.is_empty(), "{text}: {problems:?}");
    let mut options = Options::default();
    adapt(&mut options);
    model.answers(&options)
}

/// The last answer of a model.
fn last(answers: &Answers) -> &Answer {
    answers.answers.last().and_then(Option::as_ref).unwrap_or_else(|| panic!("{:?}", answers.diagnostics))
}

/// The last answer of a model taken apart.
fn taken_apart(answers: &Answers) -> Detail {
    let last = EquationId(answers.answers.len() as u32 - 1);
    detail(answers, last).expect("it is uncertain")
}

fn spread(text: &str) -> Spread {
    let answers = answers(text, |_| {});
    Spread::clone(last(&answers).spread.as_ref().expect("it is uncertain"))
}

fn sampled(text: &str, seed: u64) -> Spread {
    let adapt = |options: &mut Options| {
        options.sampling.always = true;
        options.sampling.seed = seed;
    };
    Spread::clone(last(&answers(text, adapt)).spread.as_ref().expect("it is uncertain"))
}

#[track_caller]
fn close(found: f64, expected: f64, error: f64) {
    assert!((found / expected - 1.0).abs() <= error, "{found}, not {expected}");
}

#[test]
fn results() {
    check(&[
        ("50M to 300M users", "120M users (90%: 50M to 300M users)"),
        ("5 to 50 KB", "16 KB (90%: 5 to 50 KB)"),
        ("$10 to $45/h", "$21/h (90%: $10 to $45/h)"),
        ("20% to 80%/year", "40 %/year (90%: 20 to 80 %/year)"),
        ("100 KB to 1 MB/s", "320 KB/s (90%: 100 KB/s to 1 MB/s)"),
        ("10M users +- 20%", "10M users (90%: 8M to 12M users)"),
        ("10 GB +- 2 GB", "10 GB (90%: 8 to 12 GB)"),
        ("-5 to 5", "0 (90%: -5 to 5)"),
        ("-5% to 5%", "0% (90%: -5% to 5%)"),
        ("10% to 20%", "14% (90%: 10% to 20%)"),
        ("99% to 99.99%", "99.9% (90%: 99% to 99.99%)"),
        ("normal(10 GB, 2 GB)", "10 GB (90%: 6.7 to 13.3 GB)"),
        ("lognormal(10 GB, 5 GB)", "8.9 GB (90%: 4.1 to 19.5 GB)"),
        ("uniform(1 ms, 11 ms)", "6 ms (90%: 1.5 to 10.5 ms)"),
        ("loguniform(1 GB, 1 TB)", "32 GB (90%: 1.4 to 710 GB)"),
        ("triangular(1 s, 2 s, 6 s)", "2.8 s (90%: 1.5 to 5 s)"),
        ("pert(1 s, 2 s, 6 s)", "2.4 s (90%: 1.3 to 4.1 s)"),
        ("beta(2, 5) * 100 GB", "26 GB (90%: 6.3 to 58 GB)"),
        ("exponential(10 ms)", "6.9 ms (90%: 510 us to 30 ms)"),
        ("gamma(2, 3 GB)", "5 GB (90%: 1.07 to 14 GB)"),
        ("choose(1 KB, 5 KB, 9 KB)", "5 KB (90%: 1 to 9 KB)"),
        ("choose(4, 3, 2, 1)", "2 (90%: 1 to 4)"),
        ("interval(10 GB, 20 GB, confidence = 50%)", "14 GB (90%: 6.1 to 33 GB)"),
        ("normal(low = 10, high = 20)", "15 (90%: 10 to 20)"),
        ("lognormal(low = 10, high = 20, confidence = 90%)", "14 (90%: 10 to 20)"),
        ("clip(10 GB +- 9 GB, low = 5 GB, high = 12 GB)", "10 GB (90%: 5 to 12 GB)"),
        // Narrow ones keep the digits that tell their ends apart.
        ("10 GB +- 0.01%", "10 GB (90%: 9.999 to 10.001 GB)"),
        ("(100M to 200M) * (1 to 3) / 86400 * (200 to 2000)", "1.8M (90%: 480k to 6.7M)"),
        ("(100M users to 200M users) * 2 KB/user -> GB", "280 GB (90%: 200 to 400 GB)"),
        // A name is sampled once.
        ("x = 5 to 10 GB; x - x", "0 B"),
        ("x = 5 to 10 GB; x / x", "1"),
        ("x = 5 to 10 GB; y = x; y - x", "0 B"),
        ("x = 5 to 10 GB; x + x - 2 * x", "0 B"),
        // Conditions, functions and rounding go sample by sample.
        ("x = 5 to 10 GB; min(x, 1 TB) - x", "0 B"),
        ("ceil((5 to 10 GB) / (3 GB/server))", "3 servers (90%: 2 to 4 servers)"),
        ("x = 5 to 10 GB; if x > 20 TB then 1 else 2", "2"),
        ("(1 to 2) > 0", "true"),
        ("p((10 to 20) > sqrt(200))", "50%"),
        ("p(-5 to 5 > 0)", "50%"),
        ("P(normal(100 servers, 10 servers) > 110 servers)", "15.9%"),
        ("x = 1 to 10 GB; p(x > 0)", "100%"),
        ("mean(uniform(2 GB, 4 GB))", "3 GB"),
        ("percentile(uniform(0 GB, 100 GB), 95%)", "95 GB"),
        ("mean(7 GB)", "7 GB"),
        ("f(x) = x * (2 to 4); f(1 GB) - f(1 GB)", "0 B (90%: -1.43 to 1.43 GB)"),
    ]);
}

#[test]
fn products_of_lognormals_are_exact() {
    let ends = [(100e6, 200e6), (1.0, 3.0), (200.0, 2000.0)];
    let parts = ends.map(|(low, high): (f64, f64)| (low.ln().midpoint(high.ln()), (high / low).ln() / 2.0 / REACH));
    let mu = parts.iter().map(|part| part.0).sum::<f64>() - 86_400_f64.ln();
    let sigma = parts.iter().map(|part| part.1.powi(2)).sum::<f64>().sqrt();
    let found = spread("(100M to 200M) * (1 to 3) / 86400 * (200 to 2000)");
    assert!(found.is_exact());
    for (quantile, z) in [(found.p5(), -REACH), (found.median(), 0.0), (found.p95(), REACH)] {
        close(quantile, (mu + sigma * z).exp(), 1e-12);
    }
    close(found.mean, (mu + sigma * sigma / 2.0).exp(), 1e-12);
    // A power, a root and a quotient; the same input twice.
    let found = spread("x = 2 to 8; y = 1 to 3; sqrt(x)^3 / y * x");
    let sigma = (2.5 * 4_f64.ln()).hypot(3_f64.ln()) / 2.0 / REACH;
    close(found.p95(), 4_f64.powf(2.5) / 3_f64.sqrt() * (sigma * REACH).exp(), 1e-12);
    // A negative factor turns it around.
    let found = spread("(2 to 8) * -1");
    assert!(found.is_exact());
    close(found.p5(), -8.0, 1e-12);
    close(found.p95(), -2.0, 1e-12);
}

/// By sampling, with the number of samples that is usual and any seed: within 0.5% of the closed form.
#[test]
fn samples_are_within_half_a_percent_of_a_closed_form() {
    for estimate in ["(100M to 200M) * (1 to 3) * (200 to 2000)", "(1 to 3) * (1 to 3) / (1 to 3)"] {
        let exact = spread(estimate);
        for seed in 1..=5 {
            let found = sampled(estimate, seed);
            assert!(!found.is_exact());
            for (found, exact) in found.percentiles.into_iter().zip(exact.percentiles) {
                close(found, exact, 0.005);
            }
            close(found.mean, exact.mean, 0.005);
        }
    }
    // Sums of normals, and the moments of a triangle.
    let sum = sampled("normal(10, 2) + normal(20, 3)", 1);
    for (found, z) in [(sum.p5(), -REACH), (sum.median(), 0.0), (sum.p95(), REACH)] {
        close(found, 30.0 + 13_f64.sqrt() * z, 0.002);
    }
    let triangle = "x = triangular(1, 2, 6); ";
    let mean = sampled(&format!("{triangle}x"), 1).mean;
    close(mean, 3.0, 1e-4);
    let square = sampled(&format!("{triangle}x * x"), 1).mean;
    close(square - mean * mean, (1.0 + 4.0 + 36.0 - 2.0 - 6.0 - 12.0) / 18.0, 1e-3);
}

/// Past the dimensions of the sequence a generator takes over, and all inputs stay independent.
#[test]
fn many_inputs() {
    let lines: Vec<String> = (0..300).map(|index| format!("x{index} = normal(1, 1)")).collect();
    let names: Vec<String> = (0..300).map(|index| format!("x{index}")).collect();
    let text = format!("{}; {}", lines.join("; "), names.join(" + "));
    let answers = answers(&text, |options| options.sampling.samples = Some(50_000));
    let found = last(&answers).spread.as_ref().expect("it is uncertain");
    close(found.median(), 300.0, 0.005);
    close(found.p95(), 300.0 + 300_f64.sqrt() * REACH, 0.005);
}

#[test]
fn what_moves_together() {
    let with = |correlation: &str, result: &str| {
        spread(&format!("a = 1 to 10; n = 1 to 10; corr(a, n) = {correlation}; {result}"))
    };
    let sigma = 10_f64.ln() / 2.0 / REACH;
    for (correlation, value) in [("0.6", 0.6), ("-0.5", -0.5), ("1", 1.0), ("0", 0.0), ("60%", 0.6)] {
        let expected = 10.0 * (sigma * (2.0_f64 + 2.0 * value).max(0.0).sqrt() * REACH).exp();
        close(with(correlation, "a * n").p95(), expected, 1e-9);
        // The sum has no closed form, and its two parts still move together.
        let product = with(correlation, "(a + 0 * a + n - n) * n");
        assert!(!product.is_exact());
        close(product.p95(), expected, 0.01);
    }
    // Each by itself is what it was.
    close(with("0.6", "a + 0").p95(), 10.0, 0.005);
    // In step, a ratio is certain.
    assert_eq!(outcome("a = 1 to 10; n = 1 to 10; corr(a, n) = 1; a / n"), "1");
    // Any kind of distribution: uniform ones in step differ by nothing.
    let found = spread("a = uniform(0, 1); n = uniform(0, 1); corr(a, n) = 1; a - n + uniform(0, 1)");
    close(found.p95(), 0.95, 0.005);
}

#[test]
fn shares_of_the_spread() {
    let shares = |text: &str, always: bool| {
        let answers = answers(text, |options| options.sampling.always = always);
        taken_apart(&answers)
            .shares
            .into_iter()
            .map(|share| (share.input, share.share, share.total))
            .collect::<Vec<_>>()
    };
    let estimate = "dau = 50M to 300M; posts = 1 to 3; size = 2; dau * posts * size";
    let exact = shares(estimate, false);
    let [a, b] = [6_f64.ln().powi(2), 3_f64.ln().powi(2)];
    assert_eq!((exact[0].0.as_str(), exact[1].0.as_str(), exact.len()), ("dau", "posts", 2));
    close(exact[0].1, a / (a + b), 1e-9);
    close(exact[1].1, b / (a + b), 1e-9);
    for ((_, share, total), (_, sampled, sampled_total)) in exact.iter().zip(&shares(estimate, true)) {
        assert!((share - sampled).abs() < 0.01 && (total - sampled_total).abs() < 0.01, "{sampled}, not {share}");
    }
    // Results of both signs: shares of the variance itself.
    let found = shares("normal(0, 3) + normal(0, 4)", false);
    assert_eq!(found[0].0, "normal(0, 4)");
    assert!((found[0].1 - 0.64).abs() < 0.01 && (found[1].1 - 0.36).abs() < 0.01, "{found:?}");
    // A product of centred normals is all interaction.
    let found = shares("normal(0, 1) * normal(0, 1)", false);
    assert!(found.iter().all(|(_, share, total)| *share < 0.03 && *total > 0.9), "{found:?}");
    // Sums of heavy tails, exactly; and the functions that such estimators are tried on.
    for found in [shares("(1 to 10_000) - (1 to 10_000)", false), shares("uniform(0, 1) - uniform(0, 1)", false)] {
        assert_eq!(found.len(), 2);
        assert!(found[0].0 != found[1].0 && found.iter().all(|share| (share.1 - 0.5).abs() < 1e-9), "{found:?}");
    }
    let pi = "uniform(-3.14159265, 3.14159265)";
    // Without a sine in the language, its series.
    let sine = "x - x^3/6 + x^5/120 - x^7/5040 + x^9/362880 - x^11/39916800 + x^13/6227020800 - x^15/1307674368000";
    let ishigami = format!("sin(x) = {sine}; a = {pi}; n = {pi}; c = {pi}; sin(a) + 7 * sin(n)^2 + 0.1 * c^4 * sin(a)");
    let found = shares(&ishigami, false);
    for (input, share, total) in [("a", 0.3139, 0.5576), ("n", 0.4424, 0.4424), ("c", 0.0, 0.2437)] {
        let one = found.iter().find(|one| one.0 == input).expect("all have a share");
        assert!((one.1 - share).abs() < 0.03 && (one.2 - total).abs() < 0.03, "{one:?}");
    }
    let factor = |a: f64| format!("(abs(4 * uniform(0, 1) - 2) + {a}) / {}", 1.0 + a);
    let found = shares(&[0.0, 1.0, 4.5, 9.0].map(factor).join(" * "), false);
    let partial = [0.0, 1.0, 4.5, 9.0].map(|a: f64| 1.0 / (3.0 * (1.0 + a).powi(2)));
    let all = partial.iter().map(|part| 1.0 + part).product::<f64>() - 1.0;
    for (found, part) in found.iter().zip(partial) {
        assert!((found.1 - part / all).abs() < 0.03, "{found:?}, not {}", part / all);
    }
    // Inputs that move together are one.
    let found = shares("a = 1 to 10; n = 1 to 10; c = 1 to 10; corr(a, n) = 0.5; a * n * c", false);
    assert_eq!(found[0].0, "a with n");
    close(found[0].1, 0.75, 1e-9);
}

/// The shares of one result are the same whether it is looked at by itself or with all others.
#[test]
fn shares_are_those_of_the_samples_that_are_kept() {
    let inputs: Vec<String> = (0..30).map(|index| format!("x{index} = 1 to 2; y{index} = x{index} + 1")).collect();
    let answers = answers(&format!("{}; a = 1 to 9; n = 1 to 3; ceil(a * n + 3)", inputs.join("; ")), |_| {});
    let shares = taken_apart(&answers).shares;
    assert_eq!(shares.len(), 2);
    assert!(shares[0].input == "a" && shares[0].share > 0.6 && shares[1].share > 0.1, "{shares:?}");
}

#[test]
fn swings_of_one_input() {
    let model = answers("dau = 50M to 200M; posts = 1 to 4; ceil(dau * posts / 1M)", |_| {});
    let swings = taken_apart(&model).swings;
    let found: Vec<_> = swings.iter().map(|swing| (swing.input.as_str(), swing.low, swing.high)).collect();
    assert_eq!(found, [("dau", Some(100.0), Some(400.0)), ("posts", Some(100.0), Some(400.0))]);
    // What turns between the ends is seen.
    let answers = answers("x = normal(0, 1); x^2", |_| {});
    let swings = taken_apart(&answers).swings;
    let (least, greatest) = swings[0].extremes.expect("there are results");
    assert!(least.abs() < 1e-12 && (greatest - REACH * REACH).abs() < 1e-6, "{least} to {greatest}");
}

/// Cases outside of a formula's domain are counted, and why they are is told.
#[test]
fn cases_without_a_result() {
    let answers = answers("mmc_wait(15 to 22 QPS, 10 QPS, 2 servers)", |_| {});
    let found = last(&answers).spread.as_ref().expect("it is uncertain");
    // The logarithm of 20 lies 0.8262 standard deviations above the middle of those of 15 and 22.
    assert!((found.missing - 0.2044).abs() < 1e-3, "{}", found.missing);
    let [hint] = &answers.diagnostics[..] else { panic!("{:?}", answers.diagnostics) };
    assert!(
        hint.message.starts_with("20.4% of the cases have no result: `arrival_rate` of `mmc_wait` must be less than")
    );
    assert!(!hint.is_error());
    let shown = result(last(&answers), &Formatter::new(&napkin::quantity::unit::Units::default(), true)).to_string();
    assert!(shown.ends_with(" to no end; 20.4% of the cases have no result: the queue grows without end)"), "{shown}");
}

/// A mean that few samples make is told as one, and in few digits; one that is known exactly is not.
#[test]
fn means_of_heavy_tails() {
    for (question, is_heavy) in [
        ("mean(1 / uniform(0, 1))", true),
        ("mean((1 to 10_000) * max(1, 1 to 10_000))", true),
        ("mean(max(5, 1 to 10))", false),
        ("mean((1 to 10_000) + (1 to 10_000))", false),
        ("mean(1 to 1_000_000)", false),
    ] {
        let found = outcome(question);
        let remark = " (a heavy tail: the largest of 32,768 samples makes up ";
        assert_eq!(found.contains(remark), is_heavy, "{question}: {found}");
        let digits = found.split(' ').next().unwrap_or("").bytes().filter(u8::is_ascii_digit).count();
        assert!(!is_heavy || digits <= 3, "{question}: {found}");
    }
}

/// Cases that grow without end are greater than every number: in probabilities, percentiles and checks.
#[test]
fn cases_without_end() {
    let wait = "mmc_wait(15 to 22 QPS, 10 QPS, 2 servers)";
    let reason = "20.4% of the cases have no result: the queue grows without end";
    for (question, answer) in [
        (format!("p({wait} > 1 s)"), format!("33.8% ({reason})")),
        (format!("p({wait} <= 1 s)"), format!("66.2% ({reason})")),
        (format!("1 - p({wait} > 1 s)"), format!("66.2% ({reason})")),
        (format!("p({wait} > 1 s) < 20%"), format!("false ({reason})")),
        (format!("p({wait} > 1 s) < 40%"), format!("true ({reason})")),
        (format!("p(max({wait}, 2 s) > 3 s)"), format!("24.7% ({reason})")),
        (format!("percentile({wait}, 50%)"), format!("471 ms ({reason})")),
    ] {
        let found = outcome(&question);
        let start = answer.split(' ').next().unwrap_or("");
        assert!(
            found.starts_with(start) && found.ends_with(&format!("({reason})")),
            "{question}: {found}, not {answer}"
        );
    }
    for question in [format!("percentile({wait}, 95%)"), format!("mean({wait})")] {
        let Run { code, err, .. } = run(&[&question]);
        assert_eq!(code, Some(1));
        assert!(err.starts_with(&format!("error: there is no finite answer: {reason}\n")), "{err}");
    }
    // Where nothing is known, a probability lies between two, and a check must hold at both.
    let root = "p(sqrt(normal(1, 1)) > 1)";
    let unknown = "15.9% of the cases have no result: a negative number has no square root";
    assert_eq!(outcome(root), format!("50% to 65.9% ({unknown})"));
    for (check, holds) in [("< 60%", "false"), ("> 60%", "false"), ("< 70%", "true"), ("> 45%", "true")] {
        assert_eq!(outcome(&format!("{root} {check}")), format!("{holds} ({unknown})"), "{check}");
    }
}

/// Probabilities that are known are told to the digit, others have the digits that samples tell.
#[test]
fn probabilities() {
    check(&[
        ("p((1 to 4) * (1 to 4) > 20)", "0.346%"),
        ("p(normal(0, 1) > 5)", "2.87e-5%"),
        ("p(normal(0, 1) < 5)", "99.999971%"),
        ("p(uniform(0, 1) > 0.3)", "70%"),
        ("p(not (uniform(0, 1) > 0.3))", "30%"),
        ("p((1 to 4) > (1 to 3))", "60.5%"),
        ("p(normal(1, 3) + normal(2, 4) > 8)", "15.9%"),
        ("p(ceil((5k to 20k) / 1k) <= 10)", "50%"),
        ("p(choose(1, 2, 3) >= 2)", "66.7%"),
        ("p(exponential(1) > 20)", "2.06e-7%"),
        ("p((1 to 4) + (1 to 4) > 200)", "less than 0.01%"),
        ("p((1 to 4) + (1 to 4) < 200)", "more than 99.99%"),
        ("1 - p((1 to 4) + (1 to 4) > 200)", "more than 99.99%"),
        ("mean((1 to 10_000) + (1 to 10_000))", "10.1k"),
        ("mean((1 to 10_000) * uniform(0, 2))", "5,040"),
        ("ceil((5k to 20k) / 1k)", "10 (90%: 5 to 20)"),
        ("floor(uniform(0, 10))", "4 (90%: 0 to 9)"),
        ("round(uniform(0, 10))", "5 (90%: 0 to 9)"),
        ("floor(-uniform(0, 10))", "-6 (90%: -10 to -1)"),
        ("clip(normal(0, 1), low = 0)", "0 (90%: 0 to 1.64)"),
    ]);
    let Run { out, .. } = run(&["--json", "p((1 to 4) + (1 to 4) > 200)"]);
    let object: serde_json::Value = serde_json::from_str(&out).expect("a line is an object");
    assert_eq!((object["value"].as_f64(), object["below"].as_bool()), (Some(1e-4), Some(true)), "{out}");
    // A sum of lognormals has the sum of their means, whatever the seed.
    let mean = 2.0 * 100.0 * ((1e4_f64.ln() / 2.0 / REACH).powi(2) / 2.0).exp();
    close(spread("(1 to 10_000) + (1 to 10_000)").mean, mean, 1e-9);
}

/// A result depends neither on the order of definitions nor on the units that they are written in, but on the seed.
#[test]
fn the_same_in_any_order_and_unit() {
    let sum = "a + n * c";
    let one = sampled(&format!("a = 5 to 10 GB; n = 1 to 2; c = 3 to 9 GB; {sum}"), 1);
    assert_eq!(one, sampled(&format!("c = 3 to 9 GB; a = 5 to 10 GB; n = 1 to 2; {sum}"), 1));
    let mega = sampled(&format!("a = 5000 to 10000 MB; n = 1 to 2; c = 3000 to 9000 MB; {sum}"), 1);
    one.percentiles.iter().zip(mega.percentiles).for_each(|(one, other)| close(*one, other, 1e-12));
    assert_ne!(one, sampled(&format!("a = 5 to 10 GB; n = 1 to 2; c = 3 to 9 GB; {sum}"), 2));
    let few = answers(&format!("a = 5 to 10 GB; n = 1 to 2; c = 3 to 9 GB; {sum}"), |options| {
        options.sampling.samples = Some(500);
    });
    assert_eq!(last(&few).spread.as_ref().and_then(|spread| spread.samples), Some(500));
}

/// An assumption of a preset has its stated value in the estimates, and its range in how sure those are.
#[test]
fn shares_are_averaged_over_the_results_of_a_report() {
    let answers = answers("a = 1 to 10; n = 1 to 10; c = 4; x = a * c; y = a * n; z = c", |_| {});
    let shares = Shares::new(&answers);
    let id = |index| napkin::model::EquationId(index);
    assert!(shares.get(id(2)).is_empty() && shares.get(id(3)).len() == 1);
    let average = shares.average(&[id(3), id(4), id(5)]);
    let found: Vec<_> = average.iter().map(|share| (share.input.as_str(), share.share)).collect();
    assert_eq!(found.len(), 2);
    assert!(found[0].0 == "a" && (found[0].1 - 0.75).abs() < 1e-9, "{found:?}");
    assert!(found[1].0 == "n" && (found[1].1 - 0.25).abs() < 1e-9, "{found:?}");
}

#[test]
fn a_single_estimate_is_shown_in_detail() {
    let Run { code, out, err } = run(&["(50M to 300M users) * (1 to 3 tweets/user/day) -> tweets/s"]);
    assert_eq!((code, err.as_str()), (Some(0), ""));
    insta::assert_snapshot!("range-in-detail", out);
    let Run { out, .. } = run(&["--sampled", "--seed", "7", "--samples", "1000", "--", "-3 to 9"]);
    assert!(out.ends_with("90% intervals: 1,000 samples, seed 7\n"), "{out}");
    // Several answers are a line each.
    let Run { out, .. } = run(&["--", "1 to 2 GB\n5 GB"]);
    assert_eq!(out, "1.4 GB (90%: 1 to 2 GB)\n5 GB\n90% intervals: exact\n");
}

/// Where someone asks for it, all that is drawn is drawn in ASCII.
#[test]
fn plain_characters() {
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_napkin"));
    let drawn = command.env("NAPKIN_ASCII", "1").arg("(1 to 3 GB) * (1 to 2)").output().expect("the program starts");
    let text = String::from_utf8_lossy(&drawn.stdout);
    assert!(text.is_ascii() && text.contains("o  o  o") && text.contains("---+---") && text.contains("####"), "{text}");
}

#[test]
fn options_stand_anywhere() {
    let expected = run(&["5 to 9", "--sampled", "--seed=3", "--samples", "500"]);
    assert_eq!(expected.code, Some(0), "{}", expected.err);
    for arguments in [
        ["--seed", "3", "--sampled", "--samples=500", "5 to 9"].as_slice(),
        &["--samples", "500", "5 to 9", "--sampled", "--seed", "3"],
    ] {
        assert_eq!(run(arguments).out, expected.out, "{arguments:?}");
    }
    for arguments in [["--samples", "3", "5 to 9"].as_slice(), &["5 to 9", "--samples"], &["5 to 9", "--seed", "x"]] {
        let Run { code, out, err } = run(arguments);
        assert_eq!((code, out.as_str()), (Some(2), ""), "{arguments:?}: {err}");
    }
}

#[test]
fn objects_say_how_sure_they_are() {
    let Run { out, .. } = run(&["--json", "dau = 50M to 200M users\nposts = 1 to 4 posts/user\ndau * posts"]);
    let object: serde_json::Value = serde_json::from_str(&out).expect("a line is an object");
    for (key, expected) in [("p5", 75_051_443.0), ("p50", 2e8), ("p95", 532_967_778.0), ("mean", 2.0e8 * 1.194_22)] {
        close(object[key].as_f64().expect(key), expected, 1e-3);
    }
    assert_eq!((object["exact"].as_bool(), object["samples"].as_u64()), (Some(true), None));
    close(object["shares"]["dau"].as_f64().expect("a share"), 0.5, 1e-9);
    close(object["shares"]["posts"].as_f64().expect("a share"), 0.5, 1e-9);
    let Run { out, .. } = run(&["--json", "(1 to 2 GB) + (3 to 4 GB) > 5 GB"]);
    let object: serde_json::Value = serde_json::from_str(&out).expect("a line is an object");
    assert_eq!((object["exact"].as_bool(), object["p5"].as_f64()), (Some(false), None));
    assert!(object["probability"].as_f64().is_some_and(|share| share > 0.2 && share < 0.8), "{out}");
    // What is certain is as it was.
    let Run { out, .. } = run(&["--json", "1 GB"]);
    assert!(!out.contains("exact") && !out.contains("shares"), "{out}");
}

#[test]
fn a_preset_in_detail() {
    let Run { code, out, .. } = run(&["run", "pastebin", "--detail", "new_content_per_month", "--detail", "3 GB"]);
    assert_eq!(code, Some(0));
    assert!(out.starts_with("new_content_per_month = 12.71 GB/month (90%: 6."), "{out}");
    assert!(out.contains("Where the spread comes from\ncontent ") && out.contains("writes_per_month"), "{out}");
    assert!(out.ends_with("3 GB = 3 GB\nIt is certain: no range has to do with it.\n"), "{out}");
    let Run { code, err, .. } = run(&["run", "pastebin", "--detail", "new_content_per_mont"]);
    assert_eq!(code, Some(1));
    assert!(err.contains("did you mean `new_content_per_month`?"), "{err}");
}

/// A session, where answers change with their assumptions.
mod session {
    use napkin::diagnostic::Sources;
    use napkin::engine::Sampling;
    use napkin::repl::Session;

    fn talk(lines: &str) -> Vec<String> {
        let (mut session, mut sources) = (Session::new(Sampling::default()), Sources::default());
        let answer = |line: &str| {
            let reply = session.enter(line, &mut sources);
            let problems: Vec<&str> = reply.problems.iter().map(|problem| problem.message.as_str()).collect();
            anstream::adapter::strip_str(&(reply.text(80) + &problems.join("\n"))).to_string().trim_end().to_owned()
        };
        lines.lines().map(answer).collect()
    }

    #[test]
    fn answers_follow_their_ranges() {
        let answers = talk(
            "dau = 50M to 200M users\nposts = dau * (1 to 4 posts/user)\ndau = 100M users\n:undo\n\
             corr(dau, posts) = 0.5\np(dau > 100M users)\n_ * 2",
        );
        assert_eq!(answers[0], "dau = 100M users (90%: 50M to 200M users)");
        assert_eq!(answers[1], "posts = 200M posts (90%: 75M to 530M posts)");
        let change = "posts 200M posts (90%: 75M to 530M posts) -> 200M posts (90%: 100M to 400M posts)";
        assert!(answers[2].ends_with(change), "{}", answers[2]);
        assert!(answers[3].ends_with("-> 200M posts (90%: 75M to 530M posts)"), "{}", answers[3]);
        assert_eq!(answers[4], "`posts` is calculated from ranges and is none itself");
        assert_eq!((answers[5].as_str(), answers[6].as_str()), ("50%", "1"));
    }

    #[test]
    fn a_result_is_taken_apart() {
        let answers =
            talk(":detail\ndau = 50M to 200M users\ndau * (1 to 4 KB/user)\n:detail\n:detail 3 GB\n:detail dua");
        assert_eq!(answers[0], "nothing has been asked yet");
        assert!(answers[3].starts_with("dau * (1 to 4 KB/user) = 200 GB (90%: 75 to 530 GB)\n"), "{}", answers[3]);
        assert!(answers[3].contains("dau              50%  ██████████"), "{}", answers[3]);
        assert!(answers[3].ends_with("90% intervals: exact"), "{}", answers[3]);
        assert!(answers[4].ends_with("It is certain: no range has to do with it."), "{}", answers[4]);
        assert_eq!(answers[5], "`dua` is not defined");
    }

    #[test]
    fn samples_are_a_setting() {
        let answers =
            talk(":set sampled on\n:set samples 500\n:set seed 9\nx = 1 to 2\n:detail x\n:set samples 5\n:set");
        assert!(answers[4].ends_with("90% intervals: 500 samples, seed 9"), "{}", answers[4]);
        assert!(answers[5].starts_with("a result has 100 to 10000000 samples"), "{}", answers[5]);
        assert!(answers[6].contains("samples   500") && answers[6].contains("sampled   on"), "{}", answers[6]);
    }

    #[test]
    fn a_preview_is_a_glance() {
        let (mut session, mut sources) = (Session::new(Sampling::default()), Sources::default());
        session.enter("dau = 50M to 200M users", &mut sources);
        assert_eq!(session.preview("dau * (1 to 4 KB/user").as_deref(), Some("200 GB (90%: 75 to 530 GB)"));
        assert!(session.preview("dau * 1 KB/user + 1 GB").is_some_and(|shown| shown.contains("(90%: ")));
        assert_eq!(session.preview("0 to 5"), None);
    }

    /// What is saved and loaded again gives the same answers to the digit, correlations and all.
    #[test]
    fn a_saved_session_is_the_same() {
        let path = std::env::temp_dir().join(format!("napkin-ranges-{}.toml", std::process::id()));
        let lines = format!(
            "n = 1 to 3\nsum = a + n * c\na = 5 to 10\nc = uniform(1, 2)\ncorr(a, c) = -0.4\nsum\n:save! {0}\n:reset\n:load {0}\nsum\n:vars",
            path.display()
        );
        let answers = talk(&lines);
        let text = std::fs::read_to_string(&path).expect("it was saved");
        std::fs::remove_file(&path).expect("it is ours");
        assert!(text.contains("correlations = [\"corr(a, c) = -0.4\"]"), "{text}");
        assert!(answers[5].contains("(90%: ") && answers[5] == answers[9], "{} and {}", answers[5], answers[9]);
    }
}

//! Whatever a message offers to write works when it is written: every offer of every message is applied to its text, which
//! must then evaluate, or be refused for another reason that stands later. `; ` separates the lines of a text.

mod support;

use napkin::diagnostic::{Diagnostic, Edit, Help, Place, Source};
use napkin::engine::Options;
use napkin::syntax::{Origin, parse};
use support::model;
use support::sentences::{HINTS, SENTENCES};

/// All that is said about a text.
fn diagnostics(text: &str) -> Vec<Diagnostic> {
    let (model, mut problems) = model(text);
    problems.extend(model.answers(&Options::default()).diagnostics);
    problems
}

/// The text with one edit made.
fn edited(text: &str, edit: &Edit) -> String {
    match edit.place {
        Place::Over(span) => {
            let range = span.range();
            format!("{}{}{}", &text[..range.start], edit.text, &text[range.end..])
        }
        Place::LineBefore(span) => {
            let source = Source::new(None, text);
            let line = source.line(source.line_of(span.range().start));
            format!("{}{}\n{}", &text[..line.start], edit.text, &text[line.start..])
        }
    }
}

/// The edits that a message offers.
fn edits(diagnostic: &Diagnostic) -> impl Iterator<Item = &Edit> {
    let offers = diagnostic.help.iter().filter_map(|help| match help {
        Help::Offer(offer) => Some(offer),
        Help::Advice(_) => None,
    });
    offers.flat_map(|offer| &offer.edits)
}

/// How far from the end of its text a problem is.
fn left(diagnostic: &Diagnostic, text: &str) -> usize {
    diagnostic.primary.as_ref().map_or(0, |label| text.len().saturating_sub(label.span.range().start))
}

/// What is wrong with an offer, if anything is.
fn objection(text: &str, all: &[Diagnostic], offering: &Diagnostic, edit: &Edit) -> Option<String> {
    let after = edited(text, edit);
    let found = diagnostics(&after);
    let is_same = |one: &&Diagnostic| one.message == offering.message && left(one, &after) == left(offering, text);
    if found.iter().any(|one| is_same(&one)) {
        return Some(format!("`{text}`: `{after}` has the same problem: {}", offering.message));
    }
    let was_there = |one: &Diagnostic| all.iter().any(|other| other.message == one.message);
    let is_later = |one: &Diagnostic| {
        offering.is_error() && one.message != offering.message && left(one, &after) <= left(offering, text)
    };
    let worse = found.iter().filter(|one| one.is_error()).find(|one| !was_there(one) && !is_later(one))?;
    Some(format!("`{text}`: {}\n   `{after}`: {}", offering.message, worse.message))
}

/// What is wrong with the offers of a text.
fn objections(text: &str) -> Vec<String> {
    let all = diagnostics(text);
    let offered = all.iter().flat_map(|one| edits(one).map(move |edit| (one, edit)));
    offered.filter_map(|(offering, edit)| objection(text, &all, offering, edit)).collect()
}

#[track_caller]
fn none(objections: &[String]) {
    assert!(objections.is_empty(), "{} offers do not work:\n{}", objections.len(), objections.join("\n"));
}

/// The inputs of the messages that are kept whole, from the heads of their snapshots.
fn inputs_of_snapshots() -> Vec<String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/snapshots");
    let files = std::fs::read_dir(folder).expect("the snapshots are there");
    let mut inputs = Vec::new();
    for file in files.map(|file| file.expect("a file can be named").path()) {
        if !file.file_name().is_some_and(|name| name.to_string_lossy().starts_with("errors__")) {
            continue;
        }
        let text = std::fs::read_to_string(&file).expect("a snapshot can be read");
        let head = text.lines().find_map(|line| line.strip_prefix("description: ")).unwrap_or("");
        let head = match head.strip_prefix('\'') {
            Some(quoted) => quoted.trim_end_matches('\'').replace("''", "'"),
            None if head.starts_with('"') => serde_json::from_str(head).unwrap_or_default(),
            None => head.to_owned(),
        };
        // The head of a longer input says nothing.
        if head.len() < 80 {
            inputs.push(head);
        }
    }
    assert!(inputs.len() > 100, "the snapshots have their inputs in their heads");
    inputs
}

#[test]
fn offers_of_the_messages_that_are_kept_whole() {
    let objections: Vec<_> =
        inputs_of_snapshots().iter().flat_map(|input| objections(&input.replace("; ", "\n"))).collect();
    none(&objections);
}

#[test]
fn offers_of_sentences() {
    let inputs = SENTENCES.iter().map(|row| row.0).chain(HINTS.iter().map(|row| row.0));
    none(&inputs.flat_map(|input| objections(&input.replace("; ", "\n"))).collect::<Vec<_>>());
}

/// What is written, and the text after each edit that is offered, in order; ` | ` separates them.
const LINES: &[(&str, &str)] = &[
    ("tweet size = 280 bytes", "tweet_size = 280 bytes"),
    ("daily active users = 5M users", "daily_active_users = 5M users"),
    ("read/write ratio = 100", "read_write_ratio = 100"),
    ("tweet-size = 280 B", "tweet_size = 280 B"),
    ("cache hit rate (%) = 90%", "cache_hit_rate_percent = 90%"),
    ("user's posts = 3", "users_posts = 3"),
    ("95th percentile = 5 ms", "percentile_95th = 5 ms"),
    ("QPS, peak = 5", "QPS_peak = 5"),
    ("let x = 5", "x = 5"),
    ("const x = 5", "x = 5"),
    ("var x = 5", "x = 5"),
    ("set x = 5", "x = 5"),
    ("let f(a) = a * 2; f(3)", "f(a) = a * 2; f(3)"),
    ("x := 5", "x = 5"),
    ("dau:5M users", "dau = 5M users | dau: 5M users"),
    ("if = 3", "if_ = 3"),
    ("x = 2; x += 5", "x = 2; new_x = x + 5"),
    ("noun active user", "noun active_user"),
    ("unit page 4 KiB", "unit page = 4 KiB"),
    ("unit page is 4 KiB", "unit page = 4 KiB"),
    ("5m users", "5M users"),
    ("5 m users", "5M users"),
    ("5mm users", "5M users"),
    ("5 mio users", "5M users"),
    ("5 mil users", "5M users"),
    ("1B users", "1bn users"),
    ("5b users", "5bn users"),
    ("5 B users", "5bn users"),
    ("5 M users", "5M users"),
    ("3 crore users", "30M users"),
    ("3 lakh users", "300k users"),
    ("2 dozen servers", "24 servers"),
    ("5 hundred users", "500 users"),
    ("5–20M users", "5M to 20M users"),
    ("5..20M", "5M to 20M"),
    ("5...20 GB", "5 to 20 GB"),
    ("5…20 GB", "5 to 20 GB"),
    ("5M..20M users", "5M to 20M users"),
    ("$5–10", "$5 to 10"),
    ("10–20%", "10 to 20%"),
    ("100 KB–1 MB", "100 KB to 1 MB"),
    ("5M~20M users", "5M to 20M users"),
    ("500–2k QPS", "500 to 2k QPS"),
    ("10,000 + (432M / 20) = 21,610,000", "10,000 + (432M / 20) | 10,000 + (432M / 20) == 21,610,000"),
    ("BDP = 32 Gbps * 0.2 s = 800 MB", "BDP = 32 Gbps * 0.2 s | BDP = 32 Gbps * 0.2 s == 800 MB"),
    ("5 GB * 8 ≈ 40 GB", "5 GB * 8 | 5 GB * 8 == 40 GB"),
    ("5 GB * 8 => 40 GB", "5 GB * 8 | 5 GB * 8 == 40 GB | 5 GB * 8 >= 40 GB"),
    ("5 GB * 8 → 40 GB", "5 GB * 8 | 5 GB * 8 -> GB | 5 GB * 8 == 40 GB"),
    ("5 GB * 8 -> 40 GB", "5 GB * 8 | 5 GB * 8 -> GB | 5 GB * 8 == 40 GB"),
    ("5 GB * 8 --> 40 GB", "5 GB * 8 | 5 GB * 8 == 40 GB"),
    ("5 GB * 8 ~= 40 GB", "5 GB * 8 | 5 GB * 8 == 40 GB"),
    ("5 GB * 8 ~ 40 GB", "5 GB * 8 | 5 GB * 8 == 40 GB"),
    ("5 GB * 8 = 40 GB = 320 Gb", "5 GB * 8"),
    ("5 GB * 8 =", "5 GB * 8"),
    ("5 GB * 8 = ? TB", "5 GB * 8 | 5 GB * 8 -> TB"),
    ("5 GB * 8 = TB", "5 GB * 8 | 5 GB * 8 -> TB"),
    ("5 GB => MB", "5 GB | 5 GB -> MB"),
    ("5 GB -> MB = 5000 MB", "5 GB -> MB | (5 GB -> MB) == 5000 MB"),
    ("=5+3", "5+3"),
    ("= 5 GB * 2", "5 GB * 2"),
    ("5 = 3", "5 | 5 == 3"),
    ("f(x) = x; f(5) -> 5", "f(x) = x; f(5) | f(x) = x; f(5) == 5"),
    ("90 days retention", "90 days"),
    ("1000 concurrent sessions", "1000 sessions"),
    ("10 million daily active users", "10 million users"),
    ("500 active users per day", "500 users per day"),
    ("16 GB RAM", "16 GB"),
    ("2 KB each", "2 KB"),
    ("500 req/s peak", "500 req/s"),
    ("100 ms p99", "100 ms"),
    ("5 GB per user total", "5 GB per user"),
    ("10 GB/day average * 30 days", "10 GB/day * 30 days"),
    ("5 GB -> TB MB", "5 GB -> TB"),
    ("10 requests per the day", "10 requests per day"),
    ("64 GB (reserved)", "64 GB | 64 GB # reserved"),
    ("3 servers (c5.xlarge)", "3 servers | 3 servers # c5.xlarge"),
    ("5 GB [reserved]", "5 GB | 5 GB # reserved"),
    ("64 GB (8 GB reserved for the system)", "64 GB | 64 GB # 8 GB reserved for the system"),
    ("5 GB/s (peak) * 10 s", "5 GB/s * 10 s"),
    ("dau = 5M users (DAU); dau", "dau = 5M users; dau | dau = 5M users # DAU; dau"),
    ("5 GB (3 + 4)", "5 GB * (3 + 4) | 5 GB | 5 GB # 3 + 4"),
    ("3 200 GB", "3_200 GB | 3 * 200 GB"),
    ("5 10", "5 * 10"),
    ("5 GB 3 TB", "5 GB + 3 TB"),
    ("2 users 5 GB", "2 users * 5 GB"),
    ("$5 $3", "$5 * $3"),
    ("sqrt 16", "sqrt(16)"),
    ("sqrt 16 * 2", "sqrt(16) * 2 | sqrt(16 * 2)"),
    ("log2 1024", "log2(1024)"),
    ("ceil 2.5", "ceil(2.5)"),
    ("ceil 10 TB / 3 TB", "ceil(10 TB) / 3 TB | ceil(10 TB / 3 TB)"),
    ("x = 16; sqrt x", "x = 16; sqrt(x)"),
    ("max 3, 5", "max(3, 5)"),
    ("max 3 5", "max(3, 5)"),
    ("10 mod 3", "mod(10, 3)"),
    ("10 % 3", "mod(10, 3) | 10 % of 3"),
    ("10% 3", "mod(10, 3) | 10% of 3"),
    ("x = 7; x mod 3", "x = 7; mod(x, 3)"),
    ("x = 7; (x + 1) % 5", "x = 7; mod((x + 1), 5)"),
    ("10 plus 3", "10 + 3"),
    ("√16 * 2", "sqrt(16) * 2"),
    ("√(16)", "sqrt(16)"),
    ("2 * |5 - 7|", "2 * abs(5 - 7)"),
    ("5!", "120"),
    ("52! / 2", "8.06582e67 / 2"),
    ("5 ‰ of 2M users", "0.5% of 2M users"),
    ("0.7‰ of 2M users", "0.07% of 2M users"),
    ("max 3 GB 5 GB", ""),
    ("avg 5 KB * 1M", "5 KB * 1M"),
    ("2:30 h", "2 h 30 min"),
    ("2:05 min * 3", "2 min 5 s * 3"),
    ("a quarter of 100 GB", "1/4 of 100 GB"),
    ("a dozen servers", "12 servers"),
    ("10 GB times 3", "10 GB * 3"),
    ("10 GB divided by 3", "10 GB / 3"),
    ("1 TB at 1 Gbps", "1 TB / 1 Gbps | 1 TB * 1 Gbps"),
    ("1M users at 10 KB/user", "1M users * 10 KB/user"),
    ("x = 5; x squared", "x = 5; x^2"),
    ("x = 5; x plus 3", "x = 5; x + 3"),
    ("5 servers at $50", "5 servers * $50"),
    ("10 servers @ $50", "10 servers * $50"),
    ("100 GB as MB", "100 GB -> MB"),
    ("100 GB into TB", "100 GB -> TB"),
    ("between 5 and 10 GB", "5 to 10 GB"),
    ("from 5 to 10 GB", "5 to 10 GB"),
    ("about 10 KB", "~10 KB"),
    ("approx 10 KB * 3", "~10 KB * 3"),
    ("2 * roughly 10 KB", "2 * ~10 KB"),
    ("what is 5 GB * 3?", "5 GB * 3"),
    ("convert 5 GB to MB", "5 GB to MB"),
    ("20% 5 GB", "20% of 5 GB"),
    ("20% users", "20% of users | 20%"),
    ("2(3+4)", "2 * (3+4)"),
    ("(2)(3)", "(2) * (3)"),
    ("(2) 3", "(2) * 3"),
    ("x = 2; z = 3; x z", "x = 2; z = 3; x * z | x = 2; z = 3; x_z"),
    ("max(1 2)", "max(1, 2)"),
    ("max(1; 2)", "max(1, 2)"),
    ("max(1,,2)", "max(1,2)"),
    ("1.234,56", "1_234.56"),
    ("1,5", "1.5 | 1; 5"),
    ("x = 1,5 GB", "x = 1.5 GB | x = 1; 5 GB"),
    ("1.2.3", "1.23"),
    ("1.000.000", "1_000_000"),
    ("1'000'000", "1_000_000"),
    ("1’000 users", "1_000 users"),
    ("1,2345,678", "12345678"),
    ("5 GB, 3 GB", "5 GB; 3 GB"),
    ("12:30:15", "12 h 30 min 15 s"),
    ("10 GB : 5 GB", "10 GB / 5 GB"),
    ("5. GB", "5 GB"),
    ("$-5", "-$5"),
    ("5 GB.", "5 GB"),
    ("5 GB?", "5 GB"),
    ("5 GB,", "5 GB"),
    ("“5 GB”", "5 GB"),
    ("'5 GB'", "5 GB"),
    ("`5 GB`", "5 GB"),
    ("**5 GB**", "5 GB"),
    ("```5 GB```", "5 GB"),
    ("• 5 GB", "5 GB"),
    ("> 5 GB", "5 GB"),
    ("* 5 GB", "5 GB"),
    ("1. 5 GB", "5 GB"),
    ("1) 5 GB", "5 GB"),
    ("→ 5 GB", "5 GB"),
    ("5 GB 🚀", "5 GB"),
    ("5\u{200b}GB", "5GB"),
    ("5 \u{2011} 3", "5 - 3"),
    ("5 \\* 3", "5 * 3"),
    ("5 GB // spare", "5 GB # spare"),
    ("5 GB /* spare */", "5 GB # spare"),
    ("true && false", "true and false"),
    ("true || false", "true or false"),
    ("1 < 2 && 2 < 3", "1 < 2 and 2 < 3"),
    ("!true", "not true"),
    ("5 <> 3", "5 != 3"),
    ("5 =< 3", "5 <= 3"),
    ("5 === 3", "5 == 3"),
    ("5 !== 3", "5 != 3"),
    ("100 GB -> in TB", "100 GB -> TB"),
    ("100 GB in to TB", "100 GB in TB"),
    ("5 to to", "5"),
    ("5 to to 10", "5 to 10"),
    ("of 5", "5"),
    (">= 5", "5"),
    ("/ 3", "3"),
    ("2 + * 3", "2 + 3 | 2 * 3"),
    ("5 ^ ^ 2", "5 ^ 2"),
    ("5 * (3 + )", "5 * (3)"),
    ("5 GB * ()", "5 GB"),
    ("5 GB ->", "5 GB"),
    ("5 GB per", "5 GB"),
    ("5 GB/", "5 GB"),
    ("5 GB to", "5 GB"),
    ("2 +", "2"),
    ("5 and", "5"),
    ("(1 + 2", "(1 + 2) | 1 + 2"),
    ("max(1, 2", "max(1, 2)"),
    ("x = (5 GB + 3 GB -> MB", "x = (5 GB + 3 GB) -> MB | x = 5 GB + 3 GB -> MB"),
    ("1 + 2)", "1 + 2 | (1 + 2)"),
    ("x = 1 + 2)", "x = 1 + 2 | x = (1 + 2)"),
    ("[1 + 2] * 3", "(1 + 2) * 3"),
    ("{1 + 2}", "(1 + 2)"),
    ("５ GB", "5 GB"),
    ("5\u{3000}GB", "5 GB"),
    ("5 src tests 3", "5 * 3"),
    ("5 Cargo.toml README.md 3", "5 * 3"),
    ("bash.023/GB/month * 5 TB", "$0.023/GB/month * 5 TB"),
    ("/bin/bash.50/hour * 3", "$0.50/hour * 3"),
    ("150M users * /user", ""),
    ("5 TO 10", "5 to 10"),
    ("20% OF 50", "20% of 50"),
    ("1 < 2 AND 2 < 3", "1 < 2 and 2 < 3"),
    ("low = high = 3", "low = 3"),
    ("latency_ms: = 5", "latency_ms = 5"),
    ("15 GB (x2)", "15 GB | 15 GB # x2"),
    ("100 TB usable storage", "100 TB"),
    ("5 GB total + 3 GB spare", "5 GB + 3 GB spare"),
    ("3 big servers * $50/server", "3 servers * $50/server"),
    ("2 KB per tweet (avg) * 10M tweets", "2 KB per tweet * 10M tweets"),
    ("1B users * 2 KB/user", "1bn users * 2 KB/user"),
    ("5m users * 2 KB/user", "5M users * 2 KB/user"),
    ("2 dozen servers * $50/server", "24 servers * $50/server"),
    ("about 5 GB + about 3 GB", "~5 GB + about 3 GB"),
    ("10 GB +", "10 GB"),
    ("100M users x", "100M users"),
    ("ceil(2.5", "ceil(2.5)"),
    ("ceil[2.5]", "ceil(2.5)"),
    ("5 GB -> [MB]", "5 GB -> MB"),
    ("{5 GB}", "(5 GB)"),
    ("\"10 GB\" + 5 GB", "10 GB + 5 GB"),
    ("5 GB → → MB", "5 GB → MB"),
    ("5 GB ->-> MB", "5 GB ->MB"),
    ("2 ^ * 3", "2 ^ 3 | 2 * 3"),
    ("3 GB + / 2", "3 GB + 2 | 3 GB / 2"),
    ("(5 GB + 3 GB) (reserved)", "(5 GB + 3 GB) | (5 GB + 3 GB) # reserved"),
    ("1.000,5", "1_000.5"),
    ("1 000,5", "1_000.5"),
    ("unit EUR = 1.08 USD; €1.234,56", "unit EUR = 1.08 USD; €1_234.56"),
    ("10.5.2", "10.52"),
    ("5 GB !", "5 GB"),
    ("5 GB …", "5 GB"),
    ("$5 per", "$5"),
    ("5 requests per a second", "5 requests per second"),
    ("100 req / s / user of", "100 req / s / user"),
    ("max 1 GB, 2 GB", "max(1 GB, 2 GB)"),
    ("min 5 10", "min(5, 10)"),
    ("sqrt(16) 4", "sqrt(16) * 4"),
    ("log2 8 + log2 4", "log2(8) + log2 4 | log2(8 + log2 4)"),
    ("10 mod 3 + 1", "mod(10, 3) + 1"),
    ("-7 mod 3", "mod(-7, 3)"),
    ("x = 7; x % 2", "x = 7; mod(x, 2)"),
    ("mod 10 3", "mod(10, 3)"),
    ("5 GB minus 3 GB", "5 GB - 3 GB"),
    ("5 GB less 3 GB", "5 GB - 3 GB"),
    ("10 users multiplied by 5", "10 users * 5"),
    ("100 over 5", "100 / 5"),
    ("5 GB equals 5000 MB", "5 GB == 5000 MB"),
    ("from 10 to 20 users", "10 to 20 users"),
    ("between $5 and $10", "$5 to $10"),
    ("roughly 1M users", "~1M users"),
    ("give me 5 GB", "5 GB"),
    ("cost = $5 (per month)", "cost = $5 | cost = $5 # per month"),
    ("total storage = 5 TB * 3", "total_storage = 5 TB * 3"),
    ("p99 latency (ms) = 20", "p99_latency_ms = 20"),
    ("qps/server = 500", "qps_server = 500"),
    ("dau (2024) = 5M", "dau_2024 = 5M"),
    ("my variable := 5", "my_variable = 5"),
    ("var total storage = 5 TB", "total_storage = 5 TB"),
    ("USD 5", "5 USD"),
    ("unit EUR = 1.08 USD; EUR 5 * 2", "unit EUR = 1.08 USD; 5 EUR * 2"),
    ("5 GB x3", "5 GB * 3"),
    ("10 GB in 5 s", "10 GB / (5 s)"),
    ("1 in 1000", "1 / 1000"),
    ("10.0.0.1", ""),
    ("five users * 2 KB/user", "5 users * 2 KB/user"),
    ("a million users", "1 million users"),
    ("twice 5 GB", "2 * 5 GB"),
    ("3 * (two servers)", "3 * (2 servers)"),
];

#[test]
fn offers_by_what_they_make_of_the_line() {
    let mut wrong = Vec::new();
    for &(input, expected) in LINES {
        let text = input.replace("; ", "\n");
        let all = diagnostics(&text);
        let first = all.iter().find(|one| one.is_error()).or(all.first());
        let lines: Vec<_> =
            first.into_iter().flat_map(edits).map(|edit| edited(&text, edit).replace('\n', "; ")).collect();
        let found = lines.join(" | ");
        if found != expected {
            wrong.push(format!("{input}\n   expected {expected}\n   found    {found}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {} rows differ:\n{}", wrong.len(), LINES.len(), wrong.join("\n"));
    none(&LINES.iter().flat_map(|(input, _)| objections(&input.replace("; ", "\n"))).collect::<Vec<_>>());
}

/// Advice changes nothing by itself, but what it tells to write can be written.
#[test]
fn advice_to_write_something_can_be_followed() {
    let mut wrong = Vec::new();
    let own = LINES.iter().map(|(input, _)| (*input).to_owned());
    for input in inputs_of_snapshots().into_iter().chain(own) {
        for diagnostic in diagnostics(&input.replace("; ", "\n")) {
            for help in &diagnostic.help {
                let Help::Advice(advice) = help else { continue };
                for told in advice.split("write `").skip(1).filter_map(|rest| rest.split('`').next()) {
                    // By itself, or behind a value.
                    let texts = [told.to_owned(), format!("1 {told}")];
                    let is_read = texts.iter().any(|text| parse(text, Origin::default()).is_ok());
                    if !told.contains('…') && !is_read {
                        wrong.push(format!("`{input}`: {advice}"));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "advice that cannot be followed:\n{}", wrong.join("\n"));
}

/// Pieces of lines, right and wrong.
const PIECES: &[&str] = &[
    "5", "10M", " ", " ", " ", "GB", "users", "x", "=", "==", "->", "→", "≈", "–", "..", ",", ".", "(", ")", "[", "]",
    "$", "€", "%", "mod", "sqrt", "to", "of", "per", "in", "if", "then", "and", "*", "/", "+", "-", "^", "²", "½", "“",
    "'", "`", "•", ":", ";", "#", "@", "&&", "!", "1.234,56", "noun", "unit", "let", "about", "between", "what is",
    "\u{200b}", "５", "é", "x = ", "//", "/*", "*/", "bash.0", "a.txt", "\n", "{", "}", "12:30:15", "crore", "squared",
    "plus", "🚀",
];

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { cases: 3000, failure_persistence: None, ..Default::default() })]

    /// Any line has its messages, and every edit lies in the line.
    #[test]
    fn any_line_can_be_explained(picks in proptest::collection::vec(0..PIECES.len(), 1..9)) {
        let text: String = picks.iter().map(|&index| PIECES[index]).collect();
        for diagnostic in diagnostics(&text) {
            for edit in edits(&diagnostic) {
                // Cuts the text at both ends of the edit.
                let _ = edited(&text, edit);
            }
        }
    }
}

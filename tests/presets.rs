//! The built-in presets against the published estimates of the System Design Primer (github.com/donnemartin/
//! system-design-primer at ae9bbd7, `solutions/system_design/*/README.md`).

use napkin::diagnostic::{Diagnostic, SourceId};
use napkin::engine::Options;
use napkin::model::{Answers, Kind};
use napkin::preset::{Preset, catalogue, read};

/// A published estimate: its name in the preset, the unit of the figures, what the source's own formula and inputs
/// come to without rounding, what the source prints, and how far its rounding may take it from the exact figure.
type Published = (&'static str, &'static str, f64, f64, f64);

/// The source prints the figure in full.
const EXACT: f64 = 1e-9;

/// Per second, the source divides by 2.5 million seconds a month, and so does the preset.
const PASTEBIN: &[Published] = &[
    // 1 KB of content and 271 B of columns; cut to three digits.
    ("paste_size", "KB/paste", 1.271, 1.27, 0.001),
    ("new_content_per_month", "GB/month", 12.71, 12.7, 0.001),
    // Coarse: 457.56 GB, rounded down to the fifty below.
    ("new_content_3y", "GB", 457.56, 450.0, 0.017),
    ("shortlinks_3y", "pastes", 360e6, 360e6, EXACT),
    ("write_rps", "QPS", 4.0, 4.0, EXACT),
    ("read_rps", "QPS", 40.0, 40.0, EXACT),
    ("read_write_ratio", "1", 10.0, 10.0, EXACT),
    // The source only says that seven places of base 62 are enough; this is 62^7.
    ("key_space", "pastes", 3_521_614_606_208.0, 3_521_614_606_208.0, EXACT),
];

const TWITTER: &[Published] = &[
    ("tweets_per_month", "tweets/month", 15e9, 15e9, EXACT),
    ("fanout_per_day", "deliveries/day", 5e9, 5e9, EXACT),
    ("fanout_per_month", "deliveries/month", 150e9, 150e9, EXACT),
    // Coarse: 180 B beside 10 KB of media are dropped, here and in the two totals that follow.
    ("tweet_size", "KB/tweet", 10.18, 10.0, 0.018),
    ("new_content_per_month", "TB/month", 152.7, 150.0, 0.018),
    ("new_content_3y", "PB", 5.4972, 5.4, 0.018),
    ("read_rps", "QPS", 100e3, 100e3, EXACT),
    // A month of 30 days counts the tweets, one of 2.5 million seconds (28.9 days) their rate: 6,000 and not 5,787.
    ("tweet_rps", "QPS", 6e3, 6e3, EXACT),
    ("fanout_rps", "QPS", 60e3, 60e3, EXACT),
    ("search_rps", "QPS", 4e3, 4e3, EXACT),
    // The sum of the printed sizes of its fields.
    ("redis_list_entry", "B/entry", 17.0, 17.0, EXACT),
];

const WEB_CRAWLER: &[Published] = &[
    // Coarse: the source takes four weeks for a month. 30 days have 30/7 weeks.
    ("pages_per_month_from_weekly_refresh", "pages/month", 30e9 / 7.0, 4e9, 0.067),
    ("stored_per_month", "PB/month", 2.0, 2.0, EXACT),
    ("stored_3y", "PB", 72.0, 72.0, EXACT),
    ("write_rps", "QPS", 1600.0, 1600.0, EXACT),
    ("search_rps", "QPS", 40e3, 40e3, EXACT),
];

/// A preset with its answers; it has no problems, not even hints.
fn preset(name: &str) -> (Preset, Answers) {
    let text = catalogue::find(name).unwrap_or_else(|| panic!("{name} is built in"));
    let (preset, problems) = read(SourceId::default(), text);
    let answers = preset.model.answers(&Options::default());
    let remarks: Vec<&Diagnostic> = problems.iter().chain(&answers.diagnostics).collect();
    assert!(remarks.is_empty(), "{name}: {remarks:?}");
    (preset, answers)
}

/// The value of an estimate in a unit, and the unit that it is shown in.
fn value(preset: &Preset, answers: &Answers, name: &str, unit: &str) -> f64 {
    let id = preset.model.find(name).unwrap_or_else(|| panic!("there is no estimate `{name}`"));
    let answer = answers.get(id).unwrap_or_else(|| panic!("`{name}` has no result"));
    let Kind::Quantity(quantity) = &answer.kind else { panic!("`{name}` is a condition") };
    if unit == "1" {
        assert!(quantity.dimension.is_none(), "`{name}` is no pure number");
        return answer.value;
    }
    let factor = unit.split('/').enumerate().fold(1.0, |factor, (place, word)| {
        let unit = preset.model.units.find(word).unwrap_or_else(|_| panic!("`{word}` is not a unit"));
        if place == 0 { factor * unit.factor } else { factor / unit.factor }
    });
    answer.value / factor
}

fn check(name: &str, published: &[Published]) {
    let (preset, answers) = preset(name);
    for &(estimate, unit, exact, printed, rounding) in published {
        let found = value(&preset, &answers, estimate, unit);
        let error = (found / exact - 1.0).abs();
        assert!(error < 1e-9, "{name}: {estimate} is {found} {unit} instead of {exact}");
        let error = (printed / found - 1.0).abs();
        assert!(error <= rounding, "{name}: {estimate} is {found} {unit}, the source says {printed}");
    }
}

#[test]
fn pastebin_agrees_with_the_primer() {
    check("pastebin", PASTEBIN);
}

#[test]
fn twitter_agrees_with_the_primer() {
    check("twitter", TWITTER);
}

#[test]
fn web_crawler_agrees_with_the_primer() {
    check("web-crawler", WEB_CRAWLER);
}

/// What the source gives, in the units it is given in.
#[test]
fn the_given_figures_are_those_of_the_source() {
    for (name, given) in [
        (
            "pastebin",
            &[
                ("users", "users", 10e6),
                ("writes_per_month", "pastes/month", 10e6),
                ("reads_per_month", "reads/month", 100e6),
                ("content", "KB/paste", 1.0),
                ("shortlink", "B/paste", 7.0),
                ("expiration_length_in_minutes", "B/paste", 4.0),
                ("created_at", "B/paste", 5.0),
                ("paste_path", "B/paste", 255.0),
                ("retention", "months", 36.0),
            ][..],
        ),
        (
            "twitter",
            &[
                ("active_users", "users", 100e6),
                ("tweets_per_day", "tweets/day", 500e6),
                ("fanout", "deliveries/tweet", 10.0),
                ("reads_per_month", "reads/month", 250e9),
                ("searches_per_month", "searches/month", 10e9),
                ("tweet_id", "B/tweet", 8.0),
                ("user_id", "B/tweet", 32.0),
                ("text", "B/tweet", 140.0),
                ("media", "KB/tweet", 10.0),
                ("days_per_month", "days/month", 30.0),
                ("retention", "months", 36.0),
            ],
        ),
        (
            "web-crawler",
            &[
                ("links", "links", 1e9),
                ("pages_per_month", "pages/month", 4e9),
                ("page_size", "KB/page", 500.0),
                ("searches_per_month", "searches/month", 100e9),
                ("refresh_period", "days", 7.0),
                ("retention", "months", 36.0),
            ],
        ),
    ] {
        let (preset, answers) = preset(name);
        for &(assumption, unit, expected) in given {
            let found = value(&preset, &answers, assumption, unit);
            assert!((found / expected - 1.0).abs() < 1e-9, "{name}: {assumption} is {found} {unit}, not {expected}");
        }
        let month = preset.model.units.conventions.month();
        assert!((month - 2.5e6).abs() < 1e-6, "{name}: a month is {month} s");
    }
}

/// What the source leaves open is answered as well: every tier has its servers, every flow its bandwidth.
#[test]
fn each_preset_is_complete() {
    for (name, _) in catalogue::all() {
        let (preset, answers) = preset(name);
        let titles: Vec<&str> = preset.tables.iter().map(|table| table.title.as_str()).collect();
        // Further questions leave out what does not decide their design.
        if ["pastebin", "twitter", "web-crawler"].contains(&name) {
            for title in ["Traffic", "Storage", "Bandwidth", "Memory", "Servers"] {
                assert!(titles.contains(&title), "{name} has no table `{title}`");
            }
        }
        let rows = preset.tables.iter().flat_map(|table| &table.rows);
        for row in rows {
            assert!(answers.get(row.estimate).is_some(), "{name}: `{}` has no result", row.label);
        }
        for &id in &preset.assumptions {
            let equation = &preset.model.equations()[id.index()];
            let assumption = equation.name.as_ref().map_or("?", |name| name.name.as_str());
            assert!(equation.why.is_some(), "{name}: `{assumption}` gives no reason");
            let answer = answers.get(id).expect("an assumption has a value");
            let Some(spread) = &answer.spread else { continue };
            // A uniform range has its ends outside of the 90% interval.
            let (low, high) = (spread.p5() / 1.05, spread.p95() * 1.05);
            assert!(low <= answer.value && answer.value <= high, "{name}: `{assumption}` lies outside its range");
        }
        assert!(!preset.sources.is_empty() && !preset.question.is_empty() && !preset.summary.is_empty());
    }
}

/// A machine more is never needed for less: server counts are whole and at least one.
#[test]
fn server_counts_are_whole() {
    for (name, _) in catalogue::all() {
        let (preset, answers) = preset(name);
        let servers = preset.tables.iter().find(|table| table.title == "Servers");
        let rows = servers.into_iter().flat_map(|table| &table.rows);
        for row in rows {
            let answer = answers.get(row.estimate).unwrap_or_else(|| panic!("{name}: `{}`", row.label));
            let Kind::Quantity(quantity) = &answer.kind else { continue };
            let is_count = matches!(quantity.dimension.terms(), [(base, _)] if base.is_noun());
            let is_whole = answer.value.fract() == 0.0 && answer.value >= 1.0;
            assert!(!is_count || is_whole, "{name}: {} {}", answer.value, row.label);
        }
    }
}

/// The low end of a range takes the unit that is written behind the high end, whatever that measures.
#[test]
fn ranges_are_written_as_people_write_them() {
    for (value, range, low, high) in [
        ("20 KB", "5 to 50 KB", 5e3, 50e3),
        ("20%", "10% to 40%", 0.1, 0.4),
        ("20%", "10 to 40%", 0.1, 0.4),
        ("$20/h", "$10 to $45/h", 10.0 / 3600.0, 45.0 / 3600.0),
        ("$20", "10 to 45 $", 10.0, 45.0),
        ("8 hours/day", "6 to 12 hours/day", 0.25, 0.5),
        ("3", "2 to 5", 2.0, 5.0),
        ("100 users", "100 +- 20%", 80.0, 120.0),
    ] {
        let range = if range.contains("+-") { range.replace("100", "100 users") } else { range.to_owned() };
        let text = format!("title = \"t\"\n[assumptions]\nx = {{ value = \"{value}\", range = \"{range}\" }}\n");
        let (preset, problems) = read(SourceId::default(), &text);
        let answers = preset.model.answers(&Options::default());
        assert!(problems.is_empty() && answers.diagnostics.is_empty(), "{range}: {:?}", answers.diagnostics);
        let found =
            answers.get(preset.assumptions[0]).and_then(|answer| answer.spread.clone()).expect("it has a range");
        let close = |a: f64, b: f64| (a / b - 1.0).abs() < 1e-12;
        assert!(close(found.p95(), high), "{range} ends at {}", found.p95());
        assert!(close(found.p5(), low), "{range} starts at {}", found.p5());
    }
}

//! The field's numbers: every one is a quantity with a source; what follows from them follows; and how they are
//! printed.

mod support;

use insta::assert_snapshot;
use napkin::engine::Options;
use napkin::model::Kind;
use napkin::quantity::dimension::Dimension;
use napkin::quantity::noun::cancel_kinds;
use napkin::quantity::unit::Units;
use napkin::reference::{Entry, Figure, Nines, Power, Rows, Selection, Source, TABLES, Table, find, names, table};
use napkin::render::terminal::plain;
use napkin::report::reference as report;
use napkin::syntax::is_name;
use serde_json::Value;
use support::{Run, check, model, outcome, program, run};

fn entries() -> impl Iterator<Item = (&'static Table, &'static Entry)> {
    TABLES.iter().flat_map(|table| table.entries().iter().map(move |entry| (*table, entry)))
}

fn figures() -> impl Iterator<Item = &'static Figure> {
    entries().flat_map(|(_, entry)| entry.figures)
}

/// What a value measures.
fn measured(value: &str) -> Option<Dimension> {
    let (model, problems) = model(value);
    let answers = model.answers(&Options::default());
    if let Some(problem) = problems.iter().chain(&answers.diagnostics).next() {
        panic!("`{value}`: {}", problem.message);
    }
    match &answers.answers[0].as_ref()?.kind {
        Kind::Quantity(quantity) => Some(cancel_kinds(&quantity.dimension)),
        Kind::Condition => None,
    }
}

#[test]
fn every_value_is_a_quantity_and_all_figures_of_an_entry_measure_the_same() {
    for (table, entry) in entries() {
        let first = measured(entry.figures[0].value).expect("a figure is no condition");
        for figure in entry.figures {
            let name = format!("{}.{}.{}", table.name, entry.name, figure.source.key);
            assert_eq!(measured(figure.value).as_ref(), Some(&first), "{name}");
            // As printed it can be read back.
            let printed = outcome(figure.value);
            assert!(!printed.starts_with("error"), "{name}: {printed}");
        }
    }
}

#[test]
fn every_figure_has_a_source_with_a_title_and_a_year() {
    let mut sources: Vec<&Source> = figures().map(|figure| figure.source).collect();
    sources.sort_by_key(|source| source.key);
    for pair in sources.windows(2) {
        assert!(pair[0].key != pair[1].key || pair[0] == pair[1], "two sources are called `{}`", pair[0].key);
    }
    for source in sources {
        assert!(is_name(source.key), "`{}` is no word", source.key);
        assert!(!source.title.is_empty());
        assert!((2009..=2026).contains(&source.dated.year()), "{source:?}");
    }
}

#[test]
fn names_are_unique_words_and_find_their_figures() {
    let mut all: Vec<String> = names().collect();
    assert_eq!(all.len(), entries().count() + figures().count());
    for name in &all {
        assert!(name.split('.').all(is_name), "`{name}` is not made of words");
        let found = find(name).unwrap_or_else(|| panic!("`{name}` is not found"));
        assert!(name.starts_with(&format!("{}.{}", found.table.name, found.entry.name)));
        match name.split('.').nth(2) {
            Some(source) => assert_eq!(found.figure.source.key, source),
            None => assert_eq!(found.figure, &found.entry.figures[0]),
        }
    }
    all.sort_unstable();
    all.dedup();
    assert_eq!(all.len(), names().count());
    for miss in
        ["", ".", "latency", "latency.", "latency.l1_cache.", "latency.l1_cache.primer.x", "latency.l1_cache.hello"]
    {
        assert_eq!(find(miss), None, "`{miss}`");
    }
    assert!(TABLES.iter().all(|one| table(one.name) == Some(one) && is_name(one.name) && !one.is_empty()));
}

#[test]
fn entries_and_titles_are_told_apart() {
    for table in TABLES {
        let mut titles: Vec<&str> = table.entries().iter().map(|entry| entry.title).collect();
        titles.sort_unstable();
        titles.dedup();
        assert_eq!(titles.len(), table.entries().len(), "{}", table.name);
    }
}

/// The two lists of the System Design Primer: as it was first copied, and after the mutex was corrected.
#[test]
fn the_list_of_the_primer_is_complete() {
    let list = |source| -> Vec<(&str, &str)> {
        let mut rows = table("latency").expect("it exists").figures(Selection::Source(source));
        rows.sort_by_key(|(entry, _)| entry.name);
        rows.into_iter().map(|(entry, figure)| (entry.name, figure.value)).collect()
    };
    let mut origin = vec![
        ("branch_mispredict", "5 ns"),
        ("compress_1kb", "10 us"),
        ("datacenter_round_trip", "500 us"),
        ("disk_seek", "10 ms"),
        ("intercontinental_round_trip", "150 ms"),
        ("l1_cache", "0.5 ns"),
        ("l2_cache", "7 ns"),
        ("main_memory", "100 ns"),
        ("mutex", "100 ns"),
        ("read_1mb_disk", "30 ms"),
        ("read_1mb_memory", "250 us"),
        ("read_1mb_network", "10 ms"),
        ("read_1mb_ssd", "1 ms"),
        ("send_1kb", "10 us"),
        ("ssd_random_read", "150 us"),
    ];
    assert_eq!(list("primer2018"), origin);
    origin[8].1 = "25 ns";
    assert_eq!(list("primer"), origin);
    // It is the default wherever it has a row.
    for entry in table("latency").expect("it exists").entries() {
        assert!(entry.by("primer").is_none_or(|figure| figure == &entry.figures[0]), "{}", entry.name);
    }
}

#[test]
fn what_is_extrapolated_says_so() {
    for figure in figures().filter(|figure| figure.source.key == "colin_scott") {
        assert!(figure.note.ends_with("extrapolated to 2020, not measured"));
    }
}

/// Checks a table of expressions in which the names of figures stand for their text.
#[track_caller]
fn check_figures(rows: &[(&str, &str)]) {
    let spelled_out: Vec<String> = rows.iter().map(|(expression, _)| with_figures(expression)).collect();
    let rows: Vec<(&str, &str)> = spelled_out.iter().zip(rows).map(|(text, row)| (text.as_str(), row.1)).collect();
    check(&rows);
}

fn with_figures(expression: &str) -> String {
    let is_part = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '.');
    let mut text = String::new();
    let mut rest = expression;
    while let Some(first) = rest.chars().next() {
        let length = rest.find(|letter| !is_part(letter)).unwrap_or(rest.len()).max(first.len_utf8());
        let (word, after) = rest.split_at(length);
        match find(word) {
            Some(found) => text.extend(["(", found.figure.value, ")"]),
            None => text += word,
        }
        rest = after;
    }
    text
}

/// The metrics that the Primer derives from its list.
#[test]
fn handy_metrics_follow() {
    check_figures(&[
        ("1 MB / latency.read_1mb_memory", "4 GB/s (32 Gb/s)"),
        ("1 MB / latency.read_1mb_memory == throughput.memory_read", "true"),
        ("1 MB / latency.read_1mb_ssd", "1 GB/s (8 Gb/s)"),
        ("1 MB / latency.read_1mb_ssd == throughput.ssd_read", "true"),
        ("1 MB / latency.read_1mb_network", "100 MB/s (800 Mb/s)"),
        ("1 MB / latency.read_1mb_network == throughput.ethernet_1gbps", "true"),
        // The Primer says 30 MB/s.
        ("1 MB / latency.read_1mb_disk", "33.33 MB/s (266.7 Mb/s)"),
        ("1 MB / latency.read_1mb_disk > throughput.disk_read", "true"),
        ("1 / latency.intercontinental_round_trip", "6.667 /s"),
        ("1 / latency.datacenter_round_trip", "2,000 /s"),
    ]);
}

/// The ratios that stand beside the Primer's list.
#[test]
fn ratios_of_latencies_hold() {
    check_figures(&[
        ("latency.l2_cache / latency.l1_cache", "14"),
        ("latency.main_memory / latency.l1_cache", "200"),
        // The list says 20, which would need an L2 cache of 5 ns.
        ("latency.main_memory / latency.l2_cache", "14.29"),
        ("latency.read_1mb_ssd / latency.read_1mb_memory", "4"),
        ("latency.disk_seek / latency.datacenter_round_trip", "20"),
        ("latency.read_1mb_network / latency.read_1mb_memory", "40"),
        ("latency.read_1mb_network / latency.read_1mb_ssd", "10"),
        ("latency.read_1mb_disk / latency.read_1mb_memory", "120"),
        ("latency.read_1mb_disk / latency.read_1mb_ssd", "30"),
        // What the extrapolations imply.
        ("1 MB / latency.read_1mb_memory.colin_scott", "336.7 GB/s (2.694 Tb/s)"),
        ("2 KB / latency.send_2kb.colin_scott", "45.45 GB/s (363.6 Gb/s)"),
    ]);
}

/// The two questions that the list was made for: a page of image results, with every thumbnail read from a disk, one
/// after the other and all at once. Dean's answers are 560 ms and 18 ms.
#[test]
fn thumbnails_from_disks() {
    check_figures(&[
        ("latency.disk_seek + 256 KB / throughput.disk_read", "18.53 ms"),
        ("30 * (latency.disk_seek + 256 KB / throughput.disk_read)", "556 ms"),
        ("100 * (latency.disk_seek + 256 KB / throughput.disk_read)", "1.853 s"),
        // On a disk of Dean's later list, and on SSDs.
        ("30 * (latency.disk_seek.dean2010 + 256 KB / (1 MB / latency.read_1mb_disk.dean2010))", "453.6 ms"),
        ("30 * (latency.ssd_random_read + 256 KB / throughput.ssd_read)", "12.18 ms"),
        ("100 * (latency.ssd_random_read + 256 KB / throughput.ssd_read)", "40.6 ms"),
    ]);
}

/// What the sources calculate from their own figures.
#[test]
fn costs_follow() {
    check_figures(&[
        (
            "12 servers * (16 cpus/server * price.cpu + 64 GB/server * price.memory) + 550 TB * price.blob_storage + 324 TB/month * price.internet_egress",
            "$47.82k/month",
        ),
        // Logs of 200 bytes for each of 100,000 requests a second, over 30 days.
        ("100k requests/s * 200 B/request * 30 days * price.logs", "$25.92k"),
        ("1M reads * price.blob_read", "$0.4"),
        ("1M writes * price.blob_write", "$5"),
        ("1k metrics * price.metric", "$20/month"),
    ]);
}

#[test]
fn servers_follow() {
    check_figures(&[
        ("ceil(12k requests/s / capacity.sql_database)", "12 servers"),
        ("ceil(12k requests/s / capacity.sql_database.puncsky)", "2 servers"),
        ("ceil(500M connections / capacity.connections)", "10k servers"),
        ("capacity.connections * capacity.connection_memory", "500 MB/server"),
    ]);
}

fn levels() -> &'static [Nines] {
    let Rows::Nines(levels) = table("nines").expect("it exists").rows else { panic!("these are nines") };
    levels
}

/// The Primer's table of downtimes, in seconds, with half of the last digit that it prints. Its year has 365.2425 days.
#[test]
fn downtimes_are_those_of_the_primer() {
    let mut units = Units::default();
    units.conventions.set("year", 365.2425 * 86_400.0);
    let records = serde_json::to_value(report::nines_records(levels(), &units)).expect("records are objects");
    for (availability, period, minutes, seconds, half) in [
        ("99.9%", "year", 8.0 * 60.0 + 45.0, 57.0, 0.5),
        ("99.9%", "month", 43.0, 49.7, 0.05),
        ("99.9%", "week", 10.0, 4.8, 0.05),
        ("99.9%", "day", 1.0, 26.4, 0.05),
        ("99.99%", "year", 52.0, 35.7, 0.05),
        ("99.99%", "month", 4.0, 23.0, 0.5),
        // The Primer prints 1m 5s, a misprint for 1m 0.5s.
        ("99.99%", "week", 1.0, 0.5, 0.05),
        ("99.99%", "day", 0.0, 8.6, 0.05),
    ] {
        let levels = records.as_array().expect("one record for each level");
        let level = levels.iter().find(|level| level["availability"] == availability).expect("it is in the table");
        let found = level["downtime"][period]["value"].as_f64().expect("a number of seconds");
        assert!((found - 60.0 * minutes - seconds).abs() <= half, "{availability} of a {period}: {found} s");
    }
    let text = plain(&report::nines(table("nines").expect("it exists"), levels(), &units), 100);
    assert!(text.contains("8 h 45 min 57 s") && text.contains("year = 31,556,952 s"), "{text}");
}

/// Powers as the sources print them: exponent, exact value, relative error of what is said.
#[test]
fn powers_are_exact_and_their_errors_known() {
    let Rows::Powers(powers) = table("powers").expect("it exists").rows else { panic!("these are powers") };
    let records = report::power_records(powers, &Units::default());
    let records = serde_json::to_value(records).expect("records are objects");
    let records = records.as_array().expect("one record for each power");
    for (power, record) in powers.iter().zip(records) {
        let Power { exponent, binary, spoken } = power;
        let exact = 1_u128 << exponent;
        assert_eq!(record["value"].as_f64(), Some(exact as f64));
        assert_eq!(outcome(&format!("{binary} == {exact} B")), "true");
        let Some(number) = spoken.as_ref().and_then(|spoken| spoken.number) else { continue };
        let bytes = spoken.as_ref().map_or("", |spoken| spoken.bytes);
        assert_eq!(outcome(&format!("{bytes} == {number} * 1 B")), "true");
    }
    let errors = [(10, -0.023_437_5), (20, -0.046_325_7), (30, -0.068_677_4), (40, -0.090_505_3)];
    for (exponent, expected) in errors {
        let record = records.iter().find(|record| record["power"] == exponent).expect("it is in the table");
        let error = record["spoken"]["error"]["value"].as_f64().expect("a share");
        assert!((error - expected).abs() < 5e-8, "2^{exponent}: {error}");
    }
}

/// Runs the program for a terminal of some width.
fn at(width: usize, arguments: &[&str]) -> String {
    let run: Run = program(arguments).env("COLUMNS", width.to_string()).output().expect("the program starts").into();
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""), "{arguments:?}");
    run.out
}

#[test]
fn tables_are_printed() {
    for width in [60, 100] {
        assert_snapshot!(format!("list-{width}"), at(width, &["reference"]));
        for table in TABLES {
            assert_snapshot!(format!("{}-{width}", table.name), at(width, &["reference", table.name]));
        }
        assert_snapshot!(format!("capacity-all-{width}"), at(width, &["reference", "capacity", "--all"]));
        assert_snapshot!(
            format!("latency-dean2009-{width}"),
            at(width, &["reference", "latency", "--source", "dean2009"])
        );
        assert_snapshot!(format!("latency-disk-seek-{width}"), at(width, &["reference", "latency.disk_seek"]));
    }
    assert_snapshot!("latency-80", at(80, &["reference", "latency"]));
    assert_snapshot!("latency-all-100", at(100, &["reference", "latency", "--all"]));
}

#[test]
fn no_line_is_wider_than_the_terminal() {
    let units = Units::default();
    for width in (20..=44).chain([50, 60, 80, 99, 100, 101, 120, 200]) {
        let mut texts = vec![plain(&report::overview(), width)];
        for table in TABLES {
            texts.extend(match table.rows {
                Rows::Figures(_) => [Selection::Default, Selection::All, Selection::Source("napkin_math")]
                    .map(|selection| plain(&report::figures(table, &table.figures(selection), &units), width))
                    .to_vec(),
                Rows::Powers(powers) => vec![plain(&report::powers(table, powers, &units), width)],
                Rows::Nines(levels) => vec![plain(&report::nines(table, levels, &units), width)],
            });
        }
        for text in texts {
            for line in text.lines() {
                assert!(line.chars().count() <= width, "wider than {width}:\n{line}");
            }
        }
    }
}

/// A factor of ten is as long everywhere, and a bar whose room is short is left out.
#[test]
fn bars_are_to_scale() {
    let table = table("latency").expect("it exists");
    let names = ["read_1mb_ssd", "disk_seek", "main_memory"];
    let rows: Vec<_> =
        names.into_iter().filter_map(|name| table.entry(name)).map(|entry| (entry, &entry.figures[0])).collect();
    let text = plain(&report::figures(table, &rows, &Units::default()), 120);
    let bar = |title: &str| {
        let line = text.lines().find(|line| line.starts_with(title)).unwrap_or_else(|| panic!("no {title}"));
        line.chars().filter(|&letter| letter == '█').count()
    };
    // 100 ns, 1 ms and 10 ms from 10 ns on: one, five and six factors of ten, three columns each.
    assert_eq!([bar("Main memory"), bar("Read 1 MB"), bar("Disk seek")], [3, 15, 18]);
    assert!(text.contains("3 columns for each factor of 10, from 10 ns at the left edge"), "{text}");
    assert!(!plain(&report::figures(table, &rows, &Units::default()), 60).contains('█'));
    // What measures different things has no common scale.
    assert!(!at(200, &["reference", "hardware"]).contains('█'));
}

#[test]
fn every_row_is_an_object() {
    let objects = |arguments: &[&str]| -> Vec<Value> {
        let run = run(arguments);
        assert_eq!((run.code, run.err.as_str()), (Some(0), ""), "{arguments:?}");
        run.out.lines().map(|line| serde_json::from_str(line).expect("each line is an object")).collect()
    };
    assert_eq!(objects(&["--json", "reference"]).len(), TABLES.len());
    for table in TABLES {
        assert_eq!(objects(&["reference", table.name, "--json"]).len(), table.len());
    }
    let all = objects(&["--json", "reference", "price", "--all"]);
    assert!(all.iter().all(|object| find(object["name"].as_str().expect("a name")).is_some()));
    let found = &objects(&["--json", "reference", "latency.ssd_random_read"])[0];
    assert_eq!((&found["name"], &found["unit"]), (&"latency.ssd_random_read.primer".into(), &"s".into()));
    assert_eq!((&found["display"], &found["note"]), (&"150 us".into(), &"4 KB, ~1 GB/s SSD".into()));
    assert_eq!((&found["source"]["key"], &found["source"]["year"]), (&"primer".into(), &2026.into()));
    assert!((found["value"].as_f64().expect("a number") - 150e-6).abs() < 1e-15);
}

#[test]
fn one_entry_or_one_source() {
    assert_eq!(
        at(100, &["reference", "latency.mutex.dean2009"]),
        at(100, &["reference", "latency.mutex", "--source", "dean2009"])
    );
    assert_eq!(at(100, &["reference", "latency.mutex"]), at(100, &["reference", "latency.mutex.dean2009", "--all"]));
    assert!(at(100, &["reference", "latency", "--source", "dean2010"]).contains("3  us"));
}

#[test]
fn wrong_names_are_exit_2_and_say_what_was_meant() {
    for (arguments, expected) in [
        (&["reference", "latncy"][..], "there is no table called `latncy`; did you mean `latency`?"),
        (&["reference", "weather"], "there is no table called `weather`; `napkin reference` shows the tables"),
        (
            &["reference", "latency.disk_sek"],
            "there is no number called `latency.disk_sek`; did you mean `latency.disk_seek`?",
        ),
        (
            &["reference", "latency.mutex.primr"],
            "there is no number called `latency.mutex.primr`; did you mean `latency.mutex.primer`?",
        ),
        (
            &["reference", "latency.x"],
            "there is no number called `latency.x`; `napkin reference latency` shows the table",
        ),
        (&["reference", "latncy.mutex"], "there is no table called `latncy`; did you mean `latency`?"),
        (
            &["reference", "latency", "--source", "dean2019"],
            "`dean2019` is not a source of `latency`; did you mean `dean2009` or `dean2010`?",
        ),
        (
            &["reference", "size", "--source", "x"],
            "`x` is not a source of `size`; its sources: `tomhostyn`, `grokking`",
        ),
        (
            &["reference", "nines", "--source", "primer"],
            "`nines` has no sources to choose from; its numbers are calculated: leave out `--source`",
        ),
    ] {
        let Run { code, out, err } = run(&[arguments, &["--json"]].concat());
        let object: Value = serde_json::from_str(&out).expect("an error is an object");
        let text = |key: &str| object[key].as_str().expect("a text").to_owned();
        assert_eq!((code, err.as_str()), (Some(2), ""), "{arguments:?}");
        assert_eq!(format!("{}; {}", text("error"), text("help")), expected);
        let Run { code, out, err } = run(arguments);
        assert_eq!((code, out.as_str()), (Some(2), ""), "{arguments:?}");
        assert!(err.starts_with("error: "), "{err}");
    }
    for arguments in [&["reference", "--all"][..], &["reference", "latency", "--all", "--source", "xu"]] {
        assert_eq!(run(arguments).code, Some(2), "{arguments:?}");
    }
}

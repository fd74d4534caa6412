//! What holds for every preset of the catalogue: it is whole, its checks hold, it says where its figures come from, it
//! can be read in every format and at every width, and it survives each of its assumptions halved, doubled, and at
//! the ends of its range.

mod support;

use std::collections::HashSet;

use napkin::analysis::by_hand::Rounded;
use napkin::analysis::calibrate::calibrate;
use napkin::analysis::sensitivity::Shares;
use napkin::diagnostic::{Diagnostic, SourceId, Sources};
use napkin::engine::Options;
use napkin::model::{Answers, EquationId, Kind};
use napkin::preset::calibration::systems;
use napkin::preset::catalogue::{all, heading};
use napkin::preset::{Preset, read, write};
use napkin::quantity::conversion::sum;
use napkin::quantity::display::Formatter;
use napkin::render::terminal;
use napkin::report::json::Object;
use napkin::report::scenario::{ScenarioRecord, document};
use napkin::syntax::{Origin, parse_expression};
use support::run;

/// Both sides of every row of the calibration measure the same.
#[test]
fn real_systems_are_measured_in_the_same_units() {
    for system in systems() {
        let name = system.name.clone();
        let calibration = calibrate(system, &mut Sources::default());
        let calibration = calibration.unwrap_or_else(|problems| panic!("{name}: {problems:?}"));
        for (row, figure) in calibration.system.rows.iter().zip(&calibration.figures) {
            let [predicted, real] = [&figure.predicted.kind, &figure.real.kind].map(|kind| match kind {
                Kind::Quantity(quantity) => &quantity.dimension,
                Kind::Condition => panic!("{name}: {} is a condition", row.label),
            });
            assert!(sum(predicted, real).is_some(), "{name}: {}", row.label);
        }
    }
}

/// Every preset, read.
fn presets() -> impl Iterator<Item = (&'static str, &'static str, Preset)> {
    all().map(|(name, text)| {
        let (preset, problems) = read(SourceId::default(), text);
        assert!(problems.is_empty(), "{name}: {problems:?}");
        (name, text, preset)
    })
}

fn errors(answers: &Answers) -> Vec<&str> {
    answers.diagnostics.iter().filter(|problem| problem.is_error()).map(|problem| problem.message.as_str()).collect()
}

#[test]
fn all_are_whole() {
    let mut count = 0;
    for (name, text, preset) in presets() {
        let answers = preset.model.answers(&Options::default());
        let remarks: Vec<&Diagnostic> = answers.diagnostics.iter().collect();
        assert!(remarks.is_empty(), "{name}: {remarks:?}");
        let texts = [&preset.title, &preset.topic, &preset.question, &preset.summary, &preset.decides];
        assert!(texts.iter().all(|text| !text.is_empty()), "{name} lacks a text");
        let lists = [preset.tags.len(), preset.sources.len(), preset.checks.len(), preset.tables.len()];
        assert!(lists.iter().all(|length| *length > 0), "{name} lacks a list: {lists:?}");
        assert!((4..=24).contains(&preset.assumptions.len()), "{name} has {} assumptions", preset.assumptions.len());
        for &id in &preset.assumptions {
            let equation = &preset.model.equations()[id.index()];
            assert!(equation.why.is_some(), "{name}: `{}` has no reason", equation.body.text());
        }
        assert!(preset.sources.iter().all(|source| source.starts_with("http")), "{name}: {:?}", preset.sources);
        let heading = heading(text).expect("what can be read has a heading");
        assert_eq!((heading.title, heading.topic), (preset.title.clone(), preset.topic.clone()), "{name}");
        count += 1;
    }
    assert!(count >= 52, "the catalogue has {count} presets");
}

#[test]
fn all_checks_hold() {
    for (name, _, preset) in presets() {
        let answers = preset.model.points(&Options::default());
        for check in &preset.checks {
            let condition = preset.model.equations()[check.condition.index()].body.text();
            let answer = answers.get(check.condition).unwrap_or_else(|| panic!("{name}: `{condition}` has no result"));
            assert!(answer.value == 1.0, "{name}: `{condition}` does not hold");
        }
    }
}

#[test]
fn nothing_is_defined_in_vain() {
    for (name, _, preset) in presets() {
        let model = &preset.model;
        let used: HashSet<&str> = model
            .equations()
            .iter()
            .flat_map(|equation| {
                let words = equation.body.text().split(|letter: char| !letter.is_alphanumeric() && letter != '_');
                words.filter(|word| equation.name.as_ref().is_none_or(|name| name.name.as_str() != *word))
            })
            .collect();
        let functions: Vec<&str> = model.functions().into_iter().map(|function| &*function.text).collect();
        let is_used = |word: &str| used.contains(word) || functions.iter().any(|text| text.contains(word));
        let unused: Vec<&str> = model.names().filter(|word| !is_used(word)).collect();
        assert!(unused.is_empty(), "{name} uses {unused:?} nowhere");
    }
}

#[test]
fn all_survive_other_assumptions() {
    let mut wrong = Vec::new();
    for (name, _, preset) in presets() {
        let answers = preset.model.answers(&Options::default());
        for &id in &preset.assumptions {
            let equation = preset.model.equations()[id.index()].clone();
            let spelled = equation.name.clone().expect("an assumption has a name");
            let text = equation.body.text();
            let mut others = vec![format!("({text}) * 0.5"), format!("({text}) * 2")];
            if let Some((value, spread)) = answers.get(id).and_then(|one| Some((one.value, one.spread.as_ref()?))) {
                others.extend([spread.p5(), spread.p95()].map(|end| format!("({text}) * ({:e})", end / value)));
            }
            for other in others {
                let mut model = preset.model.clone();
                let body = parse_expression(&other, Origin::default()).expect("an expression in brackets is one");
                model.redefine(&spelled, body, None).expect("it is defined");
                let answers = model.points(&Options::default());
                if let Some(error) = errors(&answers).first() {
                    wrong.push(format!("{name}: {} = {other}: {error}", spelled.name));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn all_can_be_read_at_every_width() {
    for (name, _, preset) in presets() {
        let answers = preset.model.answers(&Options::default());
        let shares = Shares::new(&answers);
        let by_hand = Rounded::new(&preset.model, &Options::default());
        let formatter = Formatter::new(&preset.model.units, false);
        for width in [40, 60, 80, 100, 140] {
            let text = terminal::text(&document(&preset, &answers, &shares, Some(&by_hand), &formatter), width);
            let plain = anstream::adapter::strip_str(&text).to_string();
            let widest = plain.lines().max_by_key(|line| line.chars().count()).unwrap_or("");
            assert!(widest.chars().count() <= width, "{name} at {width}: {widest}");
            assert!(plain.contains(&preset.title) && !plain.contains("NaN") && !plain.contains("inf "), "{name}");
        }
        let record = Object::from(&ScenarioRecord::new(&preset, &answers, &shares, &formatter));
        let object: serde_json::Value = serde_json::from_str(record.text()).expect("a record is an object");
        assert_eq!(object["assumptions"].as_array().map(Vec::len), Some(preset.assumptions.len()), "{name}");
    }
}

#[test]
fn all_are_written_as_they_are_read() {
    for (name, _, mut preset) in presets() {
        preset.text = None;
        let written = write(&preset);
        let (again, problems) = read(SourceId::default(), &written);
        assert!(problems.is_empty(), "{name}: {problems:?}");
        let value = |preset: &Preset, id: EquationId| {
            preset.model.points(&Options::default()).get(id).map(|answer| answer.value)
        };
        for (before, after) in preset.estimates.iter().zip(&again.estimates) {
            assert_eq!(value(&preset, *before), value(&again, *after), "{name}");
        }
    }
}

#[test]
fn the_list_finds_them() {
    let list = run(&["list"]);
    for (name, _, preset) in presets() {
        assert!(list.out.contains(&format!("\n  {name} ")), "{name} is not listed");
        assert!(list.out.contains(&preset.topic), "{name}: no heading {}", preset.topic);
        for tag in &preset.tags {
            let tagged = run(&["list", "--tag", tag]);
            assert!(tagged.out.contains(&format!("  {name} ")), "{name} is not among those with `{tag}`");
        }
    }
    let found = run(&["list", "--search", "parking"]);
    assert!(found.out.contains("parking-lot") && !found.out.contains("netflix"), "{}", found.out);
    let wrong = run(&["list", "--tag", "caceh"]);
    assert_eq!((wrong.code, wrong.out.as_str()), (Some(2), ""));
    assert!(wrong.err.contains("did you mean `cache`?"), "{}", wrong.err);
    let wrong = run(&["run", "whatsap"]);
    assert!(wrong.err.contains("did you mean `whatsapp`?"), "{}", wrong.err);
}

#[test]
fn real_systems_are_within_reach() {
    let table = run(&["calibrate"]);
    assert_eq!((table.code, table.err.as_str()), (Some(0), ""));
    let records = run(&["calibrate", "--json"]);
    let mut systems = HashSet::new();
    for line in records.out.lines() {
        let record: serde_json::Value = serde_json::from_str(line).expect("a line is an object");
        let ratio = record["ratio"].as_f64().expect("a ratio is a number");
        // A rule that is off by more than a factor of ten is no rule; why one is off is told in its note.
        assert!((0.1..=10.0).contains(&ratio), "{record}");
        systems.insert(record["system"].to_string());
    }
    assert!(systems.len() >= 7, "{systems:?}");
    let wrong = run(&["calibrate", "Tumbler"]);
    assert_eq!(wrong.code, Some(2));
    assert!(wrong.err.contains("did you mean `Tumblr`?"), "{}", wrong.err);
}

//! Published estimates: each file of `published` states the assumptions and conventions of one source, and behind each
//! of its estimates what they come to exactly, what the source printed, and how the two differ:
//! `name = … #= 12.71 GB/month | published 12.7 GB/month | rounded`. The source is wrong where the file says so.

mod support;

use std::collections::BTreeMap;
use std::path::PathBuf;

use napkin::diagnostic::SourceId;
use napkin::engine::Options;
use napkin::model::{Answer, EquationId, Kind, Model};
use napkin::preset::choose;
use napkin::quantity::dimension::Dimension;
use napkin::quantity::noun::cancel_kinds;
use napkin::syntax::lines::lines;
use napkin::syntax::{Origin, parse};

/// How a published figure relates to the exact one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Verdict {
    /// The same.
    Exact,
    /// Off by its own rounding, at most 5%.
    Rounded,
    /// Off by more, for a reason that is told.
    Coarse,
    /// A mistake of arithmetic or of units, which is told.
    Wrong,
    /// Two printings of the source differ.
    Conflict,
    /// The source prints no figure.
    Unpublished,
}

/// One estimate of a file.
struct Estimate {
    name: String,
    exact: String,
    published: Option<String>,
    verdict: Verdict,
    reason: String,
}

impl Estimate {
    /// `= exact | published figure | verdict | reason`, as it stands behind the definition of `name`.
    fn read(name: &str, comment: &str) -> Self {
        let parts: Vec<&str> = comment.trim_start_matches('=').split(" | ").map(str::trim).collect();
        let [exact, published, verdict, reason @ ..] = parts.as_slice() else { panic!("{name}: `{comment}`") };
        let verdict = match *verdict {
            "exact" => Verdict::Exact,
            "rounded" => Verdict::Rounded,
            "coarse" => Verdict::Coarse,
            "wrong" => Verdict::Wrong,
            "conflict" => Verdict::Conflict,
            "unpublished" => Verdict::Unpublished,
            other => panic!("{name}: there is no verdict `{other}`"),
        };
        Self {
            name: name.to_owned(),
            exact: (*exact).to_owned(),
            published: published.strip_prefix("published ").map(str::to_owned),
            verdict,
            reason: reason.join(" | "),
        }
    }
}

/// The model of a file with the figures that are stated for it: `exact` and `published` as bare expressions.
fn check(name: &str, text: &str) -> Vec<Verdict> {
    let mut model = Model::default();
    for line in text.lines().filter_map(|line| line.strip_prefix("#: ")) {
        let (key, value) = line.split_once('=').unwrap_or_else(|| panic!("{name}: `{line}`"));
        let (key, value) = (key.trim(), value.trim());
        let origin = Origin::default();
        let chosen = choose(&mut model.units, key, value, origin, origin.span(value, 0..value.len()));
        chosen.unwrap_or_else(|problems| panic!("{name}: {problems:?}"));
    }
    assert!(text.contains("\n# source: "), "{name} names no source");
    let add = |model: &mut Model, code: &str| -> Option<EquationId> {
        let statement = parse(code, Origin::new(SourceId::default(), 0));
        let added = statement.and_then(|statement| model.add(statement, None));
        added.unwrap_or_else(|problem| panic!("{name}: `{code}`: {}", problem.message))
    };
    let mut estimates = Vec::new();
    for line in lines(text) {
        let code = &text[line.code];
        if code.is_empty() {
            continue;
        }
        let id = add(&mut model, code);
        let comment = line.comment.map_or("", |comment| &text[comment]);
        if comment.starts_with('=') {
            let defined = code.split('=').next().unwrap_or(code).trim();
            estimates.push((id.expect("a definition is an equation"), Estimate::read(defined, comment)));
        }
    }
    assert!(!estimates.is_empty(), "{name} estimates nothing");
    let figures: Vec<_> = estimates
        .into_iter()
        .map(|(id, estimate)| {
            let exact = add(&mut model, &estimate.exact).expect("a figure is an expression");
            let published = estimate.published.as_ref().map(|text| add(&mut model, text).expect("so is this one"));
            (id, exact, published, estimate)
        })
        .collect();
    let answers = model.answers(&Options::default());
    assert!(answers.diagnostics.is_empty(), "{name}: {:?}", answers.diagnostics);
    let get = |id: EquationId| answers.get(id).expect("without problems there is an answer");
    let mut verdicts = Vec::new();
    for (id, exact, published, estimate) in figures {
        let what = format!("{name}: {}", estimate.name);
        let (found, exact) = (get(id), get(exact));
        assert_eq!(dimension(found), dimension(exact), "{what} measures something else");
        assert!(relative(found.value, exact.value) <= 1e-9, "{what} is {}, not {}", found.value, exact.value);
        let error = published.map(|published| {
            assert_eq!(dimension(get(published)), dimension(exact), "{what} is published as something else");
            relative(get(published).value, exact.value)
        });
        match (estimate.verdict, error) {
            (Verdict::Unpublished, None) | (Verdict::Wrong | Verdict::Conflict, Some(_)) => {}
            (Verdict::Exact, Some(error)) => assert!(error <= 1e-9, "{what} is published {error} off"),
            (Verdict::Rounded, Some(error)) => assert!(error <= 0.05, "{what} is published {error} off"),
            (Verdict::Coarse, Some(error)) => assert!(error > 0.05, "{what} is rounded only"),
            (verdict, error) => panic!("{what} is {verdict:?}, and {error:?} off"),
        }
        let is_told = matches!(estimate.verdict, Verdict::Exact | Verdict::Rounded | Verdict::Unpublished);
        assert!(is_told || !estimate.reason.is_empty(), "{what}: the reason is not told");
        verdicts.push(estimate.verdict);
    }
    verdicts
}

fn relative(found: f64, exact: f64) -> f64 {
    if found == exact { 0.0 } else { (found / exact - 1.0).abs() }
}

fn dimension(answer: &Answer) -> Dimension {
    match &answer.kind {
        Kind::Condition => Dimension::none(),
        Kind::Quantity(quantity) => cancel_kinds(&quantity.dimension),
    }
}

fn files() -> Vec<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/published");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .expect("the folder is part of the tests")
        .map(|entry| entry.expect("it can be read").path())
        .collect();
    files.sort();
    files
}

#[test]
fn published_estimates_follow_from_their_assumptions() {
    let files = files();
    let mut counts: BTreeMap<Verdict, usize> = BTreeMap::new();
    for path in &files {
        let text = std::fs::read_to_string(path).expect("it is text");
        let name = path.file_stem().expect("a file has a name").to_string_lossy();
        for verdict in check(&name, &text) {
            *counts.entry(verdict).or_default() += 1;
        }
    }
    // None is lost on the way.
    assert_eq!((files.len(), counts.values().sum::<usize>()), (70, 441));
    assert_eq!(counts[&Verdict::Wrong], 6);
}

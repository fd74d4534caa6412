//! What holds for every session: saved and loaded it is the same, whatever was done before; a model that was changed
//! line by line gives what it gives when it is calculated at once; and a change that is undone leaves no trace.

mod support;

use std::collections::{BTreeMap, BTreeSet};

use napkin::diagnostic::{SourceId, Sources};
use napkin::engine::Sampling;
use napkin::model::{Change, Defined};
use napkin::preset::{Preset, catalogue, read, write};
use napkin::repl::Session;
use napkin::syntax::tree::Name;
use napkin::workspace::Workspace;
use proptest::prelude::*;
use proptest::sample::select;
use support::Folder;

/// A session and the texts it was given.
struct Talk {
    session: Session,
    sources: Sources,
}

impl Talk {
    fn new() -> Self {
        let mut talk = Self { session: Session::new(Sampling::default()), sources: Sources::default() };
        // As many digits as a float has, which no `:undo` takes back.
        talk.says(":set digits 15");
        talk.session.begin();
        talk
    }

    fn says(&mut self, line: &str) -> String {
        let reply = self.session.enter(line, &mut self.sources);
        let problems = reply.problems.iter().map(|problem| format!("{}\n{}\n", problem.message, problem.help_text()));
        reply.text(100) + &problems.collect::<Vec<_>>().concat()
    }

    /// All that can be seen of the model.
    fn state(&mut self) -> String {
        let names: Vec<String> = NAMES.iter().map(|name| format!("{name}: {}", self.says(name))).collect();
        names.concat()
            + &self.says(":vars")
            + &self.says("f(3 GB)")
            + &self.says("1 month -> s")
            + &self.says("1 KB -> B")
    }
}

const NAMES: [&str; 8] = ["a", "n", "c", "d", "rate", "size", "été", "x_1"];

fn name() -> impl Strategy<Value = &'static str> {
    select(&NAMES[..])
}

/// Expressions of sizes, most of which go together; some wait, some go round in circles, some are wrong.
fn expression() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        4 => name().prop_map(str::to_owned),
        3 => (1_u32..9999, select(vec!["GB", "KB", "MiB", "TB"])).prop_map(|(number, unit)| format!("{number} {unit}")),
        1 => (0.0..1e9_f64).prop_map(|number| format!("{number:e} B")),
        1 => Just("3 widgets".to_owned()),
        1 => Just("0 GB".to_owned()),
    ];
    leaf.prop_recursive(3, 12, 2, |inner| {
        prop_oneof![
            3 => (inner.clone(), select(vec!["+", "-"]), inner.clone()).prop_map(|(a, sign, b)| format!("({a} {sign} {b})")),
            2 => (inner.clone(), 1_u32..50).prop_map(|(a, number)| format!("{a} * {number}")),
            1 => (inner.clone(), 0_u32..7).prop_map(|(a, number)| format!("{a} / {number}")),
            1 => inner.clone().prop_map(|a| format!("f({a})")),
            1 => (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("max({a}, {b})")),
            1 => (inner.clone(), inner).prop_map(|(a, b)| format!("(if {a} > {b} then {a} else {b})")),
        ]
    })
}

fn comment() -> impl Strategy<Value = String> {
    prop_oneof![3 => Just(String::new()), 1 => "[ -~é\"\\\\#]{0,20}".prop_map(|text| format!("  # {text}"))]
}

fn line() -> impl Strategy<Value = String> {
    prop_oneof![
        12 => (name(), expression(), comment()).prop_map(|(name, body, comment)| format!("{name} = {body}{comment}")),
        2 => (name(), expression()).prop_map(|(name, body)| format!("{name} = {body} -> GB")),
        2 => expression(),
        2 => (1_u32..9).prop_map(|factor| format!("f(x, factor = {factor}) = x * factor")),
        1 => name().prop_map(|name| format!("f(x) = x + {name}")),
        1 => Just("noun widget".to_owned()),
        1 => Just("_ * 2".to_owned()),
        1 => name().prop_map(|name| format!("{name} = _ / 3")),
        2 => name().prop_map(|name| format!(":delete {name}")),
        2 => Just(":undo".to_owned()),
        1 => Just(":redo".to_owned()),
        1 => select(vec![":set month 30 days", ":set month default", ":set bytes binary", ":set bytes default", ":set day 1e5 s"])
            .prop_map(str::to_owned),
        1 => Just(":reset".to_owned()),
    ]
}

fn lines() -> impl Strategy<Value = Vec<String>> {
    proptest::collection::vec(line(), 1..40)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_session_that_is_saved_and_loaded_is_the_same(lines in lines()) {
        let folder = Folder::new("property");
        let path = format!("{}/saved.toml", folder.path());
        let mut talk = Talk::new();
        for line in &lines {
            talk.says(line);
        }
        let before = talk.state();
        let saved = talk.says(&format!(":save! {path}"));
        prop_assert!(saved.starts_with("saved as "), "{saved}");
        let mut loaded = Talk::new();
        let said = loaded.says(&format!(":load {path}"));
        prop_assert!(said.starts_with("saved: "), "{said}\n{}", std::fs::read_to_string(&path).unwrap_or_default());
        prop_assert_eq!(loaded.state(), before);
    }

    #[test]
    fn what_is_undone_leaves_no_trace(lines in lines(), last in line()) {
        let mut talk = Talk::new();
        let mut seen = BTreeSet::new();
        for line in &lines {
            talk.says(line);
            seen.insert(line);
        }
        prop_assume!(!last.starts_with(":undo") && !last.starts_with(":redo") && !last.starts_with(":delete"));
        // The order of the lists may change, so the values are compared.
        let values = |talk: &mut Talk| NAMES.iter().map(|name| talk.says(name)).collect::<Vec<_>>();
        talk.says("0");
        let before = values(&mut talk);
        let count = talk.says("f(1 GB)");
        let said = talk.says(&last);
        let changed = values(&mut talk) != before || talk.says("f(1 GB)") != count;
        if changed {
            talk.says(":undo");
            prop_assert_eq!(values(&mut talk), before, "after `{}` and `:undo`: {}", last, said);
        }
    }
}

/// A change of a preset: which definition, of as many as there are, and what becomes of it.
#[derive(Debug, Clone)]
enum Edit {
    Delete(usize),
    Reason(usize, String),
    Value(usize, u32),
    New(usize, bool),
    Undo,
}

fn edit() -> impl Strategy<Value = Edit> {
    let which = || 0_usize..1000;
    prop_oneof![
        3 => which().prop_map(Edit::Delete),
        2 => (which(), "[ -~é\"\\\\#]{1,20}").prop_map(|(which, why)| Edit::Reason(which, why)),
        3 => (which(), 1_u32..4).prop_map(|(which, factor)| Edit::Value(which, factor)),
        2 => (which(), any::<bool>()).prop_map(|(which, is_given)| Edit::New(which, is_given)),
        1 => Just(Edit::Undo),
    ]
}

/// What each list of definitions says: values, ranges and reasons.
fn definitions(preset: &Preset) -> [BTreeMap<String, [Option<String>; 3]>; 2] {
    [&preset.assumptions, &preset.estimates].map(|ids| {
        let all = ids.iter().map(|id| &preset.model.equations()[id.index()]).filter_map(|one| {
            let range = one.range.as_ref().map(|range| range.text().to_owned());
            // Spaces around a reason are no part of it.
            let why = one.why.as_ref().map(|why| why.trim().to_owned());
            Some((one.name.as_ref()?.name.to_string(), [Some(one.body.text().to_owned()), range, why]))
        });
        all.collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_saved_text_reads_as_the_model_and_differs_where_that_does(
        place in 0_usize..1000,
        edits in proptest::collection::vec(edit(), 1..6),
        is_dos in any::<bool>(),
    ) {
        let texts: Vec<_> = catalogue::all().collect();
        let (name, text) = texts[place % texts.len()];
        let text = if is_dos { text.replace('\n', "\r\n") } else { text.to_owned() };
        let mut workspace = Workspace::new(Sampling::default());
        let mut sources = Sources::default();
        let opened = workspace.open(read(SourceId::default(), &text).0);
        prop_assert!(!opened.failed(), "{}", name);
        workspace.begin();
        let mut touched = BTreeSet::new();
        for edit in &edits {
            let model = &workspace.preset.model;
            let names: Vec<String> = model.names().map(str::to_owned).collect();
            let one = |which: &usize| names[which % names.len()].clone();
            let body = |name: &str| model.find(name).map(|id| model.equations()[id.index()].body.text().to_owned());
            let (code, why) = match edit {
                Edit::Delete(which) => {
                    let name = one(which);
                    workspace.change(Change::Delete(Defined::Value(Name::new(&name))));
                    touched.insert(name);
                    continue;
                }
                Edit::Undo => {
                    workspace.undo();
                    continue;
                }
                Edit::Reason(which, why) => {
                    let name = one(which);
                    let code = format!("{name} = {}", body(&name).unwrap_or_default());
                    touched.insert(name);
                    (code, Some(why.trim().to_owned()).filter(|why| !why.is_empty()))
                }
                Edit::Value(which, factor) => {
                    let name = one(which);
                    let code = format!("{name} = ({}) * {factor}", body(&name).unwrap_or_default());
                    touched.insert(name);
                    (code, None)
                }
                Edit::New(which, is_given) => {
                    let name = format!("new_{}", which % 10);
                    let code = if *is_given { format!("{name} = 5 GB") } else { format!("{name} = {} * 2", one(which)) };
                    touched.insert(name);
                    (code, None)
                }
            };
            workspace.enter(&code, why, &mut sources);
        }
        let preset = workspace.as_saved("mine");
        let saved = write(&preset);
        let (again, _) = read(SourceId::default(), &saved);
        prop_assert_eq!(definitions(&again), definitions(&preset), "{}", saved);
        // A line that is about no changed definition, nor a comment above one, is there as it was, in its order.
        let is_about = |line: &str| line.split_once(" = ").is_some_and(|(key, _)| touched.contains(key));
        let lines: Vec<&str> = text.split_inclusive('\n').collect();
        let next = lines.iter().skip(1).copied().chain([""]);
        let kept = lines.iter().zip(next).filter(|(line, next)| {
            !is_about(line) && !(line.starts_with('#') && (is_about(next) || next.starts_with('#')))
        });
        let mut there = saved.split_inclusive('\n');
        for (line, _) in kept {
            prop_assert!(there.any(|other| other == *line), "{}{}", line, saved);
        }
        let before: BTreeSet<&str> = lines.iter().copied().collect();
        let mut new = saved.split_inclusive('\n').filter(|line| !before.contains(line));
        prop_assert!(new.all(is_about), "{}", saved);
        prop_assert_eq!(saved.contains("\r\n"), is_dos);
    }
}

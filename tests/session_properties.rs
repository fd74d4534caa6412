//! What holds for every session: saved and loaded it is the same, whatever was done before; a model that was changed
//! line by line gives what it gives when it is calculated at once; and a change that is undone leaves no trace.

mod support;

use std::collections::BTreeSet;

use napkin::diagnostic::Sources;
use napkin::engine::Sampling;
use napkin::repl::Session;
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

//! Nothing is lost: what a new definition takes over from the one before, the way back, and how a model is saved.

mod support;

use napkin::diagnostic::Sources;
use napkin::engine::Sampling;
use napkin::repl::Session;
use support::{Folder, Run, program, run};

/// What a session says to each line.
fn talk(lines: &[&str]) -> Vec<String> {
    let (mut session, mut sources) = (Session::new(Sampling::default()), Sources::default());
    let mut say = |line: &&str| {
        let reply = session.enter(line, &mut sources);
        let problems = reply.problems.iter().map(|problem| format!("{}\n{}\n", problem.message, problem.help_text()));
        reply.text(80) + &problems.collect::<String>()
    };
    lines.iter().map(&mut say).collect()
}

/// Runs lines through the real program, in a folder of its own.
fn session_in(folder: &Folder, lines: &str) -> Run {
    let lines = folder.write("lines.txt", lines);
    let mut command = program(&["repl"]);
    command.current_dir(folder.path()).stdin(std::fs::File::open(lines).expect("it was just written"));
    command.env("XDG_CONFIG_HOME", format!("{}/config", folder.path()));
    command.output().expect("the program starts").into()
}

const PRESET: &str = "title = \"Mine\"\n[assumptions]\nsize = { value = \"5 GB\", range = \"4 GB to 8 GB\", why = \"Measured last year.\" }\nother = \"2 GB\"\n[estimates]\ntotal = \"size * 2\"\n";

#[test]
fn a_new_value_keeps_its_reason_and_the_range_that_it_lies_in() {
    let folder = Folder::new("redefine");
    let path = folder.write("mine.toml", PRESET);
    let load = format!(":load {path}");
    let said = talk(&[&load, "size = 6 GB", ":vars", "size = 6.5 GB # a guess", ":vars"]);
    assert!(
        !said[1].contains("range") && said[2].contains("Measured last year.") && said[2].contains("4 to 8"),
        "{said:?}"
    );
    assert!(said[4].contains("a guess") && !said[4].contains("Measured") && said[4].contains("4 to 8"), "{said:?}");
    let said = talk(&[&load, "size = 9 GB", "total", ":undo", "total"]);
    assert!(said[1].contains("`size` has no range any more: its value is not in 4 GB to 8 GB"), "{said:?}");
    assert!(!said[2].contains("90%") && said[4].contains("90%"), "{said:?}");
    let said = talk(&[&load, "size = 1 to 3 GB", "total"]);
    assert!(!said[1].contains("no range") && said[2].contains("2 to 6 GB"), "{said:?}");
    let said = talk(&["dau = 150M users  # public", "dau = 50M users", ":vars"]);
    assert!(said[2].contains("public"), "{said:?}");
}

#[test]
fn settings_of_commands_go_by_the_same_rule() {
    let folder = Folder::new("set-range");
    let path = folder.write("mine.toml", PRESET);
    let within = run(&["run", &path, "--set", "size = 6 GB"]);
    assert!(within.err.is_empty() && within.out.contains("4 to 8"), "{within:?}");
    assert!(within.out.contains("Measured last year."), "{within:?}");
    for arguments in [
        &["run", &path, "--set", "size = 9 GB"][..],
        &["sweep", &path, "other", "1 GB..3 GB", "--show", "total + other", "--set", "size = 9 GB"],
        &["explain", &path, "total", "--set", "size = 9 GB"],
    ] {
        let run = run(arguments);
        assert!(run.code == Some(0) && run.err.contains("`size` has no range any more"), "{run:?}");
        assert!(!run.out.contains("4 to 8"), "{run:?}");
    }
    // Settings are looked at together: one may be what another one is calculated from.
    let both = run(&["run", &path, "--set", "size = other * 3; other = 2.1 GB"]);
    assert!(both.err.is_empty() && both.out.contains("4 to 8"), "{both:?}");
}

#[test]
fn undo_takes_back_what_was_done_last() {
    let said = talk(&[":set digits 6", "1 / 3", ":undo", "1 / 3", ":redo", "1 / 3"]);
    assert!(said[1].starts_with("0.333333\n") && said[3].starts_with("0.3333\n") && said[5].starts_with("0.333333\n"));
    let said = talk(&["dau = 5M users", ":set by-hand on", ":set seed 7", ":undo", ":set", ":undo", ":set", ":undo"]);
    assert!(said[3].contains("seed") && said[4].contains("on"), "{said:?}");
    assert!(said[5].contains("off") && !said[6].contains(" on "), "{said:?}");
    assert!(said[7].contains("`dau` is gone"), "{said:?}");
    let said = talk(&[":set samples 1000", ":set sampled on", ":undo", ":undo", ":undo"]);
    assert!(said[2].contains("off") && said[3].contains("as many as are quick"), "{said:?}");
    assert!(said[4].contains("there is nothing to undo"), "{said:?}");
    let said = talk(&["1 month -> days", ":set month 30 days", ":set digits 6", ":undo", ":undo", "1 month -> days"]);
    assert_eq!(said[0], said[5]);
    let said = talk(&["a1 = 1", "a2 = 2", ":delete a1 a2", ":undo", "a1 + a2", ":redo", ":vars"]);
    assert!(said[4].starts_with('3') && said[6].contains("nothing is defined"), "{said:?}");
    let said = talk(&[":set digits 4", ":undo"]);
    assert!(said[1].contains("digits"), "a choice is a change, even of what was so before: {said:?}");
}

/// What `_` stands for is the same question in another model, and is saved with a name.
#[test]
fn the_last_question_outlives_its_model() {
    let said = talk(&["1 GB + 1 GB", "_ * 2", ":reset", "size = _ / 3"]);
    assert_eq!(said[3], "size = 1.333 GB\n", "{said:?}");
    let said = talk(&["1 GB", "_ * 2", "size = _ / 1", ":set month 30 days", "_ + 0 GB", ":undo", "_ + 0 GB"]);
    assert_eq!((said[4].as_str(), said[6].as_str()), ("2 GB\n", "2 GB\n"), "{said:?}");
    // A definition with `_` that fails leaves the model and its results as they were.
    let said =
        talk(&["n = max(été, rate) * 1", "d", "a = a", "c = a", "d = f((1 GB + n)) * 1", "été = _ / 3", "n = a", "c"]);
    assert!(said[6].contains("waits for") && said[7].contains("waits for"), "{said:?}");
    let said = talk(&["1 GB + 1 GB", ":reset", "size = _ / 2"]);
    assert_eq!(said[2], "size = 1 GB\n");
}

#[test]
fn a_built_in_name_is_taken_knowingly() {
    let folder = Folder::new("save-built-in");
    let run = session_in(&folder, "a1 = 1 GB\n:save pastebin\n");
    assert_eq!(run.code, Some(1));
    assert!(run.err.contains("`pastebin` is the name of a built-in preset") && run.err.contains("`:save! pastebin`"));
    let run = session_in(&folder, "a1 = 1 GB\n:save! pastebin\n:load pastebin\na1\n");
    assert!(run.code == Some(0) && run.out.contains("`pastebin` now stands before the built-in preset"), "{run:?}");
    assert!(run.out.ends_with("\n1 GB\n"), "{run:?}");
    let run = session_in(&folder, "a1 = 1 GB\n:save last\n");
    assert!(run.code == Some(1) && run.err.contains("`last`"), "{run:?}");
}

#[test]
fn no_folder_is_made_unasked() {
    let folder = Folder::new("save-folder");
    let run = session_in(&folder, "a1 = 1 GB\n:save new/deep/mine.toml\n");
    assert_eq!(run.code, Some(1));
    assert!(run.err.contains("there is no folder `new/deep`") && run.err.contains("make the folder first"), "{run:?}");
    assert!(run.err.contains("nothing is lost"), "{run:?}");
    assert!(!std::path::Path::new(&format!("{}/new", folder.path())).exists());
    assert_eq!(session_in(&folder, "a1 = 1 GB\n:save mine\n").code, Some(0), "that of one's own presets is made");
}

#[cfg(unix)]
#[test]
fn saving_keeps_mode_owner_and_links() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, chown, symlink};
    let folder = Folder::new("save-mode");
    let at = |name: &str| format!("{}/{name}", folder.path());
    for mode in [0o600, 0o640, 0o664, 0o755] {
        folder.write("mode.toml", "old");
        std::fs::set_permissions(at("mode.toml"), std::fs::Permissions::from_mode(mode)).expect("the mode is set");
        // Only the superuser can give a file away; for others there is nothing to keep.
        let is_given = chown(at("mode.toml"), Some(65534), Some(65534)).is_ok();
        assert_eq!(session_in(&folder, "a1 = 1 GB\n:save! mode.toml\n").code, Some(0));
        let after = std::fs::metadata(at("mode.toml")).expect("it is there");
        assert_eq!(after.mode() & 0o7777, mode);
        assert!(!is_given || (after.uid(), after.gid()) == (65534, 65534));
        assert!(std::fs::read_to_string(at("mode.toml")).expect("it can be read").contains("a1"));
    }
    // A link that leads nowhere yet, and one through another.
    std::fs::create_dir(at("deep")).expect("a folder can be made");
    symlink("deep/real.toml", at("one.toml")).expect("a link can be made");
    symlink("one.toml", at("two.toml")).expect("a link can be made");
    assert_eq!(session_in(&folder, "a1 = 1 GB\n:save two.toml\n").code, Some(0));
    assert!(std::fs::symlink_metadata(at("two.toml")).expect("it is there").is_symlink());
    assert!(std::fs::symlink_metadata(at("one.toml")).expect("it is there").is_symlink());
    assert!(std::fs::read_to_string(at("deep/real.toml")).expect("it is there").contains("a1"));
    assert_eq!(session_in(&folder, "a1 = 1 GB\n:save two.toml\n").code, Some(1), "it exists now");
    symlink("round.toml", at("round.toml")).expect("a link can be made");
    let run = session_in(&folder, "a1 = 1 GB\n:save! round.toml\n");
    assert!(run.code == Some(1) && run.err.contains("circle"), "{run:?}");
    // What is no file is not replaced by one.
    symlink("/dev/null", at("null.toml")).expect("a link can be made");
    let run = session_in(&folder, "a1 = 1 GB\n:save! null.toml\n:save! deep/\n");
    assert!(run.code == Some(1) && run.err.contains("a device or a pipe"), "{run:?}");
    assert!(
        std::path::Path::new("/dev/null").exists() && !std::fs::metadata("/dev/null").expect("it is there").is_file()
    );
}

/// What `:save!` makes of a text after some lines.
fn edited(text: &str, lines: &[&str]) -> String {
    let folder = Folder::new("edited");
    let path = folder.write("mine.toml", text);
    let (load, save) = (format!(":load {path}"), format!(":save! {path}"));
    let said = talk(&[&[load.as_str()], lines, &[save.as_str()]].concat());
    assert!(said.last().is_some_and(|last| last.starts_with("saved as")), "{said:?}");
    let saved = std::fs::read_to_string(&path).expect("it was just written");
    assert!(talk(&[&load])[0].contains("assumption"), "{saved}");
    saved
}

/// Stretches of a text, and what is in their place afterwards.
type Changes = &'static [(&'static str, &'static str)];

const COMMENTED: &str = r#"# The numbers of May.
title   = 'Mine' # ours
nouns = ["widget"]   # counted

[assumptions]

# Measured.
size = "5 GB"   # per shard
other = { value = "2 GB", range = "1 to 3 GB", why = 'A guess.' } # for now
# About the third.
third = { why = """
Two
lines.""", value = "1 GB" }

# To be found out.

[estimates]
# One for all.
total = "size + other"
double   =   'total * 2' # twice

# The end.
"#;

#[test]
fn saving_edits_the_text_that_was_opened() {
    let cases: &[(&[&str], Changes)] = &[
        (&[], &[]),
        (&["1 GB + 2 GB", "size = 6 GB", ":undo"], &[]),
        (&[":delete double", ":undo"], &[]),
        (&["size = 6 GB"], &[("size = \"5 GB\"", "size = \"6 GB\"")]),
        (&["size = 5 GB # asked"], &[("size = \"5 GB\"", "size = { value = \"5 GB\", why = \"asked\" }")]),
        (&["size = 6 GB # asked"], &[("size = \"5 GB\"", "size = { value = \"6 GB\", why = \"asked\" }")]),
        (&["other = 2.5 GB"], &[("value = \"2 GB\"", "value = \"2.5 GB\"")]),
        (&["other = 9 GB"], &[("value = \"2 GB\", range = \"1 to 3 GB\"", "value = \"9 GB\"")]),
        (&["other = 2 GB # sure"], &[("'A guess.'", "\"sure\"")]),
        (&["third = 3 GB"], &[("value = \"1 GB\"", "value = \"3 GB\"")]),
        (&["double = total * 3"], &[("'total * 2'", "\"total * 3\"")]),
        (&[":delete double"], &[("double   =   'total * 2' # twice\n", "")]),
        (
            &[":delete third"],
            &[("# About the third.\nthird = { why = \"\"\"\nTwo\nlines.\"\"\", value = \"1 GB\" }\n", "")],
        ),
        (
            &["new = 4 GB", "newer = 5 GB # so"],
            &[(
                "value = \"1 GB\" }\n",
                "value = \"1 GB\" }\nnew = \"4 GB\"\nnewer = { value = \"5 GB\", why = \"so\" }\n",
            )],
        ),
        (&["half = total / 2"], &[("# twice\n", "# twice\nhalf = \"total / 2\"\n")]),
        (&["été = total / 2"], &[("# twice\n", "# twice\n\"été\" = \"total / 2\"\n")]),
        (
            &["double = 3 GB"],
            &[
                ("double   =   'total * 2' # twice\n", ""),
                ("value = \"1 GB\" }\n", "value = \"1 GB\" }\ndouble = \"3 GB\" # twice\n"),
            ],
        ),
        (&["noun gadget"], &[("[\"widget\"]", "[\"widget\", \"gadget\"]")]),
        (&["f(x) = x * 2"], &[("# counted\n", "# counted\nfunctions = [\"f(x) = x * 2\"]\n")]),
        (&[":set month 30 days"], &[("# counted\n", "# counted\n\n[conventions]\nmonth = \"2592000 s\"\n")]),
    ];
    for (lines, changes) in cases {
        let mut wanted = COMMENTED.to_owned();
        for (from, to) in *changes {
            assert!(wanted.contains(from), "{from}");
            wanted = wanted.replacen(from, to, 1);
        }
        assert_eq!(edited(COMMENTED, lines), wanted, "{lines:?}");
        let dos = |text: &str| text.replace('\n', "\r\n");
        assert_eq!(edited(&dos(COMMENTED), lines), dos(&wanted), "{lines:?} with other line ends");
    }
}

#[test]
fn whatever_shape_a_text_has_it_is_edited() {
    let cases: &[(&str, &[&str], &str)] = &[
        // Definitions in curly brackets.
        (
            "title = 't'\nassumptions = { a1 = '1 GB', a2 = '2 GB', a3 = '3 GB' } # all\n",
            &[":delete a1", "a2 = 5 GB", "a4 = 4 GB"],
            "title = 't'\nassumptions = { a2 = \"5 GB\", a3 = '3 GB', a4 = \"4 GB\" } # all\n",
        ),
        // Keys with dots.
        (
            "title = 't'\nassumptions.a1.value = '1 GB' # one\nassumptions.a2 = '2 GB'\n# end\n",
            &["a1 = 3 GB # so", ":delete a2", "a3 = 4 GB"],
            "title = 't'\nassumptions.a1.value = \"3 GB\" # one\nassumptions.a1.why = \"so\"\nassumptions.a3 = \"4 GB\"\n# end\n",
        ),
        // Tables of their own.
        (
            "title = 't'\n[assumptions.a1]\nvalue = '1 GB'\nrange = '1 to 2 GB' # wide\n\n# Two.\n[assumptions.a2]\nvalue = '2 GB'\n",
            &["a1 = 9 GB", "a2 = 3 GB # so"],
            "title = 't'\n[assumptions.a1]\nvalue = \"9 GB\"\n\n# Two.\n[assumptions.a2]\nvalue = \"3 GB\"\nwhy = \"so\"\n",
        ),
        (
            "title = 't'\n[assumptions.a1]\nvalue = '1 GB'\n# Two.\n[assumptions.a2]\nvalue = '2 GB'\n",
            &[":delete a2", "a3 = 3 GB"],
            "title = 't'\n[assumptions.a1]\nvalue = '1 GB'\n\n[assumptions]\na3 = \"3 GB\"\n",
        ),
        // Indented, and without an end of the last line.
        (
            "title = 't'\n[assumptions]\n\ta1 = '1 GB'",
            &["a2 = 2 GB"],
            "title = 't'\n[assumptions]\n\ta1 = '1 GB'\n\ta2 = \"2 GB\"\n",
        ),
        // A list over several lines, and a heading of several entries.
        (
            "title = 't'\nfunctions = [\n  'f(x) = x', # one\n  # Two.\n  'g(x) = 2x', # two\n]\n[assumptions]\n# Sizes.\na1 = '1 GB'\n\n# Counts.\nb1 = '1'\nb2 = '2'\n",
            &[":delete g", "h(x) = 3 * x", "f(x) = 4 * x", ":delete b1"],
            "title = 't'\nfunctions = [\n  \"f(x) = 4 * x\", # one\n  \"h(x) = 3 * x\",\n]\n[assumptions]\n# Sizes.\na1 = '1 GB'\n\n# Counts.\nb2 = '2'\n",
        ),
        // A table that is not there yet goes before the later ones.
        (
            "title = 't'\n[assumptions]\na1 = '1 GB'\n# odd\n\n# Shown.\n[[tables]]\ntitle = 'a'\nrows = [{ estimate = 'a1' }]\n",
            &["b1 = a1 * 2"],
            "title = 't'\n[assumptions]\na1 = '1 GB'\n# odd\n\n[estimates]\nb1 = \"a1 * 2\"\n\n# Shown.\n[[tables]]\ntitle = 'a'\nrows = [{ estimate = 'a1' }]\n",
        ),
        // Conventions, and a line of a text that looks like a comment.
        (
            "title = 't'\n[conventions]\nmonth = '2.5e6 s' # round\nday = '1e5 s'\n[assumptions]\na1 = { value = '1 GB', why = '''\n# no comment''' }\na2 = '2 GB'\n",
            &[":set month 30 days", ":set day default", ":delete a2"],
            "title = 't'\n[conventions]\nmonth = \"2592000 s\" # round\n[assumptions]\na1 = { value = '1 GB', why = '''\n# no comment''' }\n",
        ),
        // All entries of a table are other ones.
        (
            "title = 't'\n[assumptions]\na1 = '1 GB'\n",
            &[":delete a1", "a2 = 2 GB"],
            "title = 't'\n[assumptions]\na2 = \"2 GB\"\n",
        ),
        // A definition of the estimates that is a plain value stays where it is until it is changed.
        (
            "title = 't'\n[estimates]\n# Seven signs.\nkey = '7 B' # plain\n",
            &["key = 8 B"],
            "title = 't'\n\n[assumptions]\n# Seven signs.\nkey = \"8 B\" # plain\n[estimates]\n",
        ),
    ];
    for (text, lines, wanted) in cases {
        assert_eq!(edited(text, lines), *wanted, "{lines:?}");
    }
}

#[test]
fn a_built_in_preset_that_is_saved_is_its_own_text() {
    let folder = Folder::new("save-all");
    for (name, text) in napkin::preset::catalogue::all() {
        let path = format!("{}/{name}.toml", folder.path());
        talk(&[&format!(":load {name}"), "1 + 1", &format!(":save! {path}")]);
        assert!(std::fs::read_to_string(&path).is_ok_and(|saved| saved == text), "{name}");
    }
}

/// A range stays with an assumption that is redefined by others within it, and the file can be read again.
#[test]
fn an_assumption_with_a_range_may_use_others() {
    let folder = Folder::new("saving-range");
    let text = "title = \"Tier\"\n\n[assumptions]\nother = \"2 GB\"\nsize = { value = \"5 GB\", range = \"3 to 10 GB\" }\n\n[estimates]\nall = \"size * 3\"\n";
    let path = folder.write("tier.toml", text);
    let lines = format!(":load {path}\nsize = other * 3\n:save! {path}\n:load {path}\nsize\n");
    let run = support::feed(&["repl"], lines.as_bytes());
    assert!(run.code == Some(0) && run.out.ends_with("6 GB (90%: 3 to 10 GB)\n"), "{}{}", run.out, run.err);
    assert_eq!(support::run(&["run", &path]).code, Some(0));
}

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

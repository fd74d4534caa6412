//! What must not pass in silence or slip through: output that cannot be written, input that cannot be read, wrong usage
//! of a program that is read by another, characters that cannot be seen. The real program, its streams and exit codes.

mod support;

use std::fs::File;
use std::process::Stdio;

use serde_json::Value;
use support::{Folder, Run, close_early, program, run};

/// Every command, in a form that prints something.
const COMMANDS: &[&[&str]] = &[
    &["1 + 1"],
    &["--help"],
    &["-h"],
    &["--version"],
    &["run", "--help"],
    &["help"],
    &["help", "run"],
    &["list"],
    &["run", "pastebin"],
    &["run", "pastebin", "--check"],
    &["run", "pastebin", "--detail", "write_rps"],
    &["solve", "pastebin", "writes_per_month", "--such-that", "content_3y < 1 TB"],
    &["explain", "pastebin", "write_rps"],
    &["by-hand", "pastebin", "write_rps"],
    &["sweep", "pastebin", "writes_per_month", "1M..10M"],
    &["growth", "pastebin", "writes_per_month = 50%/year"],
    &["show", "pastebin"],
    &["compare", "pastebin", "--set", "content = 2 KB/paste"],
    &["bottleneck", "memory = 1 TB / (64 GB/node)"],
    &["calibrate"],
    &["formulas"],
    &["formulas", "erlang_c"],
    &["reference"],
    &["reference", "latency"],
];

/// The one object that a run prints.
#[track_caller]
fn object(run: &Run) -> Value {
    assert_eq!(run.err, "", "{run:?}");
    serde_json::from_str(run.out.trim_end()).unwrap_or_else(|error| panic!("{error}: {run:?}"))
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_error_of_every_command() {
    let full = |arguments: &[&str]| -> Run {
        let device = File::options().write(true).open("/dev/full").expect("the device is there");
        let child = program(arguments).stdin(Stdio::null()).stdout(device).spawn().expect("the program starts");
        child.wait_with_output().expect("the program ends").into()
    };
    let as_objects: Vec<Vec<&str>> = COMMANDS.iter().map(|command| [&["--json"], *command].concat()).collect();
    for arguments in COMMANDS.iter().map(|command| command.to_vec()).chain(as_objects) {
        let Run { code, err, .. } = full(&arguments);
        assert!(code == Some(1) && err.starts_with("error: the output cannot be written: "), "{arguments:?}: {err}");
    }
    let folder = Folder::new("full-lines");
    let lines = folder.write("lines.txt", "1 + 1\n2 + 2\n");
    assert_eq!(full(&["eval", &lines]).code, Some(1));
    let mut session = program(&["repl"]);
    let device = File::options().write(true).open("/dev/full").expect("the device is there");
    session.stdin(File::open(&lines).expect("it was just written")).stdout(device);
    let run: Run = session.spawn().and_then(std::process::Child::wait_with_output).expect("the program runs").into();
    assert!(run.code == Some(1) && run.err.contains("cannot be written"), "{run:?}");
    // Remarks that cannot be written have an exit code at least.
    let device = File::options().write(true).open("/dev/full").expect("the device is there");
    let status = program(&["1 +"]).stderr(device).status().expect("the program runs");
    assert_eq!(status.code(), Some(1));
}

#[test]
fn a_reader_that_has_gone_is_no_error() {
    for arguments in COMMANDS {
        let Run { code, err, .. } = close_early(program(arguments));
        assert_eq!((code, err.as_str()), (Some(0), ""), "{arguments:?}");
    }
}

#[cfg(unix)]
#[test]
fn input_that_cannot_be_read_is_not_called_output() {
    let folder = Folder::new("input");
    for arguments in [&["eval", "-"][..], &["repl"], &[], &["--json"]] {
        let directory = File::open(folder.path()).expect("a folder can be opened");
        let run: Run = program(arguments).stdin(directory).output().expect("the program starts").into();
        assert!(matches!(run.code, Some(1 | 2)), "{arguments:?}: {run:?}");
        let said = run.err + &run.out;
        assert!(said.contains("standard input cannot be read") && !said.contains("output"), "{arguments:?}: {said}");
    }
}

#[test]
fn wrong_usage_is_an_object_for_programs() {
    for (arguments, error, help) in [
        (&["--json", "--foo"][..], "unexpected option '--foo'", "-- --foo"),
        (&["--json", "run"], "the following required arguments were not provided: <PRESET>", "Usage: napkin run"),
        (&["run", "pastebin", "--sett", "a = 1", "--json"], "unexpected argument '--sett' found", "'--set'"),
        (&["run", "pastebin", "--samples", "1", "--json"], "invalid value '1' for '--samples <N>'", "--help"),
        (&["rnu", "--json", "pastebin", "--detail", "x"], "there is no command called `rnu`", "run"),
        (&["--json", "run", "nothing-like-it"], "there is no preset called `nothing-like-it`", "napkin list"),
        (&["--json", "show", "/dev/null"], "`/dev/null` is no preset", "TOML"),
    ] {
        let run = run(arguments);
        let object = object(&run);
        assert_eq!(run.code, Some(2), "{arguments:?}");
        let said = |key: &str| object[key].as_str().unwrap_or_default().to_owned();
        assert!(said("error").contains(error) && said("help").contains(help), "{arguments:?}: {object}");
    }
}

#[test]
fn every_command_prints_objects_where_it_is_told_to() {
    for arguments in COMMANDS {
        let Run { code, out, err } = run(&[&["--json"], *arguments].concat());
        assert_eq!((code, err.as_str()), (Some(0), ""), "{arguments:?}");
        for line in out.lines() {
            let value: Value =
                serde_json::from_str(line).unwrap_or_else(|error| panic!("{arguments:?}: {error}: {line}"));
            assert!(value.is_object(), "{arguments:?}: {line}");
        }
        assert!(!out.is_empty(), "{arguments:?}");
    }
    let shown = object(&run(&["--json", "show", "pastebin"]));
    assert_eq!(shown["name"], "pastebin");
    assert_eq!(shown["text"].as_str(), Some(run(&["show", "pastebin"]).out.as_str()));
    assert_eq!(object(&run(&["--version", "--json"]))["version"], env!("CARGO_PKG_VERSION"));
}

/// Characters that turn text around, move the cursor or take no room, with the escapes that they are shown as.
const HIDDEN: [(&str, &str); 5] = [
    ("\u{202e}", "\\u{202e}"),
    ("\u{200b}", "\\u{200b}"),
    ("\u{2066}", "\\u{2066}"),
    ("\u{feff}", "\\u{feff}"),
    ("\u{9b}", "\\u{9b}"),
];

#[track_caller]
fn is_plain(what: &str, text: &str) {
    let is_hidden = |letter: char| {
        letter.is_control() && letter != '\n'
            || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
    };
    assert!(!text.contains(is_hidden), "{what}: {text:?}");
}

#[test]
fn hidden_characters_of_presets_are_escapes() {
    let folder = Folder::new("hidden");
    for (letter, escape) in HIDDEN {
        let text = format!(
            "title = \"T{letter}\\u001b[31m\"\nquestion = \"Q{letter}\"\nsummary = \"S{letter}\"\ntopic = \"O{letter}\"\ndecides = \"D{letter}\"\nchecks = [{{ condition = \"total > 1 GB\", why = \"C{letter}\" }}]\n\n[assumptions]\nsize = {{ value = \"5 GB\", range = \"4 GB to 6 GB\", why = \"W{letter}\\u001b[2J\" }}\n\n[estimates]\ntotal = {{ value = \"2 * size\", why = \"E{letter}\" }}\n\n[[tables]]\ntitle = \"H{letter}\"\nnote = \"N{letter}\"\nrows = [{{ label = \"L{letter}\", estimate = \"total\", note = \"R{letter}\" }}]\n"
        );
        let path = folder.write("config/napkin/presets/odd.toml", &text);
        let at_home = |arguments: &[&str]| -> Run {
            let mut command = program(arguments);
            command.env("XDG_CONFIG_HOME", format!("{}/config", folder.path()));
            command.output().expect("the program starts").into()
        };
        for arguments in [
            &["run", "odd"][..],
            &["run", "odd", "--check"],
            &["run", "odd", "--detail", "total"],
            &["explain", "odd", "total"],
            &["by-hand", "odd", "total"],
            &["compare", "odd", "--set", "size = 5.5 GB"],
            &["sweep", "odd", "size", "1 GB..9 GB"],
            &["list"],
            &["show", "odd"],
            &["show", &path],
            &["--json", "run", "odd"],
            &["--json", "list"],
            &["--json", "show", "odd"],
        ] {
            let run = at_home(arguments);
            assert_eq!(run.code, Some(0), "{arguments:?}: {run:?}");
            is_plain(&format!("{arguments:?}"), &(run.out.clone() + &run.err));
            for line in run.out.lines().filter(|_| arguments[0] == "--json") {
                serde_json::from_str::<Value>(line).unwrap_or_else(|error| panic!("{error}: {line}"));
            }
        }
        let report = at_home(&["run", "odd"]).out;
        for shown in ["T", "Q", "H", "N", "L", "R", "C", "D"] {
            assert!(report.contains(&format!("{shown}{escape}")), "{shown}: {report}");
        }
        assert!(report.contains("\\u{1b}[31m"), "{report}");
        let unit = format!("\\u{:04x}", u32::from(letter.chars().next().expect("there is one")));
        let objects = at_home(&["--json", "list"]).out;
        assert!(objects.contains(&format!("Q{unit}")), "{objects}");
        let title = objects.lines().find(|line| line.contains("odd")).expect("it is listed");
        assert_eq!(serde_json::from_str::<Value>(title).expect("an object")["title"], format!("T{letter}\u{1b}[31m"));
    }
}

#[test]
fn hidden_characters_of_names_and_lines_are_escapes() {
    let folder = Folder::new("hidden-names");
    for (letter, escape) in HIDDEN.into_iter().chain([("\x1b[31m", "\\u{1b}[31m")]) {
        for arguments in [
            &["run", &format!("no{letter}.toml")][..],
            &["run", &format!("no{letter}")],
            &["eval", &format!("no{letter}.txt")],
            &[&format!("--o{letter}")],
            &["run", "pastebin", &format!("--o{letter}")],
            &["run", "pastebin", "--samples", &format!("o{letter}")],
            &["reference", &format!("o{letter}")],
            &["--json", "run", &format!("no{letter}")],
        ] {
            let run = run(arguments);
            let said = run.err.clone() + &run.out;
            is_plain(&format!("{arguments:?}"), &said);
            let is_object = arguments[0] == "--json";
            assert!(run.code == Some(2) && (is_object || said.contains(escape)), "{arguments:?}: {said}");
        }
    }
    let lines =
        folder.write("lines.txt", "label\u{202e}: 1 GB  # why\u{202e}\nsize = 5 GB # w\u{200b}\nsize + \u{2067}nope\n");
    let run = run(&["eval", &lines]);
    is_plain("lines", &(run.out.clone() + &run.err));
    assert!(run.out.contains("label\\u{202e}: 1 GB"), "{run:?}");
    let session = folder
        .write("session.txt", "dau = 5 users # w\u{202e}hy\n:vars\n:info dau\n:explain dau\n:load no\u{202e}ne\n");
    let stdin = File::open(session).expect("it was just written");
    let run: Run = program(&["repl"]).stdin(stdin).output().expect("the program starts").into();
    is_plain("session", &(run.out.clone() + &run.err));
    assert!(run.out.contains("w\\u{202e}hy") && run.err.contains("no\\u{202e}ne"), "{run:?}");
}

/// The caret stands under what is wrong, however long what is before it is shown.
#[test]
fn carets_stay_right() {
    for (line, ascii) in [("1 GB + éx", false), ("5 µs + été", true), ("\u{200b}1 + nope", false)] {
        let mut command = program(&[line]);
        if ascii {
            command.arg("--ascii");
        }
        let run: Run = command.output().expect("the program starts").into();
        let mut lines = run.err.lines().skip_while(|line| !line.starts_with("1 | "));
        let (shown, caret) = (lines.next().expect("the line is shown"), lines.next().expect("a caret is shown"));
        let start = caret.find('^').expect("there is a caret");
        let length = caret.matches('^').count();
        let under: String = shown.chars().skip(start).take(length).collect();
        let expected = if ascii {
            "\\u{e9}t\\u{e9}"
        } else if line.contains("nope") {
            "\\u{200b}"
        } else {
            "é"
        };
        assert!(under.starts_with(expected) || under == expected, "{}", run.err);
        assert!(!ascii || run.err.is_ascii());
    }
}

#[test]
fn only_presets_are_shown() {
    let folder = Folder::new("show");
    let text = folder.write("secret.txt", "password = hunter2\n");
    let toml = folder.write("secret.toml", "password = \"hunter2\"\n");
    let titled = folder.write("titled.toml", "title = \"Other\"\npassword = \"hunter2\"\n");
    let preset = folder.write("mine.txt", "title = \"Mine\"\n[assumptions]\nsize = \"5 GB\"\n");
    for path in [&text, &toml] {
        let run = run(&["show", path]);
        assert!(run.code == Some(2) && run.out.is_empty(), "{run:?}");
        assert!(run.err.contains("is no preset") && !run.err.contains("hunter2"), "{run:?}");
    }
    assert_eq!((run(&["show", &titled]).code, run(&["show", &titled]).out), (Some(2), String::new()));
    assert_eq!(run(&["show", &preset]).code, Some(0));
}

#[test]
fn ascii_anywhere() {
    for arguments in COMMANDS.iter().filter(|command| !command.contains(&"calibrate")) {
        for arguments in [[&["--ascii"], *arguments].concat(), [*arguments, &["--ascii"]].concat()] {
            let run = run(&arguments);
            assert!(run.code == Some(0) && run.out.is_ascii() && run.err.is_ascii(), "{arguments:?}: {}", run.out);
        }
    }
    let in_locale = |arguments: &[&str], locale: &str| {
        let mut command = program(arguments);
        command.env("LC_ALL", locale);
        Run::from(command.output().expect("the program starts"))
    };
    for (locale, is_ascii) in
        [("C", true), ("POSIX", true), ("de_DE.ISO-8859-1", true), ("C.UTF-8", false), ("", false)]
    {
        assert_eq!(in_locale(&["run", "pastebin"], locale).out.is_ascii(), is_ascii, "{locale}");
        assert_eq!(in_locale(&["5 µs + été"], locale).err.is_ascii(), is_ascii, "{locale}");
    }
    // What is kept in a file stays as it is.
    let folder = Folder::new("locale");
    let preset = folder.write("mine.toml", "title = \"Été\"\n[estimates]\na = \"1 GB\"\n");
    assert!(in_locale(&["show", &preset], "C").out.contains("Été"));
    let run = run(&["--json", "--ascii", "été + 1"]);
    assert!(run.out.is_ascii() && run.out.contains("`\\u00e9t\\u00e9` is not defined"), "{}", run.out);
}

//! The session: what each line is answered with, what every command does, and what happens on bad days.
//! Lines are given to the session itself, or piped into the real program; the keyboard is in `terminal.rs`.

mod support;

use napkin::diagnostic::Sources;
use napkin::engine::Sampling;
use napkin::repl::Session;
use support::{Folder, Run, feed, program};

/// What a session says to each line: its answer, or `error: …` with the way out behind it.
fn talk(lines: &str) -> Vec<String> {
    let (mut session, mut sources) = (Session::new(Sampling::default()), Sources::default());
    lines.lines().map(|line| say(&mut session, &mut sources, line)).collect()
}

fn say(session: &mut Session, sources: &mut Sources, line: &str) -> String {
    let reply = session.enter(line, sources);
    let mut said: Vec<String> = reply.text(80).lines().map(str::to_owned).collect();
    for problem in &reply.problems {
        let sort = if problem.is_error() { "error" } else { "hint" };
        said.push(format!("{sort}: {}", problem.message));
        said.extend(problem.help.iter().map(|help| format!("help: {help}")));
    }
    said.join("\n")
}

/// Checks a dialogue: lines after `> ` are typed, what follows each is the answer.
#[track_caller]
fn dialogue(expected: &str) {
    let typed: Vec<&str> = expected.lines().filter_map(|line| line.trim().strip_prefix("> ")).collect();
    let answers = talk(&typed.join("\n"));
    let mut found = Vec::new();
    for (line, answer) in typed.iter().zip(answers) {
        found.push(format!("> {line}"));
        found.extend(answer.lines().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()));
    }
    let expected: Vec<&str> = expected.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    assert_eq!(found.join("\n"), expected.join("\n"));
}

#[test]
fn a_change_recomputes_what_depends_on_it() {
    dialogue(
        "> dau = 150M users
         dau = 150M users
         > writes = dau * 2 tweets/user/day
         writes = 300M tweets/day (3,472 /s)
         > storage = writes * 10 KB/tweet -> TB/day
         storage = 3 TB/day
         > other = 5 GB
         other = 5 GB
         > dau = 50M users
         dau = 50M users   (was 150M users)
         writes 300M tweets/day (3,472 /s) -> 100M tweets/day (1,157 /s)
         storage 3 TB/day -> 1 TB/day
         > dau = 50M users
         dau = 50M users
         > peak(x, factor = 3) = x * factor
         peak(x, factor = 3) = x * factor
         > busy = peak(storage)
         busy = 3 TB/day
         > peak(x, factor = 2) = x * factor
         peak(x, factor = 2) = x * factor
         busy 3 TB/day -> 2 TB/day",
    );
}

#[test]
fn definitions_wait_for_names_that_come_later() {
    dialogue(
        "> servers = ceil(load / (500 QPS/server))
         `servers` waits for `load`
         > load = dau * actions
         `load` waits for `actions` and `dau`
         > servers
         error: `servers` waits for `actions` and `dau`
         help: define `actions` and `dau`
         > dau = 10M users
         dau = 10M users
         > actions = 20 requests/user/day
         actions = 20 requests/user/day
         load = 200M requests/day (2,315 /s)
         servers = 5 servers
         > :delete dau
         `dau` is gone
         `load` waits for `dau`
         `servers` waits for `dau`
         > grow(x) = x * rate
         grow(x) = x * rate
         > later = grow(2 GB)
         `later` waits for `rate`
         > rate = 3
         rate = 3
         later = 6 GB
         > n = ceil(qps / (2 QPS/server))
         n = 1 server
         hint: `qps` is not defined, so it stands for the unit: one of them
         help: define how many there are: `qps = 100M QPS`
         > typo = rat * 2
         `typo` waits for `rat` (did you mean `rate`?)",
    );
}

#[test]
fn other_samples_are_no_change() {
    let mut session = Session::new(Sampling { samples: Some(256), ..Sampling::default() });
    let mut sources = Sources::default();
    session.enter(":load twitter", &mut sources);
    // A size of the model is written per user, and so is calculated again.
    assert_eq!(session.enter("users = 100M users", &mut sources).text(80), "users = 100M users\n");
    let changed = session.enter("max_utilization = 60%", &mut sources).text(80);
    assert!(changed.contains("\ntimeline_nodes 23 nodes"), "{changed}");
}

#[test]
fn a_line_that_fails_changes_nothing() {
    dialogue(
        "> a = 2 GB
         a = 2 GB
         > n = a * 3
         n = 6 GB
         > a = 5 users + 3 tweets
         error: cannot add tweets to users
         help: different things do not add up; a conversion such as `-> QPS` gives rates a common name
         > a = n
         error: `a` is defined by itself: a → n → a
         help: give one of them a value of its own, or a new name to the new value
         > a = 1 GB / 0
         error: division by zero
         help: guard it with a condition: `if n > 0 then x / n else 0`
         > n
         6 GB
         > c = n + 1 GB
         c = 7 GB
         > a = 3 users
         error: cannot add information to users
         help: to turn information into users, multiply by something in `users/B`
         > c
         7 GB",
    );
}

#[test]
fn the_last_answer() {
    dialogue(
        "> _ * 2
         error: there is no answer above this line
         help: `_` is the last line that is an expression and not a definition: write one first, such as `10M users * 2 KB/user`
         > 500M tweets/day * 10 KB/tweet -> TB/month
         152.1 TB/month
         > _ * 3
         456.25 TB/month
         > _ * 1 month
         456.2 TB
         > kept = _ / 2
         kept = 228.1 TB
         > 1 > 2
         false
         > if _ then 1 else 2
         2
         > 1_000 + _
         1,002",
    );
}

#[test]
fn a_line_that_a_definition_uses_has_a_name() {
    dialogue(
        "> 1 GB
         1 GB
         > x = _ * 2
         x = 2 GB
         > answer = 3 GB
         answer = 3 GB   (was 1 GB)
         x 2 GB -> 6 GB
         > _
         1 GB
         > :undo
         answer = 1 GB   (was 3 GB)
         x 6 GB -> 2 GB
         > :undo
         `x` is gone
         > answer
         error: `answer` is not defined
         help: define it on a line of its own: `answer = …`
         > :redo
         x = 2 GB
         > :delete answer
         `answer` is gone
         `x` waits for `answer`",
    );
    // A word that something waits for, and a unit, are no names for it.
    dialogue(
        "> y = answer + 1
         `y` waits for `answer`
         > unit answer_2 = 5 GB
         > 5
         5
         > x = _ * 2
         x = 10
         > answer_3
         5",
    );
    // Whatever becomes of the model, `_` is the last line.
    dialogue(
        "> 2 GB
         2 GB
         > _ * 2
         4 GB
         > noun widget
         > z = _ / 2
         z = 2 GB
         > :reset
         all is as the session began; `:undo` brings it back
         > _
         4 GB
         > z = _ / 4
         z = 1 GB
         > :undo
         `z` is gone
         > :undo
         back to 3 definitions
         > _ + 1 GB
         5 GB
         > :undo
         `z` is gone
         > :undo
         back to 0 definitions
         > :redo
         back to 0 definitions
         > :redo
         z = 2 GB",
    );
}

#[test]
fn the_last_question_can_be_looked_at_again() {
    let answers = talk("5 GB\n_ * 2\n:by-hand\n:explain\nx = _\n:by-hand\n:explain");
    let [before, after] = [&answers[2], &answers[5]];
    assert!(before.contains("10 GB") && after.contains("10 GB") && !after.contains("20 GB"), "{before}{after}");
    assert!(answers[3].contains("10 GB") && answers[6].contains("10 GB"), "{answers:?}");
    // In another model it may have no answer.
    dialogue(
        "> size = 2 GB
         size = 2 GB
         > size * 2
         4 GB
         > :reset
         all is as the session began; `:undo` brings it back
         > quarter_size = _ / 4
         error: `size` is not defined
         help: define it on a line of its own: `size = …`
         > _
         error: `size` is not defined
         help: define it on a line of its own: `size = …`
         > quarter_size
         error: `quarter_size` is not defined
         help: define it on a line of its own: `quarter_size = …`
         > size = 6 GB
         size = 6 GB
         > _
         12 GB",
    );
}

#[test]
fn reasons_are_kept() {
    let answers =
        talk("dau = 150M users  # public figure, 2012\nwrites = dau * 2 tweets/user/day # a guess\n:vars\n:info dau");
    assert!(answers[2].contains("public figure, 2012") && answers[2].contains("a guess"), "{}", answers[2]);
    assert_eq!(answers[3], "dau = 150M users  # public figure, 2012");
}

#[test]
fn undo_and_redo_go_through_every_change() {
    dialogue(
        "> :undo
         error: there is nothing to undo
         > a = 1 GB
         a = 1 GB
         > n = a * 2
         n = 2 GB
         > a = 4 GB
         a = 4 GB   (was 1 GB)
         n 2 GB -> 8 GB
         > :undo
         a = 1 GB   (was 4 GB)
         n 8 GB -> 2 GB
         > :redo
         a = 4 GB   (was 1 GB)
         n 2 GB -> 8 GB
         > :redo
         error: there is nothing to redo
         > :delete a n
         `a` is gone
         `n` waits for `a`
         `n` is gone
         > :undo
         `n` waits for `a`
         a = 4 GB
         n = 8 GB
         > :reset
         all is as the session began; `:undo` brings it back
         > a
         error: `a` is not defined
         help: did you mean `ad`?
         > :undo
         back to 2 definitions
         > n
         8 GB",
    );
}

#[test]
fn settings() {
    dialogue(
        "> m = 1 month -> days
         m = 30.42 days
         > :set month 30 days
         month   2,592,000 s   a twelfth of a year, or as chosen: `:set month 30 days`
         m 30.42 days -> 30 days
         > :set month default
         month   2,628,000 s   a twelfth of a year, or as chosen: `:set month 30 days`
         m 30 days -> 30.42 days
         > :set bytes binary
         bytes   binary   KB is 1024 bytes
         > 1 KB -> B
         1,024 B (2^10 B)
         > :set digits 6
         digits   6   significant digits of results
         > 1 GB / 3
         341.333 MB
         > :set digits 99
         error: results have 1 to 15 digits, not `99`
         help: write `:set digits 6`
         > :set day 5 GB
         error: `day` is a length of time
         help: write it as `30 days` or `2.5e6 s`
         > :set mnth 30 days
         error: there is no setting `mnth`
         help: did you mean `month`?
         > :set by-hand maybe
         error: `by-hand` is on or off, not `maybe`
         help: write `:set by-hand on`",
    );
}

#[test]
fn sums_by_hand() {
    dialogue(
        "> :set by-hand on
         by-hand   on   beside each answer, what mental arithmetic gives
         > 10M pastes/month -> pastes/s
         3.805 pastes/s   ~ 4 pastes/s by hand, +5%
         > dau = 150M users
         dau = 150M users   ~ 200M users by hand, +33%
         > dau * 2 tweets/user/day
         300M tweets/day (3,472 /s)   ~ 400M tweets/day by hand, +33%
         > dau * 2 tweets/user/day -> tweets/s
         3,472 tweets/s   ~ 4,000 tweets/s by hand, +15%",
    );
}

#[test]
fn mistyped_commands() {
    dialogue(
        "> :vras
         error: there is no command `:vras`
         help: did you mean `:vars`?
         > :xyzzy
         error: there is no command `:xyzzy`
         help: `:help` lists the commands
         > :load twiter
         error: there is no preset called `twiter`
         help: did you mean `twitter`?
         > :load
         error: `:load` wants the name of a preset or a file
         help: write `:load PRESET|FILE`
         > :delete dua
         error: nothing called `dua` is defined here
         help: `:vars` lists what is defined
         > :vars now
         error: `:vars` takes no argument
         help: write `:vars` alone
         > :info QSP
         error: nothing is called `QSP`
         help: did you mean `QPS`?
         > :units troughput
         error: `troughput` is neither a dimension nor a unit
         help: did you mean `throughput`?",
    );
}

#[test]
fn words_explain_themselves() {
    dialogue(
        "> :info GiB
         GiB: gibibyte, 1 GiB = 1,073,741,824 B (information)
         > :info mins
         mins: 1 min = 60 s (time)
         > :info reads
         reads: counted, a kind of request
         > :info query
         query: counted, another name for request
         > :info log
         log(x, base): the logarithm of a pure number to a base
         log: counted, a thing of its own
         > :info pastebin
         pastebin: preset Pastebin (`:load pastebin` opens it)
         > :info save
         :save: write the model as a preset; `:save!` overwrites (`:help :save` shows
         an example)
         > peak(x, factor = 3) = x * factor
         peak(x, factor = 3) = x * factor
         > :info peak
         peak(x, factor = 3) = x * factor
         > :units mass
         unit    name
         ───────────────────────────────────────────────
         g       grams       1 g = 0.001 kg (mass)
         kg      kilograms   the base unit of mass
         tonne   tonnes      1 tonne = 1,000 kg (mass)",
    );
}

#[test]
fn every_example_of_the_help_runs() {
    let folder = Folder::new("help");
    let help = talk(":help")[0].clone();
    let names: Vec<&str> =
        help.lines().filter_map(|line| line.split_whitespace().next()).filter(|word| word.starts_with(':')).collect();
    assert!(names.len() >= 15, "{help}");
    for name in names {
        let text = &talk(&format!(":help {name}"))[0];
        let (_, example) = text.split_once("Example:\n").unwrap_or_else(|| panic!("{name} has no example:\n{text}"));
        let example = example.lines().map(str::trim).collect::<Vec<_>>().join("\n");
        let run = session_in(&folder, &example);
        assert_eq!((run.code, run.err.as_str()), (Some(0), ""), "{name}: {example}");
    }
}

/// Runs lines through the real program, in a folder of its own.
fn session_in(folder: &Folder, lines: &str) -> Run {
    let lines = folder.write("lines.txt", lines);
    let stdin = std::fs::File::open(lines).expect("the file was just written");
    let mut command = program(&["repl"]);
    command.current_dir(folder.path()).stdin(stdin).env("EDITOR", "true").env_remove("VISUAL");
    command.env("XDG_CONFIG_HOME", format!("{}/config", folder.path()));
    command.output().expect("the program starts").into()
}

#[test]
fn piped_lines_go_on_after_an_error_and_end_with_1() {
    let run = feed(&["repl"], b"a = 1 GB\nn = a +\n:vras\nmax(a,\n  3 GB)\n\xff\xfe\na * 2\n");
    assert_eq!((run.code, run.out.as_str()), (Some(1), "a = 1 GB\n3 GB\n2 GB\n"));
    for (message, place) in [
        ("the line ends where a value was expected", "standard input:2:7"),
        ("there is no command `:vras`", "standard input:3:1"),
        ("line 6 is not UTF-8 text; it was passed over", ""),
    ] {
        assert!(run.err.contains(message) && run.err.contains(place), "{message}: {}", run.err);
    }
    assert_eq!(feed(&["repl"], b"1 + 1\n:quit\n2 +\n"), Run { code: Some(0), out: "2\n".into(), err: String::new() });
    assert_eq!(feed(&["repl"], b"\xef\xbb\xbf1 + 1\r\n\r\n# nothing\r\nquit").out, "2\n");
    assert_eq!(feed(&["repl"], b"x = (1\ny = 2\n").code, Some(1));
    let objects = feed(&["--json", "repl"], b"1\n");
    assert!(objects.code == Some(0) && objects.out.starts_with('{'), "{}", objects.out);
}

#[test]
fn a_saved_session_gives_the_same_answers() {
    let folder = Folder::new("saved");
    let lines = "noun paste\nnoun matrix (matrices)\ndau = 10M users # it's \"public\" \\ and tab\\t\nsize = 1.27 KB/paste\nper_day = dau * 0.1 pastes/user/day\nsmall = 30%\nkeys = 62^7\ngrow(x, rate = small) = x * (1 + rate)\nstorage = grow(per_day * size) * 3 years\nmatrices_each = 3 matrices\nété = storage * 2\nenough = storage < 5 TB\n:set month 30 days\n";
    let saved = session_in(&folder, &format!("{lines}:save all.toml\n:save all.toml\n:save! all.toml\n:vars\n"));
    assert!(
        saved.err.contains("`all.toml` exists already") && saved.err.contains("`:save! all.toml` overwrites it"),
        "{}",
        saved.err
    );
    assert!(!saved.err.contains("not saved") && saved.out.matches("saved as all.toml").count() == 2, "{saved:?}");
    let again = session_in(&folder, ":load all.toml\n:vars\n");
    assert_eq!(again.err, "");
    let table = |run: &Run| run.out.split_once("Assumptions").expect("the variables are listed").1.to_owned();
    assert_eq!(table(&saved), table(&again));
    let preset = program(&["run", "all.toml"]).current_dir(folder.path()).output().expect("the program starts");
    assert_eq!((preset.status.code(), String::from_utf8_lossy(&preset.stderr).as_ref()), (Some(0), ""));
    assert!(String::from_utf8_lossy(&preset.stdout).contains("Estimates"));
}

#[test]
fn a_plain_name_is_a_preset_of_ones_own() {
    let folder = Folder::new("own-name");
    let run = session_in(&folder, "a = 3 GB\n:save mine\n:reset\n:load mine\na\n");
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
    assert!(run.out.ends_with("mine: 1 assumption, 0 estimates; `:run` shows the tables\n3 GB\n"), "{}", run.out);
    assert!(std::path::Path::new(&format!("{}/config/napkin/presets/mine.toml", folder.path())).exists());
}

#[test]
fn a_loaded_preset_can_be_worked_on() {
    let answers = talk(":load pastebin\nwrite_rps\nwrites_per_month = 100M pastes/month\n:run");
    assert!(answers[0].starts_with("Pastebin: "), "{}", answers[0]);
    assert_eq!(answers[1], "4 QPS (90%: 2 to 8 QPS)");
    assert!(answers[2].contains("write_rps 4 QPS (90%: 2 to 8 QPS) -> 40 QPS"), "{}", answers[2]);
    assert!(answers[3].contains("40"), "{}", answers[3]);
}

#[test]
fn the_start_up_file_is_read_first() {
    let folder = Folder::new("start");
    folder.write("config/napkin/startup.napkin", "noun paste\npeak(x) = 3 * x  # of my own\n");
    let run = session_in(&folder, "peak(2 pastes)\n:undo\n:reset\npeak(1 GB)\n");
    assert_eq!(run.out, "6 pastes\nall is as the session began; `:undo` brings it back\n3 GB\n");
    assert!(run.err.contains("there is nothing to undo"), "{}", run.err);
}

#[test]
fn a_start_up_file_with_mistakes_tells_their_places() {
    let folder = Folder::new("start-wrong");
    folder.write("config/napkin/startup.napkin", "a = 1 GB\n\nb = 2 GB + 3 s\n");
    let run = session_in(&folder, "a\n");
    assert_eq!((run.code, run.out.as_str()), (Some(1), "1 GB\n"));
    assert!(
        run.err.contains("cannot add time to information") && run.err.contains("startup.napkin:3:10"),
        "{}",
        run.err
    );
    folder.write("config/napkin/startup.napkin", b"a = \xff");
    let run = session_in(&folder, "1 + 1\n");
    assert_eq!((run.code, run.out.as_str()), (Some(1), "2\n"));
    assert!(run.err.contains("startup.napkin` cannot be read: it is not UTF-8 text"), "{}", run.err);
}

#[test]
fn the_editor_changes_the_model() {
    let folder = Folder::new("editor");
    let edit = |editor: &str, lines: &str| -> Run {
        let lines = folder.write("lines.txt", lines);
        let stdin = std::fs::File::open(lines).expect("the file was just written");
        program(&["repl"]).stdin(stdin).env("VISUAL", editor).output().expect("the program starts").into()
    };
    let run = edit("sed -i s/150M/50M/", "dau = 150M users # known\n:edit\ndau\n:undo\ndau\n");
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
    assert!(run.out.contains("\n50M users") && run.out.ends_with("\n150M users\n"), "{}", run.out);
    assert_eq!(edit("true", "a = 1\n:edit\n").out, "a = 1\nnothing was changed\n");
    let run = edit("sed -i s/150M/150Mx/", "dau = 150M users\n:edit\ndau\n");
    assert!(run.err.contains("the text is kept in "), "{}", run.err);
    let kept = run.err.split("kept in ").nth(1).and_then(|rest| rest.split(';').next()).expect("its place is told");
    assert!(std::fs::read_to_string(kept).expect("it is there").contains("150Mx"));
    std::fs::remove_file(kept).expect("it can be removed");
    assert!(run.out.ends_with("150M users\n"), "{}", run.out);
    let run = edit("false", "a = 1\n:edit\na\n");
    assert!(run.err.contains("the editor `false` ended with") && run.out.ends_with("1\n"), "{run:?}");
}

#[cfg(unix)]
#[test]
fn what_cannot_be_saved_is_not_lost() {
    let folder = Folder::new("full");
    let limited = |lines: &str| -> Run {
        let lines = folder.write("lines.txt", lines);
        let script = format!("trap '' XFSZ; ulimit -f 0; exec {} repl <{lines}", env!("CARGO_BIN_EXE_napkin"));
        let mut command = std::process::Command::new("sh");
        command.args(["-c", &script]).current_dir(folder.path());
        command.env("XDG_CONFIG_HOME", format!("{}/config", folder.path()));
        command.output().expect("a shell starts").into()
    };
    // No file may grow: as if the disk were full.
    let run = limited("a = 1 GB\n:save full.toml\na\n");
    assert_eq!((run.code, run.out.as_str()), (Some(1), "a = 1 GB\n1 GB\n"));
    assert!(run.err.contains("`full.toml` cannot be written") && run.err.contains("nothing is lost"), "{}", run.err);
    let left: Vec<_> = std::fs::read_dir(folder.path())
        .expect("the folder is there")
        .filter_map(|entry| Some(entry.ok()?.file_name()))
        .collect();
    assert_eq!(left, ["lines.txt"], "nothing half-written is left behind");
    // An overwriting that fails leaves what was there.
    folder.write("full.toml", "title = \"old\"\n");
    assert_eq!(limited("a = 1 GB\n:save! full.toml\n").code, Some(1));
    assert_eq!(
        std::fs::read_to_string(format!("{}/full.toml", folder.path())).expect("it is there"),
        "title = \"old\"\n"
    );
    let run = session_in(&folder, "a = 1\n:save missing/\u{0}/x.toml\n:save /dev/null/x.toml\n");
    assert_eq!(run.code, Some(1));
}

#[cfg(unix)]
#[test]
fn saving_keeps_links_and_permissions() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new("links");
    folder.write("real.toml", "old");
    let link = format!("{}/link.toml", folder.path());
    std::os::unix::fs::symlink("real.toml", &link).expect("a link can be made");
    assert_eq!(session_in(&folder, "a = 1 GB\n:save! link.toml\n:save new.toml\n").code, Some(0));
    assert!(std::fs::symlink_metadata(&link).expect("it is there").is_symlink());
    let saved = |name: &str| std::fs::read_to_string(format!("{}/{name}", folder.path())).expect("it is there");
    assert!(saved("real.toml").contains("a = \"1 GB\""));
    let mode = std::fs::metadata(format!("{}/new.toml", folder.path())).expect("it is there").permissions().mode();
    assert_eq!(mode & 0o600, 0o600);
    assert_ne!(mode & 0o044, 0, "a preset is no secret");
}

#[test]
fn ten_thousand_lines() {
    let lines: Vec<String> = (0..10_000).map(|index| format!("x{index} = {index} GB")).collect();
    let run = feed(&["repl"], format!("{}\nx9999\nsum(x1, x2)\n", lines.join("\n")).as_bytes());
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
    assert!(
        run.out.ends_with("\n10 TB\n3 GB\n") || run.out.ends_with("\n9.999 TB\n3 GB\n"),
        "{}",
        &run.out[run.out.len() - 60..]
    );
}

#[test]
fn narrow_tables_fit() {
    for width in [20, 40, 80] {
        let (mut session, mut sources) = (Session::new(Sampling::default()), Sources::default());
        for line in
            ["dau = 150M users # a public figure of that year", "writes = dau * 2 tweets/user/day", "open = wide * dau"]
        {
            say(&mut session, &mut sources, line);
        }
        for command in [":vars", ":run", ":help", ":help :save", ":set", ":units time", ":search byte", ":info GB"] {
            let said = session.enter(command, &mut sources).text(width);
            let plain = anstream::adapter::strip_str(&said).to_string();
            let widest = plain.lines().map(|line| line.chars().count()).max().unwrap_or(0);
            assert!(widest <= width, "{command} at {width} is {widest} wide:\n{said}");
        }
    }
}

//! What helps while a line is typed: candidates to go on with, what is known of a word, colours and previews, all as data.
//! What the keys do at a terminal is in `terminal.rs`.

mod support;

use napkin::assist::colours::{Class, colours};
use napkin::assist::completion::{Completion, complete};
use napkin::assist::hover::hover;
use napkin::assist::preview::{Preview, preview};
use napkin::command::{COMMANDS, find};
use napkin::diagnostic::Sources;
use napkin::engine::Sampling;
use napkin::workspace::Workspace;

const MODEL: &str = "dau = 150M users
daily_writes = dau * 2 tweets/user/day
storage = daily_writes * 10 KB/tweet * 3 years
cost = storage * $0.02/GB
monthly = $500/month
wait = 200 ms
share = 20%
fresh = guess * 2
spread = 5 GB to 20 GB
peak(x, factor = 3) = x * factor
noun paste
unit page = 4 KiB";

/// The model above, with an answer.
fn workspace() -> Workspace {
    let (mut workspace, mut sources) = (Workspace::new(Sampling::default()), Sources::default());
    for line in MODEL.lines().chain(["2 * storage"]) {
        let done = workspace.enter(line, None, &mut sources);
        assert!(!done.failed(), "{line}");
    }
    workspace
}

/// What the word before the `|` of a line may go on to.
fn completed(workspace: &Workspace, line: &str) -> Completion {
    let offset = line.find('|').expect("the cursor is marked");
    complete(&line.replace('|', ""), offset, workspace)
}

fn texts(found: &Completion) -> Vec<&str> {
    found.candidates.iter().map(|candidate| candidate.text.as_str()).collect()
}

/// A line with its cursor, the candidates that must be there, and those that must not; `!` for none at all.
type Row = (&'static str, &'static [&'static str], &'static [&'static str]);

const LINES: &[Row] = &[
    ("da|", &["dau", "daily_writes", "day"], &["storage", ":vars", "pastebin"]),
    ("STOR|", &["storage"], &["dau"]),
    ("|", &["dau", "storage", "ceil(", "peak("], &["GB", ":vars", "latency.disk_seek", "pastebin"]),
    ("x = cei|", &["ceil("], &["GB"]),
    ("max(1, st|", &["storage"], &["dau"]),
    ("latency.disk|", &["latency.disk_seek"], &["dau"]),
    ("10 G|", &["GB", "GiB", "Gbps"], &["growth"]),
    ("10G|", &["GB", "GiB"], &["growth"]),
    ("10 twe|", &["tweets", "tweet"], &["twitter"]),
    ("10 |", &["GB", "users", "pastes", "pages"], &["dau", "ceil(", "storage"]),
    ("2 tweets per us|", &["user", "users"], &["storage"]),
    ("storage/da|", &["dau", "day"], &[]),
    ("pas|", &["paste", "pastes"], &["pastebin"]),
    ("10 GB # da|", &[], &["!"]),
];

const CONVERSIONS: &[Row] = &[
    // Sizes.
    ("storage -> |", &["B", "GB", "TB", "TiB", "Gb", "page", "pages"], &["s", "GB/", "Gbps", "users", "$", "%", "dau"]),
    ("storage -> T|", &["TB", "TiB", "Tb"], &["TPS", "Tbps"]),
    ("storage -> tb|", &["TB", "Tb"], &["Tbps"]),
    ("storage in |", &["GB"], &["s", "dau"]),
    ("storage to |", &["GB", "dau"], &["s", "users"]),
    ("storage → |", &["GB"], &["s"]),
    ("x = storage * 2 -> |", &["GB"], &["s"]),
    ("Disk: storage -> |", &["GB"], &["s"]),
    ("max(storage, 1 GB -> |", &["GB"], &["s"]),
    ("(storage + 1 GB) / 2 -> |", &["GB"], &["s"]),
    ("spread * 2 -> |", &["GB"], &["s"]),
    ("storage -> GB |", &[], &["!"]),
    ("storage -> million |", &["B"], &["s"]),
    ("storage -> GB + st|", &["storage"], &["GB"]),
    ("1 + 1; storage -> |", &["GB"], &["%"]),
    // Rates.
    ("storage / day -> |", &["Gbps", "MBps", "GB/"], &["GB", "s", "QPS", "TPS"]),
    ("storage / day -> GB/|", &["s", "day", "month"], &["GB", "users", "Gbps"]),
    ("storage / day -> GB per |", &["s", "day"], &["GB"]),
    ("daily_writes -> |", &["QPS", "RPS", "tweets/"], &["GB", "Gbps", "users", "tweets", "users/"]),
    ("daily_writes -> tweets/|", &["s", "day"], &["GB", "user"]),
    ("1000 QPS -> |", &["QPS", "RPS", "QPM"], &["Gbps", "s"]),
    // Money.
    ("cost -> |", &["$", "cent"], &["GB", "s", "$/"]),
    ("cost -> $|", &["$"], &["cent"]),
    ("cost -> $M|", &[], &["MB"]),
    ("monthly -> |", &["$/"], &["$", "GB", "QPS"]),
    ("monthly -> $/|", &["year", "day"], &["GB", "$"]),
    ("$0.02/GB/month -> $/|", &["TB/", "month/"], &["TB", "month"]),
    ("$0.02/GB/month -> $/TB/|", &["month", "year"], &["TB", "$"]),
    // Times.
    ("wait -> |", &["ms", "s", "day"], &["GB", "QPS", "Hz"]),
    ("wait * 3 in m|", &["ms", "min", "month"], &["MB"]),
    // Counts and numbers.
    ("dau -> |", &["users", "%"], &["tweets", "GB", "s", "servers"]),
    ("share -> |", &["%", "ppm", "servers"], &["GB", "s"]),
    ("10 GB/tweet -> |", &["GB/"], &["GB", "s"]),
    // What cannot be read, or is not known.
    ("unheard_of -> |", &["GB", "s", "QPS", "users"], &["dau"]),
    ("fresh -> |", &["GB", "s"], &["dau"]),
    ("3 + * -> |", &["GB", "s"], &["dau"]),
    ("_ -> |", &["GB"], &["s"]),
    ("peak(storage) -> |", &["GB"], &["s"]),
];

const COMMAND_LINES: &[Row] = &[
    (":|", &[":vars", ":sweep", ":quit"], &["dau"]),
    (":v|", &[":vars"], &[":sweep"]),
    (":vars |", &["--set"], &["dau"]),
    (":help |", &[":vars", "dau", "ceil(", "GB"], &[]),
    (":help va|", &["vars"], &["dau"]),
    (":help :va|", &[":vars"], &["vars"]),
    (":info st|", &["storage", "storage_cost("], &["dau"]),
    (":info :v|", &[":vars"], &["vars"]),
    (":search late|", &["latency.disk_seek"], &["dau"]),
    (":units |", &["time", "throughput", "request rate"], &["GB", "dau"]),
    (":units request r|", &["request rate"], &["request"]),
    (":units G|", &["GB"], &["time"]),
    (":load pas|", &["pastebin"], &["paste", "pastes"]),
    (":save pas|", &[], &["!"]),
    (":save! pas|", &[], &["!"]),
    (":run --|", &["--detail", "--check", "--set", "--json"], &["--steps"]),
    (":run |", &["--detail"], &["dau"]),
    (":run --detail sto|", &["storage"], &["--detail"]),
    (":run --set da|", &["dau", "daily_writes"], &["day", "ceil("]),
    (":run --set 'da|", &["dau"], &["day"]),
    (":run --set dau = 5 us|", &["users"], &["dau"]),
    (":detail st|", &["storage"], &["dau"]),
    (":solve |", &["dau", "storage"], &["ceil(", "GB", "peak"]),
    (":solve dau |", &["such that"], &["storage"]),
    (":solve dau such that st|", &["storage"], &["dau"]),
    (":solve dau such that storage -> |", &["GB"], &["s"]),
    (":solve dau --such-that st|", &["storage"], &["dau"]),
    (":explain |", &["storage", "ceil("], &["GB", ":vars"]),
    (":explain storage -> |", &["GB"], &["s"]),
    (":why st|", &["storage"], &["dau"]),
    (":explain storage --|", &["--depth", "--set"], &["--steps"]),
    (":explain storage --depth |", &[], &["!"]),
    (":explain --depth 2 st|", &["storage"], &["dau"]),
    (":by-hand st|", &["storage"], &["dau"]),
    (":sweep |", &["dau", "storage"], &["ceil(", "GB", "peak("]),
    (":sweep dau |", &[], &["!"]),
    (":sweep dau 10|", &[], &["!"]),
    (":sweep dau 10M..1|", &[], &["!"]),
    (":sweep dau 10M..1bn |", &["storage", "wait", "log"], &["GB"]),
    (":sweep dau 10M..1bn l|", &["log"], &["storage"]),
    (":sweep dau 10M..1bn log st|", &["storage"], &["log"]),
    (":sweep dau 10M..1bn wait 1|", &[], &["!"]),
    (":sweep dau 10M..1bn wait 1 ms..9|", &[], &["!"]),
    (":sweep dau 10M..1bn wait 1 ms..9 ms st|", &["storage"], &["dau"]),
    (":sweep dau 10M..1bn storage -> |", &["GB"], &["s"]),
    (":sweep dau 10M..1bn --|", &["--steps", "--log", "--show"], &["--years"]),
    (":sweep dau 10M..1bn --log --st|", &["--steps"], &["--log"]),
    (":sweep dau 10M..1bn --log st|", &["storage"], &["--steps"]),
    (":sweep dau 10M..1bn --steps |", &[], &["!"]),
    (":sweep dau 10M..1bn --show dau, st|", &["storage"], &["dau"]),
    (":growth da|", &["dau", "daily_writes"], &["day"]),
    (":growth dau = 50%/y|", &["year"], &["storage"]),
    (":growth dau = 50%/year |", &["until"], &["log"]),
    (":growth dau = 50%/year, wa|", &["wait"], &["until"]),
    (":growth dau = 50%/year until st|", &["storage"], &["dau"]),
    (":growth dau = 50%/year --|", &["--years", "--show", "--until"], &["--steps"]),
    (":bottleneck |", &[], &["!"]),
    (":bottleneck memory = sto|", &["storage"], &["dau"]),
    (":bottleneck memory = storage / (64 G|", &["GB"], &["dau"]),
    (":compare twi|", &["twitter"], &["dau"]),
    (":compare --set da|", &["dau"], &["twitter"]),
    (":list --|", &["--tag", "--search"], &["--set"]),
    (":list --tag |", &[], &["!"]),
    (":show twi|", &["twitter"], &["dau"]),
    (":calibrate |", &[], &["!"]),
    (":formulas erl|", &["erlang_c"], &["ceil", "erlang_c("]),
    (":reference |", &["latency", "powers"], &["dau", "latency.disk_seek"]),
    (":reference latency.disk|", &["latency.disk_seek"], &["latency"]),
    (":reference latency --|", &["--source", "--all"], &["--set"]),
    (":reference latency --source |", &[], &["!"]),
    (":delete |", &["dau", "peak"], &["ceil", "GB"]),
    (":delete dau st|", &["storage"], &["dau"]),
    (":set |", &["bytes", "month", "digits", "by-hand"], &["on", "dau"]),
    (":set by|", &["bytes", "by-hand"], &["month"]),
    (":set bytes |", &["decimal", "binary", "default"], &["on"]),
    (":set by-hand o|", &["on", "off"], &["default"]),
    (":set month |", &["default"], &["on"]),
    (":set unheard_of |", &[], &["!"]),
    (":quit |", &[], &["dau"]),
    (":unheard_of |", &[], &["!"]),
];

#[test]
fn only_what_can_stand_there_is_offered() {
    let workspace = workspace();
    let mut wrong = Vec::new();
    for (line, wanted, unwanted) in LINES.iter().chain(CONVERSIONS).chain(COMMAND_LINES) {
        let found = completed(&workspace, line);
        let texts = texts(&found);
        let missing: Vec<_> = wanted.iter().filter(|text| !texts.contains(text)).collect();
        let none = unwanted == &["!"] && !texts.is_empty();
        let extra: Vec<_> = unwanted.iter().filter(|text| texts.contains(text)).collect();
        if !missing.is_empty() || !extra.is_empty() || none {
            let some: Vec<_> = texts.iter().take(12).collect();
            wrong.push(format!("{line}: lacks {missing:?}, has {extra:?}; {some:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A row for each command that takes something.
#[test]
fn no_command_is_left_out() {
    let command = |line: &str| find(line.split([' ', '|']).next().unwrap_or_default().trim_end_matches('!'));
    let rows: Vec<_> = COMMAND_LINES.iter().filter_map(|row| command(row.0)).map(|command| command.name).collect();
    for command in COMMANDS {
        let has_arguments = command.all_arguments().next().is_some();
        assert!(!has_arguments || rows.contains(&command.name), "no row for `:{}`", command.name);
    }
}

/// What is taken into the line makes a word of it: the candidate starts as the word does, in any case.
#[test]
fn candidates_go_on_with_the_word() {
    let workspace = workspace();
    for (line, ..) in LINES.iter().chain(CONVERSIONS).chain(COMMAND_LINES) {
        let found = completed(&workspace, line);
        let word = line.split('|').next().unwrap_or_default()[found.start..].to_lowercase();
        for candidate in &found.candidates {
            assert!(candidate.text.to_lowercase().starts_with(&word), "{line}: {}", candidate.text);
        }
    }
}

/// A unit that is offered after `->` converts, by itself or with others below it.
#[test]
fn units_that_are_offered_convert() {
    let (mut workspace, mut sources) = (workspace(), Sources::default());
    for (line, ..) in CONVERSIONS.iter().filter(|row| row.0.ends_with(" -> |") && row.0.is_ascii()) {
        let (text, found) = (line.trim_end_matches('|'), completed(&workspace, line));
        if workspace.measured(text.trim_end_matches("-> ")).is_none() {
            continue;
        }
        let closing = ")".repeat(text.matches('(').count() - text.matches(')').count());
        for candidate in found.candidates.iter().filter(|candidate| !candidate.text.ends_with('/')) {
            let whole = format!("{text}{}{closing}", candidate.text).replace("x = ", "");
            assert!(!workspace.enter(&whole, None, &mut sources).failed(), "{whole}");
        }
        if text.starts_with('_') || text.contains(';') {
            workspace = self::workspace();
        }
    }
}

#[test]
fn files_are_offered_where_they_can_stand() {
    let workspace = workspace();
    for (line, files) in
        [(":load |", true), (":save a|", true), (":compare |", true), (":info |", false), ("a|", false)]
    {
        assert_eq!(completed(&workspace, line).files, files, "{line}");
    }
}

/// No place of a line makes completion, colours or hover break off.
#[test]
fn any_place_of_any_text() {
    let workspace = workspace();
    let odd = [
        "",
        ":",
        ": ",
        ":sweep  dau",
        "a -> -> é/",
        "((((-> ",
        ") -> ",
        "π = 3 → ",
        ":set =",
        "\t--",
        ":run --set ' -- --x",
    ];
    for line in COMMAND_LINES.iter().map(|row| row.0).step_by(20).chain(odd) {
        for offset in 0..=line.len() + 1 {
            let _ = complete(line, offset, &workspace);
            let _ = hover(line, offset, &workspace);
            let _ = colours(line, offset, &workspace);
        }
    }
}

#[test]
fn words_have_classes() {
    use Class::{Command, Comment, Function, Keyword, Number, Plain, Unit, Unknown};
    let workspace = workspace();
    let table: &[(&str, &[(&str, Class)])] = &[
        ("max(10 GB)|", &[("max", Function), ("10", Number), ("GB", Unit)]),
        ("dau * 2 -> users # why|", &[("dau", Plain), ("2", Number), ("users", Unit), ("# why", Comment)]),
        ("unheard_of + 1|", &[("unheard_of", Unknown), ("1", Number)]),
        ("unheard_of|", &[("unheard_of", Plain)]),
        ("x = unheard_of * 2|", &[("x", Plain), ("unheard_of", Plain), ("2", Number)]),
        ("10 blorbs * 2|", &[("10", Number), ("blorbs", Unknown), ("2", Number)]),
        (
            "if share > 1 then dau|",
            &[("if", Keyword), ("share", Plain), ("1", Number), ("then", Keyword), ("dau", Plain)],
        ),
        ("peak(dau)|", &[("peak", Function), ("dau", Plain)]),
        ("noun gizmo|", &[("noun", Keyword), ("gizmo", Plain)]),
        (":vars|", &[(":vars", Command)]),
        (":nonsense |", &[(":nonsense", Unknown)]),
        (":nonse|", &[(":nonse", Command)]),
        (":explain dau|", &[(":explain", Command)]),
    ];
    for (line, expected) in table {
        let offset = line.find('|').expect("the cursor is marked");
        let text = line.replace('|', "");
        let found = colours(&text, offset, &workspace);
        let found: Vec<_> = found.into_iter().map(|one| (&text[one.range], one.class)).collect();
        assert_eq!(found, *expected, "{line}");
    }
}

#[test]
fn what_is_known_of_a_word() {
    let workspace = workspace();
    for (line, word, kind, said) in [
        ("2 * da|u", "dau", "definition", "dau = 150M users"),
        ("storage| -> GB", "storage", "definition", "storage = daily_writes * 10 KB/tweet * 3 years"),
        ("storage -> G|B", "GB", "unit", "GB: gigabyte, 1 GB = 1,000,000,000 B (information)"),
        ("10G|B", "GB", "unit", "GB: gigabyte"),
        ("5 hr|s", "hrs", "unit", "hrs: 1 h"),
        ("3 twee|ts", "tweets", "counted", "tweets: counted"),
        ("ce|il(2)", "ceil", "function", "ceil(x, step"),
        ("latency.disk_|seek * 2", "latency.disk_seek", "reference", "latency.disk_seek: "),
        (":swe|ep dau", ":sweep", "command", ":sweep: show estimates"),
        (":why| dau", ":why", "command", ":explain: "),
        (":sweep dau 1..2 --st|eps", "--steps", "option", "--steps N: How many values"),
        (":sweep da|u 1..2", "dau", "definition", "dau = "),
    ] {
        let offset = line.find('|').expect("the cursor is marked");
        let text = line.replace('|', "");
        let found = hover(&text, offset, &workspace).unwrap_or_else(|| panic!("{line}: nothing is known"));
        assert_eq!(&text[found.range], word, "{line}");
        let (sort, about) = &found.meanings[0];
        assert_eq!(*sort, kind, "{line}");
        assert!(about.starts_with(said), "{line}: {about}");
    }
    for line in ["unheard_o|f", "1 |+ 1", "|", "12|3", ":nons|ense"] {
        let offset = line.find('|').expect("the cursor is marked");
        assert_eq!(hover(&line.replace('|', ""), offset, &workspace), None, "{line}");
    }
}

#[test]
fn what_a_line_comes_to_so_far() {
    let mut workspace = workspace();
    let result = |text: &str| Some(Preview::Result(text.to_owned()));
    let usage = |text: &str| Some(Preview::Usage(text.to_owned()));
    for (line, expected) in [
        ("500M tweets/day * 10 KB/tweet", result("5 TB/day (57.87 MB/s)")),
        ("2 * (2 + 1", result("6")),
        ("5 GB", None),
        ("unheard_of * 2", None),
        ("2 *", None),
        (":solve", usage("NAME such that CONDITION")),
        (":solve ", usage("NAME such that CONDITION")),
        (":solve dau", None),
        (":quit", None),
        (":nonsense", None),
    ] {
        assert_eq!(preview(line, &mut workspace), expected, "{line}");
    }
}

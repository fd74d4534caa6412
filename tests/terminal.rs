//! The session at a real keyboard: the program in a pseudo-terminal, typed at key by key.
//! What it says to a line is in `session.rs`; here are the keys, the preview, the history and the terminal itself.
#![cfg(unix)]

#[path = "support/keyboard.rs"]
mod keyboard;
mod support;

use std::time::Duration;

use expectrl::{Eof, Expect};
use keyboard::{CTRL_A, CTRL_C, CTRL_R, ENTER, LEFT, TAB, Terminal, UP};
use support::Folder;

#[test]
fn lines_are_answered() {
    let folder = Folder::new("pty-lines");
    let mut terminal = Terminal::open(&folder);
    terminal.asks("dau = 150M users  # public", "dau = 150M users");
    terminal.asks("writes = dau * 2 tweets/user/day", "writes = 300M tweets/day");
    terminal.asks("dau = 50M users", "100M tweets/day");
    terminal.leaves();
}

#[test]
fn the_result_shows_while_typing() {
    let folder = Folder::new("pty-preview");
    let mut terminal = Terminal::open(&folder);
    terminal.types("500M tweets/day * 10 KB/tweet");
    terminal.sees("= 5 TB/day (57.87 MB/s)");
    terminal.types(" * (2 + 1");
    terminal.sees("= 15 TB/day");
    // What is previewed is never part of the line.
    terminal.types("\x1b[C)");
    terminal.types(ENTER);
    terminal.sees("\r\n15 TB/day");
    terminal.leaves();
}

#[test]
fn words_have_colours() {
    let folder = Folder::new("pty-colours");
    let mut terminal = Terminal::with(&folder, 80, []);
    terminal.types("max(10 GB)");
    terminal.sees("\x1b[34mmax\x1b[0m(\x1b[36m10\x1b[0m \x1b[32mGB\x1b[0m)");
    terminal.clears();
    terminal.types("nonsense + 1");
    terminal.sees("\x1b[31mnonsense\x1b[0m");
    terminal.clears();
    terminal.leaves();
    let mut plain = Terminal::open(&folder);
    plain.types("max(10 GB)");
    plain.sees("max(10 GB)");
    plain.clears();
    plain.leaves();
}

#[test]
fn tab_completes_words_commands_and_files() {
    let folder = Folder::new("pty-tab");
    folder.write("notes-of-mine.toml", "title = \"Mine\"\n[assumptions]\na = \"5 GB\"\n");
    let mut terminal = Terminal::open(&folder);
    terminal.asks("daily_active_users = 150M users", "150M users");
    terminal.types("daily");
    terminal.types(TAB);
    terminal.sees("daily_active_users");
    terminal.types(" * 2 twe");
    terminal.types(TAB);
    terminal.sees("tweets");
    terminal.sees("counted");
    terminal.types("s/user/day");
    terminal.types(ENTER);
    terminal.sees("\r\n300M tweets/day");
    terminal.types("cei");
    terminal.types(TAB);
    terminal.sees("ceil(");
    terminal.types("1.5)");
    terminal.types(ENTER);
    terminal.sees("\r\n2\r\n");
    terminal.types("log");
    terminal.types(TAB);
    terminal.sees("log2(x): the logarithm to base 2 of a pure number");
    // The list ends with the line as it stands; only then is the next line break that of Ctrl-C.
    terminal.sees("> log");
    terminal.clears();
    terminal.types(":load note");
    terminal.types(TAB);
    terminal.sees("notes-of-mine.toml");
    terminal.types(ENTER);
    terminal.sees("Mine: 1 assumption, 0 estimates");
    terminal.types(":load web-c");
    terminal.types(TAB);
    terminal.sees("web-crawler");
    terminal.types(ENTER);
    terminal.sees("estimates; `:run` shows the tables");
    terminal.types(":v");
    terminal.types(TAB);
    terminal.sees(":vars");
    terminal.clears();
    terminal.leaves();
}

#[test]
fn arrows_edit_and_recall() {
    let folder = Folder::new("pty-arrows");
    let mut terminal = Terminal::open(&folder);
    terminal.asks("1 GB * 3", "3 GB");
    terminal.types(UP);
    terminal.sees("3");
    terminal.types("0");
    terminal.types(ENTER);
    terminal.sees("\r\n30 GB");
    terminal.types("2 GB");
    terminal.types(LEFT);
    terminal.types(LEFT);
    terminal.types(LEFT);
    terminal.types("0");
    terminal.types(CTRL_A);
    terminal.types("1");
    terminal.types(ENTER);
    terminal.sees("\r\n120 GB");
    terminal.types(CTRL_R);
    terminal.types("GB * 3");
    terminal.sees("1 GB");
    terminal.types(ENTER);
    terminal.sees("GB");
    terminal.leaves();
}

#[test]
fn brackets_may_stay_open_over_lines() {
    let folder = Folder::new("pty-brackets");
    let mut terminal = Terminal::open(&folder);
    terminal.types("max(1 GB,");
    terminal.types(ENTER);
    terminal.types("3 GB) * 2");
    terminal.types(ENTER);
    terminal.sees("\r\n6 GB");
    // An empty line gives up on the bracket.
    terminal.types("max(1 GB,");
    terminal.types(ENTER);
    terminal.types(ENTER);
    terminal.sees("a bracket is never closed");
    terminal.asks("1 + 1", "2");
    terminal.leaves();
}

#[test]
fn control_c_clears_the_line_and_stops_what_is_calculated() {
    let folder = Folder::new("pty-interrupt");
    let mut terminal = Terminal::open(&folder);
    terminal.types("this is a mistake");
    terminal.clears();
    terminal.asks("1 + 1", "2");
    // Each function calls the one before it twice, so that the last one stands for a million operations.
    terminal.asks("f0(x) = x + 1", "f0(x)");
    for index in 1..19 {
        terminal.asks(&format!("f{index}(x) = f{0}(x) + f{0}(x)", index - 1), &format!("f{index}(x)"));
    }
    let lines = "f18(1)\n".repeat(300);
    folder.write("config/napkin/unused", "");
    terminal.pastes(&lines);
    std::thread::sleep(Duration::from_millis(300));
    terminal.types(ENTER);
    std::thread::sleep(Duration::from_millis(600));
    terminal.types(CTRL_C);
    terminal.sees("interrupted");
    terminal.asks("f0(1)", "2");
    terminal.leaves();
}

/// Samples stop as well, also those of a model beside that of the session.
#[test]
fn control_c_stops_samples() {
    let folder = Folder::new("pty-samples");
    let mut terminal = Terminal::open(&folder);
    terminal.asks("a = (1 to 2) + uniform(0, 1)", "a = 1.9 (90%: 1.3 to 2.7)");
    terminal.asks(":set samples 10_000_000", "10000000");
    terminal
        .types(":bottleneck m = (a + uniform(0, 1)) * 9 GB / (1 GB/node), o = (a + (1 to 2)) * 8 QPS / (1 QPS/node)");
    terminal.types(ENTER);
    std::thread::sleep(Duration::from_millis(600));
    terminal.types(CTRL_C);
    terminal.sees("interrupted");
    terminal.asks("1 + 1", "2");
    terminal.asks(":set samples default", "as many as are quick");
    terminal.asks("a", "1.9 (90%: 1.3 to 2.7)");
    terminal.leaves();
}

#[test]
fn what_is_typed_ahead_is_not_lost() {
    let folder = Folder::new("pty-ahead");
    let mut terminal = Terminal::open(&folder);
    for index in 0..200 {
        terminal.types(&format!("x{index} = {index} GB{ENTER}"));
    }
    terminal.sees("x199 = 199 GB\r\n");
    terminal.asks("sum(x0, x100, x199)", "299 GB");
    terminal.leaves();
}

#[test]
fn a_paste_of_ten_thousand_lines() {
    let folder = Folder::new("pty-paste");
    let mut terminal = Terminal::open(&folder);
    let lines: Vec<String> = (0..10_000).map(|index| format!("x{index} = {index} GB\n")).collect();
    terminal.pastes(&lines.concat());
    terminal.types(ENTER);
    terminal.sees("x9999 = 9,999 GB\r\n");
    terminal.asks("sum(x1, x2, x9997)", "10 TB");
    terminal.leaves();
}

#[test]
fn a_terminal_of_twenty_columns_that_grows() {
    let folder = Folder::new("pty-narrow");
    let mut terminal = Terminal::sized(&folder, 20);
    terminal.asks("dau = 150M users # well known", "dau = 150M users");
    terminal.types(":vars");
    terminal.types(ENTER);
    terminal.sees("well");
    terminal.session.get_process_mut().set_window_size(120, 40).expect("a pseudo-terminal has a size");
    terminal.asks("2 * dau", "300M users");
    terminal.types(":help");
    terminal.types(ENTER);
    terminal.sees("list the commands, or explain one with an example");
    terminal.leaves();
}

#[test]
fn history_is_kept_and_shared() {
    let folder = Folder::new("pty-history");
    let mut first = Terminal::open(&folder);
    let mut second = Terminal::open(&folder);
    first.asks("11 GB + 0 GB", "11 GB");
    second.asks("22 GB + 0 GB", "22 GB");
    first.asks("33 GB + 0 GB", "33 GB");
    first.leaves();
    second.leaves();
    let kept = std::fs::read_to_string(format!("{}/state/napkin/history", folder.path())).expect("a history is kept");
    for line in ["11 GB + 0 GB", "22 GB + 0 GB", "33 GB + 0 GB"] {
        assert_eq!(kept.matches(line).count(), 1, "{kept}");
    }
    let mut third = Terminal::open(&folder);
    third.types(CTRL_R);
    third.types("22 GB");
    third.sees("22 GB + 0 GB");
    third.types(ENTER);
    third.sees("\r\n22 GB");
    third.leaves();
}

#[test]
fn a_history_that_cannot_be_used() {
    let folder = Folder::new("pty-bad-history");
    let path = folder.write("state/napkin/history", b"#V2\n1 + 1\n\xff\xfe\xfd\n");
    let mut terminal = Terminal::sized(&folder, 80);
    terminal.asks("2 + 2", "4");
    terminal.leaves();
    assert_eq!(
        std::fs::read(&path).expect("it is still there"),
        b"#V2\n1 + 1\n\xff\xfe\xfd\n",
        "nothing of it is lost"
    );
    // A folder in its place can be neither read nor written.
    let folder = Folder::new("pty-folder-history");
    folder.write("state/napkin/history/x", "");
    let mut terminal = Terminal::open(&folder);
    terminal.asks("2 + 2", "4");
    terminal.leaves();
    // Nor can a folder be made where there is a file.
    let folder = Folder::new("pty-no-folder");
    folder.write("state", "");
    let mut terminal = Terminal::open(&folder);
    terminal.asks("2 + 2", "4");
    terminal.leaves();
}

#[test]
fn commands_end_the_session() {
    let folder = Folder::new("pty-quit");
    for line in [":quit", ":q", "exit", "quit"] {
        let mut terminal = Terminal::open(&folder);
        terminal.types(line);
        terminal.types(ENTER);
        terminal.session.expect(Eof).expect("the program ends");
    }
}

#[test]
fn a_long_text_that_comes_key_by_key() {
    let folder = Folder::new("pty-long");
    let mut terminal = Terminal::open(&folder);
    let sum = "1 + ".repeat(1_250);
    for part in sum.as_bytes().chunks(500) {
        terminal.types(str::from_utf8(part).unwrap());
    }
    terminal.types(&format!("41{ENTER}"));
    terminal.sees("1,291");
}

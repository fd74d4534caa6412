//! What a session at a terminal leaves behind: a model that was not saved, however the session ended.
#![cfg(unix)]

#[path = "support/keyboard.rs"]
mod keyboard;
mod support;

use expectrl::process::unix::{Signal, WaitStatus};
use expectrl::{Eof, Expect};
use keyboard::{CTRL_D, ENTER, Terminal};
use support::Folder;

/// The models that are kept in a folder: their file names, and which of the texts each holds.
fn kept(folder: &Folder) -> Vec<(String, String)> {
    let Ok(entries) = std::fs::read_dir(format!("{}/state/napkin", folder.path())) else { return Vec::new() };
    let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let is_model = |name: &String| std::path::Path::new(name).extension().is_some_and(|ending| ending == "toml");
    let mut names: Vec<String> = names.filter(is_model).collect();
    names.sort();
    let read = |name: &String| std::fs::read_to_string(format!("{}/state/napkin/{name}", folder.path()));
    names.into_iter().map(|name| (name.clone(), read(&name).expect("it is there"))).collect()
}

#[test]
fn leaving_keeps_what_was_not_saved() {
    for farewell in [CTRL_D, ":quit\r"] {
        let folder = Folder::new(&format!("kept-leave-{}", farewell.len()));
        let mut terminal = Terminal::open(&folder);
        terminal.asks("dau = 150M users  # public", "150M users");
        terminal.sees("> ");
        terminal.types(farewell);
        terminal.sees("the model is not saved, but kept: `:load last` opens it");
        terminal.session.expect(Eof).expect("the program ends");
        let files = kept(&folder);
        assert!(files.len() == 1 && files[0].0 == "last.toml" && files[0].1.contains("150M users"), "{files:?}");

        let mut next = keyboard::Terminal::with_greeting(&folder, "a model that was not saved is kept: `:load last`");
        next.asks(":load last", "1 assumption, 0 estimates");
        next.asks("dau", "150M users");
        next.leaves();
        assert_eq!(kept(&folder), files, "what was opened and not changed stays as it is");
        let mut third = Terminal::open(&folder);
        third.asks("1 + 1", "2");
        third.leaves();
    }
}

#[test]
fn nothing_is_kept_of_a_model_that_is_saved_or_empty() {
    let folder = Folder::new("kept-saved");
    let mut terminal = Terminal::open(&folder);
    terminal.asks("dau = 150M users", "150M users");
    terminal.asks(":undo", "`dau` is gone");
    terminal.leaves();
    let mut terminal = Terminal::open(&folder);
    terminal.asks("dau = 150M users", "150M users");
    terminal.asks(":save mine", "saved as");
    terminal.asks("1 + 1", "2");
    terminal.leaves();
    let mut terminal = Terminal::open(&folder);
    terminal.asks(":load pastebin", "`:run` shows the tables");
    terminal.leaves();
    assert_eq!(kept(&folder), []);
}

#[test]
fn a_session_that_dies_keeps_its_model() {
    for signal in [Signal::SIGHUP, Signal::SIGTERM, Signal::SIGKILL, Signal::SIGABRT] {
        let folder = Folder::new(&format!("kept-{signal}"));
        let mut terminal = Terminal::open(&folder);
        terminal.asks("dau = 150M users", "dau = 150M users\r\n");
        terminal.asks("writes = dau * 2 tweets/user/day", "writes = 300M tweets/day (3,472 /s)\r\n");
        terminal.sees("> ");
        let process = terminal.session.get_process_mut();
        process.kill(signal).expect("the signal is sent");
        // The end of the output can come late: a program that another test starts in this instant has it open as well.
        // A signal that whoever runs the tests ignores, as `nohup` does, never ends it.
        let ended = (0..1000).find_map(|_| {
            std::thread::sleep(std::time::Duration::from_millis(20));
            process.status().ok().filter(|status| *status != WaitStatus::StillAlive)
        });
        assert!(matches!(ended, Some(WaitStatus::Signaled(_, by, _)) if by == signal), "{signal}: {ended:?}");
        let files = kept(&folder);
        assert!(files.len() == 1 && files[0].1.contains("2 tweets/user/day"), "{signal}: {files:?}");
    }
}

#[test]
fn two_sessions_keep_two_models_and_many_keep_ten() {
    let folder = Folder::new("kept-two");
    let mut first = Terminal::open(&folder);
    let mut second = Terminal::open(&folder);
    first.asks("a1 = 1 GB", "1 GB");
    second.asks("a2 = 2 GB", "2 GB");
    first.asks("a3 = 3 GB", "3 GB");
    first.leaves();
    second.leaves();
    let files = kept(&folder);
    assert_eq!(files.iter().map(|file| file.0.as_str()).collect::<Vec<_>>(), ["last-2.toml", "last.toml"]);
    assert!(files[1].1.contains("a3 =") && files[1].1.contains("a1 =") && !files[1].1.contains("a2 ="), "{files:?}");
    assert!(files[0].1.contains("a2 ="), "{files:?}");
    for index in 4..16 {
        let mut terminal = Terminal::open(&folder);
        terminal.asks(&format!("a{index} = {index} GB"), &format!("{index} GB"));
        terminal.leaves();
    }
    let files = kept(&folder);
    assert_eq!(files.len(), 10);
    let mut last = Terminal::open(&folder);
    last.asks(":load last", "`:run`");
    last.asks("a15", "15 GB");
    last.asks(":load last-10", "`:run`");
    last.asks("a6", "6 GB");
    last.leaves();
}

#[test]
fn a_model_that_another_takes_the_place_of_is_kept_too() {
    let folder = Folder::new("kept-replaced");
    let mut terminal = Terminal::open(&folder);
    terminal.asks("a1 = 1 GB", "1 GB");
    terminal.asks(":load pastebin", "`:run`");
    terminal.asks("content = 2 KB/paste", "2 KB/paste");
    terminal.asks(":reset", "as the session began");
    terminal.leaves();
    let files = kept(&folder);
    assert_eq!(files.len(), 2);
    assert!(files[0].1.contains("a1 =") && files[1].1.contains("2 KB/paste"), "{files:?}");
}

#[test]
fn where_nothing_can_be_kept_it_is_said_once() {
    let folder = Folder::new("kept-nowhere");
    folder.write("state", "");
    let mut terminal = Terminal::open(&folder);
    terminal.asks("a1 = 1 GB", "a model that is not saved cannot be kept");
    terminal.asks("a2 = 2 GB", "a2 = 2 GB");
    terminal.leaves();
}

#[test]
fn a_terminal_without_unicode_gets_ascii() {
    let folder = Folder::new("kept-ascii");
    for (variables, is_ascii) in [
        (vec![("LC_ALL", "C")], true),
        (vec![("LANG", "en_US.ISO-8859-1")], true),
        (vec![("LC_CTYPE", "POSIX"), ("LANG", "en_US.UTF-8")], true),
        (vec![("LC_ALL", "C.UTF-8"), ("LANG", "C")], false),
        (vec![], false),
        (vec![("LANG", "en_US.UTF-8"), ("NAPKIN_ASCII", "1")], true),
    ] {
        let mut terminal = Terminal::with(&folder, 80, variables.iter().copied().chain([("NO_COLOR", "1")]));
        terminal.types(":units mass");
        terminal.types(ENTER);
        terminal.sees("name");
        terminal.sees(if is_ascii { "----------" } else { "──────────" });
        terminal.sees("> ");
        terminal.leaves();
    }
}

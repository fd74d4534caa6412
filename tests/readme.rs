//! The transcripts of the README, run as they are written, with the program and in a session; its example file and
//! its example of the library are those that it shows.

use napkin::diagnostic::Sources;
use napkin::engine::Sampling;
use napkin::repl::Session;

#[test]
fn transcripts_are_true() {
    trycmd::TestCases::new().case("README.md").run();
}

#[test]
fn the_example_file_is_shown_whole() {
    let readme = include_str!("../README.md");
    assert!(readme.contains(include_str!("readme/photos.txt")));
}

#[test]
fn the_example_of_the_library_is_shown_whole() {
    let (_, main) = include_str!("../examples/capacity.rs").split_once("fn main").expect("an example has a main");
    let (main, _) = main.split_once("\n}\n").expect("it has an end");
    assert!(include_str!("../README.md").contains(&format!("```rust\nfn main{main}\n}}\n```\n")));
}

#[test]
fn sessions_are_true() {
    let blocks = include_str!("../README.md").split("```text\n").skip(1).filter_map(|rest| rest.split("```").next());
    let sessions: Vec<&str> = blocks.filter(|block| block.starts_with("> ")).collect();
    assert!(!sessions.is_empty(), "the README shows a session");
    for expected in sessions {
        let (mut session, mut sources) = (Session::new(Sampling::default()), Sources::default());
        let mut found = String::new();
        for line in expected.lines().filter_map(|line| line.strip_prefix("> ")) {
            let reply = session.enter(line, &mut sources);
            assert!(reply.problems.is_empty(), "{line}: {:?}", reply.problems);
            found.extend(["> ", line, "\n", &reply.text(100)]);
        }
        assert_eq!(found, expected);
    }
}

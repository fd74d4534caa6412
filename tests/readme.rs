//! The transcripts of the README, run with the program itself; its example file is the one that it shows.

#[test]
fn transcripts_are_true() {
    trycmd::TestCases::new().case("README.md").run();
}

#[test]
fn the_example_file_is_shown_whole() {
    let readme = include_str!("../README.md");
    assert!(readme.contains(include_str!("readme/photos.txt")));
}

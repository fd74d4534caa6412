//! The front of the library: what it opens, what it says of what is wrong, and what its answers are.

use napkin::{Quantity, Workspace};

const LINES: &str = "dau = 50M users\nposts = dau * 2 posts/user/day\nposts -> QPS  # on average\n";

fn opened(text: &str) -> Workspace {
    Workspace::from_lines(text).expect("the lines are right")
}

#[test]
fn errors_have_their_places() {
    let lines = |text: &str| Workspace::from_lines(text).expect_err("something is wrong").to_string();
    assert!(lines("dau = 5M users\n\nx = dau + dua").starts_with("line 3, column 11: "), "{}", lines("x = 1 +"));
    assert!(lines("a = 1 +\nb = 2").starts_with("line 1, column "));
    let toml = Workspace::from_toml("title = \"T\"\n[assumptions]\na = \"5 +\"\n").expect_err("it has no end");
    assert!(toml.to_string().starts_with("line 3, column "), "{toml}");
    let unknown = Workspace::preset("pastbin").expect_err("it is misspelled");
    assert_eq!(unknown.to_string(), "there is no preset called `pastbin`\nhelp: did you mean `pastebin`?");
    let wrong = opened(LINES).evaluate("posts + 1 GB").expect_err("these do not add");
    assert!(wrong.to_string().starts_with("line 1, column "), "{wrong}");
    let span = wrong[0].primary.as_ref().expect("it has a place").span;
    assert_eq!(wrong.sources().expect("its text is there").get(span.source()).text, "posts + 1 GB");
}

#[test]
fn a_setting_that_is_wrong_changes_nothing() {
    let mut workspace = opened(LINES);
    for (name, value) in
        [("dau", "5 GB"), ("dua", "1"), ("dau", "5 +"), ("dau", ""), ("dau", "1 user; posts = 2"), ("a b", "1")]
    {
        let problems = workspace.set(name, value).expect_err(value);
        assert!(problems.has_errors() && !problems.to_string().contains("--set"), "{name} = {value}: {problems}");
    }
    assert_eq!(workspace.evaluate("posts").unwrap().in_unit("posts/day").unwrap(), 100e6);
    workspace.set("month", "2.5e6 s").expect("a convention is set as a name is");
    assert_eq!(workspace.evaluate("1 month").unwrap().value(), 2.5e6);
}

#[test]
fn answers_are_numbers_in_a_unit() {
    let workspace = opened("size = 1 to 4 MB\ncount = 3 servers\nlast = 20 QPS");
    let size = workspace.evaluate("size").unwrap();
    let (low, high) = size.interval_in("MB").unwrap().expect("it is uncertain");
    assert!((low - 1.0).abs() < 1e-9 && (high - 4.0).abs() < 1e-9);
    assert_eq!(size.quantity(), Some(Quantity { value: size.value(), unit: "B".to_owned() }));
    assert_eq!(size.to_string(), size.display());
    assert!(size.in_unit("s").is_err() && size.in_unit("nothings").is_err() && size.in_unit("").is_err());
    let condition = workspace.evaluate("size < 2 MB").unwrap();
    assert!((condition.probability().expect("it is uncertain") - 0.5).abs() < 0.01);
    assert_eq!((condition.interval(), condition.quantity()), (None, None));
    assert!(condition.in_unit("MB").is_err());
    assert_eq!(workspace.evaluate("last").unwrap().in_unit("requests/min").unwrap(), 1200.0);
    assert!(
        workspace.evaluate("1; 2").is_err() && workspace.evaluate("a = 1").is_err() && workspace.evaluate("").is_err()
    );
}

#[test]
fn a_report_is_a_document() {
    let report = opened(LINES).report().unwrap();
    assert_eq!(report, opened(LINES).report().unwrap());
    let markdown = report.to_markdown();
    assert!(
        markdown.contains("## Results") && markdown.contains("1,157 QPS") && markdown.contains("on average"),
        "{markdown}"
    );
    assert!(report.to_text(60).lines().all(|line| line.chars().count() <= 60));
    assert!(report.to_csv().starts_with("name,"), "{}", report.to_csv());
}

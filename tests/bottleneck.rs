//! Which resource binds: `napkin bottleneck` and `:bottleneck`.

mod support;

use std::fmt::Write;

use napkin::diagnostic::Sources;
use napkin::engine::Sampling;
use napkin::repl::Session;
use support::{Folder, Run, run};

/// What the first line says of some resources.
fn sentence(resources: &[&str]) -> String {
    let run = run(&[&["bottleneck", "--"], resources].concat());
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""), "{resources:?}");
    run.out.lines().next().unwrap_or_default().to_owned()
}

fn object(arguments: &[&str]) -> serde_json::Value {
    let Run { code, out, err } = run(&[&["bottleneck", "--json"], arguments].concat());
    assert_eq!((code, err.as_str()), (Some(0), ""), "{arguments:?}");
    serde_json::from_str(&out).expect("it is one object")
}

#[test]
fn what_binds() {
    for (resources, expected) in [
        (
            &["disk = 100 TB / (4 TB/node)", "iops = 50k IOPS / (10k IOPS/node)"][..],
            "disk binds: 25 nodes; iops would need 5 nodes (20%)",
        ),
        (&["a = 7 / 2", "b = 10 / 2", "c = 9 / 2"], "b binds: 5; c would need 5 (90%)"),
        // Whole within rounding: 0.3 is three tenths.
        (&["a = 0.3 / 0.1"], "a binds: 3"),
        (&["a = 0.30001 / 0.1"], "a binds: 4"),
        (
            &["cpu = 40k QPS / (1k QPS/server)", "disk = 1 TB / (1 TB/server)"],
            "cpu binds: 40 servers; disk would need 1 server (2.5%)",
        ),
        (&["out of disk = 5 TB / 1 TB"], "out of disk binds: 5"),
        (&["a = 0 / 3", "b = 0 / 2"], "nothing binds: no unit is needed"),
        (&["a = 4 / 2", "b = 2 / 1"], "a binds: 2; b would need 2 (100%)"),
    ] {
        assert_eq!(sentence(resources), expected);
    }
}

/// The counts are those that the preset finds by itself.
#[test]
fn counts_of_a_preset() {
    let memory = "memory = timeline_memory_copies / (cache_ram * max_utilization)";
    let operations = "operations = peak_timeline_ops / (cache_capacity * max_utilization)";
    let found = object(&["twitter", memory, operations]);
    let counts = |index: usize| found["resources"][index]["count"]["value"].as_f64().expect("a number");
    let Run { out, .. } = run(&["run", "twitter", "--json"]);
    let preset: serde_json::Value = serde_json::from_str(&out).expect("it is one object");
    let estimates = preset["estimates"].as_array().expect("a list");
    let nodes = estimates.iter().find(|one| one["name"] == "timeline_nodes").expect("it is there");
    assert_eq!(Some(counts(0).max(counts(1))), nodes["value"].as_f64());
    assert_eq!(found["binding"], "memory");
    // With other values, the other binds.
    let found = object(&["twitter", "--set", "fanout = 75 deliveries/tweet", memory, operations]);
    assert_eq!((found["binding"].as_str(), found["next"].as_str()), (Some("operations"), Some("memory")));
}

/// The quotient of two lognormals is lognormal: how often it is above 1 is a value of the normal distribution.
#[test]
fn how_often_each_binds_is_the_closed_form() {
    let found = object(&["a = (1 to 4) / 1", "b = (2 to 5) / 1"]);
    let reach = 1.644_853_626_951_472_7;
    let of = |low: f64, high: f64| (low.ln().midpoint(high.ln()), (high / low).ln() / 2.0 / reach);
    let ((mu_a, sigma_a), (mu_b, sigma_b)) = (of(1.0, 4.0), of(2.0, 5.0));
    let expected = below((mu_a - mu_b) / sigma_a.hypot(sigma_b));
    let shares = [0, 1].map(|index| found["resources"][index]["binds_in"].as_f64().expect("it is uncertain"));
    assert!((shares[0] - expected).abs() < 2e-3, "{} is not {expected}", shares[0]);
    assert!((shares[0] + shares[1] - 1.0).abs() < 2e-3, "{shares:?}");
}

/// The standard normal distribution, by the trapezoidal rule.
fn below(z: f64) -> f64 {
    let (steps, low) = (20_000, -10.0);
    let width = (z - low) / f64::from(steps);
    let density = |x: f64| (-x * x / 2.0).exp() / (2.0 * std::f64::consts::PI).sqrt();
    (0..steps).map(|step| low + (f64::from(step) + 0.5) * width).map(density).sum::<f64>() * width
}

#[test]
fn a_name_is_the_same_sample_in_all_resources() {
    // The same load in both: the first always needs twice as much.
    let Run { out, .. } =
        run(&["bottleneck", "twitter", "a = fanout_rps / (1k QPS/node)", "b = fanout_rps / (2k QPS/node)"]);
    assert!(out.contains("100%"), "{out}");
    let found = object(&["twitter", "a = fanout_rps / (1k QPS/node)", "b = fanout_rps / (2k QPS/node)"]);
    let shares = [0, 1].map(|index| found["resources"][index]["binds_in"].as_f64());
    assert_eq!(shares, [Some(1.0), Some(0.0)]);
}

#[test]
fn tables() {
    let mut said = String::new();
    for arguments in [
        vec!["--", "disk = 100 TB / (4 TB/node)", "iops = 50k IOPS / (10k IOPS/node)"],
        vec![
            "twitter",
            "memory = timeline_memory_copies / (cache_ram * max_utilization)",
            "operations = peak_timeline_ops / (cache_capacity * max_utilization)",
            "network = text_out / (10 Gbps/node)",
        ],
        vec!["stated = 10 / 1", "usual = (9 to 90) / 1", "never = 1 / 1"],
    ] {
        let run = run(&[vec!["bottleneck"], arguments.clone()].concat());
        assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
        let _ = write!(said, "$ napkin bottleneck {}\n{}\n", arguments.join(" | "), run.out);
    }
    insta::assert_snapshot!("tables", said);
}

#[test]
fn what_binds_as_stated_may_not_bind_most_often() {
    let folder = Folder::new("bottleneck");
    let tier = "title = \"Tier\"\n[assumptions]\nload = { value = \"1k QPS\", range = \"500 to 50k QPS\" }\n";
    let tier = folder.write("tier.toml", tier);
    let run = run(&["bottleneck", &tier, "disk = 20 TB / (10 TB/node)", "work = load / (1k QPS/node)"]);
    insta::assert_snapshot!("stated", run.out);
}

#[test]
fn wrong_resources() {
    let mut said = String::new();
    for (code, arguments) in [
        (2, vec!["twitter"]),
        (2, vec!["twittre", "x = 1 / 2"]),
        (2, vec!["--set", "fanout = 3", "x = 1 / 2"]),
        (1, vec!["disk = 100 TB / (4 TB)", "iops = 50k IOPS / (10k IOPS/node)"]),
        (1, vec!["disk = 100 TB / (4 s)"]),
        (1, vec!["disk = ceil(100 TB / (4 TB/node))"]),
        (1, vec!["= 3 / 4"]),
        (1, vec!["disk = 1 / 2", "disk = 3 / 4"]),
        (1, vec!["disk = 1 / 0"]),
        (1, vec!["disk = 1 / -2"]),
        (1, vec!["disk = 1e300 / 1e-300"]),
        (1, vec!["disk = exp(700 to 710) / exp(-300)"]),
        (1, vec!["disk = 1 /"]),
        (1, vec!["twitter", "x = fanuot / 3"]),
        (1, vec!["twitter", "x = fanout_rps / (1k QPS/node)", "nothing"]),
    ] {
        let run = run(&[vec!["bottleneck"], arguments.clone()].concat());
        assert_eq!((run.code, run.out.as_str()), (Some(code), ""), "{arguments:?}");
        let _ = write!(said, "$ napkin bottleneck {}\n{}\n", arguments.join(" | "), run.err);
    }
    insta::assert_snapshot!("wrong", said);
    let many: Vec<String> = (0..17).map(|number| format!("r{number} = {number} / 1")).collect();
    let many: Vec<&str> = std::iter::once("bottleneck").chain(many.iter().map(String::as_str)).collect();
    assert!(run(&many).err.starts_with("error: a tier has at most 16 resources"));
    assert_eq!(run(&many[..17]).code, Some(0));
}

#[test]
fn in_a_session() {
    let (mut session, mut sources) = (Session::new(Sampling::default()), Sources::default());
    let mut said = String::new();
    for line in [
        "load = 500k QPS",
        "open = unknown * 2",
        ":bottleneck memory = 3 TB / (64 GB/node), 'operations = max(load, 1 QPS) / (100k QPS/node)'",
        ":bottleneck memory = 3 TB / (64 GB/node), operations = open / (100k QPS/node)",
        ":bottleneck memory",
        ":bottleneck memory = 1 / 2,",
        ":bottleneck",
    ] {
        let reply = session.enter(line, &mut sources);
        let _ = write!(said, "> {line}\n{}", anstream::adapter::strip_str(&reply.text(100)));
        for problem in &reply.problems {
            let _ = write!(said, "error: {}\nhelp: {}\n", problem.message, problem.help_text().replace('\n', "; "));
        }
    }
    insta::assert_snapshot!("session", said);
}

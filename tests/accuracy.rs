//! What samples say of the presets, beside many more samples of another seed: how far the ends of the intervals are off.
//! That single estimates agree with closed forms is in `ranges.rs`. It takes its time, and has a command of its own:
//! `cargo test --test accuracy -- --ignored`.

use napkin::diagnostic::SourceId;
use napkin::engine::{Options, Sampling};
use napkin::preset::{catalogue, read};

#[test]
#[ignore = "has a command of its own, since it takes its time"]
fn the_ends_of_intervals_are_known() {
    /// What so many samples say is taken for the truth: it is still a percent or two off in the heaviest tails.
    const MANY: usize = 131_072;
    let (mut ends, mut off, mut far) = (0, Vec::new(), Vec::new());
    for (name, text) in catalogue::all() {
        let (preset, _) = read(SourceId::default(), text);
        let usual = preset.model.answers(&Options::default()).answers;
        let sampling = Sampling { samples: Some(MANY), seed: 77, ..Sampling::default() };
        let many = preset.model.answers(&sampling.into()).answers;
        for ((equation, usual), many) in preset.model.equations().iter().zip(usual).zip(many) {
            let [usual, many] = [usual, many].map(|one| one.and_then(|one| one.spread));
            // The rows of tables repeat the estimates.
            let (Some(usual), Some(many), Some(_)) = (usual, many, &equation.name) else { continue };
            if usual.samples.is_none() {
                ends += 2;
                continue;
            }
            for (found, expected) in [(usual.p5(), many.p5()), (usual.p95(), many.p95())] {
                ends += 1;
                // Near 0 the size of the whole interval counts.
                let size = expected.abs().max(many.median().abs() * 1e-3);
                let error = (found - expected).abs() / size;
                let what = format!("{name}: {} {found} for {expected}", equation.title());
                // A count is a whole number of machines, and one or two of them may be a tenth.
                let is_count = found.fract() == 0.0 && expected.fract() == 0.0 && (found - expected).abs() <= 2.0;
                if error > 0.1 && !is_count {
                    far.push(what.clone());
                }
                if error > 0.03 {
                    off.push(what);
                }
            }
        }
    }
    assert!(ends > 1_000, "{ends}");
    assert!(off.len() * 50 <= ends, "{} of {ends} ends are off by more than 3%: {off:#?}", off.len());
    assert!(far.is_empty(), "{far:#?}");
}

//! What ranges cost inside the process: samples, quantiles and sensitivity, beside the same model at one point.
//! Run with `cargo bench --bench ranges`. How right the samples are is in `accuracy.rs`.

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use napkin::analysis::sensitivity::Shares;
use napkin::diagnostic::SourceId;
use napkin::engine::{Options, Sampling};
use napkin::model::Model;
use napkin::preset::{Preset, catalogue, read};
use napkin::syntax::{Origin, parse};

/// Presets with many ranges and with few, and those of slow formulas.
const PRESETS: [&str; 9] = [
    "twitter",
    "web-crawler",
    "pastebin",
    "call-center",
    "lru-cache",
    "memcached",
    "parking-lot",
    "query-cache",
    "video-cdn",
];

fn main() {
    divan::main();
}

/// The estimate that the target is stated for: a rate of requests times a size.
#[divan::bench(args = [8_192, 100_000, 1_000_000])]
fn samples(bencher: Bencher, samples: usize) {
    let mut model = Model::default();
    let options = Options::from(Sampling { samples: Some(samples), always: true, ..Sampling::default() });
    let line = "(100M to 200M) * (1 to 3) / 86400 * (200 to 2000)";
    model.add(parse(line, Origin::default()).expect("the line is in the language"), None).expect("it is no definition");
    bencher.counter(ItemsCount::new(samples)).bench(|| black_box(&model).answers(&options));
}

fn preset(name: &str) -> Preset {
    let text = catalogue::find(name).expect("the preset is in the catalogue");
    read(SourceId::default(), text).0
}

#[divan::bench(args = PRESETS)]
fn at_one_point(bencher: Bencher, name: &str) {
    let preset = preset(name);
    bencher.bench(|| preset.model.points(&Options::default()));
}

#[divan::bench(args = PRESETS)]
fn with_ranges(bencher: Bencher, name: &str) {
    let preset = preset(name);
    bencher.bench(|| preset.model.answers(&Options::default()));
}

#[divan::bench(args = PRESETS)]
fn what_to_pin_down(bencher: Bencher, name: &str) {
    let preset = preset(name);
    let answers = preset.model.answers(&Options::default());
    bencher.bench(|| Shares::new(black_box(&answers)));
}

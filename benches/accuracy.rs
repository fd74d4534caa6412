//! How right a default run is, and how right plain Monte Carlo is in the same time: the 5th, 50th and 95th percentiles
//! of a product of three lognormal ranges, against the closed form, over many seeds.
//! Run with `cargo bench --bench accuracy`.

#![allow(clippy::print_stdout, reason = "the table is what this bench is for")]

use std::time::{Duration, Instant};

use napkin::engine::Options;
use napkin::model::Model;
use napkin::syntax::{Origin, parse};
use rand_pcg::Pcg64Mcg;
use rand_pcg::rand_core::{Rng, SeedableRng};
use statrs::distribution::{ContinuousCDF, Normal};

const ENDS: [(f64, f64); 3] = [(100e6, 200e6), (1.0, 3.0), (200.0, 2000.0)];
const SEEDS: u64 = 40;
/// Standard deviations from the middle to an end of a 90% interval.
const REACH: f64 = 1.644_853_626_951_472_7;

fn main() {
    let mut model = Model::default();
    let mut options = Options::default();
    options.sampling.always = true;
    let line = "(100M to 200M) * (1 to 3) * (200 to 2000)";
    model.add(parse(line, Origin::default()).expect("the line is in the language"), None).expect("it is no definition");
    let exact = exact();
    let (mut errors, mut samples, mut time) = (Vec::new(), 0, Duration::ZERO);
    for seed in 1..=SEEDS {
        options.sampling.seed = seed;
        let start = Instant::now();
        let answers = model.answers(&options);
        time += start.elapsed();
        let answer = answers.answers[0].as_ref().expect("there is a result");
        let spread = answer.spread.as_ref().expect("it is uncertain");
        samples = spread.samples.unwrap_or(0);
        errors.push(error([spread.p5(), spread.median(), spread.p95()], exact));
    }
    let time = time / SEEDS as u32;
    let (mut plain_errors, mut drawn) = (Vec::new(), 0);
    for seed in 1..=SEEDS {
        let (quantiles, count) = plain(seed, time);
        drawn += count;
        plain_errors.push(error(quantiles, exact));
    }
    println!("time of a run: {time:.0?}; errors of the worst of three percentiles, over {SEEDS} seeds\n");
    println!("{:<24}{:>10}{:>10}{:>10}", "", "samples", "mean", "worst");
    let row = |name: &str, samples: usize, errors: &[f64]| {
        let mean = errors.iter().sum::<f64>() / errors.len() as f64;
        let worst = errors.iter().copied().fold(0.0, f64::max);
        println!("{name:<24}{samples:>10}{:>9.3}%{:>9.3}%", mean * 100.0, worst * 100.0);
        mean
    };
    let own = row("napkin", samples, &errors);
    let other = row("plain Monte Carlo", drawn / SEEDS as usize, &plain_errors);
    println!("\nplain Monte Carlo is off by {:.1} times as much in the same time", other / own);
}

/// The logarithm of the median of a range, and its standard deviation.
fn parameters((low, high): (f64, f64)) -> (f64, f64) {
    let (low, high) = (low.ln(), high.ln());
    (low.midpoint(high), (high - low) / (2.0 * REACH))
}

/// Percentiles of the product, by the closed form.
fn exact() -> [f64; 3] {
    let parameters = ENDS.map(parameters);
    let mu: f64 = parameters.iter().map(|one| one.0).sum();
    let sigma = parameters.iter().map(|one| one.1 * one.1).sum::<f64>().sqrt();
    [-REACH, 0.0, REACH].map(|z| (mu + sigma * z).exp())
}

/// Percentiles from as many independent samples as can be drawn and sorted in the given time, and how many those are.
fn plain(seed: u64, time: Duration) -> ([f64; 3], usize) {
    const BATCH: usize = 256;
    let normal = Normal::new(0.0, 1.0).expect("the standard deviation is positive");
    let mut generator = Pcg64Mcg::seed_from_u64(seed);
    let parameters = ENDS.map(parameters);
    let mut uniform = || ((generator.next_u64() >> 12) as f64 + 0.5) / (1_u64 << 52) as f64;
    let (mut samples, start) = (Vec::new(), Instant::now());
    // Sorting takes about a third of the time that drawing does.
    while start.elapsed() < time.mul_f64(0.75) {
        samples.extend((0..BATCH).map(|_| {
            let z = parameters.map(|(mu, sigma)| (mu + sigma * normal.inverse_cdf(uniform())).exp());
            z[0] * z[1] * z[2]
        }));
    }
    samples.sort_unstable_by(f64::total_cmp);
    ([0.05, 0.5, 0.95].map(|level| samples[(level * samples.len() as f64) as usize]), samples.len())
}

/// The relative error of the worst percentile.
fn error(found: [f64; 3], exact: [f64; 3]) -> f64 {
    found.iter().zip(exact).map(|(found, exact)| (found / exact - 1.0).abs()).fold(0.0, f64::max)
}

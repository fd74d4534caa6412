//! Estimates made of bytes, each written twice: the same amounts in different units. They must come to the same.

use crate::estimate::model;
use libfuzzer_sys::arbitrary::{Result, Unstructured};
use napkin::engine::Options;

const SIZES: &[(&str, f64)] =
    &[("B", 1.0), ("KB", 1e3), ("MB", 1e6), ("GB", 1e9), ("KiB", 1024.0), ("GiB", 1_073_741_824.0), ("b", 0.125)];
const TIMES: &[(&str, f64)] =
    &[("s", 1.0), ("ms", 1e-3), ("min", 60.0), ("h", 3600.0), ("day", 86_400.0), ("week", 604_800.0)];
const DEEPEST: usize = 4;

/// What an expression measures.
#[derive(Clone, Copy)]
enum Sort {
    Size,
    Time,
    Number,
}

/// An expression in two ways of writing.
type Twice = [String; 2];

/// The estimate of some bytes comes to the same in both ways of writing.
pub fn units_of_inputs(bytes: &[u8]) {
    let mut bytes = Unstructured::new(bytes);
    let Ok(texts) = expression(&mut bytes, Sort::Size, 0) else { return };
    let [first, second] = texts.each_ref().map(|text| {
        let (model, problems) = model(text);
        assert!(problems.is_empty(), "`{text}`: {problems:?}");
        model.answers(&Options::default()).answers.pop().flatten().map(|answer| answer.value)
    });
    let is_same = match (first, second) {
        (Some(a), Some(b)) => a == b || (a - b).abs() <= 1e-9 * a.abs().max(b.abs()),
        (first, second) => first.is_none() && second.is_none(),
    };
    assert!(is_same, "{first:?} is `{}`,\n{second:?} is `{}`", texts[0], texts[1]);
}

fn expression(bytes: &mut Unstructured, sort: Sort, depth: usize) -> Result<Twice> {
    let choice = if depth >= DEEPEST { 0 } else { bytes.int_in_range(0..=9_u8)? };
    let part = |bytes: &mut Unstructured, sort| expression(bytes, sort, depth + 1);
    let both = |write: &dyn Fn(&str, &str) -> String, a: &Twice, b: &Twice| [0, 1].map(|one| write(&a[one], &b[one]));
    Ok(match (choice, sort) {
        (0..=2, Sort::Size) => quantity(bytes, SIZES)?,
        (0..=2, Sort::Time) => quantity(bytes, TIMES)?,
        (0..=2, Sort::Number) => [0, 1].map({
            let number = bytes.int_in_range(1..=2_000_u32)?;
            move |_| number.to_string()
        }),
        (3, sort) => both(&|a, b| format!("({a} + {b})"), &part(bytes, sort)?, &part(bytes, sort)?),
        (4, sort) => both(&|a, b| format!("({a} * {b})"), &part(bytes, sort)?, &part(bytes, Sort::Number)?),
        (5, sort) => both(&|a, b| format!("max({a}, {b})"), &part(bytes, sort)?, &part(bytes, sort)?),
        (6, sort) => {
            let share = bytes.int_in_range(1..=100_u32)?;
            part(bytes, sort)?.map(|text| format!("({share}% of {text})"))
        }
        (7, Sort::Number) => {
            both(&|a, b| format!("ceil({a} / {b})"), &part(bytes, Sort::Size)?, &part(bytes, Sort::Size)?)
        }
        (7, sort) => both(&|a, b| format!("({a} / {b})"), &part(bytes, sort)?, &part(bytes, Sort::Number)?),
        (8, Sort::Size) => {
            let rate = both(&|a, b| format!("({a} / {b})"), &part(bytes, Sort::Size)?, &part(bytes, Sort::Time)?);
            both(&|a, b| format!("({a} * {b})"), &rate, &part(bytes, Sort::Time)?)
        }
        (8, sort) => part(bytes, sort)?.map(|text| format!("sqrt({text} * {text})")),
        (_, sort) => {
            let condition = both(&|a, b| format!("{a} > {b}"), &part(bytes, Sort::Size)?, &part(bytes, Sort::Size)?);
            let results = both(&|a, b| format!("{a} else {b}"), &part(bytes, sort)?, &part(bytes, sort)?);
            both(&|condition, results| format!("(if {condition} then {results})"), &condition, &results)
        }
    })
}

/// An amount, often a small whole one, so that quotients are often whole.
fn quantity(bytes: &mut Unstructured, units: &[(&str, f64)]) -> Result<Twice> {
    let amount = if bytes.ratio(3_u8, 4_u8)? {
        f64::from(bytes.int_in_range(1..=40_u32)?)
    } else {
        bytes.int_in_range(1..=1_000_000_000_000_u64)? as f64
    };
    let (first, second) = (bytes.choose(units)?, bytes.choose(units)?);
    Ok([first, second].map(|(unit, factor)| format!("({:?} {unit})", amount / factor)))
}

//! Powers of two, with what people say for them. The exact values and the error of what is said are calculated, not
//! written.

use super::sources::{PRIMER, XU};
use super::{Power, Rows, Source, Spoken, Table};

pub(super) static TABLE: Table = Table {
    name: "powers",
    title: "Powers of two",
    about: "What a power of two is, what people say instead, and how far off that is.",
    rows: Rows::Powers(POWERS),
};

const POWERS: &[Power] = &[
    Power { exponent: 7, binary: "128 B", spoken: None },
    Power { exponent: 8, binary: "256 B", spoken: None },
    Power { exponent: 10, binary: "1 KiB", spoken: Some(said(Some("1 thousand"), "1 KB", &PRIMER)) },
    Power { exponent: 16, binary: "64 KiB", spoken: Some(said(None, "64 KB", &PRIMER)) },
    Power { exponent: 20, binary: "1 MiB", spoken: Some(said(Some("1 million"), "1 MB", &PRIMER)) },
    Power { exponent: 30, binary: "1 GiB", spoken: Some(said(Some("1 billion"), "1 GB", &PRIMER)) },
    Power { exponent: 32, binary: "4 GiB", spoken: Some(said(Some("4 billion"), "4 GB", &PRIMER)) },
    Power { exponent: 40, binary: "1 TiB", spoken: Some(said(Some("1 trillion"), "1 TB", &PRIMER)) },
    Power { exponent: 50, binary: "1 PiB", spoken: Some(said(Some("1 quadrillion"), "1 PB", &XU)) },
    Power { exponent: 64, binary: "16 EiB", spoken: None },
];

const fn said(number: Option<&'static str>, bytes: &'static str, source: &'static Source) -> Spoken {
    Spoken { number, bytes, source }
}

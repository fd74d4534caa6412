//! Who says the numbers: author, work and year. A page without a date, or one that is kept up to date, has the year in
//! which it was read.

use super::{Dated, Source};

/// The list that later ones are copies of.
pub(super) static DEAN2009: Source = Source {
    key: "dean2009",
    title: "Jeff Dean, \"Numbers Everyone Should Know\", his earlier list, of 2007 to 2009",
    dated: Dated::In(2009),
};

pub(super) static DEAN2010: Source = Source {
    key: "dean2010",
    title: "Jeff Dean, his later list, shown at LADIS in October 2009 and at Stanford and SoCC in 2010",
    dated: Dated::In(2009),
};

/// What interviewers know.
pub(super) static PRIMER: Source = Source {
    key: "primer",
    title: "The System Design Primer, README, github.com/donnemartin/system-design-primer",
    dated: Dated::AsOf(2026),
};

/// The same README before the mutex became faster, which is the version that most copies are of.
pub(super) static PRIMER2018: Source = Source {
    key: "primer2018",
    title: "The System Design Primer, README before a correction in December",
    dated: Dated::In(2018),
};

pub(super) static XU: Source =
    Source { key: "xu", title: "Alex Xu, \"System Design Interview\", volume 1", dated: Dated::In(2020) };

pub(super) static XU2022: Source = Source {
    key: "xu2022",
    title: "Alex Xu and Sahn Lam, \"System Design Interview\", volume 2",
    dated: Dated::In(2022),
};

pub(super) static GROKKING: Source = Source {
    key: "grokking",
    title: "Design Gurus, \"Grokking the System Design Interview\" and its cheat sheet",
    dated: Dated::AsOf(2026),
};

pub(super) static EDUCATIVE: Source = Source {
    key: "educative",
    title: "Educative, \"Put Back-of-the-envelope Numbers in Perspective\"",
    dated: Dated::AsOf(2026),
};

/// Measured on one host of a cloud, a c4-standard-48-lssd.
pub(super) static NAPKIN_MATH: Source = Source {
    key: "napkin_math",
    title: "Simon Eskildsen, github.com/sirupsen/napkin-math, measured in March",
    dated: Dated::In(2026),
};

pub(super) static ERICKGUAN: Source =
    Source { key: "erickguan", title: "Erick Guan, latency numbers", dated: Dated::In(2024) };

/// Its author wrote it in 2012; whatever is later is an extrapolation.
pub(super) static COLIN_SCOTT: Source = Source {
    key: "colin_scott",
    title: "Colin Scott, \"Interactive Latency\", extrapolated to 2020 and not measured",
    dated: Dated::In(2012),
};

pub(super) static HELLO_INTERVIEW: Source =
    Source { key: "hello", title: "Hello Interview, \"Numbers to Know\"", dated: Dated::In(2025) };

pub(super) static PUNCSKY: Source = Source {
    key: "puncsky",
    title: "Tian Pan, \"Designing a URL shortener\", github.com/puncsky/system-design-and-architecture",
    dated: Dated::In(2018),
};

pub(super) static PROYECTO26: Source =
    Source { key: "proyecto26", title: "Proyecto 26, its skill for system design", dated: Dated::AsOf(2026) };

pub(super) static DREAM: Source = Source {
    key: "dream",
    title: "DreamOfTheRedChamber, notes on system design, overview of message queues",
    dated: Dated::AsOf(2026),
};

pub(super) static HIGH_SCALABILITY: Source = Source {
    key: "high_scalability",
    title: "High Scalability, article on WhatsApp of 26 February",
    dated: Dated::In(2014),
};

pub(super) static THESYSTEMROUND: Source =
    Source { key: "systemround", title: "The System Round", dated: Dated::AsOf(2026) };

pub(super) static CALCMARK: Source =
    Source { key: "calcmark", title: "CalcMark, the constants of its calculator", dated: Dated::AsOf(2026) };

pub(super) static TOMHOSTYN: Source =
    Source { key: "tomhostyn", title: "tomhostyn, gist of sizes", dated: Dated::AsOf(2026) };

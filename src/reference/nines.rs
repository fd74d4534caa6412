//! Levels of availability by their nines. How long a service may be down follows from the level, and is not written
//! here.

use super::{Nines, Rows, Table};

pub(super) static TABLE: Table = Table {
    name: "nines",
    title: "Availability",
    about: "How long a service may be down at each level of availability.",
    rows: Rows::Nines(LEVELS),
};

const LEVELS: &[Nines] = &[
    Nines { name: "one nine", availability: "90%" },
    Nines { name: "two nines", availability: "99%" },
    Nines { name: "three nines", availability: "99.9%" },
    Nines { name: "four nines", availability: "99.99%" },
    Nines { name: "five nines", availability: "99.999%" },
    Nines { name: "six nines", availability: "99.9999%" },
];

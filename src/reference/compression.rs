//! How much smaller data becomes: original size over compressed size, by what is compressed and by what compresses it.

use super::sources::{CALCMARK, NAPKIN_MATH};
use super::{Entry, Figure, Rows, Table};

pub(super) static TABLE: Table = Table {
    name: "compression",
    title: "Compression ratios",
    about: "Original size over compressed size. It depends on the data more than on the algorithm; the ratios of \
            algorithms are for no data in particular.",
    rows: Rows::Figures(ENTRIES),
};

const ENTRIES: &[Entry] = &[
    // By what is compressed.
    Entry { name: "html", title: "HTML", figures: &[Figure::new("2:1", &NAPKIN_MATH, "up to 3:1")] },
    Entry { name: "english", title: "English text", figures: &[Figure::new("2:1", &NAPKIN_MATH, "up to 4:1")] },
    Entry { name: "source_code", title: "Source code", figures: &[Figure::new("2:1", &NAPKIN_MATH, "up to 4:1")] },
    Entry { name: "executable", title: "Executables", figures: &[Figure::new("2:1", &NAPKIN_MATH, "up to 3:1")] },
    Entry { name: "rpc", title: "RPC messages", figures: &[Figure::new("5:1", &NAPKIN_MATH, "up to 10:1")] },
    // By what compresses.
    Entry { name: "lz4", title: "LZ4", figures: &[Figure::new("2:1", &CALCMARK, "")] },
    Entry { name: "snappy", title: "Snappy", figures: &[Figure::new("2.5:1", &CALCMARK, "")] },
    Entry { name: "gzip", title: "gzip", figures: &[Figure::new("3:1", &CALCMARK, "")] },
    Entry { name: "zstd", title: "Zstandard", figures: &[Figure::new("3.5:1", &CALCMARK, "")] },
    Entry { name: "bzip2", title: "bzip2", figures: &[Figure::new("4:1", &CALCMARK, "")] },
];

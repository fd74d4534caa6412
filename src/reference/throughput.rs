//! How much passes in a second, through one thread, one drive or one connection. The rates of the System Design Primer
//! follow from its latencies; those of napkin-math were measured, and are not the inverse of its latencies.

use super::sources::{CALCMARK, NAPKIN_MATH, PRIMER};
use super::{Entry, Figure, Rows, Table};

pub(super) static TABLE: Table = Table {
    name: "throughput",
    title: "Throughput",
    about: "How much passes in a second, sequentially unless said otherwise. Rates that were measured under load \
            exceed the size of a read divided by its latency.",
    rows: Rows::Figures(ENTRIES),
};

const ENTRIES: &[Entry] = &[
    // Memory and processor.
    Entry {
        name: "memory_read",
        title: "Read memory",
        figures: &[
            Figure::new("4 GB/s", &PRIMER, "from its latencies"),
            Figure::new("20 GiB/s", &NAPKIN_MATH, "one thread"),
        ],
    },
    Entry {
        name: "memory_read_threaded",
        title: "Read memory, many threads",
        figures: &[Figure::new("200 GiB/s", &NAPKIN_MATH, "")],
    },
    Entry {
        name: "memory_random_read",
        title: "Read memory at random",
        figures: &[Figure::new("3 GiB/s", &NAPKIN_MATH, "64 B each")],
    },
    Entry { name: "hash", title: "Hash, not cryptographic", figures: &[Figure::new("5 GiB/s", &NAPKIN_MATH, "")] },
    Entry {
        name: "cryptographic_hash",
        title: "Hash, cryptographic",
        figures: &[Figure::new("1 GiB/s", &NAPKIN_MATH, "")],
    },
    Entry { name: "compress", title: "Compress", figures: &[Figure::new("500 MiB/s", &NAPKIN_MATH, "")] },
    Entry { name: "decompress", title: "Decompress", figures: &[Figure::new("1 GiB/s", &NAPKIN_MATH, "")] },
    Entry { name: "sort", title: "Sort", figures: &[Figure::new("500 MiB/s", &NAPKIN_MATH, "")] },
    Entry {
        name: "serialize",
        title: "Serialize in a fast format",
        figures: &[Figure::new("1 GiB/s", &NAPKIN_MATH, "")],
    },
    Entry {
        name: "serialize_json",
        title: "Serialize as JSON or the like",
        figures: &[Figure::new("100 MiB/s", &NAPKIN_MATH, "")],
    },
    // Disks and what stands in for them.
    Entry {
        name: "ssd_read",
        title: "Read SSD",
        figures: &[
            Figure::new("1 GB/s", &PRIMER, "from its latencies"),
            Figure::new("8 GiB/s", &NAPKIN_MATH, "8 KiB each"),
        ],
    },
    Entry {
        name: "ssd_random_read",
        title: "Read SSD at random",
        figures: &[Figure::new("70 MiB/s", &NAPKIN_MATH, "8 KiB each")],
    },
    Entry {
        name: "ssd_write",
        title: "Write SSD, without fsync",
        figures: &[Figure::new("3 GiB/s", &NAPKIN_MATH, "")],
    },
    Entry {
        name: "ssd_write_fsync",
        title: "Write SSD, with fsync",
        figures: &[Figure::new("30 MiB/s", &NAPKIN_MATH, "")],
    },
    Entry { name: "sata_ssd", title: "SATA SSD", figures: &[Figure::new("550 MB/s", &CALCMARK, "")] },
    Entry { name: "nvme_ssd", title: "NVMe SSD", figures: &[Figure::new("3500 MB/s", &CALCMARK, "")] },
    Entry {
        name: "nvme_gen4_ssd",
        title: "NVMe SSD, fourth generation",
        figures: &[Figure::new("7000 MB/s", &CALCMARK, "")],
    },
    Entry {
        name: "disk_read",
        title: "Read disk",
        figures: &[
            Figure::new("30 MB/s", &PRIMER, "from its latencies: 33.3 MB/s, rounded down"),
            Figure::new("250 MiB/s", &NAPKIN_MATH, ""),
            Figure::new("150 MB/s", &CALCMARK, ""),
        ],
    },
    Entry {
        name: "disk_random_read",
        title: "Read disk at random",
        figures: &[Figure::new("0.7 MiB/s", &NAPKIN_MATH, "")],
    },
    Entry {
        name: "blob_get",
        title: "GET of a blob",
        figures: &[Figure::new("100 MiB/s", &NAPKIN_MATH, "one connection")],
    },
    // Networks.
    Entry {
        name: "ethernet_1gbps",
        title: "1 Gb/s Ethernet",
        figures: &[Figure::new("100 MB/s", &PRIMER, "from its latencies")],
    },
    Entry {
        name: "zone_network",
        title: "Network within a zone",
        figures: &[Figure::new("10 GiB/s", &NAPKIN_MATH, "25 GiB/s with a premium network card")],
    },
    Entry { name: "vpc_egress", title: "Network out of a VPC", figures: &[Figure::new("3 GiB/s", &NAPKIN_MATH, "")] },
    Entry {
        name: "region_network",
        title: "Network between regions",
        figures: &[Figure::new("25 MiB/s", &NAPKIN_MATH, "")],
    },
    Entry { name: "tcp_echo", title: "TCP echo", figures: &[Figure::new("500 MiB/s", &NAPKIN_MATH, "")] },
];

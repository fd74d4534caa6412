//! How long things take: the list that every interviewer knows, the lists it comes from, and those that came after.
//! A list is quoted as it stands, errors included; what is wrong with it is said in a note.

use super::sources::{
    COLIN_SCOTT, DEAN2009, DEAN2010, EDUCATIVE, ERICKGUAN, GROKKING, HELLO_INTERVIEW, NAPKIN_MATH, PRIMER, PRIMER2018,
    XU,
};
use super::{Entry, Figure, Rows, Table};

pub(super) static TABLE: Table = Table {
    name: "latency",
    title: "Latency",
    about: "How long things take. The default is the list of the System Design Primer, which mixes Dean's of 2009 and 2010; \
            where it has no such row, that of another source.",
    rows: Rows::Figures(ENTRIES),
};

const ENTRIES: &[Entry] = &[
    // Within a processor.
    Entry {
        name: "l1_cache",
        title: "L1 cache reference",
        figures: &[
            Figure::new("0.5 ns", &PRIMER, ""),
            Figure::new("0.5 ns", &PRIMER2018, ""),
            Figure::new("0.5 ns", &DEAN2009, ""),
            Figure::new("0.5 ns", &DEAN2010, ""),
            Figure::new("0.5 ns", &XU, ""),
            Figure::new("1 ns", &GROKKING, ""),
            Figure::new("0.9 ns", &EDUCATIVE, ""),
            Figure::new("0.7 ns", &ERICKGUAN, ""),
            Figure::new("1 ns", &COLIN_SCOTT, "extrapolated to 2020, not measured"),
        ],
    },
    Entry {
        name: "branch_mispredict",
        title: "Branch mispredict",
        figures: &[
            Figure::new("5 ns", &PRIMER, ""),
            Figure::new("5 ns", &PRIMER2018, ""),
            Figure::new("5 ns", &DEAN2009, ""),
            Figure::new("5 ns", &DEAN2010, ""),
            Figure::new("8 ns", &ERICKGUAN, ""),
            Figure::new("3.3 ns", &COLIN_SCOTT, "extrapolated to 2020, not measured"),
        ],
    },
    Entry {
        name: "l2_cache",
        title: "L2 cache reference",
        figures: &[
            Figure::new("7 ns", &PRIMER, "14x L1 cache"),
            Figure::new("7 ns", &PRIMER2018, "14x L1 cache"),
            Figure::new("7 ns", &DEAN2009, ""),
            Figure::new("7 ns", &DEAN2010, ""),
            Figure::new("7 ns", &XU, ""),
            Figure::new("2.8 ns", &EDUCATIVE, ""),
            Figure::new("2.5 ns", &ERICKGUAN, ""),
            Figure::new("4.3 ns", &COLIN_SCOTT, "extrapolated to 2020, not measured"),
        ],
    },
    Entry {
        name: "l3_cache",
        title: "L3 cache reference",
        figures: &[Figure::new("12.9 ns", &EDUCATIVE, ""), Figure::new("8 ns", &ERICKGUAN, "")],
    },
    Entry {
        name: "mutex",
        title: "Mutex lock/unlock",
        figures: &[
            Figure::new("25 ns", &PRIMER, ""),
            Figure::new("100 ns", &PRIMER2018, "25 ns since a correction"),
            Figure::new("100 ns", &DEAN2009, ""),
            Figure::new("25 ns", &DEAN2010, ""),
            Figure::new("25 ns", &ERICKGUAN, ""),
            Figure::new("16.7 ns", &COLIN_SCOTT, "extrapolated to 2020, not measured"),
        ],
    },
    Entry {
        name: "main_memory",
        title: "Main memory reference",
        figures: &[
            Figure::new("100 ns", &PRIMER, "200x L1 cache; 14x L2 cache, though the list says 20x"),
            Figure::new("100 ns", &PRIMER2018, "200x L1 cache; 14x L2 cache, though the list says 20x"),
            Figure::new("100 ns", &DEAN2009, ""),
            Figure::new("100 ns", &DEAN2010, ""),
            Figure::new("100 ns", &XU, ""),
            Figure::new("100 ns", &GROKKING, ""),
            Figure::new("100 ns", &EDUCATIVE, ""),
            Figure::new("20 ns", &NAPKIN_MATH, "64 B at random"),
            Figure::new("70 ns", &ERICKGUAN, ""),
            Figure::new("100 ns", &COLIN_SCOTT, "extrapolated to 2020, not measured"),
        ],
    },
    Entry {
        name: "sequential_memory",
        title: "Read 64 B sequentially from memory",
        figures: &[Figure::new("0.5 ns", &NAPKIN_MATH, "")],
    },
    Entry { name: "hash", title: "Hash, not cryptographic", figures: &[Figure::new("10 ns", &NAPKIN_MATH, "")] },
    Entry {
        name: "cryptographic_hash",
        title: "Hash, cryptographic",
        figures: &[Figure::new("100 ns", &NAPKIN_MATH, "")],
    },
    Entry { name: "system_call", title: "System call", figures: &[Figure::new("300 ns", &NAPKIN_MATH, "")] },
    Entry { name: "context_switch", title: "Context switch", figures: &[Figure::new("10 us", &NAPKIN_MATH, "")] },
    Entry {
        name: "compress_1kb",
        title: "Compress 1 KB",
        figures: &[
            Figure::new("10 us", &PRIMER, "Zippy"),
            Figure::new("10 us", &PRIMER2018, "Zippy"),
            Figure::new("10 us", &DEAN2009, "Zippy"),
            Figure::new("3 us", &DEAN2010, "Zippy"),
            Figure::new("3 us", &EDUCATIVE, "Snzip"),
            Figure::new("2 us", &ERICKGUAN, ""),
            Figure::new("2 us", &COLIN_SCOTT, "extrapolated to 2020, not measured"),
        ],
    },
    Entry {
        name: "read_1mb_memory",
        title: "Read 1 MB sequentially from memory",
        figures: &[
            Figure::new("250 us", &PRIMER, ""),
            Figure::new("250 us", &PRIMER2018, ""),
            Figure::new("250 us", &DEAN2009, ""),
            Figure::new("250 us", &DEAN2010, ""),
            Figure::new("10 us", &GROKKING, ""),
            Figure::new("9 us", &EDUCATIVE, ""),
            Figure::new("50 us", &NAPKIN_MATH, "1 MiB, one thread; 5 us with many"),
            Figure::new("10 us", &ERICKGUAN, ""),
            Figure::new("2.97 us", &COLIN_SCOTT, "implies 337 GB/s; extrapolated to 2020, not measured"),
        ],
    },
    // Disks and what stands in for them.
    Entry {
        name: "ssd_random_read",
        title: "Random read from SSD",
        figures: &[
            Figure::new("150 us", &PRIMER, "4 KB, ~1 GB/s SSD"),
            Figure::new("150 us", &PRIMER2018, "4 KB, ~1 GB/s SSD"),
            Figure::new("150 us", &XU, ""),
            Figure::new("100 us", &GROKKING, ""),
            Figure::new("100 us", &NAPKIN_MATH, "8 KiB"),
            Figure::new("20 us", &ERICKGUAN, ""),
            Figure::new("16 us", &COLIN_SCOTT, "extrapolated to 2020, not measured"),
        ],
    },
    Entry {
        name: "ssd_write",
        title: "Write to SSD, without fsync",
        figures: &[Figure::new("2 us", &NAPKIN_MATH, "")],
    },
    Entry {
        name: "ssd_write_fsync",
        title: "Write to SSD, with fsync",
        figures: &[Figure::new("300 us", &NAPKIN_MATH, "")],
    },
    Entry {
        name: "read_1mb_ssd",
        title: "Read 1 MB sequentially from SSD",
        figures: &[
            Figure::new("1 ms", &PRIMER, "~1 GB/s SSD, 4x memory"),
            Figure::new("1 ms", &PRIMER2018, "~1 GB/s SSD, 4x memory"),
            Figure::new("1 ms", &GROKKING, ""),
            Figure::new("200 us", &EDUCATIVE, "1 ms for an SSD of ~1 GB/s"),
            Figure::new("100 us", &NAPKIN_MATH, "1 MiB"),
            Figure::new("100 us", &ERICKGUAN, "NVMe"),
            Figure::new("49 us", &COLIN_SCOTT, "extrapolated to 2020, not measured"),
        ],
    },
    Entry {
        name: "disk_seek",
        title: "Disk seek",
        figures: &[
            Figure::new("10 ms", &PRIMER, "20x datacenter round trip"),
            Figure::new("10 ms", &PRIMER2018, "20x datacenter round trip"),
            Figure::new("10 ms", &DEAN2009, ""),
            Figure::new("10 ms", &DEAN2010, ""),
            Figure::new("10 ms", &XU, ""),
            Figure::new("10 ms", &GROKKING, ""),
            Figure::new("4 ms", &EDUCATIVE, ""),
            Figure::new("10 ms", &NAPKIN_MATH, "random read of 8 KiB"),
            Figure::new("10 ms", &ERICKGUAN, ""),
            Figure::new("2.5 ms", &COLIN_SCOTT, "extrapolated to 2020, not measured"),
        ],
    },
    Entry {
        name: "read_1mb_disk",
        title: "Read 1 MB sequentially from disk",
        figures: &[
            Figure::new("30 ms", &PRIMER, "120x memory, 30x SSD"),
            Figure::new("30 ms", &PRIMER2018, "120x memory, 30x SSD"),
            Figure::new("30 ms", &DEAN2009, ""),
            Figure::new("20 ms", &DEAN2010, ""),
            Figure::new("2 ms", &EDUCATIVE, ""),
            Figure::new("2 ms", &NAPKIN_MATH, "1 MiB; 250 MiB/s would make it 4 ms"),
            Figure::new("6 ms", &ERICKGUAN, ""),
            Figure::new("825 us", &COLIN_SCOTT, "extrapolated to 2020, not measured"),
        ],
    },
    Entry { name: "blob_get", title: "GET of a blob", figures: &[Figure::new("80 ms", &NAPKIN_MATH, "")] },
    Entry {
        name: "blob_not_modified",
        title: "GET of a blob, not modified",
        figures: &[Figure::new("30 ms", &NAPKIN_MATH, "")],
    },
    Entry { name: "blob_list", title: "LIST of blobs", figures: &[Figure::new("100 ms", &NAPKIN_MATH, "")] },
    Entry { name: "blob_put", title: "PUT of a blob", figures: &[Figure::new("200 ms", &NAPKIN_MATH, "")] },
    // Networks and services.
    Entry {
        name: "send_1kb",
        title: "Send 1 KB over the network",
        figures: &[Figure::new("10 us", &PRIMER, "1 Gb/s"), Figure::new("10 us", &PRIMER2018, "1 Gb/s")],
    },
    Entry {
        name: "send_2kb",
        title: "Send 2 KB over the network",
        figures: &[
            Figure::new("20 us", &DEAN2009, "1 Gb/s"),
            Figure::new("20 us", &DEAN2010, "1 Gb/s"),
            Figure::new("1.6 us", &ERICKGUAN, "10 Gb/s"),
            Figure::new("44 ns", &COLIN_SCOTT, "implies 362 Gb/s; extrapolated to 2020, not measured"),
        ],
    },
    Entry {
        name: "read_1mb_network",
        title: "Read 1 MB from the network",
        figures: &[
            Figure::new("10 ms", &PRIMER, "1 Gb/s; 40x memory, 10x SSD"),
            Figure::new("10 ms", &PRIMER2018, "1 Gb/s; 40x memory, 10x SSD"),
            Figure::new("10 ms", &DEAN2009, ""),
            Figure::new("10 ms", &ERICKGUAN, "1 Gb/s"),
        ],
    },
    Entry { name: "tcp_echo", title: "TCP echo", figures: &[Figure::new("50 us", &NAPKIN_MATH, "")] },
    Entry { name: "proxy", title: "Pass through a proxy", figures: &[Figure::new("50 us", &NAPKIN_MATH, "")] },
    Entry {
        name: "datacenter_round_trip",
        title: "Round trip within a datacenter",
        figures: &[
            Figure::new("500 us", &PRIMER, ""),
            Figure::new("500 us", &PRIMER2018, ""),
            Figure::new("500 us", &DEAN2009, ""),
            Figure::new("500 us", &DEAN2010, ""),
            Figure::new("500 us", &XU, ""),
            Figure::new("500 us", &GROKKING, ""),
            Figure::new("500 us", &EDUCATIVE, ""),
            Figure::new("250 us", &NAPKIN_MATH, "within a region"),
            Figure::new("100 us", &ERICKGUAN, ""),
            Figure::new("500 us", &COLIN_SCOTT, "extrapolated to 2020, not measured"),
        ],
    },
    Entry {
        name: "cache_query",
        title: "Query of a cache",
        figures: &[
            Figure::new("500 us", &NAPKIN_MATH, "Memcached or Redis"),
            Figure::new("1 ms", &HELLO_INTERVIEW, "about"),
        ],
    },
    Entry {
        name: "database_query",
        title: "Query of a database",
        figures: &[
            Figure::new("500 us", &NAPKIN_MATH, "MySQL"),
            Figure::new("5 ms", &HELLO_INTERVIEW, "at most, for a cached read"),
        ],
    },
    Entry {
        name: "queue",
        title: "Pass through a message queue",
        figures: &[Figure::new("5 ms", &HELLO_INTERVIEW, "at most")],
    },
    Entry {
        name: "north_america_round_trip",
        title: "Round trip NA East to NA West",
        figures: &[Figure::new("60 ms", &NAPKIN_MATH, "")],
    },
    Entry {
        name: "sf_nyc",
        title: "Packet, San Francisco to New York",
        figures: &[Figure::new("71 ms", &EDUCATIVE, "")],
    },
    Entry {
        name: "atlantic_round_trip",
        title: "Round trip NA East to EU West",
        figures: &[Figure::new("80 ms", &NAPKIN_MATH, "")],
    },
    Entry {
        name: "europe_singapore_round_trip",
        title: "Round trip EU West to Singapore",
        figures: &[Figure::new("160 ms", &NAPKIN_MATH, "")],
    },
    Entry {
        name: "pacific_round_trip",
        title: "Round trip NA West to Singapore",
        figures: &[Figure::new("180 ms", &NAPKIN_MATH, "")],
    },
    Entry {
        name: "intercontinental_round_trip",
        title: "Round trip between continents",
        figures: &[
            Figure::new("150 ms", &PRIMER, "California, Netherlands and back"),
            Figure::new("150 ms", &PRIMER2018, "California, Netherlands and back"),
            Figure::new("150 ms", &DEAN2009, "California, Netherlands and back"),
            Figure::new("150 ms", &DEAN2010, "California, Netherlands and back"),
            Figure::new("150 ms", &XU, "between regions"),
            Figure::new("150 ms", &GROKKING, ""),
            Figure::new("150 ms", &ERICKGUAN, "California, Netherlands and back"),
            Figure::new("150 ms", &COLIN_SCOTT, "extrapolated to 2020, not measured"),
        ],
    },
];

//! How much one server gets done. Sources differ by a factor of ten to fifty, since some count what is safe to assume
//! of any server and others what a tuned one can reach: all are shown, and the careful figure is the default.

use super::sources::{
    DREAM, EDUCATIVE, GROKKING, HELLO_INTERVIEW, HIGH_SCALABILITY, PROYECTO26, PUNCSKY, THESYSTEMROUND, XU, XU2022,
};
use super::{Entry, Figure, Rows, Table};

pub(super) static TABLE: Table = Table {
    name: "capacity",
    title: "Capacity of a server",
    about: "How much one server gets done. Sources differ by a factor of ten to fifty: the default is what is \
            safe to assume, and the others are what a large or tuned server can reach.",
    rows: Rows::Figures(ENTRIES),
};

const ENTRIES: &[Entry] = &[
    // Requests.
    Entry {
        name: "web_server",
        title: "Requests to a web server",
        figures: &[Figure::new("8k requests/s/server", &EDUCATIVE, "")],
    },
    Entry {
        name: "core",
        title: "Requests to one core",
        figures: &[Figure::new("1k requests/s/core", &PROYECTO26, "")],
    },
    Entry {
        name: "sql_database",
        title: "Queries to an SQL database",
        figures: &[
            Figure::new("1k queries/s/server", &EDUCATIVE, "MySQL"),
            Figure::new("1k queries/s/server", &PROYECTO26, ""),
            Figure::new("1k transactions/s/server", &XU2022, "in a cloud"),
            Figure::new("10k queries/s/server", &PUNCSKY, "MySQL"),
            Figure::new(
                "50k transactions/s/server",
                &HELLO_INTERVIEW,
                "at most; more than 10k writes/s call for several",
            ),
        ],
    },
    Entry {
        name: "key_value_store",
        title: "Queries to a key-value store",
        figures: &[
            Figure::new("10k queries/s/server", &EDUCATIVE, ""),
            Figure::new("10k queries/s/server", &PROYECTO26, ""),
        ],
    },
    Entry {
        name: "cache",
        title: "Queries to a cache",
        figures: &[
            Figure::new("100k queries/s/server", &EDUCATIVE, "up to 1M"),
            Figure::new("100k queries/s/server", &PROYECTO26, "up to 1M"),
            Figure::new("100k queries/s/server", &PUNCSKY, "Redis or Memcached"),
            Figure::new("100k ops/s/server", &HELLO_INTERVIEW, "or more"),
        ],
    },
    Entry {
        name: "time_series",
        title: "Writes to time series",
        figures: &[Figure::new("250k writes/s/server", &XU2022, "InfluxDB, 8 cores, 32 GB")],
    },
    Entry {
        name: "disk",
        title: "Random seeks of a disk",
        figures: &[Figure::new("100 IOPS/disk", &XU2022, "up to 150")],
    },
    Entry {
        name: "s3_get",
        title: "GETs from S3",
        figures: &[Figure::new("5500 reads/s", &THESYSTEMROUND, "per prefix")],
    },
    Entry {
        name: "s3_put",
        title: "PUTs to S3",
        figures: &[Figure::new("3500 writes/s", &THESYSTEMROUND, "per prefix")],
    },
    // Messages.
    Entry {
        name: "queue_write",
        title: "Messages written to a queue",
        figures: &[
            Figure::new("250k messages/s/server", &DREAM, "Kafka, 50 MB/s"),
            Figure::new("1M messages/s/server", &HELLO_INTERVIEW, "at most"),
        ],
    },
    Entry {
        name: "queue_read",
        title: "Messages read from a queue",
        figures: &[Figure::new("550k messages/s/server", &DREAM, "Kafka, 110 MB/s")],
    },
    Entry {
        name: "pub_sub",
        title: "Messages pushed by pub/sub",
        figures: &[Figure::new("100k messages/s/server", &XU2022, "Redis")],
    },
    // Connections.
    Entry {
        name: "connections",
        title: "Open connections",
        figures: &[
            Figure::new("50k connections/server", &GROKKING, "a chat server"),
            Figure::new("100k connections/server", &HELLO_INTERVIEW, "an application server, or more"),
            Figure::new("10M connections/server", &EDUCATIVE, "WhatsApp"),
            Figure::new("2M connections/server", &HIGH_SCALABILITY, "WhatsApp in 2012"),
        ],
    },
    Entry {
        name: "connection_memory",
        title: "Memory of an open connection",
        figures: &[Figure::new("10 KB/connection", &XU, "")],
    },
];

//! How much one machine has: memory, processors, storage. What it gets done with them is in `capacity`.

use super::sources::{EDUCATIVE, GROKKING, HELLO_INTERVIEW};
use super::{Entry, Figure, Rows, Table};

pub(super) static TABLE: Table = Table {
    name: "hardware",
    title: "Hardware",
    about: "How much one machine has. Interview answers assume small machines; the largest that clouds rent out \
            have nearly a hundred times as much.",
    rows: Rows::Figures(ENTRIES),
};

const ENTRIES: &[Entry] = &[
    // Memory.
    Entry {
        name: "server_memory",
        title: "Memory of a server",
        figures: &[
            Figure::new("256 GB/server", &GROKKING, "a modern server"),
            Figure::new("256 GB/server", &EDUCATIVE, ""),
            Figure::new("64 GB/server", &HELLO_INTERVIEW, "up to 512 GB, the largest 2 TB"),
        ],
    },
    Entry {
        name: "feed_server_memory",
        title: "Memory of a server for feeds",
        figures: &[Figure::new("100 GB/server", &GROKKING, "")],
    },
    Entry {
        name: "cache_memory",
        title: "Memory of a cache server",
        figures: &[
            Figure::new("144 GB/server", &GROKKING, ""),
            Figure::new("1 TB/server", &HELLO_INTERVIEW, "at most"),
        ],
    },
    Entry {
        name: "m6i_32xlarge_memory",
        title: "Memory of an AWS m6i.32xlarge",
        figures: &[Figure::new("512 GiB/server", &HELLO_INTERVIEW, "")],
    },
    Entry {
        name: "x1e_32xlarge_memory",
        title: "Memory of an AWS x1e.32xlarge",
        figures: &[Figure::new("4 TB/server", &HELLO_INTERVIEW, "")],
    },
    Entry {
        name: "u_24tb1_memory",
        title: "Memory of an AWS U-24tb1",
        figures: &[Figure::new("24 TB/server", &HELLO_INTERVIEW, "")],
    },
    // Processors.
    Entry {
        name: "server_cores",
        title: "Cores of a server",
        figures: &[Figure::new("8 cores/server", &HELLO_INTERVIEW, "up to 64")],
    },
    Entry {
        name: "m6i_32xlarge_vcpus",
        title: "vCPUs of an AWS m6i.32xlarge",
        figures: &[Figure::new("128 vCPUs/server", &HELLO_INTERVIEW, "")],
    },
    // Storage.
    Entry {
        name: "server_storage",
        title: "Storage of a server",
        figures: &[Figure::new("4 TB/server", &GROKKING, "")],
    },
    Entry {
        name: "database_storage",
        title: "Storage of a database server",
        figures: &[Figure::new("64 TiB/server", &HELLO_INTERVIEW, "or more")],
    },
    Entry {
        name: "queue_storage",
        title: "Storage of a message broker",
        figures: &[Figure::new("50 TB/server", &HELLO_INTERVIEW, "at most")],
    },
    Entry {
        name: "i3en_24xlarge_storage",
        title: "SSDs of an AWS i3en.24xlarge",
        figures: &[Figure::new("60 TB/server", &HELLO_INTERVIEW, "")],
    },
    Entry {
        name: "d3en_12xlarge_storage",
        title: "Disks of an AWS d3en.12xlarge",
        figures: &[Figure::new("336 TB/server", &HELLO_INTERVIEW, "")],
    },
];

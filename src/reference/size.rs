//! How many bytes small things take: identifiers, addresses, headers. Sizes of tweets and photos are assumptions, and
//! so are in the presets.

use super::sources::{GROKKING, TOMHOSTYN};
use super::{Entry, Figure, Rows, Table};

pub(super) static TABLE: Table = Table {
    name: "size",
    title: "Sizes",
    about: "How many bytes small things take. Sizes of posts and photos are assumptions: see `napkin list`.",
    rows: Rows::Figures(ENTRIES),
};

const ENTRIES: &[Entry] = &[
    Entry { name: "uuid", title: "UUID", figures: &[Figure::new("16 B", &TOMHOSTYN, "")] },
    Entry { name: "snowflake_id", title: "Snowflake identifier", figures: &[Figure::new("8 B", &TOMHOSTYN, "")] },
    Entry { name: "md5", title: "MD5 hash", figures: &[Figure::new("128 b", &GROKKING, "22 characters of base 64")] },
    Entry { name: "ipv4_address", title: "IPv4 address", figures: &[Figure::new("4 B", &TOMHOSTYN, "")] },
    Entry { name: "ipv6_address", title: "IPv6 address", figures: &[Figure::new("16 B", &TOMHOSTYN, "")] },
    Entry {
        name: "tcp_header",
        title: "TCP header",
        figures: &[Figure::new("20 B", &TOMHOSTYN, "up to 60 B with options")],
    },
    Entry { name: "cache_line", title: "Cache line", figures: &[Figure::new("64 B", &TOMHOSTYN, "")] },
    Entry {
        name: "mtu",
        title: "Maximum transmission unit of Ethernet",
        figures: &[Figure::new("1500 B", &TOMHOSTYN, "")],
    },
];

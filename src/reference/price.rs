//! What clouds charge, in US dollars: per month for what is rented, per byte or request for what passes. List prices,
//! rounded by their source; no offer.

use super::sources::NAPKIN_MATH;
use super::{Entry, Figure, Rows, Table};

pub(super) static TABLE: Table = Table {
    name: "price",
    title: "Prices",
    about: "What clouds charge: per month for what is rented, once for what passes. Rounded list prices.",
    rows: Rows::Figures(ENTRIES),
};

const ENTRIES: &[Entry] = &[
    // Processors and memory.
    Entry { name: "cpu", title: "Processor", figures: &[Figure::new("$15/cpu/month", &NAPKIN_MATH, "")] },
    Entry {
        name: "cpu_committed",
        title: "Processor, committed for a year",
        figures: &[Figure::new("$10/cpu/month", &NAPKIN_MATH, "")],
    },
    Entry {
        name: "cpu_spot",
        title: "Processor, spot price",
        figures: &[Figure::new("$2/cpu/month", &NAPKIN_MATH, "")],
    },
    Entry { name: "gpu", title: "GPU", figures: &[Figure::new("$5000/gpu/month", &NAPKIN_MATH, "")] },
    Entry {
        name: "gpu_committed",
        title: "GPU, committed for a year",
        figures: &[Figure::new("$3000/gpu/month", &NAPKIN_MATH, "")],
    },
    Entry { name: "gpu_spot", title: "GPU, spot price", figures: &[Figure::new("$1500/gpu/month", &NAPKIN_MATH, "")] },
    Entry { name: "memory", title: "Memory", figures: &[Figure::new("$2/GB/month", &NAPKIN_MATH, "")] },
    Entry {
        name: "memory_committed",
        title: "Memory, committed for a year",
        figures: &[Figure::new("$1/GB/month", &NAPKIN_MATH, "")],
    },
    Entry {
        name: "memory_spot",
        title: "Memory, spot price",
        figures: &[Figure::new("$0.2/GB/month", &NAPKIN_MATH, "")],
    },
    // Storage.
    Entry { name: "blob_storage", title: "Blob storage", figures: &[Figure::new("$0.02/GB/month", &NAPKIN_MATH, "")] },
    Entry {
        name: "warehouse_storage",
        title: "Storage in a data warehouse",
        figures: &[Figure::new("$0.02/GB/month", &NAPKIN_MATH, "")],
    },
    Entry {
        name: "zonal_disk",
        title: "Disk, in one zone",
        figures: &[Figure::new("$0.05/GB/month", &NAPKIN_MATH, "")],
    },
    Entry {
        name: "regional_disk",
        title: "Disk, in several zones",
        figures: &[Figure::new("$0.1/GB/month", &NAPKIN_MATH, "")],
    },
    Entry {
        name: "ephemeral_ssd",
        title: "SSD, lost with its server",
        figures: &[Figure::new("$0.08/GB/month", &NAPKIN_MATH, "")],
    },
    Entry { name: "zonal_ssd", title: "SSD, in one zone", figures: &[Figure::new("$0.2/GB/month", &NAPKIN_MATH, "")] },
    Entry {
        name: "regional_ssd",
        title: "SSD, in several zones",
        figures: &[Figure::new("$0.35/GB/month", &NAPKIN_MATH, "")],
    },
    // Networks.
    Entry {
        name: "internet_egress",
        title: "Traffic to the internet",
        figures: &[Figure::new("$0.1/GB", &NAPKIN_MATH, "")],
    },
    Entry { name: "cdn_egress", title: "Traffic out of a CDN", figures: &[Figure::new("$0.05/GB", &NAPKIN_MATH, "")] },
    Entry {
        name: "region_traffic",
        title: "Traffic between regions",
        figures: &[Figure::new("$0.02/GB", &NAPKIN_MATH, "")],
    },
    Entry {
        name: "zone_traffic",
        title: "Traffic between zones",
        figures: &[Figure::new("$0.01/GB", &NAPKIN_MATH, "free within one")],
    },
    Entry {
        name: "load_balancer",
        title: "Traffic through an L4 load balancer",
        figures: &[Figure::new("$0.008/GB", &NAPKIN_MATH, "")],
    },
    // Requests and telemetry.
    Entry {
        name: "blob_read",
        title: "Read from blob storage",
        figures: &[Figure::new("$0.4 / 1M reads", &NAPKIN_MATH, "40 cents per million")],
    },
    Entry {
        name: "blob_write",
        title: "Write to blob storage",
        figures: &[Figure::new("$5 / 1M writes", &NAPKIN_MATH, "5 dollars per million")],
    },
    Entry {
        name: "warehouse_query",
        title: "Data read by a query of a warehouse",
        figures: &[Figure::new("$0.005/GB", &NAPKIN_MATH, "")],
    },
    Entry {
        name: "logs",
        title: "Logs and traces",
        figures: &[Figure::new("$0.5/GB", &NAPKIN_MATH, "once for what is taken in")],
    },
    Entry {
        name: "metric",
        title: "Metric, as one time series",
        figures: &[Figure::new("$0.02/metric/month", &NAPKIN_MATH, "20 dollars for a thousand")],
    },
];

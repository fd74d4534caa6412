//! Units and counted things, one line per case: every quantity that has units, counts that cancel like units,
//! and what a conversion may name or un-name. `; ` separates the lines of a model.

mod support;

use support::check;

#[test]
fn naming_and_un_naming_what_is_counted() {
    check(&[
        ("150M users * 2 tweets/user/day -> QPS", "3,472 QPS"),
        ("100 tweets/s -> QPS", "100 QPS"),
        ("5 users/s -> QPS", "5 QPS"),
        ("100 reads/s -> QPS", "100 QPS"),
        ("120 /s -> QPS", "120 QPS"),
        ("120 /s -> tweets/s", "120 tweets/s"),
        ("20 -> servers", "20 servers"),
        ("20 servers -> 1", "20"),
        ("5 users/s -> /s", "5 /s"),
        ("5 users/s -> 1/s", "5 /s"),
        ("3 tweets * 10 KB -> KB", "30 KB"),
        ("1.5 KB/tweet * 3 -> GB", "error: the result is per tweet, and the unit asked for is not"),
        ("1.5 KB -> KB/tweet", "error: the unit asked for is per tweet, and the result is not"),
        ("100M users -> servers", "error: users cannot be called servers"),
        ("100 users -> QPS", "error: users does not convert to request rate (requests/s)"),
        ("100 reads/s -> writes/s", "error: reads/s cannot be called writes/s"),
    ]);
}

#[test]
fn counts_cancel_like_units() {
    check(&[
        ("12k QPS / (1k QPS/server)", "12 servers"),
        ("4 QPS * 1 KB/request", "4 KB/s (32 Kb/s)"),
        ("10M users * 10 KB/user", "100 GB"),
        ("12 boxes", "error: `boxes` is not a unit"),
        ("noun box; 12 boxes / (3 boxes/server)", "4 servers"),
        ("noun matrix (matrices); 3 matrices", "3 matrices"),
        ("noun matrix (matrices); 1 matrix", "1 matrix"),
        ("noun paste; 10M pastes * 2 KB/paste", "20 GB"),
        ("noun user; 3 users", "3 users"),
        ("5 people", "5 people"),
        ("1 person", "1 person"),
        ("3 people + 1 user", "error: cannot add users to people"),
        ("10 tweets + 5 users", "error: cannot add users to tweets"),
    ]);
}

#[test]
fn reads_and_writes_are_kinds_of_requests() {
    check(&[
        ("100 reads/s + 10 writes/s", "110 requests/s"),
        ("100 reads/s + 10 reads/s", "110 reads/s"),
        ("80 reads/s - 20 writes/s", "60 requests/s"),
        ("5 searches/s + 5 lookups/s", "10 requests/s"),
        ("1 read/s < 2 writes/s", "true"),
        ("80 reads/s / (40 requests/s)", "2"),
        ("80 reads/s / (40 QPS/server)", "2 servers"),
        ("10 reads/write * 4 writes/s", "40 reads/s"),
        ("5k queries/s", "5,000 requests/s"),
        ("5k calls/s + 1k ops/s + 1k hits/s + 1k transactions/s", "8,000 requests/s"),
        ("100 tweets/s + 100 QPS", "error: cannot add request rate (requests/s) to tweets/s"),
        ("(100 tweets/s -> QPS) + 100 QPS", "200 QPS"),
    ]);
}

#[test]
fn units_of_information() {
    check(&[
        ("8 b", "1 B"),
        ("1 KB", "1 KB"),
        ("1 kB", "1 KB"),
        ("1 KiB", "1.024 KB (2^10 B)"),
        ("1 EB", "1 EB"),
        ("1 MB -> kbit", "8,000 Kb"),
        ("1 gigabyte + 1 megabyte -> MB", "1,001 MB"),
        ("10 Gbps", "1.25 GB/s (10 Gb/s)"),
        ("1 GBps", "1 GB/s (8 Gb/s)"),
        ("100 Mbit / s", "12.5 MB/s (100 Mb/s)"),
        ("999_999 B", "1 MB"),
        ("1B users", "error: `B` is bytes, never a billion"),
        ("512 Mi -> B", "536,870,912 B (2^29 B)"),
        ("5 Mbytes + 5 kbytes -> MB", "5.005 MB"),
        ("8 Gbits -> GB", "1 GB"),
        ("1 PBps -> Pbps", "8 Pbps"),
        ("5 mb", "error: `mb` could mean bytes or bits; case matters here"),
        ("5 gbps", "error: `gbps` could mean bytes or bits; case matters here"),
    ]);
}

#[test]
fn units_of_time() {
    check(&[
        ("250 us", "250 us"),
        ("100 ns", "100 ns"),
        ("5 ms", "5 ms"),
        ("90 s", "90 s (1 min 30 s)"),
        ("43.2 mins", "43.2 min (43 min 12 s)"),
        ("2 hrs", "2 h"),
        ("2 d", "2 days"),
        ("3 wk", "21 days"),
        ("1 mo -> day", "30.42 days"),
        ("1 yr -> days", "365 days"),
        ("1.5 years", "1.5 years"),
        ("5m", "error: `m` could mean minutes, metres or a million"),
        ("2 fortnights -> days", "28 days"),
        ("1 quarter -> months", "3 months"),
        ("1 year -> quarters", "4 quarters"),
        ("2 decades -> years", "20 years"),
        ("$300/quarter -> $/month", "$100/month"),
    ]);
}

#[test]
fn units_of_rate_and_money() {
    check(&[
        ("10 QPS", "10 QPS"),
        ("10 rps + 10 TPS + 10 IOPS", "30 requests/s"),
        ("10k QPS -> RPS", "10,000 RPS"),
        ("600 QPM -> QPS", "10 QPS"),
        ("120 RPM", "120 RPM"),
        ("120 RPM -> QPS", "2 QPS"),
        ("36k QPH + 36k RPH -> RPS", "20 RPS"),
        ("1000 rpm", "error: `rpm` could mean requests per minute or turns of a disk per minute"),
        ("90k TPM", "error: `TPM` could mean transactions per minute or tokens per minute"),
        ("10 kQPS", "error: `kQPS` is not a unit"),
        ("10 QSP", "error: `QSP` is not a unit"),
        ("$15", "$15"),
        ("15 USD", "$15"),
        ("5 cents", "$0.05"),
        ("$0.02/GB/month", "$0.02/GB/month"),
        ("$0.02/GB/month * 500 TB", "$10k/month"),
        ("5_000 servers * $0.10/server/h -> $/month", "$365k/month"),
        ("$5 - $8", "-$3"),
        ("$5 * 3 users / (1 user)", "$15"),
        ("$5 * 3 users", "15 $·users"),
        ("$5 + 3", "error: cannot add a pure number to money"),
    ]);
}

#[test]
fn units_of_the_physical_world() {
    check(&[
        ("5 metres -> cm", "500 cm"),
        ("3 km", "3 km"),
        ("1 mile -> km", "1.609344 km"),
        ("100 km / (2 h) -> kph", "50 kph"),
        ("300 km / h -> mps", "83.33 mps"),
        ("3 kg -> g", "3,000 g"),
        ("200 W * 24 h -> kWh", "4.8 kWh"),
        ("1 kWh -> MJ", "3.6 MJ"),
        // Rounded once, in the unit that is shown.
        ("40.6 kWh * 7.9056", "321 kWh"),
        ("999.996 W * 1", "1 kW"),
        ("1 MWh / (2 h) -> kW", "500 kW"),
        ("3 GHz -> MHz", "3,000 MHz"),
        ("20_000 km / (200_000 km/s)", "100 ms"),
    ]);
}

#[test]
fn arithmetic_packets_and_frames() {
    check(&[
        ("140 GFLOP / 40 TFLOPS", "3.5 ms"),
        ("40 TFLOPS * 1 s -> TFLOP", "40 TFLOP"),
        ("989 TFLOPS -> PFLOPS", "0.989 PFLOPS"),
        ("2 FLOP/parameter/token * 70bn parameters -> GFLOP/token", "140 GFLOP/token"),
        ("40 TFLOPs", "error: `TFLOPs` could mean operations or operations per second"),
        ("10 gflops", "error: `gflops` could mean operations or operations per second"),
        ("3 Mpps * 1500 B/packet -> Gbps", "36 Gbps"),
        ("100 packets/s -> pps", "100 pps"),
        ("60 fps * 2 s", "120 frames"),
        ("3 Mpps + 60 fps", "error: cannot add frame rate (frames/s) to packet rate (packets/s)"),
    ]);
}

#[test]
fn things_of_the_field() {
    check(&[
        ("100M DAU * 2 KB/user", "200 GB"),
        ("20M MAU + 5M users", "25M users"),
        ("3 msgs + 1 message", "4 messages"),
        ("280 chars * 1 B/character", "280 B"),
        ("7 txs/s -> TPS", "7 TPS"),
        ("10 invocations/s + 5 requests/s", "15 requests/s"),
        ("10 gets/s + 5 puts/s", "15 requests/s"),
        ("8 gpus + 8 GPUs", "16 GPUs"),
        ("2 CPUs + 1 cpu", "3 CPUs"),
        ("3 VMs", "3 VMs"),
        ("80 layers * 8 heads/layer", "640 heads"),
        ("5k cars / (100 cars/level)", "50 levels"),
        ("3 series", "3 series"),
        ("2 stories", "2 stories"),
        ("1 movie", "1 movie"),
        ("4 vertices", "4 vertices"),
        ("10 copies * 1 GB/copy", "10 GB"),
    ]);
}

#[test]
fn either_number_of_a_noun_declares_both() {
    check(&[
        ("noun widgets; 3 widgets", "3 widgets"),
        ("noun widgets; 1 widget", "1 widget"),
        ("noun widget; 3 widgets", "3 widgets"),
        ("noun galaxies; 10 galaxies / (2 galaxies/server)", "5 servers"),
        ("noun glass; 3 glasses", "3 glasses"),
        ("noun virus; 3 viruses", "3 viruses"),
        ("noun hypotheses; 1 hypothesis", "1 hypothesis"),
        ("noun data; 3 data", "3 data"),
        ("noun users; 3 users", "3 users"),
        ("noun people; 3 people", "3 people"),
        ("noun box (boxen); 3 boxen", "3 boxen"),
        ("noun persons; 3 persons + 2 people", "5 people"),
        ("noun hours; 1 hour", "error: `hours` is a unit already"),
    ]);
}

#[test]
fn money_and_multipliers_that_are_no_units() {
    check(&[
        ("10 EUR", "error: `EUR` is not a unit"),
        ("10 mil", "error: `mil` is not a unit"),
        ("3 crore", "error: `crore` is not a unit"),
        ("1000 rpd", "error: `rpd` is not a unit"),
    ]);
}

#[test]
fn what_people_count_is_counted() {
    let words = "copies layers heads prompts tokens cars spots levels floors rooms groups channels pods employees stories \
        renditions GPUs gpus movies hashtags messages msgs chars ids places reviews questions articles cities shows seats \
        games reservations hotels models parameters gets puts series vectors epochs slots cycles invocations alerts spans \
        traces lines transactions txs validators blobs frames tenants topics queues containers VMs zones credits DAU MAU \
        CPUs vCPUs TPUs SSDs packets FLOP orders reqs";
    let uncounted = |word: &&str| support::outcome(&format!("2 {word}")).starts_with("error");
    let uncounted: Vec<_> = words.split_whitespace().filter(uncounted).collect();
    assert!(uncounted.is_empty(), "nobody counts {uncounted:?}");
}

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
    ]);
}

#[test]
fn units_of_rate_and_money() {
    check(&[
        ("10 QPS", "10 QPS"),
        ("10 rps + 10 TPS + 10 IOPS", "30 requests/s"),
        ("10k QPS -> RPS", "10,000 RPS"),
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

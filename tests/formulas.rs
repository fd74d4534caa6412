//! The field's formulas in the language: worked answers with their units, what may be counted, and what is refused.
//! That each formula gives its worked answers to six digits is tested beside it.

mod support;

use support::{check, outcome, run};

#[test]
fn traffic() {
    check(&[
        ("average_rate(1bn requests, 2.5e6 s)", "400 requests/s"),
        ("average_rate(1bn requests, 30 days)", "385.8 requests/s"),
        ("average_rate(10M pastes, 1 month) -> QPS", "3.805 QPS"),
        ("active_users_rate(150M users, 2 tweets/user)", "3,472 tweets/s"),
        ("active_users_rate(150M users, 2 tweets/user, period = 1e5 s)", "3,000 tweets/s"),
        ("peak_rate(3472.22 QPS)", "6,944 requests/s"),
        ("peak_rate(3472.22 QPS, factor = 3)", "10.42k requests/s"),
        ("busy_hour_rate(100M requests, 10%)", "2,778 requests/s"),
        ("busy_hour_factor(10%)", "2.4"),
        ("fanout_rate(6000 tweets/s, followers = 10)", "60k tweets/s"),
        ("read_rate(1100 requests/s, 10)", "1,000 requests/s"),
        ("write_rate(1100 requests/s, 10)", "100 requests/s"),
    ]);
}

#[test]
fn storage_and_drives() {
    check(&[
        ("retained_storage(500M tweets/day, 10 KB/tweet, 5 years, index_overhead = 30%, compression = 2)", "17.79 PB"),
        ("storage_growth(30 TB/day, 50%, 5 years)", "178.1 PB"),
        ("storage_growth_stepped(30 TB/day, 50%, 5 years)", "144.4 PB"),
        ("provisioned_storage(100 TB)", "428.6 TB"),
        ("erasure_coded_storage(55 PB)", "77 PB"),
        ("replicated_storage(55 PB)", "165 PB"),
        ("lsm_levels(1 TB)", "5"),
        ("lsm_leveled_write_amplification(lsm_levels(1 TB))", "44"),
        ("sustained_ingest(500 MB/s, 44)", "11.36 MB/s (90.91 Mb/s)"),
        ("hdd_iops(8 ms, 7200/min)", "82.19 requests/s"),
        ("drives_for_capacity(1 PB, 16 TB/drive)", "79 drives"),
        ("drives_needed(1 PB, 20 GB/s, 50k IOPS, 16 TB/disk, 250 MB/s/disk, 100 IOPS/disk)", "500 disks"),
        ("ssd_lifetime(1.92 TB, 50 MB/s, write_amplification = 10) -> years", "0.2222 years"),
    ]);
}

#[test]
fn structures_and_identifiers() {
    check(&[
        ("bloom_memory(1bn keys)", "1.198 GB"),
        ("bloom_bits_per_key(1%) -> bits", "9.585 b"),
        ("bloom_hashes(1%)", "7"),
        ("hll_error() -> %", "0.8125%"),
        ("hll_memory()", "12.29 KB"),
        ("count_min_memory(1e-4)", "543.7 KB"),
        ("hash_map_memory(1M keys, 24 B/key)", "52.43 MB"),
        ("lru_cache_memory(1M entries, 16 B/entry, 100 B/entry)", "180 MB"),
        ("id_space()", "3,521,614,606,208 (3.522T)"),
        ("noun id; id_length(1 trillion ids)", "7"),
        ("collision_probability(1e5, id_space()) -> %", "0.1419%"),
        ("expected_collisions(360M pastes, id_space())", "18.4k pastes"),
        ("ids_until_collision(id_space())", "2.21M"),
        ("snowflake_lifetime() -> years", "69.73 years"),
        ("snowflake_rate()", "4.096M /s"),
        ("ring_imbalance(10 nodes)", "0.09482"),
        ("ring_moved(10 nodes) -> %", "9.091%"),
    ]);
}

#[test]
fn networks_and_caches() {
    check(&[
        ("transfer_time(1 TB, 1 Gbps) -> s", "8,000 s"),
        ("transfer_time(1 TB, 1 Gbps, efficiency = 80%, round_trip = 80 ms) -> s", "10,000.08 s"),
        ("bandwidth_delay_product(10 Gbps, 80 ms)", "100 MB"),
        ("window_limited_throughput(80 ms) -> Mbps", "6.5536 Mbps"),
        ("loss_limited_throughput(80 ms, 1e-4) -> Mbps", "17.88 Mbps"),
        ("fibre_round_trip(8800 km)", "86.18 ms"),
        ("connections_memory(1M connections)", "147.5 GB"),
        ("working_set(350M reads, 500 B/read)", "35 GB"),
        ("zipf_hit_ratio(1M keys, 200k keys)", "0.8882"),
        ("lru_hit_ratio(1M keys, 200k keys)", "0.8424"),
        ("effective_latency(90%, 0.5 ms, 10 ms)", "1.45 ms"),
        ("origin_rate(100k requests/s, 95%)", "5,000 requests/s"),
    ]);
}

#[test]
fn queues_and_fleets() {
    check(&[
        ("little_number(10k requests/s, 50 ms)", "500 requests"),
        ("little_time(500 requests, 10k requests/s)", "50 ms"),
        ("offered_load(5000 requests/s, 8 ms)", "40"),
        ("cores_needed(5000 requests/s, 8 ms, 65%) -> cores", "62 cores"),
        ("mm1_response(80 requests/s, 100 requests/s)", "50 ms"),
        ("mm1_response_quantile(80/s, 100/s)", "230.3 ms"),
        ("erlang_b(10, 15 seats)", "0.0365"),
        ("erlang_c(8, 10 agents)", "0.4092"),
        ("erlang_c_servers(40)", "52"),
        ("erlang_c_servers(40, 1%) -> agents", "57 agents"),
        ("mmc_wait(800 requests/s, 100 requests/s, 10 servers)", "2.046 ms"),
        ("mmc_response_quantile(800 requests/s, 100 requests/s, 10 servers)", "49.46 ms"),
        ("allen_cunneen_wait(800/s, 100/s, 10, service_scv = 4)", "5.115 ms"),
        ("square_root_staffing(40, 1.761)", "52"),
        ("usl_fit_peak(1, 65/s, 18, 996/s, 36, 1652/s, 72, 1853/s, 108, 1829/s, 144, 1775/s, 216, 1702/s)", "96.53"),
        ("amdahl_speedup(95%, 64 cores)", "15.42"),
        ("tail_at_scale(100 servers) -> %", "63.4%"),
        ("retry_amplification(3, layers = 3)", "64"),
        ("servers_for_peak(6944.44 QPS, 1k QPS/server, spares = 2)", "12 servers"),
        ("servers_for_peak(7k tweets/s, 1k tweets/s/server, spares = 2 servers)", "12 servers"),
        ("zone_fleet(10 nodes)", "15 nodes"),
        ("kafka_brokers(200 MB/s, 7 days, 2 TB/broker)", "260 brokers"),
        ("cassandra_nodes(100 TB, 8 TB/node)", "84 nodes"),
        ("elasticsearch_storage(100 GB/day, 30 days)", "6.9 TB"),
    ]);
}

#[test]
fn availability_cost_and_models() {
    check(&[
        ("serial_availability(99.9%, 99.9%)", "0.998"),
        ("serial_availability(99.9%, 99.9%) -> %", "99.8001%"),
        ("parallel_availability(99.9%, 99.9%) -> %", "99.9999%"),
        ("k_of_n_availability(99%, 3, 5) -> %", "99.99901494%"),
        ("mtbf_availability(1000 h, 1 h) -> %", "99.9%"),
        ("number_of_nines(99.95%)", "3.301"),
        ("allowed_downtime(99.9%)", "8.76 h (8 h 45 min 36 s)"),
        ("allowed_downtime(99.9%, 30 days) -> min", "43.2 min"),
        ("error_budget(99.9%, 1bn requests)", "1M requests"),
        ("error_budget(99.9%, 1000 requests)", "1 request"),
        // A coefficient of 5 or more counts as the next power of ten.
        ("fermi_score(600, 1000)", "5"),
        ("fermi_score(499, 1000)", "3"),
        ("fermi_score(1e6, 6e6)", "3"),
        ("burn_time(14.4, burned = 2%)", "1 h"),
        ("rebuild_time(16 TB, 200 MB/s, 80%) -> h", "17.78 h"),
        ("storage_cost(550 TB)", "$11k/month"),
        ("compute_cost(12 servers, 16 cpus, 64 GB)", "$4,416/month"),
        ("kv_cache_per_token(80, 8)", "327.7 KB"),
        ("kv_cache(8192 tokens, 80, 8, sequences = 32)", "85.9 GB"),
        ("decode_rate(3.35 TB/s, 140 GB)", "23.93 /s"),
    ]);
}

#[test]
fn what_is_counted() {
    check(&[
        // Rates of a call are of one thing; servers are another.
        (
            "mmc_wait(800 requests/s, 100 tweets/s, 10 servers)",
            "error: `mmc_wait` is given requests and tweets, which are not the same",
        ),
        ("mmc_wait(800 reads/s, 100 requests/s, 10 servers)", "2.046 ms"),
        ("mmc_wait(800/s, 100 requests/s, 10)", "2.046 ms"),
        // What is per thing is per one that is counted.
        ("working_set(350M reads, 500 B/url)", "error: `working_set` is given reads and urls, which are not the same"),
        (
            "retained_storage(5 tweets/s, 10 KB/photo, 1 day)",
            "error: `retained_storage` is given tweets and photos, which are not the same",
        ),
        ("compute_cost(12 nodes, 16 cores, 64 GB, cpu_price = $15/core/month)", "$4,416/month"),
        // The result counts what the arguments do.
        (
            "expected_collisions(360M pastes, 1T links)",
            "error: `expected_collisions` is given pastes and links, which are not the same",
        ),
        ("noun widget; zone_fleet(10 widgets)", "15 widgets"),
        // A model's own function takes the place of a formula.
        ("peak_rate(x) = x * 10; peak_rate(2)", "20"),
    ]);
}

#[test]
fn arguments_outside_the_domain() {
    check(&[
        (
            "erlang_c(12, 10)",
            "error: `load` of `erlang_c` must be less than the number of servers, or the queue grows without end",
        ),
        (
            "k_of_n_availability(99%, 5, 3)",
            "error: `needed` of `k_of_n_availability` must be at most the number of components",
        ),
        (
            "bloom_memory(1bn keys, 120%)",
            "error: `false_positives` of `bloom_memory` must be greater than 0 and less than 1 (100%)",
        ),
        ("peak_rate(5 QPS, factor = 0.5)", "error: `factor` of `peak_rate` must be 1 or more"),
        (
            "mmc_wait(800 GB, 100/s, 10)",
            "error: `arrival_rate` of `mmc_wait` is request rate (requests/s), not information",
        ),
        ("bloom_hashes(5 GB)", "error: `false_positives` of `bloom_hashes` is a pure number, not information"),
        (
            "servers_for_peak(1000 QPS, 100 QPS)",
            "error: `capacity` of `servers_for_peak` is requests/server/s, not request rate (requests/s)",
        ),
        ("erlang_d(1, 2)", "error: there is no function `erlang_d`"),
        ("erlang_c(1)", "error: `erlang_c` needs an argument for `servers`"),
        ("erlang_c", "error: `erlang_c` is a function"),
        (
            "x = 12; f(n) = erlang_c(x, n); f(10)",
            "error: `load` of `erlang_c` must be less than the number of servers, or the queue grows without end",
        ),
        ("if 2 > 1 then 5 else erlang_c(12, 10)", "5"),
    ]);
}

#[test]
fn remarks_say_what_decides() {
    let found = run(&["drives_needed(1 PB, 20 GB/s, 50k IOPS, 16 TB/disk, 250 MB/s/disk, 100 IOPS/disk)"]);
    assert_eq!(found.out, "500 disks\n");
    let remark = "in `drives_needed`, what binds is operations: 79 for capacity, 80 for throughput, 500 for operations";
    assert!(found.err.contains(remark), "{}", found.err);
    let found =
        run(&["usl_fit_peak(1, 65/s, 18, 996/s, 36, 1652/s, 72, 1853/s, 108, 1829/s, 144, 1775/s, 216, 1702/s)"]);
    assert!(found.err.contains("lambda = 89.9871 /s, sigma = 0.0277289 and kappa = 0.000104348"), "{}", found.err);
    assert!(outcome("usl_fit_peak(1, 65/s, 18)").contains("needs an argument for `throughput`"));
    // Points on a straight line have no peak.
    let line = outcome("usl_fit_peak(1, 10/s, 2, 20/s, 4, 40/s)");
    assert!(line.contains("must fall at last, and that of this fit never does"), "{line}");
}

#[test]
fn every_formula_explains_itself() {
    let all = run(&["formulas", "--json"]);
    let records: Vec<serde_json::Value> =
        all.out.lines().map(|line| serde_json::from_str(line).expect("each line is an object")).collect();
    assert!(records.len() > 130);
    for record in &records {
        let name = record["name"].as_str().expect("a formula has a name");
        let one = run(&["formulas", name]);
        assert_eq!((one.code, one.err.as_str()), (Some(0), ""));
        assert!(one.out.contains("Source: ") && one.out.contains("Errors: "), "{}", one.out);
    }
    let wrong = run(&["formulas", "erlang_d"]);
    assert_eq!((wrong.code, wrong.out.as_str()), (Some(2), ""));
    assert!(wrong.err.contains("did you mean `erlang_b` or `erlang_c`?"), "{}", wrong.err);
    for width in ["20", "40", "100"] {
        let mut command = support::program(&["formulas"]);
        let output = command.env("COLUMNS", width).output().expect("the program starts");
        let text = String::from_utf8(output.stdout).expect("it prints UTF-8");
        let widest = text.lines().map(|line| line.chars().count()).max().unwrap_or(0);
        assert!(widest <= width.parse::<usize>().expect("a number").max(36), "{widest} at {width}");
    }
}

#[test]
fn numbers_of_the_field_are_names() {
    check(&[
        ("latency.disk_seek", "10 ms"),
        ("latency.mutex; latency.mutex.dean2009", "25 ns; 100 ns"),
        ("1 MB / latency.read_1mb_memory", "4 GB/s (32 Gb/s)"),
        ("1 MB/latency.read_1mb_ssd", "1 GB/s (8 Gb/s)"),
        ("1 / latency.datacenter_round_trip", "2,000 /s"),
        ("550 TB * price.blob_storage", "$11k/month"),
        ("10k QPS / capacity.sql_database", "10 servers"),
        ("latency = 5 ms; latency + latency.disk_seek", "15 ms"),
        ("latency.disk_sek", "error: there is no number called `latency.disk_sek`"),
        ("latncy.disk_seek", "error: there is no table `latncy` of reference numbers"),
        ("latency.disk_seek + 5 GB", "error: cannot add information to time"),
        // Thirty thumbnails of 256 KB from a disk: one after the other, and from as many disks.
        ("30 * (latency.disk_seek + 256 KB / throughput.disk_read)", "556 ms"),
        ("latency.disk_seek + 256 KB / throughput.disk_read", "18.53 ms"),
        ("100 * (latency.disk_seek + 256 KB / throughput.disk_read)", "1.853 s"),
    ]);
}

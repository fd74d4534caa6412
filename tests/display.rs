//! How results are printed, one line per case: the unit that is chosen, how many digits there are, and how the ends of
//! an interval are said. `; ` separates the lines of a model.

mod support;

use napkin::quantity::dimension::Exponent;
use napkin::quantity::display::{Formatter, Preference};
use napkin::quantity::number::read;
use napkin::quantity::unit::{UnitProduct, Units};
use support::check;

#[test]
fn ends_of_an_interval_have_their_own_units() {
    check(&[
        ("100 KB to 1 MB", "320 KB (90%: 100 KB to 1 MB)"),
        ("1 week to 1 year", "51 days (90%: 7 days to 1 year)"),
        ("1 ms to 1 s", "32 ms (90%: 1 ms to 1 s)"),
        ("1 MB to 100 MB", "10 MB (90%: 1 to 100 MB)"),
        ("22 to 180 GB", "63 GB (90%: 22 to 180 GB)"),
        ("1 day to 5 days", "2.2 days (90%: 1 to 5 days)"),
        ("0.1 to 1 server", "0.32 servers (90%: 0.1 to 1 server)"),
        ("1 to 5 servers", "2.2 servers (90%: 1 to 5 servers)"),
        ("1 to 5 people", "2.2 people (90%: 1 to 5 people)"),
        ("500 B to 3 KB", "1.2 KB (90%: 500 B to 3 KB)"),
        ("10 Mbps to 10 Gbps", "40 MB/s (90%: 1.25 MB/s to 1.25 GB/s)"),
        ("$1/month to $1k/month", "$32/month (90%: $1 to $1,000/month)"),
        ("$3 to $2M", "$2,400 (90%: $3 to $2M)"),
        ("1k to 10k QPS", "3,200 QPS (90%: 1,000 to 10k QPS)"),
    ]);
}

#[test]
fn ends_have_two_digits_or_three() {
    check(&[
        ("96 +- 9", "96 (90%: 87 to 105)"),
        ("995 to 1004", "999 (90%: 995 to 1,004)"),
        ("90% +- 15%", "90% (90%: 76% to 104%)"),
        ("5M to 20M users", "10M users (90%: 5M to 20M users)"),
        ("100 to 150 KB", "122 KB (90%: 100 to 150 KB)"),
        ("125 to 375", "220 (90%: 125 to 375)"),
        ("1.25 to 3.75 GB", "2.2 GB (90%: 1.25 to 3.75 GB)"),
        ("10.1 to 10.2 ms", "10.15 ms (90%: 10.1 to 10.2 ms)"),
        ("350 to 54684", "4,400 (90%: 350 to 55k)"),
        ("350 to 54684 users", "4,400 users (90%: 350 to 55k users)"),
        ("20.502 to 20.503", "20.5025 (90%: 20.502 to 20.503)"),
        ("999.6 to 5000 KB", "2.2 MB (90%: 1 to 5 MB)"),
        ("(10 to 20) * 7.77", "110 (90%: 78 to 155)"),
        ("99.9% to 99.999%", "99.99% (90%: 99.9% to 99.999%)"),
    ]);
}

#[test]
fn a_low_end_does_not_take_the_suffix_of_the_high_end() {
    check(&[
        ("5 users to 20M users", "10k users (90%: 5 users to 20M users)"),
        ("500 users to 2k users", "1,000 users (90%: 500 to 2,000 users)"),
        ("x = 5; z = 20M; (x) to (z)", "10k (90%: 5 to 20,000,000)"),
    ]);
}

#[test]
fn rounding_errors_are_not_shown() {
    check(&[
        ("0.1 + 0.2", "0.3"),
        ("1.1 * 3", "3.3"),
        ("$1/month * (1 to 3)", "$1.7/month (90%: $1 to $3/month)"),
        ("(0.1 + 0.2) * 100 / 30 -> %", "100%"),
        ("exp(ln(3)) / 3", "1"),
        ("exp(ln(100)) / 100 -> %", "100%"),
        ("(1 - 0.9) * 10 servers", "1 server"),
        ("1 - 10^-6", "0.999999"),
        ("99.9999%", "99.9999%"),
        ("1 - 10^-11 -> %", "99.999999999%"),
    ]);
}

#[test]
fn what_rounds_up_to_a_unit_is_one_of_it() {
    check(&[
        ("59.9999 s", "1 min"),
        ("59.9999 s * 1", "1 min"),
        ("59.99 s * 1", "59.99 s"),
        ("23.9999 h", "1 day"),
        ("999.96 KB", "1 MB"),
        ("0.9999999 GB", "1 GB"),
        ("999.9999 us", "1 ms"),
        ("0.9999996 s", "1 s"),
        ("0.9999999 users/s * 1", "1 user/s"),
        ("364.9999 days * 1", "1 year"),
        ("999.9996 Mbps", "125 MB/s (1 Gb/s)"),
        ("999.99999 W * 1", "1 kW"),
        ("59.95 min", "59.95 min (59 min 57 s)"),
        ("-59.9999 s", "-1 min"),
    ]);
}

#[test]
fn the_unit_of_the_writer_stays_where_nobody_says_the_readable_one() {
    check(&[
        ("60M mi^2", "60M mi^2"),
        ("$0.2/Mbps/month", "$0.2/Mbps/month"),
        ("$0.2/Mbps/month * 3", "$0.6/Mbps/month"),
        ("500 hours/min", "500 h/min"),
        ("2 * 500 hours/min", "1,000 h/min"),
        ("500 hours/min * 60 min", "3.425 years"),
        ("10 mi", "10 mi"),
        ("10 mi + 5 mi", "15 mi"),
        ("10 mi * 3 / 2", "15 mi"),
        ("26.2 mi -> km", "42.1648128 km"),
        ("5 kWh", "5 kWh"),
        ("100 kph", "100 kph"),
        ("3 GHz", "3 GHz"),
        ("$0.12/kWh", "$0.12/kWh"),
        ("2 h/server", "2 h/server"),
        ("10 QPS", "10 QPS"),
        ("100 QPS * 3", "300 QPS"),
        ("100 QPS + 50 QPS", "150 QPS"),
        ("100 QPS + 50 RPS", "150 requests/s"),
        ("100 QPS * 10 s", "1,000 requests"),
        ("10 ppm", "10 ppm"),
        ("1M * 10 ppm", "10"),
        ("1.5 KB/tweet * 3", "4.5 KB/tweet"),
        ("1500 KB", "1.5 MB"),
        ("0.5 km", "500 metres"),
    ]);
}

#[test]
fn as_many_digits_as_the_meaning_needs() {
    check(&[
        ("57.8703 MB/s", "57.8703 MB/s (463 Mb/s)"),
        ("1234567 users", "1.235M users (1,234,567)"),
        ("3.14159", "3.14159"),
        ("-3.14159", "-3.14159"),
        ("1 / 3", "0.3333"),
        ("100 + 5%", "100.05"),
        ("10 GB + 5 MB", "10.005 GB"),
        ("1 TB - 1 KB", "999.999999 GB"),
        ("10 GB + 0 GB", "10 GB"),
        ("10 GB + 1 B -> GB", "10.000000001 GB"),
        ("$5 + 0.001 cents", "$5.00001"),
        ("1 h + 30 min", "90 min (1 h 30 min)"),
        ("1.5 h + 1 ms", "90.00002 min (1 h 30 min)"),
        ("100 QPS + 0.004 QPS", "100.004 QPS"),
    ]);
}

/// What a ladder of units is checked for: its units from the largest on, what they are per, and up to which number a
/// unit is used where that is not 1,000.
struct Ladder {
    units: &'static [&'static str],
    per: &'static str,
    limits: &'static [(&'static str, f64)],
}

/// Times are said in hours up to two days, in minutes up to two hours, and in seconds up to ten minutes.
const LADDERS: [Ladder; 6] = [
    Ladder { units: &["YB", "ZB", "EB", "PB", "TB", "GB", "MB", "KB", "B"], per: "", limits: &[] },
    Ladder { units: &["PB", "TB", "GB", "MB", "KB", "B"], per: "s", limits: &[] },
    Ladder { units: &["s", "ms", "us", "ns"], per: "request", limits: &[] },
    Ladder { units: &["year", "day", "h", "min", "s", "ms", "us", "ns"], per: "", limits: &[("day", 365.0)] },
    Ladder { units: &["km", "metre", "mm"], per: "", limits: &[] },
    Ladder { units: &["GW", "MW", "kW", "W", "mW"], per: "", limits: &[] },
];

#[test]
fn no_number_just_below_a_unit_is_shown_as_less_than_one_of_it() {
    let units = Units::default();
    let formatter = Formatter::new(&units, false);
    let unit = |name: &str| units.find(name).expect("a ladder names units");
    for Ladder { units: ladder, per, limits } in LADDERS {
        for name in ladder {
            let mut terms = vec![(unit(name), Exponent::ONE)];
            if !per.is_empty() {
                terms.push((unit(per), Exponent::integer(-1)));
            }
            let product = UnitProduct::new(terms);
            let dimension = product.dimension().expect("one unit per another");
            for off in [0.0, 1e-13, 1e-9, 1e-6, 9e-6, 4e-5, 1e-4, 4e-4, 6e-4, 1e-3, 4e-3, 6e-3] {
                for (part, digits) in
                    [1.0 - off, 1.0 + off].into_iter().flat_map(|part| (2..=7).map(move |d| (part, d)))
                {
                    let value = part * product.factor();
                    let shown = formatter.with_digits(digits).show(value, &dimension, &Preference::default());
                    let number = read(&shown.number).expect("a number");
                    let word = shown.unit.split('/').next().unwrap_or_default();
                    let place = ladder.iter().position(|name| unit(name) == unit(word)).expect("a unit of the ladder");
                    let limit = limits.iter().find(|limit| limit.0 == ladder[place]).map_or(1e3, |limit| limit.1 + 1.0);
                    let is_last = place + 1 == ladder.len();
                    let text = format!("{value} in {digits} digits: {shown}");
                    assert!((is_last || number >= 1.0) && (place == 0 || number < limit), "{text}");
                    let again = number * unit(word).factor;
                    let error = 5.005 / 10_f64.powf(digits as f64) + 1e-12;
                    let is_whole = ["h", "min", "day"].contains(&ladder[place]);
                    assert!((again / value - 1.0).abs() <= error.max(if is_whole { 5e-4 } else { 0.0 }), "{text}");
                }
            }
        }
    }
}

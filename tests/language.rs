//! The language, one line per case: what is written, and what it comes to. `; ` separates the lines of a model.
//! Every result is also read back as an expression and must be the same quantity again.

mod support;

use support::check;

#[test]
fn numbers() {
    check(&[
        ("0", "0"),
        ("1 - 1", "0"),
        ("1_000", "1,000"),
        ("1_000_000", "1,000,000 (1M)"),
        (".5", "0.5"),
        ("2.5e6", "2,500,000 (2.5M)"),
        ("2.5e-3", "0.0025"),
        ("10k", "10,000"),
        ("10K", "10,000"),
        ("10M", "10,000,000 (10M)"),
        ("5G", "5,000,000,000 (5bn)"),
        ("3bn", "3,000,000,000 (3bn)"),
        ("2T", "2,000,000,000,000 (2T)"),
        ("1P", "1,000,000,000,000,000 (1e15)"),
        ("2 thousand", "2,000"),
        ("10 million", "10,000,000 (10M)"),
        ("1 billion", "1,000,000,000 (1bn)"),
        ("1 trillion", "1,000,000,000,000 (1T)"),
        ("1 quadrillion", "1,000,000,000,000,000 (1e15)"),
        ("10 million users", "10M users"),
        ("2^40", "1,099,511,627,776 (2^40)"),
        ("2^64", "18,446,744,073,709,551,616 (2^64)"),
        ("2^63 - 1", "9,223,372,036,854,775,807 (9.223e18)"),
        ("2^128", "340,282,366,920,938,463,463,374,607,431,768,211,456 (2^128)"),
        ("2^200 - 1", "1.607e60"),
        ("10^18", "1,000,000,000,000,000,000 (1e18)"),
        ("x = 2^64; x - 1", "18,446,744,073,709,551,615 (1.845e19)"),
        ("9007199254740993", "9.007e15"),
        ("10 millions", "10,000,000 (10M)"),
        ("2^40 B", "1.1 TB (2^40 B)"),
        ("2**40 B", "1.1 TB (2^40 B)"),
        ("2^3^2 B", "512 B"),
        ("10^6/day", "1M /day"),
        ("10^6 per day", "1M /day"),
        ("n = 2; 2^10/n", "512"),
        ("100:1", "100"),
        ("4:1 * 3", "12"),
        ("1:3", "0.3333"),
        ("1:0", "error: division by zero"),
        ("1,000,000", "1,000,000 (1M)"),
        ("1,5", "error: a decimal point is written `.`"),
        ("max(1,000, 2)", "error: a comma in a call could separate arguments or group the digits of a number"),
        ("1e400", "error: the number is too large to calculate with"),
    ]);
}

#[test]
fn percent() {
    check(&[
        ("20%", "20%"),
        ("20 %", "20%"),
        ("20% of 50 GB", "10 GB"),
        ("20% of 1M users", "200k users"),
        ("20% of 30 + 20", "26"),
        ("20% of (30 + 20)", "10"),
        ("99.9999%", "99.9999%"),
        ("99.99999999%", "99.99999999%"),
        ("1 - 99.9%", "0.1%"),
        ("99.99% * 99.9%", "99.89001%"),
        ("(1 - 99.9%) * 1 month", "43.8 min (43 min 48 s)"),
        ("0.5 -> %", "50%"),
        ("3 GB / 12 GB -> %", "25%"),
        ("99.9%^3", "99.7002999%"),
        ("1 - 0.1%^2", "99.9999%"),
        ("10 ppm", "10 ppm"),
    ]);
}

#[test]
fn operators_from_the_tightest_to_the_loosest() {
    check(&[
        ("2 ** 3 ** 2", "512"),
        ("2^3^2", "512"),
        ("-2^2", "-4"),
        ("2^-1", "0.5"),
        ("--3", "3"),
        ("+3", "3"),
        ("2 + 3 * 4", "14"),
        ("(2 + 3) * 4", "20"),
        ("12 / 3 / 2", "2"),
        ("7 - 3 - 2", "2"),
        ("2 * 3 of 4", "error: `of` takes a share: a percentage, a fraction or a number up to 1"),
        ("2 * 1/4 of 8", "4"),
        ("1 GB + 1 GB -> MB", "2,000 MB"),
        ("1 + 2 < 4", "true"),
        ("6 × 7", "42"),
        ("6 · 7", "42"),
        ("6 ÷ 3", "2"),
        ("5 − 2", "3"),
        ("2 ≤ 3", "true"),
        ("2 ≥ 3", "false"),
        ("2 ≠ 3", "true"),
        ("5 GB → MB", "5,000 MB"),
        ("5 µs", "5 us"),
        ("5 μs", "5 us"),
    ]);
}

#[test]
fn a_number_and_its_unit_are_one_literal() {
    check(&[
        ("1 PB / 10 TB", "100"),
        ("3 Gb / 15 Mbps", "200 s (3 min 20 s)"),
        ("10 GB / 2 GB/s", "5 s"),
        ("(1/3) GB", "333.3 MB"),
        ("(2 + 3) GB", "5 GB"),
        ("(2 + 3) GB/user", "5 GB/user"),
        ("1/3 GB", "3.333e-10 /B"),
        ("3 GB^2 / 1 GB^2", "3"),
        ("5 KB·s / 5 s", "1 KB"),
    ]);
}

#[test]
fn tight_and_spaced_slash_and_per() {
    check(&[
        ("10 KB/request", "10 KB/request"),
        ("10 KB / request", "10 KB/request"),
        ("120 /s", "120 /s"),
        ("120/s", "120 /s"),
        ("6 users / 2", "3 users"),
        ("2 tweets/user/day", "2 tweets/user/day"),
        ("2 tweets per user per day", "2 tweets/user/day"),
        ("1 GB per server per day", "1 GB/server/day"),
        ("500M / day * 10 KB -> MB/s", "57.87 MB/s"),
        ("500M / day * 10 KB", "57.87 MB/s (463 Mb/s)"),
        ("500M /day * 10 KB", "5 TB/day (57.87 MB/s)"),
        ("(12 GB) per day", "12 GB/day (138.9 KB/s)"),
    ]);
}

#[test]
fn conversions() {
    check(&[
        ("500M tweets/day * 10 KB/tweet -> TB/month", "152.1 TB/month"),
        ("1 TiB -> TB", "1.099511627776 TB (2^40 B)"),
        ("1 TiB in GiB", "1,024 GiB (2^40 B)"),
        ("5 GB to MB", "5,000 MB"),
        ("64 KiB / 80 ms -> Mbps", "6.5536 Mbps"),
        ("64 KiB / 80 ms -> MB / s", "0.8192 MB/s"),
        ("3600 s in h", "1 h"),
        ("36 months -> years", "3 years"),
        ("1 month -> days", "30.42 days"),
        ("10 GB + 5 MB -> MB", "10,005 MB"),
        ("(10 GB -> MB) + 5 MB", "10,005 MB"),
        ("8 Gbps -> GBps", "1 GBps"),
        ("$0.02/GB/month * 500 TB -> $/year", "$120k/year"),
        ("x = 3 GB -> MB; x", "3,000 MB"),
        ("x = 3 GB -> MB; x * 2 -> GB", "6 GB"),
        ("10 KB -> ms", "error: information does not convert to time"),
        ("20 -> GB", "error: a pure number does not convert to information"),
        ("10 GB -> 3", "error: a value follows `->`, where a unit was expected"),
        ("10 GB -> QSP", "error: `QSP` is not a unit"),
    ]);
}

#[test]
fn sums_want_the_same_on_both_sides() {
    check(&[
        ("10 GB + 5 MB", "10.005 GB"),
        ("1 h + 30 min", "90 min (1 h 30 min)"),
        ("0 + 5 GB", "5 GB"),
        ("5 GB + 0", "5 GB"),
        ("5 GB - 5 GB", "0 B"),
        ("5 GB > 0", "true"),
        ("max(0, 3 users)", "3 users"),
        ("if 1 > 2 then 0 else 5 GB", "5 GB"),
        ("10 KB + 3 ms", "error: cannot add time to information"),
        ("10M users + 5", "error: cannot add a pure number to users"),
        ("10 GB - 3", "error: cannot subtract a pure number from information"),
        ("5 > 3 GB", "error: cannot compare a pure number with information"),
    ]);
}

#[test]
fn definitions_come_in_any_order() {
    check(&[
        ("a = n * 2; n = 3 GB; a", "6 GB"),
        ("dau = 150M users; dau * 2 tweets/user/day -> QPS", "3,472 QPS"),
        ("Größe = 3 GB; Größe * 2", "6 GB"),
        ("a = 1; n = a + 1; a; n; a + n", "1; 2; 3"),
        ("x = x + 1", "error: `x` is defined by itself: x → x"),
        ("a = n; n = c; c = a; 5", "error: `a` is defined by itself: a → n → c → a"),
        ("x = 1; x = 2", "error: `x` is defined twice"),
        ("x = 3; x(2)", "error: there is no function `x`"),
        ("foo + 1", "error: `foo` is not defined"),
    ]);
}

#[test]
fn a_word_is_a_unit_first_after_a_number_and_a_name_first_elsewhere() {
    check(&[
        ("users = 100M users; users", "100M users"),
        ("users = 100M users; 10 KB/users", "10 KB/user"),
        ("users = 100M users; 10 KB / users", "0.0001 B/user"),
        ("users = 100M users; 2 tweets/user/day * 3 users", "6 tweets/day (6.944e-5 /s)"),
        ("users = 100M users; 2 tweets/user/day * users", "200M tweets/day (2,315 /s)"),
        ("servers = 12; servers * 2", "24"),
        ("servers = 12; 2 servers", "error: a number beside `servers`, which is a definition"),
        ("dau = 150M users; 2 dau", "error: a number beside `dau`, which is a definition"),
        ("dau = 150M users; 2 * dau", "300M users"),
        ("n = 5; 10 GB/n", "2 GB"),
        ("n = 5; 10 GB/n/s", "2 GB/s (16 Gb/s)"),
        ("side = 3; 2 side^2", "error: a number beside `side`, which is a definition"),
        ("side = 3; 2 * side^2", "18"),
    ]);
}

#[test]
fn functions_of_the_model() {
    check(&[
        ("peak(x, factor = 3) = x * factor; peak(100 QPS)", "300 QPS"),
        ("peak(x, factor = 3) = x * factor; peak(100 QPS, 2)", "200 QPS"),
        ("peak(x, factor = 3) = x * factor; peak(factor = 4, x = 100 QPS)", "400 QPS"),
        ("peak(x, factor = 3) = x * factor; peak(100 QPS, factor = 4)", "400 QPS"),
        ("twice(x) = 2x; twice(4 GB)", "error: a number beside `x`, which is a definition"),
        ("twice(x) = 2 * x; twice(4 GB); twice(3 s)", "8 GB; 6 s"),
        ("f(x, y = x * 2) = x + y; f(1)", "3"),
        ("k() = 3; k() * 2", "6"),
        ("f(1) + g(2); g(x) = x; f(x) = g(x) * 2", "4"),
        ("n = 10; f(n) = n * 2; f(3)", "6"),
        ("f(x) = x + 3 s; f(1 GB)", "error: cannot add time to information"),
        ("f(x) = f(x); f(1)", "error: `f` calls itself: f → f"),
        ("f(x) = x; f()", "error: `f` needs an argument for `x`"),
        ("f(x) = x; f(1, 2)", "error: `f` takes one argument"),
        ("f(x) = x; f(y = 2)", "error: `f` has no argument called `y`"),
        ("f(x) = x; f(1, x = 2)", "error: `f` is given `x` twice"),
        ("f(x, x) = x", "error: two parameters are called `x`"),
        ("f(x) = x *; f(3)", "error: the line ends where a value was expected"),
        ("f(x) = x; f", "error: `f` is a function"),
        ("f(x) = unheard", "error: `unheard` is not defined"),
        ("ceil(x) = 2", "error: `ceil` is a built-in function"),
    ]);
}

#[test]
fn conditions() {
    check(&[
        ("1 GB < 2 GB", "true"),
        ("1 KB == 1000 B", "true"),
        ("0.1 + 0.2 == 0.3", "true"),
        ("10^12 + 1 > 10^12", "true"),
        ("2 != 2", "false"),
        ("3 >= 3", "true"),
        ("3 <= 2", "false"),
        ("not 1 > 2", "true"),
        ("1 < 2 and 2 < 1", "false"),
        ("1 < 2 or 2 < 1", "true"),
        ("not (1 > 2) and true", "true"),
        ("false or false", "false"),
        ("if 3 > 2 then 5 GB else 1 GB", "5 GB"),
        ("if false then 1 else if true then 2 else 3", "2"),
        ("x = if 3 GB > 2 GB and not (1 > 2) then 5 QPS else 0; x", "5 QPS"),
        ("n = 0; if n > 0 then 10 / n else 0", "0"),
        ("n = 0; n > 0 and 10 / n > 1", "false"),
        ("if 1 > 2 then 3 GB else 4 s", "error: cannot choose between information and time"),
        ("if 3 then 1 else 2", "error: a condition is wanted here"),
        ("1 < 2 < 3", "error: comparisons do not chain"),
        ("(1 < 2) + 1", "error: a condition is no value to calculate with"),
    ]);
}

#[test]
fn comments_and_lines() {
    check(&[
        ("7 # the answer, nearly", "7"),
        ("# only a comment; 7", "7"),
        ("x = (1 +; 2); x * 2", "6"),
        ("x = (1 + # one; 2) # two; x * 2", "6"),
        ("max(1,;  2,;  3)", "3"),
        ("; ; 5;  ", "5"),
    ]);
}

#[test]
fn rounding_acts_on_the_base_count() {
    check(&[
        ("ceil(1 PB / (7 TB))", "143"),
        ("ceil(1000 TB / (7 TB))", "143"),
        ("ceil(1e15 B / (0.007 PB))", "143"),
        ("ceil(8e15 b / (7 TB))", "143"),
        ("ceil(2.1)", "3"),
        ("ceil(1e12 + 0.4)", "1,000,000,000,001 (1T)"),
        ("floor(943.2 PB / (113 Mb))", "66,775,221,238 (66.78bn)"),
        ("0.3 - 0.1 * 3", "0"),
        ("ceil(2.5 servers)", "3 servers"),
        ("ceil(2.5 KB)", "error: `ceil` of information needs the step to round to"),
        ("ceil(2.5 KB, 1 KB)", "3 KB"),
        ("ceil(0.3 / 0.1)", "3"),
        ("floor(2.9)", "2"),
        ("floor(0.3 / 0.1)", "3"),
        ("floor(-2.5)", "-3"),
        ("round(2.5)", "3"),
        ("round(-2.5)", "-3"),
        ("abs(-3 GB)", "3 GB"),
    ]);
}

#[test]
fn built_in_functions_have_dimension_rules() {
    check(&[
        ("sqrt(16)", "4"),
        ("sqrt(16 GB^2)", "4 GB"),
        ("sqrt(9 users^2)", "3 users"),
        ("sqrt(-1)", "error: a negative number has no square root"),
        ("ln(1)", "0"),
        ("ln(exp(2))", "2"),
        ("exp(0)", "1"),
        ("exp(2 s)", "error: `exp` wants a pure number"),
        ("log2(1024)", "10"),
        ("log2(1 TiB / (1 GiB))", "10"),
        ("log2(1 TiB)", "error: `log2` wants a pure number"),
        ("log10(1000)", "3"),
        ("log10(1 s)", "error: `log10` wants a pure number"),
        ("ln(1 user)", "error: `ln` wants a pure number"),
        ("log(8, 2)", "3"),
        ("log(8, base = 2)", "3"),
        ("log(base = 2, x = 8)", "3"),
        ("log(8, 0)", "error: the base of a logarithm is positive and not 1"),
        ("log(8, 1)", "error: the base of a logarithm is positive and not 1"),
        ("log(-8, 2)", "error: only a positive number has a logarithm"),
        ("log(8)", "error: `log` needs an argument for `base`"),
        ("ln(0)", "error: only a positive number has a logarithm"),
        ("min(3 GB, 2 GB, 5 GB)", "2 GB"),
        ("max(1, 2, 3)", "3"),
        ("max(1 GB, 2 s)", "error: cannot compare information with time"),
        ("sum(1 KB, 2 KB)", "3 KB"),
        ("sum(1 read/s, 2 writes/s)", "3 requests/s"),
        ("avg(1 s, 2 s, 6 s)", "3 s"),
        ("avg(5 GB)", "5 GB"),
        ("abs(2 s - 5 s)", "3 s"),
        ("min()", "error: `min` needs an argument for `x`"),
        ("sqrt(1, 2)", "error: `sqrt` takes one argument"),
    ]);
}

#[test]
fn powers_of_quantities() {
    check(&[
        ("(2 GB)^2 / (1 GB^2)", "4"),
        ("(2 s)^-1", "0.5 /s"),
        ("(9 s^2)^0.5", "3 s"),
        ("(4 GB)^0.5 * (4 GB)^0.5", "4 GB"),
        ("2 GB^2 / 1 GB^2", "2"),
        ("2 GB**2 / 1 GB^2", "2"),
        ("2 GB ^ 2 / 1 GB^2", "4"),
        ("$3 * $4", "12 $^2"),
        ("(2 GB)^100", "error: an exponent of a unit is larger than 99"),
        ("0^-1 GB", "error: zero has no negative power: that is a division by zero"),
        ("2^(3 s)", "error: an exponent must be a pure number"),
        ("(2 GB)^ln(2)", "error: the exponent of something with a unit must be a plain number"),
        ("(-8)^0.3", "error: a negative number has only whole powers"),
        ("9^9^9^9", "error: the result is too large to calculate with"),
        ("1/0", "error: division by zero"),
        ("0/0", "error: division by zero"),
        ("10 GB / (5 GB - 5 GB)", "error: division by zero"),
    ]);
}

#!/usr/bin/env bash
# Measures napkin as a whole process, side by side with an empty program and with fend, against its targets.
# Needs hyperfine and rustc; fend is taken from PATH or from the variable FEND, and left out if it is neither.
# Run with `benches/whole_process.sh`.
set -euo pipefail
export LC_ALL=C

for tool in hyperfine rustc cargo; do
    if ! command -v "$tool" >/dev/null; then
        echo "$tool is needed and was not found" >&2
        exit 1
    fi
done

fend=$(command -v "${FEND:-fend}" || true)
if [[ -n ${FEND:-} && -z $fend ]]; then
    echo "FEND is '$FEND', which is no program" >&2
    exit 1
fi
# We leave this folder, and the path may be relative to it.
[[ -z $fend ]] || fend=$(realpath "$fend")

cd "$(dirname "$0")/.."
cargo build --release --quiet
napkin=$(realpath "${CARGO_TARGET_DIR:-target}/release/napkin")
presets=$(realpath presets)

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
ln -s "$napkin" napkin
[[ -z $fend ]] || ln -s "$fend" fend
echo 'fn main() {}' >empty.rs
rustc -O empty.rs

# measure NAME COMMAND [NAME COMMAND]... [-- OPTION...]: the commands in one run, their medians noted under their names.
measure() {
    local commands=()
    while (($# > 0)) && [[ $1 != -- ]]; do
        commands+=(--command-name "$1" "$2")
        shift 2
    done
    hyperfine -N --style none --export-csv run.csv "${@:2}" "${commands[@]}"
    # Columns: command, mean, stddev, median, …
    tail -n +2 run.csv | cut -d , -f 1,4 | tr , ' ' >>medians
}

# report NAME OTHER [at-most|at-least LIMIT]: how many times as long NAME took as OTHER, and whether that is as it must be.
report() {
    awk -v name="$1" -v other="$2" -v bound="${3:-}" -v limit="${4:-}" '
        { seconds[$1] = $2 }
        END {
            ratio = seconds[name] / seconds[other]
            printf "  %-14s %10.2f ms   %-14s %10.2f ms   %6.2f times",
                name, 1000 * seconds[name], other, 1000 * seconds[other], ratio
            if (bound != "") {
                met = bound == "at-most" ? ratio <= limit : ratio >= limit
                sub("-", " ", bound)
                printf "   target: %s %s, %s", bound, limit, met ? "met" : "MISSED"
            }
            print ""
        }' medians
}

# A one-off that both programs understand.
estimate='500M / day * 10 KB to MB/s'
echo "one-off: $estimate"
one_off=(napkin "./napkin '$estimate'" empty ./empty)
[[ -z $fend ]] || one_off+=(fend "./fend '$estimate'")
measure "${one_off[@]}" -- --warmup 50 --runs 1000
report napkin empty at-most 1.5
[[ -z $fend ]] || report napkin fend at-most 1

# Lines of four kinds, no two alike. fend reads one input, in which semicolons part the statements and only the last one
# prints; 10,000 of them overflow its stack, so it gets ten times 1,000.
echo
echo "10,000 lines on standard input"
for ((line = 1; line <= 10000; line += 4)); do
    echo "${line}M / day * 10 KB to MB/s"
    echo "$((line + 1)) GB / (2 GB/s) to s"
    echo "$((line + 2))k * 365 * 1.27 KB to GB"
    echo "64 KiB / ($((line + 3)) ms) to Mbps"
done >lines
lines=(napkin-lines "sh -c './napkin eval - <lines'")
if [[ -n $fend ]]; then
    split -l 1000 lines part.
    for part in part.*; do
        paste -s -d ';' "$part" >"statements.$part"
    done
    lines+=(fend-lines "sh -e -c 'for part in statements.*; do ./fend <\$part; done'")
fi
measure "${lines[@]}" -- --warmup 1 --runs 10
if [[ -n $fend ]]; then
    report fend-lines napkin-lines at-least 4
else
    awk '$1 == "napkin-lines" { printf "  napkin         %10.2f ms\n", 1000 * $2 }' medians
fi

echo
echo "a chain of equations, x0 = 1, x1 = x0 + 1, …: ten times as long for ten times as many is linear"
for count in 10000 100000; do
    awk -v count="$count" 'BEGIN { print "x0 = 1"; for (i = 1; i < count; i++) print "x" i " = x" (i - 1) " + 1" }' \
        >"chain.$count"
done
measure chain-10k './napkin eval chain.10000' chain-100k './napkin eval chain.100000' -- --warmup 1 --runs 10
echo "one-second 1" >>medians
report chain-100k one-second at-most 1
report chain-100k chain-10k

echo
echo "ranges: a million samples with their quantiles, and what ranges add to a preset"
sed 's/, range = "[^"]*"//' "$presets/twitter.toml" >twitter-without-ranges.toml
measure million "./napkin --sampled --samples 1000000 '(100M to 200M) * (1 to 3) / 86400 * (200 to 2000)'" \
    without-ranges './napkin run twitter-without-ranges.toml' with-ranges './napkin run twitter' -- --warmup 3 --runs 30
echo "40-ms 0.040" >>medians
report million 40-ms at-most 1
report with-ranges without-ranges

echo
echo "what if: each a whole process"
echo "20-ms 0.020" >>medians
measure solve "./napkin solve twitter active_users --such-that 'timeline_nodes <= 100 nodes'" \
    sweep './napkin sweep twitter active_users 10M..1bn --steps 1000 --log' \
    explain './napkin explain twitter app_servers' -- --warmup 3 --runs 30
report solve 20-ms at-most 1
report sweep 20-ms at-most 1
report explain 20-ms at-most 1

if [[ -z $fend ]]; then
    echo
    echo "fend was not found, so nothing was compared with it: \`cargo install fend\`, or set FEND to its path."
fi

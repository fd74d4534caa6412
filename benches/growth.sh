#!/usr/bin/env bash
# How the time of napkin grows with its input: processor time at n and at 4n, for every kind of input that has grown
# faster than its length before. A ratio of 4 is linear; more than 6 is a failure.
# Run with `benches/growth.sh`; `benches/growth.sh instructions` counts instructions with valgrind instead, which takes
# longer and is the same on every machine. NAPKIN names a program that is built already.
set -euo pipefail
export LC_ALL=C
cd "$(dirname "$0")/.."
[[ -n ${NAPKIN:-} ]] || cargo build --release --quiet
napkin=$(realpath "${NAPKIN:-${CARGO_TARGET_DIR:-target}/release/napkin}")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
export HOME=$folder XDG_CONFIG_HOME=$folder XDG_STATE_HOME=$folder

# Each kind writes n of its parts.
waiting() { awk -v n="$1" 'BEGIN { for (i = 0; i < n; i++) print "x" i " = x" (i + 1) " + 1" }'; }
waiting-backwards() { awk -v n="$1" 'BEGIN { print "x0 = late"; for (i = 1; i < n; i++) print "x" i " = x" (i - 1) " + 1" }'; }
waiting-for-many() { awk -v n="$1" 'BEGIN { print "x0 = 1"; for (i = 1; i < n; i++) print "x" i " = x" (i - 1) " + y" i }'; }
chain() { awk -v n="$1" 'BEGIN { print "x0 = 1"; for (i = 1; i < n; i++) print "x" i " = x" (i - 1) " + 1"; print "x" (n - 1) " * 1" }'; }
chain-of-a-range() { chain "$1" | sed '1s/1$/1 to 2/'; }
product-of-a-range() { chain "$1" | sed '1s/1$/1 to 2/; s/ + 1$/ * 1.0001/'; }
ranges() { awk -v n="$1" 'BEGIN { for (i = 0; i < n; i++) print "x" i " = 1 to 2" }'; }
sampled() { awk -v n="$1" 'BEGIN { print "r = 1 to 2"; for (i = 1; i < n; i++) print "r + uniform(0, " i ")" }'; }
powers() { awk -v n="$1" 'BEGIN { for (i = 0; i < n; i++) printf "1^"; print 1 }'; }
mistakes() { awk -v n="$1" 'BEGIN { for (i = 0; i < n; i++) print "v" i " = w" i }'; }
brackets() { awk -v n="$1" 'BEGIN { for (i = 0; i < n; i++) print "(1" }'; }
word() { head -c "$1" /dev/zero | tr '\0' w; }
preset() {
    local word
    word=$(word "$1")
    echo "title = 'a'"
    echo "[assumptions]"
    echo "number = { value = '5 users', why = '$word' }"
    echo "[estimates]"
    echo "total = 'number * 2'"
    echo "[[tables]]"
    echo "title = 'b'"
    echo "note = '$word'"
    echo "rows = [{ label = '$word', estimate = 'total', note = '$word' }]"
}
assumptions() { awk -v n="$1" 'BEGIN { print "title = \"a\"\n[assumptions]"; for (i = 0; i < n; i++) print "x" i " = \"" i " users\"" }'; }

# Processor time in milliseconds, or instructions in thousands. What the program says of its input does not matter.
if [[ ${1:-} == instructions ]]; then
    cost() {
        valgrind --tool=callgrind --callgrind-out-file=/dev/null "$@" 2>&1 >/dev/null |
            awk '/Collected/ { printf "%d\n", $4 / 1000 }'
    }
else
    cost() {
        local TIMEFORMAT='%U %S'
        { time "$@" >/dev/null 2>&1 || true; } 2>&1 | tail -1 | awk '{ printf "%d\n", 1000 * ($1 + $2) + 1 }'
    }
fi

failed=0
# measure KIND N ARGUMENT...: runs napkin with the arguments on the input of the kind, at n and at 4n.
measure() {
    local kind=$1 count=$2
    shift 2
    "$kind" "$count" >one
    "$kind" $((4 * count)) >four
    local one four
    one=$(cost sh -c 'exec "$@" <one' - "$napkin" "${@//INPUT/./one.toml}")
    four=$(cost sh -c 'exec "$@" <four' - "$napkin" "${@//INPUT/./four.toml}")
    awk -v kind="$kind" -v count="$count" -v one="$one" -v four="$four" 'BEGIN {
        ratio = four / one
        printf "%-22s %8d %10d   %8d %10d   %6.2f times%s\n", kind, count, one, 4 * count, four, ratio, (ratio > 6 ? "   MISSED" : "")
        exit ratio > 6
    }' || failed=1
}

# Links, so that a preset has an ending by which it is known as a file.
ln -s one one.toml
ln -s four four.toml
echo "kind                          n       cost         4n       cost"
measure waiting 2500 repl
measure waiting-backwards 2500 repl
measure waiting-for-many 2500 repl
measure chain 25000 eval -
measure chain-of-a-range 25000 eval -
measure product-of-a-range 25000 eval -
measure ranges 5000 eval - --json
measure sampled 2500 eval - --json
measure powers 25000 eval -
measure mistakes 2500 eval -
measure brackets 2500 eval -
measure preset 125000 run INPUT
measure assumptions 25000 run INPUT
exit "$failed"

#!/usr/bin/env bash
# Measures what ranges add to each preset of the catalogue: the time of its report with them and without, as whole processes.
# The two take turns, so that whatever else the machine does slows both alike, and the least of all rounds counts. Target: under 20 ms
# on two cores for each. Needs bash 5 and cargo. How long a single model takes inside the process is in `ranges.rs`.
# Run with `benches/presets.sh`, or `benches/presets.sh ROUNDS [PRESET]...`; NAPKIN measures another program.
set -euo pipefail
export LC_ALL=C

readonly TARGET=20
rounds=${1:-15}
shift || true

cd "$(dirname "$0")/.."
if [[ -z ${NAPKIN:-} ]]; then
    cargo build --release --quiet
    NAPKIN=${CARGO_TARGET_DIR:-target}/release/napkin
fi
napkin=$(realpath "$NAPKIN")

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
names=("$@")
if ((${#names[@]} == 0)); then
    for preset in presets/*.toml; do
        names+=("$(basename "$preset" .toml)")
    done
fi
mkdir "$folder/with" "$folder/without"
for name in "${names[@]}"; do
    cp "presets/$name.toml" "$folder/with/"
    sed -E 's/, range = "[^"]*"//' "presets/$name.toml" >"$folder/without/$name.toml"
done
cd "$folder"

# microseconds FILE: how long its report takes.
microseconds() {
    local start=${EPOCHREALTIME/./}
    "$napkin" run "./$1" >/dev/null 2>&1
    echo $((${EPOCHREALTIME/./} - start))
}

for ((round = 0; round < rounds; round++)); do
    for name in "${names[@]}"; do
        echo "$name $(microseconds "without/$name.toml") $(microseconds "with/$name.toml")"
    done
done >times

printf '%-26s %12s %12s %10s %8s\n' "preset" "without" "with" "adds" "ratio"
awk '
    !($1 in without) || $2 < without[$1] { without[$1] = $2 }
    !($1 in with) || $3 < with[$1] { with[$1] = $3 }
    END {
        for (name in with)
            printf "%-26s %9.1f ms %9.1f ms %7.1f ms %8.2f\n", name, without[name] / 1000, with[name] / 1000,
                (with[name] - without[name]) / 1000, with[name] / without[name]
    }' times | sort -k6 -rn | tee sorted
awk -v target="$TARGET" '
    { sum += $6; ratio += $8; if ($6 >= target) late++ }
    NR == 1 { worst = $1; most = $6 }
    END {
        printf "\n%d presets: ranges add %.1f ms on average (%.2f times as long), %.1f ms at worst (%s)", NR, sum / NR, ratio / NR, most, worst
        printf "; target: under %d ms, %s\n", target, late ? "MISSED by " late : "met"
    }' sorted

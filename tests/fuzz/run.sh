#!/bin/sh
# SPDX-License-Identifier: MIT
#
# run.sh BUILD_DIR [SECONDS [RESULTS]]
#
# Runs every fuzz target of a build (configured with -DSIEBEN_FUZZ=ON) for SECONDS (S7_FUZZ_SECONDS, 30) or
# S7_FUZZ_RUNS (1000000) executions, whichever comes first, and prints the executions of each.  RESULTS gets a line
# "verdict, name, kind, reason" per target, separated by tabs.  S7_FUZZ_TARGETS="cotp message": only these.
#
# Fails when a target finds something, when the planted fault is not found, and when there are no targets.
# What was found stays in BUILD_DIR/tests/fuzz/found/; what was learnt stays in corpus/ and is used again.
set -u
results=${3:-/dev/null}
: >"$results"
if [ $# -lt 1 ] || [ ! -s "$1/tests/fuzz/targets.txt" ]; then
    echo "usage: run.sh BUILD_DIR [SECONDS [RESULTS]], where BUILD_DIR was configured with -DSIEBEN_FUZZ=ON" >&2
    printf 'failed\tfuzz\t\tthere are no targets in %s\n' "${1:-}" >>"$results"
    exit 2
fi
folder=$1/tests/fuzz
seconds=${2:-${S7_FUZZ_SECONDS:-30}}
runs=${S7_FUZZ_RUNS:-1000000}
mkdir -p "$folder/found" "$folder/corpus" "$folder/log"

# fuzz_target NAME KIND MAX_LEN SEED_FOLDER…  sets verdict and reason
fuzz_target() {
    name=$1 kind=$2 max_len=$3
    shift 3
    dictionary=$(dirname "$0")/$name.dict
    [ -f "$dictionary" ] && set -- "-dict=$dictionary" "$@"
    log=$folder/log/$name.txt
    corpus=$folder/corpus/$name
    [ "$kind" = planted ] && rm -rf "$corpus"
    mkdir -p "$corpus"
    code=0
    "$folder/fuzz_$name" -max_total_time="$seconds" -runs="$runs" -max_len="$max_len" -print_final_stats=1 \
        -timeout=10 -rss_limit_mb=1024 -artifact_prefix="$folder/found/$name-" "$corpus" "$@" \
        </dev/null >"$log" 2>&1 || code=$?
    executions=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
    verdict=failed
    if [ "$kind" = planted ] && [ $code -ne 0 ] && grep -q 'heap-buffer-overflow' "$log"; then
        verdict=passed
        reason="the planted fault was found"
        rm -f "$folder/found/$name-"*
    elif [ "$kind" = planted ]; then
        reason="the planted fault was not found, see $log"
    elif [ $code -eq 0 ]; then
        verdict=passed
        reason="nothing found"
    else
        reason="$(grep -m 1 -e 'ERROR:' -e 'does not hold' -e 'runtime error' "$log" || echo "exit code $code"), see $log"
    fi
    printf '%-12s %10s executions  %s: %s\n' "$name" "${executions:-0}" "$verdict" "$reason"
    printf '%s\tfuzz_%s\t\t%s executions: %s\n' "$verdict" "$name" "${executions:-0}" "$reason" >>"$results"
}

failed=0
count=0
while read -r name kind max_len seeds; do
    case " ${S7_FUZZ_TARGETS:-$name} " in
    *" $name "*) ;;
    *) continue ;;
    esac
    count=$((count + 1))
    # shellcheck disable=SC2086 # seeds is a list of folders
    fuzz_target "$name" "$kind" "$max_len" $seeds
    [ $verdict = passed ] || failed=1
done <"$folder/targets.txt"

if [ $count -eq 0 ]; then
    echo "no such target" >&2
    printf 'failed\tfuzz\t\tno such target\n' >>"$results"
    exit 2
fi
exit $failed

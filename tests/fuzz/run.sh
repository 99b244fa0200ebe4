#!/bin/sh
# SPDX-License-Identifier: MIT
#
# run.sh BUILD_DIR [TARGET…] — runs every fuzz target of a build for S7_FUZZ_SECONDS (30) or S7_FUZZ_RUNS (1000000)
# executions, whichever comes first, and prints the executions of each.
#
# Fails when a target finds something, when the planted fault is not found, and when there are no targets.
# What was found stays in BUILD_DIR/tests/fuzz/found/; what was learnt stays in corpus/ and is used again.
set -u
if [ $# -lt 1 ] || [ ! -s "$1/tests/fuzz/targets.txt" ]; then
    echo "usage: run.sh BUILD_DIR [TARGET...], where BUILD_DIR was configured with -DSIEBEN_FUZZ=ON" >&2
    exit 2
fi
folder=$1/tests/fuzz
shift
seconds=${S7_FUZZ_SECONDS:-30}
runs=${S7_FUZZ_RUNS:-1000000}
mkdir -p "$folder/found" "$folder/corpus" "$folder/log"

wanted() { # NAME TARGET…: no targets given means all
    name=$1
    shift
    [ $# -eq 0 ] && return 0
    for target in "$@"; do
        [ "$target" = "$name" ] && return 0
    done
    return 1
}

failed=0
count=0
while read -r name kind max_len seeds; do
    wanted "$name" "$@" || continue
    count=$((count + 1))
    log=$folder/log/$name.txt
    corpus=$folder/corpus/$name
    [ "$kind" = planted ] && rm -rf "$corpus"
    mkdir -p "$corpus"
    # shellcheck disable=SC2086 # seeds is a list of folders
    "$folder/fuzz_$name" -max_total_time="$seconds" -runs="$runs" -max_len="$max_len" -print_final_stats=1 \
        -timeout=10 -rss_limit_mb=1024 -artifact_prefix="$folder/found/$name-" "$corpus" $seeds </dev/null >"$log" 2>&1
    status=$?
    executions=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
    if [ "$kind" = planted ]; then
        if [ $status -ne 0 ] && grep -q 'heap-buffer-overflow' "$log"; then
            result="the planted fault was found"
            rm -f "$folder/found/$name-"*
        else
            result="FAILED: the planted fault was not found, see $log"
            failed=1
        fi
    elif [ $status -eq 0 ]; then
        result="nothing found"
    else
        result="FAILED: $(grep -m 1 -e 'ERROR:' -e 'does not hold' -e 'runtime error' "$log" || echo "exit code $status"), see $log"
        failed=1
    fi
    printf '%-12s %10s executions  %s\n' "$name" "${executions:-0}" "$result"
done <"$folder/targets.txt"

if [ $count -eq 0 ]; then
    echo "no such target" >&2
    exit 2
fi
exit $failed

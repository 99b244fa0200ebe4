# SPDX-License-Identifier: MIT
# shellcheck shell=sh
#
# scripts/long.sh — sourced by ./test --long: what takes more time than every change can pay for.
build_step tsan
run_ctest tsan -L 'unit|sim|net_loop|cli' -LE house -E readme

build_step release
S7_CASES=${S7_CASES:-1000000}
export S7_CASES
run_ctest release -L 'unit|sim'
unset S7_CASES

export S7_FUZZ_RUNS="${S7_FUZZ_RUNS:-1000000000}" # time decides, not the count
fuzz "${S7_FUZZ_SECONDS:-150}"

# The gate compares with the limit of this machine in the same minutes; 3 means too noisy to tell.
step=bench-gate
say "[$(elapsed) s] bench --gate"
code=0
"$root/build/release/sieben" bench --gate </dev/null || code=$?
case $code in
0) record passed bench-gate ;;
3) record skipped bench-gate "not shown: this machine was too noisy to tell" ;;
*) record failed bench-gate "exit code $code" ;;
esac

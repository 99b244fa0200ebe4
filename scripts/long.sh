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

# The same code on a machine whose octets stand the other way round.
step=big-endian
need command:s390x-linux-gnu-gcc=gcc-s390x-linux-gnu command:qemu-s390x-static=qemu-user-static \
    cross:s390x-linux-gnu-gcc=libc6-dev-s390x-cross
packages='libcmocka-dev libcmocka0 libuv1-dev libuv1 libyaml-dev libyaml-0-2 libjansson-dev libjansson4
    libncurses-dev libncursesw6 libtinfo6 libssl-dev libssl3 libpcap0.8-dev libpcap0.8
    libdbus-1-dev libdbus-1-3 libsystemd-dev libsystemd0 libcap2 libgcrypt20 libgpg-error0 liblz4-1 liblzma5 libzstd1'
# shellcheck disable=SC2086  # a list of words
if logged sysroot-s390x sh "$root/scripts/sysroot.sh" s390x "$root/build/sysroot-s390x" $packages; then
    build_step s390x
    # unit_cli_main starts the program itself, for which this kernel would have to know that machine; and any program
    # that opens a screen with Debian's ncurses for s390x is aborted by its libc under qemu-user, ten lines are enough.
    run_ctest s390x -L 'unit|sim|cross' -E 'windows|unit_cli_main|unit_cli_run_table'
    check run-s390x qemu-s390x-static -L /usr/s390x-linux-gnu "$root/build/s390x/sieben" run \
        "$root/examples/two-cells.yaml" --desk --for 3s
else
    record failed big-endian "see build/log/sysroot-s390x.log"
fi

# Memory and idle time count here: in a build without sanitizers, with nothing else running.
S7_CONNECTIONS=${S7_CONNECTIONS:-10000}
export S7_CONNECTIONS
run_ctest release -R '^net_loop_connections_test$'
unset S7_CONNECTIONS

# Either side of an exchange is killed and started again, for minutes.
S7_CHAOS_SECONDS=${S7_CHAOS_SECONDS:-120}
export S7_CHAOS_SECONDS
run_ctest release -R '^net_loop_chaos_test$'
unset S7_CHAOS_SECONDS

check soak "$python" "$root/tests/soak/soak.py" "$root/build/release/sieben" "$root/examples/two-cells.yaml" \
    "${S7_SOAK:-180s}"

# Two gigabytes through a pipe: what is kept is what is open, not what was read.
check capture-pipe "$python" "$root/tests/soak/capture_pipe.py" "$root/build/release/sieben" "${S7_PIPE_MB:-2000}"

export S7_FUZZ_RUNS="${S7_FUZZ_RUNS:-1000000000}" # time decides, not the count
fuzz "${S7_FUZZ_SECONDS:-75}"

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

# ./test itself, on a machine that has nothing yet.
step=bare-machine-unit
say "[$(elapsed) s] $step"
code=0
S7_BARE=test sh "$root/tests/house/bare_machine.sh" "$root" "$root/build/bare" \
    </dev/null >"$root/build/log/$step.log" 2>&1 || code=$?
case $code in
0) record passed $step ;;
77) record skipped $step "$(tail -n 1 "$root/build/log/$step.log" | tr '\t' ' ')" ;;
*) record failed $step "exit code $code, see build/log/$step.log" ;;
esac

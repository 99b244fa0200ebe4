#!/bin/sh
# SPDX-License-Identifier: MIT
#
# bare_machine.sh PROJECT WORK   ./run on a Debian 12 with git and a shell and nothing else: debootstrap makes the
# system once (kept in WORK/base), a copy of it gets a fresh clone of what is committed.  Needs root, debootstrap, and
# a way to a Debian mirror (S7_MIRROR, else the one debootstrap knows); skipped with a word why where it cannot work.
#
# Environment: S7_BARE=run|test   ./run (the default), or the unit tests by ./test with all that it installs
set -eu
project=$1
work=$2
mirror=${S7_MIRROR:-}
case ${S7_BARE:-run} in
run) command='./run --for 5s' ;;
test) command='./test -L unit' ;;
*)
    echo "S7_BARE is run or test"
    exit 2
    ;;
esac

skip() {
    echo "skipped: $*"
    exit 77
}

main() {
    [ "$(id -u)" = 0 ] || skip "not root"
    command -v debootstrap >/dev/null 2>&1 || skip "no debootstrap"
    git -C "$project" rev-parse HEAD >/dev/null 2>&1 || skip "not a git clone"
    mkdir -p "$work"
    if [ ! -e "$work/base/made" ]; then
        rm -rf "$work/base"
        timeout 240 debootstrap --variant=minbase --include=git bookworm "$work/base" ${mirror:+"$mirror"} >"$work/debootstrap.log" 2>&1 ||
            skip "debootstrap failed: $(tail -n 1 "$work/debootstrap.log")"
        touch "$work/base/made"
    fi
    unshare --mount true 2>/dev/null || skip "no mount namespaces here"

    machine=$work/machine
    rm -rf "$machine"
    cp -a "$work/base" "$machine"
    cp /etc/resolv.conf "$machine/etc/resolv.conf"
    cp /etc/hosts "$machine/etc/hosts"
    git clone --quiet --bare --no-hardlinks "$project" "$machine/root/origin.git"

    # A way to the mirror that this machine is told by its environment holds for the other one too.
    proxies=$(env | grep -E '^(http|https|no)_proxy=' || :)

    # In a mount namespace of its own: nothing stays mounted whatever happens.
    unshare --mount --propagation private sh -eu -c '
        mount -t proc proc "$1/proc"
        mount --rbind /dev "$1/dev"
        exec chroot "$1" env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root $2 sh -eu -c "
            cd /root
            git clone --quiet origin.git sieben
            cd sieben
            $3
        "' sh "$machine" "$proxies" "$command" </dev/null
    rm -rf "$machine"
}

main
exit

#!/bin/sh
# SPDX-License-Identifier: MIT
# nmap_test.sh PYTHON SCRIPT ARGUMENT…   runs SCRIPT where port 102 is free for everyone and nobody else sees it: in a
# network namespace of its own, with lo and nothing else; 77 without nmap or without a namespace
if ! command -v nmap >/dev/null 2>&1; then
    echo "nmap is not here: scripts/peers.sh installs it with S7_REQUIRE=peers (the Debian package nmap)"
    exit 77
fi
if ! unshare --user --map-root-user --net true 2>/dev/null; then
    echo "this machine does not let us have a network namespace"
    exit 77
fi
exec unshare --user --map-root-user --net sh -c 'ip link set lo up && exec "$0" "$@"' "$@"

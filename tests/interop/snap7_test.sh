#!/bin/sh
# SPDX-License-Identifier: MIT
# snap7_test.sh PEERS PEER SCRIPT ARGUMENT…   runs a test with the Python of a peer (scripts/peers.sh); 77 without it
python=$1/$2/bin/python
script=$3
shift 3
if ! "$python" -c 'import snap7' 2>/dev/null; then
    echo "$(basename "$(dirname "$(dirname "$python")")") is not installed: scripts/peers.sh installs it, given a way to the Python package index"
    exit 77
fi
exec "$python" "$script" "$@"

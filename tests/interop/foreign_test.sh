#!/bin/sh
# SPDX-License-Identifier: MIT
# foreign_test.sh PYTHON PEERS PEER SCRIPT ARGUMENT…   runs SCRIPT PEER FOLDER ARGUMENT… for a peer that
# scripts/peers.sh installed; 77 without it, with its word why
python=$1
folder=$2/$3
peer=$3
script=$4
shift 4
if [ ! -e "$folder/installed" ]; then
    echo "$peer is not installed: $(cat "$folder.missing" 2>/dev/null || echo 'scripts/peers.sh installs it')"
    exit 77
fi
exec "$python" "$script" "$peer" "$folder" "$@"

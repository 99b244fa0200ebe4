#!/bin/sh
# SPDX-License-Identifier: MIT
#
# scripts/peers.sh   installs the programs of others that tests/interop talks to, by name and version, into
#                    build/peers.  What cannot be had is left out with a word why; its tests are then skipped.
set -u
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
peers=$root/build/peers
mkdir -p "$peers"
status=0

# venv NAME REQUIREMENT
venv() {
    folder=$peers/$1
    if [ "$(cat "$folder/installed" 2>/dev/null)" = "$2" ] && "$folder/bin/python" -c 'import snap7' 2>/dev/null; then
        return 0
    fi
    rm -rf "$folder"
    if "${PYTHON:-python3}" -m venv "$folder" &&
        "$folder/bin/python" -m pip install --quiet --disable-pip-version-check --retries 2 --timeout 20 "$2" &&
        "$folder/bin/python" -c 'import snap7'; then
        printf '%s\n' "$2" >"$folder/installed"
        echo "installed $2"
    else
        rm -rf "$folder"
        echo "could not install $2 (is there a way to the Python package index?)"
        status=1
    fi
}

venv python-snap7-1.4.1 'python-snap7==1.4.1' # carries the C++ library libsnap7
venv python-snap7-3 'python-snap7>=3,<4'      # written in Python
exit $status

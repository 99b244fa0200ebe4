#!/bin/sh
# SPDX-License-Identifier: MIT
#
# scripts/sysroot.sh ARCHITECTURE FOLDER PACKAGE…   libraries of another machine, for cross builds: the Debian packages
#                    of that architecture, unpacked in FOLDER.  Nothing is installed: package lists and settings of
#                    this machine stay as they are, its sources are only read.
set -eu
architecture=$1
folder=$2
shift 2
made="$architecture $*"
if [ "$(cat "$folder/made" 2>/dev/null)" = "$made" ]; then
    exit 0
fi
rm -rf "$folder"
mkdir -p "$folder/apt/lists/partial" "$folder/apt/cache/archives/partial" "$folder/packages"
folder=$(CDPATH='' cd -- "$folder" && pwd -P)
: >"$folder/apt/status"

# apt-get as that machine would call it, with an empty list of installed packages
apt() {
    apt-get -q -y -o "APT::Architecture=$architecture" -o "APT::Architectures=$architecture" \
        -o "Dir::State=$folder/apt" -o "Dir::State::status=$folder/apt/status" -o "Dir::State::lists=$folder/apt/lists" \
        -o "Dir::Cache=$folder/apt/cache" -o APT::Sandbox::User=root -o Acquire::Languages=none \
        -o Acquire::IndexTargets::deb::DEP-11::DefaultEnabled=false "$@"
}
apt update
(cd "$folder/packages" && apt download "$@")
for package in "$folder/packages"/*.deb; do
    dpkg-deb -x "$package" "$folder"
done
rm -rf "$folder/apt" "$folder/packages"
printf '%s\n' "$made" >"$folder/made"

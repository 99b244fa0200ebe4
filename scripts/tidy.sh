#!/bin/sh
# SPDX-License-Identifier: MIT
# scripts/tidy.sh BUILD [JOBS]   clang-tidy with .clang-tidy over every source of the library and the program
# (one process per file: clang-tidy 14 warns wrongly of va_list when it reads several)
set -eu
cd "$(dirname -- "$0")/.."
clang_tidy=$(command -v clang-tidy-14 || command -v clang-tidy)
find src -name '*.c' -type f | sort | xargs -n 1 -P "${2:-2}" "$clang_tidy" --quiet -p "$1"

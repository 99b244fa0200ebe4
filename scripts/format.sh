#!/bin/sh
# SPDX-License-Identifier: MIT
# scripts/format.sh   every C file is written as .clang-format says (version 14: others break lines elsewhere)
set -eu
cd "$(dirname -- "$0")/.."
clang_format=$(command -v clang-format-14 || command -v clang-format)
find include src tests examples -name '*.[ch]' -type f -exec "$clang_format" --dry-run -Werror {} +

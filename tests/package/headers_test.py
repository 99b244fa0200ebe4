#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""headers_test.py HEADER_FOLDER CC CXX: every public header compiles alone, as C11 and as C++17, without a warning."""
import subprocess
import sys
from pathlib import Path

folder, cc, cxx = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
strict = ["-Wall", "-Wextra", "-Wpedantic", "-Werror", "-fsyntax-only", f"-I{folder.parent}"]
languages = {"C11": [cc, "-std=c11", "-x", "c"]}
if not cxx.endswith("-NOTFOUND"):
    languages["C++17"] = [cxx, "-std=c++17", "-x", "c++"]

headers = sorted(folder.glob("*.h"))
failures = 0 if len(headers) >= 7 else 1
for header in headers:
    for language, compiler in languages.items():
        for repeat in (1, 2):  # twice: the guard works
            source = f'#include "sieben/{header.name}"\n' * repeat + "extern int not_empty;\n"
            # libuv's own header needs POSIX names, which -std=c11 alone hides
            posix = ["-D_POSIX_C_SOURCE=200809L"] if header.name == "uv.h" else []
            result = subprocess.run([*compiler, *strict, *posix, "-"], input=source, text=True, capture_output=True)
            if result.returncode != 0:
                failures += 1
                print(f"FAIL {header.name} as {language}, included {repeat} times:\n{result.stderr}")
print(f"{len(headers)} headers as {', '.join(languages)}")
if "C++17" not in languages:
    print("no C++ compiler here (Debian: g++)")
    failures += 1
sys.exit(1 if failures else 0)

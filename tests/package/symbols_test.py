#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""symbols_test.py PROJECT BUILD [uv]: what libsieben needs, and what it shows; with uv: what libsieben_uv shows.

1. libsieben.a needs nothing but names of libc (libc-symbols.txt beside this file), and what reaches the outside
   world is needed by net_posix alone.
2. libsieben.so exports exactly the functions marked S7_API in the public headers, each named s7_<object>_<verb>.
3. libsieben.so needs no library but libc, and has the soname of its major version.
"""
import re
import subprocess
import sys
from pathlib import Path

project, build = Path(sys.argv[1]), Path(sys.argv[2])
archive, shared = build / "src/libsieben.a", build / "src/libsieben.so"
failures = []


def lines(*command):
    return subprocess.run(command, text=True, capture_output=True, check=True).stdout.splitlines()


def symbols(*options):
    return {line.split()[0].split("@")[0] for line in lines("nm", "-P", *options) if line and not line.endswith(":")}


def listed():
    """Names of libc-symbols.txt by section."""
    sections = {}
    for line in Path(__file__).with_name("libc-symbols.txt").read_text().splitlines():
        if line.startswith("["):
            names = sections.setdefault(line.strip("[]"), set())
        elif line and not line.startswith("#"):
            names.add(line)
    return sections


def check_exports(library, headers):
    """Exported is exactly what the headers promise."""
    promise = re.compile(r"^S7_API\b[^;]*?\b(\w+)\s*\(", re.M | re.S)
    promised = {name for header in headers for name in promise.findall(header.read_text())}
    exported = symbols("-D", "--defined-only", str(library))
    if not promised:
        failures.append(f"no S7_API in {[header.name for header in headers]}")
    for name in sorted(promised - exported):
        failures.append(f"{name} is promised in a public header and not exported by {library.name}")
    for name in sorted(exported - promised):
        failures.append(f"{name} is exported by {library.name} and in no public header")
    for name in sorted(name for name in exported if not re.fullmatch(r"s7(_[a-z0-9]+){2,}", name)):
        failures.append(f"{name} is exported and not named s7_<object>_<verb>")
    return exported


def finish(words):
    print(words)
    for failure in failures:
        print("FAIL", failure)
    sys.exit(1 if failures else 0)


public = sorted((project / "include/sieben").glob("*.h"))
if sys.argv[3:] == ["uv"]:
    exported = check_exports(build / "src/libsieben_uv.so", [path for path in public if path.name == "uv.h"])
    finish(f"{len(exported)} functions exported")

libc = listed()
defined = symbols("-g", "--defined-only", str(archive))
outside = symbols("-u", str(archive)) - defined
if len(defined) < 50:
    failures.append(f"only {len(defined)} symbols in {archive.name}: this is not the library")
for folder in sorted((build / "src/CMakeFiles").glob("module_*.dir")):
    module = folder.name[len("module_"):-len(".dir")]
    allowed = libc["pure"] | libc.get(module, set())
    for name in sorted(symbols("-u", *map(str, folder.rglob("*.o"))) - defined - allowed):
        failures.append(f"{module} needs {name}, which libc-symbols.txt does not list for it")
for name in sorted(outside - set().union(*libc.values())):
    failures.append(f"{archive.name} needs {name}, which is not in libc-symbols.txt")
for name in sorted(name for name in defined if not re.fullmatch(r"s7_[a-z0-9]+(_[a-z0-9]+)+", name)):
    failures.append(f"{archive.name} defines {name}: not s7_<object>_<verb>")

exported = check_exports(shared, [path for path in public if path.name != "uv.h"])
dynamic = "\n".join(lines("readelf", "-d", str(shared)))
needed = set(re.findall(r"\(NEEDED\).*\[(.*)\]", dynamic))
if needed - {"libc.so.6", "ld-linux-x86-64.so.2", "ld-linux-aarch64.so.1"}:
    failures.append(f"{shared.name} needs {sorted(needed)}")
if "[libsieben.so.0]" not in dynamic:
    failures.append(f"{shared.name} has no soname libsieben.so.0")

finish(f"{len(exported)} functions exported, {len(outside)} names of libc needed: {' '.join(sorted(outside))}")

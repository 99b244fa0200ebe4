#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The floors of the real tree.

floors.py PROJECT FLOORS   (FLOORS: one line "module|depends|include roots" per module of this build)

1. A module can name exactly the modules in its DEPENDS: no other one is reachable from its include roots.
2. Every include with quotes is written with its module (or sieben/), never with "..", so rule 1 is complete.
3. ARCHITECTURE.md tells the same floors as the build, and every file it names is there.
"""
import re
import sys
from pathlib import Path

project = Path(sys.argv[1])
floors = {}
for line in Path(sys.argv[2]).read_text().splitlines():
    name, depends, roots = line.split("|")
    floors[name] = (set(depends.split()), [Path(root) for root in roots.split()])

failures = []


def expect(true, words):
    if not true:
        failures.append(words)


expect(len(floors) >= 2, "no modules in this build")
for name, (depends, roots) in floors.items():
    visible = {entry.name for root in roots for entry in root.iterdir()} - {"sieben"}
    expect(visible == depends | {name}, f"{name} sees {sorted(visible)}, its DEPENDS are {sorted(depends)}")

include = re.compile(r'^\s*#\s*include\s+"([^"]*)"', re.M)
folders = {entry.name for entry in (project / "src").iterdir() if entry.is_dir()} | {"sieben"}
sources = sorted(path for path in (project / "src").rglob("*") if path.suffix in {".c", ".h", ".def"})
expect(len(sources) >= 20, "the sources were not found")
for path in sources:
    for target in include.findall(path.read_text()):
        first = target.split("/")[0]
        expect("/" in target and ".." not in target.split("/") and first in folders,
               f'{path.relative_to(project)} includes "{target}": write it with its module')

architecture = (project / "ARCHITECTURE.md").read_text()
row = re.compile(r"^\|\s*\d+\s*\|\s*`(\w+)`\s*\|([^|]*)\|", re.M)
told = {name: set(words.replace("libc", "").split()) for name, words in
        row.findall(architecture)}
for name, (depends, _) in floors.items():
    expect(told.get(name) == depends, f"ARCHITECTURE.md: {name} may include {told.get(name)}, the build says {depends}")
for name in sorted(set(re.findall(r"`(\w+/(?:\w+/)?\w+\.(?:c|h|def))`", architecture))):
    expect(any((project / root / name).exists() for root in ("src", "include", "")), f"ARCHITECTURE.md names {name}: not there")

print(f"{len(floors)} modules, {len(sources)} files")
for words in failures:
    print("FAIL", words)
sys.exit(1 if failures else 0)

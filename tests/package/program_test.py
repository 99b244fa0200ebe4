#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""program_test.py BUILD WORK: the installed program runs from where it was moved to, and what it says about itself
is installed beside it."""
import shutil
import subprocess
import sys
from pathlib import Path

build, work = Path(sys.argv[1]), Path(sys.argv[2])
for folder in (work / "installed", work / "moved"):
    shutil.rmtree(folder, ignore_errors=True)
subprocess.run(["cmake", "--install", build, "--prefix", work / "installed"], check=True, stdout=subprocess.DEVNULL)
prefix = (work / "installed").rename(work / "moved")
failures = []


def said(*arguments):
    return subprocess.run([prefix / "bin/sieben", *arguments], text=True, capture_output=True, check=True).stdout


if "0.1.0" not in said("version"):
    failures.append(f"sieben version says {said('version')!r}")
manual = (prefix / "share/man/man1/sieben.1").read_text()
if not manual.startswith(".TH SIEBEN 1"):
    failures.append(f"the man page begins with {manual[:40]!r}")
completion = prefix / "share/bash-completion/completions/sieben"
for command in ("run", "get", "put", "inspect", "cpu", "plant", "version", "help"):
    if command not in manual:
        failures.append(f"the man page does not name {command}")
    if command not in completion.read_text():
        failures.append(f"the completion does not know {command}")
subprocess.run(["bash", "-n", completion], check=True)
for words in failures:
    print("FAIL", words)
sys.exit(1 if failures else 0)

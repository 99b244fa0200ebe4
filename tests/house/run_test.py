#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""run_test.py PROJECT WORK: ./run on a copy of the tree without a build folder, with a fresh HOME and a clean PATH.

It must build, play both CPUs for five seconds, listen on loopback only, and end with every job done often enough,
without an error, and with equal memories.
"""
import contextlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

project, work = Path(sys.argv[1]), Path(sys.argv[2])
shutil.rmtree(work, ignore_errors=True)
copy = work / "sieben"
shutil.copytree(project, copy, symlinks=True, ignore=lambda folder, names: {"build", ".git"} & set(names)
                if Path(folder) == project else set())
(work / "home").mkdir()
environment = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": str(work / "home")}


def listening(pid):
    """Addresses that a process listens on, in the kernel's notation."""
    try:
        inodes = {os.readlink(fd)[8:-1] for fd in Path(f"/proc/{pid}/fd").iterdir()
                  if os.readlink(fd).startswith("socket:")}
        lines = [line.split() for table in ("tcp", "tcp6")
                 for line in Path(f"/proc/{pid}/net/{table}").read_text().splitlines()[1:]]
    except OSError:  # it may end at any moment
        return set()
    return {fields[1].split(":")[0] for fields in lines if fields[3] == "0A" and fields[9] in inodes}


# The script ends in exec, so the process we started is the program itself in the end.
with open(work / "stdout", "w") as out, open(work / "stderr", "w") as log:
    process = subprocess.Popen([copy / "run", "--for", "5s", "--json"], cwd=work, env=environment,
                               stdin=subprocess.DEVNULL, stdout=out, stderr=log)
    seen, code = set(), None
    while code is None:
        with contextlib.suppress(subprocess.TimeoutExpired):
            code = process.wait(0.1)
        seen |= listening(process.pid)

failures = []
if code != 0:
    failures.append(f"exit code {code}\n{(work / 'stderr').read_text()}")
if not seen:
    failures.append("no listening port was seen while it ran")
loopback4 = {address for address in seen if len(address) == 8 and address.endswith("7F")}
loopback6 = {address for address in seen if address == "00000000000000000000000001000000"}
if seen - loopback4 - loopback6:
    failures.append(f"listens outside loopback: {sorted(seen - loopback4 - loopback6)}")

try:
    jobs = json.loads((work / "stdout").read_text())["jobs"]
except (ValueError, KeyError):
    jobs = []
if len(jobs) < 4:
    failures.append(f"{len(jobs)} jobs in the summary, expected PUT and GET both ways")
for job in jobs:
    if job["completions"] < 45 or job["errors"] != 0 or job["comparison"]["outcome"] != "equal":
        failures.append(f"job {job}")
for words in failures:
    print("FAIL", words)
print(f"{len(jobs)} jobs, {len(seen)} addresses listened on")
sys.exit(1 if failures else 0)

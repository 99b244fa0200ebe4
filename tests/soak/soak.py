#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""soak.py PROGRAM PLANT DURATION ("180s", "10m", "8h"): the plant is played on this machine for that long.

It must end with exit code 0, every job done as often as its grid says (one cycle in a hundred may be skipped on a
busy machine), without an error or a new connection, with equal memories, and with the memory it had after 20 s
(10 % and 512 KiB more are allowed: pages of the allocator, not of a leak per cycle).
"""
import contextlib
import json
import math
import subprocess
import sys
import tempfile
import time

SETTLED_S = 20
UNITS = {"s": 1, "m": 60, "h": 3600}


def resident(pid):
    """KiB of memory in use, None: it has ended."""
    try:
        with open(f"/proc/{pid}/status", encoding="ascii", errors="replace") as status:
            return next((int(line.split()[1]) for line in status if line.startswith("VmRSS:")), None)
    except OSError:
        return None


def play(program, plant, seconds):
    """Exit code, output, and the memory: once settled, last seen."""
    settled = last = None
    with tempfile.TemporaryFile() as output:
        started = time.monotonic()
        run = subprocess.Popen([program, "run", plant, "--desk", "--for", f"{seconds}s", "--json"],
                               stdin=subprocess.DEVNULL, stdout=output)
        try:
            while run.poll() is None and time.monotonic() - started < seconds + 60:
                last = resident(run.pid) or last
                if settled is None and time.monotonic() - started >= SETTLED_S:
                    settled = last
                with contextlib.suppress(subprocess.TimeoutExpired):
                    run.wait(0.2)  # between two looks at its memory
        finally:
            run.kill()
        code = run.wait()
        output.seek(0)
        return code, output.read(), settled, last


def job_faults(job, seconds):
    due = math.ceil(seconds * 1000 / job["every_ms"])
    done, skipped = job["completions"], job["skipped"]
    if job["errors"] or job["failing"] or job["status"]:
        yield f"{job['errors']} errors, STATUS {job['status']}: {job['error']}"
    if job["reconnects"]:
        yield f"{job['reconnects']} reconnects"
    if not due <= done + skipped <= due + 4:  # the last cycles are made when the values stand still
        yield f"{done} completions and {skipped} skipped are not the {due} cycles that were due"
    if skipped > due / 100:
        yield f"{skipped} of {due} cycles skipped"
    if job["comparison"]["outcome"] != "equal":
        yield f"memories: {job['comparison']}"
    if not job["ok"]:
        yield "not ok"


def faults_of(code, output, settled, last, seconds):
    if code != 0:
        yield f"exit code {code}"
    try:
        report = json.loads(output)
    except ValueError:
        yield f"not JSON: {output[:200]!r}"
        return
    if report["seconds"] < seconds or not report["ok"] or not report["jobs"]:
        yield f"{report['seconds']} seconds, {len(report['jobs'])} jobs, ok: {report['ok']}"
    for job in report["jobs"]:
        for fault in job_faults(job, report["seconds"]):
            yield f"{job['connection']}/{job['number']}: {fault}"
        print(f"{job['connection']}/{job['number']}: {job['completions']} completions, {job['skipped']} skipped, "
              f"{job['errors']} errors, p99 {job['p99_ms']:.3f} ms")
    if settled is None or last > settled * 1.1 + 512:
        yield f"memory grew from {settled} KiB after {SETTLED_S} s to {last} KiB"
    print(f"memory: {settled} KiB after {SETTLED_S} s, {last} KiB at the end")


def main():
    program, plant, duration = sys.argv[1:]
    seconds = int(duration[:-1]) * UNITS[duration[-1]]
    if seconds <= SETTLED_S:
        sys.exit(f"the memory settles in {SETTLED_S} s: it must play longer than that")
    faults = list(faults_of(*play(program, plant, seconds), seconds))
    for fault in faults:
        print(f"FAIL {fault}")
    sys.exit(1 if faults else 0)


main()

#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""doctor_test.py PART SIEBEN PAGE: real causes, and what `sieben doctor` says of each, without privileges.

PART is one of doctor_tables.PARTS.  Its section of PAGE must say what was seen; S7_REWRITE=1 writes it.
"""
import os
import sys
import tempfile
import time

import doctor_page
import doctor_tables
import lab
from doctor_case import lookalikes
from doctor_lab import lacking, run_cases

MOST = 60  # seconds for a part


def show(case, seen, wrong):
    if not seen and not wrong:
        print(f"skipped {case.cause}: {case.made}: {case.server[0]} is not here")
        return []
    said = seen and (seen["leading"] or {}).get("sign", "well")
    print(f"{'FAIL' if wrong else 'ok  '} {case.cause or 'well'}: {case.made}: {said}, {seen and seen['elapsed_ms']} ms")
    return [f"{case.cause}: {case.made}: {line}" for line in wrong]


def main():
    part, program, page = sys.argv[1], os.path.abspath(sys.argv[2]), os.path.abspath(sys.argv[3])
    lab.enter()
    began = time.monotonic()
    cases = doctor_tables.PARTS[part].CASES
    if all(map(lacking, cases)):
        print("not installed: scripts/peers.sh installs it, given a way to the Python package index")
        sys.exit(lab.SKIPPED)
    with lab.Lab() as net, tempfile.TemporaryDirectory() as folder:
        told = run_cases(net, program, cases, lookalikes(doctor_tables.ALL), folder)
    failures = [line for one in told for line in show(*one)]
    if not failures:
        failures = doctor_page.check_part(page, part, [one[:2] for one in told])
    elapsed = time.monotonic() - began
    if elapsed > MOST:
        failures.append(f"it took more than {MOST} s")
    for line in failures:
        print("FAIL", line)
    print(f"{len(cases)} cases, {len(failures)} wrong, {elapsed:.1f} s")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()

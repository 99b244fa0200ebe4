#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""compare.py GENERATE FOLDER: tshark reads what we encode with the meaning that we intended.

GENERATE writes a capture and, per frame and field, the values that tshark must show (expect.h says how).
Exit code 77 when there is no tshark, a failure when S7_REQUIRE names peers.
"""
import os
import shutil
import subprocess
import sys

SKIPPED = 77
SEPARATOR = "|"
MALFORMED, SEVERITY, MESSAGE = "_ws.malformed", "_ws.expert.severity", "_ws.expert.message"
WARNING = 0x600000  # below: remarks, such as that a DR is a DR


def skip():
    print("skipped: no tshark")
    return 1 if "peers" in os.environ.get("S7_REQUIRE", "").split(",") else SKIPPED


def load_expected(path):
    """[(frame, field, values, whether more may follow)]"""
    rows = []
    with open(path, encoding="ascii") as file:
        for line in file:
            frame, field, *values = line.rstrip("\n").split("\t")
            more = bool(values) and values[-1] == "+"
            rows.append((int(frame), field, values[:-1] if more else values, more))
    return rows


def dissect(capture, fields):
    """{frame: {field: [text]}}"""
    command = ["tshark", "-n", "-r", capture, "-o", "tcp.check_checksum:FALSE", "-T", "fields",
               "-E", "separator=/t", "-E", f"aggregator={SEPARATOR}", "-e", "frame.number"]
    for field in fields:
        command += ["-e", field]
    result = subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    frames = {}
    for line in result.stdout.splitlines():
        number, *columns = line.split("\t")
        columns += [""] * (len(fields) - len(columns))
        frames[int(number)] = {field: column.split(SEPARATOR) if column else []
                               for field, column in zip(fields, columns)}
    return frames


def same(shown, expected):
    if expected.startswith(":"):
        return shown.replace(":", "").lower() == expected[1:]
    if expected.startswith("="):
        return shown == expected[1:]
    if shown in ("True", "False"):
        return (shown == "True") == (expected == "1")
    try:
        return int(shown, 0) == int(expected)
    except ValueError:
        return False


def agrees(shown, expected, more):
    if len(shown) < len(expected) or (len(shown) > len(expected) and not more):
        return False
    return all(same(a, b) for a, b in zip(shown, expected))


def compare(expected, frames):
    faults = []
    for frame, field, values, more in expected:
        shown = frames.get(frame, {}).get(field, [])
        if not agrees(shown, values, more):
            faults.append(f"frame {frame}, {field}: meant {' '.join(values)}, tshark shows {' '.join(shown)}")
    for number, fields in sorted(frames.items()):
        if fields[MALFORMED] or any(int(severity, 0) >= WARNING for severity in fields[SEVERITY]):
            faults.append(f"frame {number}: {' '.join(fields[MALFORMED] + fields[MESSAGE])}")
    return faults


def main(generate, folder):
    if not shutil.which("tshark"):
        return skip()
    os.makedirs(folder, exist_ok=True)
    capture = os.path.join(folder, "telegrams.pcap")
    wanted = os.path.join(folder, "expected.tsv")
    subprocess.run([generate, capture, wanted], check=True)
    expected = load_expected(wanted)
    fields = sorted({field for _, field, _, _ in expected}) + [MALFORMED, SEVERITY, MESSAGE]
    frames = dissect(capture, fields)
    faults = compare(expected, frames)
    for fault in faults:
        print(fault)
    print(f"{len(frames)} frames, {len(expected)} fields compared, {len(faults)} differ")
    return 1 if faults or not frames or not expected else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

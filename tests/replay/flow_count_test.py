#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Every telegram of every capture is the one that another reader sees: same frame, direction and length.

flow_count_test.py FLOW_COUNT PROJECT

S7_CAPTURES: folder of the captures, default ../shared/captures beside the project.  Without it or without tshark the
test is skipped (77), or fails when S7_REQUIRE names captures.
"""
import os
import shutil
import subprocess
import sys
from pathlib import Path

FIELDS = ["frame.number", "tcp.srcport", "tcp.dstport", "tpkt.length"]


def skip(why):
    print(f"skipped: {why}")
    sys.exit(1 if "captures" in os.environ.get("S7_REQUIRE", "").split(",") else 77)


def ours(program, capture):
    """Telegrams as (frame, from, to, length) and what was lost."""
    lines = subprocess.run([program, capture], check=True, capture_output=True, text=True).stdout.splitlines()
    told = [line for line in lines if line.startswith("#")]
    return [tuple(map(int, line.split())) for line in lines if not line.startswith("#")], told


def theirs(capture):
    """The same of tshark, which counts a TPKT in the frame in which it ends, and reads retransmitted ones again."""
    options = [word for field in FIELDS for word in ("-e", field)]
    text = subprocess.run(["tshark", "-n", "-r", capture, "-Y", "tpkt && !tcp.analysis.retransmission", "-T", "fields",
                           *options], check=True, capture_output=True, text=True).stdout
    telegrams = []
    for line in text.splitlines():
        frame, source, target, lengths = line.split("\t")
        telegrams += [(int(frame), int(source), int(target), int(length)) for length in lengths.split(",") if length]
    return telegrams


def main():
    """Compares all of them and says where they differ."""
    folder = Path(os.environ.get("S7_CAPTURES", Path(sys.argv[2]).parent / "shared" / "captures"))
    captures = sorted(path for path in folder.glob("*.pcap*")) if folder.is_dir() else []
    if not captures:
        skip(f"no captures in {folder}")
    if not shutil.which("tshark"):
        skip("no tshark")
    count = differing = 0
    for capture in captures:
        mine, told = ours(sys.argv[1], capture)
        other = theirs(capture)
        count += len(mine)
        print(f"{capture.name}: {len(mine)} telegrams; {'; '.join(told) or 'nothing lost'}")
        if sorted(mine) != sorted(other):
            differing += 1
            print(f"  only here: {sorted(set(mine) - set(other))}\n  only there: {sorted(set(other) - set(mine))}\n"
                  f"  {len(mine)} here, {len(other)} there")
    print(f"{len(captures)} captures, {count} telegrams, {differing} captures differ")
    return 1 if differing or not count else 0


if __name__ == "__main__":
    sys.exit(main())

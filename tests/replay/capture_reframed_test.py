#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What `sieben capture show` and `capture list` tell does not depend on the TCP segments that the octets came in.

capture_reframed_test.py SIEBEN PROJECT

Every capture is written anew with its octets split, merged, repeated, reordered, overlapping: the same events but for the
numbers of packets, times and framing.  S7_CAPTURES: folder of the captures, default ../shared/captures beside the
project; without it the test is skipped (77), or fails when S7_REQUIRE names captures.  S7_SEED replays.
"""
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import capture_frames

# What depends on segments by its nature: where and when, how many packets, and how many octets were seen twice.
SEGMENTS = {"files", "packets", "octets", "first", "last", "first_packet", "followed_packets", "period_ns", "shortest_ns",
            "latency", "REPEATED", "SPLIT", "SHARED", "longest_ns"}
FRAMING = {"file", "packet", "time", "seconds", "framing", "text", "request_packet", "latency_ms"}


def skip(why):
    print(f"skipped: {why}")
    sys.exit(1 if "captures" in os.environ.get("S7_REQUIRE", "").split(",") else 77)


def events(program, capture):
    """Everything that is told but for framing; and the losses."""
    lines = subprocess.run([program, "capture", "show", "--json", "--all", capture], check=True, stdout=subprocess.PIPE,
                           stderr=subprocess.DEVNULL, text=True).stdout.splitlines()
    documents = [json.loads(line) for line in lines]
    told = [{name: value for name, value in event.items() if name not in FRAMING} for event in documents[:-1]]
    return [event for event in told if event["event"] not in ("lost", "closed")], documents[-1]["losses"]


def without(value, names):
    """A document without the members of these names, at any depth."""
    if isinstance(value, dict):
        return {name: without(member, names) for name, member in value.items() if name not in names}
    return [without(member, names) for member in value] if isinstance(value, list) else value


def conversations(program, capture):
    """All that `capture list` tells but for what depends on segments."""
    text = subprocess.run([program, "capture", "list", "--json", capture], check=True, stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL, text=True).stdout
    return without(json.loads(text), SEGMENTS)


def by_direction(told, has_gaps):
    """Where octets are missing, it is an acknowledgement that shows it: what waited behind the gap comes then, and the
    order between the directions follows the segments.  Within a direction it does not."""
    if not has_gaps:
        return [told]
    directions = {}
    for event in told:
        directions.setdefault((event["client"]["address"], event["client"]["port"], event["from"]), []).append(event)
    return [directions[key] for key in sorted(directions, key=str)]


def compare(program, capture, folder, seed):
    """The names of the reframings that are told otherwise."""
    packets = capture_frames.read(capture)
    expected, losses = events(program, capture)
    listed = conversations(program, capture)
    wrong = []
    for name, change in capture_frames.REFRAMINGS.items():
        path = folder / "reframed.pcap"
        capture_frames.write(path, change(packets, capture_frames.chance_of(name, seed)))
        told, lost = events(program, path)
        gaps = losses["GAP"] > 0
        if by_direction(told, gaps) != by_direction(expected, gaps) or lost["GAP"] != losses["GAP"]:
            place = next((i for i, (one, two) in enumerate(zip(told, expected)) if one != two), min(len(told), len(expected)))
            print(f"{capture.name}, {name}: event {place} of {len(told)} ({len(expected)}), "
                  f"octets missing {lost['GAP']} ({losses['GAP']})")
            print(f"  {told[place:place + 1]}\n  {expected[place:place + 1]}")
            wrong.append(name)
        listed_now = conversations(program, path)
        if listed_now != listed:
            print(f"{capture.name}, {name}: capture list\n  {listed_now}\n  {listed}")
            wrong.append(name)
    return len(expected), wrong


def main():
    """All reframings of all captures."""
    folder = Path(os.environ.get("S7_CAPTURES", Path(sys.argv[2]).parent / "shared" / "captures"))
    captures = sorted(folder.glob("*.pcap*")) if folder.is_dir() else []
    if not captures:
        skip(f"no captures in {folder}")
    seed = int(os.environ.get("S7_SEED", time.time_ns()))
    print(f"S7_SEED={seed}")
    count, wrong = 0, 0
    with tempfile.TemporaryDirectory() as scratch:
        for capture in captures:
            events_told, names = compare(sys.argv[1], capture, Path(scratch), seed)
            count += events_told
            wrong += len(names)
    print(f"{len(captures)} captures, {count} events, {len(capture_frames.REFRAMINGS)} reframings each, {wrong} differ")
    return 1 if wrong or not count else 0


if __name__ == "__main__":
    sys.exit(main())

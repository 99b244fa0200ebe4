# SPDX-License-Identifier: MIT
"""The example plants at work, recorded at their switch: what is discovered, merged and checked in that are the plants.

    discover_test.py SIEBEN EXAMPLES
"""
import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import lab
from line import Line

PLANTS = {
    "two-cells.yaml": {"PRESS": "10.10.1.11", "OVEN": "10.20.1.21"},
    "line.yaml": {"PRESS": "10.10.1.11", "OVEN": "10.20.1.21", "HISTORIAN": "10.30.0.5"},
}
SILENT = {"line.yaml": ["C-003"]}  # a panel without a memory to play
FRAMES = 900  # some seconds of them
TOLERANCE = 0.25  # of a cycle: the machine that the test runs on does other things, too


def sieben(program, *words, codes=(0,)):
    done = subprocess.run([program, *map(str, words)], capture_output=True, text=True, check=False)
    if done.returncode not in codes:
        sys.exit(f"FAIL sieben {' '.join(map(str, words))}: {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


def connections(program, plant, played):
    """{(from, to): (reads, writes)} of those whose ends are played, by address."""
    shown = json.loads(sieben(program, "plant", "show", plant, "--json"))["shown"][0]
    hosts = {partner["name"]: partner["host"] for partner in shown["partners"]}
    return {(hosts[c["from"]], hosts[c["to"]]): (c["reads"], c["writes"]) for c in shown["connections"]
            if {hosts[c["from"]], hosts[c["to"]]} <= set(played)}


def duration(text):
    number, unit = re.fullmatch(r"(\d+)(ms|s)", text).groups()
    return int(number) * {"ms": 1, "s": 1000}[unit]


def cycles(text):
    """{(from, to): shortest cycle in ms} of the connections of a plant file, by name."""
    found = {}
    body = text[text.index("\nconnections:"):]
    for block in re.split(r"\n  (?=[A-Z]-\d+:)", body)[1:]:
        ends = tuple(re.search(rf"\n    {key}: (\S+)", block).group(1) for key in ("from", "to"))
        every = [duration(each) for each in re.findall(r"(?:every|cycle): (\d+m?s)", block)]
        if every:
            found[ends] = min(every)
    return found


def judge(program, plant, capture, seen, played):
    sieben(program, "capture", "discover", capture, "--plant", plant, "-o", seen)
    expected = connections(program, plant, played)
    found = connections(program, seen, played)
    if found != expected:
        sys.exit(f"FAIL {plant.name}: expected {expected}, discovered {found}\n{seen.read_text()}")
    asked, measured = cycles(plant.read_text()), cycles(seen.read_text())
    for ends, cycle in measured.items():
        if abs(cycle - asked[ends]) > TOLERANCE * asked[ends]:
            sys.exit(f"FAIL {plant.name}: {ends} every {asked[ends]} ms, discovered {cycle} ms\n{seen.read_text()}")
    if set(measured) != {ends for ends in asked if ends in measured} or len(measured) != len(expected):
        sys.exit(f"FAIL {plant.name}: cycles of {set(measured)}\n{seen.read_text()}")
    print(f"{plant.name}: {len(found)} connections, cycles {measured}")


def judge_merged(program, plant, seen, played):
    """What is merged into no register, and into that of the plant, is the plant; its connections wait for owners."""
    fresh, own = seen.with_name("fresh.yaml"), seen.with_name("own.yaml")
    fresh.unlink(missing_ok=True)
    sieben(program, "plant", "merge", seen, "--into", fresh)
    expected = connections(program, plant, played)
    if connections(program, fresh, played) != expected:
        sys.exit(f"FAIL {plant.name}: expected {expected}, merged\n{fresh.read_text()}")
    findings = json.loads(sieben(program, "plant", "check", "--json", fresh, codes=(1,)))["findings"]
    ids = {finding["check"] for finding in findings}
    if not ids <= {"S7R-004", "S7R-026"}:  # owner, purpose and ticket of a write; drafts
        sys.exit(f"FAIL {plant.name}: {findings}\n{fresh.read_text()}")
    shutil.copy(plant, own)
    sieben(program, "plant", "merge", seen, "--into", own)
    if own.read_text() != plant.read_text():
        sys.exit(f"FAIL {plant.name}: merging what was seen of it changes it\n{own.read_text()}")
    print(f"{plant.name}: merged; to be answered: {', '.join(sorted(ids))}")


def judge_drift(program, plant, seen, silent):
    """The plant does what it declares; what is declared and was not played is told as silent, and nothing else."""
    document = json.loads(sieben(program, "plant", "drift", "--json", plant, seen, codes=(1 if silent else 0,)))
    if [finding["name"] for finding in document["findings"]] != silent:
        sys.exit(f"FAIL {plant.name}: drift of its own traffic: {document['findings']}\n{seen.read_text()}")


def main(program, examples):
    lab.enter()
    with tempfile.TemporaryDirectory() as folder:
        for number, (name, partners) in enumerate(PLANTS.items()):
            plant = Path(examples) / name
            capture, seen = Path(folder) / f"{number}.pcap", Path(folder) / f"{number}.yaml"
            live = Path(folder) / f"live-{number}.yaml"
            with Line(partners) as line:
                listener = line.start("OVEN", program, "capture", "discover", "-i", "eth0", "-o", live)
                line.capture(program, plant, capture, FRAMES, listener)
                if listener.returncode != 130:
                    sys.exit(f"FAIL listening: {listener.returncode} {listener.communicate()}")
            judge(program, plant, capture, seen, partners.values())
            judge_merged(program, plant, seen, partners.values())
            judge_drift(program, plant, seen, SILENT.get(name, []))
            expected = connections(program, plant, partners.values())
            found = connections(program, live, partners.values())
            if found != expected:
                sys.exit(f"FAIL {name}: expected {expected}, heard {found}\n{live.read_text()}")


if __name__ == "__main__":
    main(*sys.argv[1:])

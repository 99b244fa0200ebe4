# SPDX-License-Identifier: MIT
"""sieben plant merge: drafts in, reviewed entries untouched, nothing lost."""
import json
import os
import random
from collections import Counter

from conftest import run, run_json

PLANT = """\
# Line 4
sieben: 1
plant: {name: Bench}   # a bench
cpus:
  PRESS:               # the press
    address: 10.0.0.1
    profile: s7-1500
    put_get: permitted
  OVEN: {address: 10.0.0.2, profile: s7-300, owner: thermal team, dbs: {100: {size: 20}}}
connections:
  C-001:
    from: PRESS
    to: OVEN
    owner: thermal team
    writes: P#DB100.DBX0.0 BYTE 20   # set values
  # a draft
  D-001: {from: OVEN, to: PRESS}
# the end
"""

SEEN = """\
sieben: 1
plant: {name: Seen}
hosts:
  H: {address: 10.0.0.9}
cpus:
  X: {address: 10.0.0.1, profile: s7-1500}
  Y: {address: 10.0.0.2, profile: s7-300, dbs: {100: {size: 22}}}
connections:
  S-001: {from: X, to: Y, service: put, writes: P#DB100.DBX0.0 BYTE 22}
  S-002: {from: Y, to: X, service: get, reads: DB5.DBW0, rate: {cycle: 200ms}}
  S-003: {from: H, to: Y, service: hmi, functions: [szl]}
"""


def write(folder, name, text):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_all_but_the_reviewed_is_merged(tmp_path):
    plant, seen = write(tmp_path, "plant.yaml", PLANT), write(tmp_path, "seen.yaml", SEEN)
    done, document = run_json("plant", "merge", seen, "--into", plant)
    assert done.returncode == 1 and document["schema"] == "sieben/plant-merge/1"
    assert [(n["kind"], n["name"]) for n in document["notes"]] == [
        ("added", "H"), ("conflict", "OVEN"), ("conflict", "C-001"), ("widened", "D-001"), ("added", "S-003")]
    conflict = document["notes"][2]
    assert conflict["entry"] == {"line": 11, "column": 3} and conflict["at"] == {"line": 9, "column": 3}
    assert "P#DB100.DBX20.0 BYTE 2" in conflict["seen"] and "BYTE 20" in conflict["declared"]
    text = plant.read_text(encoding="utf-8")
    assert not Counter(PLANT.splitlines()) - Counter(text.splitlines()) - Counter(["  D-001: {from: OVEN, to: PRESS}"])
    assert run("plant", "diff", plant, seen).returncode == 1  # it loads
    again = run("plant", "merge", seen, "--into", plant)
    assert again.returncode == 1 and plant.read_text(encoding="utf-8") == text


def test_what_is_accepted_leaves_no_drift(tmp_path):
    plant, seen = write(tmp_path, "plant.yaml", PLANT), write(tmp_path, "seen.yaml", SEEN)
    assert run("plant", "drift", plant, seen).returncode == 1
    done = run("plant", "merge", seen, "--into", plant, "--accept", "C-001,OVEN")
    assert done.returncode == 0, done.stdout
    assert "writes: [P#DB100.DBX0.0 BYTE 22]   # set values" in plant.read_text(encoding="utf-8")
    drift = run("plant", "drift", plant, seen)
    assert drift.returncode == 0, drift.stdout


def test_nothing_is_written_in_a_dry_run_or_when_it_fails(tmp_path):
    plant, seen = write(tmp_path, "plant.yaml", PLANT), write(tmp_path, "seen.yaml", SEEN)
    assert run("plant", "merge", seen, "--into", plant, "--dry-run").returncode == 1
    broken = write(tmp_path, "broken.yaml", SEEN.replace("sieben: 1", "sieben: 2"))
    assert run("plant", "merge", seen, broken, "--into", plant).returncode == 2
    unknown = write(tmp_path, "own.yaml", SEEN.replace("plant: {name: Seen}", "plant: {name: Seen}\nprofiles: {mine: {like: pc}}")
                    .replace("  H: {address: 10.0.0.9}", "  H: {address: 10.0.0.9, profile: mine}"))
    done = run("plant", "merge", unknown, "--into", plant)
    assert done.returncode == 2 and "would not load" in done.stderr and "mine" in done.stderr
    assert plant.read_text(encoding="utf-8") == PLANT
    assert sorted(os.listdir(tmp_path)) == ["broken.yaml", "own.yaml", "plant.yaml", "seen.yaml"]


def test_a_register_that_is_not_there_is_made(tmp_path):
    seen = write(tmp_path, "seen.yaml", SEEN)
    plant = tmp_path / "new.yaml"
    done = run("plant", "merge", seen, "--into", plant, "--name", 'Hall "2": press')
    assert done.returncode == 0, done.stderr
    assert run("plant", "drift", plant, seen).returncode == 0
    assert json.loads(run("plant", "diff", plant, seen, "--json").stdout)["errors"] == 0


def test_the_order_of_what_was_seen_does_not_matter_for_what_is_known(tmp_path):
    lines = SEEN.splitlines(keepends=True)
    head, connections = lines[:8], lines[8:]
    seed = int(os.environ.get("S7_SEED", "1"))
    for n in range(6):
        random.Random(seed + n).shuffle(connections)
        plant = write(tmp_path, "plant.yaml", PLANT)
        run("plant", "merge", write(tmp_path, "seen.yaml", "".join(head + connections)), "--into", plant, "--accept", "all")
        assert run("plant", "drift", plant, write(tmp_path, "again.yaml", SEEN)).returncode == 0

# SPDX-License-Identifier: MIT
"""Plant files: every fault with its position, nothing started on a bad one."""
import re

import pytest

from conftest import run, run_json

BAD = """\
sieben: 1
plant: {name: Bad}
cpus:
  A: {address: 127.0.0.1, profile: s7-1500, slott: 2}
  B: {address: 127.0.0.2, profile: s7-9000}
"""


@pytest.fixture
def bad(tmp_path):
    path = tmp_path / "bad.yaml"
    path.write_text(BAD, encoding="utf-8")
    return path


def test_a_good_plant(plant):
    done = run("plant", "check", plant)
    assert done.returncode == 0 and done.stderr == "" and "Bench" in done.stdout
    done, document = run_json("plant", "check", plant)
    assert done.returncode == 0
    assert document["schema"] == "sieben/plant-check/1"
    assert document["errors"] == 0 and document["plant"] == "Bench"
    assert document["findings"] == [] and document["warnings"] == 0


def test_every_fault_has_its_position(bad):
    done = run("plant", "check", bad)
    assert done.returncode == 2
    faults = [line for line in done.stdout.splitlines() if ": error: " in line]
    assert len(faults) >= 2
    places = [re.match(re.escape(str(bad)) + r":(\d+):(\d+): error: .", line).groups() for line in faults]
    assert {int(line) for line, _ in places} == {4, 5}
    assert "slot" in faults[0]
    done, document = run_json("plant", "check", bad)
    assert done.returncode == 2 and document["plant"] is None
    assert [(f["line"], f["column"]) for f in document["findings"]] == [(int(a), int(b)) for a, b in places]
    assert document["errors"] == len(faults)


def test_warnings_count_when_strict(tmp_path):
    path = tmp_path / "twins.yaml"
    path.write_text("sieben: 1\nplant: {name: Twins}\ncpus:\n  A: {address: 10.0.0.1, profile: s7-300}\n"
                    "  B: {address: 10.0.0.1, profile: s7-300}\n", encoding="utf-8")
    done = run("plant", "check", path)
    assert done.returncode == 0 and f"{path}:5:" in done.stdout and ": warning: " in done.stdout
    assert run("plant", "check", path, "--strict").returncode == 1
    done, document = run_json("plant", "check", path, "--strict")
    assert done.returncode == 1 and document["warnings"] == 1 and document["plant"] == "Twins"


def test_standard_input(plant):
    text = plant.read_text(encoding="utf-8")
    assert run("plant", "check", "-", text_in=text).returncode == 0
    done = run("plant", "check", "-", text_in=BAD)
    assert done.returncode == 2 and done.stdout.startswith("stdin:4:")


@pytest.mark.parametrize("words", [["plant", "check"], ["cpu"], ["get"]])
def test_files_that_cannot_be_read(words, tmp_path):
    absent = tmp_path / "absent.yaml"
    for path in (absent, tmp_path):
        operands = {"check": [path], "cpu": [path, "A"], "get": [f"A@{path}", "MW0"]}[words[-1]]
        done = run(*words, *operands)
        assert done.returncode == 2 and done.stdout == "" and str(path) in done.stderr


def test_nothing_starts_on_a_bad_plant(bad):
    done = run("cpu", bad, "A", "--listen", "127.0.0.1:0")
    assert done.returncode == 2 and done.stdout == ""
    assert done.stderr.count(": error: ") >= 2
    done = run("get", f"A@{bad}", "MW0")
    assert done.returncode == 2 and done.stdout == ""


def test_a_list_whose_name_is_wrong_has_that_fault_alone(tmp_path):
    path = tmp_path / "lists.yaml"
    path.write_text("sieben: 1\nplant: {name: X}\ncpus:\n  OVEN:\n    address: 10.20.1.21\n    profile: s7-300\n"
                    "    identity: {station: Öfen}\n"
                    "    szl:\n      - {id: 131, index: 0x0003}\n      - {id: 0x0222, index: 3}\n"
                    "      - {id: 0x2222}\n      - {id: 0x0222}\n", encoding="utf-8")
    done = run("plant", "check", path)
    told = [line for line in done.stdout.splitlines() + done.stderr.splitlines() if ": error: " in line]
    assert done.returncode == 2 and len(told) == 4, told
    assert "7:25: error: station: printable ASCII is expected" in told[0]
    assert "9:14: error: id: " in told[1] and told[1].endswith("it is written in hex: 0x0131, or 0x0083 if 131 is meant")
    assert "10:29: error: index: " in told[2] and told[2].endswith("it is written in hex: 0x0003")
    assert "11:14: error: id: expected a code from 0x0000 to 0x0FFF" in told[3]

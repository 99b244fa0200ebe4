# SPDX-License-Identifier: MIT
"""Plant files: every fault with its position, nothing started on a bad one."""
import json
import os
import pathlib
import re
import urllib.parse

import jsonschema
import pytest

from conftest import run, run_json

PROJECT = pathlib.Path(__file__).resolve().parents[2]

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
    faults = [line for line in done.stdout.splitlines() if ": error S7R-001: " in line]
    assert len(faults) >= 2
    places = [re.match(re.escape(str(bad)) + r":(\d+):(\d+): error S7R-001: .", line).groups() for line in faults]
    assert {int(line) for line, _ in places} == {4, 5}
    assert "slot" in faults[0]
    done, document = run_json("plant", "check", bad)
    assert done.returncode == 2 and document["plant"] is None
    assert [(f["line"], f["column"]) for f in document["findings"]] == [(int(a), int(b)) for a, b in places]
    assert document["errors"] == len(faults)


def test_warnings_count_when_strict(tmp_path):
    path = tmp_path / "twins.yaml"
    path.write_text("sieben: 1\nplant: {name: Twins}\ncpus:\n  A: {address: 10.0.0.1, profile: s7-300}\n"
                    "  B: {address: 10.0.0.2, profile: s7-300, program_writes: M9999.0}\n", encoding="utf-8")
    done = run("plant", "check", path)
    assert done.returncode == 0 and f"{path}:5:" in done.stdout and ": warning S7R-029: B: " in done.stdout
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
    told = [line for line in done.stdout.splitlines() + done.stderr.splitlines() if ": error S7R-001: " in line]
    assert done.returncode == 2 and len(told) == 4, told
    assert "7:25: error S7R-001: station: printable ASCII is expected" in told[0]
    assert "9:14: error S7R-001: id: " in told[1] and told[1].endswith("it is written in hex: 0x0131, or 0x0083 if 131 is meant")
    assert "10:29: error S7R-001: index: " in told[2] and told[2].endswith("it is written in hex: 0x0003")
    assert "11:14: error S7R-001: id: expected a code from 0x0000 to 0x0FFF" in told[3]


CASES = PROJECT / "tests" / "unit" / "register" / "cases"
TODAY = ("--today", "2026-11-20")


@pytest.mark.parametrize("path", sorted(CASES.glob("S7R-0*.yaml")), ids=lambda path: path.stem)
def test_each_check_finds_its_case_alone(path):
    done, document = run_json("plant", "check", path, *TODAY)
    found = [finding["check"] for finding in document["findings"] if "accepted" not in finding]
    near = path.stem.endswith("-near")
    assert found == ([] if near else [path.stem])
    severity = {"error": 1, "warning": 0, "info": 0}
    expected = 2 if document["plant"] is None else 0 if near else severity[document["findings"][0]["severity"]]
    assert done.returncode == expected
    strict = run("plant", "check", path, *TODAY, "--strict").returncode
    assert strict == (1 if expected == 0 and document["warnings"] else expected)


def test_why_and_fix_are_told_once(tmp_path):
    path = tmp_path / "drafts.yaml"
    path.write_text("sieben: 1\nplant: {name: Drafts}\ncpus:\n  A: {address: 10.0.0.1, profile: s7-300}\n"
                    "  B: {address: 10.0.0.2, profile: s7-300}\nconnections:\n"
                    "  C-1: {from: A, to: B, service: other}\n  C-2: {from: A, to: B, service: other}\n", encoding="utf-8")
    done = run("plant", "check", path)
    lines = done.stdout.splitlines()
    assert done.returncode == 0 and len(lines) == 5
    assert lines[0] == f"{path}:7:3: warning S7R-026: C-1: A to B has neither owner nor purpose"
    assert lines[1].startswith("    why: ") and lines[2].startswith("    fix: ")
    assert lines[3] == f"{path}:8:3: warning S7R-026: C-2: A to B has neither owner nor purpose"
    assert lines[4] == f"{path}: Drafts: 2 CPUs, 2 connections, 2 warnings"


def test_what_is_accepted_is_told_and_not_counted():
    path = CASES / "S7R-040-near.yaml"
    done, document = run_json("plant", "check", path, *TODAY, "--strict")
    assert done.returncode == 0 and document["accepted"] == 1 and document["warnings"] == 0
    assert document["findings"][0]["accepted"] == {"until": "2026-11-20", "by": "b", "reason": "r"}
    text = run("plant", "check", path, *TODAY).stdout
    assert ": accepted S7R-026: C-1: " in text and "(accepted until 2026-11-20 by b: r)" in text
    done, document = run_json("plant", "check", path, "--today", "2026-11-21", "--strict")
    assert done.returncode == 1 and [f["check"] for f in document["findings"]] == ["S7R-026", "S7R-039"]


# What SARIF 2.1.0 requires of what is written here.
SARIF = {
    "type": "object", "required": ["version", "runs"], "additionalProperties": False,
    "properties": {
        "$schema": {"type": "string", "format": "uri"}, "version": {"const": "2.1.0"},
        "runs": {"type": "array", "minItems": 1, "items": {
            "type": "object", "required": ["tool", "results"], "additionalProperties": False,
            "properties": {
                "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                "tool": {"type": "object", "required": ["driver"], "additionalProperties": False, "properties": {"driver": {
                    "type": "object", "required": ["name"], "additionalProperties": False, "properties": {
                        "name": {"type": "string"}, "version": {"type": "string"},
                        "rules": {"type": "array", "uniqueItems": True, "items": {
                            "type": "object", "required": ["id"], "additionalProperties": False, "properties": {
                                "id": {"type": "string"}, "shortDescription": {"$ref": "#/$defs/text"},
                                "fullDescription": {"$ref": "#/$defs/text"}, "help": {"$ref": "#/$defs/text"},
                                "defaultConfiguration": {"type": "object", "additionalProperties": False,
                                                         "properties": {"level": {"$ref": "#/$defs/level"}}}}}}}}}},
                "results": {"type": "array", "items": {
                    "type": "object", "required": ["message"], "additionalProperties": False, "properties": {
                        "ruleId": {"type": "string"}, "ruleIndex": {"type": "integer", "minimum": 0},
                        "level": {"$ref": "#/$defs/level"}, "message": {"$ref": "#/$defs/text"},
                        "suppressions": {"type": "array", "items": {
                            "type": "object", "required": ["kind"], "additionalProperties": False, "properties": {
                                "kind": {"enum": ["inSource", "external"]},
                                "status": {"enum": ["accepted", "underReview", "rejected"]},
                                "justification": {"type": "string"}}}},
                        "locations": {"type": "array", "items": {
                            "type": "object", "additionalProperties": False, "properties": {
                                "physicalLocation": {"type": "object", "additionalProperties": False,
                                                     "required": ["artifactLocation"], "properties": {
                                    "artifactLocation": {"type": "object", "additionalProperties": False, "properties": {
                                        "uri": {"type": "string", "pattern": "^[A-Za-z0-9._~/%-]+$"}}},
                                    "region": {"type": "object", "additionalProperties": False, "properties": {
                                        "startLine": {"type": "integer", "minimum": 1},
                                        "startColumn": {"type": "integer", "minimum": 1}}}}},
                                "logicalLocations": {"type": "array", "items": {
                                    "type": "object", "additionalProperties": False, "properties": {
                                        "name": {"type": "string"}, "kind": {"type": "string"}}}}}}}}}}}}}},
    "$defs": {"text": {"type": "object", "required": ["text"], "properties": {"text": {"type": "string", "minLength": 1}}},
              "level": {"enum": ["none", "note", "warning", "error"]}},
}


@pytest.mark.parametrize("path", sorted(CASES.glob("S7R-0[0124]?.yaml")) + [CASES / "S7R-040-near.yaml"],
                         ids=lambda path: path.stem)
def test_sarif_is_what_the_standard_requires(path, tmp_path):
    odd = tmp_path / "wie es ist #1 %.yaml"
    odd.write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    done = run("plant", "check", odd, *TODAY, "--format", "sarif")
    document = json.loads(done.stdout)
    jsonschema.Draft202012Validator(SARIF).validate(document)
    rules = document["runs"][0]["tool"]["driver"]["rules"]
    for result in document["runs"][0]["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        assert urllib.parse.unquote(uri) == str(odd)
    if path.stem.endswith("-near"):
        assert document["runs"][0]["results"][0]["suppressions"][0]["status"] == "accepted"


@pytest.mark.parametrize("words, why", [(["--format", "xml"], "text, json or sarif"), (["--today", "tomorrow"], "a date"),
                                        (["--today", "2026-02-30"], "a date"), (["--json", "--format", "text"], "exclude")])
def test_wrong_words(words, why, plant):
    done = run("plant", "check", plant, *words)
    assert done.returncode == 2 and done.stdout == "" and why in done.stderr


REGISTER = PROJECT / "docs" / "register.md"
BEGIN = "<!-- checks: generated from src/register/defs/check.def (S7_REWRITE=1 tests/cli/test_plant_check.py) -->\n"
END = "<!-- checks: end -->\n"


def test_the_page_has_every_check(plant):
    rules = json.loads(run("plant", "check", plant, "--format", "sarif").stdout)["runs"][0]["tool"]["driver"]["rules"]
    rows = ["| id | severity | what | why | how to fix |", "| --- | --- | --- | --- | --- |"]
    rows += [f"| {rule['id']} | {rule['defaultConfiguration']['level']} | {rule['shortDescription']['text']} | "
             f"{rule['fullDescription']['text']} | {rule['help']['text']} |" for rule in rules]
    table = "\n".join(rows) + "\n"
    page = REGISTER.read_text(encoding="utf-8")
    head, rest = page.split(BEGIN)
    seen, tail = rest.split(END)
    if os.environ.get("S7_REWRITE") == "1":
        REGISTER.write_text(head + BEGIN + table + END + tail, encoding="utf-8")
        return
    assert seen == table, "write it again: S7_REWRITE=1"


def test_a_name_of_a_file_does_not_reach_the_terminal_as_it_is(tmp_path):
    """A name may come from a checkout, and a terminal obeys what is in it."""
    path = tmp_path / "p\x1b[31m.yaml"
    path.write_text("sieben: 2\n")
    other = tmp_path / "q\x1b[32m.yaml"
    for arguments in (["plant", "check", path], ["plant", "show", path], ["plant", "fmt", path], ["plant", "diff", path, path],
                      ["plant", "check", other], ["plant", "export", path], ["plant", "import", path],
                      ["plant", "merge", other, "--into", path], ["plant", "drift", path, other],
                      ["plant", "init", "-o", path], ["capture", "list", path], ["capture", "show", other]):
        done = run(*arguments)
        assert done.returncode in (1, 2), arguments
        assert "\x1b" not in done.stdout + done.stderr, arguments
        assert "\ufffd[3" in done.stdout + done.stderr, arguments

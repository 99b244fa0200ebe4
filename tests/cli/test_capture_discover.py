# SPDX-License-Identifier: MIT
"""`sieben capture discover`: a canonical plant file of every capture, and of several the union."""
import os
import pathlib
import re

import pytest
from conftest import run, run_json

FOLDER = pathlib.Path(os.environ.get("S7_CAPTURES", pathlib.Path(__file__).resolve().parents[3] / "shared" / "captures"))
CAPTURES = sorted(FOLDER.glob("*.pcap*")) if FOLDER.is_dir() else []
needs_captures = pytest.mark.skipif(not CAPTURES, reason=f"no captures in {FOLDER}")


def discover(target, *captures):
    done = run("capture", "discover", *captures, "-o", target, "--force")
    assert done.returncode == 0, done.stderr
    return run_json("plant", "show", target)[1]["shown"][0]


def ends(shown):
    """{(address, port, address, port, service)} of the connections."""
    hosts = {partner["name"]: (partner["host"], partner["port"]) for partner in shown["partners"]}
    return {hosts[c["from"]] + hosts[c["to"]] + (c["service"],) for c in shown["connections"]}


@needs_captures
@pytest.mark.parametrize("capture", CAPTURES, ids=lambda path: path.name)
def test_every_capture_makes_a_canonical_plant_file(capture, tmp_path):
    seen = tmp_path / "seen.yaml"
    shown = discover(seen, capture)
    assert shown["connections"], seen.read_text()
    assert run("plant", "fmt", "--check", seen).returncode == 0
    findings = run("plant", "check", seen).stdout
    assert "S7R-001" not in findings, findings
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f]", seen.read_text())


@needs_captures
def test_several_captures_make_their_union(tmp_path):
    single = [ends(discover(tmp_path / "one.yaml", capture)) for capture in CAPTURES]
    together = ends(discover(tmp_path / "all.yaml", *CAPTURES))
    addresses = {connection[:4] for connections in single for connection in connections}
    assert {connection[:4] for connection in together} == addresses


@needs_captures
def test_a_redacted_file_has_none_of_the_addresses(tmp_path):
    for capture in CAPTURES:
        shown = discover(tmp_path / "seen.yaml", capture)
        done = run("capture", "discover", "--redact", capture)
        text = done.stdout
        assert done.returncode == 0
        assert not [p["host"] for p in shown["partners"] if re.search(rf"\b{re.escape(p['host'])}\b", text)]
        assert capture.name not in text


@needs_captures
def test_a_document_says_what_was_found(tmp_path):
    seen = tmp_path / "seen.yaml"
    done, told = run_json("capture", "discover", FOLDER / "snap7_s300_everything.pcapng", "-o", seen)
    assert (done.returncode, done.stderr, told["schema"]) == (0, "", "sieben/capture-discover/1")
    assert (told["file"], told["cpus"], told["hosts"], told["connections"], told["others"]) == (str(seen), 1, 1, 1, 0)
    assert (told["reading"]["packets"], told["reading"]["complete"], told["losses"]["GAP"]) == (64, True, 0)
    assert run("capture", "discover", FOLDER / "snap7_s300_everything.pcapng", "--json").returncode == 2

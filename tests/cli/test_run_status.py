# SPDX-License-Identifier: MIT
"""The status file, and that all outputs of one run say the same."""
import json
import os
import re
import subprocess

import pytest

from conftest import run, run_json
from plants import going, line


@pytest.fixture
def plant(tmp_path):
    return line(tmp_path / "plant.yaml")


def test_it_is_there_at_once_whole_and_new_every_second(tmp_path, plant):
    with going(tmp_path, plant, "--desk", "--json") as going_on:
        seen = {}
        while len(seen) < 3:
            status = going_on.wait(lambda s: True, "a status")  # json.loads() fails on half a document
            seen[status["second"]] = status
        assert sorted(seen) == [0, 1, 2]
        assert seen[0]["schema"] == "sieben/run-status/1" and seen[0]["state"] == "running"
        assert seen[0]["process"] == going_on.process.pid
        assert seen[1]["totals"]["completions"] < seen[2]["totals"]["completions"]
        assert not (tmp_path / "status.json.new").exists() or going_on.process.poll() is None
        code, out = going_on.end()
        assert code == 0
    last = json.loads((tmp_path / "status.json").read_text(encoding="utf-8"))
    assert last["state"] == "ended" and not (tmp_path / "status.json.new").exists()
    document = json.loads(out)
    for key in ("schema", "process", "written_at"):
        last.pop(key, None)
        document.pop(key, None)
    assert last == document


def test_text_document_and_status_file_say_the_same(tmp_path, plant):
    """The summary's rows against the status file of the same run."""
    status = tmp_path / "status.json"
    done = run("run", plant, "--desk", "--for", "1200ms", "--status-file", status)
    assert done.returncode == 0, done.stderr
    document = json.loads(status.read_text(encoding="utf-8"))
    rows = re.findall(r"^(C-\d+)\.(\d) +(PUT|GET) +(\d+) +(\d+) +(\d+) +(\d+) +([\d.]+) ms +([\d.]+) ms  (\w+)$",
                      done.stdout, re.M)
    said = [(c, int(n), k.lower(), int(d), int(s), int(e), int(o), float(p50), float(p99), m)
            for c, n, k, d, s, e, o, p50, p99, m in rows]
    kept = [(j["connection"], j["number"], j["kind"], j["completions"], j["skipped"], j["errors"], j["octets"],
             round(j["p50_ms"], 3), round(j["p99_ms"], 3), j["comparison"]["outcome"]) for j in document["jobs"]]
    assert said == kept and len(said) == 3


def test_the_last_value_is_in_it(plant, tmp_path):
    with going(tmp_path, plant, "--desk", "--json") as going_on:
        status = going_on.wait(lambda s: s["jobs"][0]["value"], "a value")
        assert status["jobs"][0]["value"].startswith("41 ac 00 00")  # 21.5


@pytest.mark.parametrize("path, why", [("missing/status.json", "No such file"), (".", "Is a directory"),
                                       ("/dev/null", "File exists")])
def test_a_place_that_takes_no_file_is_said_once_and_the_run_goes_on(tmp_path, plant, path, why):
    done, document = run_json("run", plant, "--desk", "--for", "2100ms", "--status-file", tmp_path / path)
    assert done.returncode == 0 and document["ok"]
    assert done.stderr.count("--status-file") == 1 and why in done.stderr


def test_a_full_disk_is_said_once_and_the_old_document_stays(tmp_path, plant):
    """The limit on file sizes stands for the disk: what does not fit is not moved into its place."""
    status = tmp_path / "status.json"
    status.write_text("before", encoding="utf-8")
    command = 'ulimit -f 1; trap "" XFSZ; exec "$@"'
    done = subprocess.run(["sh", "-c", command, "sh", os.environ.get("SIEBEN", "sieben"), "run", str(plant), "--desk", "--for",
                           "1200ms", "--status-file", str(status)], capture_output=True, text=True, check=False)
    assert done.stderr.count("--status-file") == 1 and "File too large" in done.stderr, done.stderr
    assert "3 of 3 jobs without errors" in done.stdout
    assert status.read_text(encoding="utf-8") == "before" and not (tmp_path / "status.json.new").exists()

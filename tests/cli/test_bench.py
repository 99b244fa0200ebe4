# SPDX-License-Identifier: MIT
"""sieben bench: what it says and how it ends.  How fast anything is, is not asserted here."""
import json
import subprocess

import pytest

from conftest import DEADLINE, SIEBEN, environment, run

TINY = ("--rounds", "3", "--seconds", "0.02", "--requests", "50", "--size", "1,64",
        "--connections", "20", "--every", "50ms")
SUBJECTS = {("raw", "raw"), ("limit-s7", "limit-s7"), ("self", "limit-s7"), ("self", "cpu")}
COUNTED = {("raw", "raw"), ("limit-s7", "limit-s7"), ("self", "limit-s7"), ("self-write", "cpu")}


@pytest.fixture(scope="module")
def lines():
    """One tiny run of everything, as JSON lines."""
    done = subprocess.run([SIEBEN, "bench", *TINY, "--seed", "7", "--json"], capture_output=True, text=True,
                          env=environment(), timeout=DEADLINE, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return [json.loads(line) for line in done.stdout.splitlines()]


def of_kind(lines, kind, scenario=None):
    return [line for line in lines if line["kind"] == kind and scenario in (None, line.get("scenario"))]


def test_every_line_has_the_schema(lines):
    assert {line["schema"] for line in lines} == {"sieben/bench/1"}
    assert lines[-1]["kind"] == "summary"
    assert len(of_kind(lines, "summary")) == 1


def test_every_subject_runs_in_every_round(lines):
    samples = of_kind(lines, "sample", "lockstep")
    seen = {(s["subject"], s["server"], s["n"], s["round"]) for s in samples}
    assert seen == {(*who, n, r) for who in SUBJECTS for n in (1, 64) for r in range(3)}
    assert len(samples) == len(seen)
    for sample in samples:
        assert sample["ops"] > 0 and sample["ops_s"] > 0 and sample["cpu_us"] > 0 and sample["srv_cpu_us"] > 0
        assert 0 < sample["p50_us"] <= sample["p90_us"] <= sample["p99_us"] <= sample["max_us"]
        assert sample["pin"] == "same" and sample["pdu"] == 960 and sample["errors"] == 0


def test_ratios_are_within_the_round(lines):
    for row in of_kind(lines, "row", "lockstep"):
        ratios = sorted(
            next(s["ops_s"] for s in of_kind(lines, "sample", "lockstep")
                 if (s["subject"], s["server"], s["n"], s["round"]) == (row["subject"], row["server"], row["n"], r)) /
            next(s["ops_s"] for s in of_kind(lines, "sample", "lockstep")
                 if (s["subject"], s["n"], s["round"]) == ("raw", row["n"], r))
            for r in range(3))
        assert row["ratio_raw"]["median"] == pytest.approx(ratios[1])
        assert row["ratio_raw"]["low"] == pytest.approx(ratios[0])
        assert row["ratio_raw"]["high"] == pytest.approx(ratios[2])
        assert row["ratio_raw"]["values"] == 3


def test_two_system_calls_per_request(lines):
    rows = of_kind(lines, "row", "syscalls")
    assert {(row["subject"], row["server"]) for row in rows} == COUNTED
    for row in rows:
        assert row.get("syscalls", 2) == 2  # absent: this machine does not let a process trace its child


def test_no_allocation_per_request(lines):
    rows = of_kind(lines, "row", "allocs")
    assert {(row["subject"], row["server"]) for row in rows} == COUNTED
    for row in rows:
        assert row.get("allocs", 0) == 0  # absent: a sanitizer brings its own allocator


def test_the_exchange_is_shown_beside_its_timers(lines):
    rows = of_kind(lines, "row", "exchange")
    assert [(row["subject"], row["server"], row["conns"]) for row in rows] == [("timers", "nobody", 20),
                                                                              ("exchange", "cpu", 20)]
    for row in rows:
        assert row["ops"] + row["lost"] >= 20 * 9 * 3  # of three rounds of ten cycles
        assert 0 < row["p50_us"] <= row["p99_us"] <= row["max_us"] < 50000
    assert "srv_cpu_us" not in rows[0] and rows[1]["srv_cpu_us"] > 0


def test_a_capture_is_read_beside_libpcap_alone(lines):
    rows = of_kind(lines, "row", "capture")
    assert [(row["subject"], row["server"]) for row in rows] == [("pcap_next_ex", "file"), ("capture list", "file")]
    samples = of_kind(lines, "sample", "capture")
    assert {(s["subject"], s["round"]) for s in samples} == {(row["subject"], r) for row in rows for r in range(3)}
    for sample in samples:
        assert sample["ops"] >= 100000 and sample["ops_s"] > 0 and sample["cpu_us"] > 0
    ratios = sorted(
        next(s["ops_s"] for s in samples if (s["subject"], s["round"]) == ("capture list", r)) /
        next(s["ops_s"] for s in samples if (s["subject"], s["round"]) == ("pcap_next_ex", r)) for r in range(3))
    assert rows[1]["ratio_limit"]["median"] == pytest.approx(ratios[1])
    assert rows[1]["MB_s"] == pytest.approx(rows[1]["ops_s"] * rows[1]["n"] / 1e6)


def test_a_large_plant_is_checked_beside_its_scan(lines):
    rows = of_kind(lines, "row", "check")
    assert [(row["subject"], row["server"]) for row in rows] == [("scan", "libyaml"), ("check", "large plant")]
    assert all(row["cpu_us"] > 0 and row["n"] > 2000000 for row in rows)
    assert len(of_kind(lines, "sample", "check")) == 2 * 3


def test_the_summary_has_the_targets(lines):
    summary = lines[-1]
    names = [target["target"] for target in summary["targets"]]
    assert len(names) == len(set(names)) == 2 * 3 + 2 + 2 + 2 + 1 + 1
    for target in summary["targets"]:
        assert target["verdict"] in ("pass", "fail", "not shown")
        if "lockstep" in target["target"]:
            assert target["verdict"] == "not shown"  # three rounds show nothing
    assert summary["seed"] == 7 and summary["rounds"] == 3 and summary["kernel"].startswith("Linux")
    assert summary["trouble"] is None


def test_the_text_names_what_was_measured():
    done = run("bench", "lockstep", "--rounds", "3", "--seconds", "0.02", "--size", "64", "--pin", "none")
    assert done.returncode == 0
    assert "self @ limit-s7" in done.stdout and "not shown" in done.stdout and "syscalls" not in done.stdout


@pytest.mark.parametrize("arguments, words", [
    (("--rounds", "0"), "--rounds"),
    (("--rounds", "many"), "--rounds"),
    (("--seconds", "1e9"), "--seconds"),
    (("--size", "1,,2"), "--size"),
    (("--size", "933"), "--size"),
    (("--size", "1,2,3,4,5,6,7,8,9"), "--size"),
    (("--pin", "north"), "--pin"),
    (("warp",), "warp"),
    (("--gate", "--rounds", "3"), "--gate"),
    (("--gate", "--pin", "cross"), "--gate"),
])
def test_usage_errors(arguments, words):
    done = run("bench", *arguments)
    assert done.returncode == 2
    assert words in done.stderr and done.stdout == ""


def test_the_gate_judges_release_builds_only(lines):
    if lines[-1]["build_flaw"] is None:
        pytest.skip("this is a release build")
    done = run("bench", "--gate")
    assert done.returncode == 2
    assert lines[-1]["build_flaw"] in done.stderr

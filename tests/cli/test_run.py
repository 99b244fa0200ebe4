# SPDX-License-Identifier: MIT
"""sieben run: a plant on one desk."""
import pathlib
import re
import signal
import subprocess

import pytest

from conftest import DEADLINE, SIEBEN, environment, run, run_json

EXAMPLE = pathlib.Path(__file__).resolve().parents[2] / "examples" / "two-cells.yaml"

PLANT = """\
sieben: 1
plant: {{name: Desk, revision: 3}}
cpus:
  PRESS:
    address: 10.10.1.11
    profile: s7-1500
    slot: 1
    put_get: permitted
    dbs:
      10: {{size: 100, access: standard}}
    simulate:
      - {{tag: "DB10.DBD0:REAL", wave: sine, min: 20, max: 80, period: 1s}}
  OVEN:
    address: 10.20.1.21
    profile: s7-1500
    slot: 1
    put_get: {put_get}
    dbs:
      100: {{size: 60, access: {access}}}
connections:
  C-001:
    from: PRESS
    to: OVEN
    owner: tests
    purpose: tests
    jobs:
{jobs}
"""
PUT = "      - put: {send: P#DB10.DBX0.0 BYTE 20, to: P#DB100.DBX0.0 BYTE 20, every: 50ms}"
GET = "      - get: {from: P#DB100.DBX20.0 BYTE 40, receive: P#DB10.DBX20.0 BYTE 40, every: 50ms}"


@pytest.fixture
def plant(tmp_path):
    def write(put_get="permitted", access="standard", jobs=(PUT, GET)):
        path = tmp_path / "plant.yaml"
        path.write_text(PLANT.format(put_get=put_get, access=access, jobs="\n".join(jobs)), encoding="utf-8")
        return path
    return write


def the_job(document, number):
    return next(job for job in document["jobs"] if job["number"] == number)


def test_the_example_exchanges_without_errors():
    done, document = run_json("run", EXAMPLE, "--desk", "--for", "5s")
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stderr == ""
    assert document["schema"] == "sieben/run/1"
    assert document["ok"] is True and document["interrupted"] is False
    assert len(document["jobs"]) >= 4
    assert {job["kind"] for job in document["jobs"]} == {"put", "get"}
    for job in document["jobs"]:
        assert job["completions"] >= 45, job
        assert job["errors"] == 0 and job["error"] is None
        assert job["comparison"]["outcome"] == "equal"
        assert 0 < job["p50_ms"] <= job["p99_ms"] <= job["most_ms"] * 1.02
    for cpu in document["cpus"]:
        assert cpu["played_at"].startswith("127.0.0.")
        assert not cpu["address"].startswith("127.")


def test_text_says_where_and_a_line_a_second(plant):
    done = run("run", plant(), "--desk", "--for", "2100ms")
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(r"^  PRESS +S7-1500 +10\.10\.1\.11:102 is played at 127\.0\.0\.1:\d+$", done.stdout, re.M)
    assert re.search(r"^  OVEN +S7-1500 +10\.20\.1\.21:102 is played at 127\.0\.0\.\d+:\d+$", done.stdout, re.M)
    count = r"(\d+)(?:, (\d+) skipped)?"  # on a machine with other things to do a cycle may be skipped, but not lost
    seconds = re.findall(rf"^ +(\d+) s  C-001\.1 PUT {count}  C-001\.2 GET {count}$", done.stdout, re.M)
    assert [int(line[0]) for line in seconds] == [1, 2]
    for second, *counts in seconds:
        put, put_skipped, get, get_skipped = (int(number or 0) for number in counts)
        assert put + put_skipped >= 19 * int(second) and get + get_skipped >= 19 * int(second)
    rows = re.findall(r"^C-001\.\d +(?:PUT|GET) +(\d+) +\d+ +0 +\d+ .* ms +[\d.]+ ms  equal$", done.stdout, re.M)
    assert len(rows) == 2
    assert "FAIL" not in done.stdout


def test_blocked_put_get_is_status_2_and_names_the_setting(plant):
    path = plant(put_get="blocked")
    done, document = run_json("run", path, "--desk", "--for", "1500ms")
    assert done.returncode == 1
    for job in document["jobs"]:
        assert job["status"] == 2 and job["error"]["id"] == "ACCESS_PUT_GET"
        assert job["completions"] == 0
        assert job["errors"] == 2  # at once, and after 1 s; then it pauses 5 s
        assert job["comparison"]["outcome"] == "not_read"
    done = run("run", path, "--desk", "--for", "500ms")
    assert done.returncode == 1
    fail = done.stdout.index("FAIL ")
    five = done.stdout[fail:].splitlines()[:5]
    assert "ACCESS_PUT_GET" in five[0] and "ERROR=1 STATUS=2" in five[0]
    assert [line.split()[0] for line in five] == ["FAIL", "seen", "rules", "likely", "do"]
    assert "Permit access with PUT/GET communication from remote partner" in five[4]


def test_an_optimized_db_is_status_8_with_both_hypotheses_in_order(plant):
    path = plant(access="optimized")
    done, document = run_json("run", path, "--desk", "--for", "500ms")
    assert done.returncode == 1
    job = the_job(document, 1)
    assert job["status"] == 8 and job["error"]["id"] == "DATA_ADDRESS"
    optimized, short = (next(i for i, text in enumerate(job["error"]["likely"]) if word in text)
                        for word in ("optimized", "shorter"))
    assert optimized < short
    assert job["comparison"]["outcome"] == "not_read"
    text = run("run", path, "--desk", "--for", "300ms").stdout
    assert "ERROR=1 STATUS=8" in text and text.index("optimized block access") < text.index("shorter")


def test_memories_that_differ_are_not_equal(plant):
    """Two jobs that deliver different octets to one place: one of them cannot be equal."""
    other = "      - put: {send: P#DB10.DBX60.0 BYTE 20, to: P#DB100.DBX0.0 BYTE 20, every: 50ms}"
    done, document = run_json("run", plant(jobs=(PUT, other)), "--desk", "--for", "500ms")
    assert done.returncode == 1, done.stderr
    outcomes = sorted(job["comparison"]["outcome"] for job in document["jobs"])
    assert outcomes == ["different", "equal"]
    different = next(job["comparison"] for job in document["jobs"] if job["comparison"]["outcome"] == "different")
    assert 0 <= different["octet"] < 4 and different["source"] != different["destination"]


def test_values_that_are_handed_on_arrive_everywhere(plant):
    """PUT to OVEN, fetched back from there to another place: equal only after a second last call."""
    back = "      - get: {from: P#DB100.DBX0.0 BYTE 20, receive: P#DB10.DBX40.0 BYTE 20, every: 50ms}"
    on = "      - put: {send: P#DB10.DBX40.0 BYTE 20, to: P#DB100.DBX40.0 BYTE 20, every: 50ms}"
    done, document = run_json("run", plant(jobs=(on, back, PUT)), "--desk", "--for", "700ms")
    assert [job["comparison"]["outcome"] for job in document["jobs"]] == ["equal"] * 3
    assert done.returncode == 0


@pytest.mark.parametrize("number,code", [(signal.SIGINT, 130), (signal.SIGTERM, 0)])
def test_a_signal_ends_the_run_in_order(plant, number, code):
    with subprocess.Popen([SIEBEN, "run", str(plant()), "--desk"], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, text=True, env=environment()) as process:
        for line in process.stdout:
            if re.match(r" +1 s ", line):
                break
        process.send_signal(number)
        out, err = process.communicate(timeout=DEADLINE)
    assert process.returncode == code, out + err
    assert len(re.findall(r"  equal$", out, re.M)) == 2
    assert err == ""


def test_two_signals_end_it_at_once(plant):
    with subprocess.Popen([SIEBEN, "run", str(plant()), "--desk"], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, text=True, env=environment()) as process:
        process.stdout.readline()
        process.send_signal(signal.SIGINT)
        process.send_signal(signal.SIGTERM)
        out, err = process.communicate(timeout=DEADLINE)
    assert process.returncode == 130, out + err


def test_without_desk_it_says_what_is_missing(plant):
    done = run("run", plant())
    assert done.returncode == 2 and done.stdout == ""
    assert "--desk" in done.stderr


@pytest.mark.parametrize("arguments", [(), ("a.yaml", "b.yaml", "--desk"), ("a.yaml", "--desk", "--for", "soon")])
def test_misuse(arguments):
    done = run("run", *arguments)
    assert done.returncode == 2 and done.stdout == "" and done.stderr


def test_a_faulty_plant_starts_nothing(tmp_path):
    path = tmp_path / "plant.yaml"
    path.write_text("sieben: 1\nplant: {name: X}\ncpus:\n  A: {profile: s7-1500}\n  B: {address: 10.0.0.1, profile: s5}\n",
                    encoding="utf-8")
    done = run("run", path, "--desk")
    assert done.returncode == 2 and done.stdout == ""
    assert re.search(r"plant\.yaml:4:\d+: error: ", done.stderr)
    assert re.search(r"plant\.yaml:5:\d+: error: ", done.stderr)
    assert run("run", tmp_path / "missing.yaml", "--desk").returncode == 2


def test_the_comparison_needs_no_connection_of_its_own_while_jobs_hold_theirs(plant):
    path = plant()
    text = path.read_text(encoding="utf-8").replace("put_get: permitted\n    dbs:\n      100:",
                                                    "put_get: permitted\n    resources: {total: 1, reserved: {pg: 0, op: 0}}\n    dbs:\n      100:")
    assert "total: 1" in text
    path.write_text(text, encoding="utf-8")
    done, document = run_json("run", path, "--desk", "--for", "500ms")
    assert done.returncode == 0, done.stdout + done.stderr
    assert all(job["comparison"]["outcome"] == "equal" for job in document["jobs"])


def test_a_cycle_that_falls_due_with_the_end_is_not_skipped(plant):
    """An S7-300 grants one job at a time, so one of the two would still be in line when the run ends."""
    jobs = [job.replace("50ms", "1s") for job in (PUT, GET)]
    path = plant(jobs=jobs)
    text = path.read_text(encoding="utf-8").replace("address: 10.20.1.21\n    profile: s7-1500\n    slot: 1",
                                                    "address: 10.20.1.21\n    profile: s7-300\n    slot: 2")
    assert "s7-300" in text
    path.write_text(text, encoding="utf-8")
    done, document = run_json("run", path, "--desk", "--for", "1s")
    assert done.returncode == 0, done.stdout + done.stderr
    assert [job["skipped"] for job in document["jobs"]] == [0, 0]


def test_a_db_that_is_too_short_is_status_8(plant):
    job = "      - put: {send: P#DB10.DBX0.0 BYTE 20, to: P#DB100.DBX50.0 BYTE 20, every: 50ms}"
    done, document = run_json("run", plant(jobs=[job]), "--desk", "--for", "300ms")
    assert done.returncode == 1
    failed = the_job(document, 1)
    assert failed["status"] == 8 and failed["error"]["id"] == "DATA_ADDRESS"
    assert any("shorter" in text for text in failed["error"]["likely"])


def test_it_ends_when_nobody_reads_it(plant):
    with subprocess.Popen([SIEBEN, "run", str(plant()), "--desk"], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, text=True, env=environment()) as process:
        process.stdout.readline()
        process.stdout.close()
        assert process.wait(DEADLINE) == 90
        assert "standard output" in process.stderr.read()

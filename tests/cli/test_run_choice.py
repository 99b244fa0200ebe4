# SPDX-License-Identifier: MIT
"""Which CPUs are played, which jobs run, and what is dialled: a choice of the run."""
import os
import pathlib
import re
import subprocess

import pytest

from conftest import DEADLINE, SIEBEN, environment, free_port, playing, run, run_json
from plants import job, line
from test_confirm import on_terminal


@pytest.fixture
def plant(tmp_path):
    return line(tmp_path / "plant.yaml")


@pytest.fixture
def oven(tmp_path):
    """OVEN played by another process, at the address that the plant says; the plant."""
    path = line(tmp_path / "plant.yaml", press=f'"127.0.0.1:{free_port()}"', oven=f'"127.0.0.1:{free_port()}"')
    with playing(path, "OVEN"):
        yield path


def test_only_the_named_are_played_on_a_desk(plant):
    done, document = run_json("run", plant, "--desk=PRESS,MILL", "--for", "500ms")
    assert done.returncode == 0, done.stderr
    assert [cpu["name"] for cpu in document["cpus"]] == ["PRESS", "MILL"]
    assert job(document, "C-002")["completions"] > 3 and job(document, "C-002")["comparison"]["outcome"] == "equal"
    for number in (1, 2):
        idle = job(document, "C-001", number)
        assert idle["runs"] is False and idle["state"] == "not run" and idle["due"] == 0
        assert idle["reason"] == "OVEN is not played here, and on a desk nothing outside loopback is dialled"
    text = run("run", plant, "--desk=OVEN", "--for", "200ms").stdout
    assert "3 jobs are not run here\n" in text
    assert "C-001.1 PUT PRESS P#DB10.DBX0.0 BYTE 20 -> OVEN P#DB100.DBX0.0 BYTE 20: " \
           "PRESS, whose program makes the calls, is not played here" in text


def test_a_job_that_writes_to_a_cpu_that_is_not_played_is_refused(oven):
    done, document = run_json("run", oven, "--play", "PRESS", "--for", "700ms")
    refused, read = job(document, "C-001", 1), job(document, "C-001", 2)
    assert refused["runs"] is False and refused["state"] == "refused" and refused["due"] == 0
    assert refused["reason"] == "it would write to OVEN, which is not played here; --write-live permits that"
    assert read["completions"] > 3 and read["errors"] == 0 and read["comparison"]["outcome"] == "none" and read["ok"]
    assert job(document, "C-002")["runs"] is False
    assert done.returncode == 1 and document["ok"] is False  # a job that was wanted did not run
    with_get = run("get", f"OVEN@{oven}", "DB100.DBD0:REAL")
    assert with_get.stdout == "DB100.DBD0:REAL = 0\n" or "= 0" in with_get.stdout


def test_write_live_without_a_terminal_writes_and_says_so(oven):
    done, document = run_json("run", oven, "--play", "PRESS", "--write-live", "--for", "700ms")
    assert job(document, "C-001", 1)["completions"] > 3, done.stderr
    assert done.returncode == 0
    assert re.match(r"jobs of this run write to CPUs that are not played here:\n  OVEN 127\.0\.0\.1:\d+\n", done.stderr)
    assert run("get", f"OVEN@{oven}", "DB100.DBD0:REAL").stdout == "DB100.DBD0:REAL = 21.5\n"


@pytest.mark.parametrize("answer, code, value", [(b"n\n", 90, "0"), (b"y\n", 0, "21.5")])
def test_write_live_asks_on_a_terminal(oven, answer, code, value):
    ended, _, seen = on_terminal("run", str(oven), "--play", "PRESS", "--write-live", "--for", "700ms", answer=answer)
    assert ended == code, seen
    assert "  OVEN 127.0.0.1:" in seen and "write to them? [y/N]" in seen
    assert ("LOCAL_DENIED" in seen) == (code == 90)
    assert re.match(rf"DB100\.DBD0:REAL = {value}(\.0)?\n", run("get", f"OVEN@{oven}", "DB100.DBD0:REAL").stdout)


def test_both_partners_played_at_their_own_addresses(tmp_path):
    path = line(tmp_path / "plant.yaml", press=f'"127.0.0.1:{free_port()}"', oven=f'"127.0.0.1:{free_port()}"')
    done, document = run_json("run", path, "--play", "PRESS,OVEN", "--for", "500ms")
    assert done.returncode == 0, done.stderr
    assert [cpu["address"] == cpu["played_at"] for cpu in document["cpus"]] == [True, True]
    assert job(document, "C-001", 1)["comparison"]["outcome"] == "equal"


def test_listen_puts_a_cpu_somewhere_else(plant):
    port = free_port()
    done, document = run_json("run", plant, "--desk", "--listen", f"OVEN=127.0.0.9:{port}", "--for", "300ms")
    assert done.returncode == 0, done.stderr
    assert [c["played_at"] for c in document["cpus"] if c["name"] == "OVEN"] == [f"127.0.0.9:{port}"]


@pytest.mark.parametrize("arguments, words", [
    (("--desk=PRES",), 'no CPU called "PRES"; did you mean "PRESS"?'),
    (("--play", "PRESS", "--play", "OWEN"), 'no CPU called "OWEN"; did you mean "OVEN"?'),
    (("--desk=PRESS", "--listen", "OVEN=127.0.0.1:0"), "--listen OVEN=127.0.0.1:0: OVEN is not played here"),
    (("--desk", "--listen", "OVEN=0.0.0.0:0"), "on a desk only loopback addresses"),
    (("--desk", "--listen", "OVEN"), "NAME=HOST:PORT is expected"),
    (("--desk", "--play", "PRESS"), "exclude each other"),
    (("--desk", "--write-live"), "--write-live is for --play"),
    (("--desk=PRESS,",), 'a name is missing in "PRESS,"'),
    ((), "--desk plays all of them on this machine, --desk=NAME,... these, --play NAME one"),
])
def test_a_choice_that_cannot_be(plant, arguments, words):
    done = run("run", plant, *arguments, "--for", "100ms")
    assert done.returncode == 2 and done.stdout == ""
    assert words in done.stderr


def test_port_102_without_rights_says_the_one_line(tmp_path):
    plain = 'exec setpriv --reuid=65534 --clear-groups --bounding-set=-all --inh-caps=-all "$@"'
    if os.geteuid() != 0 or int(pathlib.Path("/proc/sys/net/ipv4/ip_unprivileged_port_start").read_text()) <= 102:
        pytest.skip("needs root, to give its rights up, and protected ports")
    path = line(tmp_path / "plant.yaml", press="127.0.0.1")
    done = subprocess.run(["sh", "-c", plain, "sh", SIEBEN, "run", "-", "--play", "PRESS", "--for", "1s"],
                          input=path.read_text(encoding="utf-8"), capture_output=True, text=True, timeout=DEADLINE,
                          env=environment(), check=False)
    if "setpriv" in done.stderr or "denied" in done.stderr.splitlines()[0].lower() and "sh:" in done.stderr:
        pytest.skip("this machine does not let us give rights up: " + done.stderr.splitlines()[0])
    assert done.returncode == 10
    assert "TCP_LISTEN_DENIED" in done.stderr and "127.0.0.1:102" in done.stderr
    assert "setcap cap_net_bind_service=+ep" in done.stderr and "net.ipv4.ip_unprivileged_port_start=102" in done.stderr

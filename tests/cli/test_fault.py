# SPDX-License-Identifier: MIT
"""sieben cpu --control, sieben fault, and the faults of a plant file on a desk."""
import json
import os
import socket
import stat

import pytest

from conftest import DEADLINE, playing, run, run_json

PLANT = """\
sieben: 1
plant: {name: Faults}
hosts:
  DESK: {address: 127.0.0.1}
  FAR: {address: 192.0.2.7}
cpus:
  OVEN:
    address: 10.20.1.21
    profile: s7-300
    slot: 2
    dbs:
      1: {size: 60}
      2: {size: 60}
    faults:
      gone: {kind: db_missing, db: 2, partner: DESK, after: 1, times: 1}
      far: {kind: silent, partner: FAR}
      late: {kind: delay, time: 300ms, active: false}
"""
DESK = """\
sieben: 1
plant: {name: Desk}
cpus:
  PRESS:
    address: 10.10.1.11
    profile: s7-1500
    put_get: permitted
    dbs:
      10: {size: 20, access: standard}
  MILL:
    address: 10.10.1.12
    profile: s7-1500
    put_get: permitted
    dbs:
      10: {size: 20, access: standard}
  OVEN:
    address: 10.20.1.21
    profile: s7-1500
    put_get: permitted
    dbs:
      100: {size: 20, access: standard}
    faults:
      blocked: {kind: put_get_blocked, partner: MILL}
connections:
  C-PRESS:
    from: PRESS
    to: OVEN
    owner: tests
    purpose: tests
    jobs:
      - get: {from: P#DB100.DBX0.0 BYTE 8, receive: P#DB10.DBX0.0 BYTE 8, every: 50ms}
  C-MILL:
    from: MILL
    to: OVEN
    owner: tests
    purpose: tests
    jobs:
      - get: {from: P#DB100.DBX0.0 BYTE 8, receive: P#DB10.DBX0.0 BYTE 8, every: 50ms}
"""


@pytest.fixture
def oven(tmp_path):
    plant = tmp_path / "plant.yaml"
    plant.write_text(PLANT, encoding="utf-8")
    control = tmp_path / "oven"
    with playing(plant, "OVEN", "--listen", "127.0.0.1:0", "--control", str(control)) as played:
        played.control = str(control)
        played.target += "/0.2"
        yield played


def fault(oven, *words, code=0):
    done = run("fault", oven.control, *words)
    assert done.returncode == code, done.stderr
    return done.stdout if code == 0 else done.stderr


def get(oven, tag, *options):
    return run("get", oven.target, tag, *options)


def test_faults_of_the_plant_are_shown_as_often_as_it_says(oven):
    assert [get(oven, "DB2.DBW0").returncode for _ in range(3)] == [0, 50, 0]
    assert fault(oven, "list") == (
        "gone: db_missing db=2 partner=127.0.0.1 after=1 times=1: spent, shown to 1 of 3 requests\n"
        "far: silent partner=192.0.2.7: set, shown to 0 of 0 requests\n"
        "late: delay time=300ms: off\n")


KINDS = [("put_get_blocked", 40, "ACCESS_PUT_GET"), ("db_optimized db=1", 50, "DATA_ADDRESS"),
         ("db_short db=1 size=1", 50, "DATA_ADDRESS"), ("db_missing db=1", 50, "DATA_MISSING"),
         ("exhausted class=basic", 20, "ISO_CLOSED"), ("wrong_slot", 20, "ISO_CLOSED"),
         ("delay time=5s", 30, "S7_REQUEST_TIMEOUT"), ("drop", 30, "S7_CLOSED"), ("reset", 30, "S7_RESET"),
         ("truncate size=12", 30, "S7_MALFORMED"), ("wrong_reference", 30, "S7_MISMATCH"),
         ("silent", 30, "S7_REQUEST_TIMEOUT"), ("stop", 0, ""), ("garbage", 20, "ISO_FOREIGN"),
         ("trickle time=1m", 30, "S7_REQUEST_TIMEOUT")]


@pytest.mark.parametrize("kind,code,error", KINDS, ids=[kind[0].split()[0] for kind in KINDS])
def test_what_a_client_makes_of_each_kind(oven, kind, code, error):
    assert get(oven, "DB1.DBW0").returncode == 0
    fault(oven, "set", "x", *("kind=" + kind).split())
    done = get(oven, "DB1.DBW0", "--timeout", "700ms")
    assert (done.returncode, error in done.stderr) == (code, True), done.stderr
    assert fault(oven, "clear", "x") == "1 cleared\n"
    assert get(oven, "DB1.DBW0").returncode == 0


def test_a_refusal_says_why(oven):
    assert fault(oven, "set", "x", "kind=db_missing", "db=9", code=1) == "sieben fault: the CPU has no DB9\n"
    assert "no command" not in fault(oven, "clear", "x", code=1)
    done, document = run_json("fault", oven.control, "set", "x", "kind=delay")
    assert (done.returncode, document["ok"], document["error"]) == (1, False, 'delay: "time" is missing')


def test_the_socket_is_private_and_speaks_lines(oven):
    assert stat.S_IMODE(os.stat(oven.control).st_mode) == 0o600
    with socket.socket(socket.AF_UNIX) as peer:
        peer.settimeout(DEADLINE)
        peer.connect(oven.control)
        lines = peer.makefile("rw")

        def ask(**request):
            lines.write(json.dumps(request) + "\n")
            lines.flush()
            return json.loads(lines.readline())

        assert ask(command="mode", mode="stop") == {"schema": "sieben/control/1", "ok": True, "mode": "stop"}
        assert get(oven, "DB1.DBW0").returncode == 0
        assert ask(command="put-get", put_get="block")["ok"]
        assert get(oven, "DB1.DBW0").returncode == 40
        assert ask(command="put-get", put_get="permit")["ok"]
        assert ask(command="fault-set", name="late")["ok"]
        assert [fault["state"] for fault in ask(command="fault-list")["faults"]] == ["set", "set", "set"]
        assert not ask(command="nonsense")["ok"]


def test_a_file_that_was_left_is_replaced_and_removed(tmp_path):
    plant = tmp_path / "plant.yaml"
    plant.write_text(PLANT, encoding="utf-8")
    control = tmp_path / "oven"
    with socket.socket(socket.AF_UNIX) as left:
        left.bind(str(control))
    with playing(plant, "OVEN", "--listen", "127.0.0.1:0", "--control", str(control)):
        second = run("cpu", plant, "OVEN", "--listen", "127.0.0.1:0", "--control", str(control))
        assert second.returncode == 2 and "another program serves this socket" in second.stderr
        assert run("fault", control, "list").returncode == 0
    assert not control.exists()
    assert run("fault", control, "list").returncode == 2


def test_on_a_desk_only_its_partner_meets_a_fault(tmp_path):
    plant = tmp_path / "plant.yaml"
    plant.write_text(DESK, encoding="utf-8")
    done, document = run_json("run", plant, "--desk", "--for", "1s")
    jobs = {job["connection"]: job for job in document["jobs"]}
    assert done.returncode == 1
    assert jobs["C-PRESS"]["errors"] == 0 and jobs["C-PRESS"]["completions"] > 5
    assert jobs["C-MILL"]["completions"] == 0 and jobs["C-MILL"]["errors"] > 0

# SPDX-License-Identifier: MIT
"""sieben doctor --exhaust: connections are counted to the one that is refused, where nothing depends on the partner."""
import json
import re
import signal

import pytest

from conftest import free_port, peer, playing, run, run_json

PLANT = """\
sieben: 1
plant: {name: Doctor}
cpus:
  PRESS:
    address: "127.0.0.2:%(port)d"
    profile: s7-1500
    put_get: permitted
    dbs:
      10: {size: 20, access: standard}
  OVEN:
    address: "127.0.0.1:%(port)d"
    profile: s7-1500
    put_get: permitted
    resources: {total: %(total)d, reserved: {pg: 0, op: 0, basic: 0}, cap: {pg: %(total)d, op: %(total)d, basic: %(total)d}}
    dbs:
      100: {size: 100, access: standard}
  LIVE:
    address: 192.0.2.1
    profile: s7-1500
    put_get: permitted
    commissioning: %(commissioning)s
    dbs:
      100: {size: 100, access: standard}
connections:
  C-001:
    from: PRESS
    to: OVEN
    owner: tests
    purpose: tests
    jobs:
      - get: {name: level, from: P#DB100.DBX90.0 BYTE 10, receive: P#DB10.DBX0.0 BYTE 10, every: 1s}
  C-002:
    from: PRESS
    to: OVEN
    owner: tests
    purpose: tests
    jobs:
      - get: {name: heat, from: P#DB100.DBX80.0 BYTE 10, receive: P#DB10.DBX10.0 BYTE 10, every: 1s}
"""


def written(path, total=7, commissioning="false"):
    text = PLANT % {"port": free_port(), "total": total, "commissioning": commissioning}
    path.write_text(text, encoding="utf-8")
    return path


def statistics(played):
    """What the played CPU counts itself."""
    played.process.send_signal(signal.SIGUSR1)
    while True:
        document = json.loads(played.line())
        if document["event"] == "statistics":
            return document["statistics"]


def resources(document):
    return next(step for step in document["partners"][0]["steps"] if step["check"] == "resources")


def test_the_count_is_exact_and_nobody_is_left(tmp_path):
    plant = written(tmp_path / "plant.yaml")
    with playing(plant, "OVEN", "--json") as oven:
        done, document = run_json("doctor", f"OVEN@{plant}", "--exhaust")
        assert done.returncode == 0, done.stdout
        step = resources(document)
        assert step["verdict"] == "ok"
        assert step["evidence"].startswith("7 connections of class basic confirmed, the next was refused: ")
        assert document["partners"][0]["budget"]["most_open"] == 8  # with the one that was refused
        counted = statistics(oven)
        while counted["connections"]:  # the last end is not seen yet
            counted = statistics(oven)
        totals = counted["totals"]
        assert totals["used"] == {"PG": 0, "OP": 0, "basic": 0, "other": 0}
        assert totals["refused_resources"] == 1
        assert totals["accepted"] == document["partners"][0]["budget"]["connections"]
        done, document = run_json("doctor", f"OVEN@{plant}", "--exhaust")  # all are free again
        assert resources(document)["evidence"].startswith("7 connections of class basic confirmed, ")


def test_fewer_than_the_plant_opens_are_a_warning(tmp_path):
    plant = written(tmp_path / "plant.yaml", total=1)
    with playing(plant, "OVEN"):
        done, document = run_json("doctor", f"OVEN@{plant}", "--exhaust")
    (partner,) = document["partners"]
    signs = [finding["sign"] for finding in partner["findings"]]
    assert done.returncode == 0 and partner["verdict"] == "warn" and "RESOURCES_FEW" in signs
    assert re.search(r"1 connection of class basic confirmed, .*; the plant has 2 to it",
                     partner["findings"][signs.index("RESOURCES_FEW")]["evidence"])


def test_it_is_not_done_without_the_option(tmp_path):
    plant = written(tmp_path / "plant.yaml")
    with playing(plant, "OVEN"):
        _, document = run_json("doctor", f"OVEN@{plant}")
    assert document["partners"][0]["budget"]["most_open"] <= 2


@pytest.mark.parametrize("target", ["192.0.2.1", "LIVE@{plant}"])
def test_a_cpu_on_which_others_depend_is_left_alone(tmp_path, target):
    plant = written(tmp_path / "plant.yaml")
    done = run("doctor", target.format(plant=plant), "--exhaust")
    assert done.returncode == 2 and done.stdout == ""
    assert "--exhaust takes all connections of " in done.stderr and "commissioning: true" in done.stderr


def test_commissioning_permits_it(tmp_path):
    plant = written(tmp_path / "plant.yaml", commissioning="true")
    done = run("doctor", f"LIVE@{plant}", "--exhaust", "--dry-run")
    assert done.returncode == 0
    assert "opens connections until one is refused, 64 at most, and closes all of them at once" in done.stdout


def test_a_dry_run_looks_up_no_name():
    done = run("doctor", "nobody.invalid", "--exhaust", "--dry-run")  # does not exist: looking it up would refuse it
    assert done.returncode == 0, done.stderr
    assert "if every address of nobody.invalid is one of this machine; else nothing is examined" in done.stdout
    assert run("doctor", "nobody.invalid", "--exhaust").returncode == 2


def test_no_more_are_opened_at_once_than_the_dry_run_says(tmp_path):
    plant = written(tmp_path / "plant.yaml", total=100)
    with playing(plant, "OVEN"):
        said = run("doctor", f"OVEN@{plant}", "--exhaust", "--dry-run").stdout
        _, document = run_json("doctor", f"OVEN@{plant}", "--exhaust")
    assert document["partners"][0]["budget"]["most_open"] == 64
    assert re.search(r"^at once +at most 64 connections$", said, re.MULTILINE)


def test_it_says_itself_how_many_are_open():
    done = run("doctor", "127.0.0.1", "--exhaust", "--max-connections", "1")
    assert done.returncode == 2 and "--exhaust and --max-connections exclude each other" in done.stderr


def test_connections_are_planned_in_the_class_they_take(tmp_path):
    plant = written(tmp_path / "plant.yaml", total=1)
    text = plant.read_text(encoding="utf-8").replace("cpus:", "hosts:\n  PANEL: {address: 127.0.0.3, class: op}\ncpus:", 1)
    plant.write_text(text + """\
  C-003: {from: PANEL, to: OVEN, service: get, owner: tests, purpose: tests, reads: [P#DB100.DBX0.0 BYTE 4]}
  C-004: {from: PANEL, to: OVEN, service: hmi, owner: tests, purpose: tests, reads: [P#DB100.DBX8.0 BYTE 4]}
  C-005: {from: PANEL, to: OVEN, service: hmi, owner: tests, purpose: tests, tsap: {to: "03.01"}}
""", encoding="utf-8")
    with playing(plant, "OVEN"):
        _, document = run_json("doctor", f"OVEN@{plant}", "--exhaust")
    few = [next(finding["evidence"] for finding in partner["findings"] if finding["sign"] == "RESOURCES_FEW")
           for partner in document["partners"]]
    assert [evidence.rsplit("; ", 1)[1] for evidence in few] == [
        "the plant has 3 to it", "the plant has 2 to it", "the plant has 3 to it"]
    assert "1 connection of class basic confirmed" in few[0] and "1 connection of class OP confirmed" in few[1]


def test_an_address_of_this_machine_permits_it():
    with peer(lambda connection: connection.recv(100)) as other:
        done = run("doctor", other.target, "--exhaust", "--dry-run")
        assert done.returncode == 0 and "until one is refused" in done.stdout
        assert other.accepted == 0
    assert "until one" not in run("doctor", "127.0.0.1", "--dry-run").stdout

# SPDX-License-Identifier: MIT
"""sieben doctor: what is wrong with a partner, told from the wire."""
import pathlib
import re

import pytest

from conftest import free_port, packet, peer, playing, run, run_json
from doctor_plants import causes, examined, silence, verdict, written


# ---- CPUs that are played ---------------------------------------------------------------------------------


def test_a_healthy_cpu_is_well(tmp_path):
    plant = written(tmp_path / "plant.yaml")
    with playing(plant, "OVEN"):
        partner = examined(plant, expected=0)
    assert partner["verdict"] == "ok" and partner["failed"] is None and partner["hypotheses"] == []
    assert [step["verdict"] for step in partner["steps"]] == ["ok"] * 11
    assert partner["budget"]["most_open"] <= 2 and partner["seen"]["pdu_length"] == 960


@pytest.mark.parametrize("fault, layer, failed, sign, first", [
    ("put_get_blocked", 40, "permission", "ACCESS_REFUSED", "PUT_GET_OFF"),
    ("db_optimized, db: 100", 50, "layout", "DB_ADDRESS", "DB_OPTIMIZED"),
    ("db_missing, db: 100", 50, "layout", "DB_MISSING", "DB_MISSING"),
    ("db_short, db: 100, size: 95", 50, "layout", "DB_SHORT", "DB_SHORT"),
    ("wrong_slot", 20, "cotp", "COTP_CLOSED", None),
    ("exhausted, class: basic", 20, "cotp", "COTP_OTHER_CLASS", "RESOURCES_CLASS"),
    ("silent", 30, "permission", "REQUEST_SILENT", None),
])
def test_a_fault_is_named(tmp_path, fault, layer, failed, sign, first):
    plant = written(tmp_path / "plant.yaml", "shown: {kind: %s}" % fault)
    with playing(plant, "OVEN"):
        partner = examined(plant, expected=layer)
    assert (partner["failed"], partner["leading"]["sign"]) == (failed, sign)
    assert first in (None, causes(partner)[0])
    assert first or all(each["confidence"] != "certain" for each in partner["hypotheses"])


def test_what_the_plant_file_says_of_permission_is_not_believed(tmp_path):
    plant = written(tmp_path / "plant.yaml")
    blocked = tmp_path / "blocked.yaml"
    text = plant.read_text(encoding="utf-8")
    blocked.write_text(text[::-1].replace("put_get: permitted"[::-1], "put_get: blocked"[::-1], 1)[::-1], encoding="utf-8")
    with playing(plant, "OVEN"):
        assert verdict(examined(blocked, expected=0), "permission") == "ok"


def test_a_slot_that_works_is_suggested(tmp_path):
    plant = written(tmp_path / "plant.yaml", profile="s7-300", more="slot: 2")
    with playing(plant, "OVEN") as oven:
        done, document = run_json("doctor", oven.target + "/0.1", "--timeout", "700ms")
    (partner,) = document["partners"]
    assert done.returncode == 20 and partner["leading"]["sign"] == "COTP_OTHER_SLOT"
    assert partner["seen"]["suggested"]["slot"] == 2
    assert "slot 2" in partner["hypotheses"][0]["do"]


def test_other_slots_are_announced_as_they_are_tried(tmp_path):
    plant = written(tmp_path / "plant.yaml", profile="s7-300", more="slot: 2")
    with playing(plant, "OVEN") as oven:
        done = run("doctor", oven.target + "/0.1", "--timeout", "700ms")
    lines = [line for line in done.stderr.splitlines() if " cotp " in line]
    assert done.returncode == 20 and len(lines) == 3
    assert lines[0] == "trying   cotp                  1 of at most 5 others: rack 0, slot 2"
    assert lines[1].startswith("trying   cotp                  the same again") and lines[2].startswith("fail ")


def test_many_findings_do_not_hide_that_it_is_another_device(tmp_path):
    plant = written(tmp_path / "plant.yaml")
    with playing(plant, "OVEN"):
        text = plant.read_text(encoding="utf-8").replace("  OVEN:\n", "  OVEN:\n    model: 6ES7 512-1CK01-0AB0\n")
        jobs = "".join(f"      - get: {{from: P#DB{number}.DBX0.0 BYTE 4, receive: P#DB10.DBX0.0 BYTE 4, every: 5s}}\n"
                       for number in range(200, 245))
        other = tmp_path / "other.yaml"
        other.write_text(text[:text.index("      - get: ")] + jobs, encoding="utf-8")
        partner = examined(other, expected=50)
        done = run("doctor", f"OVEN@{other}", "--timeout", "700ms")
    assert causes(partner)[0] == "WRONG_DEVICE" and partner["leading"]["sign"] == "DB_MISSING"
    assert "IDENTITY_OTHER" in [each["sign"] for each in partner["findings"]]
    assert partner["findings_lost"] > 0 and len(partner["findings"]) + partner["findings_lost"] == 46
    assert f"\n{partner['findings_lost']} more findings had no room." in done.stdout


def test_the_real_length_is_found_with_deep(tmp_path):
    plant = written(tmp_path / "plant.yaml", "shown: {kind: db_short, db: 100, size: 95}")
    with playing(plant, "OVEN"):
        partner = examined(plant, "--deep", expected=50)
    assert "95 octets" in partner["leading"]["evidence"]
    assert partner["leading"]["name"] == "level"


def test_options_reach_the_examination(tmp_path):
    plant = written(tmp_path / "plant.yaml")
    with playing(plant, "OVEN"):
        partner = examined(plant, "--db", "101,7", "--write-probe", "DB101.DBB0", expected=50)
        assert [each["subject"] for each in partner["findings"]] == ["P#DB7.DBX0.0 BYTE 1"]
        assert "writing" in next(s["evidence"] for s in partner["steps"] if s["check"] == "permission")
        assert examined(plant, "--max-connections", "1", expected=0)["budget"]["most_open"] == 1


def test_a_connection_and_all(tmp_path):
    plant = written(tmp_path / "plant.yaml")
    with playing(plant, "OVEN"):
        done, document = run_json("doctor", plant, "--connection", "C-001")
        assert done.returncode == 0 and document["partners"][0]["connection"] == "C-001"
        done, document = run_json("doctor", plant, "--all")
    assert [(each["cpu"], each["exit"]) for each in document["partners"]] == [("PRESS", 10), ("OVEN", 0)]
    assert done.returncode == 10


PANEL = """\
hosts:
  PANEL: {address: 127.0.0.3, class: op}
"""
PANEL_CONNECTION = """\
  C-002: {from: PANEL, to: OVEN, service: hmi, owner: tests, purpose: tests, reads: [P#DB101.DBX0.0 BYTE 4]%s}
"""


def with_panel(plant, tsap=""):
    text = plant.read_text(encoding="utf-8").replace("cpus:\n", PANEL + "cpus:\n", 1)
    plant.write_text(text + PANEL_CONNECTION % tsap, encoding="utf-8")
    return plant


def test_a_connection_takes_the_class_of_its_partner(tmp_path):
    plant = with_panel(written(tmp_path / "plant.yaml", "full: {kind: exhausted, class: basic}"))
    with playing(plant, "OVEN"):
        done, document = run_json("doctor", plant, "--connection", "C-002")
        assert done.returncode == 0, done.stdout
        done, document = run_json("doctor", plant, "--connection", "C-002", "--type", "basic")
        assert done.returncode == 20 and document["partners"][0]["leading"]["sign"] == "COTP_OTHER_CLASS"
        done, document = run_json("doctor", f"OVEN@{plant}")
    assert [(each["connection"], each["exit"]) for each in document["partners"]] == [("C-001", 20), ("C-002", 0)]
    assert "TSAPs 01.00 to 02.01" in run("doctor", plant, "--connection", "C-002", "--dry-run").stdout


def test_a_full_class_of_the_partner_is_seen(tmp_path):
    plant = with_panel(written(tmp_path / "plant.yaml", "full: {kind: exhausted, class: op}"))
    with playing(plant, "OVEN"):
        done, document = run_json("doctor", plant, "--connection", "C-002")
    assert done.returncode == 20 and document["partners"][0]["leading"]["sign"] == "COTP_OTHER_CLASS"


def test_a_type_beside_a_tsap_is_refused(tmp_path):
    plant = with_panel(written(tmp_path / "plant.yaml"), ', tsap: {to: "02.00"}')
    for words in ([plant, "--connection", "C-002"], [f"OVEN@{plant}"], [plant, "--all"]):
        done = run("doctor", *words, "--type", "pg", "--dry-run")
        assert done.returncode == 2 and done.stdout == ""
        assert "--type has no effect on C-002 to OVEN (" in done.stderr and "its TSAP is given, 02.00" in done.stderr
    assert run("doctor", plant, "--connection", "C-001", "--type", "pg", "--dry-run").returncode == 0


def test_the_help_hides_neither_the_foreign_request_nor_the_lost_octet():
    said = " ".join(run("doctor", "--help").stdout.split())
    assert "nothing foreign but one MMS request if the setup fails" in said
    assert "read this octet, which nobody else writes, and write it back" in said


def test_every_key_of_the_document_is_explained(tmp_path):
    page = (pathlib.Path(__file__).parents[2] / "docs" / "doctor.md").read_text(encoding="utf-8")
    plant = written(tmp_path / "plant.yaml", "shown: {kind: db_short, db: 100, size: 95}")
    with playing(plant, "OVEN"):
        partner = examined(plant, expected=50)
    documents = [partner, partner["seen"], partner["budget"], partner["steps"][0], partner["findings"][0],
                 partner["hypotheses"][0], partner["seen"]["latency_us"]]
    lacking = sorted({key for document in documents for key in document if f"`{key}`" not in page})
    assert lacking == []


# ---- what is no CPU ---------------------------------------------------------------------------------------


def test_nobody_listens():
    done, document = run_json("doctor", f"127.0.0.1:{free_port()}")
    (partner,) = document["partners"]
    assert done.returncode == 10
    assert partner["leading"]["sign"] == "TCP_RESET" and causes(partner)[0] == "NOTHING_LISTENS"
    assert verdict(partner, "setup") == "skipped"


def http(connection):
    connection.recv(100)
    connection.sendall(b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n")


def banner(connection):
    connection.sendall(b"220 mail ready\r\n")
    connection.recv(100)


def no_s7(connection):
    cr = packet(connection)
    connection.sendall(bytes.fromhex("0300000b06d0") + cr[8:10] + bytes.fromhex("000100"))
    packet(connection)


@pytest.mark.parametrize("serve, code, sign", [
    (http, 20, "LISTENER_HTTP"),
    (banner, 20, "LISTENER_BANNER"),
    (lambda connection: None, 20, "LISTENER_CLOSED"),
    (silence, 20, "COTP_SILENT"),
])
def test_something_else_listens(serve, code, sign):
    with peer(serve) as other:
        done, document = run_json("doctor", other.target, "--timeout", "400ms")
        (partner,) = document["partners"]
        assert done.returncode == code, done.stdout
        assert partner["leading"]["sign"] == sign
        assert partner["budget"]["connections"] == other.accepted


def test_who_ends_at_the_setup_is_no_s7_cpu():
    with peer(no_s7) as other:
        done, document = run_json("doctor", other.target, "--timeout", "400ms")
    assert done.returncode == 30 and document["partners"][0]["failed"] == "setup"


def test_who_answers_the_setup_and_no_read(tmp_path):
    """Nothing was refused: it is the S7 connection that does not carry, and PUT/GET is not looked at."""
    def mute(connection):
        cr = packet(connection)
        connection.sendall(bytes.fromhex("0300001611d0") + cr[8:10] + bytes.fromhex("000100c0010ac1020100c2020102"))
        setup = packet(connection)
        connection.sendall(bytes.fromhex("0300001b02f0803203") + b"\0\0" + setup[11:13]
                           + bytes.fromhex("000800000000f0000001000100f0"))
        packet(connection)
        connection.recv(100)

    with peer(mute) as other:
        done, document = run_json("doctor", other.target, "--timeout", "400ms")
        told = run("doctor", other.target, "--timeout", "400ms")
    (partner,) = document["partners"]
    assert done.returncode == told.returncode == 30
    assert (partner["failed"], partner["leading"]["sign"], partner["leading"]["layer"]) == ("permission", "REQUEST_SILENT", 3)
    assert told.stdout.startswith("FAIL       layer 3 S7: REQUEST_SILENT")
    assert "102" not in partner["rules_out"] and "in order" not in partner["rules_out"]


@pytest.mark.parametrize("address, kind", [("255.255.255.255", "the broadcast address"),
                                           ("224.0.0.1", "a multicast address"), ("0.0.0.0", "no address")])
def test_an_address_that_no_device_has(address, kind):
    done, document = run_json("doctor", address)
    (partner,) = document["partners"]
    assert done.returncode == 10
    assert partner["leading"]["sign"] == "NAME_NO_DEVICE" and causes(partner) == ["ADDRESS_WRONG"]
    assert partner["leading"]["evidence"] == f"{address} is {kind}"
    assert partner["budget"]["connections"] == 0


def test_silence_is_told_with_its_time():
    with peer(silence) as other:
        done = run("doctor", other.target, "--timeout", "400ms")
    waited = re.search(r"got no\s+answer\s+after\s+(\d+)\s+ms", done.stdout)
    assert done.returncode == 20 and waited and 400 <= int(waited.group(1)) < 3000, done.stdout


def test_an_idle_connection_is_told(tmp_path):
    plant = written(tmp_path / "plant.yaml")
    with playing(plant, "OVEN"):
        _, document = run_json("doctor", f"OVEN@{plant}", "--idle", "1s")
    (state,) = [step for step in document["partners"][0]["steps"] if step["check"] == "state"]
    assert state["evidence"].endswith("; after 1 s of silence the connection is still there"), state


def test_a_name_that_does_not_exist():
    done = run("doctor", "nobody.invalid", "--timeout", "2s")
    assert done.returncode == 10 and "layer 1 TCP: NAME_" in done.stdout

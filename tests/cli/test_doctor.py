# SPDX-License-Identifier: MIT
"""sieben doctor: what is wrong with a partner, told from the wire."""
import contextlib
import html.parser
import json
import os
import pathlib
import re
import select
import signal
import socket
import subprocess
import time

import pytest

from conftest import DEADLINE, SIEBEN, environment, free_port, packet, peer, playing, run, run_json

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
    profile: %(profile)s
    %(more)s
    dbs:
      100: {size: 100, access: standard}
      101: {size: 100, access: standard}
    faults:
      none: {kind: delay, time: 1ms, active: false}
      %(fault)s
connections:
  C-001:
    from: PRESS
    to: OVEN
    owner: tests
    purpose: tests
    jobs:
      - get: {name: level, from: P#DB100.DBX90.0 BYTE 10, receive: P#DB10.DBX0.0 BYTE 10, every: 1s}
"""


def written(path, fault="", profile="s7-1500", more="put_get: permitted"):
    path.write_text(PLANT % {"port": free_port(), "fault": fault, "profile": profile, "more": more}, encoding="utf-8")
    return path


def examined(plant, *arguments, expected):
    done, document = run_json("doctor", f"OVEN@{plant}", "--timeout", "700ms", *arguments)
    assert done.returncode == expected, done.stdout + done.stderr
    assert document["schema"] == "sieben/doctor/1"
    (partner,) = document["partners"]
    assert partner["exit"] == expected
    return partner


def verdict(partner, check):
    return next(step["verdict"] for step in partner["steps"] if step["check"] == check)


def causes(partner):
    return [hypothesis["cause"] for hypothesis in partner["hypotheses"]]


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


def silence(connection):
    while connection.recv(100):
        pass


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


# ---- how it is told ---------------------------------------------------------------------------------------


def test_the_verdict_then_the_table_then_the_budget(tmp_path):
    plant = written(tmp_path / "plant.yaml", "shown: {kind: put_get_blocked}")
    with playing(plant, "OVEN"):
        done = run("doctor", f"OVEN@{plant}")
    lines = done.stdout.splitlines()
    end = lines.index("")
    assert done.returncode == 40
    assert lines[0].startswith("FAIL       layer 4 ACCESS: ACCESS_REFUSED, OVEN (127.0.0.1:")
    assert [line[:10].strip() for line in lines[1:end] if line[0] != " "] == ["seen", "rules out", "likely", "do"]
    assert [line[11:13] for line in lines[3:end]] == ["1.", "2.", "3.", "4."] * 2
    assert "Connection mechanisms" in next(line for line in lines if line.startswith("do "))
    assert re.search(r"^4 ACCESS +PUT/GET permission +✗ fail", done.stdout, re.M)
    assert re.fullmatch(r"Budget: \d+ connections, \d at most at once, \d+ telegrams, \d pings, .+\.", lines[-1])
    assert re.search(r"^fail +permission +\d+ ms  .*MB0", done.stderr, re.M)
    assert len(done.stderr.splitlines()) == 11


def test_who_is_not_there_does_not_hide_the_others(tmp_path):
    plant = written(tmp_path / "plant.yaml", "shown: {kind: db_missing, db: 100}")
    with playing(plant, "OVEN"):
        done = run("doctor", plant, "--all")
    assert done.returncode == 10
    overview, *verdicts = done.stdout.split("\n\n\n")
    assert re.match(r"Partner +Verdict\n─+  ─+\nPRESS \(127\.0\.0\.2:\d+\) +✗ fail: layer 1 TCP: .+\n"
                    r"OVEN \(127\.0\.0\.1:\d+\) +✗ fail: layer 5 DATA: .+", overview)
    assert [each.split(":")[0].split()[-1] for each in verdicts] == ["TCP", "DATA"]
    assert all("Budget: " in each for each in verdicts)
    assert re.search(r"^1 of 2: PRESS \(", done.stderr) and re.search(r"^2 of 2: OVEN \(", done.stderr, re.M)


class Page(html.parser.HTMLParser):
    """All text, and what a browser would fetch."""

    def __init__(self, text):
        super().__init__()
        self.words, self.fetched, self.tags = [], [], []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.fetched += [value for name, value in attrs if name in ("src", "href", "srcset", "data", "action")]

    def handle_data(self, data):
        self.words.append(data)

    @property
    def text(self):
        return " ".join(" ".join(self.words).split())


def flat(text):
    return " ".join(text.split())


def test_the_page_is_one_file_with_everything_in_it(tmp_path):
    plant = written(tmp_path / "plant.yaml", "shown: {kind: db_missing, db: 100}")
    with playing(plant, "OVEN"):
        done, document = run_json("doctor", plant, "--all", "--report", tmp_path / "r.html")
    text = (tmp_path / "r.html").read_text(encoding="utf-8")
    page = Page(text)
    assert done.returncode == 10 and page.fetched == [] and "script" not in page.tags and "@import" not in text
    assert "url(" not in text and "@page" in text and "A4" in text
    assert len(document["partners"]) == 2
    for partner in document["partners"]:
        assert page.text.count(flat(partner["target"])) >= 3  # overview, heading, ladder
        for step in partner["steps"]:
            assert flat(step["evidence"]) in page.text, step
        for finding in partner["findings"]:
            assert flat(finding["text"]) in page.text and flat(finding["evidence"]) in page.text, finding
        for hypothesis in partner["hypotheses"]:
            assert flat(hypothesis["text"]) in page.text
            assert all(flat(part) in page.text for part in hypothesis["do"].split("|"))
    assert re.search(r"sieben doctor \S+ .*\d{4}-\d\d-\d\d \d\d:\d\d", page.text)


def test_reports(tmp_path):
    nobody = f"127.0.0.1:{free_port()}"
    for name, begins in (("r.md", "# What"), ("r.html", "<!DOCTYPE html>"), ("r.csv", "Layer,"), ("r.txt", "What")):
        done = run("doctor", nobody, "--report", tmp_path / name)
        text = (tmp_path / name).read_text(encoding="utf-8-sig")
        assert done.returncode == 10 and text.lower().startswith(begins.lower()), text[:200]
        assert done.stderr.endswith(f"\nwritten: {tmp_path / name}\n")
    assert nobody in (tmp_path / "r.md").read_text(encoding="utf-8")
    done = run("doctor", "127.0.0.1", "--report", tmp_path / "r.pdf")
    assert done.returncode == 2 and done.stderr.startswith("sieben doctor: --report: the name ends in")


def test_a_report_that_cannot_be_written_is_said_before_anything_is_sent(tmp_path):
    (tmp_path / "folder.md").mkdir()
    with peer(silence) as other:
        for path, why in ((tmp_path / "no" / "r.md", "No such file"), (tmp_path / "folder.md", "Is a directory")):
            done = run("doctor", other.target, "--report", path)
            assert (done.returncode, done.stdout) == (2, "") and why in done.stderr
        assert other.accepted == 0


def test_a_full_disk_does_not_cost_the_verdict(tmp_path):
    (tmp_path / "full.html").symlink_to("/dev/full")
    done = run("doctor", f"127.0.0.1:{free_port()}", "--report", tmp_path / "full.html")
    assert done.returncode == 2 and "full.html: not written: No space left on device" in done.stderr
    assert done.stdout.startswith("FAIL       layer 1 TCP: TCP_RESET")


def test_a_dry_run_sends_nothing(tmp_path):
    plant = written(tmp_path / "plant.yaml")
    with peer(silence) as other:
        done = run("doctor", other.target, "--db", "10", "--write-probe", "MB4", "--dry-run")
        assert other.accepted == 0
    assert done.returncode == 0 and "P#DB10.DBX0.0 BYTE 1" in done.stdout and "the only write" in done.stdout
    assert re.search(r"\nin all +at most \d+ connections, \d+ telegrams and one ping\n +one telegram more .*\n$", done.stdout)
    done = run("doctor", f"OVEN@{plant}", "--dry-run")
    assert "P#DB100.DBX90.0 BYTE 10 (level)" in done.stdout and "only write" not in done.stdout


@pytest.mark.parametrize("arguments", [
    [], ["127.0.0.1", "second"], ["127.0.0.1", "--gentle", "--deep"], ["127.0.0.1", "--db", "0"],
    ["127.0.0.1", "--db", "1,"], ["127.0.0.1", "--db", "65536"], ["127.0.0.1", "--write-probe", "DB1.DBW0"],
    ["127.0.0.1", "--write-probe", "DB1.DBX0.0"], ["127.0.0.1", "--max-connections", "0"],
    ["127.0.0.1", "--max-connections", "3"], ["127.0.0.1", "--timeout", "0s"],
    ["OVEN@plant.yaml", "--all"], ["127.0.0.1", "--dry-run", "--json"],
])
def test_wrong_command_lines(arguments):
    done = run("doctor", *arguments)
    assert done.returncode == 2 and done.stdout == "" and done.stderr.startswith("sieben doctor: ")


def test_wrong_names_of_a_plant(tmp_path):
    plant = written(tmp_path / "plant.yaml")
    assert 'no connection "C-9"; there are C-001' in run("doctor", plant, "--connection", "C-9").stderr
    assert 'no connection ""' in run("doctor", plant, "--connection", "").stderr
    assert "leads to OVEN, not to PRESS" in run("doctor", f"PRESS@{plant}", "--connection", "C-001").stderr
    for arguments, why in (([f"OVAN@{plant}"], 'did you mean "OVEN"?'),
                           ([f"10.9.9.9@{plant}"], "nobody in .* has the address 10.9.9.9; there are\n  PRESS +127.0.0.2:"),
                           ([plant], "has 2 CPUs: PRESS, OVEN; say which, as PRESS@"),
                           ([tmp_path], "Is a directory"), ([f"OVEN@{tmp_path}"], "Is a directory"),
                           ([tmp_path / "missing.yaml"], "No such file"), ([tmp_path / "missing.yaml", "--all"], "No such"),
                           (["OVEN@"], "needs a name and a plant file"), ([f"@{plant}"], "needs a name and a plant file"),
                           ([""], "a host name or an IP address is expected"), (["::1"], "stands in brackets")):
        done = run("doctor", *arguments)
        assert (done.returncode, done.stdout) == (2, ""), arguments
        assert re.search(why, done.stderr), done.stderr


def test_a_plant_file_with_errors_and_one_without_cpus(tmp_path):
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text("sieben: 1\nplant: {name: P}\ncpus:\n  A: {address: 127.0.0.1, profil: s7-300}\n", encoding="utf-8")
    done = run("doctor", f"A@{wrong}")
    assert (done.returncode, done.stdout) == (2, "") and f"{wrong}:4:" in done.stderr
    wrong.write_text("sieben: 1\nplant: {name: P}\ncpus: {}\n", encoding="utf-8")
    for arguments in ([wrong], [wrong, "--all"]):
        done = run("doctor", *arguments)
        assert (done.returncode, done.stdout) == (2, "") and "wrong.yaml" in done.stderr


def test_a_plant_of_one_cpu_needs_no_name_and_an_address_is_one(tmp_path):
    port = free_port()
    plant = tmp_path / "plant.yaml"
    plant.write_text(f'sieben: 1\nplant: {{name: P}}\ncpus:\n  ALONE: {{address: "127.0.0.1:{port}", profile: s7-300}}\n',
                     encoding="utf-8")
    for operand in (plant, f"127.0.0.1@{plant}", f"127.0.0.1:{port}@{plant}"):
        done, document = run_json("doctor", operand)
        assert done.returncode == 10 and document["partners"][0]["cpu"] == "ALONE"


# ---- partners that never end ------------------------------------------------------------------------------


def flood(connection):
    while True:
        connection.sendall(b"\x55" * 4096)


def drip(connection):
    for octet in bytes.fromhex("0300001611d000010003"):
        if select.select([connection], [], [], 0.3)[0] and not connection.recv(4096):
            return
        connection.sendall(bytes([octet]))


def garble(connection):
    """Confirms the connection, then answers every packet with one that is none."""
    cr = packet(connection)
    connection.sendall(bytes.fromhex("0300000b06d0") + cr[8:10] + bytes.fromhex("000100"))
    while packet(connection):
        connection.sendall(os.urandom(512))


@pytest.mark.parametrize("serve", [flood, drip, garble])
def test_who_never_makes_sense_takes_bounded_time(serve):
    with peer(serve) as other:
        began = time.monotonic()
        done = run("doctor", other.target, "--timeout", "500ms")
        took = time.monotonic() - began
    assert done.returncode in (20, 30), done.stdout
    assert done.stdout.startswith("FAIL       layer ") and "(certain)" not in done.stdout
    assert took < 15 and re.search(r"^Budget: .+, \d+(\.\d)? m?s\.$", done.stdout, re.M)


def test_ipv6_alone():
    with socket.socket(socket.AF_INET6) as listener:
        try:
            listener.bind(("::1", 0))
        except OSError:
            pytest.skip("no IPv6 on loopback")
        port = listener.getsockname()[1]
        done, document = run_json("doctor", f"[::1]:{port}")
    assert done.returncode == 10 and document["partners"][0]["target"] == f"[::1]:{port}"
    assert document["partners"][0]["seen"]["address"] == "::1"


# ---- an end that is asked for -----------------------------------------------------------------------------


def interrupted(number, *arguments):
    """Interrupted as soon as a silent listener has heard a connection request."""
    heard, ends = [], []

    def hold(connection):
        try:
            while octets := connection.recv(100):
                heard.append(octets)
            ends.append("in order")
        except ConnectionResetError:
            ends.append("reset")

    with peer(hold) as other:
        with subprocess.Popen([SIEBEN, "doctor", other.target, "--timeout", "1m", *map(str, arguments)],
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment()) as doctor:
            limit = time.monotonic() + DEADLINE
            while not heard and time.monotonic() < limit:
                time.sleep(0.01)
            doctor.send_signal(number)
            out, err = doctor.communicate(timeout=DEADLINE)
        while not ends and time.monotonic() < limit:
            time.sleep(0.01)
        assert other.accepted == 1 and ends == ["in order"]
    assert doctor.returncode == 130
    assert err.endswith("sieben doctor: interrupted; every connection is closed\n"), err
    return out


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupt_ends_in_order_and_tells_what_was_found(number):
    out = interrupted(number)
    assert re.match(r"INTERRUPTED 127\.0\.0\.1:\d+: 3 of 11 checks were done; until then everything was in order\n", out)
    assert re.search(r"^2 ISO +who listens +– skipped +.+interrupted$", out, re.M) and "\nBudget: 1 connection, " in out


def test_an_interrupt_leaves_a_document_and_a_report(tmp_path):
    document = json.loads(interrupted(signal.SIGINT, "--json", "--report", tmp_path / "r.md"))
    (partner,) = document["partners"]
    assert document["interrupted"] and partner["interrupted"] and partner["verdict"] == "interrupted"
    assert partner["exit"] == 130 and partner["findings"] == [] and verdict(partner, "tcp") == "ok"
    assert "Interrupted: 3 of 11 checks were done." in (tmp_path / "r.md").read_text(encoding="utf-8")


def test_an_interrupt_while_nobody_answers_is_seen_at_once():
    """A listener whose queue is full answers nothing."""
    with socket.create_server(("127.0.0.1", 0), backlog=0) as listener, contextlib.ExitStack() as held:
        for _ in range(4):
            filler = held.enter_context(socket.socket())
            filler.setblocking(False)
            filler.connect_ex(listener.getsockname())
        with subprocess.Popen([SIEBEN, "doctor", "127.0.0.1:%d" % listener.getsockname()[1], "--timeout", "5m"],
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment()) as doctor:
            assert doctor.stderr.readline().startswith("ok       name ")
            assert doctor.stderr.readline().startswith("ok       route ")
            doctor.send_signal(signal.SIGINT)
            out, err = doctor.communicate(timeout=DEADLINE)
    assert doctor.returncode == 130 and "interrupted; every connection is closed" in err
    assert re.match(r"INTERRUPTED .+: 2 of 11 checks were done; until then everything was in order\n", out)

# SPDX-License-Identifier: MIT
"""`sieben capture list`: every capture, pipes, what is cut off, names of a plant, what is hostile."""
import json
import struct
import subprocess

import pytest
from conftest import DEADLINE, SIEBEN, environment
from test_capture_show import CAPTURES, FILE_HEAD, FRAMES, frame, needs_captures, pcap, pcapng

PLANT = """\
sieben: 1
plant: {name: Line, revision: 1}
cpus:
  PRESS: {address: 10.0.0.11, profile: s7-1500, put_get: permitted}
  OVEN: {address: 10.0.0.21, profile: s7-300, slot: 2, dbs: {10: {size: 60}}}
"""


def list_of(*arguments, octets=b""):
    done = subprocess.run([SIEBEN, "capture", "list", *map(str, arguments)], input=octets, capture_output=True,
                          timeout=DEADLINE, env=environment(), check=False)
    return done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8")


def document_of(*arguments, octets=b""):
    code, out, _ = list_of("--json", *arguments, octets=octets)
    assert code == 0
    return json.loads(out)


@needs_captures
@pytest.mark.parametrize("capture", CAPTURES, ids=lambda path: path.name)
def test_every_capture_is_listed(capture):
    code, text, _ = list_of("--all", capture)
    document = document_of(capture)
    assert code == 0 and document["complete"] and document["conversations"]
    for number, talk in enumerate(document["conversations"], 1):
        assert f"\n{number}. {talk['client']['name']} → {talk['server']['name']}" in text
        for use in talk["functions"]:
            assert use["name"] in text
        for access in talk["accesses"]:
            assert access["address"] in text
        assert talk["telegrams"] >= talk["pdus"]


@needs_captures
@pytest.mark.parametrize("capture", CAPTURES, ids=lambda path: path.name)
def test_redacted_lists_name_no_address_and_no_file(capture):
    addresses = {talk[end]["address"] for talk in document_of(capture)["conversations"] for end in ("client", "server")}
    for options in (("--redact",), ("--redact", "--json")):
        _, text, _ = list_of(*options, capture)
        assert addresses and not any(address in text for address in addresses)
        assert capture.name not in text


def test_what_is_read_may_come_through_a_pipe_and_in_both_formats():
    talks = [document_of("-", octets=make(*FRAMES))["conversations"] for make in (pcap, pcapng)]
    for talk in talks:
        assert len(talk) == 1 and talk[0]["accesses"][0]["address"] == "DB10.DBW0:INT"
        assert talk[0]["accesses"][0]["served"] == 1
        assert talk[0]["latency"]["count"] == 1


def test_the_plant_gives_names(tmp_path):
    plant = tmp_path / "plant.yaml"
    plant.write_text(PLANT, encoding="utf-8")
    code, text, _ = list_of("-", "--plant", plant, octets=pcap(*FRAMES))
    assert code == 0 and "1. PRESS → OVEN\n" in text


def test_a_capture_that_is_cut_off_is_used_as_far_as_it_goes(tmp_path):
    path = tmp_path / "cut.pcap"
    whole = pcap(*FRAMES)
    for size in range(FILE_HEAD, len(whole), 7):
        path.write_bytes(whole[:size])
        code, out, err = list_of("--json", path)
        assert code == 0
        document = json.loads(out)
        assert document["complete"] == ("not complete" not in err)


def test_text_of_a_partner_commands_no_terminal():
    tsap = b"\x1b]0;owned\x07\x1b[2J\xff\n"
    cr = struct.pack(">BBHHB", 6 + 4 + 2 + len(tsap), 0xE0, 0, 1, 0) + b"\xc1\x02\x01\x00\xc2" + bytes([len(tsap)]) + tsap
    octets = pcap(frame(cr.hex(), tsdu=False))
    for options in ((), ("--json",), ("--redact",)):
        code, text, _ = list_of("-", *options, octets=octets)
        assert code == 0
        assert not any(ord(sign) < 32 and sign != "\n" or ord(sign) == 127 for sign in text)
    assert len(document_of("-", octets=octets)["conversations"]) == 1


def test_what_is_no_capture_is_named(tmp_path):
    path = tmp_path / "notes.txt"
    path.write_text("no capture at all\n", encoding="utf-8")
    code, out, err = list_of(path)
    assert code == 2 and out == "" and "no capture" in err

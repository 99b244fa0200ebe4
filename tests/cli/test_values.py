# SPDX-License-Identifier: MIT
"""What was put is got back, and nothing beside it changes."""
import json
import signal

import pytest

from conftest import free_port, packet, peer, playing, run, run_json

ROUND_TRIPS = [
    ("DB10.DBX0.0:BOOL", "true", True),
    ("DB10.DBX1.7:BOOL", "true", True),
    ("DB10.DBB2:BYTE", "16#A5", 165),
    ("DB10.DBB3:CHAR", "'x'", "x"),
    ("DB10.DBW4:WORD", "16#1234", 0x1234),
    ("DB10.DBW6:INT", "-32768", -32768),
    ("DB10.DBD8:DWORD", "16#DEADBEEF", 0xDEADBEEF),
    ("DB10.DBD12:DINT", "-2147483648", -2147483648),
    ("DB10.DBD16:REAL", "0.1", 0.1),
    ("DB10.DBW20:INT*3", "1, -2, 3", [1, -2, 3]),
    ("DB10.DBD26:REAL*2", "1.5, -2.25", [1.5, -2.25]),
    ("DB10.DBX40.6:BOOL*5", "true, false, true, true, false", [True, False, True, True, False]),
    ("DB10.DBB50:CHAR*3", "'a', ',', 'c'", ["a", ",", "c"]),
    ("MW20:WORD", "16#0102", 0x0102),
    ("QB5:BYTE", "16#7F", 0x7F),
]


def test_every_type_goes_through_a_cpu(press):
    for tag, text, value in ROUND_TRIPS:
        done = run("put", press.target, f"{tag}={text}", "--yes")
        assert done.returncode == 0 and done.stderr == "", done.stderr
        done = run("get", press.target, tag)
        assert done.returncode == 0 and done.stderr == ""
        assert done.stdout.endswith(f" = {text}\n"), tag
        _, document = run_json("get", press.target, tag)
        assert document["tags"][0]["value"] == value


def test_what_get_prints_can_be_put(press):
    tags = [tag for tag, _, _ in ROUND_TRIPS]
    lines = [f"{tag}={text}" for tag, text, _ in ROUND_TRIPS]
    assert run("put", press.target, *lines, "--yes").returncode == 0
    before = run("get", press.target, *tags).stdout
    again = before.splitlines()
    assert len(again) == len(tags)
    assert run("put", press.target, *again, "--yes").returncode == 0
    assert run("get", press.target, *tags).stdout == before


def octets(target, start=0, count=100):
    _, document = run_json("get", target, f"P#DB10.DBX{start}.0 BYTE {count}")
    return document["tags"][0]["value"]


@pytest.mark.parametrize("assignment, changed", [
    ("DB10.DBW10:INT=-1", {10: 255, 11: 255}),
    ("DB10.DBX20.3=true", {20: 8}),
    ("DB10.DBX21.6:BOOL*4=true, true, true, true", {21: 0xC0, 22: 0x03}),
    ("P#DB10.DBX30.0 BYTE 3=1, 2, 3", {30: 1, 31: 2, 32: 3}),
    ("DB10.DBB99:BYTE=9", {99: 9}),
])
def test_only_what_is_named_is_written(press, assignment, changed):
    before = octets(press.target)
    assert before == [0] * 100
    assert run("put", press.target, assignment, "--yes").returncode == 0
    assert octets(press.target) == [changed.get(i, 0) for i in range(100)]


def test_neighbour_bits_stay(press):
    assert run("put", press.target, "DB10.DBB5:BYTE=2#10101010", "--yes").returncode == 0
    assert run("put", press.target, "DB10.DBX5.0=true", "DB10.DBX5.7=false", "--yes").returncode == 0
    assert octets(press.target, 5, 1) == 0b00101011


def test_more_than_one_pdu(press):
    values = [i % 251 for i in range(600)]
    text = ",".join(map(str, values))
    assert run("put", press.target, f"P#DB10.DBX0.0 BYTE 600={text}", "--yes").returncode == 0
    assert octets(press.target, 0, 600) == values
    bits = run("get", press.target, "DB10.DBX0.0:BOOL*200")
    assert bits.returncode == 0
    shown = bits.stdout.split(" = ")[1].strip().split(", ")
    assert shown == ["true" if values[i // 8] >> (i % 8) & 1 else "false" for i in range(200)]


def test_many_tags_are_one_job(press):
    tags = [f"DB10.DBW{i}:INT" for i in range(0, 600, 2)]
    assert run("put", press.target, *[f"{tag}={i}" for i, tag in enumerate(tags)], "--yes").returncode == 0
    _, document = run_json("get", press.target, *tags)
    assert [tag["value"] for tag in document["tags"]] == list(range(300))


def test_get_document(press):
    done, document = run_json("get", press.target, "DB10.DBW0:INT", "MW20")
    assert done.returncode == 0
    assert document["schema"] == "sieben/get/1" and document["target"] == press.target
    assert [set(tag) for tag in document["tags"]] == [{"tag", "type", "value", "error"}] * 2
    assert document["tags"][0] == {"tag": "DB10.DBW0:INT", "type": "INT", "value": 0, "error": None}


def test_put_document(press):
    done, document = run_json("put", press.target, "DB10.DBW0:INT=5", "--yes")
    assert done.returncode == 0 and done.stderr == ""
    assert document["schema"] == "sieben/put/1" and document["written"] is True
    assert document["tags"] == [{"tag": "DB10.DBW0:INT", "type": "INT", "old": 0, "new": 5, "written": True,
                                 "error": None}]
    _, document = run_json("put", press.target, "DB10.DBW0:INT=6", "--yes", "--no-read")
    assert document["tags"][0]["old"] is None and document["written"] is True


def test_old_and_new_are_shown(press):
    assert run("put", press.target, "DB10.DBW0:INT=5", "--yes").stdout.startswith("DB10.DBW0:INT: 0 -> 5\n")
    assert run("put", press.target, "DB10.DBW0:INT=6", "--yes").stdout.startswith("DB10.DBW0:INT: 5 -> 6\n")
    assert run("put", press.target, "DB10.DBW0:INT=7", "--yes",
               "--no-read").stdout.startswith("DB10.DBW0:INT: 7\n")


@pytest.mark.parametrize("options", [["--type", "op"], ["--type", "pg"], ["--type", "basic"],
                                     ["--tsap", "01.00:03.01"], ["--tsap", ":02.01"], ["--timeout", "5s"]])
def test_ways_to_connect(press, options):
    assert run("get", press.target, "MW0", *options).returncode == 0


@pytest.mark.parametrize("options, calling, called", [
    ([], None, "0302"), (["--type", "basic"], None, "0302"), (["--type", "op"], None, "0202"),
    (["--type", "pg"], None, "0102"), (["--tsap", "AB.CD:10.02"], "abcd", "1002"),
    (["--tsap", '"left":"SIMATIC-ROOT-OTHER"'], b"left".hex(), b"SIMATIC-ROOT-OTHER".hex()),
    (["--tsap", ':"%s"' % (32 * "x")], None, 32 * "78"),
])
def test_tsaps_on_the_wire(options, calling, called):
    """What stands in the connection request; it is never the class PG unless asked for."""
    seen = []

    def serve(connection):
        seen.append(packet(connection).hex())
    with peer(serve) as one:
        assert run("get", one.target + "/0.2", "MW0", *options).returncode == 20
    (request,) = seen
    parameters = bytes.fromhex(request)[11:]
    found = {}
    while parameters:
        found[parameters[0]] = parameters[2:2 + parameters[1]].hex()
        parameters = parameters[2 + parameters[1]:]
    assert found[0xC2] == called
    assert calling is None or found[0xC1] == calling


def test_name_at_plant(tmp_path):
    port = free_port()
    plant = tmp_path / "plant@home.yaml"
    plant.write_text("sieben: 1\nplant: {name: X}\ncpus:\n"
                     f"  A: {{address: \"127.0.0.1:{port}\", profile: s7-300, rack: 0, slot: 3, dbs: {{1: {{size: 4}}}}}}\n",
                     encoding="utf-8")
    with playing(plant, "A") as played:
        assert played.target == f"127.0.0.1:{port}"
        done = run("get", f"A@{plant}", "DB1.DBW0:INT")
        assert done.returncode == 0 and done.stdout == "DB1.DBW0:INT = 0\n"
        assert run("get", f"B@{plant}", "MW0").returncode == 2
    assert run("get", f"A@{tmp_path}/absent.yaml", "MW0").returncode == 2


def test_ipv6(plant):
    with playing(plant, "PRESS", "--listen", "[::1]:0") as played:
        assert played.target.startswith("[::1]:")
        assert run("get", played.target, "MW0").returncode == 0


def test_simulated_values_move(plant):
    with playing(plant, "MOVING", "--listen", "127.0.0.1:0") as played:
        target = played.target + "/0.2"
        seen = set()
        while len(seen) < 3:
            _, document = run_json("get", target, "DB1.DBD0:REAL", "DB1.DBW4:INT")
            assert document["tags"][1]["value"] == 77
            seen.add(document["tags"][0]["value"])
        assert all(1 <= value <= 1000000 for value in seen)


def test_trace(plant):
    with playing(plant, "PRESS", "--listen", "127.0.0.1:0", "--trace") as played:
        assert run("get", played.target, "DB10.DBW4:INT").returncode == 0
        code, lines = played.end()
        assert code == 0
        text = "".join(lines)
        assert "connected" in text and "disconnected" in text
        requests = [line for line in lines if "->" in line and "Read Var" in line]
        answers = [line for line in lines if "<-" in line and "Read Var" in line]
        assert len(requests) == 1 and len(answers) == 1
        assert "DB10" in requests[0] and "127.0.0.1:" in requests[0]
        assert lines[-1].startswith("stopped: 1 connections, 0 refused")


def test_cpu_documents(plant):
    with playing(plant, "PRESS", "--listen", "127.0.0.1:0", "--trace", "--json") as played:
        assert run("get", played.target, "DB10.DBW4:INT").returncode == 0
        _, lines = played.end()
        documents = [json.loads(line) for line in played.first + lines]
        assert all(document["schema"] == "sieben/cpu/1" for document in documents)
        assert documents[0]["event"] == "listening" and documents[-1]["event"] == "stopped"
        assert {"in", "out", "event"} <= {document["event"] for document in documents}
        assert documents[-1]["connections"] == 1


@pytest.mark.parametrize("name, code", [("SIGINT", 130), ("SIGTERM", 0)])
def test_signals_end_it_in_order(plant, name, code):
    with playing(plant, "PRESS", "--listen", "127.0.0.1:0") as played:
        ended, lines = played.end(getattr(signal, name))
        assert ended == code
        assert lines[-1].startswith("stopped:")
        assert played.errors() == ""

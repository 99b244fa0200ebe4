# SPDX-License-Identifier: MIT
"""Failures: exit code, five lines, and what the lines say."""
import os
import pathlib
import shutil
import subprocess
import threading

import pytest

from conftest import DEADLINE, SIEBEN, environment, free_port, open_s7, packet, peer, playing, run, run_json

TITLES = ["FAIL", "seen", "rules out", "likely", "do"]


def five_lines(text):
    """The blocks of five lines in a text that has nothing else."""
    lines = text.splitlines()
    assert lines and len(lines) % 5 == 0, text
    for number, line in enumerate(lines):
        assert line.startswith(TITLES[number % 5]), line
    return [lines[i:i + 5] for i in range(0, len(lines), 5)]


def failing(code, *arguments):
    done = run(*arguments)
    assert done.returncode == code, done.stderr
    return done, five_lines(done.stderr)


def test_connection_refused():
    _, blocks = failing(10, "get", f"127.0.0.1:{free_port()}", "MW0")
    assert len(blocks) == 1 and "TCP_REFUSED" in blocks[0][0] and "layer 1" in blocks[0][0]


def test_unknown_host():
    _, blocks = failing(10, "get", "no-such-host.invalid", "MW0")
    assert "TCP_NAME" in blocks[0][0]


def test_wrong_slot(press):
    _, blocks = failing(20, "get", press.target + "/0.5", "MW0")
    assert "layer 2 ISO" in blocks[0][0] and "rack or slot" in blocks[0][3]


def test_put_get_blocked(closed):
    for arguments in (["get", closed.target, "DB10.DBW0:INT"],
                      ["put", closed.target, "DB10.DBW0:INT=1", "--yes", "--no-read"]):
        _, blocks = failing(40, *arguments)
        assert len(blocks) == 1
        fail, seen, rules_out, likely, todo = blocks[0]
        assert "layer 4 ACCESS: ACCESS_PUT_GET (401)" in fail and "DB10.DBW0:INT" in fail
        assert "81 04" in seen
        assert "rack/slot" in rules_out
        assert "PUT/GET communication is not permitted" in likely
        assert "Permit access with PUT/GET communication from remote partner" in todo


def test_missing_db(press):
    _, blocks = failing(50, "get", press.target, "DB99.DBW0:INT")
    assert "DATA_MISSING" in blocks[0][0] and "item code 0A" in blocks[0][1]


def test_optimized_db(press):
    _, blocks = failing(50, "get", press.target, "DB11.DBW0:INT")
    _, seen, _, likely, todo = blocks[0]
    assert "item code 05" in seen
    assert likely.index("optimized block access") < likely.index("shorter than the area")
    assert "Optimized block access" in todo


def test_db_too_short(oven):
    _, blocks = failing(50, "get", oven.target + "/0.2", "DB100.DBW60:INT")
    assert "DATA_ADDRESS" in blocks[0][0]


def test_write_protected_db(press):
    done, blocks = failing(40, "put", press.target, "DB12.DBW0:INT=1", "--yes")
    assert "ACCESS_ITEM" in blocks[0][0] and "item code 03" in blocks[0][1]
    assert "written to" not in done.stdout


def test_timers_and_counters_are_read_only(oven):
    target = oven.target + "/0.2"
    assert run("get", target, "T5", "C1*2").stdout == "T5 = S5T#0ms\nC1*2 = 0, 0\n"
    _, blocks = failing(40, "put", target, "C3=12", "--yes")
    assert "ACCESS_ITEM" in blocks[0][0] and "timers and counters" in blocks[0][3]


def test_good_tags_are_shown_beside_bad_ones(press):
    done, blocks = failing(50, "get", press.target, "DB10.DBW0:INT", "DB99.DBW0:INT", "DB98.DBW0:INT", "DB11.DBB0")
    assert done.stdout == "DB10.DBW0:INT = 0\n"
    assert len(blocks) == 2
    assert "DB99.DBW0:INT and 1 more" in blocks[0][0]


def test_the_lowest_layer_is_the_exit_code(press):
    done = run("put", press.target, "DB99.DBW0:INT=1", "DB12.DBW0:INT=1", "--no-read", "--yes")
    assert done.returncode == 40
    assert len(five_lines(done.stderr)) == 2


def test_error_documents(press, closed):
    done, document = run_json("get", press.target, "DB10.DBW0:INT", "DB99.DBW0:INT")
    assert done.returncode == 50 and done.stderr == ""
    good, bad = document["tags"]
    assert good["error"] is None and bad["value"] is None
    assert bad["error"]["layer"] == 5 and bad["error"]["id"] == "DATA_MISSING"
    assert bad["error"]["codes"]["item_code"] == 0x0A
    assert bad["error"]["likely"] and bad["error"]["do"] and bad["error"]["rules_out"]
    done, document = run_json("put", closed.target, "DB10.DBW0:INT=1", "--yes")
    assert done.returncode == 40 and document["written"] is False
    assert document["tags"][0]["error"]["codes"]["peer_code"] == 0x8104


def test_connection_error_document():
    done, document = run_json("get", f"127.0.0.1:{free_port()}", "MW0", "MW2")
    assert done.returncode == 10 and done.stderr == ""
    assert [tag["error"]["id"] for tag in document["tags"]] == ["TCP_REFUSED"] * 2


@pytest.mark.parametrize("tag, column", [("DB10.DBX2.9", 11), ("DB10DBW4", 5), ("", 1), ("DB10.DBW4:FOO", 11)])
def test_bad_tags_have_a_caret(tag, column):
    done = run("get", "127.0.0.1", tag)
    assert done.returncode == 2 and done.stdout == ""
    message, text, caret = done.stderr.splitlines()
    assert message.startswith("sieben get: ") and text == "  " + tag
    assert caret == " " * (2 + column - 1) + "^"


@pytest.mark.parametrize("assignment, column", [("DB10.DBW4:INT", 14), ("DB10.DBW4:INT=99999", 15),
                                                ("DB10.DBW4:INT*2=1, x", 20), ("MW2:INT=", 9)])
def test_bad_assignments_have_a_caret(assignment, column):
    done = run("put", "127.0.0.1", assignment, "--yes")
    assert done.returncode == 2 and done.stdout == ""
    assert done.stderr.splitlines()[2] == " " * (2 + column - 1) + "^"


@pytest.mark.parametrize("target", ["127.0.0.1:0", "127.0.0.1:x", "::1", "127.0.0.1/0", "[::1", "h/0.99"])
def test_bad_targets(target):
    done = run("get", target, "MW0")
    assert done.returncode == 2 and "^" in done.stderr


def test_silent_peer():
    def serve(connection):
        while connection.recv(100):
            pass
    with peer(serve) as one:
        _, blocks = failing(20, "get", one.target, "MW0", "--timeout", "200ms")
    assert "ISO_TIMEOUT" in blocks[0][0]


def test_foreign_service():
    def serve(connection):
        packet(connection)
        connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
    with peer(serve) as one:
        _, blocks = failing(20, "get", one.target, "MW0")
    assert "ISO_FOREIGN" in blocks[0][0]


def test_request_without_answer():
    def serve(connection):
        open_s7(connection)
        while connection.recv(100):
            pass
    with peer(serve) as one:
        _, blocks = failing(30, "get", one.target, "MW0", "--timeout", "300ms")
    assert "S7_REQUEST_TIMEOUT" in blocks[0][0]


def test_lost_write_is_in_doubt_and_never_repeated():
    writes = []
    ended = threading.Event()

    def serve(connection):
        open_s7(connection)
        job = packet(connection)
        if job[17:18] == b"\x05":
            writes.append(job)
        connection.close()
        ended.set()
    with peer(serve) as one:
        done = run("put", one.target, "MW0=1", "--yes", "--no-read")
        assert ended.is_set()
        assert one.accepted == 1
    assert len(writes) == 1
    assert done.returncode == 30
    assert "not known whether written, read it back: " in done.stderr
    assert "written to" not in done.stdout


def test_what_cannot_be_read_is_not_written(press):
    done, _ = failing(50, "put", press.target, "DB10.DBW0:INT=1", "DB99.DBW0:INT=1", "--yes")
    assert "->" not in done.stdout
    assert run("get", press.target, "DB10.DBW0:INT").stdout == "DB10.DBW0:INT = 0\n"


def test_listening_where_somebody_else_does(plant, press):
    _, blocks = failing(10, "cpu", plant, "OVEN", "--listen", press.target)
    assert "TCP_LISTEN_" in blocks[0][0]


def test_listening_where_this_machine_is_not(plant):
    _, blocks = failing(10, "cpu", plant, "OVEN", "--listen", "192.0.2.1:0")
    assert "TCP_LISTEN_" in blocks[0][0]


def test_cpu_that_is_not_in_the_plant(plant):
    done = run("cpu", plant, "NOBODY")
    assert done.returncode == 2 and "PRESS" in done.stderr and "OVEN" in done.stderr


def test_connection_limit_is_recovered_from(tmp_path):
    plant = tmp_path / "plant.yaml"
    plant.write_text("sieben: 1\nplant: {name: X}\ncpus:\n  A: {address: 127.0.0.1, profile: s7-300, slot: 2, "
                     "resources: {total: 1}}\n", encoding="utf-8")
    with playing(plant, "A", "--listen", "127.0.0.1:0") as played:
        for _ in range(3):
            assert run("get", played.target + "/0.2", "MW0").returncode == 0


@pytest.mark.parametrize("tags", [("DB10.DBW0:INT", "DB12.DBW0:INT"), ("DB12.DBW0:INT", "DB10.DBW0:INT")])
def test_a_put_that_is_refused_in_part_says_which_part(press, tags):
    value = {"DB10.DBW0:INT": 321, "DB12.DBW0:INT": 7}
    done, document = run_json("put", press.target, *(f"{tag}={value[tag]}" for tag in tags), "--yes")
    assert done.returncode == 40 and document["written"] is None
    assert {tag["tag"]: tag["written"] for tag in document["tags"]} == {"DB10.DBW0:INT": True, "DB12.DBW0:INT": False}
    assert run("get", press.target, "DB10.DBW0:INT").stdout == "DB10.DBW0:INT = 321\n"
    done = run("put", press.target, *(f"{tag}={value[tag]}" for tag in tags), "--yes")
    assert "written: DB10.DBW0:INT\n" in done.stderr and "not written: DB12.DBW0:INT\n" in done.stderr
    assert "not known" not in done.stderr and "written to" not in done.stdout


def low_ports_need_a_right():
    first = pathlib.Path("/proc/sys/net/ipv4/ip_unprivileged_port_start")
    return first.exists() and int(first.read_text()) > 102


@pytest.mark.skipif(not low_ports_need_a_right() or (os.geteuid() == 0 and not shutil.which("setpriv")),
                    reason="port 102 is free for everybody here, or the right to it cannot be taken away")
def test_port_102_without_the_right_to_it_says_how_to_get_it(tmp_path):
    path = tmp_path / "plant.yaml"
    path.write_text("sieben: 1\nplant: {name: X}\ncpus:\n  A: {address: 127.0.0.1, profile: s7-300, slot: 2}\n",
                    encoding="utf-8")
    taken = ["setpriv", "--bounding-set", "-net_bind_service", "--inh-caps", "-net_bind_service"]
    done = subprocess.run([*(taken if os.geteuid() == 0 else []), SIEBEN, "cpu", str(path), "A"], capture_output=True,
                          text=True, timeout=DEADLINE, env=environment(), check=False)
    assert done.returncode == 10 and done.stdout == ""
    *lines, once = done.stderr.splitlines()
    assert len(five_lines("\n".join(lines))) == 1 and "TCP_LISTEN_DENIED" in lines[0] and "127.0.0.1:102" in lines[0]
    assert "setcap cap_net_bind_service=+ep /" in once and "ip_unprivileged_port_start=102" in once


@pytest.mark.parametrize("values", [("DB10.DBW0:INT=1", "DB10.DBW0:INT=2"), ("DB10.DBD0:REAL=1", "DB10.DBX3.7=true"),
                                    ("DB10.DBB0:BYTE*4=1,2,3,4", "DB10.DBB3=5")])
def test_two_values_for_one_place_are_refused(press, values):
    before = run("get", press.target, "DB10.DBD0").stdout
    done = run("put", press.target, *values, "--yes")
    assert done.returncode == 2 and "shares octets or bits" in done.stderr
    assert run("get", press.target, "DB10.DBD0").stdout == before


def test_the_word_that_was_meant(plant):
    assert 'did you mean "get"?' in run("gte").stderr
    assert 'did you mean "PRESS"?' in run("cpu", plant, "PRES").stderr
    done = run("plant", "bogus")
    assert done.returncode == 2 and 'no command "bogus"' in done.stderr

# SPDX-License-Identifier: MIT
"""What `sieben cpu` tells of its connections: trace, statistics, by signal, at the end, over the control socket."""
import json
import signal
import socket

from conftest import DEADLINE, packet, playing, run

CR = "0300001611e00000000100c1020100c202%sc0010a"
SETUP = "0300001902f08032010000ffff00080000f00000010001" + "00f0"
PASSWORD = "0300002502f080320700000600" + "0008000c" + "0001120411450100" + "ff090008" + "213a1b1d6e681b1d"
SZL = "0300002102f080320700000007" + "00080008" + "0001120411440100" + "ff090004" + "00110000"


def connect(target):
    host, port = target.rsplit(":", 1)
    connection = socket.create_connection((host, int(port)), timeout=DEADLINE)
    connection.settimeout(DEADLINE)
    return connection


def ask(connection, telegram):
    connection.sendall(bytes.fromhex(telegram))
    return packet(connection)


def opened(target, called):
    connection = connect(target)
    assert ask(connection, CR % called)[5] == 0xD0
    assert ask(connection, SETUP)
    return connection


def documents(played):
    """Those that are left, once it has ended."""
    code, lines = played.end()
    assert code == 0
    return [json.loads(line) for line in lines]


def until(played, event):
    while True:
        document = json.loads(played.line())
        if document["event"] == event:
            return document


def asked(played):
    played.process.send_signal(signal.SIGUSR1)
    return until(played, "statistics")["statistics"]


def test_refused_callers_are_told_with_their_reason(plant):
    with playing(plant, "OVEN", "--listen", "127.0.0.1:0", "--trace") as played:
        with connect(played.target) as connection:
            assert ask(connection, CR % "0305") == b""
        _, lines = played.end()
        text = "".join(lines)
        assert "-- refused: nothing is here under class basic, rack 0, slot 5 (TSAP 03.05)\n" in text
        assert "1 refused for the TSAP, 0 refused for want of resources" in text


def test_want_of_resources_is_told_with_the_class(plant):
    with playing(plant, "OVEN", "--listen", "127.0.0.1:0", "--trace", "--json") as played:
        there = []
        while True:
            connection = connect(played.target)
            there.append(connection)
            if not ask(connection, CR % "0302"):
                break
            assert len(there) < 1000
        refused = next(d for d in iter(lambda: until(played, "event"), None) if d["what"] == "refused")
        assert refused["error"] == "RESOURCE_PARTNER" and refused["class"] == "basic"
        assert refused["text"] == ("refused: no connection resource is left for class basic, rack 0, slot 2 "
                                   "(TSAP 03.02)")
        for connection in there:
            connection.close()
        totals = documents(played)[-1]["statistics"]["totals"]
        assert totals["refused_resources"] == 1 and totals["admitted"] == len(there) - 1


def test_a_refusal_names_what_was_asked(plant):
    with playing(plant, "PRESS", "--listen", "127.0.0.1:0", "--trace") as played:
        assert run("get", played.target, "DB99.DBW4:INT").returncode == 50
        _, lines = played.end()
        refusals = [line for line in lines if "; asked: " in line]
        assert len(refusals) == 1
        assert refusals[0].endswith("object does not exist (0A); asked: Read Var: P#DB99.DBX4.0 BYTE 2\n")
        assert "        last refusal: Read Var: P#DB99.DBX4.0 BYTE 2: object does not exist (0A)\n" in lines


def test_no_password_is_shown(plant):
    with playing(plant, "OVEN", "--listen", "127.0.0.1:0", "--trace") as played:
        with opened(played.target, "0102") as connection:
            assert ask(connection, PASSWORD)
        _, lines = played.end()
        text = "".join(lines).lower()
        assert "password (not shown)" in text
        for octets in ("21 3a 1b 1d", "213a1b1d", "6e 68", "6e681b1d"):
            assert octets not in text


def test_lists_are_told_by_their_name(plant):
    with playing(plant, "OVEN", "--listen", "127.0.0.1:0", "--trace") as played:
        with opened(played.target, "0102") as connection:
            assert ask(connection, SZL)
        _, lines = played.end()
        request = next(line for line in lines if "->" in line and "SZL" in line)
        assert "SZL 0011 index 0000 (" in request


def test_statistics_on_a_signal_while_partners_are_there(plant):
    with playing(plant, "PRESS", "--listen", "127.0.0.1:0", "--json") as played:
        with opened(played.target, "0201") as panel:
            assert run("put", played.target, "DB10.DBW4:INT=7", "-y").returncode == 0
            statistics = asked(played)
            while len(statistics["connections"]) > 1:  # the end of the other one is not seen yet
                statistics = asked(played)
            assert [c["class"] for c in statistics["connections"]] == ["OP"]
            assert statistics["connections"][0]["state"] == "open"
            assert statistics["connections"][0]["called"] == "02.01"
            assert statistics["connections"][0]["pdu_length"] == 240
            assert statistics["totals"]["used"] == {"PG": 0, "OP": 1, "basic": 0, "other": 0}
            assert panel.fileno() >= 0
        stopped = documents(played)[-1]
        totals = stopped["statistics"]["totals"]
        assert (totals["admitted"], totals["requests"], totals["malformed"]) == (
            stopped["connections"], stopped["requests"], stopped["malformed"])
        assert totals["refused_tsap"] + totals["refused_resources"] == stopped["refused"]
        assert totals["writes"] == 1 and totals["services"]["write_var"] == 1
        assert len(stopped["statistics"]["gone"]) == totals["accepted"] == 2


def test_the_control_socket_gives_the_same(plant, tmp_path):
    path = tmp_path / "control"
    with playing(plant, "PRESS", "--listen", "127.0.0.1:0", "--control", path) as played:
        assert run("get", played.target, "DB10.DBW4:INT").returncode == 0
        with socket.socket(socket.AF_UNIX) as control:
            control.settimeout(DEADLINE)
            control.connect(str(path))
            control.sendall(b'{"command": "status"}\n')
            answer = json.loads(control.makefile().readline())
        assert answer["schema"] == "sieben/control/1" and answer["ok"]
        assert answer["mode"] == "run"
        assert answer["statistics"]["totals"]["services"] == {"setup": 1, "read_var": 1}


def test_gone_connections_are_summed(plant):
    with playing(plant, "PRESS", "--listen", "127.0.0.1:0", "--json") as played:
        for _ in range(40):
            with connect(played.target) as connection:
                assert ask(connection, CR % "0107") == b""
        statistics = documents(played)[-1]["statistics"]
        assert len(statistics["gone"]) == 32 and statistics["earlier"]["connections"] == 8
        assert statistics["totals"]["refused_tsap"] == 40
        assert max(gone["connection"] for gone in statistics["gone"]) == 40
        assert all(gone["refused_for"] == "ISO_REJECTED" for gone in statistics["gone"])

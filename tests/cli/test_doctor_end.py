# SPDX-License-Identifier: MIT
"""sieben doctor: partners that never end, and an end that is asked for."""
import contextlib
import json
import os
import re
import select
import signal
import socket
import subprocess
import time

import pytest

from conftest import DEADLINE, SIEBEN, environment, packet, peer, run, run_json
from doctor_plants import verdict


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

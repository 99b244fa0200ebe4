# SPDX-License-Identifier: MIT
"""diag --follow against a played CPU that others stop and start, and that goes away."""
import contextlib
import json
import os
import queue
import signal
import subprocess
import threading

import pytest

from conftest import DEADLINE, SIEBEN, environment, open_s7, packet, peer, playing, run, run_json

PLANT = """\
sieben: 1
plant: {name: Follow}
cpus:
  OVEN:
    address: 10.20.1.21
    profile: s7-300
    slot: 2
    diagnostics:
      - {event: 0x4302, at: "2016-02-08 23:08:10.264", data: FF68C700000008147714}
      - {event: 0x39F1, at: "2016-02-08 23:08:09.000", data: 1A500001000200000003}
  NEWER:
    address: 10.20.1.22
    profile: s7-1200
"""


@pytest.fixture(scope="module")
def plant(tmp_path_factory):
    path = tmp_path_factory.mktemp("follow") / "plant.yaml"
    path.write_text(PLANT, encoding="utf-8")
    return path


@pytest.fixture
def oven(plant):
    with playing(plant, "OVEN", "--listen", "127.0.0.1:0", "--trace") as played:
        yield played


class Follower:
    """A running `sieben diag --follow`, its lines read as they come."""

    def __init__(self, process):
        self.process = process
        self.lines = queue.Queue()
        threading.Thread(target=self.read, daemon=True).start()

    def read(self):
        for line in self.process.stdout:
            self.lines.put(line)
        self.lines.put("")

    def line(self):
        return self.lines.get(timeout=DEADLINE)

    def document(self):
        return json.loads(self.line())

    def begin(self):
        """The entries of the buffer, when it follows."""
        documents = list(iter(self.document_before_following, None))
        return [one["event"]["event"] for one in documents]

    def document_before_following(self):
        document = self.document()
        assert document["schema"] == "sieben/diag-follow/1"
        return document if document["kind"] == "entry" else None

    def end(self):
        code = self.process.wait(DEADLINE)
        return code, list(iter(self.line, "")), self.process.stderr.read()


@contextlib.contextmanager
def following(target, *arguments):
    with subprocess.Popen([SIEBEN, "diag", target, "--follow", *arguments], stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment()) as process:
        try:
            yield Follower(process)
        finally:
            if process.poll() is None:
                process.kill()


def slot2(played):
    return played.target + "/0.2"


def control(played, action):
    done = run("control", slot2(played), action, "--confirm", "OVEN")
    assert done.returncode == 0, done.stderr


def told(document):
    return document["event"]["event"] if document["kind"] == "event" else document["mode"]["text"]


def subscriptions(lines):
    return [line for line in lines if " -> " in line and "essage service request" in line]


@pytest.mark.parametrize("number, code", [(signal.SIGINT, 130), (signal.SIGTERM, 0)])
def test_it_tells_exactly_what_happens_and_unsubscribes(oven, number, code):
    with following(slot2(oven), "--json") as follower:
        assert follower.begin() == [0x39F1, 0x4302]
        control(oven, "stop")
        control(oven, "start")
        documents = [follower.document() for _ in range(6)]
        assert [told(one) for one in documents] == [0x4304, "STOP", 0x4301, 0x1381, 0x4302, "RUN"]
        assert all("received" in one for one in documents)
        follower.process.send_signal(number)
        ended, lines, errors = follower.end()
        assert ended == code and errors == ""
        (end,) = [json.loads(line) for line in lines]
        assert (end["kind"], end["reason"], end["error"]) == ("end", "signal", None)
        assert (end["events"], end["modes"], end["dropped"]) == (4, 2, 0)
    _, lines = oven.end()
    assert len(subscriptions(lines)) == 2, lines


def test_lines_for_people_and_for_so_long(oven):
    with following(slot2(oven), "--last", "1", "--for", "1s") as follower:
        assert follower.line() == ("2016-02-08 23:08:10.264  4302 change from STARTUP to RUN (priority 255, OB 104, "
                                   "data C700: 0000 08147714)\n")
        control(oven, "stop")
        assert "  4304 STOP by a programming device or SFB 20 (" in follower.line()
        assert follower.line() == " " * 25 + "mode 00 STOP\n"
        assert follower.end() == (0, [], "")
    _, lines = oven.end()
    assert len(subscriptions(lines)) == 2


def test_a_cpu_that_goes_away_is_told(oven):
    with following(slot2(oven)) as follower:
        assert follower.line().startswith("2016-02-08 23:08:09.000  39F1 ")
        assert follower.line().startswith("2016-02-08 23:08:10.264  4302 ")
        oven.end()
        code, lines, errors = follower.end()
        assert code == 30 and lines == []
        assert len(errors.splitlines()) == 5 and "layer 3 S7" in errors and "the messages of " in errors


def test_a_partner_that_ends_the_connection_is_not_asked_again():
    def serve(connection):
        open_s7(connection)
        packet(connection)

    with peer(serve) as one:
        done, document = run_json("diag", one.target, "--follow")
        assert done.returncode == 30 and document["kind"] == "end"
        assert document["error"]["id"] == "S7_CLOSED" and document["error"]["what"] == "the subscription"
        assert one.accepted == 1


def test_a_family_without_messages(plant):
    with playing(plant, "NEWER", "--listen", "127.0.0.1:0") as played:
        done = run("diag", played.target, "--follow")
        assert done.returncode == 30 and done.stdout == ""
        assert "S7_NOT_IMPLEMENTED" in done.stderr.splitlines()[0] and len(done.stderr.splitlines()) == 5


def test_nobody_reads_any_more(oven):
    """A pipe that was closed ends it in order."""
    reading, writing = os.pipe()
    with subprocess.Popen([SIEBEN, "diag", slot2(oven), "--follow"], stdin=subprocess.DEVNULL, stdout=writing,
                          stderr=subprocess.DEVNULL, env=environment()) as process:
        os.close(writing)
        with os.fdopen(reading) as lines:
            assert "  39F1 " in lines.readline() and "  4302 " in lines.readline()
        control(oven, "stop")
        process.wait(DEADLINE)
    _, lines = oven.end()
    assert len(subscriptions(lines)) == 2

# SPDX-License-Identifier: MIT
"""The program under test, virtual CPUs for it, and peers that misbehave."""
import contextlib
import json
import os
import queue
import signal
import socket
import subprocess
import tempfile
import threading

import pytest

SIEBEN = os.environ.get("SIEBEN", "sieben")
DEADLINE = 30

PLANT = """\
sieben: 1
plant: {name: Bench, revision: 1}
cpus:
  PRESS:
    address: "127.0.0.1:%d"
    profile: s7-1500
    put_get: permitted
    dbs:
      10: {size: 600, access: standard}
      11: {size: 64, access: optimized}
      12: {size: 20, access: standard, write: protected}
  OVEN:
    address: 10.20.1.21
    profile: s7-300
    slot: 2
    dbs:
      100: {size: 60}
  CLOSED:
    address: 10.20.1.22
    profile: s7-1500
    put_get: blocked
    dbs:
      10: {size: 100, access: standard}
  MOVING:
    address: 10.20.1.23
    profile: s7-300
    slot: 2
    dbs:
      1: {size: 20}
    simulate:
      - {tag: "DB1.DBD0:REAL", wave: ramp, min: 1, max: 1000000, period: 1h}
      - {tag: "DB1.DBW4:INT", wave: constant, min: 77, max: 77, period: 1s}
"""


def environment(**more):
    base = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "TERM")}
    return {**base, "LC_ALL": "C.UTF-8", **more}


def run(*arguments, text_in=None, **kwargs):
    """One finished run; standard input is never a terminal."""
    return subprocess.run([SIEBEN, *map(str, arguments)], input=text_in if text_in is not None else "",
                          capture_output=True, text=True, timeout=DEADLINE, env=environment(), check=False, **kwargs)


def run_json(*arguments, **kwargs):
    done = run(*arguments, "--json", **kwargs)
    assert done.stdout.endswith("}\n")
    return done, json.loads(done.stdout)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Played:
    """A running `sieben cpu`; its lines are read by a thread, so that waiting for one has a deadline."""

    def __init__(self, process, err):
        self.process = process
        self.err = err
        self.lines = queue.Queue()
        self.reader = threading.Thread(target=self.read, daemon=True)
        self.reader.start()
        self.first = []
        while True:
            line = self.line()
            assert line, "ended before it listened: " + self.errors()
            self.first.append(line)
            if line.startswith("listening on "):
                self.target = line.split()[2]
                return
            if line.startswith('{"schema"'):
                document = json.loads(line)
                self.target = "%s:%d" % (document["host"], document["port"])
                return

    def read(self):
        for line in self.process.stdout:
            self.lines.put(line)
        self.lines.put("")

    def line(self):
        """The next line, "" at the end."""
        return self.lines.get(timeout=DEADLINE)

    def errors(self):
        self.err.seek(0)
        return self.err.read()

    def end(self, with_signal=signal.SIGTERM):
        """Exit code and the lines that were left."""
        self.process.send_signal(with_signal)
        code = self.process.wait(DEADLINE)
        return code, list(iter(self.line, ""))


@contextlib.contextmanager
def playing(plant, name, *arguments):
    with tempfile.TemporaryFile("w+") as err, \
            subprocess.Popen([SIEBEN, "cpu", str(plant), name, *arguments], stdin=subprocess.DEVNULL,
                             stdout=subprocess.PIPE, stderr=err, text=True, env=environment()) as process:
        try:
            played = Played(process, err)
            yield played
            if process.poll() is None:
                code, _ = played.end()
                assert code == 0 and played.errors() == "", played.errors()
        finally:
            if process.poll() is None:
                process.kill()


@pytest.fixture(scope="session")
def plant(tmp_path_factory):
    path = tmp_path_factory.mktemp("plant") / "plant.yaml"
    path.write_text(PLANT % free_port(), encoding="utf-8")
    return path


@pytest.fixture
def press(plant):
    with playing(plant, "PRESS", "--listen", "127.0.0.1:0") as played:
        yield played


@pytest.fixture
def oven(plant):
    with playing(plant, "OVEN", "--listen", "127.0.0.1:0") as played:
        yield played


@pytest.fixture
def closed(plant):
    with playing(plant, "CLOSED", "--listen", "127.0.0.1:0") as played:
        yield played


class Peer:
    """A TCP listener whose connections are handed to `serve`, one thread for all."""

    def __init__(self, serve):
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.target = "127.0.0.1:%d" % self.listener.getsockname()[1]
        self.serve = serve
        self.accepted = 0
        self.thread = threading.Thread(target=self.loop, daemon=True)
        self.thread.start()

    def loop(self):
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            self.accepted += 1
            with connection, contextlib.suppress(OSError):
                connection.settimeout(DEADLINE)
                self.serve(connection)

    def end(self):
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        self.thread.join(DEADLINE)


@contextlib.contextmanager
def peer(serve):
    one = Peer(serve)
    try:
        yield one
    finally:
        one.end()


def packet(connection):
    """The next TPKT packet, b"" at the end of the stream."""
    octets = b""
    while len(octets) < 4 or len(octets) < int.from_bytes(octets[2:4], "big"):
        more = connection.recv((4 if len(octets) < 4 else int.from_bytes(octets[2:4], "big")) - len(octets))
        if not more:
            return b""
        octets += more
    return octets


def open_s7(connection):
    """Answers CR and setup as a small CPU would (PDU length 240, one job)."""
    cr = packet(connection)
    connection.sendall(bytes.fromhex("0300001611d0") + cr[8:10] + bytes.fromhex("000300c0010ac1020100c2020301"))
    setup = packet(connection)
    connection.sendall(bytes.fromhex("0300001b02f080320300 00".replace(" ", "")) + setup[11:13] +
                       bytes.fromhex("000800000000f0000001000100f0"))

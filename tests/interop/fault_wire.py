#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""fault_wire.py SIEBEN FOLDER: every fault on demand as tshark sees it on the wire (docs/control.md).

A CPU is played on port 102 of a network of its own, dumpcap records the loopback interface, and a client of octets asks.
Exit code 77 when there is no tshark or no such network, a failure when S7_REQUIRE names peers.
"""
import os
import pathlib
import shutil
import socket
import struct
import subprocess
import sys
import time

SKIPPED = 77
PATIENCE = 30  # for what must come
QUIET = 0.4    # for what must not
UNSHARE = ["unshare", "--user", "--map-root-user", "--net"]

PLANT = """\
sieben: 1
plant: {name: Faults}
cpus:
  OVEN:
    address: 127.0.0.1
    profile: s7-300
    slot: 2
    dbs:
      1: {size: 20}
"""
PG, OP = 1, 2


def cr(of_class):
    return bytes.fromhex("0300001611e00000000100c1020100c202%02x02c0010a" % of_class)


SETUP = bytes.fromhex("0300001902f08032010000ffff00080000f0000001000100f0")
SUBSCRIBE = bytes.fromhex("0300002702f0803207000000090008000e00011204114402 00ff09000a8300486d6952746d2020".replace(" ", ""))
SZL_0424 = bytes.fromhex("0300002102f080320700000005000800080001120411440100ff09000404240000")


def read_db1(reference, first, count):
    return bytes.fromhex("0300001f02f080320100 00%04x000e00000401120a1002%04x000184%06x".replace(" ", "")
                         % (reference, count, first * 8))


class Client:
    """One connection; what comes is awaited, nothing is judged here."""

    def __init__(self, of_class=PG):
        self.socket = socket.create_connection(("127.0.0.1", 102), PATIENCE)
        self.port = self.socket.getsockname()[1]
        self.open = self.say(cr(of_class)) and self.say(SETUP)

    def say(self, octets, patience=PATIENCE):
        """Sends and awaits one packet; b"": the connection ended, or nothing came."""
        self.socket.sendall(octets)
        return self.hear(patience)

    def hear(self, patience=PATIENCE):
        self.socket.settimeout(patience)
        try:
            head = self.exactly(4)
            return head + self.exactly(struct.unpack(">H", head[2:])[0] - 4 if head[:1] == b"\x03" else 0)
        except OSError:
            return b""

    def exactly(self, size):
        octets = b""
        while len(octets) < size:
            part = self.socket.recv(size - len(octets))
            if not part:
                raise ConnectionError
            octets += part
        return octets

    def close(self):
        self.socket.close()
        return self.port


class Played:
    def __init__(self, sieben, folder):
        self.sieben = sieben
        self.control = str(folder / "oven")
        plant = folder / "plant.yaml"
        plant.write_text(PLANT, encoding="utf-8")
        self.process = subprocess.Popen([sieben, "cpu", str(plant), "OVEN", "--control", self.control],
                                        stdout=subprocess.PIPE, text=True)
        while "listening on" not in self.process.stdout.readline():
            assert self.process.poll() is None, "sieben cpu ended"

    def fault(self, *words):
        subprocess.run([self.sieben, "fault", self.control, *words], check=True, stdout=subprocess.DEVNULL)

    def end(self):
        self.process.terminate()
        assert self.process.wait(PATIENCE) == 0


# ---- what is done: each returns the ports of its connections -------------------------------------------------------

def asks(octets, patience):
    """A good question, then the one that meets the fault."""
    def run(oven, kind):
        client = Client()
        client.say(read_db1(1, 0, 2))
        oven.fault("set", "x", *kind.split())
        client.say(octets, patience)
        return [client.close()]
    return run


def calls(of_class, other):
    def run(oven, kind):
        oven.fault("set", "x", *kind.split())
        return [Client(of_class).close(), Client(other).close()]
    return run


def stops(oven, kind):
    watcher, client = Client(), Client()
    watcher.say(SUBSCRIBE)
    oven.fault("set", "x", *kind.split())
    watcher.hear()
    watcher.hear()
    client.say(SZL_0424)
    client.say(read_db1(2, 0, 2))
    return [watcher.close(), client.close()]


# ---- what tshark shows ---------------------------------------------------------------------------------------------

FIELDS = ["frame.time_epoch", "tcp.srcport", "tcp.dstport", "tcp.flags.fin", "tcp.flags.reset", "tcp.len", "tcp.payload",
          "cotp.type", "tpkt.length", "s7comm.header.rosctr", "s7comm.header.pduref", "s7comm.header.datlg",
          "s7comm.header.errcls", "s7comm.header.errcod", "s7comm.data.returncode", "s7comm.param.func"]


class Frame:
    def __init__(self, columns):
        row = dict(zip(FIELDS, columns))
        self.time = float(row["frame.time_epoch"])
        self.served = row["tcp.srcport"] == "102"
        self.port = int(row["tcp.dstport"] if self.served else row["tcp.srcport"])
        self.fin, self.reset = row["tcp.flags.fin"] in ("1", "True"), row["tcp.flags.reset"] in ("1", "True")
        self.size = int(row["tcp.len"])
        self.octets = bytes.fromhex(row["tcp.payload"].replace(":", ""))
        self.is_cc = row["cotp.type"] in ("0x0d", "0x0000000d", "13")
        self.packet = row["tpkt.length"]
        self.fields = row

    def number(self, field):
        text = self.fields["s7comm." + field].split(",")[0]
        return int(text, 0) if text else None


def dissect(capture):
    command = ["tshark", "-n", "-r", str(capture), "-T", "fields", "-E", "separator=/t"]
    for field in FIELDS:
        command += ["-e", field]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, check=False)
    return [Frame((line.split("\t") + [""] * len(FIELDS))[:len(FIELDS)]) for line in done.stdout.splitlines()]


def after_last_question(frames):
    """What the CPU sent after the last octets of the client, and those."""
    last = max(i for i, frame in enumerate(frames) if not frame.served and frame.size)
    return frames[last], [frame for frame in frames[last + 1:] if frame.served]


def data_of(frames):
    return [frame for frame in frames if frame.size]


def answer_of(frames):
    data = data_of(after_last_question(frames)[1])
    assert len(data) == 1, f"{len(data)} answers"
    return data[0]


def shows_refusal(frames):
    answer = answer_of(frames)
    assert answer.octets == bytes.fromhex("0300001302f08032020000000200000000" "8104"), answer.octets.hex()
    assert (answer.number("header.rosctr"), answer.number("header.errcls"), answer.number("header.errcod")) == (2, 0x81, 4)


def shows_item(code):
    def check(frames):
        answer = answer_of(frames)
        assert answer.octets[-4:] == bytes([code, 0, 0, 0]), answer.octets.hex()
        assert (answer.number("header.rosctr"), answer.number("header.errcls")) == (3, 0)
        assert answer.number("data.returncode") == code
    return check


def shows_nothing_but(flag):
    def check(frames):
        _, served = after_last_question(frames)
        assert not data_of(served), "there is an answer"
        assert getattr(served[0] if flag == "reset" else next(f for f in served if f.fin or f.reset), flag), flag
    return check


def shows_silence(frames):
    question, served = after_last_question(frames)
    assert not data_of(served), "there is an answer"
    assert not any(frame.reset or (frame.fin and frame.time - question.time < QUIET) for frame in served)


def shows_delay(frames):
    question, _ = after_last_question(frames)
    assert answer_of(frames).time - question.time >= 0.3


def shows_truncation(frames):
    answer = answer_of(frames)
    assert (answer.size, answer.packet) == (7 + 12, "19")
    assert answer.number("header.datlg") == 6  # what is missing


def shows_reference(frames):
    assert answer_of(frames).number("header.pduref") == 1  # asked: 2


def shows_garbage(frames):
    answer = answer_of(frames)
    assert answer.octets[0] != 3 and answer.packet == "" and answer.size == 27


def shows_trickle(frames):
    served = data_of(after_last_question(frames)[1])
    assert [frame.size for frame in served] == [1] * 27
    assert all(b.time - a.time >= 0.009 for a, b in zip(served, served[1:]))


def refuses_connection(frames):
    assert not data_of([frame for frame in frames if frame.served]), "there is a CC"
    assert next(frame for frame in frames if frame.served and (frame.fin or frame.reset)).fin


def lets_in(frames):
    assert any(frame.is_cc for frame in frames if frame.served)


def pushes_stop(frames):
    octets = b"".join(frame.octets for frame in frames if frame.served)
    push = octets.find(bytes.fromhex("000112041104 0300 ff090014 4304".replace(" ", "")))
    assert push > 0, "no diagnostic message with event 4304"
    assert octets.find(bytes.fromhex("32070000000000080000010010100000 0000".replace(" ", ""))) > push, "no mode transition"


def serves_in_stop(frames):
    state, read = [frame for frame in frames if frame.served and frame.size][-2:]
    record = state.octets[state.octets.find(bytes.fromhex("042400000014")):]
    assert record[8 + 3] & 0x0F in (1, 2, 3, 4), "the state is none of STOP: " + record.hex()
    assert read.number("data.returncode") == 0xFF


WELL = read_db1(2, 0, 2)
SCENES = [
    ("kind=put_get_blocked", asks(WELL, PATIENCE), [shows_refusal]),
    ("kind=db_optimized db=1", asks(WELL, PATIENCE), [shows_item(5)]),
    ("kind=db_short db=1 size=5", asks(read_db1(2, 4, 2), PATIENCE), [shows_item(5)]),
    ("kind=db_missing db=1", asks(WELL, PATIENCE), [shows_item(10)]),
    ("kind=exhausted class=op", calls(OP, PG), [refuses_connection, lets_in]),
    ("kind=wrong_slot", calls(PG, OP), [refuses_connection, refuses_connection]),
    ("kind=delay time=300ms", asks(WELL, PATIENCE), [shows_delay]),
    ("kind=drop", asks(WELL, PATIENCE), [shows_nothing_but("fin")]),
    ("kind=reset", asks(WELL, PATIENCE), [shows_nothing_but("reset")]),
    ("kind=truncate size=12", asks(WELL, PATIENCE), [shows_truncation]),
    ("kind=wrong_reference", asks(WELL, PATIENCE), [shows_reference]),
    ("kind=silent", asks(WELL, QUIET), [shows_silence]),
    ("kind=stop", stops, [pushes_stop, serves_in_stop]),
    ("kind=garbage", asks(WELL, PATIENCE), [shows_garbage]),
    ("kind=trickle time=10ms", asks(WELL, PATIENCE), [shows_trickle]),
]


def record(sieben, folder, capture):
    """[(kind, check, port)], and the port of a connection on which all was well."""
    dumpcap = subprocess.Popen(["dumpcap", "-q", "-i", "lo", "-f", "tcp port 102", "-w", str(capture)],
                               stderr=subprocess.PIPE, text=True)
    for line in dumpcap.stderr:
        if line.startswith("File:"):
            break
    oven = Played(sieben, folder)
    done = []
    try:
        for kind, run, checks in SCENES:
            ports = run(oven, kind)
            oven.fault("clear", "all")
            done += [(kind, check, port) for check, port in zip(checks, ports)]
        last = Client()
        last.say(read_db1(1, 0, 2))
        last.say(WELL)
        last = last.close()
        give_up = time.monotonic() + PATIENCE
        while not any(frame.port == last and frame.fin for frame in dissect(capture)):
            assert time.monotonic() < give_up, "the end was not recorded"
    finally:
        oven.end()
        dumpcap.terminate()
        dumpcap.wait(PATIENCE)
    return done, last


def passes(check, frames):
    """Whether a connection on which all was well would pass a check, too."""
    try:
        check(frames)
    except (AssertionError, IndexError, StopIteration, ValueError):
        return False
    return True


def judge(done, well, frames):
    failed = 0
    for check in {check for _, check, _ in done} - {lets_in}:
        if passes(check, [frame for frame in frames if frame.port == well]):
            print(f"FAILED  {check.__name__} finds nothing")
            failed += 1
    for kind, check, port in done:
        try:
            check([frame for frame in frames if frame.port == port])
            print(f"ok      {kind}")
        except (AssertionError, IndexError, StopIteration, ValueError) as reason:
            print(f"FAILED  {kind}: {reason!r}")
            failed += 1
    return failed


def skip(why):
    print("skipped: " + why)
    return 1 if "peers" in os.environ.get("S7_REQUIRE", "").split(",") else SKIPPED


def main():
    sieben, folder = os.path.abspath(sys.argv[1]), pathlib.Path(sys.argv[2]).resolve()
    if not shutil.which("tshark") or not shutil.which("dumpcap"):
        return skip("no tshark")
    if "FAULT_WIRE_INSIDE" not in os.environ:
        if subprocess.run([*UNSHARE, "true"], capture_output=True, check=False).returncode != 0:
            return skip("no network of its own")
        return subprocess.run([*UNSHARE, sys.executable, *sys.argv], check=False,
                              env={**os.environ, "FAULT_WIRE_INSIDE": "1"}).returncode
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    capture = folder / "faults.pcapng"
    done, well = record(sieben, folder, capture)
    return 1 if judge(done, well, dissect(capture)) else 0


sys.exit(main())

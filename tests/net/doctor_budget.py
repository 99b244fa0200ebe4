# SPDX-License-Identifier: MIT
"""What the doctor put on the wire, recorded by dumpcap and told by tshark."""
import struct
import subprocess
from pathlib import Path

import lab
from doctor_walk import HERE, start, until

FIN, SYN, RST, ACK = 0x01, 0x02, 0x04, 0x10
CR, DT = 0xE0, 0xF0
JOB, USERDATA = 1, 7
READ_VAR, SETUP = 0x04, 0xF0
ECHO_REQUEST = 8
DISCARD = 9  # UDP port of the marks between scenes
FIELDS = ("frame.time_epoch", "ip.src", "ip.dst", "tcp.srcport", "tcp.dstport", "tcp.flags", "tcp.seq", "tcp.payload",
          "icmp.type", "icmp.seq", "udp.dstport", "udp.length")


class Recorder:
    """Everything that passes the interface of the client, scene by scene."""

    def __init__(self, folder):
        self.path, self.scene = Path(folder) / "wire.pcapng", 0
        self.dumpcap = start(lab.inside("cli", "dumpcap", "-q", "-i", "cli0", "-w", str(self.path)),
                             stderr=subprocess.PIPE, text=True)
        for line in self.dumpcap.stderr:
            if line.startswith("File:"):
                return
        raise AssertionError(f"dumpcap ended with {self.dumpcap.wait()}")

    def mark(self):
        """A datagram that ends a scene; its length is the number of it."""
        self.scene += 1
        code = "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(bytes(%d), ('10.77.1.1', %d))"
        lab.run(*lab.inside("cli", "python3", "-c", code % (self.scene, DISCARD)))

    def end(self):
        """[frames of a scene]"""
        until(lambda: any(frame.mark == self.scene for frame in dissect(self.path)), "the record of the last scene")
        self.dumpcap.terminate()
        self.dumpcap.communicate()
        scenes = [[]]
        for frame in dissect(self.path):
            if frame.mark:
                scenes.append([])
            else:
                scenes[-1].append(frame)
        return scenes[:-1]


class Frame:
    def __init__(self, columns):
        row = dict(zip(FIELDS, columns))
        self.time = float(row["frame.time_epoch"])
        self.ours = row["ip.src"].split(",")[0] == HERE
        self.to = row["ip.dst"].split(",")[0]
        ports = [row["tcp.srcport"], row["tcp.dstport"]]
        self.tcp = ports[0] != ""
        if self.tcp:
            self.port, self.peer_port = (int(port) for port in (ports if self.ours else reversed(ports)))
            self.flags, self.sequence = int(row["tcp.flags"], 16), int(row["tcp.seq"])
            self.octets = bytes.fromhex(row["tcp.payload"].replace(":", ""))
        self.ping = row["icmp.seq"] if self.ours and row["icmp.type"] == str(ECHO_REQUEST) else None
        self.mark = int(row["udp.length"]) - 8 if row["udp.dstport"] == str(DISCARD) and self.ours else 0


def dissect(path):
    command = ["tshark", "-n", "-r", str(path), "-T", "fields", "-E", "separator=/t"]
    for field in FIELDS:
        command += ["-e", field]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=False)
    return [Frame((line.split("\t") + [""] * len(FIELDS))[:len(FIELDS)]) for line in done.stdout.splitlines()]


class Telegram:
    """A TPKT packet; `connection` is the number of its connection."""

    def __init__(self, time, connection, ours, octets):
        self.time, self.connection, self.ours, self.octets = time, connection, ours, octets
        self.kind = octets[5] if len(octets) > 5 else None
        pdu = octets[7:] if self.kind == DT else b""
        self.rosctr = pdu[1] if len(pdu) > 9 and pdu[0] == 0x32 else None
        head = {JOB: 10, USERDATA: 10}.get(self.rosctr, 12)
        self.function = pdu[head] if self.rosctr and self.rosctr != USERDATA and len(pdu) > head else None


class Connection:
    def __init__(self, number, frame):
        self.number, self.to, self.port = number, frame.to, frame.peer_port
        self.open = self.close = self.reset = None  # when it was accepted, when we ended it, when we reset it
        self.closed_by_peer = None
        self.streams = {True: bytearray(), False: bytearray()}
        self.expected = {}

    def take(self, frame):
        """@return telegrams that this frame completes"""
        if frame.flags & SYN:
            self.expected[frame.ours] = frame.sequence + 1
            if not frame.ours and self.open is None:
                self.open = frame.time
            return []
        fresh = frame.sequence == self.expected.get(frame.ours) and frame.octets
        if fresh:
            self.expected[frame.ours] += len(frame.octets)
            self.streams[frame.ours] += frame.octets
        self.take_end(frame)
        return [Telegram(frame.time, self.number, frame.ours, octets) for octets in packets(self.streams[frame.ours])]

    def take_end(self, frame):
        if frame.ours and frame.flags & RST:
            self.reset = frame.time
        elif frame.ours and frame.flags & FIN and self.close is None:
            self.close = frame.time
        elif not frame.ours and frame.flags & (FIN | RST) and self.closed_by_peer is None:
            self.closed_by_peer = frame.time


def packets(buffer):
    """Takes whole packets out of `buffer`."""
    while len(buffer) >= 4:
        size = struct.unpack_from(">H", buffer, 2)[0]
        if len(buffer) < size or size < 7:
            return
        yield bytes(buffer[:size])
        del buffer[:size]


class Wire:
    """One scene: connections in the order of their first SYN, telegrams in their order, and pings."""

    def __init__(self, frames):
        self.pings = len({frame.ping for frame in frames if frame.ping})
        self.connections, self.telegrams, by_port = [], [], {}
        for frame in frames:
            if not frame.tcp:
                continue
            if frame.ours and frame.flags & (SYN | ACK) == SYN and frame.port not in by_port:
                by_port[frame.port] = Connection(len(self.connections), frame)
                self.connections.append(by_port[frame.port])
            if frame.port in by_port:
                self.telegrams += by_port[frame.port].take(frame)

    def sent(self):
        return [telegram for telegram in self.telegrams if telegram.ours]

    def most_open(self):
        events = []
        for connection in self.connections:
            if connection.open is not None:
                ends = [time for time in (connection.close, connection.reset) if time is not None]
                events += [(connection.open, 1), (min(ends), -1)]
        now = most = 0
        for _, change in sorted(events):
            now += change
            most = max(most, now)
        return most

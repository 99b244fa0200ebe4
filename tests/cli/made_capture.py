# SPDX-License-Identifier: MIT
"""Captures made by the test: partners that talk S7, packet by packet, as a pcap file.

    with Traffic(path) as traffic:
        cell = traffic.connect("10.0.0.1", "10.0.0.2", at=0, calling="10.01", called="03.02")
        cell.read(at=1.0, db=100, first=20, octets=40)
"""
import socket
import struct

BEGIN = 1795173600  # 2026-11-20 11:20:00 UTC
SYN, RST, PSH, ACK = 2, 4, 8, 16
DB, MEMORY = 0x84, 0x83


class Traffic:
    """Packets in the order of their time, whenever they were made."""

    def __init__(self, path, begin=BEGIN):
        self.path, self.begin, self.packets, self.connections = path, begin, [], 0

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.packets.sort(key=lambda packet: packet[0])
        with open(self.path, "wb") as file:
            file.write(struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 65535, 1))
            for at, frame in self.packets:
                file.write(struct.pack("<IIII", self.begin + at // 1000000, at % 1000000, len(frame), len(frame)) + frame)

    def add(self, at, source, target, flags, sequence, acknowledged, payload=b""):
        ends = struct.pack(">HH", source[1], target[1])
        tcp = ends + struct.pack(">IIHHHH", sequence, acknowledged, 0x5000 | flags, 8192, 0, 0)
        ip = struct.pack(">BBHHHBBH", 0x45, 0, 40 + len(payload), 0, 0x4000, 64, 6, 0)
        ip += socket.inet_aton(source[0]) + socket.inet_aton(target[0])
        self.packets.append((round(at * 1000000), bytes(12) + b"\x08\x00" + ip + tcp + payload))

    def refuse(self, client, server, at):
        """SYN, RST."""
        self.connections += 1
        source, target = (client, 40000 + self.connections), (server, 102)
        self.add(at, source, target, SYN, 1, 0)
        self.add(at + 0.0004, target, source, RST | ACK, 0, 2)

    def connect(self, client, server, at, calling, called, pdu=240, amq=1, granted=None):
        self.connections += 1
        return Connection(self, (client, 50000 + self.connections), (server, 102), at, calling, called,
                          (pdu, amq), granted or (pdu, amq))


class Connection:
    def __init__(self, traffic, client, server, at, calling, called, asked, granted):
        self.traffic, self.ends, self.sent, self.reference = traffic, (client, server), [1001, 5001], 0
        traffic.add(at, client, server, SYN, 1000, 0)
        traffic.add(at + 0.0002, server, client, SYN | ACK, 5000, 1001)
        tsaps = b"\xc1\x02" + bytes.fromhex(calling.replace(".", "")) + b"\xc2\x02" + bytes.fromhex(called.replace(".", ""))
        self.tpdu(at + 0.0004, 0, b"\x11\xe0\x00\x00\x00\x01\x00\xc0\x01\x0a" + tsaps)
        self.tpdu(at + 0.0010, 1, b"\x11\xd0\x00\x01\x00\x02\x00\xc0\x01\x0a" + tsaps)
        self.ask(at + 0.0012, b"\xf0\x00" + struct.pack(">HHH", asked[1], asked[1], asked[0]), b"",
                 b"\xf0\x00" + struct.pack(">HHH", granted[1], granted[1], granted[0]), b"")

    def tpdu(self, at, side, tpdu):
        payload = struct.pack(">BBH", 3, 0, 4 + len(tpdu)) + tpdu
        self.traffic.add(at, self.ends[side], self.ends[not side], PSH | ACK, self.sent[side], self.sent[not side], payload)
        self.sent[side] += len(payload)

    def pdu(self, at, side, head, parameter, data):
        self.tpdu(at, side, b"\x02\xf0\x80" + head + parameter + data)

    def ask(self, at, parameter, data, answer, answer_data, latency=0.002):
        """A Job and its answer."""
        self.reference += 1
        sizes = struct.pack(">HHH", self.reference, len(parameter), len(data))
        self.pdu(at, 0, b"\x32\x01\x00\x00" + sizes, parameter, data)
        sizes = struct.pack(">HHHH", self.reference, len(answer), len(answer_data), 0)
        self.pdu(at + latency, 1, b"\x32\x03\x00\x00" + sizes, answer, answer_data)

    @staticmethod
    def item(area, db, first, octets):
        return struct.pack(">BBBBHHI", 0x12, 0x0A, 0x10, 0x02, octets, db, area << 24 | first * 8)

    def read(self, at, db, first, octets, area=DB, code=0xFF):
        data = struct.pack(">BBH", code, 4, octets * 8) + bytes(octets) if code == 0xFF else bytes([code, 0, 0, 0])
        self.ask(at, b"\x04\x01" + self.item(area, db, first, octets), b"", b"\x04\x01", data)

    def write(self, at, db, first, octets, area=DB, code=0xFF):
        data = struct.pack(">BBH", 0, 4, octets * 8) + bytes(octets)
        self.ask(at, b"\x05\x01" + self.item(area, db, first, octets), data, b"\x05\x01", bytes([code]))

    def identity(self, at, order_number):
        """SZL 0011, read."""
        self.reference += 1
        record = struct.pack(">H20sHHH", 1, order_number.ljust(20).encode(), 0xC0, 3, 1)
        answer = b"\xff\x09" + struct.pack(">HHHHH", 8 + len(record), 0x0011, 1, len(record), 1) + record
        self.pdu(at, 0, b"\x32\x07\x00\x00" + struct.pack(">HHH", self.reference, 8, 8),
                 b"\x00\x01\x12\x04\x11\x44\x01\x00", b"\xff\x09\x00\x04\x00\x11\x00\x01")
        self.pdu(at + 0.004, 1, b"\x32\x07\x00\x00" + struct.pack(">HHH", self.reference, 12, len(answer)),
                 b"\x00\x01\x12\x08\x12\x84\x01\x01\x00\x00\x00\x00", answer)

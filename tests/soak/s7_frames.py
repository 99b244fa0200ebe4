# SPDX-License-Identifier: MIT
"""Ethernet frames of an S7 connection, made: set-up, jobs, end; and the heads of a capture file around them."""
import struct

CLIENT, SERVER = 0, 1
SYN, FIN, PUSH, ACK = 2, 1, 8, 16
PORT = 102
FILE_HEAD = struct.pack("=IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 65535, 1)
RECORD_HEAD = struct.Struct("=IIII")
TELEGRAM_AT = 14 + 20 + 20


def telegram(pdu):
    return struct.pack(">BBH", 3, 0, 7 + len(pdu)) + b"\x02\xf0\x80" + pdu


def job(reference, parameter, data=b""):
    return telegram(struct.pack(">BBHHHH", 0x32, 1, 0, reference, len(parameter), len(data)) + parameter + data)


def answer(reference, parameter, data=b""):
    return telegram(struct.pack(">BBHHHHH", 0x32, 3, 0, reference, len(parameter), len(data), 0) + parameter + data)


def item(octets, db, offset):
    return b"\x12\x0a\x10\x02" + struct.pack(">HHB", octets, db, 0x84) + (offset * 8).to_bytes(3, "big")


def value(code, octets):
    return struct.pack(">BBH", code, 4, octets * 8) + bytes(octets)


def read(reference, octets, db=100, offset=0):
    """Request and answer of one item."""
    return ((CLIENT, job(reference, b"\x04\x01" + item(octets, db, offset))),
            (SERVER, answer(reference, b"\x04\x01", value(0xFF, octets))))


def write(reference, octets, db=101, offset=0):
    return ((CLIENT, job(reference, b"\x05\x01" + item(octets, db, offset), value(0, octets))),
            (SERVER, answer(reference, b"\x05\x01", b"\xff")))


def set_up(pdu_length=960):
    """CR, CC, and the setup of communication: 2 PDUs."""
    tsaps = b"\xc0\x01\x0a\xc1\x02\x01\x00\xc2\x02\x03\x02"
    setup = struct.pack(">BBHHH", 0xF0, 0, 1, 1, pdu_length)
    return ((CLIENT, b"\x03\x00\x00\x16\x11\xe0\x00\x00\x00\x01\x00" + tsaps),
            (SERVER, b"\x03\x00\x00\x16\x11\xd0\x00\x01\x00\x01\x00" + tsaps),
            (CLIENT, job(0, setup)), (SERVER, answer(0, setup)))


class Connection:
    """Makes one frame after the other; hosts are numbers of 32 bits."""

    def __init__(self, client, server, port):
        self.ends = ((client, port), (server, PORT))
        self.sent = [1000, 2000]

    def frame(self, side, flags, payload=b""):
        ends = (self.ends[side], self.ends[1 - side])
        made = (b"\x02" * 12 + b"\x08\x00" +
                struct.pack(">BBHIBBHII", 0x45, 0, 40 + len(payload), 0x4000, 64, 6, 0, ends[0][0], ends[1][0]) +
                struct.pack(">HHIIBBHHH", ends[0][1], ends[1][1], self.sent[side], self.sent[1 - side], 0x50, flags,
                            8192, 0, 0) + payload)
        self.sent[side] += len(payload) + bool(flags & (SYN | FIN))
        return made

    def begin(self):
        return [self.frame(CLIENT, SYN), self.frame(SERVER, SYN | ACK), self.frame(CLIENT, ACK)]

    def say(self, telegrams):
        return [self.frame(side, PUSH | ACK, payload) for side, payload in telegrams]

    def end(self):
        return [self.frame(CLIENT, FIN | ACK), self.frame(SERVER, FIN | ACK), self.frame(CLIENT, ACK)]


def record(frame, seconds=0, microseconds=0):
    return RECORD_HEAD.pack(seconds, microseconds, len(frame), len(frame)) + frame

# SPDX-License-Identifier: MIT
"""Packets of capture files, and the same octets in other TCP segments."""
import random
import struct
from dataclasses import dataclass, replace

ETHERNET, IPV4, TCP, VLAN = 1, 0x0800, 6, 0x8100


@dataclass(frozen=True)
class Packet:
    """One packet; time in nanoseconds."""
    time: int
    link_type: int
    octets: bytes


def read_pcap(octets):
    order = "<" if octets[:4] in (b"\xd4\xc3\xb2\xa1", b"\x4d\x3c\xb2\xa1") else ">"
    unit = 1 if octets[:4] in (b"\x4d\x3c\xb2\xa1", b"\xa1\xb2\x3c\x4d") else 1000
    link_type = struct.unpack_from(order + "I", octets, 20)[0]
    at = 24
    while at < len(octets):
        seconds, part, size, _ = struct.unpack_from(order + "IIII", octets, at)
        yield Packet(seconds * 10**9 + part * unit, link_type, octets[at + 16:at + 16 + size])
        at += 16 + size


def unit_of(options, order):
    """Nanoseconds per unit of time, from the options of an interface."""
    while len(options) >= 4:
        code, size = struct.unpack_from(order + "HH", options)
        if code == 9:
            value = options[4]
            return 10**9 / (2 ** (value & 127) if value & 128 else 10**value)
        if code == 0:
            break
        options = options[4 + (size + 3) // 4 * 4:]
    return 1000


def read_pcapng(octets):
    order, interfaces, at = "<", [], 0
    while at < len(octets):
        if octets[at:at + 4] == b"\x0a\x0d\x0d\x0a":
            order = "<" if octets[at + 8:at + 12] == b"\x4d\x3c\x2b\x1a" else ">"
            interfaces = []
        kind, size = struct.unpack_from(order + "II", octets, at)
        if kind == 1:
            link_type = struct.unpack_from(order + "H", octets, at + 8)[0]
            interfaces.append((link_type, unit_of(octets[at + 16:at + size - 4], order)))
        elif kind == 6:
            interface, high, low, captured, _ = struct.unpack_from(order + "IIIII", octets, at + 8)
            link_type, unit = interfaces[interface]
            yield Packet(int((high << 32 | low) * unit), link_type, octets[at + 28:at + 28 + captured])
        at += size


def read(path):
    """The packets of a pcap or pcapng file."""
    octets = path.read_bytes()
    return list(read_pcapng(octets) if octets[:4] == b"\x0a\x0d\x0d\x0a" else read_pcap(octets))


def write(path, packets):
    """A pcap file with nanoseconds."""
    link_type = packets[0].link_type if packets else ETHERNET
    with open(path, "wb") as file:
        file.write(struct.pack("<IHHiIII", 0xA1B23C4D, 2, 4, 0, 0, 262144, link_type))
        for packet in packets:
            size = len(packet.octets)
            file.write(struct.pack("<IIII", packet.time // 10**9, packet.time % 10**9, size, size) + packet.octets)


@dataclass(frozen=True)
class Segment:
    """A TCP segment with payload: the packet's headers, and where they stand."""
    packet: Packet
    ip: int
    tcp: int
    key: tuple
    sequence: int
    payload: bytes

    def with_payload(self, sequence, payload):
        """A packet with the same headers, but for this payload."""
        head = bytearray(self.packet.octets[:self.tcp + (self.packet.octets[self.tcp + 12] >> 4) * 4])
        struct.pack_into(">H", head, self.ip + 2, len(head) - self.ip + len(payload))
        struct.pack_into(">I", head, self.tcp + 4, sequence & 0xFFFFFFFF)
        return replace(self.packet, octets=bytes(head) + payload)


def segment_of(packet):
    """The TCP segment over IPv4 in an Ethernet frame; None: it is none, or it has no payload or ends something."""
    octets = packet.octets
    if packet.link_type != ETHERNET or len(octets) < 54:
        return None
    ip = 14
    while octets[ip - 2:ip] == b"\x81\x00":
        ip += 4
    if octets[ip - 2:ip] != b"\x08\x00" or octets[ip + 9] != TCP:
        return None
    tcp = ip + (octets[ip] & 15) * 4
    start = tcp + (octets[tcp + 12] >> 4) * 4
    end = ip + struct.unpack_from(">H", octets, ip + 2)[0]
    if end <= start or end > len(octets) or octets[tcp + 13] & 7:
        return None
    key = (octets[ip + 12:ip + 20], octets[tcp:tcp + 4])
    return Segment(packet, ip, tcp, key, struct.unpack_from(">I", octets, tcp + 4)[0], octets[start:end])


# ---- the same octets otherwise; the first segment of a direction stays: what comes before it is not known -------------


def each_segment(packets, change):
    """Replaces every segment by change(segment, segments of its direction before it)."""
    before, result = {}, []
    for packet in packets:
        segment = segment_of(packet)
        if not segment:
            result.append(packet)
            continue
        earlier = before.setdefault(segment.key, [])
        result += change(segment, earlier) if earlier else [packet]
        earlier.append(segment)
    return result


def split(packets, chance):
    """Every segment in up to five."""
    def change(segment, _):
        size = len(segment.payload)
        cuts = sorted({0, size, *(chance.randrange(size) for _ in range(chance.randrange(5)))})
        return [segment.with_payload(segment.sequence + start, segment.payload[start:end])
                for start, end in zip(cuts, cuts[1:])]
    return each_segment(packets, change)


def single(packets, _):
    """Every octet in a segment of its own."""
    return each_segment(packets, lambda segment, _: [segment.with_payload(segment.sequence + i, segment.payload[i:i + 1])
                                                     for i in range(len(segment.payload))])


def repeated(packets, chance):
    """Every second segment comes again, some of them later."""
    def change(segment, earlier):
        again = [one.packet for one in earlier[-3:] if chance.random() < 0.3]
        return [segment.packet] + ([segment.packet] if chance.random() < 0.5 else []) + again
    return each_segment(packets, change)


def reordered(packets, chance):
    """Parts of a segment in any order."""
    def change(segment, _):
        size = len(segment.payload)
        cuts = sorted({0, size, *(chance.randrange(size) for _ in range(4))})
        parts = [segment.with_payload(segment.sequence + start, segment.payload[start:end])
                 for start, end in zip(cuts, cuts[1:])]
        chance.shuffle(parts)
        return parts
    return each_segment(packets, change)


def overlapped(packets, chance):
    """Every segment begins with some of what the one before it ended with."""
    def change(segment, earlier):
        last = earlier[-1]
        if (last.sequence + len(last.payload)) & 0xFFFFFFFF != segment.sequence:
            return [segment.packet]
        back = chance.randrange(len(last.payload) + 1)
        tail = last.payload[len(last.payload) - back:]
        return [segment.with_payload(segment.sequence - back, tail + segment.payload)]
    return each_segment(packets, change)


def merged(packets, _):
    """What a side sends without the other one sending in between, in one segment."""
    result, waiting = [], None

    def flush():
        nonlocal waiting
        if waiting:
            result.append(waiting[2].with_payload(waiting[0].sequence, waiting[1]))
        waiting = None

    seen = set()
    for packet in packets:
        segment = segment_of(packet)
        if segment and waiting and waiting[0].key == segment.key and \
                (waiting[0].sequence + len(waiting[1])) & 0xFFFFFFFF == segment.sequence and len(waiting[1]) < 20000:
            waiting = (waiting[0], waiting[1] + segment.payload, segment)  # the last one's acknowledgement
            continue
        empty = not segment and waiting and is_acknowledgement(packet)
        if empty:
            continue
        flush()
        if segment and segment.key in seen:
            waiting = (segment, segment.payload, segment)
        else:
            result.append(packet)
        if segment:
            seen.add(segment.key)
    flush()
    return result


def is_acknowledgement(packet):
    """A TCP segment without payload that neither begins nor ends anything."""
    octets = packet.octets
    return packet.link_type == ETHERNET and len(octets) >= 54 and octets[12:14] == b"\x08\x00" and octets[23] == TCP and \
        not octets[14 + (octets[14] & 15) * 4 + 13] & 7


REFRAMINGS = {"split": split, "single": single, "repeated": repeated, "reordered": reordered, "overlapped": overlapped,
              "merged": merged}


def chance_of(name, seed):
    """Chance that is the same for the same name and seed."""
    return random.Random(f"{name} {seed}")

# SPDX-License-Identifier: MIT
"""Records what passes the ports of a switch, each frame once, as a pcap file: record.py FILE FRAMES

Says "ready" when it listens, and ends when it has so many frames of TCP port 102 (all frames are recorded).
"""
import socket
import struct
import sys
import time

ETH_P_ALL, PACKET_OUTGOING, IPV4, TCP, LINKTYPE_ETHERNET = 0x0003, 4, 0x0800, 6, 1


def is_s7(frame):
    """A frame of TCP over IPv4 from or to port 102."""
    if len(frame) < 38 or struct.unpack_from(">H", frame, 12)[0] != IPV4 or frame[23] != TCP:
        return False
    return 102 in struct.unpack_from(">HH", frame, 14 + 4 * (frame[14] & 15))


def record(path, wanted):
    with socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(ETH_P_ALL)) as wire, open(path, "wb") as file:
        wire.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 24)
        file.write(struct.pack("=IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 65535, LINKTYPE_ETHERNET))
        print("ready", flush=True)
        while wanted:
            frame, (_, _, kind, _, _) = wire.recvfrom(65535)
            if kind == PACKET_OUTGOING:
                continue  # it came in at another port
            now = time.time_ns() // 1000
            file.write(struct.pack("=IIII", now // 1000000, now % 1000000, len(frame), len(frame)) + frame)
            wanted -= is_s7(frame)


if __name__ == "__main__":
    record(sys.argv[1], int(sys.argv[2]))

# SPDX-License-Identifier: MIT
"""name_station.py ADDRESS=RULE…: name servers (RFC 1035), one per address.  Ends with its input.

RULE: "knows" knows one name of IPv4 and one of IPv6, "fails" answers that it cannot answer, "refuses" that it may not.
"""
import ipaddress
import select
import socket
import struct
import sys

A, AAAA = 1, 28
NO_ERROR, FAILURE, NO_NAME, REFUSED = 0, 2, 3, 5
NAMES = {"plc.lab": {A: "10.77.2.2"}, "six.lab": {AAAA: "fd77:2::2"}, "gone.lab": {A: "10.77.2.99"},
         "both.lab": {A: "10.77.2.2", AAAA: "fd77:2::99"}}
CODES = {"fails": FAILURE, "refuses": REFUSED}


def question(packet):
    """@return (name, type, end of the question)"""
    labels, at = [], 12
    while packet[at]:
        labels.append(packet[at + 1:at + 1 + packet[at]].decode("ascii"))
        at += 1 + packet[at]
    return ".".join(labels).lower(), struct.unpack(">H", packet[at + 1:at + 3])[0], at + 5


def answer(packet, rule):
    name, kind, end = question(packet)
    known = NAMES.get(name)
    code = CODES.get(rule, NO_ERROR if known else NO_NAME)
    address = known and known.get(kind) if code == NO_ERROR else None
    head = packet[:2] + struct.pack(">HHHHH", 0x8180 | code, 1, 1 if address else 0, 0, 0)
    record = b""
    if address:
        octets = ipaddress.ip_address(address).packed
        record = struct.pack(">HHHIH", 0xC00C, kind, 1, 1, len(octets)) + octets
    return head + packet[12:end] + record


def main():
    servers = {}
    for word in sys.argv[1:]:
        address, rule = word.split("=")
        server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        server.bind((address, 53))
        servers[server] = rule
    print("ready", flush=True)
    while True:
        readable, _, _ = select.select([sys.stdin, *servers], [], [])
        if sys.stdin in readable:
            sys.exit()
        for server in readable:
            packet, asker = server.recvfrom(512)
            server.sendto(answer(packet, servers[server]), asker)


main()

# SPDX-License-Identifier: MIT
"""station.py: what listens in the lab, one port per way of behaving, IPv4 and IPv6.  Ends with its input."""
import select
import socket
import struct
import sys
import threading

BANNER = b"220 somebody else\r\n"
RESET = struct.pack("ii", 1, 0)  # SO_LINGER: closing resets


def accepts(stream):
    """Says nothing (more), and ends when the other side does."""
    while stream.recv(4096):
        pass


def banner(stream):
    stream.sendall(BANNER)
    stream.shutdown(socket.SHUT_WR)
    accepts(stream)


def resets(stream):
    """Answers one question, then resets."""
    stream.sendall(stream.recv(4096))
    stream.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)


def answers(stream):
    """Says back what it hears, to the end."""
    while octets := stream.recv(4096):
        stream.sendall(octets)


PORTS = {102: accepts, 1301: banner, 1302: resets, 1303: answers}


def serve_one(stream, behave):
    with stream:
        try:
            behave(stream)
        except OSError:
            pass


def main():
    listeners = {}
    for port in list(PORTS) + [int(word) for word in sys.argv[1:]]:
        listener = socket.create_server(("::", port), family=socket.AF_INET6, dualstack_ipv6=True, backlog=64)
        listeners[listener] = PORTS.get(port, answers)
    print("ready", flush=True)
    while True:
        readable, _, _ = select.select([sys.stdin, *listeners], [], [])
        if sys.stdin in readable:
            sys.exit()
        for listener in readable:
            stream, _ = listener.accept()
            threading.Thread(target=serve_one, args=(stream, listeners[listener]), daemon=True).start()


main()

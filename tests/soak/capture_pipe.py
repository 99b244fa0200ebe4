#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""capture_pipe.py PROGRAM MEGABYTES: that much traffic through a pipe into `capture list -`, which it must not keep.

Tens of thousands of connections are opened, used and closed, one in ten is left open; everything said in them must be
counted, in less than 64 MiB of memory.
"""
import json
import os
import subprocess
import sys
import threading

from s7_frames import FILE_HEAD, RECORD_HEAD, Connection, read, record, set_up, write

MEMORY_KIB = 64 * 1024
CLIENTS, SERVERS, PORTS = 200, 20, 16000
ROUNDS = 20  # of one short and one long read, and a write, in a connection
SECONDS = 1700000000
CHUNK = 50  # connections written at once


class Template:
    """All of one connection as records, in which times and addresses are replaced."""

    def __init__(self, ended):
        connection = Connection(0, 0, 0)
        frames = connection.begin() + connection.say(set_up())
        for i in range(ROUNDS):
            frames += connection.say(read(3 * i + 1, 82) + read(3 * i + 2, 900, offset=100) + write(3 * i + 3, 72))
        frames += connection.end() if ended else []
        self.octets, self.places, self.packets = bytearray(), [], len(frames)
        for i, frame in enumerate(frames):
            from_client = frame[36:38] == b"\0\x66"  # the destination is port 102
            self.places.append((len(self.octets), from_client))
            self.octets += record(frame, 0, i)

    def of(self, number):
        octets = self.octets
        client = (0x0A010000 + number % CLIENTS).to_bytes(4, "big")
        server = (0x0A020000 + number % SERVERS).to_bytes(4, "big")
        port = (40000 + number // CLIENTS % PORTS).to_bytes(2, "big")
        seconds = (SECONDS + number).to_bytes(4, sys.byteorder)
        for at, from_client in self.places:
            octets[at:at + 4] = seconds
            at += RECORD_HEAD.size
            octets[at + 26:at + 34] = client + server if from_client else server + client
            octets[at + 34 if from_client else at + 36:at + 36 if from_client else at + 38] = port
        return octets


class Traffic:
    """Written by a thread of its own into the pipe."""

    def __init__(self, size):
        self.size, self.connections, self.packets, self.octets = size, 0, 0, 0
        self.trouble = None
        self.templates = [Template(ended=number % 10 != 0) for number in range(10)]

    def write(self, pipe):
        try:
            with pipe:
                pipe.write(FILE_HEAD)
                while self.octets < self.size:
                    pipe.write(b"".join(bytes(self.next()) for _ in range(CHUNK)))
        except OSError as error:
            self.trouble = error

    def next(self):
        template = self.templates[self.connections % 10]
        octets = template.of(self.connections)
        self.connections += 1
        self.packets += template.packets
        self.octets += len(octets)
        return octets


def used(document, rosctr, function):
    """Requests and answers of a function in all conversations."""
    uses = [use for talk in document["conversations"] for use in talk["functions"]
            if (use["rosctr"], use["function"]) == (rosctr, function)]
    return sum(use["requests"] for use in uses), sum(use["answers"] for use in uses)


def flaws(document, traffic):
    jobs = traffic.connections * ROUNDS
    expected = {"packets": (document["packets"], traffic.packets),
                "complete": (document["complete"], True),
                "connections": (document["connections"], traffic.connections),
                "conversations": (len(document["conversations"]), CLIENTS),
                "reads": (used(document, 1, 4), (2 * jobs, 2 * jobs)),
                "writes": (used(document, 1, 5), (jobs, jobs)),
                "lost": ({loss: count for loss, count in document["losses"].items() if count}, {})}
    return [f"{what}: {found}, not {right}" for what, (found, right) in expected.items() if found != right]


def main(program, megabytes):
    traffic = Traffic(int(megabytes) * 1000 * 1000)
    with subprocess.Popen([program, "capture", "list", "-", "--json"], stdin=subprocess.PIPE,
                          stdout=subprocess.PIPE) as listing:
        writer = threading.Thread(target=traffic.write, args=(listing.stdin,))
        writer.start()
        text = listing.stdout.read()
        writer.join()
        _, status, usage = os.wait4(listing.pid, 0)
        listing.returncode = os.waitstatus_to_exitcode(status)
    print(f"{traffic.octets / 1e9:.2f} GB in {traffic.packets} packets of {traffic.connections} connections: "
          f"{usage.ru_maxrss / 1024:.1f} MiB of memory, {usage.ru_utime + usage.ru_stime:.1f} s of processor time")
    found = [f"exit code {listing.returncode}"] if listing.returncode else flaws(json.loads(text), traffic)
    if traffic.trouble:
        found.append(f"the pipe broke: {traffic.trouble}")
    if usage.ru_maxrss > MEMORY_KIB:
        found.append(f"{usage.ru_maxrss} KiB of memory, more than {MEMORY_KIB}")
    return "\n".join(found) or 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

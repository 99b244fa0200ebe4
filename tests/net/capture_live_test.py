#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""capture_live_test.py PROGRAM: `capture list -i` on an interface of its own, 10,000 PDUs a second for 10 seconds.

Two ends of a cable in a network namespace; made frames go in at one, the program listens at the other with
CAP_NET_RAW as its only privilege.  The kernel must not have dropped a packet, and every PDU must be counted.
"""
import json
import os
import pathlib
import select
import shutil
import socket
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "soak"))
from s7_frames import Connection, read, set_up, write  # noqa: E402

SKIPPED = 77
INSIDE = "S7_LIVE_INSIDE"
UNSHARE = ["unshare", "--user", "--map-root-user", "--net"]
NET_RAW = 13
RATE, SECONDS = 10000, 10
SLICE = 0.01  # seconds
CONNECTIONS = 20
DEADLINE = 120


def missing(why):
    print(why)
    sys.exit(1 if "netns" in os.environ.get("S7_REQUIRE", "").split(",") else SKIPPED)


def enter():
    """Returns inside a network of its own; outside, the test starts itself again there."""
    if os.environ.get(INSIDE) == os.readlink("/proc/self/ns/net"):
        sys.exit("this is not a network of our own: nothing is sent in it")
    if INSIDE in os.environ:
        return
    os.environ["PATH"] += ":/usr/sbin:/sbin"
    lacking = [tool for tool in ("unshare", "ip", "setpriv") if not shutil.which(tool)]
    if lacking:
        missing(f"not here: {' '.join(lacking)}")
    if subprocess.run([*UNSHARE, "ip", "link", "add", "one", "type", "veth", "peer", "name", "other"],
                      capture_output=True, check=False).returncode:
        missing("this machine does not let us have a network namespace with a cable")
    os.environ[INSIDE] = os.readlink("/proc/self/ns/net")
    sys.exit(subprocess.run([*UNSHARE, sys.executable, *sys.argv], check=False).returncode)


def lay_cable():
    subprocess.run(["ip", "link", "add", "one", "type", "veth", "peer", "name", "other"], check=True)
    for end in ("one", "other"):
        setting = pathlib.Path(f"/proc/sys/net/ipv6/conf/{end}/disable_ipv6")
        if setting.exists():  # its neighbour discovery would be packets, too
            setting.write_text("1", encoding="ascii")
        subprocess.run(["ip", "link", "set", end, "up"], check=True)


def with_capabilities(which, *command):
    return ["setpriv", f"--bounding-set=-all{which}", f"--inh-caps=-all{which}", *command]


def frames():
    """Set-ups of all connections, then the jobs of each in turn; PDUs come two by two."""
    connections = [Connection(0x0A010000 + i, 0x0A020001, 40000 + i) for i in range(CONNECTIONS)]
    first = [frame for one in connections for frame in one.begin() + one.say(set_up())]
    jobs = []
    for number in range(RATE * SECONDS // 2):
        one = connections[number % CONNECTIONS]
        reference = 1 + number // CONNECTIONS % 60000
        jobs += one.say(read(reference, 82) if number % 2 else write(reference, 72))
    return first, jobs


def wait_for_line(stream, words):
    """Reads until the words come, which they must before the deadline."""
    end, seen = time.monotonic() + DEADLINE, b""
    while words.encode() not in seen:
        ready, _, _ = select.select([stream], [], [], max(0, end - time.monotonic()))
        octets = os.read(stream.fileno(), 4096) if ready else b""
        if not octets:
            sys.exit(f"it did not say \"{words}\" but: {seen.decode()}")
        seen += octets
    return seen


def send(wire, jobs, listening):
    """At the rate, in slices; what wakes us in between is the end of the program, which is too early."""
    start = time.monotonic()
    slices = int(SECONDS / SLICE)
    for i in range(slices):
        for frame in jobs[len(jobs) * i // slices:len(jobs) * (i + 1) // slices]:
            wire.send(frame)
        pause = start + (i + 1) * SLICE - time.monotonic()
        if pause > 0 and select.select([listening.stdout], [], [], pause)[0]:
            sys.exit("it ended before all was sent")
    return time.monotonic() - start


def capabilities(pid):
    status = pathlib.Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith("CapEff:")), 16)


def expect(what, found, right):
    if found != right:
        sys.exit(f"{what}: {found}, not {right}")


def test_nothing_is_dropped(program):
    first, jobs = frames()
    with socket.socket(socket.AF_PACKET, socket.SOCK_RAW) as wire:
        wire.bind(("one", 0))
        with subprocess.Popen(with_capabilities(",+net_raw", program, "capture", "list", "-i", "other", "--for",
                                                f"{SECONDS + 5}s", "--json"),
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE) as listening:
            wait_for_line(listening.stderr, "listening on other")
            expect("capabilities", capabilities(listening.pid), 1 << NET_RAW)
            for frame in first:
                wire.send(frame)
            took = send(wire, jobs, listening)
            document = json.loads(listening.stdout.read())
            listening.wait(DEADLINE)
    print(f"{len(jobs)} PDUs in {took:.1f} s; {document['packets']} packets, drops: {document['drops']}")
    if took > SECONDS + 3:
        missing(f"this machine took {took:.1f} s to send what it was to send in {SECONDS}")
    expect("exit code", listening.returncode, 0)
    expect("drops of the kernel", document["drops"]["kernel"], 0)
    expect("drops of the interface", document["drops"]["interface"], 0)
    expect("packets", document["packets"], len(first) + len(jobs))
    expect("PDUs", sum(talk["pdus"] for talk in document["conversations"]), len(jobs) + 2 * CONNECTIONS)
    expect("lost", {loss: count for loss, count in document["losses"].items() if count}, {})


def test_without_the_capability_it_says_what_to_do(program):
    done = subprocess.run(with_capabilities("", program, "capture", "list", "-i", "other", "--for", "1s"),
                          capture_output=True, text=True, timeout=DEADLINE, check=False)
    expect("exit code", done.returncode, 90)
    expect("what to do", "setcap cap_net_raw=ep" in done.stderr, True)


if __name__ == "__main__":
    enter()
    lay_cable()
    test_without_the_capability_it_says_what_to_do(sys.argv[1])
    test_nothing_is_dropped(sys.argv[1])

#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""probe_test.py TRY_PROBE: what every kind of firewall, route and dead host looks like from a client without privileges.

Attempts run at the same time, each to a port or an address of its own; the last line tells how long it took.
"""
import errno
import os
import subprocess
import sys
import time
from concurrent import futures

import lab

TRY = os.path.abspath(sys.argv[1])
STATION = os.path.join(os.path.dirname(os.path.abspath(__file__)), "station.py")
OWN, FIREWALL = ("10.77.1.2", "fd77:1::2"), ("10.77.1.1", "fd77:1::1")
PLC, OTHER = ("10.77.2.2", "fd77:2::2"), ("10.77.2.3", "fd77:2::3")
LONG, SHORT = 4.0, 1.0  # seconds: longer than a dead host is looked for, and shorter
MOST = 30  # seconds for all of it
AT_ONCE = 8  # attempts that measure short times: more would wait for each other
THERE = ("answered", "known", "doubted")  # which of them depends on when it was last heard
at_once, dead = (0, 0.9), (2.9, 3.9)


def silence(timeout):
    return (timeout - 0.001, timeout + 0.9)


# (IPv4, IPv6) of what the firewall says when it rejects; its ports count from 1100.
REJECTS = [
    ("icmp type net-unreachable", "ENETUNREACH", [3, 0]),
    ("icmp type host-unreachable", "EHOSTUNREACH", [3, 1]),
    ("icmp type prot-unreachable", "ENOPROTOOPT", [3, 2]),
    ("icmp type port-unreachable", "ECONNREFUSED", [3, 3]),
    ("icmp type net-prohibited", "ENETUNREACH", [3, 9]),
    ("icmp type host-prohibited", "EHOSTUNREACH", [3, 10]),
    ("icmp type admin-prohibited", "EHOSTUNREACH", [3, 13]),
    ("icmpv6 type no-route", "ENETUNREACH", [1, 0]),
    ("icmpv6 type admin-prohibited", "EACCES", [1, 1]),
    ("icmpv6 type addr-unreachable", "EHOSTUNREACH", [1, 3]),
    ("icmpv6 type port-unreachable", "ECONNREFUSED", [1, 4]),
]
DROPPED, DROPPED_BACK, RESET, CUT, CUT_RESET, CUT_ICMP = 1001, 1002, 1003, 1401, 1402, 1403
LISTENING = (DROPPED, DROPPED_BACK, RESET, CUT, CUT_RESET, CUT_ICMP, *range(1100, 1100 + len(REJECTS)))
RULES = "\n".join([
    f"tcp dport {DROPPED} drop",
    "udp dport 53 drop",
    f"tcp sport {DROPPED_BACK} drop",
    f"tcp dport {RESET} reject with tcp reset",
    # what carries octets, after the connection was let through
    f"tcp dport {CUT} tcp flags & psh == psh drop",
    f"tcp dport {CUT_RESET} tcp flags & psh == psh reject with tcp reset",
    f"meta nfproto ipv4 tcp dport {CUT_ICMP} tcp flags & psh == psh reject with icmp type admin-prohibited",
    f"meta nfproto ipv6 tcp dport {CUT_ICMP} tcp flags & psh == psh reject with icmpv6 type admin-prohibited",
    "ip daddr 10.77.2.3 icmp type echo-request drop",
    "ip6 daddr fd77:2::3 icmpv6 type echo-request reject with icmpv6 type admin-prohibited",
    *(f"meta nfproto {'ipv6' if 'v6' in how else 'ipv4'} tcp dport {1100 + i} reject with {how}"
      for i, (how, _, _) in enumerate(REJECTS))])

# fw: networks behind it that it does not let anybody reach; 7 goes round between fw and plc until its TTL is used up.
FIREWALL_ROUTES = [("unreachable", 3), ("blackhole", 4), ("prohibit", 5)]
OWN_ROUTES = [("prohibit", 8), ("blackhole", 9), ("unreachable", 10)]


def route_of(kind, segment):
    yield (kind, f"10.77.{segment}.0/24")
    yield ("-6", kind, f"fd77:{segment}::/64")


def prepare(net):
    for kind, segment in FIREWALL_ROUTES:
        for words in route_of(kind, segment):
            add_route(net, "fw", words)
    for kind, segment in OWN_ROUTES:
        for words in route_of(kind, segment):
            add_route(net, "cli", words)
    net.ip("fw", "route", "add", "10.77.7.0/24", "via", PLC[0])
    net.ip("fw", "-6", "route", "add", "fd77:7::/64", "via", PLC[1])
    net.filter(RULES)
    net.serve("plc", sys.executable, STATION, *map(str, LISTENING))


def add_route(net, namespace, words):
    family = [words[0]] if words[0] == "-6" else []
    net.ip(namespace, *family, "route", "add", *words[len(family):])


ROWS = []


def row(name, words, within, **expected):
    ROWS.append((name, [str(word) for word in words], within, expected))


def connect(name, address, port, within, timeout=LONG, **expected):
    row(name, ["connect", address, port, int(timeout * 1000)], within, **expected)


def rows_of(six):
    """Everything once for each family."""
    own, firewall, plc, other = (pair[six] for pair in (OWN, FIREWALL, PLC, OTHER))
    family = "IPv6" if six else "IPv4"
    there = {"local": own, "after.gateway": firewall, "after.device": "cli0", "after.neighbour": THERE,
             "after.hardware": lab.HARDWARE[1], "after.route_known": True}
    nobody = {"offender": "", "icmp": [-1, -1]}

    def net(segment, host):
        return f"fd77:{segment}::{host}" if six else f"10.77.{segment}.{host}"

    def say(name):
        return f"{family} {name}"

    connect(say("accept"), plc, 102, at_once, errno=0, **nobody, **there)
    connect(say("drop"), plc, DROPPED, silence(SHORT), SHORT, errno="ETIMEDOUT", **nobody, **there)
    connect(say("drop of the answers"), plc, DROPPED_BACK, silence(SHORT), SHORT, errno="ETIMEDOUT", **nobody, **there)
    connect(say("reset by the firewall"), plc, RESET, at_once, errno="ECONNREFUSED", **nobody, **there)
    connect(say("port closed"), plc, 1999, at_once, errno="ECONNREFUSED", **nobody, **there)
    for i, (how, error, icmp) in enumerate(REJECTS):
        if ("v6" in how) == six:
            connect(say(f"reject with {how}"), plc, 1100 + i, at_once, errno=error, icmp=icmp, offender=firewall,
                    ttl=64, **there)
    # a router without a route of its own says it with the code of a net in IPv4, too
    connect(say("no route at the router"), net(6, 2), 102, at_once, errno="ENETUNREACH", icmp=[1, 0] if six else [3, 0],
            offender=firewall)
    connect(say("unreachable route at the router"), net(3, 2), 102, at_once,
            errno="ENETUNREACH" if six else "EHOSTUNREACH", icmp=[1, 0] if six else [3, 1], offender=firewall)
    connect(say("prohibit route at the router"), net(5, 2), 102, at_once, errno="EACCES" if six else "EHOSTUNREACH",
            icmp=[1, 1] if six else [3, 13], offender=firewall)
    connect(say("blackhole route at the router"), net(4, 2), 102, silence(SHORT), SHORT, errno="ETIMEDOUT", **nobody)
    connect(say("routes in a circle"), net(7, 2), 102, at_once, errno="EHOSTUNREACH", icmp=[3, 0] if six else [11, 0])
    connect(say("dead host behind the router"), net(2, 99), 102, dead, errno="EHOSTUNREACH",
            icmp=[1, 3] if six else [3, 1], offender=firewall, **there)
    connect(say("dead host in the own subnet"), net(1, 99), 102, dead, errno="EHOSTUNREACH",
            icmp=[1, 3] if six else [3, 1], offender=own, local=own,
            **{"after.gateway": "", "after.route_known": True, "after.device": "cli0", "after.neighbour": "failed",
               "after.hardware": ""})
    connect(say("the same, asked too shortly"), net(1, 98), 102, silence(SHORT), SHORT, errno="ETIMEDOUT", **nobody,
            **{"after.neighbour": "asked"})
    connect(say("no route"), "2001:db8::1" if six else "192.0.2.1", 102, at_once, errno="ENETUNREACH", local="",
            **nobody, **{"after.errno": "ENETUNREACH", "after.route_known": False})
    for (_, segment), error in zip(OWN_ROUTES, ("EACCES", "EINVAL", "EHOSTUNREACH")):
        connect(say(f"own route says {error}"), net(segment, 2), 102, at_once, errno=error, **nobody,
                **{"after.errno": error})

    here = {"errno": 0, "local": own, "route_known": True, "device": "cli0"}
    row(say("way through the router"), ["route", plc], at_once, gateway=firewall, neighbour=THERE,
        hardware=lab.HARDWARE[1], **here)
    row(say("way to a neighbour that nobody has asked for"), ["route", net(1, 96)], at_once, gateway="",
        neighbour="none", hardware="", **here)
    row(say("way to ourselves"), ["route", own], at_once, errno=0, local=own, gateway="", neighbour="unknown",
        device="lo", hardware="")

    row(say("ping"), ["ping", plc], at_once, errno=0, ttl=63)
    row(say("ping, not let through"), ["ping", other, int(SHORT * 1000)], at_once if six else silence(SHORT),
        errno="EACCES" if six else "ETIMEDOUT", offender=firewall if six else "", icmp=[1, 1] if six else [-1, -1])
    row(say("ping of a dead host"), ["ping", net(1, 97), 4000], dead, errno="EHOSTUNREACH", offender=own)
    row(say("ping without a route"), ["ping", "2001:db8::1" if six else "192.0.2.1"], at_once, errno="ENETUNREACH")

    def hear(name, port, within, **expected):
        row(say(name), ["hear", plc, port, "question", int(SHORT * 1000)], within, errno=0, **expected)

    hear("stream: answers, ends with us", 1303, at_once, sent="octets", received=8, heard="silence", closed="closed")
    hear("stream: a banner, then the end", 1301, at_once, received=19, heard="closed")
    hear("stream: reset after the answer", 1302, at_once, received=8, heard="reset", closed="reset")
    hear("stream: silence", 102, at_once, received=0, heard="silence", closed="closed")
    hear("stream: octets are dropped", CUT, at_once, received=0, heard="silence", closed="silence")
    hear("stream: octets are answered with a reset", CUT_RESET, at_once, received=0, heard="reset")
    hear("stream: octets are answered with ICMP", CUT_ICMP, at_once, received=0, heard="broken",
         said=errno.EACCES if six else errno.EHOSTUNREACH)


def rows_of_names():
    row("a name, and no name server answers", ["resolve", "plc.example", int(SHORT * 1000)], silence(SHORT),
        errno="ETIMEDOUT", list=[])
    row("an address needs no name server", ["resolve", "fd77:2::2"], at_once, errno=0, list=["fd77:2::2"])


def member(seen, path):
    for name in path.split("."):
        seen = seen.get(name, "nothing") if isinstance(seen, dict) else "nothing"
    return seen


def judge(seen, within, expected):
    """What differs, one line each."""
    wrong = []
    for path, value in expected.items():
        there = member(seen, path)
        if isinstance(value, tuple):
            if there not in value:
                wrong.append(f"{path} is {there!r}, none of {value!r}")
        elif there != (getattr(errno, value) if path.endswith("errno") and value else value):
            wrong.append(f"{path} is {there!r}, not {value!r}")
    if not within[0] <= seen["elapsed"] <= within[1]:
        wrong.append(f"it took {seen['elapsed']:.3f} s, not {within[0]} to {within[1]} s")
    return wrong


def refused_without_permission(net):
    """Before this network permits it to everybody: no ping, which is ordinary; and no privileges indeed."""
    failures = []
    for address in (PLC[0], PLC[1]):
        seen = lab.result(net.client(TRY, "ping", address))
        failures += [f"ping without permission: {wrong}" for wrong in judge(seen, at_once, {"errno": "EPERM"})]
    if subprocess.run(net.client_words("ip", "link", "add", "own0", "type", "dummy"), capture_output=True,
                      check=False).returncode == 0:
        failures.append("the client has privileges in this network: the test proves nothing")
    net.settle_ping()
    return failures


def await_network(net):
    """Until the neighbours have found each other."""
    for address in PLC:
        while lab.result(net.client(TRY, "connect", address, "102", "200"))["errno"]:
            pass


def run_rows(net):
    failures = []
    await_network(net)
    waiting = [(entry, net.client(TRY, *entry[1])) for entry in ROWS if entry[2][0] > 0]
    with futures.ThreadPoolExecutor(AT_ONCE) as pool:
        seen = list(pool.map(lambda entry: (entry, lab.result(net.client(TRY, *entry[1]))),
                             [entry for entry in ROWS if entry[2][0] == 0]))
    seen += [(entry, lab.result(client)) for entry, client in waiting]
    for (name, _, within, expected), told in seen:
        wrong = judge(told, within, expected)
        print(f"{'FAIL' if wrong else 'ok  '} {name}: {told['elapsed']:.4f} s")
        failures += [f"{name}: {line}" for line in wrong]
    return failures


def main():
    lab.enter()
    started = time.monotonic()
    rows_of(False)
    rows_of(True)
    with lab.Lab() as net:
        prepare(net)
        if net.name_server(OTHER[0]):
            rows_of_names()
        failures = refused_without_permission(net) + run_rows(net)
    elapsed = time.monotonic() - started
    if elapsed > MOST:
        failures.append(f"it took more than {MOST} s")
    for line in failures:
        print("FAIL", line)
    print(f"{len(ROWS)} rows, {len(failures)} wrong, {elapsed:.1f} s")
    sys.exit(1 if failures else 0)


main()

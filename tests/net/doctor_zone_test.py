#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""doctor_zone_test.py SIEBEN: what must work and what must be blocked, tried from one zone through a real firewall.

The client is in zone press (10.77.1.0/24), the CPUs OVEN (10.77.2.2) and PACK (10.77.2.3) are in zone ovens behind fw.
"""
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import lab

HERE, OVEN, PACK, NOBODY = "10.77.1.2", "10.77.2.2", "10.77.2.3", "10.77.2.99"
HERE_6, OVEN_6, PACK_6 = "fd77:1::2", "fd77:2::2", "fd77:2::3"
ANSWERS = f"{OVEN}:102"  # as a reference of PACK
OTHER = 2000  # where OVEN and PACK listen, too
OWN_FILTER = "a packet filter of this machine"
DEADLINE = 60

PAIR = f"ip saddr {HERE} ip daddr {OVEN} tcp dport 102 accept\n"
DROP = "tcp dport 102 drop"
SPARE = f"tcp dport 102 ip daddr {PACK} "


def plant_of(pack=PACK, oven=OVEN, press=HERE, reference=None, connection=True):
    """JSON is YAML."""
    cpus = {"PRESS": {"address": press, "profile": "s7-1500", "zone": "press", "dbs": {"10": {"size": 20}}},
            "PACK": {"address": pack, "profile": "s7-300", "zone": "ovens"}}
    plant = {"sieben": 1, "plant": {"name": "Zones"},
             "zones": {"press": {"nets": ["10.77.1.0/24", "fd77:1::/64"]}, "ovens": {"nets": ["10.77.2.0/24"]}},
             "cpus": cpus}
    if reference:
        cpus["PACK"]["reference"] = reference
    if connection:
        cpus["OVEN"] = {"address": oven, "profile": "s7-1500", "put_get": "permitted", "zone": "ovens",
                        "dbs": {"100": {"size": 60, "access": "standard"}}}
        job = {"get": {"from": "P#DB100.DBX0.0 BYTE 20", "receive": "P#DB10.DBX0.0 BYTE 20"}}
        plant["connections"] = {"C-001": {"from": "PRESS", "to": "OVEN", "jobs": [job]}}
    return plant


class Stage:
    def __init__(self, net, sieben, folder):
        self.net, self.sieben, self.folder = net, sieben, Path(folder)

    def written(self, name, plant):
        path = self.folder / f"{name}.json"
        path.write_text(json.dumps(plant), encoding="utf-8")
        path.chmod(0o644)
        return str(path)

    def play(self, name, plant):
        self.net.serve("plc", self.sieben, "cpu", self.written(f"played-{name}", plant), name, ready="listening on",
                       terminates=True)

    def tried(self, title, rules, code, *options, zone="press", timeout="1500ms", **plant):
        """@return {target: line}, the words for people"""
        self.net.filter(rules)
        path = self.written("told", plant_of(**plant))
        words = self.net.client_words(self.sieben, "doctor", path, "--from", zone, "-o", "-", "--timeout", timeout, *options)
        done = subprocess.run(words, text=True, capture_output=True, timeout=DEADLINE, check=False)
        assert done.returncode == code, f"{title}: exit code {done.returncode}\n{done.stdout}{done.stderr}"
        lines = [json.loads(line) for line in done.stdout.splitlines()]
        assert [line["kind"] for line in lines] == ["run", *["path"] * (len(lines) - 2), "summary"], title
        print(f"{title}: as expected")
        return {line["target"]["name"]: line for line in lines[1:-1]}, done.stderr


def expect_why(line, *parts, without=()):
    assert all(part in line["why"] for part in parts), line["why"]
    assert not any(part in line["why"] for part in without), line["why"]


def expect(line, **values):
    for key, value in values.items():
        found = line
        for word in key.split("__"):
            found = found[word]
        assert found == value, f"{key} is {found!r}, not {value!r}: {json.dumps(line, indent=1)}"


def blocked(stage):
    lines, said = stage.tried("the pair is allowed, the rest dropped", PAIR + DROP, 0, reference=ANSWERS)
    assert f"this machine is {HERE}, in press\n" in said
    expect(lines["OVEN"], verdict="pass", expectation="required", reached="RESOURCE", connections=["C-001"])
    expect(lines["OVEN"], source__address=HERE, source__gateway="10.77.1.1", source__device="cli0", source__in_zone=True)
    expect(lines["PACK"], verdict="pass", expectation="forbidden", sign="TCP_SILENT", tcp__result="silent", reached=None)
    expect(lines["PACK"], control__answered=True, control__result="answered", control__host=OVEN, control__port=102)
    expect_why(lines["PACK"], "; not excluded: a CPU that is switched off (", without=[OWN_FILTER])  # OVEN's 102 was reached
    expect(lines["PRESS"], verdict="skipped", expectation="within")


def unproved(stage):
    alone = {"connection": False}
    lines, _ = stage.tried("dropped, no reference", DROP, 1, **alone)
    expect(lines["PACK"], verdict="inconclusive", sign="TCP_SILENT", control=None)
    lines, _ = stage.tried("dropped, and so is the reference", DROP, 1, reference=ANSWERS, **alone)
    expect(lines["PACK"], verdict="inconclusive", control__result="silent", control__answered=False)
    lines, _ = stage.tried("dropped, the reference rejected with a reset", SPARE + "drop\ntcp dport 102 reject with tcp reset",
                           1, reference=ANSWERS, **alone)
    expect(lines["PACK"], verdict="inconclusive", control__result="reset", control__answered=False)
    lines, _ = stage.tried("nobody behind the router", "", 1, timeout="4s", pack=NOBODY, reference=ANSWERS, **alone)
    expect(lines["PACK"], verdict="inconclusive", sign="TCP_LAST_HOP", control__result="spared")


def opened(stage):
    lines, said = stage.tried("a forbidden path is open", PAIR + SPARE + "accept\n" + DROP, 1, reference=ANSWERS)
    expect(lines["PACK"], verdict="fail", tcp__result="connected", reached="TCP", control__result="spared")
    expect(lines["PACK"], budget={"connections": 1, "most_open": 1, "telegrams": 0, "pings": 0})
    expect(lines["OVEN"], verdict="pass")
    assert f"\nfail: PACK ({PACK}:102), must be blocked: open" in said


def rejected(stage):
    alone = {"connection": False}
    lines, _ = stage.tried("prohibited by ICMP", SPARE + "reject with icmp type admin-prohibited", 0, **alone)
    expect(lines["PACK"], verdict="pass", sign="TCP_PROHIBITED", tcp__result="icmp", control=None)
    expect(lines["PACK"], tcp__icmp={"type": 3, "code": 13, "from": "10.77.1.1"})
    lines, _ = stage.tried("port unreachable, from the firewall", SPARE + "reject with icmp type port-unreachable", 0, **alone)
    expect(lines["PACK"], verdict="pass", sign="TCP_PORT_BY_OTHER")
    lines, _ = stage.tried("host unreachable, from the firewall", SPARE + "reject with icmp type host-unreachable", 1,
                           reference=ANSWERS, **alone)
    expect(lines["PACK"], verdict="inconclusive", sign="TCP_UNREACHABLE")
    reset = SPARE + "reject with tcp reset"
    lines, _ = stage.tried("reset, no reference", reset, 1, **alone)
    expect(lines["PACK"], verdict="inconclusive", sign="TCP_RESET", tcp__result="reset")
    lines, _ = stage.tried("reset, the reference answers", reset, 1, reference=ANSWERS, **alone)
    expect(lines["PACK"], verdict="inconclusive", control__answered=True)
    expect_why(lines["PACK"], "; a port that is closed at the partner itself looks the same; its reference answers, on another")
    lines, _ = stage.tried("reset, the reference is another port of it", reset, 0, reference=f"{PACK}:{OTHER}", **alone)
    expect(lines["PACK"], verdict="pass", control__answered=True)
    expect_why(lines["PACK"], "; not excluded: a port that is closed at the partner itself; " + OWN_FILTER)
    lines, _ = stage.tried("no filter, and nothing listens", "", 1, pack=f"{PACK}:2001", reference=ANSWERS, **alone)
    expect(lines["PACK"], verdict="inconclusive", sign="TCP_RESET", control__answered=True)


def not_excluded(stage):
    """What passes and may be no block: the words say so."""
    alone = {"connection": False, "reference": f"{OVEN}:{OTHER}"}
    stage.net.filter(DROP, "cli", "output")
    lines, _ = stage.tried("open, but for this machine's own filter", "", 0, **alone)
    expect(lines["PACK"], verdict="pass", sign="TCP_SILENT")
    expect_why(lines["PACK"], "a CPU that is switched off (", "; " + OWN_FILTER)
    stage.net.filter("", "cli", "output")
    stage.net.filter("icmp type destination-unreachable drop", "fw", "output")
    lines, _ = stage.tried("nobody behind a router that says nothing", "", 0, pack=NOBODY, **alone)
    expect(lines["PACK"], verdict="pass", sign="TCP_SILENT")
    expect_why(lines["PACK"], "; not excluded: a CPU that is switched off (")
    stage.net.filter("", "fw", "output")
    lines, _ = stage.tried("dropped, and another port of it answers", SPARE + "drop", 0, connection=False,
                           reference=f"{PACK}:{OTHER}")
    expect(lines["PACK"], verdict="pass", sign="TCP_SILENT")
    expect_why(lines["PACK"], "; another port of it answers; not excluded: " + OWN_FILTER, without=["switched off"])


def required(stage):
    lines, _ = stage.tried("the pair is dropped, and this is the partner", f"ip daddr {OVEN} {DROP}", 1)
    expect(lines["OVEN"], verdict="fail", sign="TCP_SILENT", reached=None)
    other = "10.77.1.7"
    lines, _ = stage.tried("only the pair of another is allowed", f"ip saddr {other} {PAIR.split(' ', 3)[3]}{DROP}", 1,
                           press=other)
    expect(lines["OVEN"], verdict="inconclusive", sign="TCP_SILENT")
    assert f"not PRESS ({other})" in lines["OVEN"]["why"]


def elsewhere(stage):
    lines, said = stage.tried("from the wrong zone", "", 1, zone="ovens", reference=ANSWERS, connection=False)
    assert f"this machine is {HERE}, which is not in ovens: no verdict can be passed\n" in said
    expect(lines["PRESS"], verdict="inconclusive", expectation="forbidden", source__in_zone=False)
    expect(lines["PACK"], verdict="skipped", expectation="within")


def six(stage):
    rules = f"ip6 daddr {PACK_6} tcp dport 102 "
    words = {"pack": f"[{PACK_6}]:102", "connection": False}
    lines, _ = stage.tried("IPv6, dropped", rules + "drop", 0, reference=f"[{OVEN_6}]:102", **words)
    expect(lines["PACK"], verdict="pass", sign="TCP_SILENT", source__address=HERE_6, source__in_zone=True)
    lines, _ = stage.tried("IPv6, prohibited", rules + "reject with icmpv6 type admin-prohibited", 0, **words)
    expect(lines["PACK"], verdict="pass", tcp__icmp={"type": 1, "code": 1, "from": "fd77:1::1"})


def alive(stage):
    """Last: from here on the client may ping."""
    stage.net.settle_ping()
    lines, _ = stage.tried("dropped, but it answers a ping", SPARE + "drop", 0, connection=False)
    expect(lines["PACK"], verdict="pass", sign="TCP_SILENT_ALIVE", budget__pings=1)
    expect_why(lines["PACK"], "; not excluded: " + OWN_FILTER)


def main():
    sieben = os.path.abspath(sys.argv[1])
    lab.enter()
    with lab.Lab() as net, tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        stage = Stage(net, sieben, folder)
        for addresses in ({}, {"oven": f"[{OVEN_6}]:102", "pack": f"[{PACK_6}]:102"}):
            for name in ("OVEN", "PACK"):
                stage.play(name, plant_of(**addresses))
        for host in (OVEN, PACK):
            net.serve("plc", sys.executable, "-u", "-m", "http.server", str(OTHER), "--bind", host, "--directory", folder,
                      ready="Serving", stderr=subprocess.DEVNULL, terminates=True)
        for part in (blocked, unproved, opened, rejected, not_excluded, required, elsewhere, six, alive):
            part(stage)


main()

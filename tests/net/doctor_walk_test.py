#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""doctor_walk_test.py SIEBEN DOCUMENT: from a firewall that drops TCP 102 to a partner that is well, one repair after
the other, each found by the doctor.

What it said is the section "A walk through" of DOCUMENT.
"""
import os
import re
import sys
import textwrap
from pathlib import Path

import lab
from doctor_walk import GIVEN, HERE, OVEN, Cpu, Examination, Panels, check_page, folder, given, until

WITHIN = 8.0  # seconds: issue 5
KEYS = ("FAIL", "seen", "rules out", "likely", "do")
INTRODUCTION = f"""\
A press at {HERE} is to read the recipe of an oven at {OVEN}, and does not get it.  Four things are wrong at the same
time, each hiding the next; the doctor names them one after the other.  The plant file tells it nothing about the CPU but
its address and what is read.  Lines are folded here, and times are left out.
"""


class Walk:
    def __init__(self, net, sieben, work):
        self.net, self.sieben, self.plant = net, sieben, given(work)
        self.chapters = []

    def examine(self, *options):
        return Examination(self.net, self.sieben, self.plant, *options)

    def step(self, title, code, together=False):
        """Both ways of saying it; together: where nobody is reached, two at once are in nobody's way."""
        text = self.examine()
        document = self.examine("--json") if together else None
        text.end()
        document = (document or self.examine("--json")).end()
        for one in (text, document):
            assert one.code == code, f"{title}: exit code {one.code}\n{one.out}{one.err}"
            assert one.seconds < WITHIN, f"{title}: after {one.seconds:.1f} s"
        print(f"{title}: exit code {code}, after {text.seconds:.1f} s and {document.seconds:.1f} s")
        self.chapters.append(chapter(title, text, code))
        return text, document.partner()


def five_lines(text):
    """{key: what is said}; several causes have a line each, the key stands before the first"""
    lines = text.out.split("\n\n")[0].splitlines()
    found = {}
    for line in lines:
        key = line[:11].strip()
        if key:
            key = "FAIL" if line.startswith("FAIL") else key
            found[key] = line[len(key):].strip()
        else:
            found[list(found)[-1]] += "  " + line.strip()
    assert tuple(found) == KEYS, text.out
    return found


def check_step(step, check, sign, cause, confidence):
    """Text and document name the same check, sign and first cause."""
    text, partner = step
    lines = five_lines(text)
    leading, first = partner["leading"], partner["hypotheses"][0]
    assert (partner["failed"], leading["sign"]) == (check, sign), leading
    assert (first["cause"], first["confidence"]) == (cause, confidence), partner["hypotheses"]
    assert [one["confidence"] for one in partner["hypotheses"]].count("certain") == 0
    assert f": {sign}, OVEN ({OVEN}:102)" in lines["FAIL"], lines["FAIL"]
    assert lines["rules out"] == partner["rules_out"]
    assert lines["likely"].startswith(f"1. {first['text']} ({confidence})"), lines["likely"]
    assert lines["do"].startswith("1. " + first["do"].replace("|", "; ")), lines["do"]
    return lines


def verdicts(partner):
    return {step["check"]: step["verdict"] for step in partner["steps"]}


# ---- the walk ----------------------------------------------------------------------------------------------------


def dropped(walk):
    """@return (from, to, port) of the rule that it says is lacking"""
    lines = check_step(walk.step("The firewall drops TCP 102", 10, together=True), "tcp", "TCP_SILENT", "FILTER_DROPS",
                       "likely")
    assert "drops TCP silently" in lines["likely"]
    assert "the program logic is not the cause" in lines["rules out"]
    rule = re.match(r"1\. firewall rule: permit TCP from (\S+) to (\S+) port (\d+)", lines["do"])
    assert rule and rule.groups() == (HERE, OVEN, "102"), lines["do"]
    return rule.groups()


def blocked(walk):
    step = walk.step("The rule is there: PUT/GET is not permitted", 40)
    lines = check_step(step, "permission", "ACCESS_REFUSED", "PUT_GET_OFF", "likely")
    assert "81 04" in lines["seen"] and "Permit access with PUT/GET communication" in lines["do"]
    assert all(word in lines["rules out"] for word in ("network", "port", "rack/slot", "S7 setup"))
    assert verdicts(step[1])["layout"] == "skipped"


def optimized(walk):
    step = walk.step("PUT/GET is permitted: the data block has optimized access", 50)
    lines = check_step(step, "layout", "DB_ADDRESS", "DB_OPTIMIZED", "likely")
    assert "P#DB100.DBX0.0 BYTE 20" in lines["FAIL"] and 'clear "Optimized block access"' in lines["do"]
    assert "PUT/GET permission" in lines["rules out"]
    assert step[1]["leading"]["name"] == "recipe"


def exhausted(walk):
    step = walk.step("The data block has standard access: others hold all connections", 20)
    lines = check_step(step, "cotp", "COTP_OTHER_CLASS", "RESOURCES_CLASS", "likely")
    assert "connection resources" in lines["likely"] and "close connections" in lines["do"]
    assert step[1]["seen"]["suggested"] == {"class": 1, "rack": 0, "slot": 1}


def well(walk):
    text, partner = walk.step("A station that nobody needs is gone: all is well", 0)
    assert text.out.startswith(f"OK         OVEN ({OVEN}:102): everything that was examined is in order\n"), text.out
    assert partner["verdict"] == "ok" and partner["leading"] is None and partner["hypotheses"] == []
    assert set(verdicts(partner).values()) == {"ok"}, verdicts(partner)
    assert partner["seen"]["order_number"].startswith("6ES7 51")


def at_worst(net, sieben, work):
    """Everything that is asked besides is dropped, too, and the gateway is one that is only remembered."""
    plant = Path(work) / "worst.yaml"
    plant.write_text(GIVEN.replace("profile: pc", 'profile: pc, reference: "10.77.2.3:80"'), encoding="utf-8")
    net.settle_ping()
    net.filter("tcp dport { 80, 102 } drop\nicmp type echo-request drop")
    net.ip("cli", "neigh", "replace", "10.77.1.1", "lladdr", lab.HARDWARE[1], "dev", "cli0", "nud", "stale")
    said = Examination(net, sieben, plant, "--json").end()
    print(f"all of it dropped: exit code {said.code}, after {said.seconds:.1f} s")
    partner = said.partner()
    assert (partner["leading"]["sign"], partner["hypotheses"][0]["cause"]) == ("TCP_SILENT", "FILTER_DROPS"), partner
    assert said.seconds < WITHIN, f"after {said.seconds:.1f} s"


def walk_through(net, sieben, work):
    walk = Walk(net, sieben, work)
    cpu = Cpu(sieben, work, put_get="blocked", access="optimized", resources="{total: 5, reserved: {pg: 1}}")
    net.filter("tcp dport 102 drop")
    source, target, port = dropped(walk)
    net.filter(f"ip saddr {source} ip daddr {target} tcp dport {port} accept\ntcp dport 102 drop")
    blocked(walk)
    cpu.repair(put_get="permitted")
    optimized(walk)
    cpu.repair(access="standard")
    needed, forgotten = Panels(sieben, work, 11, 12), Panels(sieben, work, 13, 14)
    exhausted(walk)
    forgotten.end()
    until(lambda: cpu.held() == 2, "that the CPU lets go of two connections")
    well(walk)
    assert needed.reading(), "the doctor was in the way of the panels"
    needed.end()
    cpu.end()
    return walk.chapters


# ---- the section -------------------------------------------------------------------------------------------------


def chapter(title, text, code):
    folded = []
    for line in text.out.split("\n\n")[0].splitlines():
        line = re.sub(r" after \d+ ms", "", line)
        folded += textwrap.wrap(line, 112, subsequent_indent=" " * 11, break_long_words=False, break_on_hyphens=False,
                                drop_whitespace=True)
    shown = ["$ sieben doctor OVEN@plant.yaml", *folded, "$ echo $?", str(code)]
    return f"### {title}\n\n" + "".join(f"    {line}\n" for line in shown)


def main():
    sieben, document = os.path.abspath(sys.argv[1]), Path(sys.argv[2])
    lab.enter()
    with lab.Lab() as net, folder() as work:
        chapters = walk_through(net, sieben, work)
        at_worst(net, sieben, work)
    check_page(document, "walk", "\n" + "\n".join([INTRODUCTION, *chapters, ""]))


main()

# SPDX-License-Identifier: MIT
"""One cause, how it is made, and what the doctor must say of it."""
import json
import os
import re
from dataclasses import dataclass, field

HERE = os.path.dirname(os.path.abspath(__file__))
IN_MEMORY = os.path.join(HERE, "..", "sim", "doctor_case.def")
OURS = {"sieben cpu", "stand-in"}  # who makes causes and is a program of ours

ORDER = "6ES7 511-1AK02-0AB0"  # of the CPU that the plant file means
PROFILE = "s7-1500"  # of every CPU in the plant file that the doctor gets
LEVEL = {"name": "level", "from": "P#DB100.DBX90.0 BYTE 10", "receive": "P#M0.0 BYTE 10", "every": "5s"}
WELL = {"profile": PROFILE, "put_get": "permitted", "dbs": {"100": {"size": 100, "access": "standard"}}}


def played(**different):
    """A CPU that `sieben cpu` plays: well, but for what is said."""
    return {**WELL, **different}


def faulty(kind, **keys):
    return played(faults={"shown": {"kind": kind, **keys}})


@dataclass(frozen=True)
class Case:
    """Texts may hold {to}, the partner's address, {other}, one more address, {v} ("" or "6": IPv4 or IPv6)."""
    cause: str  # of cause.def; "": none, the partner is well
    made: str  # for the page
    by: str
    sign: str = ""
    first: str = ""  # what is said first, if another cause looks the same and is more usual
    six: bool = False
    to: str = ""  # an address that is not put up in plc
    ip: tuple = ()  # (namespace, words of ip(8)) …
    forward: str = ""  # rules of nft(8) at fw …
    nat: str = ""  # … for destinations at fw …
    own: str = ""  # … for what cli sends …
    there: str = ""  # … for what plc receives
    listens: str = ""  # a behaviour of stand_in.py at {to}
    cpu: dict = field(default_factory=dict)  # what sieben plays …
    at: str = "{to}"  # … and where
    server: tuple = ()  # a server of others in plc: its command …
    ready: str = ""  # … and what it says when it listens
    holder: str = ""  # class of a connection that takes a resource of the CPU before
    told: dict = field(default_factory=dict)  # the CPU in the plant file, where it is not as played
    link: dict = field(default_factory=dict)  # the connection in the plant file
    options: tuple = ()
    names: str = ""  # whom the doctor asks for names, by what it does (doctor_lab.NAME_SERVERS)
    may_ping: bool = True
    alone: bool = False  # what it does must be seen within 0.2 s: no other is examined meanwhile
    says: str = ""  # evidence of a step has this in it …
    does: str = ""  # … and the first remedy this
    open: int = 2  # connections at most at the same time
    most: float = 8.0  # seconds: the examination must be over


def plant_of(case, to):
    """The plant with all that is true of the partner."""
    cpu = {"address": f"[{to}]:102" if case.six else f"{to}:102", "rack": 0, "slot": 1, "model": ORDER,
           "profile": PROFILE, **case.cpu}
    link = {"from": "CALLER", "to": "PARTNER", "jobs": [{"get": LEVEL}]}
    profiles = {"profiles": {"own": cpu.pop("own")}} if "own" in cpu else {}
    return {"sieben": 1, "plant": {"name": "Lab"}, **profiles,
            "cpus": {"CALLER": {"address": "10.77.1.2", "profile": PROFILE}, "PARTNER": cpu},
            "connections": {"C-001": link}}


SECRET = {"put_get", "access", "access_level", "dbs", "size", "resources", "faults", "profiles", "identity", "mode",
          "szl", "diagnostics"}


def stripped(plant, told):
    """What the doctor gets: it must judge from the wire."""
    def strip(value):
        if isinstance(value, dict):
            return {key: PROFILE if key == "profile" else strip(one) for key, one in value.items() if key not in SECRET}
        return value
    kept = strip(plant)
    kept["cpus"]["PARTNER"].update(told)
    text = json.dumps(kept)
    telling = re.findall(r'"(put_get|access\w*|size|resources|faults|kind|write)"', text)
    assert not telling, f"the plant file tells {telling}"
    assert set(re.findall(r'"profile": "([^"]*)"', text)) == {PROFILE}
    return kept


def lookalikes(cases):
    """{sign: causes that have it}, here and in the test that plays the network in memory."""
    alike = {}
    with open(IN_MEMORY, encoding="utf-8") as file:
        rows = re.findall(r'^DOCTOR_CASE\("[^"]*", (\w+), (\w+),', file.read(), re.M)
    for cause, sign in rows + [(case.cause, case.sign) for case in cases]:
        alike.setdefault(sign, set()).add(cause)
    return alike


def judge(case, seen, alike):
    """What is wrong with a verdict, one line each."""
    if not case.cause:
        return [f"it is well, and {seen['verdict']} {seen['leading']} is said"] * (seen["verdict"] != "ok")
    wrong = []
    sign = seen["leading"]["sign"] if seen["leading"] else "nothing"
    causes = [each["cause"] for each in seen["hypotheses"]]
    sure = [each["confidence"] for each in seen["hypotheses"]]
    ambiguous = len(alike[case.sign]) > 1
    if sign != case.sign:
        wrong.append(f"{sign} is seen, not {case.sign}: {seen['leading']}")
    if case.cause not in causes:
        wrong.append(f"{case.cause} is not among {causes}")
    if causes[:1] != [case.first or case.cause]:
        wrong.append(f"{causes[:1]} is said first")
    if case.first and not ambiguous:
        wrong.append("nothing looks like it, and it is not said first")
    if "certain" in sure and (ambiguous or causes[0] != case.cause or len(causes) > 1):
        wrong.append(f"it is certain of {causes}, {sorted(alike[case.sign])} look alike")
    return wrong


def judge_words(case, seen, fill):
    told = [step["evidence"] for step in seen["steps"]]
    remedies = [each["do"] for each in seen["hypotheses"][:1]]
    wrong = []
    if not any(fill(case.says) in each for each in told):
        wrong.append(f"{fill(case.says)!r} is not in {told}")
    if case.does and not any(fill(case.does) in each for each in remedies):
        wrong.append(f"{fill(case.does)!r} is not in {remedies}")
    return wrong


def judge_form(case, seen, code):
    """Wrong in any case."""
    wrong = []
    layer = seen["leading"]["layer"] if seen["failed"] else 0
    if not code == seen["exit"] == 10 * layer:
        wrong.append(f"exit code {code}, {seen['exit']} is said, layer {layer}")
    if seen["budget"]["most_open"] > case.open or seen["budget"]["connections"] > 10:
        wrong.append(f"budget {seen['budget']}")
    if seen["elapsed_ms"] > case.most * 1000:
        wrong.append(f"it took {seen['elapsed_ms']} ms, more than {case.most} s")
    return wrong

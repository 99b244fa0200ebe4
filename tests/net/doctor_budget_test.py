#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""doctor_budget_test.py SIEBEN PAGE: what an examination costs the partner, counted on the wire, is what it says it
costs, and it does no harm: distance, one request at a time, no list before reading was tried, and an end in order.

The costs are a table of PAGE.
"""
import os
import re
import shutil
import sys
from pathlib import Path

import lab
from doctor_budget import CR, READ_VAR, SETUP, USERDATA, Recorder, Wire
from doctor_walk import GIVEN, OVEN, Cpu, Examination, Panels, check_page, folder

PACE = 0.0995  # seconds; the clocks of the recorder and of the doctor may drift by what is lacking
STAND_IN = os.path.join(os.path.dirname(os.path.abspath(__file__)), "stand_in.py")
NEIGHBOUR = "10.77.2.30"  # of the partner
BUDGET = re.compile(r"^Budget: (\d+) connections?, (\d+) at most at once, (\d+) telegrams?, (\d+) pings?, ", re.M)


class Scenes:
    """Examinations, each recorded for itself."""

    def __init__(self, net, sieben, work):
        self.net, self.sieben, self.work = net, sieben, work
        self.recorder, self.done = Recorder(work), []

    def examine(self, name, code, sign, *options, given=GIVEN):
        """sign: what leads; None: nothing.  The document and the report are of one run."""
        plant, report = self.work / "plant.yaml", self.work / f"{len(self.done)}.txt"
        plant.write_text(given, encoding="utf-8")
        document = Examination(self.net, self.sieben, plant, *options, "--json", "--report", report).end()
        self.recorder.mark()
        partner = document.partner()
        leading = partner["leading"]["sign"] if partner["leading"] else None
        assert (document.code, leading) == (code, sign), f"{name}: {document.code} {partner['leading']}\n{document.err}"
        budget = partner["budget"]
        told = tuple(budget[key] for key in ("connections", "most_open", "telegrams", "pings"))
        self.done.append((name, told, printed(report.read_text(encoding="utf-8"))))
        return partner

    def examine_as_text(self, name, code):
        """The same once more, as it is shown."""
        text = Examination(self.net, self.sieben, self.work / "plant.yaml").end()
        self.recorder.mark()
        assert text.code == code, f"{name}: as text {text.code}"
        self.done.append((name, None, printed(text.out)))


def printed(text):
    (found,) = BUDGET.findall(text)
    return tuple(map(int, found))


# ---- what must hold ----------------------------------------------------------------------------------------------


def check_budget(name, wire, document, text):
    counted = (len(wire.connections), wire.most_open(), len(wire.sent()), wire.pings)
    print(f"{name}: connections, at once, telegrams, pings: {counted}")
    assert document in (None, counted), f"{name}: the document says {document}, the wire {counted}"
    assert text == counted, f"{name}: the text says {text}, the wire {counted}"
    return counted


def check_distance(name, wire):
    """Only a setup follows its connection request at once."""
    sent = wire.sent()
    for before, after in zip(sent, sent[1:]):
        assert after.function == SETUP or after.time - before.time >= PACE, \
            f"{name}: {(after.time - before.time) * 1000:.1f} ms between {before.octets.hex()} and {after.octets.hex()}"


def check_one_at_a_time(name, wire):
    """Nothing is sent while an answer is awaited, over all connections."""
    awaited = None
    for telegram in wire.telegrams:
        if telegram.ours:
            ended = awaited and [time for time in (wire.connections[awaited.connection].close,
                                                   wire.connections[awaited.connection].closed_by_peer)
                                 if time is not None and time <= telegram.time]
            assert not awaited or ended, f"{name}: {telegram.octets.hex()} while {awaited.octets.hex()} is not answered"
            awaited = telegram
        elif awaited and telegram.connection == awaited.connection:
            awaited = None


def check_end(name, wire):
    """Every connection that came about is ended by a FIN of ours, and by no reset."""
    for connection in wire.connections:
        if connection.open is not None:
            assert connection.close, f"{name}: connection {connection.number} was left open"
        # Who goes on sending after the end is answered by the system with a reset.
        reset = connection.reset is not None and (name != GARBAGE or connection.reset < connection.close)
        assert not reset, f"{name}: connection {connection.number} to port {connection.port} is reset"
    assert wire.most_open() <= MOST_OPEN.get(name, 2), f"{name}: {wire.most_open()} connections at once"


def check_lists(name, wire):
    """No system status list before permission and layout were looked at, and none on the connection that did it."""
    lists = [telegram for telegram in wire.sent() if telegram.rosctr == USERDATA]
    if not lists:
        return
    first = wire.connections[0]
    assert all(one.connection != 0 for one in lists), f"{name}: a list is asked on the first connection"
    assert first.close and first.close < lists[0].time, f"{name}: a list is asked while the first connection is open"
    reads = [one for one in wire.sent() if one.connection == 0 and one.function == READ_VAR]
    assert reads and reads[-1].time < lists[0].time, f"{name}: a list is asked before anything was read"


def asks_lists(wire):
    return any(telegram.rosctr == USERDATA for telegram in wire.sent())


def check_scene(name, document, text, frames):
    """@return connections, at once, telegrams, pings"""
    wire = Wire(frames)
    counted = check_budget(name, wire, document, text)
    check_distance(name, wire)
    check_one_at_a_time(name, wire)
    check_end(name, wire)
    check_lists(name, wire)
    assert asks_lists(wire) == (name in LISTS), f"{name}: asks for lists: {asks_lists(wire)}"
    assert {one.kind for one in wire.sent() if one.kind != 0xF0} <= {CR}, f"{name}: sends what is neither CR nor DT"
    return counted


# ---- scenes ------------------------------------------------------------------------------------------------------

WELL, WELL_300, BLOCKED, WRONG_SLOT = "well", "S7-300, which tells its resources", "PUT/GET is blocked", "wrong slot"
CLASS, EXHAUSTED, DROPPED, PINGED = "no basic connection left", "no connection left", "dropped", "dropped, may ping"
SILENT_PING, CONTROL, REFUSED = "dropped, ping too", "dropped, something else listens", "dropped, something else refuses"
LOGO, ONE, DEEP, IDLE = "LOGO! as the plant says", "well, with `--max-connections 1`", "short DB, with `--deep`", "well, with `--idle`"
WRITES = "well, with `--write-probe`"
EXHAUST = "well, three connections free, with `--exhaust`"
MMS, NO_S7, MUTE, FAULTY = "an IEC 61850 server", "ends at the setup", "silent at the setup", "garbage at the setup"
CLOSES, SILENT, GREETS, GARBAGE = "ends at the request", "never answers", "speaks first", "streams garbage"
LISTS = {WELL, WELL_300, BLOCKED, ONE, DEEP, IDLE, WRITES, EXHAUST}
MOST_OPEN = {EXHAUST: 4}  # three that are confirmed, and the one that is refused


def on_cpus(scenes):
    def played(**settings):
        return Cpu(scenes.sieben, scenes.work, **settings)

    cpu = played(put_get="permitted", resources="{total: 4, reserved: {pg: 1}}")
    scenes.examine(WELL, 0, None)
    scenes.examine_as_text(WELL, 0)
    scenes.examine(ONE, 0, None, "--max-connections", "1")
    scenes.examine(IDLE, 0, None, "--idle", "300ms")
    scenes.examine(WRITES, 0, None, "--write-probe", "DB100.DBB0")
    longer = GIVEN.replace("P#DB100.DBX0.0 BYTE 20", "P#DB100.DBX0.0 BYTE 100").replace("M0.0 BYTE 20", "M0.0 BYTE 100")
    scenes.examine(DEEP, 50, "DB_SHORT", "--deep", given=longer)
    commissioned = GIVEN.replace("profile: pc", "profile: pc, commissioning: true")
    counted = scenes.examine(EXHAUST, 0, None, "--exhaust", given=commissioned)
    assert counted["budget"]["most_open"] == 4, counted["budget"]
    cpu.repair(put_get="blocked")
    scenes.examine(BLOCKED, 40, "ACCESS_REFUSED")
    cpu.repair(put_get="permitted")
    panels = Panels(scenes.sieben, scenes.work, 11, 12, 13)
    scenes.examine(CLASS, 20, "COTP_OTHER_CLASS")
    panels.end()
    cpu.repair(resources="{total: 2}")
    panels = Panels(scenes.sieben, scenes.work, 11, 12)
    scenes.examine(EXHAUSTED, 20, "COTP_CLOSED")
    panels.end()
    cpu.end()
    cpu = played(profile="s7-300")
    scenes.examine(WRONG_SLOT, 20, "COTP_OTHER_SLOT")
    scenes.examine(WELL_300, 0, "CONNECTIONS_DOWN", given=GIVEN.replace("slot: 1", "slot: 2"))
    cpu.end()
    cpu = played(profile="logo")
    scenes.examine(LOGO, 0, None, given=GIVEN.replace("profile: pc", "profile: logo").replace("slot: 1", "slot: 0"))
    cpu.end()


def stand_in(scenes, words):
    """Who listens, each at an address of its own."""
    for word in words:
        scenes.net.ip("plc", "addr", "add", f"{word.split('=')[1]}/24", "dev", "plc0")
    scenes.net.serve("plc", sys.executable, STAND_IN, *words)


def on_others(scenes):
    """Who is no CPU."""
    others = ((MMS, "mms", 30, "SETUP_MMS"), (NO_S7, "no_s7", 30, "SETUP_CLOSED"), (MUTE, "mute", 30, "SETUP_SILENT"),
              (FAULTY, "faulty", 30, "SETUP_FAULTY"), (CLOSES, "closes_then", 20, "COTP_CLOSED"),
              (SILENT, "accepts", 20, "COTP_SILENT"), (GREETS, "greets", 20, "LISTENER_BANNER"),
              (GARBAGE, "streams", 20, "LISTENER_BANNER"))
    addresses = [f"10.77.2.{40 + number}" for number in range(len(others))]
    stand_in(scenes, [f"{one[1]}={address}" for one, address in zip(others, addresses)])
    for (name, _, code, sign), address in zip(others, addresses):
        scenes.examine(name, code, sign, "--timeout", "1s", given=GIVEN.replace(f"{OVEN},", f"{address},"))


def on_the_way(scenes):
    """All that is dropped is TCP 102 of the partner, but for what is said."""
    def referring(port):
        return GIVEN.replace("profile: pc", f'profile: pc, reference: "{NEIGHBOUR}:{port}"')

    drop = f"ip daddr {OVEN} tcp dport 102 drop"
    stand_in(scenes, [f"accepts={NEIGHBOUR}"])
    scenes.net.filter(drop)
    scenes.examine(DROPPED, 10, "TCP_SILENT")
    scenes.examine_as_text(DROPPED, 10)
    scenes.examine(CONTROL, 10, "TCP_SILENT", given=referring(102))
    scenes.examine(REFUSED, 10, "TCP_SILENT", given=referring(1999))
    scenes.net.settle_ping()
    scenes.examine(PINGED, 10, "TCP_SILENT_ALIVE")
    scenes.net.filter(drop + "\nicmp type echo-request drop")
    scenes.examine(SILENT_PING, 10, "TCP_SILENT")


def table(costs):
    rows = [("Partner", "Connections", "At once", "Telegrams", "Pings"), ("---", *["---:"] * 4),
            *((name, *counted) for name, counted in costs.items())]
    return "\n" + "".join("| " + " | ".join(map(str, row)) + " |\n" for row in rows) + "\n"


def missing(why):
    """tshark is of the peers."""
    if "peers" in os.environ.get("S7_REQUIRE", "").split(","):
        sys.exit(why)
    lab.missing(why)


def main():
    sieben, page = os.path.abspath(sys.argv[1]), Path(sys.argv[2]).resolve()
    if not shutil.which("tshark") or not shutil.which("dumpcap"):
        missing("not here: tshark")
    lab.enter()
    with lab.Lab() as net, folder() as work:
        scenes = Scenes(net, sieben, work)
        on_cpus(scenes)
        on_others(scenes)
        on_the_way(scenes)
        recorded = scenes.recorder.end()
        assert len(recorded) == len(scenes.done), f"{len(recorded)} records of {len(scenes.done)} runs"
    costs, failed = {}, 0
    for (name, document, text), frames in zip(scenes.done, recorded):
        try:
            costs[name] = check_scene(name, document, text, frames)
        except AssertionError as error:
            print(f"FAILED  {error}")
            failed += 1
    if failed:
        sys.exit(1)
    check_page(page, "budget", table(costs))


main()

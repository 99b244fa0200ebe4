# SPDX-License-Identifier: MIT
"""The services beside reading and writing, as clients of others have them: called on virtual CPUs, a table of
docs/conformance-peers.md.

A peer is asked by the words below (foreign_peer.py); it has those of `calls`, a map from the word to what it calls the
service itself.  What it answers, or has done, is compared with the state that the CPU tells our own client.
"""
import struct
from datetime import datetime

from cpu_state import CPUS, IDENTITY, PASSWORD, WRONG_PASSWORD, check_identity, near, served
from document import table
from foreign_peer import PeerError
from interop import check_equal
from tap import Tap

PLAYED = ("S7-300", "S7-1500")
SHOWN = 70  # characters of what a peer says of a refusal
NEEDS_PASSWORD = ("stop", "compress", "copy", "hot_start", "cold_start", "clear_password")
services = []


def service(word, *arguments, what="", checked="-"):
    def enter(function):
        services.append((word, arguments, what, checked, function))
        return function
    return enter


def text(word):
    return bytes.fromhex(word).rstrip(b"\0 ").decode()


@service("cpu_info", checked="identity in the plant file; SZL 001C")
def cpu_info(bench, *words):
    told = dict(zip(("type", "serial", "station", "copyright", "module"), map(text, words)))
    if bench.protected:
        check_identity(bench.state, told)
    else:
        check_equal("station, module", (told["station"], told["module"]), ("SERVED", "SERVED"))


@service("order_code", checked="identity in the plant file; SZL 0011")
def order_code(bench, code):
    check_equal("order number", text(code), bench.state.szl(0x0011)[10:30].decode().rstrip())
    if bench.protected:
        check_equal("order number of the plant", text(code), IDENTITY["order_number"])


@service("cp_info", checked="SZL 0131/0001")
def cp_info(bench, pdu, connections):
    check_equal("figures", (int(pdu), int(connections)), struct.unpack_from(">HH", bench.state.record(0x0131, 1), 2))


@service("status", checked="SZL 0424")
def status(bench, mode):
    check_equal("mode", mode, bench.state.mode())


@service("protection", checked="SZL 0132/0004")
def protection(bench, *levels):
    check_equal("protection", tuple(map(int, levels)), bench.state.protection()[:len(levels)])


def records(bench, szl_id, octets):
    check_equal(f"SZL {szl_id:04X}", bytes.fromhex(octets), bench.state.szl(szl_id)[8:])


@service("szl", "0011", what=" 0011", checked="the same list")
def szl_modules(bench, octets):
    records(bench, 0x0011, octets)


@service("szl", "001C", what=" 001C, in fragments", checked="the same list")
def szl_components(bench, octets):
    records(bench, 0x001C, octets)


@service("szl", "00FF", what=" 00FF, which it has not")
def szl_missing(bench, *_):
    raise AssertionError("it read a list that the CPU has not")


@service("szl_list", checked="SZL 0000")
def szl_list(bench, octets):
    records(bench, 0x0000, octets)


@service("clock", checked="the clock")
def clock(bench, *numbers):
    near("clock", datetime(*map(int, numbers)), bench.state.clock())


@service("set_clock", 2016, 2, 29, 23, 59, 50, checked="the clock")
def set_clock(bench):
    near("clock", bench.state.clock(), datetime(2016, 2, 29, 23, 59, 50), 3)


@service("set_system_clock", checked="the clock")
def set_system_clock(bench):
    near("clock", bench.state.clock(), datetime.now(), 3)


@service("stop", what=" (without the password)")
def stop_refused(bench):
    raise AssertionError("it stopped the CPU")


@service("password", WRONG_PASSWORD, what=" (a wrong one)")
def wrong_password(bench):
    raise AssertionError("a wrong password was taken")


@service("password", PASSWORD, checked="that the CPU then stops when told to")
def password(bench):
    bench.legitimated = True


@service("stop", checked="mode, SZL 0424; diagnostic buffer")
def stop(bench):
    check_equal("mode, event", (bench.state.mode(), bench.state.events()[0]), ("stop", 0x4304))


@service("stop", what=" (in STOP)")
def stop_twice(bench):
    raise AssertionError("it stopped a CPU that was stopped")


@service("compress", checked="that the CPU stands")
def compress(bench):
    check_equal("mode", bench.state.mode(), "stop")


@service("copy", checked="that the CPU stands")
def copy(bench):
    check_equal("mode", bench.state.mode(), "stop")


@service("hot_start", checked="mode, SZL 0424; diagnostic buffer")
def hot_start(bench):
    check_equal("mode, event", (bench.state.mode(), bench.state.events()[0]), ("run", 0x4302))


@service("hot_start", what=" (in RUN)")
def start_twice(bench):
    raise AssertionError("it started a CPU that was running")


@service("cold_start", checked="mode, SZL 0424; diagnostic buffer")
def cold_start(bench):
    check_equal("mode, event", (bench.state.mode(), bench.state.events()[0]), ("run", 0x4302))


@service("clear_password", checked="that the CPU then is not stopped any more")
def clear_password(bench):
    try:
        bench.peer.ask("stop")
    except PeerError:
        pass
    check_equal("mode", bench.state.mode(), "run")


@service("list_blocks")
def list_blocks(bench, *_):
    raise AssertionError("it listed blocks that nobody downloaded")


@service("block_info")
def block_info(bench, *_):
    raise AssertionError("it told of a block that nobody downloaded")


class Bench:
    def __init__(self, peer, state, cpu):
        self.peer, self.state, self.cpu = peer, state, cpu
        self.protected, self.legitimated = cpu == "S7-300", False
        self.seen = ""  # what the last answer refused


def prepare(bench, word):
    """The mode from which a service does something."""
    if word == "cold_start" and bench.protected and bench.state.mode() == "run":
        bench.state.program.ask("stop", PASSWORD)


def play(bench, tap, row, flaws):
    """One cell."""
    word, arguments, what, _, check = row
    flaw, flawed = flaws.get((word, bench.cpu), ("", check)) if not what else ("", check)
    prepare(bench, word)
    before = bench.state.mode()
    tap.forget()
    try:
        answer, said = bench.peer.ask(word, *arguments), None
    except PeerError as error:
        answer, said = [], " ".join(str(error).split())
    seen = bench.seen = tap.seen()
    if said is None or (flaw and seen == "-"):
        flawed(bench, *answer)
        return f"{'' if flaw.startswith('refused') else 'ok; '}{flaw}" if flaw else "ok"
    if bench.legitimated and not what and word in NEEDS_PASSWORD:
        raise AssertionError(f"refused with the password: {said}; wire {seen}")
    check_equal(f"mode after {word}{what} was refused ({said})", bench.state.mode(), before)
    if not tap.asked():
        return f"not sent: {said[:SHOWN]}"
    return f"refused: {said[:SHOWN].replace('|', '/')}; wire `{seen}`"


def play_services(new_peer, calls, tools, work, flaws=()):
    """A table of what a peer has of the services.  new_peer(port, rack, slot) is connected; tools: sieben, service;
    flaws: of the peer itself, by word and CPU: what is said of it, and what is checked
    instead; "": it is not called."""
    rows = [row for row in services if row[0] in calls and dict(flaws).get((row[0], row[2])) != ""]
    cells = {}
    for cpu in PLAYED:
        rack, slot, _ = CPUS[cpu]
        with served(*tools, work, cpu) as (port, state), Tap(port) as tap:
            bench = Bench(new_peer(tap.port, rack, slot), state, cpu)
            for row in rows:
                try:
                    cells[cpu, row] = play(bench, tap, row, dict(flaws))
                except (AssertionError, PeerError) as error:
                    raise AssertionError(f"{cpu}: {row[0]}{row[2]}: {error}") from error
            bench.peer.end()
    return table(("call", *PLAYED, "an *ok* is checked against"),
                 [(f"`{calls[row[0]]}`{row[2]}", *(cells[cpu, row] for cpu in PLAYED), row[3]) for row in rows])

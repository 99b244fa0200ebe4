# SPDX-License-Identifier: MIT
"""foreign_services.py PEER FOLDER SIEBEN SERVICE DOCUMENT WORK: a client in another language, how it connects, and its
calls of services.py.
"""
import sys
from datetime import datetime
from pathlib import Path

from cpu_state import CPUS, near, served
from document import check_section
from foreign_peer import CLIENTS, Program
from interop import check_equal
from services import play_services, services, text
from tap import Tap

NODE_SNAP7 = {
    "cpu_info": "GetCpuInfo", "order_code": "GetOrderCode", "cp_info": "GetCpInfo", "status": "PlcStatus",
    "protection": "GetProtection", "szl": "ReadSZL", "szl_list": "ReadSZLList", "clock": "GetPlcDateTime",
    "set_clock": "SetPlcDateTime", "set_system_clock": "SetPlcSystemDateTime", "stop": "PlcStop",
    "password": "SetSessionPassword", "compress": "Compress", "copy": "CopyRamToRom", "hot_start": "PlcHotStart",
    "cold_start": "PlcColdStart", "clear_password": "ClearSessionPassword", "list_blocks": "ListBlocks",
    "block_info": "GetAgBlockInfo",
}
ST_ONE = {
    "cpu_info": "getComponentIdentification", "order_code": "getModuleIdentification", "szl": "getSSL",
    "szl_list": "getAvailableSSL", "clock": "getTime", "set_clock": "setTime", "list_blocks": "blockCount",
    "block_info": "getBlockInfo",
}
GOS7 = {
    "cpu_info": "GetCPUInfo", "order_code": "GetOrderCode", "cp_info": "GetCPInfo", "status": "PLCGetStatus",
    "protection": "GetProtection", "clock": "PGClockWrite", "set_clock": "PGClockRead", "stop": "PLCStop",
    "password": "SetSessionPassword", "hot_start": "PLCHotStart", "cold_start": "PLCColdStart",
    "clear_password": "ClearSessionPassword", "list_blocks": "PGListBlocks", "block_info": "GetAgBlockInfo",
}
PLC4X = {"szl": "SZL_ID=…;INDEX=…", "clock": "CLK"}


def second_is_weekday(bench):
    near("clock", bench.state.clock(), datetime(2016, 2, 29, 23, 59, 2), 3)


ST_ONE_FLAWS = {
    ("set_clock", "S7-300"): ("the peer sends the day of the week, 02, in place of the seconds", second_is_weekday),
}


def told_nothing(bench, *words):
    check_equal("texts", set(map(text, words)), {""})


FRAGMENTS = ("of a list in fragments the peer keeps the last, and tells empty texts", told_nothing)


def was_refused(bench, *_):
    check_equal("on the wire", bench.seen, "81 04")


GOS7_FLAWS = {("cpu_info", "S7-300"): FRAGMENTS}
for one in CPUS:
    GOS7_FLAWS["list_blocks", one] = ("refused: wire `81 04`: the peer takes that for empty lists", was_refused)
for one in ("stop", "hot_start", "cold_start"):
    GOS7_FLAWS[one, "S7-300"] = ("the peer reads behind the end of the answer, and fails",
                                 next(row[4] for row in services if row[0] == one and not row[2]))
PLC4X_FLAWS = {
    ("szl", " 00FF, which it has not"): "",  # it asks for another list than it is told, and is not content
    ("clock", "S7-300"): ("the driver then fails with an exception of its own (ClassCastException)",
                          lambda bench: check_equal("refused", bench.seen, "-")),
}
# name -> (title, calls, words behind PORT RACK SLOT, flaws of its own, what is to be said)
PEERS = {
    "node-snap7": ("node-snap7", NODE_SNAP7, (), (), "The C++ library snap7 1.4.2."),
    "st-one-nodes7": ("@st-one-io/nodes7", ST_ONE, (), ST_ONE_FLAWS, ""),
    "nodes7": ("nodes7", {}, (), (), "It has reading and writing only."),
    "gos7": ("gos7", GOS7, (), GOS7_FLAWS, ""),
    "plc4x": ("Apache PLC4X", PLC4X, ("ANY",), PLC4X_FLAWS,
              "The driver s7 0.13.1, told the controller type LOGO for a LOGO!, ANY for the others. (With ANY it waits for the SZL of a LOGO! for ever.)"),
}


def service_of(pdu):
    """What a question is, in words."""
    if pdu[1] == 7:
        return f"SZL {pdu[-4:-2].hex().upper()}/{pdu[-2:].hex().upper()}" if pdu[15] == 0x44 else "Userdata"
    return {0xF0: "setup communication", 0x04: "Read Var", 0x05: "Write Var"}.get(pdu[10], f"Job {pdu[10]:02X}")


def connecting(new_peer, tools, work):
    """What the peer asks when it connects, and that it reads and writes then, on every CPU."""
    sequences = {}
    for cpu, (rack, slot, _) in CPUS.items():
        with served(*tools, work, cpu) as (port, state), Tap(port) as tap:
            state.write("DB", 1, 0, b"sequence")
            peer = new_peer(tap.port, rack, slot)
            sequences[cpu] = ", ".join(map(service_of, tap.questions))
            check_equal("what it reads", peer.ask("read", "DB", 1, 0, 8), [b"sequence".hex()])
            peer.ask("write", "DB", 2, 0, b"written!".hex())
            check_equal("what it wrote", state.read("DB", 2, 0, 8), b"written!")
            peer.ask("close")
            peer.end()
    return "\n".join(f"* {cpu}: {sequence}" for cpu, sequence in sequences.items())


def main():
    name, folder, sieben, service = sys.argv[1], Path(sys.argv[2]), sys.argv[3], sys.argv[4]
    document, work = Path(sys.argv[5]), Path(sys.argv[6])
    work.mkdir(parents=True, exist_ok=True)
    title, calls, words, flaws, said = PEERS[name]
    command, environment = CLIENTS[name][1](folder, work)

    def new_peer(port, rack, slot):
        logo = (rack, slot) == CPUS["LOGO!"][:2]
        peer = Program([*command, port, rack, slot, *("LOGO" if logo else word for word in words)], environment)
        peer.ask("connect")
        return peer

    tools = (sieben, service)
    parts = [connecting(new_peer, tools, work)]
    if calls:
        parts.append(play_services(new_peer, calls, tools, work, flaws))
    said = f"{said} When it connects it asks for this, and then reads and writes on:".strip()
    check_section(document, title, said, *parts)
    print(f"{name}: {len(calls)} services")


main()

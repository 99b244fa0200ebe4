# SPDX-License-Identifier: MIT
"""snap7_services.py SIEBEN SERVICE DOCUMENT WORK: every function that libsnap7 exports for clients, called through
python-snap7 1.4.1 on virtual CPUs; a table of docs/conformance-peers.md.

A case calls one function.  What it asked the CPU goes through a tap, which says what was refused on the wire; what it
got, or did, is compared with the state that the CPU tells another client (cpu_state.py), or with its plant file.
"""
import ctypes
import os
import struct
import sys
from datetime import datetime, timedelta
from pathlib import Path

import snap7_library as snap7
from cpu_state import CPUS, DB_SIZE, FIRMWARE, IDENTITY, PASSWORD, check_identity, near, served, until
from document import check_section, table
from foreign_peer import PeerError
from interop import check_equal
from snap7_library import BYTE, COUNTER, TIMER, octets, room
from tap import Tap

BLOCK_NUMBER = 77
WAIT = 10000  # ms, of a job that runs by itself
PATIENCE, SILENCE = 5000, 300  # ms until the peer gives up; the second where silence is what is expected
OF_THE_CPU = 0x00100000  # codes below are those of sockets and of ISO-on-TCP
COLUMNS = ("call", *CPUS, "an *ok* is checked against")
cases = []


class Missing(Exception):
    """The peer was content, and there is nothing in the CPU to compare with."""


def case(name, checked, **traits):
    """`checked`: what an ok is compared with; traits: local (the call asks the CPU nothing), silence (a LOGO! does not
    answer it, or ends the connection, which the peer does not see before its time is over)."""
    def enter(function):
        cases.append((name, checked, function, traits))
        return function
    return enter


class Bench:
    """What a case works with."""

    def __init__(self, library, tap, state, cpu):
        self.library, self.tap, self.state, self.cpu = library, tap, state, cpu
        self.rack, self.slot, _ = CPUS[cpu]
        self.done = []  # what the callback was told

    def call(self, name, *arguments):
        return self.library.call(name, *arguments)

    def later(self, name, *arguments):
        """A job that runs by itself: its result."""
        return self.call(f"As{name}", *arguments) or self.call("WaitAsCompletion", WAIT)

    def connect(self):
        code = self.call("ConnectTo", b"127.0.0.1", self.rack, self.slot)
        if code:
            raise SystemExit(f"{self.cpu}: cannot connect: {self.library.text(code)}")

    def connected(self):
        """A silent or closing CPU costs the peer its connection."""
        if not self.tap.open or self.lost():
            self.call("Disconnect")
            self.connect()

    def lost(self):
        flag = ctypes.c_int(0)
        self.call("GetConnected", ctypes.byref(flag))
        return not flag.value

    def protected(self):
        return self.cpu == "S7-300"


# ---- connection -----------------------------------------------------------------

@case("Create", "another client of its own", local=True)
def create(bench):
    handle = bench.library.lib.Cli_Create()
    bench.library.called.append("Cli_Create")
    check_equal("a handle", bool(handle), True)
    bench.library.spare = ctypes.c_void_p(handle)
    return 0, None


@case("Destroy", "-", local=True)
def destroy(bench):
    bench.library.called.append("Cli_Destroy")
    bench.library.lib.Cli_Destroy(ctypes.byref(bench.library.spare))
    return 0, None


def parameter(bench, number, kind, value):
    one = kind(value)
    code = bench.call("SetParam", number, ctypes.byref(one))
    got = kind(0)
    return code or bench.call("GetParam", number, ctypes.byref(got)), got.value


@case("SetParam", "Cli_GetParam", local=True)
def set_param(bench):
    code, got = parameter(bench, snap7.PDU_REQUEST, ctypes.c_uint16, 480)
    return code, lambda: check_equal("parameter", got, 480)


@case("GetParam", "what was set", local=True)
def get_param(bench):
    code, got = parameter(bench, snap7.RECV_TIMEOUT, ctypes.c_int32, PATIENCE)
    return code, lambda: check_equal("parameter", got, PATIENCE)


def classes_used(bench, expected):
    """Connections of the classes PG and OP that the CPU counts."""
    used = bench.state.used()
    if used is not None:
        check_equal("PG and OP connections", used, expected)


@case("Disconnect", "connections that the CPU counts (SZL 0132/0001)")
def disconnect(bench):
    code = bench.call("Disconnect")

    def check():
        until("the connection is ended", lambda: not bench.tap.open)
        classes_used(bench, (0, 0))
    return code, check


@case("SetConnectionParams", "TSAPs of the next connection request", local=True)
def set_connection_params(bench):
    return bench.call("SetConnectionParams", b"127.0.0.1", 0x0100, 0x0200 + bench.rack * 32 + bench.slot), None


def called_class(bench):
    return bench.tap.requests[-1].split(b"\xc2\x02")[1][0]


@case("Connect", "connections that the CPU counts (SZL 0132/0001)")
def connect(bench):
    code = bench.call("Connect")

    def check():
        check_equal("class of the called TSAP", called_class(bench), 2)
        classes_used(bench, (0, 1))
        bench.call("Disconnect")
        until("the connection is ended", lambda: not bench.tap.open)
    return code, check


@case("SetConnectionType", "TSAP of the next connection request", local=True)
def set_connection_type(bench):
    return bench.call("SetConnectionType", 1), None


@case("ConnectTo", "connections that the CPU counts (SZL 0132/0001)")
def connect_to(bench):
    code = bench.call("ConnectTo", b"127.0.0.1", bench.rack, bench.slot)

    def check():
        check_equal("class of the called TSAP", called_class(bench), 1)
        classes_used(bench, (1, 0))
    return code, check


@case("GetConnected", "the connection that is there", local=True)
def get_connected(bench):
    flag = ctypes.c_int(0)
    code = bench.call("GetConnected", ctypes.byref(flag))
    return code, lambda: check_equal("connected", (flag.value, bench.tap.open), (1, 1))


@case("GetPduLength", "the setup's answer on the wire", local=True)
def get_pdu_length(bench):
    asked, granted = ctypes.c_int(0), ctypes.c_int(0)
    code = bench.call("GetPduLength", ctypes.byref(asked), ctypes.byref(granted))
    on_wire = struct.unpack_from(">H", bench.tap.setup[-1], len(bench.tap.setup[-1]) - 2)[0]
    return code, lambda: check_equal("PDU lengths", (asked.value, granted.value), (480, on_wire))


# ---- data -----------------------------------------------------------------

def place_of(area, start, count):
    """Where our own client finds it: octets."""
    return (start * 2, count * 2) if area in "TC" else (start, count)


def look(state, *place):
    """What is there; None: the CPU has no such place."""
    try:
        return state.read(*place)
    except PeerError:
        return None


def fill(state, area, db, start, count):
    """Chance octets, where anybody may write; what is there then."""
    if area not in "TC" and look(state, area, db, start, count) is not None:
        state.write(area, db, start, os.urandom(count))
    return look(state, area, db, start, count)


def read_case(name, area, call, start, count, asynchronous=False):
    """Reads what our own client wrote there; timers, which nobody may write, are 0 in both views."""
    @case(("As" if asynchronous else "") + name, "the memory")
    def read(bench):
        at, size = place_of(area, start, count)
        db = 1 if area == "DB" else 0
        buffer = room(size)
        expected = fill(bench.state, area, db, at, size)
        code = (bench.later if asynchronous else bench.call)(name, *call(start, count), ctypes.byref(buffer))
        return code, lambda: check_equal("octets", bytes(buffer), expected)


def write_case(name, area, call, start, count, asynchronous=False):
    """What was written is there; what was refused is not."""
    @case(("As" if asynchronous else "") + name, "the memory")
    def write(bench):
        at, size = place_of(area, start, count)
        db = 1 if area == "DB" else 0
        before, data = look(bench.state, area, db, at, size), os.urandom(size)
        code = (bench.later if asynchronous else bench.call)(name, *call(start, count), ctypes.byref(octets(data)))
        check_equal("octets in the CPU", look(bench.state, area, db, at, size), before if code else data)
        return code, None


AREAS = (("DB", "DB", lambda start, count: (1, start, count), 12, 300), ("MB", "M", lambda *place: place, 1, 5),
         ("EB", "I", lambda *place: place, 0, 2), ("AB", "Q", lambda *place: place, 0, 2),
         ("TM", "T", lambda *place: place, 3, 4), ("CT", "C", lambda *place: place, 5, 3))
for as_job in (False, True):
    for one in AREAS:
        read_case(f"{one[0]}Read", *one[1:], as_job)
        write_case(f"{one[0]}Write", *one[1:], as_job)
    read_case("ReadArea", "M", lambda *place: (snap7.MK, 0, *place, BYTE), 2, 4, as_job)
    write_case("WriteArea", "M", lambda *place: (snap7.MK, 0, *place, BYTE), 2, 4, as_job)


def items_of(buffers):
    """20 octets of DB1 and of DB2, 3 of bit memory."""
    array = (snap7.S7DataItem * 3)()
    for item, (area, db, start), buffer in zip(array, ((snap7.DB, 1, 7), (snap7.DB, 2, 31), (snap7.MK, 0, 4)), buffers):
        item.Area, item.WordLen, item.DBNumber, item.Start, item.Amount = area, BYTE, db, start, len(buffer)
        item.pData = ctypes.cast(buffer, ctypes.POINTER(ctypes.c_uint8))
    return array


ITEMS = (("DB", 1, 7, 20), ("DB", 2, 31, 20), ("M", 0, 4, 3))


@case("ReadMultiVars", "the memory")
def read_multi_vars(bench):
    buffers = [room(count) for *_, count in ITEMS]
    expected = [os.urandom(count) for *_, count in ITEMS]
    for (area, db, start, _), data in zip(ITEMS, expected):
        bench.state.write(area, db, start, data)
    code = bench.call("ReadMultiVars", ctypes.byref(items_of(buffers)), 3)
    return code, lambda: check_equal("octets", [bytes(buffer) for buffer in buffers], expected)


@case("WriteMultiVars", "the memory")
def write_multi_vars(bench):
    data = [os.urandom(count) for *_, count in ITEMS]
    code = bench.call("WriteMultiVars", ctypes.byref(items_of([octets(one) for one in data])), 3)
    return code, lambda: check_equal("octets in the CPU", [bench.state.read(*item) for item in ITEMS], data)


@case("IsoExchangeBuffer", "the memory")
def iso_exchange_buffer(bench):
    bench.state.write("M", 0, 3, b"\xab\xcd")
    job = bytes.fromhex("320100000009000e00000401120a1002000200008300") + (3 * 8).to_bytes(2, "big")
    buffer, size = room(512), ctypes.c_int(len(job))
    ctypes.memmove(buffer, job, len(job))
    code = bench.call("IsoExchangeBuffer", ctypes.byref(buffer), ctypes.byref(size))
    return code, lambda: check_equal("answer", bytes(buffer[:size.value])[14:], bytes.fromhex("ff040010abcd"))


# ---- what the CPU is -----------------------------------------------------------------

def text(octets_of_it):
    return octets_of_it.decode().rstrip(" \0")


@case("GetCpuInfo", "identity in the plant file; SZL 001C", silence=True)
def get_cpu_info(bench):
    info = snap7.S7CpuInfo()
    code = bench.call("GetCpuInfo", ctypes.byref(info))
    told = {"type": text(info.ModuleTypeName), "serial": text(info.SerialNumber), "station": text(info.ASName),
            "copyright": text(info.Copyright), "module": text(info.ModuleName)}
    return code, lambda: (check_identity(bench.state, told) if bench.protected()
                          else check_equal("station, module", (told["station"], told["module"]), ("SERVED", "SERVED")))


@case("GetOrderCode", "identity in the plant file; SZL 0011", silence=True)
def get_order_code(bench):
    order = snap7.S7OrderCode()
    code = bench.call("GetOrderCode", ctypes.byref(order))

    def check():
        szl = bench.state.szl(0x0011)
        version = tuple(value & 0xFF for value in (order.V1, order.V2, order.V3))
        check_equal("order number", text(order.OrderCode), text(szl[10:30]))
        check_equal("version: the last three octets of the list", version, tuple(szl[-3:]))
        if bench.protected():
            check_equal("order number of the plant", text(order.OrderCode), IDENTITY["order_number"])
            check_equal("firmware of the plant", FIRMWARE, tuple(szl[szl.index(b"\0\x07") + 25:][:3]))
    return code, check


@case("GetCpInfo", "SZL 0131/0001", silence=True)
def get_cp_info(bench):
    info = snap7.CpInfo()
    code = bench.call("GetCpInfo", ctypes.byref(info))

    def check():
        pdu, connections, mpi, bus = struct.unpack_from(">HHII", bench.state.record(0x0131, 1), 2)
        check_equal("figures", (info.pdu, info.connections, info.mpi_rate, info.bus_rate), (pdu, connections, mpi, bus))
    return code, check


@case("GetPlcStatus", "SZL 0424", silence=True)
def get_plc_status(bench):
    status = ctypes.c_int(0)
    code = bench.call("GetPlcStatus", ctypes.byref(status))
    return code, lambda: check_equal("mode", ({4: "stop", 8: "run"}[status.value], "run"), (bench.state.mode(),) * 2)


@case("GetProtection", "SZL 0132/0004", silence=True)
def get_protection(bench):
    protection = snap7.S7Protection()
    code = bench.call("GetProtection", ctypes.byref(protection))
    told = (protection.sch_schal, protection.sch_par, protection.sch_rel, protection.bart_sch, protection.anl_sch)
    return code, lambda: check_equal("protection", told, bench.state.protection())


def szl_case(asynchronous):
    @case("AsReadSZL" if asynchronous else "ReadSZL", "the same lists (0011, 001C in fragments, 00A0)", silence=True)
    def read_szl(bench):
        for szl_id in (0x0011, 0x001C, 0x00A0):
            szl, size = snap7.S7SZL(), ctypes.c_int(ctypes.sizeof(snap7.S7SZL))
            code = (bench.later if asynchronous else bench.call)("ReadSZL", szl_id, 0, ctypes.byref(szl),
                                                                ctypes.byref(size))
            if code:
                return code, None
            expected = bench.state.szl(szl_id)
            length = szl.Header.LengthDR * szl.Header.NDR
            check_equal("head", (szl.Header.LengthDR, szl.Header.NDR), struct.unpack_from(">2H", expected, 4))
            check_equal(f"SZL {szl_id:04X}", bytes(value & 0xFF for value in szl.Data[:length]), expected[8:])
        return 0, None

    @case("AsReadSZLList" if asynchronous else "ReadSZLList", "SZL 0000", silence=True)
    def read_szl_list(bench):
        found, count = snap7.S7SZLList(), ctypes.c_int(0x4000 - 2)
        code = (bench.later if asynchronous else bench.call)("ReadSZLList", ctypes.byref(found), ctypes.byref(count))

        def check():
            expected = bench.state.szl(0)[8:]
            check_equal("lists", struct.pack(f">{count.value}H", *found.List[:count.value]), expected)
        return code, check


szl_case(False)
szl_case(True)


@case("ReadSZL (00FF, which it has not)", "-", silence=True)
def read_szl_missing(bench):
    szl, size = snap7.S7SZL(), ctypes.c_int(ctypes.sizeof(snap7.S7SZL))
    return bench.call("ReadSZL", 0x00FF, 0, ctypes.byref(szl), ctypes.byref(size)), None


# ---- clock -----------------------------------------------------------------

def tm_of(moment):
    return snap7.Tm(moment.second, moment.minute, moment.hour, moment.day, moment.month - 1, moment.year - 1900,
                    (moment.weekday() + 1) % 7, 0, 0)


@case("GetPlcDateTime", "the clock", silence=True)
def get_plc_date_time(bench):
    found = snap7.Tm()
    code = bench.call("GetPlcDateTime", ctypes.byref(found))
    return code, lambda: near("clock", datetime(found.year + 1900, found.mon + 1, found.mday, found.hour, found.min,
                                                found.sec), bench.state.clock())


@case("SetPlcDateTime", "the clock", silence=True)
def set_plc_date_time(bench):
    wanted = datetime(2016, 2, 29, 23, 59, 50)
    code = bench.call("SetPlcDateTime", ctypes.byref(tm_of(wanted)))
    return code, lambda: near("clock", bench.state.clock(), wanted)


@case("SetPlcSystemDateTime", "the clock", silence=True)
def set_plc_system_date_time(bench):
    code = bench.call("SetPlcSystemDateTime")
    return code, lambda: near("clock", bench.state.clock(), datetime.now(), 3)


# ---- password and mode -----------------------------------------------------------------

def unchanged(bench, code, mode):
    if code:
        check_equal("mode after a refusal", bench.state.mode(), mode)


@case("PlcStop (without the password)", "mode, SZL 0424")
def plc_stop_refused(bench):
    code = bench.call("PlcStop")
    check_equal("it is refused", bool(code), True)
    unchanged(bench, code, bench.state.mode() and "run")
    return code, None


@case("SetSessionPassword (a wrong one)", "-", silence=True)
def set_wrong_password(bench):
    code = bench.call("SetSessionPassword", b"Secret2")
    check_equal("it is refused", bool(code), True)
    return code, None


@case("SetSessionPassword", "that the CPU then stops when told to", silence=True)
def set_session_password(bench):
    code = bench.call("SetSessionPassword", PASSWORD.encode())

    def check():
        check_equal("stop with the password", bench.call("PlcStop"), 0)
        check_equal("mode", bench.state.mode(), "stop")
        bench.state.start()
    return code, check


@case("PlcStop", "mode, SZL 0424; diagnostic buffer")
def plc_stop(bench):
    code = bench.call("PlcStop")
    unchanged(bench, code, bench.state.mode() and "run")
    return code, lambda: check_equal("mode, event", (bench.state.mode(), bench.state.events()[0]), ("stop", 0x4304))


@case("PlcStop (in STOP)", "-")
def plc_stop_twice(bench):
    return bench.call("PlcStop"), None


@case("CopyRamToRom", "that the memory is what it was")
def copy_ram_to_rom(bench):
    return memory_kept(bench, bench.call("CopyRamToRom", WAIT))


@case("AsCopyRamToRom", "that the memory is what it was")
def as_copy_ram_to_rom(bench):
    return memory_kept(bench, bench.later("CopyRamToRom", WAIT))


@case("Compress", "that the memory is what it was")
def compress(bench):
    return memory_kept(bench, bench.call("Compress", WAIT))


@case("AsCompress", "that the memory is what it was")
def as_compress(bench):
    return memory_kept(bench, bench.later("Compress", WAIT))


memory = {}


def memory_kept(bench, code):
    """All of DB1 is compared with what it was at the first of these calls."""
    now = bench.state.read("DB", 1, 0, DB_SIZE)
    check_equal("DB1", now, memory.setdefault(bench.cpu, now))
    return code, None


@case("PlcHotStart", "mode, SZL 0424; diagnostic buffer")
def plc_hot_start(bench):
    code = bench.call("PlcHotStart")
    return code, lambda: check_equal("mode, event", (bench.state.mode(), bench.state.events()[0]), ("run", 0x4302))


@case("PlcHotStart (in RUN)", "-")
def plc_start_twice(bench):
    return bench.call("PlcHotStart"), None


@case("PlcColdStart", "mode, SZL 0424; diagnostic buffer")
def plc_cold_start(bench):
    if bench.state.mode() == "run":
        bench.call("PlcStop")
    code = bench.call("PlcColdStart")
    return code, lambda: check_equal("mode, event", (bench.state.mode(), bench.state.events()[0]), ("run", 0x4302))


# ---- blocks -----------------------------------------------------------------

def block():
    """A block as a programmer has it, 100 octets of code."""
    size = 36 + 100 + 36
    head = struct.pack(">HBBBBHIIIHIHHHHH", 0x7070, 1, 1, 5, 0x0A, BLOCK_NUMBER, size, 0, 0, 11000, 0, 11000, 0, 0, 0, 100)
    return head + bytes(size - len(head))


@case("GetPgBlockInfo", "the block that it was given", local=True)
def get_pg_block_info(bench):
    info, image = snap7.TS7BlockInfo(), block()
    code = bench.call("GetPgBlockInfo", ctypes.byref(octets(image)), ctypes.byref(info), len(image))
    return code, lambda: check_equal("block", (info.BlkNumber, info.MC7Size), (BLOCK_NUMBER, 100))


@case("ListBlocks", "-", silence=True)
def list_blocks(bench):
    found = snap7.BlocksList()
    return bench.call("ListBlocks", ctypes.byref(found)), nothing


@case("GetAgBlockInfo", "-", silence=True)
def get_ag_block_info(bench):
    return bench.call("GetAgBlockInfo", snap7.BLOCK_DB, 1, ctypes.byref(snap7.TS7BlockInfo())), nothing


@case("Delete", "-")
def delete(bench):
    code = bench.call("Delete", snap7.BLOCK_DB, BLOCK_NUMBER)
    check_equal("DB1 is there", len(bench.state.read("DB", 1, 0, 2)), 2)
    return code, nothing


def nothing():
    raise Missing("nothing says what became of it")


@case("ClearSessionPassword", "that the CPU then is not stopped any more", silence=True)
def clear_session_password(bench):
    code = bench.call("ClearSessionPassword")

    def check():
        check_equal("stop without the password is refused", bool(bench.call("PlcStop")), True)
        check_equal("mode", bench.state.mode(), "run")
    return code, check


def block_case(name, arguments, **traits):
    for asynchronous in (False, True):
        def play(bench, asynchronous=asynchronous):
            before = bench.state.read("DB", 1, 0, DB_SIZE)
            code = (bench.later if asynchronous else bench.call)(name, *arguments())
            if code:
                check_equal("DB1 after a refusal", bench.state.read("DB", 1, 0, DB_SIZE), before)
            return code, nothing
        case(("As" if asynchronous else "") + name, "-", **traits)(play)


def sized(size=4096):
    return ctypes.byref(room(size)), ctypes.byref(ctypes.c_int(size))


block_case("ListBlocksOfType", lambda: (snap7.BLOCK_DB, *sized()), silence=True)
block_case("Upload", lambda: (snap7.BLOCK_DB, 1, *sized()))
block_case("FullUpload", lambda: (snap7.BLOCK_DB, 1, *sized()))
block_case("Download", lambda: (BLOCK_NUMBER, ctypes.byref(octets(block())), len(block())))
block_case("DBGet", lambda: (1, *sized()), silence=True)
block_case("DBFill", lambda: (1, 0x55), silence=True)


# ---- jobs by themselves -----------------------------------------------------------------

@case("SetAsCallback", "that it was called with the job's result", local=True)
def set_as_callback(bench):
    kind = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_int, ctypes.c_int)
    bench.callback = kind(lambda user, operation, result: bench.done.append(result))  # kept while it may be called
    return bench.call("SetAsCallback", bench.callback, None), None


def read_by_itself(bench):
    bench.buffer = room(4)
    bench.state.write("M", 0, 2, b"done")
    check_equal("a job begins", bench.call("AsMBRead", 2, 4, ctypes.byref(bench.buffer)), 0)
    bench.tap.forget()


@case("CheckAsCompletion", "the memory", local=True)
def check_as_completion(bench):
    read_by_itself(bench)
    result = ctypes.c_int(-1)
    until("the job is done", lambda: bench.call("CheckAsCompletion", ctypes.byref(result)) == snap7.JOB_COMPLETE)
    until("the callback was called", lambda: 0 in bench.done)  # perhaps for the job before it, too
    check_equal("results", (result.value, bytes(bench.buffer)), (0, b"done"))
    bench.tap.forget()
    return 0, None


@case("WaitAsCompletion", "the memory", local=True)
def wait_as_completion(bench):
    read_by_itself(bench)
    code = bench.call("WaitAsCompletion", WAIT)
    bench.tap.forget()
    return code, lambda: check_equal("octets", bytes(bench.buffer), b"done")


@case("GetExecTime", "-", local=True)
def get_exec_time(bench):
    milliseconds = ctypes.c_int(-1)
    code = bench.call("GetExecTime", ctypes.byref(milliseconds))
    return code, lambda: check_equal("a time", milliseconds.value >= 0, True)


@case("GetLastError", "the refusal of the call before", local=True)
def get_last_error(bench):
    refused = bench.call("MBRead", 1 << 20, 1, ctypes.byref(room(1)))
    bench.tap.forget()
    last = ctypes.c_int32(0)
    code = bench.call("GetLastError", ctypes.byref(last))
    return code, lambda: check_equal("code", (last.value & 0xFFFFFFFF, bool(refused)), (refused, True))


@case("ErrorText", "that there is one", local=True)
def error_text(bench):
    return 0, lambda: check_equal("a text", bool(bench.library.text(0x00100000)), True)


# ---- the table -----------------------------------------------------------------

def play(bench, name, function, traits):
    """One cell."""
    if not traits.get("local") and name not in ("Connect", "ConnectTo", "Disconnect"):
        bench.connected()
    silent = traits.get("silence") and bench.cpu == "LOGO!"
    parameter(bench, snap7.RECV_TIMEOUT, ctypes.c_int32, SILENCE if silent else PATIENCE)
    bench.tap.forget()
    code, check = function(bench)
    seen = bench.tap.seen()
    if code:
        if code < OF_THE_CPU:
            return f"refused: a code of the transport; wire `{seen}`"  # which one depends on who is faster
        return f"refused: `{code:08X}` {bench.library.text(code).split(' : ')[-1]}; wire `{seen}`"
    if traits.get("local"):
        check_equal("nothing was asked", bench.tap.asked(), False)
    if check:
        check()
    return "n/a" if traits.get("local") else "ok"


def play_all(name, sieben, service, work):
    cells, library = {}, snap7.Library()
    with served(sieben, service, work, name) as (port, state), Tap(port) as tap:
        bench = Bench(library, tap, state, name)
        bench.call("SetParam", snap7.REMOTE_PORT, ctypes.byref(ctypes.c_uint16(tap.port)))
        parameter(bench, snap7.PDU_REQUEST, ctypes.c_uint16, 480)
        bench.connect()
        for call, _, function, traits in cases:
            try:
                cells[call] = play(bench, call, function, traits)
            except (AssertionError, Missing, PeerError) as error:
                raise SystemExit(f"FAIL {name}: Cli_{call}: {error}") from error
        bench.call("Disconnect")
    return cells, library


def main():
    sieben, service, document, work = sys.argv[1], sys.argv[2], Path(sys.argv[3]), Path(sys.argv[4])
    columns = {}
    for name in CPUS:
        columns[name], library = play_all(name, sieben, service, work)
        check_equal("functions exported and called", sorted(set(library.called)), library.exported())
    rows = [(f"`Cli_{call}`", *(columns[name][call] for name in CPUS), checked) for call, checked, _, _ in cases]
    check_section(document, "libsnap7", f"python-snap7 1.4.1, all {len(library.exported())} functions for clients that its"
                  f" libsnap7 exports. The S7-300 has access level read and a password.", table(COLUMNS, rows))
    print(f"libsnap7: {len(rows)} calls on {len(CPUS)} CPUs")
    sys.stdout.flush()
    os._exit(0)  # threads of the peer may linger


main()

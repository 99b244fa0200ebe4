# SPDX-License-Identifier: MIT
"""Cases of snap7_services.py: who the CPU is, its clock, its mode and its password."""
import ctypes
import struct
from datetime import datetime

import snap7_library as snap7
from cpu_state import DB_SIZE, FIRMWARE, IDENTITY, PASSWORD, check_identity, near
from interop import check_equal
from snap7_case import WAIT, case


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

# SPDX-License-Identifier: MIT
"""Cases of snap7_services.py: the connection, and reading and writing of data."""
import ctypes
import os
import struct

import snap7_library as snap7
from cpu_state import until
from foreign_peer import PeerError
from interop import check_equal
from snap7_case import PATIENCE, case, parameter
from snap7_library import BYTE, octets, room


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

# SPDX-License-Identifier: MIT
"""Cases of snap7_services.py: blocks, with the password and without it, and jobs that run by themselves."""
import ctypes
import struct

import snap7_library as snap7
from cpu_state import DB_SIZE, until
from interop import check_equal
from snap7_case import WAIT, Missing, case
from snap7_library import octets, room

BLOCK_NUMBER = 77


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

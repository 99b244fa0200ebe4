# SPDX-License-Identifier: MIT
"""snap7_services.py SIEBEN SERVICE DOCUMENT WORK: every function that libsnap7 exports for clients, called through
python-snap7 1.4.1 on virtual CPUs; a table of docs/conformance-peers.md.

A case calls one function.  What it asked the CPU goes through a tap, which says what was refused on the wire; what it
got, or did, is compared with the state that the CPU tells another client (cpu_state.py), or with its plant file.
"""
import ctypes
import os
import sys
from pathlib import Path

import snap7_library as snap7
from cpu_state import CPUS, served
from document import check_section, table
from foreign_peer import PeerError
from interop import check_equal
from snap7_case import PATIENCE, SILENCE, Bench, Missing, cases, parameter
from tap import Tap

import snap7_data_cases  # noqa: F401  (the cases enter themselves, in this order)
import snap7_cpu_cases  # noqa: F401
import snap7_block_cases  # noqa: F401

OF_THE_CPU = 0x00100000  # codes below are those of sockets and of ISO-on-TCP
COLUMNS = ("call", *CPUS, "an *ok* is checked against")


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

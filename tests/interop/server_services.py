# SPDX-License-Identifier: MIT
"""server_services.py SIEBEN SERVICE DOCUMENT: our client's services beside reading and writing on a snap7 server, run
by the Python of its environment.  What the server answers is a table of docs/conformance-peers.md; whether it stops and
starts is seen in the server itself.
"""
import json
import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path

from document import check_section, table
from foreign_peer import PeerError, Program
from interop import check_equal, free_port
from snap7_peer import VERSION, Server

CPP = VERSION.startswith("1.")
LISTS = (("0000",), ("0011",), ("001C",), ("0131", "1"), ("0132", "4"), ("0424",), ("0074",), ("00FF",))
OTHER_TIME = "2016-02-29 23:59:50"


def ask(sieben, target, command, *arguments):
    result = subprocess.run([sieben, command, target, *arguments, "--json"], text=True, capture_output=True,
                            stdin=subprocess.DEVNULL, timeout=60)
    if "Sanitizer" in result.stderr:
        raise SystemExit(result.stderr)
    return result.returncode, json.loads(result.stdout)


def failure(error):
    code = error["codes"]["peer_code"]
    return error["id"] + (f", `{code >> 8:02X} {code & 0xFF:02X}`" if code else "")


def of_list(document):
    return (failure(document["error"]) if document["error"]
            else f"{document['record_count']} records of {document['record_size']} octets")


def of_info(document):
    identity = document["identity"]
    rest = [f"{one['id']:04X} {failure(one['error'])}" for one in document["lists"] if one["error"]]
    told = f"{identity['order_number']}, firmware {identity['firmware'] or 'not told'}, asked for {len(document['lists'])}"
    return told + (f"; {', '.join(rest)}" if rest else "")


def of_diag(document):
    return failure(document["error"]) if document["error"] else f"events, the newest: {document['events'][0]['text']}"


def of_control(document):
    if document["error"]:
        return failure(document["error"])
    return f"mode {document['mode']}, switch {document['mode_switch']}"


def off(reading):
    """Seconds between the server's clock and this machine's."""
    return abs((datetime.fromisoformat(reading["clock"]) - datetime.now()).total_seconds())


def of_clock(document):
    if document["error"]:
        return failure(document["error"])
    check_equal("the clock is this machine's", off(document["reading"]) < 5, True)
    return "this machine's time"


def of_clock_set(document):
    """What a clock shows after it took another time."""
    if document["error"]:
        return failure(document["error"])
    kept = off(document["set"]["reading"]) < 5
    return "acknowledged; the clock stays as it was" if kept else "the clock is set"


def change(sieben, target, server, action):
    """The server's own view tells whether it did it."""
    name = ask(sieben, target, "control", action, "--confirm", "?")[1]["name"]
    document = ask(sieben, target, "control", action, "--confirm", name)[1]
    status = str(server.server.get_status()[1]).replace("S7CpuStatus", "")
    done = {True: "acknowledged", False: "not done", None: "not known"}[document["done"]]
    if CPP:
        check_equal(f"the server after {action}", status, {"stop": "Stop", "start": "Run"}[action])
    told = f"; mode read back: {document['mode']}" if document["mode"] else ""
    error = f", {failure(document['error'])}" if document["error"] else ""
    return f"{done}{error}{told}; the server's own status: {status}"


def plain(program, *words):
    try:
        return " ".join(["answered", *program.ask(*words)])
    except PeerError as error:
        return str(error)


def main():
    sieben, service, document = sys.argv[1], sys.argv[2], Path(sys.argv[3])
    server, port = Server({("DB", 1): bytearray(100)}), free_port()
    server.start(port)
    target = f"127.0.0.1:{port}/0.2"
    rows = [("`sieben info`", of_info(ask(sieben, target, "info")[1])),
            ("`sieben info --deep`", of_info(ask(sieben, target, "info", "--deep")[1]))]
    rows += [(f"`sieben szl {' '.join(one)}`", of_list(ask(sieben, target, "szl", *one)[1])) for one in LISTS]
    rows += [("`sieben diag`", of_diag(ask(sieben, target, "diag")[1])),
             ("`sieben control status`", of_control(ask(sieben, target, "control", "status")[1])),
             ("`sieben control stop`", change(sieben, target, server, "stop")),
             ("`sieben control start`", change(sieben, target, server, "start")),
             ("`sieben control start --cold`, by `s7_posix_start()`", ""),
             ("`sieben clock`", of_clock(ask(sieben, target, "clock")[1])),
             ("`sieben clock --set`", of_clock_set(ask(sieben, target, "clock", "--set", OTHER_TIME, "--yes")[1]))]
    program = Program([service, port, "0.2"], {})
    rows[-3] = (rows[-3][0], plain(program, "cold", "-"))
    rows.append(("`s7_posix_password()`, then `s7_posix_password_clear()`", plain(program, "password", "Secret1")))
    program.end()
    server.stop()
    title = f"Our client on {'libsnap7' if CPP else 'python-snap7 3'}'s server"
    said = "The server of python-snap7 1.4.1." if CPP else "The server written in Python."
    check_section(document, title, said, table(("call", "what it answers"), rows))
    print(f"{title}: {len(rows)} calls")
    sys.stdout.flush()
    os._exit(0)  # threads of the peer may linger


main()

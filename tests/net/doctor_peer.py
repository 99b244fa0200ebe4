# SPDX-License-Identifier: MIT
"""Servers of others (scripts/peers.sh): the doctor says what is true of them."""
import os

from doctor_case import HERE, Case

PEERS = os.path.join(HERE, "..", "..", "build", "peers")
TOLD = "6ES7 315-2EH14-0AB0"  # what libsnap7's server says it is


def snap7(cause, made, sign, db=100, memory=100, status=8, most_partners=0, version="1.4.1", **more):
    by = "libsnap7" if version == "1.4.1" else f"python-snap7 {version}"
    python = os.path.join(PEERS, f"python-snap7-{version}", "bin", "python")
    words = (os.path.join(HERE, "peer_station.py"), "{to}", str(db), str(memory), str(status),
             str(most_partners))
    return Case(cause, made, by, sign, server=(python, *words), ready="ready", told={"model": TOLD, **more.pop("told", {})},
                **more)


MEMORY = {"jobs": [{"get": {"from": "P#M90.0 BYTE 10", "receive": "P#M0.0 BYTE 10", "every": "5s"}}]}


def of(version):
    return [
        snap7("", "nothing is the matter", "", version=version),
        snap7("DB_MISSING", "no such DB", "DB_MISSING", db=0, version=version),
        snap7("DB_SHORT", "a DB of 95 octets", "DB_SHORT", db=95, version=version),
        snap7("AREA_SHORT", "bit memory of 64 octets", "AREA_SHORT", memory=64, link=MEMORY, version=version),
        snap7("DEVICE_REPLACED", "another order number than in the plant file", "IDENTITY_OTHER", first="WRONG_DEVICE",
              told={"model": "6ES7 317-2EK14-0AB0"}, version=version),
        snap7("STOPPED", "CPU status STOP", "STATE_STOP", status=4, version=version),
    ]


CASES = [
    *of("1.4.1"),
    *of("3")[:-1],  # its server is always in RUN
    snap7("BACKLOG_FULL", "one partner at most, and it is there", "LISTENER_CLOSED", most_partners=1, holder="1",
          first="PROXY", alone=True),
]

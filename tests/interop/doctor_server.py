# SPDX-License-Identifier: MIT
"""doctor_server.py SIEBEN DOCUMENT: the doctor on a snap7 server (doctor_checks.py), run by the Python of the peer's
environment.
"""
import os
import sys

from doctor_checks import check_doctor, stop_by_us
from snap7_peer import VERSION, Server

CPP = VERSION.startswith("1.")
SAID = "The server of python-snap7 1.4.1." if CPP else "The server written in Python."

check_doctor(Server, "libsnap7" if CPP else "python-snap7 3", SAID, *sys.argv[1:3], CPP, stop_by_us(sys.argv[1]))
sys.stdout.flush()
os._exit(0)  # threads of the peer may linger

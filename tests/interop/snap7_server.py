# SPDX-License-Identifier: MIT
"""snap7_server.py SIEBEN CLIENT SCAN: our clients on a snap7 server (server_checks.py), run by the Python of the peer's
environment.
"""
import os
import sys

from interop import chance
from server_checks import check_server
from snap7_peer import VERSION, Server

check_server(Server, *sys.argv[1:4], chance())
print(f"python-snap7 {VERSION} as server: equal to the octet")
sys.stdout.flush()
os._exit(0)  # threads of the peer may linger

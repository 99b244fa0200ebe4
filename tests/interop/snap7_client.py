# SPDX-License-Identifier: MIT
"""snap7_client.py SIEBEN WORK: a snap7 client on `sieben cpu` (client_checks.py), run by the Python of the peer's
environment.
"""
import os
import sys
from pathlib import Path

from client_checks import check_client
from interop import chance
from snap7_peer import VERSION, Client

check_client(Client, sys.argv[1], Path(sys.argv[2]), chance())
print(f"python-snap7 {VERSION} as client: equal to the octet")
sys.stdout.flush()
os._exit(0)  # threads of the peer may linger

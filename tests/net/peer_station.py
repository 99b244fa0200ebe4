# SPDX-License-Identifier: MIT
"""peer_station.py ADDRESS DB MEMORY STATUS MOST: snap7's server with DB100 of that size (0: none), bit memory, operating
mode, and at most so many partners (0: as it is).  Run by the Python of the peer; ends with its input.
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "interop"))
from snap7_peer import Server  # noqa: E402

address, block, memory, status, most = sys.argv[1], *map(int, sys.argv[2:])
areas = {("M", 0): bytearray(memory)}
if block:
    areas["DB", 100] = bytearray(block)
station = Server(areas)
if most:
    station.server.set_param(11, most)  # p_i32_MaxClients
station.server.start_to(address, 102)
if hasattr(station.server, "set_cpu_status"):
    station.server.set_cpu_status(status)
print("ready", flush=True)
sys.stdin.read()
os._exit(0)  # threads of the peer may linger

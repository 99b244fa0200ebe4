# SPDX-License-Identifier: MIT
"""foreign_server.py PEER FOLDER SIEBEN CLIENT SCAN WORK: our clients on a server in another language (server_checks.py)."""
import sys
from pathlib import Path

from foreign_peer import SERVERS, Server
from interop import chance
from server_checks import check_server


def main():
    name, folder, program, client, scan, work = sys.argv[1:]
    folder, work = Path(folder), Path(work)
    work.mkdir(parents=True, exist_ok=True)
    command, environment = SERVERS[name](folder, work)
    check_server(lambda areas: Server(command, environment, areas), program, client, scan, chance())
    print(f"{name} as server: equal to the octet")


main()

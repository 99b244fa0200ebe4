# SPDX-License-Identifier: MIT
"""foreign_server.py PEER FOLDER SIEBEN CLIENT WORK: our clients on a server in another language (server_checks.py)."""
import sys
from pathlib import Path

from foreign_peer import SERVERS, Server
from interop import chance
from server_checks import check_server


def main():
    name, folder, program, client, work = sys.argv[1], Path(sys.argv[2]), sys.argv[3], sys.argv[4], Path(sys.argv[5])
    work.mkdir(parents=True, exist_ok=True)
    command, environment = SERVERS[name](folder, work)
    check_server(lambda areas: Server(command, environment, areas), program, client, chance())
    print(f"{name} as server: equal to the octet")


main()

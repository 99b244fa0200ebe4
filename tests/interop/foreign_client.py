# SPDX-License-Identifier: MIT
"""foreign_client.py PEER FOLDER SIEBEN WORK: a client in another language on `sieben cpu` (client_checks.py)."""
import sys
from pathlib import Path

from client_checks import check_client
from foreign_peer import CLIENTS
from interop import chance


def main():
    name, folder, program, work = sys.argv[1], Path(sys.argv[2]), sys.argv[3], Path(sys.argv[4])
    work.mkdir(parents=True, exist_ok=True)
    kind, prepare = CLIENTS[name]
    command, environment = prepare(folder, work)
    check_client(lambda: kind(command, environment), program, work, chance())
    print(f"{name} as client: equal to the octet")


main()

# SPDX-License-Identifier: MIT
"""foreign_client.py PEER FOLDER SIEBEN WORK: a client in another language on `sieben cpu` (client_checks.py)."""
import sys
import traceback
from pathlib import Path

from client_checks import check_client
from foreign_peer import CLIENTS
from interop import chance

# About one run in ten ends in a TimeoutException of its own, after netty's "Failed to mark a promise".
RESTLESS = {"plc4x"}


def main():
    name, folder, program, work = sys.argv[1], Path(sys.argv[2]), sys.argv[3], Path(sys.argv[4])
    work.mkdir(parents=True, exist_ok=True)
    kind, prepare = CLIENTS[name]
    command, environment = prepare(folder, work)
    checks = lambda: check_client(lambda: kind(command, environment), program, work, chance())
    try:
        checks()
    except Exception:
        if name not in RESTLESS:
            raise
        traceback.print_exc()  # kept in the log: one such failure is told, two are a failure
        checks()
    print(f"{name} as client: equal to the octet")


main()

# SPDX-License-Identifier: MIT
"""doctor_foreign_server.py PEER FOLDER SIEBEN DOCUMENT WORK: the doctor on a server in another language
(doctor_checks.py).
"""
import sys
from pathlib import Path

from doctor_checks import check_doctor, stop_by_us
from foreign_peer import SERVERS, Server


def main():
    name, folder, sieben, document, work = sys.argv[1:]
    Path(work).mkdir(parents=True, exist_ok=True)
    command, environment = SERVERS[name](Path(folder), Path(work))
    check_doctor(lambda areas: Server(command, environment, areas), name, "libsnap7 once more, in another program.", sieben,
                 document, True, stop_by_us(sieben))


main()

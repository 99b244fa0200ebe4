# SPDX-License-Identifier: MIT
"""python_services.py SIEBEN SERVICE DOCUMENT WORK: the client of python-snap7 3, written in Python, and its calls of
services.py; run by the Python of its environment.
"""
import os
import sys
from datetime import datetime
from pathlib import Path

from document import check_section
from foreign_peer import PeerError
from services import play_services
from snap7 import Block, Client

HEAD = 4  # its data begin with size and number of the records
CALLS = {
    "cpu_info": "get_cpu_info", "order_code": "get_order_code", "cp_info": "get_cp_info", "status": "get_cpu_state",
    "protection": "get_protection", "szl": "read_szl", "szl_list": "read_szl_list", "clock": "get_plc_datetime",
    "set_clock": "set_plc_datetime", "set_system_clock": "set_plc_system_datetime", "stop": "plc_stop",
    "password": "set_session_password", "compress": "compress", "copy": "copy_ram_to_rom", "hot_start": "plc_hot_start",
    "cold_start": "plc_cold_start", "clear_password": "clear_session_password", "list_blocks": "list_blocks",
    "block_info": "get_block_info",
}


class Peer:
    def __init__(self, port, rack, slot):
        self.client = Client()
        self.client.connect("127.0.0.1", rack, slot, port)

    def ask(self, word, *arguments):
        try:
            return getattr(self, word)(*arguments) or []
        except Exception as error:  # whatever it is made of, it is what the peer says
            raise PeerError(f"{type(error).__name__} {error}") from error

    def end(self):
        self.client.disconnect()

    def cpu_info(self):
        info = self.client.get_cpu_info()
        return [(one or b"\0").hex() for one in (
            info.ModuleTypeName, info.SerialNumber, info.ASName, info.Copyright, info.ModuleName)]

    def order_code(self):
        return [self.client.get_order_code().OrderCode.hex()]

    def cp_info(self):
        info = self.client.get_cp_info()
        return [info.MaxPduLength, info.MaxConnections]

    def status(self):
        return [{"S7CpuStatusRun": "run", "S7CpuStatusStop": "stop"}.get(self.client.get_cpu_state(), "unknown")]

    def protection(self):
        found = self.client.get_protection()
        return [found.sch_schal, found.sch_par, found.sch_rel, found.bart_sch, found.anl_sch]

    def szl(self, szl_id):
        found = self.client.read_szl(int(szl_id, 16), 0)
        return [bytes(value & 0xFF for value in found.Data[HEAD:found.Header.LengthDR]).hex()]

    def szl_list(self):
        return [bytes(value & 0xFF for value in self.client.read_szl_list()[HEAD:]).hex()]

    def clock(self):
        return list(self.client.get_plc_datetime().timetuple()[:6])

    def set_clock(self, *numbers):
        self.client.set_plc_datetime(datetime(*numbers))

    def set_system_clock(self):
        self.client.set_plc_system_datetime()

    def stop(self):
        self.client.plc_stop()

    def password(self, password):
        self.client.set_session_password(password)

    def compress(self):
        self.client.compress(1000)

    def copy(self):
        self.client.copy_ram_to_rom(1000)

    def hot_start(self):
        self.client.plc_hot_start()

    def cold_start(self):
        self.client.plc_cold_start()

    def clear_password(self):
        self.client.clear_session_password()

    def list_blocks(self):
        return [self.client.list_blocks().DBCount]

    def block_info(self):
        return [self.client.get_block_info(Block.DB, 1).MC7Size]


sieben, service, document, work = sys.argv[1:5]
body = play_services(Peer, CALLS, (sieben, service), Path(work))
check_section(Path(document), "python-snap7 3", "Its client in Python.", body)
print(f"python-snap7 3: {len(CALLS)} services")
sys.stdout.flush()
os._exit(0)  # threads of the peer may linger

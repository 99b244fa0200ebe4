# SPDX-License-Identifier: MIT
"""The virtual CPUs that services of peers are tried on, and their state as another client of ours reads it (service.c),
each time over a fresh connection.
"""
import contextlib
import struct
import time
from datetime import datetime

from foreign_peer import PeerError, Program
from interop import check_equal, virtual_cpu

IDENTITY = {
    "order_number": "6ES7 315-2EH14-0AB0", "station": "Line 4", "module": "PRESS", "plant_id": "=F01+B2",
    "copyright": "Original Siemens Equipment", "serial": "S C-X4U421302009", "type": "CPU 315-2 PN/DP",
    "memory_card": "MMC 41CA1F09",
}
FIRMWARE = (3, 2, 7)
PASSWORD, WRONG_PASSWORD = "Secret1", "Secret2"
DB_SIZE = 400
MODES = {0x04: "stop", 0x08: "run"}

CPUS = {  # name -> rack, slot, keys of its own
    "S7-300": (0, 2, f"profile: s7-300, access_level: read, password_file: password.txt, firmware: V3.2.7,"
                     f" identity: {{{', '.join(f'{key}: {text}' for key, text in IDENTITY.items())}}}"),
    "S7-1500": (0, 1, "profile: s7-1500, put_get: permitted"),
    "LOGO!": (0, 0, "profile: logo"),
}


class State:
    """What the CPU is now; None where it does not tell."""

    def __init__(self, program, port, rack, slot):
        self.program = Program([program, port, f"{rack}.{slot}"], {})

    def szl(self, szl_id, index=0):
        """The octets of a list, from its head on."""
        return bytes.fromhex(self.program.ask("szl", f"{szl_id:04x}", f"{index:04x}")[0])

    def record(self, szl_id, index):
        """The one record that a list has."""
        return self.szl(szl_id, index)[8:]

    def mode(self):
        return self._tell(lambda: MODES[self.record(0x0424, 0)[3]])

    def protection(self):
        return self._tell(lambda: struct.unpack_from(">5H", self.record(0x0132, 4), 2))

    def used(self):
        """Connections of the classes PG, OP."""
        return self._tell(lambda: struct.unpack_from(">2H", self.record(0x0132, 1), 6))

    def events(self):
        """Ids of the diagnostic buffer, the newest first."""
        octets = self.szl(0x00A0)[8:]
        return [struct.unpack_from(">H", octets, at)[0] for at in range(0, len(octets), 20)]

    def clock(self):
        return self._tell(lambda: datetime(*map(int, self.program.ask("clock"))))

    def set_clock(self, moment):
        self.program.ask("set-clock", *moment.timetuple()[:6])

    def read(self, area, db, start, count):
        return bytes.fromhex(self.program.ask("read", area, db, start, count)[0])

    def write(self, area, db, start, data):
        self.program.ask("write", area, db, start, data.hex())

    def start(self):
        """Back in RUN, whoever stopped it."""
        if self.mode() == "stop":
            self.program.ask("start", PASSWORD)

    def refuses(self, *question):
        """What it is refused with."""
        try:
            self.program.ask(*question)
        except PeerError as error:
            return str(error)
        raise AssertionError(f"{question} was not refused")

    @staticmethod
    def _tell(ask):
        try:
            return ask()
        except PeerError:
            return None

    def end(self):
        self.program.end()


def near(what, got, expected, seconds=2):
    if abs((got - expected).total_seconds()) > seconds:
        raise AssertionError(f"{what}: {got}, not about {expected}")


@contextlib.contextmanager
def served(sieben, service, work, name):
    """A CPU of CPUS: (port, its State)."""
    work.mkdir(parents=True, exist_ok=True)
    password = work / "password.txt"
    password.write_text(PASSWORD + "\n", encoding="utf-8")
    password.chmod(0o600)
    rack, slot, keys = CPUS[name]
    plant = work / f"{''.join(filter(str.isalnum, name))}.yaml"
    plant.write_text(f"sieben: 1\nplant: {{name: Services}}\ncpus:\n  SERVED: {{address: 127.0.0.1, {keys}, rack: {rack},"
                     f" slot: {slot}, dbs: {{1: {{size: {DB_SIZE}}}, 2: {{size: {DB_SIZE}}}}}}}\n", encoding="utf-8")
    with virtual_cpu(sieben, plant, "SERVED") as port:
        state = State(service, port, rack, slot)
        yield port, state
        state.end()


def until(what, condition, seconds=5):
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise AssertionError(f"it never happened: {what}")
        time.sleep(0.005)


def component(szl, index):
    """A text of list 001C: the record with this index."""
    size, count = struct.unpack_from(">2H", szl, 4)
    for at in range(8, 8 + size * count, size):
        if struct.unpack_from(">H", szl, at)[0] == index:
            return szl[at + 2:at + size].rstrip(b"\0 ").decode()
    return ""


def check_identity(state, told):
    """`told`: texts of the identity that a peer was told, by the keys of IDENTITY; they are those of the plant file,
    and the CPU says so to everyone."""
    check_equal("identity told to the peer", told, {key: IDENTITY[key] for key in told})
    places = {"station": 1, "module": 2, "plant_id": 3, "copyright": 4, "serial": 5, "type": 7, "memory_card": 8}
    szl = state.szl(0x001C)
    for key in told:
        if key in places:
            check_equal(f"{key} of SZL 001C", component(szl, places[key]), IDENTITY[key])

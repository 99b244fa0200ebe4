# SPDX-License-Identifier: MIT
"""libsnap7 as python-snap7 1.4.1 loads it: calls by their exported names, with what they leave behind."""
import ctypes
import subprocess

from snap7.client import Client
from snap7.types import BlocksList, S7CpuInfo, S7DataItem, S7OrderCode, S7Protection, S7SZL, S7SZLList, TS7BlockInfo

REMOTE_PORT, RECV_TIMEOUT, PDU_REQUEST = 2, 5, 10  # numbers of parameters
MK, DB = 0x83, 0x84
BYTE = 0x02
BLOCK_DB = 0x41
JOB_COMPLETE = 0
__all__ = ["BlocksList", "S7CpuInfo", "S7DataItem", "S7OrderCode", "S7Protection", "S7SZL", "S7SZLList",
           "TS7BlockInfo"]


class Tm(ctypes.Structure):
    _fields_ = [(name, ctypes.c_int) for name in ("sec", "min", "hour", "mday", "mon", "year", "wday", "yday", "isdst")]


class CpInfo(ctypes.Structure):
    """As the library writes it; python-snap7 1.4.1 declares four of 16 bits, and is overrun."""
    _fields_ = [(name, ctypes.c_int32) for name in ("pdu", "connections", "mpi_rate", "bus_rate")]


class Library:
    def __init__(self):
        self.client = Client()  # loads the library and calls Cli_Create
        self.lib, self.handle = self.client._lib, self.client._s7_client
        self.called = []

    def exported(self):
        """Names of all functions of a client that the library exports."""
        listed = subprocess.run(["nm", "-D", "--defined-only", self.lib._name], text=True, capture_output=True,
                                check=True).stdout
        return sorted(line.split()[-1] for line in listed.splitlines() if " Cli_" in line)

    def call(self, name, *arguments):
        """Cli_name on this client; its result, 0 or a code."""
        self.called.append(f"Cli_{name}")
        return getattr(self.lib, f"Cli_{name}")(self.handle, *arguments) & 0xFFFFFFFF

    def text(self, code):
        self.called.append("Cli_ErrorText")
        buffer = ctypes.create_string_buffer(256)
        self.lib.Cli_ErrorText(ctypes.c_int(code - (1 << 32) if code >> 31 else code), buffer, 256)
        return buffer.value.decode().strip()


def octets(data):
    return (ctypes.c_uint8 * len(data)).from_buffer_copy(data)


def room(size):
    """Octets that nobody has written."""
    return (ctypes.c_uint8 * size)(*[0xA5] * size)

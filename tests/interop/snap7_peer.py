# SPDX-License-Identifier: MIT
"""One face for two peers: python-snap7 1.4.1 (the C++ libsnap7) and python-snap7 3 (written in Python).

Octets go in and come out as bytes; a bit is one octet 00 or 01; `start` counts octets, for bits octet * 8 + bit.
"""
import ctypes
from importlib.metadata import version

AREAS = {"I": 0x81, "Q": 0x82, "M": 0x83, "DB": 0x84, "C": 0x1C, "T": 0x1D}
BYTE, BIT = 0x02, 0x01
ELEMENT = {0x1C: (0x1C, 2), 0x1D: (0x1D, 2)}  # area -> word length, octets of an element
VERSION = version("python-snap7")


class CppClient:
    CAN, ASKS, TURNS = {"elements", "odd items"}, 480, 200
    MISSING, BEYOND, BLOCKED = "not available", "out of range", "refused|not available"

    def __init__(self):
        from snap7.client import Client
        self.client = Client()

    def connect(self, port, rack, slot):
        self.client.connect("127.0.0.1", rack, slot, port)

    def close(self):
        self.client.disconnect()
        self.client.destroy()

    def pdu_length(self):
        return self.client.get_pdu_length()

    def _transfer(self, call, area, db, start, count, word_length, buffer):
        from snap7.common import check_error
        check_error(call(self.client._s7_client, AREAS[area], db, start, count, word_length, ctypes.byref(buffer)),
                    context="client")

    def read(self, area, db, start, count, bits=False):
        word_length, size = ELEMENT.get(AREAS[area], (BIT if bits else BYTE, 1))
        buffer = (ctypes.c_uint8 * (count * size))()
        self._transfer(self.client._lib.Cli_ReadArea, area, db, start, count, word_length, buffer)
        return bytes(buffer)

    def write(self, area, db, start, data, bits=False):
        word_length, size = ELEMENT.get(AREAS[area], (BIT if bits else BYTE, 1))
        buffer = (ctypes.c_uint8 * len(data)).from_buffer_copy(data)
        self._transfer(self.client._lib.Cli_WriteArea, area, db, start, len(data) // size, word_length, buffer)

    def _items(self, items, buffers):
        from snap7.types import S7DataItem
        array = (S7DataItem * len(items))()
        for slot, (area, db, start, _), buffer in zip(array, items, buffers):
            slot.Area, slot.WordLen, slot.Result = AREAS[area], BYTE, 0
            slot.DBNumber, slot.Start, slot.Amount = db, start, len(buffer)
            slot.pData = ctypes.cast(buffer, ctypes.POINTER(ctypes.c_uint8))
        return array

    def read_many(self, items):
        """items: (area, db, start, count); all in one telegram."""
        buffers = [(ctypes.c_uint8 * count)() for _, _, _, count in items]
        array = self._items(items, buffers)
        self.client.read_multi_vars(array)
        if any(item.Result for item in array):
            raise RuntimeError(f"item results {[hex(item.Result) for item in array]}")
        return [bytes(buffer) for buffer in buffers]

    def write_many(self, items):
        """items: (area, db, start, data); all in one telegram."""
        buffers = [(ctypes.c_uint8 * len(data)).from_buffer_copy(data) for _, _, _, data in items]
        self.client.write_multi_vars(list(self._items(items, buffers)))


class PythonClient:
    CAN, ASKS, TURNS = {"elements", "odd items"}, 480, 200
    MISSING, BEYOND, BLOCKED = "exist", "address", "0x81.*0x04"

    def __init__(self):
        from snap7 import Client
        self.client = Client()

    def connect(self, port, rack, slot):
        self.client.connect("127.0.0.1", rack, slot, port)

    def close(self):
        self.client.disconnect()

    def pdu_length(self):
        return self.client.pdu_length

    def read(self, area, db, start, count, bits=False):
        from snap7 import Area, WordLen
        return bytes(self.client.read_area(Area(AREAS[area]), db, start, count, WordLen.Bit if bits else None))

    def write(self, area, db, start, data, bits=False):
        from snap7 import Area, WordLen
        self.client.write_area(Area(AREAS[area]), db, start, bytearray(data), WordLen.Bit if bits else None)

    def read_many(self, items):
        from snap7 import Area
        _, values = self.client.read_multi_vars([{"area": Area(AREAS[area]), "db_number": db, "start": start,
                                                  "size": count} for area, db, start, count in items])
        return [bytes(value) for value in values]

    def write_many(self, items):
        """This peer writes one item after the other."""
        from snap7 import Area
        self.client.write_multi_vars([{"area": Area(AREAS[area]), "db_number": db, "start": start,
                                       "data": bytearray(data)} for area, db, start, data in items])


class CppServer:
    """areas: {(area, number): bytearray}; what clients write is seen through memory()."""
    STORES_BITS = True

    def __init__(self, areas):
        from snap7 import server, types
        self.server = server.Server(log=False)
        codes = {"I": types.srvAreaPE, "Q": types.srvAreaPA, "M": types.srvAreaMK, "C": types.srvAreaCT,
                 "T": types.srvAreaTM, "DB": types.srvAreaDB}
        self.buffers = {}
        for (area, number), data in areas.items():
            self.buffers[area, number] = (ctypes.c_uint8 * len(data)).from_buffer_copy(data)
            self.server.register_area(codes[area], number, self.buffers[area, number])

    def start(self, port):
        self.server.start_to("127.0.0.1", port)

    def stop(self):
        self.server.stop()
        self.server.destroy()

    def memory(self, area, number):
        return bytes(self.buffers[area, number])


class PythonServer:
    # It stores a written bit as the octet 00 or 01 instead of changing the bit, and takes only the first item of a
    # Write Var: what it cannot do is left out for it, not expected of it.
    STORES_BITS = False

    def __init__(self, areas):
        from snap7 import Server, SrvArea
        self.server = Server(log=False)
        codes = {"I": SrvArea.PE, "Q": SrvArea.PA, "M": SrvArea.MK, "C": SrvArea.CT, "T": SrvArea.TM, "DB": SrvArea.DB}
        self.areas = areas
        for (area, number), data in areas.items():
            self.server.register_area(codes[area], number, data)

    def start(self, port):
        self.server.start_to("127.0.0.1", port)

    def stop(self):
        self.server.stop()

    def memory(self, area, number):
        return bytes(self.areas[area, number])


Client, Server = (CppClient, CppServer) if VERSION.startswith("1.") else (PythonClient, PythonServer)

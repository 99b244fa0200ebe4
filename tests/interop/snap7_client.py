# SPDX-License-Identifier: MIT
"""snap7_client.py SIEBEN WORK: a snap7 client on `sieben cpu`, beside `sieben get` and `sieben put`.

Run by the Python of the peer's environment.  Every octet is compared: what the peer writes is what it reads and what
`sieben get` reads; what `sieben put` writes is what the peer reads; and nothing beside it changes.
"""
import os
import sys
from pathlib import Path

from interop import Sieben, chance, check_equal, virtual_cpu
from snap7_peer import VERSION, Client

PLANT = """sieben: 1
plant: {{name: interop}}
cpus:
  SERVED:
    address: 127.0.0.1
    profile: {profile}
    slot: {slot}
    put_get: permitted
    dbs:
      1: {{size: 2000}}
      2: {{size: 2000}}
      3: {{size: 40}}
"""


def refused(call, *arguments):
    try:
        call(*arguments)
    except Exception:  # each peer has its own
        return True
    return False


def check_areas(peer, sieben, random):
    """Areas of several PDUs, both ways."""
    data = random.randbytes(2000)
    peer.write("DB", 1, 0, data)
    check_equal("written and read by the peer", peer.read("DB", 1, 0, 2000), data)
    check_equal("written by the peer, read by sieben get", sieben.get_octets("DB1.DB", 0, 2000), data)
    data = random.randbytes(900)
    sieben.put_octets("DB2.DB", 7, data)
    check_equal("written by sieben put, read by the peer", peer.read("DB", 2, 0, 2000), bytes(7) + data + bytes(1093))
    peer.write("M", 0, 10, b"\x12\x34")
    check_equal("MW10", sieben.get("MW10:WORD"), 0x1234)
    check_equal("I, Q", peer.read("I", 0, 0, 4) + peer.read("Q", 0, 0, 4), bytes(8))
    check_equal("timers, counters", peer.read("T", 0, 5, 2) + peer.read("C", 0, 5, 1), bytes(6))


def check_bits(peer, sieben):
    """A bit is a bit: its neighbours stay."""
    peer.write("DB", 3, 0, b"\xff\x00" * 20)
    peer.write("DB", 3, 5 * 8 + 6, b"\x01", bits=True)
    peer.write("DB", 3, 6 * 8 + 1, b"\x00", bits=True)
    check_equal("bits set by the peer", peer.read("DB", 3, 4, 4), b"\xff\x40\xfd\x00")
    check_equal("bit read by the peer", peer.read("DB", 3, 5 * 8 + 6, 1, bits=True), b"\x01")
    check_equal("bit read by sieben get", [sieben.get(f"DB3.DBX{bit}") for bit in ("5.6", "6.1", "5.5")],
                [True, False, False])
    sieben.put("DB3.DBX5.6=false", "DB3.DBX5.0=true", "DB3.DBX6.1=true")
    check_equal("bits set by sieben put", peer.read("DB", 3, 4, 4), b"\xff\x01\xff\x00")


def check_items(peer):
    """Several items in one telegram."""
    peer.write_many([("DB", 1, 100, b"abc"), ("DB", 2, 200, b"defgh"), ("M", 0, 20, b"i")])
    check_equal("items", peer.read_many([("DB", 1, 99, 5), ("DB", 2, 200, 5), ("M", 0, 20, 1), ("DB", 3, 0, 1)]),
                [peer.read("DB", 1, 99, 5), b"defgh", b"i", peer.read("DB", 3, 0, 1)])
    check_equal("first item", peer.read("DB", 1, 100, 3), b"abc")


def check_refusals(peer, sieben):
    """What is not there is refused, and the connection goes on."""
    if not refused(peer.read, "DB", 99, 0, 4) or not refused(peer.read, "DB", 3, 38, 4):
        raise AssertionError("the peer read what is not there")
    if not refused(peer.write, "DB", 3, 38, b"1234"):
        raise AssertionError("the peer wrote beyond the end of the DB")
    check_equal("after refusals", peer.read("DB", 3, 36, 4), b"\xff\x00\xff\x00")
    check_equal("exit codes", [sieben.get_code("DB99.DBW0:INT"), sieben.get_code("DB3.DBD38:DINT")], [50, 50])


def check_random(peer, sieben, random):
    """A memory of our own beside it, changed by the peer and by sieben in turns."""
    model = bytearray(peer.read("DB", 1, 0, 2000))
    for turn in range(200):
        start = random.randrange(2000)
        data = random.randbytes(random.randint(1, min(700, 2000 - start)))
        if turn % 20 == 0:
            sieben.put_octets("DB1.DB", start, data)
        else:
            peer.write("DB", 1, start, data)
        model[start:start + len(data)] = data
        start = random.randrange(2000)
        count = random.randint(1, 2000 - start)
        check_equal(f"turn {turn}", peer.read("DB", 1, start, count), bytes(model[start:start + count]))
    check_equal("at the end", sieben.get_octets("DB1.DB", 0, 2000), bytes(model))


def main():
    program, work = sys.argv[1], Path(sys.argv[2])
    random = chance()
    work.mkdir(parents=True, exist_ok=True)
    for profile, slot, pdu_length in (("s7-300", 2, 240), ("s7-1500", 1, 480)):
        plant = work / f"{profile}.yaml"
        plant.write_text(PLANT.format(profile=profile, slot=slot))
        with virtual_cpu(program, plant, "SERVED") as port:
            sieben = Sieben(program, f"127.0.0.1:{port}/0.{slot}")
            peer = Client()
            peer.connect(port, 0, slot)
            check_equal("granted PDU length (the peer asks for 480)", peer.pdu_length(), pdu_length)
            check_areas(peer, sieben, random)
            check_bits(peer, sieben)
            check_items(peer)
            check_refusals(peer, sieben)
            check_random(peer, sieben, random)
            peer.close()
    print(f"python-snap7 {VERSION} as client: equal to the octet")
    sys.stdout.flush()
    os._exit(0)  # threads of the peer may linger


main()

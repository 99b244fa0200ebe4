# SPDX-License-Identifier: MIT
"""What every foreign client must do on `sieben cpu`, beside `sieben get` and `sieben put`.

Every octet is compared: what the peer writes is what it reads and what `sieben get` reads; what `sieben put` writes
is what the peer reads; and nothing beside it changes.  A peer has the face of snap7_peer.Client; what it cannot do,
or does its own way, is in its CAN and its words: see foreign_peer.py.
"""
import re

from interop import Sieben, check_equal, virtual_cpu

PLANT = """sieben: 1
plant: {{name: interop}}
cpus:
  SERVED:
    address: 127.0.0.1
    profile: {profile}
    slot: {slot}
    put_get: {put_get}
    dbs:
      1: {{size: 2000}}
      2: {{size: 2000}}
      3: {{size: 40}}
"""
CPUS = (("s7-300", 2, 240), ("s7-1500", 1, 960))  # profile, slot, PDU length at most


def refusal(call, *arguments):
    """What the peer says of a refusal; None: it was none."""
    try:
        call(*arguments)
    except Exception as error:  # each peer has its own
        return str(error) or type(error).__name__
    return None


def expect_refusal(what, pattern, call, *arguments):
    said = refusal(call, *arguments)
    if said is None:
        raise AssertionError(f"{what}: the peer got through")
    if not re.search(pattern, said, re.I):
        raise AssertionError(f"{what}: the peer says {said!r}, not {pattern!r}")
    print(f"{what}: {said[:160]}")


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
    if "elements" in peer.CAN:
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


def check_items(peer, sieben):
    """Several items in one telegram, the last of them odd; then others."""
    peer.write_many([("DB", 1, 100, b"abcd"), ("DB", 2, 200, b"ef"), ("M", 0, 20, b"i")])
    check_equal("items", peer.read_many([("DB", 1, 99, 5), ("DB", 2, 200, 3), ("M", 0, 20, 1), ("DB", 3, 0, 1)]),
                [peer.read("DB", 1, 99, 5), b"ef" + peer.read("DB", 2, 202, 1), b"i", peer.read("DB", 3, 0, 1)])
    check_equal("first item", sieben.get_octets("DB1.DB", 100, 4), b"abcd")
    check_equal("second item", sieben.get_octets("DB2.DB", 200, 2), b"ef")
    check_equal("third item", sieben.get_octets("M", 20, 1), b"i")
    odd = [("DB", 1, 110, b"odd"), ("DB", 2, 210, b"even")]
    if "odd items" in peer.CAN:
        peer.write_many(odd)
        check_equal("an odd item", sieben.get_octets("DB1.DB", 110, 3), b"odd")
        check_equal("after an odd item", sieben.get_octets("DB2.DB", 210, 4), b"even")
    else:
        expect_refusal("an odd item without its fill octet", "8500", peer.write_many, odd)
        check_equal("MB20 after the refusal", peer.read("M", 0, 20, 1), b"i")


def check_refusals(peer, sieben):
    """What is not there is refused, and the connection goes on."""
    expect_refusal("a DB that is not there", peer.MISSING, peer.read, "DB", 99, 0, 4)
    expect_refusal("reading beyond the end", peer.BEYOND, peer.read, "DB", 3, 38, 4)
    expect_refusal("writing beyond the end", peer.BEYOND, peer.write, "DB", 3, 38, b"1234")
    check_equal("after refusals", peer.read("DB", 3, 36, 4), b"\xff\x00\xff\x00")
    check_equal("exit codes", [sieben.get_code("DB99.DBW0:INT"), sieben.get_code("DB3.DBD38:DINT")], [50, 50])


def check_random(peer, sieben, random):
    """A memory of our own beside it, changed by the peer and by sieben in turns."""
    model = bytearray(peer.read("DB", 1, 0, 2000))
    for turn in range(peer.TURNS):
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


def check_blocked(new_peer, program, work):
    """PUT/GET switched off, as an S7-1500 is shipped: the connection stands, reading and writing are refused."""
    plant = work / "blocked.yaml"
    plant.write_text(PLANT.format(profile="s7-1500", slot=1, put_get="blocked"))
    with virtual_cpu(program, plant, "SERVED") as port:
        peer = new_peer()
        peer.connect(port, 0, 1)
        expect_refusal("PUT/GET off, reading", peer.BLOCKED, peer.read, "DB", 1, 0, 4)
        expect_refusal("PUT/GET off, writing", peer.BLOCKED, peer.write, "DB", 1, 0, b"1234")
        expect_refusal("PUT/GET off, reading again", peer.BLOCKED, peer.read, "M", 0, 0, 1)
        peer.close()


def check_client(new_peer, program, work, random):
    work.mkdir(parents=True, exist_ok=True)
    for profile, slot, most in CPUS:
        plant = work / f"{profile}.yaml"
        plant.write_text(PLANT.format(profile=profile, slot=slot, put_get="permitted"))
        with virtual_cpu(program, plant, "SERVED") as port:
            sieben = Sieben(program, f"127.0.0.1:{port}/0.{slot}")
            peer = new_peer()
            peer.connect(port, 0, slot)
            if peer.ASKS:
                check_equal(f"granted PDU length (asked: {peer.ASKS})", peer.pdu_length(), min(peer.ASKS, most))
            check_areas(peer, sieben, random)
            check_bits(peer, sieben)
            check_items(peer, sieben)
            check_refusals(peer, sieben)
            check_random(peer, sieben, random)
            peer.close()
    check_blocked(new_peer, program, work)

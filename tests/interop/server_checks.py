# SPDX-License-Identifier: MIT
"""`sieben get`, `sieben put`, a C program on the public client (client.c), one whose jobs are the function blocks PUT
and GET (examples/embed/scan.c), and the jobs of a plant (`sieben run`), on a foreign server.

A server has the face of snap7_peer.Server: memory() shows its memory, so every octet is compared where it landed.
"""
import json
import pathlib
import re
import subprocess
import tempfile

from interop import Sieben, check_equal, free_port


def pattern(size, factor, offset):
    return bytearray((index * factor + offset) & 0xFF for index in range(size))


def check_program(program, server, port, random):
    sieben = Sieben(program, f"127.0.0.1:{port}/0.1")
    check_equal("DB1 by sieben get", sieben.get_octets("DB1.DB", 0, 2000), bytes(pattern(2000, 7, 3)))
    data = random.randbytes(1100)
    sieben.put_octets("DB4.DB", 33, data)
    check_equal("DB4 by sieben put", server.memory("DB", 4), bytes(33) + data + bytes(1500 - 33 - 1100))
    sieben.put("MW100:WORD=16#ABCD")
    check_equal("MW100 by sieben put", server.memory("M", 0)[100:102], b"\xab\xcd")
    check_equal("MW100 by sieben get", sieben.get("MW100:WORD"), 0xABCD)
    sieben.put("DB4.DBD4:REAL=12.5")
    check_equal("REAL", server.memory("DB", 4)[4:8], bytes.fromhex("41480000"))
    code, document = sieben.run("get", sieben.target, "DB4.DBD4:REAL", "DB1.DBB1:BYTE", "MW100:INT", "DB3.DBX1.3")
    check_equal("several items", (code, [tag["value"] for tag in document["tags"]]), (0, [12.5, 10, -21555, True]))
    # More than the 20 items that these peers take in one telegram (the C++ one breaks down at more).
    tags = [f"DB1.DBB{offset}:BYTE" for offset in range(0, 164, 4)]
    code, document = sieben.run("get", sieben.target, *tags)
    check_equal("41 items", (code, [tag["value"] for tag in document["tags"]]),
                (0, [(offset * 7 + 3) & 0xFF for offset in range(0, 164, 4)]))
    if server.STORES_BITS:
        values = [(index * 11) & 0xFF for index in range(41)]
        sieben.put(*(f"DB4.DBB{1200 + 3 * index}:BYTE={value}" for index, value in enumerate(values)))
        check_equal("41 items by sieben put", list(server.memory("DB", 4)[1200:1323:3]), values)
    if sieben.get_code("DB99.DBW0:INT") < 30:
        raise AssertionError("a DB that is not there was read")
    if server.STORES_BITS:
        sieben.put("DB3.DBX0.1=false", "DB3.DBX2.7=true")
        check_equal("bits by sieben put", server.memory("DB", 3)[:4], b"\x0d\x0f\x80\x00")


SCANS = 100
SCANNED = re.compile(r"(PUT DONE|GET NDR) STATUS 0: .*; sent (\d+), received (\d+)")


def check_scan(scan, server, port):
    """PUT and GET in turn: what was sent comes back, each number once, and the last of them stands in the server."""
    result = subprocess.run([scan, "127.0.0.1", str(port), str(SCANS)], text=True, capture_output=True, timeout=60)
    lines = result.stdout.splitlines()
    while lines and " ERROR STATUS 1:" in lines[0]:  # the connection is being established
        lines.pop(0)
    calls = [match and (match[1], int(match[2]), int(match[3])) for match in map(SCANNED.fullmatch, lines)]
    if result.returncode != 0 or None in calls or len(calls) < 10:
        raise AssertionError(f"the scan ended with {result.returncode}:\n{result.stdout[-2000:]}{result.stderr}")
    sent = there = received = 0
    for at, (block, shown_sent, shown_received) in enumerate(calls):
        if block == "PUT DONE":
            there = sent
        else:
            received = there
        check_equal(f"call {at}, {block}: sent, received", (shown_sent, shown_received), (sent, received))
        sent += block == "GET NDR"
    check_equal("calls in turn", {one[0] for one in calls[::2]} & {one[0] for one in calls[1::2]}, set())
    landed = int.from_bytes(server.memory("DB", 100)[:4], "big")
    if landed not in (there, sent):  # a PUT may have been under way when the scans were over
        raise AssertionError(f"DB100 by the scan: {landed}, not {there} or {sent}")
    print(f"{len(calls)} calls of PUT and GET in {SCANS} scans, {landed} the last number sent")


PLANT = """\
sieben: 1
plant: {{name: Foreign}}
cpus:
  OURS:
    address: 127.0.0.1
    profile: s7-1500
    dbs:
      10: {{size: 400, access: standard}}
    simulate:
      - {{tag: "DB10.DBD0:REAL", wave: constant, min: 12.5, max: 12.5, period: 100ms}}
  THEIRS: {{address: "127.0.0.1:{port}", profile: s7-400, rack: 0, slot: 1, dbs: {{1: {{size: 2000}}, 4: {{size: 1500}}}}}}
connections:
  C-1:
    from: OURS
    to: THEIRS
    jobs:
      - put: {{send: P#DB10.DBX0.0 BYTE 20, to: P#DB4.DBX1400.0 BYTE 20, every: 50ms}}
      - get: {{from: P#DB1.DBX10.0 BYTE 200, receive: P#DB10.DBX100.0 BYTE 200, every: 50ms}}
      - get: {{from: P#DB99.DBX0.0 BYTE 2, receive: P#DB10.DBX50.0 BYTE 2, every: 50ms}}
"""


def check_run(program, server, port):
    """Jobs of a plant whose served side is the foreign server: a PUT, a GET, and one that it refuses."""
    with tempfile.TemporaryDirectory() as folder:
        plant = pathlib.Path(folder) / "plant.yaml"
        plant.write_text(PLANT.format(port=port), encoding="utf-8")
        result = subprocess.run([program, "run", plant, "--play", "OURS", "--listen", "OURS=127.0.0.1:0", "--write-live",
                                 "--for", "2s", "--json"], text=True, stdin=subprocess.DEVNULL, capture_output=True,
                                timeout=60)
    try:
        put, get, missing = json.loads(result.stdout)["jobs"]
    except ValueError as error:
        raise AssertionError(f"sieben run ended with {result.returncode}:\n{result.stderr}") from error
    for job in (put, get):
        if job["completions"] < 3 or job["errors"]:
            raise AssertionError(f"{job['kind']} on the foreign server: {job}")
    check_equal("what the PUT of the run wrote", server.memory("DB", 4)[1400:1420], bytes.fromhex("41480000") + bytes(16))
    check_equal("what the GET of the run brought", bytes.fromhex(get["value"].replace(" ", "")[:32]),
                bytes(pattern(2000, 7, 3)[10:26]))
    check_equal("a DB that is not there", (missing["status"], missing["completions"], result.returncode), (8, 0, 1))
    print(f"{put['completions']} PUT and {get['completions']} GET of a plant's jobs")


def check_server(new_server, program, client, scan, random):
    server = new_server({("DB", 1): pattern(2000, 7, 3), ("DB", 2): bytearray(1500),
                         ("DB", 3): bytearray(b"\x0f\x0f" + bytes(18)), ("DB", 4): bytearray(1500),
                         ("DB", 100): bytearray(20),
                         ("M", 0): bytearray(256)})
    port = free_port()
    server.start(port)  # listens when it returns
    check_program(program, server, port, random)
    result = subprocess.run([client, str(port), "bits" if server.STORES_BITS else "octets"], text=True,
                            capture_output=True, timeout=60)
    if result.returncode != 0:
        raise AssertionError(f"the C client ended with {result.returncode}:\n{result.stdout}{result.stderr}")
    check_equal("DB2 by the C client", server.memory("DB", 2), bytes(pattern(1500, 5, 1)))
    if server.STORES_BITS:
        check_equal("bits by the C client", server.memory("DB", 3)[4:8], b"\x00\x40\x00\x00")
    check_scan(scan, server, port)
    check_run(program, server, port)
    server.stop()

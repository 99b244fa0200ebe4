#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""`sieben capture show --json` tells of every PDU of every capture what another reader tells: kind, reference, function,
error, addresses of items, return codes, values.

capture_show_test.py SIEBEN PROJECT

S7_CAPTURES: folder of the captures, default ../shared/captures beside the project.  Without it or without tshark the
test is skipped (77), or fails when S7_REQUIRE names captures.

PDUs that differ are listed in capture_show_differences.tsv with their cause: one that is not there fails, one that does
not differ any more fails, and they are one in a hundred at most.
"""
import json
import os
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

AREAS = {0x1C: "C", 0x1D: "T", 0x81: "I", 0x82: "Q", 0x83: "M", 0x84: "DB"}
BITS = {1: 1, 2: 8, 3: 8, 4: 16, 5: 16, 6: 32, 7: 32, 8: 32, 0x1C: 16, 0x1D: 16}
KINDS = {1: "Job", 2: "Ack", 3: "Ack_Data", 7: "Userdata"}
READ_VAR, WRITE_VAR = 4, 5
TABLES = {2, 8, 9}  # group 1: variable status, modify variable, force
TABLE_AREAS = {0: "M", 1: "I", 2: "Q", 7: "DB"}
TABLE_BITS = {0: 1, 1: 8, 2: 16, 3: 32}


def skip(why):
    print(f"skipped: {why}")
    sys.exit(1 if "captures" in os.environ.get("S7_REQUIRE", "").split(",") else 77)


def shown(field):
    return int(field.get("show"), 0)


def first(proto, name):
    """The number that a field shows, None: there is none."""
    field = proto.find(f".//field[@name='{name}']")
    return None if field is None or not field.get("show") else shown(field)


def their_item(item):
    """(area, DB, first bit, bits) of an item that has an S7ANY address; None: of another kind, or no data of a CPU."""
    fields = {name: first(item, f"s7comm.param.item.{name}") for name in ("area", "db", "address", "transp_size", "length")}
    if None in fields.values() or fields["area"] not in AREAS or fields["transp_size"] not in BITS:
        return None
    numbered = fields["area"] in (0x1C, 0x1D)
    bits = 16 if numbered else BITS[fields["transp_size"]]
    address = fields["address"] * 16 if numbered else fields["address"]
    return (AREAS[fields["area"]], fields["db"] if fields["area"] == 0x84 else 0, address, bits * fields["length"])


def their_table_item(item):
    """The same of an item of a variable table."""
    code, db, octet, count, bit = (first(item, f"s7comm.varstat.req.{name}") for name in
                                   ("memory_area", "db_number", "startaddress", "repetition_factor", "bitpos"))
    if code is None or code >> 4 not in TABLE_AREAS or code & 15 not in TABLE_BITS:
        return None
    return (TABLE_AREAS[code >> 4], db if code >> 4 == 7 else 0, octet * 8 + (bit or 0), TABLE_BITS[code & 15] * (count or 1))


def data_items(proto):
    return [item for item in proto.iter("field") if item.get("name") == "s7comm.data.item"]


def value_of(item):
    """The octets of a value in hex digits."""
    field = item.find(".//field[@name='s7comm.resp.data']")
    return "" if field is None else field.get("value")


def their_pdu(proto):
    """What is compared, of one PDU."""
    rosctr = first(proto, "s7comm.header.rosctr")
    function = first(proto, "s7comm.param.func")
    userdata = rosctr == 7
    code = first(proto, "s7comm.param.errcod") if userdata else \
        (first(proto, "s7comm.header.errcls") or 0) << 8 | (first(proto, "s7comm.header.errcod") or 0)
    items, codes = [], []
    if function in (READ_VAR, WRITE_VAR) and rosctr == 1:
        items = [their_item(item) for item in proto.iter("field") if item.get("name") == "s7comm.param.item"]
    if function in (READ_VAR, WRITE_VAR) and rosctr == 3:
        codes = [first(item, "s7comm.data.returncode") for item in data_items(proto)]
    is_table = first(proto, "s7comm.param.userdata.funcgroup") == 1 and \
        first(proto, "s7comm.param.userdata.subfunc") in TABLES
    if is_table and first(proto, "s7comm.param.userdata.type") == 4:
        items = [their_table_item(item) for item in proto.iter("field") if item.get("name") == "s7comm.param.item"]
    if is_table and first(proto, "s7comm.param.userdata.type") == 0:
        codes = [first(item, "s7comm.data.returncode") for item in data_items(proto)]
    values = [value_of(item) for item in data_items(proto)] if is_table or function in (READ_VAR, WRITE_VAR) else []
    data = first(proto, "s7comm.data.returncode") if userdata else None
    return {"kind": KINDS.get(rosctr), "reference": first(proto, "s7comm.header.pduref"), "function": function,
            "group": first(proto, "s7comm.param.userdata.funcgroup"),
            "subfunction": first(proto, "s7comm.param.userdata.subfunc"), "code": code or 0, "return_code": data,
            "items": items, "codes": codes, "values": [value for value in values if value]}


def theirs(capture):
    """All of them as (frame, what)."""
    process = subprocess.run(["tshark", "-n", "-r", capture, "-Y", "s7comm && !tcp.analysis.retransmission", "-T", "pdml"],
                             check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    pdus = []
    for packet in ElementTree.fromstring(process.stdout).iter("packet"):
        frame = int(packet.find("proto[@name='geninfo']/field[@name='num']").get("show"))
        pdus += [(frame, their_pdu(proto)) for proto in packet.iter("proto") if proto.get("name") == "s7comm"]
    return pdus


def our_pdu(event):
    """The same of one document."""
    variables = event.get("function") in (READ_VAR, WRITE_VAR) or \
        event.get("group") == 1 and event.get("subfunction") in TABLES
    items = [None if item["opaque"] else (item["area"], item["db"], item["first_bit"], item["bits"])
             for item in event.get("items", ()) if variables and event["role"] == "request"]
    codes = [int(item["return_code"], 16) for item in event.get("items", ())
             if variables and event["role"] != "request" and item["return_code"]]
    return {"kind": event.get("kind"), "reference": event.get("reference"), "function": event.get("function"),
            "group": event.get("group"), "subfunction": event.get("subfunction"),
            "code": int(event.get("code") or "0", 16),
            "return_code": None if event.get("return_code") is None else int(event["return_code"], 16),
            "items": items, "codes": codes,
            "values": [item["hex"] for item in event.get("items", ()) if variables and item.get("hex")]}


def ours(program, capture):
    lines = subprocess.run([program, "capture", "show", "--json", capture], check=True, stdout=subprocess.PIPE,
                           stderr=subprocess.DEVNULL, text=True).stdout.splitlines()
    events = [json.loads(line) for line in lines]
    return [(event["packet"], our_pdu(event)) for event in events if event["event"] == "pdu"]


def numbered(pdus):
    """By (frame, how many of that frame came before)."""
    table, counts = {}, {}
    for frame, pdu in pdus:
        table[(frame, counts.get(frame, 0))] = pdu
        counts[frame] = counts.get(frame, 0) + 1
    return table


def differences(capture, mine, other):
    """One line for each PDU that differs."""
    here, there = numbered(mine), numbered(other)
    found = {}
    for key in sorted(here.keys() | there.keys()):
        one, two = here.get(key), there.get(key)
        if one == two:
            continue
        names = [name for name in (one or two) if not one or not two or one[name] != two[name]]
        found[(capture.name, "%d.%d" % key, ",".join(names) if one and two else "here" if one else "there")] = \
            "  ".join(f"{name}: {one and one[name]} / {two and two[name]}" for name in names)
    return found


def known(path):
    """The table of differences: capture, frame.index, what, cause."""
    rows = [line.rstrip("\n").split("\t") for line in path.read_text(encoding="utf-8").splitlines()
            if line and not line.startswith("#")]
    assert all(len(row) == 4 and row[3] for row in rows), "a difference without a cause"
    return {tuple(row[:3]): row[3] for row in rows}


def main():
    """Compares all of them and says where they differ."""
    folder = Path(os.environ.get("S7_CAPTURES", Path(sys.argv[2]).parent / "shared" / "captures"))
    captures = sorted(folder.glob("*.pcap*")) if folder.is_dir() else []
    if not captures:
        skip(f"no captures in {folder}")
    if not shutil.which("tshark"):
        skip("no tshark")
    count, found, items, codes, values = 0, {}, 0, 0, 0
    for capture in captures:
        mine, other = ours(sys.argv[1], capture), theirs(capture)
        count += len(other)
        items += sum(len(pdu["items"]) for _, pdu in other)
        codes += sum(len(pdu["codes"]) for _, pdu in other)
        values += sum(len(pdu["values"]) for _, pdu in other)
        found.update(differences(capture, mine, other))
    listed = known(Path(__file__).with_name("capture_show_differences.tsv"))
    fresh = {key: text for key, text in found.items() if key not in listed}
    stale = [key for key in listed if key not in found and (folder / key[0]).exists()]
    for key, text in fresh.items():
        print("differs:", *key, "\n   here / there:", text)
    for key in stale:
        print("listed and equal:", *key)
    print(f"{len(captures)} captures, {count} PDUs with {items} items, {codes} return codes of items and {values} values, "
          f"{len(found)} differ, {len(listed)} listed")
    return 1 if fresh or stale or not items or not codes or not values or 100 * len(found) > count else 0


if __name__ == "__main__":
    sys.exit(main())

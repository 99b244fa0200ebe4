#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""`sieben capture list --json` counts in every capture what another reader counts: requests, answers and pushes of each
function, how often which address was read and written, what was refused with which code, PDU lengths.

capture_list_test.py SIEBEN PROJECT

S7_CAPTURES: folder of the captures, default ../shared/captures beside the project.  Without it or without tshark the
test is skipped (77), or fails when S7_REQUIRE names captures.
"""
import collections
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from capture_show_test import READ_VAR, WRITE_VAR, skip, theirs

JOB, ACK, ACK_DATA, USERDATA = 1, 2, 3, 7
PUSH, REQUEST, ANSWER = "pushes", "requests", "answers"
TYPES = {0: PUSH, 3: PUSH, 4: REQUEST, 7: REQUEST, 8: ANSWER, 11: ANSWER}
SUCCESS = 0xFF


def fields(capture, display_filter, *names):
    """One list of numbers per packet and field."""
    command = ["tshark", "-n", "-r", capture, "-Y", display_filter, "-T", "fields", "-E", "occurrence=a"]
    for name in names:
        command += ["-e", name]
    lines = subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                           text=True).stdout.splitlines()
    return [[[int(value, 0) for value in column.split(",") if value] for column in line.split("\t")] for line in lines]


def their_functions(capture):
    """Counter of (rosctr, function, group, subfunction, role); an answer without a function has 0."""
    counts = collections.Counter()
    rows = fields(capture, "s7comm && !tcp.analysis.retransmission", "s7comm.header.rosctr", "s7comm.param.func",
                  "s7comm.param.userdata.type", "s7comm.param.userdata.funcgroup", "s7comm.param.userdata.subfunc")
    for kinds, function, kind, group, subfunction in rows:
        assert len(kinds) == 1, "several PDUs in one packet: this reading does not tell them apart"
        if kinds[0] == USERDATA:
            sub = (subfunction or [0])[0] if group[0] else 0
            counts[(USERDATA, 0, group[0], sub, TYPES[(kind or [0])[0]])] += 1
        else:
            counts[(JOB, (function or [0])[0], 0, 0, REQUEST if kinds[0] == JOB else ANSWER)] += 1
    return counts


def our_functions(document):
    """The same."""
    counts = collections.Counter()
    for talk in document["conversations"]:
        for use in talk["functions"]:
            key = (use["rosctr"], use["function"], use["group"], use["subfunction"])
            counts[(*key, REQUEST)] += use["requests"] + use["continuations"]
            counts[(*key, ANSWER)] += use["answers"]
            counts[(*key, PUSH)] += use["pushes"]
    return +counts


def without_bare_acks(counts):
    """An Ack without parameter is of the function that was asked: for us, not for the other one."""
    merged = collections.Counter()
    for key, count in counts.items():
        merged[(JOB, 0, 0, 0, ANSWER) if key[0] == JOB and key[4] == ANSWER else key] += count
    return merged


def their_accesses(pdus):
    """Counter of ("read" or "write", area, DB, first bit, bits) asked, of codes given, and whether all had addresses."""
    asked, codes, complete = collections.Counter(), collections.Counter(), True
    for _, pdu in pdus:
        if pdu["function"] not in (READ_VAR, WRITE_VAR):
            continue
        for item in pdu["items"]:
            complete = complete and item is not None
            if item:
                asked[("read" if pdu["function"] == READ_VAR else "write", *item)] += 1
        codes.update(pdu["codes"])
    return asked, codes, complete


def our_accesses(document):
    """The same."""
    asked, codes = collections.Counter(), collections.Counter()
    for talk in document["conversations"]:
        for use in talk["accesses"]:
            if use["means"] not in ("Read Var", "Write Var"):
                continue
            asked[(use["operation"], use["area"], use["db"], use["first_bit"], use["bits"])] += use["requests"]
            codes[SUCCESS] += use["served"]
        for error in talk["errors"]:
            if error["of"] == "item" and error["function"]["function"] in (READ_VAR, WRITE_VAR):
                codes[error["code"]] += error["count"]
    return asked, +codes


def their_grants(capture):
    """PDU lengths granted."""
    lengths = fields(capture, "s7comm.header.rosctr == 3 && s7comm.param.func == 0xf0", "s7comm.param.pdu_length")
    return {length[0][0] for length in lengths}


def compare(program, capture):
    """What differs, one line each."""
    document = json.loads(subprocess.run([program, "capture", "list", "--json", capture], check=True,
                                         stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout)
    found = []
    mine, other = without_bare_acks(our_functions(document)), without_bare_acks(their_functions(capture))
    found += [f"{key}: {mine[key]} here, {other[key]} there" for key in sorted(mine.keys() | other.keys())
              if mine[key] != other[key]]
    asked, codes = our_accesses(document)
    their_asked, their_codes, complete = their_accesses(theirs(capture))
    if complete:
        found += [f"{key}: {asked[key]} here, {their_asked[key]} there" for key in sorted(asked.keys() | their_asked.keys())
                  if asked[key] != their_asked[key]]
        found += [f"code {key:02X}: {codes[key]} here, {their_codes[key]} there"
                  for key in sorted(codes.keys() | their_codes.keys()) if codes[key] != their_codes[key]]
    granted = {talk["pdu_granted"] for talk in document["conversations"] if talk["pdu_granted"]}
    if not granted <= their_grants(capture):
        found.append(f"PDU lengths granted: {granted} here, {their_grants(capture)} there")
    pdus = sum(talk["pdus"] for talk in document["conversations"] if talk["protocol"] == "s7")
    if pdus != sum(other.values()):
        found.append(f"{pdus} PDUs here, {sum(other.values())} there")
    return found, sum(other.values()), sum(their_asked.values())


def main():
    """Compares all of them and says where they differ."""
    folder = Path(os.environ.get("S7_CAPTURES", Path(sys.argv[2]).parent / "shared" / "captures"))
    captures = sorted(folder.glob("*.pcap*")) if folder.is_dir() else []
    if not captures:
        skip(f"no captures in {folder}")
    if not shutil.which("tshark"):
        skip("no tshark")
    pdus = items = wrong = 0
    for capture in captures:
        found, count, asked = compare(sys.argv[1], capture)
        pdus += count
        items += asked
        wrong += len(found)
        for line in found:
            print(f"{capture.name}: {line}")
    print(f"{len(captures)} captures, {pdus} PDUs, {items} items; {wrong} counts differ")
    return 1 if wrong or not pdus or not items else 0


if __name__ == "__main__":
    sys.exit(main())

# SPDX-License-Identifier: MIT
"""Telegrams in words."""
import subprocess

import pytest

from conftest import SIEBEN, environment, run, run_json

CR = "0300001611e00000000100c0010ac1020100c2020301"
SETUP = "0300001902f08032010000000000080000f0000008000803c0"
READ = "0300001f02f080320100000001000e00000401120a10020014000a84000000"
BLOCKED = "0300001302f080320200000001000000008104"


def test_packets_in_words():
    done = run("inspect", CR)
    assert done.returncode == 0 and done.stderr == ""
    assert "TPKT" in done.stdout and "CR" in done.stdout and "03.01" in done.stdout
    done = run("inspect", READ)
    assert "Read Var" in done.stdout and "DB10" in done.stdout
    done = run("inspect", BLOCKED)
    assert done.returncode == 0 and "81 04" in done.stdout


def test_bare_pdu():
    done = run("inspect", READ[14:])
    assert done.returncode == 0 and "Read Var" in done.stdout and "TPKT" not in done.stdout


def spaced(text, size):
    return " ".join(text[i:i + size] for i in range(0, len(text), size))


@pytest.mark.parametrize("text", [spaced(READ, 2), spaced(READ, 4), READ.upper(), "0x" + READ,
                                  ":".join(READ[i:i + 2] for i in range(0, len(READ), 2))])
def test_ways_to_write_hex(text):
    assert run("inspect", text).stdout == run("inspect", READ).stdout
    assert run("inspect", *text.split()).stdout == run("inspect", READ).stdout
    assert run("inspect", "-", text_in=text + "\n").stdout == run("inspect", READ).stdout


def dump(octets):
    lines = []
    for at in range(0, len(octets), 16):
        row = octets[at:at + 16]
        shown = "".join(chr(c) if 32 <= c < 127 else "." for c in row)
        lines.append(f"{at:04x}  {row.hex(' '):<47}   {shown}")
    return "\n".join(lines) + "\n\n"


def test_several_packets():
    expected = run_json("inspect", CR + SETUP + READ)[1]
    assert [packet["hex"] for packet in expected["packets"]] == [CR, SETUP, READ]
    assert [packet["octet"] for packet in expected["packets"]] == [0, 22, 47]
    text = "".join(dump(bytes.fromhex(packet)) for packet in (CR, SETUP, READ))
    assert run_json("inspect", "-", text_in=text)[1] == expected
    together = dump(bytes.fromhex(CR + SETUP + READ))
    assert run_json("inspect", "-", text_in=together)[1] == expected


def test_document():
    done, document = run_json("inspect", READ)
    assert done.returncode == 0 and document["schema"] == "sieben/inspect/1" and document["malformed"] is False
    (packet,) = document["packets"]
    assert packet["error"] is None and packet["size"] == 31
    assert any("Read Var" in line for line in packet["lines"])


@pytest.mark.parametrize("text, at", [(READ[:-2], 0), (CR + READ[:-2], 22), (READ[14:-2], 0), ("0400001611e0", 0),
                                      ("03", 0), ("32", 0)])
def test_malformed_telegrams(text, at):
    done = run("inspect", text)
    assert done.returncode == 1 and done.stderr == ""
    assert f"malformed: the packet from octet {at} on: " in done.stdout
    done, document = run_json("inspect", text)
    assert done.returncode == 1 and document["malformed"] is True and document["packets"][-1]["error"]


@pytest.mark.parametrize("text", [SETUP[14:].replace("32", "72", 1), SETUP[:14] + "72" + SETUP[16:]])
def test_another_protocol_is_recognised(text):
    done = run("inspect", text)
    assert done.returncode == 1 and done.stderr == "" and "malformed" not in done.stdout
    assert "recognised, not decoded: S7CommPlus" in done.stdout
    assert "not decoded: the packet from octet 0 on: " in done.stdout
    assert run_json("inspect", text)[1]["packets"][0]["error"] == "S7_FOREIGN"


def test_string_over_several_lines():
    escaped = ["".join(f"\\x{octet:02x}" for octet in bytes.fromhex(part)) for part in (READ[:16], READ[16:])]
    text = f'"{escaped[0]}" \\\n"{escaped[1]}"\n'
    assert run("inspect", "-", text_in=text).stdout == run("inspect", READ).stdout


@pytest.mark.parametrize("text, where", [("03 0g", "column 4, after 1 octets"), ("030", "column 3, after 0 octets"),
                                         ("hello", "column 1, after 0 octets")])
def test_text_that_is_not_hex(text, where):
    done = run("inspect", text)
    assert done.returncode == 2 and done.stdout == "" and where in done.stderr


def test_nothing_to_inspect():
    assert run("inspect", "-", text_in="\n# nothing\n").returncode == 2


def test_every_prefix_and_every_flipped_octet_is_harmless():
    lines = []
    for packet in (CR, SETUP, READ, BLOCKED):
        lines += [packet[:i] for i in range(2, len(packet), 2)]
        lines += [packet[:i] + "ff" + packet[i + 2:] for i in range(0, len(packet), 2)]
    text = "".join(dump(bytes.fromhex(line)) for line in lines)
    done = subprocess.run([SIEBEN, "inspect", "-"], input=text.encode(), capture_output=True, timeout=60,
                          env=environment(), check=False)
    assert done.returncode == 1 and done.stderr == b""
    assert done.stdout.count(b"packet ") >= len(lines)

# SPDX-License-Identifier: MIT
"""`sieben capture show`: files, pipes, what is no capture, what is cut off, what is hostile, and an end from outside."""
import json
import os
import pathlib
import re
import signal
import struct
import subprocess

import pytest
from conftest import DEADLINE, SIEBEN, environment, run

FOLDER = pathlib.Path(os.environ.get("S7_CAPTURES", pathlib.Path(__file__).resolve().parents[3] / "shared" / "captures"))
CAPTURES = sorted(FOLDER.glob("*.pcap*")) if FOLDER.is_dir() else []
needs_captures = pytest.mark.skipif(not CAPTURES, reason=f"no captures in {FOLDER}")

READ = "320100000005000e00000401120a10050001000a84000000"
GIVEN = "3203000000050002000600000401ff050010002a"
PACKET_HEAD, FILE_HEAD = 16, 24


def frame(pdu, from_client=True, sequence=1000, tsdu=True):
    """An Ethernet frame with one TPKT: a DT with this PDU, or the TPDU itself."""
    octets = bytes.fromhex(pdu)
    tpdu = b"\x02\xf0\x80" + octets if tsdu else octets
    payload = struct.pack(">BBH", 3, 0, 4 + len(tpdu)) + tpdu
    ends = [(bytes([10, 0, 0, 11]), 50000), (bytes([10, 0, 0, 21]), 102)]
    (source, source_port), (target, target_port) = ends if from_client else ends[::-1]
    tcp = struct.pack(">HHIIHHHH", source_port, target_port, sequence, 0, 0x5010, 8192, 0, 0)
    ip = struct.pack(">BBHHHBBH", 0x45, 0, 40 + len(payload), 0, 0x4000, 64, 6, 0) + source + target
    return bytes(12) + b"\x08\x00" + ip + tcp + payload


def pcap(*frames):
    head = struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 65535, 1)
    return head + b"".join(struct.pack("<IIII", 7, i, len(one), len(one)) + one for i, one in enumerate(frames))


def pcapng(*frames):
    def block(kind, body):
        body += bytes(-len(body) % 4)
        return struct.pack("<II", kind, 12 + len(body)) + body + struct.pack("<I", 12 + len(body))
    head = block(0x0A0D0D0A, struct.pack("<IHHq", 0x1A2B3C4D, 1, 0, -1)) + block(1, struct.pack("<HHI", 1, 0, 65535))
    return head + b"".join(block(6, struct.pack("<IIIII", 0, 0, 7000000 + i, len(one), len(one)) + one)
                           for i, one in enumerate(frames))


FRAMES = (frame(READ), frame(GIVEN, from_client=False))


def show(*arguments, octets=b"", **kwargs):
    done = subprocess.run([SIEBEN, "capture", "show", *map(str, arguments)], input=octets, capture_output=True,
                          timeout=DEADLINE, env=environment(), check=False, **kwargs)
    return done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8")


@needs_captures
@pytest.mark.parametrize("capture", CAPTURES, ids=lambda path: path.name)
def test_every_capture_is_shown(capture):
    code, lines, _ = show(capture)
    assert code == 0
    code, documents, _ = show("--json", capture)
    assert code == 0
    events = [json.loads(line) for line in documents.splitlines()]
    assert events[-1]["event"] == "end" and events[-1]["complete"]
    assert len(lines.splitlines()) == len(events) - 1
    for line, event in zip(lines.splitlines(), events):
        assert line.endswith(event["text"])
        assert event["event"] != "pdu" or event["kind"] in ("Job", "Ack", "Ack_Data", "Userdata")


@needs_captures
@pytest.mark.parametrize("capture", CAPTURES, ids=lambda path: path.name)
def test_redacted_captures_name_no_address(capture):
    _, documents, _ = show("--json", capture)
    addresses = {event[end]["address"] for event in map(json.loads, documents.splitlines()[:-1])
                 for end in ("client", "server")}
    for options in (("--redact",), ("--redact", "--json")):
        _, redacted, _ = show(*options, capture)
        assert addresses and not any(address in redacted for address in addresses)
        assert "hex" not in redacted and '"value"' not in redacted


@pytest.mark.parametrize("write", (pcap, pcapng))
def test_a_pipe_is_read_as_a_file(tmp_path, write):
    path = tmp_path / "capture"
    path.write_bytes(write(*FRAMES))
    code, lines, err = show(path)
    assert (code, err) == (0, "")
    assert "10.0.0.11:50000 -> 10.0.0.21  Job #0005 Read Var: DB10.DBW0:INT\n" in lines
    assert "Ack_Data #0005 Read Var: DB10.DBW0:INT = 42 (" in lines
    assert show("-", octets=write(*FRAMES)) == (0, lines, "")


def test_a_pipe_is_shown_while_it_is_open():
    octets = pcap(*FRAMES)
    with subprocess.Popen([SIEBEN, "capture", "show", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, env=environment()) as process:
        process.stdin.write(octets)
        process.stdin.flush()
        lines = [process.stdout.readline() for _ in range(3)]
        assert b"Read Var: DB10.DBW0:INT = 42" in lines[2]
        process.send_signal(signal.SIGINT)  # while it waits for more
        rest, err = process.communicate(timeout=DEADLINE)
        assert process.returncode == 130
        assert b"when the capture ends" in rest
        assert b"not complete: stdin: interrupted; 2 packets were read before" in err


def test_waiting_for_a_pipe_ends_by_a_signal():
    with subprocess.Popen([SIEBEN, "capture", "show", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, env=environment()) as process:
        process.stdin.write(b"\x0a")  # not even its kind is known
        process.stdin.flush()
        while int(re.search(r"SigCgt:\s*(\w+)", pathlib.Path(f"/proc/{process.pid}/status").read_text())[1], 16) & 2 == 0:
            assert process.poll() is None
        process.send_signal(signal.SIGINT)
        lines, err = process.communicate(timeout=DEADLINE)
        assert (process.returncode, lines) == (130, b"")
        assert err.startswith(b"sieben capture show: not complete: stdin: interrupted; 0 packets were read before\n")


def test_what_is_missing_is_told_without_the_name_of_the_file(tmp_path):
    path = tmp_path / "line4.pcap"
    path.write_bytes(pcap(*FRAMES)[:-1])
    _, lines, _ = show("--json", "--redact", path)
    assert "line4" not in lines
    end = json.loads(lines.splitlines()[-1])
    assert not end["complete"] and "truncated" in end["why"]


def test_files_are_one_capture(tmp_path):
    paths = [tmp_path / "a.pcap", tmp_path / "b.pcapng"]
    paths[0].write_bytes(pcap(FRAMES[0]))
    paths[1].write_bytes(pcapng(FRAMES[1]))
    code, lines, _ = show(*paths)
    assert code == 0
    assert lines.index(f"file {paths[0]}\n") < lines.index("Job #0005") < lines.index(f"file {paths[1]}\n")
    assert "= 42 (" in lines  # the answer in the second file has its question in the first one


@pytest.mark.parametrize("octets,words", (
    (b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 12\n", "is a Git LFS pointer, not the file itself"),
    (b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03", "is a gzip file, no capture; unpack it: gzip -dc"),
    (b"\xfd7zXZ\x00\x00\x04", "is an xz file"), (b"PK\x03\x04\x14\x00", "is a ZIP archive"),
    (b"BZh91AY&SY", "is a bzip2 file"), (b"\x28\xb5\x2f\xfd\x04", "is a zstd file"),
    (b"\x7fELF\x02\x01\x01\x00", "is a program (ELF)"), (b"snoop\x00\x00\x00", "is a capture of snoop"),
    (b"<!DOCTYPE html><html>", "is an HTML page"), (b"sieben: 1\nplant: {}\n", "is a text, no capture"), (b"", "is empty"),
    (b"\x00\x01\x02\x03\x04", "is no capture of a known kind (pcap, pcapng); it begins with 00 01 02 03 04"),
    (b"\x0a\x0d\x0d\x0a" + bytes(40), "")))
def test_what_is_no_capture_is_named(tmp_path, octets, words):
    path = tmp_path / "line4.pcap"
    path.write_bytes(octets)
    for arguments, given in ((path,), b""), (("-",), octets):
        code, lines, err = show(*arguments, octets=given)
        assert (code, lines) == (2, "")
        assert words in err and err.startswith("sieben: ")


def test_a_folder_and_nothing_are_refused(tmp_path):
    assert "Is a directory" in show(tmp_path)[2]
    assert "No such file" in show(tmp_path / "none")[2]
    assert show(tmp_path)[0] == show(tmp_path / "none")[0] == 2


@needs_captures
@pytest.mark.parametrize("name", ("s7comm_varservice_libnodavedemo.pcap", "snap7_s300_everything.pcapng"))
def test_a_capture_cut_off_anywhere_is_used_as_far_as_it_goes(tmp_path, name):
    octets = (FOLDER / name).read_bytes()
    path = tmp_path / "cut"
    whole = show(FOLDER / name)[1].splitlines()
    least = incomplete = 0
    for size in range(0, len(octets), 100):
        path.write_bytes(octets[:size])
        code, lines, err = show(path)
        assert code in (0, 2) and "Sanitizer" not in err
        if code == 2:
            assert size <= 300, size  # within what stands before the packets
            continue
        told = [line for line in lines.splitlines() if "when the capture ends" not in line and "never" not in line]
        assert told == whole[:len(told)]
        assert len(told) >= least
        least = len(told)
        incomplete += "not complete" in err  # unless it ends where a packet does
    assert least > len(whole) / 2 and incomplete > len(octets) / 200


ESCAPE = "1b5d303b6578706c6f697407"  # what sets the title of a terminal


@pytest.mark.parametrize("hostile", (
    frame("11e00000000100c0010ac10c" + ESCAPE + "c2020302", tsdu=False),
    frame("3207000000010008000e0001120411440200ff09000aff00" + ESCAPE[:16]),
    frame("32010000000800160000280000000000" + "00fd0000" + "0c" + ESCAPE),
    frame("3201000000050010000001" + ESCAPE + "1b9b1b9b")))
def test_text_of_a_capture_is_never_printed_as_it_is(hostile):
    for options in ((), ("--json",), ("--redact",), ("--values", "--all")):
        _, lines, err = show(*options, "-", octets=pcap(hostile))
        assert all(character >= " " or character == "\n" for character in lines + err), (lines, err)


def test_nobody_who_reads_ends_it(tmp_path):
    path = tmp_path / "long.pcap"
    path.write_bytes(pcap(*[frame(READ, sequence=1000 + 31 * i) for i in range(20000)]))
    with subprocess.Popen([SIEBEN, "capture", "show", path], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          env=environment()) as process:
        process.stdout.readline()
        process.stdout.close()
        assert process.wait(DEADLINE) == 90
        assert b"standard output" in process.stderr.read()


def test_the_interface_must_be_there():
    done = run("capture", "show", "-i", "no-such-one")
    assert done.returncode in (2, 90)
    assert done.stderr.startswith("sieben: interface no-such-one: ")


def test_listening_without_the_right_says_how_to_get_it():
    if os.geteuid() != 0:
        done = run("capture", "show", "-i", "lo", "--for", "10ms")
        code, err = done.returncode, done.stderr
    else:
        done = subprocess.run([SIEBEN, "capture", "show", "-i", "lo", "--for", "10ms"], capture_output=True, text=True,
                              timeout=DEADLINE, env=environment(), check=False, user=65534, group=65534)
        code, err = done.returncode, done.stderr
    if code == 0:
        pytest.skip("it has the right")
    assert code == 90
    assert "setcap cap_net_raw=ep" in err

# SPDX-License-Identifier: MIT
"""What codes, names and messages mean; that it agrees with what the program says when they happen, and with the page."""
import errno
import os
import pathlib
import re
import shutil
import subprocess

import pytest

from conftest import DEADLINE, SIEBEN, environment, free_port, open_s7, packet, peer, run, run_json

DOCUMENT = pathlib.Path(__file__).parents[2] / "docs" / "codes.md"


def meanings(*words):
    done, document = run_json("explain", *words)
    assert done.returncode == 0 and document["schema"] == "sieben/explain/1"
    assert document["asked"] == " ".join(words).lstrip("-") and document["nearest"] == []
    return document["meanings"]


def kinds(*words):
    return [one["kind"] for one in meanings(*words)]


def test_the_documentation_is_what_the_program_prints():
    done = run("explain", "--markdown")
    assert done.returncode == 0 and done.stderr == ""
    if os.environ.get("S7_REWRITE"):
        DOCUMENT.write_text(done.stdout, encoding="utf-8")
    assert DOCUMENT.read_text(encoding="utf-8") == done.stdout, "S7_REWRITE=1 prints it again"


@pytest.mark.parametrize("asked, kind, code", [
    ("ACCESS_PUT_GET", "error", "ACCESS_PUT_GET (401)"), ("401", "error", "ACCESS_PUT_GET (401)"),
    ("-401", "error", "ACCESS_PUT_GET (401)"), ("layer 4", "layer", "layer 4 ACCESS"),
    ("0x8104", "header", "0x8104 (81 04)"), ("8104", "header", "0x8104 (81 04)"), ("81 04", "header", "0x8104 (81 04)"),
    ("D402", "header", "0xD402 (D4 02)"), ("item 05", "item", "item 05"), ("0x05", "item", "item 05"),
    ("STATUS 8", "status", "STATUS 8"), ("DR 2", "dr", "DR 2 (0x02)"), ("ER 1", "er", "ER 1"),
    ("ECONNREFUSED", "errno", "ECONNREFUSED"), ("exit 40", "exit", "exit 40"), ("SZL 0132", "szl", "SZL 0132"),
    ("event 4304", "event", "event 4304"),
    ("CPU : Function not available", "message", '"CPU : Function not available"')])
def test_what_is_asked(asked, kind, code):
    told = meanings(asked)
    assert [(one["kind"], one["code"]) for one in told] == [(kind, code)]
    done = run("explain", asked)
    assert done.returncode == 0 and done.stderr == "" and done.stdout.startswith(code + "  ")
    flat = " ".join(done.stdout.split())
    for text in [told[0]["means"], told[0]["seen"], told[0]["known"], told[0]["told_by"], *told[0]["likely"], *told[0]["do"]]:
        assert " ".join(text.split()) in flat


def test_a_number_of_several_kinds_has_all_meanings():
    assert kinds("4") == ["layer", "status"]
    assert kinds("2") == ["layer", "status", "dr", "er", "control", "exit"]
    done = run("explain", "2")
    assert done.returncode == 0 and done.stdout.startswith('"2" has 6 meanings;')
    assert done.stdout.count("  told by ") == 6


def test_numbers_of_the_operating_system():
    for name in ("ECONNREFUSED", "ETIMEDOUT", "EHOSTUNREACH", "ECONNRESET"):
        number = getattr(errno, name)
        assert name in [one["code"] for one in meanings("errno", str(number))]
        assert meanings(name)[0]["number"] == number


@pytest.mark.parametrize("asked, near", [("ACCES_PUT_GET", "ACCESS_PUT_GET (401)"), ("0x8199", "class 81"),
                                         ("statsu 8", "STATUS 8"), ("DR 9", "DR 3 (0x03)"), ("qwxz", None)])
def test_what_is_in_no_table(asked, near):
    done = run("explain", asked)
    assert done.returncode == 2 and done.stdout == "" and f'"{asked}" is in no table' in done.stderr
    done, document = run_json("explain", asked)
    assert done.returncode == 2 and document["meanings"] == []
    assert [one["code"] for one in document["nearest"]][:1] == ([near] if near else [])
    assert (near or "all that is known") in done.stderr


def test_every_line_of_the_list_is_found_again():
    done, document = run_json("explain", "--list")
    assert done.returncode == 0 and document["schema"] == "sieben/explain-list/1"
    lines = run("explain", "--list").stdout.splitlines()
    assert len(lines) == len(document["meanings"])
    assert len({(one["kind"], one["code"], one["means"]) for one in document["meanings"]}) == len(lines)
    for one in document["meanings"][::29]:
        again = meanings(one["code"].split(" (")[0].strip('"'))
        assert one["means"] in [each["means"] for each in again]


def test_every_error_of_the_library_is_there():
    listed = {one["name"]: one for one in run_json("explain", "--list")[1]["meanings"] if one["kind"] == "error"}
    source = pathlib.Path(__file__).parents[2] / "include" / "sieben" / "error.def"
    rows = re.findall(r"^S7_ERROR\((\d+), (\d+), (\w+),", source.read_text(encoding="utf-8"), re.M)
    assert len(rows) > 60 and set(listed) == {name for _, _, name in rows}
    for layer, number, name in rows:
        assert listed[name]["number"] == int(layer) * 100 + int(number)
        assert listed[name]["likely"] and listed[name]["do"] and listed[name]["mark"] == "own"


def doctor_names(table, macro):
    source = pathlib.Path(__file__).parents[2] / "src" / "doctor" / "defs" / table
    return re.findall(rf"^{macro}\((\w+), (\w+)", source.read_text(encoding="utf-8"), re.M)


SIGNS = doctor_names("sign.def", "S7_SIGN")
CAUSES = doctor_names("cause.def", "S7_CAUSE")
HYPOTHESES = doctor_names("hypothesis.def", "S7_HYPOTHESIS")


def strings(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, (dict, list)):
        for one in value.values() if isinstance(value, dict) else value:
            yield from strings(one)


def test_every_sign_and_cause_of_the_doctor_is_there():
    assert len(SIGNS) > 50 and len(CAUSES) > 50
    listed = run_json("explain", "--list")[1]["meanings"]
    signs = {one["name"]: one for one in listed if one["kind"] == "sign"}
    causes = {one["name"]: one for one in listed if one["kind"] == "cause"}
    assert list(signs) == [name for name, _ in SIGNS] and list(causes) == [name for name, _ in CAUSES]
    for name, verdict in SIGNS:
        one = signs[name]
        assert one["verdict"] == verdict.lower() and one["checks"]
        assert [each["cause"] for each in one["hypotheses"]] == [cause for sign, cause in HYPOTHESES if sign == name]
        for each, line in zip(one["hypotheses"], one["likely"], strict=True):
            assert line == f"{each['cause']} ({each['confidence']}, {each['mark']}): {each['means']}"
            assert each["mark"] == causes[each["cause"]]["mark"] and each["do"] == causes[each["cause"]]["do"]
        assert one["do"] == [f"{each['cause']}: {step}" for each in one["hypotheses"] for step in each["do"]]
    for name, layer in CAUSES:
        one = causes[name]
        assert one["do"] and f"layer {one['layer']} {layer}" in one["seen"]
        assert [each["sign"] for each in one["signs"]] == [
            sign for sign, _ in SIGNS if (sign, name) in HYPOTHESES]
    assert not [text for text in strings(listed) if set("{}") & set(text)]


@pytest.mark.parametrize("kind, names", [("sign", SIGNS), ("cause", CAUSES)])
def test_signs_and_causes_are_found_by_their_names(kind, names):
    for name, _ in names:
        done = run("explain", kind, name)
        assert done.returncode == 0 and done.stderr == "" and done.stdout.startswith(f"{name}  {kind} of sieben doctor\n")
        assert not set("{}") & set(done.stdout) and "\n  do " in done.stdout
    for name, _ in names[::7]:
        assert kind in kinds(name)


def test_a_name_that_is_an_error_too_has_all_meanings():
    errors = {one["name"] for one in run_json("explain", "--list")[1]["meanings"] if one["kind"] == "error"}
    both = errors & {name for name, _ in SIGNS + CAUSES}
    assert "TCP_RESET" in both
    for name in both:
        assert kinds(name)[0] == "error" and set(kinds(name)) & {"sign", "cause"}
        assert run("explain", name).stdout.startswith(f'"{name}" has ')


def refuse_read(connection):
    open_s7(connection)
    request = packet(connection)
    connection.sendall(bytes.fromhex("0300001302f08032020000") + request[11:13] + bytes.fromhex("000000008104"))


def test_it_says_what_a_failure_says():
    with peer(refuse_read) as one:
        done, document = run_json("get", one.target, "MW0")
    assert done.returncode == 40
    fault = document["tags"][0]["error"]
    told = meanings(fault["id"])[0]
    assert told["likely"] == fault["likely"] and told["do"] == fault["do"] and told["rules_out"] == fault["rules_out"]
    assert fault["id"] in [error["id"] for error in meanings("%04X" % fault["codes"]["peer_code"])[0]["errors"]]
    assert meanings("exit", str(done.returncode))[0]["errors"] == meanings("layer", str(fault["layer"]))[0]["errors"]


def test_a_pasted_failure():
    done = run("get", f"127.0.0.1:{free_port()}", "MW0")
    first = done.stderr.splitlines()[0]
    assert [one["code"] for one in meanings(first)] == ["TCP_REFUSED (102)"]


@pytest.mark.skipif(not shutil.which("strace"), reason="strace is not installed")
def test_nothing_is_asked_of_a_network(tmp_path):
    trace = tmp_path / "trace"
    done = subprocess.run(["strace", "-f", "-o", trace, "-e", "trace=%network", SIEBEN, "explain", "8104"],
                          capture_output=True, text=True, timeout=DEADLINE, env=environment(ASAN_OPTIONS="detect_leaks=0"),
                          check=False)
    if "PTRACE" in done.stderr or "ptrace" in done.stderr:
        pytest.skip("tracing is not permitted here")
    assert done.returncode == 0
    assert "socket(" not in trace.read_text(encoding="utf-8")

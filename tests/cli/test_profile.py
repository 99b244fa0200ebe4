# SPDX-License-Identifier: MIT
"""What the program knows of CPU families, and that the documentation says the same."""
import pathlib
import socket

from conftest import DEADLINE, packet, playing, run, run_json

DOCUMENT = pathlib.Path(__file__).parents[2] / "docs" / "profiles.md"


def test_the_documentation_is_what_the_program_prints():
    done = run("profile", "list", "--markdown")
    assert done.returncode == 0 and done.stderr == ""
    assert DOCUMENT.read_text(encoding="utf-8") == done.stdout, \
        "print it again: sieben profile list --markdown > docs/profiles.md"


def test_list_and_show_agree():
    done, document = run_json("profile", "list")
    assert done.returncode == 0 and document["schema"] == "sieben/profile-list/1"
    listed = run("profile", "list").stdout.splitlines()
    assert len(listed) == len(document["profiles"]) + 1
    for line, row in zip(listed[1:], document["profiles"]):
        assert line.split()[0] == row["name"]
        done, shown = run_json("profile", "show", row["name"])
        assert done.returncode == 0
        figures = shown["figures"]
        for name in ("pdu_length", "amq_calling", "amq_called", "block_areas", "experimental", "firmware"):
            assert figures[name]["value"] == row[name]
        assert figures["resources_total"]["value"] == row["connections"]["total"]
        for kind in ("pg", "op", "basic"):
            assert figures["reserved_" + kind]["value"] == row["connections"][kind]["reserved"]
        pdu, areas = row["pdu_length"], row["block_areas"]
        assert shown["get"] == [pdu - 18 - 4 * n for n in range(areas)]
        assert shown["put"] == [pdu - 28 - 16 * n for n in range(areas)]


def test_every_figure_says_how_it_is_known():
    lines = run("profile", "show", "s7-1500").stdout.splitlines()
    _, shown = run_json("profile", "show", "s7-1500")
    for note in shown["note"].splitlines():
        assert "  " + note in lines
    for name, figure in shown["figures"].items():
        line = next(line for line in lines if line.startswith(f"  {name} "))
        assert figure["evidence"] in line and figure["meaning"] in line


OWN = """\
sieben: 1
plant: {name: Own}
profiles:
  odd: {like: s7-1500, cc_order: C1-C2-C0, refusal_tsap: dr, reason_tsap: 3, resources_total: 9, refusal_resources: rst}
cpus:
  A: {address: 10.0.0.1, profile: odd, dbs: {1: {size: 4}}}
"""


def call(target, called):
    host, port = target.rsplit(":", 1)
    caller = socket.create_connection((host, int(port)), DEADLINE)
    caller.sendall(bytes.fromhex("0300001611e00000000700c1020100c202" + called + "c0010a"))
    return caller


def test_a_profile_of_a_plant_file_on_the_wire(tmp_path):
    path = tmp_path / "own.yaml"
    path.write_text(OWN, encoding="utf-8")
    done, shown = run_json("profile", "show", f"odd@{path}")
    assert done.returncode == 0
    assert shown["figures"]["cc_order"]["value"] == "C1-C2-C0" and shown["figures"]["cc_order"]["mark"] == "plant"
    assert shown["figures"]["pdu_length"]["mark"] == "H"
    with playing(path, "A", "--listen", "127.0.0.1:0") as played:
        with call(played.target, "0307") as caller:  # a wrong slot
            assert packet(caller).hex() == "0300000b06800007000003" and caller.recv(1) == b""
        callers = [call(played.target, "0301")]  # nine, of which eight are kept for others
        assert packet(callers[0]).hex()[22:] == "c1020100c2020301c0010a"
        with call(played.target, "0301") as caller:
            try:
                assert caller.recv(1) != b"", "ended in order instead of reset"
            except ConnectionResetError:
                pass
        for caller in callers:
            caller.close()


def test_names_that_are_not_there(plant):
    for operand in ("s7-150", f"s7-150@{plant}"):
        done = run("profile", "show", operand)
        assert done.returncode == 2 and done.stdout == "" and "s7-1500" in done.stderr
    assert run("profile", "show", f"s7-300@{plant}").stdout == run("profile", "show", "s7-300").stdout
    done = run("profile", "show", "s7-300@absent.yaml")
    assert done.returncode == 2 and done.stdout == "" and "absent.yaml" in done.stderr

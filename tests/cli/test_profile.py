# SPDX-License-Identifier: MIT
"""What the program knows of CPU families, and that the documentation says the same."""
import pathlib

from conftest import run, run_json

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


def test_every_mark_is_in_words():
    for line in run("profile", "show", "s7-1500").stdout.splitlines()[1:]:
        if line.startswith("user data"):
            break
        assert any(words in line for words in ("captured or documented", "one good report", "weak report",
                                               "unverified choice", "property of this program")), line


def test_names_that_are_not_there(plant):
    for operand in ("s7-150", f"s7-150@{plant}"):
        done = run("profile", "show", operand)
        assert done.returncode == 2 and done.stdout == "" and "s7-1500" in done.stderr
    assert run("profile", "show", f"s7-300@{plant}").stdout == run("profile", "show", "s7-300").stdout
    done = run("profile", "show", "s7-300@absent.yaml")
    assert done.returncode == 2 and done.stdout == "" and "absent.yaml" in done.stderr

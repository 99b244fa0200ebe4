# SPDX-License-Identifier: MIT
"""The canonical form of plant files: printed, checked, and written back without ever losing one."""
import os
import resource
import signal
import stat
import subprocess
from pathlib import Path

import pytest

from conftest import DEADLINE, PLANT, SIEBEN, environment, run, run_json

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
LOOSE = """\
\ufeff# Line 4, kept by the press team\r
\r
cpus: { OVEN: {dbs: {100: {size: "60"}, 7: {size: 8}}, # by number\r
\tprofile: s7-300, address: "[fd00::1]:102"} }   # cells\r
# what it is about\r
plant: { name: 'Line 4' }\r
sieben: 1   \r
"""
CANONICAL = """\
# Line 4, kept by the press team

sieben: 1
# what it is about
plant: {name: Line 4}
cpus: # cells
  OVEN:
    address: "[fd00::1]:102"
    profile: s7-300
    dbs: # by number
      7: {size: 8}
      100: {size: 60}
"""


@pytest.fixture
def loose(tmp_path):
    path = tmp_path / "loose.yaml"
    path.write_bytes(LOOSE.encode())
    return path


def entries(path):
    return sorted(entry.name for entry in path.parent.iterdir())


def test_printed(loose):
    done = run("plant", "fmt", loose)
    assert (done.returncode, done.stdout, done.stderr) == (0, CANONICAL, "")
    assert loose.read_bytes() == LOOSE.encode()
    assert run("plant", "fmt", "-", text_in=CANONICAL).stdout == CANONICAL


def test_the_same_model(tmp_path):
    path = tmp_path / "plant.yaml"
    path.write_text(PLANT % 1102, encoding="utf-8")
    before = run("plant", "check", path).stdout
    assert run("plant", "fmt", "-i", path).returncode == 0
    assert path.read_text(encoding="utf-8") != PLANT % 1102
    assert run("plant", "check", path).stdout == before
    assert run("plant", "fmt", "--check", path).returncode == 0


def test_checked(loose):
    done = run("plant", "fmt", "--check", loose)
    assert done.returncode == 1 and done.stdout == f"{loose}:1: not in canonical form\n"
    done, document = run_json("plant", "fmt", "--check", loose)
    assert done.returncode == 1 and document["schema"] == "sieben/plant-fmt/1"
    assert (document["canonical"], document["line"], document["file"]) == (False, 1, str(loose))
    assert loose.read_bytes() == LOOSE.encode()


def test_in_place_keeps_permissions_and_the_link(loose, tmp_path):
    link = tmp_path / "link.yaml"
    link.symlink_to(loose.name)
    loose.chmod(0o640)
    done = run("plant", "fmt", "-i", link)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert link.is_symlink() and loose.read_text(encoding="utf-8") == CANONICAL
    assert stat.S_IMODE(loose.stat().st_mode) == 0o640
    assert entries(loose) == ["link.yaml", "loose.yaml"]


def test_a_faulty_file_is_not_touched(loose):
    loose.write_text(CANONICAL.replace("s7-300", "s7-3000"), encoding="utf-8")
    before = loose.read_bytes()
    for options in ([], ["-i"], ["--check"]):
        done = run("plant", "fmt", *options, loose)
        assert done.returncode == 2 and done.stdout == ""
        assert done.stderr.startswith(f"{loose}:9:14: error: ")
    done, document = run_json("plant", "fmt", "--check", loose)
    assert done.returncode == 2 and document["canonical"] is None
    assert [finding["line"] for finding in document["findings"]] == [9]
    assert loose.read_bytes() == before and entries(loose) == ["loose.yaml"]


def small_files():
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (64, 64))


def test_no_room_loses_nothing(loose):
    done = subprocess.run([SIEBEN, "plant", "fmt", "-i", str(loose)], capture_output=True, text=True, timeout=DEADLINE,
                          stdin=subprocess.DEVNULL, env=environment(), check=False, preexec_fn=small_files)
    assert done.returncode == 2
    assert done.stderr == f"sieben: {loose}: not changed: File too large\n"
    assert loose.read_bytes() == LOOSE.encode() and entries(loose) == ["loose.yaml"]


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write everywhere")
def test_a_folder_that_cannot_be_written(loose):
    loose.parent.chmod(0o500)
    try:
        done = run("plant", "fmt", "-i", loose)
        assert done.returncode == 2 and "not changed: Permission denied" in done.stderr
        assert loose.read_bytes() == LOOSE.encode()
    finally:
        loose.parent.chmod(0o700)


def test_a_full_output_is_an_error(loose):
    with open("/dev/full", "w", encoding="utf-8") as full:
        done = subprocess.run([SIEBEN, "plant", "fmt", str(loose)], stdout=full, stderr=subprocess.PIPE, text=True,
                              timeout=DEADLINE, env=environment(), check=False)
    assert done.returncode == 90 and "standard output" in done.stderr


@pytest.mark.parametrize("words", [[], ["a", "b"], ["-i", "-"], ["-i", "--check", "a"], ["--json", "a"]])
def test_misuse(words):
    done = run("plant", "fmt", *words)
    assert done.returncode == 2 and done.stdout == "" and "sieben plant fmt: " in done.stderr


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.yaml")), ids=lambda path: path.name)
def test_the_examples_are_in_canonical_form(path):
    done = run("plant", "fmt", "--check", str(path))
    assert done.returncode == 0, done.stdout

# SPDX-License-Identifier: MIT
"""A plant, its CPUs, connections and data blocks, shown."""
import os
import pty
import subprocess
from pathlib import Path

from conftest import DEADLINE, SIEBEN, environment, run, run_json

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
CELLS = EXAMPLES / "two-cells.yaml"


def test_at_a_glance():
    done = run("plant", "show", CELLS)
    assert (done.returncode, done.stderr) == (0, "")
    assert "C-001       PRESS -> OVEN" in done.stdout
    assert "P#DB100.DBX0.0 BYTE 20" in done.stdout


def test_a_data_block():
    done = run("plant", "show", CELLS, "OVEN.DB100")
    assert done.returncode == 0
    assert "    0  writes  AAAAAAAA AAAAAAAA AAAABBBB BBBBBBBB\n       reads   ........ ........ ....AAAA AAAAAAAA\n" \
        in done.stdout
    assert "A  C-001, PRESS" in done.stdout


def test_two_writers_and_an_end(tmp_path):
    text = CELLS.read_text(encoding="utf-8").replace("to: P#DB100.DBX0.0 BYTE 20", "to: P#DB100.DBX10.0 BYTE 20")
    plant = tmp_path / "plant.yaml"
    plant.write_text(text.replace("100: {name: Recipe, size: 60}", "100: {name: Recipe, size: 50}").replace(
        "- {tag: DB100.DBW26:WORD*17, wave: ramp, min: 0, max: 65535, period: 7s}", ""), encoding="utf-8")
    done, document = run_json("plant", "show", plant, "OVEN.DB100")
    assert done.returncode == 0
    shown = document["shown"][0]
    assert document["schema"] == "sieben/plant-show/1"
    assert shown["conflicts"] == ["P#DB100.DBX20.0 BYTE 6"]
    assert shown["beyond"] == ["P#DB100.DBX50.0 BYTE 10"]
    assert shown["idle"] == ["P#DB100.DBX0.0 BYTE 10"]
    assert len(shown["writes"]) == len(shown["reads"]) == 60


def told_on_a_terminal(columns, **more):
    """What `plant show` writes to a terminal of so many columns."""
    ours, theirs = pty.openpty()
    subprocess.run(["stty", "columns", str(columns)], stdin=theirs, check=True)
    with subprocess.Popen([SIEBEN, "plant", "show", str(CELLS), "OVEN.DB100"], stdin=subprocess.DEVNULL, stdout=theirs,
                          env=environment(TERM="xterm", **more)) as process:
        os.close(theirs)
        text = b""
        try:
            while more_text := os.read(ours, 4096):
                text += more_text
        except OSError:  # the other end is closed
            pass
        assert process.wait(DEADLINE) == 0
    os.close(ours)
    return text.decode()


def test_the_terminal_has_the_last_word():
    assert "\033[1m" in told_on_a_terminal(80)
    plain = told_on_a_terminal(80, NO_COLOR="1").replace("\r\n", "\n")
    assert "\033" not in plain
    assert max(map(len, plain.splitlines())) <= 80
    narrow = told_on_a_terminal(40, NO_COLOR="1").replace("\r\n", "\n")
    assert "    0  writes  AAAAAAAA AAAAAAAA\n" in narrow


def test_names_of_a_file_command_no_terminal(tmp_path):
    plant = tmp_path / "plant.yaml"
    plant.write_text("sieben: 1\nplant: {name: \"a\u202eb\"}\ncpus: {A: {address: 10.0.0.1, profile: s7-300}}\n",
                     encoding="utf-8")
    done = run("plant", "show", plant)
    assert done.returncode == 0
    assert "\u202e" not in done.stdout and "a\ufffdb" in done.stdout


def test_what_is_not_there():
    done = run("plant", "show", CELLS, "OVNE")
    assert done.returncode == 2
    assert done.stderr.endswith('has no CPU, host or connection called "OVNE"; did you mean "OVEN"?\n')
    done = run("plant", "show", CELLS, "OVEN.DB")
    assert done.returncode == 2 and "is no area of OVEN; it has DB100, DB101" in done.stderr

# SPDX-License-Identifier: MIT
"""sieben doctor on a terminal: what takes long is shown while it does, and nothing of it is left."""
import contextlib
import fcntl
import os
import pty
import re
import struct
import subprocess
import termios

import pytest

from conftest import SIEBEN, environment, peer, run
from test_run_table import Screen

COLOUR = re.compile(rb"\x1b\[[0-9;]*m")


def silence(connection):
    while connection.recv(100):
        pass


@contextlib.contextmanager
def examining(*arguments, columns=120, rows=60, **more):
    """Standard output and standard error are the terminal."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    with subprocess.Popen([SIEBEN, "doctor", *map(str, arguments)], stdin=slave, stdout=slave, stderr=slave,
                          start_new_session=True, env=environment(TERM="xterm-256color", **more)) as process:
        os.close(slave)
        try:
            yield Screen(process, master, columns, rows)
        finally:
            if process.poll() is None:
                process.kill()
            with contextlib.suppress(OSError):
                os.close(master)


def shown_whole(screen):
    """Every step in a line of its own, then the verdict; no line says how many seconds something has taken."""
    text = screen.text
    assert not re.search(r", \d+ s$", text, re.M), text
    assert re.search(r"^fail +cotp +\d\.\d s  ", text, re.M), text
    assert re.search(r"^FAIL +layer 2 ISO: COTP_SILENT, ", text, re.M), text
    return text


@pytest.mark.parametrize("columns", [120, 60])
def test_what_takes_long_is_shown_with_its_time_and_taken_away(columns):
    with peer(silence) as other, examining(other.target, "--timeout", "2500ms", columns=columns) as screen:
        screen.wait(r"^(who listens|ISO transport connection[^,]*)[^,]*, 1 s$")
        screen.wait(r"^(who listens|ISO transport connection[^,]*)[^,]*, 2 s$")
        assert screen.end() == 20
        if columns == 120:
            shown_whole(screen)
        assert not re.search(r", \d+ s$", screen.text, re.M), screen.text
        assert COLOUR.search(screen.raw)


def test_lines_are_broken_between_words_where_the_terminal_ends():
    with peer(lambda connection: None) as other, examining(other.target, columns=80, rows=100) as screen:
        assert screen.end() == 20
    begin = next(i for i, line in enumerate(screen.lines) if line.startswith("likely"))
    end = next(i for i, line in enumerate(screen.lines) if line.startswith("Layer "))
    block = [line for line in screen.lines[begin:end] if line]
    assert len(block) > 6 and all(len(line) <= 80 for line in block)
    assert all(re.match(r"(likely     |do         | {11})(\d\. | {3})\S", line) for line in block), block


def test_without_colour_there_is_none():
    with peer(silence) as other, examining(other.target, "--timeout", "1200ms", NO_COLOR="1") as screen:
        assert screen.end() == 20
    assert not COLOUR.search(screen.raw)
    shown_whole(screen)


def test_of_several_it_says_which_is_under_way(tmp_path):
    with peer(silence) as one:
        port = one.target.split(":")[1]
        plant = tmp_path / "plant.yaml"
        plant.write_text("sieben: 1\nplant: {name: P}\ncpus:\n"
                         f'  MILL: {{address: "127.0.0.1:{port}", profile: s7-300}}\n'
                         f'  SAW: {{address: "localhost:{port}", profile: s7-300}}\n', encoding="utf-8")
        with examining(plant, "--all", "--timeout", "1300ms", rows=120) as screen:
            screen.wait(r"^1 of 2, MILL: [^,]+(, resources\))?, 1 s")
            screen.wait(r"^2 of 2, SAW: [^,]+(, resources\))?, 1 s")
            assert screen.end() == 20
    assert "1 of 2, MILL" not in screen.text and "2 of 2, SAW" not in screen.text


def test_where_nobody_looks_nothing_is_counted():
    with peer(silence) as other:
        done = run("doctor", other.target, "--timeout", "1200ms")
    assert done.returncode == 20 and "\r" not in done.stderr and not re.search(r", \d+ s$", done.stderr, re.M)
    lines = done.stderr.splitlines()
    tries = [line for line in lines if line.startswith("trying ")]
    assert all(re.match(r"(ok|fail|skipped) +\w+ +[\d.]+ m?s  \S", line) for line in lines if line not in tries)
    assert tries[0] == "trying   cotp                  1 of at most 5 others: rack 0, slot 2"
    assert lines.index(tries[-1]) < next(i for i, line in enumerate(lines) if line.startswith("fail "))

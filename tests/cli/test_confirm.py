# SPDX-License-Identifier: MIT
"""What only a terminal sees: the question before a write, progress, colour."""
import os
import pty
import re
import subprocess

import pytest

from conftest import DEADLINE, SIEBEN, environment, free_port, peer, run, run_json


def on_terminal(*arguments, answer=None, **more):
    """Runs with a terminal as stdin and stderr; `answer` is typed when the question is there."""
    master, slave = pty.openpty()
    with subprocess.Popen([SIEBEN, *arguments], stdin=slave, stdout=subprocess.PIPE, stderr=slave, text=True,
                          env=environment(TERM="xterm", **more)) as process:
        os.close(slave)
        seen = b""
        try:
            while True:
                chunk = os.read(master, 4096)
                if not chunk:
                    break
                seen += chunk
                if answer is not None and seen.rstrip().endswith(b"[y/N]"):
                    os.write(master, answer)
                    answer = None
        except OSError:  # the last one closed the terminal
            pass
        out = process.stdout.read()
        code = process.wait(DEADLINE)
    os.close(master)
    return code, out, seen.decode()


@pytest.mark.parametrize("answer, code, value", [(b"y\n", 0, 5), (b"yes\n", 0, 5), (b"n\n", 90, 0), (b"\n", 90, 0),
                                                 (b"yesterday\n", 90, 0), (b"\x04", 90, 0)])
def test_the_answer_decides(press, answer, code, value):
    ended, out, seen = on_terminal("put", press.target, "DB10.DBW0:INT=5", answer=answer)
    assert ended == code
    assert "DB10.DBW0:INT: 0 -> 5" in out
    assert f"write this to {press.target}?" in seen
    assert ("LOCAL_DENIED" in seen) == (code == 90)
    assert run("get", press.target, "DB10.DBW0:INT").stdout == f"DB10.DBW0:INT = {value}\n"


def test_yes_is_not_asked_on_a_terminal(press):
    code, out, seen = on_terminal("put", press.target, "DB10.DBW0:INT=5", "--yes")
    assert code == 0 and "written to" in out and seen == ""


def test_without_terminal_nothing_is_even_sent():
    def serve(connection):
        connection.recv(1)
    with peer(serve) as one:
        done = run("put", one.target, "MW0=1", text_in="y\n")
        assert one.accepted == 0
    assert done.returncode == 90
    assert "LOCAL_DENIED" in done.stderr and "--yes" in done.stderr
    assert len(done.stderr.splitlines()) == 5


def test_refusal_as_document(press):
    done, document = run_json("put", press.target, "MW0=1")
    assert done.returncode == 90 and document["written"] is False
    assert document["tags"][0]["error"]["id"] == "LOCAL_DENIED"


def test_colour_on_a_terminal_only():
    target = f"127.0.0.1:{free_port()}"
    _, _, seen = on_terminal("get", target, "MW0")
    assert "\x1b[" in seen
    _, _, plain = on_terminal("get", target, "MW0", NO_COLOR="1")
    assert "\x1b[" not in plain
    assert "\x1b[" not in run("get", target, "MW0").stderr
    uncoloured = re.sub(r"\x1b\[[0-9;]*m", "", seen)
    assert uncoloured.splitlines()[0] == plain.splitlines()[0]


def test_progress_counts_the_seconds_on_a_terminal():
    def serve(connection):
        while connection.recv(100):
            pass
    with peer(serve) as one:
        code, _, seen = on_terminal("get", one.target, "MW0", "--timeout", "2500ms")
        done = run("get", one.target, "MW0", "--timeout", "1200ms")
    assert code == 20 and "ISO_TIMEOUT" in seen
    shown = re.findall(r"\r(connecting to [^,]+, \d s)", seen)
    assert shown == [f"connecting to {one.target}, {second} s" for second in (1, 2)]
    assert re.search(r"2 s\r +\r\S*FAIL", seen)  # the line is taken away before the fault is printed
    assert "connecting to" not in done.stderr and "\r" not in done.stderr


def test_what_is_quick_shows_no_progress(press):
    code, out, seen = on_terminal("get", press.target, "DB10.DBW0:INT")
    assert code == 0 and out.startswith("DB10.DBW0:INT = ") and seen == ""

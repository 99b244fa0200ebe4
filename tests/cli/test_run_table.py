# SPDX-License-Identifier: MIT
"""The live table of `sieben run`: what a person at a terminal sees, and what keys do."""
import contextlib
import fcntl
import json
import os
import pty
import re
import select
import signal
import struct
import subprocess
import termios
import time

import pytest

from conftest import DEADLINE, SIEBEN, environment
from plants import LINE, line

pyte = pytest.importorskip("pyte", reason="pyte is not installed (Debian: python3-pyte)")

UP, DOWN, PAGE_DOWN, END = b"\x1bOA", b"\x1bOB", b"\x1b[6~", b"\x1b[4~"


class Screen:
    """A terminal with a run on it."""

    def __init__(self, process, master, columns, rows):
        self.process = process
        self.master = master
        self.screen = pyte.Screen(columns, rows)
        self.stream = pyte.ByteStream(self.screen)
        self.raw = b""

    def read(self, seconds=0.05):
        """Takes what is there; False: the terminal is closed."""
        if not select.select([self.master], [], [], seconds)[0]:
            return True
        try:
            octets = os.read(self.master, 65536)
        except OSError:
            return False
        self.raw += octets
        self.stream.feed(octets)
        return bool(octets)

    @property
    def lines(self):
        return [text.rstrip() for text in self.screen.display]

    @property
    def text(self):
        return "\n".join(self.lines)

    def wait(self, pattern):
        """Until the pattern is on the screen."""
        end = time.monotonic() + DEADLINE
        while time.monotonic() < end:
            found = re.search(pattern, self.text, re.M)
            if found:
                return found
            if not self.read() and not re.search(pattern, self.text, re.M):
                break
        raise AssertionError(f"{pattern!r} did not appear:\n{self.text}")

    def settle(self, condition):
        """Until the condition holds: a picture is painted from top to bottom, and may be seen half painted."""
        end = time.monotonic() + DEADLINE
        while not condition() and time.monotonic() < end and self.read():
            pass
        assert condition(), self.text

    def key(self, octets):
        os.write(self.master, octets)

    def size(self, columns, rows):
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.screen.resize(rows, columns)

    def style(self, row, column):
        return self.screen.buffer[row][column]

    def end(self):
        """The exit code, when everything was read."""
        end = time.monotonic() + DEADLINE
        while self.read() and time.monotonic() < end:
            pass
        return self.process.wait(DEADLINE)


@contextlib.contextmanager
def shown(plant, *arguments, columns=120, rows=16, **more):
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    env = environment(TERM="screen-256color", **more)
    with subprocess.Popen([SIEBEN, "run", str(plant), *arguments], stdin=slave, stdout=slave, stderr=slave,
                          start_new_session=True, env=env,
                          preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0)) as process:
        os.close(slave)
        try:
            yield Screen(process, master, columns, rows)
        finally:
            if process.poll() is None:
                process.kill()
            with contextlib.suppress(OSError):
                os.close(master)


@pytest.fixture
def plant(tmp_path):
    return line(tmp_path / "plant.yaml")


ROW = r"^C-001\.1 +PUT PRESS -> OVEN +connected +\d+ +\d+ +0 +\d+ +\d+\.\d{3} +\d+\.\d{3} OK"


def test_one_row_per_job(plant):
    with shown(plant, "--desk", columns=160) as screen:
        screen.wait(ROW + r" +21\.5 °C$")
        assert re.match(r"Line 4  \d+ s  running  3 jobs: \d+ completed, \d+ skipped, 0 errors, 0 failing$", screen.lines[0])
        assert screen.lines[2].split() == ["CONNECTION", "JOB", "STATE", "CYCLES", "DONE/NDR", "ERRORS", "SKIPPED", "P50",
                                           "MS", "P99", "MS", "STATUS", "VALUE"]
        screen.settle(lambda: re.match(r"C-001\.2 +GET PRESS <- OVEN +connected", screen.lines[4]))
        screen.settle(lambda: re.match(r"C-002\.1 +GET MILL <- PRESS +connected", screen.lines[5]))
        screen.settle(lambda: screen.lines[6:15] == [""] * 9 and screen.lines[15].startswith("q quit  ? help"))
        screen.settle(lambda: screen.style(3, 0).reverse and not screen.style(4, 0).reverse)
        screen.key(b"q")
        assert screen.end() == 0
        assert "3 of 3 jobs without errors and with equal memories on both sides" in screen.text


def test_the_same_numbers_as_the_status_file(plant, tmp_path):
    """Line, table, file: one snapshot."""
    status = tmp_path / "status.json"
    with shown(plant, "--desk", "--status-file", str(status), columns=160) as screen:
        for second in (1, 2, 3):
            screen.wait(rf"^Line 4  {second} s  running")
            while screen.read(0.1) and select.select([screen.master], [], [], 0)[0]:
                pass  # the rest of this painting
            document = json.loads(status.read_text(encoding="utf-8"))
            if document["second"] != second:
                continue  # this machine was slow: the next second
            rows = re.findall(r"^(C-\d+)\.(\d) +(?:PUT|GET) \w+ (?:->|<-) \w+ +(\w+) +(\d+) +(\d+) +(\d+) +(\d+) +([\d.]+) +([\d.]+) OK",
                              screen.text, re.M)
            if len(rows) != len(document["jobs"]):
                continue  # caught in the middle of a painting
            assert [(c, int(n), s, int(d), int(k), int(e), int(p), float(a), float(b)) for c, n, s, d, k, e, p, a, b in rows] == \
                [(j["connection"], j["number"], j["state"], j["due"], j["completions"], j["errors"], j["skipped"],
                  round(j["p50_ms"], 3), round(j["p99_ms"], 3)) for j in document["jobs"]]
            break
        else:
            raise AssertionError("never the same second")
        screen.key(b"q")
        assert screen.end() == 0


def test_a_reload_is_seen_and_the_job_inspected(plant):
    with shown(plant, "--desk", columns=140, rows=30) as screen:
        screen.wait(ROW)
        line(plant, revision=2, access="optimized")
        screen.process.send_signal(signal.SIGHUP)
        screen.wait(r"^C-001\.1 +PUT .* ERROR 8 access")
        screen.wait(r"was read again \(revision 2\)")
        screen.settle(lambda: screen.style(0, 0).fg == "red")
        screen.key(b"\r")
        screen.wait(r"^FAIL +layer 5 DATA: DATA_ADDRESS")
        assert re.search(r"^from +PRESS, S7-1500, rack 0 slot 1, 10\.10\.1\.11:102, played at 127\.0\.0\.1:\d+$", screen.text, re.M)
        assert re.search(r"^to +OVEN, S7-1500, rack 0 slot 1, 10\.20\.1\.21:102, played at 127\.0\.0\.2:\d+$", screen.text, re.M)
        screen.settle(lambda: [row.split()[0] for row in screen.lines if re.match(r"(FAIL|seen|rules|likely|do) ", row)] ==
                      ["FAIL", "seen", "rules", "likely", "do"])
        screen.settle(lambda: re.search(r"^value +41 ac 00 00", screen.text, re.M))
        screen.wait(r"^  PRESS Temperature DB10\.DBD0:REAL = 21\.5 °C$")
        screen.key(b"q")  # back
        screen.wait(r"^CONNECTION +JOB")
        screen.key(b"m")
        screen.wait(r"sieben: .*plant\.yaml was read again")
        screen.key(b"\x1b")
        screen.wait(r"^CONNECTION +JOB")
        screen.key(b"q")
        assert screen.end() == 1
        assert "ERROR=1 STATUS=8" in screen.raw.decode() and b"was read again" in screen.raw


def test_pause_and_go_on(plant):
    with shown(plant, "--desk", columns=160) as screen:
        screen.wait(ROW)
        screen.key(b"p")
        screen.wait(r"^C-001\.1 .* paused ")
        screen.settle(lambda: "1 paused" in screen.lines[0])
        before = int(re.search(r"^C-001\.1 .* paused +\d+ +(\d+)", screen.text, re.M)[1])
        second = int(re.match(r"Line 4  (\d+) s", screen.lines[0])[1])
        screen.wait(rf"^Line 4  {second + 2} s")
        assert int(re.search(r"^C-001\.1 .* paused +\d+ +(\d+)", screen.text, re.M)[1]) <= before + 1
        screen.key(b"P")
        screen.wait(r"3 paused")
        screen.key(b"P")
        screen.wait(r"^C-001\.1 +PUT PRESS -> OVEN +connected")
        screen.settle(lambda: "paused" not in screen.lines[0])
        screen.key(b"p")
        screen.wait(r"1 paused")
        screen.key(b"q")
        assert screen.end() == 0  # a job that a person paused is not a finding


def test_sort_filter_and_help(plant):
    with shown(plant, "--desk", columns=140, rows=30) as screen:
        screen.wait(ROW)
        screen.key(b"s")
        screen.wait(r"^sorted by CONNECTION")
        screen.key(b"r")
        screen.wait(r"^sorted by CONNECTION, reversed")
        screen.settle(lambda: re.search(r"^C-002\.1 .*\nC-001\.2 .*\nC-001\.1 ", "\n".join(screen.lines[3:6])))
        screen.settle(lambda: screen.style(5, 0).reverse)  # the selection stays on its job
        screen.key(b"/mill")
        screen.wait(r"^filter: mill_  1 of 3 jobs")
        screen.settle(lambda: screen.lines[3].startswith("C-002.1") and screen.lines[4] == "")
        screen.key(b"\x7f\x7fx")
        screen.wait(r"^filter: mix_  0 of 3 jobs")
        screen.key(b"\x1b")
        screen.wait(r"^C-001\.1 ")
        screen.key(b"?")
        screen.wait(r"^  p +pause the job")
        screen.key(b"q")
        screen.wait(r"^C-001\.1 ")
        assert screen.process.poll() is None
        screen.process.send_signal(signal.SIGINT)
        assert screen.end() == 130


def many(count):
    jobs = "".join("      - put: {send: P#DB10.DBX0.0 BYTE 20, to: P#DB100.DBX0.0 BYTE 20, every: 1s}\n"
                   for _ in range(count))
    text = LINE.format(revision=1, access="standard", press="10.10.1.11", oven="10.20.1.21")
    head, rest = text.split("    jobs:\n", 1)
    return head + "    jobs:\n" + jobs + rest[rest.index("  C-002:"):]


def test_a_thousand_rows(plant):
    line(plant, text=many(1000))
    with shown(plant, "--desk", columns=100, rows=24) as screen:
        screen.wait(r"^Line 4  [1-9]\d* s .* 1001 jobs")
        screen.settle(lambda: screen.lines[3].startswith("C-001.1 ") and screen.lines[22].startswith("C-001.20 "))
        screen.key(PAGE_DOWN)
        screen.wait(r"^C-001\.21 ")
        screen.key(END)
        screen.wait(r"^C-002\.1 ")
        screen.settle(lambda: screen.lines[22].startswith("C-002.1 ") and screen.lines[3].startswith("C-001.982 "))
        screen.key(UP)
        screen.wait(r"^C-001\.1000 ")
        screen.key(b"q")
        assert screen.end() == 0


@pytest.mark.parametrize("columns, rows", [(1, 1), (5, 2), (20, 3), (30, 5), (250, 60)])
def test_any_size(plant, columns, rows):
    """It neither crashes nor writes beyond the screen, and comes back."""
    with shown(plant, "--desk", columns=100, rows=20) as screen:
        screen.wait(ROW[:40])
        screen.size(columns, rows)
        for key in (b"?", b"q", b"\r", DOWN, b"q", b"/x", b"\x1b"):
            screen.key(key)
            for _ in range(3):
                screen.read()
        screen.size(100, 20)
        screen.wait(r"^C-001\.1 +PUT PRESS -> OVEN +connected")
        assert len(screen.lines) == 20
        screen.key(b"q")
        assert screen.end() == 0


@pytest.mark.parametrize("locale, name", [("C.UTF-8", "ÖFEN窯"), ("C", r"\?FEN\?")])
def test_names_in_any_locale(plant, locale, name):
    text = plant.read_text(encoding="utf-8").replace("Line 4", "ÖFEN窯")
    line(plant, text=text)
    with shown(plant, "--desk", LC_ALL=locale) as screen:
        screen.wait(ROW[:40])
        assert re.match(name + r" +\d+ s  running", screen.lines[0].replace("窯 ", "窯")), screen.lines[0]
        screen.key(b"q")
        assert screen.end() == 0


def test_no_color(plant):
    line(plant, access="optimized")
    with shown(plant, "--desk", NO_COLOR="1") as screen:
        screen.wait(r"^C-001\.1 .* ERROR 8")
        assert {screen.style(row, 0).fg for row in range(16)} == {"default"}
        screen.key(b"q")
        assert screen.end() == 1


@pytest.mark.parametrize("arguments, more", [(("--plain",), {}), ((), {"TERM": "dumb"})])
def test_lines_instead(plant, arguments, more):
    master, slave = pty.openpty()
    with subprocess.Popen([SIEBEN, "run", str(plant), "--desk", "--for", "1200ms", *arguments], stdin=slave, stdout=slave,
                          stderr=slave, env=environment(**{"TERM": "xterm", **more})) as process:
        os.close(slave)
        screen = Screen(process, master, 200, 50)
        assert screen.end() == 0
    os.close(master)
    assert b"\x1b[" not in screen.raw.replace(b"\x1b[1;31m", b"").replace(b"\x1b[0m", b"")
    assert re.search(r"^   1 s  C-001\.1 PUT \d+", screen.text, re.M)


def test_json_takes_no_screen(plant):
    with shown(plant, "--desk", "--json", "--for", "300ms") as screen:
        assert screen.end() == 0
        assert b"\x1b[" not in screen.raw


def test_it_ends_when_the_terminal_goes(plant):
    with shown(plant, "--desk") as screen:
        screen.wait(ROW[:40])
        os.close(screen.master)
        assert screen.process.wait(DEADLINE) != 0
